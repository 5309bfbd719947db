/**
 * Hiding faces, number plates and house numbers in a picture before it leaves this device.
 *
 * Patches are drawn over the picture with a pointer, or laid and moved with keys. Of what lies under
 * a patch nothing but its mean colour goes into the picture that is sent, so nobody can bring it
 * back; and the new file bears none of the old one's data.
 */
import { element } from "./element";
import { button } from "./upload";

/** Of the picture's width and height: 0 to 1, from its upper left corner. */
interface Patch {
  left: number;
  top: number;
  width: number;
  height: number;
  /** How far each of its cells lies off the mean colour, so that it is seen to be a patch. */
  readonly grain: readonly number[];
  readonly handle: HTMLButtonElement;
}

/** Cells along each side of a patch. */
const CELLS = 6;
/** How far a cell may lie off the mean, of 255. */
const GRAIN = 28;
/** A patch as it is laid by a key or a tap, and the smallest one. */
const LAID = 0.16;
const LEAST = 0.02;
/** What an arrow key moves. */
const STEP = 0.02;
/** Pixels along the longer side: of the picture as it is shown here, and as it is sent. */
const SHOWN = 1600;
const SENT = 4096;
/** How near the corner of a patch a pointer sizes it, in CSS pixels. */
const CORNER = 18;

/** The browser cannot open the picture. */
export class Unreadable extends Error {}

export class Hiding {
  readonly dom: HTMLElement;
  private readonly canvas = element("canvas");
  private readonly stage: HTMLElement;
  private readonly patches: Patch[] = [];
  private readonly adding = button("Add a patch", () => this.lay().handle.focus());

  /** @throws Unreadable */
  static async of(file: File, announce: (sentence: string) => void): Promise<Hiding> {
    try {
      return new Hiding(await createImageBitmap(file), file.type, announce);
    } catch {
      throw new Unreadable();
    }
  }

  private constructor(
    private readonly picture: ImageBitmap,
    private readonly type: string,
    private readonly announce: (sentence: string) => void,
  ) {
    sized(this.canvas, picture, SHOWN);
    this.canvas.setAttribute("role", "img");
    this.canvas.setAttribute("aria-label", "The picture, with its patches");
    // Left is left in a picture, whichever way the words beside it run.
    this.stage = element("div", { class: "hiding-stage", dir: "ltr" }, this.canvas);
    this.dom = element(
      "div",
      { class: "hiding" },
      element(
        "p",
        { class: "hint" },
        "Draw over each face, number plate or house number. What lies under a patch is gone before the picture leaves this device.",
      ),
      this.stage,
      this.adding,
    );
    this.canvas.addEventListener("pointerdown", (event) => this.draw(event));
    this.paint();
  }

  focus(): void {
    this.adding.focus();
  }

