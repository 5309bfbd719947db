/**
 * Words that the house has not got: kept in the browser until it has, taken up again when a closed
 * sheet is opened, and where they cannot go into the text, held out as a suggestion or for copying.
 * None is dropped before the house has it or a person lets it go.
 */
import type { Node } from "@tiptap/pm/model";
import type { Transaction } from "@tiptap/pm/state";
import { Mapping, Step, type StepMap } from "@tiptap/pm/transform";
import { Branch, type News, type Suggested } from "./branch";
import { wordsOnlyIn } from "./collaboration";
import { plain } from "./description";
import { reason, TryLater } from "./house";
import { Keep, type KeepConfig, type Left } from "./keep";
import type { StoredStep } from "./line";
import type { Notices } from "./notices";
import { SCHEMA_VERSION, schema } from "./schema";

/** Unsent words are written into the browser's database so long after a key, in milliseconds, */
const SOON = 250;
/** but never more than this share of the time is spent on it. */
const SHARE = 0.05;

/** What could not go into the text, as a change to one of its versions. */
interface Offered {
  readonly why: string;
  readonly version: number;
  readonly pieces: readonly Suggested[];
  /** To be copied. */
  readonly words: string;
}

/** What a sheet has that the house has not. */
interface Unheard {
  readonly sheet: string;
  readonly schema: number;
  /** The version that the steps were made on. */
  readonly version: number;
  readonly steps: readonly unknown[];
  /** The same as suggestions would have it. */
  readonly pieces: readonly Suggested[];
  /** The same to be copied. */
  readonly words: string;
  /** Suggestions that were not heard. */
  readonly news: News | null;
  readonly offered: readonly Offered[];
}

/** A sheet's text beside the house's. */
export interface Apart {
  readonly version: number;
  readonly house: Node;
  readonly mine: Node;
  readonly steps: readonly Step[];
}

export interface Surroundings {
  readonly sheet: string;
  readonly keep: KeepConfig;
  readonly notices: Notices;
  /** What this sheet has unsent of the text; null if nothing, or while suggesting. */
  readonly apart: () => Apart | null;
  /** Suggestions of this sheet that the house has not heard. */
  readonly news: () => News | null;
  readonly maySuggest: boolean;
  /** Whether this person may write into the text here and now; null before the house has said so. */
  readonly writes: () => boolean | null;
  readonly version: () => number;
  /** What has changed on this sheet since a version; null if that is not known. */
  readonly mapsSince: (version: number) => readonly StepMap[] | null;
  /** Asks the house for what it stored after a version. */
  readonly ask: (version: number) => void;
  readonly begin: () => Transaction;
  readonly dispatch: (transaction: Transaction) => void;
  /** Sends an act on suggestions; throws what `reason` tells. */
  readonly suggest: (act: Readonly<Record<string, unknown>>) => Promise<unknown>;
}

