"""A chapter is a compartment: every address of the house is asked for by those outside it.

For each address that takes the id or the name of a thing, the thing of one chapter and a thing that
is not there are asked for, by GET and by POST, by every role of another chapter and of the central
newsroom. The answers must be the same: status, body but for what was asked for, and number of
queries. A new address is covered where its parameters are known here, and fails where they are not.
"""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from writingviews.articles.access import open_article
from writingviews.articles.lifecycle import Verb
from writingviews.articles.models import Article, ReviewerKind
from writingviews.articles.selectors import readers_in_house
from writingviews.articles.services.filing import begin_article
from writingviews.articles.services.reviewing import Asking, ask_reviewer
from writingviews.articles.tests.making import make_account, make_chapter, make_publication
from writingviews.calls.tests.making import make_call, make_pitch
from writingviews.desk import database, noting
from writingviews.desk.note_acts import Begin
from writingviews.desk.socket import HIDDEN
from writingviews.desk.tests.open_sheet import line, session_cookie
from writingviews.newsroom.services import move
from writingviews.newsroom.tests.typing_in import type_in
from writingviews.people.chapter_services import invite
from writingviews.people.models import Account, Chapter, ChapterInvitation, ChapterRole, Role
from writingviews.people.services import take_byline

pytestmark = pytest.mark.django_db(transaction=True)

#: What stands in an address and belongs to no chapter, with why.
APART: Final = {
    "prefix": "a language",
    "key": "a group of one's own pieces",
    "name": "a file of the proof-reader, or one that was ordered by its own id",
    "span": "a month or a week",
    "digest": "of a preview, behind its order",
    "picture_id": "a picture's random id: it says nothing of a piece",
    "filter_id": "a filter of one's own",
    "edition_id": "the central newsroom's",
    "order_id": "what is carried is published",
    "reply_id": "of readers, to what is published",
    "notice_id": "one's own",
    "token": "sealed by the house",
    "byline_id": "one's own",
    "kind": "a kind of piece",
    "secret": "sealed by the house, and one account's",
    "item_id": "a point of the publication's checklists",
}
#: What stands behind a piece's id in an address, and is never looked for where the piece is hidden.
BEHIND: Final = {
    "number": "1",
    **{name: str(uuid4()) for name in ("review_id", "reviewer_id", "link_id")},
}
#: Words that stand nowhere but in the chapter's things.
CANARIES: Final = ("Xylograph", "Quillonian", "Zephyrine", "north-", "Northlight", "Underpass")


@dataclass
class House:
    """Two chapters and a central newsroom; the first chapter has one of everything."""

    north: Chapter
    piece: Article
    insiders: list[Account]
    outsiders: dict[str, Account]
    #: What stands in an address, by its name: the chapter's thing.
    things: dict[str, object]


@pytest.fixture()
def house() -> House:
    make_publication("en", "fa")
    roles = ("writer", "mentor", "editor")
    inside = {role: make_account(f"north-{role}") for role in roles}
    outside = {f"south {role}": make_account(f"s-{role}") for role in roles}
    north = make_chapter("northlight", **inside)
    north.has_page = False
    north.save()
    south = make_chapter("south", **{role.split()[1]: each for role, each in outside.items()})
    outside["writer of no chapter"] = make_account("central-writer")
    outside["mentor"] = make_account("central-mentor", Role.MENTOR)
    outside["moderator"] = make_account("moderator", Role.MODERATOR)
    outside["central editor"] = make_account("central-editor", Role.EDITOR)
    outside["publisher"] = make_account("publisher", Role.PUBLISHER)
    assert south.slug
    writer = inside["writer"]
    byline = take_byline(account=writer, name="Quillonian")
    piece = begin_article(actor=writer, language="en", byline=byline, chapter=north)
    type_in(piece, writer, "Xylograph", "Zephyrine words.")
    move(actor=writer, opened=open_article(writer, piece.id), verb=Verb.SUBMIT)
    editor = inside["editor"]
    piece = move(actor=editor, opened=open_article(editor, piece.id), verb=Verb.TAKE_UP)
    noting.do(
        Begin(uuid4(), uuid4(), 1, 1, 5, "", "@Quillonian: Zephyrine?"),
        opened=open_article(editor, piece.id),
        actor=editor,
    )
    invite(actor=editor, chapter=north, name="north-friend", role=ChapterRole.WRITER)
    now = timezone.now()
    return House(
        north=north,
        piece=piece,
        insiders=list(inside.values()),
        outsiders=outside,
        things={
            "article_id": piece.id,
            "request_id": ask_reviewer(
                actor=editor,
                article_id=piece.id,
                account=inside["mentor"],
                asking=Asking(ReviewerKind.MENTOR),
                now=now,
            ).id,
            "invitation_id": ChapterInvitation.objects.get().id,
            "pitch_id": make_pitch(writer, chapter=north, what="The Underpass.").id,
            "call_id": make_call("Underpass", chapter=north, published=False, now=now,
                                 deadline=now.date()).id,
            "chapter_id": north.id,
        },
    )  # fmt: skip


