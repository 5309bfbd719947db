/**
 * A footnote in the sheet: a number in the text, and a slip of paper that opens at it.
 *
 * The note's words are content of the document, edited in a small editor of its own whose steps are
 * carried over into the sheet's (https://prosemirror.net/examples/footnote/).
 */
import { closeHistory, redo, undo } from "@tiptap/pm/history";
import { keymap } from "@tiptap/pm/keymap";
import type { Node } from "@tiptap/pm/model";
import {
  type Command,
  EditorState,
  type Plugin,
  TextSelection,
  type Transaction,
} from "@tiptap/pm/state";
import { StepMap } from "@tiptap/pm/transform";
import {
  type Decoration,
  type DecorationSource,
  EditorView,
  type NodeView,
  type ViewMutationRecord,
} from "@tiptap/pm/view";
import { keepInside } from "./asking";
import { citationView } from "./citation";
import { cleanPlugin } from "./clean";
import { insertHardBreak } from "./commands";
import { element } from "./element";
import { handPlugin } from "./hand";
import { markKeys } from "./keys";
import { ours } from "./paste/ours";
import { cleanPaste } from "./paste/paste";
import { APART } from "./quotes";
import { nodes } from "./schema";

/** What a slip needs of the page around the sheet. */
export interface SlipSurroundings {
  /** Keys that lead out of the slip: to the link form, to the tools. */
  readonly keys: Readonly<Record<string, Command>>;
  /** What else is at hand while one writes. */
  readonly plugins: () => readonly Plugin[];
  /** Text or selection in the slip changed. */
  readonly changed: () => void;
}

let inHand: EditorView | null = null;
/** Where the note in hand begins in the sheet. */
let inHandAt: () => number | undefined = () => undefined;

/** The note that is being written, if one is: the tools work on it instead of the sheet. */
export function noteInHand(): EditorView | null {
  return inHand;
}

/** The hand is back in the sheet. */
export function layNoteDown(): void {
  inHand = null;
}

/** What is selected, in the sheet's positions, also while a note is being written. */
export function selectionInSheet(sheet: EditorView): { from: number; to: number } {
  const at = inHandAt();
  if (!inHand || at === undefined) return sheet.state.selection;
  const { from, to } = inHand.state.selection;
  return { from: at + 1 + from, to: at + 1 + to };
}

/** Marks a transaction of the slip that was made by the sheet and must not go back to it. */
const FROM_SHEET = "fromSheet";

/** The footnote whose slip is open. */
let opened: FootnoteView | null = null;

/** The view of a footnote; the one whose slip is open goes on when the sheet makes its view anew. */
export function footnoteView(
  ...[node, outer, position, surroundings, drawn]: ConstructorParameters<typeof FootnoteView>
): FootnoteView {
  if (!opened?.isOf(node, outer))
    return new FootnoteView(node, outer, position, surroundings, drawn);
  opened.goOn(position, drawn);
  return opened;
}

class FootnoteView implements NodeView {
  readonly dom = element("span", { class: "footnote", role: "note" });
  private slip: HTMLElement | null = null;
  private inner: EditorView | null = null;
  /** Whether nothing has been written in the slip since it was opened. */
  private untouched = true;
  /** How often the sheet has it; for a moment twice, when it makes the view of the node anew. */
  private lives = 1;

  constructor(
    private node: Node,
    private readonly outer: EditorView,
    private position: () => number | undefined,
    private readonly surroundings: SlipSurroundings,
    /** What the sheet draws onto the note's words: here, since the slip shows them. */
    private drawn: DecorationSource,
  ) {
    this.describe();
  }

  isOf(node: Node, outer: EditorView): boolean {
    return this.node === node && this.outer === outer;
  }

  goOn(position: () => number | undefined, drawn: DecorationSource): void {
    this.lives += 1;
    this.position = position;
    // The sheet draws onto it afresh.
    this.dom.className = this.dom.classList.contains("is-selected")
      ? "footnote is-selected"
      : "footnote";
    this.update(this.node, [], drawn);
  }

  selectNode(): void {
    this.dom.classList.add("is-selected");
    if (!this.inner) this.open();
  }

  deselectNode(): void {
    this.dom.classList.remove("is-selected");
    if (!this.inner?.hasFocus()) this.close();
  }

  update(node: Node, _decorations: readonly Decoration[], drawn: DecorationSource): boolean {
    if (node.type !== nodes.footnote) return false;
    this.node = node;
    this.drawn = drawn;
    this.describe();
    if (this.inner) {
      this.takeIn(this.inner, node);
      this.inner.setProps({});
    }
    return true;
  }

  destroy(): void {
    this.lives -= 1;
    if (this.lives > 0) return;
    // Undone or deleted by others while it was written: the hand goes back to the sheet.
    if (this.inner?.hasFocus()) window.setTimeout(() => this.outer.focus());
    this.close();
  }

  stopEvent(event: Event): boolean {
    return this.slip?.contains(event.target as globalThis.Node) ?? false;
  }

  ignoreMutation(_mutation: ViewMutationRecord): boolean {
    return true;
  }

  /** Puts the caret into the note. */
  focus(): void {
    if (!this.inner) this.open();
    this.inner?.focus();
  }

