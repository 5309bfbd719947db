/** How long a text takes to read, as `writingviews/language/reading.py` has it, with its source. */

const ALOUD: Readonly<Record<string, number>> = {
  ar: 138,
  de: 179,
  en: 228,
  es: 218,
  fi: 161,
  fr: 195,
  he: 187,
  it: 188,
  nl: 202,
  pl: 166,
  pt: 181,
  ru: 184,
  sl: 180,
  sv: 199,
  tr: 166,
};
const ANY = 184;

/** The minutes that so many words take to read without hurry, at least 1. */
export function readingMinutes(words: number, language: string): number {
  const [primary = ""] = language.toLowerCase().split("-");
  return Math.max(1, Math.ceil(words / (ALOUD[primary] ?? ANY)));
}
