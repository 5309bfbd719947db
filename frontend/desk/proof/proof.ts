/**
 * Help with English words, asked for by a switch below the sheet and given in this browser alone.
 *
 * A worker reads each passage once and again when it has changed (`reader.ts`); what it doubts is
 * underlined here, for this person only. Nothing of it is in the document, and nothing is sent.
 */
import { type EditorState, Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet, type EditorView } from "@tiptap/pm/view";
import type { EditorConfig } from "../config";
import { element } from "../element";
import { ownWords, rememberWord } from "./ownwords";
import { passages } from "./passages";
import { DoubtSlip } from "./slip";
import type { Doubt, FromReader, Standing, ToReader } from "./speech";

/** Words are looked at when the hand rests. */
const REST = 500;
/** Passages remembered beside those that stand in the text: what was undone comes back at once. */
const MOST_REMEMBERED = 4000;
/** Harper's dialects of English, by the place in a language's tag. */
const DIALECTS: Readonly<Record<string, number>> = { us: 0, gb: 1, au: 2, ca: 3, in: 4 };
const WISH = "proof-reading";

interface Shown {
  readonly on: boolean;
  readonly marks: DecorationSet;
}

const key = new PluginKey<Shown>("proof");

/** For the help sheet; the key itself is the plugin's. */
export const PROOF_KEY = { key: "F7", says: "To the next doubt, while the English is checked" };

/** Whether the house's own help is on: the browser's underlines would stand below the same words. */
export function readsProof(state: EditorState): boolean {
  return key.getState(state)?.on === true;
}

export function proofPlugin(proof: () => Proof | null): Plugin<Shown> {
  return new Plugin<Shown>({
    key,
    state: {
      init: () => ({ on: false, marks: DecorationSet.empty }),
      apply(transaction, before) {
        const news = transaction.getMeta(key) as Shown | undefined;
        if (news) return news;
        if (!transaction.docChanged || !before.on) return before;
        return { on: true, marks: before.marks.map(transaction.mapping, transaction.doc) };
      },
    },
    props: {
      decorations: (state) => key.getState(state)?.marks ?? null,
      handleClick: (view, position) => {
        proof()?.open(view, position, false);
        return false;
      },
      handleKeyDown: (view, event) => {
        if (event.key !== PROOF_KEY.key || event.ctrlKey || event.altKey || event.metaKey)
          return false;
        return proof()?.openNext(view) ?? false;
      },
    },
  });
}

export interface ProofOptions {
  readonly config: NonNullable<EditorConfig["proof"]>;
  readonly language: string;
  readonly view: () => EditorView;
  readonly announce: (sentence: string) => void;
  readonly notice: (message: string) => void;
}

export class Proof {
  readonly button = element(
    "button",
    { type: "button", class: "proof-switch", "aria-pressed": false },
    "Check the English",
  );
  private worker: Worker | null = null;
  private ready = false;
  private timer = 0;
  private asked = 0;
  private reading: { readonly id: number; readonly text: string } | null = null;
  /** Passages that are still to be read, the last one first; looked for anew when it is empty. */
  private unread: string[] = [];
  private readonly known = new Map<string, readonly Doubt[]>();
  private readonly passedOver = new Set<string>();
  private readonly slip = new DoubtSlip();

  constructor(private readonly options: ProofOptions) {
    this.button.title =
      "Looks for slips of spelling and grammar, in this browser alone: nothing is sent. The first " +
      "time 7 MB are loaded from the house. F7 leads to the next one.";
    this.button.addEventListener("click", () => this.turn(!this.worker));
    if (wished()) this.turn(true);
  }

