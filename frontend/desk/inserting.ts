/** Where a block goes that is put into the text. */
import type { Node } from "@tiptap/pm/model";
import { type EditorState, NodeSelection, Selection, type Transaction } from "@tiptap/pm/state";
import { nodes } from "./schema";

/**
 * Puts a block in the place of the empty paragraph at the caret, else below the outermost block that
 * the caret is in, and the caret into it; null where it may not stand.
 */
export function putBlock(state: EditorState, block: Node): Transaction | null {
  const { $from } = state.selection;
  const at = $from.depth === 0 ? $from.pos : $from.before(1);
  const top = state.doc.nodeAt(at);
  const index = state.doc.resolve(at).index();
  if (!top || index < 2) return null;
  const empty = top.type === nodes.paragraph && top.content.size === 0;
  const from = empty ? at : at + top.nodeSize;
  const to = at + top.nodeSize;
  const { tr } = state;
  tr.replaceWith(from, to, block);
  const end = from + block.nodeSize;
  if (end === tr.doc.content.size) tr.insert(end, nodes.paragraph.create());
  const into = block.isLeaf
    ? NodeSelection.create(tr.doc, from)
    : Selection.near(tr.doc.resolve(from + 1), 1);
  return tr.setSelection(into).scrollIntoView();
}
