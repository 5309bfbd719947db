/**
 * What a suggester changed, as hunks: pieces that a writer takes or leaves one by one.
 *
 * A hunk replaces a range of the writer's document (the base) by content of the suggester's (the
 * branch). Two things always hold, and the tests play them:
 *
 * - whichever hunks are applied, the result is a valid document;
 * - all of them give the branch, none of them the base.
 *
 * So hunks never overlap, and never leave a block without the content that it needs: between two
 * hunks in one parent stands at least one child that both texts have.
 */
import { type Attrs, type Mark, type Node, Slice } from "@tiptap/pm/model";
import { ReplaceStep, type Transform } from "@tiptap/pm/transform";

/** A range of positions; empty where `from` is `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface Hunk {
  /** Words within one line or paragraph, or whole blocks (also list items, lines of verse, …). */
  readonly kind: "words" | "blocks";
  /** What it replaces, in the base. */
  readonly base: Range;
  /** What it puts there, in the branch. */
  readonly branch: Range;
}

/** From this likeness on two blocks are one block that was rewritten: shared words among all. */
const ALIKE = 0.34;
/** Kept words between two changes: so few letters are read as one change with them. */
const SHORT_KEPT = 3;
/** Beyond this many differing words, or blocks, at one place they are replaced as one. */
const MOST_EDITS = 800;
/** A rewritten block is sought at most so many places from where it stood. */
const REACH = 24;
/** Between more blocks than these, on both sides multiplied, none is sought at all. */
const MOST_PAIRS = 4_000_000;

/** What leads from `base` to `branch`, in the order of the text. Both have the same schema. */
export function hunksBetween(base: Node, branch: Node): Hunk[] {
  const found: Hunk[] = [];
  // The document's first children, title and standfirst, answer to each other by their place.
  within(base, branch, 0, 0, found);
  return found;
}

/** What a hunk puts in place of its range. */
export function replacement(branch: Node, hunk: Hunk): Slice {
  const { content } = branch.slice(hunk.branch.from, hunk.branch.to);
  return new Slice(content, 0, 0);
}

/** Applies any of the hunks that lead from `transform.doc` to `branch`. */
export function applyHunks<T extends Transform>(
  transform: T,
  branch: Node,
  hunks: readonly Hunk[],
): T {
  // From the end, so that no range moves before its turn. Of two that begin at one place the first
  // is an insertion, before which the second has to be done.
  const backwards = [...hunks].sort(({ base: a }, { base: b }) => b.from - a.from || b.to - a.to);
  for (const hunk of backwards) {
    // As it stands: `Transform.replace` would look for a better fit.
    transform.step(new ReplaceStep(hunk.base.from, hunk.base.to, replacement(branch, hunk)));
  }
  return transform;
}

interface Child {
  readonly node: Node;
  /** Before the node. */
  readonly at: number;
}

function childrenOf(parent: Node, start: number): Child[] {
  const children: Child[] = [];
  parent.forEach((node, offset) => {
    children.push({ node, at: start + offset });
  });
  return children;
}

/** Hunks within two nodes of one kind, whose contents begin at `a` and `b`. */
function within(base: Node, branch: Node, a: number, b: number, found: Hunk[]): void {
  if (base.inlineContent) {
    found.push(...wordHunks(base, branch, a, b));
    return;
  }
  const olds = childrenOf(base, a);
  const news = childrenOf(branch, b);
  const [endOld, endNew] = [a + base.content.size, b + branch.content.size];
  let [i, j] = [0, 0];
  for (const [oldTo, newTo] of [
    ...pairsOf(base, olds, news),
    [olds.length, news.length],
  ] as Pair[]) {
    if (i < oldTo || j < newTo) {
      found.push({
        kind: "blocks",
        base: { from: olds[i]?.at ?? endOld, to: olds[oldTo]?.at ?? endOld },
        branch: { from: news[j]?.at ?? endNew, to: news[newTo]?.at ?? endNew },
      });
    }
    const [old, fresh] = [olds[oldTo], news[newTo]];
    if (old && fresh && !old.node.eq(fresh.node)) {
      if (opens(old.node, fresh.node)) {
        within(old.node, fresh.node, old.at + 1, fresh.at + 1, found);
      } else {
        found.push({ kind: "blocks", base: spanOf(old), branch: spanOf(fresh) });
      }
    }
    [i, j] = [oldTo + 1, newTo + 1];
  }
}

function spanOf({ node, at }: Child): Range {
  return { from: at, to: at + node.nodeSize };
}

