/**
 * The sheet of paper: the text, the hands in it, and the line to the house.
 *
 * The schema is written with Tiptap; the sheet itself runs on ProseMirror's own state and view. It
 * has to take a whole state from the house and to know of every step, which an editor object around
 * the view would only stand between.
 */
import { dropCursor } from "@tiptap/pm/dropcursor";
import { gapCursor } from "@tiptap/pm/gapcursor";
import { history } from "@tiptap/pm/history";
import { Node, type Slice } from "@tiptap/pm/model";
import { EditorState, type Plugin, TextSelection, type Transaction } from "@tiptap/pm/state";
import { Step, type StepMap } from "@tiptap/pm/transform";
import { EditorView } from "@tiptap/pm/view";
import { anchorsPlugin } from "./anchors";
import { blanksPlugin } from "./blanks";
import type { Block } from "./blocks";
import { applied, Branch, fitting, type Suggested } from "./branch";
import { bubblePlugin } from "./bubble";
import { caretsPlugin } from "./carets";
import { changesPlugin } from "./changes";
import { citationView } from "./citation";
import { bracketsPlugin, citePasted, openCitation } from "./citing";
import { cleanPlugin } from "./clean";
import { CodeView } from "./code";
import { Collaboration, collaborationPlugin, getVersion, sendableSteps } from "./collaboration";
import { isHead, setLink } from "./commands";
import { Company } from "./company";
import type { EditorConfig } from "./config";
import { plain } from "./description";
import { EmbedView, embedPasted } from "./embed";
import { findPlugin } from "./find";
import { footnoteView, layNoteDown, type SlipSurroundings } from "./footnote";
import { GalleryView } from "./gallery";
import { findHand, handPlugin } from "./hand";
import { type KeyGroup, keyPlugins, type Ways } from "./keys";
import { BROUGHT_ABOUT, type Heard, Line, type Listener, type StoredStep } from "./line";
import { meantAddress } from "./linkform";
import { markdownPlugin } from "./markdown";
import type { MarkTool } from "./marktools";
import type { Notices } from "./notices";
import { pastePlugin } from "./paste/plugin";
import { type PictureSurroundings, PictureView } from "./picture";
import { plusPlugin } from "./plus";
import { type Proof, proofPlugin, readsProof } from "./proof/proof";
import { QuotationView } from "./quotation";
import { quotesPlugin } from "./quotes";
import { reachPlugin } from "./reach";
import { nodes, SCHEMA_VERSION, schema } from "./schema";
import { selectedBlockPlugin } from "./selectedblock";
import { slashPlugin } from "./slash";
import { SourcesView, SourceView } from "./source";
import { sourcesPlugin } from "./sources";
import type { Status } from "./status";
import { Suggesting } from "./suggesting";
import { TableView } from "./table";
import { tablesPlugin } from "./tables";
import { underWayPlugin } from "./underway";
import { type Apart, Unsent } from "./unsent";
import {
  placeBrought,
  placePictures,
  replacePicture,
  type UploadsOptions,
  uploadsPlugin,
} from "./uploads";
import { type WordOptions, wordFilePlugin } from "./wordfile";

/**
 * The bar of tools stays at the top of the window, on a telephone in three rows, in pixels: the caret
 * must not hide beneath it.
 */
const BAR = globalThis.matchMedia?.("(max-width: 47.99rem)").matches ? 144 : 96;
/** A caret is told to others when it has rested this long. */
const CARET_REST = 80;
/** A line that does not stand after this long is no longer being opened: it is missed. */
const OPENING_PATIENCE = 4000;
/** A line that breaks and is taken up again sooner than this is not spoken of. */
const BREAK_PATIENCE = 700;

