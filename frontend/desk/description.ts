/** What a suggestion does, in words: for its card, and for those who hear the page. */
import { Fragment, type Node } from "@tiptap/pm/model";
import type { Change } from "./changes";
import { schema } from "./schema";

export type Deed = "add" | "delete" | "replace" | "set";

/** A change between two contents; `moved` where another suggestion has the other half of it. */
export type Described = Pick<Change, "kind" | "before" | "after" | "moved">;

const LONGEST_SAID = 160;

export function deedOf({ before, after }: Described): Deed {
  if (before.length === 0) return "add";
  if (after.length === 0) return "delete";
  return plain(before) === plain(after) ? "set" : "replace";
}

/** What the buttons that settle it say. */
export function verbsFor(change: Described): { readonly take: string; readonly leave: string } {
  if (change.moved) return { take: "Move", leave: "Keep in place" };
  return {
    add: { take: "Put in", leave: "Leave out" },
    delete: { take: "Take out", leave: "Keep" },
    replace: { take: "Replace", leave: "Keep" },
    set: { take: "Change", leave: "Keep" },
  }[deedOf(change)];
}

/** A change in words. */
export function sentence(change: Described): string {
  const [before, after] = [said(change.before), said(change.after)];
  const how = detailsOf(change).join(". ");
  switch (deedOf(change)) {
    case "add":
      return change.moved ? `Move to here ${after}` : `Add ${named(change.after, after)}`;
    case "delete":
      return change.moved ? `Move from here ${before}` : `Delete ${named(change.before, before)}`;
    case "set":
      return `${how || "Set otherwise"}: ${before}`;
    case "replace":
      return `Replace ${before} by ${after}${how ? `. ${how}` : ""}`;
  }
}

/** The words of some content: blocks parted by a line break, footnotes in brackets. */
export function plain(content: readonly unknown[]): string {
  const lines: string[] = [];
  const inline = (node: Node): string => {
    if (node.isText) return node.text ?? "";
    if (node.type.name === "hardBreak") return "\n";
    if (node.type.name === "footnote") return ` [${children(node).map(inline).join("")}] `;
    if (node.type.name === "citation") return ` [${String(node.attrs.locator ?? "")}] `;
    return "";
  };
  const block = (node: Node) => {
    if (node.isTextblock) lines.push(children(node).map(inline).join(""));
    else node.forEach(block);
  };
  const nodes = children(read(content));
  if (nodes.every((node) => node.isInline)) return nodes.map(inline).join("");
  nodes.forEach(block);
  return lines.join("\n");
}

function read(content: readonly unknown[]): Fragment {
  return Fragment.fromJSON(schema, [...content]);
}

function children(node: Node | Fragment): Node[] {
  const found: Node[] = [];
  node.forEach((child) => {
    found.push(child);
  });
  return found;
}

export function cut(words: string): string {
  return words.length > LONGEST_SAID ? `${words.slice(0, LONGEST_SAID)}…` : words;
}

function said(content: readonly unknown[]): string {
  const words = cut(plain(content).trim());
  return words === "" ? kindsOf(content) : `“${words}”`;
}

/** What has a shape of its own is named by it: “a picture: …”. */
function named(content: readonly unknown[], words: string): string {
  const name = nameOf(content);
  return name && words.startsWith("“") ? `${name}: ${words}` : words;
}

/** What one piece of content is called, if it is more than words in a paragraph. */
export function nameOf(content: readonly unknown[]): string | null {
  const [only, ...more] = children(read(content));
  if (!only || more.length > 0 || only.isText || only.type.name === "paragraph") return null;
  return NAMES[only.type.name] ?? null;
}

const NAMES: Readonly<Record<string, string>> = {
  paragraph: "a paragraph",
  heading: "a heading",
  quotation: "a quotation",
  pullQuote: "a pull quote",
  bulletList: "a list",
  orderedList: "a numbered list",
  listItem: "an item",
  verse: "a verse",
  verseLine: "a line of verse",
  picture: "a picture",
  gallery: "a gallery",
  table: "a table",
  sources: "a list of sources",
  source: "a source",
  aside: "an aside",
  codeBlock: "code",
  sceneBreak: "a scene break",
  embed: "an embed",
  hardBreak: "a line break",
  footnote: "a footnote",
  citation: "a citation",
};

function kindsOf(content: readonly unknown[]): string {
  const [first] = content as readonly { readonly type?: string }[];
  if (content.length > 1) return `${content.length} blocks`;
  return NAMES[first?.type ?? ""] ?? "something";
}

// --- what is set otherwise ------------------------------------------------------------------------

/** What a change does besides its words: a shape, a mark, a field. */
export function detailsOf(change: Described): string[] {
  if (change.before.length === 0 || change.after.length === 0) return [];
  const [olds, news] = [children(read(change.before)), children(read(change.after))];
  if (change.kind === "words") return marksChanged(olds, news);
  const [old, fresh] = [olds[0], news[0]];
  if (olds.length !== 1 || news.length !== 1 || !old || !fresh) return parted(olds, news);
  if (old.type !== fresh.type) {
    const name = NAMES[fresh.type.name];
    return name ? [`Make it ${name}`] : [];
  }
  const fields = fieldsChanged(old, fresh);
  if (old.type.name === "table") return [...tableChanged(old, fresh), ...fields];
  if (fields.length === 0 && plain(change.before) === plain(change.after))
    return within(old, fresh);
  return fields;
}

