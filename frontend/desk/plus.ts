/**
 * The "+" beside an empty line, and the list of blocks it opens.
 *
 * The button stands in the gutter of the line that the caret is in, outside the text: behind the
 * text for the Tab key, and out of the way as soon as something is written.
 */
import { type EditorState, Plugin } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { BlockList, matching, possible } from "./blocklist";
import type { Block } from "./blocks";
import { element } from "./element";
import { icon } from "./icons";
import { nodes } from "./schema";
import { made } from "./slash";
import { lay, standBy } from "./slips";

/** Whether the caret stands in an empty line that a block could take the place of. */
function isOnEmptyLine(state: EditorState): boolean {
  const { $from, empty } = state.selection;
  return empty && $from.parent.type === nodes.paragraph && $from.parent.content.size === 0;
}

export function plusPlugin(place: HTMLElement, all: () => readonly Block[]): Plugin {
  return new Plugin({ view: (view) => new Plus(view, place, all) });
}

class Plus {
  private readonly button = element("button", {
    type: "button",
    class: "plus",
    "aria-label": "Insert a block",
    "aria-haspopup": "listbox",
    "aria-expanded": "false",
    title: "Insert a block (/)",
    hidden: true,
  });
  private scheduled = false;
  /** A picture that has come, a block that opened its fields: the line stands elsewhere then. */
  private readonly grown = new ResizeObserver(() => {
    if (!this.button.hidden) this.later();
  });

  constructor(
    private readonly view: EditorView,
    private readonly place: HTMLElement,
    private readonly all: () => readonly Block[],
  ) {
    this.button.append(icon("plus"));
    this.button.addEventListener("mousedown", (event) => event.preventDefault());
    this.button.addEventListener("click", () => {
      openBlockPicker(this.view, this.all(), this.button);
    });
    place.after(this.button);
    this.grown.observe(view.dom);
  }

  update(view: EditorView): void {
    const shown = view.editable && isOnEmptyLine(view.state);
    if (!shown) {
      // Said only when it changes: it would cost a look at the page's styles with every letter.
      if (!this.button.hidden) this.button.hidden = true;
      return;
    }
    this.later();
  }

  private later(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    requestAnimationFrame(() => {
      this.scheduled = false;
      this.stand();
    });
  }

  destroy(): void {
    this.grown.disconnect();
    this.button.remove();
  }

  /** Beside the line: the stylesheet knows on which side of the paper the gutter is. */
  private stand(): void {
    const { view } = this;
    if (view.isDestroyed || !view.editable || !isOnEmptyLine(view.state)) {
      this.button.hidden = true;
      return;
    }
    const line = view.coordsAtPos(view.state.selection.from);
    const paper = (this.place.parentElement ?? this.place).getBoundingClientRect();
    this.button.style.top = `${(line.top + line.bottom) / 2 - paper.top}px`;
    this.button.hidden = false;
  }
}

let open: { close(refocus: boolean): void } | null = null;

/** Opens the list of what may stand at the caret, under a field that filters it, at a button. */
export function openBlockPicker(
  view: EditorView,
  all: readonly Block[],
  button: HTMLElement,
): void {
  if (open) {
    open.close(true);
    return;
  }
  const offered = possible(all, view);
  const input = element("input", {
    type: "text",
    role: "combobox",
    "aria-expanded": "true",
    "aria-controls": "block-picker-list",
    "aria-autocomplete": "list",
    "aria-label": "Which block?",
    placeholder: "Which block?",
    autocomplete: "off",
    spellcheck: "false",
    dir: "auto",
  });
  const nothing = element("p", { role: "status" });
  const list = new BlockList("block-picker-list", take, () => input);
  const slip = element("div", { class: "block-picker" }, input, list.dom, nothing);

  function close(refocus: boolean): void {
    if (open?.close !== close) return;
    open = null;
    slip.remove();
    button.setAttribute("aria-expanded", "false");
    if (refocus) view.focus();
  }
  function take(block: Block): void {
    close(true);
    made(block, view);
  }
  function fill(): void {
    const found = matching(offered, input.value);
    list.fill(found);
    list.show();
    nothing.textContent =
      found.length > 0
        ? ""
        : input.value.trim() === ""
          ? "Nothing can be inserted here."
          : "No block is called that.";
  }

  input.addEventListener("input", fill);
  slip.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(true);
    else if (!list.key(event)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  slip.addEventListener("focusout", ({ relatedTarget }) => {
    if (!slip.contains(relatedTarget as Node | null) && relatedTarget !== button) close(false);
  });

  open = { close };
  button.setAttribute("aria-expanded", "true");
  lay(slip);
  fill();
  standBy(slip, button.getBoundingClientRect(), view.dom);
  input.focus({ preventScroll: true });
}