export interface SheetOptions {
  readonly place: HTMLElement;
  readonly blocks: () => readonly Block[];
  readonly config: EditorConfig;
  readonly status: Status;
  readonly notices: Notices;
  readonly uploads: UploadsOptions;
  readonly wordFiles: WordOptions;
  /** Help with English words; null where there is none. */
  readonly proof: () => Proof | null;
  /** The keys of the text, and where they lead outside of it. */
  readonly keys: readonly KeyGroup[];
  readonly ways: Ways;
  readonly bubble: () => readonly MarkTool[];
  /** The text or the selection changed. */
  readonly changed: (view: EditorView) => void;
  /** Who else is in the text, by name. */
  readonly company: (names: readonly string[]) => void;
  /** What stands in the margin is told of the line and of a text that takes this one's place. */
  readonly margin: {
    opened(): void;
    news(version: number): void;
    replaced(before: EditorState): void;
    /** The text was set anew: all anchors are to be asked for again. */
    renewed(): void;
    /** The suggestions of this person that the text could hold, where they stand in it. */
    ownSuggestions(): readonly Suggested[];
    isSettled(id: string): boolean;
    /** Sends an act on suggestions, and takes the answer in. */
    suggest(act: Readonly<Record<string, unknown>>): Promise<readonly string[]>;
  };
}

export class Sheet implements Listener {
  readonly view: EditorView;
  private readonly collaboration: Collaboration;
  private readonly line: Line;
  private readonly company: Company;
  private readonly unsent: Unsent;
  private mayWrite: boolean;
  private suggesting: Suggesting | null = null;
  /** Who begins by suggesting must not write into the text before that. */
  private waiting: boolean;
  private greeted = false;
  /** Until the first greeting, or until that has been waited for long enough. */
  private opening = true;
  /** The line has been gone for long enough to say so. */
  private missed = false;
  private missing = 0;
  private over = false;
  private caretTimer = 0;

  constructor(private readonly options: SheetOptions) {
    const { config, place } = options;
    this.mayWrite = config.write;
    this.waiting = config.suggest === "first";
    const state = this.stateOf(config.document, config.version);
    this.collaboration = new Collaboration(config.sheet.id, config.longestMessage, state.doc);
    const { ways } = options;
    const slip: SlipSurroundings = {
      keys: {
        "Mod-k": ways.link,
        "Mod-f": ways.find,
        "Mod-h": ways.replace,
        "Mod-Shift-h": ways.replace,
        "Alt-F10": ways.tools,
        "Mod-Alt-l": ways.language,
        "Mod-Alt-s": openCitation,
      },
      plugins: () => [quotesPlugin(config.language), this.bubble()],
      changed: () => this.options.changed(this.view),
    };
    const pictures: PictureSurroundings = {
      address: (media) => this.picture(media),
      replace: (position) => this.replacePicture(position),
    };
    this.view = new EditorView(place, {
      state,
      editable: () => !this.isReadOnly,
      dispatchTransaction: (transaction) => this.apply(transaction),
      attributes: (state) => ({
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": this.suggesting
          ? "The text, with your suggestions"
          : "The text of this piece",
        "aria-readonly": String(this.isReadOnly),
        // The browser's own help, in the language of the text; it would stand below ours.
        spellcheck: String(!readsProof(state)),
        lang: config.language,
        translate: "no",
      }),
      nodeViews: {
        quotation: (node, view, position) => new QuotationView(node, view, position),
        picture: (node, view, position) => new PictureView(node, view, position, pictures),
        gallery: (_node, view, position) =>
          new GalleryView(view, position, () => this.addPictures(position)),
        table: (node, view, position) => new TableView(node, view, position),
        codeBlock: (node, view, position) => new CodeView(node, view, position),
        embed: (node, view, position) => new EmbedView(node, view, position),
        sources: (_node, view, position) => new SourcesView(view, position),
        source: (node, view, position) => new SourceView(node, view, position),
        citation: citationView,
        footnote: (node, view, position, _decorations, drawn) =>
          footnoteView(node, view, position, slip, drawn),
      },
      scrollThreshold: { top: BAR + 8, bottom: 24, left: 0, right: 0 },
      scrollMargin: { top: BAR + 32, bottom: 64, left: 0, right: 0 },
      handlePaste: (view, event, slice) => this.paste(view, event, slice),
      handleDOMEvents: {
        mousedown: (view, event) => writeBelow(view, event),
        focus: () => {
          layNoteDown();
          return false;
        },
      },
      clipboardTextSerializer: (slice) =>
        slice.content.textBetween(0, slice.content.size, "\n\n", "\n"),
    });
    this.company = new Company({
      view: () => this.view,
      place: (caret) => this.collaboration.place(this.view.state, caret),
      told: options.company,
    });
    this.unsent = new Unsent({
      sheet: config.sheet.id,
      keep: config.keep,
      notices: options.notices,
      apart: () => this.apart,
      news: () => this.suggesting?.unsaid ?? null,
      maySuggest: config.suggest !== "no",
      writes: () => (this.greeted ? this.mayChange && !this.suggesting && !this.waiting : null),
      version: () => getVersion(this.view.state),
      mapsSince: (version) => this.mapsSince(version),
      ask: (version) => this.line.say({ type: "since", version }),
      begin: () => this.view.state.tr,
      dispatch: (transaction) => this.view.dispatch(transaction),
      suggest: (act) => this.options.margin.suggest(act),
    });
    this.line = new Line(config.line, this);
    window.setTimeout(() => {
      this.opening = false;
      this.missed = !this.greeted;
      this.showSaving();
    }, OPENING_PATIENCE);
    this.showSaving();
  }

