/**
 * Citing: one of the text's sources is picked while its name is typed, or a new one is made of an
 * address or a DOI. Nothing is asked of anybody on the net: the writer says what the address does not.
 */
import { type Command, NodeSelection, Plugin, TextSelection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { doiIn, entryOf, readSource, type SourceWords } from "../document/sources";
import { Slip } from "./asking";
import { insertFootnote } from "./commands";
import { element } from "./element";
import { nodes } from "./schema";
import { addSource, knownSources, type Listed, sameSource, sheetOfSources } from "./sources";

/** What can be cited: a source of the list, or one that is not in it yet. */
type Offer = { readonly known: Listed } | { readonly fresh: SourceWords };

const MOST_OFFERS = 8;
let made = 0;

function offers(typed: string): Offer[] {
  const all = knownSources();
  const text = typed.trim();
  const read = readSource(text);
  if (read) {
    const known = sameSource(all, read);
    return [known ? { known } : { fresh: read }];
  }
  const parts = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const found = all
    .filter(({ entry }) => parts.every((part) => entry.toLocaleLowerCase().includes(part)))
    .slice(0, MOST_OFFERS)
    .map((known) => ({ known }));
  return text === "" ? found : [...found, { fresh: { title: text.slice(0, 500) } }];
}

function said(offer: Offer): string {
  return "known" in offer ? offer.known.entry : `New source: ${entryOf(offer.fresh)}`;
}

/** Puts a citation behind the selection. A source that is new is opened, for the rest to be filled in. */
function cite(view: EditorView, offer: Offer): void {
  const sheet = sheetOfSources();
  if (!sheet) return;
  let id = "known" in offer ? offer.known.id : "";
  if (view !== sheet && "fresh" in offer) {
    const added = sheet.state.tr;
    ({ id } = addSource(added, offer.fresh));
    sheet.dispatch(added);
  }
  const { tr, selection, doc } = view.state;
  let at = selection.to;
  const before = doc.resolve(at).parent.textBetween(0, doc.resolve(at).parentOffset, "", "x");
  if (/[^\s([{«“„]$/u.test(before)) {
    tr.insertText(" ", at);
    at += 1;
  }
  if (view === sheet && "fresh" in offer) {
    const steps = tr.steps.length;
    ({ id } = addSource(tr, offer.fresh));
    at = tr.mapping.slice(steps).map(at, -1);
  }
  tr.insert(at, nodes.citation.create({ source: id }));
  if ("fresh" in offer) tr.setSelection(NodeSelection.create(tr.doc, at));
  else tr.setSelection(TextSelection.create(tr.doc, at + 1));
  view.dispatch(tr.scrollIntoView());
  view.focus();
  if ("known" in offer) return;
  const dom = view.nodeDOM(at);
  const fields = dom instanceof HTMLElement ? dom.querySelectorAll("input") : [];
  // The place in the source is asked for last: first who, what, where and when.
  [...fields].find((field) => field.value === "" && field.closest(".citation-source"))?.focus();
}

function mayCite(view: EditorView): boolean {
  const { $to } = view.state.selection;
  const index = $to.index();
  return (
    view.editable &&
    $to.parent.inlineContent &&
    $to.parent.canReplaceWith(index, index, nodes.citation)
  );
}

/** Opens the slip in which a source is picked. */
export const openCitation: Command = (_state, dispatch, view) => {
  if (!view || !mayCite(view)) return false;
  if (dispatch) pick(view, "");
  return true;
};

/** `instead` is written where nothing is picked. */
function pick(view: EditorView, instead: string): void {
  const id = `sources-${++made}`;
  let chosen = 0;
  let shown: Offer[] = [];
  let isDone = false;
  const input = element("input", {
    type: "text",
    autocomplete: "off",
    dir: "auto",
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": id,
    "aria-expanded": "true",
    maxlength: 2000,
    placeholder: "Author or title, an address, a DOI",
  });
  const list = element("ul", {
    id,
    role: "listbox",
    class: "cite-offers",
    "aria-label": "Sources",
  });
  const hint = element("p", { class: "slip-hint" });
  const form = element(
    "form",
    { class: "link-form cite-form", "aria-label": "Citation" },
    element("label", {}, "Source", input),
    element("button", { type: "submit" }, "Cite"),
    list,
    hint,
  );
  const take = (offer: Offer | undefined): boolean => {
    if (!offer) return false;
    isDone = true;
    slip.close(false);
    cite(view, offer);
    return false;
  };
  const fill = () => {
    shown = offers(input.value);
    chosen = Math.min(chosen, Math.max(0, shown.length - 1));
    list.hidden = shown.length === 0;
    input.setAttribute("aria-expanded", String(shown.length > 0));
    hint.textContent =
      shown.length > 0
        ? ""
        : "There is no source yet: write a title, or paste an address or a DOI.";
    list.replaceChildren(
      ...shown.map((offer, index) => {
        const option = element(
          "li",
          {
            id: `${id}-${index}`,
            role: "option",
            dir: "auto",
            "aria-selected": String(index === chosen),
          },
          said(offer),
        );
        option.addEventListener("mousedown", (event) => {
          event.preventDefault();
          take(offer);
        });
        return option;
      }),
    );
    if (shown.length > 0) input.setAttribute("aria-activedescendant", `${id}-${chosen}`);
    else input.removeAttribute("aria-activedescendant");
  };
  input.addEventListener("input", () => {
    chosen = 0;
    fill();
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || shown.length === 0) return;
    if (event.key === "ArrowDown") chosen = (chosen + 1) % shown.length;
    else if (event.key === "ArrowUp") chosen = (chosen + shown.length - 1) % shown.length;
    else return;
    event.preventDefault();
    fill();
  });
  const slip = new Slip(
    view,
    form,
    () => take(shown[chosen]),
    () => {
      if (isDone || instead === "") return;
      view.dispatch(view.state.tr.insertText(instead + input.value));
    },
  );
  fill();
}

/** A DOI that is pasted into the text is a citation. True if it was one. */
export function citePasted(view: EditorView, text: string): boolean {
  const doi = doiIn(text);
  if (doi === null || !mayCite(view)) return false;
  const known = sameSource(knownSources(), { doi });
  cite(view, known ? { known } : { fresh: { doi } });
  return true;
}

/** "[@" picks a source and "[^" begins a footnote, as in Markdown. */
export function bracketsPlugin(): Plugin {
  return new Plugin({
    props: {
      handleTextInput(view, from, to, text) {
        if ((text !== "@" && text !== "^") || from !== to || !mayCite(view)) return false;
        const { $from } = view.state.selection;
        const before = $from.parent.textBetween(0, $from.parentOffset, "", "x");
        if (!before.endsWith("[")) return false;
        view.dispatch(view.state.tr.delete(from - 1, from));
        if (text === "@") pick(view, "[@");
        else insertFootnote(view.state, view.dispatch, view);
        return true;
      },
    },
  });
}
