/**
 * What the document's attributes and texts may hold, and how much of everything.
 *
 * This is the one place. schema.ts turns the table below into Tiptap attributes; export-schema.mjs
 * writes it into src/writingviews/document/schema.json, from which the server enforces the same.
 * Patterns must match the whole value and use only what JavaScript (flag u) and Python read alike:
 * no \s, \w or \b, no look-around. Lengths count UTF-16 units, as positions in the document do.
 */

/**
 * One attribute's rule. `nullable` admits null beside what the kind admits; `meaning` says in words
 * what `pattern` asks for.
 */
export type Rule =
  | { kind: "string"; max: number; pattern?: string; meaning?: string; nullable?: boolean }
  | { kind: "integer"; min: number; max: number }
  | { kind: "choice"; values: readonly (string | number | null)[] };

/** An attribute: its rule, its default (none: it must be given), and where the DOM carries it. */
export type AttributeRule = {
  rule: Rule;
  default?: string | number | null;
  /** Name of the DOM attribute in editing views and on the clipboard. */
  dom?: string;
  /** What that DOM attribute says when the value is null. */
  domWhenNull?: string;
};

/** More than this is refused, whole document, on both sides. */
export const LIMITS = {
  /** Levels of nesting below the document. */
  depth: 24,
  /** Nodes, texts among them. */
  nodes: 60_000,
  /** Positions, as ProseMirror counts them: about 250,000 words. */
  size: 1_500_000,
} as const;

/**
 * Characters that no text or attribute may hold: control characters other than tab and newline,
 * halves of surrogate pairs, U+FFFE and U+FFFF. XML forbids them, PostgreSQL refuses U+0000.
 */
export const FORBIDDEN_CHARACTERS =
  "[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\ud800-\\udfff\\ufffe\\uffff]";

/** What may stand in an address: no controls, spaces, quotes, brackets, backslash, bidi controls. */
const ADDRESS =
  '[^\\u0000-\\u0020"<>\\\\\\u0060\\u007f-\\u00a0\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]';
/** The same without what would end the host: an address must have one. */
const HOST = ADDRESS.replace("[^", "[^/?#:@");
const WEB_ADDRESS = `https?://${HOST}${ADDRESS}*`;
/** ISO 26324: a prefix that begins with 10, a stroke, and anything that an address may hold. */
const DOI = `10[.][0-9]{4,9}(?:[.][0-9]+)*/${ADDRESS}+`;

const dir: AttributeRule = {
  rule: { kind: "choice", values: [null, "ltr", "rtl"] },
  default: null,
  dom: "dir",
  domWhenNull: "auto",
};
const sourceId: AttributeRule = {
  rule: {
    kind: "string",
    max: 64,
    pattern: "[A-Za-z0-9._:-]+",
    meaning: "a source's id (letters, digits, . _ : -)",
    nullable: true,
  },
  default: null,
  dom: "data-source",
};
const note = (dom: string): AttributeRule => ({
  rule: { kind: "string", max: 300, nullable: true },
  default: null,
  dom,
});
const webAddress = (dom: string): AttributeRule => ({
  rule: {
    kind: "string",
    max: 2000,
    pattern: WEB_ADDRESS,
    meaning: "a full address that starts with http:// or https://",
    nullable: true,
  },
  default: null,
  dom,
});
const cell: Record<string, AttributeRule> = {
  colspan: { rule: { kind: "integer", min: 1, max: 100 }, default: 1, dom: "colspan" },
  rowspan: { rule: { kind: "integer", min: 1, max: 100 }, default: 1, dom: "rowspan" },
  // prosemirror-tables reads this attribute; columns here are as wide as their content.
  colwidth: { rule: { kind: "choice", values: [null] }, default: null },
};

