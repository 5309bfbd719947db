/**
 * A suggester's branch of a text: what the house has been told of it, and what it has to be told.
 *
 * The branch itself is the document on the sheet. Here stand the house's text that it began with and
 * follows (the base), and under which id the house keeps each hunk between the two. Pure: documents
 * and steps in, what to say out.
 */
import { Fragment, type Node, Slice } from "@tiptap/pm/model";
import { Mapping, ReplaceStep, type Step, StepMap, Transform } from "@tiptap/pm/transform";
import { applyHunks, type Hunk, hunksBetween, type Range, replacement } from "../document/hunks";

/** A suggestion as it travels: it replaces `before`, which stands at `from`, by `after`. */
export interface Suggested {
  readonly id: string;
  readonly kind: Hunk["kind"];
  readonly from: number;
  readonly to: number;
  readonly before: readonly unknown[];
  readonly after: readonly unknown[];
}

/** What the house has to hear so that it has what stands on the sheet. */
export interface News {
  /** The version of the text that the positions are of. */
  readonly version: number;
  readonly made: readonly Suggested[];
  readonly withdrawn: readonly string[];
  /** What the house puts in for each of these that it has, as this sheet last heard. */
  readonly known: Readonly<Record<string, readonly unknown[]>>;
}

interface Known {
  readonly id: string;
  readonly range: Range;
  /** What the house has of it; "" if it has not heard of it. */
  readonly said: string;
  /** Where the house has it. */
  readonly told: Range;
}

/** A step that the house has stored. */
export interface Stored {
  readonly step: Step;
  /** The id of the suggestion that was taken by it; that of a sheet if it was written there. */
  readonly by: string;
}

export class Branch {
  private known: readonly Known[];
  private latest: readonly Hunk[] = [];
  /** The texts that were compared last: a rest of the hand asks for the same hunks several times. */
  private compared: { base: Node; branch: Node; hunks: readonly Hunk[] } | null = null;
  /** Heard of by the house, and undone here. */
  private undone: readonly string[] = [];
  /** Let go before the house had heard all of them, each of the version that it was made on. */
  private parted: readonly { readonly version: number; readonly one: Suggested }[] = [];
  /** The ids under which the house has or had what stands on the sheet. */
  private readonly own = new Set<string>();
  /** What the house puts in for each that it has. */
  private readonly heard = new Map<string, readonly unknown[]>();

  /** `known` are the suggestions that the sheet holds already, where they stand in `base`. */
  constructor(
    private base: Node,
    private version: number,
    known: readonly Suggested[] = [],
  ) {
    this.known = known.map((one) => ({ id: one.id, range: one, said: saying(one), told: one }));
    for (const { id, after } of known) {
      this.own.add(id);
      this.heard.set(id, after);
    }
  }

  /** The house's text. */
  get text(): Node {
    return this.base;
  }

  get at(): number {
    return this.version;
  }

  /** What the latest `suggestions` were made of. */
  get hunks(): readonly Hunk[] {
    return this.latest;
  }

  /** Let go, and not heard of by the house. */
  get waiting(): readonly Suggested[] {
    return this.parted.map(({ one }) => one);
  }

  /** The hunk that stands for a suggestion, by the latest `suggestions`. */
  hunkOf(id: string): Hunk | null {
    return this.latest[this.known.findIndex((one) => one.id === id)] ?? null;
  }

  /** Whether the sheet holds this suggestion as one of its own. */
  has(id: string): boolean {
    return this.known.some((one) => one.id === id);
  }

  /** Whether the house has one of the latest `suggestions` as it is. */
  isHeard(one: Suggested): boolean {
    return this.known.some(
      ({ id, said, told }) =>
        id === one.id && said === saying(one) && told.from === one.from && told.to === one.to,
    );
  }

