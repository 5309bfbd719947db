/**
 * The live line to the house: a WebSocket that is taken up again when it breaks.
 *
 * `writingviews.desk.socket` is the other end and lists the messages and the codes of closing.
 */

export type StoredStep = readonly [version: number, sheet: string, step: unknown];

/** Where somebody's caret stands in a version of the text. */
export interface Caret {
  readonly sheet: string;
  readonly name: string;
  readonly version: number;
  readonly anchor: number;
  readonly head: number;
}

/** What the house says. */
export type Heard =
  | { readonly type: "welcome"; readonly write: boolean; readonly name: string }
  | { readonly type: "steps"; readonly steps: readonly StoredStep[] }
  | { readonly type: "behind"; readonly batch: number; readonly steps: readonly StoredStep[] }
  | {
      readonly type: "refused";
      readonly batch: number;
      readonly message: string;
      readonly version: number;
      readonly document: unknown;
    }
  | ({ readonly type: "caret" } & Caret)
  | { readonly type: "gone"; readonly sheet: string }
  | { readonly type: "right"; readonly write: boolean }
  /** Notes have changed: they are asked for by HTTP. */
  | { readonly type: "notes"; readonly version: number };

/** What a sheet says. */
export type Said =
  | {
      readonly type: "hello";
      readonly schema: number;
      readonly sheet: string;
      readonly seal: string;
      readonly version: number;
    }
  | { readonly type: "since"; readonly version: number }
  /** This sheet and the house have parted: the whole text is asked for. */
  | { readonly type: "anew" }
  | {
      readonly type: "caret";
      readonly version: number;
      readonly anchor: number;
      readonly head: number;
    };

/** Codes after which taking the line up again would only meet the same answer. */
const FINAL: Readonly<Record<number, string>> = {
  4400: "This sheet and the house do not understand each other. Reload the page to go on.",
  4401: "You have been signed out. Sign in again in another tab, then reload this page.",
  4403: "The house does not answer this address. Open the piece from its own pages.",
  4404: "This piece is no longer open to you.",
  4409: "The house has been renewed since you opened this page. Reload it to go on.",
  4413: "Too much was sent at once. Reload the page and paste the text in smaller parts.",
};

/** Those of them that what was sent has brought about: sent again, it would again. */
export const BROUGHT_ABOUT: ReadonlySet<number> = new Set([4400, 4413]);

const FIRST_WAIT = 250;
const LONGEST_WAIT = 10_000;
/** What was sent is answered within this time, or at least on its way; else the line is dead. */
const ANSWER_PATIENCE = 8000;

export interface Listener {
  /** The line stands: say hello. */
  opened(): void;
  heard(message: Heard): void;
  /** The line broke and is being taken up again. */
  broke(): void;
  /** The line is over for good; `why` is a sentence for the person at the sheet. */
  ended(why: string, code: number): void;
}

export class Line {
  private socket: WebSocket | null = null;
  private wait = FIRST_WAIT;
  private timer = 0;
  private silence = 0;

  constructor(
    private readonly path: string,
    private readonly listener: Listener,
  ) {
    this.open();
    window.addEventListener("online", () => this.hurry());
    // The browser knows at once; the socket would find out when its packets have waited long enough.
    window.addEventListener("offline", () => this.giveUp());
    document.addEventListener("visibilitychange", () => this.hurry());
  }

  private get isOpen(): boolean {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  say(message: Said): void {
    if (this.isOpen) this.socket?.send(JSON.stringify(message));
  }

  /** Sends what has been written as JSON already, and is answered. */
  sayText(message: string): void {
    if (!this.isOpen) return;
    this.socket?.send(message);
    if (this.silence === 0) this.listen(message.length);
  }

  /** Gives a line up that takes nothing more and says nothing. */
  private listen(waiting: number): void {
    this.silence = window.setTimeout(() => {
      const left = this.socket?.bufferedAmount ?? 0;
      if (left > 0 && left < waiting) this.listen(left);
      else this.giveUp();
    }, ANSWER_PATIENCE);
  }

  private hush(): void {
    window.clearTimeout(this.silence);
    this.silence = 0;
  }

  private open(): void {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}${this.path}`);
    this.socket = socket;
    socket.onopen = () => this.listener.opened();
    socket.onmessage = ({ data }) => {
      this.wait = FIRST_WAIT;
      this.hush();
      this.listener.heard(JSON.parse(String(data)) as Heard);
    };
    socket.onclose = ({ code }) => {
      const why = FINAL[code];
      if (why === undefined) this.again();
      else {
        this.hush();
        this.socket = null;
        this.listener.ended(why, code);
      }
    };
  }

  /** The line is gone: tells of it, and takes it up again after a pause. */
  private again(): void {
    this.hush();
    this.socket = null;
    this.listener.broke();
    // Scattered, so that thirty sheets do not all knock in the same instant after a restart.
    const scattered = this.wait * (0.5 + Math.random());
    this.timer = window.setTimeout(() => this.open(), scattered);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }

  /** Leaves a line on which nothing comes through, without waiting for its other end to close it. */
  private giveUp(): void {
    const { socket } = this;
    if (!socket) return;
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
    this.again();
  }

  /** The person or the network is back: do not let them wait for the rest of the pause. */
  private hurry(): void {
    if (this.timer === 0 || this.socket !== null || document.visibilityState === "hidden") return;
    window.clearTimeout(this.timer);
    this.timer = 0;
    this.open();
  }
}
