/** Shows where others in the text are: a bar with a name, and what they have selected. */
import { Plugin, PluginKey, type Transaction } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { element } from "./element";

/** How many colours editor.css has for carets. */
const HUES = 6;

export interface PlacedCaret {
  readonly sheet: string;
  readonly name: string;
  readonly anchor: number;
  readonly head: number;
}

interface Change {
  readonly show: readonly PlacedCaret[];
  /** Sheets whose caret goes. */
  readonly hide: readonly string[];
}

const key = new PluginKey<DecorationSet>("carets");

export function caretsPlugin(): Plugin<DecorationSet> {
  return new Plugin({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(transaction, before) {
        const carets = before.map(transaction.mapping, transaction.doc);
        const change = transaction.getMeta(key) as Change | undefined;
        if (!change) return carets;
        const changed = new Set([...change.hide, ...change.show.map(({ sheet }) => sheet)]);
        const others = carets.remove(
          carets.find(undefined, undefined, (spec) => changed.has(spec.of)),
        );
        return others.add(transaction.doc, change.show.flatMap(decorations));
      },
    },
    props: { decorations: (state) => key.getState(state) },
  });
}

export function showCarets(tr: Transaction, show: readonly PlacedCaret[]): Transaction {
  return tr.setMeta(key, { show, hide: [] } satisfies Change);
}

export function hideCarets(tr: Transaction, hide: readonly string[]): Transaction {
  return tr.setMeta(key, { show: [], hide } satisfies Change);
}

function decorations({ sheet, name, anchor, head }: PlacedCaret): Decoration[] {
  const hue = `hue-${Number.parseInt(sheet.slice(0, 4), 16) % HUES}`;
  const bar = Decoration.widget(
    head,
    (view) => {
      // Who is here is said in words in the foot of the sheet; a moving bar is for the eye. The name
      // is drawn by the style sheet, so that it is never taken for a word of the text.
      const caret = element("span", {
        class: `caret ${hue}`,
        "data-name": name,
        "aria-hidden": "true",
      });
      // Once it has its place: the name opens towards the middle, for it would widen the page.
      requestAnimationFrame(() => {
        const paper = view.dom.getBoundingClientRect();
        const { left } = caret.getBoundingClientRect();
        caret.classList.toggle("is-right", left > paper.left + paper.width / 2);
      });
      return caret;
    },
    { of: sheet, side: -1, key: `${sheet}:${anchor}:${head}`, ignoreSelection: true },
  );
  if (anchor === head) return [bar];
  const range = Decoration.inline(
    Math.min(anchor, head),
    Math.max(anchor, head),
    { class: `caret-range ${hue}` },
    { of: sheet },
  );
  return [range, bar];
}
