/**
 * Times in the reader's own zone, which the house neither knows nor asks for: a moment comes in
 * UTC and is turned here; a time that is typed goes with the zone's offset at that time.
 */

export function sayMoments(): void {
  // Plain "en" would put the month first; the house writes the day first.
  const { lang } = document.documentElement;
  const format = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, {
    dateStyle: "medium",
    timeStyle: "short",
  });
  for (const time of document.querySelectorAll<HTMLTimeElement>("time[data-moment]")) {
    const at = new Date(time.dateTime);
    if (!Number.isNaN(at.getTime())) time.textContent = format.format(at);
  }
}

export function sendOffset(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form.verb")) {
    const due = form.querySelector<HTMLInputElement>("input[name=due]");
    const offset = form.querySelector<HTMLInputElement>("input[name=offset]");
    if (!due || !offset) continue;
    const say = (): void => {
      const at = new Date(due.value);
      offset.value = Number.isNaN(at.getTime()) ? "" : String(at.getTimezoneOffset());
    };
    due.addEventListener("change", say);
    form.addEventListener("submit", say);
    const hint = document.getElementById(`${due.id}_helptext`);
    if (hint) hint.textContent = "By the clock where you are.";
  }
}
