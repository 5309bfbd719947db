/**
 * What a sheet of ours put on the clipboard, told from what says so.
 *
 * Copied from a sheet, a passage bears everything the schema knows of it, and is read as it is. But
 * anybody can write `data-pm-slice`: what has one attribute that our sheets never write (a style, a
 * class, `hidden`) or a context that breaks the rules is cleaned as everything from elsewhere is.
 */
import { ATTRIBUTES, admits, LIMITS } from "../../document/rules";
import { schema } from "../schema";
import { disarmed } from "./disarm";

const SLICE = /^(\d{1,2}) (\d{1,2})(?: -(\d{1,2}))? (.*)$/s;
const WRITTEN = new Set([
  "data-pm-slice",
  "data-node",
  "data-mark",
  "dir",
  "rel",
  ...Object.values(ATTRIBUTES).flatMap((attributes) =>
    Object.values(attributes).flatMap(({ dom }) => (dom === undefined ? [] : [dom])),
  ),
]);

/** The HTML of a passage that was copied from a sheet, disarmed; null if it is from elsewhere. */
export function ours(html: string): string | null {
  if (!/\sdata-pm-slice=/.test(html.slice(0, 6000))) return null;
  const { body } = new DOMParser().parseFromString(disarmed(html), "text/html");
  const slices = body.querySelectorAll("[data-pm-slice]");
  const [, start, end, , context] =
    SLICE.exec(slices[0]?.getAttribute("data-pm-slice") ?? "") ?? [];
  if (slices.length !== 1 || context === undefined || !keepsTheRules(context)) return null;
  if (Math.max(Number(start), Number(end)) > LIMITS.depth) return null;
  for (const element of body.querySelectorAll("*")) {
    for (const name of element.getAttributeNames()) if (!WRITTEN.has(name)) return null;
  }
  return body.innerHTML;
}

/** Whether the blocks that a passage was taken out of, names and attributes by turns, may be. */
function keepsTheRules(context: string): boolean {
  let around: unknown;
  try {
    around = JSON.parse(context);
  } catch {
    return false;
  }
  if (!Array.isArray(around) || around.length > 2 * LIMITS.depth) return false;
  for (let place = 0; place < around.length; place += 2) {
    const type: unknown = around[place];
    const attributes: unknown = around[place + 1] ?? {};
    if (typeof type !== "string" || !Object.hasOwn(schema.nodes, type)) return false;
    if (typeof attributes !== "object" || attributes === null) return false;
    for (const [name, value] of Object.entries(attributes))
      if (!admits(type, name, value)) return false;
  }
  return true;
}
