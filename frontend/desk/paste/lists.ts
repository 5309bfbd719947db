/**
 * Lists as Word and Google write them, made lists as HTML means them.
 *
 * Word for the desktop writes paragraphs that say in their style which list and which level they
 * belong to; Word on the web writes a list for each item; Google writes a list within a list as its
 * sibling.
 */
import { element } from "../element";
import { styleOf } from "./style";

interface Item {
  readonly level: number;
  readonly ordered: boolean;
  readonly start: number;
  /** Which list it belongs to, as far as the program tells. */
  readonly list: string;
  readonly content: readonly Node[];
}

export function mendLists(body: HTMLElement): void {
  for (const wrapper of body.querySelectorAll("div.ListContainerWrapper")) {
    wrapper.replaceWith(...wrapper.childNodes);
  }
  const read = new Map<Element, Item>();
  for (const found of body.querySelectorAll("p, h1, h2, h3, h4, h5, h6, ul, ol")) {
    const item = wordItem(found) ?? webItem(found);
    if (item) read.set(found, item);
  }
  const done = new Set<Element>();
  for (const first of read.keys()) {
    if (done.has(first)) continue;
    const run: Element[] = [];
    for (let next: Element | null = first; next && read.has(next); next = following(next)) {
      run.push(next);
      done.add(next);
    }
    const lists = listsOf(run.map((one) => read.get(one) as Item));
    first.before(...lists);
    for (const one of run) one.remove();
  }
  for (const inner of body.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol")) {
    const item = inner.previousElementSibling;
    if (item?.localName === "li") item.append(inner);
    else inner.replaceWith(...inner.childNodes);
  }
}

/** The next element, unless words stand between. */
function following(from: Element): Element | null {
  for (let next = from.nextSibling; next; next = next.nextSibling) {
    if (next.nodeType === Node.ELEMENT_NODE) return next as Element;
    if (next.textContent?.trim()) return null;
  }
  return null;
}

function wordItem(paragraph: Element): Item | null {
  const said = styleOf(paragraph).get("mso-list") ?? "";
  const [, list, level, override] = /^l(\d+)\s+level(\d+)(?:\s+lfo(\d+))?/.exec(said) ?? [];
  if (list === undefined || level === undefined) return null;
  let label = "";
  for (const mark of paragraph.querySelectorAll("[data-style*='mso-list']")) {
    if (!/mso-list:\s*ignore/i.test(mark.getAttribute("data-style") ?? "")) continue;
    label = mark.textContent?.replaceAll("\u00a0", " ").trim() ?? "";
    mark.remove();
  }
  const [, number] = /^[[(]?(?:\p{N}+\.)*(\p{N}+)[.)\]]?$/u.exec(label) ?? [];
  const start = number && /^\d+$/.test(number) ? Number(number) : 1;
  const content = element("p", { dir: paragraph.getAttribute("dir") }, ...paragraph.childNodes);
  const style = paragraph.getAttribute("data-style");
  if (style) content.setAttribute("data-style", style);
  return {
    level: Number(level),
    // A lone o is Word's second bullet.
    ordered: number !== undefined || /^[[(]?(?:[a-np-z]|[ivxlc]+)[.)\]]$/i.test(label),
    start,
    list: `${list}/${override}`,
    content: [content],
  };
}

function webItem(list: Element): Item | null {
  const item = list.firstElementChild;
  if (!/^[uo]l$/.test(list.localName) || list.childElementCount !== 1) return null;
  const level = item?.getAttribute("data-aria-level");
  if (!item || !level) return null;
  return {
    level: Math.max(1, Number(level) || 1),
    ordered: list.localName === "ol",
    start: Number(list.getAttribute("start")) || 1,
    list: item.getAttribute("data-listid") ?? "",
    content: [...item.childNodes],
  };
}

/** Items one below the other as lists in lists; a level that was left out is not made up. */
function listsOf(items: readonly Item[]): Element[] {
  const lists: Element[] = [];
  let open: { readonly at: Item; readonly dom: Element }[] = [];
  for (const item of items) {
    while (open.length > 1 && (open.at(-1)?.at.level ?? 0) > item.level) open.pop();
    let top = open.at(-1);
    if (top && top.at.level > item.level) open = [];
    else if (top && top.at.level === item.level && !sameList(top.at, item)) open.pop();
    top = open.at(-1);
    if (!top || top.at.level !== item.level) {
      const start = item.ordered && item.start !== 1 ? item.start : null;
      const dom = item.ordered ? element("ol", { start }) : element("ul");
      const above = top?.dom.lastElementChild;
      if (above) above.append(dom);
      else lists.push(dom);
      top = { at: item, dom };
      open.push(top);
    }
    top.dom.append(element("li", {}, ...item.content));
  }
  return lists;
}

function sameList(one: Item, other: Item): boolean {
  return one.ordered === other.ordered && (one.list === other.list || one.level > 1);
}
