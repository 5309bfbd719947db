/** A menu in a `details` closes when the pointer or the focus goes elsewhere, and by Escape. */
export function closeMenus(): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.menu")) {
    const close = (): void => {
      menu.open = false;
    };
    document.addEventListener("pointerdown", (event) => {
      if (!menu.contains(event.target as Node)) close();
    });
    menu.addEventListener("focusout", (event) => {
      const next = event.relatedTarget;
      if (next instanceof Node && !menu.contains(next)) close();
    });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      close();
      menu.querySelector("summary")?.focus();
    });
  }
}
