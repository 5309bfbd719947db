/**
 * Anchors: passages that something in the margin is about, kept to their words while one writes.
 *
 * The rules are those of `writingviews.desk.anchors`: what is written at the edges stays outside; when
 * the last of its words is deleted or replaced, an anchor is gone, keeps the place where they stood,
 * and stands again when exactly those words are written there.
 */
import type { Node } from "@tiptap/pm/model";
import { type EditorState, Plugin, PluginKey, type Transaction } from "@tiptap/pm/state";
import type { StepMap } from "@tiptap/pm/transform";
import { Decoration, DecorationSet } from "@tiptap/pm/view";

/** A range of positions; of words that are gone, the place where they stood. */
export interface Place {
  readonly from: number;
  readonly to: number;
  readonly gone: boolean;
}

export interface Anchor extends Place {
  readonly id: string;
  /** The words as they stood: by them they are known again. */
  readonly words: string;
  /** The class of its passage in the text; none is shown for "". */
  readonly look: string;
}

interface Anchors {
  readonly all: ReadonlyMap<string, Anchor>;
  readonly active: string | null;
  readonly decorations: DecorationSet;
}

type Change =
  | { readonly put: readonly Anchor[] }
  | { readonly drop: string }
  | { readonly active: string | null };

const key = new PluginKey<Anchors>("anchors");

export function anchorsPlugin(): Plugin<Anchors> {
  return new Plugin<Anchors>({
    key,
    state: {
      init: () => ({ all: new Map(), active: null, decorations: DecorationSet.empty }),
      apply(transaction, before) {
        const change = transaction.getMeta(key) as Change | undefined;
        let { all, active, decorations } = before;
        let fresh = change !== undefined;
        if (transaction.docChanged && all.size > 0) {
          decorations = decorations.map(transaction.mapping, transaction.doc);
          const moved = new Map<string, Anchor>();
          for (const anchor of all.values()) {
            const place = again(transaction.doc, follow(anchor, transaction.mapping.maps), anchor);
            fresh ||= place.gone !== anchor.gone;
            moved.set(anchor.id, { ...anchor, ...place });
          }
          all = moved;
        }
        if (change) {
          const changed = new Map(all);
          if ("put" in change) for (const anchor of change.put) changed.set(anchor.id, anchor);
          else if ("drop" in change) changed.delete(change.drop);
          else active = change.active;
          all = changed;
        }
        if (fresh) decorations = decorate(transaction.doc, all, active);
        return { all, active, decorations };
      },
    },
    props: { decorations: (state) => key.getState(state)?.decorations },
  });
}

export function anchorsIn(state: EditorState): ReadonlyMap<string, Anchor> {
  return key.getState(state)?.all ?? new Map();
}

export function putAnchors(transaction: Transaction, anchors: readonly Anchor[]): Transaction {
  return transaction.setMeta(key, { put: anchors } satisfies Change);
}

export function dropAnchor(transaction: Transaction, id: string): Transaction {
  return transaction.setMeta(key, { drop: id } satisfies Change);
}

/** Lights up one passage, or none. */
export function lightUp(transaction: Transaction, id: string | null): Transaction {
  return transaction.setMeta(key, { active: id } satisfies Change);
}

/** The shortest passage around a selection, among those that are shown. */
export function anchorAround(state: EditorState): Anchor | null {
  const { from, to } = state.selection;
  let found: Anchor | null = null;
  for (const anchor of anchorsIn(state).values()) {
    if (anchor.gone || anchor.look === "" || anchor.from > to || anchor.to < from) continue;
    // Of a longer selection, only one that lies within the passage is in it.
    if (from !== to && (from < anchor.from || to > anchor.to) && !isWithin(anchor, from, to))
      continue;
    if (!found || anchor.to - anchor.from < found.to - found.from) found = anchor;
  }
  return found;
}

/** A selected footnote or picture has the passage inside itself. */
function isWithin(anchor: Anchor, from: number, to: number): boolean {
  return from <= anchor.from && anchor.to <= to && to - from < 4000;
}

