/** An entry of the list of sources: how it is printed, and its fields when it is opened. */
import type { Node } from "@tiptap/pm/model";
import type { EditorView } from "@tiptap/pm/view";
import { doiIn, entryOf, readSource, type SourceWords } from "../document/sources";
import { BlockView, SelectedView } from "./blockview";
import { element } from "./element";
import { Field, type FieldOptions } from "./fields";
import { nodes } from "./schema";
import { removeSource, writeSource } from "./sources";

const NO_ADDRESS = "A whole address, one that begins with https:// or http://.";
const webAddress = (typed: string) => readSource(typed)?.url ?? null;

const FIELDS: readonly FieldOptions[] = [
  { label: "Author", attribute: "author", longest: 300, empty: null, hint: "Family name first" },
  { label: "Title", attribute: "title", longest: 500, empty: null, hint: "What it is called" },
  {
    label: "Where it appeared",
    attribute: "place",
    longest: 300,
    empty: null,
    hint: "Paper, book, site, publisher",
  },
  { label: "When", attribute: "date", longest: 300, empty: null, hint: "The year at least" },
  {
    label: "Address",
    attribute: "url",
    longest: 2000,
    empty: null,
    hint: "https://",
    isAddress: true,
    read: webAddress,
    fault: NO_ADDRESS,
  },
  {
    label: "DOI",
    attribute: "doi",
    longest: 300,
    empty: null,
    hint: "10.…",
    isAddress: true,
    read: doiIn,
    fault: "A DOI begins with 10. and has a stroke in it: 10.1000/182.",
  },
  {
    label: "Kept copy",
    attribute: "archive",
    longest: 2000,
    empty: null,
    hint: "Address in an archive",
    isAddress: true,
    read: (typed) => readSource(typed)?.archive ?? webAddress(typed),
    fault: NO_ADDRESS,
  },
];

/** The fields of the source at a place, by their attributes. */
export function sourceFields(
  view: EditorView,
  position: () => number | undefined,
  words: SourceWords,
  leave?: () => void,
): ReadonlyMap<string, Field> {
  const values = words as Readonly<Record<string, unknown>>;
  return new Map(
    FIELDS.map((options) => [
      options.attribute,
      new Field(view, position, leave ? { ...options, leave } : options, values[options.attribute]),
    ]),
  );
}

export class SourceView extends SelectedView {
  readonly dom: HTMLElement;
  private readonly entry = element("p", { class: "source-entry", dir: "auto" });
  private readonly fields: ReadonlyMap<string, Field>;
  private readonly opener: HTMLButtonElement;
  private readonly box: HTMLElement;
  private isOpen = false;

  constructor(node: Node, view: EditorView, position: () => number | undefined) {
    super(nodes.source, view, position);
    this.fields = sourceFields(view, position, node.attrs as SourceWords);
    const act = (label: string, run: () => void) => {
      const button = element("button", { type: "button" }, label);
      button.addEventListener("click", run);
      return button;
    };
    this.opener = act("Edit", () => {
      this.open(!this.isOpen);
      if (this.isOpen) this.fields.get("author")?.focus();
    });
    const acts = this.beside(
      "What can be done with it",
      this.opener,
      act("Earlier", () => this.move(-1)),
      act("Later", () => this.move(1)),
      act("Remove", () => this.remove()),
    );
    acts.classList.add("source-acts");
    this.box = this.beside("The source", ...[...this.fields.values()].map(({ dom }) => dom));
    this.box.classList.add("source-fields");
    const line = element("div", { class: "source-line", contenteditable: "false" }, this.entry);
    this.dom = element("div", { class: "source" }, line, this.box, acts);
    this.show(node);
    this.open(false);
  }

  override selectNode(): void {
    super.selectNode();
    this.open(true);
  }

  override deselectNode(): void {
    super.deselectNode();
    if (!this.dom.contains(document.activeElement)) this.open(false);
  }

  private open(isOpen: boolean): void {
    this.isOpen = isOpen;
    this.box.hidden = !isOpen;
    this.opener.setAttribute("aria-expanded", String(isOpen));
  }

  private move(by: 1 | -1): void {
    const at = this.position();
    if (at === undefined || !this.view.editable) return;
    const { tr, doc } = this.view.state;
    const $at = doc.resolve(at);
    const index = $at.index() + by;
    const source = $at.nodeAfter;
    if (!source || index < 0 || index >= $at.parent.childCount) return;
    tr.delete(at, at + 1).insert(at + by, source);
    this.view.dispatch(tr);
    const moved = this.view.nodeDOM(at + by);
    const label = by < 0 ? "Earlier" : "Later";
    if (moved instanceof HTMLElement)
      for (const button of moved.querySelectorAll("button"))
        if (button.textContent === label) button.focus();
  }

  private remove(): void {
    const at = this.position();
    if (at === undefined || !this.view.editable) return;
    this.view.dispatch(removeSource(this.view.state.tr, at));
    this.view.focus();
  }

  protected override show(node: Node): void {
    const words = node.attrs as SourceWords;
    const said = entryOf(words);
    this.entry.textContent = said || "A source of which nothing is said yet";
    this.entry.classList.toggle("is-blank", said === "");
    const name = words.title ?? words.author ?? said;
    this.box.setAttribute("aria-label", name ? `The source: ${name}` : "The source");
    this.opener.setAttribute("aria-label", name ? `Edit: ${name}` : "Edit the source");
    const values = node.attrs;
    for (const [attribute, field] of this.fields) field.show(values[attribute]);
  }
}

/** The list around them. */
export class SourcesView extends BlockView {
  readonly dom: HTMLElement;
  override readonly contentDOM = element("div", { class: "sources-list" });

  constructor(view: EditorView, position: () => number | undefined) {
    super(nodes.sources, view, position);
    const box = this.beside(
      "More sources",
      this.tool("Add a source", () => writeSource(view.state, view.dispatch, view)),
    );
    const name = element("p", { class: "sources-name", contenteditable: "false" }, "Sources");
    this.dom = element(
      "div",
      { class: "sources-block", "data-node": "sources", role: "group", "aria-label": "Sources" },
      name,
      this.contentDOM,
      box,
    );
  }

  /** It has no attributes of its own. */
  protected override show(): void {}
}
