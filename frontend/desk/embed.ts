/** An embed in the sheet: a card that leads elsewhere and loads nothing, and beside it its fields. */
import { closeHistory } from "@tiptap/pm/history";
import type { Node } from "@tiptap/pm/model";
import { type Command, NodeSelection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { safeAddress } from "../document/rules";
import { ask } from "./asking";
import { SelectedView } from "./blockview";
import { element } from "./element";
import { Field } from "./fields";
import { putBlock } from "./inserting";
import { meantAddress } from "./linkform";
import { nodes } from "./schema";

const REFUSED = "A card leads to a web address: one that begins with https:// or http://.";

/** The web address that was meant, as a card may carry it. */
function webAddress(typed: string): string | null {
  const address = meantAddress(typed);
  return address?.startsWith("http") ? address : null;
}

/** Puts a card for an address at the caret. */
export function putEmbed(url: string): Command {
  return (state, dispatch) => {
    const done = putBlock(state, nodes.embed.create({ url }));
    if (done) dispatch?.(done);
    return done !== null;
  };
}

/** Asks for an address and puts its card at the caret. */
export const askForEmbed: Command = (state, dispatch, view) => {
  if (!putBlock(state, nodes.embed.create({ url: "https://example.org/" }))) return false;
  if (dispatch && view) {
    ask(view, {
      name: "Embed",
      label: "Address of the film, recording or page",
      act: "Embed",
      isAddress: true,
      take: (typed) => {
        const url = webAddress(typed);
        if (url === null) return REFUSED;
        putEmbed(url)(view.state, view.dispatch, view);
        return null;
      },
    });
  }
  return true;
};

/** An address pasted into an empty paragraph becomes a card; undone, it is the words. */
export function embedPasted(view: EditorView, text: string): boolean {
  const { $from, empty } = view.state.selection;
  const isBlank = $from.depth === 1 && $from.parent.type === nodes.paragraph;
  const url = /^https?:\/\/\S+$/i.test(text.trim()) ? safeAddress(text) : null;
  if (!empty || !isBlank || $from.parent.content.size > 0 || url === null) return false;
  const at = $from.before();
  view.dispatch(view.state.tr.insertText(url));
  const { tr } = view.state;
  tr.replaceWith(at, at + url.length + 2, nodes.embed.create({ url }));
  if (at + 1 === tr.doc.content.size) tr.insert(at + 1, nodes.paragraph.create());
  tr.setSelection(NodeSelection.create(tr.doc, at));
  view.dispatch(closeHistory(tr).scrollIntoView());
  return true;
}

export class EmbedView extends SelectedView {
  readonly dom: HTMLElement;
  private readonly said = element("span", { class: "embed-title", dir: "auto" });
  private readonly host = element("span", { class: "embed-host", dir: "ltr" });
  private readonly fields: readonly (readonly [string, Field])[];

  constructor(node: Node, view: EditorView, position: () => number | undefined) {
    super(nodes.embed, view, position);
    const field = (attribute: string, label: string, hint: string) =>
      [
        attribute,
        new Field(
          view,
          position,
          { label, attribute, hint, longest: 300, empty: null },
          node.attrs[attribute],
        ),
      ] as const;
    const address = new Field(
      view,
      position,
      {
        label: "Address",
        attribute: "url",
        longest: 2000,
        // Without an address it would be no card: an empty field changes nothing.
        empty: null,
        isAddress: true,
        read: webAddress,
        fault: REFUSED,
        isRequired: true,
      },
      node.attrs.url,
    );
    this.fields = [
      field("title", "Title", "What it is called"),
      field("credit", "Credit", "Who made it"),
      ["url", address],
    ];
    const box = this.beside(
      "About the embed",
      ...this.fields.map(([, { dom }]) => dom),
      this.tool("Remove the embed", (at) => {
        view.dispatch(view.state.tr.deleteRange(at, at + 1));
        view.focus();
      }),
    );
    const card = element("div", { class: "embed-card" }, this.said, this.host);
    this.dom = element("div", { "data-node": "embed" }, card, box);
    this.show(node);
  }

  protected override show(node: Node): void {
    const { title, credit, url } = node.attrs;
    this.said.textContent = [title, credit].filter(Boolean).join(" · ");
    this.host.textContent = String(url).replace(/^https?:\/\/(?:www\.)?/u, "");
    for (const [attribute, field] of this.fields) field.show(node.attrs[attribute]);
  }
}
