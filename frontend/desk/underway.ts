/** What lies between two blocks of the sheet, for this person alone, while something is on its way
 * to that place. It moves with the text around it. */
import { type EditorState, Plugin, PluginKey, type Transaction } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";

export interface Slip {
  readonly dom: HTMLElement;
}

type Change = { readonly add: Slip; readonly at: number } | { readonly remove: Slip };

const key = new PluginKey<DecorationSet>("underWay");

export function laySlip(transaction: Transaction, slip: Slip, at: number): Transaction {
  return transaction.setMeta(key, { add: slip, at } satisfies Change);
}

export function takeSlip(transaction: Transaction, slip: Slip): Transaction {
  return transaction.setMeta(key, { remove: slip } satisfies Change);
}

/** Where a slip lies now; null if what it lay beside is gone. */
export function placeOfSlip(state: EditorState, slip: Slip): number | null {
  const [found] =
    key.getState(state)?.find(undefined, undefined, (spec) => spec.slip === slip) ?? [];
  return found?.from ?? null;
}

export function underWayPlugin(): Plugin<DecorationSet> {
  return new Plugin({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(transaction, before) {
        const slips = before.map(transaction.mapping, transaction.doc);
        const change = transaction.getMeta(key) as Change | undefined;
        if (!change) return slips;
        if ("remove" in change) {
          return slips.remove(
            slips.find(undefined, undefined, ({ slip }) => slip === change.remove),
          );
        }
        const widget = Decoration.widget(change.at, () => change.add.dom, {
          slip: change.add,
          side: -1,
          stopEvent: () => true,
          ignoreSelection: true,
        });
        return slips.add(transaction.doc, [widget]);
      },
    },
    props: { decorations: (state) => key.getState(state) },
  });
}
