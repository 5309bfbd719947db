/** Completes "@" and the beginning of a name with the names of those who may open the piece. */
import { element } from "./element";

let made = 0;

export function completeNames(field: HTMLTextAreaElement, people: () => readonly string[]): void {
  const id = `names-${++made}`;
  let list: HTMLElement | null = null;
  let names: readonly string[] = [];
  let chosen = 0;

  field.setAttribute("aria-autocomplete", "list");

  /** What has been typed of a name before the caret; null if no name is being typed. */
  function begun(): string | null {
    const before = field.value.slice(0, field.selectionStart);
    return /(?:^|[\s(])@([^@\n]{0,40})$/u.exec(before)?.[1] ?? null;
  }

  function close(): void {
    list?.remove();
    list = null;
    field.removeAttribute("aria-controls");
    field.removeAttribute("aria-activedescendant");
  }

  function show(): void {
    const typed = begun()?.toLocaleLowerCase();
    names =
      typed === undefined
        ? []
        : people()
            .filter((name) => name.toLocaleLowerCase().startsWith(typed))
            .slice(0, 8);
    if (names.length === 0 || (names.length === 1 && names[0]?.toLocaleLowerCase() === typed)) {
      close();
      return;
    }
    if (!list) {
      list = element("ul", { id, class: "names", role: "listbox", "aria-label": "Names" });
      field.after(list);
      field.setAttribute("aria-controls", id);
      chosen = 0;
    }
    chosen = Math.min(chosen, names.length - 1);
    list.replaceChildren(
      ...names.map((name, index) => {
        const option = element(
          "li",
          {
            id: `${id}-${index}`,
            role: "option",
            "aria-selected": String(index === chosen),
            dir: "auto",
          },
          name,
        );
        option.addEventListener("mousedown", (event) => {
          event.preventDefault();
          take(name);
        });
        return option;
      }),
    );
    field.setAttribute("aria-activedescendant", `${id}-${chosen}`);
  }

  function take(name: string): void {
    const typed = begun();
    if (typed === null) return;
    const from = field.selectionStart - typed.length;
    field.setRangeText(`${name} `, from, field.selectionStart, "end");
    close();
  }

  field.addEventListener("input", show);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    // With Ctrl, Enter sends what is written.
    if (!list || event.isComposing || event.ctrlKey || event.metaKey) return;
    const name = names[chosen];
    if (event.key === "ArrowDown") chosen = (chosen + 1) % names.length;
    else if (event.key === "ArrowUp") chosen = (chosen + names.length - 1) % names.length;
    else if (event.key === "Escape") close();
    else if ((event.key === "Enter" || event.key === "Tab") && name !== undefined) take(name);
    else return;
    event.preventDefault();
    event.stopPropagation();
    if (list) show();
  });
}
