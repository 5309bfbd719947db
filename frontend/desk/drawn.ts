/** Content that a text does not hold, drawn to be read: with what is seen of it nowhere else. */
import { DOMSerializer, type Fragment } from "@tiptap/pm/model";
import { element } from "./element";
import { schema } from "./schema";

/** Where a picture is seen, by its id. */
export type PictureAddress = (media: unknown) => string;

/** The content as the page shows it, pictures with their description and credit. */
export function drawn(content: Fragment, address: PictureAddress): DocumentFragment {
  const inside = document.createDocumentFragment();
  inside.append(DOMSerializer.fromSchema(schema).serializeFragment(content));
  for (const figure of inside.querySelectorAll("figure")) {
    const { media = null, alt = "", credit = "" } = figure.dataset;
    figure.classList.add("picture");
    figure.prepend(...pictureOf(media && address(media), alt));
    figure.append(about(alt, credit));
  }
  return inside;
}

export function pictureOf(src: string | null, alt: string): HTMLElement[] {
  return src ? [element("img", { src, alt })] : [];
}

/** What one does not see of a picture, for it may be what changed. */
export function about(alt: string, credit: string): HTMLElement {
  const words = [alt && `It shows: ${alt}`, credit && `Credit: ${credit}`].filter(Boolean);
  return element("p", { class: "drawn-about", dir: "auto" }, words.join(" · "));
}
