/**
 * Writing while a whole block is selected: a card, a picture, a scene break. It is not written over,
 * since with it would go what stands in its fields; Backspace and Delete take it out.
 */
import { NodeSelection, Plugin, TextSelection } from "@tiptap/pm/state";
import { paragraphBelow } from "./commands";
import { nodes } from "./schema";

/** Words go into a picture's caption, and of any other block into a paragraph below it. */
export function selectedBlockPlugin(): Plugin {
  return new Plugin({
    props: {
      handleTextInput: (view, _from, _to, text) => {
        const { selection, tr } = view.state;
        if (!(selection instanceof NodeSelection) || selection.node.isInline) return false;
        if (selection.node.type === nodes.picture) {
          const end = selection.to - 1;
          view.dispatch(tr.setSelection(TextSelection.create(tr.doc, end)));
        } else if (!paragraphBelow(view.state, view.dispatch)) return false;
        view.dispatch(view.state.tr.insertText(text).scrollIntoView());
        return true;
      },
    },
  });
}
