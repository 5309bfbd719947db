/** What the sheet's own rules make of given texts, for the tests that run them without a browser. */
import { Node } from "@tiptap/pm/model";
import { EditorState, TextSelection, type Transaction } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { Finder, type Query, replaceFound } from "./finding";
import { keyGroups, spoken } from "./keys";
import { markdownPlugin, SIGNS } from "./markdown";
import { smartened } from "./quotes";
import { nodes, schema } from "./schema";

export { readingMinutes } from "./reading";
export { runOf } from "./sourcechoice";

/** A paragraph typed sign by sign, as the plugin of Markdown leaves it. */
export function signed(line: string): unknown {
  const plugin = markdownPlugin();
  const { title, standfirst, paragraph } = nodes;
  const doc = schema.node("doc", null, [title.create(), standfirst.create(), paragraph.create()]);
  let state = EditorState.create({ doc, plugins: [plugin] });
  state = state.apply(state.tr.setSelection(TextSelection.atEnd(doc)));
  // What the plugin asks of the view around it.
  const view = {
    composing: false,
    get state() {
      return state;
    },
    dispatch(transaction: Transaction) {
      state = state.apply(transaction);
    },
  } as EditorView;
  for (const sign of line) {
    const { from, to } = state.selection;
    const plain = () => state.tr.insertText(sign, from, to);
    if (!plugin.props.handleTextInput?.call(plugin, view, from, to, sign, plain))
      state = state.apply(plain());
  }
  return state.doc.child(2).toJSON();
}

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
