/**
 * "/" in the text: the list of blocks under the caret, filtered by what is typed on.
 *
 * What is typed stays text until a block is taken: Escape, a space after "/" or a click elsewhere
 * leaves it standing as it is.
 */
import { type EditorState, Plugin, PluginKey } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { BlockList, matching, possible } from "./blocklist";
import type { Block } from "./blocks";
import { isHead } from "./commands";
import { marks } from "./schema";
import { lay, standBy } from "./slips";

/** Where the "/" stands that opened the list. */
type Slash = { readonly at: number } | null;
type News = { readonly open: number } | "close";

const key = new PluginKey<Slash>("slash");
const LONGEST = 30;

/** What has been typed behind the "/"; null if the list has nothing to do with it any more. */
function typed(state: EditorState, at: number): string | null {
  const { $head, empty } = state.selection;
  if (!empty || at < $head.start() || at >= $head.pos) return null;
  const text = state.doc.textBetween(at, $head.pos, "\n", "\n");
  return /^\/(?:[^\s/][^\n/]*)?$/u.test(text) && text.length <= LONGEST ? text.slice(1) : null;
}

/** Whether a "/" typed here may mean the list: at the beginning, or after a space. */
function opens(state: EditorState, from: number, to: number): boolean {
  const $from = state.doc.resolve(from);
  const { parent, parentOffset } = $from;
  if (from !== to || parent.type.spec.code || isHead(parent)) return false;
  if (marks.code.isInSet(state.storedMarks ?? $from.marks())) return false;
  return parentOffset === 0 || /\s$/u.test(parent.textBetween(0, parentOffset, "\n", "\ufffc"));
}

export function slashPlugin(
  all: () => readonly Block[],
  announce: (sentence: string) => void,
): Plugin<Slash> {
  let list: SlashList | null = null;
  return new Plugin<Slash>({
    key,
    state: {
      init: () => null,
      apply(transaction, before, _old, state) {
        const news = transaction.getMeta(key) as News | undefined;
        if (news === "close") return null;
        if (news) return { at: news.open };
        if (!before || !(transaction.docChanged || transaction.selectionSet)) return before;
        const at = transaction.mapping.map(before.at, 1);
        return typed(state, at) === null ? null : { at };
      },
    },
    props: {
      handleTextInput(view, from, to, text) {
        if (text !== "/" || !opens(view.state, from, to)) return false;
        const transaction = view.state.tr.insertText("/", from, to).scrollIntoView();
        view.dispatch(transaction.setMeta(key, { open: from } satisfies News));
        return true;
      },
      handleKeyDown: (view, event) => {
        if (!key.getState(view.state) || !list) return false;
        if (event.key !== "Escape") return list.isShown && list.list.key(event);
        view.dispatch(view.state.tr.setMeta(key, "close" satisfies News));
        return true;
      },
      handleDOMEvents: {
        blur: (view) => {
          if (key.getState(view.state))
            view.dispatch(view.state.tr.setMeta(key, "close" satisfies News));
          return false;
        },
      },
    },
    view(view) {
      list = new SlashList(view, all, announce);
      return list;
    },
  });
}

class SlashList {
  readonly list: BlockList;
  isShown = false;
  private said = -1;

  constructor(
    private readonly view: EditorView,
    private readonly all: () => readonly Block[],
    private readonly announce: (sentence: string) => void,
  ) {
    this.list = new BlockList(
      "slash-list",
      (block) => this.take(block),
      () => this.view.dom,
    );
    // The arrow keys scroll it from the text; a tool that cannot know that looks for a way in.
    this.list.dom.tabIndex = 0;
  }

  update(view: EditorView, before: EditorState): void {
    const slash = key.getState(view.state);
    if (!slash) {
      this.hide();
      return;
    }
    if (this.isShown && before.doc === view.state.doc) return;
    const words = typed(view.state, slash.at);
    const found = words === null ? [] : matching(possible(this.all(), view), words);
    if (found.length === 0) {
      this.hide();
      return;
    }
    const { dom } = this.list;
    if (!this.isShown) {
      this.isShown = true;
      lay(dom);
      view.dom.setAttribute("aria-haspopup", "listbox");
      view.dom.setAttribute("aria-autocomplete", "list");
      view.dom.setAttribute("aria-controls", this.list.id);
    }
    this.list.fill(found);
    this.list.show();
    standBy(dom, view.coordsAtPos(slash.at), view.dom);
    if (found.length !== this.said) {
      this.said = found.length;
      this.announce(
        `${found.length} ${found.length === 1 ? "block" : "blocks"}: arrow keys choose, Enter takes, Escape leaves the text as it is.`,
      );
    }
  }

  destroy(): void {
    this.hide();
  }

  private hide(): void {
    if (!this.isShown) return;
    this.isShown = false;
    this.said = -1;
    this.list.dom.remove();
    this.list.fill([]);
    for (const name of ["haspopup", "autocomplete", "controls", "activedescendant"])
      this.view.dom.removeAttribute(`aria-${name}`);
  }

  /** Takes the "/" and what follows out of the text, and makes the block. */
  private take(block: Block): void {
    const { view } = this;
    const slash = key.getState(view.state);
    if (!slash) return;
    const { state } = view;
    const cleared = state.tr.delete(slash.at, state.selection.head);
    view.dispatch(cleared.setMeta(key, "close" satisfies News));
    view.focus();
    made(block, view);
  }
}

/** Makes a block at the caret. */
export function made(block: Block, view: EditorView): boolean {
  return view.editable && block.run(view.state, view.dispatch, view);
}
