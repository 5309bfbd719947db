/** What the sheet's own rules make of given texts, for the tests that run them without a browser. */
import { Node } from "@tiptap/pm/model";
import { EditorState } from "@tiptap/pm/state";
import { Finder, type Query, replaceFound } from "./finding";
import { keyGroups, spoken } from "./keys";
import { SIGNS } from "./markdown";
import { smartened } from "./quotes";
import { schema } from "./schema";

export { readingMinutes } from "./reading";

/** A text typed sign by sign, as the plugin of quotes takes it. */
export function typed(text: string, language: string): string {
  let written = "";
  for (const sign of text) {
    const found = /^["'-]$/.test(sign) ? smartened(written, sign, language) : null;
    written += sign;
    if (found) written = written.slice(0, written.length - found.back) + found.words;
  }
  return written;
}

const finder = new Finder();

/** The words found, and the document with others in their place. */
export function found(document: unknown, query: Query, instead: string): unknown {
  const doc = Node.fromJSON(schema, document);
  const places = finder.find(doc, query);
  const { tr } = EditorState.create({ doc });
  const replaced = replaceFound(tr, places, instead).doc;
  replaced.check();
  return {
    found: places.map(({ runs }) => runs.map(([from, to]) => doc.textBetween(from, to)).join("…")),
    replaced: replaced.toJSON(),
  };
}

/** How long one search and one change of the text takes, in milliseconds. */
export function timed(words: number): Readonly<Record<string, number>> {
  const sentence = "The night bus is late again and nobody who waits for it is surprised at all. ";
  const paragraph = schema.nodes.paragraph?.create(null, schema.text(sentence.repeat(6)));
  const count = Math.ceil(words / 90);
  const head = [schema.nodes.title?.create(), schema.nodes.standfirst?.create()];
  const body = Array.from({ length: count }, () => Node.fromJSON(schema, paragraph?.toJSON()));
  const doc = schema.topNodeType.create(
    null,
    [...head, ...body].filter((node) => node !== undefined),
  );
  const ways = { matchCase: false, wholeWords: false, exact: false };
  const fresh = new Finder();
  const clock = (act: () => unknown): number => {
    const begun = performance.now();
    act();
    return performance.now() - begun;
  };
  const first = clock(() => fresh.find(doc, { words: "bu", ...ways }));
  const next = clock(() => fresh.find(doc, { words: "bus", ...ways }));
  const places = fresh.find(doc, { words: "bus", ...ways });
  const state = EditorState.create({ doc });
  const again = state.tr.insertText("x", 5).doc;
  const changed = clock(() => fresh.find(again, { words: "bus", ...ways }));
  const replace = clock(() => replaceFound(state.tr, places, "tram"));
  return { places: places.length, first, next, changed, replace };
}

/** What the help sheet tells of, without the page around it. */
export function told(): readonly string[] {
  const nothing = () => false;
  const ways = {
    link: nothing,
    language: nothing,
    tools: nothing,
    find: nothing,
    replace: nothing,
  };
  const keys = keyGroups(ways).flatMap((group) => group.keys.map(({ key }) => spoken(key)));
  return [...keys, ...SIGNS.map((sign) => sign.typed)];
}
