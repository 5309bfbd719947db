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
import { element } from "./element";
import { cleanPaste } from "./paste/paste";
import { nodes, schema } from "./schema";
import { button, laySlip, placeFor, placeOfSlip, type Slip, takeSlip } from "./uploads";

/** What may be chosen: the house says of the others what they are, and how they become one. */
export const WORD_FILES = ".docx,.docm,.doc,.odt,.rtf";
const KINDS = /\.(?:docx|docm|dotx|doc|odt|rtf|pages|pdf)$/i;
/** Of what one message on the line may have, so much is for the blocks of one step. */
const SHARE_OF_MESSAGE = 0.8;
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
    const reading = new Reading(file, view, options);
    view.dispatch(laySlip(view.state.tr, reading, place));
    reading.begin();
  }
  return true;
}

class Reading implements Slip {
  readonly dom = element("div", { class: "upload", contenteditable: "false" });
  private request: XMLHttpRequest | null = null;

  constructor(
    private readonly file: File,
    private readonly view: EditorView,
    private readonly options: WordOptions,
  ) {}

  begin(): void {
    const { largest } = this.options.config.word;
    if (this.file.size > largest) {
      const megabytes = Math.floor(largest / 1024 / 1024);
      this.refuse(
        `This file is larger than ${megabytes} MB. Make its pictures smaller, or bring them here ` +
          "by themselves.",
        false,
      );
      return;
    }
    const progress = element("progress", { max: 1, "aria-label": "Word file under way" });
    const word = element("p", {}, "Word file under way…");
    this.show(
      progress,
      word,
      button("Cancel", () => this.cancel()),
    );
    this.send(progress, word);
  }

  /** XMLHttpRequest, because fetch cannot tell how much has been sent. */
  private send(progress: HTMLProgressElement, word: HTMLElement): void {
    const request = new XMLHttpRequest();
    this.request = request;
    request.open("POST", this.options.config.word.upload);
    request.responseType = "json";
    request.setRequestHeader("X-CSRFToken", this.options.config.csrf);
    request.upload.onprogress = ({ loaded, total }) => {
      progress.value = loaded / total;
      if (loaded === total) {
        progress.removeAttribute("value");
        word.textContent = "The house is reading the file and cleaning its pictures…";
      }
    };
    request.onload = () => this.answered(request.status, request.response);
    request.onerror = () => this.refuse("The line broke before the file was there.", true);
    const form = new FormData();
    // The name stays here: it often tells more about a person than they know.
    form.append("file", this.file, "file.docx");
    request.send(form);
  }

  private answered(status: number, answer: unknown): void {
    const said = (answer ?? {}) as { readonly error?: unknown };
    if (status === 200) this.place(answer as Taken);
    else if (typeof said.error === "string") this.refuse(said.error, false);
    else if (status === 413) this.refuse("This file is too large for the house.", false);
    else if (status === 401 || status === 403 || status === 404)
      this.refuse("You may not add to this text now. Reload the page and look again.", false);
    else this.refuse("The house could not read the file.", true);
  }

  private place(taken: Taken): void {
    const { view } = this;
    const { state } = view;
    const at = placeOfSlip(state, this);
    if (at === null) return;
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
    const transaction = takeSlip(closeHistory(state.tr), this);
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

  private refuse(why: string, again: boolean): void {
    this.show(
      element("p", { role: "alert" }, why),
      again ? button("Try again", () => this.begin()) : null,
      button("Choose another", () => {
        this.cancel();
        this.options.choose();
      }),
      button("Leave it out", () => this.cancel()),
    );
  }

  private cancel(): void {
    this.request?.abort();
    this.view.dispatch(takeSlip(this.view.state.tr, this));
    this.view.focus();
  }

  private show(...parts: (HTMLElement | null)[]): void {
    this.dom.replaceChildren(element("div", { class: "upload-words" }, ...parts));
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
