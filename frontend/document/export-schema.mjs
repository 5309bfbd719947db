/**
 * Writes the document's schema for the server: src/writingviews/document/schema.json.
 *
 *   node frontend/document/export-schema.mjs            write it
 *   node frontend/document/export-schema.mjs --check    exit 1 if the file is not what would be written
 */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { loadTypeScript } from "./load.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const target = path.resolve(here, "../../src/writingviews/document/schema.json");

const { documentSchema, SCHEMA_VERSION } = await loadTypeScript(path.join(here, "schema.ts"));
const { ATTRIBUTES, FORBIDDEN_CHARACTERS, LIMITS } = await loadTypeScript(
  path.join(here, "rules.ts"),
);

/** What a step's outcome depends on; views, parse rules and editing behaviour stay in the browser. */
const NODE_KEYS = ["content", "marks", "group", "inline", "atom", "code", "defining", "isolating"];
const MARK_KEYS = ["inclusive", "excludes"];

function described(name, spec, keys) {
  const kept = Object.fromEntries(
    keys.filter((key) => spec[key] !== undefined).map((key) => [key, spec[key]]),
  );
  const attrs = Object.fromEntries(
    Object.keys(spec.attrs ?? {}).map((attribute) => {
      const { rule, default: initial } = ATTRIBUTES[name][attribute];
      return [attribute, initial === undefined ? { rule } : { default: initial, rule }];
    }),
  );
  return Object.keys(attrs).length ? { ...kept, attrs } : kept;
}

function table(types, keys) {
  return Object.fromEntries(
    Object.entries(types).map(([name, type]) => [name, described(name, type.spec, keys)]),
  );
}

const schema = documentSchema();
const description = {
  about: "Written by frontend/document/export-schema.mjs from schema.ts and rules.ts. Do not edit.",
  version: SCHEMA_VERSION,
  topNode: schema.topNodeType.name,
  limits: LIMITS,
  forbiddenCharacters: FORBIDDEN_CHARACTERS,
  nodes: table(schema.nodes, NODE_KEYS),
  marks: table(schema.marks, MARK_KEYS),
};
const text = `${JSON.stringify(description, null, 1)}\n`;

if (process.argv.includes("--check")) {
  if ((await readFile(target, "utf8").catch(() => "")) !== text) {
    console.error(
      `${path.basename(target)} is not what schema.ts says: ` +
        "run node frontend/document/export-schema.mjs and commit the file",
    );
    process.exit(1);
  }
} else {
  await writeFile(target, text);
  console.log(`${path.relative(process.cwd(), target)}: version ${SCHEMA_VERSION}`);
}