  private bubble(): Plugin {
    const { bubble, ways } = this.options;
    return bubblePlugin(bubble, () => ways.tools(this.view.state));
  }

  private get isReadOnly(): boolean {
    return this.over || this.waiting || (!this.mayWrite && !this.suggesting);
  }

  /** Whether words stand here that the house has not stored. */
  get hasUnsaved(): boolean {
    if (this.suggesting) return this.suggesting.hasUnsaved;
    return sendableSteps(this.view.state) !== null;
  }

  /** What this sheet has of the text and the house has not; suggestions are another matter. */
  private get apart(): Apart | null {
    const waiting = this.suggesting ? null : sendableSteps(this.view.state);
    if (!waiting) return null;
    const { version, steps } = waiting;
    return { version, steps, house: this.collaboration.stored, mine: this.view.state.doc };
  }

  /** Where a range of this sheet stands in the house's text; null while the house has not got it. */
  inTheHouse(from: number, to: number): { version: number; start: number; end: number } | null {
    const { state } = this.view;
    const version = getVersion(state);
    const mine = sendableSteps(state)?.steps ?? [];
    if (mine.length > 0 && !this.suggesting) return null;
    const back = mine.map((step) => step.getMap().invert()).reverse();
    const mapped = (position: number, side: number) =>
      back.reduce((at, map) => map.map(at, side), position);
    return { version, start: mapped(from, 1), end: mapped(to, -1) };
  }

  /** What has changed here since a version; null if that is not known (yet). */
  mapsSince(version: number): readonly StepMap[] | null {
    return this.collaboration.mapsSince(this.view.state, version);
  }

  // --- suggesting ------------------------------------------------------------------------------

  /** Whether this person may change the text itself. */
  get mayChange(): boolean {
    return this.mayWrite && !this.over;
  }

  /** Who begins by suggesting does so, as soon as their suggestions are known. */
  begin(): void {
    if (!this.waiting || !this.suggest()) return;
    this.waiting = false;
    this.view.setProps({});
    this.showSaving();
  }

  get isSuggesting(): boolean {
    return this.suggesting !== null;
  }

  /** Whether this text holds a suggestion, as one of this person's own. */
  holds(id: string): boolean {
    return this.suggesting?.branch.has(id) === true;
  }

  /** Where this text has what a suggestion of this person's puts in, as last looked for. */
  heldAt(id: string): { readonly from: number; readonly to: number } | null {
    return this.suggesting?.branch.hunkOf(id)?.branch ?? null;
  }

  /** Asks the house for what it has stored since: an act by HTTP may have moved the text on. */
  catchUp(): void {
    if (this.greeted) this.line.say({ type: "since", version: getVersion(this.view.state) });
  }

