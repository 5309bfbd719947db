/**
 * Signatures of minisign, as `editions.pocket.minisign` writes and checks them. Ed25519 and BLAKE2b
 * are @noble's: a browser has no BLAKE2b, and not every browser in use has Ed25519.
 */
import { ed25519 } from "@noble/curves/ed25519.js";
import { blake2b } from "@noble/hashes/blake2.js";

export interface PublicKey {
  id: string;
  raw: Uint8Array;
  line: string;
}

/** Why a signature does not hold: the name of a sentence of the page. */
export type Refusal = "cut" | "otherKey" | "otherList" | "otherLine";

export class SignatureWrong extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal);
  }
}

const UNTRUSTED = "untrusted comment: ";
const TRUSTED = "trusted comment: ";

/** Read a public key: its file, or its line; undefined if it is none. */
export function readPublicKey(text: string): PublicKey | undefined {
  const lines = linesOf(text.trim()).map((line) => line.trim());
  if (lines[0]?.startsWith(UNTRUSTED)) lines.shift();
  // Who copies from paper parts it, and from a page takes marks of direction along.
  const line = lines.join("").replace(/[\s\p{Cf}]/gu, "");
  const bytes = base64(line);
  if (bytes?.length !== 42 || bytes[0] !== 0x45 || bytes[1] !== 0x64) return undefined;
  return { id: hex(bytes.slice(2, 10)), raw: bytes.slice(10), line };
}

/**
 * Check the signature of a file; return its trusted comment.
 *
 * @throws SignatureWrong
 */
export function trustedComment(data: Uint8Array, signature: string, key: PublicKey): string {
  const lines = linesOf(signature);
  const [, firstLine = "", trustedLine = "", bothLine = ""] = lines;
  const first = base64(firstLine);
  const both = base64(bothLine);
  if (lines.length !== 4 || !trustedLine.startsWith(TRUSTED)) throw new SignatureWrong("cut");
  if (first?.length !== 74 || first[0] !== 0x45 || first[1] !== 0x44) {
    throw new SignatureWrong("cut");
  }
  if (both?.length !== 64) throw new SignatureWrong("cut");
  if (hex(first.slice(2, 10)) !== key.id) throw new SignatureWrong("otherKey");
  const signed = first.slice(10);
  if (!holds(signed, blake2b(data), key)) throw new SignatureWrong("otherList");
  const trusted = trustedLine.slice(TRUSTED.length);
  const all = new Uint8Array([...signed, ...new TextEncoder().encode(trusted)]);
  if (!holds(both, all, key)) throw new SignatureWrong("otherLine");
  return trusted;
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function holds(signature: Uint8Array, message: Uint8Array, key: PublicKey): boolean {
  try {
    // As RFC 8032 has it, and the house.
    return ed25519.verify(signature, message, key.raw, { zip215: false });
  } catch {
    return false;
  }
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

function base64(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4) return undefined;
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}
