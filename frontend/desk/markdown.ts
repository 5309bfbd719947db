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
import { admits } from "../document/rules";
import { fence } from "./fences";
import { meantAddress } from "./linkform";
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

/** "[words]{lang=fa}" are words in another language. */
const languageMark = new InputRule(
  /\[([^[\]]+)\]\{lang=([A-Za-z0-9-]+)\}$/,
  (state, [, words = "", lang = ""], start, end) => {
    const { parent } = state.doc.resolve(start);
    if (parent.type.spec.code || !parent.type.allowsMarkType(marks.language)) return null;
    if (!admits("language", "lang", lang)) return null;
    const tr = state.tr.delete(start + 1 + words.length, end).delete(start, start + 1);
    tr.addMark(start, start + words.length, marks.language.create({ lang }));
    return tr.removeStoredMark(marks.language);
  },
);

/** "[words](address)" are words that lead there. */
const link = new InputRule(
  /(?<![!`])\[([^[\]]+)\]\(([^\s()]+(?:\([^\s()]*\))?[^\s()]*)\)$/,
  (state, [, words = "", address = ""], start, end) => {
    const { parent } = state.doc.resolve(start);
    if (parent.type.spec.code || !parent.type.allowsMarkType(marks.link)) return null;
    if (state.doc.rangeHasMark(start, end, marks.code)) return null;
    const href = meantAddress(address);
    if (!href) return null;
    const tr = state.tr.delete(start + 1 + words.length, end).delete(start, start + 1);
    tr.addMark(start, start + words.length, marks.link.create({ href }));
    return tr.removeStoredMark(marks.link);
  },
);

/** What is typed, what it gives, and the rule that sees to it. */
interface Sign {
  readonly typed: string;
  readonly gives: string;
  /** The block of the registry that it makes, by name. */
  readonly block?: string;
  /** None where another sees to it: the fence, a key, or `bracketsPlugin`. */
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
    typed: "``` and a space",
    gives: "Code; ```python for its language",
    block: "code",
    rules: [fence],
  },
  { typed: "```verse and a space", gives: "Verse", block: "verse", rules: [] },
  { typed: "```aside and a space", gives: "Aside", block: "aside", rules: [] },
  { typed: "```pullquote and a space", gives: "Pull quote", block: "pullQuote", rules: [] },
  { typed: "| a | b | and Enter", gives: "Table with this head", block: "table", rules: [] },
  { typed: "[@", gives: "Citation", rules: [] },
  { typed: "[^", gives: "Footnote", rules: [] },
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
    typed: "~~words~~",
    gives: "Struck through",
    rules: [marking(/(^|[^~])~~([^~\s](?:[^~]*[^~\s])?)~~$/, marks.strike)],
  },
  {
    typed: "^words^",
    gives: "Raised",
    rules: [marking(/(^|[^^[])\^([^^\s]+)\^$/, marks.superscript)],
  },
  {
    typed: "~words~",
    gives: "Lowered",
    rules: [marking(/(^|[^~])~([^~\s]+)~$/, marks.subscript)],
  },
  { typed: "[words](address)", gives: "Link", rules: [link] },
  {
    typed: "[words]{lang=fa}",
    gives: "Words in another language",
    rules: [languageMark],
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
