/**
 * Keys for board, calendar and lists. They act only while a piece or a day has the focus, so that
 * they disturb nobody who speaks to the page or uses letters to move through it (WCAG 2.2, 2.1.4).
 */

type Way = "up" | "down" | "left" | "right";

const WAYS: Readonly<Record<string, Way>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

const isRightToLeft = (): boolean => document.documentElement.dir === "rtl";
const isShown = (one: HTMLElement): boolean => one.getClientRects().length > 0;

/** The links that lead to pieces, in the order of the page. */
function pieceLinks(within: ParentNode): HTMLElement[] {
  const links = within.querySelectorAll<HTMLElement>("[data-piece] :is(h3 > a, a:first-of-type)");
  const first = new Map<Element, HTMLElement>();
  for (const link of links) {
    const piece = link.closest("[data-piece]");
    if (piece && !first.has(piece) && isShown(link)) first.set(piece, link);
  }
  return [...first.values()];
}

/** Where an arrow leads on a board: along a column, or to the same height of the one beside. */
function onBoard(region: HTMLElement, from: HTMLElement, way: Way): HTMLElement | undefined {
  const columns = [...region.querySelectorAll<HTMLElement>("[data-column]")].map(pieceLinks);
  const column = columns.findIndex((links) => links.includes(from));
  if (column === -1) return undefined;
  const row = columns[column]?.indexOf(from) ?? 0;
  if (way === "up" || way === "down") return columns[column]?.[row + (way === "down" ? 1 : -1)];
  const step = (way === "right") === isRightToLeft() ? -1 : 1;
  for (let beside = column + step; columns[beside]; beside += step) {
    const links = columns[beside];
    if (links?.length) return links[Math.min(row, links.length - 1)];
  }
  return undefined;
}

/** Where an arrow leads on a calendar: along the pieces of a day, or from day to day. */
function onCalendar(region: HTMLElement, from: HTMLElement, way: Way): HTMLElement | undefined {
  const days = [...region.querySelectorAll<HTMLElement>(".day")].filter(isShown);
  const here = from.closest<HTMLElement>(".day");
  const at = here ? days.indexOf(here) : -1;
  if (!here || at === -1) return onList(region, from, way);
  const isGrid = getComputedStyle(here.parentElement as Element).display === "grid";
  const back = way === "up" || (way === "left") !== isRightToLeft();
  const upright = way === "up" || way === "down";
  const inDay = [here.querySelector<HTMLElement>("[data-day]"), ...pieceLinks(here)];
  const next = inDay[inDay.indexOf(from) + (way === "down" ? 1 : -1)];
  if (upright && next) return next;
  const step = upright && isGrid ? 7 : 1;
  const forward = upright ? way === "down" : !back;
  return days[at + (forward ? step : -step)]?.querySelector<HTMLElement>("[data-day]") ?? undefined;
}

function onList(region: HTMLElement, from: HTMLElement, way: Way): HTMLElement | undefined {
  const links = pieceLinks(region);
  const at = links.indexOf(from);
  if (at === -1 || way === "left" || way === "right") return undefined;
  return links[at + (way === "down" ? 1 : -1)];
}

/** The link of the piece or day that has the focus, or holds what has it. */
function current(region: HTMLElement, target: HTMLElement): HTMLElement | undefined {
  const day = target.closest<HTMLElement>("[data-day]");
  if (day) return day;
  const piece = target.closest<HTMLElement>("[data-piece]");
  return pieceLinks(region).find((link) => link.closest("[data-piece]") === piece);
}

function ends(region: HTMLElement, from: HTMLElement, key: string): HTMLElement | undefined {
  const within = from.closest<HTMLElement>("[data-column]") ?? region;
  const days = [...region.querySelectorAll<HTMLElement>("[data-day]")].filter(isShown);
  const links = from.matches("[data-day]") ? days : pieceLinks(within);
  return key === "Home" ? links[0] : links.at(-1);
}

function leads(region: HTMLElement, from: HTMLElement, key: string): HTMLElement | undefined {
  if (key === "Home" || key === "End") return ends(region, from, key);
  const way = WAYS[key];
  if (!way) return undefined;
  if (region.dataset.cards === "columns") return onBoard(region, from, way);
  return region.dataset.cards === "days"
    ? onCalendar(region, from, way)
    : onList(region, from, way);
}

/** Whether a key is typed into something that takes it. */
const isTyping = (target: HTMLElement): boolean =>
  target.closest("input, textarea, select, [contenteditable]") !== null;

export function moveThroughPieces(): void {
  const region = document.querySelector<HTMLElement>("[data-cards]");
  const sheet = document.querySelector<HTMLDetailsElement>("[data-keys]");
  if (!region || !sheet) return;
  sheet.hidden = false;
  let before: HTMLElement | null = null;

  region.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target as HTMLElement;
    const from = current(region, target);
    if (!from || isTyping(target)) return;
    if (event.key === "?") {
      event.preventDefault();
      before = target;
      sheet.open = true;
      sheet.querySelector("summary")?.focus();
      return;
    }
    const to = leads(region, from, event.key);
    if (to) {
      event.preventDefault();
      to.focus();
      return;
    }
    if (event.key.length !== 1 || event.shiftKey) return;
    const shortcut = `[aria-keyshortcuts="${CSS.escape(event.key.toUpperCase())}"]`;
    const verb = from.closest("[data-piece]")?.querySelector<HTMLElement>(shortcut);
    if (verb) {
      event.preventDefault();
      verb.click();
    }
  });

  sheet.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    sheet.open = false;
    (before?.isConnected ? before : pieceLinks(region)[0])?.focus();
  });
}
