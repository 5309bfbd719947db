/**
 * The sources of the text: what its list holds, and how entries come into it.
 *
 * The list is a block of the document, at its end as a rule. Citations and quotations that name a
 * source are told when one changes.
 */
import { Fragment, type Node } from "@tiptap/pm/model";
import { type Command, NodeSelection, Plugin, type Transaction } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { entryOf, labelOf, type SourceWords } from "../document/sources";
import { nodes } from "./schema";

/** A source of the text, and where it stands in it. */
export interface Listed {
  readonly id: string;
  readonly label: string;
  readonly entry: string;
  readonly words: SourceWords;
  readonly at: number;
}

/** The sources of a text in their order; of two with one id the first. */
export function sourcesIn(doc: Node): Listed[] {
  const found = new Map<string, Listed>();
  doc.forEach((block, offset) => {
    if (block.type !== nodes.sources) return;
    block.forEach((source, inside) => {
      const id = String(source.attrs.id ?? "");
      if (id === "" || found.has(id)) return;
      const words = source.attrs as SourceWords;
      const number = found.size + 1;
      const entry = entryOf(words) || `Source ${number}`;
      const label = labelOf(words) || words.place || words.date || `Source ${number}`;
      found.set(id, { id, label, entry, words, at: offset + 1 + inside });
    });
  });
  return [...found.values()];
}

/** The source that has the same DOI or address. */
export function sameSource(all: readonly Listed[], { doi, url }: SourceWords): Listed | undefined {
  return all.find(
    ({ words }) =>
      (doi && words.doi?.toLowerCase() === doi.toLowerCase()) || (url && words.url === url),
  );
}

/** Adds a source to the list, which is begun if there is none; returns its id and its place. */
export function addSource(tr: Transaction, words: SourceWords): { id: string; at: number } {
  const id = `s-${crypto.randomUUID().slice(0, 8)}`;
  const source = nodes.source.create({ id, ...words });
  let at = -1;
  tr.doc.forEach((block, offset) => {
    if (block.type === nodes.sources) at = offset + block.nodeSize - 1;
  });
  if (at >= 0) {
    tr.insert(at, source);
    return { id, at };
  }
  const { lastChild } = tr.doc;
  const end = tr.doc.content.size;
  const empty = lastChild?.type === nodes.paragraph && lastChild.content.size === 0;
  // Of two blocks at least, so that there is a line left to write in.
  const from = empty && tr.doc.childCount > 3 ? end - lastChild.nodeSize : end;
  const list = nodes.sources.create(null, source);
  tr.replaceWith(from, end, Fragment.from([list, nodes.paragraph.create()]));
  return { id, at: from + 1 };
}

/** Takes a source out of the list, and with the last one the list. */
export function removeSource(tr: Transaction, at: number): Transaction {
  const $at = tr.doc.resolve(at);
  const alone = $at.parent.type === nodes.sources && $at.parent.childCount === 1;
  return alone ? tr.delete($at.before(), $at.after()) : tr.delete(at, at + 1);
}

/** Adds an empty source to the list, for the writer to fill. */
export const writeSource: Command = (state, dispatch, view) => {
  if (dispatch) {
    const { tr } = state;
    const { at } = addSource(tr, {});
    dispatch(tr.setSelection(NodeSelection.create(tr.doc, at)).scrollIntoView());
    window.setTimeout(() => {
      const entry = view?.nodeDOM(at);
      if (entry instanceof HTMLElement) entry.querySelector("input")?.focus();
    });
  }
  return true;
};

let sheet: EditorView | null = null;
let listed: readonly Listed[] = [];
const listeners = new Set<() => void>();

/** The sheet that holds the list, also for a footnote that is being written. */
export function sheetOfSources(): EditorView | null {
  return sheet;
}

/** The sources as the sheet has them now. */
export function knownSources(): readonly Listed[] {
  return listed;
}

/** Tells of every change of the sources; returns how to stop it. */
export function watchSources(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function lists(doc: Node): Node[] {
  return doc.content.content.filter((block) => block.type === nodes.sources);
}

export function sourcesPlugin(): Plugin {
  let before: readonly Node[] = [];
  const look = (view: EditorView) => {
    const now = lists(view.state.doc);
    if (now.length === before.length && now.every((list, index) => list === before[index])) return;
    before = now;
    listed = sourcesIn(view.state.doc);
    for (const listener of listeners) listener();
  };
  return new Plugin({
    view: (view) => {
      sheet = view;
      look(view);
      return { update: look };
    },
  });
}
