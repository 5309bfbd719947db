/**
 * Takes out of a text what no document may hold, before the server has to refuse it.
 *
 * Control characters come with pastes from terminals, PDFs and word processors (a vertical tab for a
 * soft line break). Without this plugin the server refuses the step, and the writer's next words
 * behind it.
 */
import { Plugin } from "@tiptap/pm/state";
import { faults } from "./rules";

/**
 * Watches the ranges that each transaction changed; a clean text costs one search of them. Only the
 * characters themselves are replaced, so that the cursor stays where it is.
 */
export function cleanCharacters(): Plugin {
  return new Plugin({
    appendTransaction(transactions, _, state) {
      const found = new Map<number, { length: number; instead: string }>();
      const search = (from: number, to: number) =>
        state.doc.nodesBetween(from, to, (node, position) => {
          for (const { at, ...fault } of faults(node.text ?? "")) found.set(position + at, fault);
        });
      for (const [index, transaction] of transactions.entries()) {
        const later = transactions.slice(index + 1);
        transaction.mapping.maps.forEach((map, step) => {
          const rest = transaction.mapping.slice(step + 1);
          const now = (position: number, side: number) =>
            later.reduce((at, next) => next.mapping.map(at, side), rest.map(position, side));
          map.forEach((_from, _to, start, end) => {
            search(now(start, -1), now(end, 1));
          });
        });
      }
      if (!found.size) return null;
      const mend = state.tr;
      // From the end, so that the positions before stay true.
      for (const [at, { length, instead }] of [...found].sort(([a], [b]) => b - a)) {
        if (instead) mend.insertText(instead, at, at + length);
        else mend.delete(at, at + length);
      }
      return mend;
    },
  });
}
