/**
 * The list of blocks: what may stand here, the fittest first, one of them chosen.
 *
 * Shown under "/" in the text, and under a field of its own for "+" and the row of tools. Who shows it
 * keeps the focus: the list is led by `aria-activedescendant` (combobox pattern of the ARIA
 * Authoring Practices).
 */
import type { EditorView } from "@tiptap/pm/view";
import type { Block } from "./blocks";
import { element } from "./element";
import { fold } from "./folding";
import { icon } from "./icons";

/** The blocks that what is typed may mean; those whose own name begins with it come first. */
export function matching(all: readonly Block[], typed: string): readonly Block[] {
  const wanted = fold(typed.trim());
  if (wanted === "") return all;
  const rank = (block: Block): number => {
    const label = fold(block.label);
    if (label.startsWith(wanted)) return 0;
    const words = `${label} ${fold(block.words)}`.split(/\s+/);
    if (words.some((word) => word.startsWith(wanted))) return 1;
    return `${label} ${fold(block.words)}`.includes(wanted) ? 2 : 3;
  };
  return [0, 1, 2].flatMap((wantedRank) => all.filter((block) => rank(block) === wantedRank));
}

/** The blocks that may stand where the caret is. */
export function possible(all: readonly Block[], view: EditorView): readonly Block[] {
  return view.editable ? all.filter(({ run }) => run(view.state, undefined, view)) : [];
}

export class BlockList {
  readonly dom: HTMLElement;
  private found: readonly Block[] = [];
  private at = 0;

  constructor(
    readonly id: string,
    private readonly take: (block: Block) => void,
    private readonly leads: () => HTMLElement,
  ) {
    this.dom = element("ul", {
      id,
      class: "block-list",
      role: "listbox",
      "aria-label": "Blocks",
    });
    // Nothing in the list takes the focus from where one types.
    this.dom.addEventListener("mousedown", (event) => event.preventDefault());
  }

  get size(): number {
    return this.found.length;
  }

  get chosen(): Block | undefined {
    return this.found[this.at];
  }

  fill(found: readonly Block[]): void {
    const before = this.chosen;
    const same =
      found.length === this.found.length &&
      found.every((block, index) => block.name === this.found[index]?.name);
    if (same) return;
    this.found = found;
    this.at = 0;
    this.dom.replaceChildren(...found.map((block) => this.option(block)));
    if (before !== this.chosen) this.show();
  }

  /** Answers a key if it is the list's; true if it was. */
  key(event: KeyboardEvent): boolean {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || this.size === 0)
      return false;
    if (event.key === "ArrowDown") this.at = (this.at + 1) % this.size;
    else if (event.key === "ArrowUp") this.at = (this.at + this.size - 1) % this.size;
    else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey) {
      if (this.chosen) this.take(this.chosen);
      return true;
    } else return false;
    this.show();
    return true;
  }

  /** Marks the chosen one, for the eye and for those who hear the page. */
  show(): void {
    this.dom.querySelectorAll("[role=option]").forEach((option, index) => {
      option.setAttribute("aria-selected", String(index === this.at));
      if (index === this.at) this.bring(option);
    });
    const lead = this.leads();
    if (this.chosen) lead.setAttribute("aria-activedescendant", this.idOf(this.chosen));
    else lead.removeAttribute("aria-activedescendant");
  }

  /** Scrolls the list, and nothing around it: the page would run to where the list is not yet. */
  private bring(option: Element): void {
    const [its, ours] = [option.getBoundingClientRect(), this.dom.getBoundingClientRect()];
    if (its.top < ours.top) this.dom.scrollTop -= ours.top - its.top;
    else if (its.bottom > ours.bottom) this.dom.scrollTop += its.bottom - ours.bottom;
  }

  private idOf(block: Block): string {
    return `${this.id}-${block.name}`;
  }

  private option(block: Block): HTMLElement {
    const made = element(
      "li",
      { id: this.idOf(block), role: "option", "aria-selected": "false" },
      icon(block.sign),
      element("span", { class: "block-name" }, block.label),
      " ",
      element("span", { class: "block-hint" }, block.hint),
      " ",
      block.keys ? element("kbd", {}, block.keys) : null,
    );
    made.addEventListener("click", () => this.take(block));
    made.addEventListener("mousemove", () => {
      const at = this.found.indexOf(block);
      if (at === this.at) return;
      this.at = at;
      this.show();
    });
    return made;
  }
}
