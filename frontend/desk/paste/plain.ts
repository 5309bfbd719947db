/** Pasted plain text as HTML: paragraphs, verses and letters of narrow lines. */

/** A line longer than this is a paragraph by itself; in verse nobody writes so long. */
const LONGEST_LINE = 120;
/** Lines of this length, one like the other, were broken by a program and not by a hand. */
const WRAPPED = { from: 56, to: 86 } as const;

export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

export function plainToHtml(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .split(/\n[ \t]*(?:\n[ \t]*)+/)
    .flatMap(paragraphsOf)
    .map((lines) => `<p>${lines.map(escaped).join("<br>")}</p>`)
    .join("");
}

/** The paragraphs of one piece between blank lines, each as its lines. */
function paragraphsOf(piece: string): string[][] {
  const lines = piece.split("\n").filter((line) => line.trim());
  if (lines.length === 0) return [];
  if (lines.some((line) => line.length > LONGEST_LINE)) return lines.map((line) => [line]);
  const wrapped = lines
    .slice(0, -1)
    .every(({ length }) => length >= WRAPPED.from && length <= WRAPPED.to);
  return [wrapped ? [lines.join(" ")] : lines];
}
