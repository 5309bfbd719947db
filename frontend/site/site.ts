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
