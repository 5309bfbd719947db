/**
 * The little that a script adds to reading: the button for light and dark, which remembers its
 * choice in this browser alone, and "/" to search.
 *
 * It is fetched before the page is drawn, so that a remembered choice does not flash.
 */

type Theme = "dark" | "light";

const root = document.documentElement;
const key = "theme";

/** Storage may be forbidden; then a choice lasts as long as the page. */
function remembered(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function remember(theme: Theme, system: Theme): void {
  try {
    // What equals the system's choice is not kept, so that the page follows the system again.
    if (theme === system) localStorage.removeItem(key);
    else localStorage.setItem(key, theme);
  } catch {
    // Nothing is lost but the memory.
  }
}

const dark = matchMedia("(prefers-color-scheme: dark)");
const system = (): Theme => (dark.matches ? "dark" : "light");

const choice = remembered();
if (choice === "dark" || choice === "light") root.dataset.theme = choice;

document.addEventListener("DOMContentLoaded", () => {
  const button = document.querySelector<HTMLButtonElement>(".theme");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const now = root.dataset.theme ?? system();
      const theme: Theme = now === "dark" ? "light" : "dark";
      root.dataset.theme = theme;
      remember(theme, system());
    });
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target as HTMLElement;
  if (target.isContentEditable || target.closest("input, textarea, select")) return;
  const fields = document.querySelectorAll<HTMLInputElement>("input[type=search]");
  // On a search page the large field is the last; on a phone the masthead's is not shown.
  const field = [...fields].reverse().find((input) => input.checkVisibility());
  if (field) {
    event.preventDefault();
    field.focus();
    field.select();
  }
});

/** Links to one's own replies, kept in this browser alone; by where each stands under its article. */
const ownKey = "own-replies";

function ownReplies(): Record<string, string> {
  try {
    return JSON.parse(localStorage.getItem(ownKey) ?? "{}") as Record<string, string>;
  } catch {
    return {};
  }
}

document.addEventListener("DOMContentLoaded", () => {
  const own = ownReplies();
  const fresh = document.querySelector<HTMLAnchorElement>("[data-own]");
  if (fresh) {
    own[fresh.dataset.own ?? ""] = fresh.getAttribute("href") ?? "";
    const kept = Object.entries(own).slice(-50);
    try {
      localStorage.setItem(ownKey, JSON.stringify(Object.fromEntries(kept)));
    } catch {
      // The reader still has the link on the page.
    }
  }
  for (const place of document.querySelectorAll<HTMLElement>("[data-own-word]")) {
    const word = place.dataset.ownWord ?? "";
    for (const [anchor, href] of Object.entries(own)) {
      const acts = document.querySelector(`#${CSS.escape(anchor)} > .answer`);
      if (!acts || !href.startsWith("/replies/")) continue;
      const link = document.createElement("a");
      link.href = href;
      link.textContent = word;
      acts.append(" ", link);
    }
  }
});
