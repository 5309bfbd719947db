/**
 * Leaving at once: by the button in the bar, or by Escape twice. The page goes blank in the same
 * moment; the house signs out and tells the browser to forget the site (`people.views`); the front
 * page takes the place of this one, so that "back" does not lead here. Without a script the button
 * does the same, more slowly, and leaves this page in the history.
 */

import { forgetUnsent } from "./unsent";

/** Between the two Escapes, in milliseconds: who closes a panel and then another is slower. */
const TWICE = 400;
/** Nobody waits longer than this for the house; the request goes on without the page. */
const PATIENCE = 700;

export function leaveAtOnce(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-exit]");
  if (!form) {
    return;
  }
  // An earlier page that the browser kept as it was asks the house anew who may see it.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      window.location.reload();
    }
  });
  let leaving = false;
  const leave = () => {
    if (leaving) {
      return;
    }
    leaving = true;
    document.documentElement.hidden = true;
    document.title = "\u200b";
    const body = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
    const asked = fetch(form.action, { method: "POST", body, keepalive: true, redirect: "manual" });
    const patience = new Promise((resolve) => window.setTimeout(resolve, PATIENCE));
    const done = Promise.allSettled([asked, forgetUnsent()]);
    Promise.race([done, patience]).then(() => window.location.replace("/"));
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    leave();
  });
  let before = Number.NEGATIVE_INFINITY;
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape") {
        before = Number.NEGATIVE_INFINITY;
      } else if (!event.repeat) {
        if (event.timeStamp - before < TWICE) {
          leave();
        }
        before = event.timeStamp;
      }
    },
    { capture: true },
  );
}
