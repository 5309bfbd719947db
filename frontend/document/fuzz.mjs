/**
 * Prints what the browser's libraries do, one JSON object a line, for the server's tests.
 *
 *   node frontend/document/fuzz.mjs trials STEPS SEED   {"document", "steps", "result"} a line
 *   node frontend/document/fuzz.mjs suggestions N SEED  {"base", "branch", "hunks", …} a line, N of them
 *   node frontend/document/fuzz.mjs hunks               reads [base, branch] from standard input,
 *                                                       prints a hunk a line
 *   node frontend/document/fuzz.mjs guarded TEXT        what the editor's guard leaves of TEXT (JSON)
 *   node frontend/document/fuzz.mjs refusals            reads {name: document} from standard input,
 *                                                       prints {"name", "refusal"} a line
 */
import path from "node:path";
import { fileURLToPath } from "node:url";
import { loadTypeScript } from "./load.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const { documentSchema, guarded, hunksOf, refusal, suggestions, trials } = await loadTypeScript(
  path.join(here, "fuzz.ts"),
);
const given = async () => {
  let input = "";
  for await (const chunk of process.stdin) input += chunk;
  return JSON.parse(input);
};
const print = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

const [what, steps, seed] = process.argv.slice(2);
switch (what) {
  case "trials":
    for (const trial of trials(Number(steps), Number(seed))) print(trial);
    break;
  case "suggestions":
    for (const suggested of suggestions(Number(steps), Number(seed))) print(suggested);
    break;
  case "hunks":
    for (const hunk of hunksOf(...(await given()))) print(hunk);
    break;
  case "guarded":
    print(guarded(JSON.parse(steps)));
    break;
  case "refusals": {
    const schema = documentSchema();
    for (const [name, document] of Object.entries(await given())) {
      print({ name, refusal: refusal(schema, document) });
    }
    break;
  }
  default:
    console.error(`fuzz.mjs knows trials, suggestions, hunks, guarded and refusals, not ${what}`);
    process.exit(2);
}
