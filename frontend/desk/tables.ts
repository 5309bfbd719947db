/** Tables: made, walked through by Tab, and kept rectangular, with `prosemirror-tables`. */
import type { Node } from "@tiptap/pm/model";
import {
  type Command,
  type EditorState,
  Plugin,
  Selection,
  TextSelection,
  type Transaction,
} from "@tiptap/pm/state";
import {
  addRowAfter,
  CellSelection,
  fixTables,
  goToNextCell,
  isInTable,
  selectedRect,
  tableEditing,
} from "@tiptap/pm/tables";
import type { EditorView } from "@tiptap/pm/view";
import { around } from "./commands";
import { putBlock } from "./inserting";
import { nodes, schema } from "./schema";

/** A table of these rows, the first of them its head. */
function tableOf(rows: readonly (readonly string[])[]): Node {
  const cell = (type: typeof nodes.tableCell, words: string) =>
    type.create(null, nodes.paragraph.create(null, words ? schema.text(words) : null));
  return nodes.table.create(
    null,
    rows.map((row, index) =>
      nodes.tableRow.create(
        null,
        row.map((words) => cell(index === 0 ? nodes.tableHeader : nodes.tableCell, words)),
      ),
    ),
  );
}

const BLANK_ROWS = [
  ["", "", ""],
  ["", "", ""],
  ["", "", ""],
] as const;

/** Puts an empty table of three rows and columns at the caret. */
export const insertTable: Command = (state, dispatch) => {
  if (isInTable(state)) return false;
  const done = putBlock(state, tableOf(BLANK_ROWS));
  if (done) dispatch?.(done);
  return done !== null;
};

/** Enter behind "| a | b |" makes a table with that head. */
export const tableFromLine: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const line = $from.parent;
  if (!empty || $from.depth !== 1 || line.type !== nodes.paragraph) return false;
  if ($from.parentOffset < line.content.size) return false;
  const written = /^\s*\|(.+)\|\s*$/.exec(line.textContent)?.[1];
  const head = written?.split("|").map((words) => words.trim()) ?? [];
  if (head.length < 2 || head.length > 20) return false;
  if (dispatch) {
    const table = tableOf([head, head.map(() => "")]);
    const at = $from.before();
    const tr = state.tr.replaceWith(at, $from.after(), table);
    const end = at + table.nodeSize;
    if (end === tr.doc.content.size) tr.insert(end, nodes.paragraph.create());
    const second = at + 1 + (table.firstChild?.nodeSize ?? 0);
    dispatch(tr.setSelection(Selection.near(tr.doc.resolve(second), 1)).scrollIntoView());
  }
  return true;
};

/** Mending a table may leave another fault to be mended; more often than this it does not help. */
const MOST_MENDINGS = 5;

/**
 * A command on a table whose rows are all as long: one that came with a ragged row is mended first,
 * since the commands of `prosemirror-tables` count on it.
 */
export function onWhole(run: Command): Command {
  return (state, dispatch, view) => {
    if (!isInTable(state)) return false;
    const { tr } = state;
    let whole = state;
    for (let times = 0; ; times++) {
      const mend = fixTables(whole);
      if (!mend) break;
      if (times === MOST_MENDINGS) return false;
      for (const step of mend.steps) tr.step(step);
      whole = whole.apply(mend);
    }
    if (whole === state) return run(state, dispatch, view);
    const after = (then: Transaction) => {
      for (const step of then.steps) tr.step(step);
      tr.setSelection(Selection.fromJSON(tr.doc, then.selection.toJSON()));
      dispatch?.(tr.scrollIntoView());
    };
    return isInTable(whole) && run(whole, dispatch && after, view);
  };
}

const addRow = onWhole(addRowAfter);

/** To the next cell; from the last one into a row that is made for it. */
export const nextCell: Command = (state, dispatch, view) => {
  if (!isInTable(state)) return false;
  if (goToNextCell(1)(state, dispatch)) return true;
  if (!dispatch || !view) return addRow(state);
  addRow(state, dispatch);
  return goToNextCell(1)(view.state, dispatch);
};

