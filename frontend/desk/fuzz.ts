/**
 * A suggester and a writer at one text, at random, for the tests: what both do comes late, in any
 * order that a line allows, and nothing that the suggester wrote may be nowhere.
 *
 * The house is played by a list of suggestions and a text; the sheet by what `sheet.ts` does with a
 * branch: `EditorState` with the plugin that rebases unsent steps.
 */
import { Fragment, type Node, Slice } from "@tiptap/pm/model";
import { EditorState } from "@tiptap/pm/state";
import { ReplaceStep, type Step, Transform } from "@tiptap/pm/transform";
import { collab, receiveTransaction, sendableSteps } from "prosemirror-collab";
import { refusal } from "../document/check";
import { Author, prose } from "../document/fuzz";
import { documentSchema } from "../document/schema";
import { applied, Branch, fitting, type News, type Stored, type Suggested } from "./branch";

/** A suggestion as the house has it. */
interface Kept {
  readonly one: Suggested;
  readonly state: "open" | "taken" | "left" | "withdrawn";
}

const WORDS = ["rain ", "lamp ", "باران ", "street", "🦊 ", "x"];

class Story {
  private readonly author: Author;
  private readonly kept = new Map<string, Kept>();
  /** Stored by the house, and not yet come to the sheet. */
  private onTheWay: Stored[] = [];
  private log: { readonly step: Step; readonly by: string }[] = [];
  private house: Node;
  private branch: Branch;
  private state: EditorState;
  private minted = 0;
  private written = 0;
  /** What the suggester wrote and nobody took out. */
  private readonly standing = new Set<string>();
  readonly counts = { taken: 0, left: 0, anew: 0, reloaded: 0, another: 0, tookOver: 0 };

  constructor(seed: number) {
    this.author = new Author(documentSchema(), seed);
    this.house = this.begun();
    this.branch = new Branch(this.house, 0);
    this.state = this.opened(this.house, 0, []);
  }

  private begun(): Node {
    for (;;) {
      const base = prose(this.author);
      if (refusal(this.author.schema, base.toJSON()) === null) return base;
    }
  }

  private opened(doc: Node, version: number, mine: readonly Step[]): EditorState {
    const state = EditorState.create({ doc, plugins: [collab({ version, clientID: "sheet" })] });
    const { tr } = state;
    for (const step of mine) tr.step(step);
    return state.apply(tr);
  }

  private readonly mint = () => String(++this.minted);

  /** One thing happens; what is wrong then, or null. */
  happen(): string | null {
    const { dice } = this.author;
    const events = [
      this.suggesterTypes,
      this.suggesterTypes,
      this.suggesterEdits,
      this.writerTypes,
      this.writerEdits,
      this.houseHears,
      this.houseHears,
      this.sheetHears,
      this.sheetHears,
      this.someAreTaken,
      this.oneIsLeft,
      this.sheetIsOpenedAgain,
      this.anotherSheetSuggests,
    ];
    dice.pick(events).call(this);
    return this.wrong();
  }

  private write(transform: Transform): void {
    const { tr } = this.state;
    for (const step of transform.steps) tr.step(step);
    const before = this.state.doc;
    this.state = this.state.apply(tr);
    this.takenOut(before, this.state.doc);
  }

  /** What somebody takes out by hand need not be kept. */
  private takenOut(before: Node, after: Node): void {
    const [old, now] = [lines(before), lines(after)];
    for (const word of this.standing)
      if (old.includes(word) && !now.includes(word)) this.standing.delete(word);
  }

  private suggesterTypes(): void {
    const { doc } = this.state;
    const at = this.author.place(doc);
    const word = `w${++this.written}q`;
    const transform = new Transform(doc).insert(at, this.author.schema.text(` ${word} `));
    if (refusal(this.author.schema, transform.doc.toJSON()) !== null) return;
    this.standing.add(word);
    this.write(transform);
    // A word in whose midst this one was typed.
    this.takenOut(doc, this.state.doc);
  }

  private suggesterEdits(): void {
    const transform = this.author.edit(this.state.doc);
    if (transform && refusal(this.author.schema, transform.doc.toJSON()) === null)
      this.write(transform);
  }

  private store(step: Step, by: string): boolean {
    const after = step.apply(this.house).doc;
    if (!after || refusal(this.author.schema, after.toJSON()) !== null) return false;
    this.takenOut(this.house, after);
    this.house = after;
    const map = step.getMap();
    for (const [id, { one, state }] of this.kept) {
      const from = map.map(one.from, 1);
      const to = one.from === one.to ? from : Math.max(from, map.map(one.to, -1));
      this.kept.set(id, { one: { ...one, from, to }, state });
    }
    this.log.push({ step, by });
    this.onTheWay.push({ step, by });
    return true;
  }

