/** Runs the front end's TypeScript in Node: bundled in memory, so that no built file lies about. */
import { build } from "esbuild";

/**
 * The exports of the TypeScript module at `file`.
 *
 * @param {string} file absolute path
 * @returns {Promise<Record<string, any>>} its exports
 */
export async function loadTypeScript(file) {
  const result = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    target: "node20",
    logLevel: "error",
  });
  const source = Buffer.from(result.outputFiles[0].contents).toString("base64");
  return import(`data:text/javascript;base64,${source}`);
}