  /**
   * The house's text moved on, and the branch with it. `mine` are the steps that lead to the branch.
   *
   * What is taken of the branch is in both texts from then on, so the branch stays as it is. What
   * others write is rebased under it. Where that would lose words of either, what was suggested there
   * is let go: the branch takes the house's text, and the house keeps the suggestion as it was, for
   * a person to look at.
   *
   * @returns what leads to the branch, where it had to be made anew; null where `mine`, rebased, does
   */
  advance(stored: readonly Stored[], mine: readonly Step[], mint: () => string): Transform | null {
    if (!this.isMet(stored)) {
      for (const { step } of stored) this.follow(step, false);
      return null;
    }
    let own: Transform | null = replayed(this.base, mine);
    let branch = own.doc;
    let anew = false;
    for (const { step, by } of stored) {
      if (this.own.has(by)) {
        this.follow(step, true);
        this.settle(by);
        // Made once for all that is taken together.
        own = null;
        anew = true;
        continue;
      }
      if (own === null) {
        // What is left of the branch by now may have a place that no known one has.
        this.suggestions(branch, mint);
        own = this.leading(branch);
      }
      const map = step.getMap();
      const touches = this.known.some(({ range }) => isTouched(range, map));
      let merged = rebased(own, step);
      if (touches || !isTyping(this.base, step)) {
        // What it touches, if that does not do what it meets, and if that does not do all there is.
        for (const isUnder of [isTouched, isMetBy, () => true]) {
          if (keepsAll(this.base, step, own.doc, merged.doc)) break;
          this.letGo(branch, (range) => isUnder(range, map), mint);
          own = this.leading(branch, ({ base }) => !isUnder(base, map));
          branch = own.doc;
          merged = rebased(own, step);
          anew = true;
        }
      }
      this.follow(step, touches);
      own = merged;
      branch = own.doc;
    }
    return anew ? (own ?? this.leading(branch)) : null;
  }

  /** What others wrote under is none of the branch's any more; the house is told what it has not heard. */
  private letGo(branch: Node, isUnder: (range: Range) => boolean, mint: () => string): void {
    for (const one of this.suggestions(branch, mint)) {
      if (!isUnder(one)) continue;
      if (!this.isHeard(one)) {
        // Under an id of its own: somebody may be settling what the house has of it.
        this.parted = [...this.parted, { version: this.version, one: { ...one, id: mint() } }];
        if (this.known.some(({ id, said }) => id === one.id && said !== ""))
          this.undone = [...this.undone, one.id];
      }
      this.own.delete(one.id);
    }
    this.known = this.known.filter(({ range }) => !isUnder(range));
  }

  private isMet(stored: readonly Stored[]): boolean {
    let ranges = this.known.map(({ range }) => range);
    let text = this.base;
    return stored.some(({ step, by }) => {
      const map = step.getMap();
      if (!isTyping(text, step)) return true;
      text = step.apply(text).doc ?? text;
      if (this.own.has(by) || ranges.some((range) => isTouched(range, map))) return true;
      ranges = ranges.map((range) => moved(range, map));
      return false;
    });
  }

  private follow(step: Step, within: boolean): void {
    const after = step.apply(this.base).doc;
    if (after === null) throw new RangeError("a stored step does not fit the text");
    const map = step.getMap();
    this.known = this.known.map((one) => {
      const put =
        within && isTouched(one.range, map) ? around(one.range, map) : moved(one.range, map);
      return { ...one, range: put, told: moved(one.told, map) };
    });
    this.base = after;
    this.version += 1;
  }

  private hunksTo(branch: Node): readonly Hunk[] {
    const { base } = this;
    if (this.compared?.base !== base || this.compared.branch !== branch)
      this.compared = { base, branch, hunks: hunksBetween(base, branch) };
    return this.compared.hunks;
  }

  /** What leads from the base to `branch`, or some of it. */
  private leading(branch: Node, which: (hunk: Hunk) => boolean = () => true): Transform {
    const hunks = this.hunksTo(branch).filter(which);
    return applyHunks(new Transform(this.base), branch, hunks);
  }

  /** The suggestion with this id was settled: it is none of the sheet's any more. */
  settle(id: string): void {
    this.known = this.known.filter((one) => one.id !== id);
    this.undone = this.undone.filter((one) => one !== id);
    this.own.delete(id);
  }

