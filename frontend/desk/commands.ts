/** What can be done to a text, each as a ProseMirror command: false when it is not possible here. */
import {
  chainCommands,
  deleteSelection,
  lift,
  setBlockType,
  toggleMark,
  wrapIn,
} from "@tiptap/pm/commands";
import {
  type Attrs,
  Fragment,
  type MarkType,
  type Node,
  type NodeType,
  type ResolvedPos,
} from "@tiptap/pm/model";
import { liftListItem, sinkListItem, wrapInList } from "@tiptap/pm/schema-list";
import {
  type Command,
  type EditorState,
  NodeSelection,
  Selection,
  TextSelection,
} from "@tiptap/pm/state";
import { focusFields } from "./fields";
import { marks, nodes, schema } from "./schema";

/** The innermost node of that type around a position, with the position before it. */
export function around(
  $position: ResolvedPos,
  type: NodeType,
): { node: Node; before: number; depth: number } | null {
  for (let depth = $position.depth; depth > 0; depth--) {
    const node = $position.node(depth);
    if (node.type === type) return { node, before: $position.before(depth), depth };
  }
  return null;
}

/** Whether the selection is in a node of that type, with those attributes if any are given. */
export function isIn(state: EditorState, type: NodeType, attrs: Attrs = {}): boolean {
  const { selection } = state;
  const found =
    selection instanceof NodeSelection && selection.node.type === type
      ? selection.node
      : around(selection.$from, type)?.node;
  return (
    found !== undefined && Object.entries(attrs).every(([key, value]) => found.attrs[key] === value)
  );
}

/** Whether the selection, or what is typed next, carries the mark. */
export function hasMark(state: EditorState, type: MarkType): boolean {
  const { from, to, empty, $from } = state.selection;
  if (empty) return type.isInSet(state.storedMarks ?? $from.marks()) !== undefined;
  let found = false;
  state.doc.nodesBetween(from, to, (node) => {
    found ||= type.isInSet(node.marks) !== undefined;
    return !found && !(node.isInline && node.isAtom);
  });
  return found;
}

/** Gives the selected words the mark, or takes it off; the words of a footnote among them stay. */
const toggle = (type: MarkType): Command => toggleMark(type, null, { enterInlineAtoms: false });

export const toggleStrong = toggle(marks.strong);
export const toggleEmphasis = toggle(marks.emphasis);
export const toggleCode = toggle(marks.code);
export const toggleStrike = toggle(marks.strike);
export const toggleSuperscript = toggle(marks.superscript);
export const toggleSubscript = toggle(marks.subscript);

/** Makes the selected blocks of that type, or paragraphs again if they are. */
function toggleBlock(type: NodeType, attrs: Attrs = {}): Command {
  return (state, dispatch) =>
    isIn(state, type, attrs)
      ? setBlockType(nodes.paragraph)(state, dispatch)
      : setBlockType(type, attrs)(state, dispatch);
}

/** Puts the selected blocks into that node, or takes them out again. */
function toggleWrap(type: NodeType): Command {
  return (state, dispatch) =>
    around(state.selection.$from, type) ? lift(state, dispatch) : wrapIn(type)(state, dispatch);
}

export const toggleHeading2 = toggleBlock(nodes.heading, { level: 2 });
export const toggleHeading3 = toggleBlock(nodes.heading, { level: 3 });
export const toggleHeading4 = toggleBlock(nodes.heading, { level: 4 });
export const togglePullQuote = toggleBlock(nodes.pullQuote);
export const toggleCodeBlock = toggleBlock(nodes.codeBlock);
export const toggleQuotation = toggleWrap(nodes.quotation);
export const toggleAside = toggleWrap(nodes.aside);

/** Makes a list of the selected paragraphs, one of the other kind, or paragraphs again. */
function toggleList(type: NodeType): Command {
  return (state, dispatch) => {
    const item = around(state.selection.$from, nodes.listItem);
    if (!item) return wrapInList(type)(state, dispatch);
    const list = state.selection.$from.node(item.depth - 1);
    if (list.type === type) return liftListItem(nodes.listItem)(state, dispatch);
    dispatch?.(
      state.tr.setNodeMarkup(state.selection.$from.before(item.depth - 1), type).scrollIntoView(),
    );
    return true;
  };
}

