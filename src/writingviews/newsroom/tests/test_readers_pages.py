"""Embargo, pins, corrections, address and taking down, as they are done on the pages."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from writingviews.articles.lifecycle import State, Verb
from writingviews.articles.models import Article, Correction, Pin, SlugRedirect
from writingviews.articles.services.editions import begin_edition, details_of, edit_edition
from writingviews.articles.services.publication import set_zone
from writingviews.carry.formats import FORMATS, Subject
from writingviews.carry.models import Order
from writingviews.carry.models import State as OrderState
from writingviews.carry.services import order, take
from writingviews.ledger.models import Change
from writingviews.people.models import Account

from .conftest import ACCEPTED, IN_REVIEW, PUBLISHED, Cast

See = Callable[[Account | None], Client]
Make = Callable[..., Article]


def page_of(article: Article) -> str:
    return f"/desk/{article.id}/readers/"


def act(browser: Client, article: Article, name: str, **typed: str) -> int:
    return browser.post(page_of(article), {"act": name, **typed}).status_code


class TestWhoMay:
    @pytest.mark.parametrize("name", ["stranger", "second_writer", "moderator"])
    def test_who_may_not_open_the_piece_is_told_that_there_is_none(
        self, cast: Cast, see: See, piece: Make, name: str
    ) -> None:
        article = piece(*IN_REVIEW)
        browser = see(getattr(cast, name))
        absent = browser.get("/desk/00000000-0000-4000-8000-000000000000/readers/")
        answer = browser.get(page_of(article))
        assert (answer.status_code, answer.templates[0].name) == (404, absent.templates[0].name)
        assert "Bread before the bell" not in answer.text
        assert act(browser, article, "lift") == 404

    @pytest.mark.parametrize(
        ("name", "typed"),
        [
            ("correct", {"right": "x", "on": "2026-05-01"}),
            ("address", {"wanted": "x"}),
            ("pin", {"pin-place": "front"}),
        ],
    )
    def test_a_writer_changes_nothing_there(
        self, cast: Cast, see: See, piece: Make, name: str, typed: dict[str, str]
    ) -> None:
        article = piece(*PUBLISHED)
        assert act(see(cast.writer), article, name, **typed) in {404, 409}
        article.refresh_from_db()
        assert not Correction.objects.exists()
        assert not Pin.objects.exists()
        assert not SlugRedirect.objects.exists()

    def test_an_act_that_is_none_is_no_page(self, cast: Cast, see: See, piece: Make) -> None:
        article = piece(*PUBLISHED)
        assert act(see(cast.publisher), article, "burn") == 404


class TestEmbargo:
    def test_it_is_set_seen_by_its_writer_and_lifted(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        set_zone(actor=None, zone="Europe/Berlin")
        article = piece(*ACCEPTED)
        browser = see(cast.publisher)
        assert act(browser, article, "embargo", **{"embargo-until": "2099-07-01T12:00"}) == 302
        article.refresh_from_db()
        assert article.embargo_until is not None
        assert article.embargo_until.isoformat() == "2099-07-01T10:00:00+00:00"
        details = see(cast.writer).get(f"/desk/{article.id}/details/").text
        assert "1 July 2099, 12:00 (Europe/Berlin, UTC+2)" in details
        move = f"/desk/{article.id}/move/"
        refused = browser.post(move, {"verb": "publish"})
        assert refused.status_code == 409
        assert "under embargo" in refused.text
        early = browser.post(move, {"verb": "schedule", "due": "2099-07-01T11:00"})
        assert early.status_code == 409
        assert "after the embargo’s end" in early.text
        assert act(browser, article, "lift") == 302
        article.refresh_from_db()
        assert article.embargo_until is None

    def test_a_past_end_is_said_beside_the_field(self, cast: Cast, see: See, piece: Make) -> None:
        article = piece(*ACCEPTED)
        typed = {"act": "embargo", "embargo-until": "2020-07-01T12:00"}
        answer = see(cast.publisher).post(page_of(article), typed)
        assert answer.status_code == 422
        form = answer.context["page"].embargo
        assert form.errors == {"until": ["This time is past. Choose one in the future."]}
        assert "2020-07-01T12:00" in answer.text


class TestCorrections:
    def test_one_is_made_amended_and_removed(self, cast: Cast, see: See, piece: Make) -> None:
        article = piece(*PUBLISHED)
        browser = see(cast.publisher)
        today = timezone.now().date().isoformat()
        typed = {"wrong": "Two  feet.", "right": "Two metres.", "on": today}
        assert act(browser, article, "correct", **typed) == 302
        row = Correction.objects.get()
        assert (row.wrong, row.text) == ("Two feet.", "Two metres.")
        known = str(row.pk)
        form = browser.get(f"{page_of(article)}?amend={known}").text
        assert "Two metres.</textarea>" in form
        changed = {"right": "Three metres.", "on": today, "correction": known}
        assert act(browser, article, "correct", **changed) == 302
        assert Correction.objects.get().text == "Three metres."
        assert act(browser, article, "remove", correction=known) == 302
        assert not Correction.objects.exists()
        assert act(browser, article, "remove", correction=known) == 409

    def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        article = piece(*PUBLISHED)
        typed = {"act": "correct", "wrong": "Two feet.", "right": "", "on": "2099-01-01"}
        answer = see(cast.publisher).post(page_of(article), typed)
        assert answer.status_code == 422
        assert list(answer.context["page"].correction.errors) == ["right"]
        assert "Two feet.</textarea>" in answer.text
        answer = see(cast.publisher).post(page_of(article), {**typed, "right": "Two metres."})
        assert list(answer.context["page"].correction.errors) == ["on"]


class TestAddress:
    def test_another_one_leaves_the_old_one_leading_there(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        article = piece(*PUBLISHED)
        former = article.slug
        answer = see(cast.publisher).post(
            page_of(article), {"act": "address", "wanted": "The Early Oven!"}, follow=True
        )
        article.refresh_from_db()
        assert article.slug == "the-early-oven"
        assert SlugRedirect.objects.get().slug == former
        assert f"/articles/{former}/" in answer.text

    def test_one_that_another_piece_has_gets_a_number(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        piece(*PUBLISHED, title="The sea")
        article = piece(*PUBLISHED)
        act(see(cast.publisher), article, "address", wanted="the sea")
        article.refresh_from_db()
        assert article.slug == "the-sea-2"


class TestFronts:
    def test_a_piece_is_put_in_front_arranged_and_let_go(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        browser = see(cast.editor)
        pieces = [piece(*PUBLISHED, title=title) for title in ("First", "Second")]
        for each in pieces:
            until = {"pin-until": "2099-01-01T10:00"} if each is pieces[0] else {}
            assert act(browser, each, "pin", **{"pin-place": "front", **until}) == 302
        first, second = Pin.objects.order_by("position")
        typed = {"pin": [str(first.pk), str(second.pk)], f"{first.pk}-until": "2099-02-01T10:00"}
        answer = browser.post("/newsroom/fronts/", {**typed, "act": f"down:{first.pk}"})
        assert answer.status_code == 302
        assert list(Pin.objects.order_by("position")) == [second, first]
        first.refresh_from_db()
        assert first.until is not None
        assert first.until.month == 2
        page = browser.get("/newsroom/fronts/").text
        assert page.index("Second") < page.index("First")
        typed = {"pin": [str(second.pk), str(first.pk)], "act": f"out:{second.pk}"}
        assert browser.post("/newsroom/fronts/", typed).status_code == 302
        assert list(Pin.objects.all()) == [first]
        assert act(browser, pieces[0], "unpin", pin=str(first.pk)) == 302
        assert not Pin.objects.exists()

    def test_of_two_who_arrange_one_front_the_second_is_told(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        article = piece(*PUBLISHED)
        act(see(cast.editor), article, "pin", **{"pin-place": "section"})
        typed = {"pin": [str(Pin.objects.get().pk)], "act": "save"}
        Pin.objects.all().delete()
        answer = see(cast.second_editor).post(
            "/newsroom/fronts/?language=en&section=culture", typed
        )
        assert answer.status_code == 409
        assert "Somebody else changed this front" in answer.text

    def test_it_is_the_editors_page(self, cast: Cast, see: See) -> None:
        assert see(cast.editor).get("/newsroom/fronts/?language=fa").status_code == 200
        assert see(cast.writer).get("/newsroom/fronts/").status_code == 404
        for query in ("language=xx", "section=none"):
            assert see(cast.editor).get(f"/newsroom/fronts/?{query}").status_code == 404

    def test_it_asks_the_database_as_often_for_many_as_for_few(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        browser = see(cast.editor)

        def asked() -> int:
            with CaptureQueriesContext(connection) as queries:
                browser.get("/newsroom/fronts/")
            return len(queries)

        def publish(number: int) -> None:
            for title in range(number):
                made = piece(*PUBLISHED, title=f"No. {title}")
                if title % 2:
                    act(browser, made, "pin", **{"pin-place": "front"})

        publish(2)
        asked()
        few = asked()
        publish(6)
        assert asked() == few


class TestTakingDown:
    def test_one_click_of_the_writer_suffices_and_their_yes_brings_it_back(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        article = piece(*PUBLISHED)
        writer, publisher = see(cast.writer), see(cast.publisher)
        move = f"/desk/{article.id}/move/"
        assert writer.post(move, {"verb": "take_down"}).status_code == 302
        article.refresh_from_db()
        assert article.state == State.TAKEN_DOWN
        assert Change.objects.filter(subject_id=str(article.id), urgent=True).exists()
        refused = publisher.post(move, {"verb": "restore"})
        assert refused.status_code == 409
        assert "its writer’s yes" in refused.text
        assert act(publisher, article, "agree") == 409
        assert act(writer, article, "agree") == 302
        assert publisher.post(move, {"verb": "restore"}).status_code == 302
        article.refresh_from_db()
        assert article.state == State.PUBLISHED

    def test_files_that_hold_it_are_not_handed_out_any_more(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        article, other = (piece(*PUBLISHED, title=title) for title in ("First", "Second"))
        edition = begin_edition(actor=None, title="Winter", language="en")
        edit_edition(
            actor=None,
            edition_id=edition.id,
            version=edition.version,
            details=details_of(edition),
            pieces=[article.id, other.id],
        )

        def ordered(subject: Subject, known: object) -> Order:
            key = next(key for key, each in FORMATS.items() if subject in each.subjects)
            return order(
                subject=subject,
                subject_id=str(known),
                format_key=key,
                options=FORMATS[key].usual,
                actor=cast.publisher.id,
            )

        own, whole = ordered(Subject.ARTICLE, article.id), ordered(Subject.PUBLICATION, "")
        collected, another = (
            ordered(Subject.EDITION, edition.id),
            ordered(Subject.ARTICLE, other.id),
        )
        Order.objects.update(state=OrderState.READY, file="f" * 32 + "-" + "a" * 16 + ".pdf")
        Order.objects.filter(pk=whole.pk).update(state=OrderState.WAITING, file="")
        Order.objects.exclude(pk=whole.pk).update(foreground=False)
        assert take("maker") == whole
        see(cast.writer).post(f"/desk/{article.id}/move/", {"verb": "take_down"})
        left = {each.pk: each for each in Order.objects.all()}
        assert set(left) == {collected.pk, another.pk}
        assert (left[collected.pk].state, left[collected.pk].file) == (OrderState.WAITING, "")
        assert left[another.pk].state == OrderState.READY
        assert own.pk not in left

    def test_the_sheet_says_what_an_update_would_change(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        article = piece(*PUBLISHED)
        said = see(cast.publisher).get(f"/desk/{article.id}/details/")
        assert "there is nothing to update" in said.text
        revision = article.published_revision
        assert revision is not None
        revision.document["content"][0]["content"] = [{"type": "text", "text": "Another"}]
        revision.save()
        page = see(cast.publisher).get(f"/desk/{article.id}/details/")
        assert page.context["page"].towards.differs.title
        assert "changed on the sheet" in page.text


def test_verbs_with_a_page_of_their_own_are_no_buttons(cast: Cast, see: See, piece: Make) -> None:
    article = piece(*PUBLISHED)
    for verb in (Verb.CORRECT, Verb.CHANGE_ADDRESS):
        answer = see(cast.publisher).post(f"/desk/{article.id}/move/", {"verb": verb.value})
        assert answer.status_code == 404


def test_a_scheduled_piece_keeps_its_moment_when_the_clock_is_changed(
    cast: Cast, see: See, piece: Make
) -> None:
    due = timezone.now() + timedelta(days=1)
    article = piece(*ACCEPTED, Verb.SCHEDULE, due=due)
    browser = see(cast.publisher)
    assert browser.post("/settings/zone/", {"zone": "Asia/Tehran"}).status_code == 302
    article.refresh_from_db()
    assert article.scheduled_for == due
    assert browser.post("/settings/zone/", {"zone": "Mars/Olympus"}).status_code == 422
    assert see(cast.second_editor).post("/settings/zone/", {"zone": "UTC"}).status_code == 404
