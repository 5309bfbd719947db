/**
 * Keys for moderators. They act only while a reply has the focus, so that they disturb nobody who
 * speaks to the page or uses letters to move through it (WCAG 2.2, 2.1.4).
 */
export function moveThroughReplies(): void {
  const list = document.querySelector<HTMLElement>("[data-replies]");
  if (!list) return;
  const replies = [...list.querySelectorAll<HTMLElement>(".reply")];
  // After a decision the next one is at hand.
  if ("decided" in list.dataset) replies[0]?.focus();

  list.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const reply = (event.target as HTMLElement).closest<HTMLElement>(".reply");
    if (!reply) return;
    const key = event.key.toLowerCase();
    const step = key === "j" ? 1 : key === "k" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      replies[replies.indexOf(reply) + step]?.focus();
      return;
    }
    const button = reply.querySelector<HTMLButtonElement>(
      `button[aria-keyshortcuts="${CSS.escape(key.toUpperCase())}"]`,
    );
    if (button) {
      event.preventDefault();
      button.click();
    }
  });
}