export const toggleBulletList = toggleList(nodes.bulletList);
export const toggleOrderedList = toggleList(nodes.orderedList);

/** The lines of a textblock: its content, parted at hard breaks. */
function lines(block: Node): Fragment[] {
  const found: Node[][] = [[]];
  block.forEach((child) => {
    if (child.type === nodes.hardBreak) found.push([]);
    else found.at(-1)?.push(child);
  });
  return found.map((children) => Fragment.from(children));
}

/** Verse of the selected paragraphs: each line a line, a gap between two paragraphs a stanza break. */
const makeVerse: Command = (state, dispatch) => {
  const { $from, $to } = state.selection;
  const range = $from.blockRange($to);
  if (!range) return false;
  const blocks = range.parent.content.content.slice(range.startIndex, range.endIndex);
  if (!blocks.every((block) => block.type === nodes.paragraph)) return false;
  if (!range.parent.canReplaceWith(range.startIndex, range.endIndex, nodes.verse)) return false;
  const made = blocks.flatMap((block, index) => [
    ...(index > 0 && block.childCount > 0 ? [nodes.verseLine.create()] : []),
    ...lines(block).map((line) => nodes.verseLine.create(null, line)),
  ]);
  if (dispatch) {
    const verse = nodes.verse.create(null, made);
    const transaction = state.tr.replaceRangeWith(range.start, range.end, verse);
    const end = Selection.near(transaction.doc.resolve(range.start + verse.nodeSize - 2), -1);
    dispatch(transaction.setSelection(end).scrollIntoView());
  }
  return true;
};

/** Paragraphs of the verse around the selection, one a stanza, its lines kept by hard breaks. */
export const unmakeVerse: Command = (state, dispatch) => {
  const verse = around(state.selection.$from, nodes.verse);
  if (!verse) return false;
  const stanzas: Node[][] = [[]];
  verse.node.forEach((line) => {
    if (line.childCount === 0) {
      stanzas.push([]);
      return;
    }
    const stanza = stanzas.at(-1);
    if (stanza && stanza.length > 0) stanza.push(nodes.hardBreak.create());
    stanza?.push(...line.content.content);
  });
  const written = stanzas.filter((stanza) => stanza.length > 0);
  const paragraphs = (written.length > 0 ? written : [[]]).map((stanza) =>
    nodes.paragraph.create(null, stanza),
  );
  if (dispatch) {
    const { tr } = state;
    tr.replaceWith(verse.before, verse.before + verse.node.nodeSize, paragraphs);
    const caret = tr.doc.resolve(Math.min(state.selection.from, tr.doc.content.size));
    dispatch(tr.setSelection(Selection.near(caret)).scrollIntoView());
  }
  return true;
};

export const toggleVerse: Command = (state, dispatch) =>
  around(state.selection.$from, nodes.verse)
    ? unmakeVerse(state, dispatch)
    : makeVerse(state, dispatch);

/** Moves the verse lines of the selection in or out by one step. */
export function indentVerse(by: 1 | -1): Command {
  return (state, dispatch) => {
    if (!around(state.selection.$from, nodes.verse)) return false;
    const { tr } = state;
    state.doc.nodesBetween(state.selection.from, state.selection.to, (node, position) => {
      if (node.type !== nodes.verseLine) return;
      const indent = Math.min(8, Math.max(0, Number(node.attrs.indent) + by));
      if (indent !== node.attrs.indent) tr.setNodeAttribute(position, "indent", indent);
    });
    dispatch?.(tr);
    return true;
  };
}

/** What Tab does in lists and verse, for those who have no Tab: a mouse, a telephone. */
export const moveInwards: Command = chainCommands(sinkListItem(nodes.listItem), indentVerse(1));
export const moveOutwards: Command = chainCommands(liftListItem(nodes.listItem), indentVerse(-1));

/** Takes out the block that is selected as a whole: what Backspace does, for a hand without it. */
export const removeSelected: Command = (state, dispatch) =>
  state.selection instanceof NodeSelection &&
  state.selection.$from.depth === 0 &&
  deleteSelection(state, dispatch);

