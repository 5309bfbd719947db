/**
 * Word files on their way into the sheet: picked, dropped or pasted.
 *
 * The house reads the file (`src/writingviews/desk/word`) and answers with HTML and the ids of its
 * pictures, which are stored by then. That HTML goes the way of every paste, so that nothing reaches
 * the text which the schema and the rules do not hold. It is set at once, as one step to undo.
 */
import { closeHistory } from "@tiptap/pm/history";
import { DOMParser, Fragment, type Node } from "@tiptap/pm/model";
import { Plugin, TextSelection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { LIMITS } from "../document/rules";
import { cleanFragment } from "./clean";
import type { EditorConfig } from "./config";
import { cleanPaste } from "./paste/paste";
import { nodes, schema } from "./schema";
import { laySlip, placeOfSlip } from "./underway";
import { UploadCard } from "./upload";
import { placeFor } from "./uploads";

/** What may be chosen: the house says of the others what they are, and how they become one. */
export const WORD_FILES = ".docx,.docm,.doc,.odt,.rtf";
const KINDS = /\.(?:docx|docm|dotx|doc|odt|rtf|pages|pdf)$/i;
/** Of what one message on the line may have, so much is for the blocks of one step. */
const SHARE_OF_MESSAGE = 0.8;
const WORDS = {
  underWay: "Word file under way…",
  atTheHouse: "The house is reading the file and cleaning its pictures…",
  tooLarge: (megabytes: number) =>
    `This file is larger than ${megabytes} MB. Make its pictures smaller, or bring them here ` +
    "by themselves.",
  tooLargeForTheHouse: "This file is too large for the house.",
  broken: "The line broke before the file was there.",
  notAllowed: "You may not add to this text now. Reload the page and look again.",
  notTaken: "The house could not read the file.",
};
const TOO_LONG = "The file holds more than fits into one piece. Bring it in parts.";
/** The file's own title and subtitle, where they stand first. */
const TITLE = /^<p class="MsoTitle"/;
const SUBTITLE = /^<p class="MsoTitle"[^>]*>.*?<\/p><p class="MsoSubtitle"/s;

export interface WordOptions {
  readonly config: EditorConfig;
  readonly announce: (sentence: string) => void;
  readonly notice: (message: string) => void;
  /** Lets the person choose another file. */
  readonly choose: () => void;
}

/** What `writingviews.desk.views_word` answers. */
interface Taken {
  readonly html: string;
  readonly pictures: readonly (string | null)[];
  readonly left: number;
}

export function wordFilePlugin(options: WordOptions): Plugin {
  return new Plugin({
    props: {
      handlePaste: (view, event) => {
        const data = event.clipboardData;
        // A program that puts a file beside the words means the words.
        if (!data || data.getData("text/plain").trim()) return false;
        return takeWordFiles(view, [...data.files], null, options);
      },
      handleDrop: (view, event) => {
        const files = [...(event.dataTransfer?.files ?? [])];
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? null;
        if (!takeWordFiles(view, files, at, options)) return false;
        event.preventDefault();
        // Pictures that were dropped with it are taken by the next plugin.
        return files.every(isDocument);
      },
    },
  });
}

function isDocument(file: File): boolean {
  return KINDS.test(file.name);
}

/** Begins to take the documents among `files`, to stand after the block at `at` or at the caret. */
export function takeWordFiles(
  view: EditorView,
  files: readonly File[],
  at: number | null,
  options: WordOptions,
): boolean {
  const documents = files.filter(isDocument);
  if (documents.length === 0 || !view.editable) return false;
  for (const file of documents) {
    const place = placeFor(view.state, at ?? view.state.selection.to);
    const card = new WordFileCard(file, view, options);
    view.dispatch(laySlip(view.state.tr, card, place));
    card.begin();
  }
  return true;
}

class WordFileCard extends UploadCard {
  constructor(
    file: File,
    view: EditorView,
    private readonly options: WordOptions,
  ) {
    const { csrf, word } = options.config;
    super(view, {
      file,
      address: word.upload,
      csrf,
      field: "file",
      name: "file.docx",
      largest: word.largest,
      taken: 200,
      words: WORDS,
      choose: () => options.choose(),
    });
  }

  protected place(answer: unknown): boolean {
    const at = placeOfSlip(this.view.state, this);
    if (at !== null) this.set(answer as Taken, at);
    return true;
  }

  private set(taken: Taken, at: number): void {
    const { view } = this;
    const { state } = view;
    const { body, left } = cleanPaste(taken.html, taken.pictures);
    unmarkLanguage(body, this.options.config.language);
    const read = DOMParser.fromSchema(schema).parseSlice(body).content;
    const blocks = [...cleanFragment(read).content];
    const heads = headsOf(state.doc, taken.html, blocks);
    const pieces = piecesOf(blocks, this.options.config.longestMessage * SHARE_OF_MESSAGE);
    if (!pieces || !fits(state.doc, blocks)) {
      this.refuse(TOO_LONG, false);
      return;
    }
    const transaction = this.gone(closeHistory(state.tr));
    const $at = state.doc.resolve(at);
    // The block it stood beside may have been moved into something that takes no blocks.
    let end = $at.depth === 0 ? at : $at.after(1);
    for (const piece of pieces) {
      transaction.insert(end, piece);
      end += piece.size;
    }
    const next = transaction.doc.nodeAt(end);
    const last = blocks.at(-1)?.type;
    const isLine = last === nodes.paragraph || last === nodes.heading;
    // The empty line that the caret was in has done its part, unless one goes on in it.
    if (isLine && next?.type === nodes.paragraph && next.content.size === 0)
      transaction.delete(end, end + next.nodeSize);
    else if (end === transaction.doc.content.size && blocks.length > 0 && !isLine)
      transaction.insert(end, nodes.paragraph.create());
    for (const { words, position } of heads) transaction.insertText(words, position);
    const behind = transaction.mapping.slice(pieces.length).map(end);
    transaction.setSelection(TextSelection.near(transaction.doc.resolve(behind), -1));
    view.dispatch(transaction.scrollIntoView().setMeta("uiEvent", "paste"));
    view.focus();
    const missing = left + taken.left;
    if (missing > 0) this.options.notice(leftBehind(missing));
    this.options.announce(
      blocks.length > 0 ? "The Word file is in the text." : "The Word file holds no words.",
    );
  }
}

/** Words in the piece's own language need no mark, whatever most of the file is written in. */
function unmarkLanguage(body: HTMLElement, language: string): void {
  const [own] = language.toLowerCase().split("-");
  for (const words of body.querySelectorAll('[data-mark="language"]'))
    if (words.getAttribute("lang") === own) words.replaceWith(...words.childNodes);
}

interface Head {
  readonly words: string;
  readonly position: number;
}

/** The file's title and subtitle for the sheet's, where that is empty; taken out of `blocks`. */
function headsOf(document: Node, html: string, blocks: Node[]): readonly Head[] {
  const heads: Head[] = [];
  const [title, standfirst] = [document.child(0), document.child(1)];
  if (!TITLE.test(html) || title.content.size > 0 || blocks.length === 0) return heads;
  heads.push({ words: oneLine(blocks.shift()), position: 1 });
  if (SUBTITLE.test(html) && standfirst.content.size === 0 && blocks.length > 0)
    heads.unshift({ words: oneLine(blocks.shift()), position: title.nodeSize + 1 });
  return heads.filter(({ words }) => words !== "");
}

function oneLine(block: Node | undefined): string {
  return (block?.textContent ?? "").replace(/\s+/g, " ").trim();
}

/** The blocks in as many pieces as there have to be messages; null if one block is too long for one. */
function piecesOf(blocks: readonly Node[], most: number): Fragment[] | null {
  const pieces: Node[][] = [];
  let room = 0;
  for (const block of blocks) {
    const length = JSON.stringify(block).length;
    if (length > most) return null;
    if (length > room) {
      pieces.push([]);
      room = most;
    }
    room -= length;
    pieces.at(-1)?.push(block);
  }
  return pieces.map((piece) => Fragment.from(piece));
}

/** Whether the text with these blocks is still one that the house takes. */
function fits(document: Node, blocks: readonly Node[]): boolean {
  let count = 0;
  let size = document.content.size;
  const add = (): void => {
    count += 1;
  };
  document.descendants(add);
  for (const block of blocks) {
    count += 1;
    size += block.nodeSize;
    block.descendants(add);
  }
  return count <= LIMITS.nodes && size <= LIMITS.size;
}

function leftBehind(count: number): string {
  const which = count === 1 ? "A picture of the file was" : `${count} pictures of the file were`;
  const them = count === 1 ? "it" : "each";
  return `${which} not brought along: not in it, or of a kind that cannot be shown. Save ${them} as JPEG or PNG and drop ${them} here.`;
}
