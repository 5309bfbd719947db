/**
 * Prints what the browser's libraries do, one JSON object a line, for the server's tests.
 *
 *   node frontend/document/fuzz.mjs trials STEPS SEED   {"document", "steps", "result"} a line
 *   node frontend/document/fuzz.mjs guarded TEXT        what the editor's guard leaves of TEXT (JSON)
 *   node frontend/document/fuzz.mjs refusals            reads {name: document} from standard input,
 *                                                       prints {"name", "refusal"} a line
 */
import path from "node:path";
import { fileURLToPath } from "node:url";
import { loadTypeScript } from "./load.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const { documentSchema, guarded, refusal, trials } = await loadTypeScript(
  path.join(here, "fuzz.ts"),
);
const print = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

const [what, steps, seed] = process.argv.slice(2);
switch (what) {
  case "trials":
    for (const trial of trials(Number(steps), Number(seed))) print(trial);
    break;
  case "guarded":
    print(guarded(JSON.parse(steps)));
    break;
  case "refusals": {
    const schema = documentSchema();
    let input = "";
    for await (const chunk of process.stdin) input += chunk;
    for (const [name, document] of Object.entries(JSON.parse(input))) {
      print({ name, refusal: refusal(schema, document) });
    }
    break;
  }
  default:
    console.error(`fuzz.mjs knows trials, guarded and refusals, not ${what}`);
    process.exit(2);
}
