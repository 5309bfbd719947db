/**
 * Pasted HTML built anew from what the schema can hold.
 *
 * Nothing is taken over as it is: every element here is made here, with the attributes that are named
 * here. So a style, a class, a script or an address has no way in. What a block may not hold inside it
 * (a picture in a list, a table in a quotation) is set below it or taken as paragraphs.
 */
import { safeAddress } from "../../document/rules";
import { element } from "../element";
import { isHidden, styleOf } from "./style";

/** What a container takes besides paragraphs. */
type Holder = "sheet" | "item" | "cell" | "quotation" | "aside" | "note";

interface Manner {
  readonly strong: boolean;
  readonly emphasis: boolean;
  readonly strike: boolean;
  readonly raised: "sup" | "sub" | null;
  readonly code: boolean;
  readonly link: string | null;
  readonly language: string | null;
  readonly dir: "ltr" | "rtl" | null;
  /** Whether line ends in the source are line ends. */
  readonly lines: boolean;
}

const PLAIN: Manner = {
  strong: false,
  emphasis: false,
  strike: false,
  raised: null,
  code: false,
  link: null,
  language: null,
  dir: null,
  lines: false,
};

const MANNERS: Readonly<Record<string, Partial<Manner>>> = {
  strong: { strong: true },
  b: { strong: true },
  em: { emphasis: true },
  i: { emphasis: true },
  cite: { emphasis: true },
  dfn: { emphasis: true },
  var: { emphasis: true },
  s: { strike: true },
  strike: { strike: true },
  del: { strike: true },
  sup: { raised: "sup" },
  sub: { raised: "sub" },
  code: { code: true },
  kbd: { code: true },
  samp: { code: true },
  tt: { code: true },
};

/** Elements that are seen but hold no words of a text. */
const LEFT_OUT = new Set(
  (
    "head meta link base object embed applet audio video canvas svg math map area select option " +
    "input button progress meter dialog datalist frame frameset rp rt"
  ).split(" "),
);
const BLOCKS = new Set(
  (
    "address article body center dd details div dl dt fieldset figcaption footer form header hgroup " +
    "legend main menu nav p section summary tbody td tfoot th thead tr caption"
  ).split(" "),
);
const HEADINGS: Readonly<Record<string, string>> = {
  MsoTitle: "h2",
  MsoSubtitle: "h3",
};
/** Signs that Unicode calls strong and that run from right to left. */
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;
/** Zero-width spaces and byte order marks carry nothing; overrides turn words round. */
const UNSEEN = /[\u200b\ufeff\u202d\u202e]/g;

export interface Built {
  readonly body: HTMLElement;
  /** The addresses (`data:`) of the pictures in it, in their order. */
  readonly pictures: readonly string[];
  /** How many pictures stand elsewhere and did not come along. */
  readonly left: number;
}

/** @param stored ids of pictures that the house has already; `picture:0` stands for the first. */
export function built(read: HTMLElement, stored: readonly (string | null)[]): Built {
  const builder = new Builder(stored);
  const body = element("div");
  builder.fill(body, "sheet", read.childNodes, PLAIN);
  // What parted the text from its notes, which stand in it now.
  if (body.lastElementChild?.localName === "hr") body.lastElementChild.remove();
  return { body, pictures: builder.pictures, left: builder.left };
}

/** Where words go: the container, and the run of inline content that is open in it. */
interface Flow {
  readonly into: Element;
  readonly holder: Holder;
  run: Element | null;
  /** The element that a run is made as: a heading broken by a picture goes on as a paragraph. */
  tag: "p" | "h2" | "h3" | "h4";
}

class Builder {
  constructor(private readonly stored: readonly (string | null)[]) {}

  readonly pictures: string[] = [];
  left = 0;
  /** Pictures met where none may stand, for below the block that they stood in. */
  private below: Element[] = [];

  fill(into: Element, holder: Holder, nodes: Iterable<Node>, manner: Manner): void {
    const flow: Flow = { into, holder, run: null, tag: "p" };
    for (const node of nodes) this.take(node, flow, manner);
    this.close(flow);
  }

  private take(node: Node, flow: Flow, manner: Manner): void {
    if (node.nodeType === Node.TEXT_NODE) this.text(node.textContent ?? "", flow, manner);
    else if (node.nodeType === Node.ELEMENT_NODE) this.element(node as Element, flow, manner);
  }

