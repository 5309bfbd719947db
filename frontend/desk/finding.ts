/**
 * Finding words in a document, and putting others in their place.
 *
 * Spellings that the search of the house takes for one are one here too (folding.ts), unless exact
 * letters are asked for. A footnote parts no word that it stands in, and is searched itself.
 */
import type { Mark, Node } from "@tiptap/pm/model";
import type { Transaction } from "@tiptap/pm/state";
import { fold } from "./folding";

export interface Query {
  readonly words: string;
  readonly matchCase: boolean;
  readonly wholeWords: boolean;
  /** No folding: "ي" is not "ی", "é" is not "e", a straight quote is not a curly one. */
  readonly exact: boolean;
}

export interface Found {
  readonly from: number;
  readonly to: number;
  /** The runs of text it is made of: what stands between them, a footnote, is no part of it. */
  readonly runs: readonly (readonly [number, number])[];
  /** Where the footnote stands that it is in; null outside of footnotes. */
  readonly footnote: number | null;
}

/** A textblock as it is searched: each unit of `text` with the offsets it stands for. */
interface Folded {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Units at which a character of the text begins; a match begins and ends with whole ones. */
  readonly heads: readonly boolean[];
}

type Mode = Pick<Query, "matchCase" | "exact">;

/** Text that folding does nothing to but make it small: most of what is written in English. */
const PLAIN = /^[ -&(-_a-~]+$/;
const SEGMENT = /\P{M}\p{M}*|\p{M}+/gu;
/** Signs that a keyboard gives in one shape and the text has in another. */
const SHAPES: Readonly<Record<string, string>> = {
  "“": '"',
  "”": '"',
  "„": '"',
  "‟": '"',
  "–": "-",
  "—": "-",
  "−": "-",
  "‑": "-",
  "\u00a0": " ",
  "\u202f": " ",
  "\u2009": " ",
};

/** How a segment, a letter with its marks, is compared. */
function compared(segment: string, { matchCase, exact }: Mode): string {
  if (exact) {
    const letters = segment.normalize("NFC");
    return matchCase ? letters : letters.toLowerCase();
  }
  const folded = fold(SHAPES[segment] ?? segment);
  return matchCase && segment !== segment.toLowerCase() ? folded.toUpperCase() : folded;
}

/** Finds in one document after the other; what has not changed in between is not read again. */
export class Finder {
  private mode = "";
  private query = "";
  private segments = new Map<string, string>();
  private texts = new WeakMap<Node, Folded>();
  private founds = new WeakMap<Node, readonly Found[]>();

  /** Every place where the words stand, in order; none for words that are nothing. */
  find(document: Node, query: Query): readonly Found[] {
    const asked = JSON.stringify(query);
    const mode = JSON.stringify([query.matchCase, query.exact]);
    if (mode !== this.mode) {
      this.mode = mode;
      this.segments = new Map();
      this.texts = new WeakMap();
    }
    if (asked !== this.query) {
      this.query = asked;
      this.founds = new WeakMap();
    }
    const words = [...query.words.matchAll(SEGMENT)]
      .map(([segment]) => this.compared(segment, query))
      .join("");
    if (words === "") return [];
    const all: Found[] = [];
    document.descendants((node, position, parent) => {
      if (!node.inlineContent) return !node.isLeaf;
      const inside = position + 1;
      const footnote = parent?.inlineContent ? position : null;
      for (const { from, to, runs } of this.inBlock(node, words, query))
        all.push({
          from: from + inside,
          to: to + inside,
          runs: runs.map(([start, end]) => [start + inside, end + inside]),
          footnote,
        });
      return node.content.content.some((child) => child.inlineContent);
    });
    return all.sort((one, other) => one.from - other.from);
  }

  private inBlock(node: Node, words: string, query: Query): readonly Found[] {
    let found = this.founds.get(node);
    if (!found) {
      found = this.searched(node, words, query);
      this.founds.set(node, found);
    }
    return found;
  }

  private searched(node: Node, words: string, query: Query): readonly Found[] {
    const { text, starts, ends, heads } = this.folded(node, query);
    const found: Found[] = [];
    for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
      const past = at + words.length;
      const from = starts[at];
      const to = ends[past - 1];
      if (from === undefined || to === undefined || !heads[at]) continue;
      if (past < text.length && !heads[past]) continue;
      if (query.wholeWords && !(isEdge(node, from, -1) && isEdge(node, to, 1))) continue;
      found.push({ from, to, runs: runsIn(node, from, to), footnote: null });
      at = past - 1;
    }
    return found;
  }

  private folded(node: Node, mode: Mode): Folded {
    const known = this.texts.get(node);
    if (known) return known;
    let text = "";
    const starts: number[] = [];
    const ends: number[] = [];
    const heads: boolean[] = [];
    const add = (segment: string, offset: number): void => {
      const units = this.compared(segment, mode);
      for (let unit = 0; unit < units.length; unit++) {
        starts.push(offset);
        ends.push(offset + segment.length);
        heads.push(unit === 0);
      }
      text += units;
    };
    node.forEach((child, offset) => {
      if (PLAIN.test(child.text ?? "")) {
        for (let unit = 0; unit < child.nodeSize; unit++) {
          starts.push(offset + unit);
          ends.push(offset + unit + 1);
          heads.push(true);
        }
        text += mode.matchCase ? child.text : child.text?.toLowerCase();
      } else if (child.isText)
        for (const { 0: segment, index } of (child.text ?? "").matchAll(SEGMENT))
          add(segment, offset + index);
      else if (child.type.name === "hardBreak") add("\n", offset);
    });
    const made = { text, starts, ends, heads };
    this.texts.set(node, made);
    return made;
  }

  private compared(segment: string, mode: Mode): string {
    let known = this.segments.get(segment);
    if (known === undefined) {
      known = compared(segment, mode);
      this.segments.set(segment, known);
    }
    return known;
  }
}

