"""Pitches on the desk and in the newsroom: what is typed stays, and is hidden from others."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from writingviews.articles.models import Article, Kind
from writingviews.articles.tests.making import make_chapter
from writingviews.calls.models import Assignment, Pitch, PitchState, PitchVerb
from writingviews.calls.services.assigning import Terms, answer_pitch, assign, begin_assigned
from writingviews.calls.tests.making import make_pitch
from writingviews.people.models import Account

from .conftest import SUBMITTED, Cast, without_token

pytestmark = pytest.mark.django_db
See = Callable[[Account | None], Client]
Make = Callable[..., Article]
OWN, LIST = "/desk/pitches/", "/newsroom/pitches/"
LINES = {
    "what": "The bakery at two in the morning.",
    "why": "It closes in June.",
    "how": "I go there on Thursday.",
}


def address(made: Pitch) -> str:
    return f"{OWN}{made.id}/"


def pitched(cast: Cast, **more: object) -> Pitch:
    return make_pitch(cast.writer, byline=cast.byline, now=timezone.now(), **more)  # type: ignore[arg-type]


def sent(made: Pitch, act: str, **typed: object) -> dict[str, object]:
    """What an editor's form sends."""
    empty = {"text": "", "kind": "report", "section": "", "words": "", "due_on": ""}
    return {**empty, "version": made.version, "act": act, **typed}


def test_a_writer_pitches_in_three_lines_and_editors_find_it(cast: Cast, see: See) -> None:
    typed = {**LINES, "kind": "report", "language": "en", "byline": str(cast.byline.pk)}
    answer = see(cast.writer).post(OWN, typed)
    made = Pitch.objects.get()
    assert answer["Location"] == address(made)
    assert (made.byline, made.kind) == (cast.byline, Kind.REPORT)
    page = see(cast.editor).get(LIST).text
    assert LINES["what"] in page
    assert "Mira Talab" in page
    assert cast.writer.username not in page


@pytest.mark.parametrize("line", list(LINES))
def test_a_line_that_is_missing_is_asked_for_beside_it(cast: Cast, see: See, line: str) -> None:
    typed = {**LINES, line: " ", "kind": "report", "language": "en"}
    answer = see(cast.writer).post(OWN, typed)
    assert answer.status_code == 422
    assert answer.context["page"].form.errors[line] == ["Write this line, too: a pitch has three."]
    for name in set(LINES) - {line}:
        assert LINES[name] in answer.text
    assert not Pitch.objects.exists()


def test_nobody_signs_with_anothers_byline(cast: Cast, see: See) -> None:
    typed = {**LINES, "kind": "report", "language": "en", "byline": str(cast.second_byline.pk)}
    assert see(cast.writer).post(OWN, typed).status_code == 422


def test_who_may_not_see_a_pitch_gets_the_answer_of_a_page_that_is_not_there(
    cast: Cast, see: See
) -> None:
    made, absent = pitched(cast), "/desk/pitches/00000000-0000-4000-8000-000000000000/"
    for who in (cast.second_writer, cast.moderator, cast.stranger):
        hidden, missing = see(who).get(address(made)), see(who).get(absent)
        assert hidden.status_code == missing.status_code == 404
        assert without_token(hidden.text) == without_token(missing.text)
        assert see(who).get(LIST).status_code == 404
        for act in ("say", "ask", "decline", "assign", "begin", "withdraw"):
            assert see(who).post(address(made), sent(made, act)).status_code == 404
    assert Client().get(address(made)).status_code == 302


def test_acts_that_are_not_ones_own_are_not_there(cast: Cast, see: See) -> None:
    made = pitched(cast)
    assert see(cast.writer).post(address(made), sent(made, "assign")).status_code == 404
    for act in ("begin", "withdraw", "nothing"):
        assert see(cast.editor).post(address(made), sent(made, act)).status_code == 404
    assert Pitch.objects.get().version == 1


