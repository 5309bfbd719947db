/** A panel beside the sheet, under the tools: one writes on while it lies open. */
import { element } from "./element";
import { icon } from "./icons";

export class Panel {
  readonly dom: HTMLElement;
  readonly body = element("div", { class: "panel-body" });

  /**
   * @param name its id, and the stylesheet's word for its side of the window
   * @param back puts the focus back into the text
   * @param changed it was opened or closed
   */
  constructor(
    name: string,
    title: string,
    place: HTMLElement,
    private readonly back: () => void,
    private readonly changed: () => void,
  ) {
    const close = element("button", {
      type: "button",
      class: "sign",
      "aria-label": "Close",
      title: "Close (Escape)",
    });
    close.append(icon("close"));
    close.addEventListener("click", () => this.close());
    const heading = element("h2", { id: `${name}-name`, tabindex: -1 }, title);
    this.dom = element(
      "div",
      {
        id: name,
        class: "desk-panel",
        role: "dialog",
        "aria-labelledby": `${name}-name`,
        hidden: true,
      },
      element("div", { class: "panel-head" }, heading, close),
      this.body,
    );
    this.dom.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.stopPropagation();
      this.close();
    });
    place.append(this.dom);
  }

  get isOpen(): boolean {
    return !this.dom.hidden;
  }

  open(focus: HTMLElement | null = this.dom.querySelector("h2")): void {
    this.dom.hidden = false;
    focus?.focus();
    this.changed();
  }

  close(): void {
    if (!this.isOpen) return;
    this.dom.hidden = true;
    this.back();
    this.changed();
  }

  toggle(): void {
    if (this.isOpen) this.close();
    else this.open();
  }
}
