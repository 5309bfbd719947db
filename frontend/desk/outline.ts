/** The outline of a long piece: its headings, which lead to their places; the current one is marked. */
import type { Node } from "@tiptap/pm/model";
import { Selection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { element } from "./element";
import { Panel } from "./panel";
import { nodes } from "./schema";

interface Heading {
  readonly at: number;
  readonly level: number;
  readonly words: string;
}

/** The outline follows the text when the hand rests. */
const REST = 200;

/** The headings of a text, those in asides among them, and before them its title. */
export function headingsIn(document: Node): readonly Heading[] {
  const found: Heading[] = [{ at: 0, level: 1, words: document.child(0).textContent || "Title" }];
  document.forEach((block, offset) => {
    const add = (node: Node, at: number): void => {
      if (node.type === nodes.heading && node.textContent.trim() !== "")
        found.push({ at, level: Number(node.attrs.level), words: node.textContent });
    };
    add(block, offset);
    if (block.type === nodes.aside)
      block.forEach((child, inside) => {
        add(child, offset + 1 + inside);
      });
  });
  return found;
}

export class Outline {
  readonly panel: Panel;
  private readonly list = element("ol", {});
  private readonly hint = element(
    "p",
    { class: "hint" },
    "No headings yet. “##” and a space begin one.",
  );
  private shown: readonly Heading[] = [];
  private resting = 0;

  constructor(
    place: HTMLElement,
    private readonly view: () => EditorView,
    changed: () => void,
  ) {
    this.panel = new Panel("desk-outline", "Outline", place, () => this.view().focus(), changed);
    this.panel.body.append(element("nav", { "aria-label": "Headings" }, this.list), this.hint);
  }

  toggle(): void {
    if (this.panel.isOpen) {
      this.panel.close();
      return;
    }
    this.show();
    this.panel.open(
      this.list.querySelector<HTMLElement>("[aria-current]") ?? this.list.querySelector("button"),
    );
  }

  /** Text or caret changed. */
  changed(): void {
    if (!this.panel.isOpen) return;
    window.clearTimeout(this.resting);
    this.resting = window.setTimeout(() => this.show(), REST);
  }

  private show(): void {
    const { doc, selection } = this.view().state;
    const found = headingsIn(doc);
    // Where a heading stands may change with every letter; what is shown does not.
    const said = (headings: readonly Heading[]) =>
      JSON.stringify(headings.map(({ level, words }) => [level, words]));
    if (said(found) !== said(this.shown))
      this.list.replaceChildren(...found.map((heading, index) => this.line(heading, index)));
    this.shown = found;
    this.hint.hidden = found.length > 1;
    const current = found.findLastIndex(({ at }) => at <= selection.head);
    this.list.querySelectorAll("button").forEach((button, index) => {
      if (index === current) button.setAttribute("aria-current", "location");
      else button.removeAttribute("aria-current");
    });
  }

  private line({ level, words }: Heading, index: number): HTMLElement {
    const button = element("button", { type: "button", "data-level": level, dir: "auto" }, words);
    button.addEventListener("click", () => this.goTo(index));
    return element("li", {}, button);
  }

  private goTo(index: number): void {
    const view = this.view();
    const heading = headingsIn(view.state.doc)[index];
    if (!heading) return;
    const place = Selection.near(view.state.doc.resolve(heading.at + 1), 1);
    view.dispatch(view.state.tr.setSelection(place));
    view.focus();
    const dom = view.nodeDOM(heading.at);
    if (dom instanceof HTMLElement) dom.scrollIntoView({ block: "start" });
    // Where it lies on the text, it has done what it was opened for.
    if (window.matchMedia("(max-width: 84rem)").matches) this.panel.close();
    else this.show();
  }
}
