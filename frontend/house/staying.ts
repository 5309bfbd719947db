/**
 * Whoever has power over others' work is signed out after half an hour without a key or a pointer
 * (`people.staying`). The house hears of a page being asked for, but not of typing into one that is
 * open; so the page tells it now and then, and is left when nobody has touched it for so long.
 */

const TELL_EVERY = 5 * 60_000;

export function stayOrLeave(): void {
  const idle = Number(document.body.dataset.idle ?? 0) * 1000;
  if (!idle) {
    return;
  }
  let touched = Date.now();
  let told = touched;
  const touch = () => {
    touched = Date.now();
    if (touched - told > TELL_EVERY) {
      told = touched;
      fetch("/account/here/").catch(() => {});
    }
  };
  for (const sign of ["keydown", "pointerdown", "wheel"]) {
    document.addEventListener(sign, touch, { capture: true, passive: true });
  }
  // A computer that slept counts: the clock went on.
  window.setInterval(() => {
    if (Date.now() - touched > idle) {
      window.location.reload(); // the session is over: the house asks who it is
    }
  }, 20_000);
}
