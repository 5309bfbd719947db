/** What the caret comes to and does not read as words is said: a footnote, a picture. */
import { NodeSelection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { nodes } from "./schema";

export class Arrivals {
  private at = -1;

  constructor(private readonly announce: (sentence: string) => void) {}

  /** The selection changed. */
  changed(view: EditorView): void {
    const { selection } = view.state;
    const { $from } = selection;
    const isCaption = $from.parent.type === nodes.picture;
    const isNode = selection instanceof NodeSelection;
    const at = isNode ? selection.from : isCaption ? $from.before() : -1;
    if (at === this.at) return;
    this.at = at;
    const node = isNode ? selection.node : $from.parent;
    if (node.type === nodes.footnote)
      this.announce(node.textContent ? `Footnote: ${node.textContent}` : "An empty footnote");
    else if (node.type === nodes.picture)
      this.announce(node.attrs.alt ? `Picture: ${node.attrs.alt}` : "A picture, not described");
  }
}
