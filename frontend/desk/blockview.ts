/** What is alike in all blocks of the sheet that have fields and tools beside their words. */
import type { Node, NodeType } from "@tiptap/pm/model";
import type { EditorView, NodeView, ViewMutationRecord } from "@tiptap/pm/view";
import { element } from "./element";
import { leaveFields } from "./fields";

export abstract class BlockView implements NodeView {
  abstract readonly dom: HTMLElement;
  /** Where its words are; null where it has none but those in its fields. */
  readonly contentDOM: HTMLElement | null = null;

  constructor(
    private readonly type: NodeType,
    protected readonly view: EditorView,
    protected readonly position: () => number | undefined,
  ) {}

  /** Shows the attributes of its node. */
  protected abstract show(node: Node): void;

  update(node: Node): boolean {
    if (node.type !== this.type) return false;
    this.show(node);
    return true;
  }

  /** What happens in the fields is theirs, not the text's. */
  stopEvent({ target }: Event): boolean {
    return target instanceof Element && target.closest(".fields") !== null;
  }

  ignoreMutation({ type, target }: ViewMutationRecord): boolean {
    if (!this.contentDOM) return true;
    return type !== "selection" && !this.contentDOM.contains(target);
  }

  /** The box of fields and tools. Escape leads back from each of them. */
  protected beside(label: string, ...children: (HTMLElement | null)[]): HTMLElement {
    const box = element(
      "div",
      { class: "fields", contenteditable: "false", role: "group", "aria-label": label },
      ...children,
    );
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      this.leave();
    });
    return box;
  }

  protected leave(): void {
    leaveFields(this.view, this.position());
  }

  /** A tool that does something to the block, if that may be changed. */
  protected tool(label: string, act: (position: number) => void): HTMLButtonElement {
    const button = element("button", { type: "button" }, label);
    button.addEventListener("click", () => {
      const at = this.position();
      if (at !== undefined && this.view.editable) act(at);
    });
    return button;
  }
}

/** One that shows at itself that it is selected. */
export abstract class SelectedView extends BlockView {
  selectNode(): void {
    this.dom.classList.add("is-selected");
  }

  deselectNode(): void {
    this.dom.classList.remove("is-selected");
  }
}
