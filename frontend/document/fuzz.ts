/**
 * Random documents and random edits by the browser's own libraries, for the server to repeat.
 *
 * Each trial is a document that the schema admits, and one transaction on it. What the editor can do
 * is among them (type, delete, split, join, lift, wrap, mark, paste a piece, change an attribute,
 * work on tables), and so is what only a forger would send.
 */
import { lift, splitBlock, wrapIn } from "@tiptap/pm/commands";
import {
  type Attrs,
  type ContentMatch,
  Fragment,
  type Mark,
  type Node,
  type NodeType,
  type Schema,
} from "@tiptap/pm/model";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "@tiptap/pm/schema-list";
import { type Command, EditorState, TextSelection, type Transaction } from "@tiptap/pm/state";
import { addColumnAfter, addRowAfter, deleteRow, toggleHeaderRow } from "@tiptap/pm/tables";
import { canJoin, canSplit, Step, Transform } from "@tiptap/pm/transform";
import { refusal } from "./check";
import { cleanCharacters } from "./guard";
import { applyHunks, type Hunk, hunksBetween, replacement } from "./hunks";
import { ATTRIBUTES, type Rule } from "./rules";
import { documentSchema } from "./schema";

/** One document, one transaction. `result` is null where the server must refuse it. */
export type Trial = { document: unknown; steps: unknown[]; result: unknown };

/** A writer's text, a suggester's, what leads from one to the other, and what comes of some of it. */
export type Suggested = {
  base: unknown;
  branch: unknown;
  hunks: { kind: string; from: number; to: number; slice: unknown }[];
  taken: number[];
  result: unknown;
  /** Which promise of hunks.ts was not kept. */
  broken: string | null;
};

/** Numbers that look random and come again for the same seed (mulberry32). */
class Dice {
  constructor(private state: number) {}

  /** A whole number from 0 to `sides` - 1. */
  roll(sides: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  }

  pick<T>(choices: readonly T[]): T {
    const choice = choices[this.roll(choices.length)];
    if (choice === undefined) throw new RangeError("nothing to choose from");
    return choice;
  }
}

const TEXTS = [
  "The river had been dry since spring. ",
  "می‌خواهم به خانه برگردم، ",
  "كِتابٌ جديدٌ ",
  "🦊👩‍👩‍👧 ",
  '<script>alert("x")</script> & so on ',
  "a",
  " ",
  "tab\tand\nline ",
  "\u202eturned\u202c ",
];
const STRINGS: Record<string, readonly string[]> = {
  media: ["0123456789abcdef0123456789abcdef", "ffffffffffffffffffffffffffffffff"],
  href: ["https://example.org/?a=1&b=%20#c", "http://مثال.إختبار/صفحه‌", "mailto:desk@example.org"],
  url: ["https://example.org/film", "http://example.org:8000/'a'"],
  lang: ["fa", "ar-EG", "es-419", "zh-Hant-TW"],
  source: ["s-1", "S:2"],
  id: ["s-1", "S:2", "s3"],
  doi: ["10.1000/182", "10.1002/(SICI)1-3"],
  archive: ["https://archive.example/1/https://example.org/"],
  language: ["python", "c++"],
};

export class Author {
  readonly dice: Dice;
  private readonly heights = new Map<NodeType, number>();

  constructor(
    readonly schema: Schema,
    seed: number,
  ) {
    this.dice = new Dice(seed);
    this.measure();
  }

  /** How many levels the smallest node of each type needs: what must fit below when depth runs out. */
  private measure(): void {
    const types = Object.values(this.schema.nodes);
    for (const type of types) this.heights.set(type, Number.POSITIVE_INFINITY);
    for (let changed = true; changed; ) {
      changed = false;
      for (const type of types) {
        const height = type.isLeaf ? 0 : 1 + this.shortest(type.contentMatch, new Set());
        if (height < (this.heights.get(type) ?? 0)) {
          this.heights.set(type, height);
          changed = true;
        }
      }
    }
  }