def routes() -> Iterator[str]:
    """Yield every address of the house, with ``<name>`` for what varies."""

    def below(resolver: URLResolver, before: str) -> Iterator[tuple[str, str]]:
        for entry in resolver.url_patterns:
            route = before + str(entry.pattern)
            if isinstance(entry, URLResolver):
                yield from below(entry, route)
            elif isinstance(entry, URLPattern):
                shown = re.sub(r"\(\?P(<\w+>)(?:[^()]|\([^)]*\))*\)", r"\1", route)
                shown = re.sub(r"<\w+:(\w+)>", r"<\1>", shown).replace("^", "").replace("$", "")
                yield f"/{shown}", getattr(entry.callback, "__module__", "")

    for address, module in below(get_resolver(), ""):
        if module.startswith("writingviews.") and not re.search(r"[.+*|(]", address):
            yield address


def slug_in(house: House, route: str) -> tuple[object, str] | None:
    """Return what a slug in an address names: the thing, and the same where there is none."""
    if route.startswith("/desk/chapters/"):
        return house.north.slug, "nowhere-at"
    return None  # of a call or an article that readers see


def pairs(house: House) -> Iterator[tuple[str, str, str]]:
    """Yield each address that takes a thing of a chapter: the route, with it, and with none."""
    for route in routes():
        names = re.findall(r"<(\w+)>", route)
        real = absent = route
        for name, any_value in BEHIND.items():
            if "<article_id>" in route:
                real = absent = real.replace(f"<{name}>", any_value)
        for name in names:
            found: tuple[object, object] | None = None
            if name == "slug":
                found = slug_in(house, route)
            elif name in house.things:
                found = house.things[name], uuid4()
            elif f"<{name}>" in real:
                assert name in APART, (
                    f"The address {route} takes {name!r}. Say in `House.things` what of a chapter "
                    "stands there, or in `APART` why nothing of one does."
                )
            if found:
                real = real.replace(f"<{name}>", str(found[0]))
                absent = absent.replace(f"<{name}>", str(found[1]))
        if real != absent and "<" not in real:
            yield route, real, absent


def answer(client: Client, method: str, address: str, body: object) -> tuple[object, ...]:
    """Return all that an answer tells, without the address that was asked for."""
    with CaptureQueriesContext(connection) as caught:
        if method == "GET":
            got = client.get(address)
        elif isinstance(body, str):
            got = client.post(address, body, content_type="application/json")
        else:
            got = client.post(address, body)
    queries = len(caught)
    text = b"" if got.streaming else got.content
    said = text.decode(errors="replace").replace(address, "")
    for part in address.strip("/").split("/"):
        if len(part) > 8:
            said = said.replace(part, "")
    said = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", said)
    headers = sorted(
        (name, value.replace(address, ""))
        for name, value in got.headers.items()
        if name not in {"Content-Length", "Content-Security-Policy"}
    )
    cut = [(name, re.sub(r"'nonce-[^']*'", "", value)) for name, value in headers]
    return got.status_code, said, cut, queries


#: What is sent to every address: a form with much of what forms of the house ask, and an act.
BODIES: Final[tuple[object, ...]] = (
    {},
    {
        "verb": "take_up",
        "role": "editor",
        "name": "somebody",
        "answer": "join",
        "act": "close",
        "language": "en",
        "kind": "essay",
        "text": "Words.",
        "message": "Words.",
    },
    '{"act": "settle", "note": "00000000-0000-4000-8000-000000000000"}',
)


