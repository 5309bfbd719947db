/** The head of the margin: how many notes there are, and which of them the list shows. */
import { element, part } from "./element";
import { icon } from "./icons";

export type Filter = "open" | "mine" | "settled";

const TABS: readonly (readonly [Filter, string])[] = [
  ["open", "Open"],
  ["mine", "Mine"],
  ["settled", "Settled"],
];

export class MarginHead {
  filter: Filter = "open";
  private readonly counter = part("desk-notes-count");
  private readonly number = element("span", {});
  private readonly unit = element("span", { class: "desk-announcer" });
  private readonly tabs = part("desk-notes-tabs");
  private readonly empty = part("desk-notes-empty");

  constructor(acts: {
    readonly toggle: () => void;
    readonly close: () => void;
    readonly begin: () => void;
    readonly filtered: () => void;
  }) {
    this.counter.append(icon("notes"), this.number, this.unit);
    this.counter.addEventListener("click", acts.toggle);
    part("desk-notes-close").addEventListener("click", () => {
      acts.close();
      this.counter.focus();
    });
    const beginner = part("desk-notes-begin");
    beginner.append(icon("note"));
    beginner.addEventListener("mousedown", (event) => event.preventDefault());
    beginner.addEventListener("click", acts.begin);
    for (const input of this.tabs.querySelectorAll("input"))
      input.addEventListener("change", () => {
        this.filter = input.value as Filter;
        acts.filtered();
      });
  }

  /** The elements that the margin holds for it, before the cards. */
  static furniture(): HTMLElement[] {
    const tab = ([value, label]: readonly [Filter, string], index: number) =>
      element(
        "label",
        {},
        element("input", {
          type: "radio",
          name: "desk-notes-filter",
          value,
          checked: index === 0,
        }),
        label,
      );
    return [
      element(
        "div",
        { class: "margin-head" },
        element("h2", { id: "desk-margin-name" }, "Notes"),
        element(
          "button",
          { type: "button", id: "desk-notes-close", class: "button small plain" },
          "Close",
        ),
        element(
          "fieldset",
          { id: "desk-notes-tabs" },
          element("legend", {}, "Show"),
          ...TABS.map(tab),
        ),
      ),
    ];
  }

  focus(): void {
    (this.tabs.querySelector("input:checked") as HTMLElement | null)?.focus();
  }

  /** `notes` and `suggestions` are open; the list `isListing` `shown` of them. */
  show(open: number, suggestions: number, isListing: boolean, shown: number): void {
    const unit = suggestions === 0 ? "note" : suggestions === open ? "suggestion" : "";
    this.number.textContent = open === 0 ? "" : String(open);
    this.unit.textContent =
      open === 0 ? "Notes" : unit === "" ? " in the margin" : ` ${unit}${open === 1 ? "" : "s"}`;
    this.counter.setAttribute("aria-expanded", String(isListing));
    this.empty.hidden = shown > 0 || !isListing;
  }
}
