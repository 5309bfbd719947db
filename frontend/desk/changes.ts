/**
 * Suggestions in the text: what would go is struck through, what would come stands behind it.
 *
 * While one writes, open suggestions are drawn onto the text, which does not hold them. While one
 * suggests, the text holds one's own, and what they take away is drawn.
 */
import { Fragment, type Node } from "@tiptap/pm/model";
import { type EditorState, Plugin, PluginKey, Selection, type Transaction } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import type { Hunk } from "../document/hunks";
import { anchorsIn } from "./anchors";
import { drawn as drawnContent, type PictureAddress } from "./drawn";
import { element } from "./element";
import { schema } from "./schema";

/** A change that somebody proposes; `writingviews.desk.note_selectors.ShownSuggestion`. */
export interface Change {
  readonly name: string;
  readonly own: boolean;
  readonly kind: "words" | "blocks";
  readonly before: readonly unknown[];
  readonly after: readonly unknown[];
  readonly state: "open" | "taken" | "left" | "withdrawn";
  readonly fits: boolean;
  readonly at: string;
  /** The suggestion that has the other half of a move. */
  readonly moved?: string | undefined;
}

interface Drawn {
  /** The open suggestions that the text does not hold, by the ids of their anchors. */
  readonly proposed: ReadonlyMap<string, Change>;
  /** One's own branch, drawn. */
  readonly own: DecorationSet;
}

type News =
  | { readonly proposed: ReadonlyMap<string, Change> }
  | { readonly base: Node; readonly hunks: readonly Hunk[] };

const key = new PluginKey<Drawn>("changes");

/** Draws pictures that the text does not hold from where `address` says. */
export function changesPlugin(address: PictureAddress): Plugin<Drawn> {
  let drawn: { state: EditorState; set: DecorationSet } | null = null;
  return new Plugin<Drawn>({
    key,
    state: {
      init: () => ({ proposed: new Map(), own: DecorationSet.empty }),
      apply(transaction, before) {
        const news = transaction.getMeta(key) as News | undefined;
        const own = before.own.map(transaction.mapping, transaction.doc);
        if (!news) return { ...before, own };
        if ("proposed" in news) return { proposed: news.proposed, own };
        const fresh = drawBranch(transaction.doc, news.base, news.hunks, address);
        return { ...before, own: DecorationSet.create(transaction.doc, fresh) };
      },
    },
    props: {
      decorations(state) {
        const { proposed, own } = key.getState(state) ?? {};
        if (!proposed || !own || proposed.size === 0) return own;
        if (drawn?.state !== state) {
          const all = [...drawProposed(state, proposed, address), ...own.find()];
          drawn = { state, set: DecorationSet.create(state.doc, all) };
        }
        return drawn.set;
      },
      // Words that the text does not hold take no caret: it would stay where it was, out of sight.
      handleClick(view, position, { target }) {
        if (target instanceof Element && target.closest(".is-drawn")) {
          const { tr } = view.state;
          view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(position))));
        }
        return false;
      },
    },
  });
}

/** Draws the open suggestions whose anchors the text has. */
export function showProposed(
  transaction: Transaction,
  proposed: ReadonlyMap<string, Change>,
): Transaction {
  return transaction.setMeta(key, { proposed } satisfies News);
}

/** Draws what leads from `base` to the text. */
export function showBranch(
  transaction: Transaction,
  base: Node,
  hunks: readonly Hunk[],
): Transaction {
  return transaction.setMeta(key, { base, hunks } satisfies News);
}

function drawProposed(
  state: EditorState,
  proposed: ReadonlyMap<string, Change>,
  address: PictureAddress,
): Decoration[] {
  const made: Decoration[] = [];
  const anchors = anchorsIn(state);
  for (const [id, { kind, before, after }] of proposed) {
    const anchor = anchors.get(id);
    const end = state.doc.content.size;
    if (!anchor || anchor.to > end || (anchor.gone && before.length > 0)) continue;
    if (before.length > 0) made.push(...struck(state.doc, anchor.from, anchor.to, kind, id));
    if (after.length > 0)
      made.push(...widgets(anchor.to, after, kind, "suggested-in", id, address));
  }
  return made;
}

function struck(doc: Node, from: number, to: number, kind: Hunk["kind"], id: string): Decoration[] {
  const attributes = { class: "suggested-out", "data-suggestion": id };
  if (kind === "words") return [Decoration.inline(from, to, attributes)];
  return blocksIn(doc, from, to).map(([start, end]) => Decoration.node(start, end, attributes));
}

function drawBranch(
  doc: Node,
  base: Node,
  hunks: readonly Hunk[],
  address: PictureAddress,
): Decoration[] {
  const made: Decoration[] = [];
  for (const { kind, base: out, branch: put } of hunks) {
    if (put.to > doc.content.size) continue;
    if (out.from < out.to) {
      const gone = (base.slice(out.from, out.to).content.toJSON() as unknown[] | null) ?? [];
      made.push(...widgets(put.from, gone, kind, "suggested-out", "out", address));
    }
    const attributes = { class: "suggested-in" };
    if (kind === "words") made.push(Decoration.inline(put.from, put.to, attributes));
    else
      for (const [start, end] of blocksIn(doc, put.from, put.to))
        made.push(Decoration.node(start, end, attributes));
  }
  return made;
}

/** The outermost nodes that lie wholly between two positions. */
function blocksIn(doc: Node, from: number, to: number): [number, number][] {
  const found: [number, number][] = [];
  doc.nodesBetween(from, to, (node, at) => {
    if (at < from || at + node.nodeSize > to) return true;
    found.push([at, at + node.nodeSize]);
    return false;
  });
  return found;
}

/** Content that the text does not hold, at its place, to be read and not written in. */
function widgets(
  at: number,
  content: readonly unknown[],
  kind: Hunk["kind"],
  look: "suggested-in" | "suggested-out",
  id: string,
  address: PictureAddress,
): Decoration[] {
  const fragment = Fragment.fromJSON(schema, [...content]);
  const isItems = fragment.firstChild?.type.name === "listItem";
  // A list holds nothing but items: each is drawn as one.
  const pieces = isItems ? fragment.content.map((item) => Fragment.from(item)) : [fragment];
  return pieces.map((piece, index) =>
    Decoration.widget(at, () => rendered(piece, kind, look, address), {
      side: look === "suggested-in" ? 1 + index : index - pieces.length,
      key: `${id}:${index}:${JSON.stringify(piece.toJSON())}`,
      ignoreSelection: true,
    }),
  );
}

function rendered(
  content: Fragment,
  kind: Hunk["kind"],
  look: "suggested-in" | "suggested-out",
  address: PictureAddress,
): HTMLElement {
  const name = look === "suggested-in" ? "ins" : "del";
  const attributes = {
    class: `${look} is-drawn is-${kind}`,
    contenteditable: "false",
  };
  const inside = drawnContent(content, address);
  const item = inside.firstElementChild;
  if (content.firstChild?.type.name !== "listItem" || !item)
    return element(name, attributes, inside);
  return element("li", attributes, element(name, {}, ...item.childNodes));
}