/** Whether two blocks are the same but for their content, so that one may look at that alone. */
function opens(old: Node, fresh: Node): boolean {
  if (old.type !== fresh.type || !sameAttributes(old.attrs, fresh.attrs)) return false;
  if (old.isLeaf) return false;
  if (old.type.name === "table") return sameGrid(old, fresh);
  // An item begins with a paragraph: which one that is must not depend on what is taken.
  if (old.type.name === "listItem") return answers(old.firstChild, fresh.firstChild);
  return true;
}

function answers(old: Node | null, fresh: Node | null): boolean {
  return old !== null && fresh !== null && (old.eq(fresh) || likeness(old, fresh) >= ALIKE);
}

function sameAttributes(a: Attrs, b: Attrs): boolean {
  return Object.keys(a).every((name) => a[name] === b[name]);
}

/** Rows or columns that come or go change a table as a whole: half of them would leave it ragged. */
function sameGrid(old: Node, fresh: Node): boolean {
  if (old.childCount !== fresh.childCount) return false;
  for (let row = 0; row < old.childCount; row++) {
    const [left, right] = [old.child(row), fresh.child(row)];
    if (left.childCount !== right.childCount) return false;
    for (let column = 0; column < left.childCount; column++) {
      const [a, b] = [left.child(column), right.child(column)];
      if (a.type !== b.type || !sameAttributes(a.attrs, b.attrs)) return false;
    }
  }
  return true;
}

/** Two children that answer to each other, by their places among their siblings. */
type Pair = readonly [old: number, fresh: number];

/** Children that answer to each other by their place, from the first on: see `opens`. */
function placedIn(parent: Node): number {
  switch (parent.type.name) {
    case "doc": // title and standfirst
      return 2;
    case "listItem": // its first paragraph
      return 1;
    case "table":
    case "tableRow":
      return parent.childCount;
    default:
      return 0;
  }
}

function pairsOf(parent: Node, olds: Child[], news: Child[]): Pair[] {
  const placed = placedIn(parent);
  const pairs: Pair[] = [];
  for (let place = 0; place < placed; place++) pairs.push([place, place]);
  let [i, j] = [placed, placed];
  for (const [oldTo, newTo] of [
    ...equalPairs(olds, news, placed),
    [olds.length, news.length],
  ] as Pair[]) {
    pairs.push(...alikePairs(olds, news, [i, oldTo], [j, newTo]));
    if (oldTo < olds.length) pairs.push([oldTo, newTo]);
    [i, j] = [oldTo + 1, newTo + 1];
  }
  return pairs;
}

/** The longest run of equal children, in order. */
function equalPairs(olds: Child[], news: Child[], start: number): Pair[] {
  let head = start;
  while (same(olds[head], news[head])) head += 1;
  let tail = 0;
  const room = Math.min(olds.length, news.length) - head;
  while (tail < room && same(olds[olds.length - 1 - tail], news[news.length - 1 - tail])) tail += 1;
  const numbers = new Map<string, number>();
  const numberOf = ({ node }: Child) => {
    const key = JSON.stringify(node.toJSON());
    const known = numbers.get(key) ?? numbers.size;
    numbers.set(key, known);
    return known;
  };
  const left = olds.slice(head, olds.length - tail).map(numberOf);
  const right = news.slice(head, news.length - tail).map(numberOf);
  const pairs: Pair[] = [];
  for (let place = start; place < head; place++) pairs.push([place, place]);
  for (const [i, j] of commonRun(left.length, right.length, (i, j) => left[i] === right[j]) ?? []) {
    pairs.push([head + i, head + j]);
  }
  for (let back = tail; back > 0; back--) pairs.push([olds.length - back, news.length - back]);
  return pairs;
}

function same(old: Child | undefined, fresh: Child | undefined): boolean {
  return old !== undefined && fresh !== undefined && old.node.eq(fresh.node);
}

