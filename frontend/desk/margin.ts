/**
 * The margin beside the sheet: cards that stand at the lines they are about.
 *
 * Cards never overlap: each stands at its line or as near below the one before as it can; the active
 * one keeps its line and the others make room. Where the window is too narrow for a margin, or the
 * list was asked for, the same cards stand one below the other in a panel.
 *
 * Nothing is measured while somebody types: the cards are placed when the hand has rested a moment.
 */
import type { EditorView } from "@tiptap/pm/view";

/** What stands in the margin. */
export interface Card {
  readonly id: string;
  readonly dom: HTMLElement;
  /** Where in the text it belongs; null if its words are gone. */
  readonly position: () => number | null;
}

const REST = 60;
const GAP = 10;
/** More cards than this do not slide to their places. */
const MANY = 40;
const WIDE = window.matchMedia("(min-width: 64rem)");

export class Margin {
  private cards: readonly Card[] = [];
  private active: string | null = null;
  private timer = 0;
  private listing = false;

  /**
   * @param frame the margin itself; it bears `data-list` while it is a panel
   * @param place where the cards are put
   */
  constructor(
    private readonly frame: HTMLElement,
    private readonly place: HTMLElement,
    private readonly view: () => EditorView,
    private readonly changed: () => void,
  ) {
    const again = () => this.rest();
    window.addEventListener("resize", again);
    WIDE.addEventListener("change", () => {
      this.changed();
      this.rest();
    });
    // Pictures and fonts that arrive late move the lines.
    new ResizeObserver(again).observe(frame.ownerDocument.getElementById("desk-sheet") ?? frame);
  }

  /** Whether the cards stand beside their lines. */
  get isBeside(): boolean {
    return WIDE.matches && !this.listing;
  }

  get isListing(): boolean {
    return this.listing;
  }

  list(open: boolean): void {
    this.listing = open;
    this.frame.toggleAttribute("data-list", open);
    this.changed();
    this.rest();
  }

  /** Puts these cards into the margin, in this order; those that stay keep what is typed in them. */
  show(cards: readonly Card[]): void {
    this.cards = cards;
    const wanted = cards.map(({ dom }) => dom);
    for (const child of [...this.place.children])
      if (!wanted.includes(child as HTMLElement)) child.remove();
    wanted.forEach((dom, index) => {
      if (this.place.children[index] !== dom)
        this.place.insertBefore(dom, this.place.children[index] ?? null);
    });
    this.rest();
  }

  activate(id: string | null): void {
    this.active = id;
    this.rest(0);
  }

  /** Places the cards when nothing has changed for a moment. */
  rest(after = REST): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => requestAnimationFrame(() => this.layOut()), after);
  }

  private layOut(): void {
    if (!this.isBeside || this.cards.length === 0) {
      for (const { dom } of this.cards) dom.style.removeProperty("top");
      this.place.style.removeProperty("min-height");
      return;
    }
    const view = this.view();
    const origin = this.place.getBoundingClientRect().top;
    // All is read before anything is written: one layout, not one for each card.
    const lit = passages(view);
    const wanted = this.cards.map(({ id, position }) => {
      const at = lit.get(id)?.getBoundingClientRect().top ?? lineTop(view, position());
      return Math.max(0, at - origin);
    });
    const heights = this.cards.map(({ dom }) => dom.offsetHeight);
    const tops = stacked(
      wanted,
      heights,
      this.cards.findIndex(({ id }) => id === this.active),
    );
    // Hundreds that slide at once would be seen to stutter.
    this.frame.toggleAttribute("data-many", this.cards.length > MANY);
    this.cards.forEach(({ dom }, index) => {
      const top = `${Math.round(tops[index] ?? 0)}px`;
      if (dom.style.top !== top) dom.style.top = top;
    });
    const last = tops.length - 1;
    const height = `${Math.round((tops[last] ?? 0) + (heights[last] ?? 0))}px`;
    if (this.place.style.minHeight !== height) this.place.style.minHeight = height;
  }
}

/** The first element of each passage that is lit up in the text. */
function passages(view: EditorView): Map<string, Element> {
  const found = new Map<string, Element>();
  for (const dom of view.dom.querySelectorAll("[data-anchor]")) {
    const id = dom.getAttribute("data-anchor") ?? "";
    if (!found.has(id)) found.set(id, dom);
  }
  return found;
}

function lineTop(view: EditorView, position: number | null): number {
  if (position === null) return 0;
  try {
    return view.coordsAtPos(Math.min(position, view.state.doc.content.size)).top;
  } catch {
    // Inside what is not drawn, such as a closed footnote: at the block around it.
    const at = view.state.doc.resolve(Math.min(position, view.state.doc.content.size));
    const dom = view.nodeDOM(at.before(1));
    return dom instanceof HTMLElement ? dom.getBoundingClientRect().top : 0;
  }
}

/**
 * Where cards of these heights stand so that none overlaps: each where it is wanted or below the one
 * before; the one at `pinned` where it is wanted, and those before it above, if there is room.
 */
export function stacked(
  wanted: readonly number[],
  heights: readonly number[],
  pinned: number,
): number[] {
  const tops: number[] = [];
  let free = 0;
  wanted.forEach((top, index) => {
    const at = index === pinned ? top : Math.max(top, free);
    tops.push(at);
    free = at + (heights[index] ?? 0) + GAP;
  });
  for (let index = pinned - 1; index >= 0; index--) {
    const highest = (tops[index + 1] ?? 0) - GAP - (heights[index] ?? 0);
    tops[index] = Math.min(tops[index] ?? 0, highest);
  }
  // No room above: all go down together.
  free = 0;
  return tops.map((top, index) => {
    const at = Math.max(top, free);
    free = at + (heights[index] ?? 0) + GAP;
    return at;
  });
}
