/** The foot of the sheet: how many words, how many of them selected, how long they take to read. */
import type { EditorView } from "@tiptap/pm/view";
import { selectionInSheet } from "./footnote";
import { readingMinutes } from "./reading";
import { countWords, wordCount } from "./words";

/** Words are counted when the hand rests. */
const REST = 400;

export class Measure {
  private resting = 0;

  constructor(
    private readonly words: HTMLElement,
    private readonly reading: HTMLElement,
    private readonly language: string,
  ) {}

  /** Text or selection changed. */
  changed(view: EditorView): void {
    window.clearTimeout(this.resting);
    this.resting = window.setTimeout(() => this.show(view), REST);
  }

  show(view: EditorView): void {
    const { doc } = view.state;
    const all = countWords(doc);
    const { from, to } = selectionInSheet(view);
    const selected = from === to ? 0 : wordCount(doc.textBetween(from, to, "\n", " "));
    const words = `${all.toLocaleString("en")} ${all === 1 ? "word" : "words"}`;
    this.words.textContent = selected > 0 ? `${selected.toLocaleString("en")} of ${words}` : words;
    const minutes = readingMinutes(all, this.language);
    this.reading.textContent = minutes > 1 ? `${minutes} minutes to read` : "";
  }
}