/** Children between two equal ones that are alike, in order: the heaviest sum of likenesses. */
function alikePairs(
  olds: Child[],
  news: Child[],
  [oldFrom, oldTo]: readonly [number, number],
  [newFrom, newTo]: readonly [number, number],
): Pair[] {
  const [rows, columns] = [oldTo - oldFrom, newTo - newFrom];
  if (rows === 0 || columns === 0 || rows * columns > MOST_PAIRS) return [];
  const width = columns + 1;
  const alike = new Float64Array(rows * columns);
  const best = new Float64Array((rows + 1) * width);
  const at = (table: Float64Array, index: number) => table[index] ?? 0;
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      const [old, fresh] = [olds[oldFrom + i]?.node, news[newFrom + j]?.node];
      const near = Math.abs(i * columns - j * rows) <= REACH * Math.max(rows, columns);
      const score = near && old && fresh && old.type === fresh.type ? likeness(old, fresh) : 0;
      const taken = score >= ALIKE ? score : 0;
      alike[i * columns + j] = taken;
      const skipped = Math.max(at(best, (i + 1) * width + j), at(best, i * width + j + 1));
      const joined = taken > 0 ? taken + at(best, (i + 1) * width + j + 1) : 0;
      best[i * width + j] = Math.max(skipped, joined);
    }
  }
  const pairs: Pair[] = [];
  for (let [i, j] = [0, 0]; i < rows && j < columns; ) {
    const taken = at(alike, i * columns + j);
    const here = at(best, i * width + j);
    if (taken > 0 && here === taken + at(best, (i + 1) * width + j + 1)) {
      pairs.push([oldFrom + i, newFrom + j]);
      [i, j] = [i + 1, j + 1];
    } else if (here === at(best, (i + 1) * width + j)) i += 1;
    else j += 1;
  }
  return withoutPartings(pairs, olds, news, [oldFrom, oldTo], [newFrom, newTo]);
}

/**
 * Drops pairs of a paragraph that was parted in two, or of two that became one: taken apart, half
 * of such a change would say the same words twice, or nowhere.
 */
function withoutPartings(
  pairs: Pair[],
  olds: Child[],
  news: Child[],
  [oldFrom, oldTo]: readonly [number, number],
  [newFrom, newTo]: readonly [number, number],
): Pair[] {
  return pairs.filter(([i, j], index) => {
    const [oldBefore, newBefore] = pairs[index - 1] ?? [oldFrom - 1, newFrom - 1];
    const [oldAfter, newAfter] = pairs[index + 1] ?? [oldTo, newTo];
    const [old, fresh] = [olds[i]?.node, news[j]?.node];
    if (!old?.isTextblock || !fresh?.isTextblock) return true;
    const alone = likeness(old, fresh);
    const runs = (children: Child[], from: number, to: number) =>
      wordsOf(children.slice(from, to).map(({ node }) => node));
    const moved = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>) =>
      sharedOf(a, b) > alone + 0.1;
    const parted = moved(wordsOf([old]), runs(news, newBefore + 1, newAfter));
    const joined = moved(wordsOf([fresh]), runs(olds, oldBefore + 1, oldAfter));
    return !parted && !joined;
  });
}

const counted = new WeakMap<Node, ReadonlyMap<string, number>>();

/** How often each word stands in a node. */
function countsOf(node: Node): ReadonlyMap<string, number> {
  let counts = counted.get(node);
  if (!counts) {
    counts = wordsOf([node]);
    counted.set(node, counts);
  }
  return counts;
}

function wordsOf(nodes: readonly Node[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const node of nodes) {
    const text = node.textBetween(0, node.content.size, " ", " ");
    for (const [word] of text.matchAll(/[\p{L}\p{M}\p{N}\u200c]+/gu)) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return counts;
}

/** How much two nodes of one type have in common, from 0 to 1. */
function likeness(old: Node, fresh: Node): number {
  const [a, b] = [countsOf(old), countsOf(fresh)];
  // Nodes without a word (a picture without caption, an empty line) are told by what they are.
  if (a.size === 0 && b.size === 0) return sameAttributes(old.attrs, fresh.attrs) ? 1 : ALIKE;
  return sharedOf(a, b);
}

function sharedOf(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let [shared, all] = [0, 0];
  for (const [word, times] of a) {
    shared += Math.min(times, b.get(word) ?? 0);
    all += times;
  }
  for (const times of b.values()) all += times;
  // Both texts are counted, so what they share counts twice.
  return all === 0 ? 0 : (2 * shared) / all;
}

// --- words --------------------------------------------------------------------------------------

interface Token {
  readonly key: string;
  /** Where it begins; it ends where the next one does. */
  readonly from: number;
  /** Letters and digits in it; 0 for spaces and signs. */
  readonly letters: number;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });

/** The words, spaces, signs and inline nodes of a textblock whose content begins at `start`. */
function tokensOf(block: Node, start: number): Token[] {
  const tokens: Token[] = [];
  block.forEach((node, offset) => {
    const at = start + offset;
    const marks = keyOf(node.marks);
    if (node.text === undefined) {
      const key = JSON.stringify(node.toJSON());
      tokens.push({ key, from: at, letters: SHORT_KEPT });
      return;
    }
    for (const { segment, index } of segmenter.segment(node.text)) {
      const letters = segment.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
      tokens.push({ key: marks + segment, from: at + index, letters });
    }
  });
  return tokens;
}

