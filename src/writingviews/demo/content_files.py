"""Reading what the demo's publication says of itself: the two YAML files beside its articles."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import yaml

from writingviews.articles.anonymity import Anonymity
from writingviews.articles.lifecycle import Verb
from writingviews.articles.models import Kind
from writingviews.people.models import BylineKind, ChapterRole

#: The folder of the demo's articles and pictures.
CONTENT: Final = Path(__file__).parent / "content"


@dataclass(frozen=True, slots=True)
class DemoByline:
    """A byline, and which of the cast stands behind it; "" for nobody who can sign in."""

    name: str
    language: str
    about: str
    kind: BylineKind
    holder: str


@dataclass(frozen=True, slots=True)
class DemoMove:
    """A step of a piece on its way: who of the cast does what, and when."""

    verb: Verb
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DemoReply:
    """A reader's reply and its answers; `held` ones wait for the moderator."""

    article: str
    name: str
    text: str
    at: datetime
    email: str
    held: bool
    answers: tuple["DemoReply", ...]


@dataclass(frozen=True, slots=True)
class DemoEdition:
    """An edition, with its pieces' slugs in their order.

    Args:
        cover: slug of the piece whose lead picture is the cover, or "".
        published: its day; None for a draft.
    """

    title: str
    language: str
    label: str
    standfirst: str
    letter: str
    signed: str
    cover: str
    cover_alt: str
    cover_credit: str
    published: date | None
    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoCall:
    """A call for pieces, open from one day to another."""

    title: str
    language: str
    section: str
    kinds: tuple[str, ...]
    opens: date
    deadline: date
    answer_days: int
    anonymity: Anonymity
    sought: str


@dataclass(frozen=True, slots=True)
class DemoPitch:
    """A pitch that waits for an answer, by one of the cast under a byline of theirs."""

    by: str
    byline: str
    language: str
    kind: Kind
    at: datetime
    what: str
    why: str
    how: str


@dataclass(frozen=True, slots=True)
class DemoChapter:
    """A chapter that readers see; `people` maps who of the cast belongs to it to their part."""

    language: str
    names: Mapping[str, str]
    abouts: Mapping[str, str]
    people: Mapping[str, ChapterRole]


@dataclass(frozen=True, slots=True)
class DemoPublication:
    """What is furnished besides the articles; `desk` maps a slug to its moves.

    `checked` are the kinds whose pieces people check before print.
    """

    languages: tuple[str, ...]
    names: Mapping[str, str]
    mottos: Mapping[str, str]
    abouts: Mapping[str, str]
    bylines: tuple[DemoByline, ...]
    desk: Mapping[str, tuple[DemoMove, ...]]
    replies: tuple[DemoReply, ...]
    editions: tuple[DemoEdition, ...]
    calls: tuple[DemoCall, ...]
    pitches: tuple[DemoPitch, ...]
    chapters: tuple[DemoChapter, ...]
    checked: tuple[Kind, ...]


def read_publication(content: Path = CONTENT) -> DemoPublication:
    """Read ``publication.yaml`` and ``replies.yaml``, which are our own and held by a test."""
    page: dict[str, Any] = yaml.safe_load(_text(content / "publication.yaml"))
    replies: list[dict[str, Any]] = yaml.safe_load(_text(content / "replies.yaml"))
    holder_of = {name: holder for holder, names in page["holders"].items() for name in names}
    return DemoPublication(
        languages=tuple(page["languages"]),
        names=page["names"],
        mottos=page["mottos"],
        abouts=page["abouts"],
        bylines=tuple(
            DemoByline(
                name=entry["name"],
                language=entry["language"],
                about=entry["about"],
                kind=BylineKind(entry.get("kind", BylineKind.OWN)),
                holder=holder_of.get(entry["name"], ""),
            )
            for entry in page["bylines"]
        ),
        desk={
            piece["slug"]: tuple(
                DemoMove(verb=Verb(move["verb"]), by=move["by"], at=move["at"])
                for move in piece["moves"]
            )
            for piece in page["desk"]
        },
        replies=tuple(_replies(replies)),
        editions=tuple(
            DemoEdition(
                title=entry["title"],
                language=entry["language"],
                label=entry["label"],
                standfirst=entry.get("standfirst", ""),
                letter=_unwrapped(entry["letter"]),
                signed=entry.get("signed", ""),
                cover=entry.get("cover", ""),
                cover_alt=entry.get("cover_alt", ""),
                cover_credit=entry.get("cover_credit", ""),
                published=entry.get("published"),
                pieces=tuple(entry["pieces"]),
            )
            for entry in page["editions"]
        ),
        calls=tuple(
            DemoCall(
                **{
                    **entry,
                    "kinds": tuple(entry["kinds"]),
                    "anonymity": Anonymity(entry["anonymity"]),
                }
            )
            for entry in page["calls"]
        ),
        pitches=tuple(
            DemoPitch(**{**entry, "kind": Kind(entry["kind"])}) for entry in page["pitches"]
        ),
        chapters=tuple(
            DemoChapter(
                language=entry["language"],
                names=entry["names"],
                abouts={code: _unwrapped(text) for code, text in entry["abouts"].items()},
                people={name: ChapterRole(part) for name, part in entry["people"].items()},
            )
            for entry in page["chapters"]
        ),
        checked=tuple(Kind(kind) for kind in page["checked"]),
    )


def _replies(entries: list[dict[str, Any]], article: str = "") -> Iterator[DemoReply]:
    for entry in entries:
        slug = entry.get("article", article)
        yield DemoReply(
            article=slug,
            name=entry["name"],
            text=entry["text"],
            at=entry["at"],
            email=entry.get("email", ""),
            held=entry.get("state", "shown") == "held",
            answers=tuple(_replies(entry.get("answers", []), slug)),
        )


def _unwrapped(text: str) -> str:
    """Return a text without the breaks inside its paragraphs."""
    return "\n\n".join(" ".join(part.split()) for part in text.strip().split("\n\n"))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