  /** The text changed: look at it when the hand rests. */
  changed(): void {
    if (!this.ready) return;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      this.timer = 0;
      this.unread = [];
      this.look();
    }, REST);
  }

  open(view: EditorView, position: number, focus: boolean): boolean {
    const standing = standingAt(view.state, position);
    if (!standing) return false;
    this.slip.open(view, standing, focus, {
      remember: () => this.remember(standing.words),
      passOver: () => {
        this.passedOver.add(nameOf(standing));
        this.show();
      },
    });
    return true;
  }

  /** Opens the first doubt behind the caret, or the first of all. */
  openNext(view: EditorView): boolean {
    const shown = key.getState(view.state);
    if (!shown?.on) return false;
    const all = shown.marks.find().sort((one, other) => one.from - other.from);
    const { from } = view.state.selection;
    const next = all.find((one) => one.from > from) ?? all[0];
    if (next) this.open(view, next.from, true);
    else this.options.announce(this.reading ? "Still reading." : "Nothing to doubt.");
    return true;
  }

  // --- on and off -------------------------------------------------------------------------------

  private turn(on: boolean): void {
    this.button.setAttribute("aria-pressed", String(on));
    wish(on);
    if (on) void this.begin();
    else this.end();
  }

  private async begin(): Promise<void> {
    const { config, announce } = this.options;
    const worker = new Worker(config.reader, { type: "module" });
    this.worker = worker;
    this.button.textContent = "Loading…";
    worker.onmessage = ({ data }: MessageEvent<FromReader>) => this.heard(data);
    worker.onerror = () => this.failed();
    try {
      const answer = await fetch(config.engine);
      if (!answer.ok) throw new Error(String(answer.status));
      const engine = await answer.arrayBuffer();
      if (this.worker !== worker) return;
      const begin: ToReader = {
        type: "begin",
        engine,
        dialect: dialectOf(this.options.language),
        words: ownWords(),
      };
      worker.postMessage(begin, [engine]);
      announce("The check is being loaded.");
    } catch {
      if (this.worker === worker) this.failed();
    }
  }

  private end(): void {
    this.worker?.terminate();
    this.worker = null;
    this.ready = false;
    this.reading = null;
    this.unread = [];
    this.slip.close();
    window.clearTimeout(this.timer);
    this.timer = 0;
    this.button.textContent = "Check the English";
    this.say({ on: false, marks: DecorationSet.empty });
  }

  private failed(): void {
    this.turn(false);
    this.options.notice("The check of words could not be loaded. Switch it on again to try anew.");
  }

  private heard(message: FromReader): void {
    if (message.type === "failed") this.failed();
    else if (message.type === "ready") {
      this.ready = true;
      this.button.textContent = "Check the English";
      this.options.announce("The English is being checked. F7 leads to the next doubt.");
      this.look();
    } else if (message.id === this.reading?.id) {
      this.known.set(this.reading.text, message.doubts);
      this.reading = null;
      this.look();
    }
  }

  // --- reading and showing ----------------------------------------------------------------------

  /** Has the next unread passage read; shows what is known when none is left. */
  private look(): void {
    if (this.reading || !this.ready) return;
    if (this.unread.length === 0) {
      // While somebody types, the page's time is theirs.
      if (this.timer) return;
      const { doc } = this.options.view().state;
      const texts = new Set(passages(doc).map(({ text }) => text));
      this.unread = [...texts].filter((text) => !this.known.has(text)).reverse();
    }
    const text = this.unread.pop();
    if (text === undefined) {
      this.show();
      return;
    }
    if (this.known.size > MOST_REMEMBERED) this.known.clear();
    this.reading = { id: ++this.asked, text };
    this.worker?.postMessage({ type: "read", ...this.reading } satisfies ToReader);
    // A long text shows what is known of its beginning.
    if (this.asked % 25 === 0 && !this.timer) this.show();
  }

  private show(): void {
    if (!this.ready) return;
    const { doc } = this.options.view().state;
    const found: Decoration[] = [];
    for (const passage of passages(doc)) {
      for (const doubt of this.known.get(passage.text) ?? []) {
        if (passage.others.some(([start, end]) => doubt.start < end && doubt.end > start)) continue;
        const from = passage.at(doubt.start);
        const to = passage.at(doubt.end - 1) + 1;
        const words = passage.text.slice(doubt.start, doubt.end);
        const standing: Standing = { from, to, words, doubt };
        if (to - from !== words.length || this.passedOver.has(nameOf(standing))) continue;
        const kind = doubt.kind === "Spelling" ? "spelling" : "style";
        const attributes = { class: `doubt doubt-${kind}` };
        found.push(Decoration.inline(from, to, attributes, { doubt, inclusiveEnd: false }));
      }
    }
    this.say({ on: true, marks: DecorationSet.create(doc, found) });
  }

  private say(shown: Shown): void {
    const view = this.options.view();
    view.dispatch(view.state.tr.setMeta(key, shown).setMeta("addToHistory", false));
    view.setProps({});
  }

  private remember(word: string): void {
    rememberWord(word);
    this.worker?.postMessage({ type: "words", words: ownWords() } satisfies ToReader);
    this.known.clear();
    this.look();
  }
}

function standingAt(state: EditorState, position: number): Standing | null {
  const [found] = key.getState(state)?.marks.find(position, position) ?? [];
  if (!found) return null;
  const { from, to } = found;
  const doubt = found.spec.doubt as Doubt;
  return { from, to, doubt, words: state.doc.textBetween(from, to) };
}

function nameOf({ words, doubt }: Standing): string {
  return `${doubt.kind} ${doubt.says} ${words}`;
}

/** As the article's language says, or else this browser's. */
function dialectOf(language: string): number {
  for (const tag of [language, ...navigator.languages]) {
    const [, region] = /^en-([a-z]{2})\b/i.exec(tag) ?? [];
    const dialect = DIALECTS[region?.toLowerCase() ?? ""];
    if (dialect !== undefined) return dialect;
  }
  return 0;
}

function wished(): boolean {
  return localStorage.getItem(WISH) === "on";
}

function wish(on: boolean): void {
  if (on) localStorage.setItem(WISH, "on");
  else localStorage.removeItem(WISH);
}
