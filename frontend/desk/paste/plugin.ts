/** What is pasted or dropped from elsewhere, on its way into the sheet. */
import { DOMParser, type Fragment, type Node, type Slice } from "@tiptap/pm/model";
import { Plugin, type Transaction } from "@tiptap/pm/state";
import { dropPoint } from "@tiptap/pm/transform";
import type { EditorView } from "@tiptap/pm/view";
import { nodes, schema } from "../schema";
import { isMarkdown, markdownToHtml } from "./markdown";
import { ours } from "./ours";
import { cleanPaste } from "./paste";
import { plainToHtml } from "./plain";

/** More pasted characters than this, pictures not counted, would freeze the page while they are read. */
const LONGEST_PASTE = 2_000_000;
/** The same with the pictures that stand in the HTML itself. */
const LONGEST_WITH_PICTURES = 60_000_000;
/** Of what a paste comes to as a step, so much fits into one message on the line. */
const SHARE_OF_MESSAGE = 0.9;
/** What an element comes to in a step at the least; the steps' names and brackets cost more. */
const LEAST_OF_ELEMENT = 40;
const DATA_PICTURE = /data:image\/[a-z+.-]+;base64,[A-Za-z0-9+/=\s]*/gi;

/** A picture that came inside the HTML, and what stood with it. */
export interface BroughtPicture {
  readonly file: File;
  readonly alt: string;
  readonly caption: Fragment;
}

export interface PasteOptions {
  /** Characters that one message on the line may have. */
  readonly longestMessage: number;
  readonly notice: (message: string) => void;
  /** Uploads a picture, to stand at a place in the text. */
  readonly place: (view: EditorView, picture: BroughtPicture, at: number) => void;
}

export function pastePlugin(options: PasteOptions): Plugin {
  /** What the last reading of the clipboard brought beside words; taken when its slice arrives. */
  let pictures: readonly string[] = [];
  let left = 0;
  let tooMuch = false;
  const most = options.longestMessage * SHARE_OF_MESSAGE;

  const forget = (): void => {
    pictures = [];
    left = 0;
    tooMuch = false;
  };

  /** Empty if it surely is too much: to make nodes of it takes longer than to clean it. */
  const clean = (html: string): HTMLElement => {
    const found = cleanPaste(html);
    const elements = found.body.getElementsByTagName("*").length;
    tooMuch = (found.body.textContent ?? "").length + elements * LEAST_OF_ELEMENT > most;
    if (tooMuch) found.body.replaceChildren();
    else ({ pictures, left } = found);
    return found.body;
  };

  /** Sets what was read into the text, and the pictures in it on their way. */
  const bring = (view: EditorView, transaction: Transaction): void => {
    const brought = takePictures(transaction, pictures);
    pictures = [];
    view.dispatch(transaction.scrollIntoView().setMeta("paste", true).setMeta("uiEvent", "paste"));
    for (const { at, ...picture } of brought) options.place(view, picture, at);
  };

  /** True if nothing more is to be done: it was too much, or it was set here. */
  const settle = (view: EditorView, slice: Slice, set: () => Transaction): boolean => {
    if (tooMuch || JSON.stringify(slice).length > most) {
      options.notice(TOO_MUCH);
      forget();
      return true;
    }
    if (left > 0) options.notice(leftBehind(left));
    left = 0;
    if (pictures.length === 0) return false;
    bring(view, set());
    return true;
  };

  return new Plugin({
    props: {
      handleDOMEvents: {
        // Before anything is read: reading is what would take the time.
        paste: (_view, event) => refused(event, event.clipboardData, options),
        drop: (_view, event) => refused(event, event.dataTransfer, options),
      },
      transformPastedHTML: (html) => {
        forget();
        return ours(html) ?? clean(html).innerHTML;
      },
      clipboardTextParser: (text, $context, plain) => {
        forget();
        const markdown = !plain && isMarkdown(text);
        // One line goes on in the manner of the words around it, which is ProseMirror's own way; its
        // types do not say that null means that.
        if (!markdown && !/[\r\n]/.test(text.trim())) return null as unknown as Slice;
        const body = clean(markdown ? markdownToHtml(text) : plainToHtml(text));
        return DOMParser.fromSchema(schema).parseSlice(body, { context: $context });
      },
      handlePaste: (view, _event, slice) =>
        settle(view, slice, () => view.state.tr.replaceSelection(slice)),
      handleDrop: (view, event, slice, moved) =>
        !moved &&
        settle(view, slice, () => {
          const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? 0;
          const point = dropPoint(view.state.doc, at, slice) ?? at;
          return view.state.tr.replaceRange(point, point, slice);
        }),
    },
  });
}

const TOO_MUCH = "That is too much at once. Paste it in smaller parts.";

function leftBehind(count: number): string {
  const which = count === 1 ? "A picture was" : `${count} pictures were`;
  const them = count === 1 ? "it" : "each";
  return `${which} not in what you pasted, only an address. Save ${them} and drop ${them} here.`;
}

function refused(event: Event, data: DataTransfer | null, options: PasteOptions): boolean {
  const html = data?.getData("text/html") ?? "";
  const text = data?.getData("text/plain") ?? "";
  let length = Math.max(text.length, html.length);
  if (length > LONGEST_PASTE && length <= LONGEST_WITH_PICTURES)
    length = Math.max(text.length, html.replace(DATA_PICTURE, "").length);
  if (length <= LONGEST_PASTE) return false;
  event.preventDefault();
  options.notice(TOO_MUCH);
  return true;
}

interface Placed extends BroughtPicture {
  readonly at: number;
}

/** Takes pictures that are still to be uploaded out of the text; says where they stood. */
function takePictures(transaction: Transaction, addresses: readonly string[]): Placed[] {
  const found: { readonly node: Node; readonly at: number }[] = [];
  let [start, end] = [transaction.doc.content.size, 0];
  transaction.mapping.maps.forEach((map, step) => {
    const rest = transaction.mapping.slice(step + 1);
    map.forEach((_from, _to, from, to) => {
      start = Math.min(start, rest.map(from, -1));
      end = Math.max(end, rest.map(to, 1));
    });
  });
  transaction.doc.nodesBetween(start, Math.max(start, end), (node, at) => {
    if (node.type === nodes.picture && node.attrs.media === null) found.push({ node, at });
    return !node.isTextblock;
  });
  const before = transaction.steps.length;
  for (const { node, at } of [...found].reverse()) {
    const from = transaction.doc.resolve(at);
    if (from.parent.childCount > 3 || from.depth > 0) transaction.delete(at, at + node.nodeSize);
    else transaction.replaceWith(at, at + node.nodeSize, nodes.paragraph.create());
  }
  const after = transaction.mapping.slice(before);
  return found.flatMap(({ node, at }, index) => {
    const file = fileOf(addresses[index] ?? "");
    if (!file) return [];
    return [{ file, alt: String(node.attrs.alt), caption: node.content, at: after.map(at, -1) }];
  });
}

function fileOf(address: string): File | null {
  const [, type = "", data = ""] = /^data:(image\/[a-z+.-]+);base64,(.*)$/is.exec(address) ?? [];
  try {
    const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
    return bytes.length > 0 ? new File([bytes], "picture", { type }) : null;
  } catch {
    return null;
  }
}