  /** The height of the cheapest way to fill what `match` still asks for; -1 if it asks for nothing. */
  private shortest(match: ContentMatch, seen: Set<ContentMatch>): number {
    if (match.validEnd) return -1;
    if (seen.has(match)) return Number.POSITIVE_INFINITY;
    let best = Number.POSITIVE_INFINITY;
    for (let i = 0; i < match.edgeCount; i++) {
      const { type, next } = match.edge(i);
      const height = Math.max(
        this.heights.get(type) ?? 0,
        this.shortest(next, new Set([...seen, match])),
      );
      best = Math.min(best, height);
    }
    return best;
  }

  value(name: string, rule: Rule): string | number | null {
    switch (rule.kind) {
      case "choice":
        return this.dice.pick(rule.values);
      case "integer":
        return rule.min + this.dice.roll(Math.min(rule.max - rule.min + 1, 4));
      case "string":
        if (rule.nullable && this.dice.roll(2)) return null;
        return this.dice.pick(rule.pattern === undefined ? TEXTS : (STRINGS[name] ?? ["x"]));
    }
  }

  attributes(name: string): Attrs {
    return Object.fromEntries(
      Object.entries(ATTRIBUTES[name] ?? {})
        .filter(([, { default: initial }]) => initial === undefined || this.dice.roll(3) === 0)
        .map(([attribute, { rule }]) => [attribute, this.value(attribute, rule)]),
    );
  }

  marks(parent: NodeType): readonly Mark[] {
    let marks: readonly Mark[] = [];
    while (this.dice.roll(3) === 0) {
      const type = this.dice.pick(Object.values(this.schema.marks));
      if (parent.allowsMarkType(type)) {
        marks = type.create(this.attributes(type.name)).addToSet(marks);
      }
    }
    return marks;
  }

  /** A node of `type`, at most `room` levels high where its content can be chosen so. */
  node(type: NodeType, parent: NodeType | null, room: number): Node {
    const marks = parent?.inlineContent ? this.marks(parent) : [];
    if (type.isText) return this.schema.text(this.dice.pick(TEXTS), marks);
    return type.create(this.attributes(type.name), this.content(type, room - 1), marks);
  }

  content(type: NodeType, room: number): Fragment {
    const children: Node[] = [];
    let match = type.contentMatch;
    const wanted = this.dice.roll(4);
    while (match.edgeCount && (!match.validEnd || children.length < wanted)) {
      const edges = Array.from({ length: match.edgeCount }, (_, i) => match.edge(i));
      const fitting = edges.filter((edge) => (this.heights.get(edge.type) ?? 0) <= room);
      if (!fitting.length && match.validEnd) break;
      const { type: childType, next } = this.dice.pick(fitting.length ? fitting : edges);
      children.push(this.node(childType, type, room));
      match = next;
    }
    return Fragment.fromArray(children);
  }

  document(): Node {
    return this.node(this.schema.topNodeType, null, 3 + this.dice.roll(5));
  }

  /** A place where a cursor can stand, inside footnotes too unless `outside` them is asked for. */
  place(doc: Node, outside = false): number {
    const places: number[] = [];
    doc.descendants((node, position) => {
      if (outside && node.type.name === "footnote") return false;
      if (node.inlineContent) {
        for (let at = 0; at <= node.content.size; at++) {
          const place = position + 1 + at;
          // Positions inside a footnote are its own, and found when it is reached.
          if (doc.resolve(place).parent === node && !cutsPair(doc, place)) places.push(place);
        }
      }
      return true;
    });
    return this.dice.pick(places);
  }

  /** What one edit of an editor does; null where it does not fit this document. */
  edit(doc: Node): Transform | null {
    try {
      return this.dice.pick(Object.values(EDITS))(this, doc);
    } catch {
      return null;
    }
  }

  /** The position before a node of any kind; `admit` says which will do. */
  nodeAt(doc: Node, admit: (node: Node) => boolean): number | null {
    const found: number[] = [];
    doc.descendants((node, position) => {
      if (admit(node)) found.push(position);
    });
    return found.length ? this.dice.pick(found) : null;
  }
}

type Edit = (author: Author, doc: Node) => Transform | null;