  /** The picture with its patches, as a new file. */
  async finished(): Promise<File> {
    const canvas = element("canvas");
    sized(canvas, this.picture, SENT);
    this.paint(canvas);
    const type = this.type === "image/png" ? "image/png" : "image/jpeg";
    const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, type, 0.92));
    if (!made) throw new Unreadable();
    return new File([made], "picture", { type });
  }

  close(): void {
    this.picture.close();
  }

  private lay(left = (1 - LAID) / 2, top = (1 - LAID) / 2): Patch {
    const handle = element("button", { type: "button", class: "hiding-patch" });
    const grain = Array.from({ length: CELLS * CELLS }, () => (Math.random() - 0.5) * 2 * GRAIN);
    const patch = { left, top, width: LAID, height: LAID, grain, handle };
    handle.addEventListener("keydown", (event) => this.pressed(event, patch));
    handle.addEventListener("pointerdown", (event) => this.drag(event, patch));
    this.patches.push(patch);
    this.stage.append(handle);
    this.paint();
    this.announce(`A patch is laid; there are ${this.patches.length}.`);
    return patch;
  }

  private lift(patch: Patch): void {
    const at = this.patches.indexOf(patch);
    this.patches.splice(at, 1);
    patch.handle.remove();
    this.paint();
    (this.patches[Math.max(0, at - 1)]?.handle ?? this.adding).focus();
    this.announce("The patch is taken away.");
  }

  private pressed(event: KeyboardEvent, patch: Patch): void {
    const ways: Record<string, readonly [number, number]> = {
      ArrowLeft: [-STEP, 0],
      ArrowRight: [STEP, 0],
      ArrowUp: [0, -STEP],
      ArrowDown: [0, STEP],
    };
    const way = ways[event.key];
    if (event.key === "Delete" || event.key === "Backspace") this.lift(patch);
    else if (!way) return;
    else if (event.shiftKey) this.size(patch, patch.width + way[0], patch.height + way[1]);
    else this.move(patch, patch.left + way[0], patch.top + way[1]);
    event.preventDefault();
  }

  /** Draws a new patch from where the pointer went down. */
  private draw(event: PointerEvent): void {
    event.preventDefault();
    const from = this.at(event);
    const patch = this.lay(from.x - LAID / 2, from.y - LAID / 2);
    this.move(patch, patch.left, patch.top);
    this.follow(this.canvas, event, (to) => {
      const [left, top] = [Math.min(from.x, to.x), Math.min(from.y, to.y)];
      this.size(patch, Math.abs(to.x - from.x), Math.abs(to.y - from.y));
      this.move(patch, left, top);
    });
    patch.handle.focus({ preventScroll: true }); // The picture stays under the pointer.
  }

  private drag(event: PointerEvent, patch: Patch): void {
    const box = patch.handle.getBoundingClientRect();
    const sizes = box.right - event.clientX < CORNER && box.bottom - event.clientY < CORNER;
    const from = this.at(event);
    const { left, top, width, height } = patch;
    this.follow(patch.handle, event, (to) => {
      const [across, down] = [to.x - from.x, to.y - from.y];
      if (sizes) this.size(patch, width + across, height + down);
      else this.move(patch, left + across, top + down);
    });
  }

  /** Tells where the pointer is, until it is let go. */
  private follow(
    on: HTMLElement,
    event: PointerEvent,
    told: (at: { readonly x: number; readonly y: number }) => void,
  ): void {
    on.setPointerCapture(event.pointerId);
    const moved = (next: PointerEvent) => told(this.at(next));
    const ended = () => {
      on.removeEventListener("pointermove", moved);
      on.removeEventListener("pointerup", ended);
      on.removeEventListener("pointercancel", ended);
    };
    on.addEventListener("pointermove", moved);
    on.addEventListener("pointerup", ended);
    on.addEventListener("pointercancel", ended);
  }

  private at(event: PointerEvent): { readonly x: number; readonly y: number } {
    const box = this.canvas.getBoundingClientRect();
    return {
      x: within((event.clientX - box.left) / box.width, 0, 1),
      y: within((event.clientY - box.top) / box.height, 0, 1),
    };
  }

  private move(patch: Patch, left: number, top: number): void {
    patch.left = within(left, 0, 1 - patch.width);
    patch.top = within(top, 0, 1 - patch.height);
    this.paint();
  }

  private size(patch: Patch, width: number, height: number): void {
    patch.width = within(width, LEAST, 1 - patch.left);
    patch.height = within(height, LEAST, 1 - patch.top);
    this.paint();
  }

  private paint(canvas = this.canvas): void {
    const context = canvas.getContext("2d");
    if (!context) throw new Unreadable();
    if (this.type !== "image/png") {
      context.fillStyle = "#fff"; // A JPEG is not transparent.
      context.fillRect(0, 0, canvas.width, canvas.height);
    }
    context.drawImage(this.picture, 0, 0, canvas.width, canvas.height);
    this.patches.forEach((patch, index) => {
      cover(context, this.picture, patch);
      const { style } = patch.handle;
      style.left = `${patch.left * 100}%`;
      style.top = `${patch.top * 100}%`;
      style.width = `${patch.width * 100}%`;
      style.height = `${patch.height * 100}%`;
      const told = `Patch ${index + 1} of ${this.patches.length}. Arrow keys move it, with Shift they size it, Delete takes it away.`;
      if (patch.handle.getAttribute("aria-label") !== told)
        patch.handle.setAttribute("aria-label", told);
    });
  }
}

/** Paints a patch: cells that lie about the mean colour of what is under it, each filled whole. */
function cover(context: CanvasRenderingContext2D, picture: ImageBitmap, patch: Patch): void {
  const { width, height } = context.canvas;
  const [red, green, blue] = mean(picture, patch);
  const left = Math.floor(patch.left * width);
  const top = Math.floor(patch.top * height);
  const across = Math.ceil((patch.left + patch.width) * width) - left;
  const down = Math.ceil((patch.top + patch.height) * height) - top;
  patch.grain.forEach((off, index) => {
    const column = index % CELLS;
    const row = Math.floor(index / CELLS);
    const x = left + Math.floor((column * across) / CELLS);
    const y = top + Math.floor((row * down) / CELLS);
    const right = left + Math.ceil(((column + 1) * across) / CELLS);
    const bottom = top + Math.ceil(((row + 1) * down) / CELLS);
    context.fillStyle = `rgb(${[red, green, blue].map((one) => within(one + off, 0, 255)).join(" ")})`;
    context.fillRect(x, y, right - x, bottom - y);
  });
}

/** The mean colour of what lies under a patch. */
function mean(picture: ImageBitmap, patch: Patch): readonly [number, number, number] {
  const side = 16;
  const small = new OffscreenCanvas(side, side);
  const context = small.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Unreadable();
  const { width, height } = picture;
  context.imageSmoothingQuality = "high";
  context.drawImage(
    picture,
    patch.left * width,
    patch.top * height,
    Math.max(1, patch.width * width),
    Math.max(1, patch.height * height),
    0,
    0,
    side,
    side,
  );
  const { data } = context.getImageData(0, 0, side, side);
  const sums: [number, number, number] = [0, 0, 0];
  for (let at = 0; at < data.length; at += 4)
    for (let one = 0; one < 3; one += 1) sums[one] = (sums[one] ?? 0) + (data[at + one] ?? 0);
  return sums.map((sum) => sum / (side * side)) as [number, number, number];
}

/** Gives a canvas the form of a picture, its longer side at most `longest` pixels. */
function sized(canvas: HTMLCanvasElement, picture: ImageBitmap, longest: number): void {
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
}

function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), Math.max(least, most));
}