def test_an_editor_asks_the_writer_answers_and_begins_what_was_agreed(cast: Cast, see: See) -> None:
    made = pitched(cast)
    editor, writer = see(cast.editor), see(cast.writer)
    assert editor.post(address(made), sent(made, "ask", text="Who bakes?")).status_code == 302
    page = writer.get(address(made)).text
    assert "Who bakes?" in page
    assert writer.post(address(made), {"act": "say", "text": "Nour."}).status_code == 302
    made.refresh_from_db()
    due = timezone.now().date() + timedelta(days=9)
    terms = {"section": "culture", "words": "900", "due_on": due.isoformat()}
    assert editor.post(address(made), sent(made, "assign", **terms)).status_code == 302
    begun = writer.post(address(made), {"act": "begin"})
    article = Article.objects.get()
    assert begun["Location"] == f"/desk/{article.id}/"
    assert (article.kind, article.section.slug) == ("report", "culture")  # type: ignore[union-attr]
    desk = writer.get("/desk/").text
    assert "about 900 words" in desk
    assert f'<time datetime="{due}">' in desk
    sheet = writer.get(f"/desk/{article.id}/").text
    assert "about 900 words" in sheet
    assert "To be submitted by" in sheet


@pytest.mark.parametrize("days", [-1, -400])
def test_a_due_date_before_today_is_refused_beside_its_field(
    cast: Cast, see: See, days: int
) -> None:
    made = pitched(cast)
    due = timezone.now().date() + timedelta(days=days)
    answer = see(cast.editor).post(
        address(made), sent(made, "assign", due_on=due.isoformat(), text="Yes!", words="700")
    )
    assert answer.status_code == 422
    (error,) = answer.context["page"].form.errors["due_on"]
    assert error.startswith(f"{due.isoformat()} is past: today is ")
    assert "Yes!" in answer.text
    assert 'value="700"' in answer.text
    assert not Assignment.objects.exists()


def test_a_due_date_that_is_none_does_not_stop_words_alone(cast: Cast, see: See) -> None:
    made = pitched(cast)
    typed = sent(made, "ask", text="Who?", due_on="soon", words="many")
    assert see(cast.editor).post(address(made), typed).status_code == 302
    assert Pitch.objects.get().state == PitchState.ASKED
    made.refresh_from_db()
    typed = sent(made, "assign", due_on="soon")
    answer = see(cast.editor).post(address(made), typed)
    assert answer.status_code == 422
    assert "year-month-day" in answer.context["page"].form.errors["due_on"][0]


def test_of_two_editors_the_second_is_told_and_keeps_what_was_typed(cast: Cast, see: See) -> None:
    made = pitched(cast)
    first, second = see(cast.editor), see(cast.second_editor)
    typed = sent(made, "decline", text="A long and kind letter.", words="800")
    assert first.post(address(made), sent(made, "ask", text="Who bakes?")).status_code == 302
    answer = second.post(address(made), typed)
    assert answer.status_code == 409
    assert "Somebody was faster" in answer.text
    assert "Who bakes?" in answer.text
    assert "A long and kind letter." in answer.text
    assert 'value="800"' in answer.text
    assert Pitch.objects.get().state == PitchState.ASKED
    # What is shown now is what the next answer is to.
    version = answer.context["page"].form["version"].value()
    assert second.post(address(made), {**typed, "version": version}).status_code == 302
    assert Pitch.objects.get().state == PitchState.DECLINED


def test_a_decline_without_a_reason_is_asked_for_one(cast: Cast, see: See) -> None:
    made = pitched(cast)
    answer = see(cast.editor).post(address(made), sent(made, "decline"))
    assert answer.status_code == 422
    assert "Say why" in answer.context["page"].form.errors["text"][0]


def test_what_is_late_stands_out_on_the_desk_and_in_the_newsroom(
    cast: Cast, see: See, piece: Make
) -> None:
    made = pitched(cast)
    assign(
        actor=cast.editor,
        pitch_id=made.id,
        version=1,
        terms=Terms(Kind.REPORT, due_on=timezone.now().date()),
        text="",
        now=timezone.now(),
    )
    assert "late" not in see(cast.editor).get(LIST).text
    Assignment.objects.update(due_on=date(2026, 1, 5))
    assert "late: was due" in see(cast.editor).get(LIST).text
    article = begin_assigned(actor=cast.writer, pitch_id=made.id)
    assert "late: was due" in see(cast.editor).get(LIST).text
    for place in ("/desk/", OWN):
        assert "late: was due" in see(cast.writer).get(place).text
    handed_in = piece(*SUBMITTED)
    Assignment.objects.update(article=handed_in)
    article.delete()
    assert "late: was due" not in see(cast.writer).get("/desk/").text
    assert "due <time" in " ".join(see(cast.editor).get("/newsroom/pieces/").text.split())
    assert LINES["what"] not in see(cast.editor).get(LIST).text


