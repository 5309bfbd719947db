/** Makes DOM elements without markup strings, so that no text is ever read as HTML. */

type Child = Node | string | null;
type Properties = Readonly<Record<string, string | boolean | number | null>>;

/**
 * An element with attributes and children.
 *
 * An attribute that is `false` or `null` is left out, one that is `true` is empty. A child that is
 * null is passed over.
 */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Properties = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value === false || value === null) continue;
    made.setAttribute(attribute, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** The element with that id; the page's template promises it. */
export function part(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no element with the id ${id}.`);
  return found;
}