/** Puts a scene break at the caret and goes on below it. */
export const insertSceneBreak: Command = (state, dispatch) => {
  const { $from } = state.selection;
  if ($from.depth === 0 || !$from.parent.isTextblock) return false;
  const index = $from.index(0);
  if (!state.doc.canReplaceWith(index, index + 1, nodes.sceneBreak)) return false;
  if (dispatch) {
    const { tr } = state;
    const top = $from.node(1);
    const empty = top.type === nodes.paragraph && top.content.size === 0;
    const from = empty ? $from.before(1) : $from.after(1);
    const after = empty ? $from.after(1) : from;
    const last = after === state.doc.content.size;
    const made = last
      ? [nodes.sceneBreak.create(), nodes.paragraph.create()]
      : [nodes.sceneBreak.create()];
    tr.replaceWith(from, after, made);
    tr.setSelection(Selection.near(tr.doc.resolve(from + 1), 1));
    dispatch(tr.scrollIntoView());
  }
  return true;
};

/** Puts an empty footnote after the selection, opens it and puts the caret into it. */
export const insertFootnote: Command = (state, dispatch, view) => {
  const { $to } = state.selection;
  if (!$to.parent.inlineContent) return false;
  if (!$to.parent.canReplaceWith($to.index(), $to.index(), nodes.footnote)) return false;
  if (dispatch) {
    const tr = state.tr.insert($to.pos, nodes.footnote.create());
    dispatch(tr.setSelection(NodeSelection.create(tr.doc, $to.pos)).scrollIntoView());
    if (view) focusFields(view.state, undefined, view);
  }
  return true;
};

export const insertHardBreak: Command = (state, dispatch) => {
  const { $from, $to } = state.selection;
  if (!$from.sameParent($to) || $from.parent.type === nodes.verseLine) return false;
  if (!$from.parent.canReplaceWith($from.index(), $to.indexAfter(), nodes.hardBreak)) return false;
  dispatch?.(state.tr.replaceSelectionWith(nodes.hardBreak.create()).scrollIntoView());
  return true;
};

/**
 * Turns the direction of the selected blocks against what their first letters say, or back to that.
 * Needs the view: only the browser knows which way a block runs by itself.
 */
export const turnDirection: Command = (state, dispatch, view) => {
  const { $from, from, to } = state.selection;
  if ($from.parent.attrs.dir === undefined) return false;
  if (dispatch && view) {
    const dom = view.domAtPos(from).node;
    const block = dom instanceof HTMLElement ? dom : dom.parentElement;
    const runs = block ? getComputedStyle(block).direction : "ltr";
    const turned = runs === "rtl" ? "ltr" : "rtl";
    const dir = $from.parent.attrs.dir === null ? turned : null;
    const { tr } = state;
    state.doc.nodesBetween(from, to, (node, position) => {
      if (!node.isTextblock) return !node.isInline;
      if (node.attrs.dir !== undefined) tr.setNodeAttribute(position, "dir", dir);
      return false;
    });
    dispatch(tr);
  }
  return true;
};

/** Whether a block is the title or the standfirst: there is one of each, each in one line. */
export function isHead(block: Node): boolean {
  return block.type === nodes.title || block.type === nodes.standfirst;
}

/** From title and standfirst, Enter goes on to what stands below. */
export const enterBelowHead: Command = (state, dispatch) => {
  const { $from } = state.selection;
  if (!isHead($from.parent)) return false;
  const after = state.doc.resolve($from.after());
  dispatch?.(state.tr.setSelection(Selection.near(after, 1)).scrollIntoView());
  return true;
};

/** At the start of title, standfirst or first block, Backspace goes back and merges nothing. */
export const backspaceInHead: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parentOffset > 0 || $from.depth !== 1 || $from.index(0) > 2) return false;
  if ($from.index(0) === 0) return true;
  if ($from.index(0) === 2 && $from.parent.type !== nodes.paragraph) return false;
  const above = state.doc.resolve($from.before());
  dispatch?.(state.tr.setSelection(Selection.near(above, -1)).scrollIntoView());
  return true;
};

/** At the end of title or standfirst, Delete merges nothing. */
export const deleteInHead: Command = (state) => {
  const { $from, empty } = state.selection;
  return empty && isHead($from.parent) && $from.parentOffset === $from.parent.content.size;
};