export const previousCell: Command = (state, dispatch) =>
  isInTable(state) && (goToNextCell(-1)(state, dispatch) || true);

/** Moves the row or column of the caret by one place; not where cells are joined across lines. */
export function moveLine(line: "row" | "column", by: 1 | -1): Command {
  return (state, dispatch) => {
    if (!isInTable(state)) return false;
    const { map, table, top, left, tableStart } = selectedRect(state);
    const from = line === "row" ? top : left;
    const to = from + by;
    if (to < 0 || to >= (line === "row" ? map.height : map.width) || !isPlain(table)) return false;
    if (dispatch) {
      const rows = table.content.content.map((row) => [...row.content.content]);
      for (const lines of line === "row" ? [rows] : rows) swap<unknown>(lines, from, to);
      const moved = rows.map((cells) => nodes.tableRow.create(null, cells));
      const tr = state.tr.replaceWith(tableStart, tableStart + table.content.size, moved);
      const [row, column] = line === "row" ? [to, left] : [top, to];
      const before = [...moved.slice(0, row), ...(rows[row]?.slice(0, column) ?? [])];
      // Into the row and into the cell, behind all that stands before it.
      const cell = before.reduce((sum, { nodeSize }) => sum + nodeSize, tableStart + 1);
      dispatch(tr.setSelection(Selection.near(tr.doc.resolve(cell + 1), 1)).scrollIntoView());
    }
    return true;
  };
}

function swap<T>(all: T[], one: number, other: number): void {
  [all[one], all[other]] = [all[other] as T, all[one] as T];
}

/** Whether every row has as many cells as the others, and none is joined to another. */
function isPlain(table: Node): boolean {
  let plain = true;
  table.forEach((row) => {
    plain &&= row.childCount === table.firstChild?.childCount;
    row.forEach(({ attrs }) => {
      plain &&= attrs.colspan === 1 && attrs.rowspan === 1;
    });
  });
  return plain;
}

/** Takes the table around the caret out of the text, and leaves a paragraph where it stood. */
export const removeTable: Command = (state, dispatch) => {
  const table = around(state.selection.$from, nodes.table);
  if (!table) return false;
  if (dispatch) {
    const { before, node } = table;
    const tr = state.tr.replaceWith(before, before + node.nodeSize, nodes.paragraph.create());
    dispatch(tr.setSelection(TextSelection.create(tr.doc, before + 1)).scrollIntoView());
  }
  return true;
};

/** Whether some cells are selected rather than words. */
export function hasCells(state: EditorState): boolean {
  return state.selection instanceof CellSelection;
}

export function tablesPlugin(): Plugin {
  const editing = tableEditing();
  const { appendTransaction, props, ...spec } = editing.spec;
  return new Plugin({
    ...spec,
    // What others write is mended by their sheet: mended by every sheet that sees it, it would be
    // mended twice.
    appendTransaction(transactions, before, state) {
      if (transactions.some((one) => one.docChanged && one.getMeta("addToHistory") === false))
        return null;
      return appendTransaction?.call(editing, transactions, before, state);
    },
    props: {
      ...props,
      handleKeyDown: (view, event) => {
        // Its arrows go by columns, which in a table from right to left run the other way.
        if (isSideways(event) && runsLeft(view)) return false;
        return props?.handleKeyDown?.call(editing, view, event) ?? false;
      },
    },
  });
}

function isSideways({ key }: KeyboardEvent): boolean {
  return key === "ArrowLeft" || key === "ArrowRight";
}

function runsLeft(view: EditorView): boolean {
  if (!isInTable(view.state)) return false;
  const { node } = view.domAtPos(view.state.selection.from);
  const inside = node instanceof HTMLElement ? node : node.parentElement;
  const table = inside?.closest("table");
  return table ? getComputedStyle(table).direction === "rtl" : false;
}
