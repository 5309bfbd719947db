/**
 * What the tools for tables, galleries, sources and languages do to any document, at random, for the
 * house to repeat: it must come to the same text and find no fault with it.
 */
import { type Command, EditorState, NodeSelection, TextSelection } from "@tiptap/pm/state";
import {
  addColumnAfter,
  addRowBefore,
  deleteColumn,
  deleteRow,
  splitCell,
  toggleHeader,
} from "@tiptap/pm/tables";
import type { Transform } from "@tiptap/pm/transform";
import { refusal } from "../document/check";
import { Author } from "../document/fuzz";
import { moveInwards, moveOutwards, removeSelected } from "./commands";
import { putEmbed } from "./embed";
import { fenceFromLine } from "./fences";
import { moveInGallery, setApart, takeOut } from "./gallery";
import { setLanguage } from "./language";
import { schema } from "./schema";
import { addSource, removeSource } from "./sources";
import { insertTable, moveLine, onWhole, removeTable, tableFromLine } from "./tables";

export interface Trial {
  readonly tool: string;
  readonly document: unknown;
  readonly steps: readonly unknown[];
  readonly result: unknown;
  /** Why the result is no document; null if it is one. */
  readonly refused: string | null;
}

/** Does something at a place that has nodes of that type, or at any. */
type Tool = readonly [where: string | null, run: Command];

/** What works on the node at a position, as a command on the selected node. */
function at(run: (tr: EditorState["tr"], position: number) => Transform | null): Command {
  return (state, dispatch) => {
    const done = run(state.tr, state.selection.from);
    if (done) dispatch?.(done as EditorState["tr"]);
    return done !== null;
  };
}

/** Writes a line where the caret is, and presses Enter behind it. */
function typed(line: string, enter: Command): Command {
  return (state, dispatch) => {
    const { $from } = state.selection;
    if ($from.depth !== 1 || $from.parent.type.name !== "paragraph") return false;
    const tr = state.tr.replaceWith($from.start(), $from.end(), schema.text(line));
    return enter(
      state.apply(tr),
      dispatch &&
        ((then) => {
          for (const step of then.steps) tr.step(step);
          dispatch(tr);
        }),
    );
  };
}

/** With the caret in the last line of the block that was found. */
function inside(run: Command): Command {
  return (state, dispatch) =>
    run(
      state.apply(
        state.tr.setSelection(TextSelection.near(state.doc.resolve(state.selection.to - 1), -1)),
      ),
      dispatch,
    );
}

const TOOLS: Readonly<Record<string, Tool>> = {
  insertTable: [null, insertTable],
  tableFromLine: [null, typed("| a | b |", tableFromLine)],
  removeTable: ["tableCell", onWhole(removeTable)],
  rowUp: ["tableCell", onWhole(moveLine("row", -1))],
  rowDown: ["tableCell", onWhole(moveLine("row", 1))],
  columnBack: ["tableCell", onWhole(moveLine("column", -1))],
  columnOn: ["tableCell", onWhole(moveLine("column", 1))],
  headRow: ["tableCell", onWhole(toggleHeader("row"))],
  headColumn: ["tableCell", onWhole(toggleHeader("column"))],
  rowAbove: ["tableCell", onWhole(addRowBefore)],
  columnAfter: ["tableCell", onWhole(addColumnAfter)],
  removeRow: ["tableCell", onWhole(deleteRow)],
  removeColumn: ["tableCell", onWhole(deleteColumn)],
  splitCell: ["tableCell", onWhole(splitCell)],
  setApart: ["gallery", at(setApart)],
  earlier: ["picture", at((tr, position) => moveInGallery(tr, position, -1))],
  later: ["picture", at((tr, position) => moveInGallery(tr, position, 1))],
  takeOut: ["picture", at(takeOut)],
  addSource: [
    null,
    at((tr) => {
      addSource(tr, { doi: "10.1000/182" });
      return tr;
    }),
  ],
  removeSource: ["source", at(removeSource)],
  putEmbed: [null, putEmbed("https://example.org/film")],
  verse: [null, typed("```verse", fenceFromLine)],
  aside: [null, typed("```aside", fenceFromLine)],
  pullQuote: [null, typed("```pullquote", fenceFromLine)],
  code: [null, typed("```python", fenceFromLine)],
  remove: ["sceneBreak", removeSelected],
  inwards: ["listItem", inside(moveInwards)],
  outwards: ["listItem", inside(moveOutwards)],
  verseInwards: ["verse", inside(moveInwards)],
  setLanguage: [null, setLanguage("fa")],
  unsetLanguage: [null, setLanguage(null)],
};

/** So many trials of each tool that does anything, the same for the same `seed`. */
export function* toolTrials(each: number, seed: number): Generator<Trial> {
  const author = new Author(schema, seed);
  for (const [tool, [where, run]] of Object.entries(TOOLS)) {
    for (let made = 0, tried = 0; made < each && tried < each * 60; tried++) {
      const doc = author.document();
      if (refusal(schema, doc.toJSON()) !== null) continue;
      const found = where === null ? 0 : author.nodeAt(doc, ({ type }) => type.name === where);
      if (found === null) continue;
      const [from, to] = [author.place(doc, true), author.place(doc, true)];
      let state: EditorState;
      try {
        const selection =
          where === null
            ? TextSelection.create(doc, from, author.dice.roll(2) ? from : to)
            : where === "tableCell"
              ? TextSelection.near(doc.resolve(found + 2))
              : NodeSelection.create(doc, found);
        state = EditorState.create({ doc, selection });
      } catch {
        continue;
      }
      const done: { steps: unknown[]; result: unknown }[] = [];
      run(state, (tr) => {
        if (tr.steps.length === 0) return;
        done.push({ steps: tr.steps.map((step) => step.toJSON()), result: tr.doc.toJSON() });
      });
      const [first] = done;
      if (!first) continue;
      made += 1;
      yield { tool, document: doc.toJSON(), ...first, refused: refusal(schema, first.result) };
    }
  }
}
