/** What is signed: the list of files and the line about them (`editions.pocket.sums`, `.terms`). */

export interface Terms {
  site: string;
  sequence: number;
  issued: Date;
  ends: Date;
  files: number;
}

/** Files that the list cannot name. */
export const SUMS = "SHA256SUMS";
export const SIGNATURE = "SHA256SUMS.minisig";

const ODD = /[\p{Cc}\\:*?"<>|]/u;
const MOMENT = "(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\dZ)";
const LINE = new RegExp(
  `^writingviews-mirror-1 site=(\\S+) sequence=(\\d{1,15}) issued=${MOMENT} ends=${MOMENT} ` +
    "files=(\\d{1,15}) previous=(?:-|[0-9a-f]{64})$",
);

/** Return the SHA-256 by path; undefined if the list is broken or names what may not be named. */
export function readSums(data: Uint8Array): Map<string, string> | undefined {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
  } catch {
    return undefined;
  }
  const lines = text.split("\n");
  if (lines.pop() !== "") return undefined;
  const sums = new Map<string, string>();
  for (const line of lines) {
    const [, digest = "", path = ""] = /^([0-9a-f]{64}) {2}(.+)$/su.exec(line) ?? [];
    if (!isPlain(path) || path === SUMS || path === SIGNATURE || sums.has(path)) return undefined;
    sums.set(path, digest);
  }
  return sums;
}

/** Return what the signed line says; undefined if it is not a mirror's. */
export function readTerms(line: string): Terms | undefined {
  const [, site, sequence, issued, ends, files] = LINE.exec(line) ?? [];
  if (!site || !sequence || !issued || !ends || !files) return undefined;
  const terms = {
    site,
    sequence: Number(sequence),
    issued: new Date(issued),
    ends: new Date(ends),
    files: Number(files),
  };
  return Number.isNaN(terms.issued.valueOf() + terms.ends.valueOf()) ? undefined : terms;
}

function isPlain(path: string): boolean {
  return !ODD.test(path) && path.split("/").every((part) => !["", ".", ".."].includes(part));
}
