/**
 * Notes: what is said in the margin about the text, and how it comes to the house and back.
 *
 * The house says on the line that there is news; the sheet then asks for what has changed. An act is
 * shown at once as "not saved yet", is sent until the house has answered, and keeps its ids, so that
 * one whose answer was lost is not done twice.
 */
import { type EditorState, TextSelection, type Transaction } from "@tiptap/pm/state";
import type { StepMap } from "@tiptap/pm/transform";
import type { EditorView } from "@tiptap/pm/view";
import {
  type Anchor,
  again,
  anchorAround,
  anchorsIn,
  dropAnchor,
  findWords,
  follow,
  lightUp,
  passage,
  putAnchors,
} from "./anchors";
import { element, part } from "./element";
import { icon } from "./icons";
import { type Card, Margin } from "./margin";
import {
  type CardActs,
  type Fate,
  FreshCard,
  type Message,
  NoteCard,
  type ShownNote,
} from "./notecard";

/** What the house answers; `writingviews.desk.note_selectors.ShownNotes` has the same fields. */
interface Answer {
  readonly notes_version: number;
  readonly version: number;
  readonly notes: readonly ShownNote[];
  readonly people: readonly string[];
}

/** Where the notes find the text. */
export interface NotedText {
  readonly view: () => EditorView;
  /** What has changed in this sheet since a version; null if that is not known (yet). */
  readonly mapsSince: (version: number) => readonly StepMap[] | null;
  /** The version the text is at; null while something here is not stored. */
  readonly storedVersion: () => number | null;
  /** The selection in the text's positions, also while a footnote is being written. */
  readonly selection: () => { readonly from: number; readonly to: number };
  readonly announce: (sentence: string) => void;
}

interface Waiting {
  readonly note: string;
  readonly act: Readonly<Record<string, unknown>>;
  /** For a note that begins: its place is taken when the text around it is stored. */
  place: { version: number; start: number; end: number } | null;
  fault: string;
}

type Filter = "open" | "mine" | "settled";

const LOOK = "noted";
const LONGEST_QUOTE = 2000;
/** What changed is shown when the hand has rested this long. */
const REST = 100;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;
const SIGNED_OUT = "You have been signed out. Sign in in another tab, then try again.";

export class Notes {
  private readonly notes = new Map<string, ShownNote>();
  private readonly cards = new Map<string, NoteCard>();
  private readonly unplaced = new Map<string, { note: ShownNote; version: number }>();
  private readonly queue: Waiting[] = [];
  private readonly margin: Margin;
  private readonly counter = part("desk-notes-count");
  private readonly number = element("span", {});
  private readonly unit = element("span", { class: "desk-announcer" });
  private readonly beginner = part("desk-notes-begin") as HTMLButtonElement;
  private readonly tabs = part("desk-notes-tabs");
  private readonly empty = part("desk-notes-empty");
  private people: readonly string[] = [];
  private known = 0;
  private wanted = 0;
  private asking = false;
  private sending = false;
  private pause = FIRST_PAUSE;
  private timer = 0;
  private resting = 0;
  private filter: Filter = "open";
  private active: string | null = null;
  /** The notes whose words are gone, as they were shown last. */
  private gone = "";
  private pointed: string | null = null;
  private fresh: { card: FreshCard; quote: string } | null = null;
  /** The note around the caret, so that it is announced once. */
  private around: string | null = null;

  constructor(
    private readonly address: string,
    private readonly csrf: string,
    private readonly text: NotedText,
  ) {
    this.margin = new Margin(part("desk-margin"), part("desk-cards"), text.view, () => this.show());
    this.counter.append(icon("notes"), this.number, this.unit);
    this.beginner.append(icon("note"));
    this.counter.addEventListener("click", () => this.toggleList());
    part("desk-notes-close").addEventListener("click", () => {
      this.margin.list(false);
      this.counter.focus();
    });
    this.beginner.addEventListener("mousedown", (event) => event.preventDefault());
    this.beginner.addEventListener("click", () => this.begin());
    for (const input of this.tabs.querySelectorAll("input"))
      input.addEventListener("change", () => {
        this.filter = input.value as Filter;
        this.show();
      });
    document.addEventListener("keydown", (event) => this.key(event));
    // What the pointer is over shows what belongs to it, in the text and in the margin.
    for (const type of ["pointerover", "pointerout"] as const)
      part("desk-margin")
        .closest(".desk-table")
        ?.addEventListener(type, (event) => this.point(event as PointerEvent));
    this.show();
  }

