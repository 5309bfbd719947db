/**
 * What others change appears on board, calendar and lists without a reload.
 *
 * The house says which pieces have changed (`writingviews.newsroom.live`); the page then asks for
 * itself anew and takes its part `[data-live]` from the answer. While somebody has the focus in that
 * part, the pointer over it, or a finger on it, nothing moves: what is new waits until they leave, or
 * ask for it. Without a script, or a line, the page stands still, as pages do.
 */
import { sayMoments } from "./moments";

/** The house closes a line with it that is to be taken up again. */
const COME_AGAIN = 4000;
const GAP = 3_000;
const AFTER_TOUCH = 2_000;
const LONGEST_WAIT = 60_000;

interface Heard {
  readonly type: "changed" | "much";
  readonly pieces: readonly string[];
}

class Follower {
  private readonly changed = new Set<string>();
  private line: WebSocket | undefined;
  private fresh: Document | undefined;
  private timer = 0;
  private asked = 0;
  private touched = 0;
  private wait = 1_000;
  private missed = false;
  private readonly status = document.createElement("p");
  private readonly news = document.createElement("div");
  private readonly count = document.createElement("span");

  constructor(private readonly region: HTMLElement) {
    this.status.className = "unseen";
    this.status.setAttribute("role", "status");
    this.news.className = "news";
    this.news.hidden = true;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small";
    button.textContent = "Show it";
    button.addEventListener("click", () => {
      this.show();
      this.region.querySelector<HTMLElement>(".is-changed a")?.focus();
    });
    this.news.append(this.count, button);
    region.after(this.status, this.news);
    region.addEventListener("focusout", () => window.setTimeout(() => this.showIfFree(), 0));
    region.addEventListener("pointerleave", () => this.showIfFree());
    for (const kind of ["pointerdown", "touchmove"])
      region.addEventListener(kind, () => this.feelTouch(), { passive: true });
    document.addEventListener("visibilitychange", () => this.see());
    this.see();
  }

  /** Keep a line while the page is looked at; one that nobody sees needs no news. */
  private see(): void {
    if (document.hidden) {
      this.missed = true;
      this.line?.close();
    } else if (!this.line) this.connect();
  }