function parted(olds: readonly Node[], news: readonly Node[]): string[] {
  const depths = [olds, news].map((nodes) => Math.max(...nodes.map(depth)));
  if (olds[0]?.type.name === "listItem" && depths[0] !== depths[1])
    return [(depths[1] ?? 0) > (depths[0] ?? 0) ? "Indent" : "Outdent"];
  if (olds.length < news.length && olds.length === 1) return [`Part it into ${news.length}`];
  if (olds.length > news.length && news.length === 1) return ["Join"];
  const types = new Set(news.map(({ type }) => type));
  const name = NAMES[news[0]?.type.name ?? ""];
  return types.size === 1 && name && news[0]?.type !== olds[0]?.type ? [`Make it ${name}`] : [];
}

/** The same words in the same kind of block: what of its inside is otherwise. */
function within(old: Node, fresh: Node): string[] {
  const [before, after] = [depth(old), depth(fresh)];
  if (before !== after) return [after > before ? "Indent" : "Outdent"];
  const found: string[] = [];
  const visit = (one: Node, other: Node) => {
    if (one.type === other.type) found.push(...fieldsChanged(one, other));
    for (let index = 0; index < Math.min(one.childCount, other.childCount); index++)
      visit(one.child(index), other.child(index));
  };
  visit(old, fresh);
  return [...new Set(found)];
}

function depth(node: Node): number {
  let deepest = 0;
  node.forEach((child) => {
    deepest = Math.max(deepest, depth(child));
  });
  return node.isBlock ? 1 + deepest : 0;
}

function tableChanged(old: Node, fresh: Node): string[] {
  const columns = (table: Node) => table.firstChild?.childCount ?? 0;
  const told = (what: string, before: number, after: number) =>
    before === after ? [] : [`${what}: ${before} → ${after}`];
  return [
    ...told("Rows", old.childCount, fresh.childCount),
    ...told("Columns", columns(old), columns(fresh)),
  ];
}

const FIELDS: Readonly<Record<string, string>> = {
  level: "Level",
  alt: "What it shows",
  credit: "Credit",
  media: "Another picture",
  speaker: "Speaker",
  role: "Role",
  place: "Place",
  date: "Date",
  source: "Source",
  indent: "Indent",
  start: "Begins at",
  language: "Language",
  url: "Address",
  title: "Title",
  caption: "Caption",
  dir: "Direction",
};
/** Values that say nothing to a reader. */
const UNSAID: ReadonlySet<string> = new Set(["media"]);

function fieldsChanged(old: Node, fresh: Node): string[] {
  return Object.keys({ ...old.attrs, ...fresh.attrs }).flatMap((name) => {
    const [before, after] = [old.attrs[name], fresh.attrs[name]];
    if (before === after) return [];
    const label = FIELDS[name] ?? name;
    if (UNSAID.has(name)) return [label];
    const value = (one: unknown) => (typeof one === "string" ? `“${cut(one)}”` : String(one));
    const isBlank = (one: unknown) => one === null || one === undefined || one === "";
    if (isBlank(before)) return [`${label}: ${value(after)}`];
    if (isBlank(after)) return [`Without ${label.toLowerCase()}: ${value(before)}`];
    return [`${label}: ${value(before)} → ${value(after)}`];
  });
}

const MARKS: Readonly<Record<string, readonly [on: string, off: string]>> = {
  strong: ["Bold", "Not bold"],
  emphasis: ["Italic", "Not italic"],
  strike: ["Struck through", "Not struck through"],
  superscript: ["Raised", "Not raised"],
  subscript: ["Lowered", "Not lowered"],
  code: ["As code", "Not as code"],
};

function marksChanged(olds: readonly Node[], news: readonly Node[]): string[] {
  const [before, after] = [marksOf(olds), marksOf(news)];
  const told: string[] = [];
  for (const [key, on] of after) if (!before.has(key)) told.push(on);
  for (const [key] of before) {
    const [name = "", value] = key.split(" ");
    const isOther = [...after.keys()].some((one) => one.startsWith(`${name} `));
    if (after.has(key) || isOther) continue;
    if (name === "link") told.push("Without its link");
    else if (name === "language") told.push(`Not as language ${value}`);
    else told.push(MARKS[name]?.[1] ?? `Not ${name}`);
  }
  return told;
}

function marksOf(nodes: readonly Node[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { marks } of nodes)
    for (const { type, attrs } of marks) {
      const value = String(attrs.href ?? attrs.lang ?? "");
      const on = { link: `Link to ${value}`, language: `As language ${value}` }[type.name];
      found.set(`${type.name} ${value}`, on ?? MARKS[type.name]?.[0] ?? type.name);
    }
  return found;
}