  /** From here on this person writes suggestions; false while the text is not all stored. */
  suggest(): boolean {
    const { state } = this.view;
    if (this.suggesting || this.over || !this.greeted || sendableSteps(state)) return false;
    const own = fitting(state.doc, this.options.margin.ownSuggestions());
    const branch = new Branch(state.doc, getVersion(state), own);
    this.suggesting = new Suggesting(
      {
        view: () => this.view,
        send: (act) => this.options.margin.suggest(act),
        isSettled: (id) => this.options.margin.isSettled(id),
        changed: () => {
          this.showSaving();
          this.unsent.changed();
        },
        refused: (why, lost) =>
          this.options.notices.show({ message: `A suggestion could not be kept. ${why}`, lost }),
      },
      branch,
    );
    this.hold(applied(state.doc, own).steps);
    this.suggesting.look();
    this.view.setProps({});
    this.options.changed(this.view);
    this.showSaving();
    return true;
  }

  /** Back to writing: the text is the house's again, and the suggestions lie in the margin. */
  write(): boolean {
    const { suggesting } = this;
    if (!suggesting || suggesting.hasUnsaved) return false;
    suggesting.end();
    this.suggesting = null;
    this.renew(suggesting.branch);
    this.view.setProps({});
    this.showSaving();
    return true;
  }

  /** Puts the text back under one of this person's suggestions. */
  undoSuggestion(id: string): boolean {
    return this.suggesting?.undo(id) === true;
  }

  /** One of this person's suggestions was settled by somebody, or taken back in another tab. */
  settledSuggestion(id: string): void {
    this.suggesting?.settled(id);
  }

  /** Another sheet of this person may have changed one of these suggestions. */
  changedSuggestion(change: Suggested): void {
    this.suggesting?.changedElsewhere(change);
  }

  /** Takes the house's text, with the steps that nobody but this sheet has. */
  private renew({ text, at }: Branch, mine: readonly Step[] = []): void {
    const before = this.view.state;
    const state = this.stateOf(text.toJSON(), at);
    this.collaboration.restart(state.doc);
    this.view.updateState(state);
    this.hold(mine);
    this.company.renewed();
    const { doc, tr } = this.view.state;
    const [anchor, head] = [before.selection.anchor, before.selection.head].map((position) =>
      doc.resolve(placeIn(doc, before.doc, position)),
    );
    if (anchor && head) this.view.dispatch(tr.setSelection(TextSelection.between(anchor, head)));
    this.options.margin.renewed();
  }

  private hold(steps: readonly Step[]): void {
    const { tr } = this.view.state;
    for (const step of steps) tr.step(step);
    if (steps.length > 0) this.view.dispatch(tr.setMeta("addToHistory", false));
  }

  // --- what the line brings -------------------------------------------------------------------

  opened(): void {
    const { sheet } = this.options.config;
    this.collaboration.resume();
    this.line.say({
      type: "hello",
      schema: SCHEMA_VERSION,
      sheet: sheet.id,
      seal: sheet.seal,
      version: getVersion(this.view.state),
    });
  }

  heard(message: Heard): void {
    findHand(this.view);
    switch (message.type) {
      case "welcome":
        this.greeted = true;
        this.opening = false;
        this.missed = false;
        window.clearTimeout(this.missing);
        this.missing = 0;
        this.setRight(message.write);
        this.suggesting?.resumed();
        this.options.margin.opened();
        this.unsent.takeUp();
        break;
      case "notes":
        this.options.margin.news(message.version);
        break;
      case "behind":
        this.collaboration.turnedBack(message.batch);
        this.receive(message.steps);
        break;
      case "steps":
        this.receive(message.steps);
        break;
      case "refused":
        this.refused(message);
        break;
      case "caret":
        this.company.heard(message);
        break;
      case "gone":
        this.company.gone(message.sheet);
        break;
      case "right":
        this.setRight(message.write);
        this.options.notices.show({
          message: message.write
            ? "The text is yours to change now."
            : "The piece has moved on: you can go on reading along, but not change it now.",
          isNews: true,
        });
        break;
    }
    this.send();
  }

  broke(): void {
    this.greeted = false;
    this.company.lost();
    if (this.missing === 0)
      this.missing = window.setTimeout(() => {
        this.missed = !this.opening;
        this.showSaving();
      }, BREAK_PATIENCE);
    this.showSaving();
  }

