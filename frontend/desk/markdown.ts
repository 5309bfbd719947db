/** Markdown as one types, and the table of it that the help sheet is written from. */
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

// Two hyphens are a dash by the time the third is typed (quotes.ts).
const sceneBreak = new InputRule(/^(?:\*\*\*|---|[–—]-)$/, (state, _match, start, end) => {
  const $start = state.doc.resolve(start);
  if ($start.depth !== 1 || $start.parent.type !== nodes.paragraph) return null;
  const tr = state.tr.delete(start, end);
  const before = tr.mapping.map($start.before());
  tr.insert(before, nodes.sceneBreak.create());
  return tr.setSelection(Selection.near(tr.doc.resolve(before + 1), 1));
});

/** What is typed, what it gives, and the rule that sees to it. */
interface Sign {
  readonly typed: string;
  readonly gives: string;
  /** The block of the registry that it makes, by name. */
  readonly block?: string;
  readonly rules: readonly InputRule[];
}

function heading(level: number): Sign {
  const signs = "#".repeat(level);
  return {
    typed: `${signs} and a space`,
    gives: { 2: "Heading", 3: "Smaller heading" }[level] ?? "Smallest heading",
    block: `heading${level}`,
    rules: [textblockTypeInputRule(new RegExp(`^${signs}\\s$`), nodes.heading, { level })],
  };
}

export const SIGNS: readonly Sign[] = [
  heading(2),
  heading(3),
  heading(4),
  {
    typed: "> and a space",
    gives: "Quotation",
    block: "quotation",
    rules: [wrappingInputRule(/^\s*>\s$/, nodes.quotation)],
  },
  {
    typed: "- and a space",
    gives: "List",
    block: "bulletList",
    rules: [wrappingInputRule(/^\s*[-+*]\s$/, nodes.bulletList)],
  },
  {
    typed: "1. and a space",
    gives: "Numbered list",
    block: "orderedList",
    rules: [
      wrappingInputRule(
        /^(\d{1,5})[.)]\s$/,
        nodes.orderedList,
        ([, number]) => ({ start: Number(number) }),
        ([, number], list) => list.childCount + Number(list.attrs.start) === Number(number),
      ),
    ],
  },
  { typed: "***", gives: "Scene break", block: "sceneBreak", rules: [sceneBreak] },
  {
    typed: "```",
    gives: "Code",
    block: "code",
    rules: [textblockTypeInputRule(/^```$/, nodes.codeBlock)],
  },
  {
    typed: "**words**",
    gives: "Strong",
    rules: [marking(/(^|[^*])\*\*([^*\s](?:[^*]*[^*\s])?)\*\*$/, marks.strong)],
  },
  {
    typed: "*words* or _words_",
    gives: "Emphasis",
    rules: [
      marking(/(^|[^*])\*([^*\s](?:[^*]*[^*\s])?)\*$/, marks.emphasis),
      marking(/(^|[^_\p{L}\p{N}])_([^_\s](?:[^_]*[^_\s])?)_$/u, marks.emphasis),
    ],
  },
  {
    typed: "`words`",
    gives: "Code in a line",
    rules: [marking(/(^|[^`])`([^`]+)`$/, marks.code)],
  },
];

export function markdownPlugin(): Plugin {
  return inputRules({ rules: SIGNS.flatMap(({ rules }) => rules) });
}
