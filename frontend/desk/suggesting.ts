/**
 * Suggesting: what is written goes into a branch of one's own, and to the house as suggestions.
 *
 * The sheet's text is the branch. When the hand rests, the hunks that lead to it from the house's
 * text are drawn and sent; what the house has not heard stays here and is sent again.
 */
import type { EditorView } from "@tiptap/pm/view";
import type { Branch, News, Suggested } from "./branch";
import { showBranch } from "./changes";
import { reason, TryLater } from "./house";

/** What suggesting needs of the sheet and of the margin. */
export interface Surroundings {
  readonly view: () => EditorView;
  /** Sends an act on suggestions and takes the answer into the margin; throws what `refused` tells. */
  readonly send: (act: Readonly<Record<string, unknown>>) => Promise<void>;
  /** What is unsaved has changed. */
  readonly changed: () => void;
  /** The house would not take it: a sentence. */
  readonly refused: (why: string) => void;
}

/** Hunks are looked for when the hand has rested this long, */
const REST = 200;
/** and sent at most so often: the house takes one act a second from a person. */
const PAUSE = 1200;
const LONGEST_PAUSE = 15_000;

export class Suggesting {
  private unheard = false;
  private resting = 0;
  private sendingTimer = 0;
  private sending = false;
  private pause = PAUSE;
  private over = false;

  constructor(
    private readonly around: Surroundings,
    readonly branch: Branch,
  ) {}

  /** Whether something stands here that the house has not heard of. */
  get hasUnsaved(): boolean {
    return this.unheard;
  }

  /** The text on the sheet changed. */
  changed(): void {
    this.unheard = true;
    window.clearTimeout(this.resting);
    this.resting = window.setTimeout(() => this.look(), REST);
  }

  /** The line stands again. */
  resumed(): void {
    this.pause = PAUSE;
    this.later(0);
  }

  /** What is suggested at this moment, before others' steps come in. */
  current(): readonly Suggested[] {
    const { doc } = this.around.view().state;
    return this.branch.suggestions(doc, () => crypto.randomUUID());
  }

  /** Puts the text back under one suggestion. */
  undo(id: string): boolean {
    this.current();
    const hunk = this.branch.hunkOf(id);
    if (!hunk) return false;
    const { state } = this.around.view();
    const { base, branch } = hunk;
    this.around
      .view()
      .dispatch(
        state.tr.replace(branch.from, branch.to, this.branch.text.slice(base.from, base.to)),
      );
    return true;
  }

  /** Looks for hunks, draws them, and sees that the house hears of them. */
  look(): void {
    if (this.over) return;
    window.clearTimeout(this.resting);
    this.current();
    const { state } = this.around.view();
    const drawn = showBranch(state.tr, this.branch.text, this.branch.hunks);
    this.around.view().dispatch(drawn.setMeta("addToHistory", false));
    this.later(0);
  }

  /** Suggesting is over; what the house has stays with it. */
  end(): void {
    this.over = true;
    window.clearTimeout(this.resting);
    window.clearTimeout(this.sendingTimer);
  }

  private later(wait: number): void {
    window.clearTimeout(this.sendingTimer);
    this.sendingTimer = window.setTimeout(() => void this.send(), wait);
  }

  private async send(): Promise<void> {
    if (this.sending || this.over) return;
    const news = this.branch.news(this.current());
    this.unheard = news !== null;
    this.around.changed();
    if (news === null) return;
    this.sending = true;
    let wait = PAUSE;
    try {
      await this.around.send({ act: "suggest", ...part(news) });
      this.branch.told(part(news));
      this.pause = PAUSE;
    } catch (fault) {
      if (fault instanceof TryLater) {
        wait = this.pause;
        this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
      } else {
        // Not sent again until it changes: the house would say the same.
        this.branch.told(part(news));
        this.around.refused(reason(fault));
      }
    }
    this.sending = false;
    this.later(wait);
  }
}

/** The house takes so many at once; the rest comes after. */
const MOST = 200;

function part({ version, made, withdrawn }: News): News {
  return { version, made: made.slice(0, MOST), withdrawn: withdrawn.slice(0, MOST) };
}
