/** Slips of paper that lie on the sheet for a moment: where they stand. */

/** A place in the window, in its pixels. */
export interface Spot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Stands a slip below a spot, or above it where there is no room below; within the window. */
export function standBy(slip: HTMLElement, spot: Spot, text: HTMLElement): void {
  const { width, height } = slip.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  // What a telephone's keyboard covers is no room.
  const seen = Math.min(clientHeight, window.visualViewport?.height ?? clientHeight);
  const start = getComputedStyle(text).direction === "rtl" ? spot.right - width : spot.left;
  const left = Math.max(8, Math.min(start, clientWidth - width - 8));
  const below = spot.bottom + 6;
  const fits = below + height <= seen - 8 || spot.top - height - 6 < 0;
  slip.style.left = `${window.scrollX + left}px`;
  slip.style.top = `${window.scrollY + (fits ? below : spot.top - height - 6)}px`;
}

/** Lays a slip on the table, within the page's main part: those who hear the page find it there. */
export function lay(slip: HTMLElement): void {
  (document.querySelector(".desk") ?? document.body).append(slip);
}