  /** Whether something is written here that the house does not have. */
  get hasUnsaved(): boolean {
    return (
      this.queue.length > 0 ||
      this.fresh?.card.isWriting === true ||
      [...this.cards.values()].some((card) => card.isWriting)
    );
  }

  // --- what the sheet tells ---------------------------------------------------------------------

  /** The line stands: the house can be asked, and what waits can be sent. */
  opened(): void {
    this.pause = FIRST_PAUSE;
    void this.ask();
    void this.send();
  }

  news(version: number): void {
    this.wanted = Math.max(this.wanted, version);
    if (version > this.known) void this.ask();
  }

  /** The text or the selection changed. */
  changed(): void {
    this.placeAll();
    window.clearTimeout(this.resting);
    this.resting = window.setTimeout(() => this.settle(), REST);
    const anchor = anchorAround(this.view.state);
    const id = anchor && this.isShown(anchor.id) ? anchor.id : null;
    if (id === this.around) return;
    this.around = id;
    if (id !== null) {
      const [first, ...answers] = this.notes.get(id)?.messages ?? [];
      const more = answers.length === 0 ? "" : ` ${answers.length + 1} messages.`;
      if (first) this.text.announce(`Note by ${first.name}: ${first.text}${more}`);
    }
    if (!this.fresh && !this.marginHasFocus) this.choose(id);
  }

  /** The hand rests: cards follow their lines; words that went or came back change the list. */
  private settle(): void {
    const gone = [...anchorsIn(this.view.state).values()].filter((anchor) => anchor.gone);
    const now = gone.map(({ id }) => id).join();
    if (now === this.gone) this.margin.rest();
    else this.show();
    this.gone = now;
  }

  /** The house's text took the place of this one: the words are looked up in it. */
  replaced(before: EditorState): void {
    const { doc } = this.view.state;
    const found: Anchor[] = [];
    for (const anchor of anchorsIn(before).values()) {
      const near = Math.min(anchor.from, doc.content.size);
      const place = findWords(doc, anchor.words, 0, doc.content.size, near);
      found.push({ ...anchor, ...(place ?? { from: near, to: near, gone: true }) });
    }
    this.dispatch(putAnchors(this.view.state.tr, found));
    this.show();
  }

  // --- what is done with notes -------------------------------------------------------------------

  /** Begins a note on the selected words, or on the block around the caret. */
  begin(): boolean {
    const { state } = this.view;
    let { from, to } = this.text.selection();
    if (from === to) {
      const { $from } = state.selection;
      from = $from.start();
      to = $from.end();
    }
    const quote = passage(state.doc, from, to).slice(0, LONGEST_QUOTE);
    if (quote.trim() === "") {
      this.text.announce("Select the words that the note is about.");
      return false;
    }
    this.cancel(false);
    const id = crypto.randomUUID();
    this.put({ id, from, to, gone: false, words: quote, look: LOOK });
    const card = new FreshCard(
      id,
      quote,
      () => this.people,
      (text) => this.finish(text),
      () => this.cancel(true),
    );
    this.fresh = { card, quote };
    if (!this.margin.isBeside) this.margin.list(true);
    this.choose(id);
    this.show();
    card.focus();
    this.margin.rest(0);
    return true;
  }

