/**
 * Quotes and dashes as the language of the passage has them, from the plain signs of the keyboard.
 *
 * The plain sign is written first and replaced in a step of its own: undo gives it back. Code is
 * left as it is typed. Sources: Unicode CLDR 44 (quotationStart and alternateQuotationStart by
 * locale) and, for the spaces of French, the Lexique of the Imprimerie nationale.
 */
import { closeHistory } from "@tiptap/pm/history";
import { type EditorState, Plugin, type Transaction } from "@tiptap/pm/state";

/** A narrow space that no line breaks at. */
const NARROW = "\u202f";

export interface Habit {
  readonly double: readonly [string, string];
  /** Within the others; null where the plain sign is an apostrophe and nothing else. */
  readonly single: readonly [string, string] | null;
  /** What two hyphens become between words. */
  readonly dash: "–" | "—";
}

const ENGLISH: Habit = { double: ["“", "”"], single: ["‘", "’"], dash: "—" };
const GERMAN: Habit = { double: ["„", "“"], single: ["‚", "‘"], dash: "–" };
const FRENCH: Habit = { double: [`«${NARROW}`, `${NARROW}»`], single: null, dash: "–" };
const SPANISH: Habit = { double: ["«", "»"], single: null, dash: "—" };
const PERSIAN: Habit = { double: ["«", "»"], single: ["‹", "›"], dash: "—" };
const ARABIC: Habit = { double: ["«", "»"], single: ["“", "”"], dash: "–" };
const NORDIC: Habit = { double: ["”", "”"], single: ["’", "’"], dash: "–" };
const POLISH: Habit = { double: ["„", "”"], single: null, dash: "–" };
const RUSSIAN: Habit = { double: ["«", "»"], single: null, dash: "—" };

const HABITS: Readonly<Record<string, Habit>> = {
  ar: ARABIC,
  bg: { ...GERMAN, single: null },
  ca: SPANISH,
  ckb: PERSIAN,
  cs: GERMAN,
  da: { ...NORDIC, double: ["“", "”"] },
  de: GERMAN,
  el: { ...SPANISH, dash: "–" },
  en: ENGLISH,
  es: SPANISH,
  et: { ...GERMAN, single: null },
  fa: PERSIAN,
  fi: NORDIC,
  fr: FRENCH,
  he: { ...POLISH, double: ["”", "”"] },
  hr: POLISH,
  hu: POLISH,
  hy: RUSSIAN,
  it: { ...SPANISH, dash: "–" },
  ka: { ...GERMAN, single: null },
  lt: { ...GERMAN, single: null },
  nl: { ...ENGLISH, dash: "–" },
  no: { ...SPANISH, dash: "–" },
  nb: { ...SPANISH, dash: "–" },
  pl: POLISH,
  ps: ARABIC,
  pt: ENGLISH,
  ro: POLISH,
  ru: RUSSIAN,
  sk: GERMAN,
  sl: GERMAN,
  sr: POLISH,
  sv: NORDIC,
  tr: { ...ENGLISH, dash: "–" },
  uk: RUSSIAN,
};

/** The habit of a language by its tag; of one that is not listed, the English one. */
export function habitOf(language: string): Habit {
  const tag = language.toLowerCase();
  if (tag === "de-ch" || tag === "fr-ch")
    return { double: ["«", "»"], single: tag === "de-ch" ? ["‹", "›"] : null, dash: "–" };
  return HABITS[tag.split("-")[0] ?? ""] ?? ENGLISH;
}

/** What the end of a line becomes: so many characters go, and these stand instead. */
export interface Exchange {
  readonly back: number;
  readonly words: string;
}

/** What opens before an opening quote: nothing, a space, a bracket, a dash, another quote. */
const OPENS = /(?:^|[\s([{\u00a0\u202f–—\-/]|[“„‘‚«‹¡¿]|\ufffc)$/u;

/**
 * What a sign that was typed becomes; null if it stays as it is.
 *
 * @param before the text of the block up to the sign
 * @param sign `"`, `'` or `-`
 */
export function smartened(before: string, sign: string, language: string): Exchange | null {
  const habit = habitOf(language);
  if (sign === "-") return dashed(before, habit);
  const opens = OPENS.test(before);
  if (sign === "'") {
    if (habit.single === null || !opens) {
      const open = habit.single !== null && before.includes(habit.single[0]);
      const closes = open && !endsOf(before, habit.single);
      return { back: 1, words: closes && habit.single ? habit.single[1] : "’" };
    }
    return { back: 1, words: habit.single[0] };
  }
  const [open, close] = habit.double;
  // Where quotes stand off their words, the one that closes takes the place of the space before it.
  const standsOff = close.startsWith(NARROW) && /[^«\s][ \u00a0]$/u.test(before);
  if (standsOff && before.lastIndexOf("«") > before.lastIndexOf("»"))
    return { back: 2, words: close };
  return { back: 1, words: opens ? open : close };
}

/** Whether every single quote that was opened has been closed again. */
function endsOf(before: string, [open, close]: readonly [string, string]): boolean {
  return before.lastIndexOf(close) > before.lastIndexOf(open);
}

function dashed(before: string, habit: Habit): Exchange | null {
  // A third hyphen makes the dash a long one; at a line's beginning three are a scene break, which
  // markdown.ts sees to before this is asked.
  if (/[–—]$/u.test(before)) return { back: 2, words: "—" };
  if (!before.endsWith("-") || before.endsWith("--")) return null;
  return { back: 2, words: /\d\s?-$/u.test(before) ? "–" : habit.dash };
}

/** A few words with their signs, to show what a language's are. */
export function sample(language: string): string {
  const { double, dash } = habitOf(language);
  return `${double[0]}…${double[1]} ${dash}`;
}

const SETTING = "desk.plain-signs";

/** Whether this browser's person wants it. */
export function isSmart(): boolean {
  try {
    return window.localStorage.getItem(SETTING) === null;
  } catch {
    // A browser that keeps nothing has the habit of most.
    return true;
  }
}

export function setSmart(on: boolean): void {
  try {
    if (on) window.localStorage.removeItem(SETTING);
    else window.localStorage.setItem(SETTING, "yes");
  } catch {
    // As above: it cannot be kept.
  }
}

/** Marks a transaction that must be undone by itself, also where it is carried over. */
export const APART = "apart";

function exchange(state: EditorState, language: string): Transaction | null {
  const { $from } = state.selection;
  const marks = $from.marks();
  if ($from.parent.type.spec.code || marks.some(({ type }) => type.name === "code")) return null;
  const spoken = marks.find(({ type }) => type.name === "language")?.attrs.lang;
  const text = $from.parent.textBetween(0, $from.parentOffset, "\n", "\ufffc");
  const found = smartened(text.slice(0, -1), text.slice(-1), String(spoken ?? language));
  if (!found) return null;
  // Never beyond a footnote that stands before the caret.
  if (($from.nodeBefore?.text?.length ?? 0) < found.back) return null;
  const from = $from.pos - found.back;
  return state.tr.insertText(found.words, from, $from.pos).setMeta(APART, true);
}

export function quotesPlugin(language: string): Plugin {
  return new Plugin({
    props: {
      handleTextInput(view, from, to, text) {
        if (!/^["'-]$/.test(text) || view.composing || !isSmart()) return false;
        view.dispatch(view.state.tr.insertText(text, from, to).scrollIntoView());
        const smart = exchange(view.state, language);
        if (smart) view.dispatch(closeHistory(smart));
        return true;
      },
    },
  });
}
