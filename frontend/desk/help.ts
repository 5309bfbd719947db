/**
 * The help sheet: every key, and every sign that becomes a block or a mark as one types.
 *
 * Written from the tables that the editor itself is made of, so that it says what is so.
 */
import { element } from "./element";
import { type KeyGroup, spoken } from "./keys";
import { SIGNS } from "./markdown";
import { NOTE_KEYS } from "./notekeys";
import { Panel } from "./panel";
import { PROOF_KEY } from "./proof/proof";
import { isSmart, sample, setSmart } from "./quotes";

const HELP_KEY = { key: "Mod-/", says: "This help" };

interface Line {
  readonly keys: string;
  readonly says: string;
}

export class Help {
  readonly panel: Panel;

  constructor(
    place: HTMLElement,
    groups: readonly KeyGroup[],
    language: string,
    around: { readonly back: () => void; readonly changed: () => void },
  ) {
    this.panel = new Panel("desk-help", "Keys and signs", place, around.back, around.changed);
    const told = groups.map(({ name, keys }) => table(name, merged(keys)));
    const notes = [...NOTE_KEYS, PROOF_KEY, HELP_KEY].map(({ key, says }) => ({
      keys: spoken(key),
      says,
    }));
    const signs = SIGNS.map(({ typed, gives }) => ({ keys: typed, says: gives }));
    this.panel.body.append(
      ...asOneTypes(language),
      table("As you type", [{ keys: "/", says: "The list of all blocks" }, ...signs]),
      ...told,
      table("Notes, suggestions, help", notes),
    );
    // Wherever the hand is on the page; on many keyboards the stroke needs Shift.
    document.addEventListener("keydown", (event) => {
      const stroke = event.key === "/" || event.code === "Slash";
      if (!stroke || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      this.panel.toggle();
    });
  }
}

/** Two keys for one thing stand in one line. */
function merged(keys: KeyGroup["keys"]): readonly Line[] {
  const lines = new Map<string, string[]>();
  for (const { key, says } of keys) lines.set(says, [...(lines.get(says) ?? []), spoken(key)]);
  return [...lines].map(([says, all]) => ({ says, keys: all.join(" or ") }));
}

function table(name: string, lines: readonly Line[]): HTMLElement {
  const rows = lines.map(({ keys, says }) =>
    element("div", {}, element("dt", {}, element("kbd", {}, keys)), element("dd", {}, says)),
  );
  return element("section", {}, element("h3", {}, name), element("dl", {}, ...rows));
}

/** The switch for quotes and dashes, with those of the text's language to look at. */
function asOneTypes(language: string): readonly HTMLElement[] {
  const box = element("input", { type: "checkbox", "aria-describedby": "help-quotes" });
  box.checked = isSmart();
  box.addEventListener("change", () => setSmart(box.checked));
  return [
    element("label", { class: "help-switch" }, box, "Quotes and dashes of the language"),
    element(
      "p",
      { id: "help-quotes" },
      `As in ${sample(language)}. Undo gives the plain sign back. Kept in this browser.`,
    ),
  ];
}
