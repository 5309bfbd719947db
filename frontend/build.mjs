/**
 * Bundles the front end into src/writingviews/house/built/.
 *
 * Every file's name carries a hash of its bytes, so that a browser may keep it for ever; manifest.json
 * says which name stands for which entry ("site.css" -> "site-AB12CD34.css"). The same bytes always
 * give the same names. Ends with exit code 1 and the reason if an entry that exists does not build.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build } from "esbuild";

const frontend = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(frontend);
const built = path.join(root, "src", "writingviews", "house", "built");

/** What pages ask for by name. An entry whose room has not been written yet is passed over. */
const entries = [
  "site/site.css",
  "site/reading.css",
  "site/site.ts",
  "site/mark.svg",
  "house/house.css",
  "house/house.ts",
  "desk/editor.css",
  "desk/editor.ts",
  "desk/history.css",
  "desk/history.ts",
  "check/check.ts",
];

/**
 * The proof-reader, which is no page's: the house's own view hands it to the desk
 * (`writingviews.desk.views_proof`), so it stands in a folder of its own and in no copy of the tree.
 */
const proof = path.join(built, "proof");

const present = entries.filter((entry) => existsSync(path.join(frontend, entry)));

/** Cuts out of `site.css?reading` what only lists and standing pages use, by its marks. */
const reading = {
  name: "reading",
  setup({ onLoad }) {
    onLoad({ filter: /site\.css$/ }, async ({ path: file, suffix }) => {
      if (suffix !== "?reading") return;
      const whole = await readFile(file, "utf8");
      const contents = whole.replace(/\/\* lists: \*\/[\s\S]*?\/\* :lists \*\//g, "");
      if (contents.includes("lists: */") || contents.includes(":lists */"))
        return { errors: [{ text: `${file} has a mark "lists:" without its other half.` }] };
      return { contents, loader: "css" };
    });
  },
};

const shared = {
  absWorkingDir: root,
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  bundle: true,
  minify: true,
  format: "esm",
  // What the last three years' browsers understand; CSS written newer than that is lowered.
  target: ["es2022", "chrome111", "firefox114", "safari16.4"],
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  write: false,
  logLevel: "warning",
};

async function bundle() {
  const result = await build({
    ...shared,
    entryPoints: present.map((entry) => path.join("frontend", entry)),
    outdir: path.relative(root, built),
    loader: { ".woff2": "file", ".woff": "file", ".svg": "copy" },
    plugins: [reading],
  });

  await mkdir(built, { recursive: true });
  const copies = (await Promise.all(result.outputFiles.map(compressed))).flat();
  // The copies first: a server that puts a file out takes those that lie beside it.
  for (const file of [...copies, ...result.outputFiles]) await writeFile(file.path, file.contents);

  const manifest = {};
  for (const [output, { entryPoint }] of Object.entries(result.metafile.outputs)) {
    if (!entryPoint) continue;
    const name = path.basename(entryPoint).replace(/\.ts$/, ".js");
    manifest[name] = path.basename(output);
  }
  Object.assign(manifest, await bundleProof());
  const sorted = Object.fromEntries(Object.entries(manifest).sort());
  const manifestPath = path.join(built, "manifest.json");
  // By rename: a server that starts meanwhile reads the old manifest or the new one, never half of one.
  const unfinished = `${manifestPath}.${process.pid}`;
  await writeFile(unfinished, `${JSON.stringify(sorted, null, 2)}\n`);
  await rename(unfinished, manifestPath);

  const current = new Set(
    [...copies, ...result.outputFiles].map((file) => path.basename(file.path)),
  );
  for (const name of await readdir(built)) {
    if (name.startsWith("manifest.json") || name === "proof" || current.has(name)) continue;
    await rm(path.join(built, name), { force: true });
  }
  return sorted;
}

/** The compressed copies of a built file, as small as they get: once here, not in every house. */
async function compressed(file) {
  if (file.path.endsWith(".woff2")) return [];
  const bytes = file.contents;
  const params = {
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return [
    { path: `${file.path}.br`, contents: await promisify(brotliCompress)(bytes, { params }) },
    { path: `${file.path}.gz`, contents: await promisify(gzip)(bytes, { level: 9 }) },
  ];
}

/** The worker's script, and its engine compressed: 16 MB become 7, in ten seconds, once. */
async function bundleProof() {
  const { outputFiles } = await build({
    ...shared,
    entryPoints: [path.join("frontend", "desk", "proof", "reader.ts")],
    outdir: path.relative(root, proof),
    // What of harper reads files is for Node, and never asked for here.
    external: ["fs"],
  });
  const [script] = outputFiles;
  const wasm = await readFile(
    path.join(root, "node_modules", "harper.js", "dist", "harper_wasm_slim_bg.wasm"),
  );
  const hash = createHash("sha256").update(wasm).digest("hex").slice(0, 8).toUpperCase();
  const engine = path.join(proof, `harper-${hash}.wasm.br`);
  await mkdir(proof, { recursive: true });
  await writeFile(script.path, script.contents);
  if (!existsSync(engine)) {
    const unfinished = `${engine}.${process.pid}`;
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24 };
    await writeFile(unfinished, await promisify(brotliCompress)(wasm, { params }));
    await rename(unfinished, engine);
  }
  const names = [script.path, engine].map((file) => path.basename(file));
  for (const name of await readdir(proof))
    if (!names.includes(name)) await rm(path.join(proof, name), { force: true });
  const [reader, packed] = names.map((name) => `proof/${name}`);
  return { "proof.js": reader, "proof.wasm": packed };
}

function kilobytes(bytes) {
  return `${(bytes / 1024).toFixed(1)} KB`.padStart(10);
}

async function report(manifest) {
  console.log(`${"entry".padEnd(14)}${"raw".padStart(10)}${"brotli".padStart(10)}`);
  for (const [name, file] of Object.entries(manifest)) {
    if (file.startsWith("proof/")) continue;
    const bytes = await readFile(path.join(built, file));
    const copy = await readFile(path.join(built, `${file}.br`));
    console.log(`${name.padEnd(14)}${kilobytes(bytes.length)}${kilobytes(copy.length)}`);
  }
}

try {
  await report(await bundle());
} catch (error) {
  // esbuild has printed what is wrong in which file; anything else is said here.
  if (!error.errors) console.error(error);
  process.exitCode = 1;
}
