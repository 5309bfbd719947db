"""What search in a copy needs of each article, read from its page: pure.

The terms are those of the site's own search (`search.analysis`), so that a spelling which finds an
article there finds it here.
"""

import json
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Final

from writingviews.search.analysis import units

#: A term counts so often at most in one article; of a title's terms each counts so often more.
MOST: Final = 15
_TITLE: Final = 8
_LONGEST: Final = 40

_ARTICLE: Final = re.compile(r'<article class="piece".*?</article>', re.DOTALL)
_MAIN: Final = re.compile(r"<main\b.*?</main>", re.DOTALL)
_UNSAID: Final = re.compile(r"<(script|style|svg|form|nav|head)\b.*?</\1>", re.DOTALL)
#: Of tags inside a word or a line; every other one parts words.
_INLINE: Final = re.compile(r"</?(?:a|abbr|b|bdi|bdo|cite|em|i|s|small|span|strong|u|wbr)\b[^>]*>")
_TAG: Final = re.compile(r"<[^>]+>")
_TITLE_TAG: Final = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_DESCRIPTION: Final = re.compile(r'<meta name="description" content="([^"]*)">')
_HTML: Final = re.compile(r'<html lang="([^"]*)" dir="([^"]*)"')
_PIECE: Final = re.compile(r'<article class="piece"[^>]*\slang="([^"]*)" dir="([^"]*)"')
_DATA: Final = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Found:
    """An article as a list of results shows it.

    Args:
        file: its path below the root.
        title, summary: plain text.
        language, direction: of the article.
        names: of those who wrote it, in order.
        day: of publication, ``2026-03-21``, or ``""``.
    """

    file: str
    title: str
    summary: str
    language: str
    direction: str
    names: tuple[str, ...]
    day: str


@dataclass(slots=True)
class Gathered:
    """Articles and where their terms stand.

    Args:
        articles: in the order of their files.
        postings: by term, for each article that has it ``number * 16 + how often``, rising.
    """

    articles: list[Found] = field(default_factory=list)
    postings: dict[str, "array[int]"] = field(default_factory=lambda: defaultdict(_postings))

    def add(self, file: str, html: str) -> None:
        """Take up an article's page; about 2 ms for 1,000 words."""
        found, text = read_article(file, html)
        number = len(self.articles)
        self.articles.append(found)
        for term, times in _terms(found.title, text, found.language).items():
            self.postings[term].append(number * 16 + times)

    def extend(self, other: "Gathered") -> None:
        """Take up what another has gathered, behind one's own."""
        shift = len(self.articles) * 16
        self.articles += other.articles
        for term, postings in other.postings.items():
            self.postings[term].extend(each + shift for each in postings)


def _postings() -> "array[int]":
    return array("I")


def _terms(title: str, text: str, language: str) -> Counter[str]:
    terms: Counter[str] = Counter()
    for unit in units(text, language):
        if not unit.idle:
            terms.update(unit.terms)
    for unit in units(title, language):
        for term in unit.terms:
            terms[term] += _TITLE
    return Counter(
        {term: min(times, MOST) for term, times in terms.items() if len(term) <= _LONGEST}
    )


def read_article(file: str, html: str) -> tuple[Found, str]:
    """Return an article as results show it, and its text."""
    own = _ARTICLE.search(html) or _MAIN.search(html)
    text = _bare(own[0] if own else html)
    data = _data(html)
    named = _PIECE.search(html) or _HTML.search(html)
    title = data.get("headline") or _bare(_last_of(_TITLE_TAG.findall(html)))
    summary = _DESCRIPTION.search(html)
    authors: Iterable[Any] = data.get("author") or ()
    found = Found(
        file=file,
        title=str(title),
        summary=unescape(summary[1]) if summary else "",
        language=named[1] if named else "en",
        direction=named[2] if named else "ltr",
        names=tuple(str(each["name"]) for each in authors if "name" in each),
        day=str(data.get("datePublished", ""))[:10],
    )
    return found, text


def _data(html: str) -> dict[str, Any]:
    block = _DATA.search(html)
    try:
        data = json.loads(block[1]) if block else {}
    except json.JSONDecodeError:
        return {}
    return data if isinstance(data, dict) else {}


def _bare(html: str) -> str:
    return unescape(_TAG.sub(" ", _INLINE.sub("", _UNSAID.sub(" ", html))))


def _last_of(texts: list[str]) -> str:
    return texts[-1] if texts else ""


def is_article(address: str) -> bool:
    """Whether an article's page stands at an address."""
    return address.startswith("/articles/") and address.endswith("/") and address.count("/") == 3
