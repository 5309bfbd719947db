/** Find and replace: the bar under the tools, and what is found, lit up in the text. */
import { closeHistory } from "@tiptap/pm/history";
import type { Node } from "@tiptap/pm/model";
import { NodeSelection, Plugin, PluginKey, TextSelection } from "@tiptap/pm/state";
import { Decoration, DecorationSet, type EditorView } from "@tiptap/pm/view";
import { cleaned } from "../document/rules";
import { element } from "./element";
import { Finder, type Found, replaceFound } from "./finding";
import { noteInHand } from "./footnote";
import { icon, type Sign } from "./icons";

type News = { readonly found: readonly Found[]; readonly at: number };

const key = new PluginKey<DecorationSet>("find");
/** The text is searched again when the hand has rested this long. */
const REST = 250;
const LONGEST = 300;

export function findPlugin(): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(transaction, before) {
        const news = transaction.getMeta(key) as News | undefined;
        if (!news) return before.map(transaction.mapping, transaction.doc);
        const { doc } = transaction;
        const drawn = news.found.flatMap((one, index) => drawnFound(doc, one, index === news.at));
        return DecorationSet.create(doc, drawn);
      },
    },
    props: { decorations: (state) => key.getState(state) },
  });
}

function drawnFound(doc: Node, { runs, footnote }: Found, here: boolean): Decoration[] {
  const look = { class: here ? "found is-here" : "found" };
  const words = runs.map(([from, to]) => Decoration.inline(from, to, look));
  // A footnote that is closed shows at its number that something in it was found.
  const node = footnote === null ? null : doc.nodeAt(footnote);
  if (footnote === null || !node) return words;
  return [...words, Decoration.node(footnote, footnote + node.nodeSize, look)];
}

export interface FindPlace {
  readonly view: () => EditorView;
  readonly place: HTMLElement;
  /** The bar was opened or closed. */
  readonly changed: () => void;
}

export class Find {
  private readonly finder = new Finder();
  private found: readonly Found[] = [];
  private at = -1;
  private searched: Node | null = null;
  /** Where looking began, so that every letter typed looks from there and not from what it found. */
  private origin = 0;
  private resting = 0;
  private readonly words = field("Find", LONGEST);
  private readonly instead = field("Replace with", LONGEST);
  private readonly count = element("output", { class: "find-count", "aria-live": "polite" });
  private readonly matchCase = element("input", { type: "checkbox" });
  private readonly wholeWords = element("input", { type: "checkbox" });
  private readonly exact = element("input", { type: "checkbox" });
  private readonly replaceRow: HTMLElement;
  private readonly bar: HTMLFormElement;

  constructor(private readonly where: FindPlace) {
    const one = textButton("Replace", () => this.replaceOne());
    const all = textButton("Replace all", () => this.replaceAll());
    this.replaceRow = element("div", { class: "find-row" }, this.instead, one, all);
    this.bar = element(
      "form",
      { class: "find-bar", role: "search", "aria-label": "Find in the text", hidden: true },
      element(
        "div",
        { class: "find-row" },
        this.words,
        this.count,
        signButton("up", "The one before (Shift Enter)", () => this.step(-1)),
        signButton("down", "The next one (Enter)", () => this.step(1)),
        signButton("close", "Close (Escape)", () => this.close()),
      ),
      this.replaceRow,
      element(
        "div",
        { class: "find-row find-ways" },
        choice(this.matchCase, "Case", "Large and small letters differ"),
        choice(this.wholeWords, "Whole words", "Not within longer words"),
        choice(
          this.exact,
          "Exact letters",
          "Accents, ي and ی, joiners and curly quotes differ too",
        ),
        element(
          "span",
          { class: "find-reach" },
          "In text, footnotes and captions; not in the fields beside blocks",
        ),
      ),
    );
    where.place.append(this.bar);
    this.words.addEventListener("input", () => this.search(true));
    for (const box of [this.matchCase, this.wholeWords, this.exact])
      box.addEventListener("change", () => this.search(true));
    this.bar.addEventListener("submit", (event) => event.preventDefault());
    this.bar.addEventListener("keydown", (event) => this.key(event));
  }

  get isOpen(): boolean {
    return !this.bar.hidden;
  }

  /** Opens the bar, with the selected words if there are any; `replace` shows the second row. */
  open(replace: boolean): void {
    const view = this.where.view();
    const selected = wordsSelected(noteInHand() ?? view);
    this.replaceRow.hidden = !view.editable || !(replace || this.isReplacing);
    this.bar.hidden = false;
    this.origin = view.state.selection.from;
    if (selected !== "") this.words.value = selected;
    this.words.focus();
    this.words.select();
    this.search(true);
    this.where.changed();
  }

  toggle(): void {
    if (this.isOpen) this.close();
    else this.open(true);
  }

