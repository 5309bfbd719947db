/** What is done with several suggestions at once: all that are open, or those that are selected. */
import { element, part } from "./element";
import { reason } from "./house";
import type { Answer } from "./post";

/** What settling needs of the margin. */
export interface Suggestions {
  /** The open ones that can be settled now, and whether they are those around a selection. */
  readonly bundle: () => { readonly ids: readonly string[]; readonly selected: boolean };
  readonly mayTake: () => boolean;
  readonly act: (act: Readonly<Record<string, unknown>>) => Promise<Answer>;
  /** They were settled: the text may have moved on. */
  readonly done: () => Promise<void>;
  readonly announce: (sentence: string) => void;
  readonly changed: () => void;
}

const WORDS: Readonly<Record<string, string>> = {
  take: "Taken",
  leave: "Left",
  reconsider: "Open again",
};

export class Bundle {
  private readonly frame = part("desk-bundle");
  private readonly taker = part("desk-take-all");
  private readonly leaver = part("desk-leave-all");
  private readonly faultLine = part("desk-bundle-fault");
  private fault = "";

  constructor(private readonly of: Suggestions) {
    for (const [act, button] of [["take", this.taker] as const, ["leave", this.leaver] as const]) {
      button.addEventListener("mousedown", (event) => event.preventDefault());
      button.addEventListener("click", () => void this.decide(act, of.bundle().ids));
    }
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
      element("p", { id: "desk-bundle-fault", class: "note-state", role: "alert", hidden: true }),
    ];
  }

  /** Settles suggestions; what the house would not do is said. */
  async decide(act: string, ids: readonly string[], anyway = false): Promise<void> {
    try {
      const answer = await this.of.act({ act, ids, anyway });
      await this.of.done();
      const left = Object.values(answer.unsettled ?? {});
      const done = ids.length - left.length;
      this.of.announce(
        left.length === 0
          ? `${WORDS[act] ?? "Done"}.`
          : `${done} of ${ids.length} taken. Where somebody has written since, look at each.`,
      );
    } catch (fault) {
      this.complain(reason(fault));
    }
  }

  complain(why: string): void {
    this.of.announce(why);
    this.fault = why;
    this.of.changed();
  }

  show(): void {
    const { ids, selected } = this.of.mayTake() ? this.of.bundle() : { ids: [], selected: false };
    this.frame.hidden = ids.length < 2;
    const which = selected ? "the selected" : "all";
    this.taker.textContent = `Take ${which} ${ids.length}`;
    this.leaver.textContent = `Leave ${which} ${ids.length}`;
    this.faultLine.textContent = this.fault;
    this.faultLine.hidden = this.fault === "";
    this.fault = "";
  }
}
