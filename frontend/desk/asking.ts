/** A slip that asks for one thing at the words it is for. It blocks nothing and goes with the focus. */
import type { EditorView } from "@tiptap/pm/view";
import { element } from "./element";
import { lay, standBy } from "./slips";

let made = 0;
let open: Slip | null = null;

export interface Question {
  /** What the slip is, for those who hear it. */
  readonly name: string;
  readonly label: string;
  /** The word on the button. */
  readonly act: string;
  readonly isAddress?: boolean;
  /** Does what was asked for; a sentence if that cannot be done. */
  readonly take: (typed: string) => string | null;
}

/** A form at the selection of a view; only one is open at a time. */
export class Slip {
  private isOver = false;

  constructor(
    private readonly view: EditorView,
    readonly form: HTMLFormElement,
    /** Takes what stands in the form; false if it stays open. */
    submit: () => boolean,
    /** It went. */
    private readonly closed: () => void = () => {},
  ) {
    open?.close(false);
    open = this;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (submit()) this.close(true);
    });
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.stopPropagation();
      this.close(true);
    });
    form.addEventListener("mousedown", (event) => {
      // Safari gives a clicked button no focus: the form would be gone before the click arrives.
      if (event.target instanceof HTMLButtonElement) event.preventDefault();
    });
    form.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !form.contains(relatedTarget as Node)) this.close(false);
    });
    lay(form);
    const { from, to } = view.state.selection;
    const [start, end] = [view.coordsAtPos(from), view.coordsAtPos(to)];
    const left = Math.min(start.left, end.left);
    const right = Math.max(start.right, end.right);
    standBy(form, { left, right, top: start.top, bottom: end.bottom }, view.dom);
    form.querySelector<HTMLElement>("input, select, textarea")?.focus();
  }

  close(refocus: boolean): void {
    if (this.isOver) return;
    this.isOver = true;
    if (open === this) open = null;
    this.form.remove();
    this.closed();
    if (refocus) this.view.focus();
  }
}

/** Asks for a line of text. */
export function ask(view: EditorView, { name, label, act, isAddress, take }: Question): void {
  const id = `slip-${++made}`;
  const input = element("input", {
    type: "text",
    autocomplete: "off",
    inputmode: isAddress ? "url" : null,
    spellcheck: isAddress ? "false" : null,
    dir: isAddress ? "ltr" : "auto",
    placeholder: isAddress ? "https://" : null,
    maxlength: 2000,
    "aria-describedby": id,
  });
  const fault = element("p", { id, role: "alert" });
  const form = element(
    "form",
    { class: "link-form", "aria-label": name },
    element("label", {}, label, input),
    element("button", { type: "submit" }, act),
    fault,
  );
  new Slip(view, form, () => {
    fault.textContent = take(input.value);
    return fault.textContent === "";
  });
}

/** Moves what stands at its words sideways until it lies within the window. */
export function keepInside(slip: HTMLElement): void {
  slip.style.translate = "";
  const { left, right } = slip.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  const by = left < 8 ? 8 - left : right > width - 8 ? width - 8 - right : 0;
  if (by !== 0) slip.style.translate = `${by}px 0`;
}