/** An edit through a command of the editor, on a random selection. */
function command(make: (schema: Schema) => Command): Edit {
  return (author, doc) => {
    const from = author.place(doc);
    const to = author.dice.roll(2) ? from : author.place(doc);
    let state: EditorState;
    try {
      state = EditorState.create({ doc, selection: TextSelection.create(doc, from, to) });
    } catch {
      return null;
    }
    let done: Transaction | null = null;
    make(author.schema)(state, (transaction) => {
      done = transaction;
    });
    return done;
  };
}

function node(schema: Schema, name: string): NodeType {
  const type = schema.nodes[name];
  if (!type) throw new RangeError(`there is no node ${name}`);
  return type;
}

const EDITS: Record<string, Edit> = {
  type: (author, doc) => {
    const at = author.place(doc);
    const text = author.schema.text(author.dice.pick(TEXTS), doc.resolve(at).marks());
    return new Transform(doc).replaceWith(at, at, text);
  },
  erase: (author, doc) => {
    const at = author.place(doc);
    return new Transform(doc).delete(
      at,
      Math.min(doc.resolve(at).end(), at + 1 + author.dice.roll(5)),
    );
  },
  eraseAcross: (author, doc) => {
    const [from = 0, to = 0] = [author.place(doc), author.place(doc)].sort((a, b) => a - b);
    return new Transform(doc).deleteRange(from, to);
  },
  split: (author, doc) => {
    const at = author.place(doc);
    const depth = 1 + author.dice.roll(2);
    return canSplit(doc, at, depth) ? new Transform(doc).split(at, depth) : null;
  },
  join: (author, doc) => {
    const at = author.nodeAt(doc, (found) => found.isBlock);
    return at !== null && canJoin(doc, at) ? new Transform(doc).join(at) : null;
  },
  insertBlock: (author, doc) => {
    const at = author.nodeAt(doc, (found) => found.isBlock);
    const type = author.dice.pick(Object.values(author.schema.nodes));
    if (at === null || !type.isBlock || type === author.schema.topNodeType) return null;
    return new Transform(doc).insert(at, author.node(type, null, 4));
  },
  insertInline: (author, doc) => {
    const at = author.place(doc);
    const type = author.dice.pick(Object.values(author.schema.nodes));
    return type.isInline
      ? new Transform(doc).insert(at, author.node(type, doc.resolve(at).parent.type, 2))
      : null;
  },
  pastePiece: (author, doc) => {
    const other = author.document();
    // Cut outside footnotes, as the clipboard is: see the footnote in schema.ts.
    const [start = 0, end = 0] = [author.place(other, true), author.place(other, true)].sort(
      (a, b) => a - b,
    );
    const [from = 0, to = 0] = [author.place(doc), author.place(doc)].sort((a, b) => a - b);
    return new Transform(doc).replaceRange(from, to, other.slice(start, end));
  },
  mark: (author, doc) => {
    const [from = 0, to = 0] = [author.place(doc), author.place(doc)].sort((a, b) => a - b);
    const type = author.dice.pick(Object.values(author.schema.marks));
    return new Transform(doc).addMark(from, to, type.create(author.attributes(type.name)));
  },
  unmark: (author, doc) => {
    const [from = 0, to = 0] = [author.place(doc), author.place(doc)].sort((a, b) => a - b);
    return new Transform(doc).removeMark(from, to);
  },
  markNode: (author, doc) => {
    const at = author.nodeAt(doc, (found) => found.isInline && !found.isText);
    const type = author.dice.pick(Object.values(author.schema.marks));
    return at === null
      ? null
      : new Transform(doc).addNodeMark(at, type.create(author.attributes(type.name)));
  },
  attribute: (author, doc) => {
    const at = author.nodeAt(doc, (found) => Object.keys(found.attrs).length > 0);
    const found = at === null ? null : doc.nodeAt(at);
    if (at === null || !found) return null;
    const [name, attribute] = author.dice.pick(Object.entries(ATTRIBUTES[found.type.name] ?? {}));
    return new Transform(doc).setNodeAttribute(at, name, author.value(name, attribute.rule));
  },
  blockType: (author, doc) => {
    const at = author.place(doc);
    const type = node(author.schema, author.dice.pick(["paragraph", "heading", "pullQuote"]));
    return new Transform(doc).setBlockType(at, at, type, author.attributes(type.name));
  },
  codeType: (author, doc) => {
    const at = author.place(doc);
    return new Transform(doc).setBlockType(at, at, node(author.schema, "codeBlock"));
  },
  enter: command(() => splitBlock),
  quote: command((schema) => wrapIn(node(schema, "quotation"))),
  setAside: command((schema) => wrapIn(node(schema, "aside"))),
  lift: command(() => lift),
  list: command((schema) => wrapInList(node(schema, "bulletList"))),
  number: command((schema) => wrapInList(node(schema, "orderedList"))),
  unlist: command((schema) => liftListItem(node(schema, "listItem"))),
  indent: command((schema) => sinkListItem(node(schema, "listItem"))),
  splitItem: command((schema) => splitListItem(node(schema, "listItem"))),
  addRow: command(() => addRowAfter),
  addColumn: command(() => addColumnAfter),
  dropRow: command(() => deleteRow),
  headerRow: command(() => toggleHeaderRow),
};