  private element(from: Element, flow: Flow, outer: Manner): void {
    const name = from.localName;
    const style = styleOf(from);
    if (LEFT_OUT.has(name) || from.hasAttribute("hidden") || isHidden(style)) return;
    const manner = mannerOf(from, style, outer);
    const heading = headingOf(from, style);
    if (name === "br") this.lineEnd(from, flow, manner);
    else if (name === "img") this.picture(from, null, flow, manner);
    else if (name === "span" && from.getAttribute("data-node") === "footnote")
      this.footnote(from, flow, manner);
    else if (heading) this.heading(from, heading, flow, manner);
    else if (name === "ul" || name === "ol" || name === "menu") this.list(from, flow, manner);
    else if (name === "table") this.table(from, flow, manner);
    else if (name === "pre") this.preformatted(from, flow, manner);
    else if (name === "figure") this.figure(from, flow, manner);
    else if (name === "blockquote" || from.matches(".MsoQuote, .MsoIntenseQuote"))
      this.quotation(from, null, flow, manner);
    else if (name === "aside") this.aside(from, flow, manner);
    else if (name === "div" && from.getAttribute("data-node") === "verse")
      this.verse(from, flow, manner);
    else if (name === "hr") this.sceneBreak(flow);
    else if (name === "q") {
      this.text("“", flow, manner);
      this.children(from, flow, manner);
      this.text("”", flow, manner);
    } else if (BLOCKS.has(name) || name === "li") this.block(from, flow, manner);
    else this.children(from, flow, manner);
  }

  private children(from: Element, flow: Flow, manner: Manner): void {
    for (const node of from.childNodes) this.take(node, flow, manner);
  }

  // --- words ----------------------------------------------------------------------------------

  private text(written: string, flow: Flow, manner: Manner): void {
    if (manner.lines) {
      written.split(/\r\n?|\n/).forEach((line, index) => {
        if (index > 0) this.breakLine(flow, manner);
        this.words(line, flow, manner);
      });
    } else this.words(written, flow, manner);
  }

  private words(written: string, flow: Flow, manner: Manner): void {
    // Browsers copy a row of spaces as no-break spaces and spaces by turns.
    const words = written
      .replace(UNSEEN, "")
      .replace(/[ \t\r\n\f]+/g, " ")
      .replace(/[ \u00a0]{2,}/g, " ");
    if (words === "" || (!flow.run && /^[ \u00a0]*$/.test(words))) return;
    // A heading is strong as it is.
    const set = flow.tag === "p" ? manner : { ...manner, strong: false };
    this.run(flow, manner).append(marked(words, set));
  }

  private run(flow: Flow, { dir }: Manner): Element {
    if (flow.run) return flow.run;
    flow.run = element(flow.holder === "note" ? "span" : flow.tag, { dir });
    return flow.run;
  }

  private lineEnd(from: Element, flow: Flow, manner: Manner): void {
    // The end of a page in Word, or of a paragraph in what Chromium copied.
    if (from.hasAttribute("clear") || from.matches(".Apple-interchange-newline")) return;
    this.breakLine(flow, manner);
  }

  /** One line end parts lines, two part paragraphs. */
  private breakLine(flow: Flow, manner: Manner): void {
    const { run } = flow;
    if (!run) return;
    if (flow.holder !== "note" && isBreak(run.lastChild)) this.close(flow);
    else this.run(flow, manner).append(element("br"));
  }

  /** Ends the run: no space and no line end at its edges, and no run without words. */
  private close(flow: Flow): void {
    const { run } = flow;
    flow.run = null;
    flow.tag = "p";
    if (!run) return;
    trim(run);
    const words = run.textContent ?? "";
    if (!words.trim() && !run.querySelector("[data-node]")) return;
    if (/^(?:\*\s?\*\s?\*|⁂)$/.test(words.trim()) && flow.holder === "sheet") {
      flow.into.append(element("hr"));
      return;
    }
    settleDirection(run, words);
    if (flow.holder !== "note") flow.into.append(run);
    else {
      // A note has no paragraphs: they are lines in it.
      if (flow.into.lastChild) flow.into.append(element("br"));
      flow.into.append(...run.childNodes);
    }
  }

  private footnote(from: Element, flow: Flow, manner: Manner): void {
    const note = element("span", { "data-node": "footnote" });
    if (flow.holder === "note") {
      this.children(from, flow, manner);
      return;
    }
    this.fill(note, "note", from.childNodes, PLAIN);
    if (note.textContent?.trim()) this.run(flow, manner).append(note);
  }

  // --- blocks ---------------------------------------------------------------------------------

  private block(from: Element, flow: Flow, manner: Manner): void {
    this.close(flow);
    const named = from.localName === "dt" || from.localName === "summary";
    this.children(from, flow, named ? { ...manner, strong: true } : manner);
    this.close(flow);
  }

