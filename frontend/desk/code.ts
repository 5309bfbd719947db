/** Program text in the sheet, and below it the language it is written in. */
import type { Node } from "@tiptap/pm/model";
import type { EditorView, NodeView, ViewMutationRecord } from "@tiptap/pm/view";
import { admits } from "../document/rules";
import { element } from "./element";
import { Field } from "./fields";
import { nodes } from "./schema";

export class CodeView implements NodeView {
  readonly dom: HTMLElement;
  readonly contentDOM = element("code");
  private readonly language: Field;
  private readonly box: HTMLElement;

  constructor(node: Node, view: EditorView, position: () => number | undefined) {
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
    this.box = element(
      "div",
      { class: "fields", contenteditable: "false", role: "group", "aria-label": "About the code" },
      this.language.dom,
    );
    const pre = element("pre", { dir: "ltr" }, this.contentDOM);
    this.dom = element("div", { class: "code-block" }, pre, this.box);
    this.show(node);
  }

  update(node: Node): boolean {
    if (node.type !== nodes.codeBlock) return false;
    this.show(node);
    return true;
  }

  stopEvent(event: Event): boolean {
    return this.box.contains(event.target as globalThis.Node);
  }

  ignoreMutation(mutation: ViewMutationRecord): boolean {
    return mutation.type !== "selection" && !this.contentDOM.contains(mutation.target);
  }

  private show(node: Node): void {
    this.dom.classList.toggle("has-words", Boolean(node.attrs.language));
    this.language.show(node.attrs.language);
  }
}
