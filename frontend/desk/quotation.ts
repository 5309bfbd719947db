/** A quotation in the sheet: the words, and below them who said them, in what role, where and when. */
import type { Node } from "@tiptap/pm/model";
import type { EditorView } from "@tiptap/pm/view";
import { BlockView } from "./blockview";
import { element } from "./element";
import { Field, type FieldOptions } from "./fields";
import { nodes } from "./schema";
import { SourceChoice } from "./sourcechoice";

const FIELDS: readonly FieldOptions[] = [
  { label: "Speaker", attribute: "speaker", longest: 300, empty: null, hint: "Who said it" },
  { label: "Role", attribute: "role", longest: 300, empty: null, hint: "As what" },
  { label: "Place", attribute: "place", longest: 300, empty: null, hint: "Where" },
  { label: "Date", attribute: "date", longest: 300, empty: null, hint: "When" },
];

export class QuotationView extends BlockView {
  readonly dom: HTMLElement;
  override readonly contentDOM = element("blockquote");
  private readonly fields: readonly (readonly [string, Field])[];
  private readonly source: SourceChoice;

  constructor(node: Node, view: EditorView, position: () => number | undefined) {
    super(nodes.quotation, view, position);
    this.fields = FIELDS.map((options) => [
      options.attribute,
      new Field(view, position, options, node.attrs[options.attribute]),
    ]);
    this.source = new SourceChoice(view, position);
    const box = this.beside(
      "Who said it",
      ...this.fields.map(([, field]) => field.dom),
      this.source.dom,
    );
    this.dom = element("div", { class: "quotation" }, this.contentDOM, box);
    this.show(node);
  }

  destroy(): void {
    this.source.destroy();
  }

  protected override show(node: Node): void {
    this.contentDOM.dir = String(node.attrs.dir ?? "auto");
    this.dom.classList.toggle(
      "is-attributed",
      Boolean(node.attrs.source) || FIELDS.some(({ attribute }) => Boolean(node.attrs[attribute])),
    );
    this.source.show(node.attrs.source);
    for (const [attribute, field] of this.fields) field.show(node.attrs[attribute]);
  }
}
