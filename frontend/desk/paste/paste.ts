/** What is pasted as HTML, as clean blocks: HTML in, HTML out that holds nothing but the schema's. */
import { type Built, built } from "./blocks";
import { disarmed } from "./disarm";
import { moveFootnotes } from "./footnotes";
import { mendLists } from "./lists";

/** Comments of Word and Google Docs: the mark in the text, and what was said. */
const COMMENTS =
  "[data-style*='mso-element:comment'], [href^='#_msocom'], [id^='_com_'], [name^='_msocom'], " +
  ".MsoCommentReference, .MsoCommentText, .MsoCommentSubject, .msocomtxt, .msocomanchor, " +
  "sup:has(> a[href^='#cmnt']), a[href^='#cmnt'], div:has(> p > a[href^='#cmnt_ref'])";

/**
 * Reads HTML of any program, and answers with paragraphs, headings, lists and their like alone.
 *
 * @param stored ids of pictures that the house has already; `<img src="picture:0">` stands for the
 *     first. What is pasted from elsewhere has none.
 */
export function cleanPaste(html: string, stored: readonly (string | null)[] = []): Built {
  const read = new DOMParser().parseFromString(disarmed(html), "text/html").body;
  for (const comment of read.querySelectorAll(COMMENTS)) comment.remove();
  takeChanges(read, /urn:schemas-microsoft-com|\bmso-|class=["']?Mso/i.test(html));
  moveFootnotes(read);
  mendLists(read);
  return built(read, stored);
}

/** Tracked changes are taken as final. A web page's `del` without date or author is a style. */
function takeChanges(read: HTMLElement, isWord: boolean): void {
  const deleted = isWord ? "del, .msoDel" : "del[datetime], del[cite], .TrackChangeDeleted";
  for (const gone of read.querySelectorAll(deleted)) gone.remove();
}
