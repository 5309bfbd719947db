/**
 * A file on its way to the house: a card at the place where it will stand, for this person alone,
 * that says how far it is, takes a refusal and lets one try again, choose another or leave it out.
 */
import type { Transaction } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { element } from "./element";
import { type Slip, takeSlip } from "./underway";

/** What is sent, where to, and what is said on its way. */
export interface Upload {
  readonly file: File;
  readonly address: string;
  readonly csrf: string;
  /** The field of the form, and the name that the house is told: a file's own often tells more
   *  about a person than they know. */
  readonly field: string;
  readonly name: string;
  /** Bytes. */
  readonly largest: number;
  /** The status of an answer that took it. */
  readonly taken: number;
  readonly words: {
    readonly underWay: string;
    readonly atTheHouse: string;
    readonly tooLarge: (megabytes: number) => string;
    readonly tooLargeForTheHouse: string;
    readonly broken: string;
    readonly notAllowed: string;
    readonly notTaken: string;
  };
  readonly choose: () => void;
}

export abstract class UploadCard implements Slip {
  readonly dom = element("div", { class: "upload", contenteditable: "false" });
  /** What is sent. */
  protected file: File;
  private request: XMLHttpRequest | null = null;

  protected constructor(
    protected readonly view: EditorView,
    private readonly upload: Upload,
  ) {
    this.file = upload.file;
  }

  /** Sets what the house made of the file into the text; false if the answer is no such thing. */
  protected abstract place(answer: unknown): boolean;

  begin(): void {
    const { largest, words } = this.upload;
    if (this.file.size > largest) {
      this.refuse(words.tooLarge(Math.floor(largest / 1024 / 1024)), false);
      return;
    }
    const progress = element("progress", {
      max: 1,
      "aria-label": words.underWay.replace("…", ""),
    });
    const word = element("p", {}, words.underWay);
    this.show(
      progress,
      word,
      button("Cancel", () => this.cancel()),
    );
    this.send(progress, word);
  }

  /** XMLHttpRequest, because fetch cannot tell how much has been sent. */
  private send(progress: HTMLProgressElement, word: HTMLElement): void {
    const { address, csrf, field, name, words } = this.upload;
    const request = new XMLHttpRequest();
    this.request = request;
    request.open("POST", address);
    request.responseType = "json";
    request.setRequestHeader("X-CSRFToken", csrf);
    request.upload.onprogress = ({ loaded, total }) => {
      progress.value = loaded / total;
      if (loaded === total) {
        progress.removeAttribute("value");
        word.textContent = words.atTheHouse;
      }
    };
    request.onload = () => this.answered(request.status, request.response);
    request.onerror = () => this.refuse(words.broken, true);
    const form = new FormData();
    form.append(field, this.file, name);
    request.send(form);
  }

  private answered(status: number, answer: unknown): void {
    const { taken, words } = this.upload;
    const said = (answer ?? {}) as { readonly error?: unknown };
    if (status === taken && this.place(answer)) return;
    if (typeof said.error === "string") this.refuse(said.error, false);
    else if (status === 413) this.refuse(words.tooLargeForTheHouse, false);
    else if (status === 401 || status === 403 || status === 404)
      this.refuse(words.notAllowed, false);
    else this.refuse(words.notTaken, true);
  }

  protected refuse(why: string, again: boolean): void {
    this.show(
      element("p", { role: "alert" }, why),
      again ? button("Try again", () => this.begin()) : null,
      button("Choose another", () => {
        this.cancel();
        this.upload.choose();
      }),
      button("Leave it out", () => this.cancel()),
    );
  }

  protected cancel(): void {
    this.request?.abort();
    this.view.dispatch(this.gone(this.view.state.tr));
    this.view.focus();
  }

  /** Takes the card away. */
  protected gone(transaction: Transaction): Transaction {
    return takeSlip(transaction, this);
  }

  protected show(...parts: (HTMLElement | null)[]): void {
    this.dom.replaceChildren(element("div", { class: "upload-words" }, ...parts));
  }
}

export function button(label: string, act: () => void): HTMLButtonElement {
  const made = element("button", { type: "button" }, label);
  made.addEventListener("click", act);
  return made;
}
