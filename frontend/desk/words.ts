/** Counting words in the foot of the sheet. */
import type { Node } from "@tiptap/pm/model";

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}\u200c'’-]*/gu;

/** The words of the body; title and standfirst do not count. */
export function countWords(document: Node): number {
  let count = 0;
  document.forEach((block, _offset, index) => {
    if (index < 2) return;
    const text = block.textBetween(0, block.content.size, "\n", " ");
    count += text.match(WORD)?.length ?? 0;
  });
  return count;
}
