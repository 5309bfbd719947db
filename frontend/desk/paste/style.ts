/** What the inline style of a pasted element says; see disarm.ts for where it is carried. */

/** The declarations of `element`, names and values in lower case. */
export function styleOf(element: Element): ReadonlyMap<string, string> {
  const said = new Map<string, string>();
  const written = element.getAttribute("data-style");
  if (!written) return said;
  for (const declaration of written.split(";")) {
    const colon = declaration.indexOf(":");
    if (colon < 0) continue;
    const value = declaration.slice(colon + 1).replace("!important", "");
    said.set(declaration.slice(0, colon).trim().toLowerCase(), value.trim().toLowerCase());
  }
  return said;
}

/** Whether nobody sees what stands in an element of this style. */
export function isHidden(style: ReadonlyMap<string, string>): boolean {
  return (
    style.get("display") === "none" ||
    /^(hidden|collapse)$/.test(style.get("visibility") ?? "") ||
    style.get("mso-hide") === "all" ||
    /^0(px|pt|em|rem|%)?$/.test(style.get("font-size") ?? "") ||
    /^0(\.0+)?%?$/.test(style.get("opacity") ?? "")
  );
}
