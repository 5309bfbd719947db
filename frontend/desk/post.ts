/**
 * The way of what is done in the margin to the house, and of its news back.
 *
 * The house says on the line that there is news; the sheet then asks for what has changed. An act is
 * sent until the house has answered, and keeps its ids, so that one whose answer was lost is not done
 * twice.
 */
import { ask, reason, TryLater } from "./house";
import type { Fate, ShownNote } from "./notecard";

/** What the house answers; `writingviews.desk.note_selectors.ShownNotes` has the same fields. */
export interface Answer {
  readonly notes_version: number;
  readonly version: number;
  readonly notes: readonly ShownNote[];
  readonly people: readonly string[];
  /** There are news after these: the house gives so many at once. */
  readonly more: boolean;
  /** Of suggestions that were to be settled: those a person has to look at, and why. */
  readonly unsettled?: Readonly<Record<string, string>>;
}

/** Where something stands in a version of the house's text. */
export interface PlaceInHouse {
  readonly version: number;
  readonly start: number;
  readonly end: number;
}

type Act = Readonly<Record<string, unknown>>;

interface Waiting {
  readonly note: string;
  readonly act: Act;
  /** For a note that begins: its place is taken when the text around it is stored. */
  place: PlaceInHouse | null;
  fault: string;
}

/** What is written to, and what comes back is for. */
export interface Correspondents {
  readonly notes: string;
  readonly suggestions: string;
  readonly csrf: string;
  /** Where a note stands in the text as the house has it; null while the house has not. */
  readonly placeOf: (note: string) => PlaceInHouse | null;
  readonly take: (answer: Answer, isFirst: boolean) => void;
  /** What waits, or how it fares, has changed. */
  readonly changed: () => void;
}

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;

export class Post {
  private readonly queue: Waiting[] = [];
  private known = 0;
  private wanted = 0;
  private isNew = true;
  private asking = false;
  private passedOver = false;
  /** How often the text was set anew: an answer about the one before does not place anything. */
  private texts = 0;
  private sending = false;
  private pause = FIRST_PAUSE;
  private timer = 0;

  constructor(private readonly to: Correspondents) {}

  /** Whether something waits that the house does not have. */
  get hasUnsent(): boolean {
    return this.queue.length > 0;
  }

  /** The line stands: the house can be asked, and what waits can be sent. */
  async opened(): Promise<void> {
    this.pause = FIRST_PAUSE;
    void this.send();
    await this.ask();
  }

  news(version: number): void {
    this.wanted = Math.max(this.wanted, version);
    if (version > this.known) void this.ask();
  }

  /** The text was set anew: the house is asked where everything stands in it. */
  renewed(): void {
    this.texts += 1;
    void this.askAnew();
  }

  /** Asks for everything, also for what has not changed for the house. */
  async askAnew(): Promise<void> {
    this.known = 0;
    await this.ask();
  }

  /** Sends an act on suggestions; throws what `house.ask` does. */
  async suggest(act: Act): Promise<Answer> {
    return this.fetch(act, this.to.suggestions);
  }

  take(answer: Answer): void {
    const isFirst = this.isNew;
    this.isNew &&= answer.more;
    this.known = Math.max(this.known, answer.notes_version);
    this.to.take(answer, isFirst);
  }

  // --- what waits --------------------------------------------------------------------------------

  enqueue(note: string, act: Act, place: PlaceInHouse | null = null): void {
    this.queue.push({ note, act, place, fault: "" });
    this.to.changed();
    void this.send();
  }

  fate(note: string): Fate {
    const waiting = this.queue.filter((one) => one.note === note);
    const fault = waiting.find((one) => one.fault !== "")?.fault ?? "";
    return { pending: waiting.length > 0 && fault === "", fault };
  }

  /** Whether news of a note are older than what was done with it here. */
  passesOver(note: string): boolean {
    const waits = this.queue.some((one) => one.note === note);
    this.passedOver ||= waits;
    return waits;
  }

  /** Sends what was refused again. */
  again(note: string): void {
    for (const waiting of this.queue) if (waiting.note === note) waiting.fault = "";
    this.to.changed();
    void this.send();
  }

  /** Lets go of what waits for a note; returns whether the note itself was among that. */
  discard(note: string): boolean {
    const begun = this.queue.some((one) => one.note === note && one.act.act === "begin");
    for (let index = this.queue.length - 1; index >= 0; index--)
      if (this.queue[index]?.note === note) this.queue.splice(index, 1);
    return begun;
  }

  // --- to the house and back ---------------------------------------------------------------------

  /** Sends what waits, one act after the other, until the house has answered each. */
  private async send(): Promise<void> {
    const next = this.queue.find(({ fault }) => fault === "");
    if (!next || this.sending) return;
    if (next.act.act === "begin") next.place ??= this.to.placeOf(next.note);
    if (next.act.act === "begin" && next.place === null) {
      this.later(150);
      return;
    }
    this.sending = true;
    let answer: Answer | null = null;
    try {
      answer = await this.fetch({ ...next.act, ...next.place });
    } catch (fault) {
      this.sending = false;
      if (fault instanceof TryLater) {
        this.later(this.pause);
        this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
        return;
      }
      next.fault = reason(fault);
    }
    this.sending = false;
    this.pause = FIRST_PAUSE;
    if (answer) {
      this.queue.splice(this.queue.indexOf(next), 1);
      this.take(answer);
      if (answer.more) void this.ask();
      // News of this note that came meanwhile was not taken; an act done twice is no news.
      if (this.passedOver && this.queue.length === 0) {
        this.passedOver = false;
        void this.askAnew();
      }
    }
    this.to.changed();
    void this.send();
  }

  private later(pause: number): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.send(), pause);
  }

  private async ask(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    const { texts } = this;
    // Without an answer: the line tells when the house is back.
    const answer = await this.fetch(null).catch(() => null);
    this.asking = false;
    if (answer && texts !== this.texts) return this.ask();
    if (answer) this.take(answer);
    if (answer?.more) return this.ask();
    if (answer && this.wanted > this.known) window.setTimeout(() => void this.ask(), 500);
  }

  private async fetch(act: Act | null, address = this.to.notes): Promise<Answer> {
    return (await ask(`${address}?since=${this.known}`, this.to.csrf, act)) as Answer;
  }
}
