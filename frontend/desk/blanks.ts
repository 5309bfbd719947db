/**
 * What an empty place says, and which place the caret is in.
 *
 * An empty block has no letter that could tell its direction, nor has one that has begun with a sign,
 * so editor.css gives every block marked `is-blank` or `is-neutral` the direction of the article's
 * language.
 */
import type { Node } from "@tiptap/pm/model";
import { type EditorState, Plugin } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";

const PROMPTS: Readonly<Record<string, string>> = {
  title: "Title",
  standfirst: "Standfirst: in a sentence or two, what this piece is about",
  heading: "Heading",
  pullQuote: "The sentence that should catch the eye",
  verseLine: "A line of verse",
  codeBlock: "Code",
};

const HEADINGS: ReadonlySet<string> = new Set(["title", "heading"]);

/** Blocks that show their fields or hints while the caret is in them. */
const ATTENTIVE: ReadonlySet<string> = new Set([
  "quotation",
  "picture",
  "gallery",
  "verse",
  "aside",
  "table",
  "codeBlock",
  "embed",
]);

function prompt(node: Node, parent: Node | null, document: Node): string | null {
  const type = node.type.name;
  // A stanza break is an empty line: only an empty poem asks for its first line.
  if (type === "verseLine") return parent?.childCount === 1 ? (PROMPTS.verseLine ?? null) : null;
  if (type === "paragraph") {
    const alone = parent === document && document.childCount === 3;
    if (alone) return "Write here";
    return parent?.type.name === "quotation" && parent.childCount === 1 ? "What was said" : null;
  }
  return PROMPTS[type] ?? null;
}

/** Whether a block has begun, but has no letter yet: a sign, a figure. */
function isWithoutLetters(node: Node): boolean {
  if (node.content.size > 40 || node.childCount > 1) return false;
  return !/\p{L}/u.test(node.firstChild?.text ?? "a");
}

function decorations(state: EditorState): DecorationSet {
  const found: Decoration[] = [];
  state.doc.descendants((node, position, parent) => {
    if (!node.isTextblock) return !node.isInline;
    if (node.content.size === 0) {
      const says = prompt(node, parent, state.doc);
      found.push(
        Decoration.node(position, position + node.nodeSize, {
          class: "is-blank",
          ...(says === null ? {} : { "data-prompt": says }),
          // An empty heading would be read as a heading without a name.
          ...(says !== null && HEADINGS.has(node.type.name) ? { "aria-label": says } : {}),
        }),
      );
      // A head cell without words heads nothing yet.
      if (parent?.type.name === "tableHeader" && parent.childCount === 1)
        found.push(Decoration.node(position - 1, position + 3, { role: "cell" }));
    } else if (isWithoutLetters(node)) {
      found.push(Decoration.node(position, position + node.nodeSize, { class: "is-neutral" }));
    }
    return false;
  });
  const { $from, from } = state.selection;
  for (let depth = 1; depth <= $from.depth; depth++) {
    if (ATTENTIVE.has($from.node(depth).type.name)) {
      found.push(Decoration.node($from.before(depth), $from.after(depth), { class: "has-caret" }));
    }
  }
  const selected = state.doc.nodeAt(from);
  if (
    selected &&
    state.selection.to === from + selected.nodeSize &&
    ATTENTIVE.has(selected.type.name)
  ) {
    found.push(Decoration.node(from, from + selected.nodeSize, { class: "has-caret" }));
  }
  return DecorationSet.create(state.doc, found);
}

export function blanksPlugin(): Plugin {
  return new Plugin({ props: { decorations } });
}
