/** What the editor's views and the clipboard carry: for the test that they carry everything. */
import { DOMParser, DOMSerializer } from "@tiptap/pm/model";
import { documentSchema } from "./schema";

const schema = documentSchema();

/** The document `json`, set as HTML and read back from it. */
export function throughHtml(json: unknown): unknown {
  const set = document.createElement("div");
  DOMSerializer.fromSchema(schema).serializeFragment(schema.nodeFromJSON(json).content, {}, set);
  const read = new window.DOMParser().parseFromString(set.innerHTML, "text/html").body;
  return DOMParser.fromSchema(schema).parse(read, { preserveWhitespace: "full" }).toJSON();
}

/** How a browser reads the HTML of a page: [tag, attributes, children], and texts as strings. */
export function asRead(html: string): unknown {
  const read = new window.DOMParser().parseFromString(`<main>${html}</main>`, "text/html");
  const told = (node: ChildNode): unknown =>
    node instanceof Element
      ? [
          node.localName,
          Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value])),
          [...node.childNodes].map(told),
        ]
      : node.textContent;
  return [...read.body.childNodes].map(told);
}
