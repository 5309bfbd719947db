/**
 * How far orders are, while something is being made: the part of the page is fetched again and put
 * in its place. Without a script a link loads the page anew.
 */

const EVERY = 1500;

export function watchOrders(): void {
  const part = document.querySelector<HTMLElement>("[data-orders]");
  if (part?.hasAttribute("data-busy")) window.setTimeout(() => void look(part), EVERY);
}

async function look(part: HTMLElement): Promise<void> {
  let now: HTMLElement | null = null;
  // Who is about to press a button there keeps it under the hand.
  if (!document.hidden && !part.contains(document.activeElement)) {
    try {
      const answer = await fetch(part.dataset.orders ?? "", { credentials: "same-origin" });
      if (!answer.ok || answer.redirected) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      now = page.querySelector<HTMLElement>("[data-orders]");
    } catch {
      // The network is away; the next look tells.
    }
  }
  if (now && !part.contains(document.activeElement)) part.replaceWith(now);
  else now = null;
  const shown = now ?? part;
  if (shown.hasAttribute("data-busy")) window.setTimeout(() => void look(shown), EVERY);
}