/** What no editor makes: a step with one position or one part of its slice changed. */
function forged(author: Author, step: Record<string, unknown>): Record<string, unknown> {
  const { dice } = author;
  const positions = ["from", "to", "gapFrom", "gapTo", "pos", "insert"].filter(
    (key) => key in step,
  );
  if (positions.length && dice.roll(2)) {
    const key = dice.pick(positions);
    return { ...step, [key]: Number(step[key]) + dice.roll(7) - 3 };
  }
  const inner = author.node(dice.pick(Object.values(author.schema.nodes)), null, 3);
  return {
    stepType: "replace",
    from: step.from ?? step.pos,
    to: step.to ?? step.pos,
    slice: {
      content: [inner.toJSON()],
      ...(dice.roll(3) ? {} : { openStart: dice.roll(3), openEnd: dice.roll(3) }),
    },
  };
}

/** Whether `position` lies between the two halves of one character, where the server never cuts. */
function cutsPair(doc: Node, position: number): boolean {
  const { nodeBefore, textOffset } = doc.resolve(position);
  return textOffset > 0 && /[\ud800-\udbff]$/.test(nodeBefore?.text ?? "");
}

/**
 * Whether the server refuses what the browser lets pass: a step that runs backwards or through a
 * character, or writes an attribute that the node does not have.
 */
function misplaced(doc: Node, step: Record<string, unknown>): boolean {
  const positions = ["from", "gapFrom", "gapTo", "to"]
    .filter((key) => key in step)
    .map((key) => Number(step[key]));
  if (step.stepType === "attr") {
    const written = doc.nodeAt(Number(step.pos));
    if (written && !Object.hasOwn(written.attrs, String(step.attr))) return true;
  }
  return positions.some((at, index) => at < (positions[index - 1] ?? 0) || cutsPair(doc, at));
}

/** Applies one forged step as the browser would, and tells what it leads to: null if to nothing. */
function outcome(schema: Schema, doc: Node, step: Record<string, unknown>): unknown {
  try {
    if (misplaced(doc, step)) return null;
    const after = Step.fromJSON(schema, step).apply(doc).doc;
    return after && refusal(schema, after.toJSON()) === null ? after.toJSON() : null;
  } catch {
    return null;
  }
}

/** Trials until they hold at least `steps` steps; the same for the same `seed`. */
export function* trials(steps: number, seed: number): Generator<Trial> {
  const schema = documentSchema();
  const author = new Author(schema, seed);
  for (let made = 0; made < steps; ) {
    const doc = author.document();
    const document = doc.toJSON();
    const edited = author.edit(doc);
    if (!edited?.steps.length) continue;
    const done = edited.steps.map((step) => step.toJSON() as Record<string, unknown>);
    const [first] = done;
    if (first && author.dice.roll(8) === 0) {
      const step = forged(author, first);
      made += 1;
      yield { document, steps: [step], result: outcome(schema, doc, step) };
      continue;
    }
    const result = edited.doc.toJSON();
    made += done.length;
    yield { document, steps: done, result: refusal(schema, result) === null ? result : null };
  }
}

