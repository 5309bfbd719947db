/**
 * Pasted Markdown as HTML, where a plain text plainly is Markdown.
 *
 * It reads what people write: headings, lists, quotations, fences, tables, footnotes, links and
 * emphasis. HTML inside Markdown stays as it is written.
 */
import { escaped } from "./plain";

const HEADING = /^(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$/;
const FENCE = /^ {0,3}(```+|~~~+)[ \t]*([\w+#.-]*)/;
const BULLET = /^([ \t]*)[-*+][ \t]+(?=\S)/;
const NUMBER = /^([ \t]*)(\d{1,5})[.)][ \t]+(?=\S)/;
const QUOTE = /^ {0,3}> ?/;
const BREAK = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const NOTE = /^\[\^([^\]\s]{1,40})\]:[ \t]*(.*)$/;
const TABLE_RULE = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$/;
/** Nested deeper than this, a line is read as words. */
const DEEPEST = 8;

/** What speaks for Markdown. A dash at the start of a line alone does not: dialogue is written so. */
const SIGNS: readonly (readonly [RegExp, number])[] = [
  [/^#{2,6}[ \t]+\S/m, 2],
  [/^#[ \t]+\S.*(?:\n[ \t]*\n|$(?![\s\S]))/m, 2],
  [/\[[^[\]\n]+\]\((?:https?:|mailto:)[^()\s]+\)/, 2],
  [/^\[\^[^\]\s]+\]:/m, 2],
  [/^```[\w+#.-]*[ \t]*$/m, 2],
  [/^[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*\|/m, 2],
  [/\*\*[^\s*][^*\n]*\*\*/, 1],
  [/(?:^|[\s(])[*_][^\s*_][^*_\n]*[*_](?=[\s.,;:!?)]|$)/m, 1],
  [/^[ \t]*[-*+][ \t]+\S.*\n(?:[ \t]*\n)?[ \t]*[-*+][ \t]+\S/m, 1],
  [/^1[.)][ \t]+\S.*\n(?:[ \t]*\n)?2[.)][ \t]+\S/m, 1],
  [/^>[ \t]*\S/m, 1],
  [/`[^`\n]+`/, 1],
];

export function isMarkdown(text: string): boolean {
  const written = settled(text);
  let weight = 0;
  for (const [sign, worth] of SIGNS) if (sign.test(written)) weight += worth;
  return weight >= 2;
}

/** One kind of line end, and no run of a sign so long that a pattern would lose itself in it. */
function settled(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replaceAll("\t", "    ")
    .replace(/([ #=|*_~`-])\1{40,}/g, (run) => run.slice(0, 40));
}

export function markdownToHtml(text: string): string {
  const notes = new Map<string, string>();
  const lines = settled(text).split("\n");
  const rest = lines.filter((line) => {
    const [, name, said] = NOTE.exec(line) ?? [];
    if (name === undefined) return true;
    notes.set(name, said ?? "");
    return false;
  });
  return blocks(rest, notes, 0);
}

/** What the notes say, by name; each is taken by its first mark. */
type Notes = Map<string, string>;

function blocks(lines: readonly string[], notes: Notes, depth: number): string {
  const made: string[] = [];
  let words: string[] = [];
  const close = () => {
    if (words.length > 0) made.push(`<p>${inline(words.join("\n"), notes)}</p>`);
    words = [];
  };
  let at = 0;
  /** The lines from here on for which `belongs` holds. */
  const taken = (belongs: (line: string, next: string) => boolean): string[] => {
    const from = at;
    while (at < lines.length && belongs(lines[at] ?? "", lines[at + 1] ?? "")) at += 1;
    return lines.slice(from, at);
  };
  while (at < lines.length) {
    const line = lines[at] ?? "";
    const [, signs, title] = HEADING.exec(line) ?? [];
    const [, fence, language] = FENCE.exec(line) ?? [];
    const list = depth < DEEPEST ? listAt(line) : null;
    if (!line.trim()) {
      close();
      at += 1;
    } else if (signs !== undefined) {
      close();
      made.push(`<h${signs.length}>${inline(title ?? "", notes)}</h${signs.length}>`);
      at += 1;
    } else if (fence !== undefined) {
      close();
      at += 1;
      const code = taken((one) => !one.trim().startsWith(fence)).join("\n");
      at += 1;
      const named = language ? ` class="language-${language}"` : "";
      made.push(`<pre${named}>\n${escaped(code)}</pre>`);
    } else if (words.length === 1 && /^(=+|-+)[ \t]*$/.test(line)) {
      const level = line.startsWith("=") ? 1 : 2;
      made.push(`<h${level}>${inline(words.join(), notes)}</h${level}>`);
      words = [];
      at += 1;
    } else if (BREAK.test(line)) {
      close();
      made.push("<hr>");
      at += 1;
    } else if (QUOTE.test(line) && depth < DEEPEST) {
      close();
      const quoted = taken((one) => QUOTE.test(one)).map((one) => one.replace(QUOTE, ""));
      made.push(`<blockquote>${blocks(quoted, notes, depth + 1)}</blockquote>`);
    } else if (list && (words.length === 0 || depth > 0 || list.start === 1)) {
      close();
      const { indent } = list;
      const belongs = (one: string, next: string) =>
        one.trim()
          ? isIndented(one, indent + 1) || sameKind(listAt(one), list)
          : isIndented(next, indent + 1) || sameKind(listAt(next), list);
      made.push(listHtml(taken(belongs), list, notes, depth));
    } else if (words.length === 0 && line.includes("|") && TABLE_RULE.test(lines[at + 1] ?? "")) {
      made.push(
        tableHtml(
          taken((one) => one.includes("|")),
          notes,
        ),
      );
    } else {
      words.push(line);
      at += 1;
    }
  }
  close();
  return made.join("");
}