  ended(why: string, code: number): void {
    this.broke();
    this.over = true;
    if (BROUGHT_ABOUT.has(code)) this.unsent.giveUp(why);
    const mine = this.hasUnsaved ? this.view.state.doc : null;
    const text = mine?.textBetween(0, mine.content.size, "\n\n") ?? "";
    const waiting = this.suggesting?.branch.waiting.map(({ after }) => plain(after)) ?? [];
    const lost = [text, ...waiting].join("\n\n").trim();
    this.options.notices.show({ message: why, lost, reload: true });
    this.view.setProps({});
    this.showSaving();
  }

  // --- the text -------------------------------------------------------------------------------

  private stateOf(document: unknown, version: number): EditorState {
    const { config, uploads } = this.options;
    const plugins: Plugin[] = [
      handPlugin(),
      wordFilePlugin(this.options.wordFiles),
      proofPlugin(this.options.proof),
      underWayPlugin(),
      uploadsPlugin(uploads),
      pastePlugin({
        longestMessage: config.longestMessage,
        notice: (message) => this.options.notices.show({ message }),
        place: (view, picture, at) => placeBrought(view, picture, at, uploads),
      }),
      cleanPlugin(),
      slashPlugin(this.options.blocks, (sentence) => this.options.status.announce(sentence)),
      plusPlugin(this.options.place, this.options.blocks),
      markdownPlugin(),
      quotesPlugin(config.language),
      bracketsPlugin(),
      sourcesPlugin(),
      selectedBlockPlugin(),
      reachPlugin(uploads.announce),
      ...keyPlugins(this.options.keys),
      history(),
      dropCursor({ color: false, class: "drop-cursor" }),
      gapCursor(),
      tablesPlugin(),
      blanksPlugin(),
      caretsPlugin(),
      anchorsPlugin(),
      changesPlugin((media) => this.picture(String(media))),
      findPlugin(),
      this.bubble(),
      collaborationPlugin(version, config.sheet.id),
    ];
    return EditorState.create({ doc: Node.fromJSON(schema, document), plugins });
  }

  private apply(transaction: Transaction): void {
    this.view.updateState(this.view.state.apply(transaction));
    if (transaction.docChanged) {
      this.suggesting?.changed();
      this.unsent.changed();
      this.send();
    }
    if (transaction.selectionSet || transaction.docChanged) {
      this.tellCaret();
      this.options.changed(this.view);
    }
  }

  private send(): void {
    if (this.greeted && !this.over && !this.suggesting) {
      const message = this.collaboration.nextBatch(this.view.state);
      if (message !== null) this.line.sayText(message);
    }
    this.showSaving();
  }

  private receive(steps: Parameters<Collaboration["receive"]>[0]): void {
    if (this.suggesting && this.followed(this.suggesting, steps)) return;
    const taken = this.collaboration.receive(
      steps,
      () => this.view.state,
      (transaction) => this.view.dispatch(transaction),
    );
    if (taken === "gap") this.line.say({ type: "since", version: getVersion(this.view.state) });
    else if (taken === "parted") this.line.say({ type: "anew" });
    this.company.came(steps);
    this.unsent.came(steps);
    this.unsent.changed();
  }

  /**
   * The branch follows the house's text. True if it was made anew, because somebody took one of its
   * suggestions or wrote under one.
   */
  private followed(suggesting: Suggesting, heard: readonly StoredStep[]): boolean {
    const { branch } = suggesting;
    const fresh = heard.filter(([version]) => version > branch.at);
    if (fresh.length === 0 || fresh[0]?.[0] !== branch.at + 1) return false;
    const stored = fresh.map(([, sheet, json]) => ({
      step: Step.fromJSON(schema, json),
      by: suggestionOf(sheet),
    }));
    const mine = sendableSteps(this.view.state)?.steps ?? [];
    suggesting.current();
    const anew = branch.advance(stored, mine, () => crypto.randomUUID());
    if (!anew) return false;
    this.renew(branch, anew.steps);
    suggesting.look();
    return true;
  }

