/** Notes whose place in this sheet's text is not known yet: the house placed them in another version. */
import type { EditorState } from "@tiptap/pm/state";
import type { StepMap } from "@tiptap/pm/transform";
import { type Anchor, again, follow } from "./anchors";
import type { ShownNote } from "./notecard";

const LOOK = "noted";
const SUGGESTED = "suggested";

/** The class of a note's passage in the text; what is settled lights up nothing. */
export function lookOf(note: ShownNote): string {
  if (note.settled !== null) return "";
  return note.suggestion ? SUGGESTED : LOOK;
}

export class Unplaced {
  private readonly notes = new Map<string, { note: ShownNote; version: number }>();

  get isEmpty(): boolean {
    return this.notes.size === 0;
  }

  add(note: ShownNote, version: number): void {
    this.notes.set(note.id, { note, version });
  }

  delete(id: string): void {
    this.notes.delete(id);
  }

  /** Takes out those whose version of the text this sheet has, as anchors where they stand now. */
  placed(
    { doc }: EditorState,
    mapsSince: (version: number) => readonly StepMap[] | null,
  ): Anchor[] {
    const found: Anchor[] = [];
    for (const [id, { note, version }] of this.notes) {
      const maps = mapsSince(version);
      if (!maps) continue;
      this.notes.delete(id);
      const stood = { from: note.start, to: note.end, gone: note.gone };
      const place = again(doc, follow(stood, maps), { words: note.quote });
      found.push({ ...place, id, words: note.quote, look: lookOf(note) });
    }
    return found;
  }
}
