/** Suggestions that belong together: what is taken out here and put in there is one move. */
import type { Change } from "./changes";
import { plain } from "./description";
import type { ShownNote } from "./notecard";

/** Fewer characters stand in two places by chance. */
const SHORTEST = 4;

/** Tells of each open suggestion among some notes which other has the other half of its move. */
export function findMoves(notes: Map<string, ShownNote>): void {
  const out = new Map<string, string[]>();
  const put = new Map<string, string[]>();
  for (const { id, suggestion } of notes.values()) {
    if (suggestion?.state !== "open" || !suggestion.fits) continue;
    const { kind, name, before, after } = suggestion;
    if (kind !== "blocks" || (before.length > 0 && after.length > 0)) continue;
    const content = plain(before.length > 0 ? before : after).trim();
    if (content.length < SHORTEST) continue;
    const halves = before.length > 0 ? out : put;
    halves.set(`${name} ${content}`, [...(halves.get(`${name} ${content}`) ?? []), id]);
  }
  const moved = new Map<string, string>();
  for (const [key, from] of out) {
    const to = put.get(key);
    // Of several alike nobody knows which went where.
    if (from.length !== 1 || to?.length !== 1 || !from[0] || !to[0]) continue;
    moved.set(from[0], to[0]);
    moved.set(to[0], from[0]);
  }
  for (const [id, note] of notes) {
    const half = moved.get(id);
    if (!note.suggestion || note.suggestion.moved === half) continue;
    const suggestion: Change = { ...note.suggestion, moved: half };
    notes.set(id, { ...note, suggestion });
  }
}
