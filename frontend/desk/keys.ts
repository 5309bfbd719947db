/**
 * What the keys do in the text.
 *
 * One table: the keymaps are made of it, and the help sheet and the titles of the tools are written
 * from it, so that none of them can say what the keys do not do.
 */
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
import { splitListItem } from "@tiptap/pm/schema-list";
import { type Command, Plugin } from "@tiptap/pm/state";
import { openCitation } from "./citing";
import {
  backspaceInHead,
  backspaceToParagraph,
  deleteInHead,
  enterBelowHead,
  goToEnd,
  insertFootnote,
  insertHardBreak,
  leaveCaption,
  leaveVerse,
  moveInwards,
  moveOutwards,
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
  toggleSubscript,
  toggleSuperscript,
} from "./commands";
import { fenceFromLine } from "./fences";
import { enterSelected, focusFields } from "./fields";
import { goToFootnote } from "./reach";
import { nodes } from "./schema";
import { insertTable, nextCell, previousCell, tableFromLine } from "./tables";

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

/** There is one sheet on a page. */
const tab = new TabGuard();

/** A key as prosemirror-keymap names it, what it does in words, and the command that does it. */
export interface Key {
  readonly key: string;
  readonly says: string;
  readonly run: Command;
}

export interface KeyGroup {
  readonly name: string;
  readonly keys: readonly Key[];
}

/** Keys for marks: in the text and in a footnote alike. */
const MARKS: readonly Key[] = [
  { key: "Mod-b", says: "Strong", run: toggleStrong },
  { key: "Mod-i", says: "Emphasis", run: toggleEmphasis },
  { key: "Mod-e", says: "Code in a line", run: toggleCode },
  { key: "Mod-Shift-x", says: "Struck through", run: toggleStrike },
  { key: "Mod-.", says: "Raised", run: toggleSuperscript },
  { key: "Mod-,", says: "Lowered", run: toggleSubscript },
];

const BLOCKS: readonly Key[] = [
  { key: "Mod-Alt-2", says: "Heading", run: toggleHeading2 },
  { key: "Mod-Alt-3", says: "Smaller heading", run: toggleHeading3 },
  { key: "Mod-Shift-7", says: "Numbered list", run: toggleOrderedList },
  { key: "Mod-Shift-8", says: "List", run: toggleBulletList },
  { key: "Mod-Shift-9", says: "Quotation", run: toggleQuotation },
  { key: "Mod-Alt-f", says: "Footnote", run: insertFootnote },
  { key: "Mod-Alt-s", says: "Citation", run: openCitation },
  { key: "Mod-Alt-t", says: "Table", run: insertTable },
];

const UNDOING: readonly Key[] = [
  { key: "Mod-z", says: "Undo", run: undo },
  { key: "Mod-y", says: "Redo", run: redo },
  { key: "Mod-Shift-z", says: "Redo", run: redo },
];

export function keymapOf(keys: readonly Key[]): Record<string, Command> {
  return Object.fromEntries(keys.map(({ key, run }) => [key, run]));
}

export const markKeys = keymapOf(MARKS);

/** What the keys lead to outside the text. */
export interface Ways {
  readonly link: Command;
  readonly language: Command;
  readonly tools: Command;
  readonly find: Command;
  readonly replace: Command;
}

/** Every key of the text, in the order in which the help sheet tells of them. */
export function keyGroups(ways: Ways): readonly KeyGroup[] {
  return [
    {
      name: "Words",
      keys: [
        ...MARKS,
        { key: "Mod-k", says: "Link", run: ways.link },
        { key: "Mod-Alt-l", says: "Language of the words", run: ways.language },
      ],
    },
    { name: "Blocks", keys: BLOCKS },
    { name: "Undoing", keys: UNDOING },
    {
      name: "Finding",
      keys: [
        { key: "Mod-f", says: "Find in the text", run: ways.find },
        { key: "Mod-h", says: "Find and replace", run: ways.replace },
        { key: "Mod-Shift-h", says: "Find and replace", run: ways.replace },
      ],
    },
    { name: "Going about", keys: goingAbout(ways) },
  ];
}

function goingAbout(ways: Ways): readonly Key[] {
  return [
    {
      key: "Alt-Enter",
      says: "To the fields of a quotation, picture, table, code or embed",
      run: focusFields,
    },
    { key: "Mod-End", says: "To the end of the text", run: goToEnd },
    { key: "Mod-Alt-n", says: "Next footnote", run: goToFootnote(1) },
    { key: "Mod-Alt-p", says: "Previous footnote", run: goToFootnote(-1) },
    { key: "Alt-F10", says: "To the tools; Escape leads back", run: ways.tools },
    {
      key: "Enter",
      says: "A new block; leaves a caption, and a poem or list that ends in an empty line",
      run: chainCommands(
        enterSelected,
        tableFromLine,
        fenceFromLine,
        enterBelowHead,
        leaveCaption,
        leaveVerse,
        splitListItem(listItem),
      ),
    },
    {
      key: "Shift-Enter",
      says: "A new line in the same block",
      run: chainCommands(exitCode, insertHardBreak),
    },
    {
      key: "Mod-Enter",
      says: "A paragraph below the whole block",
      run: chainCommands(exitCode, paragraphBelow),
    },
    {
      key: "Tab",
      says: "One step in, in lists and verse; the next cell; the fields of a quotation or picture",
      run: tab.guarded(chainCommands(moveInwards, nextCell, focusFields)),
    },
    {
      key: "Shift-Tab",
      says: "One step out; the cell before",
      run: tab.guarded(chainCommands(moveOutwards, previousCell)),
    },
    { key: "Escape", says: "Out of what is open; the next Tab leaves the text", run: tab.escape },
    {
      key: "Backspace",
      says: "Right after a Markdown sign: gives the sign back",
      run: chainCommands(undoInputRule, backspaceInHead, backspaceToParagraph),
    },
  ];
}

/** The plugins that answer these keys, and below them those of every text. */
export function keyPlugins(groups: readonly KeyGroup[]): Plugin[] {
  return [
    tab.plugin,
    keymap(keymapOf(groups.flatMap(({ keys }) => keys))),
    keymap({ Delete: deleteInHead }),
    keymap({
      ...baseKeymap,
      Backspace: chainCommands(baseKeymap.Backspace ?? joinBackward, selectNodeBackward),
      Delete: chainCommands(baseKeymap.Delete ?? joinForward, selectNodeForward),
    }),
  ];
}

/** What is pressed for a command, as it is read; "" if no key leads to it. */
export function keyFor(run: Command): string {
  const found = [...MARKS, ...BLOCKS, ...UNDOING].find((one) => one.run === run);
  return found ? spoken(found.key) : "";
}

const MAC = /Mac|iP(?:hone|[oa]d)/.test(globalThis.navigator?.platform ?? "");
const NAMES: Readonly<Record<string, string>> = MAC
  ? { Mod: "⌘", Alt: "⌥", Shift: "⇧", Ctrl: "⌃" }
  : { Mod: "Ctrl" };

/** A key as it is read: "Mod-Alt-m" is "Ctrl Alt M". */
export function spoken(key: string): string {
  return key
    .split("-")
    .map((part) => NAMES[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join(" ");
}
