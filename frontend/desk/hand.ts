/**
 * Where the hand is, before a key is answered.
 *
 * A browser tells of a moved caret in a task of its own, after the keys that wait. On a busy machine
 * a key can so come before the news of the click or the key that led to its place: Enter would part,
 * Backspace would join a block where the caret was, not where it is. And what comes from the house
 * between a key and the news of it would put the caret back to where it was.
 */
import { Plugin } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";

/** Has the view read where the browser's caret is. */
export function findHand(view: EditorView): void {
  // The view listens for this on the document and reads the caret if it has moved.
  if (!view.composing) view.dom.ownerDocument.dispatchEvent(new Event("selectionchange"));
}

export function handPlugin(): Plugin {
  return new Plugin({
    props: {
      handleDOMEvents: {
        keydown: (view, event) => {
          if (!event.isComposing) findHand(view);
          return false;
        },
      },
    },
  });
}
