"""The search of a copy, as files that a page can load from ``file://``.

A page that was opened from a folder may not fetch: neither `fetch`, nor modules, nor WebAssembly.
It may load classic scripts. So the index is cut into scripts that each call one function with what
they hold; ``offline/search.js`` loads those that a query needs. A term's shard follows from its
first letters, so that the words that begin alike lie together.
"""

import json
import math
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Final

from writingviews.language.fold import fold
from writingviews.language.languages import primary_code

from .gathering import Found, Gathered

#: Articles' titles in one file.
DOCUMENTS: Final = 100
#: What a shard holds, about, terms or places where they stand: some 20 KB.
_TERMS: Final = 600
_POSTINGS: Final = 6_000
_MOST_SHARDS: Final = 1024
#: A term's first letters that choose its shard.
_LETTERS: Final = 3
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"


def shard_files(
    gathered: Gathered, long_day: Callable[[str, str], str]
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a search by name: the index, the articles, the table of letters.

    Args:
        gathered: from all articles.
        long_day: from ``2026-03-21`` and a language to that day as it is written there.
    """
    shards = _shard_count(gathered)
    parts: dict[int, dict[str, str]] = defaultdict(dict)
    for term in sorted(gathered.postings):
        parts[shard_of(term, shards)][term] = _packed(gathered.postings[term])
    yield "n.js", _script("n", [len(gathered.articles), shards])
    for number, terms in sorted(parts.items()):
        yield f"i{number}.js", _script(f"i{number}", terms)
    for start in range(0, len(gathered.articles), DOCUMENTS):
        shown = [_shown(found, long_day) for found in gathered.articles[start : start + DOCUMENTS]]
        name = f"d{start // DOCUMENTS}"
        yield f"{name}.js", _script(name, shown)
    yield "fold.js", _script("fold", folding())


def shard_of(term: str, shards: int) -> int:
    """Return the number of a term's shard; ``offline/search.js`` counts alike."""
    number = 5381
    for byte in term[:_LETTERS].encode("utf-16-le"):
        number = (number * 33 + byte) & 0xFFFF
    return number % shards


def folding() -> dict[str, str]:
    """Return what `language.fold.fold` makes of each single letter that it changes, below U+FFFF.

    Only of letters that are there in a normalised text (NFC), as the browser gives it.
    """
    table: dict[str, list[str]] = defaultdict(list)
    for point in range(0x20, 0xFFFF):
        letter = chr(point)
        if 0xD800 <= point <= 0xF8FF or 0x3400 <= point <= 0x9FFF or 0xAC00 <= point <= 0xD7A3:
            continue
        folded = fold(letter)
        if folded != letter:
            table[folded].append(letter)
    return {folded: "".join(letters) for folded, letters in sorted(table.items())}


def _shard_count(gathered: Gathered) -> int:
    places = sum(len(postings) for postings in gathered.postings.values())
    needed = max(1, len(gathered.postings) // _TERMS, places // _POSTINGS)
    wanted = min(_MOST_SHARDS, needed)
    return int(2 ** round(math.log2(wanted)))


def _packed(postings: "array[int]") -> str:
    """Return postings as text: distances between articles in base 36, how often after a dot."""
    before = 0
    out: list[str] = []
    for posting in postings:
        number, times = divmod(posting, 16)
        distance = _base36(number - before)
        out.append(f"{distance}.{_DIGITS[times]}" if times > 1 else distance)
        before = number
    return ",".join(out)


def _base36(number: int) -> str:
    if number < 36:
        return _DIGITS[number]
    text = ""
    while number:
        number, rest = divmod(number, 36)
        text = _DIGITS[rest] + text
    return text


def _shown(found: Found, long_day: Callable[[str, str], str]) -> list[str]:
    language = primary_code(found.language)
    day = long_day(found.day, language) if found.day else ""
    summary = found.summary if len(found.summary) <= 240 else found.summary[:239] + "…"
    names = ", ".join(found.names)
    return [found.file, found.title, summary, found.language, found.direction, names, day]


def _script(name: str, value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # Two line ends that older browsers do not take inside a script's text.
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"writingviewsShard({json.dumps(name)},{text})\n".encode()
