/**
 * What is done with several suggestions at once: all that are open, or those that are selected.
 *
 * The house settles some at a time, so that whoever types does not wait for hundreds; how far it is
 * shows, and it can be stopped in between.
 */
import { element, part } from "./element";
import { reason, TryLater } from "./house";
import type { Answer } from "./post";

/** What settling needs of the margin. */
export interface Suggestions {
  /** The open ones in the order of the text, and whether they are those around a selection. */
  readonly bundle: () => { readonly ids: readonly string[]; readonly selected: boolean };
  readonly mayTake: () => boolean;
  readonly act: (act: Readonly<Record<string, unknown>>) => Promise<Answer>;
  /** Some were settled: the text may have moved on. */
  readonly some: (answer: Answer) => void;
  /** All were. */
  readonly done: () => Promise<void>;
  readonly announce: (sentence: string) => void;
  readonly changed: () => void;
}

const WORDS: Readonly<Record<string, string>> = {
  take: "Taken",
  leave: "Left",
  reconsider: "Open again",
};

/** Settled by one act: the text is held for 0.2 s (`python -m writingviews.desk.tests.measure_suggestions`). */
const PORTION = 100;
/** The house takes thirty acts at once from a person, then one a second. */
const PAUSE = 1200;
const PATIENCE = 10;

const VERBS: Readonly<Record<string, string>> = {
  take: "taken",
  leave: "left",
  reconsider: "open again",
};

export class Bundle {
  private readonly frame = part("desk-bundle");
  private readonly taker = part("desk-take-all");
  private readonly leaver = part("desk-leave-all");
  private readonly faultLine = part("desk-bundle-fault");
  private readonly progress = part("desk-bundle-progress");
  private readonly told = element("span", {});
  private fault = "";
  private working = false;
  private stopped = false;

  constructor(private readonly of: Suggestions) {
    for (const [act, button] of [["take", this.taker] as const, ["leave", this.leaver] as const]) {
      button.addEventListener("mousedown", (event) => event.preventDefault());
      button.addEventListener("click", () => void this.decide(act, of.bundle().ids));
    }
    const stop = element("button", { type: "button", class: "button small plain" }, "Stop");
    stop.addEventListener("click", () => {
      this.stopped = true;
    });
    this.progress.append(this.told, stop);
  }

  /** The elements that the margin holds for it. */
  static furniture(): HTMLElement[] {
    const button = (id: string) =>
      element("button", { type: "button", id, class: "button small plain" });
    return [
      element(
        "div",
        { id: "desk-bundle", class: "margin-bundle", hidden: true },
        button("desk-take-all"),
        button("desk-leave-all"),
      ),
      element("p", { id: "desk-bundle-progress", class: "margin-bundle", hidden: true }),
      element("p", { id: "desk-bundle-fault", class: "note-state", role: "alert", hidden: true }),
    ];
  }

  /** Settles suggestions; what the house would not do is said. */
  async decide(act: string, ids: readonly string[], anyway = false): Promise<void> {
    if (this.working) return;
    this.working = true;
    this.stopped = false;
    const left: string[] = [];
    let done = 0;
    try {
      // In the order of the text: what only adds something goes in before what it stands at changes.
      for (; done < ids.length && !this.stopped; done += PORTION) {
        this.tell(done, ids.length);
        const answer = await this.settle({ act, ids: ids.slice(done, done + PORTION), anyway });
        left.push(...Object.values(answer.unsettled ?? {}));
        if (ids.length > PORTION) this.of.some(answer);
      }
      await this.of.done();
      this.of.announce(said(act, Math.min(done, ids.length), ids.length, left));
    } catch (fault) {
      this.complain(reason(fault));
    }
    this.working = false;
    this.progress.hidden = true;
    this.of.changed();
  }

  /** One act; one whose answer was lost or that came too soon is sent again. */
  private async settle(act: Readonly<Record<string, unknown>>): Promise<Answer> {
    for (let tried = 1; ; tried++) {
      try {
        return await this.of.act(act);
      } catch (fault) {
        if (!(fault instanceof TryLater) || tried === PATIENCE) throw fault;
        await new Promise((resolve) => window.setTimeout(resolve, PAUSE));
      }
    }
  }

  private tell(done: number, all: number): void {
    this.progress.hidden = all <= PORTION;
    this.told.textContent = `${done} of ${all} settled`;
    this.frame.hidden = true;
  }

  complain(why: string): void {
    this.of.announce(why);
    this.fault = why;
    this.of.changed();
  }

  show(): void {
    const { ids, selected } = this.of.mayTake() ? this.of.bundle() : { ids: [], selected: false };
    this.frame.hidden = this.working || ids.length < 2;
    const which = selected ? "the selected" : "all";
    this.taker.textContent = `Take ${which} ${ids.length}`;
    this.leaver.textContent = `Leave ${which} ${ids.length}`;
    this.faultLine.textContent = this.fault;
    this.faultLine.hidden = this.fault === "";
    this.fault = "";
  }
}

/** What came of it, in a sentence or two. */
function said(act: string, done: number, all: number, left: readonly string[]): string {
  const settled = done - left.length;
  const first =
    settled === all ? `${WORDS[act] ?? "Done"}.` : `${settled} of ${all} ${VERBS[act] ?? "done"}.`;
  const changed = left.filter((why) => why === "changed").length;
  const unfit = left.length - changed;
  return [
    first,
    changed > 0 ? "Where somebody has written since, look at each." : "",
    unfit > 0 ? `${unfit} cannot stand there any more.` : "",
  ]
    .filter(Boolean)
    .join(" ");
}