  /** Closes the bar; what was found last stays selected. */
  close(): void {
    if (!this.isOpen) return;
    this.bar.hidden = true;
    const view = this.where.view();
    this.found = [];
    this.light();
    view.focus();
    this.where.changed();
  }

  /** The text changed. */
  changed(): void {
    if (!this.isOpen || !this.isStale) return;
    window.clearTimeout(this.resting);
    this.resting = window.setTimeout(() => this.search(false), REST);
  }

  private get isStale(): boolean {
    return this.searched !== this.where.view().state.doc;
  }

  private get isReplacing(): boolean {
    return this.isOpen && !this.replaceRow.hidden;
  }

  private search(goThere: boolean): void {
    window.clearTimeout(this.resting);
    if (!this.isOpen) return;
    const { state } = this.where.view();
    this.searched = state.doc;
    this.found = this.finder.find(state.doc, {
      words: this.words.value,
      matchCase: this.matchCase.checked,
      wholeWords: this.wholeWords.checked,
      exact: this.exact.checked,
    });
    const next = this.found.findIndex(({ from }) => from >= this.origin);
    this.at = this.found.length === 0 ? -1 : Math.max(next, 0);
    this.light();
    if (goThere) this.goThere(true);
  }

  /** Searches again if the text has changed since. */
  private fresh(): void {
    if (this.isStale) this.search(false);
  }

  private light(): void {
    const view = this.where.view();
    const news: News = { found: this.found, at: this.at };
    view.dispatch(view.state.tr.setMeta(key, news).setMeta("addToHistory", false));
    const total = this.found.length.toLocaleString("en");
    if (this.words.value === "") this.count.value = "";
    else if (this.found.length === 0) this.count.value = "None";
    else this.count.value = `${(this.at + 1).toLocaleString("en")} of ${total}`;
  }

  private step(by: 1 | -1): void {
    this.fresh();
    const { length } = this.found;
    if (length === 0) return;
    this.at = (this.at + by + length) % length;
    this.light();
    this.goThere();
  }

  /** Selects the one that is lit, and brings it into sight; the hand stays in the bar. */
  private goThere(keep = false): void {
    const one = this.found[this.at];
    if (!one) return;
    const view = this.where.view();
    this.origin = keep ? this.origin : one.from;
    const { tr, doc } = view.state;
    const selection =
      one.footnote === null
        ? TextSelection.create(doc, one.from, one.to)
        : NodeSelection.create(doc, one.footnote);
    view.dispatch(tr.setSelection(selection));
    const line = view.coordsAtPos(one.footnote ?? one.from);
    const top = this.bar.getBoundingClientRect().bottom + 16;
    const seen = window.visualViewport?.height ?? window.innerHeight;
    if (line.top < top || line.bottom > seen - 48)
      window.scrollBy({ top: line.top - (top + seen) / 2 });
  }

  private replaceOne(): void {
    this.fresh();
    const one = this.found[this.at];
    const view = this.where.view();
    if (!one || !view.editable) return;
    this.replace([one]);
    this.origin = one.from + this.instead.value.length;
    this.search(true);
  }

  private replaceAll(): void {
    this.fresh();
    const { length } = this.found;
    if (length === 0 || !this.where.view().editable) return;
    this.replace(this.found);
    this.search(false);
    const places = `${length.toLocaleString("en")} ${length === 1 ? "place" : "places"}`;
    this.count.value = `Replaced in ${places}`;
  }

  /** One step for undo, parted from what was typed before and after. */
  private replace(found: readonly Found[]): void {
    const view = this.where.view();
    const transaction = closeHistory(view.state.tr);
    view.dispatch(replaceFound(transaction, found, cleaned(this.instead.value)));
    view.dispatch(closeHistory(view.state.tr));
  }

  private key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const { target } = event;
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && target === this.words) this.step(event.shiftKey ? -1 : 1);
    else if (event.key === "Enter" && target === this.instead) this.replaceOne();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function wordsSelected(view: EditorView): string {
  const { $from, $to, from, to, empty } = view.state.selection;
  if (empty || !$from.sameParent($to) || to - from > LONGEST) return "";
  return view.state.doc.textBetween(from, to, " ", "");
}

function field(label: string, longest: number): HTMLInputElement {
  return element("input", {
    type: "text",
    "aria-label": label,
    placeholder: label,
    maxlength: longest,
    autocomplete: "off",
    spellcheck: "false",
    dir: "auto",
  });
}

function choice(box: HTMLInputElement, label: string, title: string): HTMLElement {
  return element("label", { title }, box, label);
}

function textButton(label: string, act: () => void): HTMLButtonElement {
  const made = element("button", { type: "button" }, label);
  made.addEventListener("click", act);
  return made;
}

function signButton(sign: Sign, title: string, act: () => void): HTMLButtonElement {
  const name = title.replace(/ \(.*$/, "");
  const made = element("button", { type: "button", title, "aria-label": name, class: "sign" });
  made.append(icon(sign));
  made.addEventListener("click", act);
  return made;
}
