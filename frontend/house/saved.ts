/**
 * A verb freezes the text as the house has it. So a verb pressed on the sheet waits until the
 * last words are stored; if they cannot be, it says so instead of leaving them behind.
 */

const PATIENCE = 6000;

export function waitForSaved(): void {
  const status = document.getElementById("desk-status");
  if (!status) return;
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-waits-for-saved]")) {
    form.addEventListener("submit", (event) => {
      if (!isWaiting(status)) return;
      event.preventDefault();
      const button = event.submitter;
      button?.setAttribute("aria-disabled", "true");
      const done = (): void => {
        observer.disconnect();
        window.clearTimeout(timer);
        button?.removeAttribute("aria-disabled");
      };
      const observer = new MutationObserver(() => {
        if (isWaiting(status)) return;
        done();
        form.requestSubmit(button instanceof HTMLButtonElement ? button : null);
      });
      observer.observe(status, { attributes: true, attributeFilter: ["data-saving"] });
      const timer = window.setTimeout(() => {
        done();
        say(form, status.textContent ?? "");
      }, PATIENCE);
    });
  }
}

/** Whether words of this tab are not in the house yet. */
function isWaiting(status: HTMLElement): boolean {
  return status.dataset.saving === "saving" || status.dataset.saving === "offline";
}

function say(form: HTMLFormElement, state: string): void {
  let sentence = form.querySelector<HTMLElement>(".wrong");
  if (!sentence) {
    sentence = document.createElement("p");
    sentence.className = "wrong";
    sentence.setAttribute("role", "alert");
    form.append(sentence);
  }
  sentence.textContent = form.dataset.notSaved ?? state;
}
