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
import type { Suggested } from "./branch";
import { type Change, sentence, showProposed } from "./changes";
import { element, part } from "./element";
import { ask, reason, TryLater } from "./house";
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
  /** Of suggestions that were to be settled: those a person has to look at, and why. */
  readonly unsettled?: Readonly<Record<string, string>>;
}

/** Where the notes find the text. */
export interface NotedText {
  readonly view: () => EditorView;
  /** What has changed in this sheet since a version; null if that is not known (yet). */
  readonly mapsSince: (version: number) => readonly StepMap[] | null;
  /** Where a range stands in the house's text; null while the house has not got it. */
  readonly inTheHouse: (from: number, to: number) => Waiting["place"];
  /** The selection in the text's positions, also while a footnote is being written. */
  readonly selection: () => { readonly from: number; readonly to: number };
  readonly announce: (sentence: string) => void;
  /** Whether this person may change the text itself, and so take what is suggested. */
  readonly mayTake: () => boolean;
  /** Whether the sheet's text holds a suggestion already, as one of this person's own. */
  readonly holds: (id: string) => boolean;
  readonly undoSuggestion: (id: string) => boolean;
  /** A suggestion was left, or taken back in another tab. */
  readonly settledSuggestion: (id: string) => void;
  /** The text may have moved on by an act over HTTP. */
  readonly catchUp: () => void;
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
const SUGGESTED = "suggested";
const LONGEST_QUOTE = 2000;
/** What changed is shown when the hand has rested this long. */
const REST = 100;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;

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
  private readonly bundled = part("desk-bundle");
  private readonly taker = part("desk-take-all");
  private readonly leaver = part("desk-leave-all");
  private readonly faultLine = part("desk-bundle-fault");
  private fault = "";
  private drawn = "[]";
  private people: readonly string[] = [];
  private known = 0;
  private wanted = 0;
  private asking = false;
  private passedOver = false;
  /** How often the text was set anew: an answer about the one before does not place anything. */
  private texts = 0;
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
    private readonly suggestions: string,
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
    for (const [act, button] of [["take", this.taker] as const, ["leave", this.leaver] as const]) {
      button.addEventListener("mousedown", (event) => event.preventDefault());
      button.addEventListener(
        "click",
        () =>
          void this.decide(
            act,
            this.bundle().map(({ id }) => id),
          ),
      );
    }
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
  async opened(): Promise<void> {
    this.pause = FIRST_PAUSE;
    void this.send();
    await this.ask();
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
      const note = this.notes.get(id);
      const [first, ...answers] = note?.messages ?? [];
      const more = answers.length === 0 ? "" : ` ${answers.length + 1} messages.`;
      if (note?.suggestion)
        this.text.announce(`Suggestion by ${note.suggestion.name}: ${sentence(note.suggestion)}`);
      else if (first) this.text.announce(`Note by ${first.name}: ${first.text}${more}`);
    }
    if (!this.fresh && !this.marginHasFocus) this.choose(id);
  }

  /** The hand rests: cards follow their lines; words that went or came back change the list. */
  private settle(): void {
    const gone = [...anchorsIn(this.view.state).values()].filter((anchor) => anchor.gone);
    const now = gone.map(({ id }) => id).join();
    if (now === this.gone) {
      this.margin.rest();
      this.showBundle();
    } else this.show();
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

  /** The text was set anew: the house is asked where everything stands in it. */
  renewed(): void {
    this.texts += 1;
    this.known = 0;
    void this.ask();
  }

  // --- suggestions -------------------------------------------------------------------------------

  /** This person's open suggestions that fit, where they stand in the text. */
  ownSuggestions(): Suggested[] {
    const anchors = anchorsIn(this.view.state);
    return [...this.notes.values()].flatMap(({ id, suggestion }) => {
      const anchor = anchors.get(id);
      if (!suggestion?.own || suggestion.state !== "open" || !suggestion.fits || !anchor) return [];
      const { kind, before, after } = suggestion;
      return [{ id, kind, from: anchor.from, to: anchor.to, before, after }];
    });
  }

  isSettled(id: string): boolean {
    return (this.notes.get(id)?.suggestion?.state ?? "open") !== "open";
  }

  /** Sends an act on suggestions, and takes the answer in. */
  async suggest(act: Readonly<Record<string, unknown>>): Promise<void> {
    this.take(await this.fetch(act, this.suggestions));
  }

  /** Settles suggestions; what the house would not do is said. */
  private async decide(act: string, ids: readonly string[], anyway = false): Promise<void> {
    try {
      const answer = await this.fetch({ act, ids, anyway }, this.suggestions);
      this.text.catchUp();
      // Not only news: what does not fit any more has not changed for the house.
      this.known = 0;
      await this.ask();
      const left = Object.values(answer.unsettled ?? {});
      const done = ids.length - left.length;
      const words = { take: "Taken", leave: "Left", reconsider: "Open again" }[act] ?? "Done";
      this.text.announce(
        left.length === 0
          ? `${words}.`
          : `${done} of ${ids.length} taken. Where somebody has written since, look at each.`,
      );
    } catch (fault) {
      this.complain(reason(fault));
    }
  }

  private complain(why: string): void {
    this.text.announce(why);
    this.fault = why;
    this.show();
  }

  /** The open suggestions, those around the selection if something is selected. */
  private bundle(): ShownNote[] {
    const { from, to, empty } = this.view.state.selection;
    const anchors = anchorsIn(this.view.state);
    return [...this.notes.values()].filter(({ id, suggestion }) => {
      const anchor = anchors.get(id);
      if (suggestion?.state !== "open" || this.text.holds(id)) return false;
      return empty || (anchor !== undefined && anchor.from <= to && anchor.to >= from);
    });
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
      suggestion: null,
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
    take: (note, anyway) => void this.decide("take", [note], anyway),
    pass: (note) => void this.decide("leave", [note]),
    reconsider: (note) => void this.decide("reconsider", [note]),
    withdraw: (note) => {
      if (this.text.holds(note)) this.text.undoSuggestion(note);
      else
        this.suggest({ act: "suggest", version: 0, made: [], withdrawn: [note] }).catch(
          (fault: unknown) => this.complain(reason(fault)),
        );
      this.view.focus();
    },
    mayTake: () => this.text.mayTake(),
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
    if (!anchor) return null;
    const { from, to, gone } = anchor;
    return this.text.inTheHouse(from, gone ? from : to);
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
    let answer: Answer | null = null;
    try {
      answer = await this.fetch({ ...next.act, ...next.place });
    } catch (fault) {
      this.sending = false;
      if (fault instanceof TryLater) {
        this.later(this.pause);
        this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
        return;
      }
      next.fault = reason(fault);
    }
    this.sending = false;
    this.pause = FIRST_PAUSE;
    if (answer) {
      this.queue.splice(this.queue.indexOf(next), 1);
      this.take(answer);
      // News of this note that came meanwhile was not taken; an act done twice is no news.
      if (this.passedOver && this.queue.length === 0) {
        this.passedOver = false;
        this.known = 0;
        void this.ask();
      }
    }
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
    const { texts } = this;
    // Without an answer: the line tells when the house is back.
    const answer = await this.fetch(null).catch(() => null);
    this.asking = false;
    if (answer && texts !== this.texts) return this.ask();
    if (answer) this.take(answer);
    if (answer && this.wanted > this.known) window.setTimeout(() => void this.ask(), 500);
  }

  private async fetch(
    act: Readonly<Record<string, unknown>> | null,
    address = this.address,
  ): Promise<Answer> {
    return (await ask(`${address}?since=${this.known}`, this.csrf, act)) as Answer;
  }

  private take(answer: Answer): void {
    // The caret may have moved since the browser last told: what is drawn now would take it back.
    if (this.view.hasFocus()) document.dispatchEvent(new Event("selectionchange"));
    const first = this.known === 0 && this.notes.size === 0;
    this.known = Math.max(this.known, answer.notes_version);
    this.people = answer.people;
    const settled: string[] = [];
    for (const note of answer.notes) {
      const { own, state } = note.suggestion ?? {};
      // What was taken comes with the text.
      if (note.removed || (own && (state === "left" || state === "withdrawn")))
        settled.push(note.id);
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
      if (waits) this.passedOver = true;
      else this.notes.set(note.id, note);
      if (!anchorsIn(this.view.state).has(note.id))
        this.unplaced.set(note.id, { note, version: answer.version });
    }
    this.placeAll();
    this.show();
    for (const id of settled) this.text.settledSuggestion(id);
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
      placed.push({ ...place, id, words: note.quote, look: lookOf(note) });
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
    const filter = this.margin.isListing ? this.filter : "open";
    const order = (note: ShownNote): number => this.positionOf(note.id) ?? Number.MAX_SAFE_INTEGER;
    return [...this.notes.values()]
      .filter((note) => {
        if (filter === "settled") return note.settled !== null;
        if (note.settled !== null || (filter === "mine" && !note.mine)) return false;
        // Beside the text, a card without a line has no place: the list has it.
        const beside = this.positionOf(note.id) !== null || this.fate(note.id).fault !== "";
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
    this.draw();
    const open = [...this.notes.values()].filter(({ settled }) => settled === null);
    const changes = open.filter(({ suggestion }) => suggestion !== null).length;
    const unit = changes === 0 ? "note" : changes === open.length ? "suggestion" : "";
    this.number.textContent = open.length === 0 ? "" : String(open.length);
    this.unit.textContent =
      open.length === 0
        ? "Notes"
        : unit === ""
          ? " in the margin"
          : ` ${unit}${open.length === 1 ? "" : "s"}`;
    this.showBundle();
    this.counter.setAttribute("aria-expanded", String(this.margin.isListing));
    this.empty.hidden = cards.length > 0 || !this.margin.isListing;
    const table = part("desk-margin").closest(".desk-table");
    // The sheet keeps its place while the list is open.
    const beside = [...anchors.values()].some(({ look, gone }) => look !== "" && !gone);
    table?.toggleAttribute("data-noted", beside || cards.length > 0);
    this.margin.show(cards);
  }

  /** What can be done with several suggestions at once. */
  private showBundle(): void {
    const bundle = this.text.mayTake() ? this.bundle() : [];
    this.bundled.hidden = bundle.length < 2;
    const which = this.view.state.selection.empty ? "all" : "the selected";
    this.taker.textContent = `Take ${which} ${bundle.length}`;
    this.leaver.textContent = `Leave ${which} ${bundle.length}`;
    this.faultLine.textContent = this.fault;
    this.faultLine.hidden = this.fault === "";
    this.fault = "";
  }

  /** Draws the open suggestions that the text does not hold. */
  private draw(): void {
    const proposed = new Map<string, Change>();
    for (const { id, suggestion } of this.notes.values())
      if (suggestion?.state === "open" && !this.text.holds(id)) proposed.set(id, suggestion);
    const now = JSON.stringify([...proposed]);
    if (now === this.drawn) return;
    this.drawn = now;
    this.dispatch(showProposed(this.view.state.tr, proposed));
  }

  /** Settled notes light up nothing in the text. */
  private restyle(anchors: ReadonlyMap<string, Anchor>): void {
    const changed: Anchor[] = [];
    for (const anchor of anchors.values()) {
      const note = this.notes.get(anchor.id);
      if (!note) continue;
      const look = lookOf(note);
      if (look !== anchor.look) changed.push({ ...anchor, look });
    }
    if (changed.length > 0) this.dispatch(putAnchors(this.view.state.tr, changed));
  }

  private positionOf(id: string): number | null {
    const anchor = anchorsIn(this.view.state).get(id);
    // A suggestion that only adds has a place and no words; one's own has put others there.
    const stands = this.notes.get(id)?.suggestion?.before.length === 0 || this.text.holds(id);
    return anchor && (!anchor.gone || stands) ? anchor.from : null;
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

function lookOf(note: ShownNote): string {
  if (note.settled !== null) return "";
  return note.suggestion ? SUGGESTED : LOOK;
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
    element(
      "div",
      { id: "desk-bundle", class: "margin-bundle", hidden: true },
      element("button", { type: "button", id: "desk-take-all", class: "button small plain" }),
      element("button", { type: "button", id: "desk-leave-all", class: "button small plain" }),
    ),
    element("p", { id: "desk-bundle-fault", class: "note-state", role: "alert", hidden: true }),
    element("p", { id: "desk-notes-empty", class: "hint", hidden: true }, "No notes here."),
    element("div", { id: "desk-cards" }),
  );
}