/** At the start of a heading, pull quote, code or first verse line, Backspace makes it plain. */
export const backspaceToParagraph: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parentOffset > 0) return false;
  const { type } = $from.parent;
  if (type === nodes.verseLine && $from.index(-1) === 0) return unmakeVerse(state, dispatch);
  if (type !== nodes.heading && type !== nodes.pullQuote && type !== nodes.codeBlock) return false;
  return setBlockType(nodes.paragraph)(state, dispatch);
};

/** In a poem, Enter on a second empty line at its end leaves the poem. */
export const leaveVerse: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const verse = around($from, nodes.verse);
  if (!empty || !verse || $from.parent.content.size > 0) return false;
  const { node, before } = verse;
  const index = $from.index(verse.depth);
  const previous = index > 0 ? node.child(index - 1) : null;
  if (index !== node.childCount - 1 || !previous || previous.childCount > 0) return false;
  if (node.childCount < 3) return unmakeVerse(state, dispatch);
  if (dispatch) {
    const { tr } = state;
    // Both empty lines go: a stanza break at the end of a poem parts nothing.
    tr.delete($from.before() - previous.nodeSize, $from.after());
    const after = tr.mapping.map(before + node.nodeSize);
    tr.insert(after, nodes.paragraph.create());
    dispatch(tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView());
  }
  return true;
};

/** Begins a paragraph below the outermost block that the caret is in. */
export const paragraphBelow: Command = (state, dispatch) => {
  const { $to } = state.selection;
  // Between two blocks stands the end of one that is selected as a whole.
  const isBetween = $to.depth === 0;
  const index = isBetween ? $to.index() : $to.indexAfter(0);
  if (!state.doc.canReplaceWith(index, index, nodes.paragraph)) return false;
  if (dispatch) {
    const after = isBetween ? $to.pos : $to.after(1);
    const tr = state.tr.insert(after, nodes.paragraph.create());
    dispatch(tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView());
  }
  return true;
};

/** In a caption, Enter goes on below the picture. */
export const leaveCaption: Command = (state, dispatch) =>
  around(state.selection.$from, nodes.picture) ? paragraphBelow(state, dispatch) : false;

/** The link around the caret or in the selection: where it is and where it leads. */
export function linkAt(state: EditorState): { from: number; to: number; href: string } | null {
  const { from, to, empty, $from } = state.selection;
  if (!empty) {
    let href = "";
    state.doc.nodesBetween(from, to, (node) => {
      const mark = marks.link.isInSet(node.marks);
      if (mark) href ||= String(mark.attrs.href);
    });
    return href ? { from, to, href } : null;
  }
  const mark =
    marks.link.isInSet($from.marks()) ?? marks.link.isInSet($from.nodeAfter?.marks ?? []);
  if (!mark) return null;
  const runs: { from: number; to: number }[] = [];
  $from.parent.forEach((child, offset) => {
    if (!mark.isInSet(child.marks)) return;
    const start = $from.start() + offset;
    const last = runs.at(-1);
    if (last?.to === start) last.to += child.nodeSize;
    else runs.push({ from: start, to: start + child.nodeSize });
  });
  const run = runs.find((one) => one.from <= from && from <= one.to);
  return run ? { ...run, href: String(mark.attrs.href) } : null;
}

/** Links a range, unlinks it (null), or writes the address itself where the range is empty. */
export function setLink(from: number, to: number, href: string | null): Command {
  return (state, dispatch) => {
    if (dispatch) {
      const { tr } = state;
      if (href === null) tr.removeMark(from, to, marks.link);
      else if (from === to) tr.insert(from, schema.text(href, [marks.link.create({ href })]));
      else tr.addMark(from, to, marks.link.create({ href }));
      dispatch(tr.removeStoredMark(marks.link).scrollIntoView());
    }
    return true;
  };
}

/** To the end of a text whose last block has fields below it, which the browser takes for the end. */
export const goToEnd: Command = (state, dispatch) => {
  const last = state.doc.lastChild?.type;
  if (last === nodes.paragraph || last === nodes.heading) return false;
  dispatch?.(state.tr.setSelection(Selection.atEnd(state.doc)).scrollIntoView());
  return true;
};
