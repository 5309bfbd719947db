/**
 * Keeps a sheet and the house at one text: sends what is typed here, takes in what others typed.
 *
 * Every edit is a step. Steps that the house has not stored yet are "unconfirmed"; when others'
 * steps arrive first, they are rebased over them. One batch is under way at a time, with a number of
 * its own, so that the house recognises it when a broken line made us send it twice.
 */
import type { Node } from "@tiptap/pm/model";
import type { EditorState, Plugin, Transaction } from "@tiptap/pm/state";
import { Step, type StepMap } from "@tiptap/pm/transform";
import { collab, getVersion, receiveTransaction, sendableSteps } from "prosemirror-collab";
import type { Caret, StoredStep } from "./line";

/** At most this many steps go into a batch; the house takes up to 500. */
const BATCH = 200;
/** Room in a message for what is around the steps. */
const ENVELOPE = 1000;
/** How many versions back a late caret can still be placed. */
const REMEMBERED_MAPS = 500;

export function collaborationPlugin(version: number, sheet: string): Plugin {
  return collab({ version, clientID: sheet });
}

/**
 * What came of stored steps: all are in the sheet, or some before them are missing, or a step of this
 * sheet's was stored otherwise than it stands here, so that the two texts would go on unlike.
 */
export type Taken = "whole" | "gap" | "parted";

/** What is under way, and what has been confirmed lately. */
export class Collaboration {
  private number = 0;
  private batch: { readonly number: number; sent: boolean } | null = null;
  private maps: { readonly version: number; readonly map: StepMap }[] = [];
  private parted = false;

  /** `house` is the text that the sheet begins with. */
  constructor(
    private readonly sheet: string,
    private readonly longestMessage: number,
    private house: Node,
  ) {}

  /** The text as the house has it at this sheet's version. */
  get stored(): Node {
    return this.house;
  }

  /** The line is new: what was under way may or may not have arrived, so it is sent again. */
  resume(): void {
    if (this.batch) this.batch.sent = false;
  }

  /** The house refused what was under way and the sheet took the house's text: begin anew. */
  restart(house: Node): void {
    this.house = house;
    this.batch = null;
    this.maps = [];
    this.parted = false;
  }

  /** The house turned this batch back: it is sent again once the missed steps are in. */
  turnedBack(number: number): void {
    if (this.batch?.number === number) this.batch.sent = false;
  }

  /** The next message to send as JSON, or null if nothing waits or a batch is under way. */
  nextBatch(state: EditorState): string | null {
    const waiting = sendableSteps(state);
    if (!waiting) {
      this.batch = null;
      return null;
    }
    if (this.batch?.sent || this.parted) return null;
    const steps: string[] = [];
    let length = ENVELOPE;
    for (const step of waiting.steps.slice(0, BATCH)) {
      const json = JSON.stringify(step.toJSON());
      length += json.length + 1;
      // One step that is too long by itself is sent all the same: the house says what it is.
      if (steps.length > 0 && length > this.longestMessage) break;
      steps.push(json);
    }
    this.batch ??= { number: ++this.number, sent: true };
    this.batch.sent = true;
    const { number } = this.batch;
    return `{"type":"steps","base":${waiting.version},"batch":${number},"steps":[${steps.join()}]}`;
  }

  /**
   * Takes stored steps into the sheet. Steps that the sheet already has are passed over.
   */
  receive(
    stored: readonly StoredStep[],
    read: () => EditorState,
    dispatch: (transaction: Transaction) => void,
  ): Taken {
    const known = getVersion(read());
    const fresh = stored.filter(([version]) => version > known);
    const first = fresh[0];
    // Once parted, the text that takes this one's place is waited for.
    if (!first || this.parted) return "whole";
    if (first[0] !== known + 1) return "gap";
    for (const run of runs(fresh, this.sheet)) {
      const state = read();
      const steps = run.map(([, , json]) => Step.fromJSON(state.schema, json));
      const sheets = run.map(([, sheet]) => sheet);
      if (sheets[0] === this.sheet) {
        if (!confirms(steps, sendableSteps(state)?.steps ?? [])) {
          this.parted = true;
          return "parted";
        }
        this.batch = null;
      }
      run.forEach(([version], index) => {
        const step = steps[index];
        if (step) this.maps.push({ version, map: step.getMap() });
      });
      this.maps.splice(0, this.maps.length - REMEMBERED_MAPS);
      for (const step of steps) this.house = step.apply(this.house).doc ?? this.house;
      dispatch(receiveTransaction(state, steps, sheets, { mapSelectionBackward: true }));
    }
    // Equal by now, and the same nodes: then comparing the two costs nothing.
    if (!sendableSteps(read())) this.house = read().doc;
    return "whole";
  }

  /** What has changed in this sheet since a version; null if that cannot be told (yet). */
  mapsSince(state: EditorState, since: number): readonly StepMap[] | null {
    const version = getVersion(state);
    if (since > version) return null;
    const later = this.maps.filter((one) => one.version > since);
    if (later.length !== version - since) return null;
    return [
      ...later.map(({ map }) => map),
      ...(sendableSteps(state)?.steps ?? []).map((step) => step.getMap()),
    ];
  }

  /** Where a caret stands in the text as this sheet has it; null if that cannot be told (yet). */
  place(state: EditorState, caret: Caret): { anchor: number; head: number } | null {
    const maps = this.mapsSince(state, caret.version);
    if (!maps) return null;
    const mapped = (position: number) =>
      Math.min(
        maps.reduce((at, map) => map.map(at, -1), position),
        state.doc.content.size,
      );
    return { anchor: mapped(caret.anchor), head: mapped(caret.head) };
  }
}

/** Whether the stored steps are the first of the sheet's unconfirmed ones. */
function confirms(stored: readonly Step[], mine: readonly Step[]): boolean {
  return stored.every((step, index) => {
    const own = mine[index];
    return own !== undefined && JSON.stringify(own) === JSON.stringify(step);
  });
}

/** Splits steps into runs that are all ours or all others': only a run of ours is confirmed. */
function runs(steps: readonly StoredStep[], sheet: string): StoredStep[][] {
  const found: StoredStep[][] = [];
  for (const step of steps) {
    const last = found.at(-1);
    if (last && (last[0]?.[1] === sheet) === (step[1] === sheet)) last.push(step);
    else found.push([step]);
  }
  return found;
}

/**
 * The words that `mine` has where it differs from `theirs`, in whole blocks; empty if the two differ
 * in nothing that can be read.
 */
export function wordsOnlyIn(mine: Node, theirs: Node): string {
  const start = mine.content.findDiffStart(theirs.content);
  const ends = mine.content.findDiffEnd(theirs.content);
  if (start === null || ends === null) return "";
  // Where a repeated letter makes the two ends overlap, the difference is at least this long.
  const end = ends.a + Math.max(0, start - Math.min(ends.a, ends.b));
  const from = mine.resolve(start);
  const to = mine.resolve(end);
  const text = mine.textBetween(
    from.depth > 0 ? from.before(1) : start,
    to.depth > 0 ? to.after(1) : end,
    "\n\n",
  );
  return text.trim();
}

export { getVersion, sendableSteps };
