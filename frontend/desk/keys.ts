/** What the keys do in the text. The help for them stands in the titles of the tools. */
import {
  baseKeymap,
  chainCommands,
  exitCode,
  joinBackward,
  joinForward,
  selectNodeBackward,
  selectNodeForward,
} from "@tiptap/pm/commands";
import { redo, undo } from "@tiptap/pm/history";
import { undoInputRule } from "@tiptap/pm/inputrules";
import { keymap } from "@tiptap/pm/keymap";
import { liftListItem, sinkListItem, splitListItem } from "@tiptap/pm/schema-list";
import { type Command, Plugin } from "@tiptap/pm/state";
import {
  backspaceInHead,
  backspaceToParagraph,
  deleteInHead,
  enterBelowHead,
  indentVerse,
  insertFootnote,
  insertHardBreak,
  leaveCaption,
  leaveVerse,
  paragraphBelow,
  toggleBulletList,
  toggleCode,
  toggleEmphasis,
  toggleHeading2,
  toggleHeading3,
  toggleOrderedList,
  toggleQuotation,
  toggleStrike,
  toggleStrong,
} from "./commands";
import { enterSelected, focusFields } from "./fields";
import { nodes } from "./schema";

const listItem = nodes.listItem;

/**
 * Tab indents in lists and verse, so it cannot lead out of the sheet; Escape frees it: after Escape
 * the next Tab belongs to the page again (WCAG 2.2, 2.1.2).
 */
class TabGuard {
  private free = false;

  readonly escape: Command = () => {
    this.free = true;
    return false;
  };

  guarded(command: Command): Command {
    return (state, dispatch, view) => {
      if (this.free) return false;
      return command(state, dispatch, view);
    };
  }

  readonly plugin = new Plugin({
    props: {
      handleKeyDown: (_view, event) => {
        if (event.key !== "Escape" && event.key !== "Tab" && event.key !== "Shift")
          this.free = false;
        return false;
      },
    },
  });
}

/** Keys for marks: in the text and in a footnote alike. */
export const markKeys: Readonly<Record<string, Command>> = {
  "Mod-b": toggleStrong,
  "Mod-i": toggleEmphasis,
  "Mod-e": toggleCode,
  "Mod-Shift-x": toggleStrike,
};

export function keyPlugins(openLinkForm: Command, focusToolbar: Command): Plugin[] {
  const tab = new TabGuard();
  return [
    tab.plugin,
    keymap({
      ...markKeys,
      "Mod-k": openLinkForm,
      "Mod-z": undo,
      "Mod-y": redo,
      "Mod-Shift-z": redo,
      "Mod-Alt-2": toggleHeading2,
      "Mod-Alt-3": toggleHeading3,
      "Mod-Alt-f": insertFootnote,
      "Mod-Shift-7": toggleOrderedList,
      "Mod-Shift-8": toggleBulletList,
      "Mod-Shift-9": toggleQuotation,
      "Alt-F10": focusToolbar,
      Enter: chainCommands(
        enterSelected,
        enterBelowHead,
        leaveCaption,
        leaveVerse,
        splitListItem(listItem),
      ),
      "Shift-Enter": chainCommands(exitCode, insertHardBreak),
      "Mod-Enter": chainCommands(exitCode, paragraphBelow),
      Backspace: chainCommands(undoInputRule, backspaceInHead, backspaceToParagraph),
      Delete: deleteInHead,
      Escape: tab.escape,
      Tab: tab.guarded(chainCommands(sinkListItem(listItem), indentVerse(1), focusFields)),
      "Shift-Tab": tab.guarded(chainCommands(liftListItem(listItem), indentVerse(-1))),
    }),
    keymap({
      ...baseKeymap,
      Backspace: chainCommands(baseKeymap.Backspace ?? joinBackward, selectNodeBackward),
      Delete: chainCommands(baseKeymap.Delete ?? joinForward, selectNodeForward),
    }),
  ];
}