/** Every attribute of every node and mark; a name that is missing here has none. */
export const ATTRIBUTES: Readonly<Record<string, Readonly<Record<string, AttributeRule>>>> = {
  title: { dir },
  standfirst: { dir },
  paragraph: { dir },
  heading: { level: { rule: { kind: "choice", values: [2, 3, 4] }, default: 2 }, dir },
  quotation: {
    speaker: note("data-speaker"),
    role: note("data-role"),
    place: note("data-place"),
    date: note("data-date"),
    source: sourceId,
    dir,
  },
  pullQuote: { dir },
  orderedList: {
    start: { rule: { kind: "integer", min: 0, max: 99_999 }, default: 1, dom: "start" },
  },
  picture: {
    media: {
      rule: {
        kind: "string",
        max: 32,
        pattern: "[0-9a-f]{32}",
        meaning: "a picture's id (32 hexadecimal digits)",
        nullable: true,
      },
      default: null,
      dom: "data-media",
    },
    alt: { rule: { kind: "string", max: 2000 }, default: "", dom: "data-alt" },
    credit: {
      rule: { kind: "string", max: 500, nullable: true },
      default: null,
      dom: "data-credit",
    },
    dir,
  },
  verseLine: {
    indent: { rule: { kind: "integer", min: 0, max: 8 }, default: 0, dom: "data-indent" },
    dir,
  },
  table: { caption: note("data-caption") },
  tableCell: cell,
  tableHeader: cell,
  codeBlock: {
    language: {
      rule: {
        kind: "string",
        max: 40,
        pattern: "[A-Za-z0-9_+#.-]+",
        meaning: "a programming language's name (letters, digits, _ + # . -)",
        nullable: true,
      },
      default: null,
      dom: "data-language",
    },
  },
  embed: {
    url: {
      rule: {
        kind: "string",
        max: 2000,
        pattern: WEB_ADDRESS,
        meaning: "a full address that starts with http:// or https://",
      },
      dom: "data-url",
    },
    title: note("data-title"),
    credit: note("data-credit"),
  },
  source: {
    id: { ...sourceId, dom: "data-id" },
    author: note("data-author"),
    title: { ...note("data-title"), rule: { kind: "string", max: 500, nullable: true } },
    place: note("data-place"),
    date: note("data-date"),
    url: webAddress("data-url"),
    doi: {
      rule: {
        kind: "string",
        max: 300,
        pattern: DOI,
        meaning: "a DOI such as 10.1000/182",
        nullable: true,
      },
      default: null,
      dom: "data-doi",
    },
    archive: webAddress("data-archive"),
  },
  citation: { source: sourceId, locator: note("data-locator") },
  link: {
    href: {
      rule: {
        kind: "string",
        max: 2000,
        pattern: `(?:${WEB_ADDRESS}|mailto:${ADDRESS}+)`,
        meaning: "a full address that starts with http://, https:// or mailto:",
      },
      dom: "href",
    },
  },
  language: {
    lang: {
      // The shape of a BCP 47 tag (RFC 5646, section 2.1), not the registry of its parts.
      rule: {
        kind: "string",
        max: 35,
        pattern: "[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*",
        meaning: "a language tag such as fa or es-MX",
      },
      dom: "lang",
    },
  },
};

const forbidden = new RegExp(FORBIDDEN_CHARACTERS, "u");
const unclean = new RegExp(`\\r\\n?|${FORBIDDEN_CHARACTERS}`, "gu");
const patterns = new Map<string, RegExp>();

function wholly(pattern: string): RegExp {
  let compiled = patterns.get(pattern);
  if (!compiled) {
    compiled = new RegExp(`^(?:${pattern})$`, "u");
    patterns.set(pattern, compiled);
  }
  return compiled;
}

/** Why `value` breaks `rule`, or null if it keeps it. */
export function breach(rule: Rule, value: unknown): string | null {
  switch (rule.kind) {
    case "choice":
      return rule.values.some((admitted) => admitted === value)
        ? null
        : `must be one of ${JSON.stringify(rule.values)}`;
    case "integer":
      return Number.isInteger(value) && Number(value) >= rule.min && Number(value) <= rule.max
        ? null
        : `must be a whole number from ${rule.min} to ${rule.max}`;
    case "string":
      if (value === null && rule.nullable) return null;
      if (typeof value !== "string") return `must be text${rule.nullable ? " or null" : ""}`;
      if (value.length > rule.max) return `must have at most ${rule.max} characters`;
      if (forbidden.test(value)) return "holds a control character";
      if (rule.pattern !== undefined && !wholly(rule.pattern).test(value)) {
        return `must be ${rule.meaning ?? rule.pattern}`;
      }
      return null;
  }
}

/** Whether `type.name` may hold `value`; false for an attribute that does not exist. */
export function admits(type: string, name: string, value: unknown): boolean {
  const attribute = ATTRIBUTES[type]?.[name];
  return attribute !== undefined && breach(attribute.rule, value) === null;
}

/** Whether `text` is free of characters that no document may hold. */
export function isClean(text: string): boolean {
  return !forbidden.test(text);
}

/** What stands for a forbidden character: a newline for what breaks lines elsewhere, else nothing. */
function instead(found: string): string {
  return ["\r", "\r\n", "\u000b", "\u000c", "\u0085"].includes(found) ? "\n" : "";
}

/** `text` without the characters that no document may hold. */
export function cleaned(text: string): string {
  return text.replace(unclean, instead);
}

/** Where `text` holds such characters, and what should stand in their place. */
export function* faults(text: string): Generator<{ at: number; length: number; instead: string }> {
  for (const { 0: found, index } of text.matchAll(unclean)) {
    yield { at: index, length: found.length, instead: instead(found) };
  }
}

/**
 * `address` as a link may carry it (trimmed, its scheme in lower case), or null if it may not:
 * http, https and mailto only, and never relative, since a text travels to feeds, paper and mail.
 */
export function safeAddress(address: string | null): string | null {
  const trimmed = (address ?? "").trim().replace(/^[A-Za-z]+:/, (scheme) => scheme.toLowerCase());
  return admits("link", "href", trimmed) ? trimmed : null;
}