@pytest.mark.slow
def test_every_address_answers_outsiders_as_if_there_were_nothing(house: House) -> None:
    asked = set()
    differing = []
    for role, account in house.outsiders.items():
        client = Client()
        client.force_login(account)
        client.get("/desk/")  # what a first visit costs is paid
        for route, real, absent in pairs(house):
            if role == "publisher" and "<chapter_id>" in route:
                continue  # publishers make and name chapters
            asked.add(route)
            for method, body in (("GET", {}), *(("POST", body) for body in BODIES)):
                there = answer(client, method, real, body)
                gone = answer(client, method, absent, body)
                if there != gone:
                    differing.append((role, method, route, there[0], gone[0]))
    assert not differing
    assert len(asked) > 20


def test_the_comparison_can_fail(house: House) -> None:
    """The chapter's own editor is answered otherwise, wherever there is a page to be had."""
    client = Client()
    client.force_login(house.insiders[2])
    told = {
        route: answer(client, "GET", real, {})[0]
        for route, real, absent in pairs(house)
        if answer(client, "GET", real, {}) != answer(client, "GET", absent, {})
    }
    for route in ("/desk/<article_id>/", "/desk/<article_id>/details/",
                  "/desk/<article_id>/history/", "/desk/<article_id>/notes/",
                  "/desk/chapters/at/<slug>/members/"):  # fmt: skip
        assert told.get(route) == 200, route


def test_no_list_count_or_search_shows_outsiders_a_word_of_it(house: House) -> None:
    plain = [route for route in routes() if "<" not in route]
    asked = [
        *plain,
        "/newsroom/pieces/?words=Xylo&state=",
        "/newsroom/pieces/?state=in_review",
        "/newsroom/board/?words=Xylo",
        "/desk/all/drafts/",
    ]
    for role, account in house.outsiders.items():
        client = Client()
        client.force_login(account)
        for address in asked:
            text = b"".join(client.get(address)).decode(errors="replace")
            for canary in CANARIES:
                if role == "publisher" and canary == "Northlight":
                    continue  # its name, not who or what is in it
                assert canary not in text, (role, address, canary)


def test_what_outsiders_see_is_the_same_without_it(house: House) -> None:
    """Counts are told, too: every list is as long with the chapter's pieces as without."""

    def seen() -> dict[tuple[str, str], str]:
        told = {}
        for role, account in house.outsiders.items():
            client = Client()
            client.force_login(account)
            for address in ("/desk/", "/newsroom/", "/newsroom/pieces/", "/newsroom/board/",
                            "/newsroom/calendar/", "/newsroom/pitches/", "/newsroom/calls/",
                            "/newsroom/editions/", "/notices/", "/desk/chapters/"):  # fmt: skip
                text = client.get(address).content.decode()
                told[role, address] = re.sub(r'(csrfmiddlewaretoken)" value="[^"]*"', "", text)
        return told

    before = seen()
    writer = house.insiders[0]
    move(actor=writer, opened=open_article(writer, house.piece.id), verb=Verb.WITHDRAW)
    another = begin_article(actor=writer, language="en", chapter=house.north)
    type_in(another, writer, "Another")
    move(actor=writer, opened=open_article(writer, another.id), verb=Verb.SUBMIT)
    assert seen() == before


def test_nobody_outside_can_be_called_in_its_margin(house: House) -> None:
    assert set(readers_in_house(house.piece)) == set(house.insiders)


@pytest.mark.parametrize("role", ["south editor", "central editor", "publisher", "moderator"])
def test_the_live_line_closes_as_if_there_were_nothing(house: House, role: str) -> None:
    account = house.outsiders[role]

    def code(asked: UUID) -> int:
        codes: list[int] = []
        cookie = session_cookie(account)

        async def journey() -> None:
            try:
                async with line(account, str(asked), cookie=cookie) as sheet:
                    sheet.hello()
                    codes.append(await sheet.closing_code())
            finally:
                await database.rest()

        asyncio.run(journey())
        return codes[0]

    assert code(house.piece.id) == code(uuid4()) == HIDDEN
