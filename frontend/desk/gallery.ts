/** Several pictures as one block: gathered, put in order, set apart again. */
import { Fragment, type Node } from "@tiptap/pm/model";
import { type Command, NodeSelection, type Transaction } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { BlockView } from "./blockview";
import { around } from "./commands";
import { element } from "./element";
import { nodes } from "./schema";

export class GalleryView extends BlockView {
  readonly dom: HTMLElement;
  override readonly contentDOM = element("div", { class: "gallery-pictures" });

  constructor(view: EditorView, position: () => number | undefined, add: () => void) {
    super(nodes.gallery, view, position);
    const box = this.beside(
      "The gallery",
      this.tool("Add pictures", add),
      this.tool("Set the pictures apart", (at) => {
        const apart = setApart(view.state.tr, at);
        if (apart) view.dispatch(apart.scrollIntoView());
        view.focus();
      }),
    );
    this.dom = element("div", { "data-node": "gallery" }, this.contentDOM, box);
  }

  /** It has no attributes: all that is said stands at its pictures. */
  protected override show(): void {}
}

/** Puts the pictures of the gallery at a position one below the other. */
export function setApart(tr: Transaction, at: number): Transaction | null {
  const gallery = tr.doc.nodeAt(at);
  if (gallery?.type !== nodes.gallery) return null;
  return tr.replaceWith(at, at + gallery.nodeSize, gallery.content);
}

/** Moves the picture at a position among those of its gallery. */
export function moveInGallery(tr: Transaction, at: number, by: 1 | -1): Transaction | null {
  const $at = tr.doc.resolve(at);
  const index = $at.index();
  const gallery = $at.parent;
  if (gallery.type !== nodes.gallery) return null;
  if (index + by < 0 || index + by >= gallery.childCount) return null;
  const first = Math.min(index, index + by);
  const from = $at.posAtIndex(first);
  const [one, other] = [gallery.child(first), gallery.child(first + 1)];
  const swapped = Fragment.from([other, one]);
  tr.replaceWith(from, from + one.nodeSize + other.nodeSize, swapped);
  const moved = by < 0 ? from : from + other.nodeSize;
  return tr.setSelection(NodeSelection.create(tr.doc, moved)).scrollIntoView();
}

/** Puts a picture below the gallery it is in; a gallery that has no other goes with it. */
export function takeOut(tr: Transaction, at: number): Transaction | null {
  const $at = tr.doc.resolve(at);
  const picture = $at.nodeAfter;
  const gallery = $at.parent;
  if (gallery.type !== nodes.gallery || !picture) return null;
  if (gallery.childCount === 1) return setApart(tr, $at.before());
  const below = $at.after();
  tr.insert(below, picture).delete(at, at + picture.nodeSize);
  return tr.setSelection(NodeSelection.create(tr.doc, below - picture.nodeSize)).scrollIntoView();
}

/** Makes one gallery of the pictures and galleries that stand in a row at the selection. */
export const gather: Command = (state, dispatch) => {
  const { doc, selection } = state;
  const inside = around(selection.$from, nodes.gallery) ?? around(selection.$from, nodes.picture);
  const at = inside && inside.depth === 1 ? inside.before : selection.from;
  const isOne = (node: Node | null | undefined) =>
    node?.type === nodes.picture || node?.type === nodes.gallery;
  const $at = doc.resolve(at);
  if ($at.depth > 0 || !isOne($at.nodeAfter)) return false;
  let first = $at.index();
  let last = first;
  while (first > 0 && isOne(doc.maybeChild(first - 1))) first -= 1;
  while (isOne(doc.maybeChild(last + 1))) last += 1;
  if (first === last) return false;
  const blocks = doc.content.content.slice(first, last + 1);
  const pictures = blocks.flatMap((block) =>
    block.type === nodes.gallery ? block.content.content : [block],
  );
  if (dispatch) {
    const from = $at.posAtIndex(first);
    const tr = state.tr.replaceWith(
      from,
      $at.posAtIndex(last + 1),
      nodes.gallery.create(null, pictures),
    );
    dispatch(tr.setSelection(NodeSelection.create(tr.doc, from)).scrollIntoView());
  }
  return true;
};