  private finish(text: string): void {
    const { fresh } = this;
    if (!fresh) return;
    const { id } = fresh.card;
    this.fresh = null;
    const message = this.message(text);
    this.notes.set(id, {
      id,
      removed: false,
      start: 0,
      end: 0,
      gone: false,
      quote: fresh.quote,
      settled: null,
      settled_at: null,
      mine: true,
      messages: [message],
    });
    const act = { act: "begin", note: id, message: message.id, quote: fresh.quote, text };
    this.enqueue({ note: id, act, place: this.placeOf(id), fault: "" });
    this.choose(id);
    this.cards.get(id)?.focus();
  }

  private cancel(refocus: boolean): void {
    const { fresh } = this;
    if (!fresh) return;
    this.fresh = null;
    this.dispatch(dropAnchor(this.view.state.tr, fresh.card.id));
    this.choose(null);
    this.show();
    if (refocus) this.view.focus();
  }

  private readonly acts: CardActs = {
    answer: (note, text) => {
      const message = this.message(text);
      this.change(note, (known) => ({
        ...known,
        mine: true,
        messages: [...known.messages, message],
      }));
      this.enqueue({
        note,
        act: { act: "answer", note, message: message.id, text },
        place: null,
        fault: "",
      });
    },
    edit: (note, message, text) => {
      this.change(note, (known) => ({
        ...known,
        messages: known.messages.map((one) =>
          one.id === message ? { ...one, text, edited: true } : one,
        ),
      }));
      this.enqueue({ note, act: { act: "edit", message, text }, place: null, fault: "" });
    },
    remove: (note, message) => {
      this.enqueue({ note, act: { act: "remove", message }, place: null, fault: "" });
      this.view.focus();
    },
    settle: (note) => {
      this.enqueue({ note, act: { act: "settle", note }, place: null, fault: "" });
      this.text.announce("Settled.");
      if (this.margin.isBeside) this.view.focus();
    },
    reopen: (note) => {
      this.enqueue({ note, act: { act: "reopen", note }, place: null, fault: "" });
      this.text.announce("Reopened.");
    },
    chosen: (note) => {
      if (this.active === note) this.show();
      else {
        this.choose(note);
        this.scrollTo(note);
      }
    },
    leave: (note) => this.toText(note),
    again: (note) => {
      for (const waiting of this.queue) if (waiting.note === note) waiting.fault = "";
      this.show();
      void this.send();
    },
    discard: (note) => {
      const begun = this.queue.some((one) => one.note === note && one.act.act === "begin");
      for (let index = this.queue.length - 1; index >= 0; index--)
        if (this.queue[index]?.note === note) this.queue.splice(index, 1);
      if (begun) this.forget(note);
      this.known = 0;
      this.show();
      void this.ask();
      this.view.focus();
    },
    people: () => this.people,
  };

  private message(text: string): Message {
    const at = new Date().toISOString();
    return { id: crypto.randomUUID(), name: "You", own: false, text, at, edited: false };
  }

  private change(id: string, how: (note: ShownNote) => ShownNote): void {
    const note = this.notes.get(id);
    if (note) this.notes.set(id, how(note));
  }

  private enqueue(waiting: Waiting): void {
    this.queue.push(waiting);
    this.show();
    void this.send();
  }

  /** Where a note stands in the text as the house has it; null while the house has not. */
  private placeOf(id: string): Waiting["place"] {
    const anchor = anchorsIn(this.view.state).get(id);
    const version = this.text.storedVersion();
    if (!anchor || version === null) return null;
    const { from, to, gone } = anchor;
    return { version, start: from, end: gone ? from : to };
  }

  // --- to the house and back ---------------------------------------------------------------------

  /** Sends what waits, one act after the other, until the house has answered each. */
  private async send(): Promise<void> {
    const next = this.queue.find(({ fault }) => fault === "");
    if (!next || this.sending) return;
    if (next.act.act === "begin") next.place ??= this.placeOf(next.note);
    if (next.act.act === "begin" && next.place === null) {
      this.later(150);
      return;
    }
    this.sending = true;
    const body = JSON.stringify({ ...next.act, ...next.place });
    const answer = await this.fetch({ method: "POST", body }).catch(() => null);
    this.sending = false;
    if (!answer || answer.status === 429 || answer.status >= 500) {
      this.later(this.pause);
      this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
      return;
    }
    this.pause = FIRST_PAUSE;
    if (answer.ok) {
      this.queue.splice(this.queue.indexOf(next), 1);
      // Cut off on its way, the answer is asked for again.
      const told = await answer.json().catch(() => null);
      if (told) this.take(told as Answer);
      else void this.ask();
    } else next.fault = await reason(answer);
    this.show();
    void this.send();
  }

