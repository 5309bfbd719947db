/**
 * The document: one schema for browser and server.
 *
 * An article is one document: its title, its standfirst, then blocks. What each attribute may hold
 * stands in rules.ts. After a change here run `node frontend/document/export-schema.mjs`, which
 * writes src/writingviews/document/schema.json; raise SCHEMA_VERSION whenever a document or a step
 * of the older build could be refused or misread by the newer, or the reverse.
 *
 * The views rendered here are the editor's and the clipboard's: they carry every attribute, so that
 * copy and paste lose nothing. What readers see is rendered by src/writingviews/document/html.py.
 */
import { type Attributes, getSchema, Mark, Node } from "@tiptap/core";
import type { Schema } from "@tiptap/pm/model";
import { ATTRIBUTES, type AttributeRule, admits, breach, safeAddress } from "./rules";
import { entryOf, type SourceWords } from "./sources";

export const SCHEMA_VERSION = 2;

declare module "@tiptap/core" {
  interface NodeConfig<Options, Storage> {
    /** What prosemirror-tables takes a node for. */
    tableRole?: "table" | "row" | "cell" | "header_cell";
  }
}

/** Reads an attribute from the clipboard: a value that breaks its rule is as good as absent. */
function fromDom({ rule }: AttributeRule, written: string | null): string | number | null {
  if (written === null) return null;
  const number = rule.kind === "integer" ? Number(written) : Number.NaN;
  const value = Number.isNaN(number) ? written : number;
  return breach(rule, value) === null ? value : null;
}

function toDom(attribute: AttributeRule, value: unknown): Record<string, string> {
  const { dom, domWhenNull } = attribute;
  if (dom === undefined) return {};
  if (value === null) return domWhenNull === undefined ? {} : { [dom]: domWhenNull };
  return value === attribute.default ? {} : { [dom]: String(value) };
}

/** The attributes of `type` for Tiptap, each enforcing its rule on every node that is made. */
function attributesOf(type: string): Attributes {
  const attributes: Attributes = {};
  for (const [name, attribute] of Object.entries(ATTRIBUTES[type] ?? {})) {
    const required = attribute.default === undefined;
    attributes[name] = {
      ...(required ? { isRequired: true } : { default: attribute.default }),
      validate: (value: unknown) => {
        const fault = breach(attribute.rule, value);
        if (fault) throw new RangeError(`${type}.${name} ${fault}, not ${JSON.stringify(value)}`);
      },
      parseHTML: (element) =>
        attribute.dom === undefined
          ? null
          : fromDom(attribute, element.getAttribute(attribute.dom)),
      renderHTML: (values) => toDom(attribute, values[name]),
    };
  }
  return attributes;
}

/** A selector that ordinary HTML never meets, for what ordinary HTML has no element for. */
const own = (name: string) => ({ "data-node": name });
/** Before the rules for the bare element, which stand at 50. */
const FIRST = 60;

export const Document = Node.create({
  name: "doc",
  topNode: true,
  content: "title standfirst block+",
});

export const Text = Node.create({ name: "text", group: "inline" });

export const Title = Node.create({
  name: "title",
  content: "text*",
  marks: "emphasis language",
  defining: true,
  isolating: true,
  addAttributes: () => attributesOf("title"),
  parseHTML: () => [{ tag: 'h1[data-node="title"]', priority: FIRST }],
  renderHTML: ({ HTMLAttributes }) => ["h1", { ...own("title"), ...HTMLAttributes }, 0],
});

export const Standfirst = Node.create({
  name: "standfirst",
  content: "text*",
  marks: "strong emphasis language",
  defining: true,
  isolating: true,
  addAttributes: () => attributesOf("standfirst"),
  parseHTML: () => [{ tag: 'p[data-node="standfirst"]', priority: FIRST }],
  renderHTML: ({ HTMLAttributes }) => ["p", { ...own("standfirst"), ...HTMLAttributes }, 0],
});

export const Paragraph = Node.create({
  name: "paragraph",
  group: "block",
  content: "inline*",
  addAttributes: () => attributesOf("paragraph"),
  parseHTML: () => [{ tag: "p" }],
  renderHTML: ({ HTMLAttributes }) => ["p", HTMLAttributes, 0],
});

export const Heading = Node.create({
  name: "heading",
  group: "block",
  content: "inline*",
  defining: true,
  addAttributes: () => attributesOf("heading"),
  // A pasted page's h1 is a heading of ours, never a second title; h5 and h6 are as deep as we go.
  parseHTML: () =>
    [1, 2, 3, 4, 5, 6].map((level) => ({
      tag: `h${level}`,
      attrs: { level: Math.min(Math.max(level, 2), 4) },
    })),
  renderHTML: ({ node, HTMLAttributes }) => [`h${node.attrs.level}`, HTMLAttributes, 0],
});

