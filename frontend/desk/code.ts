/** Program text in the sheet, and below it the language it is written in. */
import type { Node } from "@tiptap/pm/model";
import type { EditorView } from "@tiptap/pm/view";
import { admits } from "../document/rules";
import { BlockView } from "./blockview";
import { element } from "./element";
import { Field } from "./fields";
import { nodes } from "./schema";

export class CodeView extends BlockView {
  readonly dom: HTMLElement;
  override readonly contentDOM = element("code");
  private readonly language: Field;

  constructor(node: Node, view: EditorView, position: () => number | undefined) {
    super(nodes.codeBlock, view, position);
    this.language = new Field(
      view,
      position,
      {
        label: "Written in",
        attribute: "language",
        longest: 40,
        empty: null,
        hint: "Python, R, …",
        isAddress: true,
        read: (typed) => {
          const name = typed.toLowerCase().replace(/\s+/g, "-");
          return admits("codeBlock", "language", name) ? name : null;
        },
        fault: "Letters, digits and + # . - only.",
      },
      node.attrs.language,
    );
    const box = this.beside("About the code", this.language.dom);
    const pre = element("pre", { dir: "ltr" }, this.contentDOM);
    this.dom = element("div", { class: "code-block" }, pre, box);
    this.show(node);
  }

  protected override show(node: Node): void {
    this.dom.classList.toggle("has-words", Boolean(node.attrs.language));
    this.language.show(node.attrs.language);
  }
}
