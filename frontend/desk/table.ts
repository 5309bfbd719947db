/** A table in the sheet: it scrolls sideways where it is wide, its tools and its caption stand below. */
import type { Node } from "@tiptap/pm/model";
import type { Command } from "@tiptap/pm/state";
import {
  addColumnAfter,
  addColumnBefore,
  addRowAfter,
  addRowBefore,
  deleteColumn,
  deleteRow,
  mergeCells,
  splitCell,
  toggleHeader,
} from "@tiptap/pm/tables";
import type { EditorView } from "@tiptap/pm/view";
import { BlockView } from "./blockview";
import { element } from "./element";
import { Field } from "./fields";
import { nodes } from "./schema";
import { moveLine, onWhole, removeTable } from "./tables";

interface TableTool {
  /** What the button shows. */
  readonly shows: string;
  readonly label: string;
  readonly run: Command;
  readonly isOn?: (table: Node) => boolean;
}

const isHeader = (cell: Node | null) => cell?.type === nodes.tableHeader;
const everyCell = (row: Node | null) => {
  let all = row !== null;
  row?.forEach((cell) => {
    all &&= isHeader(cell);
  });
  return all;
};
const everyFirst = (table: Node) => {
  let all = true;
  table.forEach((row) => {
    all &&= isHeader(row.firstChild);
  });
  return all;
};

const TOOLS: readonly (readonly [string, readonly TableTool[]])[] = [
  [
    "Row",
    [
      { shows: "Add above", label: "Row: add above", run: addRowBefore },
      { shows: "Add below", label: "Row: add below", run: addRowAfter },
      { shows: "Up", label: "Row: up", run: moveLine("row", -1) },
      { shows: "Down", label: "Row: down", run: moveLine("row", 1) },
      { shows: "Remove", label: "Row: remove", run: deleteRow },
    ],
  ],
  [
    "Column",
    [
      { shows: "Add before", label: "Column: add before", run: addColumnBefore },
      { shows: "Add after", label: "Column: add after", run: addColumnAfter },
      { shows: "Back", label: "Column: back", run: moveLine("column", -1) },
      { shows: "On", label: "Column: on", run: moveLine("column", 1) },
      { shows: "Remove", label: "Column: remove", run: deleteColumn },
    ],
  ],
  [
    "Table",
    [
      {
        shows: "Head row",
        label: "Head row: names the columns",
        run: toggleHeader("row"),
        isOn: (table) => everyCell(table.firstChild),
      },
      {
        shows: "Head column",
        label: "Head column: names the rows",
        run: toggleHeader("column"),
        isOn: everyFirst,
      },
      { shows: "Join cells", label: "Join cells", run: mergeCells },
      { shows: "Part cell", label: "Part cell", run: splitCell },
      { shows: "Remove", label: "Table: remove", run: removeTable },
    ],
  ],
];

export class TableView extends BlockView {
  readonly dom: HTMLElement;
  override readonly contentDOM = element("tbody");
  private readonly caption: Field;
  private readonly tools: readonly (readonly [TableTool, HTMLButtonElement])[];

  constructor(node: Node, view: EditorView, position: () => number | undefined) {
    super(nodes.table, view, position);
    this.caption = new Field(
      view,
      position,
      {
        label: "Caption",
        attribute: "caption",
        longest: 300,
        empty: null,
        hint: "What the table shows",
      },
      node.attrs.caption,
    );
    const groups = TOOLS.map(([name, tools]) => {
      const made = tools.map((tool) => [tool, this.button(tool)] as const);
      const group = element(
        "div",
        { class: "table-tools", role: "group", "aria-label": name },
        element("span", { "aria-hidden": "true" }, name),
        ...made.map(([, button]) => button),
      );
      return { made, group };
    });
    this.tools = groups.flatMap(({ made }) => made);
    const box = this.beside(
      "About the table",
      this.caption.dom,
      ...groups.map(({ group }) => group),
    );
    const scroll = element("div", { class: "table-scroll" }, element("table", {}, this.contentDOM));
    this.dom = element("div", { class: "table-block" }, scroll, box);
    box.addEventListener("focusin", () => this.refresh());
    box.addEventListener("pointerenter", () => this.refresh());
    this.show(node);
  }

  /** Back to the cell, where the caret still stands. */
  protected override leave(): void {
    this.view.focus();
  }

  private button(tool: TableTool): HTMLButtonElement {
    const button = element(
      "button",
      { type: "button", title: tool.label, "aria-label": tool.label },
      tool.shows,
    );
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", (event) => {
      const { view } = this;
      if (!view.editable || !onWhole(tool.run)(view.state, view.dispatch, view)) return;
      // The hand that pressed by keyboard stays at the tools, to press again.
      if (event.detail > 0 || !button.isConnected) view.focus();
      this.refresh();
    });
    return button;
  }

  private refresh(): void {
    for (const [tool, button] of this.tools) {
      const possible =
        this.view.editable && onWhole(tool.run)(this.view.state, undefined, this.view);
      button.setAttribute("aria-disabled", String(!possible));
    }
  }

  protected override show(node: Node): void {
    this.dom.classList.toggle("has-words", Boolean(node.attrs.caption));
    this.caption.show(node.attrs.caption);
    for (const [{ isOn }, button] of this.tools)
      if (isOn) button.setAttribute("aria-pressed", String(isOn(node)));
  }
}
