/** The slip below a doubted word: what is doubted, what could stand there, and the ways to pass on. */
import type { EditorView } from "@tiptap/pm/view";
import { element } from "../element";
import { lay, standBy } from "../slips";
import type { Standing } from "./speech";

export interface Ways {
  readonly remember: () => void;
  readonly passOver: () => void;
}

export class DoubtSlip {
  private dom: HTMLElement | null = null;
  private leave: () => void = () => undefined;

  open(view: EditorView, standing: Standing, focus: boolean, ways: Ways): void {
    this.close();
    const { from, to, words, doubt } = standing;
    const act = (label: string, title: string, run: () => void) => {
      const button = element("button", { type: "button", title }, label);
      button.addEventListener("click", () => {
        this.close();
        view.focus();
        run();
      });
      return button;
    };
    const choices = view.editable
      ? doubt.choices.map((choice) =>
          act(choice === "" ? "Take it out" : choice, `Instead of "${words}"`, () =>
            replace(view, standing, choice),
          ),
        )
      : [];
    for (const choice of choices) choice.lang = "en";
    const spelling = doubt.kind === "Spelling";
    const dom = element(
      "div",
      { class: "doubt-slip", role: "dialog", "aria-label": `About "${words}"` },
      element("p", {}, doubt.says),
      choices.length > 0 ? element("div", { class: "doubt-choices" }, ...choices) : null,
      element(
        "div",
        { class: "doubt-ways" },
        act("Pass over", "Until the page is closed", ways.passOver),
        spelling ? act("My word", "Keep it in this browser as right", ways.remember) : null,
      ),
    );
    this.dom = dom;
    lay(dom);
    const [start, end] = [view.coordsAtPos(from), view.coordsAtPos(to, -1)];
    standBy(
      dom,
      { left: start.left, right: end.right, top: start.top, bottom: end.bottom },
      view.dom,
    );
    const outside = ({ target }: Event) => {
      if (!dom.contains(target as globalThis.Node)) this.close();
    };
    const key = (event: KeyboardEvent) => {
      if (event.key === "Escape") {
        event.stopPropagation();
        this.close();
        view.focus();
      } else if (!dom.contains(event.target as globalThis.Node)) this.close();
    };
    document.addEventListener("mousedown", outside);
    document.addEventListener("keydown", key, true);
    this.leave = () => {
      document.removeEventListener("mousedown", outside);
      document.removeEventListener("keydown", key, true);
    };
    if (focus) dom.querySelector("button")?.focus();
  }

  close(): void {
    this.leave();
    this.leave = () => undefined;
    this.dom?.remove();
    this.dom = null;
  }
}

/** Puts the choice in the words' place, if they still stand there. */
function replace(view: EditorView, { from, to, words }: Standing, choice: string): void {
  const { doc, tr } = view.state;
  if (to > doc.content.size || doc.textBetween(from, to) !== words) return;
  const transaction = choice === "" ? tr.delete(from, to) : tr.insertText(choice, from, to);
  view.dispatch(transaction.scrollIntoView());
}
