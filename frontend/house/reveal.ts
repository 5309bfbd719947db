/** A button in a password's field that shows what was typed: fewer mistakes, and no second field. */
export function revealPasswords(): void {
  for (const input of document.querySelectorAll<HTMLInputElement>(".field input[type=password]")) {
    const frame = document.createElement("div");
    frame.className = "reveal";
    const focused = document.activeElement === input;
    input.replaceWith(frame);
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Show";
    button.setAttribute("aria-pressed", "false");
    button.setAttribute("aria-controls", input.id);
    button.addEventListener("click", () => {
      const shown = input.type === "password";
      input.type = shown ? "text" : "password";
      button.setAttribute("aria-pressed", String(shown));
    });
    frame.append(input, button);
    if (focused) input.focus();
    // What is left shown must not be remembered as plain text by the browser.
    input.form?.addEventListener("submit", () => {
      input.type = "password";
    });
  }
}