  private heading(from: Element, level: "h2" | "h3" | "h4", flow: Flow, manner: Manner): void {
    this.close(flow);
    const inside = flow.holder !== "sheet" && flow.holder !== "aside";
    if (!inside) flow.tag = level;
    this.children(from, flow, { ...manner, strong: inside });
    this.close(flow);
  }

  private list(from: Element, flow: Flow, manner: Manner): void {
    if (flow.holder === "quotation" || flow.holder === "note") {
      this.block(from, flow, manner);
      return;
    }
    this.close(flow);
    const start = from.localName === "ol" ? Number(from.getAttribute("start") ?? 1) : 1;
    const list = element(from.localName === "ol" ? "ol" : "ul");
    if (Number.isInteger(start) && start !== 1) list.setAttribute("start", String(start));
    for (const child of from.children) {
      const item = element("li");
      const itself = child.localName === "li";
      const style = styleOf(child);
      if (isHidden(style) || child.hasAttribute("hidden")) continue;
      const own = itself ? mannerOf(child, style, manner) : manner;
      this.fill(item, "item", itself ? child.childNodes : [child], own);
      if (!item.firstElementChild) continue;
      // An item begins with a paragraph, whatever it was copied with.
      if (item.firstElementChild.localName !== "p") item.prepend(element("p"));
      list.append(item);
    }
    if (list.firstElementChild) flow.into.append(list);
    this.settle(flow);
  }

  private table(from: Element, flow: Flow, manner: Manner): void {
    const rows = [...from.querySelectorAll("tr")].filter(
      (row) => row.closest("table") === from && !isHidden(styleOf(row)),
    );
    const isLayout =
      from.getAttribute("role") === "presentation" || rows.every((row) => row.children.length < 2);
    if (flow.holder !== "sheet" || (isLayout && rows.length < 2)) {
      this.block(from, flow, manner);
      return;
    }
    this.close(flow);
    for (const caption of from.children) {
      if (caption.localName === "caption") this.block(caption, flow, manner);
    }
    const body = element("tbody");
    for (const row of rows) {
      const line = element("tr");
      for (const cell of row.children) {
        if (!/^t[dh]$/.test(cell.localName)) continue;
        const style = styleOf(cell);
        if (isHidden(style)) continue;
        const header = cell.localName === "th";
        const made = element(header ? "th" : "td", {
          ...span(cell, "colspan"),
          ...span(cell, "rowspan"),
        });
        const own = mannerOf(cell, style, mannerOf(row, styleOf(row), manner));
        this.fill(made, "cell", cell.childNodes, header ? { ...own, strong: false } : own);
        if (!made.firstChild) made.append(element("p"));
        line.append(made);
      }
      if (line.firstChild) body.append(line);
    }
    if (body.firstChild) flow.into.append(element("table", {}, body));
    this.settle(flow);
  }

  private quotation(from: Element, said: string | null, flow: Flow, manner: Manner): void {
    if (flow.holder !== "sheet") {
      this.block(from, flow, manner);
      return;
    }
    this.close(flow);
    const footer = [...from.children].find((child) =>
      /^(footer|figcaption)$/.test(child.localName),
    );
    const speaker = said ?? (footer ? spoken(footer) : null);
    const nodes =
      speaker === null
        ? [...from.childNodes]
        : [...from.childNodes].filter((node) => node !== footer);
    const quotation = element("blockquote", { "data-speaker": speaker });
    this.fill(quotation, "quotation", nodes, manner);
    const before = flow.into.lastElementChild;
    // Word quotes paragraph by paragraph.
    const goesOn = from.localName === "p" && before?.localName === "blockquote";
    if (goesOn) before.append(...quotation.childNodes);
    else if (quotation.firstChild) flow.into.append(quotation);
    this.settle(flow);
  }

  private aside(from: Element, flow: Flow, manner: Manner): void {
    if (flow.holder !== "sheet") {
      this.block(from, flow, manner);
      return;
    }
    this.close(flow);
    const aside = element("aside");
    this.fill(aside, "aside", from.childNodes, manner);
    if (aside.firstChild) flow.into.append(aside);
    this.settle(flow);
  }

