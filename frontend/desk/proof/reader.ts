/**
 * The proof-reader: reads English in a worker of its own, so that typing stays instant.
 *
 * The house sends this script with a policy that lets it reach no address at all, not even the
 * house's (`writingviews.desk.views_proof`): what it reads cannot leave the page. So the page hands
 * it the engine (harper, 16 MB), and the one request that harper would make is answered here.
 */
import { createBinaryModuleFromUrl, type Dialect, LocalLinter, SuggestionKind } from "harper.js";
import type { Doubt, FromReader, ToReader } from "./speech";

/** Choices that a slip has room for. */
const MOST_CHOICES = 4;

let linter: LocalLinter | null = null;

globalThis.onmessage = async ({ data }: MessageEvent<ToReader>) => {
  try {
    if (data.type === "begin") {
      const engine = data.engine;
      globalThis.fetch = async () =>
        new Response(engine, { headers: { "Content-Type": "application/wasm" } });
      linter = new LocalLinter({
        binary: createBinaryModuleFromUrl("engine:", "slim"),
        dialect: data.dialect as Dialect,
      });
      await linter.importWords([...data.words]);
      say({ type: "ready" });
    } else if (data.type === "words") await linter?.importWords([...data.words]);
    else say({ type: "read", id: data.id, doubts: await read(data.text) });
  } catch (fault) {
    say({ type: "failed", why: String(fault) });
  }
};

function say(message: FromReader): void {
  (globalThis.postMessage as (message: FromReader) => void)(message);
}

async function read(text: string): Promise<Doubt[]> {
  const found = (await linter?.lint(text, { language: "plaintext" })) ?? [];
  return found.map((lint) => {
    const span = lint.span();
    const doubt: Doubt = {
      start: span.start,
      end: span.end,
      kind: lint.lint_kind(),
      says: lint.message().replaceAll("`", "").replace(/“|”/g, '"'),
      choices: lint
        .suggestions()
        .slice(0, MOST_CHOICES)
        .map((one) => {
          const words = one.get_replacement_text();
          const kind = one.kind();
          return kind === SuggestionKind.InsertAfter
            ? lint.get_problem_text() + words
            : kind === SuggestionKind.Remove
              ? ""
              : words;
        }),
    };
    lint.free();
    return doubt;
  });
}
