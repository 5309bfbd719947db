/**
 * Suggesting: what is written goes into a branch of one's own, and to the house as suggestions.
 *
 * The sheet's text is the branch. When the hand rests, the hunks that lead to it from the house's
 * text are drawn and sent; what the house has not heard stays here and is sent again.
 */
import { Fragment, Slice } from "@tiptap/pm/model";
import type { Transaction } from "@tiptap/pm/state";
import { ReplaceStep } from "@tiptap/pm/transform";
import type { EditorView } from "@tiptap/pm/view";
import type { Branch, News, Suggested } from "./branch";
import { showBranch } from "./changes";
import { plain } from "./description";
import { reason, TryLater } from "./house";

/** What suggesting needs of the sheet and of the margin. */
export interface Surroundings {
  readonly view: () => EditorView;
  /**
   * Sends an act on suggestions and takes the answer into the margin; throws what `refused` tells.
   * Returns those that another sheet of this person has changed.
   */
  readonly send: (act: Readonly<Record<string, unknown>>) => Promise<readonly string[]>;
  /** Whether the margin has a suggestion as taken, left or taken back. */
  readonly isSettled: (id: string) => boolean;
  /** What is unsaved has changed. */
  readonly changed: () => void;
  /** The house would not take it: a sentence, and the words that it has not got. */
  readonly refused: (why: string, lost: string) => void;
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
  /** So many go into one act. */
  private most = MOST;
  /** Sent without an answer: sent again as it was, for the house may have it. */
  private unanswered: News | null = null;

  constructor(
    private readonly around: Surroundings,
    readonly branch: Branch,
  ) {}

  /** Whether something stands here that the house has not heard of. */
  get hasUnsaved(): boolean {
    return this.unheard;
  }

  /** What the house has not heard; null if it has heard all. */
  get unsaid(): News | null {
    return this.unheard ? (this.unanswered ?? this.branch.news(this.current())) : null;
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
    const undone = this.without(id);
    if (undone) this.around.view().dispatch(undone);
    return undone !== null;
  }

  /**
   * A suggestion was settled, or taken back in another tab: its words go from the sheet. What was
   * written into it since the house heard of it stays, as a suggestion of its own.
   */
  settled(id: string): void {
    if (this.over || !this.branch.has(id)) return;
    const one = this.current().find((shown) => shown.id === id);
    const undone = one && this.branch.isHeard(one) ? this.without(id) : null;
    this.branch.settle(id);
    if (undone) this.around.view().dispatch(undone.setMeta("addToHistory", false));
    this.look();
  }

  /**
   * Another sheet of this person has changed a suggestion that this one holds: it is taken over,
   * unless something was written into it here as well. Then the house keeps them apart.
   */
  changedElsewhere(change: Suggested): void {
    const { id, after } = change;
    if (this.over || this.sending || !this.branch.isNews(id, after)) return;
    const one = this.current().find((shown) => shown.id === id);
    if (!one || !this.branch.isHeard(one)) return;
    const { doc, schema } = this.around.view().state;
    const read = (content: readonly unknown[]) => Fragment.fromJSON(schema, [...content]);
    if (!read(one.before).eq(read(change.before))) return;
    const put = this.replacing(id, read(after));
    if (!put || doc.eq(put.doc)) return;
    // Before the text changes: it is nothing that the house has to be told.
    this.branch.told({ version: this.branch.at, made: [{ ...one, after }], withdrawn: [] });
    this.around.view().dispatch(put.setMeta("addToHistory", false));
    this.look();
  }

  /** Puts the house's text back under one of the latest hunks. */
  private without(id: string): Transaction | null {
    const hunk = this.branch.hunkOf(id);
    if (!hunk) return null;
    return this.replacing(id, this.branch.text.slice(hunk.base.from, hunk.base.to).content);
  }

  private replacing(id: string, content: Fragment): Transaction | null {
    const hunk = this.branch.hunkOf(id);
    if (!hunk) return null;
    const { from, to } = hunk.branch;
    // As it stands: `tr.replace` would look for a better fit.
    const step = new ReplaceStep(from, to, new Slice(content, 0, 0));
    const { tr } = this.around.view().state;
    return tr.maybeStep(step).failed ? null : tr;
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
    const news = this.unanswered ?? this.branch.news(this.current());
    this.unheard = news !== null;
    this.around.changed();
    if (news === null) return;
    this.sending = true;
    let wait = PAUSE;
    const said = this.unanswered ?? part(news, this.most);
    this.unanswered = null;
    try {
      const apart = await this.around.send({ act: "suggest", ...said });
      // What is settled by now has not been changed by this: it comes with the text.
      const made = said.made.filter(({ id }) => !this.around.isSettled(id) && !apart.includes(id));
      this.branch.told({ ...said, made });
      for (const id of apart) this.branch.part(id, () => crypto.randomUUID());
      this.pause = PAUSE;
    } catch (fault) {
      if (fault instanceof TryLater) {
        this.unanswered = said;
        wait = this.pause;
        this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
      } else if (said.made.length > 1) {
        // One of them may be at fault: the others are not to go with it.
        this.most = Math.ceil(said.made.length / 2);
      } else {
        // Not sent again until it changes: the house would say the same.
        this.branch.told(said);
        this.most = MOST;
        this.around.refused(reason(fault), said.made.map(({ after }) => plain(after)).join("\n\n"));
      }
    }
    this.sending = false;
    this.later(wait);
  }
}

/** The house takes so many at once; the rest comes after. */
const MOST = 200;

function part(news: News, most: number): News {
  const [made, withdrawn] = [news.made.slice(0, most), news.withdrawn.slice(0, MOST)];
  const ids = new Set([...made.map(({ id }) => id), ...withdrawn]);
  const known = Object.fromEntries(Object.entries(news.known).filter(([id]) => ids.has(id)));
  return { ...news, made, withdrawn, known };
}
