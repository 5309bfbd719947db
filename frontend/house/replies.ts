/**
 * Keys for moderators, and what other moderators decide meanwhile. The keys act only while a reply
 * has the focus, so that they disturb nobody who speaks to the page or uses letters to move through
 * it (WCAG 2.2, 2.1.4). Without a script there are the buttons, and the list as it stood.
 */
const LOOK = 5_000;

export function moveThroughReplies(): void {
  const list = document.querySelector<HTMLElement>("[data-replies]");
  if (!list) return;
  const replies = () => [...list.querySelectorAll<HTMLElement>(".reply")];
  // After a decision the next one is at hand.
  if ("decided" in list.dataset) replies()[0]?.focus();

  list.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const reply = (event.target as HTMLElement).closest<HTMLElement>(".reply");
    if (!reply) return;
    const key = event.key.toLowerCase();
    const step = key === "j" ? 1 : key === "k" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const all = replies();
      all[all.indexOf(reply) + step]?.focus();
      return;
    }
    const within: ParentNode = key === "u" ? document : reply;
    const button = within.querySelector<HTMLButtonElement>(
      `button[aria-keyshortcuts="${CSS.escape(key.toUpperCase())}"]`,
    );
    if (button) {
      event.preventDefault();
      button.click();
    }
  });
  window.setInterval(() => {
    if (!document.hidden) void followOthers(list);
  }, LOOK);
}

/** Take out what others decided on, and append what has come; never what has the focus. */
async function followOthers(list: HTMLElement): Promise<void> {
  const address = new URL(location.href);
  for (const told of ["done", "meanwhile"]) address.searchParams.delete(told);
  const answer = await fetch(address).catch(() => undefined);
  if (!answer?.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = new Map(
    [...fresh.querySelectorAll<HTMLElement>("[data-reply]")].map((row) => [row.dataset.reply, row]),
  );
  const news = document.querySelector<HTMLElement>("[data-replies-news]");
  for (const row of list.querySelectorAll<HTMLElement>("[data-reply]")) {
    if (now.has(row.dataset.reply)) {
      now.delete(row.dataset.reply);
    } else if (!row.contains(document.activeElement)) {
      row.remove();
    } else if (!row.classList.contains("is-gone")) {
      row.classList.add("is-gone");
      const note = document.createElement("p");
      note.className = "hint";
      note.textContent = news?.dataset.repliesNews ?? "";
      row.querySelector(".reply")?.append(note);
      if (news) news.textContent = note.textContent;
    }
  }
  for (const row of now.values()) list.append(row);
}
