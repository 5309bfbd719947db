/**
 * What a source is called: its entry in the list, the short label of a citation, and what can be
 * read out of an address or a DOI without asking anybody.
 *
 * `src/writingviews/document/sources.py` says the same labels; the tests compare them.
 */
import { admits, safeAddress } from "./rules";

/** What is known of a source; all of it may be missing. */
export interface SourceWords {
  readonly author?: string | null;
  readonly title?: string | null;
  readonly place?: string | null;
  readonly date?: string | null;
  readonly url?: string | null;
  readonly doi?: string | null;
  readonly archive?: string | null;
}

const LONGEST_TITLE = 60;

/** How a citation names a source: "Rahimi 2024", else its title, else where it can be read. */
export function labelOf(source: SourceWords): string {
  const author = (source.author ?? "").split(/[,،;؛]/u)[0]?.trim() ?? "";
  const name = author || cut((source.title ?? "").trim());
  const year = /(?<!\p{Nd})\p{Nd}{4}(?!\p{Nd})/u.exec(source.date ?? "")?.[0] ?? "";
  if (name) return [name, year].filter(Boolean).join(" ");
  return [source.url, source.archive].map(host).find(Boolean) ?? source.doi ?? "";
}

function cut(title: string): string {
  const letters = [...title];
  return letters.length > LONGEST_TITLE
    ? `${letters.slice(0, LONGEST_TITLE).join("").trimEnd()}…`
    : title;
}

function host(address: string | null | undefined): string {
  return /^https?:\/\/([^/?#]*)/u.exec(address ?? "")?.[1]?.replace(/^www\./u, "") ?? "";
}

/** The entry of a source in the list, as plain text. */
export function entryOf({ author, title, place, date, ...where }: SourceWords): string {
  const said = [author, title, [place, date].filter(Boolean).join(", ")];
  const parts = [...said, where.doi ? `doi.org/${where.doi}` : null, where.url, where.archive]
    .map((part) => part?.trim())
    .filter((part) => part !== undefined && part !== "");
  return parts.map((part, index) => (index < parts.length - 1 ? stopped(part) : part)).join(" ");
}

function stopped(part = ""): string {
  return /[.!?…؟۔]$/u.test(part) ? part : `${part}.`;
}

/** What somebody typed or pasted for a source: a DOI, an address (of a DOI, of an archive), or words. */
export function readSource(typed: string): SourceWords | null {
  const text = typed.trim();
  const doi = doiIn(text);
  if (doi !== null) return { doi };
  if (/\s/.test(text) || !/^https?:/i.test(text)) return null;
  const url = safeAddress(text);
  if (url === null) return null;
  // The Internet Archive's addresses hold the one that was kept.
  const kept = /^https?:\/\/web\.archive\.org\/web\/[0-9]+[a-z_]*\/(https?:\/\/?.+)$/u.exec(
    url,
  )?.[1];
  const original = kept === undefined ? null : safeAddress(kept.replace(/^(https?:)\/+/u, "$1//"));
  return original === null ? { url } : { url: original, archive: url };
}

/** The DOI that a text is, bare or in an address; null if it is none. */
export function doiIn(text: string): string | null {
  const given = /^(?:doi:\s*|https?:\/\/(?:dx\.|www\.)?doi\.org\/)?(10\..+)$/iu.exec(
    text.trim(),
  )?.[1];
  if (given === undefined) return null;
  const doi = text.includes("%") ? decoded(given) : given;
  return admits("source", "doi", doi) ? doi : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