/** What belongs to a word; a joiner in it parts it no more than a letter does. */
const INNER = /[\p{L}\p{N}\p{M}\u200c\u200d]/u;

/** Whether no word goes on beyond an offset, backwards (-1) or forwards (1). */
function isEdge(node: Node, offset: number, way: 1 | -1): boolean {
  const { node: child, offset: start } =
    way > 0 ? node.childAfter(offset) : node.childBefore(offset);
  const text = child?.text;
  if (text === undefined) return true;
  const at = offset - start;
  const beside =
    way > 0 ? [...text.slice(at, at + 2)][0] : [...text.slice(Math.max(0, at - 2), at)].at(-1);
  return beside === undefined || !INNER.test(beside);
}

function runsIn(node: Node, from: number, to: number): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  node.nodesBetween(from, to, (child, position, parent) => {
    if (parent !== node || child.inlineContent) return false;
    const start = Math.max(from, position);
    const end = Math.min(to, position + child.nodeSize);
    const last = runs.at(-1);
    if (last?.[1] === start) last[1] = end;
    else if (child.isText || child.type.name === "hardBreak") runs.push([start, end]);
    return false;
  });
  return runs;
}

/**
 * Puts words in the place of what was found, with the marks it began with. A footnote that stood
 * within stays, behind the new words. `found` must be of the transaction's own document.
 */
export function replaceFound(
  transaction: Transaction,
  found: readonly Found[],
  words: string,
): Transaction {
  const runs = found.flatMap((one) =>
    one.runs.map(([from, to], index) => ({ from, to, words: index === 0 ? words : "" })),
  );
  // From the end, so that what comes before stays where it is. A footnote within may have its own.
  for (const { from, to, words: put } of runs.sort((one, other) => other.from - one.from)) {
    const marks: readonly Mark[] = transaction.doc.nodeAt(from)?.marks ?? [];
    if (put === "") transaction.delete(from, to);
    else transaction.replaceWith(from, to, transaction.doc.type.schema.text(put, marks));
  }
  return transaction;
}
