"""Who gets in where: every address of the house, asked for by everybody, of every kind of piece.

The addresses come from the URL configuration, so that a new page is asked for before anybody thinks
of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from writingviews.articles.access import open_article
from writingviews.articles.lifecycle import Verb
from writingviews.articles.models import Article
from writingviews.articles.services.filing import begin_article
from writingviews.articles.tests.making import make_account, make_publication, make_published
from writingviews.config.headers import ALWAYS
from writingviews.newsroom.services import move
from writingviews.newsroom.tests.typing_in import type_in
from writingviews.people.models import Account, Role
from writingviews.people.services import take_byline

pytestmark = pytest.mark.django_db
_LOGIN: Final = "/account/login/"
#: What an address is asked with where nothing of that kind is there.
_OTHERS: Final = {
    "uuid": str(uuid4()),
    "int": "999",
    "slug": "none",
    "str": "none",
    "path": "none",
}


@dataclass(frozen=True)
class House:
    """People by what they are, and pieces by where they stand; all of them are the writer's."""

    people: dict[str, Account | None]
    pieces: dict[str, UUID]


@pytest.fixture()
def house(db: None) -> House:
    make_publication("en")
    writer = make_account("w-account")
    byline = take_byline(account=writer, name="Mira Talab")
    pieces = {"draft": begin_article(actor=writer, language="en", byline=byline)}
    handed_in = pieces["handed in"] = begin_article(actor=writer, language="en", byline=byline)
    type_in(handed_in, writer, "Bread before the bell")
    move(actor=writer, opened=open_article(writer, handed_in.id), verb=Verb.SUBMIT)
    pieces["published"] = make_published("The oven", byline=byline)
    return House(
        people={
            "nobody": None,
            "stranger": make_account("s-account"),
            "writer": writer,
            "moderator": make_account("m-account", Role.MODERATOR),
            "editor": make_account("e-account", Role.EDITOR),
            "publisher": make_account("p-account", Role.PUBLISHER),
        },
        pieces={**{name: piece.id for name, piece in pieces.items()}, "none": uuid4()},
    )


@dataclass(frozen=True)
class Asked:
    """An address of the configuration: as it stands there, of which kind of piece, filled in."""

    pattern: str
    piece: str
    address: str


def addresses(house: House) -> Iterator[Asked]:
    for pattern, kinds in _patterns(get_resolver()):
        for piece in house.pieces if "article_id" in kinds else [""]:
            filled = pattern
            for name, kind in kinds.items():
                value = str(house.pieces[piece]) if name == "article_id" else _OTHERS[kind]
                filled = filled.replace(f"<{name}>", value)
            yield Asked(pattern, piece, filled)


def _patterns(resolver: URLResolver, before: str = "/") -> Iterator[tuple[str, dict[str, str]]]:
    for entry in resolver.url_patterns:
        route = str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _patterns(entry, before + route)
        elif isinstance(entry, URLPattern) and not re.search(r"[\^$()\\]", before + route):
            shown = re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", before + route)
            named = re.findall(r"<(?:(\w+):)?(\w+)>", before + route)
            yield shown, {name: kind or "str" for kind, name in named}


def browser(account: Account | None) -> Client:
    client = Client(raise_request_exception=False)
    if account is not None:
        client.force_login(account)
    return client


def is_let_in(answer: HttpResponse) -> bool:
    """Return whether somebody got more than the door: neither an error nor the sign-in page."""
    to_login = answer.status_code == 302 and answer["Location"].startswith(_LOGIN)
    return answer.status_code < 400 and not to_login


#: Left out where people are signed in by it: asking it ends the session.
_ENDS: Final = {"/account/logout/", "/guest/logout/"}


#: Doors by the beginning of an address, the longest first: who may get in at most.
_SIGNED_IN: Final = frozenset({"stranger", "writer", "moderator", "editor", "publisher"})
_EDITORS: Final = frozenset({"editor", "publisher"})
_DOORS: Final = {
    "/account/login/": {"nobody"} | _SIGNED_IN,
    "/account/signup/": {"nobody"} | _SIGNED_IN,
    "/account/inactive/": {"nobody"} | _SIGNED_IN,
    "/account/2fa/webauthn/login/": {"nobody"} | _SIGNED_IN,
    "/account/password/reset/": {"nobody"} | _SIGNED_IN,
    "/account/": _SIGNED_IN,
    "/desk/": _SIGNED_IN,
    "/notices/": _SIGNED_IN,
    "/moderation/": _EDITORS | {"moderator"},
    "/newsroom/chapters/": {"publisher"},
    "/newsroom/": _EDITORS,
    "/settings/": {"publisher"},
    "/": {"nobody"} | _SIGNED_IN,  # readers' own: search, replies, the way in by a link
}
#: What waits for oneself is everybody's.
_OWN: Final = {"/newsroom/"}
#: Of a piece: its writer, and once it is handed in the editors; of none, nobody. The writer of the
#: one that is published is another.
_OF_A_PIECE: Final = {
    "draft": {"writer"},
    "handed in": _EDITORS | {"writer"},
    "published": _EDITORS,
    "none": set[str](),
}