  private writerTypes(): void {
    const at = this.author.place(this.house);
    const word = this.author.schema.text(this.author.dice.pick(WORDS));
    for (const step of new Transform(this.house).insert(at, word).steps) this.store(step, "writer");
  }

  private writerEdits(): void {
    const transform = this.author.edit(this.house);
    for (const step of transform?.steps ?? []) if (!this.store(step, "writer")) return;
  }

  /** The sheet tells its news, and the house keeps them where they stand by then. */
  private houseHears(): void {
    const news = this.news();
    if (!news) return;
    const apart = [...news.made.map(({ id }) => id), ...news.withdrawn].filter((id) =>
      this.isAnothers(id, news),
    );
    for (const made of news.made) {
      if ((this.kept.get(made.id)?.state ?? "open") !== "open") continue;
      if (apart.includes(made.id)) continue;
      let { from, to } = made;
      for (const { step } of this.log.slice(news.version)) {
        const map = step.getMap();
        const start = map.map(from, 1);
        to = from === to ? start : Math.max(start, map.map(to, -1));
        from = start;
      }
      this.kept.set(made.id, { one: { ...made, from, to }, state: "open" });
    }
    for (const id of news.withdrawn) if (!apart.includes(id)) this.settle(id, "withdrawn");
    const made = news.made.filter(
      ({ id }) => this.kept.get(id)?.state === "open" && !apart.includes(id),
    );
    this.branch.told({ ...news, made });
    for (const id of apart) this.branch.part(id, this.mint);
    for (const { id } of news.made) this.hearsOf(id);
    if (this.author.dice.roll(2) === 0) for (const id of this.kept.keys()) this.takesOver(id);
  }

  /** As `proposing.propose`: whether another sheet of this person has changed it meanwhile. */
  private isAnothers(id: string, { made, known }: News): boolean {
    const [kept, heard] = [this.kept.get(id), known[id]];
    if (kept?.state !== "open" || !heard) return false;
    const said = JSON.stringify(kept.one.after);
    const now = made.find((one) => one.id === id);
    return said !== JSON.stringify(heard) && said !== JSON.stringify(now?.after);
  }

  /** Another sheet of the same person adds words to something that both hold. */
  private anotherSheetSuggests(): void {
    const words = this.openOnes().filter(({ kind }) => kind === "words");
    if (words.length === 0) return;
    const one = this.author.dice.pick(words);
    const word = `w${++this.written}q`;
    const after = [...one.after, { type: "text", text: ` ${word} ` }];
    if (fitting(this.house, [{ ...one, after }]).length === 0) return;
    this.standing.add(word);
    this.kept.set(one.id, { one: { ...one, after }, state: "open" });
    this.counts.another += 1;
  }

  /** The news of it come to this sheet: as `Suggesting.changedElsewhere`. */
  private takesOver(id: string): void {
    const kept = this.kept.get(id);
    if (kept?.state !== "open" || !this.branch.has(id)) return;
    const { after } = kept.one;
    const now = this.branch.suggestions(this.state.doc, this.mint);
    const one = now.find((shown) => shown.id === id);
    const hunk = this.branch.hunkOf(id);
    if (!one || !hunk || !this.branch.isNews(id, after) || !this.branch.isHeard(one)) return;
    const { from, to } = hunk.branch;
    const content = Fragment.fromJSON(this.author.schema, [...after]);
    const { tr } = this.state;
    if (tr.maybeStep(new ReplaceStep(from, to, new Slice(content, 0, 0))).failed) return;
    this.branch.told({ version: this.branch.at, made: [{ ...one, after }], withdrawn: [] });
    this.state = this.state.apply(tr);
    this.counts.tookOver += 1;
  }

  private news(): News | null {
    return this.branch.news(this.branch.suggestions(this.state.doc, this.mint));
  }

  private settle(id: string, state: Kept["state"]): void {
    const kept = this.kept.get(id);
    if (kept?.state === "open") this.kept.set(id, { ...kept, state });
  }

  /** The news of the margin come to the sheet: as `Suggesting.settled`. */
  private hearsOf(id: string): void {
    if (this.kept.get(id)?.state !== "left" || !this.branch.has(id)) return;
    const now = this.branch.suggestions(this.state.doc, this.mint);
    const one = now.find((shown) => shown.id === id);
    const hunk = this.branch.hunkOf(id);
    if (one && hunk && this.branch.isHeard(one)) {
      const { content } = this.branch.text.slice(hunk.base.from, hunk.base.to);
      const { from, to } = hunk.branch;
      const { tr } = this.state;
      this.state = this.state.apply(tr.step(new ReplaceStep(from, to, new Slice(content, 0, 0))));
    }
    this.branch.settle(id);
  }

