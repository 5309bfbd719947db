/** A list to choose one of the text's sources from, bound to the `source` attribute of a node. */
import type { EditorView } from "@tiptap/pm/view";
import { element } from "./element";
import { addSource, knownSources, sheetOfSources, watchSources } from "./sources";

const NEW = "+";
const FROM_THE_RIGHT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;

/**
 * Which way the closed list runs: as the source that is chosen does. Without one, null, it runs as
 * the sheet: "None" and the other fields begin at one side. `dir="auto"` would go by all options.
 */
export function runOf(chosen: string | undefined): "rtl" | "ltr" | null {
  const letter = /\p{L}/u.exec(chosen ?? "")?.[0];
  if (!letter) return null;
  return FROM_THE_RIGHT.test(letter) ? "rtl" : "ltr";
}

export class SourceChoice {
  readonly dom: HTMLElement;
  private readonly list = element("select");
  private readonly stop: () => void;
  private chosen = "";

  constructor(
    private readonly view: EditorView,
    private readonly position: () => number | undefined,
  ) {
    this.dom = element("label", { class: "field" }, element("span", {}, "Source"), this.list);
    this.list.addEventListener("change", () => this.choose(this.list.value));
    this.stop = watchSources(() => this.fill());
    this.fill();
  }

  /** Takes the value from the node. */
  show(source: unknown): void {
    this.chosen = String(source ?? "");
    this.fill();
  }

  destroy(): void {
    this.stop();
  }

  private fill(): void {
    const all = knownSources();
    const gone = this.chosen !== "" && !all.some(({ id }) => id === this.chosen);
    this.list.replaceChildren(
      element("option", { value: "" }, "None"),
      ...all.map(({ id, entry }) =>
        element("option", { value: id, dir: "auto" }, shortened(entry)),
      ),
      ...(gone ? [element("option", { value: this.chosen }, "A source that is gone")] : []),
      element("option", { value: NEW, dir: "ltr" }, "A new source…"),
    );
    this.list.value = this.chosen;
    const run = runOf(all.find(({ id }) => id === this.chosen)?.entry);
    if (run) this.list.dir = run;
    else this.list.removeAttribute("dir");
  }

  private choose(value: string): void {
    const sheet = sheetOfSources();
    let id = value;
    if (!this.view.editable || !sheet) {
      this.fill();
      return;
    }
    if (value === NEW) {
      const { tr } = sheet.state;
      ({ id } = addSource(tr, {}));
      sheet.dispatch(tr);
    }
    const at = this.position();
    if (at === undefined) return;
    this.view.dispatch(this.view.state.tr.setNodeAttribute(at, "source", id || null));
  }
}

const LONGEST = 80;

function shortened(entry: string): string {
  return entry.length > LONGEST ? `${entry.slice(0, LONGEST)}…` : entry;
}
