/** A suggestion on its card: what would go, what would come, and what is set otherwise. */
import type { Change } from "./changes";
import { cut, deedOf, detailsOf, nameOf, plain } from "./description";
import { element } from "./element";

/** So many characters around a change within longer words are shown with it. */
const AROUND = 24;

export function proposal(change: Change): HTMLElement[] {
  const deed = deedOf(change);
  const details = detailsOf(change);
  const name = deedName(change);
  const [before, after] = [plain(change.before).trim(), plain(change.after).trim()];
  return [
    element(
      "p",
      { class: "note-deed" },
      name === "" ? null : element("span", {}, name + (details.length === 0 ? "" : " · ")),
      details.length === 0 ? null : element("bdi", {}, details.join(" · ")),
    ),
    deed === "set" || deed === "replace"
      ? element("p", { class: "note-what", dir: "auto" }, ...replacing(before, after))
      : element("p", { class: "note-what", dir: "auto" }, ...one(deed, before || after)),
  ];
}

function deedName(change: Change): string {
  const deed = deedOf(change);
  if (change.moved) return deed === "add" ? "Move to here" : "Move from here";
  if (deed === "set") return detailsOf(change).length === 0 ? "Set otherwise" : "";
  return { add: "Add", delete: "Delete", replace: "Replace" }[deed] + shape(change);
}

/** What has no words is told by its kind. */
function shape({ before, after }: Change): string {
  if (before.length > 0 && after.length > 0) return "";
  const name = nameOf(after.length > 0 ? after : before);
  return name === null ? "" : ` ${name}`;
}

function one(deed: "add" | "delete", words: string): HTMLElement[] {
  if (words === "") return [];
  return [element(deed === "add" ? "ins" : "del", {}, cut(words))];
}

/** Where two long passages differ in a few words, these are shown with what stands around them. */
function replacing(before: string, after: string): (HTMLElement | string)[] {
  if (before === after) return [cut(before)];
  let head = 0;
  while (head < before.length && before[head] === after[head]) head += 1;
  let tail = 0;
  const room = Math.min(before.length, after.length) - head;
  while (tail < room && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  // Whole words: half a one is hard to read, and half a letter of two units none.
  const ends = (at: number) =>
    isBreak(before[at - 1]) || (isBreak(before[at]) && isBreak(after[at]));
  while (head > 0 && !ends(head)) head -= 1;
  const begins = (at: number) =>
    isBreak(before.at(-at)) || (isBreak(before.at(-at - 1)) && isBreak(after.at(-at - 1)));
  while (tail > 0 && !begins(tail)) tail -= 1;
  const [out, put] = [before, after].map((words) => words.slice(head, words.length - tail));
  return [
    head > AROUND
      ? `…${before.slice(before.lastIndexOf(" ", head - AROUND) + 1, head)}`
      : before.slice(0, head),
    ...(out ? [element("del", {}, cut(out))] : []),
    ...(out && put ? [element("span", { class: "note-arrow", "aria-hidden": "true" })] : []),
    ...(put ? [element("ins", {}, cut(put))] : []),
    tail > AROUND
      ? `${before.slice(before.length - tail, before.length - tail + AROUND)}…`
      : before.slice(before.length - tail),
  ];
}

function isBreak(sign: string | undefined): boolean {
  return sign === undefined || /\s/.test(sign);
}