  /** As `Sheet.receive` with a branch. */
  private sheetHears(): void {
    const some = this.onTheWay.splice(0, 1 + this.author.dice.roll(6));
    if (some.length === 0) return;
    this.branch.suggestions(this.state.doc, this.mint);
    const mine = sendableSteps(this.state)?.steps ?? [];
    const anew = this.branch.advance(some, mine, this.mint);
    if (anew) {
      this.counts.anew += 1;
      this.state = this.opened(this.branch.text, this.branch.at, anew.steps);
    } else {
      const steps = some.map(({ step }) => step);
      const names = steps.map(() => "house");
      this.state = this.state.apply(receiveTransaction(this.state, steps, names));
    }
  }

  private openOnes(): Suggested[] {
    return [...this.kept.values()].flatMap(({ one, state }) => (state === "open" ? [one] : []));
  }

  private someAreTaken(): void {
    const { dice } = this.author;
    const chosen = fitting(this.house, this.openOnes()).filter(() => dice.roll(2) === 0);
    for (const one of chosen.reverse()) {
      const [step] = applied(this.house, [one]).steps;
      if (!step || !this.store(step, one.id)) continue;
      this.settle(one.id, "taken");
      this.counts.taken += 1;
    }
  }

  private oneIsLeft(): void {
    const open = this.openOnes();
    if (open.length === 0) return;
    const { id } = this.author.dice.pick(open);
    this.settle(id, "left");
    this.counts.left += 1;
    this.hearsOf(id);
  }

  /** A new page on the same text; what the old one had told nobody is asked about before it closes. */
  private sheetIsOpenedAgain(): void {
    if (this.author.dice.roll(4)) return;
    this.calm();
    const own = fitting(this.house, this.openOnes());
    this.branch = new Branch(this.house, this.log.length, own);
    this.state = this.opened(this.house, this.log.length, applied(this.house, own).steps);
    this.counts.reloaded += 1;
  }

  /** All that is on its way arrives. */
  private calm(): void {
    while (this.onTheWay.length > 0) this.sheetHears();
    while (this.news()) this.houseHears();
    for (const id of this.kept.keys()) this.takesOver(id);
    while (this.news()) this.houseHears();
  }

  /** Everything has arrived: the house has all that the sheet shows. */
  end(): string | null {
    this.calm();
    const wrong = this.wrong();
    if (wrong) return wrong;
    if (!this.branch.text.eq(this.house)) return "the branch stands on another text";
    const held = this.branch.suggestions(this.state.doc, this.mint);
    const kept = held.flatMap(({ id }) => this.kept.get(id) ?? []);
    if (kept.length < held.length || kept.some(({ state }) => state !== "open"))
      return "the house has not got all of them open";
    const put = applied(
      this.house,
      kept.map(({ one }) => one),
    );
    return put.doc.eq(this.state.doc) ? null : "what the house has does not lead to the branch";
  }

  private words({ after }: Suggested): string {
    const content = Fragment.fromJSON(this.author.schema, [...after]);
    return content.textBetween(0, content.size, "\n", "\n");
  }

  private wrong(): string | null {
    const now = this.branch.suggestions(this.state.doc, this.mint);
    if (new Set(now.map(({ id }) => id)).size < now.length) return "two have one id";
    const again = this.branch.suggestions(this.state.doc, this.mint);
    if (now.some(({ id }, index) => again[index]?.id !== id)) return "an id is not kept";
    if (!applied(this.branch.text, now).doc.eq(this.state.doc))
      return "the suggestions do not lead to the branch";
    if (refusal(this.author.schema, this.state.doc.toJSON()) !== null)
      return "the branch breaks a rule of the text";
    const everywhere = [
      lines(this.state.doc),
      lines(this.house),
      ...this.branch.waiting.map((one) => this.words(one)),
      ...[...this.kept.values()].map(({ one }) => this.words(one)),
    ].join("\n");
    for (const word of this.standing)
      if (!everywhere.includes(word)) return `what was written is nowhere: ${word}`;
    return null;
  }
}

/** A word that was parted between two blocks is a word no more. */
function lines(document: Node): string {
  return document.textBetween(0, document.content.size, "\n", "\n");
}

/** Plays `cases` stories of `length` events; what went wrong in each, or null. */
export function* stories(
  cases: number,
  length: number,
  seed: number,
): Generator<{ seed: number; broken: string | null; counts: Story["counts"] }> {
  for (let number = 0; number < cases; number++) {
    const story = new Story(seed + number);
    let broken: string | null = null;
    let event = 0;
    try {
      while (broken === null && event++ < length) broken = story.happen();
      broken ??= story.end();
    } catch (error) {
      broken = error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
    yield {
      seed: seed + number,
      broken: broken === null ? null : `event ${event}: ${broken}`,
      counts: story.counts,
    };
  }
}
