/** Fences of Markdown: "```" and what stands behind it, with a space or Enter. */
import { InputRule } from "@tiptap/pm/inputrules";
import type { Fragment, Node, NodeType } from "@tiptap/pm/model";
import { type Command, type EditorState, Selection, type Transaction } from "@tiptap/pm/state";
import { admits } from "../document/rules";
import { nodes, schema } from "./schema";

/** What "```" and a name begin, as the house's Markdown has them; any other name is a language. */
const FENCES: Readonly<Record<string, NodeType>> = {
  verse: nodes.verse,
  aside: nodes.aside,
  pullquote: nodes.pullQuote,
};

/** The block that a fence makes of the paragraph it is written in; `words` stand behind it. */
function fenced(name: string, words: Fragment): Node | null {
  const type = FENCES[name];
  if (type) {
    const inside = { verse: nodes.verseLine, aside: nodes.paragraph }[name];
    return type.create(null, inside ? inside.create(null, words) : words);
  }
  const language = name === "" ? null : name.toLowerCase();
  if (!admits("codeBlock", "language", language)) return null;
  const text = words.textBetween(0, words.size);
  return nodes.codeBlock.create({ language }, text ? schema.text(text) : null);
}

function setFence(state: EditorState, name: string, behind: number): Transaction | null {
  const { $from } = state.selection;
  if ($from.depth !== 1 || $from.parent.type !== nodes.paragraph) return null;
  const block = fenced(name, $from.parent.cut(behind - $from.start()).content);
  if (!block) return null;
  const at = $from.before();
  const tr = state.tr.replaceWith(at, $from.after(), block);
  return tr.setSelection(Selection.near(tr.doc.resolve(at + 1), 1));
}

export const fence = new InputRule(/^```(\S*)\s$/, (state, [, name = ""], _start, end) =>
  setFence(state, name, end),
);

/** Enter behind "```" or "```verse" does what a space does. */
export const fenceFromLine: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const name = /^```(\S*)$/.exec($from.parent.textContent)?.[1];
  if (!empty || name === undefined || $from.parentOffset < $from.parent.content.size) return false;
  const done = setFence(state, name, $from.pos);
  if (done) dispatch?.(done.scrollIntoView());
  return done !== null;
};
