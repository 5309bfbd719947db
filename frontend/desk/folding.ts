/**
 * Folding of spelling, for finding: what the search of the house takes for one, this takes for one.
 *
 * The same rules as `writingviews/language/fold.py`, where their sources stand; a test holds the two
 * together, character by character.
 */

/** Letters that are one letter to a reader, written by different keyboards and schools. */
const ARABIC: Readonly<Record<string, string>> = {
  ی: "يىېےۍۑێیٸئ",
  ک: "كڪګکڭ",
  ا: "أإآٱٲٳٵ",
  و: "ٷۆۇۈۋؤ",
  ه: "ةۀەہھۂۃۿ",
};
/** Latin letters whose stroke or shape Unicode does not take apart. */
const LATIN: Readonly<Record<string, string>> = {
  ø: "o",
  đ: "d",
  ħ: "h",
  ı: "i",
  ł: "l",
  ŧ: "t",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ð: "d",
  þ: "th",
  ŋ: "n",
  ſ: "s",
};
const APOSTROPHES = "'’ʼ‘ʻʾʿ`´";

/** What a character is folded to, filled as characters are met. */
const folded = new Map<string, string>(
  Object.entries(ARABIC).flatMap(([target, sources]) =>
    [...sources].map((source) => [source, target] as const),
  ),
);
folded.set("ς", "σ");

const DIGIT = /^\p{Nd}$/u;
const ALPHANUMERIC = /^[\p{L}\p{N}]+$/u;

function digit(character: string): string {
  // Digits of every script stand in rows of ten that begin with nought.
  const point = character.codePointAt(0) ?? 0;
  let first = point;
  while (DIGIT.test(String.fromCodePoint(first - 1))) first--;
  return String((point - first) % 10);
}

type Range = readonly [string, string];
/** Marks that a writer may leave out: accents, vowel signs of Arabic and Hebrew. */
const OPTIONAL_MARKS: readonly Range[] = [
  ["\u0300", "\u036f"],
  ["\u0591", "\u05c7"],
  ["\u0610", "\u06ed"],
  ["\u08d3", "\u08ff"],
  ["\u1ab0", "\u1aff"],
  ["\u1dc0", "\u1dff"],
];
/** Letters whose accents are commonly left out: Latin, Greek, and the Russian ё. */
const ACCENTED: readonly Range[] = [
  ["\u0000", "\u024f"],
  ["\u0370", "\u03ff"],
  ["е", "е"],
];

function isIn(character: string, ranges: readonly Range[]): boolean {
  return ranges.some(([first, last]) => first <= character && character <= last);
}

function foldCharacter(character: string): string {
  if (APOSTROPHES.includes(character) || /^\p{Cf}$/u.test(character)) return "";
  if (DIGIT.test(character)) return digit(character);
  // Compatibility forms are opened only into letters and digits: a word must stay one word.
  const opened = character.normalize("NFKC");
  if (opened !== character && ALPHANUMERIC.test(opened)) return fold(opened);
  if (/^\p{Mn}$/u.test(character)) return isIn(character, OPTIONAL_MARKS) ? "" : character;
  if (character === "ـ" || character === "\u06e5" || character === "\u06e6") return "";
  const lower = character.toLowerCase();
  if (lower !== character) return fold(lower);
  const parts = [...character.normalize("NFD")];
  const [base] = parts;
  if (parts.length > 1 && base !== undefined && isIn(base, ACCENTED)) return fold(base);
  return LATIN[character] ?? character;
}

function translate(text: string): string {
  let result = "";
  for (const character of text) {
    let one = folded.get(character);
    if (one === undefined) {
      one = foldCharacter(character);
      folded.set(character, one);
    }
    result += one;
  }
  return result;
}

/** A text without the differences of spelling that readers do not mean; twice changes nothing. */
export function fold(text: string): string {
  const once = translate(text.normalize("NFC"));
  const again = once.normalize("NFC");
  return once === again ? once : translate(again);
}