  private later(pause: number): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.send(), pause);
  }

  private async ask(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    // Without an answer: the line tells when the house is back.
    const answer = await this.fetch({ method: "GET" })
      .then((response) => (response.ok ? (response.json() as Promise<Answer>) : null))
      .catch(() => null);
    this.asking = false;
    if (answer) this.take(answer);
    if (answer && this.wanted > this.known) window.setTimeout(() => void this.ask(), 500);
  }

  private fetch(how: RequestInit): Promise<Response> {
    return fetch(`${this.address}?since=${this.known}`, {
      ...how,
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.csrf },
      redirect: "manual",
    });
  }

  private take(answer: Answer): void {
    const first = this.known === 0;
    this.known = Math.max(this.known, answer.notes_version);
    this.people = answer.people;
    for (const note of answer.notes) {
      if (note.removed) {
        this.forget(note.id);
        continue;
      }
      const waits = this.queue.some((one) => one.note === note.id);
      const last = note.messages.at(-1);
      const before = this.notes.get(note.id)?.messages.length ?? 0;
      if (!first && last && !last.own && note.messages.length > before)
        this.text.announce(
          `${note.messages.length === 1 ? "A new note" : "An answer"} by ${last.name}.`,
        );
      // What was done here and is not stored yet is not taken back by older news.
      if (!waits) this.notes.set(note.id, note);
      if (!anchorsIn(this.view.state).has(note.id))
        this.unplaced.set(note.id, { note, version: answer.version });
    }
    this.placeAll();
    this.show();
  }

  /** Places the notes whose version of the text this sheet has. */
  private placeAll(): void {
    if (this.unplaced.size === 0) return;
    const { state } = this.view;
    const placed: Anchor[] = [];
    for (const [id, { note, version }] of this.unplaced) {
      const maps = this.text.mapsSince(version);
      if (!maps) continue;
      this.unplaced.delete(id);
      const stood = { from: note.start, to: note.end, gone: note.gone };
      const place = again(state.doc, follow(stood, maps), { words: note.quote });
      placed.push({ ...place, id, words: note.quote, look: note.settled === null ? LOOK : "" });
    }
    if (placed.length > 0) this.dispatch(putAnchors(state.tr, placed));
    if (this.unplaced.size > 0)
      window.setTimeout(() => {
        this.placeAll();
        this.show();
      }, 300);
  }

  private forget(id: string): void {
    this.notes.delete(id);
    this.unplaced.delete(id);
    this.cards.delete(id);
    if (anchorsIn(this.view.state).has(id)) this.dispatch(dropAnchor(this.view.state.tr, id));
    if (this.active === id) this.choose(null);
  }

  // --- what is shown -----------------------------------------------------------------------------

  private get view(): EditorView {
    return this.text.view();
  }

  private get marginHasFocus(): boolean {
    return part("desk-margin").contains(document.activeElement);
  }

  private dispatch(transaction: Transaction): void {
    this.view.dispatch(transaction.setMeta("addToHistory", false));
  }

  private put(anchor: Anchor): void {
    this.dispatch(putAnchors(this.view.state.tr, [anchor]));
  }

  private isShown(id: string): boolean {
    return this.notes.get(id)?.settled === null;
  }

  /** The notes to be shown, in the order of the text; those whose words are gone come last. */
  private chosenNotes(): ShownNote[] {
    const anchors = anchorsIn(this.view.state);
    const filter = this.margin.isListing ? this.filter : "open";
    const order = (note: ShownNote): number => {
      const anchor = anchors.get(note.id);
      return !anchor || anchor.gone ? Number.MAX_SAFE_INTEGER : anchor.from;
    };
    return [...this.notes.values()]
      .filter((note) => {
        if (filter === "settled") return note.settled !== null;
        if (note.settled !== null || (filter === "mine" && !note.mine)) return false;
        // Beside the text, a card without a line has no place: the list has it.
        const beside = anchors.get(note.id)?.gone === false || this.fate(note.id).fault !== "";
        return this.margin.isListing || beside || note.id === this.active;
      })
      .sort((one, other) => order(one) - order(other));
  }

  private fate(id: string): Fate {
    const waiting = this.queue.filter(({ note }) => note === id);
    const fault = waiting.find((one) => one.fault !== "")?.fault ?? "";
    return { pending: waiting.length > 0 && fault === "", fault };
  }

  private show(): void {
    const { state } = this.view;
    const anchors = anchorsIn(state);
    this.restyle(anchors);
    const notes = this.chosenNotes();
    const cards: Card[] = notes.map((note) => {
      let card = this.cards.get(note.id);
      if (!card) {
        card = new NoteCard(note.id, this.acts);
        this.cards.set(note.id, card);
      }
      const gone = anchors.get(note.id)?.gone ?? note.gone;
      card.show(note, gone, this.fate(note.id));
      card.active = note.id === this.active;
      return { id: note.id, dom: card.dom, position: () => this.positionOf(note.id) };
    });
    if (this.fresh) {
      const { card } = this.fresh;
      const here = this.positionOf(card.id) ?? 0;
      const index = cards.findIndex(
        ({ position }) => (position() ?? Number.MAX_SAFE_INTEGER) > here,
      );
      const fresh = { id: card.id, dom: card.dom, position: () => this.positionOf(card.id) };
      cards.splice(this.margin.isListing ? 0 : index < 0 ? cards.length : index, 0, fresh);
    }
    const open = [...this.notes.values()].filter(({ settled }) => settled === null).length;
    this.number.textContent = open === 0 ? "" : String(open);
    this.unit.textContent = open === 0 ? "Notes" : open === 1 ? " note" : " notes";
    this.counter.setAttribute("aria-expanded", String(this.margin.isListing));
    this.empty.hidden = cards.length > 0 || !this.margin.isListing;
    const table = part("desk-margin").closest(".desk-table");
    table?.toggleAttribute("data-noted", cards.length > 0 && !this.margin.isListing);
    this.margin.show(cards);
  }

  /** Settled notes light up nothing in the text. */
  private restyle(anchors: ReadonlyMap<string, Anchor>): void {
    const changed: Anchor[] = [];
    for (const anchor of anchors.values()) {
      const note = this.notes.get(anchor.id);
      if (!note) continue;
      const look = note.settled === null ? LOOK : "";
      if (look !== anchor.look) changed.push({ ...anchor, look });
    }
    if (changed.length > 0) this.dispatch(putAnchors(this.view.state.tr, changed));
  }

  private positionOf(id: string): number | null {
    const anchor = anchorsIn(this.view.state).get(id);
    return anchor && !anchor.gone ? anchor.from : null;
  }

  private choose(id: string | null): void {
    if (id !== this.active) {
      this.active = id;
      this.dispatch(lightUp(this.view.state.tr, id));
    }
    this.show();
    this.margin.activate(id);
  }

  private scrollTo(id: string): void {
    const at = this.positionOf(id);
    if (at === null) return;
    const dom = this.view.dom.querySelector(`[data-anchor="${id}"]`);
    const box = dom?.getBoundingClientRect();
    if (box && (box.top < 120 || box.bottom > window.innerHeight - 60))
      dom?.scrollIntoView({ block: "center" });
  }

  /** Puts the caret into a note's words. */
  private toText(id: string): void {
    const at = this.positionOf(id);
    this.margin.list(false);
    if (at !== null) {
      const { state } = this.view;
      const near = TextSelection.near(state.doc.resolve(Math.min(at, state.doc.content.size)), 1);
      this.view.dispatch(state.tr.setSelection(near).scrollIntoView());
    }
    this.view.focus();
  }

  private point({ type, target }: PointerEvent): void {
    const over = target instanceof Element ? target.closest("[data-anchor], [data-note]") : null;
    const id = over?.getAttribute("data-anchor") ?? over?.getAttribute("data-note") ?? null;
    if (id === null) return;
    const on = type === "pointerover";
    this.cards.get(id)?.dom.classList.toggle("is-pointed", on);
    if (on !== (this.pointed === id)) {
      this.pointed = on ? id : null;
      this.dispatch(lightUp(this.view.state.tr, this.pointed ?? this.active));
    }
  }

  private toggleList(): void {
    const open = !this.margin.isListing;
    this.margin.list(open);
    if (!open) return;
    (this.tabs.querySelector("input:checked") as HTMLElement | null)?.focus();
    const card = this.active === null ? undefined : this.cards.get(this.active);
    card?.dom.scrollIntoView({ block: "nearest" });
  }

  // --- keys --------------------------------------------------------------------------------------

  /** Ctrl-Alt-M notes, or leads to the note around the caret; Ctrl-Alt-J and K go to the next one. */
  private key(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || !event.altKey || event.shiftKey) return;
    if (event.code === "KeyM") this.noteOrCard();
    else if (event.code === "KeyJ") this.step(1);
    else if (event.code === "KeyK") this.step(-1);
    else return;
    event.preventDefault();
  }

  private noteOrCard(): void {
    const { from, to } = this.text.selection();
    const here = from === to ? anchorAround(this.view.state) : null;
    if (here && this.isShown(here.id)) {
      if (!this.margin.isBeside) this.margin.list(true);
      this.choose(here.id);
      this.cards.get(here.id)?.focus();
    } else this.begin();
  }

  /** Leads to the next or previous note: in the margin from card to card, in the text by the caret. */
  private step(by: 1 | -1): void {
    const notes = this.chosenNotes();
    const inMargin = this.marginHasFocus || !this.view.hasFocus();
    const { from } = this.view.state.selection;
    const at = notes.findIndex(({ id }) => id === this.active);
    let next: ShownNote | undefined;
    if (at >= 0) next = notes[at + by];
    else {
      const standing = notes.filter(({ id }) => this.positionOf(id) !== null);
      next =
        by > 0
          ? standing.find(({ id }) => (this.positionOf(id) ?? 0) >= from)
          : standing.findLast(({ id }) => (this.positionOf(id) ?? 0) < from);
    }
    if (!next) {
      this.text.announce(notes.length === 0 ? "There are no notes." : "No further note.");
      return;
    }
    if (inMargin || this.margin.isListing) {
      this.choose(next.id);
      this.cards.get(next.id)?.focus();
    } else this.toText(next.id);
  }
}

