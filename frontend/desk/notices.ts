/** Notices above the sheet: what could not be done, in words, with the way on. */
import { element } from "./element";

export interface Notice {
  readonly message: string;
  /** Words that did not get into the text; shown so that they can be copied. */
  readonly lost?: string;
  readonly reload?: boolean;
  /** Nothing is amiss: it is said without the colour of a fault. */
  readonly isNews?: boolean;
  /** Another way on: done with it, the notice goes; a sentence says why not. */
  readonly way?: { readonly label: string; readonly go: () => Promise<string | null> };
  /** The person has let it go. */
  readonly closed?: () => void;
}

export class Notices {
  constructor(private readonly place: HTMLElement) {}

  show({ message, lost = "", reload = false, isNews = false, way, closed }: Notice): void {
    const buttons: HTMLButtonElement[] = [];
    const box = element("div", {
      class: isNews ? "desk-notice is-news" : "desk-notice",
      role: isNews ? "status" : "alert",
    });
    const said = element("p", {}, message);
    const close = () => {
      box.remove();
      closed?.();
    };
    if (way)
      buttons.push(
        button(way.label, (self) => {
          self.disabled = true;
          void way.go().then((why) => {
            self.disabled = false;
            if (why === null) close();
            else said.textContent = why;
          });
        }),
      );
    if (lost) buttons.push(button("Copy the text", (self) => copy(lost, self)));
    if (reload) buttons.push(button("Reload", () => location.reload()));
    buttons.push(button("Close", close));
    box.append(
      said,
      ...(lost ? [kept(lost)] : []),
      element("p", { class: "desk-notice-ways" }, ...buttons),
    );
    this.place.append(box);
  }
}

function kept(text: string): HTMLElement {
  const area = element("textarea", { readonly: true, dir: "auto", rows: 4 });
  area.value = text;
  return element("label", {}, "This is not in the text. Copy it before you go on:", area);
}

function button(label: string, act: (self: HTMLButtonElement) => void): HTMLButtonElement {
  const made = element("button", { type: "button" }, label);
  made.addEventListener("click", () => act(made));
  return made;
}

function copy(text: string, self: HTMLButtonElement): void {
  const area = self.closest(".desk-notice")?.querySelector("textarea");
  area?.select();
  // The clipboard is there on safe addresses only; on others the selected text is one key away.
  navigator.clipboard?.writeText(text).then(
    () => {
      self.textContent = "Copied";
    },
    () => area?.focus(),
  );
}
