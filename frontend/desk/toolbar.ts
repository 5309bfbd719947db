/**
 * The row of tools above the sheet.
 *
 * One stop for the Tab key; inside it the arrow keys go from tool to tool (the toolbar pattern of the
 * ARIA Authoring Practices). Alt-F10 leads here from the text, Escape back.
 */
import { redo, undo } from "@tiptap/pm/history";
import type { Command } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import type { Block } from "./blocks";
import { linkAt, removeSelected, turnDirection } from "./commands";
import { element } from "./element";
import { noteInHand } from "./footnote";
import { icon } from "./icons";
import { keyFor, spoken } from "./keys";
import { EMPHASIS, languageTool, STRONG } from "./marktools";
import { openBlockPicker } from "./plus";

export interface Tool extends Pick<Block, "sign" | "label" | "keys" | "run" | "isOn" | "onSheet"> {
  /** For a tool that opens something at its button instead of changing the text. */
  readonly open?: (view: EditorView, button: HTMLElement) => void;
  readonly opens?: "listbox" | "dialog";
  /** It changes nothing: who may only read has it too. */
  readonly reads?: true;
}

/** What the toolbar cannot do by itself, because it needs the page. */
export interface Openers {
  readonly link: Command;
  /** What lies beside the sheet: find, outline, help. */
  readonly beside: readonly Tool[];
  readonly language: Command;
}

function groups(all: readonly Block[], openers: Openers): readonly (readonly Tool[])[] {
  const having = (group: Block["group"]) => all.filter((block) => block.group === group);
  return [
    [
      STRONG,
      EMPHASIS,
      {
        sign: "link",
        label: "Link",
        keys: spoken("Mod-k"),
        run: openers.link,
        isOn: (state) => linkAt(state) !== null,
      },
    ],
    having("headings"),
    having("runs"),
    [
      ...having("inserts"),
      {
        sign: "plus",
        label: "More blocks",
        keys: "/",
        run: (state) => state.selection.$from.depth > 0 || removeSelected(state),
        open: (view, button) => openBlockPicker(view, all, button),
        opens: "listbox",
      },
    ],
    [
      languageTool(openers.language),
      { sign: "direction", label: "Turn the direction", run: turnDirection },
      { sign: "undo", label: "Undo", keys: keyFor(undo), run: undo, onSheet: true },
      { sign: "redo", label: "Redo", keys: keyFor(redo), run: redo, onSheet: true },
    ],
    openers.beside,
  ];
}

export class Toolbar {
  private readonly tools: readonly (readonly [Tool, HTMLButtonElement])[];
  private readonly beside: number;
  private scheduled = false;
  private reading = false;

  constructor(
    private readonly place: HTMLElement,
    private readonly sheet: () => EditorView,
    all: readonly Block[],
    openers: Openers,
  ) {
    const made = groups(all, openers).map((group) =>
      group.map((tool) => [tool, this.button(tool)] as const),
    );
    place.append(
      ...made.map((group) =>
        element("div", { class: "tool-group" }, ...group.map(([, button]) => button)),
      ),
    );
    this.tools = made.flat();
    this.beside = openers.beside.length;
    this.current = 0;
    place.addEventListener("keydown", (event) => this.key(event));
  }

  /** Leads the focus into the toolbar. */
  focus(): void {
    this.tools.find(([, button]) => button.tabIndex === 0)?.[1].focus();
  }

  /** Who may only read has the tools that stand beside the sheet, the last group, and no others. */
  set isForReading(reading: boolean) {
    if (this.place.classList.toggle("is-for-reading", reading) === this.reading) return;
    this.reading = reading;
    this.current = this.first;
  }

  /** The first tool that is there. */
  private get first(): number {
    return this.reading ? this.tools.length - this.beside : 0;
  }

  /** Shows what is on and what is possible at the caret; at most once a frame. */
  refresh(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    requestAnimationFrame(() => {
      this.scheduled = false;
      for (const [tool, button] of this.tools) {
        const view = this.viewFor(tool);
        const possible = (view.editable || tool.reads) && tool.run(view.state, undefined, view);
        button.setAttribute("aria-disabled", String(!possible));
        if (tool.isOn) button.setAttribute("aria-pressed", String(tool.isOn(view.state)));
      }
    });
  }

  private viewFor(tool: Tool): EditorView {
    return (tool.onSheet ? null : noteInHand()) ?? this.sheet();
  }

  private set current(index: number) {
    this.tools.forEach(([, button], at) => {
      button.tabIndex = at === index ? 0 : -1;
    });
  }

  private button(tool: Tool): HTMLButtonElement {
    const title = tool.keys ? `${tool.label} (${tool.keys})` : tool.label;
    // Not `disabled`: what is not possible here must still be found and read.
    const button = element("button", { type: "button", title, "aria-label": tool.label });
    if (tool.opens) button.setAttribute("aria-haspopup", tool.opens);
    button.append(icon(tool.sign));
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", (event) => {
      const view = this.viewFor(tool);
      if (!(view.editable || tool.reads) || !tool.run(view.state, undefined, view)) return;
      if (tool.open) {
        tool.open(view, button);
        return;
      }
      tool.run(view.state, view.dispatch, view);
      // A click by mouse leaves the caret where it is; a keypress was made in the toolbar.
      if (event.detail === 0 && document.activeElement === button) view.focus();
    });
    return button;
  }

  private key(event: KeyboardEvent): void {
    const at = this.tools.findIndex(([, button]) => button === event.target);
    if (at < 0) return;
    const { first } = this;
    const last = this.tools.length - 1;
    const forwards = getComputedStyle(this.place).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const backwards = forwards === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    let next: number;
    if (event.key === forwards) next = at === last ? first : at + 1;
    else if (event.key === backwards) next = at === first ? last : at - 1;
    else if (event.key === "Home") next = first;
    else if (event.key === "End") next = last;
    else if (event.key === "Escape") {
      (noteInHand() ?? this.sheet()).focus();
      return;
    } else return;
    event.preventDefault();
    this.current = next;
    this.tools[next]?.[1].focus();
  }
}
