/**
 * Batches that come late, at random, for the tests: what a sheet makes of its unsent steps while it
 * hears of what it missed, in pieces, and goes on writing. The house must make the same of them.
 */
import type { Node } from "@tiptap/pm/model";
import { EditorState } from "@tiptap/pm/state";
import { type Step, Transform } from "@tiptap/pm/transform";
import { collab, receiveTransaction, sendableSteps } from "prosemirror-collab";
import { refusal } from "../document/check";
import { Author, prose } from "../document/fuzz";
import { documentSchema } from "../document/schema";
import { Branch } from "./branch";

/** A text, a batch made on it, what was stored meanwhile, and the batch as the sheet has it then. */
export interface Late {
  readonly base: unknown;
  readonly own: readonly unknown[];
  readonly missed: readonly unknown[];
  readonly mine: readonly unknown[];
}

const WORDS = ["rain ", "lamp", "باران ", "🦊 ", "x"];

/** Mostly typing, as hands do; sometimes any edit there is. */
function edit(author: Author, doc: Node): readonly Step[] {
  const { dice } = author;
  if (dice.roll(3) === 0) {
    const done = author.edit(doc);
    return done && refusal(author.schema, done.doc.toJSON()) === null ? done.steps : [];
  }
  const at = author.place(doc);
  const transform = new Transform(doc);
  const room = doc.resolve(at).end() - at;
  if (dice.roll(3) === 0 && room > 0) transform.delete(at, at + 1 + dice.roll(Math.min(room, 4)));
  else transform.insert(at, author.schema.text(dice.pick(WORDS)));
  return refusal(author.schema, transform.doc.toJSON()) === null ? transform.steps : [];
}

export function* lateness(cases: number, seed: number): Generator<Late> {
  const author = new Author(documentSchema(), seed);
  const { dice } = author;
  for (let made = 0; made < cases; ) {
    const base = prose(author);
    if (refusal(author.schema, base.toJSON()) !== null) continue;
    let state = EditorState.create({ doc: base, plugins: [collab({ clientID: "sheet" })] });
    const write = () => {
      const { tr } = state;
      for (const step of edit(author, state.doc)) tr.step(step);
      state = state.apply(tr);
    };
    for (let times = 1 + dice.roll(4); times > 0; times--) write();
    const own = sendableSteps(state)?.steps ?? [];
    if (own.length === 0) continue;
    let house = base;
    const missed: Step[] = [];
    for (let times = 1 + dice.roll(4); times > 0; times--) {
      for (const step of edit(author, house)) {
        house = step.apply(house).doc ?? house;
        missed.push(step);
      }
    }
    for (let heard = 0; heard < missed.length; ) {
      const piece = missed.slice(heard, heard + 1 + dice.roll(3));
      heard += piece.length;
      state = state.apply(
        receiveTransaction(
          state,
          piece,
          piece.map(() => "another"),
        ),
      );
      if (dice.roll(2)) write();
    }
    made += 1;
    const mine = sendableSteps(state)?.steps.slice(0, own.length) ?? [];
    yield {
      base: base.toJSON(),
      own: own.map((step) => step.toJSON()),
      missed: missed.map((step) => step.toJSON()),
      mine: mine.map((step) => step.toJSON()),
    };
  }
}

/** Milliseconds in which suggestions are found in a text of so many words, some of them changed. */
export function suggestionsTook(words: number, changed: number): number {
  const author = new Author(documentSchema(), 1);
  const { schema, dice } = author;
  const line = (type: string, text: string) =>
    schema.node(type, null, text ? schema.text(text) : []);
  const paragraph = () =>
    Array.from({ length: 50 }, () => dice.pick(["rain", "lamp", "street", "night", "bus"])).join(
      " ",
    );
  const base = schema.node("doc", null, [
    line("title", "Rain"),
    line("standfirst", ""),
    ...Array.from({ length: words / 50 }, () => line("paragraph", paragraph())),
  ]);
  const transform = new Transform(base);
  for (let done = 0; done < changed; done++) {
    const at = author.place(transform.doc);
    transform.insert(at, schema.text("changed "));
  }
  const took: number[] = [];
  for (let times = 0; times < 7; times++) {
    const began = performance.now();
    new Branch(base, 0).suggestions(transform.doc, () => crypto.randomUUID());
    took.push(performance.now() - began);
  }
  return took.sort((a, b) => a - b)[3] ?? 0;
}