/** The document after up to `times` edits of an editor, as far as the rules admit them. */
function edited(author: Author, doc: Node, times: number): Node {
  let now = doc;
  for (let done = 0; done < times; done++) {
    const after = author.edit(now)?.doc;
    if (after && refusal(author.schema, after.toJSON()) === null) now = after;
  }
  return now;
}

/** Texts long enough that likeness and words count: paragraphs of a small vocabulary. */
export function prose(author: Author): Node {
  const { dice, schema } = author;
  const words = "the river was dry since spring and nobody had asked why می‌خواهم به خانه".split(
    " ",
  );
  const line = (length: number) =>
    Array.from({ length }, () => dice.pick(words) + dice.pick(["", "", "", ",", "."])).join(" ");
  const blocks = Array.from({ length: 3 + dice.roll(8) }, () =>
    dice.roll(4) === 0
      ? author.node(
          dice.pick(Object.values(schema.nodes).filter((type) => type.isInGroup("block"))),
          null,
          5,
        )
      : node(schema, "paragraph").create(null, schema.text(line(5 + dice.roll(40)))),
  );
  const head = ["title", "standfirst"].map((name) =>
    node(schema, name).create(null, schema.text(line(6))),
  );
  return node(schema, "doc").create(null, [...head, ...blocks]);
}

function told(branch: Node, hunk: Hunk): Suggested["hunks"][number] {
  return { kind: hunk.kind, ...hunk.base, slice: replacement(branch, hunk).toJSON() };
}

/** The hunks between two documents given as JSON. */
export function hunksOf(base: unknown, branch: unknown): Suggested["hunks"] {
  const schema = documentSchema();
  const after = schema.nodeFromJSON(branch);
  return hunksBetween(schema.nodeFromJSON(base), after).map((hunk) => told(after, hunk));
}

/** Cases of suggesting, the same for the same `seed`. */
export function* suggestions(cases: number, seed: number): Generator<Suggested> {
  const schema = documentSchema();
  const author = new Author(schema, seed);
  const { dice } = author;
  for (let made = 0; made < cases; ) {
    const base = dice.roll(3) ? prose(author) : author.document();
    if (refusal(schema, base.toJSON()) !== null) continue;
    const branch = dice.roll(20) ? edited(author, base, 1 + dice.roll(8)) : prose(author);
    if (refusal(schema, branch.toJSON()) !== null) continue;
    made += 1;
    const hunks = hunksBetween(base, branch);
    const taken = hunks.map((_, index) => index).filter(() => dice.roll(2) === 0);
    let broken: string | null = null;
    let result: Node = base;
    try {
      const whole = applyHunks(new Transform(base), branch, hunks).doc;
      result = applyHunks(
        new Transform(base),
        branch,
        taken.flatMap((index) => hunks[index] ?? []),
      ).doc;
      const ordered = hunks.every(
        ({ base: { from, to } }, index) => from <= to && (hunks[index - 1]?.base.to ?? -1) <= from,
      );
      if (!whole.eq(branch)) broken = "all of them do not give the branch";
      else if (!ordered) broken = "they overlap";
      else broken = refusal(schema, result.toJSON());
      if (base.eq(branch) !== (hunks.length === 0)) broken = "a hunk without a difference, or none";
    } catch (error) {
      broken = String(error);
    }
    yield {
      base: base.toJSON(),
      branch: branch.toJSON(),
      hunks: hunks.map((hunk) => told(branch, hunk)),
      taken,
      result: result.toJSON(),
      broken,
    };
  }
}

export { refusal } from "./check";
export { documentSchema } from "./schema";

/** What the guard leaves of `text` when it is typed and pasted into an empty document. */
export function guarded(text: string): unknown {
  const schema = documentSchema();
  const doc = node(schema, "doc").createAndFill();
  if (!doc) throw new RangeError("there is no empty document");
  const state = EditorState.create({ doc, plugins: [cleanCharacters()] });
  const typed = state.apply(state.tr.insertText(`a${text}b`, 1));
  const bold = schema.text(text, [schema.mark("strong")]);
  const piece = node(schema, "paragraph").create(null, [schema.text("c"), bold]);
  return typed.apply(typed.tr.insert(typed.doc.content.size, piece)).doc.toJSON();
}
