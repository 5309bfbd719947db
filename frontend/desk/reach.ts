/**
 * What a caret that comes to something other than words tells those who hear the page, and the keys
 * that lead from footnote to footnote.
 */
import type { Node } from "@tiptap/pm/model";
import { type Command, type EditorState, NodeSelection, Plugin } from "@tiptap/pm/state";
import { entryOf, type SourceWords } from "../document/sources";
import { nodes } from "./schema";
import { knownSources } from "./sources";

function footnotes(doc: Node): number[] {
  const found: number[] = [];
  doc.descendants((node, at) => {
    if (node.type === nodes.footnote) found.push(at);
    return node.type !== nodes.footnote;
  });
  return found;
}

/** Selects the next footnote or the one before, round the end of the text. */
export function goToFootnote(by: 1 | -1): Command {
  return (state, dispatch) => {
    const all = footnotes(state.doc);
    if (all.length === 0) return false;
    const { from, to } = state.selection;
    const next =
      by > 0
        ? (all.find((at) => at >= to) ?? all[0])
        : (all.findLast((at) => at < from) ?? all.at(-1));
    if (next !== undefined)
      dispatch?.(state.tr.setSelection(NodeSelection.create(state.doc, next)).scrollIntoView());
    return true;
  };
}

/** What is selected, in words. */
export function described(doc: Node, at: number): string | null {
  const node = doc.nodeAt(at);
  switch (node?.type) {
    case nodes.footnote: {
      const all = footnotes(doc);
      const words = node.textContent || "empty";
      return `Footnote ${all.indexOf(at) + 1} of ${all.length}: ${words}. Enter to write in it.`;
    }
    case nodes.citation: {
      const source = knownSources().find(({ id }) => id === node.attrs.source);
      return `Citation: ${source?.entry ?? "no source"}. Enter to change it.`;
    }
    case nodes.source: {
      return `Source: ${entryOf(node.attrs as SourceWords) || "empty"}. Enter to change it.`;
    }
    case nodes.picture:
      return `Picture: ${node.attrs.alt || "not described"}. Enter to describe it.`;
    case nodes.embed:
      return `Embed: ${node.attrs.title ?? node.attrs.url}. Enter to change it.`;
    case nodes.gallery:
      return `Gallery of ${node.childCount} pictures.`;
    case nodes.sceneBreak:
      return "Scene break.";
    default:
      return null;
  }
}

/** Where that stands which the caret has come to: a node, or the picture of the caption it is in. */
function arrivedAt({ selection }: EditorState): number | null {
  if (selection instanceof NodeSelection) return selection.from;
  return selection.$from.parent.type === nodes.picture ? selection.$from.before() : null;
}

export function reachPlugin(announce: (sentence: string) => void): Plugin {
  return new Plugin({
    view: () => ({
      update({ state }, before) {
        if (state.selection.eq(before.selection)) return;
        const at = arrivedAt(state);
        const left = arrivedAt(before);
        if (at === null || at === left) return;
        // What others write before it moves it; the caret has been there all along.
        if (left !== null && state.doc.nodeAt(at) === before.doc.nodeAt(left)) return;
        const words = described(state.doc, at);
        if (words !== null) announce(words);
      },
    }),
  });
}
