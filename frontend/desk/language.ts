/** Words in another language: chosen from those the house knows, by a slip at the words. */
import type { ResolvedPos } from "@tiptap/pm/model";
import type { Command, EditorState } from "@tiptap/pm/state";
import { admits } from "../document/rules";
import { Slip } from "./asking";
import type { KnownLanguage } from "./config";
import { element } from "./element";
import { marks } from "./schema";

/** The language of the words at the selection, and where they stand; null where none is set. */
export function languageAt(
  state: EditorState,
): { readonly from: number; readonly to: number; readonly lang: string } | null {
  const { from, to, empty, $from } = state.selection;
  if (!empty) {
    let lang = "";
    state.doc.nodesBetween(from, to, (node) => {
      lang ||= String(marks.language.isInSet(node.marks)?.attrs.lang ?? "");
    });
    return lang ? { from, to, lang } : null;
  }
  const mark = marks.language.isInSet($from.marks());
  return mark ? { ...runOf($from, String(mark.attrs.lang)), lang: String(mark.attrs.lang) } : null;
}

/** The run of words in one language around a position. */
function runOf($at: ResolvedPos, lang: string): { from: number; to: number } {
  let [from, to] = [$at.pos, $at.pos];
  $at.parent.forEach((child, offset) => {
    if (marks.language.isInSet(child.marks)?.attrs.lang !== lang) return;
    const start = $at.start() + offset;
    const end = start + child.nodeSize;
    if (start <= to && end >= from) [from, to] = [Math.min(from, start), Math.max(to, end)];
  });
  return { from, to };
}

/** Sets the language of the selected words, or of what is typed next; null takes it away. */
export function setLanguage(lang: string | null): Command {
  return (state, dispatch) => {
    if (!state.selection.$from.parent.type.allowsMarkType(marks.language)) return false;
    if (lang !== null && !admits("language", "lang", lang)) return false;
    if (dispatch) {
      const { tr, selection } = state;
      const here = languageAt(state);
      const { from, to } = here ?? selection;
      if (from < to) {
        tr.removeMark(from, to, marks.language);
        if (lang !== null) tr.addMark(from, to, marks.language.create({ lang }));
        // One goes on in the language around the words, as behind a link.
        tr.removeStoredMark(marks.language);
      } else if (lang === null) tr.removeStoredMark(marks.language);
      else tr.addStoredMark(marks.language.create({ lang }));
      dispatch(tr.scrollIntoView());
    }
    return true;
  };
}

/** Opens the slip in which a language is chosen. */
export function openLanguage(known: readonly KnownLanguage[]): Command {
  return (state, dispatch, view) => {
    const { parent } = state.selection.$from;
    if (!parent.inlineContent || !parent.type.allowsMarkType(marks.language)) return false;
    if (dispatch && view?.editable) {
      const now = languageAt(state)?.lang ?? "";
      const tags =
        known.some(({ tag }) => tag === now) || now === ""
          ? known
          : [{ tag: now, name: now }, ...known];
      const list = element(
        "select",
        {},
        element("option", { value: "" }, "As the text around it"),
        ...tags.map(({ tag, name }) => element("option", { value: tag, lang: tag }, name)),
      );
      list.value = now;
      const form = element(
        "form",
        { class: "link-form", "aria-label": "Language" },
        element("label", {}, "Language of these words", list),
        element("button", { type: "submit" }, "Set"),
      );
      new Slip(view, form, () => {
        setLanguage(list.value || null)(view.state, view.dispatch, view);
        return true;
      });
    }
    return true;
  };
}
