/**
 * Pictures on their way into the sheet: picked, pasted or dropped.
 *
 * While one is uploaded a slip with its preview and progress stands at its place, for this person
 * alone; the document gets the picture when the house has cleaned and stored it.
 */
import { Fragment, type Node } from "@tiptap/pm/model";
import { type EditorState, Plugin, type Transaction } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { around } from "./commands";
import type { EditorConfig } from "./config";
import { element } from "./element";
import { Hiding } from "./hiding";
import type { BroughtPicture } from "./paste/plugin";
import { nodes } from "./schema";
import { laySlip, placeOfSlip } from "./underway";
import { button, UploadCard } from "./upload";

const WORDS = {
  underWay: "Picture under way…",
  atTheHouse: "The house is cleaning the picture…",
  tooLarge: (megabytes: number) =>
    `This picture is larger than ${megabytes} MB. Save it smaller and try again.`,
  tooLargeForTheHouse: "This picture is too large for the house. Save it smaller and try again.",
  broken: "The line broke before the picture was there.",
  notAllowed: "You may not add pictures here now. Reload the page and look again.",
  notTaken: "The house could not take the picture.",
  unreadable:
    "This browser cannot open the picture, so nothing can be hidden in it. Save it as JPEG and try again.",
};

/** Remembers in this browser that pictures wait until their owner has looked at them. */
const WAITING = "writingviews.pictures-wait";

export interface UploadsOptions {
  readonly config: EditorConfig;
  readonly announce: (sentence: string) => void;
  /** Lets the person choose pictures; without `then`, they are put at the caret. */
  readonly choose: (then?: (files: readonly File[]) => void) => void;
  /** Lets the person choose pictures in which something is hidden before they are sent. */
  readonly chooseToHide: () => void;
}

export function uploadsPlugin(options: UploadsOptions): Plugin {
  return new Plugin({
    props: {
      handlePaste: (view, event) => {
        const data = event.clipboardData;
        // Word and spreadsheets put a picture of the words beside the words: those want the words.
        if (!data || data.getData("text/plain").trim()) return false;
        return placePictures(view, data.files, null, options);
      },
      handleDrop: (view, event) => {
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? null;
        if (!event.dataTransfer?.files.length) return false;
        event.preventDefault();
        return placePictures(view, event.dataTransfer.files, at, options);
      },
    },
  });
}

/**
 * Begins to upload the pictures among `files`, to stand after the block at `at` or at the caret;
 * with `hiding`, what is to be hidden in each is asked first.
 */
export function placePictures(
  view: EditorView,
  files: FileList | readonly File[],
  at: number | null,
  options: UploadsOptions,
  hiding = false,
): boolean {
  const pictures = [...files].filter((file) => file.type.startsWith("image/"));
  if (pictures.length === 0 || !view.editable) return false;
  const place = at ?? view.state.selection.to;
  const gallery = around(view.state.doc.resolve(place), nodes.gallery);
  const gathering =
    gallery || pictures.length > 1 ? new Gathering(gallery?.node ?? null) : undefined;
  for (const file of pictures) {
    const picture = { file, alt: "", caption: Fragment.empty };
    placePicture(view, picture, placeFor(view.state, place), options, { gathering, hiding });
  }
  return true;
}

/** Begins to upload a picture that takes the place of the one at `position`. */
export function replacePicture(
  view: EditorView,
  file: File,
  position: () => number | undefined,
  options: UploadsOptions,
): void {
  const at = position();
  if (at === undefined || !view.editable) return;
  const picture = { file, alt: "", caption: Fragment.empty };
  placePicture(view, picture, placeFor(view.state, at), options, { instead: position });
}

/** Pictures that are brought together and are to stand in one gallery, whichever arrives first. */
class Gathering {
  private readonly order = new Map<string, number>();
  private asked = 0;