def test_a_chapters_pitches_are_its_editors_pages(cast: Cast, see: See) -> None:
    chapter = make_chapter("harbour-school", writer=cast.writer, editor=cast.stranger)
    made = pitched(cast, chapter=chapter)
    assert made.what in see(cast.stranger).get(LIST).text
    assert see(cast.stranger).get(address(made)).status_code == 200
    assert made.what not in see(cast.editor).get(LIST).text
    for who in (cast.editor, cast.publisher, cast.second_writer):
        assert see(who).get(address(made)).status_code == 404


def test_lists_ask_as_often_for_one_pitch_as_for_many(
    cast: Cast, see: See, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def make(number: int) -> None:
        for _ in range(number):
            made = make_pitch(cast.writer, byline=cast.byline, now=timezone.now())
            answer_pitch(
                actor=cast.editor,
                pitch_id=made.id,
                version=1,
                verb=PitchVerb.SAY,
                text="Soon.",
                now=timezone.now(),
            )
            asked = make_pitch(cast.writer, byline=cast.byline, now=timezone.now())
            assign(
                actor=cast.editor,
                pitch_id=asked.id,
                version=1,
                terms=Terms(Kind.REPORT, due_on=timezone.now().date()),
                text="",
                now=timezone.now(),
            )
            begin_assigned(actor=cast.writer, pitch_id=asked.id)
            Pitch.objects.update(created_at=timezone.now() - timedelta(hours=2))

    make(1)
    pages = [(see(cast.editor), LIST), (see(cast.writer), OWN), (see(cast.writer), "/desk/")]
    counts = []
    for browser, place in pages:
        with CaptureQueriesContext(connection) as few:
            browser.get(place)
        counts.append(len(few))
    make(4)
    for (browser, place), count in zip(pages, counts, strict=True):
        with django_assert_num_queries(count):
            browser.get(place)


class TestAskingFor:
    PAGE = "/newsroom/pitches/ask/"

    def typed(self, cast: Cast, **more: object) -> dict[str, object]:
        return {
            "what": "The night bus",
            "byline": str(cast.byline.pk),
            "language": "en",
            "kind": "report",
            "section": "",
            "words": "700",
            "due_on": "2099-05-03",
            "text": "You ride it.",
            **more,
        }

    def test_a_writer_is_asked_by_name_and_says_yes(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        piece(*SUBMITTED)
        editor, writer = see(cast.editor), see(cast.writer)
        assert f'href="{self.PAGE}"' in editor.get(LIST).text
        answer = editor.post(self.PAGE, self.typed(cast))
        made = Pitch.objects.get()
        assert answer["Location"] == address(made)
        assert "Ask no more" in editor.get(address(made)).text
        assert "The night bus" in editor.get(LIST).text
        assert cast.writer.username not in editor.get(address(made)).text
        waiting = {one.key for one in writer.get("/newsroom/").context["page"].waiting.errands}
        assert waiting == {"asked-for"}
        for page in (OWN, "/desk/"):
            assert "Say yes or no" in writer.get(page).text
        seen = writer.get(address(made)).text
        assert "Yes, I will write it" in seen
        assert "Why this" not in seen
        writer.post(address(made), {"act": "take", "version": made.version})
        assert "Begin the piece" in writer.get(address(made)).text
        writer.post(address(made), {"act": "no", "text": "My exams come first."})
        made.refresh_from_db()
        assert made.state == PitchState.DECLINED
        assert "My exams come first." in editor.get(address(made)).text

    def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        piece(*SUBMITTED)
        answer = see(cast.editor).post(self.PAGE, self.typed(cast, due_on="2020-01-01"))
        assert answer.status_code == 422
        assert "2020-01-01 is past" in answer.context["page"].form.errors["due_on"][0]
        assert "You ride it." in answer.text
        # Of whom nothing was handed in, nobody is asked: the house names its writers to no one.
        answer = see(cast.editor).post(
            self.PAGE, self.typed(cast, byline=str(cast.second_byline.pk))
        )
        assert list(answer.context["page"].form.errors) == ["byline"]
        assert "Jo Okafor" not in answer.text
        for who in (cast.writer, cast.stranger, cast.moderator):
            assert see(who).get(self.PAGE).status_code == 404
            assert see(who).post(self.PAGE, self.typed(cast)).status_code == 404
        assert not Pitch.objects.exists()
