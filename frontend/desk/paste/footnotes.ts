/**
 * Footnotes of pasted HTML: a mark that links to a place which links back to the mark.
 *
 * Word, LibreOffice, Google Docs, Wikipedia and every converter from Markdown write them so, under
 * names of their own. The note moves to its mark, as a `span` the schema reads as a footnote.
 */
import { element } from "../element";

/** What stands for a note in the text: [1], 1, *, iv. */
const MARK = /^[[(]?(?:\p{N}{1,4}|[a-z]|[ivxlc]{1,6}|[*†‡§]{1,4})[\])]?\.?$/iu;
/** The same where it begins a note, with the sign that leads back. */
const LEADING = /^[\s\u00a0]*(?:[[(]?\p{N}{1,4}[\])]?\.?|\^)?[\s\u00a0]*/u;
/** Marks that are looked at: each costs a look through its note. */
const MOST_MARKS = 2000;
const BODIES =
  "li, [data-style*='mso-element:footnote'], [data-style*='mso-element:endnote'], " +
  "div[id^='sdfootnote'], div[id^='sdendnote']";
const LISTS = "[data-style*='mso-element:footnote-list'], [data-style*='mso-element:endnote-list']";

export function moveFootnotes(body: HTMLElement): void {
  const places = new Map<string, Element>();
  for (const place of body.querySelectorAll("[id], a[name]")) {
    for (const name of [place.id, place.getAttribute("name")]) {
      if (name && !places.has(name)) places.set(name, place);
    }
  }
  const moved = new Map<Element, Element>();
  const tried = new Set<Element>();
  const marks = [...body.querySelectorAll<HTMLAnchorElement>("a[href^='#']")];
  for (const mark of marks.slice(0, MOST_MARKS)) {
    const place = places.get(target(mark));
    if (!place || !body.contains(mark) || !MARK.test(mark.textContent?.trim() ?? "")) continue;
    const note = place.closest(BODIES) ?? place.closest("p, dd, td, div");
    // What leads back from a note is a mark like any other, but its note would stand before it.
    if (!note || note === body || tried.has(note) || !follows(note, mark)) continue;
    tried.add(note);
    const back = backLinks(note, mark, places);
    if (back.length === 0) continue;
    for (const link of back) (superscript(link) ?? link).remove();
    moved.set(note, superscript(mark) ?? mark);
  }
  for (const [note, mark] of moved) {
    const before = note.previousElementSibling;
    if (before?.matches("hr") && !moved.has(before)) before.remove();
    const parent = note.parentElement;
    note.remove();
    mark.replaceWith(element("span", { "data-node": "footnote" }, ...inside(note)));
    // Google closes with an <hr> and one <div> a note; whatever held nothing but notes goes too.
    if (parent && parent !== body && !parent.textContent?.trim() && !parent.querySelector("img"))
      parent.remove();
  }
  for (const list of body.querySelectorAll(LISTS)) {
    if (!list.textContent?.trim()) list.remove();
  }
}

function follows(note: Element, mark: Element): boolean {
  const place = mark.compareDocumentPosition(note);
  return (place & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 && !note.contains(mark);
}

function target(link: Element): string {
  const name = (link.getAttribute("href") ?? "").slice(1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** The links in `note` that lead to where its `mark` stands. */
function backLinks(note: Element, mark: Element, places: Map<string, Element>): Element[] {
  return [...note.querySelectorAll("a[href^='#']")].filter((link) => {
    const origin = places.get(target(link));
    if (!origin) return false;
    const around = origin === mark.parentElement && origin.childElementCount === 1;
    return around || mark.contains(origin);
  });
}

/** The `sup` that holds `link` and nothing else. */
function superscript(link: Element): Element | null {
  const sup = link.closest("sup");
  return sup && sup.textContent?.trim() === link.textContent?.trim() ? sup : null;
}

/** What a note says, its paragraphs parted by line breaks and without its number. */
function inside(note: Element): Node[] {
  const paragraphs = [...note.querySelectorAll("p")].filter((one) => one.textContent?.trim());
  const parts = paragraphs.length > 0 ? paragraphs : [note];
  const said = parts.flatMap((part, index) => [
    ...(index > 0 ? [element("br")] : []),
    ...part.childNodes,
  ]);
  for (const node of said) {
    const text = firstText(node);
    if (!text) continue;
    text.data = text.data.replace(LEADING, "");
    if (text.data !== "") break;
  }
  return said;
}

function firstText(node: Node): Text | null {
  if (node.nodeType === Node.TEXT_NODE) return node as Text;
  const walker = (node.ownerDocument ?? document).createTreeWalker(node, NodeFilter.SHOW_TEXT);
  return walker.nextNode() as Text | null;
}