  constructor(gallery: Node | null) {
    gallery?.forEach((picture) => {
      if (picture.attrs.media !== null) this.arrived(String(picture.attrs.media), this.next());
    });
  }

  /** The place of the next one in their order. */
  next(): number {
    this.asked += 1;
    return this.asked;
  }

  private arrived(media: string, place: number): void {
    this.order.set(media, place);
  }

  /** Sets a picture among those that are in the text; false if none is. */
  join(tr: Transaction, picture: Node, place: number): boolean {
    const of = (node: Node | null) => (node?.type === nodes.gallery ? node.firstChild : node);
    const known = (node: Node | null) => this.order.has(String(of(node)?.attrs.media));
    let found: { readonly node: Node; readonly at: number } | null = null;
    tr.doc.forEach((node, at) => {
      if (node.type !== nodes.picture && node.type !== nodes.gallery) return;
      let any = known(node);
      if (node.type === nodes.gallery)
        node.forEach((one) => {
          any ||= known(one);
        });
      if (any) found ??= { node, at };
    });
    this.arrived(String(picture.attrs.media), place);
    if (!found) return false;
    const { node, at } = found as { node: Node; at: number };
    const there = node.type === nodes.gallery ? [...node.content.content] : [node];
    const later = there.findIndex((one) => (this.order.get(String(one.attrs.media)) ?? 0) > place);
    if (node.type === nodes.gallery) {
      const before = later < 0 ? there : there.slice(0, later);
      const offset = before.reduce((sum, one) => sum + one.nodeSize, 0);
      tr.insert(at + 1 + offset, picture);
    } else {
      there.splice(later < 0 ? there.length : later, 0, picture);
      tr.replaceWith(at, at + node.nodeSize, nodes.gallery.create(null, there));
    }
    return true;
  }
}

/** Begins to upload a picture that came with words of its own, to stand near `at`. */
export function placeBrought(
  view: EditorView,
  picture: BroughtPicture,
  at: number,
  options: UploadsOptions,
): void {
  const $at = view.state.doc.resolve(at);
  const place = $at.depth === 0 ? at : placeFor(view.state, at);
  placePicture(view, picture, place, options);
}

/** Where a picture goes, if not simply to where its slip stands. */
interface Destination {
  readonly gathering?: Gathering | undefined;
  readonly instead?: () => number | undefined;
  /** Whether something in it is to be hidden before it is sent. */
  readonly hiding?: boolean;
}

function placePicture(
  view: EditorView,
  picture: BroughtPicture,
  at: number,
  options: UploadsOptions,
  to: Destination = {},
): void {
  const card = new PictureCard(picture, view, options, to);
  view.dispatch(laySlip(view.state.tr, card, at));
  card.start();
}

/** The place between two blocks of the body that is nearest below (or at an empty paragraph, at). */
export function placeFor(state: EditorState, at: number): number {
  const $at = state.doc.resolve(at);
  const head = state.doc.child(0).nodeSize + state.doc.child(1).nodeSize;
  if ($at.depth === 0) return Math.max(at, head);
  const top = $at.node(1);
  const empty = top.type === nodes.paragraph && top.content.size === 0;
  return Math.max(empty ? $at.before(1) : $at.after(1), head);
}

class PictureCard extends UploadCard {
  private preview: string;
  private hiding: Hiding | null = null;
  /** Its place among those it was brought with. */
  private readonly turn: number;

  constructor(
    private readonly picture: BroughtPicture,
    view: EditorView,
    private readonly options: UploadsOptions,
    private readonly to: Destination,
  ) {
    const { csrf, pictures } = options.config;
    super(view, {
      file: picture.file,
      address: pictures.upload,
      csrf,
      field: "picture",
      name: "picture",
      largest: pictures.largest,
      taken: 201,
      words: WORDS,
      choose: () => (to.hiding ? options.chooseToHide() : options.choose()),
    });
    this.turn = to.gathering?.next() ?? 0;
    this.preview = URL.createObjectURL(picture.file);
  }