export const Quotation = Node.create({
  name: "quotation",
  group: "block",
  content: "paragraph+",
  defining: true,
  addAttributes: () => attributesOf("quotation"),
  parseHTML: () => [{ tag: "blockquote" }],
  renderHTML: ({ HTMLAttributes }) => ["blockquote", HTMLAttributes, 0],
});

export const PullQuote = Node.create({
  name: "pullQuote",
  group: "block",
  content: "inline*",
  defining: true,
  addAttributes: () => attributesOf("pullQuote"),
  parseHTML: () => [{ tag: 'p[data-node="pullQuote"]', priority: FIRST }],
  renderHTML: ({ HTMLAttributes }) => ["p", { ...own("pullQuote"), ...HTMLAttributes }, 0],
});

export const BulletList = Node.create({
  name: "bulletList",
  group: "block",
  content: "listItem+",
  parseHTML: () => [{ tag: "ul" }],
  renderHTML: ({ HTMLAttributes }) => ["ul", HTMLAttributes, 0],
});

export const OrderedList = Node.create({
  name: "orderedList",
  group: "block",
  content: "listItem+",
  addAttributes: () => attributesOf("orderedList"),
  parseHTML: () => [{ tag: "ol" }],
  renderHTML: ({ HTMLAttributes }) => ["ol", HTMLAttributes, 0],
});

export const ListItem = Node.create({
  name: "listItem",
  content: "paragraph (paragraph|bulletList|orderedList)*",
  defining: true,
  parseHTML: () => [{ tag: "li" }],
  renderHTML: ({ HTMLAttributes }) => ["li", HTMLAttributes, 0],
});

export const Picture = Node.create({
  name: "picture",
  group: "block",
  content: "inline*",
  isolating: true,
  draggable: true,
  addAttributes: () => attributesOf("picture"),
  parseHTML: () => [
    { tag: 'figure[data-node="picture"]', priority: FIRST, contentElement: "figcaption" },
  ],
  renderHTML: ({ HTMLAttributes }) => [
    "figure",
    { ...own("picture"), ...HTMLAttributes },
    ["figcaption", 0],
  ],
});

export const Gallery = Node.create({
  name: "gallery",
  group: "block",
  content: "picture+",
  parseHTML: () => [{ tag: 'div[data-node="gallery"]', priority: FIRST }],
  renderHTML: ({ HTMLAttributes }) => ["div", { ...own("gallery"), ...HTMLAttributes }, 0],
});

export const Verse = Node.create({
  name: "verse",
  group: "block",
  content: "verseLine+",
  defining: true,
  parseHTML: () => [{ tag: 'div[data-node="verse"]', priority: FIRST }],
  renderHTML: ({ HTMLAttributes }) => ["div", { ...own("verse"), ...HTMLAttributes }, 0],
});

/** A line of verse; an empty one is the gap between two stanzas. */
export const VerseLine = Node.create({
  name: "verseLine",
  content: "inline*",
  defining: true,
  addAttributes: () => attributesOf("verseLine"),
  parseHTML: () => [{ tag: 'p[data-node="verseLine"]', priority: FIRST }],
  renderHTML: ({ HTMLAttributes }) => ["p", { ...own("verseLine"), ...HTMLAttributes }, 0],
});

export const Table = Node.create({
  name: "table",
  group: "block",
  content: "tableRow+",
  tableRole: "table",
  isolating: true,
  addAttributes: () => attributesOf("table"),
  extendNodeSchema: (extension) => {
    const role = extension.config.tableRole;
    return role === undefined ? {} : { tableRole: role };
  },
  parseHTML: () => [{ tag: "table" }],
  renderHTML: ({ HTMLAttributes }) => ["table", HTMLAttributes, ["tbody", 0]],
});

export const TableRow = Node.create({
  name: "tableRow",
  content: "(tableCell|tableHeader)+",
  tableRole: "row",
  parseHTML: () => [{ tag: "tr" }],
  renderHTML: ({ HTMLAttributes }) => ["tr", HTMLAttributes, 0],
});

const CELL_CONTENT = "(paragraph|bulletList|orderedList)+";

export const TableCell = Node.create({
  name: "tableCell",
  content: CELL_CONTENT,
  tableRole: "cell",
  isolating: true,
  addAttributes: () => attributesOf("tableCell"),
  parseHTML: () => [{ tag: "td" }],
  renderHTML: ({ HTMLAttributes }) => ["td", HTMLAttributes, 0],
});

