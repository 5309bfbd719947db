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

type Change = { readonly show: PlacedCaret } | { readonly hide: string };

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
        const sheet = "show" in change ? change.show.sheet : change.hide;
        const others = carets.remove(
          carets.find(undefined, undefined, (spec) => spec.of === sheet),
        );
        if ("hide" in change) return others;
        return others.add(transaction.doc, decorations(change.show));
      },
    },
    props: { decorations: (state) => key.getState(state) },
  });
}

export function showCaret(transaction: Transaction, caret: PlacedCaret): Transaction {
  return transaction.setMeta(key, { show: caret } satisfies Change);
}

export function hideCaret(transaction: Transaction, sheet: string): Transaction {
  return transaction.setMeta(key, { hide: sheet } satisfies Change);
}

function decorations({ sheet, name, anchor, head }: PlacedCaret): Decoration[] {
  const hue = `hue-${Number.parseInt(sheet.slice(0, 4), 16) % HUES}`;
  const bar = Decoration.widget(
    head,
    () =>
      // Who is here is said in words in the foot of the sheet; a moving bar is for the eye. The name
      // is drawn by the style sheet, so that it is never taken for a word of the text.
      element("span", {
        class: `caret ${hue}`,
        "data-name": name,
        dir: "auto",
        "aria-hidden": "true",
      }),
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
