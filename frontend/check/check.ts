/**
 * Checks a copy that lies in a folder: `check.html` of a mirror, opened from the folder itself or
 * from anywhere else. Nothing is sent; the page's policy forbids it.
 *
 * The sentences are in the page, in each of its languages; names from the copy are set as text.
 */
import { changedFiles, type Files, filesBelow, isStrewn } from "./folder";
import { readSums, readTerms, SIGNATURE, SUMS, type Terms } from "./listing";
import { type PublicKey, readPublicKey, SignatureWrong, trustedComment } from "./minisign";

const PUBLIC_KEY = "minisign.pub";
const SUCCESSION = "minisign.pub.minisig";
/** No list is longer, and no signature; in bytes, as in the house. */
const MOST = 64 * 1024 * 1024;
const MOST_SIGNED = 64 * 1024;
/** Files named of each kind of fault; the rest is counted. */
const NAMED = 10;

type Words = Record<string, string>;
interface Asked {
  key: PublicKey | undefined;
  atLeast: number;
}
interface Line {
  text: string;
  kind: "good" | "bad" | "note";
}

for (const section of document.querySelectorAll<HTMLElement>("section[data-words]")) {
  const words: Words = JSON.parse(section.dataset.words ?? "{}");
  const form = section.querySelector("form");
  if (form) prepare(form, section, words);
}
chooseLanguage();
addEventListener("hashchange", chooseLanguage);

