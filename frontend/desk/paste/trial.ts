/** What becomes of a paste, for the test that shows each program's HTML to it. */
import { DOMParser, Node } from "@tiptap/pm/model";
import { EditorState } from "@tiptap/pm/state";
import { EditorView } from "@tiptap/pm/view";
import { schema } from "../schema";
import { isMarkdown, markdownToHtml } from "./markdown";
import { ours } from "./ours";
import { cleanPaste } from "./paste";
import { plainToHtml } from "./plain";

export interface Trial {
  readonly html: string;
  readonly blocks: unknown;
  readonly pictures: number;
  readonly left: number;
  readonly milliseconds: number;
}

export function pastedHtml(html: string): Trial {
  const begun = performance.now();
  const { body, pictures, left } = cleanPaste(html);
  const again = document.createElement("div");
  again.innerHTML = body.innerHTML;
  const { content } = DOMParser.fromSchema(schema).parseSlice(again);
  const milliseconds = performance.now() - begun;
  const { nodes } = schema;
  const head = [nodes.title?.create(), nodes.standfirst?.create()].filter(
    (node) => node !== undefined,
  );
  const blocks = content.childCount > 0 ? content.content : [nodes.paragraph?.create()];
  const whole = schema.topNodeType.create(null, [
    ...head,
    ...blocks.filter((node) => node !== undefined),
  ]);
  whole.check();
  return {
    html: body.innerHTML,
    blocks: content.toJSON() ?? [],
    pictures: pictures.length,
    left,
    milliseconds,
  };
}

export function pastedText(text: string): Trial {
  return pastedHtml(isMarkdown(text) ? markdownToHtml(text) : plainToHtml(text));
}

/** What a sheet takes for its own, if it does. */
export function taken(html: string): string | null {
  return ours(html);
}

/** Copies every passage between two of a document's positions; says which is not known again. */
export function copied(document: unknown): readonly string[] {
  const doc = Node.fromJSON(schema, document);
  const view = new EditorView(null, { state: EditorState.create({ doc }) });
  const lost: string[] = [];
  for (let from = 0; from < doc.content.size; from += 1) {
    for (const to of [from + 1, from + 5, doc.content.size]) {
      if (to > doc.content.size) continue;
      const { dom } = view.serializeForClipboard(doc.slice(from, to));
      if (dom.innerHTML.includes("data-pm-slice") && ours(dom.innerHTML) === null)
        lost.push(dom.innerHTML);
    }
  }
  return lost;
}
