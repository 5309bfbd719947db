/**
 * Who else is in the text, and where.
 *
 * A caret is told when it rests; while its hand types it goes along with what is typed. Once drawn, a
 * caret moves with the text by itself: only one that is news is placed.
 */
import type { Node } from "@tiptap/pm/model";
import { Step } from "@tiptap/pm/transform";
import type { EditorView } from "@tiptap/pm/view";
import { hideCarets, type PlacedCaret, showCarets } from "./carets";
import type { Caret, StoredStep } from "./line";

export interface Surroundings {
  readonly view: () => EditorView;
  /** Where a caret stands in the text as this sheet has it; null if that cannot be told (yet). */
  readonly place: (caret: Caret) => { anchor: number; head: number } | null;
  /** Names of those who are here. */
  readonly told: (names: readonly string[]) => void;
}

export class Company {
  private readonly others = new Map<string, Caret>();
  /** Those whose caret has not been drawn where it is: the text it stands in has not come yet. */
  private readonly undrawn = new Set<string>();

  constructor(private readonly around: Surroundings) {}

  /** Somebody's caret rests, or somebody has come. */
  heard(caret: Caret): void {
    const known = this.others.get(caret.sheet);
    // Told before the steps along which it has gone by now.
    if (known && known.version > caret.version) return;
    this.others.set(caret.sheet, caret);
    this.undrawn.add(caret.sheet);
    this.draw();
    if (known?.name !== caret.name) this.tell();
  }

  gone(sheet: string): void {
    this.undrawn.delete(sheet);
    if (!this.others.delete(sheet)) return;
    this.around.view().dispatch(hideCarets(this.around.view().state.tr, [sheet]));
    this.tell();
  }

  /** The line broke: nobody is known to be here. */
  lost(): void {
    const { state } = this.around.view();
    this.around.view().dispatch(hideCarets(state.tr, [...this.others.keys()]));
    this.others.clear();
    this.undrawn.clear();
    this.tell();
  }

  /** Steps came and are in the text. */
  came(steps: readonly StoredStep[]): void {
    const { doc } = this.around.view().state;
    for (const [version, sheet, json] of steps) {
      const caret = this.others.get(sheet);
      if (!caret || caret.version >= version) continue;
      const end = endOf(doc, json);
      if (end === null) continue;
      this.others.set(sheet, { ...caret, version, anchor: end, head: end });
      this.undrawn.add(sheet);
    }
    this.draw();
  }

  /** The text was set anew: no caret is drawn in it. */
  renewed(): void {
    for (const sheet of this.others.keys()) this.undrawn.add(sheet);
    this.draw();
  }

  private draw(): void {
    const placed: PlacedCaret[] = [];
    for (const sheet of this.undrawn) {
      const caret = this.others.get(sheet);
      const at = caret && this.around.place(caret);
      if (!caret || !at) continue;
      placed.push({ sheet, name: caret.name, ...at });
      this.undrawn.delete(sheet);
    }
    if (placed.length === 0) return;
    this.around.view().dispatch(showCarets(this.around.view().state.tr, placed));
  }

  private tell(): void {
    this.around.told([...new Set([...this.others.values()].map(({ name }) => name))]);
  }
}

/** Where the hand is that made a step; null if it left the words as they were. */
function endOf({ type }: Node, json: unknown): number | null {
  let end: number | null = null;
  Step.fromJSON(type.schema, json)
    .getMap()
    .forEach((_oldStart, _oldEnd, _newStart, newEnd) => {
      end = newEnd;
    });
  return end;
}
