/** The keys of the margin: Ctrl-Alt-M notes, Ctrl-Alt-J and K lead from one note to the next. */
import type { ShownNote } from "./notecard";

/** The help sheet is written from these; `step` is 0 for the one that notes. */
export const NOTE_KEYS = [
  { key: "Mod-Alt-m", code: "KeyM", step: 0, says: "Note on the selected words; to the note here" },
  { key: "Mod-Alt-j", code: "KeyJ", step: 1, says: "To the next note or suggestion" },
  { key: "Mod-Alt-k", code: "KeyK", step: -1, says: "To the one before" },
] as const;

export function listenForNoteKeys(acts: {
  /** Notes, or leads to the note around the caret. */
  readonly note: () => void;
  readonly step: (by: 1 | -1) => void;
}): void {
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || !event.altKey || event.shiftKey) return;
    const found = NOTE_KEYS.find(({ code }) => code === event.code);
    if (!found) return;
    if (found.step === 0) acts.note();
    else acts.step(found.step);
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
