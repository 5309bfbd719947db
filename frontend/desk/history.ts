/**
 * Two versions of a text as one: what went is struck through, what came is underlined.
 *
 * The house sends both documents; what leads from one to the other is computed here, in the pieces
 * that suggestions are made of.
 */
import { type Attrs, Fragment, Node } from "@tiptap/pm/model";
import { EditorState } from "@tiptap/pm/state";
import { Decoration, DecorationSet, EditorView, type NodeView } from "@tiptap/pm/view";
import { type Hunk, hunksBetween } from "../document/hunks";
import { about, drawn as drawnContent, pictureOf } from "./drawn";
import { element, part } from "./element";
import { drawHands, type Hands, handsIn, leadThroughHands } from "./hands";
import { schema } from "./schema";
import { sourcesIn } from "./sources";

/** `writingviews.desk.views_history.HistoryPage.config`. */
interface HistoryConfig {
  readonly older: unknown;
  readonly newer: unknown;
  /** Where pictures are seen; `{media}` stands for the picture's id. */
  readonly picture: string;
  /** Who wrote which words, if that was asked for. */
  readonly hands?: Hands;
}

function show({ older, newer, picture, hands }: HistoryConfig): void {
  const [base, branch] = [Node.fromJSON(schema, older), Node.fromJSON(schema, newer)];
  const hunks = hunksBetween(base, branch);
  const address = (media: unknown) => picture.replace("{media}", encodeURIComponent(String(media)));
  const drawn = DecorationSet.create(branch, [
    ...hunks.flatMap((hunk, number) => drawnHunk(hunk, number, base, branch, address, hands)),
    ...(hands ? drawHands(branch, hands) : []),
  ]);
  const view = new EditorView(part("history-text"), {
    state: EditorState.create({ doc: branch }),
    editable: () => false,
    attributes: { role: "document", "aria-label": "The text, with what changed", tabindex: "0" },
    decorations: () => drawn,
    nodeViews: {
      picture: (node) => new StillPicture(node, address),
      citation: (node) => ({ dom: cited(node.attrs, branch) }),
    },
  });
  leadThrough(view.dom, hunks.length);
  if (hands) leadThroughHands(view.dom, hands);
}

/** A citation as the sheet has it: what its source is called in that version, and the place in it. */
function cited({ source, locator }: Attrs, version: Node): HTMLElement {
  const label = sourcesIn(version).find(({ id }) => id === source)?.label ?? "source gone";
  const said = [label, locator].filter(Boolean).join(", ");
  return element("cite", { class: "citation", "data-node": "citation" }, `(${said})`);
}

function drawnHunk(
  { kind, base: out, branch: put }: Hunk,
  number: number,
  base: Node,
  branch: Node,
  address: (media: unknown) => string,
  hands: Hands | undefined,
): Decoration[] {
  const change = String(number);
  const made: Decoration[] = [];
  if (out.from < out.to) {
    const { content } = base.slice(out.from, out.to);
    // Each block by itself: an item stands in its list and a row in its table also when struck.
    const pieces = kind === "words" ? [content] : content.content.map((one) => Fragment.from(one));
    for (const [place, piece] of pieces.entries()) {
      const whose = hands && place === 0 ? handsIn(hands, out.from, out.to) : null;
      const toDom = () => {
        const box = struck(piece, kind, change, address);
        for (const cite of box.querySelectorAll<HTMLElement>("cite[data-node=citation]")) {
          const { source, locator } = cite.dataset;
          cite.replaceWith(cited({ source, locator }, base));
        }
        if (whose) (box.localName === "table" ? box : (firstLine(box) ?? box)).prepend(whose);
        return box;
      };
      made.push(Decoration.widget(put.from, toDom, { side: -pieces.length + place }));
    }
  }
  const attributes = { class: "came", "data-change": change };
  if (kind === "words") {
    if (put.from < put.to)
      made.push(Decoration.inline(put.from, put.to, { nodeName: "ins", ...attributes }));
    return made;
  }
  branch.nodesBetween(put.from, put.to, (node, at) => {
    if (at < put.from || at + node.nodeSize > put.to) return true;
    made.push(Decoration.node(at, at + node.nodeSize, { ...attributes, ...told("Added") }));
    return false;
  });
  return made;
}

function struck(
  piece: Fragment,
  kind: Hunk["kind"],
  change: string,
  address: (media: unknown) => string,
): HTMLElement {
  const inside = drawnContent(piece, address);
  const box =
    kind === "blocks" && inside.firstElementChild instanceof HTMLElement
      ? inside.firstElementChild
      : element("del", {}, inside);
  box.classList.add("went");
  box.dataset.change = change;
  for (const [name, value] of Object.entries(kind === "blocks" ? told("Removed") : {}))
    box.setAttribute(name, value);
  return box;
}

/** Where a name may stand in a list, a quotation or a verse. */
function firstLine(box: HTMLElement): HTMLElement | null {
  return box.querySelector("p, figcaption, td, th");
}

/** What a change of whole blocks is called at its side; the style sheet sets it there. */
function told(word: string): Readonly<Record<string, string>> {
  return { "data-told": word };
}

/** A picture that is only looked at. */
class StillPicture implements NodeView {
  readonly contentDOM = element("figcaption");
  readonly dom: HTMLElement;

  constructor(node: Node, address: (media: unknown) => string) {
    const { media, alt, credit } = node.attrs;
    this.dom = element(
      "figure",
      { class: "picture" },
      ...pictureOf(media && address(media), String(alt)),
      this.contentDOM,
      about(String(alt), String(credit ?? "")),
    );
  }
}

// --- from change to change ------------------------------------------------------------------------

function leadThrough(text: HTMLElement, count: number): void {
  const told = part("history-count");
  const steps = told.parentElement;
  if (steps) steps.hidden = false;
  const [before, after] = [part("history-before"), part("history-after")];
  const all = count === 1 ? "1 change" : `${count.toLocaleString("en")} changes`;
  told.textContent = count === 0 ? "No change" : all;
  for (const button of [before, after]) button.hidden = count === 0;
  let here = -1;
  const go = (by: 1 | -1) => {
    if (count === 0) return;
    here = here < 0 && by < 0 ? count - 1 : (here + by + count) % count;
    for (const old of text.querySelectorAll(".is-here")) old.classList.remove("is-here");
    const found = text.querySelectorAll(`[data-change="${here}"]`);
    for (const piece of found) piece.classList.add("is-here");
    found[0]?.scrollIntoView({ block: "center", inline: "nearest" });
    told.textContent = `${here + 1} of ${all}`;
  };
  before.addEventListener("click", () => go(-1));
  after.addEventListener("click", () => go(1));
  document.addEventListener("keydown", (event) => {
    if (!event.ctrlKey || !event.altKey || event.metaKey || event.shiftKey) return;
    if (event.code !== "KeyJ" && event.code !== "KeyK") return;
    event.preventDefault();
    go(event.code === "KeyJ" ? 1 : -1);
  });
}

const block = document.getElementById("history-config");
if (block) show(JSON.parse(block.textContent ?? "") as HistoryConfig);
