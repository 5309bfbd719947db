/** The one schema object of the page, and its types by name. */
import type { MarkType, NodeType } from "@tiptap/pm/model";
import { documentSchema } from "../document/schema";

export { SCHEMA_VERSION } from "../document/schema";

export const schema = documentSchema();

/** The node type of that name; a misspelt name fails when the page loads, not when it is used. */
function node(name: string): NodeType {
  const type = schema.nodes[name];
  if (!type) throw new Error(`The schema has no node ${name}.`);
  return type;
}

function mark(name: string): MarkType {
  const type = schema.marks[name];
  if (!type) throw new Error(`The schema has no mark ${name}.`);
  return type;
}

export const nodes = {
  title: node("title"),
  standfirst: node("standfirst"),
  paragraph: node("paragraph"),
  heading: node("heading"),
  quotation: node("quotation"),
  pullQuote: node("pullQuote"),
  bulletList: node("bulletList"),
  orderedList: node("orderedList"),
  listItem: node("listItem"),
  picture: node("picture"),
  gallery: node("gallery"),
  verse: node("verse"),
  verseLine: node("verseLine"),
  table: node("table"),
  tableRow: node("tableRow"),
  tableCell: node("tableCell"),
  tableHeader: node("tableHeader"),
  aside: node("aside"),
  codeBlock: node("codeBlock"),
  sceneBreak: node("sceneBreak"),
  embed: node("embed"),
  sources: node("sources"),
  source: node("source"),
  hardBreak: node("hardBreak"),
  footnote: node("footnote"),
  citation: node("citation"),
} as const;

export const marks = {
  strong: mark("strong"),
  emphasis: mark("emphasis"),
  strike: mark("strike"),
  superscript: mark("superscript"),
  subscript: mark("subscript"),
  code: mark("code"),
  link: mark("link"),
  language: mark("language"),
} as const;
