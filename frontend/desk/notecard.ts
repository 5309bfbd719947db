/** One note as a card: its quotation, its messages, and the form that answers. */

import type { Change } from "./changes";
import { cut, sentence, verbsFor } from "./description";
import { element } from "./element";
import { completeNames } from "./mention";
import { proposal } from "./proposal";

export interface Message {
  readonly id: string;
  readonly name: string;
  readonly own: boolean;
  readonly text: string;
  readonly at: string;
  readonly edited: boolean;
}

export interface ShownNote {
  readonly id: string;
  readonly removed: boolean;
  readonly start: number;
  readonly end: number;
  readonly gone: boolean;
  readonly quote: string;
  readonly settled: string | null;
  readonly settled_at: string | null;
  readonly mine: boolean;
  readonly messages: readonly Message[];
  /** The change that the note carries, if it is a suggestion. */
  readonly suggestion: Change | null;
}

/** What somebody does with a card. */
export interface CardActs {
  answer(note: string, text: string): void;
  edit(note: string, message: string, text: string): void;
  remove(note: string, message: string): void;
  settle(note: string): void;
  reopen(note: string): void;
  /** Put a suggestion into the text, also where the words under it have changed. */
  take(note: string, anyway: boolean): void;
  /** Leave the text as it is. */
  pass(note: string): void;
  reconsider(note: string): void;
  /** Take back one's own suggestion. */
  withdraw(note: string): void;
  mayTake(): boolean;
  /** The card was clicked or focused. */
  chosen(note: string): void;
  /** Back into the text, to the words. */
  leave(note: string): void;
  /** Write a refused act again, or let it go. */
  again(note: string): void;
  discard(note: string): void;
  people(): readonly string[];
}

/** How an act on a card fares. */
export interface Fate {
  readonly pending: boolean;
  readonly fault: string;
}

const TIME = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const DAY = new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric" });
const HOUR = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });

export class NoteCard {
  readonly dom: HTMLElement;
  private readonly body = element("div", { class: "note-body" });
  private readonly form: HTMLFormElement;
  private readonly field: HTMLTextAreaElement;
  private readonly send: HTMLButtonElement;
  private readonly ways = element("span", {});
  private shown = "";
  private editing: string | null = null;

  constructor(
    readonly id: string,
    private readonly acts: CardActs,
  ) {
    this.field = textField("Answer", "Answer, @ to call somebody", acts.people);
    this.send = element("button", { type: "submit", class: "button small" }, "Answer");
    this.form = element("form", { class: "note-form" }, this.field, this.send, this.ways);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = this.field.value.trim();
      if (text === "") return;
      this.field.value = "";
      acts.answer(id, text);
    });
    this.dom = element(
      "article",
      { class: "note", tabindex: "-1", "data-note": id },
      this.body,
      this.form,
    );
    this.dom.addEventListener("focusin", () => acts.chosen(id));
    this.dom.addEventListener("click", () => acts.chosen(id));
    this.dom.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
      event.preventDefault();
      if (this.editing !== null) this.edit(null);
      else acts.leave(id);
    });
  }

  /** Whether something is typed here that has not been sent. */
  get isWriting(): boolean {
    return this.field.value.trim() !== "" || this.editing !== null;
  }

  focus(): void {
    this.dom.focus();
  }

  set active(active: boolean) {
    this.dom.classList.toggle("is-active", active);
    this.dom.tabIndex = active ? 0 : -1;
  }

  show(note: ShownNote, gone: boolean, fate: Fate): void {
    const now = JSON.stringify([note, gone, fate, this.editing]);
    if (now === this.shown) return;
    this.shown = now;
    const { suggestion } = note;
    const first = note.messages[0];
    this.dom.setAttribute(
      "aria-label",
      suggestion
        ? `Suggestion by ${suggestion.name}: ${sentence(suggestion)}`
        : `Note by ${first?.name ?? "somebody"}`,
    );
    this.dom.classList.toggle("is-suggestion", suggestion !== null);
    this.dom.classList.toggle("is-gone", gone && !suggestion);
    this.dom.classList.toggle("is-settled", note.settled !== null);
    const held =
      this.dom.contains(document.activeElement) && this.body.contains(document.activeElement);
    this.body.replaceChildren(
      suggestion ? suggested(suggestion) : quotation(note.quote, gone),
      ...note.messages.map((message, index) =>
        this.message(note, message, index === note.messages.length - 1 && !fate.pending),
      ),
      ...(note.settled === null
        ? []
        : [element("p", { class: "note-state" }, `${settling(suggestion)} by ${note.settled}`)]),
      ...(fate.fault === "" ? [] : [this.fault(fate.fault)]),
      ...(fate.pending ? [element("p", { class: "note-state" }, "Not saved yet")] : []),
    );
    if (held && !this.dom.contains(document.activeElement)) this.focus();
    this.field.hidden = this.send.hidden = note.settled !== null;
    this.ways.replaceChildren(...(suggestion ? this.choices(suggestion) : [this.way(note)]));
  }

  private way(note: ShownNote): HTMLElement {
    return note.settled === null
      ? button("Settle", () => this.acts.settle(this.id))
      : button("Reopen", () => this.acts.reopen(this.id));
  }

  private choices(suggestion: Change): HTMLElement[] {
    const { acts, id } = this;
    if (suggestion.state === "left" && acts.mayTake())
      return [button("Reconsider", () => acts.reconsider(id))];
    if (suggestion.state !== "open") return [];
    const ways: HTMLElement[] = [];
    if (acts.mayTake()) {
      const { take, leave } = verbsFor(suggestion);
      const how = suggestion.fits ? take : `${take} anyway`;
      ways.push(button(how, () => acts.take(id, !suggestion.fits), "button small"));
      ways.push(button(leave, () => acts.pass(id)));
    }
    if (suggestion.own) ways.push(button("Take back", () => acts.withdraw(id)));
    return ways;
  }

  private message(note: ShownNote, message: Message, last: boolean): HTMLElement {
    if (message.id === this.editing) return this.editor(note, message);
    return element(
      "div",
      { class: "note-message" },
      element(
        "p",
        { class: "note-who" },
        element("bdi", {}, message.name),
        message.own ? " (you)" : null,
        moment(message),
      ),
      element("p", { class: "note-text", dir: "auto" }, message.text),
      message.own && note.settled === null
        ? element(
            "p",
            { class: "note-own" },
            button("Edit", () => this.edit(message.id, note)),
            last ? button("Take back", () => this.acts.remove(note.id, message.id)) : null,
          )
        : null,
    );
  }

  private editor(note: ShownNote, message: Message): HTMLElement {
    const field = textField("Your message", "", this.acts.people);
    field.value = message.text;
    const form = element(
      "form",
      { class: "note-form is-editing" },
      field,
      element("button", { type: "submit", class: "button small" }, "Keep"),
      button("Leave as it was", () => this.edit(null, note)),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = field.value.trim();
      if (text === "") return;
      this.editing = null;
      this.acts.edit(note.id, message.id, text);
    });
    window.setTimeout(() => field.focus());
    return form;
  }

  private edit(message: string | null, note?: ShownNote): void {
    this.editing = message;
    this.shown = "";
    this.acts.chosen(this.id);
    if (note === undefined) this.focus();
  }

  private fault(sentence: string): HTMLElement {
    return element(
      "div",
      { class: "note-fault", role: "alert" },
      element("p", {}, sentence),
      button("Try again", () => this.acts.again(this.id)),
      button("Discard", () => this.acts.discard(this.id)),
    );
  }
}

