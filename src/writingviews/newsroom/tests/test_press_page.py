"""Editors and publishers see what the press does, and let it try again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from writingviews.articles.models import Article
from writingviews.ledger.bucket_state import BucketState, say_bucket_state
from writingviews.ledger.models import Change, ChangeKind, StuckCause, StuckPage
from writingviews.ledger.press_state import PressState, say_press_state, say_theme_problems
from writingviews.ledger.services import record_change
from writingviews.ledger.tests.making import make_stuck
from writingviews.newsroom.views_press import CAUSES, SHOWN, WAITS
from writingviews.people.models import Account

from .conftest import PUBLISHED, Cast

pytestmark = pytest.mark.django_db
See = Callable[[Account | None], Client]
Make = Callable[..., Article]
PAGE, AGAIN = "/newsroom/press/", "/newsroom/press/again/"


@pytest.fixture(autouse=True)
def _at_rest(tmp_path: Path, settings: LazySettings, cast: Cast) -> None:
    settings.HOUSE = replace(settings.HOUSE, folder=tmp_path)
    (tmp_path / "run").mkdir()
    Change.objects.all().delete()


def test_editors_and_publishers_see_it_and_nobody_else(cast: Cast, see: See) -> None:
    stuck = make_stuck("/about/")
    for who in (cast.editor, cast.publisher):
        assert "/about/" in see(who).get(PAGE).text
    for other in (cast.writer, cast.moderator, cast.stranger):
        assert see(other).get(PAGE).status_code == 404
        assert see(other).post(AGAIN).status_code == 404
    assert see(None).get(PAGE).status_code == 302
    assert see(None).post(AGAIN).status_code == 302
    assert StuckPage.objects.get().next_at == stuck.next_at


def test_a_press_at_rest_says_so(cast: Cast, see: See) -> None:
    text = see(cast.editor).get(PAGE).text
    assert "Readers see everything as it stands now." in text
    assert "Could not be printed" not in text


def test_a_large_round_shows_how_far_it_has_come(cast: Cast, see: See) -> None:
    now = timezone.now()
    say_press_state(PressState(at=now, since=now - timedelta(minutes=2), done=3120, of=10_000))
    text = see(cast.editor).get(PAGE).text
    assert "Printing 3,120 of 10,000 pages." in text
    assert '<progress max="10000" value="3120"' in text
    assert "2\xa0minutes ago" in text
    say_press_state(PressState(at=now, since=now, step="articles", done=50, of=9000))
    assert "Reading 50 of 9,000 articles" in see(cast.editor).get(PAGE).text


@pytest.mark.parametrize("what", list(WAITS))
def test_a_press_that_waits_says_for_what(cast: Cast, see: See, what: str) -> None:
    now = timezone.now()
    say_press_state(PressState(at=now, since=now, waits_for=what))
    text = see(cast.editor).get(PAGE).text
    assert str(WAITS[what]) in text
    assert "Nothing is lost" in text


def test_a_press_that_is_not_there_is_noticed_by_what_waits(cast: Cast, see: See) -> None:
    record_change(ChangeKind.PUBLICATION)
    assert "changed just now is being printed." in see(cast.editor).get(PAGE).text
    Change.objects.update(at=timezone.now() - timedelta(minutes=5))
    text = see(cast.editor).get(PAGE).text
    assert "1 change waits to be printed." in text
    assert "the worker is not running" in text


def test_beside_a_stuck_page_it_is_not_said_that_readers_see_everything(
    cast: Cast, see: See
) -> None:
    make_stuck("/about/")
    text = see(cast.editor).get(PAGE).text
    assert "Readers see all other pages as they stand now." in text
    assert "Readers see everything" not in text


@pytest.mark.parametrize("cause", list(StuckCause))
def test_a_stuck_page_says_which_it_is_why_since_when_and_how_often_it_was_tried(
    cast: Cast, see: See, piece: Make, cause: StuckCause
) -> None:
    published = piece(*PUBLISHED, title="Bread before the bell")
    make_stuck(f"/articles/{published.slug}/", cause)
    text = see(cast.editor).get(PAGE).text
    assert '<bdi lang="en">Bread before the bell</bdi>' in text
    assert str(CAUSES[cause]) in text
    assert "1 June 2026, 08:00 UTC" in text
    assert "tried 3 times" in text
    assert "ValueError: cannot be drawn" in text
    assert "Traceback" not in text


def test_trying_again_is_for_one_page_or_for_all(cast: Cast, see: See) -> None:
    first, second = make_stuck("/about/"), make_stuck("/topics/")
    later = first.next_at
    browser = see(cast.publisher)
    assert browser.post(AGAIN, {"page": str(first.pk)}).status_code == 302
    soon, untouched = StuckPage.objects.order_by("pk")
    assert soon.next_at <= timezone.now()
    assert untouched.next_at == later
    browser.post(AGAIN)
    assert not StuckPage.objects.filter(next_at__gt=timezone.now()).exists()
    assert second.pk == untouched.pk


def test_trying_again_what_was_printed_meanwhile_says_so(cast: Cast, see: See) -> None:
    answer = see(cast.editor).post(AGAIN, {"page": "77"}, follow=True)
    assert "That has been printed meanwhile." in answer.text


def test_the_page_stays_small_however_much_is_stuck(cast: Cast, see: See, piece: Make) -> None:
    published = piece(*PUBLISHED)
    browser = see(cast.editor)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(PAGE).status_code == 200
        return len(captured)

    Change.objects.all().delete()
    make_stuck(f"/articles/{published.slug}/")
    few = queries()
    for number in range(SHOWN + 4):
        make_stuck(f"/articles/x-{number}/")
    assert queries() <= few + 1
    text = browser.get(PAGE).text
    assert text.count('name="page"') == SHOWN
    assert "And 5 more." in text


def test_an_address_is_shown_as_text(cast: Cast, see: See) -> None:
    make_stuck("/<script>alert(1)</script>/")
    text = see(cast.editor).get(PAGE).text
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


def test_a_broken_file_of_the_theme_is_told_with_its_line(cast: Cast, see: See) -> None:
    assert "not used" not in see(cast.editor).get(PAGE).text
    say_theme_problems(["front.html, line 3: unexpected '<b>'"])
    text = see(cast.editor).get(PAGE).text
    assert "Files of the theme that are not used" in text
    assert "front.html, line 3: unexpected &#x27;&lt;b&gt;&#x27;" in text


def test_the_copy_in_an_object_store_says_how_it_stands(cast: Cast, see: See) -> None:
    now = timezone.now()
    assert "object store" not in see(cast.editor).get(PAGE).text
    for waiting, trouble, shown in (
        (0, "", "It is up to date."),
        (3, "", "3 files are on their way."),
        (3, "the service does not answer", "the service does not answer"),
    ):
        say_bucket_state(BucketState(at=now, since=now, waiting=waiting, held=9, trouble=trouble))
        assert shown in see(cast.editor).get(PAGE).text