/** Show the section that the address names, else the reader's own language, else the first. */
function chooseLanguage(): void {
  const sections = [...document.querySelectorAll<HTMLElement>("section[data-words]")];
  const wanted = [decodeURIComponent(location.hash.slice(1)), ...navigator.languages];
  const shown =
    wanted
      .map((tag) => sections.find((each) => each.lang === tag || each.lang === tag.split("-")[0]))
      .find(Boolean) ?? sections[0];
  for (const section of sections) section.hidden = section !== shown;
  if (shown) {
    document.documentElement.lang = shown.lang;
    document.documentElement.dir = shown.dir;
    document.title = shown.querySelector("h1")?.textContent ?? document.title;
  }
  for (const link of document.querySelectorAll("nav a")) {
    if (link.getAttribute("href") === `#${shown?.lang}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function prepare(form: HTMLFormElement, section: HTMLElement, words: Words): void {
  const folder = form.querySelector<HTMLInputElement>("input[type=file]");
  const key = form.querySelector<HTMLInputElement>("input[name=key]");
  const number = form.querySelector<HTMLInputElement>("input[name=number]");
  const button = form.querySelector("button");
  const bar = section.querySelector("progress");
  const status = section.querySelector<HTMLElement>("[role=status]");
  const result = section.querySelector<HTMLElement>(".result");
  if (!folder || !key || !number || !button || !bar || !status || !result) return;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const show = (lines: Line[]) => {
      result.replaceChildren(
        ...lines.map(({ text, kind }) => {
          const line = document.createElement("p");
          line.className = kind;
          line.textContent = text;
          return line;
        }),
      );
    };
    show([]);
    const given = readPublicKey(key.value);
    const least = wholeNumber(number.value);
    if (!folder.files?.length) return show([{ text: say(words, "noFolder"), kind: "note" }]);
    if (key.value.trim() && !given) return show([{ text: say(words, "noKey"), kind: "note" }]);
    if (least === undefined) return show([{ text: say(words, "noNumber"), kind: "note" }]);
    button.disabled = true;
    bar.hidden = false;
    bar.removeAttribute("value");
    let last = 0;
    const told = (done: number, all: number) => {
      if (performance.now() - last < 100) return;
      last = performance.now();
      bar.max = all;
      bar.value = done;
      status.textContent = say(words, "progress", {
        done: inDigits(words, done),
        all: inDigits(words, all),
      });
    };
    try {
      show(await check(filesBelow(folder.files), { key: given, atLeast: least }, words, told));
    } catch (error) {
      show([{ text: `${say(words, "broken")} ${error}`, kind: "bad" }]);
    } finally {
      button.disabled = false;
      bar.hidden = true;
      status.textContent = "";
      result.focus();
    }
  });
}

/** Check a copy; return what to say of it. The same order as `editions.pocket.verifying`. */
async function check(
  files: Files,
  asked: Asked,
  words: Words,
  told: (done: number, all: number) => void,
): Promise<Line[]> {
  const sumsFile = files.get(SUMS);
  const signatureFile = files.get(SIGNATURE);
  if (!sumsFile || !signatureFile) {
    const deeper = [...files.keys()].filter((path) => path.endsWith(`/${SUMS}`));
    if (deeper.length === 1 && !sumsFile && !signatureFile) {
      const there = deeper[0]?.slice(0, -SUMS.length - 1) ?? "";
      return [{ text: say(words, "deeper", { folder: shown(there) }), kind: "note" }];
    }
    const missing = [SUMS, SIGNATURE].filter((name) => !files.has(name)).join(", ");
    return [bad(words, "unsigned", `${say(words, "missing")}: ${missing}`)];
  }
  const own = asked.key ? undefined : readPublicKey(await textOf(files.get(PUBLIC_KEY)));
  const heir = asked.key && (await heirOf(files, asked.key));
  const key = heir ?? asked.key ?? own;
  if (!key) return [bad(words, "unsigned", say(words, "bringsNoKey"))];
  const listing = new Uint8Array(await sumsFile.slice(0, MOST).arrayBuffer());
  let trusted: string;
  try {
    trusted = trustedComment(listing, await textOf(signatureFile), key);
  } catch (error) {
    if (error instanceof SignatureWrong) return [bad(words, "forged", say(words, error.refusal))];
    throw error;
  }
  const terms = readTerms(trusted);
  const sums = readSums(listing);
  if (!terms) return [bad(words, "forged", say(words, "otherLine"))];
  if (!sums) return [bad(words, "forged", say(words, "brokenList"))];
  const changed = await changedFiles(files, sums, (done) => told(done, sums.size));
  const missing = [...sums.keys()].filter((path) => !files.has(path)).sort();
  const besides = [...files.keys()].filter(
    (path) => !sums.has(path) && path !== SUMS && path !== SIGNATURE,
  );
  const strewn = besides.filter(isStrewn).sort();
  const extra = besides.filter((path) => !isStrewn(path)).sort();
  const faults = [
    ...ofFiles(words, "changed", changed),
    ...ofFiles(words, "missing", missing),
    ...ofFiles(words, "extra", extra),
    ...ofTime(words, terms, asked.atLeast),
  ];
  if (sums.size !== terms.files) {
    const counts = { listed: inDigits(words, sums.size), signed: inDigits(words, terms.files) };
    faults.push(bad(words, "forged", say(words, "otherCount", counts)));
  }
  const lines = faults.length ? faults : ofGood(words, terms, key, own, heir);
  if (strewn.length) {
    lines.push({ text: say(words, "strewn", { names: listed(words, strewn) }), kind: "note" });
  }
  return lines;
}

/** Return the key that came with a copy, if it is another and the reader's vouches for it. */
async function heirOf(files: Files, key: PublicKey): Promise<PublicKey | undefined> {
  const text = await textOf(files.get(PUBLIC_KEY));
  const heir = readPublicKey(text);
  if (!heir || heir.line === key.line) return undefined;
  try {
    const word = await textOf(files.get(SUCCESSION));
    const said = trustedComment(new TextEncoder().encode(text), word, key);
    return said === `writingviews-key-1 follows=${heir.line}` ? heir : undefined;
  } catch {
    return undefined;
  }
}

function ofFiles(words: Words, fault: string, paths: string[]): Line[] {
  return paths.length ? [bad(words, fault, listed(words, paths))] : [];
}

function ofTime(words: Words, terms: Terms, atLeast: number): Line[] {
  const lines: Line[] = [];
  if (terms.sequence < atLeast) {
    const numbers = { number: inDigits(words, terms.sequence), known: inDigits(words, atLeast) };
    lines.push(bad(words, "old", say(words, "oldNumber", numbers)));
  }
  if (Date.now() >= terms.ends.valueOf()) {
    lines.push(bad(words, "ended", say(words, "endedOn", { day: day(words, terms.ends) })));
  }
  return lines;
}

function ofGood(
  words: Words,
  terms: Terms,
  key: PublicKey,
  own: PublicKey | undefined,
  heir: PublicKey | undefined,
): Line[] {
  const text = say(words, "facts", {
    number: inDigits(words, terms.sequence),
    site: shown(terms.site),
    made: day(words, terms.issued),
    ends: day(words, terms.ends),
    files: inDigits(words, terms.files),
  });
  if (own) {
    return [{ text: `${say(words, "ownKey", { key: key.line })} ${text}`, kind: "note" }];
  }
  const lines: Line[] = [{ text: `${say(words, "good")} ${text}`, kind: "good" }];
  if (heir) lines.push({ text: say(words, "follows", { key: heir.line }), kind: "note" });
  return lines;
}

// --- words --------------------------------------------------------------------------------------

function say(words: Words, name: string, values: Record<string, string> = {}): string {
  const sentence = words[name] ?? name;
  // Isolated, so that a path or a key does not turn a sentence from right to left around.
  return sentence.replace(/\{(\w+)\}/g, (all, value) =>
    value in values ? `\u2068${values[value]}\u2069` : all,
  );
}

function bad(words: Words, fault: string, what: string): Line {
  return {
    text: `${say(words, fault)}: ${what}. ${say(words, `${fault}Mend`)}`,
    kind: "bad",
  };
}

function listed(words: Words, paths: string[]): string {
  const named = paths.slice(0, NAMED).map((path) => `\u2068${shown(path)}\u2069`);
  const more = paths.length - named.length;
  return (
    named.join(", ") + (more ? ` ${say(words, "more", { count: inDigits(words, more) })}` : "")
  );
}

/** Return a name that somebody else chose so that it turns nothing around. */
function shown(name: string): string {
  return name.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (letter) =>
    letter === "\u200c" ? letter : `\\u${letter.codePointAt(0)?.toString(16).padStart(4, "0")}`,
  );
}

/** Return a day as the site writes it, whatever digits the browser would choose. */
function day(words: Words, moment: Date): string {
  const language = words.language === "en" ? "en-GB" : (words.language ?? "en-GB");
  // The calendar of the site's Persian pages (`language.calendar`), and of all its others.
  const calendar = language.startsWith("fa") ? "persian" : "gregory";
  const written = new Intl.DateTimeFormat(`${language}-u-ca-${calendar}-nu-latn`, {
    dateStyle: "long",
    timeZone: "UTC",
  }).format(moment);
  return inDigits(words, written);
}

function inDigits(words: Words, text: string | number): string {
  return String(text).replace(/[0-9]/g, (digit) => words.digits?.[Number(digit)] ?? digit);
}

/** Return a number written in Latin, Persian or Arabic digits; 0 for nothing. */
function wholeNumber(text: string): number | undefined {
  const latin = text.trim().replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => {
    return String((digit.charCodeAt(0) - (digit < "\u06f0" ? 0x660 : 0x6f0)) % 10);
  });
  return /^\d{0,15}$/.test(latin) ? Number(latin || 0) : undefined;
}

async function textOf(file: File | undefined): Promise<string> {
  return file ? await file.slice(0, MOST_SIGNED).text() : "";
}
