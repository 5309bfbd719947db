/**
 * Where the hand is, before a key is answered.
 *
 * A browser tells of a moved caret in a task of its own, after the keys that wait. On a busy machine
 * a key can so come before the news of the click or the key that led to its place: Enter would part,
 * Backspace would join a block where the caret was, not where it is.
 */
import { Plugin } from "@tiptap/pm/state";

export function handPlugin(): Plugin {
  return new Plugin({
    props: {
      handleDOMEvents: {
        keydown: (view, event) => {
          // The view listens for this on the document and reads the caret if it has moved.
          if (!event.isComposing)
            view.dom.ownerDocument.dispatchEvent(new Event("selectionchange"));
          return false;
        },
      },
    },
  });
}
