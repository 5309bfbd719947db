/** Counting words in the foot of the sheet, as the house counts them (`language/words.py`). */
import type { Node } from "@tiptap/pm/model";

// Scripts written without spaces whose single characters carry meaning: each one is a word.
const IDEOGRAPHS =
  "\\u3005-\\u3007\\u3040-\\u30fa\\u30fc-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff" +
  "\\u{20000}-\\u{3ffff}";
// What a reader does not see and what parts nothing: joiners, soft hyphen, marks of direction.
const UNSEEN =
  "\\u00ad\\u034f\\u061c\\u200c-\\u200f\\u202a-\\u202e\\u2060\\u2066-\\u2069\\ufe00-\\ufe0f\\ufeff";
const LETTER = `(?:(?![${IDEOGRAPHS}])[\\p{L}\\p{N}])`;
const RUN = `${LETTER}+(?:[\\p{Mn}\\p{Mc}${UNSEEN}]+${LETTER}*)*`;
const JOINT = "(?:['’ʼ·.\\-\\u2010\\u2011]|(?<=\\p{Nd})[,:٫٬](?=\\p{Nd}))";
const WORD = new RegExp(`[${IDEOGRAPHS}]|${RUN}(?:${JOINT}${RUN})*`, "gu");

/** How many words a text has. */
export function wordCount(text: string): number {
  return text.match(WORD)?.length ?? 0;
}

/** The words of the body, as `document/text.py` counts them; title and standfirst do not count. */
export function countWords(document: Node): number {
  let count = 0;
  document.forEach((block, _offset, index) => {
    if (index < 2) return;
    let words = counted.get(block);
    if (words === undefined) {
      words = wordsOf(block);
      counted.set(block, words);
    }
    count += words;
  });
  return count;
}

/** A block that has not changed is not counted again. */
const counted = new WeakMap<Node, number>();

const ATTRIBUTION = ["speaker", "role", "place", "date"];

function wordsOf(node: Node): number {
  if (node.type.name === "embed") return wordCount(String(node.attrs.title ?? ""));
  if (!node.inlineContent) {
    let count = node.type.name === "table" ? wordCount(String(node.attrs.caption ?? "")) : 0;
    node.forEach((child) => {
      count += wordsOf(child);
    });
    if (node.type.name === "quotation")
      for (const name of ATTRIBUTION) count += wordCount(String(node.attrs[name] ?? ""));
    return count;
  }
  // A footnote parts no word that it stands in, and has its own words.
  let line = "";
  let count = 0;
  node.forEach((child) => {
    if (child.isText) line += child.text;
    else if (child.type.name === "hardBreak") line += "\n";
    else if (child.type.name === "footnote") count += wordsOf(child);
  });
  return count + wordCount(line);
}
