"""Calls in the newsroom, and entering one from the desk and from outside."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from writingviews.articles.contributors import writers_of
from writingviews.articles.lifecycle import State, Verb
from writingviews.articles.models import Article, ArticleByline
from writingviews.calls.models import Audience, Call, CallEntry, CallState
from writingviews.calls.services.calling import details_of
from writingviews.calls.tests.making import make_call
from writingviews.people.models import Account, Byline, BylineKind

from .conftest import ACCEPTED, IN_REVIEW, SUBMITTED, Cast, without_token

pytestmark = pytest.mark.django_db
See = Callable[[Account | None], Client]
Make = Callable[..., Article]
LIST = "/newsroom/calls/"
NEWCOMER = {
    "username": "ilse.k",
    "password": "four words that differ",
    "byline": "Heron",
    "kind": "essay",
}


@pytest.fixture(autouse=True)
def _no_sign_ups_yet(publication: object) -> None:
    cache.clear()


def open_call(**details: Any) -> Call:  # noqa: ANN401 - a call's details
    now = timezone.now()
    return make_call(**{"deadline": now.date() + timedelta(days=9), "now": now, **details})


def close(call: Call) -> None:
    """Let its days pass, and nobody notice yet."""
    past = timezone.now().date() - timedelta(days=30)
    Call.objects.filter(pk=call.pk).update(opens_on=past, deadline=past)


def typed(call: Call, act: str = "save", **changes: object) -> dict[str, Any]:
    """What the form sends when nothing but `changes` was typed."""
    details = details_of(call)
    given = {name: getattr(details, name) for name in type(details).__dataclass_fields__}
    section = call.section.slug if call.section else ""
    clean = {key: "" if value is None else value for key, value in given.items()}
    return {**clean, "section": section, "version": call.version, "act": act, **changes}


class TestMakingACall:
    def test_is_for_editors(self, cast: Cast, see: See) -> None:
        call = open_call()
        for who in (cast.editor, cast.publisher):
            assert see(who).get(LIST).status_code == 200
            assert see(who).get(f"{LIST}{call.id}/").status_code == 200
        absent = f"{LIST}00000000-0000-4000-8000-000000000000/"
        for who in (cast.writer, cast.moderator, cast.stranger):
            assert see(who).get(LIST).status_code == 404
            hidden, missing = see(who).get(f"{LIST}{call.id}/"), see(who).get(absent)
            assert hidden.status_code == 404
            assert without_token(hidden.text) == without_token(missing.text)
            assert see(who).post(f"{LIST}{call.id}/", typed(call, "withdraw")).status_code == 404

    def test_begins_edits_and_publishes(self, cast: Cast, see: See) -> None:
        editor = see(cast.editor)
        begun = editor.post(LIST, {"title": "Letters to a street", "language": "en"})
        call = Call.objects.get()
        assert begun["Location"] == f"{LIST}{call.id}/"
        last = timezone.now().date() + timedelta(days=20)
        changes = {"sought": "A *letter*.", "deadline": last.isoformat(), "kinds": ["poem"]}
        saved = editor.post(begun["Location"], typed(call, "publish", **changes))
        assert saved.status_code == 302
        call.refresh_from_db()
        assert (call.state, call.slug) == (CallState.OPEN, "letters-to-a-street")
        assert "/calls/letters-to-a-street/" in editor.get(begun["Location"]).text
        editor.post(begun["Location"], typed(call, "withdraw"))
        assert Call.objects.get().state == CallState.WITHDRAWN

    def test_says_beside_the_field_what_is_missing_and_keeps_the_rest(
        self, cast: Cast, see: See
    ) -> None:
        call = open_call(published=False)
        page = f"{LIST}{call.id}/"
        past = (timezone.now() - timedelta(days=2)).date().isoformat()
        answer = see(cast.editor).post(
            page, typed(call, "publish", deadline=past, sought="New words.")
        )
        assert answer.status_code == 422
        assert "is past" in answer.context["page"].form.errors["deadline"][0]
        assert "New words." in answer.text
        answer = see(cast.editor).post(page, typed(call, "publish", sought=" "))
        assert "Say what you seek" in answer.context["page"].form.errors["sought"][0]
        assert Call.objects.get().state == CallState.DRAFT

    def test_of_two_editors_the_second_is_told_and_keeps_what_was_typed(
        self, cast: Cast, see: See
    ) -> None:
        call = open_call()
        page = f"{LIST}{call.id}/"
        assert see(cast.editor).post(page, typed(call, title="Mine")).status_code == 302
        answer = see(cast.second_editor).post(page, typed(call, title="Yours"))
        assert answer.status_code == 409
        assert "Somebody else has changed this call" in answer.text
        assert 'value="Yours"' in answer.text
        assert Call.objects.get().title == "Mine"

    def test_lists_entries_and_counts_who_was_answered_within(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        call = open_call()
        now = timezone.now()
        for verbs, answered in ((SUBMITTED, None), (IN_REVIEW, None), (ACCEPTED, now)):
            CallEntry.objects.create(
                call=call,
                article=piece(*verbs, title=f"Piece {verbs[-1]}"),
                account=cast.writer,
                begun_at=now,
                entered_at=now,
                answered_at=answered,
            )
        CallEntry.objects.create(
            call=call, article=piece(title="A draft"), account=cast.writer, begun_at=now
        )
        page = see(cast.editor).get(f"{LIST}{call.id}/").text
        shown = " ".join(page.split())
        assert "1 of 3 answered, 1 of them in time." in shown
        assert "2 wait: an answer is promised by" in shown
        assert "1 more is begun" in shown
        assert "A draft" not in page
        assert "Piece submit" in page
        close(call)
        page = " ".join(see(cast.editor).get(f"{LIST}{call.id}/").text.split())
        assert "2 wait: an answer was promised by" in page
        assert "late: promised by" in see(cast.editor).get(LIST).text

    def test_asks_as_often_for_one_entry_as_for_many(
        self,
        cast: Cast,
        see: See,
        piece: Make,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        call, now = open_call(), timezone.now()

        def make(number: int) -> None:
            for _ in range(number):
                made = piece(*SUBMITTED)
                CallEntry.objects.create(
                    call=call, article=made, account=cast.writer, begun_at=now, entered_at=now
                )
                open_call()

        make(1)
        editor, counts = see(cast.editor), []
        places = (LIST, f"{LIST}{call.id}/")
        for place in places:
            with CaptureQueriesContext(connection) as few:
                editor.get(place)
            counts.append(len(few))
        make(4)
        for place, count in zip(places, counts, strict=True):
            with django_assert_num_queries(count):
                editor.get(place)


class TestEntering:
    def test_from_the_desk_opens_the_sheet_of_an_entry(self, cast: Cast, see: See) -> None:
        call = open_call()
        writer = see(cast.writer)
        assert f"/desk/calls/{call.slug}/" in writer.get("/desk/").text
        page = writer.get(f"/desk/calls/{call.slug}/")
        assert page.status_code == 200
        answer = writer.post(
            f"/desk/calls/{call.slug}/", {"kind": "poem", "byline": str(cast.byline.pk)}
        )
        article = Article.objects.get()
        assert answer["Location"] == f"/desk/{article.id}/"
        assert CallEntry.objects.get().account == cast.writer
        assert "Written for" in writer.get(answer["Location"]).text
        assert "Untitled" in writer.get(f"/desk/calls/{call.slug}/").text

    def test_a_draft_of_a_call_or_none_is_not_there(self, cast: Cast, see: See) -> None:
        open_call(published=False)
        for slug in ("letters-to-a-street", "none"):
            assert see(cast.writer).get(f"/desk/calls/{slug}/").status_code == 404
            assert Client().get(f"/enter/{slug}/").status_code == 404

    def test_after_the_deadline_says_so_and_makes_nothing(self, cast: Cast, see: See) -> None:
        call = open_call()
        close(call)
        place = f"/desk/calls/{call.slug}/"
        assert "This call is closed" in see(cast.writer).get(place).text
        assert see(cast.writer).post(place, {"kind": "poem"}).status_code == 409
        assert not Article.objects.exists()

    def test_what_was_begun_is_kept_and_can_be_submitted_outside_the_call(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        call, now = open_call(), timezone.now()
        article = piece()
        CallEntry.objects.create(call=call, article=article, account=cast.writer, begun_at=now)
        close(call)
        writer, move = see(cast.writer), f"/desk/{article.id}/move/"
        refused = writer.post(move, {"verb": "submit"})
        assert refused.status_code == 409
        assert "takes no entries any more" in refused.text
        assert "Take it out of the call" in refused.text
        assert Article.objects.get().state == State.DRAFT
        for who in (cast.second_writer, cast.editor):
            assert see(who).post(f"/desk/{article.id}/leave-call/").status_code == 404
        assert writer.post(f"/desk/{article.id}/leave-call/").status_code == 302
        assert writer.post(move, {"verb": "submit"}).status_code == 302
        assert Article.objects.get().state == State.SUBMITTED

    def test_submitting_enters_and_withdrawing_takes_it_back(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        call = open_call(anonymity="writer_unknown")
        article = piece()
        CallEntry.objects.create(
            call=call, article=article, account=cast.writer, begun_at=timezone.now()
        )
        writer, move = see(cast.writer), f"/desk/{article.id}/move/"
        assert writer.post(move, {"verb": Verb.SUBMIT}).status_code == 302
        assert CallEntry.objects.get().entered_at
        assert Article.objects.get().anonymity == "writer_unknown"
        assert "Bread before the bell" in see(cast.editor).get(f"{LIST}{call.id}/").text
        assert writer.post(move, {"verb": Verb.WITHDRAW}).status_code == 302
        assert CallEntry.objects.get().entered_at is None
        assert "Bread before the bell" not in see(cast.editor).get(f"{LIST}{call.id}/").text


class TestComingFromOutside:
    def test_a_name_a_password_and_a_pen_name_are_enough(self) -> None:
        call = open_call(language="fa", kinds=("essay", "poem"))
        client = Client(enforce_csrf_checks=True)
        form = client.get(f"/enter/{call.slug}/")
        assert "گذرواژه" in form.text
        assert 'content="same-origin"' in form.text
        sent = {**NEWCOMER, "csrfmiddlewaretoken": client.cookies["csrftoken"].value}
        answer = client.post(f"/enter/{call.slug}/", sent)
        article = Article.objects.get()
        assert answer["Location"] == f"/desk/{article.id}/"
        assert client.get(answer["Location"]).status_code == 200
        (account,) = writers_of(article.id)
        assert account.username == "ilse.k"
        byline = ArticleByline.objects.get().byline
        assert (byline.name, byline.kind, byline.language) == ("Heron", BylineKind.PEN, "fa")
        assert CallEntry.objects.get().call == call

    def test_a_form_without_its_token_is_refused(self) -> None:
        call = open_call()
        client = Client(enforce_csrf_checks=True)
        assert client.post(f"/enter/{call.slug}/", NEWCOMER).status_code == 403
        assert not Account.objects.exists()

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"username": "w-account"}, "This name is taken."),
            ({"username": "Ｗ-ACCOUNT"}, "This name is taken."),
            ({"username": "admin"}, "This name is kept free."),
            ({"username": "а-mixed"}, "mixes letters of several scripts"),
            ({"username": ""}, "This name cannot be used."),
            ({"password": "short"}, "This password is too short."),
            ({"password": "password123"}, "Many people use this password"),
            ({"password": "92837465019283"}, "digits alone"),
            ({"username": "ilse.kaya.west", "password": "ilse.kaya.west1"}, "too like your name"),
            ({"byline": "  "}, "Write the name that readers shall see."),
            ({"byline": "Her\u202eon"}, "This name cannot be used."),
            ({"kind": "story"}, "seeks other kinds"),
            ({"kind": "novel"}, "seeks other kinds"),
        ],
    )
    @pytest.mark.usefixtures("cast")
    def test_nothing_is_made_of_what_will_not_do(self, changes: dict[str, str], says: str) -> None:
        call = open_call(kinds=("essay", "poem"))
        accounts, bylines = Account.objects.count(), Byline.objects.count()
        answer = Client().post(f"/enter/{call.slug}/", {**NEWCOMER, **changes})
        assert answer.status_code == 422
        assert says in answer.text
        assert (Account.objects.count(), Byline.objects.count()) == (accounts, bylines)
        assert not Article.objects.exists()
        assert NEWCOMER["password"] not in answer.text
        if "byline" not in changes:
            assert 'value="Heron"' in answer.text

    def test_no_account_is_made_where_no_call_is_open_to_strangers(self) -> None:
        closed = open_call()
        close(closed)
        members = open_call(title="For members", audience=Audience.ACCOUNTS)
        soon = open_call(title="Soon", opens_on=timezone.now().date() + timedelta(days=1))
        for call, says in (
            (closed, "This call is closed"),
            (members, "for who has an account here"),
            (soon, "Opens on"),
        ):
            place = f"/enter/{call.slug}/"
            page = Client().get(place).text
            assert says in page
            assert "<input" not in page.partition("<main")[2].partition("</main>")[0]
            assert Client().post(place, NEWCOMER).status_code == 422
        assert not Account.objects.exists()

    def test_accounts_from_one_place_are_bounded_with_those_of_the_sign_up_page(self) -> None:
        place = f"/enter/{open_call().slug}/"
        for _ in range(30):
            Client().post("/account/signup/", {"username": "", "password1": ""})
        answer = Client().post(place, NEWCOMER)
        assert answer.status_code == 429
        assert "Too many accounts" in answer.text
        assert not Account.objects.exists()

    def test_who_is_signed_in_is_led_to_the_desk(self, cast: Cast, see: See) -> None:
        call = open_call()
        for ask in (see(cast.writer).get, see(cast.writer).post):
            assert ask(f"/enter/{call.slug}/")["Location"] == f"/desk/calls/{call.slug}/"
        assert Account.objects.filter(username="ilse.k").count() == 0
