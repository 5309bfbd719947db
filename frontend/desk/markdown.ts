/** Markdown as one types: "## ", "> ", "- ", "1. ", "***", "```", **strong**, *emphasis*, `code`. */
import {
  InputRule,
  inputRules,
  textblockTypeInputRule,
  wrappingInputRule,
} from "@tiptap/pm/inputrules";
import type { MarkType } from "@tiptap/pm/model";
import type { Plugin } from "@tiptap/pm/state";
import { Selection } from "@tiptap/pm/state";
import { marks, nodes } from "./schema";

/** Marks the words between two signs, and takes the signs away. */
function marking(pattern: RegExp, type: MarkType): InputRule {
  return new InputRule(pattern, (state, match, start, end) => {
    const [whole, before = "", words = ""] = match;
    const $start = state.doc.resolve(start);
    if (!words || $start.parent.type.spec.code || !$start.parent.type.allowsMarkType(type))
      return null;
    // Code is taken as it is written: signs inside it mean nothing.
    if (state.doc.rangeHasMark(start, end, marks.code)) return null;
    const tr = state.tr;
    const opening = start + before.length;
    // What was typed last is not in the text yet, so the sign at the end may be there in part.
    const wordsAt = opening + (whole.length - before.length - words.length) / 2;
    tr.delete(wordsAt + words.length, end);
    tr.delete(opening, wordsAt);
    tr.addMark(opening, opening + words.length, type.create());
    return tr.removeStoredMark(type);
  });
}

const sceneBreak = new InputRule(/^(?:\*\*\*|---)$/, (state, _match, start, end) => {
  const $start = state.doc.resolve(start);
  if ($start.depth !== 1 || $start.parent.type !== nodes.paragraph) return null;
  const tr = state.tr.delete(start, end);
  const before = tr.mapping.map($start.before());
  tr.insert(before, nodes.sceneBreak.create());
  return tr.setSelection(Selection.near(tr.doc.resolve(before + 1), 1));
});

export function markdownPlugin(): Plugin {
  return inputRules({
    rules: [
      textblockTypeInputRule(/^(#{2,4})\s$/, nodes.heading, ([, signs = "##"]) => ({
        level: signs.length,
      })),
      wrappingInputRule(/^\s*>\s$/, nodes.quotation),
      wrappingInputRule(/^\s*[-+*]\s$/, nodes.bulletList),
      wrappingInputRule(
        /^(\d{1,5})[.)]\s$/,
        nodes.orderedList,
        ([, number]) => ({ start: Number(number) }),
        ([, number], list) => list.childCount + Number(list.attrs.start) === Number(number),
      ),
      textblockTypeInputRule(/^```$/, nodes.codeBlock),
      sceneBreak,
      marking(/(^|[^*])\*\*([^*\s](?:[^*]*[^*\s])?)\*\*$/, marks.strong),
      marking(/(^|[^*])\*([^*\s](?:[^*]*[^*\s])?)\*$/, marks.emphasis),
      marking(/(^|[^_\p{L}\p{N}])_([^_\s](?:[^_]*[^_\s])?)_$/u, marks.emphasis),
      marking(/(^|[^`])`([^`]+)`$/, marks.code),
    ],
  });
}
