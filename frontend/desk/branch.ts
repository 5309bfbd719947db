/**
 * A suggester's branch of a text: what the house has been told of it, and what it has to be told.
 *
 * The branch itself is the document on the sheet. Here stand the house's text that it began with and
 * follows (the base), and under which id the house keeps each hunk between the two. Pure: documents
 * and steps in, what to say out.
 */
import { Fragment, type Node, Slice } from "@tiptap/pm/model";
import { ReplaceStep, type Step, type StepMap, Transform } from "@tiptap/pm/transform";
import { type Hunk, hunksBetween, type Range, replacement } from "../document/hunks";

/** A suggestion as it travels: it replaces `before`, which stands at `from`, by `after`. */
export interface Suggested {
  readonly id: string;
  readonly kind: Hunk["kind"];
  readonly from: number;
  readonly to: number;
  readonly before: readonly unknown[];
  readonly after: readonly unknown[];
}

/** What the house has to hear so that it has what stands on the sheet. */
export interface News {
  /** The version of the text that the positions are of. */
  readonly version: number;
  readonly made: readonly Suggested[];
  readonly withdrawn: readonly string[];
}

interface Known {
  readonly id: string;
  readonly range: Range;
  /** What the house has of it; "" if it has not heard of it. */
  readonly said: string;
}

export class Branch {
  private known: readonly Known[];
  private latest: readonly Hunk[] = [];
  /** Heard of by the house, and undone here. */
  private undone: readonly string[] = [];

  /** `known` are the suggestions that the sheet holds already, where they stand in `base`. */
  constructor(
    private base: Node,
    private version: number,
    known: readonly Suggested[] = [],
  ) {
    this.known = known.map((one) => ({ id: one.id, range: one, said: saying(one) }));
  }

  /** The house's text. */
  get text(): Node {
    return this.base;
  }

  get at(): number {
    return this.version;
  }

  /** What the latest `suggestions` were made of. */
  get hunks(): readonly Hunk[] {
    return this.latest;
  }

  /** The hunk that stands for a suggestion, by the latest `suggestions`. */
  hunkOf(id: string): Hunk | null {
    return this.latest[this.known.findIndex((one) => one.id === id)] ?? null;
  }

  /** Whether the sheet holds this suggestion as one of its own. */
  has(id: string): boolean {
    return this.known.some((one) => one.id === id);
  }

  /**
   * The house's text moved on. A suggestion under whose words somebody wrote is let go: the house
   * keeps it as it was last told, for a person to look at.
   */
  follow(steps: readonly Step[]): void {
    for (const step of steps) {
      const after = step.apply(this.base).doc;
      if (after === null) throw new RangeError("a stored step does not fit the text");
      const map = step.getMap();
      this.known = this.known
        .filter(({ range }) => !isTouched(range, map))
        .map((one) => ({ ...one, range: moved(one.range, map) }));
      this.base = after;
      this.version += 1;
    }
  }

  /** The suggestion with this id was settled: it is none of the sheet's any more. */
  settle(id: string): void {
    this.known = this.known.filter((one) => one.id !== id);
    this.undone = this.undone.filter((one) => one !== id);
  }

  /** What leads to `branch`, each hunk under the id by which the house has it or will. */
  suggestions(branch: Node, mint: () => string): Suggested[] {
    const free = [...this.known];
    this.latest = hunksBetween(this.base, branch);
    const now = this.latest.map((hunk): [Suggested, string] => {
      // The one it grew from. Where one grew into another, the later is undone.
      const index = free.findIndex(({ range }) => meet(range, hunk.base));
      const [from] = index < 0 ? [] : free.splice(index, 1);
      const suggested = {
        id: from?.id ?? mint(),
        kind: hunk.kind,
        ...hunk.base,
        before: json(this.base.slice(hunk.base.from, hunk.base.to)),
        after: json(replacement(branch, hunk)),
      };
      return [suggested, from?.said ?? ""];
    });
    this.undone = [...this.undone, ...free.filter(({ said }) => said !== "").map(({ id }) => id)];
    this.known = now.map(([one, said]) => ({ id: one.id, range: one, said }));
    return now.map(([one]) => one);
  }

  /** What to say so that the house has `now`, the latest `suggestions`; null if it has. */
  news(now: readonly Suggested[]): News | null {
    const said = new Map(this.known.map((one) => [one.id, one.said]));
    const made = now.filter((one) => said.get(one.id) !== saying(one));
    if (made.length === 0 && this.undone.length === 0) return null;
    return { version: this.version, made, withdrawn: this.undone };
  }

  /** The house has heard it. */
  told({ made, withdrawn }: News): void {
    const heard = new Map(made.map((one) => [one.id, saying(one)]));
    this.known = this.known.map((one) => ({ ...one, said: heard.get(one.id) ?? one.said }));
    this.undone = this.undone.filter((id) => !withdrawn.includes(id));
  }

  /** The base with those of `now` that the sheet still holds, where they stand by now. */
  rebuilt(now: readonly Suggested[]): Transform {
    const after = new Map(now.map((one) => [one.id, one.after]));
    return applied(
      this.base,
      this.known.map(({ id, range }) => ({ ...range, after: after.get(id) ?? [] })),
    );
  }
}

/** A text with changes put in; one that does not fit there is left out. */
export function applied(
  base: Node,
  changes: readonly (Range & { readonly after: readonly unknown[] })[],
): Transform {
  const transform = new Transform(base);
  for (const { from, to, after } of [...changes].sort((a, b) => b.from - a.from || b.to - a.to)) {
    const content = Fragment.fromJSON(base.type.schema, [...after]);
    transform.maybeStep(new ReplaceStep(from, to, new Slice(content, 0, 0)));
  }
  return transform;
}

/** What is told of a suggestion, but for its place: that the house follows by itself. */
function saying({ kind, before, after }: Suggested): string {
  return JSON.stringify([kind, before, after]);
}

function json(slice: Slice): unknown[] {
  return (slice.content.toJSON() as unknown[] | null) ?? [];
}

function isTouched({ from, to }: Range, map: StepMap): boolean {
  let touched = false;
  map.forEach((start, end) => {
    touched ||= start < to && end > from;
  });
  return touched;
}

function moved({ from, to }: Range, map: StepMap): Range {
  // What is written at the edges stays outside; at an empty place, before it.
  const start = map.map(from, 1);
  return { from: start, to: from === to ? start : Math.max(start, map.map(to, -1)) };
}

function meet(a: Range, b: Range): boolean {
  return a.from <= b.to && b.from <= a.to;
}
