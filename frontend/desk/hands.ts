/**
 * Who wrote which words, drawn on a text that is looked at.
 *
 * Each passage bears its writer's colour and line, and their name stands where another hand begins:
 * it is read and heard in its place, and told by no colour alone.
 */
import type { Node } from "@tiptap/pm/model";
import { Decoration } from "@tiptap/pm/view";
import { element, part } from "./element";

/** `writingviews.desk.attribution.Attribution` of both texts; a run's number is that of a name. */
export interface Hands {
  readonly names: readonly string[];
  readonly newer: readonly Run[];
  readonly older: readonly Run[];
}

type Run = readonly [from: number, to: number, hand: number];

/** How many colours history.css has for hands. */
const HUES = 6;

function hue(hand: number): string {
  return `hand-${hand % HUES}`;
}

export function drawHands(text: Node, { names, newer }: Hands): Decoration[] {
  const made: Decoration[] = [];
  let told = -1;
  for (const [from, to, hand] of newer) {
    if (to > text.content.size) break;
    const name = names[hand] ?? "";
    made.push(
      Decoration.inline(from, to, {
        class: `hand ${hue(hand)}`,
        "data-hand": String(hand),
        title: name,
      }),
    );
    if (hand !== told) {
      const toDom = () => label(name, hand);
      made.push(Decoration.widget(from, toDom, { side: -1, ignoreSelection: true }));
    }
    told = hand;
  }
  return made;
}

/** The names of those whose words stood between two positions of the older text. */
export function handsIn({ names, older }: Hands, from: number, to: number): HTMLElement | null {
  const found = new Set<number>();
  for (const [start, end, hand] of older) if (start < to && end > from) found.add(hand);
  if (found.size === 0) return null;
  return element("span", {}, ...[...found].map((hand) => label(names[hand] ?? "", hand)));
}

function label(name: string, hand: number): HTMLElement {
  return element(
    "span",
    { class: `hand-name ${hue(hand)}`, "data-hand": String(hand), dir: "auto" },
    name,
    // Heard, it is parted from the words; seen, it is so by its shape.
    element("span", { class: "desk-announcer" }, ": "),
  );
}

/** The list of hands: one that is chosen there stands out in the text. */
export function leadThroughHands(text: HTMLElement, { names, newer }: Hands): void {
  const list = part("history-hands");
  const told = part("history-hand-told");
  for (const entry of list.querySelectorAll<HTMLElement>("[data-hand]"))
    entry.classList.add(hue(Number(entry.dataset.hand)));
  list.addEventListener("change", () => {
    const chosen = list.querySelector<HTMLInputElement>("input:checked")?.value ?? "";
    text.classList.toggle("has-hand", chosen !== "");
    for (const old of text.querySelectorAll(".is-hand")) old.classList.remove("is-hand");
    const found = chosen === "" ? [] : text.querySelectorAll(`[data-hand="${chosen}"]`);
    for (const piece of found) piece.classList.add("is-hand");
    found[0]?.scrollIntoView({ block: "center", inline: "nearest" });
    const passages = newer.filter(([, , hand]) => String(hand) === chosen).length;
    told.textContent =
      chosen === ""
        ? ""
        : `${names[Number(chosen)]}: ${passages} ${passages === 1 ? "passage" : "passages"}`;
  });
}