  /** The house's text takes the place of this one; what only this one had is held out for copying. */
  private refused(message: Extract<Heard, { type: "refused" }>): void {
    const before = this.view.state;
    const { apart } = this;
    const state = this.stateOf(message.document, message.version);
    this.suggesting?.end();
    this.suggesting = null;
    this.collaboration.restart(state.doc);
    this.view.updateState(state);
    this.company.renewed();
    this.options.margin.replaced(before);
    this.unsent.refused(apart, `The house could not take your last change. ${message.message}`);
    this.options.changed(this.view);
  }

  private setRight(write: boolean): void {
    this.mayWrite = write;
    this.view.setProps({});
    this.options.changed(this.view);
  }

  private showSaving(): void {
    const { status } = this.options;
    if (this.over) status.show(this.hasUnsaved ? "ended" : "closed");
    else if (this.missed) status.show("offline");
    else if (this.waiting) status.show("opening");
    else if (this.hasUnsaved) status.show("saving");
    else if (!this.mayWrite && !this.suggesting) status.show("watching");
    else status.show(this.opening ? "opening" : "saved");
  }

  // --- carets ---------------------------------------------------------------------------------

  private tellCaret(): void {
    window.clearTimeout(this.caretTimer);
    this.caretTimer = window.setTimeout(() => {
      const { state } = this.view;
      if (!this.greeted) return;
      // Positions mean something to others only in a text that they have: told once it is stored.
      const { anchor, head } = state.selection;
      const place = this.inTheHouse(anchor, head);
      if (!place) {
        this.tellCaret();
        return;
      }
      const { version, start, end } = place;
      this.line.say({ type: "caret", version, anchor: start, head: end });
    }, CARET_REST);
  }

  // --- what is brought in ---------------------------------------------------------------------

  private picture(media: string): string {
    return this.options.config.pictures.show.replace("{media}", encodeURIComponent(media));
  }

  private replacePicture(position: () => number | undefined): void {
    const { uploads } = this.options;
    uploads.choose(([file]) => {
      if (file) replacePicture(this.view, file, position, uploads);
    });
  }

  /** Adds pictures to the gallery at a place. */
  private addPictures(position: () => number | undefined): void {
    const { uploads } = this.options;
    uploads.choose((files) => {
      const at = position();
      if (at !== undefined) placePictures(this.view, files, at + 1, uploads);
    });
  }

  private paste(view: EditorView, event: ClipboardEvent, slice: Slice): boolean {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (citePasted(view, text) || embedPasted(view, text)) return true;
    const { $from, $to, from, to, empty } = view.state.selection;
    if (isHead($from.parent) && $from.sameParent($to)) {
      // Title and standfirst are one line each: what is pasted there is taken as words alone.
      const words = slice.content.textBetween(0, slice.content.size, " ", " ");
      view.dispatch(
        view.state.tr.insertText(words.replace(/\s+/g, " "), from, to).scrollIntoView(),
      );
      return true;
    }
    const href = empty || /\s/.test(text.trim()) ? null : meantAddress(text);
    if (href === null || !text.includes("://")) return false;
    return setLink(from, to, href)(view.state, view.dispatch);
  }
}

/** The id of the suggestion that a stored step took; for one that somebody wrote, of no suggestion. */
function suggestionOf(sheet: string): string {
  return sheet.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Where a position of an older text stands in `doc`, which differs from it in one place or few. */
function placeIn(doc: Node, older: Node, position: number): number {
  const start = older.content.findDiffStart(doc.content);
  if (start === null || position <= start) return position;
  return Math.max(start, position + doc.content.size - older.content.size);
}

/** A click on the empty paper below a last block that is no paragraph begins one there. */
function writeBelow(view: EditorView, event: MouseEvent): boolean {
  const last = view.dom.lastElementChild;
  if (event.target !== view.dom || !view.editable || !last) return false;
  if (event.clientY <= last.getBoundingClientRect().bottom) return false;
  if (view.state.doc.lastChild?.type === nodes.paragraph) return false;
  event.preventDefault();
  const end = view.state.doc.content.size;
  const transaction = view.state.tr.insert(end, nodes.paragraph.create());
  view.dispatch(transaction.setSelection(TextSelection.create(transaction.doc, end + 1)));
  view.focus();
  return true;
}
