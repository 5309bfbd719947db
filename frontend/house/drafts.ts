/**
 * Keeps what is typed into a review or a letter while it is typed, and puts what others said into
 * the letter. Both work without: by the button that keeps, and by copying.
 */

/** How long the hand rests before its words are kept, and until it is tried again, in ms. */
const REST = 1200;
const AGAIN = 5000;

export function keepDrafts(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-keeps]")) {
    keep(form);
    offerToPut(form);
  }
}

function keep(form: HTMLFormElement): void {
  const version = form.querySelector<HTMLInputElement>("[name=version]");
  const status = form.querySelector<HTMLElement>("[data-kept]");
  if (!version || !status) return;
  let typed = 0;
  let kept = 0;
  let sending = false;
  let leaving = false;
  let stopped = false;
  let timer = 0;

  const send = async (): Promise<void> => {
    if (sending || leaving || stopped || kept === typed) return;
    sending = true;
    const upTo = typed;
    const words = new FormData(form);
    words.set("act", "autosave");
    try {
      const answer = await fetch(form.action, { method: "POST", body: words });
      const said: { version?: number; error?: string } = await answer.json();
      if (said.version !== undefined) {
        version.value = String(said.version);
        kept = upTo;
        status.textContent = kept === typed ? "Kept" : "";
      } else {
        status.textContent = said.error ?? "";
        // Another window wrote too, or the round is over: the person has to look, by the button.
        stopped = answer.status === 409;
        kept = upTo;
      }
    } catch {
      status.textContent = "Not kept yet: the house cannot be reached. It is tried again.";
      timer = window.setTimeout(send, AGAIN);
    } finally {
      sending = false;
      if (kept < typed && !stopped) timer = window.setTimeout(send, REST);
    }
  };

  form.addEventListener("input", () => {
    typed += 1;
    if (!stopped) status.textContent = "";
    window.clearTimeout(timer);
    timer = window.setTimeout(send, REST);
  });
  form.addEventListener("submit", () => {
    leaving = true;
    window.clearTimeout(timer);
  });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && kept < typed) event.preventDefault();
  });
}

/** A button under each thing said, which puts it into the letter where the caret is. */
function offerToPut(form: HTMLFormElement): void {
  const letter = form.querySelector<HTMLTextAreaElement>("textarea[name=text]");
  if (!letter) return;
  for (const said of document.querySelectorAll<HTMLElement>(".material [data-said]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small plain put";
    button.textContent = "Put into the letter";
    button.addEventListener("click", () => {
      const before = letter.value.slice(0, letter.selectionEnd).trimEnd();
      const after = letter.value.slice(letter.selectionEnd).trimStart();
      const words = said.innerText.trim();
      letter.value = [before, words, after].filter((part) => part).join("\n\n");
      const end = (before ? before.length + 2 : 0) + words.length;
      letter.setSelectionRange(end, end);
      letter.focus();
      letter.dispatchEvent(new Event("input", { bubbles: true }));
    });
    said.after(button);
  }
}