  /** A poem of the house's own making: nobody else says of lines that they are verse. */
  private verse(from: Element, flow: Flow, manner: Manner): void {
    if (flow.holder !== "sheet") {
      this.block(from, flow, manner);
      return;
    }
    this.close(flow);
    const verse = element("div", { "data-node": "verse" });
    for (const line of from.children) {
      const held = element("div");
      this.fill(held, "note", line.childNodes, mannerOf(line, styleOf(line), manner));
      const indent = line.getAttribute("data-indent");
      const attributes = {
        "data-node": "verseLine",
        "data-indent": indent,
        dir: line.getAttribute("dir"),
      };
      let made = element("p", attributes);
      for (const node of [...held.childNodes]) {
        if (!isBreak(node)) made.append(node);
        else {
          verse.append(made);
          made = element("p", attributes);
        }
      }
      verse.append(made);
    }
    if (verse.textContent?.trim()) flow.into.append(verse);
  }

  private preformatted(from: Element, flow: Flow, manner: Manner): void {
    if (flow.holder !== "sheet") {
      this.children(from, flow, { ...manner, lines: true });
      return;
    }
    this.close(flow);
    const classes = `${from.className} ${from.firstElementChild?.className ?? ""}`;
    const language =
      /(?:^|\s)(?:language|lang)-([\w+#.-]{1,40})(?:\s|$)/.exec(classes)?.[1] ?? null;
    const words = (from.textContent ?? "").replace(/\r\n?/g, "\n").replace(/^\n|\n$/g, "");
    if (words.trim()) flow.into.append(element("pre", { "data-language": language }, words));
  }

  private sceneBreak(flow: Flow): void {
    if (flow.holder === "note") return;
    this.close(flow);
    if (flow.holder === "sheet" && flow.into.lastElementChild?.localName !== "hr")
      flow.into.append(element("hr"));
  }

  // --- pictures -------------------------------------------------------------------------------

  private figure(from: Element, flow: Flow, manner: Manner): void {
    const caption = from.querySelector("figcaption");
    const images = from.querySelectorAll("img");
    const quoted = from.querySelector("blockquote");
    const image = images[0];
    this.close(flow);
    if (quoted && !image && caption) this.quotation(quoted, spoken(caption), flow, manner);
    else if (image && images.length === 1) this.picture(image, caption, flow, manner);
    else this.block(from, flow, manner);
  }

  private picture(image: Element, caption: Element | null, flow: Flow, manner: Manner): void {
    const alt = (image.getAttribute("alt") ?? "").trim().slice(0, 2000);
    // Sites write their smileys as pictures.
    if (!caption && alt.length < 12 && /^\p{Extended_Pictographic}/u.test(alt)) {
      this.words(alt, flow, manner);
      return;
    }
    const address = image.getAttribute("data-src") ?? "";
    if (isTiny(image)) return;
    const media = this.storedAt(address);
    if (media !== null && flow.holder !== "note") {
      this.figured({ "data-media": media, "data-alt": alt }, caption, flow, manner);
      return;
    }
    if (flow.holder === "note" || !/^data:image\/[a-z+.-]+;base64,/i.test(address)) {
      this.left += 1;
      if (flow.holder === "note") return;
      this.close(flow);
      if (caption) this.block(caption, flow, manner);
      else this.words(alt, flow, manner);
      this.close(flow);
      return;
    }
    this.pictures.push(address);
    this.figured({ "data-alt": alt }, caption, flow, manner);
  }

  private storedAt(address: string): string | null {
    const [, place] = /^picture:(\d{1,4})$/.exec(address) ?? [];
    return place === undefined ? null : (this.stored[Number(place)] ?? null);
  }

  private figured(
    said: Readonly<Record<string, string>>,
    caption: Element | null,
    flow: Flow,
    manner: Manner,
  ): void {
    this.close(flow);
    const words = element("figcaption");
    if (caption) {
      this.fill(words, "note", caption.childNodes, manner);
      for (const note of words.querySelectorAll("[data-node]")) note.remove();
    }
    const figure = element("figure", { "data-node": "picture", ...said }, words);
    if (flow.holder === "sheet") flow.into.append(figure);
    else this.below.push(figure);
  }

  /** Sets below what could not stand in the block that was just closed. */
  private settle(flow: Flow): void {
    if (flow.holder !== "sheet") return;
    flow.into.append(...this.below);
    this.below = [];
  }
}

function mannerOf(from: Element, style: ReadonlyMap<string, string>, outer: Manner): Manner {
  const manner: { -readonly [Key in keyof Manner]: Manner[Key] } = {
    ...outer,
    ...MANNERS[from.localName],
  };
  const weight = style.get("font-weight");
  if (weight) manner.strong = /^bold|^[6-9]\d\d/.test(weight);
  const slant = style.get("font-style");
  if (slant) manner.emphasis = /^(italic|oblique)/.test(slant);
  const line = style.get("text-decoration") ?? style.get("text-decoration-line");
  if (line?.includes("line-through")) manner.strike = true;
  const height = style.get("vertical-align");
  if (/^su(b|per)$/.test(height ?? "") && !BLOCKS.has(from.localName))
    manner.raised = height === "sub" ? "sub" : "sup";
  const space = style.get("white-space");
  if (space) manner.lines = /^(pre|break-spaces)/.test(space);
  if (from.localName === "a") manner.link = addressOf(from) ?? outer.link;
  if (from.getAttribute("data-mark") === "language") manner.language = from.getAttribute("lang");
  const dir = (from.getAttribute("dir") ?? style.get("direction") ?? "").toLowerCase();
  if ((dir === "rtl" || dir === "ltr") && isBlock(from.localName)) manner.dir = dir;
  return manner;
}

function isBlock(name: string): boolean {
  return BLOCKS.has(name) || /^(h[1-6]|[uo]l|li|table|pre|figure|blockquote|aside)$/.test(name);
}

/** Where a link leads, without Google's detour. */
function addressOf(link: Element): string | null {
  const address = link.getAttribute("href") ?? "";
  if (!/^https:\/\/www\.google\.com\/url\?/.test(address.trim())) return safeAddress(address);
  try {
    return safeAddress(new URL(address).searchParams.get("q"));
  } catch {
    return null;
  }
}

function headingOf(from: Element, style: ReadonlyMap<string, string>): "h2" | "h3" | "h4" | null {
  const [, written] = /^h([1-6])$/.exec(from.localName) ?? [];
  const outline = BLOCKS.has(from.localName) ? style.get("mso-outline-level") : undefined;
  const said = from.getAttribute("role") === "heading" ? from.getAttribute("aria-level") : null;
  const named = HEADINGS[/\bMso(?:Title|Subtitle)\b/.exec(from.className)?.[0] ?? ""];
  const level = Number(written ?? said ?? outline ?? named?.slice(1));
  if (!Number.isInteger(level) || level < 1 || level > 6) return null;
  return level <= 2 ? "h2" : level === 3 ? "h3" : "h4";
}

/** `words` within the elements that say how they are set. */
function marked(words: string, manner: Manner): Node {
  let made: Node = document.createTextNode(words);
  if (manner.language)
    made = element("span", { "data-mark": "language", lang: manner.language }, made);
  if (manner.code) made = element("code", {}, made);
  if (manner.raised) made = element(manner.raised, {}, made);
  if (manner.strike) made = element("s", {}, made);
  if (manner.emphasis) made = element("em", {}, made);
  if (manner.strong) made = element("strong", {}, made);
  if (manner.link) made = element("a", { href: manner.link }, made);
  return made;
}

function isBreak(node: Node | null): boolean {
  return node?.nodeName === "BR";
}

function trim(run: Element): void {
  for (const end of ["firstChild", "lastChild"] as const) {
    for (let node = run[end]; node; node = run[end]) {
      const isText = !isBreak(node) && !(node as Element).matches?.("[data-node]");
      if (isText && node.textContent?.replace(/[ \u00a0]/g, "")) break;
      if (!isText && !isBreak(node)) break;
      node.remove();
    }
    let text: Node | null = run[end];
    while (text && text.nodeType !== Node.TEXT_NODE) {
      if ((text as Element).matches("[data-node]")) text = null;
      else text = text[end];
    }
    if (text) {
      const edge = end === "firstChild" ? /^[ \u00a0]+/ : /[ \u00a0]+$/;
      text.textContent = (text.textContent ?? "").replace(edge, "");
    }
  }
}

/** Google says of every paragraph that it runs from left to right: kept where that is news. */
function settleDirection(run: Element, words: string): void {
  if (run.getAttribute("dir") !== "ltr") return;
  const strong = /\p{L}/u.exec(words)?.[0] ?? "";
  if (!RIGHT_TO_LEFT.test(strong)) run.removeAttribute("dir");
}

function span(cell: Element, name: "colspan" | "rowspan"): Record<string, string> {
  const number = Number(cell.getAttribute(name) ?? 1);
  return Number.isInteger(number) && number > 1 && number <= 100 ? { [name]: String(number) } : {};
}

/** Who is named below a quotation; null if it is more than a name. */
function spoken(caption: Element): string | null {
  const name = (caption.textContent ?? "").replace(/\s+/g, " ").trim();
  const words = name.replace(/^[—–-]\s*/, "");
  return words === "" || words.length > 300 ? null : words;
}

/** A picture that counts readers, not one for them. */
function isTiny(image: Element): boolean {
  return ["width", "height"].some((side) => /^[0-2](px)?$/.test(image.getAttribute(side) ?? ""));
}
