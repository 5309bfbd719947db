/**
 * The bubble: the tools that selected words ask for, beside them.
 *
 * It comes when the selection rests, never takes the focus, and lies on none of the selected words.
 * Alt-F10 leads into it (and once more on to the row of tools), Escape back. On a telephone, whose
 * own menu stands at the words, it stands at the foot of what can be seen.
 */
import { type Command, type EditorState, Plugin, TextSelection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { openCitation } from "./citing";
import { isIn, linkAt, toggleHeading2, toggleQuotation } from "./commands";
import { element } from "./element";
import { icon } from "./icons";
import { keyFor } from "./keys";
import { EMPHASIS, languageTool, type MarkTool, STRONG } from "./marktools";
import { nodes } from "./schema";
import { lay } from "./slips";

/** What the bubble offers; for what needs the page, the page gives the command. */
export function bubbleTools(openers: {
  readonly link: Command;
  readonly note: Command;
  readonly language: Command;
}): readonly MarkTool[] {
  return [
    STRONG,
    EMPHASIS,
    { sign: "link", label: "Link", run: openers.link, isOn: (state) => linkAt(state) !== null },
    {
      sign: "heading2",
      label: "Heading",
      run: toggleHeading2,
      isOn: (state) => isIn(state, nodes.heading, { level: 2 }),
    },
    {
      sign: "quotation",
      label: "Quotation",
      run: toggleQuotation,
      isOn: (state) => isIn(state, nodes.quotation),
    },
    { sign: "citation", label: "Citation", keys: keyFor(openCitation), run: openCitation },
    languageTool(openers.language),
    { sign: "note", label: "Note", run: openers.note },
  ];
}

/** The bubble comes when the selection has rested this long. */
const REST = 180;
const GAP = 8;

let shown: Bubble | null = null;

/** Leads the focus into the bubble; false if there is none. */
export function focusBubble(): boolean {
  return shown?.focus() === true;
}

export function bubblePlugin(tools: () => readonly MarkTool[], onward: () => void): Plugin {
  return new Plugin({ view: (view) => new Bubble(view, tools(), onward) });
}

class Bubble {
  private readonly dom = element("div", {
    class: "bubble",
    role: "toolbar",
    "aria-label": "For the selected words",
  });
  private readonly tools: readonly (readonly [MarkTool, HTMLButtonElement])[];
  private resting = 0;
  private pressed = false;
  private readonly unhook: () => void;

  constructor(
    private readonly view: EditorView,
    tools: readonly MarkTool[],
    private readonly onward: () => void,
  ) {
    this.tools = tools.map((tool) => [tool, this.button(tool)] as const);
    this.dom.append(...this.tools.map(([, button]) => button));
    this.dom.addEventListener("mousedown", (event) => event.preventDefault());
    this.dom.addEventListener("keydown", (event) => this.key(event));
    this.dom.addEventListener("focusout", (event) => this.left(event));
    const blur = (event: FocusEvent): void => this.left(event);
    const press = (): void => {
      this.pressed = true;
      this.hide();
    };
    const release = (): void => {
      if (!this.pressed) return;
      this.pressed = false;
      this.later();
    };
    const fold = (): void => this.dock();
    view.dom.addEventListener("blur", blur);
    view.dom.addEventListener("pointerdown", press);
    document.addEventListener("pointerup", release);
    document.addEventListener("pointercancel", release);
    window.visualViewport?.addEventListener("resize", fold);
    window.visualViewport?.addEventListener("scroll", fold);
    this.unhook = () => {
      view.dom.removeEventListener("blur", blur);
      view.dom.removeEventListener("pointerdown", press);
      document.removeEventListener("pointerup", release);
      document.removeEventListener("pointercancel", release);
      window.visualViewport?.removeEventListener("resize", fold);
      window.visualViewport?.removeEventListener("scroll", fold);
    };
  }

  update(view: EditorView, before: EditorState): void {
    if (before.selection.eq(view.state.selection) && before.doc === view.state.doc) return;
    if (!this.isWanted) {
      this.hide();
      return;
    }
    if (shown === this) this.refresh();
    this.later();
  }

  destroy(): void {
    this.unhook();
    this.hide();
  }

  focus(): boolean {
    const [first] = this.buttons;
    if (shown !== this || !first) return false;
    first.focus();
    return true;
  }

  private get isWanted(): boolean {
    const { selection, doc } = this.view.state;
    return (
      this.view.editable &&
      selection instanceof TextSelection &&
      !selection.empty &&
      doc.textBetween(selection.from, selection.to, "", " ").trim() !== ""
    );
  }

  /** Those that can be used on what is selected. */
  private get buttons(): HTMLButtonElement[] {
    return this.tools.map(([, button]) => button).filter((button) => !button.hidden);
  }

  private later(): void {
    window.clearTimeout(this.resting);
    if (!this.isWanted) return;
    this.resting = window.setTimeout(() => this.show(), REST);
  }

  private show(): void {
    const { view } = this;
    const here = view.hasFocus() || this.dom.contains(document.activeElement);
    if (this.pressed || view.isDestroyed || view.composing || !here || !this.isWanted) return;
    if (shown !== this) {
      shown?.hide();
      shown = this;
      lay(this.dom);
    }
    this.refresh();
    if (this.buttons.length === 0) this.hide();
    else this.place();
  }

  private hide(): void {
    window.clearTimeout(this.resting);
    if (shown !== this) return;
    shown = null;
    this.dom.remove();
  }

  private refresh(): void {
    const { view } = this;
    for (const [tool, button] of this.tools) {
      button.hidden = !tool.run(view.state, undefined, view);
      if (tool.isOn) button.setAttribute("aria-pressed", String(tool.isOn(view.state)));
    }
  }

  /** Above the selected words, or below them; where neither is free, not at all. */
  private place(): void {
    if (window.matchMedia("(pointer: coarse)").matches) {
      this.dom.classList.add("is-docked");
      this.dock();
      return;
    }
    const { from, to } = this.view.state.selection;
    const start = this.view.coordsAtPos(from, 1);
    const end = this.view.coordsAtPos(to, -1);
    const { width, height } = this.dom.getBoundingClientRect();
    const bar = document.querySelector(".desk-bar")?.getBoundingClientRect().bottom ?? 0;
    const above = start.top - height - GAP;
    const below = end.bottom + GAP;
    const fitsAbove = above >= bar + 4 && start.top < window.innerHeight;
    const fitsBelow = below >= bar + 4 && below + height < window.innerHeight;
    if (!fitsAbove && !fitsBelow) {
      this.hide();
      return;
    }
    const oneLine = Math.abs(start.top - end.top) < 4;
    const middle = oneLine ? (start.left + end.left) / 2 : fitsAbove ? start.left : end.left;
    const furthest = document.documentElement.clientWidth - width - 12;
    const left = Math.max(12, Math.min(middle - width / 2, furthest));
    this.dom.style.left = `${window.scrollX + left}px`;
    this.dom.style.top = `${window.scrollY + (fitsAbove ? above : below)}px`;
  }

  /** On a telephone: above its keyboard, whether that is there or not. */
  private dock(): void {
    if (shown !== this || !this.dom.classList.contains("is-docked")) return;
    const seen = window.visualViewport;
    const hidden = seen ? window.innerHeight - seen.height - seen.offsetTop : 0;
    this.dom.style.bottom = `${Math.max(0, hidden) + 12}px`;
  }

  private left({ relatedTarget }: FocusEvent): void {
    // What is taken off the page while it has the focus tells of it once more.
    if (shown !== this) return;
    const next = relatedTarget as Node | null;
    if (this.dom.contains(next) || this.view.dom.contains(next)) return;
    this.hide();
  }

  private button(tool: MarkTool): HTMLButtonElement {
    const title = tool.keys ? `${tool.label} (${tool.keys})` : tool.label;
    const button = element("button", {
      type: "button",
      title,
      "aria-label": tool.label,
      tabindex: -1,
    });
    button.append(icon(tool.sign));
    button.addEventListener("click", (event) => {
      const { view } = this;
      if (!view.editable) return;
      // Pressed by a key: the hand goes back to the text, and what opens takes it from there.
      if (event.detail === 0) view.focus();
      tool.run(view.state, view.dispatch, view);
    });
    return button;
  }

  private key(event: KeyboardEvent): void {
    const { buttons } = this;
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    if (at < 0) return;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    let next: HTMLElement | undefined;
    if (step !== undefined) next = buttons[(at + step + buttons.length) % buttons.length];
    else if (event.key === "Home") next = buttons[0];
    else if (event.key === "End") next = buttons.at(-1);
    else if (event.key === "Escape") {
      this.view.focus();
      this.hide();
    } else if (event.key === "F10" && event.altKey) {
      this.hide();
      this.onward();
    } else return;
    event.preventDefault();
    event.stopPropagation();
    next?.focus();
  }
}
