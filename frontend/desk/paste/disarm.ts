/**
 * Pasted HTML made harmless as a string, before any parser sees it.
 *
 * A page that forbids inline styles drops them even from a document that is only read, and complains
 * of each: they are carried on as `data-style`. Addresses of pictures are carried as `data-src`, so
 * that nothing is fetched, wherever the elements are put. What is no text at all goes here: comments,
 * conditional marks of Word, style sheets, scripts, event handlers. One pass, whose cost grows with
 * the length alone, whatever is pasted.
 */

/** Elements whose insides are no HTML, up to their closing tag. */
const RAW = new Set([
  "script",
  "style",
  "xml",
  "title",
  "textarea",
  "noscript",
  "template",
  "iframe",
]);
const LEFT = new Set(["srcset", "data-style", "data-src", "background", "poster"]);
/** Deeper than any text is nested; what is deeper makes every browser's parser slow. */
const DEEPEST = 200;
/** Elements that nothing closes, or that the next one of their kind closes. */
const CLOSED_BY_NEXT = /^(?:p|li|d[dt]|t[drh]|tbody|br|hr|img|col|meta|link|input|wbr|source)$/;
const NAME = /<(\/?)([A-Za-z][^\s/>]*)/y;
const ATTRIBUTE = /[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"'][^\s>]*))?/y;
const TAG_END = /[\s/]*>/y;

export function disarmed(html: string): string {
  const kept: string[] = [];
  let at = 0;
  let depth = 0;
  while (at < html.length) {
    const open = html.indexOf("<", at);
    if (open < 0) break;
    kept.push(html.slice(at, open));
    const next = html[open + 1] ?? "";
    if (html.startsWith("<!--", open)) at = after(html, "-->", open + 4);
    else if (next === "!" || next === "?") at = after(html, ">", open + 2);
    else {
      const tag = readTag(html, open);
      if (tag === null) {
        kept.push("&lt;");
        at = open + 1;
        continue;
      }
      depth = Math.max(0, depth + tag.deeper);
      if (depth <= DEEPEST || tag.deeper <= 0) kept.push(tag.written);
      at = tag.end;
      if (RAW.has(tag.opens)) at = afterRaw(html, tag.opens, at);
    }
  }
  kept.push(html.slice(at));
  return kept.join("");
}

/** The place behind the next `sign`; the end if there is none, as HTML reads it. */
function after(html: string, sign: string, from: number): number {
  const found = html.indexOf(sign, from);
  return found < 0 ? html.length : found + sign.length;
}

function afterRaw(html: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}`, "gi");
  closing.lastIndex = from;
  return closing.test(html) ? after(html, ">", closing.lastIndex) : html.length;
}

interface Tag {
  readonly written: string;
  readonly end: number;
  /** The name of an element whose insides are to be passed over, else empty. */
  readonly opens: string;
  /** How much deeper it leads. */
  readonly deeper: -1 | 0 | 1;
}

function readTag(html: string, from: number): Tag | null {
  NAME.lastIndex = from;
  const named = NAME.exec(html);
  if (!named) return null;
  const [begin, slash = "", written = ""] = named;
  const name = written.toLowerCase();
  const parts: string[] = [];
  let at = from + begin.length;
  for (;;) {
    TAG_END.lastIndex = at;
    if (TAG_END.test(html)) {
      at = TAG_END.lastIndex;
      break;
    }
    ATTRIBUTE.lastIndex = at;
    const found = ATTRIBUTE.exec(html);
    // A tag that never ends swallows the rest, as it does in every browser.
    if (!found) return { written: "", end: html.length, opens: "", deeper: 0 };
    at = ATTRIBUTE.lastIndex;
    parts.push(attribute(found[1] ?? "", found[2]));
  }
  if (RAW.has(name)) return { written: "", end: at, opens: slash ? "" : name, deeper: 0 };
  // Office's own elements (o:p, w:sdt, v:shape) are wrappers around words, or nothing.
  if (name.includes(":")) return { written: "", end: at, opens: "", deeper: 0 };
  const deeper = CLOSED_BY_NEXT.test(name) ? 0 : slash ? -1 : 1;
  return { written: `<${slash}${name}${parts.join("")}>`, end: at, opens: "", deeper };
}

function attribute(written: string, value: string | undefined): string {
  const name = written.toLowerCase();
  if (name.startsWith("on") || LEFT.has(name)) return "";
  const kept = name === "style" || name === "src" ? `data-${name}` : name;
  return value === undefined ? ` ${kept}` : ` ${kept}=${value}`;
}
