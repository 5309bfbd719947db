/**
 * Suggestions in the text: what would go is struck through, what would come stands behind it.
 *
 * While one writes, open suggestions are drawn onto the text, which does not hold them. While one
 * suggests, the text holds one's own, and what they take away is drawn.
 */
import { DOMSerializer, Fragment, type Node } from "@tiptap/pm/model";
import { type EditorState, Plugin, PluginKey, type Transaction } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import type { Hunk } from "../document/hunks";
import { anchorsIn } from "./anchors";
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

export function changesPlugin(): Plugin<Drawn> {
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
        const fresh = drawBranch(transaction.doc, news.base, news.hunks);
        return { ...before, own: DecorationSet.create(transaction.doc, fresh) };
      },
    },
    props: {
      decorations(state) {
        const { proposed, own } = key.getState(state) ?? {};
        if (!proposed || !own || proposed.size === 0) return own;
        if (drawn?.state !== state) {
          const all = [...drawProposed(state, proposed), ...own.find()];
          drawn = { state, set: DecorationSet.create(state.doc, all) };
        }
        return drawn.set;
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

function drawProposed(state: EditorState, proposed: ReadonlyMap<string, Change>): Decoration[] {
  const made: Decoration[] = [];
  const anchors = anchorsIn(state);
  for (const [id, { kind, before, after }] of proposed) {
    const anchor = anchors.get(id);
    const end = state.doc.content.size;
    if (!anchor || anchor.to > end || (anchor.gone && before.length > 0)) continue;
    if (before.length > 0) made.push(...struck(state.doc, anchor.from, anchor.to, kind, id));
    if (after.length > 0)
      made.push(
        Decoration.widget(anchor.to, () => rendered(after, kind, "suggested-in"), {
          side: 1,
          key: `${id}:${JSON.stringify(after)}`,
          ignoreSelection: true,
        }),
      );
  }
  return made;
}

function struck(doc: Node, from: number, to: number, kind: Hunk["kind"], id: string): Decoration[] {
  const attributes = { class: "suggested-out", "data-suggestion": id };
  if (kind === "words") return [Decoration.inline(from, to, attributes)];
  return blocksIn(doc, from, to).map(([start, end]) => Decoration.node(start, end, attributes));
}

function drawBranch(doc: Node, base: Node, hunks: readonly Hunk[]): Decoration[] {
  const made: Decoration[] = [];
  for (const { kind, base: out, branch: put } of hunks) {
    if (put.to > doc.content.size) continue;
    if (out.from < out.to) {
      const gone = (base.slice(out.from, out.to).content.toJSON() as unknown[] | null) ?? [];
      made.push(
        Decoration.widget(put.from, () => rendered(gone, kind, "suggested-out"), {
          side: -1,
          key: `out:${JSON.stringify(gone)}`,
          ignoreSelection: true,
        }),
      );
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

/** Content that the text does not hold, to be read and not written in. */
function rendered(content: readonly unknown[], kind: Hunk["kind"], look: string): HTMLElement {
  const inside = DOMSerializer.fromSchema(schema).serializeFragment(
    Fragment.fromJSON(schema, [...content]),
  );
  const name = look === "suggested-in" ? "ins" : "del";
  const box = element(name, { class: `${look} is-drawn is-${kind}`, contenteditable: "false" });
  box.append(inside);
  return box;
}

/** A change in words, for a card and for those who hear the page. */
export function sentence(change: Change): string {
  const [before, after] = [said(change.before), said(change.after)];
  if (change.before.length === 0) return `Add ${after}`;
  if (change.after.length === 0) return `Delete ${before}`;
  if (before === after) return `${setting(change)} ${before}`;
  return `Replace ${before} by ${after}`;
}

const LONGEST_SAID = 160;

function said(content: readonly unknown[]): string {
  const words = plain(content);
  const cut = words.length > LONGEST_SAID ? `${words.slice(0, LONGEST_SAID)}…` : words;
  return cut === "" ? kindsOf(content) : `“${cut}”`;
}

/** The words of some content, its blocks parted by a line break. */
export function plain(content: readonly unknown[]): string {
  const fragment = Fragment.fromJSON(schema, [...content]);
  return fragment.textBetween(0, fragment.size, "\n", " ");
}

const NAMES: Readonly<Record<string, string>> = {
  paragraph: "a paragraph",
  heading: "a heading",
  picture: "a picture",
  gallery: "a gallery",
  sceneBreak: "a scene break",
  footnote: "a footnote",
  citation: "a citation",
  embed: "an embed",
  table: "a table",
  sources: "a list of sources",
  source: "a source",
  hardBreak: "a line break",
};

function kindsOf(content: readonly unknown[]): string {
  const first = content[0] as { readonly type?: string } | undefined;
  if (content.length > 1) return `${content.length} blocks`;
  return NAMES[first?.type ?? ""] ?? "something";
}

/** The same words, set otherwise: as what. */
function setting({ kind, after }: Change): string {
  if (kind === "words") return "Set otherwise:";
  const names: Readonly<Record<string, string>> = {
    heading: "Make it a heading:",
    paragraph: "Make it a paragraph:",
    quotation: "Make it a quotation:",
    pullQuote: "Make it a pull quote:",
    bulletList: "Make it a list:",
    orderedList: "Make it a numbered list:",
    verse: "Make it verse:",
  };
  const types = new Set(after.map((node) => (node as { readonly type: string }).type));
  if (types.size === 1 && after.length === 1) return names[[...types][0] ?? ""] ?? "Change:";
  return after.length > 1 ? "Part it:" : "Change:";
}
