/** The tools that mark words, as the row above the sheet and the bubble beside the words have them. */
import type { Command, EditorState } from "@tiptap/pm/state";
import { hasMark, toggleEmphasis, toggleStrong } from "./commands";
import type { Sign } from "./icons";
import { keyFor, spoken } from "./keys";
import { languageAt } from "./language";
import { marks } from "./schema";

export interface MarkTool {
  readonly sign: Sign;
  readonly label: string;
  readonly keys?: string;
  readonly run: Command;
  readonly isOn?: (state: EditorState) => boolean;
}

export const STRONG: MarkTool = {
  sign: "strong",
  label: "Strong",
  keys: keyFor(toggleStrong),
  run: toggleStrong,
  isOn: (state) => hasMark(state, marks.strong),
};

export const EMPHASIS: MarkTool = {
  sign: "emphasis",
  label: "Emphasis",
  keys: keyFor(toggleEmphasis),
  run: toggleEmphasis,
  isOn: (state) => hasMark(state, marks.emphasis),
};

/** `open` asks which language it is. */
export function languageTool(open: Command): MarkTool {
  return {
    sign: "language",
    label: "Language",
    keys: spoken("Mod-Alt-l"),
    run: open,
    isOn: (state) => languageAt(state) !== null,
  };
}