async function reason(answer: Response): Promise<string> {
  if (answer.type === "opaqueredirect" || answer.status === 403) return SIGNED_OUT;
  if (answer.status === 404) return "This piece is no longer open to you.";
  const { error } = (await answer.json().catch(() => ({}))) as { error?: string };
  return error ?? "The house could not take this note.";
}

/** The elements the page's template does not hold, since without script there are no notes. */
export function furnishMargin(): void {
  const tab = (value: Filter, label: string, checked: boolean) =>
    element(
      "label",
      {},
      element("input", { type: "radio", name: "desk-notes-filter", value, checked }),
      label,
    );
  part("desk-margin").append(
    element(
      "div",
      { class: "margin-head" },
      element("h2", { id: "desk-margin-name" }, "Notes"),
      element(
        "button",
        { type: "button", id: "desk-notes-close", class: "button small plain" },
        "Close",
      ),
      element(
        "fieldset",
        { id: "desk-notes-tabs" },
        element("legend", {}, "Show"),
        tab("open", "Open", true),
        tab("mine", "Mine", false),
        tab("settled", "Settled", false),
      ),
    ),
    element("p", { id: "desk-notes-empty", class: "hint", hidden: true }, "No notes here."),
    element("div", { id: "desk-cards" }),
  );
}
