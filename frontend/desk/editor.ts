/** The editor's page: puts sheet, tools, status and foot together. */
import type { EditorView } from "@tiptap/pm/view";
import { blocks } from "./blocks";
import { readConfig } from "./config";
import { element, part } from "./element";
import { selectionInSheet } from "./footnote";
import { openLinkForm } from "./linkform";
import { furnishMargin, Notes } from "./notes";
import { Notices } from "./notices";
import { Sheet } from "./sheet";
import { Status } from "./status";
import { Toolbar } from "./toolbar";
import { placePictures, type UploadsOptions } from "./uploads";
import { takeWordFiles, WORD_FILES, type WordOptions } from "./wordfile";
import { countWords } from "./words";

/** Words are counted when the hand rests. */
const COUNT_REST = 400;

const config = readConfig(document);
const status = new Status(part("desk-status"), part("desk-announcer"));
const notices = new Notices(part("desk-notices"));
const foot = part("desk-words");
const company = part("desk-company");

const picker = element("input", { type: "file", accept: "image/*", multiple: true, hidden: true });
const uploads: UploadsOptions = {
  config,
  announce: (sentence) => status.announce(sentence),
  choose: () => picker.click(),
};
picker.addEventListener("change", () => {
  placePictures(sheet.view, [...(picker.files ?? [])], null, uploads);
  picker.value = "";
});
const wordPicker = element("input", { type: "file", accept: WORD_FILES, hidden: true });
const wordFiles: WordOptions = {
  config,
  announce: (sentence) => status.announce(sentence),
  notice: (message) => notices.show({ message }),
  choose: () => wordPicker.click(),
};
wordPicker.addEventListener("change", () => {
  takeWordFiles(sheet.view, [...(wordPicker.files ?? [])], null, wordFiles);
  wordPicker.value = "";
});
document.body.append(picker, wordPicker);

function showWords(view: EditorView): void {
  const words = countWords(view.state.doc);
  foot.textContent = `${words.toLocaleString("en")} ${words === 1 ? "word" : "words"}`;
}

let counting = 0;
function countAtRest(view: EditorView): void {
  window.clearTimeout(counting);
  counting = window.setTimeout(() => showWords(view), COUNT_REST);
}

furnishMargin();

const allBlocks = blocks({
  picture: (_state, dispatch) => {
    if (dispatch) picker.click();
    return true;
  },
  word: (_state, dispatch) => {
    if (dispatch) wordPicker.click();
    return true;
  },
});

const sheet: Sheet = new Sheet({
  place: part("desk-sheet"),
  blocks: () => allBlocks,
  config,
  status,
  notices,
  uploads,
  wordFiles,
  focusToolbar: () => toolbar.focus(),
  changed: (view) => {
    toolbar.refresh();
    showMode();
    countAtRest(view);
    notes.changed();
  },
  margin: {
    opened: () => void notes.opened().then(() => sheet.begin()),
    news: (version) => notes.news(version),
    replaced: (before) => notes.replaced(before),
    renewed: () => notes.renewed(),
    ownSuggestions: () => notes.ownSuggestions(),
    isSettled: (id) => notes.isSettled(id),
    suggest: (act) => notes.suggest(act),
  },
  company: (names) => {
    company.textContent = names.length === 0 ? "" : `Also here: ${names.join(", ")}`;
  },
});

const notes: Notes = new Notes(config, {
  view: () => sheet.view,
  mapsSince: (version) => sheet.mapsSince(version),
  inTheHouse: (from, to) => sheet.inTheHouse(from, to),
  selection: () => selectionInSheet(sheet.view),
  announce: (sentence) => status.announce(sentence),
  mayTake: () => sheet.mayChange,
  holds: (id) => sheet.holds(id),
  undoSuggestion: (id) => sheet.undoSuggestion(id),
  settledSuggestion: (id) => sheet.settledSuggestion(id),
  changedSuggestion: (change) => sheet.changedSuggestion(change),
  catchUp: () => sheet.catchUp(),
});

const toolbar: Toolbar = new Toolbar(part("desk-tools"), () => sheet.view, allBlocks, {
  link: (_state, dispatch, view) => {
    if (!view || !dispatch) return view?.state.selection.$from.parent.type.name !== "title";
    return openLinkForm(view);
  },
});

const mode = part("desk-suggest");
mode.hidden = config.suggest === "no";
mode.addEventListener("click", () => {
  const done = sheet.isSuggesting ? sheet.write() : sheet.suggest();
  if (!done) status.announce("Not yet: something is still being saved.");
  else if (sheet.isSuggesting)
    status.announce("You are suggesting. The text changes when somebody takes it.");
  else status.announce("You are writing.");
  sheet.view.focus();
});

function showMode(): void {
  mode.setAttribute("aria-pressed", String(sheet.isSuggesting));
  part("desk-sheet").toggleAttribute("data-suggesting", sheet.isSuggesting);
  part("desk-suggesting").hidden = !sheet.isSuggesting;
}

toolbar.refresh();
showWords(sheet.view);
if (config.write && sheet.view.state.doc.firstChild?.content.size === 0) sheet.view.focus();

// The browser asks before a tab with unsaved words is closed.
window.addEventListener("beforeunload", (event) => {
  if (sheet.hasUnsaved || notes.hasUnsaved) event.preventDefault();
});
