/**
 * A citation in the sheet: what the page will say in its place, and a slip with the place in the
 * source and all that is known of the source itself.
 */
import type { Node } from "@tiptap/pm/model";
import { TextSelection } from "@tiptap/pm/state";
import type { EditorView, NodeView } from "@tiptap/pm/view";
import { keepInside } from "./asking";
import { element } from "./element";
import { Field } from "./fields";
import { nodes } from "./schema";
import { sourceFields } from "./source";
import { SourceChoice } from "./sourcechoice";
import { knownSources, type Listed, sheetOfSources, sourcesIn, watchSources } from "./sources";

/** The one whose slip is open. */
let inHand: CitationView | null = null;

/**
 * The view of a citation. The sheet makes that of a node anew when other things are drawn onto it: the
 * one whose slip is open goes on, so that nothing is taken from under the hand.
 */
export function citationView(
  node: Node,
  view: EditorView,
  position: () => number | undefined,
): CitationView {
  if (!inHand?.isOf(node, view)) return new CitationView(node, view, position);
  inHand.goOn(position);
  return inHand;
}

class CitationView implements NodeView {
  readonly dom: HTMLElement;
  private readonly said = element("span", { class: "citation-words" });
  private slip: HTMLElement | null = null;
  private locator: Field | null = null;
  private choice: SourceChoice | null = null;
  private about: { readonly id: string; readonly fields: ReadonlyMap<string, Field> } | null = null;
  private readonly stop: () => void;
  /** How often the sheet has it; for a moment twice, when it makes the view of the node anew. */
  private lives = 1;

  constructor(
    private node: Node,
    private readonly view: EditorView,
    private position: () => number | undefined,
  ) {
    this.dom = element("cite", { class: "citation", role: "note" }, this.said);
    this.stop = watchSources(() => this.show());
    this.show();
  }

  update(node: Node): boolean {
    if (node.type !== nodes.citation) return false;
    this.node = node;
    this.show();
    return true;
  }

  isOf(node: Node, view: EditorView): boolean {
    return this.node === node && this.view === view;
  }

  goOn(position: () => number | undefined): void {
    this.lives += 1;
    this.position = position;
    // The sheet draws onto it afresh.
    this.dom.className = this.dom.classList.contains("is-selected")
      ? "citation is-selected"
      : "citation";
    this.show();
  }

  selectNode(): void {
    this.dom.classList.add("is-selected");
    if (!this.slip) this.open();
  }

  deselectNode(): void {
    this.dom.classList.remove("is-selected");
    if (!this.slip?.contains(document.activeElement)) this.close();
  }

  destroy(): void {
    this.lives -= 1;
    if (this.lives > 0) return;
    this.stop();
    // A field that is taken away tells that it has changed, and the sheet cannot hear that now.
    const fields = [...(this.about?.fields.values() ?? [])];
    this.slip?.addEventListener("change", (event) => event.stopPropagation(), true);
    this.close();
    window.setTimeout(() => {
      for (const field of fields) field.write();
    });
  }

  stopEvent(event: Event): boolean {
    return this.slip?.contains(event.target as globalThis.Node) ?? false;
  }

  ignoreMutation(): boolean {
    return true;
  }

  private get source(): Listed | undefined {
    return knownSources().find(({ id }) => id === this.node.attrs.source);
  }

  private show(): void {
    const { locator } = this.node.attrs;
    const label = this.source?.label ?? (this.node.attrs.source ? "source gone" : "source?");
    this.said.textContent = `(${[label, locator].filter(Boolean).join(", ")})`;
    this.dom.classList.toggle("is-loose", !this.source);
    this.dom.setAttribute("aria-label", `Citation: ${this.source?.entry ?? label}`);
    this.locator?.show(locator);
    this.choice?.show(this.node.attrs.source);
    if (!this.slip) return;
    this.showSource(this.slip);
    // What stands before it may be longer or shorter now.
    keepInside(this.slip);
  }

  private open(): void {
    inHand = this;
    const leave = () => this.leave();
    const position = () => this.position();
    this.locator = new Field(
      this.view,
      position,
      {
        label: "Where in it",
        attribute: "locator",
        longest: 300,
        empty: null,
        hint: "p. 12, minute 3",
        leave,
      },
      this.node.attrs.locator,
    );
    this.choice = new SourceChoice(this.view, position);
    const remove = element("button", { type: "button" }, "Remove the citation");
    remove.addEventListener("click", () => this.remove());
    const done = element("button", { type: "button" }, "Done");
    done.addEventListener("click", leave);
    this.slip = element(
      "span",
      {
        class: "slip citation-slip",
        contenteditable: "false",
        role: "group",
        "aria-label": "Citation",
      },
      this.choice.dom,
      this.locator.dom,
      element("span", { class: "citation-source" }),
      element("span", { class: "slip-acts" }, done, remove),
    );
    this.slip.addEventListener("focusout", ({ relatedTarget }) => {
      const inside = this.slip?.contains(relatedTarget as globalThis.Node | null);
      if (relatedTarget && !inside && !this.dom.classList.contains("is-selected")) this.close();
    });
    this.slip.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) leave();
    });
    this.dom.append(this.slip);
    this.choice.show(this.node.attrs.source);
    this.showSource(this.slip);
    keepInside(this.slip);
  }

  /** The fields of the source; made anew when another is chosen. */
  private showSource(slip: HTMLElement): void {
    const { source } = this;
    const place = slip.querySelector(".citation-source");
    const sheet = sheetOfSources();
    if (!source || !sheet) {
      place?.replaceChildren();
      this.about = null;
      return;
    }
    if (this.about?.id !== source.id) {
      const position = () => sourcesIn(sheet.state.doc).find(({ id }) => id === source.id)?.at;
      const fields = sourceFields(sheet, position, source.words, () => this.leave());
      this.about = { id: source.id, fields };
      place?.replaceChildren(...[...fields.values()].map(({ dom }) => dom));
    }
    const values = source.words as Readonly<Record<string, unknown>>;
    for (const [attribute, field] of this.about.fields) field.show(values[attribute]);
  }

  private close(): void {
    if (inHand === this) inHand = null;
    this.choice?.destroy();
    this.slip?.remove();
    this.slip = null;
    this.locator = null;
    this.choice = null;
    this.about = null;
  }

  /** The caret goes on behind it. */
  private leave(): void {
    const at = this.position();
    if (at === undefined) return;
    // The field that the hand leaves may write first.
    this.view.focus();
    const { tr } = this.view.state;
    const behind = TextSelection.create(tr.doc, at + this.node.nodeSize);
    this.view.dispatch(tr.setSelection(behind).scrollIntoView());
    this.close();
  }

  private remove(): void {
    const at = this.position();
    if (at === undefined || !this.view.editable) return;
    this.view.focus();
    this.view.dispatch(this.view.state.tr.delete(at, at + this.node.nodeSize));
  }
}
