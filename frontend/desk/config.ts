/** A language that words can be in. */
export interface KnownLanguage {
  readonly tag: string;
  /** Its name in itself. */
  readonly name: string;
}

/** What the page tells its sheet, in the data block that `writingviews.desk.views` writes. */
export interface EditorConfig {
  /** The text as the house has it, and the version it is at. */
  readonly document: unknown;
  readonly version: number;
  /** Whether this person may change it now; the line says when that changes. */
  readonly write: boolean;
  /** The article's language and the direction it usually runs. */
  readonly language: string;
  readonly direction: "ltr" | "rtl";
  /** What words in another language may be in, those of the publication first. */
  readonly languages: readonly KnownLanguage[];
  /** Path of the live line. */
  readonly line: string;
  /** The id this sheet's steps go under, and the seal that shows it is ours. */
  readonly sheet: { readonly id: string; readonly seal: string };
  /** Under which name and key unsent words are kept in this browser. */
  readonly keep: { readonly name: string; readonly key: string };
  /** Characters that one message on the line may have. */
  readonly longestMessage: number;
  readonly pictures: {
    /** Where pictures are sent. */
    readonly upload: string;
    /** Where they are seen; `{media}` stands for the picture's id. */
    readonly show: string;
    /** Bytes that one picture may have. */
    readonly largest: number;
  };
  readonly word: {
    /** Where Word files are sent. */
    readonly upload: string;
    /** Bytes that one may have. */
    readonly largest: number;
  };
  /** Where the proof-reader's script and engine are; null for a text that it cannot read. */
  readonly proof: { readonly reader: string; readonly engine: string } | null;
  /** Where notes are asked for and sent. */
  readonly notes: string;
  /** Where suggestions are sent. */
  readonly suggestions: string;
  /** Whether this person may suggest, and whether they begin with it. */
  readonly suggest: "no" | "may" | "first";
  readonly csrf: string;
}

/** Reads the page's data block. Throws if the page has none, which only a broken page has not. */
export function readConfig(page: Document): EditorConfig {
  const block = page.getElementById("editor-config");
  if (!block) throw new Error("The page has no data block with the id editor-config.");
  return JSON.parse(block.textContent ?? "") as EditorConfig;
}
