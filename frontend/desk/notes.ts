/**
 * Notes: what is said in the margin about the text, and where it stands beside it.
 *
 * An act is shown at once as "not saved yet"; `post.ts` brings it to the house.
 */
import { type EditorState, TextSelection, type Transaction } from "@tiptap/pm/state";
import type { StepMap } from "@tiptap/pm/transform";
import type { EditorView } from "@tiptap/pm/view";
import {
  type Anchor,
  anchorAround,
  anchorsIn,
  dropAnchor,
  findWords,
  lightUp,
  passage,
  putAnchors,
} from "./anchors";
import type { Suggested } from "./branch";
import { Bundle } from "./bundle";
import { type Change, showProposed } from "./changes";
import { sentence } from "./description";
import { element, part } from "./element";
import { reason } from "./house";
import { type Card, Margin } from "./margin";
import { MarginHead } from "./marginhead";
import { findMoves } from "./moves";
import { type CardActs, FreshCard, type Message, NoteCard, type ShownNote } from "./notecard";
import { listenForNoteKeys, nextNote } from "./notekeys";
import { lookOf, Unplaced } from "./placing";
import { type Answer, type PlaceInHouse, Post } from "./post";

/** Where the notes find the text. */
export interface NotedText {
  readonly view: () => EditorView;
  /** What has changed in this sheet since a version; null if that is not known (yet). */
  readonly mapsSince: (version: number) => readonly StepMap[] | null;
  /** Where a range stands in the house's text; null while the house has not got it. */
  readonly inTheHouse: (from: number, to: number) => PlaceInHouse | null;
  /** The selection in the text's positions, also while a footnote is being written. */
  readonly selection: () => { readonly from: number; readonly to: number };
  readonly announce: (sentence: string) => void;
  /** Whether this person may change the text itself, and so take what is suggested. */
  readonly mayTake: () => boolean;
  /** Whether the sheet's text holds a suggestion already, as one of this person's own. */
  readonly holds: (id: string) => boolean;
  /** Where the sheet's text has what it puts in; null if it does not hold it. */
  readonly heldAt: (id: string) => { readonly from: number; readonly to: number } | null;
  readonly undoSuggestion: (id: string) => boolean;
  /** A suggestion was left, or taken back in another tab. */
  readonly settledSuggestion: (id: string) => void;
  /** Another sheet of this person may have changed one that this sheet holds. */
  readonly changedSuggestion: (change: Suggested) => void;
  /** The text may have moved on by an act over HTTP. */
  readonly catchUp: () => void;
}

const LOOK = "noted";
const LONGEST_QUOTE = 2000;
/** What changed is shown when the hand has rested this long. */
const REST = 100;

export class Notes {
  private readonly notes = new Map<string, ShownNote>();
  private readonly cards = new Map<string, NoteCard>();
  private readonly unplaced = new Unplaced();
  private readonly margin: Margin;
  private readonly head: MarginHead;
  private readonly post: Post;
  private readonly several: Bundle;
  private drawn = "[]";
  private people: readonly string[] = [];
  private resting = 0;
  private active: string | null = null;
  /** Which notes' words are gone, and which the text holds, as they were shown last. */
  private gone = "";
  private pointed: string | null = null;
  private fresh: { card: FreshCard; quote: string } | null = null;
  /** The note around the caret, so that it is announced once. */
  private around: string | null = null;

