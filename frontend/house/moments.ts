/**
 * Times in the reader's own zone, which the house neither knows nor asks for: a moment comes in
 * UTC and is turned here. A time that is typed is the publication's, and its form says so.
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
