/** A picture in the sheet: its caption below, and beside that what it shows and who made it. */
import type { Node } from "@tiptap/pm/model";
import { NodeSelection, type Transaction } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { SelectedView } from "./blockview";
import { element } from "./element";
import { Field } from "./fields";
import { moveInGallery, takeOut } from "./gallery";
import { nodes } from "./schema";

/** What a picture needs of the page around the sheet. */
export interface PictureSurroundings {
  /** Where a picture is seen, by its id. */
  readonly address: (media: string) => string;
  /** Lets the person choose another picture for the one at a place. */
  readonly replace: (position: () => number | undefined) => void;
}

export class PictureView extends SelectedView {
  readonly dom: HTMLElement;
  override readonly contentDOM = element("figcaption", { "data-prompt": "Caption" });
  private readonly image = element("img", { draggable: "true", contenteditable: "false" });
  private readonly alt: Field;
  private readonly credit: Field;
  /** What can be done with it among the pictures of a gallery. */
  private readonly among: readonly HTMLButtonElement[];

  constructor(
    node: Node,
    view: EditorView,
    position: () => number | undefined,
    private readonly around: PictureSurroundings,
  ) {
    super(nodes.picture, view, position);
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
    this.among = [
      this.button("Earlier", (at) => moveInGallery(view.state.tr, at, -1)),
      this.button("Later", (at) => moveInGallery(view.state.tr, at, 1)),
      this.button("Out of the gallery", (at) => takeOut(view.state.tr, at)),
    ];
    const acts = element(
      "div",
      { class: "picture-acts" },
      ...this.among,
      this.tool("Replace", () => around.replace(position)),
      this.button("Remove the picture", (at) => removed(view.state.tr, at)),
    );
    const box = this.beside("About the picture", this.alt.dom, this.credit.dom, acts);
    this.dom = element("figure", { class: "picture" }, this.image, this.contentDOM, box);
    // Of itself the click would put the caret into the caption.
    this.image.addEventListener("click", () => this.select());
    this.show(node);
  }

  private select(): void {
    const at = this.position();
    if (at === undefined) return;
    const { tr, doc } = this.view.state;
    this.view.dispatch(tr.setSelection(NodeSelection.create(doc, at)));
    this.view.focus();
  }

  private button(label: string, act: (position: number) => Transaction | null): HTMLButtonElement {
    return this.tool(label, (at) => {
      const done = act(at);
      if (!done) return;
      this.view.dispatch(done);
      this.view.focus();
    });
  }

  protected override show(node: Node): void {
    const media = node.attrs.media === null ? "" : this.around.address(String(node.attrs.media));
    if (this.image.getAttribute("src") !== media) {
      if (media) this.image.src = media;
      else this.image.removeAttribute("src");
    }
    this.image.alt = String(node.attrs.alt);
    this.contentDOM.dir = String(node.attrs.dir ?? "auto");
    this.contentDOM.classList.toggle("is-blank", node.content.size === 0);
    this.dom.classList.toggle("lacks-alt", node.attrs.alt === "");
    const at = this.position();
    const parent = at === undefined ? null : this.view.state.doc.resolve(at).parent;
    for (const button of this.among) button.hidden = parent?.type !== nodes.gallery;
    this.alt.show(node.attrs.alt);
    this.credit.show(node.attrs.credit);
  }
}

/** Takes a picture out of the text, and with the last of a gallery the gallery. */
function removed(tr: Transaction, at: number): Transaction | null {
  const node = tr.doc.nodeAt(at);
  return node ? tr.deleteRange(at, at + node.nodeSize) : null;
}
