/** What of a document a proof-reader reads: its lines of English, and where they stand. */
import type { Node } from "@tiptap/pm/model";
import { marks, nodes } from "../schema";

/** The words of one block (or note), and how their places lead back into the document. */
export interface Passage {
  readonly text: string;
  /** Where a place in `text` stands in the document. */
  at(place: number): number;
  /** Stretches of `text` that are no English: code, addresses, words of another language. */
  readonly others: readonly (readonly [number, number])[];
}

export function passages(document: Node): Passage[] {
  const found: Passage[] = [];
  document.descendants((node, position) => {
    if (node.type === nodes.codeBlock) return false;
    if (!node.inlineContent || node.content.size === 0) return true;
    const passage = passageOf(node, position + 1);
    if (/[A-Za-z]/.test(passage.text)) found.push(passage);
    // A footnote's words are a passage of their own.
    return true;
  });
  return found;
}

function passageOf(block: Node, start: number): Passage {
  let text = "";
  const pieces: { readonly from: number; readonly at: number }[] = [];
  const others: [number, number][] = [];
  block.forEach((child, offset) => {
    if (child.isText) {
      pieces.push({ from: text.length, at: start + offset });
      const before = text.length;
      text += child.text ?? "";
      if (child.marks.some(({ type }) => type === marks.code || type.name === "language"))
        others.push([before, text.length]);
    } else if (child.type === nodes.hardBreak) {
      pieces.push({ from: text.length, at: start + offset });
      text += "\n";
    }
  });
  return {
    text,
    others,
    at(place) {
      let piece = pieces[0];
      for (const one of pieces) {
        if (one.from > place) break;
        piece = one;
      }
      return piece ? piece.at + (place - piece.from) : start;
    },
  };
}