  /** Sends the picture at once, unless its owner wants to look at it first. */
  start(): void {
    if (this.to.hiding) void this.hide();
    else if (pictureWaits()) this.wait();
    else this.begin();
  }

  private wait(): void {
    this.show(
      element("p", {}, "The picture is still on your device alone."),
      button("Send it", () => this.begin()),
      button("Hide faces or plates", () => void this.hide()),
      button("Leave it out", () => this.cancel()),
      waitingChoice(),
    );
  }

  private async hide(): Promise<void> {
    let hiding: Hiding;
    try {
      hiding = await Hiding.of(this.file, this.options.announce);
    } catch {
      this.refuse(WORDS.unreadable, false);
      return;
    }
    this.hiding = hiding;
    this.dom.replaceChildren(
      hiding.dom,
      element(
        "div",
        { class: "upload-words" },
        button("Send it like this", () => void this.sendHidden(hiding)),
        button("Leave it out", () => this.cancel()),
        waitingChoice(),
      ),
    );
    this.dom.scrollIntoView({ block: "nearest" });
    hiding.focus();
  }

  private async sendHidden(hiding: Hiding): Promise<void> {
    try {
      this.file = await hiding.finished();
    } catch {
      this.refuse(WORDS.unreadable, false);
      return;
    }
    URL.revokeObjectURL(this.preview);
    this.preview = URL.createObjectURL(this.file);
    this.begin();
  }

  protected place(answer: unknown): boolean {
    const media = (answer as { readonly media?: unknown } | null)?.media;
    if (typeof media !== "string") return false;
    const { view } = this;
    const at = placeOfSlip(view.state, this);
    if (at !== null) this.set(media, at);
    return true;
  }

  private set(media: string, at: number): void {
    const { view } = this;
    const { alt, caption } = this.picture;
    const transaction = this.gone(view.state.tr);
    const said = "The picture is in the text. Say beside it what it shows.";
    const instead = this.to.instead?.();
    if (instead !== undefined) {
      view.dispatch(transaction.setNodeAttribute(instead, "media", media));
      this.options.announce("The picture is replaced. Look whether the words beside it still fit.");
      return;
    }
    if (
      this.to.gathering?.join(transaction, nodes.picture.create({ media, alt }, caption), this.turn)
    ) {
      view.dispatch(transaction);
      this.options.announce(said);
      return;
    }
    const $at = transaction.doc.resolve(at);
    // The block it stood beside may have been moved into something that takes no pictures.
    const position = $at.depth === 0 ? at : $at.after(1);
    const picture = nodes.picture.create({ media, alt }, caption);
    transaction.insert(position, picture);
    const end = position + picture.nodeSize;
    if (end === transaction.doc.content.size) {
      transaction.insert(end, nodes.paragraph.create());
    }
    view.dispatch(transaction);
    this.options.announce(said);
  }

  protected override gone(transaction: Transaction): Transaction {
    URL.revokeObjectURL(this.preview);
    this.hiding?.close();
    return super.gone(transaction);
  }

  protected override show(...parts: (HTMLElement | null)[]): void {
    super.show(...parts);
    this.dom.prepend(element("img", { src: this.preview, alt: "" }));
  }
}

function pictureWaits(): boolean {
  try {
    return localStorage.getItem(WAITING) !== null;
  } catch {
    return false; // This browser keeps nothing.
  }
}

function waitingChoice(): HTMLElement {
  const tick = element("input", { type: "checkbox" });
  tick.checked = pictureWaits();
  tick.addEventListener("change", () => {
    try {
      if (tick.checked) localStorage.setItem(WAITING, "yes");
      else localStorage.removeItem(WAITING);
    } catch {
      tick.checked = false;
    }
  });
  return element("label", { class: "upload-waits" }, tick, "Ask me before each picture is sent");
}