  constructor(
    to: { readonly notes: string; readonly suggestions: string; readonly csrf: string },
    private readonly text: NotedText,
  ) {
    this.post = new Post({
      ...to,
      placeOf: (note) => this.placeOf(note),
      take: (answer, isFirst) => this.take(answer, isFirst),
      changed: () => this.show(),
    });
    this.margin = new Margin(part("desk-margin"), part("desk-cards"), text.view, () => this.show());
    this.head = new MarginHead({
      toggle: () => this.toggleList(),
      close: () => this.margin.list(false),
      begin: () => this.begin(),
      filtered: () => this.show(),
    });
    this.several = new Bundle({
      bundle: () => this.bundle(),
      mayTake: () => text.mayTake(),
      act: (act) => this.post.suggest(act),
      some: (answer) => {
        text.catchUp();
        this.post.take(answer);
      },
      done: () => {
        text.catchUp();
        // Not only news: what does not fit any more has not changed for the house.
        return this.post.askAnew();
      },
      announce: text.announce,
      changed: () => this.show(),
    });
    listenForNoteKeys({ note: () => this.noteOrCard(), step: (by) => this.step(by) });
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
      this.post.hasUnsent ||
      this.fresh?.card.isWriting === true ||
      [...this.cards.values()].some((card) => card.isWriting)
    );
  }

  // --- what the sheet tells ---------------------------------------------------------------------

  opened(): Promise<void> {
    return this.post.opened();
  }

  news(version: number): void {
    this.post.news(version);
  }

  /** The text or the selection changed. */
  changed(): void {
    this.placeAll();
    window.clearTimeout(this.resting);
    this.resting = window.setTimeout(() => this.settle(), REST);
    const id = this.noteHere();
    if (id === this.around) return;
    this.around = id;
    if (id !== null) {
      const note = this.notes.get(id);
      const [first, ...answers] = note?.messages ?? [];
      const more = answers.length === 0 ? "" : ` ${answers.length + 1} messages.`;
      if (note?.suggestion)
        this.text.announce(
          `Suggestion by ${note.suggestion.own ? "you" : note.suggestion.name}: ${sentence(note.suggestion)}`,
        );
      else if (first) this.text.announce(`Note by ${first.name}: ${first.text}${more}`);
    }
    if (!this.fresh && !this.marginHasFocus) this.choose(id);
  }

  /** The note or suggestion that the caret is in, also one that has a place and no words. */
  private noteHere(): string | null {
    const { state } = this.view;
    const anchor = anchorAround(state);
    if (anchor && this.isShown(anchor.id)) return anchor.id;
    const { from, to } = state.selection;
    for (const { id, suggestion } of this.notes.values()) {
      if (suggestion?.state !== "open") continue;
      const isPlace = suggestion.before.length === 0;
      const at = this.text.heldAt(id) ?? (isPlace ? anchorsIn(state).get(id) : undefined);
      if (at && at.from <= to && at.to >= from) return id;
    }
    return null;
  }

  /** The hand rests: cards follow their lines; words that went or came back change the list. */
  private settle(): void {
    // What the text holds of one's own is drawn on it no more, also where its words stand in it.
    const anchors = [...anchorsIn(this.view.state).values()];
    const now = anchors.map(({ id, gone }) => `${gone} ${this.text.holds(id)}`).join();
    if (now === this.gone) {
      this.margin.rest();
      this.several.show();
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
    this.post.renewed();
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

  /** Sends an act on suggestions, and takes the answer in; returns those that it did not settle. */
  async suggest(act: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
    const answer = await this.post.suggest(act);
    this.post.take(answer);
    return Object.keys(answer.unsettled ?? {});
  }

  /** A suggestion, and the one that has the other half of the same move. */
  private withOtherHalf(id: string): string[] {
    const moved = this.notes.get(id)?.suggestion?.moved;
    return moved ? [id, moved] : [id];
  }

  /** The open suggestions, those around the selection if something is selected. */
  private bundle(): { ids: readonly string[]; selected: boolean } {
    const { from, to, empty } = this.view.state.selection;
    const anchors = anchorsIn(this.view.state);
    const found = [...this.notes.values()].filter(({ id, suggestion }) => {
      const anchor = anchors.get(id);
      if (suggestion?.state !== "open" || this.text.holds(id)) return false;
      return empty || (anchor !== undefined && anchor.from <= to && anchor.to >= from);
    });
    const order = ({ id }: ShownNote): number => anchors.get(id)?.from ?? Number.MAX_SAFE_INTEGER;
    found.sort((one, other) => order(one) - order(other));
    return { ids: found.map(({ id }) => id), selected: !empty };
  }

  // --- what is done with notes -------------------------------------------------------------------

  /** Begins a note on the selected words, or on the block or the picture around the caret. */
  begin(): boolean {
    const { state } = this.view;
    let { from, to } = this.text.selection();
    if (from === to) {
      const { $from } = state.selection;
      // In a caption the whole picture is meant, which a finger or the keyboard hardly selects.
      const isCaption = $from.parent.type.name === "picture";
      from = isCaption ? $from.before() : $from.start();
      to = isCaption ? $from.after() : $from.end();
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
    this.post.enqueue(id, act, this.placeOf(id));
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
      this.post.enqueue(note, { act: "answer", note, message: message.id, text });
    },
    edit: (note, message, text) => {
      this.change(note, (known) => ({
        ...known,
        messages: known.messages.map((one) =>
          one.id === message ? { ...one, text, edited: true } : one,
        ),
      }));
      this.post.enqueue(note, { act: "edit", message, text });
    },
    remove: (note, message) => {
      this.post.enqueue(note, { act: "remove", message });
      this.view.focus();
    },
    settle: (note) => {
      this.post.enqueue(note, { act: "settle", note });
      this.text.announce("Settled.");
      if (this.margin.isBeside) this.view.focus();
    },
    reopen: (note) => {
      this.post.enqueue(note, { act: "reopen", note });
      this.text.announce("Reopened.");
    },
    take: (note, anyway) => void this.several.decide("take", this.withOtherHalf(note), anyway),
    pass: (note) => void this.several.decide("leave", this.withOtherHalf(note)),
    reconsider: (note) => void this.several.decide("reconsider", [note]),
    withdraw: (note) => {
      if (this.text.holds(note)) this.text.undoSuggestion(note);
      else
        this.suggest({ act: "suggest", version: 0, made: [], withdrawn: [note] }).catch(
          (fault: unknown) => this.several.complain(reason(fault)),
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
    again: (note) => this.post.again(note),
    discard: (note) => {
      if (this.post.discard(note)) this.forget(note);
      this.show();
      void this.post.askAnew();
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

  /** Where a note stands in the text as the house has it; null while the house has not. */
  private placeOf(id: string): PlaceInHouse | null {
    const anchor = anchorsIn(this.view.state).get(id);
    if (!anchor) return null;
    const { from, to, gone } = anchor;
    return this.text.inTheHouse(from, gone ? from : to);
  }

  // --- what the house tells -----------------------------------------------------------------------

  private take(answer: Answer, isFirst: boolean): void {
    // The caret may have moved since the browser last told: what is drawn now would take it back.
    if (this.view.hasFocus()) document.dispatchEvent(new Event("selectionchange"));
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
      const last = note.messages.at(-1);
      const before = this.notes.get(note.id)?.messages.length ?? 0;
      if (!isFirst && last && !last.own && note.messages.length > before)
        this.text.announce(
          `${note.messages.length === 1 ? "A new note" : "An answer"} by ${last.name}.`,
        );
      // What was done here and is not stored yet is not taken back by older news.
      if (!this.post.passesOver(note.id)) this.notes.set(note.id, note);
      if (!anchorsIn(this.view.state).has(note.id)) this.unplaced.add(note, answer.version);
    }
    findMoves(this.notes);
    this.placeAll();
    this.show();
    for (const id of settled) this.text.settledSuggestion(id);
    const changed = new Set(answer.notes.map(({ id }) => id));
    for (const one of this.ownSuggestions())
      if (changed.has(one.id) && this.text.holds(one.id)) this.text.changedSuggestion(one);
  }

  /** Places the notes whose version of the text this sheet has. */
  private placeAll(): void {
    if (this.unplaced.isEmpty) return;
    const { state } = this.view;
    const placed = this.unplaced.placed(state, this.text.mapsSince);
    if (placed.length > 0) this.dispatch(putAnchors(state.tr, placed));
    if (!this.unplaced.isEmpty)
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
    const filter = this.margin.isListing ? this.head.filter : "open";
    const order = (note: ShownNote): number => this.positionOf(note.id) ?? Number.MAX_SAFE_INTEGER;
    return [...this.notes.values()]
      .filter((note) => {
        if (filter === "settled") return note.settled !== null;
        if (note.settled !== null || (filter === "mine" && !note.mine)) return false;
        // Beside the text, a card without a line has no place: the list has it.
        const beside = this.positionOf(note.id) !== null || this.post.fate(note.id).fault !== "";
        return this.margin.isListing || beside || note.id === this.active;
      })
      .sort((one, other) => order(one) - order(other));
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
      card.show(note, gone, this.post.fate(note.id));
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
    this.head.show(open.length, changes, this.margin.isListing, cards.length);
    this.several.show();
    const table = part("desk-margin").closest(".desk-table");
    // The sheet keeps its place while the list is open.
    const beside = [...anchors.values()].some(({ look, gone }) => look !== "" && !gone);
    table?.toggleAttribute("data-noted", beside || cards.length > 0);
    this.margin.show(cards);
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
    this.head.focus();
    const card = this.active === null ? undefined : this.cards.get(this.active);
    card?.dom.scrollIntoView({ block: "nearest" });
  }

  // --- keys --------------------------------------------------------------------------------------

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
    const next = nextNote(notes, this.active, by, from, (id) => this.positionOf(id));
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

/** The elements the page's template does not hold, since without script there are no notes. */
export function furnishMargin(): void {
  part("desk-margin").append(
    ...MarginHead.furniture(),
    ...Bundle.furniture(),
    element("p", { id: "desk-notes-empty", class: "hint", hidden: true }, "No notes here."),
    element("div", { id: "desk-cards" }),
  );
}
