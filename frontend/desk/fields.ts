/**
 * Fields that stand in the sheet beside a block: who speaks in a quotation, what a picture shows.
 *
 * They are not text of the document but attributes of a node. What is typed is written into the node
 * when the hand rests, and at the latest when it leaves the field.
 */
import { type Command, NodeSelection, Selection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { cleaned } from "../document/rules";
import { element } from "./element";

/** Typing pauses this long before an attribute is written: one step a phrase, not one a letter. */
const REST = 400;

/** Fields with words that the document has not got. */
const waiting = new Set<Field>();

let isWatched = false;

/** The page may be closed before the hand rests: then they are written at once. */
function watch(): void {
  if (isWatched) return;
  isWatched = true;
  const write = () => {
    for (const field of waiting) field.write();
  };
  // Captured: before the sheet looks at what is unsent, which it does at these too.
  for (const event of ["beforeunload", "pagehide", "visibilitychange"])
    window.addEventListener(event, write, { capture: true });
}

export interface FieldOptions {
  readonly label: string;
  readonly attribute: string;
  readonly longest: number;
  /** What an empty field is in the document. */
  readonly empty: "" | null;
  /** Whether it may take several lines on the screen. */
  readonly long?: boolean;
  readonly hint?: string;
  /** What is meant by what is typed; null if that may not stand here, which `fault` then says. */
  readonly read?: (typed: string) => string | null;
  readonly fault?: string;
  /** For addresses, which run from left to right in every text. */
  readonly isAddress?: boolean;
  /** Emptied, it changes nothing. */
  readonly isRequired?: boolean;
  /** Where Enter and Escape lead, if not to the node. */
  readonly leave?: () => void;
}

/** One labelled field, bound to one attribute of the node at `position()`. */
export class Field {
  readonly dom: HTMLElement;
  private readonly input: HTMLInputElement | HTMLTextAreaElement;
  private readonly fault: HTMLElement;
  private timer = 0;
  private written: string;

  constructor(
    private readonly view: EditorView,
    private readonly position: () => number | undefined,
    private readonly options: FieldOptions,
    value: unknown,
  ) {
    const attributes = {
      maxlength: options.longest,
      dir: options.isAddress ? "ltr" : "auto",
      inputmode: options.isAddress ? "url" : null,
      spellcheck: options.isAddress ? "false" : null,
      placeholder: options.hint ?? null,
    };
    this.fault = element("span", { class: "field-fault", role: "alert" });
    this.input = options.long
      ? element("textarea", { ...attributes, rows: 1 })
      : element("input", { ...attributes, type: "text", autocomplete: "off" });
    this.written = String(value ?? "");
    this.input.value = this.written;
    const label = element("span", {}, options.label);
    this.dom = element("label", { class: "field" }, label, this.input, this.fault);
    watch();
    this.input.addEventListener("input", () => {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.write(), REST);
      waiting.add(this);
    });
    this.input.addEventListener("change", () => this.write());
    this.input.addEventListener("keydown", (event) => this.key(event as KeyboardEvent));
  }

  focus(): void {
    this.input.focus();
  }

  /** Takes the value from the node, unless somebody is typing here. */
  show(value: unknown): void {
    const text = String(value ?? "");
    if (text === this.written && document.activeElement === this.input) return;
    this.written = text;
    if (this.input.value !== text) this.input.value = text;
  }

  set readOnly(readOnly: boolean) {
    this.input.readOnly = readOnly;
  }

  /** Writes what is in the field into the document, if it is not there yet. */
  write(): void {
    window.clearTimeout(this.timer);
    waiting.delete(this);
    const typed = cleaned(this.input.value.replace(/\n/g, " ")).trim();
    const { read } = this.options;
    const isOpen = typed === "" && !this.options.isRequired;
    const text = isOpen || !read ? typed : read(typed);
    this.fault.textContent = text === null ? (this.options.fault ?? "") : "";
    this.input.setAttribute("aria-invalid", String(text === null));
    const position = this.position();
    if (text === null) return;
    if (text === this.written || position === undefined || !this.view.editable) return;
    if (this.view.isDestroyed) return;
    this.written = text;
    const { attribute, empty } = this.options;
    this.view.dispatch(this.view.state.tr.setNodeAttribute(position, attribute, text || empty));
  }

  /** Enter and Escape lead back into the text. */
  private key(event: KeyboardEvent): void {
    if (event.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    event.stopPropagation();
    this.write();
    if (this.options.leave) {
      this.options.leave();
      return;
    }
    leaveFields(this.view, this.position());
  }
}

/** Back from what stands beside the node at a position: into its words, or to it where it has none. */
export function leaveFields(view: EditorView, position: number | undefined): void {
  if (position === undefined) return;
  const { doc, tr } = view.state;
  const node = doc.nodeAt(position);
  const end = position + (node?.nodeSize ?? 1) - 1;
  const selection = node?.isLeaf
    ? NodeSelection.create(doc, position)
    : Selection.near(doc.resolve(end), -1);
  view.dispatch(tr.setSelection(selection).scrollIntoView());
  view.focus();
}

const INPUTS = [
  ":scope > .fields :is(input, textarea, select, button)",
  ":scope > .slip :is([contenteditable='true'], input, select)",
].join();

/** Leads from a block to its fields, from a selected footnote or citation into its slip. */
export const focusFields: Command = (state, _dispatch, view) => {
  if (!view) return false;
  const { selection } = state;
  const candidates = [
    ...(selection instanceof NodeSelection ? [selection.from] : []),
    ...Array.from({ length: selection.$from.depth }, (_, index) =>
      selection.$from.before(selection.$from.depth - index),
    ),
  ];
  for (const position of candidates) {
    const dom = view.nodeDOM(position);
    const input = dom instanceof HTMLElement ? dom.querySelector<HTMLElement>(INPUTS) : null;
    if (input) {
      input.focus();
      return true;
    }
  }
  return false;
};

/** The same from a selected picture or footnote alone. */
export const enterSelected: Command = (state, dispatch, view) =>
  state.selection instanceof NodeSelection ? focusFields(state, dispatch, view) : false;
