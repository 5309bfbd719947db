/** What page and proof-reader say to each other, and what becomes of it in the text. */

/** Something in a text that may be meant otherwise; places in UTF-16 units of the text. */
export interface Doubt {
  readonly start: number;
  readonly end: number;
  /** Harper's name for its kind: "Spelling", "Agreement" … */
  readonly kind: string;
  readonly says: string;
  /** What could stand there instead; "" takes the words out. */
  readonly choices: readonly string[];
}

/** A doubt as it stands in the text now. */
export interface Standing {
  readonly from: number;
  readonly to: number;
  readonly words: string;
  readonly doubt: Doubt;
}

export type ToReader =
  | {
      readonly type: "begin";
      readonly engine: ArrayBuffer;
      readonly dialect: number;
      readonly words: readonly string[];
    }
  | { readonly type: "words"; readonly words: readonly string[] }
  | { readonly type: "read"; readonly id: number; readonly text: string };

export type FromReader =
  | { readonly type: "ready" }
  | { readonly type: "read"; readonly id: number; readonly doubts: readonly Doubt[] }
  | { readonly type: "failed"; readonly why: string };