export class Unsent {
  private keep: Keep<Unheard> | null = null;
  private offered: Offered[] = [];
  /** Left by closed sheets, and not taken up yet. */
  private left: Left<Unheard>[] = [];
  private written = false;
  /** What stands on this sheet is not to be sent again: the house will not have it. */
  private givenUp = false;
  private timer = 0;
  private pause = SOON;
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly around: Surroundings) {
    void this.open();
    const atOnce = () => {
      if (document.visibilityState === "hidden") this.write();
    };
    document.addEventListener("visibilitychange", atOnce);
    window.addEventListener("pagehide", () => this.write());
  }

  private async open(): Promise<void> {
    this.keep = await Keep.open<Unheard>(this.around.keep, this.around.sheet);
    if (!this.keep) return;
    this.left = await this.keep.left();
    this.changed();
    this.takeUp();
  }

  /** What is unsent may have changed. */
  changed(): void {
    if (this.timer !== 0 || !this.keep) return;
    this.timer = window.setTimeout(() => this.write(), this.pause);
  }

  private write(settled: readonly string[] = []): void {
    window.clearTimeout(this.timer);
    this.timer = 0;
    const value = this.unheard();
    const { keep } = this;
    if (!keep || (value === null && !this.written && settled.length === 0)) return;
    this.written = value !== null;
    const began = performance.now();
    this.writing = this.writing
      .then(() => keep.write(value, settled))
      .catch(() => {
        // A full disk, a private window: the words are in this tab.
      });
    this.pause = Math.max(SOON, (performance.now() - began) / SHARE);
  }

  private unheard(): Unheard | null {
    const apart = this.givenUp ? null : this.around.apart();
    const news = this.around.news();
    if (!apart && !news && this.offered.length === 0) return null;
    return {
      sheet: this.around.sheet,
      schema: SCHEMA_VERSION,
      version: apart?.version ?? 0,
      steps: apart?.steps.map((step) => step.toJSON()) ?? [],
      pieces: apart ? piecesOf(apart) : [],
      words: apart ? wordsOnlyIn(apart.mine, apart.house) : "",
      news,
      offered: this.offered,
    };
  }

  // --- what cannot go into the text ------------------------------------------------------------

  /** The house refused what this sheet has unsent; `apart` is that, before its text is replaced. */
  refused(apart: Apart | null, why: string): void {
    const pieces = apart ? piecesOf(apart) : [];
    const words = apart ? wordsOnlyIn(apart.mine, apart.house) : "";
    if (apart && pieces.length > 0) this.offer({ why, version: apart.version, pieces, words });
    else this.around.notices.show({ message: why });
  }

  /** The line is over for good, because of what was sent. */
  giveUp(why: string): void {
    const apart = this.around.apart();
    this.givenUp = true;
    this.refused(apart, why);
  }

  private offer(one: Offered): void {
    this.offered.push(one);
    this.write();
    const done = () => {
      this.offered = this.offered.filter((other) => other !== one);
      this.write();
    };
    this.around.notices.show({
      message: one.why,
      lost: one.words,
      closed: done,
      ...(this.around.maySuggest
        ? { way: { label: "Keep it as a suggestion", go: () => this.suggested(one) } }
        : {}),
    });
  }

  /** A sentence if the house does not take it; then it stays offered. */
  private async suggested({ version, pieces }: Offered): Promise<string | null> {
    try {
      await this.around.suggest({
        act: "suggest",
        version,
        made: pieces,
        withdrawn: [],
        known: {},
      });
      return null;
    } catch (fault) {
      return reason(fault);
    }
  }

  // --- what closed sheets have left ------------------------------------------------------------

  /** The line stands, or a right has come: what was left is taken up as far as it can be. */
  takeUp(): void {
    const writes = this.around.writes();
    if (writes === null) return;
    for (const one of [...this.left]) {
      const { value } = one;
      if (value.steps.length === 0) this.settle(one);
      else if (value.schema !== SCHEMA_VERSION || value.version > this.around.version())
        this.settle(one, "Words of yours were not saved, and do not fit the text any more.");
      else if (!writes)
        this.settle(one, "Words of yours were not saved, and you do not write into the text now.");
      else if (value.version === this.around.version()) this.resume(one, []);
      else this.around.ask(value.version);
    }
  }

  /** Steps came in answer to `ask`, or as they are stored. */
  came(steps: readonly StoredStep[]): void {
    for (const one of [...this.left])
      if (steps[0]?.[0] === one.value.version + 1 && this.around.writes()) this.resume(one, steps);
  }

  private resume(one: Left<Unheard>, missed: readonly StoredStep[]): void {
    const { value } = one;
    const last = missed.at(-1)?.[0] ?? value.version;
    const later = this.around.mapsSince(last);
    // Asked for again when more has come.
    if (later === null) return;
    const steps = value.steps.map((step) => Step.fromJSON(schema, step));
    const carried = over(steps, value.sheet, missed, later);
    const transaction = this.around.begin();
    const fits = carried?.every((step) => !transaction.maybeStep(step).failed);
    if (!carried || !fits) {
      this.settle(one, "Words of yours were not saved, and the text has changed where they stood.");
      return;
    }
    if (carried.length > 0) {
      this.around.dispatch(transaction);
      this.around.notices.show({
        message: "Words that were not saved when this sheet was closed are back in the text.",
        isNews: true,
      });
    }
    this.settle(one);
  }

  /** It is this sheet's from now on: what it holds besides steps, and with `why` those too. */
  private settle(one: Left<Unheard>, why?: string): void {
    this.left = this.left.filter((other) => other !== one);
    const { value } = one;
    for (const offered of value.offered) this.offer(offered);
    if (why !== undefined && value.pieces.length > 0)
      this.offer({ why, version: value.version, pieces: value.pieces, words: value.words });
    if (value.news) void this.send(value.news);
    this.write([one.id]);
  }

  /** Suggestions of a closed sheet that were not heard. */
  private async send(news: News): Promise<void> {
    try {
      await this.around.suggest({ act: "suggest", ...news });
    } catch (fault) {
      const why =
        fault instanceof TryLater
          ? "Suggestions of yours were not saved when this sheet was closed."
          : `A suggestion could not be kept. ${reason(fault)}`;
      const words = news.made.map(({ after }) => plain(after)).join("\n\n");
      this.offer({ why, version: news.version, pieces: news.made, words });
    }
  }
}

function piecesOf({ house, mine, version }: Apart): readonly Suggested[] {
  return new Branch(house, version).suggestions(mine, () => crypto.randomUUID());
}

/**
 * Unsent steps of a closed sheet where they stand by now; null if one of them has no place any more.
 *
 * @param missed what was stored since they were made; those of that sheet's own are among them
 * @param later what has changed since then
 */
export function over(
  steps: readonly Step[],
  sheet: string,
  missed: readonly StoredStep[],
  later: readonly StepMap[],
): readonly Step[] | null {
  let own: readonly Step[] | null = steps;
  for (const [, by, json] of missed) {
    if (by === sheet) own = own?.slice(1) ?? null;
    else own = own && moved(own, Step.fromJSON(schema, json).getMap());
  }
  for (const map of later) own = own && moved(own, map);
  return own;
}

function moved(own: readonly Step[], map: StepMap): readonly Step[] | null {
  const mapping = new Mapping(own.map((step) => step.getMap().invert()).reverse());
  mapping.appendMap(map);
  const found: Step[] = [];
  for (const [index, step] of own.entries()) {
    const undone = own.length - index;
    const mapped = step.map(mapping.slice(undone));
    if (!mapped) return null;
    mapping.appendMap(mapped.getMap(), undone - 1);
    found.push(mapped);
  }
  return found;
}
