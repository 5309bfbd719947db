/** What becomes of a paste, for the test that shows each program's HTML to it. */
import { DOMParser } from "@tiptap/pm/model";
import { schema } from "../schema";
import { isMarkdown, markdownToHtml } from "./markdown";
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
