/**
 * The one quiet word that says where the words are.
 *
 * The word changes with every keystroke; read aloud each time it would drown the writing. So it is
 * shown at once, and announced only when it has stood for a while.
 */
import { element } from "./element";

export type Saving =
  /** The line is being opened for the first time; nothing is written yet. */
  | "opening"
  /** Every word is in the house's database, on its disk. */
  | "saved"
  /** Some words are on their way. */
  | "saving"
  /** The line is broken; words wait in this tab. */
  | "offline"
  /** This person may watch, not write. */
  | "watching"
  /** The line is over for good, with words that are not stored; a notice says why. */
  | "ended"
  /** The line is over for good, with every word stored. */
  | "closed";

const WORDS: Readonly<Record<Saving, string>> = {
  opening: "Opening…",
  saved: "Saved",
  saving: "Saving…",
  offline: "Offline",
  watching: "Read only",
  ended: "Not saved",
  closed: "Closed",
};
/** What follows the word where there is room for it. */
const MORE: Partial<Readonly<Record<Saving, string>>> = {
  offline: " – kept in this tab",
  closed: " – all saved",
};

const ANNOUNCE_AFTER = 1500;

export class Status {
  private now: Saving | null = null;
  private announced: Saving | null = null;
  private timer = 0;

  constructor(
    private readonly word: HTMLElement,
    private readonly announcer: HTMLElement,
  ) {}

  show(saving: Saving): void {
    if (saving === this.now) return;
    this.now = saving;
    const more = MORE[saving];
    this.word.replaceChildren(
      element(
        "span",
        {},
        WORDS[saving],
        more ? element("span", { class: "desk-status-more" }, more) : null,
      ),
    );
    this.word.title = more ? `${WORDS[saving]}${more}` : "";
    this.word.dataset.saving = saving;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.announceState(saving), ANNOUNCE_AFTER);
  }

  /** Says a sentence to those who hear the page instead of seeing it. */
  announce(sentence: string): void {
    this.announcer.textContent = sentence;
  }

  private announceState(saving: Saving): void {
    if (saving === this.announced || saving === "opening") return;
    // The first "Saved" says nothing new: nobody has written yet.
    if (this.announced !== null || saving !== "saved")
      this.announce(`${WORDS[saving]}${MORE[saving] ?? ""}.`);
    this.announced = saving;
  }
}