export const TableHeader = Node.create({
  name: "tableHeader",
  content: CELL_CONTENT,
  tableRole: "header_cell",
  isolating: true,
  addAttributes: () => attributesOf("tableHeader"),
  parseHTML: () => [{ tag: "th" }],
  renderHTML: ({ HTMLAttributes }) => ["th", HTMLAttributes, 0],
});

export const Aside = Node.create({
  name: "aside",
  group: "block",
  content: "(paragraph|heading|bulletList|orderedList)+",
  defining: true,
  parseHTML: () => [{ tag: "aside" }],
  renderHTML: ({ HTMLAttributes }) => ["aside", HTMLAttributes, 0],
});

export const CodeBlock = Node.create({
  name: "codeBlock",
  group: "block",
  content: "text*",
  marks: "",
  code: true,
  defining: true,
  addAttributes: () => attributesOf("codeBlock"),
  parseHTML: () => [{ tag: "pre", preserveWhitespace: "full" }],
  renderHTML: ({ HTMLAttributes }) => ["pre", { ...HTMLAttributes, dir: "ltr" }, ["code", 0]],
});

export const SceneBreak = Node.create({
  name: "sceneBreak",
  group: "block",
  parseHTML: () => [{ tag: "hr" }],
  renderHTML: ({ HTMLAttributes }) => ["hr", HTMLAttributes],
});

export const Embed = Node.create({
  name: "embed",
  group: "block",
  draggable: true,
  addAttributes: () => attributesOf("embed"),
  parseHTML: () => [
    {
      tag: 'div[data-node="embed"]',
      priority: FIRST,
      getAttrs: (element) => {
        const url = element.getAttribute("data-url");
        return admits("embed", "url", url) ? { url } : false;
      },
    },
  ],
  renderHTML: ({ node, HTMLAttributes }) => [
    "div",
    { ...own("embed"), ...HTMLAttributes },
    String(node.attrs.title ?? node.attrs.url),
  ],
});

/**
 * The list of what the article rests on. It stands wherever the writer put it, at the end as a rule;
 * pages show it below the text, and citations name its entries.
 */
export const Sources = Node.create({
  name: "sources",
  group: "block",
  content: "source+",
  defining: true,
  isolating: true,
  parseHTML: () => [{ tag: 'div[data-node="sources"]', priority: FIRST }],
  renderHTML: ({ HTMLAttributes }) => ["div", { ...own("sources"), ...HTMLAttributes }, 0],
});

export const Source = Node.create({
  name: "source",
  addAttributes: () => attributesOf("source"),
  parseHTML: () => [{ tag: 'p[data-node="source"]', priority: FIRST }],
  renderHTML: ({ node, HTMLAttributes }) => [
    "p",
    { ...own("source"), ...HTMLAttributes },
    entryOf(node.attrs as SourceWords),
  ],
});

export const HardBreak = Node.create({
  name: "hardBreak",
  group: "inline",
  inline: true,
  selectable: false,
  linebreakReplacement: true,
  parseHTML: () => [{ tag: "br" }],
  renderHTML: ({ HTMLAttributes }) => ["br", HTMLAttributes],
  renderText: () => "\n",
});

/**
 * A footnote stands in the text where its marker stands, and holds its own rich text. It is an atom
 * to the surrounding text: cursor and marks pass over it, its content is edited in a view of its own.
 * Isolating, because a pasted piece that were open into a footnote makes ProseMirror's fitting run
 * for ever; isolating nodes are closed when the clipboard is read.
 */
export const Footnote = Node.create({
  name: "footnote",
  group: "inline",
  inline: true,
  atom: true,
  isolating: true,
  content: "(text|hardBreak|citation)*",
  parseHTML: () => [{ tag: 'span[data-node="footnote"]', priority: FIRST }],
  renderHTML: ({ HTMLAttributes }) => ["span", { ...own("footnote"), ...HTMLAttributes }, 0],
});

export const Citation = Node.create({
  name: "citation",
  group: "inline",
  inline: true,
  addAttributes: () => attributesOf("citation"),
  parseHTML: () => [{ tag: 'cite[data-node="citation"]', priority: FIRST }],
  renderHTML: ({ node, HTMLAttributes }) => [
    "cite",
    { ...own("citation"), ...HTMLAttributes },
    `[${String(node.attrs.locator ?? "")}]`,
  ],
});

/**
 * Google's clipboard wraps everything in a `b` that its style makes normal again. The style attribute
 * may have been moved to data-style, since a page that forbids inline styles drops it on parsing.
 */
