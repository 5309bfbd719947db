/** The keys of the margin: Ctrl-Alt-M notes, Ctrl-Alt-J and K lead from one note to the next. */
import type { ShownNote } from "./notecard";

export function listenForNoteKeys(acts: {
  /** Notes, or leads to the note around the caret. */
  readonly note: () => void;
  readonly step: (by: 1 | -1) => void;
}): void {
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || !event.altKey || event.shiftKey) return;
    if (event.code === "KeyM") acts.note();
    else if (event.code === "KeyJ") acts.step(1);
    else if (event.code === "KeyK") acts.step(-1);
    else return;
    event.preventDefault();
  });
}

/** The note that follows the active one; without one, the next from a place in the text on. */
export function nextNote(
  notes: readonly ShownNote[],
  active: string | null,
  by: 1 | -1,
  from: number,
  positionOf: (id: string) => number | null,
): ShownNote | undefined {
  const at = notes.findIndex(({ id }) => id === active);
  if (at >= 0) return notes[at + by];
  const standing = notes.filter(({ id }) => positionOf(id) !== null);
  return by > 0
    ? standing.find(({ id }) => (positionOf(id) ?? 0) >= from)
    : standing.findLast(({ id }) => (positionOf(id) ?? 0) < from);
}
