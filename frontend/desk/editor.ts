/** The editor's page: puts sheet, tools, status and foot together. */
import type { Command } from "@tiptap/pm/state";
import { blocks } from "./blocks";
import { bubbleTools, focusBubble } from "./bubble";
import { readConfig } from "./config";
import { element, part } from "./element";
import { Find } from "./find";
import { selectionInSheet } from "./footnote";
import { Help } from "./help";
import { keyGroups, spoken, type Ways } from "./keys";
import { openLanguage } from "./language";
import { openLinkForm } from "./linkform";
import { Measure } from "./measure";
import { furnishMargin, Notes } from "./notes";
import { Notices } from "./notices";
import { Outline } from "./outline";
import { Proof } from "./proof/proof";
import { marks } from "./schema";
import { Sheet } from "./sheet";
import { Status } from "./status";
import { Toolbar } from "./toolbar";
import { placePictures, type UploadsOptions } from "./uploads";
import { takeWordFiles, WORD_FILES, type WordOptions } from "./wordfile";

const config = readConfig(document);
const status = new Status(part("desk-status"), part("desk-announcer"));
const notices = new Notices(part("desk-notices"));
const company = part("desk-company");

const picker = element("input", { type: "file", accept: "image/*", multiple: true, hidden: true });
const uploads: UploadsOptions = {
  config,
  announce: (sentence) => status.announce(sentence),
  choose: (then = placeChosen) => {
    chosen = then;
    picker.click();
  },
  chooseToHide: () => uploads.choose((files) => placeChosen(files, true)),
};
const placeChosen = (files: readonly File[], hiding = false): void => {
  placePictures(sheet.view, files, null, uploads, hiding);
};
let chosen: (files: readonly File[]) => void = placeChosen;
picker.addEventListener("change", () => {
  chosen([...(picker.files ?? [])]);
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

const measure = new Measure(part("desk-words"), part("desk-reading"), config.language);

furnishMargin();

const allBlocks = blocks({
  picture: (_state, dispatch) => {
    if (dispatch) uploads.choose();
    return true;
  },
  hidden: (_state, dispatch) => {
    if (dispatch) uploads.chooseToHide();
    return true;
  },
  word: (_state, dispatch) => {
    if (dispatch) wordPicker.click();
    return true;
  },
});

const link: Command = (state, dispatch, view) => {
  if (dispatch) return view ? openLinkForm(view) : false;
  return state.selection.$from.parent.type.allowsMarkType(marks.link);
};

/** A command that opens something and leaves the text as it is. */
function opening(act: () => void): Command {
  return (_state, dispatch) => {
    if (dispatch) act();
    return true;
  };
}

const language = openLanguage(config.languages);
const ways: Ways = {
  link,
  language,
  tools: () => {
    if (!focusBubble()) toolbar.focus();
    return true;
  },
  find: opening(() => find.open(false)),
  replace: opening(() => find.open(true)),
};
const keys = keyGroups(ways);
const selectedTools = bubbleTools({
  link,
  language,
  note: opening(() => part("desk-notes-begin").click()),
});

const sheet: Sheet = new Sheet({
  place: part("desk-sheet"),
  blocks: () => allBlocks,
  config,
  status,
  notices,
  uploads,
  wordFiles,
  proof: () => proof,
  keys,
  ways,
  bubble: () => selectedTools,
  changed: (view) => {
    toolbar.refresh();
    showMode();
    measure.changed(view);
    find.changed();
    outline.changed();
    notes.changed();
    proof?.changed();
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
  heldAt: (id) => sheet.heldAt(id),
  undoSuggestion: (id) => sheet.undoSuggestion(id),
  settledSuggestion: (id) => sheet.settledSuggestion(id),
  changedSuggestion: (change) => sheet.changedSuggestion(change),
  catchUp: () => sheet.catchUp(),
});

const bar = part("desk-bar");
const refresh = (): void => toolbar.refresh();
const outline: Outline = new Outline(bar, () => sheet.view, refresh);
const find: Find = new Find({ view: () => sheet.view, place: bar, changed: refresh });
const help: Help = new Help(bar, keys, config.language, {
  back: () => sheet.view.focus(),
  changed: refresh,
});

const toolbar: Toolbar = new Toolbar(part("desk-tools"), () => sheet.view, allBlocks, {
  link,
  language,
  beside: [
    {
      sign: "find",
      label: "Find and replace",
      keys: spoken("Mod-f"),
      run: () => true,
      reads: true,
      isOn: () => find.isOpen,
      open: () => find.toggle(),
    },
    {
      sign: "outline",
      label: "Outline",
      run: () => true,
      reads: true,
      isOn: () => outline.panel.isOpen,
      open: () => outline.toggle(),
    },
    {
      sign: "help",
      label: "Keys and signs",
      keys: spoken("Mod-/"),
      run: () => true,
      reads: true,
      isOn: () => help.panel.isOpen,
      open: () => help.panel.toggle(),
    },
  ],
});

const proof = config.proof
  ? new Proof({
      config: config.proof,
      language: config.language,
      view: () => sheet.view,
      announce: (sentence) => status.announce(sentence),
      notice: (message) => notices.show({ message }),
    })
  : null;
if (proof) company.before(proof.button, " ");

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
  toolbar.isForReading = !sheet.mayChange && !sheet.isSuggesting && config.suggest !== "first";
}

showMode();
toolbar.refresh();
measure.show(sheet.view);
if (config.write && sheet.view.state.doc.firstChild?.content.size === 0) sheet.view.focus();

// The browser asks before a tab with unsaved words is closed.
window.addEventListener("beforeunload", (event) => {
  if (sheet.hasUnsaved || notes.hasUnsaved) event.preventDefault();
});