/** Where a place is after some steps. */
export function follow(place: Place, maps: readonly StepMap[]): Place {
  let { from, to, gone } = place;
  for (const map of maps) {
    if (!gone) {
      let replaced = false;
      map.forEach((start, end) => {
        replaced ||= start < end && start <= from && to <= end;
      });
      const moved = { from: map.map(from, 1), to: map.map(to, -1) };
      if (moved.from < moved.to && !replaced) {
        from = moved.from;
        to = moved.to;
        continue;
      }
      gone = true;
    }
    from = map.map(from, -1);
    to = map.map(to, 1);
  }
  return { from, to, gone };
}

/** The place again, standing if `words` are there. */
export function again(document: Node, place: Place, { words }: { words: string }): Place {
  if (!place.gone || words.trim() === "" || place.to - place.from < words.length) return place;
  return findWords(document, words, place.from, place.to) ?? place;
}

/** Where words stand between two positions; of several, the place nearest to `near`. */
export function findWords(
  document: Node,
  words: string,
  from: number,
  to: number,
  near = from,
): Place | null {
  const pieces = piecesOf(document, from, to);
  const text = pieces.map(([said]) => said).join("");
  let found: Place | null = null;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const start = position(pieces, at);
    const end = position(pieces, at + words.length - 1) + 1;
    if (!found || Math.abs(start - near) < Math.abs(found.from - near))
      found = { from: start, to: end, gone: false };
  }
  return found;
}

/** What stands between two positions as words, as the house quotes it. */
export function passage(document: Node, from: number, to: number): string {
  return piecesOf(document, from, to)
    .map(([said]) => said)
    .join("");
}

type Piece = readonly [said: string, at: number];

function piecesOf(document: Node, from: number, to: number): Piece[] {
  const found: Piece[] = [];
  let block: Node | null = null;
  document.nodesBetween(from, to, (node, at, parent) => {
    const said = says(node, at, from, to);
    if (said === "") return;
    if (block !== null && parent !== block) found.push(["\n", at]);
    block = parent;
    found.push([said, Math.max(at, from)]);
  });
  return found;
}

function says(node: Node, at: number, from: number, to: number): string {
  const { attrs } = node;
  switch (node.type.name) {
    case "text":
      return node.text?.slice(Math.max(0, from - at), to - at) ?? "";
    case "hardBreak":
      return "\n";
    case "picture":
      return from <= at ? String(attrs.alt || attrs.media || "") : "";
    case "embed":
      return String(attrs.title || attrs.href || "");
    case "sceneBreak":
      return "* * *";
    default:
      return "";
  }
}

function position(pieces: readonly Piece[], index: number): number {
  let left = index;
  for (const [said, at] of pieces) {
    if (left < said.length) return at + left;
    left -= said.length;
  }
  throw new RangeError(`There is no character ${index}.`);
}

/** Nodes without words of their own in the flow: lit up as a whole. */
const WHOLE: ReadonlySet<string> = new Set(["picture", "embed", "sceneBreak", "footnote"]);

function decorate(
  document: Node,
  all: ReadonlyMap<string, Anchor>,
  active: string | null,
): DecorationSet {
  const made: Decoration[] = [];
  for (const { id, from, to, gone, look } of all.values()) {
    if (gone || look === "" || to > document.content.size) continue;
    const attributes = {
      class: id === active ? `${look} is-active` : look,
      "data-anchor": id,
    };
    const inside = document.resolve(from);
    if (inside.parent.type.name === "footnote") {
      made.push(Decoration.node(inside.before(), inside.after(), attributes));
      continue;
    }
    made.push(Decoration.inline(from, to, attributes));
    document.nodesBetween(from, to, (node, at) => {
      if (WHOLE.has(node.type.name) && at >= from)
        made.push(Decoration.node(at, at + node.nodeSize, attributes));
    });
  }
  return DecorationSet.create(document, made);
}
