"""Editors make an edition: its page keeps what was typed, and says what is refused beside it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from writingviews.articles.models import Article, Edition, EditionState
from writingviews.articles.services.editions import details_of, pieces_of
from writingviews.articles.tests.making import make_edition
from writingviews.media.tests.pictures import drawing, encoded
from writingviews.people.models import Account

from .conftest import ACCEPTED, PUBLISHED, SUBMITTED, Cast

pytestmark = pytest.mark.django_db
See = Callable[[Account | None], Client]
Make = Callable[..., Article]
LIST = "/newsroom/editions/"


def address(edition: Edition) -> str:
    return f"{LIST}{edition.id}/"


def typed(edition: Edition, act: object = "save", **changes: object) -> dict[str, Any]:
    """What the form sends when nothing but `changes` was typed."""
    pieces = [str(known) for known in pieces_of(edition)]
    places = {f"place-{piece}": place for place, piece in enumerate(pieces, 1)}
    given = {
        name: getattr(edition, name) for name in type(details_of(edition)).__dataclass_fields__
    }
    return {**given, "version": edition.version, "piece": pieces, **places, "act": act, **changes}


def stored(edition: Edition) -> Edition:
    return Edition.objects.get(pk=edition.pk)


def test_editors_and_publishers_alone_find_the_pages(cast: Cast, see: See, piece: Make) -> None:
    edition = make_edition("Winter", piece(*PUBLISHED))
    for who in (cast.editor, cast.publisher):
        assert see(who).get(LIST).status_code == 200
        assert see(who).get(address(edition)).status_code == 200
    absent = f"{LIST}{edition.slug}-none/"
    for who in (cast.writer, cast.moderator, cast.stranger):
        browser = see(who)
        hidden, none = browser.get(address(edition)), browser.get(absent)
        assert hidden.status_code == none.status_code == 404
        assert browser.get(LIST).status_code == 404
        assert browser.post(LIST, {"title": "Mine", "language": "en"}).status_code == 404
        for act in ("save", "publish", "withdraw"):
            answer = browser.post(address(edition), typed(edition, act, title="Mine"))
            assert answer.status_code == 404
    assert see(None).get(LIST).status_code == 302
    assert see(None).post(address(edition), typed(edition)).status_code == 302
    assert Edition.objects.get() == edition
    assert stored(edition).title == "Winter"


def test_an_edition_is_begun_filled_published_and_withdrawn(
    cast: Cast, see: See, piece: Make
) -> None:
    editor = see(cast.editor)
    empty = editor.get(LIST).text
    assert "No edition yet." in empty
    first, second = piece(*PUBLISHED, title="First"), piece(*ACCEPTED, title="Second")
    begun = editor.post(LIST, {"title": "Winter", "language": "en"})
    edition = Edition.objects.get()
    assert begun["Location"] == address(edition)
    assert "Nothing is in it yet." in editor.get(address(edition)).text

    for one in (first, second):
        edition = stored(edition)
        answer = editor.post(address(edition), typed(edition, f"add:{one.id}"))
        assert answer["Location"] == f"{address(edition)}#pieces"
    edition = stored(edition)
    assert pieces_of(edition) == [first.id, second.id]
    assert "not shown to readers" in editor.get(address(edition)).text

    letter = {"letter": "Dear reader,\r\n\r\nread on.", "signed": "The editors"}
    editor.post(address(edition), typed(edition, f"up:{second.id}", **letter))
    edition = stored(edition)
    assert pieces_of(edition) == [second.id, first.id]
    assert edition.letter == "Dear reader,\n\nread on.", "a button beside a piece saves the rest"

    editor.post(address(edition), typed(edition, **{f"place-{first.id}": "1"}))
    edition = stored(edition)
    assert pieces_of(edition) == [first.id, second.id]

    editor.post(address(edition), typed(edition, "publish", title="Deep Winter"))
    edition = stored(edition)
    assert (edition.state, edition.slug) == (EditionState.PUBLISHED, "deep-winter")
    assert 'href="/editions/deep-winter/"' in editor.get(LIST).text
    editor.post(address(edition), typed(edition, f"out:{second.id}"))
    assert pieces_of(edition) == [first.id]
    editor.post(address(edition), typed(stored(edition), "withdraw"))
    assert stored(edition).state == EditionState.WITHDRAWN
    assert "Save and publish again" in editor.get(address(edition)).text


def test_looking_for_a_piece_keeps_what_was_typed_and_stores_nothing(
    cast: Cast, see: See, piece: Make
) -> None:
    edition = make_edition("Winter", published=False)
    piece(*PUBLISHED, title="On bread")
    piece(*ACCEPTED, title="On water", by=cast.second_writer)
    piece(*SUBMITTED, title="On salt")
    editor = see(cast.editor)

    def offered(words: str) -> str:
        given = typed(edition, "find", find=words, title="", letter="Not yet done")
        answer = editor.post(address(edition), {**given, "title": "Another name"})
        assert answer.status_code == 200
        assert "Not yet done" in answer.text
        assert 'value="Another name"' in answer.text
        return str(answer.text)

    everything = offered("")
    assert ["On bread" in everything, "On water" in everything] == [True, True]
    assert "On salt" not in everything, "it is not accepted"
    found = offered("jo oka")
    assert ["On bread" in found, "On water" in found] == [False, True]
    assert "No accepted or published piece like that." in offered("zzyzx")
    assert stored(edition).version == edition.version


def test_enter_in_the_field_of_what_is_looked_for_saves_and_shows_it(
    cast: Cast, see: See, piece: Make
) -> None:
    edition = make_edition("Winter", published=False)
    piece(*PUBLISHED, title="On bread", language="fa")
    piece(*PUBLISHED, title="On water")
    editor = see(cast.editor)
    answer = editor.post(address(edition), typed(edition, find="on bread", title="Frost"))
    assert answer["Location"] == f"{address(edition)}?find=on+bread#pieces"
    assert stored(edition).title == "Frost"
    found = editor.get(f"{address(edition)}?find=on+bread").text
    assert ["On bread" in found, "On water" in found] == [True, False]
    every = editor.get(address(edition)).text
    assert every.index("On water") < every.index("On bread"), "its own language comes first"


def test_a_refusal_stands_beside_its_field_and_nothing_is_lost(
    cast: Cast, see: See, piece: Make
) -> None:
    edition = make_edition("Winter", piece(*PUBLISHED))
    submitted = piece(*SUBMITTED)
    editor = see(cast.editor)

    def refused(status: int = 422, **changes: object) -> HttpResponse:
        answer = editor.post(address(edition), typed(edition, **{"label": "No. 9", **changes}))
        assert answer.status_code == status
        assert 'value="No. 9"' in answer.text
        assert stored(edition).version == edition.version
        return answer  # type: ignore[return-value]

    def wrong(answer: HttpResponse, field: str) -> str:
        text = answer.content.decode()
        return text.partition(f'id="id_{field}_error">')[2].partition("<")[0]

    assert wrong(refused(title=" "), "title") == "Give the edition a title."
    assert "Say who signs" in wrong(refused(letter="Dear reader."), "signed")
    cover = SimpleUploadedFile("cover.png", encoded(drawing(), "PNG"))
    told = refused(upload=cover)
    assert "Say what it shows." in wrong(told, "picture_alt")
    kept = told.content.decode().partition('name="picture" value="')[2].partition('"')[0]
    assert len(kept) == 32, "the cover that came is kept for the next try"
    answer = editor.post(
        address(edition), typed(edition, picture=kept, picture_alt="A bridge", label="No. 9")
    )
    assert answer.status_code == 302
    assert stored(edition).picture == kept
    edition = stored(edition)
    told = refused(act=f"add:{submitted.id}")
    assert "Only accepted, scheduled and published pieces" in told.content.decode()
    assert "not shown to readers" not in told.content.decode()
    refused(status=422, version="none")
    assert editor.post(address(edition), typed(edition, piece=["x"])).status_code == 302
    assert pieces_of(edition) == []


def test_an_empty_edition_is_not_published_and_one_is_not_published_twice(
    cast: Cast, see: See, piece: Make
) -> None:
    empty = make_edition("Empty", published=False)
    answer = see(cast.editor).post(address(empty), typed(empty, "publish"))
    assert answer.status_code == 422
    assert "no piece of it is published" in answer.text
    assert stored(empty).version == empty.version
    full = make_edition("Full", piece(*PUBLISHED))
    answer = see(cast.editor).post(address(full), typed(full, "publish"))
    assert answer.status_code == 422
    assert "published already" in answer.text


def test_of_two_editors_at_once_one_wins_and_the_other_is_told_and_loses_nothing(
    cast: Cast, see: See, piece: Make
) -> None:
    edition = make_edition("Winter", piece(*PUBLISHED), published=False)
    first, second = typed(edition, title="Frost"), typed(edition, title="Snow")
    assert see(cast.editor).post(address(edition), first).status_code == 302
    told = see(cast.second_editor).post(address(edition), second)
    assert told.status_code == 409
    assert "Somebody else has changed this edition" in told.text
    assert 'value="Snow"' in told.text
    assert stored(edition).title == "Frost"
    version = told.text.partition('name="version" value="')[2].partition('"')[0]
    again = {**second, "version": version}
    assert see(cast.second_editor).post(address(edition), again).status_code == 302
    assert stored(edition).title == "Snow"


def test_no_list_grows_the_number_of_queries(
    cast: Cast, see: See, piece: Make, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    several = [piece(*PUBLISHED, title=f"Piece {number}") for number in range(12)]
    small, large = make_edition("Small", several[0]), make_edition("Large", *several[:-1])
    editor = see(cast.editor)
    counts = []
    for edition in (small, large):
        with django_assert_max_num_queries(30) as asked:
            editor.get(address(edition))
        counts.append(len(asked))
    assert counts[0] == counts[1]
    with django_assert_max_num_queries(12) as asked:
        editor.get(LIST)
    few = len(asked)
    for number in range(20):
        make_edition(f"No. {number}", several[0])
    with django_assert_max_num_queries(few):
        editor.get(LIST)
