/** A picture in the sheet: its caption below, and beside that what it shows and who made it. */
import type { Node } from "@tiptap/pm/model";
import type { EditorView, NodeView, ViewMutationRecord } from "@tiptap/pm/view";
import { element } from "./element";
import { Field } from "./fields";
import { nodes } from "./schema";

export class PictureView implements NodeView {
  readonly dom: HTMLElement;
  readonly contentDOM = element("figcaption", { "data-prompt": "Caption" });
  private readonly image = element("img", { draggable: "true", contenteditable: "false" });
  private readonly alt: Field;
  private readonly credit: Field;
  private readonly box: HTMLElement;

  constructor(
    node: Node,
    view: EditorView,
    position: () => number | undefined,
    private readonly address: (media: string) => string,
  ) {
    this.alt = new Field(
      view,
      position,
      {
        label: "What it shows",
        attribute: "alt",
        longest: 2000,
        empty: "",
        long: true,
        hint: "For those who do not see it",
      },
      node.attrs.alt,
    );
    this.credit = new Field(
      view,
      position,
      { label: "Credit", attribute: "credit", longest: 500, empty: null, hint: "Who made it" },
      node.attrs.credit,
    );
    const remove = element("button", { type: "button" }, "Remove the picture");
    remove.addEventListener("click", () => this.remove(view, position()));
    this.box = element(
      "div",
      {
        class: "fields",
        contenteditable: "false",
        role: "group",
        "aria-label": "About the picture",
      },
      this.alt.dom,
      this.credit.dom,
      remove,
    );
    this.dom = element("figure", { class: "picture" }, this.image, this.contentDOM, this.box);
    this.show(node);
  }

  update(node: Node): boolean {
    if (node.type !== nodes.picture) return false;
    this.show(node);
    return true;
  }

  selectNode(): void {
    this.dom.classList.add("is-selected");
  }

  deselectNode(): void {
    this.dom.classList.remove("is-selected");
  }

  stopEvent(event: Event): boolean {
    return this.box.contains(event.target as globalThis.Node);
  }

  ignoreMutation(mutation: ViewMutationRecord): boolean {
    return mutation.type !== "selection" && !this.contentDOM.contains(mutation.target);
  }

  private remove(view: EditorView, position: number | undefined): void {
    const node = position === undefined ? null : view.state.doc.nodeAt(position);
    if (position === undefined || !node || !view.editable) return;
    view.dispatch(view.state.tr.deleteRange(position, position + node.nodeSize));
    view.focus();
  }

  private show(node: Node): void {
    const media = node.attrs.media === null ? "" : this.address(String(node.attrs.media));
    if (this.image.getAttribute("src") !== media) {
      if (media) this.image.src = media;
      else this.image.removeAttribute("src");
    }
    this.image.alt = String(node.attrs.alt);
    this.contentDOM.dir = String(node.attrs.dir ?? "auto");
    this.contentDOM.classList.toggle("is-blank", node.content.size === 0);
    this.dom.classList.toggle("lacks-alt", node.attrs.alt === "");
    this.alt.show(node.attrs.alt);
    this.credit.show(node.attrs.credit);
  }
}
