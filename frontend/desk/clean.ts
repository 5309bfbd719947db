/**
 * Takes out of what is pasted, dropped or typed what no document may hold.
 *
 * Control characters come with pastes from terminals, PDFs and word processors. They are taken out
 * before a step is made of them: the house holds every step to the rules, so a second step that
 * mended the first would come too late.
 */
import { Fragment, type Node, Slice } from "@tiptap/pm/model";
import { Plugin } from "@tiptap/pm/state";
import { cleaned, isClean } from "../document/rules";

/** The same without the signs that no text may hold. */
export function cleanFragment(fragment: Fragment): Fragment {
  const kept: Node[] = [];
  fragment.forEach((node) => {
    const text = node.text === undefined ? undefined : cleaned(node.text);
    if (text === undefined) kept.push(node.copy(cleanFragment(node.content)));
    else if (text !== "") kept.push(node.type.schema.text(text, node.marks));
  });
  return Fragment.from(kept);
}

export function cleanPlugin(): Plugin {
  return new Plugin({
    props: {
      transformPasted: (slice) =>
        new Slice(cleanFragment(slice.content), slice.openStart, slice.openEnd),
      handleTextInput: (view, from, to, text) => {
        if (isClean(text)) return false;
        view.dispatch(view.state.tr.insertText(cleaned(text), from, to).scrollIntoView());
        return true;
      },
    },
  });
}