  private describe(): void {
    const words = this.node.textContent;
    this.dom.setAttribute("aria-label", words ? `Footnote: ${words}` : "An empty footnote");
    this.dom.classList.toggle("is-empty", words === "");
  }

  private open(): void {
    const slip = element("div", { class: "slip", contenteditable: "false" });
    this.dom.append(slip);
    this.slip = slip;
    opened = this;
    this.untouched = true;
    const back: Command = () => {
      this.leave();
      return true;
    };
    this.inner = new EditorView(slip, {
      state: EditorState.create({
        doc: this.node,
        plugins: [
          handPlugin(),
          cleanPlugin(),
          ...this.surroundings.plugins(),
          keymap({
            ...markKeys,
            ...this.surroundings.keys,
            "Mod-z": () => undo(this.outer.state, this.outer.dispatch),
            "Mod-y": () => redo(this.outer.state, this.outer.dispatch),
            "Mod-Shift-z": () => redo(this.outer.state, this.outer.dispatch),
            "Shift-Enter": insertHardBreak,
            Enter: back,
            Escape: back,
            Backspace: (state) => state.doc.content.size === 0 && this.remove(),
          }),
        ],
      }),
      transformPastedHTML: (html) => ours(html) ?? cleanPaste(html).body.innerHTML,
      nodeViews: {
        citation: citationView,
      },
      attributes: {
        role: "textbox",
        "aria-label": "Footnote",
        "aria-multiline": "true",
        dir: "auto",
        "data-prompt": "Footnote",
      },
      editable: () => this.outer.editable,
      decorations: () => this.drawn,
      dispatchTransaction: (transaction) => this.carryOver(transaction),
      handleDOMEvents: {
        mousedown: () => {
          // A click in the slip must not make the sheet think that its own text was clicked.
          if (this.outer.hasFocus()) this.inner?.focus();
          return false;
        },
        focus: () => {
          inHand = this.inner;
          inHandAt = () => this.position();
          this.surroundings.changed();
          return false;
        },
        blur: () => {
          window.setTimeout(() => {
            if (!this.dom.classList.contains("is-selected")) this.close();
          });
          return false;
        },
      },
    });
    const act = (label: string, run: () => void) => {
      const button = element("button", { type: "button" }, label);
      button.addEventListener("mousedown", (event) => event.preventDefault());
      button.addEventListener("click", run);
      return button;
    };
    slip.append(
      element(
        "span",
        { class: "slip-acts" },
        act("Done", () => this.leave()),
        this.outer.editable ? act("Remove the footnote", () => this.remove()) : null,
      ),
    );
    this.showBlank();
    keepInside(slip);
  }

  private close(): void {
    if (opened === this) opened = null;
    if (this.inner && inHand === this.inner) inHand = null;
    this.inner?.destroy();
    this.slip?.remove();
    this.inner = null;
    this.slip = null;
  }

  /** Leaves the slip: the caret goes on behind the footnote's number. */
  private leave(): void {
    const position = this.position();
    if (position === undefined) return;
    this.outer.focus();
    const { tr } = this.outer.state;
    const behind = TextSelection.create(tr.doc, position + this.node.nodeSize);
    this.outer.dispatch(tr.setSelection(behind).scrollIntoView());
    this.close();
  }

  private remove(): boolean {
    const position = this.position();
    if (position === undefined) return false;
    this.outer.focus();
    this.outer.dispatch(this.outer.state.tr.delete(position, position + this.node.nodeSize));
    return true;
  }

  private showBlank(): void {
    this.inner?.dom.classList.toggle("is-blank", this.inner.state.doc.content.size === 0);
  }

  /** Carries an edit of the slip over into the sheet, one step further in. */
  private carryOver(transaction: Transaction): void {
    if (!this.inner) return;
    const { state, transactions } = this.inner.state.applyTransaction(transaction);
    this.inner.updateState(state);
    this.showBlank();
    this.surroundings.changed();
    const position = this.position();
    if (transaction.getMeta(FROM_SHEET) || position === undefined) return;
    const outer = this.outer.state.tr;
    const offset = StepMap.offset(position + 1);
    for (const { steps } of transactions) {
      for (const step of steps) {
        const mapped = step.map(offset);
        if (mapped) outer.step(mapped);
      }
    }
    if (!outer.docChanged) return;
    // Undo takes back what was written here before it takes back the footnote itself.
    const apart = this.untouched || transaction.getMeta(APART) === true;
    this.outer.dispatch(apart ? closeHistory(outer) : outer);
    this.untouched = false;
  }

  /** Takes in what others changed in this note while its slip is open. */
  private takeIn(inner: EditorView, node: Node): void {
    const { state } = inner;
    const start = node.content.findDiffStart(state.doc.content);
    const ends = node.content.findDiffEnd(state.doc.content);
    if (start === null || ends === null) return;
    const overlap = Math.max(0, start - Math.min(ends.a, ends.b));
    inner.dispatch(
      state.tr
        .replace(start, ends.b + overlap, node.slice(start, ends.a + overlap))
        .setMeta(FROM_SHEET, true),
    );
  }
}
