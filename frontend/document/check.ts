/**
 * Tells whether a document would be refused by the server, by the same rules.
 *
 * ProseMirror alone is laxer than src/writingviews/document/validate.py: it drops unknown attributes
 * in silence, admits marks on the document itself and any character in a text, and has no caps.
 */
import type { Schema } from "@tiptap/pm/model";
import { ATTRIBUTES, breach, isClean, LIMITS } from "./rules";

type Json = Record<string, unknown>;

const NODE_KEYS = new Set(["type", "attrs", "content", "marks"]);
const TEXT_KEYS = new Set(["type", "text", "marks"]);
const MARK_KEYS = new Set(["type", "attrs"]);

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function unknownKey(value: Json, known: Set<string>): string | undefined {
  return Object.keys(value).find((key) => !known.has(key));
}

/** Why the attributes of a node or mark called `name` are refused, or null. */
function attributesRefused(name: string, attrs: unknown): string | null {
  const given = attrs ?? {};
  if (!isObject(given)) return `${name}.attrs is not an object`;
  const rules = ATTRIBUTES[name] ?? {};
  for (const attribute of Object.keys(given)) {
    if (!Object.hasOwn(rules, attribute)) return `${name} has no attribute ${attribute}`;
  }
  for (const [attribute, rule] of Object.entries(rules)) {
    if (!Object.hasOwn(given, attribute)) {
      if (rule.default === undefined) return `${name}.${attribute} is missing`;
      continue;
    }
    const fault = breach(rule.rule, given[attribute]);
    if (fault) return `${name}.${attribute} ${fault}`;
  }
  return null;
}

function marksRefused(schema: Schema, marks: unknown): string | null {
  if (marks === undefined || marks === null) return null;
  if (!Array.isArray(marks)) return "marks is not a list";
  for (const mark of marks as unknown[]) {
    if (!isObject(mark)) return "a mark is not an object";
    if (typeof mark.type !== "string" || !Object.hasOwn(schema.marks, mark.type)) {
      return `there is no mark ${String(mark.type)}`;
    }
    const key = unknownKey(mark, MARK_KEYS);
    if (key !== undefined) return `a mark has the key ${key}`;
    const fault = attributesRefused(mark.type, mark.attrs);
    if (fault) return fault;
  }
  return null;
}

function nodeRefused(schema: Schema, node: unknown): string | null {
  if (!isObject(node)) return "a node is not an object";
  const name = node.type;
  if (typeof name !== "string" || !Object.hasOwn(schema.nodes, name)) {
    return `there is no node ${String(name)}`;
  }
  const key = unknownKey(node, name === "text" ? TEXT_KEYS : NODE_KEYS);
  if (key !== undefined) return `a ${name} has the key ${key}`;
  if (name === "text") {
    if (typeof node.text !== "string" || node.text === "") return "a text holds no character";
    if (!isClean(node.text)) return "a text holds a control character";
  } else {
    const fault = attributesRefused(name, node.attrs);
    if (fault) return fault;
  }
  return marksRefused(schema, node.marks);
}

/** Why the document `data` (as JSON) is refused, or null if it keeps every rule. */
export function refusal(schema: Schema, data: unknown): string | null {
  const waiting: { node: unknown; depth: number }[] = [{ node: data, depth: 0 }];
  let count = 0;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    count += 1;
    if (count > LIMITS.nodes) return `there are more than ${LIMITS.nodes} nodes`;
    const fault = nodeRefused(schema, next.node);
    if (fault) return fault;
    const content = (next.node as Json).content ?? [];
    if (!Array.isArray(content)) return "content is not a list";
    if (content.length && next.depth >= LIMITS.depth) {
      return `nested deeper than ${LIMITS.depth} levels`;
    }
    for (const child of content as unknown[]) waiting.push({ node: child, depth: next.depth + 1 });
  }
  try {
    const root = schema.nodeFromJSON(data);
    if (root.type !== schema.topNodeType) return `the outermost node is ${root.type.name}`;
    if (root.marks.length) return "the document bears marks";
    if (root.content.size > LIMITS.size) return `more than ${LIMITS.size} positions`;
    root.check();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