interface List {
  readonly ordered: boolean;
  readonly start: number;
  readonly indent: number;
  /** Where the words of the item begin. */
  readonly inside: number;
}

function listAt(line: string): List | null {
  if (BREAK.test(line)) return null;
  const bullet = BULLET.exec(line);
  if (bullet) return { ordered: false, start: 1, ...measured(bullet) };
  const number = NUMBER.exec(line);
  return number && { ordered: true, start: Number(number[2]), ...measured(number) };
}

function measured([whole, indent = ""]: RegExpExecArray): { indent: number; inside: number } {
  return { indent: indent.length, inside: whole.length };
}

function sameKind(one: List | null, other: List): boolean {
  return one !== null && one.ordered === other.ordered && one.indent === other.indent;
}

function isIndented(line: string, by: number): boolean {
  return /^[ \t]*/.exec(line)?.[0] !== line && (/^[ \t]*/.exec(line)?.[0].length ?? 0) >= by;
}

function listHtml(lines: readonly string[], list: List, notes: Notes, depth: number): string {
  const items: string[][] = [];
  for (const line of lines) {
    const item = listAt(line);
    if (item && sameKind(item, list)) items.push([line.slice(item.inside)]);
    else items.at(-1)?.push(line.replace(new RegExp(`^[ \\t]{1,${list.inside}}`), ""));
  }
  const tag = list.ordered ? "ol" : "ul";
  const start = list.ordered && list.start !== 1 ? ` start="${list.start}"` : "";
  const inside = items.map((item) => `<li>${blocks(item, notes, depth + 1)}</li>`).join("");
  return `<${tag}${start}>${inside}</${tag}>`;
}

function tableHtml([head = "", , ...rows]: readonly string[], notes: Notes): string {
  const row = (line: string, tag: string) => {
    const cells = line
      .trim()
      .replace(/^\||\|$/g, "")
      .split("|");
    return `<tr>${cells.map((cell) => `<${tag}>${inline(cell.trim(), notes)}</${tag}>`).join("")}</tr>`;
  };
  return `<table>${row(head, "th")}${rows.map((line) => row(line, "td")).join("")}</table>`;
}

/** Every sign that means something inside a line; the first that fits is taken. */
const INLINE = new RegExp(
  [
    String.raw`\\([!-\/:-@\[-\x60{-~])`,
    "`([^`]+)`",
    String.raw`!\[([^[\]]*)\]\([^()]*\)`,
    String.raw`\[\^([^\]\s]{1,40})\]`,
    String.raw`\[([^[\]]+)\]\(<?([^()\s<>]+)>?(?:[ \t]+"[^"\n]*")?\)`,
    "<((?:https?://|mailto:)[^<>\\s]+)>",
    String.raw`\*\*(?=\S)([^*\n]*(?:\*(?!\*)[^*\n]*){0,9})\*\*`,
    String.raw`(?<![\p{L}\p{N}_])__(?=\S)([^_\n]+)__(?![\p{L}\p{N}_])`,
    String.raw`\*(?=[^\s*])([^*\n]+)\*`,
    String.raw`(?<![\p{L}\p{N}_])_(?=[^\s_])([^_\n]+)_(?![\p{L}\p{N}_])`,
    "~~([^~\\n]+)~~",
    "(?: {2,}|\\\\)\\n",
    "\\n",
  ].join("|"),
  "gu",
);

function inline(text: string, notes: Notes, inNote = false): string {
  const made: string[] = [];
  let at = 0;
  for (const found of text.matchAll(INLINE)) {
    made.push(escaped(text.slice(at, found.index)));
    at = found.index + found[0].length;
    const [whole, sign, code, alt, note, words, address, bare, bold, bold2, soft, soft2, struck] =
      found;
    const within = (tag: string, said: string) => `<${tag}>${inline(said, notes, inNote)}</${tag}>`;
    const strong = bold ?? bold2;
    const emphasis = soft ?? soft2;
    if (sign !== undefined) made.push(escaped(sign));
    else if (code !== undefined) made.push(`<code>${escaped(code)}</code>`);
    else if (alt !== undefined) made.push(`<img alt="${attribute(alt)}">`);
    else if (note !== undefined) {
      const said = inNote ? undefined : notes.get(note);
      if (said !== undefined) notes.delete(note);
      made.push(
        said === undefined
          ? escaped(whole)
          : `<span data-node="footnote">${inline(said, notes, true)}</span>`,
      );
    } else if (words !== undefined)
      made.push(`<a href="${attribute(address ?? "")}">${inline(words, notes, true)}</a>`);
    else if (bare !== undefined)
      made.push(`<a href="${attribute(bare)}">${escaped(bare.replace(/^mailto:/, ""))}</a>`);
    else if (strong !== undefined) made.push(within("strong", strong));
    else if (emphasis !== undefined) made.push(within("em", emphasis));
    else if (struck !== undefined) made.push(within("s", struck));
    else made.push(whole === "\n" ? " " : "<br>");
  }
  made.push(escaped(text.slice(at)));
  return made.join("");
}

function attribute(value: string): string {
  return escaped(value).replaceAll('"', "&quot;");
}