  /** Another sheet of this person has changed this one: here it goes on under an id of its own. */
  part(id: string, mint: () => string): void {
    const fresh = mint();
    this.known = this.known.map((one) => (one.id === id ? { ...one, id: fresh, said: "" } : one));
    this.undone = this.undone.filter((one) => one !== id);
    this.own.delete(id);
    if (this.has(fresh)) this.own.add(fresh);
  }

  /** Whether the house puts in something else for this one than this sheet has heard. */
  isNews(id: string, after: readonly unknown[]): boolean {
    const heard = this.heard.get(id);
    return heard !== undefined && !read(this.base, heard).eq(read(this.base, after));
  }

  /** What leads to `branch`, each hunk under the id by which the house has it or will. */
  suggestions(branch: Node, mint: () => string): Suggested[] {
    const free = [...this.known];
    this.latest = this.hunksTo(branch);
    const now = this.latest.map((hunk): [Suggested, Known | undefined] => {
      // The one it grew from. Where one grew into another, the later is undone.
      const index = free.findIndex(({ range }) => meet(range, hunk.base));
      const [from] = index < 0 ? [] : free.splice(index, 1);
      const suggested = {
        id: from?.id ?? mint(),
        kind: hunk.kind,
        ...hunk.base,
        before: json(this.base.slice(hunk.base.from, hunk.base.to)),
        after: json(replacement(branch, hunk)),
      };
      return [suggested, from];
    });
    this.undone = [...this.undone, ...free.filter(({ said }) => said !== "").map(({ id }) => id)];
    this.known = now.map(([one, from]) => ({
      id: one.id,
      range: one,
      said: from?.said ?? "",
      told: from?.told ?? one,
    }));
    for (const [{ id }] of now) this.own.add(id);
    return now.map(([one]) => one);
  }

  /** What to say so that the house has `now`, the latest `suggestions`; null if it has. */
  news(now: readonly Suggested[]): News | null {
    const [first] = this.parted;
    if (first) {
      const { version } = first;
      const made = this.parted.filter((one) => one.version === version).map(({ one }) => one);
      return { version, made, withdrawn: [], known: {} };
    }
    const made = now.filter((one) => !this.isHeard(one));
    if (made.length === 0 && this.undone.length === 0) return null;
    return this.knowing({ version: this.version, made, withdrawn: this.undone });
  }

  private knowing(news: Omit<News, "known">): News {
    const ids = [...news.made.map(({ id }) => id), ...news.withdrawn];
    return {
      ...news,
      known: Object.fromEntries(
        ids.flatMap((id) => {
          const after = this.heard.get(id);
          return after ? [[id, after]] : [];
        }),
      ),
    };
  }

  /** The house has heard it. */
  told({ version, made, withdrawn }: Omit<News, "known">): void {
    const heard = new Map(made.map((one) => [one.id, one]));
    for (const { id, after } of made) this.heard.set(id, after);
    this.known = this.known.map((known) => {
      const one = heard.get(known.id);
      if (!one) return known;
      // If the text has moved on since, the house follows as the sheet does.
      const told = version === this.version ? one : known.range;
      return { ...known, said: saying(one), told };
    });
    this.parted = this.parted.filter(({ one }) => !heard.has(one.id));
    this.undone = this.undone.filter((id) => !withdrawn.includes(id));
  }
}

/** Those of some suggestions that a text can hold together: their words stand, none overlaps. */
export function fitting(base: Node, suggested: readonly Suggested[]): Suggested[] {
  const kept: Suggested[] = [];
  const text = new Transform(base);
  for (const one of backwards(suggested)) {
    const { from, to, before } = one;
    const stands = to <= (kept.at(-1)?.from ?? base.content.size);
    if (stands && base.slice(from, to).content.eq(read(base, before)) && put(text, one))
      kept.push(one);
  }
  return kept.reverse();
}

/** A text with changes put in; one that does not fit there is left out. */
export function applied(base: Node, changes: readonly Placed[]): Transform {
  const transform = new Transform(base);
  for (const change of backwards(changes)) put(transform, change);
  return transform;
}