function keyOf(marks: readonly Mark[]): string {
  return marks.length ? `${JSON.stringify(marks.map((mark) => mark.toJSON()))}\u0000` : "";
}

function wordHunks(base: Node, branch: Node, a: number, b: number): Hunk[] {
  const [olds, news] = [tokensOf(base, a), tokensOf(branch, b)];
  const [endOld, endNew] = [a + base.content.size, b + branch.content.size];
  const alike = (i: number, j: number) => olds[i]?.key === news[j]?.key;
  const room = Math.min(olds.length, news.length);
  let head = 0;
  while (head < room && alike(head, head)) head += 1;
  let tail = 0;
  while (tail < room - head && alike(olds.length - 1 - tail, news.length - 1 - tail)) tail += 1;
  const [oldEnd, newEnd] = [olds.length - tail, news.length - tail];
  const run = commonRun(oldEnd - head, newEnd - head, (i, j) => alike(head + i, head + j)) ?? [];
  const kept: Pair[] = run.map(([i, j]) => [head + i, head + j]);
  return changesAround([...kept, [oldEnd, newEnd]], olds, head).map(
    ([oldFrom, oldTo, newFrom, newTo]) => ({
      kind: "words",
      base: { from: olds[oldFrom]?.from ?? endOld, to: olds[oldTo]?.from ?? endOld },
      branch: { from: news[newFrom]?.from ?? endNew, to: news[newTo]?.from ?? endNew },
    }),
  );
}

type Change = readonly [oldFrom: number, oldTo: number, newFrom: number, newTo: number];

/** The changes between kept tokens; near ones are one, for a person reads them as one. */
function changesAround(kept: readonly Pair[], olds: readonly Token[], head: number): Change[] {
  const changes: Change[] = [];
  let [i, j] = [head, head];
  for (const [oldAt, newAt] of kept) {
    if (i < oldAt || j < newAt) {
      const last = changes.at(-1);
      if (last && isSlight(olds.slice(last[1], i))) {
        changes[changes.length - 1] = [last[0], oldAt, last[2], newAt];
      } else changes.push([i, oldAt, j, newAt]);
    }
    [i, j] = [oldAt + 1, newAt + 1];
  }
  return changes;
}

function isSlight(kept: readonly Token[]): boolean {
  const letters = kept.reduce((sum, token) => sum + token.letters, 0);
  return letters < SHORT_KEPT && kept.length < 2 * SHORT_KEPT;
}

/**
 * The longest common run of two sequences as pairs of places, in order; null if they differ in more
 * than `MOST_EDITS` places (E. Myers, "An O(ND) difference algorithm", 1986).
 */
function commonRun(
  rows: number,
  columns: number,
  equal: (row: number, column: number) => boolean,
): Pair[] | null {
  const most = Math.min(rows + columns, MOST_EDITS);
  const offset = most + 1;
  let reach = new Int32Array(2 * offset + 1);
  const trace: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits++) {
    trace.push(reach);
    reach = reach.slice();
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const [below, above] = [reach[offset + diagonal - 1] ?? 0, reach[offset + diagonal + 1] ?? 0];
      const down = diagonal === -edits || (diagonal !== edits && below < above);
      let i = down ? above : below + 1;
      while (i < rows && i - diagonal < columns && equal(i, i - diagonal)) i += 1;
      reach[offset + diagonal] = i;
      if (i >= rows && i - diagonal >= columns) return traced(trace, rows, columns, offset);
    }
  }
  return null;
}

/** Walks back through what was reached, and collects where both sequences went on together. */
function traced(
  trace: readonly Int32Array[],
  rows: number,
  columns: number,
  offset: number,
): Pair[] {
  const pairs: Pair[] = [];
  let [i, j] = [rows, columns];
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const reach = trace[edits] ?? new Int32Array();
    const diagonal = i - j;
    const [below, above] = [reach[offset + diagonal - 1] ?? 0, reach[offset + diagonal + 1] ?? 0];
    const down = diagonal === -edits || (diagonal !== edits && below < above);
    const before = diagonal + (down ? 1 : -1);
    const oldAt = edits === 0 ? 0 : (reach[offset + before] ?? 0);
    const newAt = edits === 0 ? 0 : oldAt - before;
    while (i > oldAt && j > newAt) {
      [i, j] = [i - 1, j - 1];
      pairs.push([i, j]);
    }
    [i, j] = [oldAt, newAt];
  }
  return pairs.reverse();
}
