/** A folder that a reader has chosen, and what its files are told by. */
import { sha256 } from "@noble/hashes/sha2.js";
import { hex } from "./minisign";

/** What is longer is read in pieces. Bytes. */
const WHOLE = 32 * 1024 * 1024;
const AT_ONCE = 8;

export type Files = Map<string, File>;

/** Return the files by their path below the chosen folder, composed (NFC): macOS hands names out
 * decomposed. */
export function filesBelow(chosen: Iterable<File>): Files {
  const files: Files = new Map();
  for (const file of chosen) {
    const path = file.webkitRelativePath.replace(/^[^/]*\//, "");
    const composed = path.normalize("NFC");
    // Of two that differ in that alone, the one that is written so as the list writes it.
    files.set(files.has(composed) && path !== composed ? path : composed, file);
  }
  return files;
}

/** Return a file's SHA-256 in hex; "" if it cannot be read. */
export async function digestOf(file: File): Promise<string> {
  try {
    // Not every browser has it for a page from a folder.
    if (file.size <= WHOLE && globalThis.crypto?.subtle) {
      const bytes = await file.arrayBuffer();
      return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
    }
    const digest = sha256.create();
    for (let start = 0; start < file.size; start += 1 << 20) {
      digest.update(new Uint8Array(await file.slice(start, start + (1 << 20)).arrayBuffer()));
    }
    return hex(digest.digest());
  } catch {
    return "";
  }
}

/**
 * Return which files are not as a list has them.
 *
 * @param sums SHA-256 by path
 * @param told called with how many are read
 */
export async function changedFiles(
  files: Files,
  sums: Map<string, string>,
  told: (done: number) => void,
): Promise<string[]> {
  const changed: string[] = [];
  const waiting = [...sums].filter(([path]) => files.has(path)).values();
  let done = 0;
  async function read(): Promise<void> {
    for (const [path, digest] of waiting) {
      const file = files.get(path);
      if (file && (await digestOf(file)) !== digest) changed.push(path);
      done += 1;
      told(done);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, read));
  return changed.sort();
}

/** Whether a system has left a file behind by itself; as `editions.pocket.strewn`. */
export function isStrewn(path: string): boolean {
  const [first = ""] = path.split("/");
  const name = path.split("/").at(-1) ?? "";
  return FOLDERS.has(first) ? path !== first : FILES.has(name);
}

const FILES = new Set([".DS_Store", "Thumbs.db"]);
const FOLDERS = new Set([
  "System Volume Information",
  "$RECYCLE.BIN",
  ".Spotlight-V100",
  ".Trashes",
  ".fseventsd",
  ".TemporaryItems",
  "lost+found",
]);