function isPlain(element: HTMLElement): boolean {
  const style = element.getAttribute("style") ?? element.getAttribute("data-style") ?? "";
  return /font-weight:\s*(normal|400)/.test(style);
}

export const Strong = Mark.create({
  name: "strong",
  parseHTML: () => [
    { tag: "strong" },
    { tag: "b", getAttrs: (element) => (isPlain(element) ? false : null) },
  ],
  renderHTML: ({ HTMLAttributes }) => ["strong", HTMLAttributes, 0],
});

export const Emphasis = Mark.create({
  name: "emphasis",
  parseHTML: () => [{ tag: "em" }, { tag: "i" }],
  renderHTML: ({ HTMLAttributes }) => ["em", HTMLAttributes, 0],
});

export const Strike = Mark.create({
  name: "strike",
  parseHTML: () => [{ tag: "s" }, { tag: "del" }, { tag: "strike" }],
  renderHTML: ({ HTMLAttributes }) => ["s", HTMLAttributes, 0],
});

export const Superscript = Mark.create({
  name: "superscript",
  excludes: "superscript subscript",
  parseHTML: () => [{ tag: "sup" }],
  renderHTML: ({ HTMLAttributes }) => ["sup", HTMLAttributes, 0],
});

export const Subscript = Mark.create({
  name: "subscript",
  excludes: "superscript subscript",
  parseHTML: () => [{ tag: "sub" }],
  renderHTML: ({ HTMLAttributes }) => ["sub", HTMLAttributes, 0],
});

export const Code = Mark.create({
  name: "code",
  code: true,
  parseHTML: () => [{ tag: "code" }],
  renderHTML: ({ HTMLAttributes }) => ["code", HTMLAttributes, 0],
});

export const Link = Mark.create({
  name: "link",
  inclusive: false,
  addAttributes: () => attributesOf("link"),
  parseHTML: () => [
    {
      tag: "a[href]",
      getAttrs: (element) => {
        const href = safeAddress(element.getAttribute("href"));
        return href === null ? false : { href };
      },
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ["a", { ...HTMLAttributes, rel: "noopener noreferrer" }, 0],
});

const RTL_LANGUAGE =
  /^(?:ar|arc|arz|azb|bal|bgn|bqi|ckb|dv|fa|glk|he|iw|ji|khw|ks|lrc|luz|mzn|nqo|pnb|prs|ps|sd|skr|syr|ug|ur|yi)(?:-|$)/i;
const RTL_SCRIPT =
  /^[a-z]+-(?:[a-z]{3}-)*(?:adlm|arab|aran|hebr|mand|mend|nkoo|rohg|samr|syr[cejn]|thaa|yezi)(?:-|$)/i;
const SCRIPT = /^[a-z]+-(?:[a-z]{3}-)*[a-z]{4}(?:-|$)/i;

/** Which way a language runs, as `writingviews.language.direction` says. */
function directionOf(lang: string): "ltr" | "rtl" {
  return (SCRIPT.test(lang) ? RTL_SCRIPT : RTL_LANGUAGE).test(lang) ? "rtl" : "ltr";
}

/** Words in another language. Only our own spans are read: Word sets `lang` on everything it copies. */
export const Language = Mark.create({
  name: "language",
  addAttributes: () => attributesOf("language"),
  parseHTML: () => [
    {
      tag: 'span[data-mark="language"]',
      getAttrs: (element) => {
        const lang = element.getAttribute("lang");
        return admits("language", "lang", lang) ? { lang } : false;
      },
    },
  ],
  renderHTML: ({ mark, HTMLAttributes }) => [
    "span",
    { "data-mark": "language", dir: directionOf(String(mark.attrs.lang)), ...HTMLAttributes },
    0,
  ],
});

/** In this order: the first block is what an empty place is filled with, marks nest as listed. */
export const documentExtensions = [
  Document,
  Text,
  Title,
  Standfirst,
  Paragraph,
  Heading,
  Quotation,
  PullQuote,
  BulletList,
  OrderedList,
  ListItem,
  Picture,
  Gallery,
  Verse,
  VerseLine,
  Table,
  TableRow,
  TableCell,
  TableHeader,
  Aside,
  CodeBlock,
  SceneBreak,
  Embed,
  Sources,
  Source,
  HardBreak,
  Footnote,
  Citation,
  Strong,
  Emphasis,
  Strike,
  Superscript,
  Subscript,
  Code,
  Link,
  Language,
];

/** The ProseMirror schema of the above, for whoever needs it without an editor. */
export function documentSchema(): Schema {
  return getSchema(documentExtensions);
}