interface Placed extends Range {
  readonly after: readonly unknown[];
}

/** In the order in which they are put in, so that none moves before its turn. */
function backwards<T extends Range>(changes: readonly T[]): T[] {
  return [...changes].sort((a, b) => b.from - a.from || b.to - a.to);
}

function put(transform: Transform, { from, to, after }: Placed): boolean {
  const slice = new Slice(read(transform.doc, after), 0, 0);
  return !transform.maybeStep(new ReplaceStep(from, to, slice)).failed;
}

function read({ type }: Node, content: readonly unknown[]): Fragment {
  return Fragment.fromJSON(type.schema, [...content]);
}

function replayed(base: Node, steps: readonly Step[]): Transform {
  const transform = new Transform(base);
  for (const step of steps) transform.step(step);
  return transform;
}

/** What somebody wrote, over a step that came before it; as prosemirror-collab does it on the sheet. */
function rebased(own: Transform, over: Step): Transform {
  const base = own.docs[0] ?? own.doc;
  const whole = new Transform(own.doc);
  const mapping = new Mapping();
  const take = (step: Step, mirror?: number): boolean => {
    if (whole.maybeStep(step).failed) return false;
    mapping.appendMap(step.getMap(), mirror);
    return true;
  };
  for (const [index, step] of [...own.steps.entries()].reverse())
    take(step.invert(own.docs[index] ?? base));
  take(over);
  const after = new Transform(whole.doc);
  own.steps.forEach((step, index) => {
    const undone = own.steps.length - index;
    const mapped = step.map(mapping.slice(undone));
    if (mapped && take(mapped, undone - 1)) after.step(mapped);
  });
  return after;
}

/** Whether a branch rebased over a step has all that it had, and all that the step wrote. */
function keepsAll(base: Node, step: Step, branch: Node, merged: Node): boolean {
  const after = step.apply(base).doc;
  if (after === null) return false;
  const counts = new Map<string, number>();
  const count = (node: Node, by: number) => {
    node.descendants((one) => {
      for (const sign of one.text ?? (one.isLeaf ? [one.type.name] : []))
        counts.set(sign, (counts.get(sign) ?? 0) + by);
    });
  };
  count(merged, 1);
  count(base, 1);
  count(branch, -1);
  count(after, -1);
  return [...counts.values()].every((left) => left === 0);
}

/** What is told of a suggestion, but for its place, which the house follows by itself. */
function saying({ kind, before, after }: Suggested): string {
  return JSON.stringify([kind, before, after]);
}

function json(slice: Slice): unknown[] {
  return (slice.content.toJSON() as unknown[] | null) ?? [];
}

function isTouched({ from, to }: Range, map: StepMap): boolean {
  let touched = false;
  map.forEach((start, end) => {
    touched ||= start < to && end > from;
  });
  return touched;
}

/** As `isTouched`, also where it only ends or begins there. */
function isMetBy({ from, to }: Range, map: StepMap): boolean {
  let met = false;
  map.forEach((start, end) => {
    met ||= start <= to && end >= from;
  });
  return met;
}

/** Whether a step only writes words into a paragraph: then all that a branch has can stay. */
function isTyping(text: Node, step: Step): boolean {
  if (!(step instanceof ReplaceStep)) return step.getMap() === StepMap.empty;
  const { from, to, slice } = step;
  return from === to && slice.openStart === 0 && text.resolve(from).parent.inlineContent;
}

function moved({ from, to }: Range, map: StepMap): Range {
  // What is written at the edges stays outside; at an empty place, before it.
  const start = map.map(from, 1);
  return { from: start, to: from === to ? start : Math.max(start, map.map(to, -1)) };
}

/** With what came in at its edges. */
function around({ from, to }: Range, map: StepMap): Range {
  return { from: map.map(from, -1), to: map.map(to, 1) };
}

function meet(a: Range, b: Range): boolean {
  return a.from <= b.to && b.from <= a.to;
}