def may(asked: Asked) -> set[str] | frozenset[str]:
    """Return who may get in at most."""
    if asked.pattern in _OWN:
        return _SIGNED_IN
    door = next(
        door for door in sorted(_DOORS, key=len, reverse=True) if asked.pattern.startswith(door)
    )
    return _DOORS[door] & _OF_A_PIECE[asked.piece] if asked.piece else _DOORS[door]


def test_nobody_gets_in_where_they_have_no_business(house: House) -> None:
    """Also a page that is added tomorrow: under a door that is known it is held to that door."""
    inside: dict[str, set[str]] = {who: set() for who in house.people}
    refused = 0
    for who, account in house.people.items():
        client = browser(account)
        for asked in addresses(house):
            if asked.pattern in _ENDS:
                continue
            answer = client.get(asked.address)
            where = f"{who} at {asked.pattern} {asked.piece}"
            assert answer.status_code < 500, f"it breaks: {where}"
            if who not in may(asked):
                refused += 1
                assert not is_let_in(answer), f"it is open: {where}"
            elif is_let_in(answer):
                inside[who].add(f"{asked.pattern} {asked.piece}".strip())
        assert account is None or client.get("/account/").status_code == 200, "still signed in"
    assert refused > 600
    # And the doors do open: a house that answers nobody would pass the above.
    assert {"/desk/<article_id>/details/ draft", "/desk/", "/account/"} <= inside["writer"]
    assert {"/newsroom/board/", "/desk/<article_id>/details/ handed in"} <= inside["editor"]
    assert {"/settings/", "/newsroom/chapters/"} <= inside["publisher"]
    assert "/moderation/" in inside["moderator"]
    assert "/account/login/" in inside["nobody"]


def test_to_a_stranger_a_hidden_piece_and_none_at_all_are_one(house: House) -> None:
    """Whatever is asked for, and by whichever way: no answer tells that a piece is there."""
    told = 0
    for asked in addresses(house):
        if asked.piece not in {"draft", "handed in"}:
            continue
        nothing = asked.address.replace(str(house.pieces[asked.piece]), str(house.pieces["none"]))
        for who in ("nobody", "stranger", "moderator"):
            client = browser(house.people[who])
            for method in (client.get, client.post):
                there, absent = method(asked.address), method(nothing)
                assert _plain(there, house) == _plain(absent, house), f"{who}: {asked.address}"
                assert not is_let_in(there), f"{who}: {asked.address}"
                told += 1
    assert told > 150


def test_every_answer_bears_the_headers_errors_too(house: House) -> None:
    asked_for = [asked.address for asked in addresses(house) if asked.piece in {"", "draft"}]
    for who in ("nobody", "publisher"):
        client = browser(house.people[who])
        for address in (*asked_for, "/desk/nowhere/", "/account/\x00/"):
            if address in _ENDS:
                continue
            for answer in (client.get(address), client.options(address)):
                held = {name: answer.get(name) for name in ALWAYS}
                assert held == dict(ALWAYS), f"{answer.status_code} {address}"
                policy = answer["Content-Security-Policy"]
                assert "default-src 'none'" in policy and "unsafe-inline" not in policy, address
                assert answer["X-Content-Type-Options"] == "nosniff", address
                framed = answer["X-Frame-Options"]  # what is tried out is shown in a frame of ours
                assert framed == "DENY" or (framed, address[:10]) == ("SAMEORIGIN", "/settings/")
                assert answer["Referrer-Policy"] in {
                    "same-origin",
                    "strict-origin",
                    "no-referrer",
                }, address
    strange = Client().get("/desk/", headers={"host": "evil.example"})
    assert strange.status_code == 400
    assert strange["Content-Security-Policy"] and strange["Permissions-Policy"]


def _plain(answer: HttpResponse, house: House) -> tuple[int, str, str]:
    """Return an answer without what differs for everybody: tokens, and the id that was asked."""
    text = re.sub(r'value="\w{64}"', "", answer.content.decode())
    location = answer.get("Location", "")
    for piece in house.pieces.values():
        text, location = text.replace(str(piece), ""), location.replace(str(piece), "")
    return answer.status_code, location, text


def test_no_piece_was_touched_by_asking(house: House) -> None:
    before = list(Article.objects.order_by("id").values_list("id", "state"))
    for who in ("nobody", "stranger", "moderator"):
        client = browser(house.people[who])
        for asked in addresses(house):
            if asked.piece and asked.pattern not in _ENDS:
                client.post(asked.address, {"verb": "publish", "act": "delete"})
    assert list(Article.objects.order_by("id").values_list("id", "state")) == before