/** The card of a note that is being begun. */
export class FreshCard {
  readonly dom: HTMLElement;
  private readonly field: HTMLTextAreaElement;

  constructor(
    readonly id: string,
    quote: string,
    people: () => readonly string[],
    send: (text: string) => void,
    cancel: () => void,
  ) {
    this.field = textField("Note", "Write a note, @ to call somebody", people);
    const form = element(
      "form",
      { class: "note-form" },
      this.field,
      element("button", { type: "submit", class: "button small" }, "Note"),
      button("Cancel", cancel),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = this.field.value.trim();
      if (text !== "") send(text);
    });
    this.dom = element(
      "article",
      { class: "note is-fresh is-active", "aria-label": "A new note" },
      quotation(quote, false),
      form,
    );
    this.dom.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
      event.preventDefault();
      cancel();
    });
  }

  get isWriting(): boolean {
    return this.field.value.trim() !== "";
  }

  focus(): void {
    this.field.focus({ preventScroll: true });
  }
}

function moment({ at, edited }: Pick<Message, "at" | "edited">): HTMLElement {
  const then = new Date(at);
  const now = new Date();
  const today = then.toDateString() === now.toDateString();
  const shape = today ? HOUR : then.getFullYear() === now.getFullYear() ? DAY : TIME;
  const title = TIME.format(then);
  return element("time", { datetime: at, title }, shape.format(then) + (edited ? ", edited" : ""));
}

/** Who suggests what, and whether it still fits. */
function suggested(change: Change): HTMLElement {
  return element(
    "div",
    { class: "note-change" },
    element(
      "p",
      { class: "note-who" },
      element("bdi", {}, change.name),
      change.own ? " (you)" : null,
      moment({ at: change.at, edited: false }),
    ),
    ...proposal(change),
    change.state === "open" && !change.fits
      ? element("p", { class: "note-state" }, "Somebody has written here since.")
      : null,
  );
}

function settling(suggestion: Change | null): string {
  if (!suggestion) return "Settled";
  return { taken: "Taken", left: "Left", withdrawn: "Taken back", open: "Settled" }[
    suggestion.state
  ];
}

function quotation(quote: string, gone: boolean): HTMLElement {
  const words = cut(quote.trim());
  return element(
    "div",
    { class: "note-quote" },
    gone ? element("p", { class: "note-state" }, "No longer in the text:") : null,
    words === "" ? null : element("blockquote", { dir: "auto" }, words),
  );
}

function textField(
  label: string,
  hint: string,
  people: () => readonly string[],
): HTMLTextAreaElement {
  const field = element("textarea", {
    rows: 1,
    dir: "auto",
    maxlength: 4000,
    placeholder: hint,
    "aria-label": label,
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    field.form?.requestSubmit();
  });
  completeNames(field, people);
  return field;
}

function button(label: string, act: () => void, look = "button small plain"): HTMLButtonElement {
  const made = element("button", { type: "button", class: look }, label);
  made.addEventListener("click", (event) => {
    event.stopPropagation();
    act();
  });
  return made;
}
