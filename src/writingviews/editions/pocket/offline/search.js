/**
 * Search in a copy that was opened from a folder. Loads the shards that a query needs as classic
 * scripts: a page at file:// may load nothing else. Nothing is sent anywhere.
 *
 * Letters are folded by the table that `language.fold` made; the terms are those of
 * `search.analysis`. What differs: of a query's words only the folded spelling, its parts and some
 * endings are looked for, and the beginning of longer words.
 */
(() => {
  const base = document.currentScript.src.replace(/[^/]*$/, "");
  const loaded = new Map();
  const waiting = new Map();

  globalThis.writingviewsShard = (name, value) => loaded.set(name, value);

  /** Resolves to what a shard holds; to undefined if there is none. */
  function load(name) {
    if (loaded.has(name)) return Promise.resolve(loaded.get(name));
    if (!waiting.has(name)) {
      waiting.set(
        name,
        new Promise((resolve) => {
          const script = document.createElement("script");
          script.src = `${base}${name}.js`;
          script.onload = () => resolve(loaded.get(name));
          script.onerror = () => resolve(undefined);
          document.head.append(script);
        }),
      );
    }
    return waiting.get(name);
  }

  // --- words -----------------------------------------------------------------------------------

  const joiner = "\u200c";
  const words =
    /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}\u0640]|[\u00ad\u200e\u200f]|\u200d|[\u200c'’ʼ]+(?=[\p{L}\p{N}]))*/gu;
  const ideograph = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;
  // As in `language.fold`: what a Persian writer joins to the word that follows, or goes before.
  const prefixes = new Set(["می", "نمی"]);
  const endings = new Set([
    "ها",
    "های",
    "هایی",
    "هایم",
    "هایت",
    "هایش",
    "هایمان",
    "هایتان",
    "هایشان",
    "تر",
    "ترین",
  ]);

  function folder(table) {
    const letters = new Map();
    for (const [folded, from] of Object.entries(table)) {
      for (const letter of from) letters.set(letter, folded);
    }
    const once = (text) =>
      [...text.normalize("NFC")].map((letter) => letters.get(letter) ?? letter).join("");
    return (text) => once(once(text));
  }

  /** The query's words, each with the terms it may be filed under, the likeliest first. */
  function asked(query, fold) {
    const groups = [];
    let open = false;
    for (const word of query.replace(ideograph, " $& ").match(words) ?? []) {
      const folded = fold(word);
      if (open || (endings.has(folded) && groups.length > 0)) groups.at(-1).push(word);
      else groups.push([word]);
      open = prefixes.has(folded);
    }
    return groups.map((group) => terms(group.join(joiner), fold)).filter((list) => list.length > 0);
  }

  function terms(word, fold) {
    const whole = fold(word);
    const parts = word
      .split(joiner)
      .map(fold)
      .filter((part) => !prefixes.has(part) && !endings.has(part));
    const found = [whole];
    if (parts.length > 0 && parts[0] !== whole) found.push(...parts);
    const elided = /^(?:\p{L}{1,2}|qu)['’ʼ](\p{L}{2,})$/iu.exec(word);
    if (elided) found.push(fold(elided[1]));
    if (whole.endsWith("ء") && whole.length > 2) found.push(whole.slice(0, -1));
    const article = /^(?:و?ال|بال|کال|فال|لل)(.{2,})$/u.exec(whole);
    if (article) found.push(article[1]);
    for (const ending of [
      "هایشان",
      "هایمان",
      "هایتان",
      "هایی",
      "هایش",
      "هایم",
      "هایت",
      "های",
      "ها",
      "ات",
      "ان",
      "ین",
      "ون",
    ]) {
      if (whole.endsWith(ending) && whole.length >= ending.length + 3) {
        found.push(whole.slice(0, -ending.length));
        break;
      }
    }
    for (const ending of ["ing", "ed", "es", "s", "as", "os", "a", "o", "e"]) {
      if (whole.endsWith(ending) && whole.length >= ending.length + 3)
        found.push(whole.slice(0, -ending.length));
    }
    return [...new Set(found)].filter(Boolean);
  }

  function shardOf(term, shards) {
    let number = 5381;
    for (const letter of [...term].slice(0, 3).join("").split("")) {
      const code = letter.charCodeAt(0);
      number = (number * 33 + (code & 0xff)) & 0xffff;
      number = (number * 33 + (code >> 8)) & 0xffff;
    }
    return number % shards;
  }

  // --- finding ---------------------------------------------------------------------------------

  /** Scores by article of one word: the best of its terms counts. */
  async function scores(list, count, shards) {
    const found = new Map();
    const take = (packed, weight) => {
      const postings = packed.split(",");
      const rare = Math.log(1 + count / postings.length);
      let number = 0;
      for (const posting of postings) {
        const [distance, times] = posting.split(".");
        number += Number.parseInt(distance, 36);
        const score = weight * rare * (1 + Math.log(times ? Number.parseInt(times, 36) : 1));
        if (score > (found.get(number) ?? 0)) found.set(number, score);
      }
    };
    for (const [place, term] of list.entries()) {
      const shard = (await load(`i${shardOf(term, shards)}`)) ?? {};
      if (Object.hasOwn(shard, term)) take(shard[term], place === 0 ? 1 : 0.6);
      if (place > 0 || term.length < 3) continue;
      for (const longer of Object.keys(shard)) {
        if (longer !== term && longer.startsWith(term)) take(shard[longer], 0.3);
      }
    }
    return found;
  }

  async function find(query, most) {
    const [[count, shards], table] = await Promise.all([load("n"), load("fold")]);
    const perWord = [];
    for (const list of asked(query, folder(table))) {
      const found = await scores(list, count, shards);
      if (found.size > 0) perWord.push(found);
    }
    const total = new Map();
    for (const found of perWord) {
      for (const [number, score] of found) {
        const before = total.get(number) ?? { score: 0, words: 0 };
        total.set(number, { score: before.score + score, words: before.words + 1 });
      }
    }
    // Where some article has every word that any has, those with fewer are not meant.
    const hits = [...total].filter(([, hit]) => hit.words === perWord.length);
    const kept = hits.length > 0 ? hits : [...total];
    kept.sort(
      ([a, one], [b, other]) => other.words - one.words || other.score - one.score || a - b,
    );
    const shown = kept
      .slice(0, most)
      .map(async ([number]) => (await load(`d${Math.floor(number / 100)}`))[number % 100]);
    return { count: kept.length, hits: await Promise.all(shown) };
  }

  // --- showing ---------------------------------------------------------------------------------

  function element(name, attributes, ...inside) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value) made.setAttribute(key, value);
    made.append(...inside);
    return made;
  }

  function result([file, title, summary, language, direction, names, day], up) {
    const href = up + file.split("/").map(encodeURIComponent).join("/");
    const own = { lang: language, dir: direction };
    const card = element(
      "article",
      { class: "card result" },
      element("h2", own, element("a", { href }, title)),
    );
    if (summary) card.append(element("p", { class: "passage", ...own }, summary));
    const meta = element("p", { class: "meta" });
    if (names) meta.append(element("b", {}, element("bdi", {}, names)), " ");
    if (day) meta.append(element("bdi", {}, day));
    card.append(meta);
    return element("li", {}, card);
  }

  async function show() {
    const place = document.querySelector(".copy-results");
    const query = (new URLSearchParams(location.search).get("q") ?? "").slice(0, 200).trim();
    for (const field of document.querySelectorAll("input[type=search]")) field.value = query;
    if (!place || !query) return;
    const status = document.querySelector(".copy-status");
    const { count, hits } = await find(query, 50);
    const plural = new Intl.PluralRules(document.documentElement.lang).select(count);
    const found = JSON.parse(place.dataset.found);
    const said = count > 0 ? (found[plural] ?? found.other) : place.dataset.nothing;
    const digits = [...place.dataset.digits];
    const number = String(count).replace(/\d/g, (digit) => digits[Number(digit)]);
    status.textContent = said.replace("{count}", number).replace("{query}", query);
    place.replaceChildren(...hits.map((hit) => result(hit, place.dataset.up)));
    place.hidden = count === 0;
  }

  document.addEventListener("DOMContentLoaded", show);
})();
