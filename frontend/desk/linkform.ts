/** The slip that asks where a link leads. It stands at the words it is for. */
import type { EditorView } from "@tiptap/pm/view";
import { safeAddress } from "../document/rules";
import { linkAt, setLink } from "./commands";
import { element } from "./element";
import { marks } from "./schema";

let open: { readonly form: HTMLElement; close(refocus: boolean): void } | null = null;

/** What was meant by an address typed by hand: "example.org" is a site, "a@example.org" a mailbox. */
export function meantAddress(typed: string): string | null {
  const address = typed.trim();
  if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(address)) return safeAddress(address);
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(address)) return safeAddress(`mailto:${address}`);
  if (/^[^\s/]+\.[^\s/]{2,}(?:\/|$)/.test(address)) return safeAddress(`https://${address}`);
  return null;
}

/** Opens the slip for the selected words or the link around the caret; false where none may be. */
export function openLinkForm(view: EditorView): boolean {
  const { state } = view;
  const { $from, from, to } = state.selection;
  if (!view.editable || !$from.parent.inlineContent) return false;
  if (!$from.parent.type.allowsMarkType(marks.link)) return false;
  open?.close(false);

  const existing = linkAt(state);
  const range = existing ?? { from, to };
  const input = element("input", {
    type: "text",
    inputmode: "url",
    autocomplete: "off",
    spellcheck: "false",
    dir: "ltr",
    maxlength: 2000,
    placeholder: "https://",
    "aria-describedby": "link-fault",
  });
  input.value = existing?.href ?? "";
  const fault = element("p", { id: "link-fault", role: "alert" });
  const remove = element("button", { type: "button" }, "Remove");
  const form = element(
    "form",
    { class: "link-form", "aria-label": "Link" },
    element("label", {}, "Address", input),
    element("button", { type: "submit" }, "Link"),
    existing ? remove : null,
    fault,
  );

  const close = (refocus: boolean): void => {
    if (open?.form !== form) return;
    open = null;
    form.remove();
    if (refocus) view.focus();
  };
  const apply = (href: string | null): void => {
    // Others may have written meanwhile: a range that is gone is not linked.
    const end = Math.min(range.to, view.state.doc.content.size);
    setLink(Math.min(range.from, end), end, href)(view.state, view.dispatch);
    close(true);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const href = meantAddress(input.value);
    if (href) apply(href);
    else fault.textContent = "Write a web address (https://…) or a mail address.";
  });
  remove.addEventListener("click", () => apply(null));
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close(true);
  });
  form.addEventListener("mousedown", (event) => {
    // Safari gives a clicked button no focus: the form would be gone before the click arrives.
    if (event.target instanceof HTMLButtonElement) event.preventDefault();
  });
  form.addEventListener("focusout", ({ relatedTarget }) => {
    if (!form.contains(relatedTarget as Node | null)) close(false);
  });

  open = { form, close };
  document.body.append(form);
  place(form, view, range.from, range.to);
  input.focus();
  input.select();
  return true;
}

/** Below the words, within the window. Set by script, since the page allows no inline styles. */
function place(form: HTMLElement, view: EditorView, from: number, to: number): void {
  const start = view.coordsAtPos(from);
  const end = view.coordsAtPos(to);
  const { width } = form.getBoundingClientRect();
  const left = Math.min(start.left, end.left);
  const furthest = document.documentElement.clientWidth - width - 12;
  form.style.left = `${window.scrollX + Math.max(12, Math.min(left, furthest))}px`;
  form.style.top = `${window.scrollY + Math.max(start.bottom, end.bottom) + 8}px`;
}