  private connect(): void {
    const address = new URL("/newsroom/live/", location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const line = new WebSocket(address);
    this.line = line;
    line.addEventListener("open", () => {
      this.wait = 1_000;
      this.sayShown();
      // What happened while no line was open is not told: look.
      if (this.missed) this.ask();
      this.missed = false;
    });
    line.addEventListener("message", (event) => this.hear(JSON.parse(event.data) as Heard));
    line.addEventListener("close", (event) => {
      this.line = undefined;
      this.missed = true;
      // 44xx: the same answer would come again.
      if (document.hidden || event.code >= 4400) return;
      window.setTimeout(() => this.see(), event.code === COME_AGAIN ? 0 : this.wait);
      this.wait = Math.min(2 * this.wait, LONGEST_WAIT);
    });
  }

  private sayShown(): void {
    if (this.line?.readyState === WebSocket.OPEN)
      this.line.send(JSON.stringify({ shown: [...pieces(this.region).keys()] }));
  }

  private hear(heard: Heard): void {
    for (const piece of heard.pieces) this.changed.add(piece);
    this.ask();
  }

  /** Ask for the page anew; many changes in a row are one question, and not all pages ask at once. */
  private ask(): void {
    if (this.timer) return;
    const soon = Math.max(0, this.asked + GAP - Date.now()) + 200 + 600 * Math.random();
    this.timer = window.setTimeout(() => void this.fetch(), soon);
  }

  private async fetch(): Promise<void> {
    this.timer = 0;
    this.asked = Date.now();
    let answer: Response;
    try {
      answer = await fetch(location.href, { credentials: "same-origin", redirect: "error" });
    } catch {
      return; // the house is away, or one is signed out: the page stands still
    }
    if (!answer.ok) return;
    this.fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    this.showIfFree();
  }

  private get isBusy(): boolean {
    const focused = this.region.contains(document.activeElement);
    const pointed = window.matchMedia("(hover: hover)").matches && this.region.matches(":hover");
    return focused || pointed || Date.now() - this.touched < AFTER_TOUCH;
  }

  private feelTouch(): void {
    this.touched = Date.now();
    window.setTimeout(() => this.showIfFree(), AFTER_TOUCH + 50);
  }

  private showIfFree(): void {
    if (!this.fresh) return;
    if (this.isBusy) this.announceHeld();
    else this.show();
  }

  private get next(): HTMLElement | null | undefined {
    return this.fresh?.querySelector<HTMLElement>("[data-live]");
  }

  /** The pieces that look different now: those the house named, and those that came or went. */
  private differing(): { changed: string[]; come: string[]; gone: string[] } {
    const now = pieces(this.region);
    const next = this.next ? pieces(this.next) : now;
    return {
      changed: [...next.keys()].filter((one) => now.has(one) && this.changed.has(one)),
      come: [...next.keys()].filter((one) => !now.has(one)),
      gone: [...now.keys()].filter((one) => !next.has(one)),
    };
  }

  private announceHeld(): void {
    const { changed, come, gone } = this.differing();
    const number = changed.length + come.length + gone.length;
    if (!number) return;
    const words = number === 1 ? "1 piece has changed." : `${number} pieces have changed.`;
    if (this.count.textContent !== words || this.news.hidden) this.say(words);
    this.count.textContent = words;
    this.news.hidden = false;
  }

  private show(): void {
    const next = this.next;
    if (!next || !this.fresh) return;
    const { changed, come, gone } = this.differing();
    const before = pieces(this.region);
    this.region.replaceChildren(...[...next.childNodes].map((one) => document.adoptNode(one)));
    const shown = pieces(this.region);
    for (const one of changed) mark(shown.get(one), "changed");
    for (const one of come) mark(shown.get(one), "new");
    takeDoors(this.fresh);
    this.fresh = undefined;
    this.changed.clear();
    this.news.hidden = true;
    sayMoments();
    this.sayShown();
    const parts = [
      sentence("Changed", changed, shown),
      sentence("New here", come, shown),
      sentence("No longer here", gone, before),
    ];
    if (parts.some(Boolean)) this.say(parts.filter(Boolean).join(" "));
  }

  private say(words: string): void {
    this.status.textContent = words;
  }
}

/** The pieces of a part of the page by their ids; one that stands in it twice counts once. */
function pieces(within: HTMLElement): Map<string, HTMLElement> {
  const found = new Map<string, HTMLElement>();
  for (const one of within.querySelectorAll<HTMLElement>("[data-piece]")) {
    const id = one.dataset.piece ?? "";
    if (!found.has(id)) found.set(id, one);
  }
  return found;
}

function mark(piece: HTMLElement | undefined, word: string): void {
  if (!piece) return;
  piece.classList.add("is-changed");
  const said = document.createElement("span");
  said.className = "changed-word";
  said.textContent = word;
  [...piece.querySelectorAll(".meta")].at(-1)?.prepend(said, " ");
}

/** The counts beside the doors are as old as the page: take those of the new one. */
function takeDoors(fresh: Document): void {
  const here = document.querySelector(".doors");
  const next = fresh.querySelector(".doors");
  if (here && next && !here.contains(document.activeElement))
    here.replaceWith(document.adoptNode(next));
}

/** Pieces by their titles, each with the state in whose column it stands. */
function sentence(
  word: string,
  ids: readonly string[],
  within: ReadonlyMap<string, HTMLElement>,
): string {
  if (!ids.length) return "";
  const named = ids.map((id) => {
    const piece = within.get(id);
    const title = piece?.querySelector("a")?.textContent?.trim() ?? "";
    const state = piece?.closest("section")?.querySelector("h2 .state")?.textContent?.trim();
    return state ? `${title} (${state})` : title;
  });
  return `${word}: ${named.join(", ")}.`;
}

export function followChanges(): void {
  const region = document.querySelector<HTMLElement>("[data-live]");
  if (region && "WebSocket" in window) new Follower(region);
}
