"""The first page after signing in: what waits for somebody, whatever they are in the house."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from writingviews.articles.anonymity import Anonymity
from writingviews.articles.contributors import add_contributor
from writingviews.articles.lifecycle import State, Verb
from writingviews.articles.models import Article, Reviewer, Section
from writingviews.articles.services.checklists import ask_for_two_persons
from writingviews.articles.tests.making import make_reviewer
from writingviews.calls.models import Pitch, PitchState
from writingviews.desk.models import Step
from writingviews.newsroom.selectors.waiting import GROUP_ROWS, Waiting
from writingviews.people.models import Account, Chapter, ChapterMember, ChapterRole
from writingviews.replies.services import receive_reply
from writingviews.review.models import Advice, Letter, Round

from .conftest import ACCEPTED, IN_REVIEW, PASSWORD, PUBLISHED, SUBMITTED, Cast, now

pytestmark = pytest.mark.django_db
See = Callable[[Account | None], Client]
Make = Callable[..., Article]
PAGE = "/newsroom/"


def groups(browser: Client) -> dict[str, list[str]]:
    waiting: Waiting = browser.get(PAGE).context["page"].waiting
    return {group.key: [row.title for row in group.rows] for group in waiting.groups}


def errands(browser: Client) -> dict[str, int]:
    waiting: Waiting = browser.get(PAGE).context["page"].waiting
    return {one.key: one.total for one in waiting.errands}


def aged(article: Article, days: int) -> Article:
    Article.objects.filter(id=article.id).update(stands_since=now() - timedelta(days=days))
    return article


@pytest.mark.parametrize("name", ["w-account", "e-account", "p-account", "m-account"])
@pytest.mark.usefixtures("cast")
def test_whoever_signs_in_comes_to_it(name: str) -> None:
    client = Client()
    answer = client.post(
        "/account/login/", {"login": name, "password": PASSWORD}, headers={"host": "testserver"}
    )
    assert answer["Location"] == PAGE
    assert client.get(PAGE).status_code == 200


class TestEditor:
    def test_what_waits_is_parted_by_what_is_to_be_done(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        piece(*SUBMITTED, title="Nobody has it")
        piece(*IN_REVIEW, title="I have it")
        piece(*IN_REVIEW, title="She has it", editor=cast.second_editor)
        piece(*ACCEPTED, title="Stands")
        piece(*IN_REVIEW, Verb.ASK_FOR_CHANGES, Verb.SUBMIT, title="Back with me")
        piece(*SUBMITTED, Verb.ASK_FOR_CHANGES, title="With the writer")
        piece(*ACCEPTED, Verb.SCHEDULE, title="Next week", due=now() + timedelta(days=7))
        assert groups(see(cast.editor)) == {
            "with-me": ["I have it"],
            "back": ["Back with me"],
            "submitted": ["Nobody has it"],
            "accepted": ["Stands"],
        }
        waiting = see(cast.editor).get(PAGE).context["page"].waiting
        assert waiting.for_me == 4
        assert [(str(one.name), one.total) for one in waiting.elsewhere] == [
            ("with other editors", 1),
            ("with their writers", 1),
            ("scheduled", 1),
        ]

    def test_what_others_let_lie_comes_before_everybody(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        aged(piece(*IN_REVIEW, title="Away", editor=cast.second_editor), 15)
        aged(piece(*IN_REVIEW, title="Not yet", editor=cast.second_editor), 13)
        aged(piece(*SUBMITTED, Verb.ASK_FOR_CHANGES, title="Forgotten"), 30)
        assert groups(see(cast.editor)) == {"late": ["Forgotten", "Away"]}
        text = see(cast.editor).get(PAGE).text
        assert "with e2-account for 2\xa0weeks" in text
        assert "with its writer for 4\xa0weeks" in text

    def test_what_should_have_gone_out_is_there(self, cast: Cast, see: See, piece: Make) -> None:
        article = piece(*ACCEPTED, Verb.SCHEDULE, title="Kept", due=now() + timedelta(days=1))
        assert "overdue" not in groups(see(cast.editor))
        Article.objects.filter(id=article.id).update(scheduled_for=now() - timedelta(hours=2))
        assert groups(see(cast.editor))["overdue"] == ["Kept"]
        assert "was due 2\xa0hours ago" in see(cast.editor).get(PAGE).text

    def test_the_longest_waiting_stands_first_and_late_is_said(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        aged(piece(*SUBMITTED, title="Since today"), 0)
        aged(piece(*SUBMITTED, title="Since long"), 8)
        browser = see(cast.editor)
        assert groups(browser)["submitted"] == ["Since long", "Since today"]
        text = browser.get(PAGE).text
        assert "1 late" in text
        assert text.count("<b>Late</b>: nobody took it up for 1\xa0week") == 1

    def test_a_long_group_says_how_many_there_are_and_where(self, cast: Cast, see: See) -> None:
        for _ in range(GROUP_ROWS + 2):
            Article.objects.create(language="en", state=State.SUBMITTED, created_at=now())
        answer = see(cast.editor).get(PAGE)
        (group,) = answer.context["page"].waiting.groups
        assert (len(group.rows), group.total, group.more) == (GROUP_ROWS, GROUP_ROWS + 2, 2)
        assert 'href="/newsroom/pieces/?state=submitted&amp;order=longest"' in answer.text
        rest = see(cast.editor).get(group.rest).context["page"].listing
        assert rest.total == group.total

    def test_a_piece_is_taken_up_from_it_and_of_two_one_is_told(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        article = piece(*SUBMITTED)
        address = f"/desk/{article.id}/move/"
        first, second = see(cast.editor), see(cast.second_editor)
        for browser in (first, second):
            assert f'action="{address}"' in browser.get(PAGE).text
        assert first.post(address, {"verb": "take_up"}).status_code == 302
        told = second.post(address, {"verb": "take_up"})
        assert told.status_code == 409
        assert "Somebody was faster" in told.text
        article.refresh_from_db()
        assert article.editor == cast.editor

    def test_what_is_accepted_leads_to_where_it_is_published(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        article = piece(*ACCEPTED)
        text = see(cast.editor).get(PAGE).text
        assert f'href="/desk/{article.id}/details/#standing" aria-keyshortcuts="P"' in text
        piece(*SUBMITTED)
        assert see(cast.editor).get(PAGE).text.count("Publish or schedule") == 1

    def test_the_door_says_how_many_wait(self, cast: Cast, see: See, piece: Make) -> None:
        piece(*SUBMITTED)
        piece(*SUBMITTED)
        assert "2 pieces submitted" in see(cast.editor).get("/desk/").text
        assert "pieces submitted" not in see(cast.writer).get("/desk/").text


class TestOthers:
    def test_a_writer_sees_what_is_asked_and_what_is_begun(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        aged(piece(title="Begun"), 40)
        aged(piece(*SUBMITTED, Verb.ASK_FOR_CHANGES, title="To change"), 40)
        piece(*SUBMITTED, title="Handed in")
        piece(title="Of another", by=cast.second_writer)
        browser = see(cast.writer)
        assert groups(browser) == {"changes": ["To change"], "drafts": ["Begun"]}
        text = browser.get(PAGE).text
        assert "Late" not in text  # nobody hurries a writer
        assert "Views of the newsroom" not in text

    def test_a_writer_with_nothing_waiting_is_told_how_to_begin(self, cast: Cast, see: See) -> None:
        text = see(cast.writer).get(PAGE).text
        assert "Nothing waits for you." in text
        assert "Begin an article" in text

    def test_a_moderator_sees_how_many_replies_are_held(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        receive_reply(article=piece(*PUBLISHED), name="Farah", text="Yes.", now=now())
        assert errands(see(cast.moderator)) == {"replies": 1}
        assert 'href="/moderation/">Let through' in see(cast.moderator).get(PAGE).text
        assert errands(see(cast.writer)) == {}

    def test_a_pitch_waits_for_who_has_the_word(self, cast: Cast, see: See) -> None:
        pitch = Pitch.objects.create(
            account=cast.writer,
            what="A night bus",
            language="en",
            created_at=now(),
            changed_at=now(),
        )
        assert errands(see(cast.editor)) == {"pitches": 1}
        assert errands(see(cast.writer)) == {}
        Pitch.objects.filter(id=pitch.id).update(state=PitchState.ASKED)
        assert errands(see(cast.editor)) == {}
        assert errands(see(cast.writer)) == {"own-pitches": 1}


def test_a_letter_waits_until_its_writer_plans_or_writes(cast: Cast, see: See, piece: Make) -> None:
    planned, written, _bare = (
        piece(*IN_REVIEW, Verb.ASK_FOR_CHANGES, title=title)
        for title in ("To plan", "To write", "No letter")
    )
    for article in (planned, written):
        Letter.objects.create(
            round=Round.objects.get(article=article),
            author=cast.editor,
            text="Say who counted.",
            changed_at=now(),
            sent_at=now(),
            verb=Verb.ASK_FOR_CHANGES,
        )
    browser = see(cast.writer)
    assert groups(browser) == {"letters": ["To plan", "To write"], "changes": ["No letter"]}
    assert f'href="/desk/{planned.id}/round/plan/"' in browser.get(PAGE).text
    Advice.objects.create(
        round=Round.objects.get(article=planned), source="own", text="Count", position=1
    )
    Step.objects.filter(draft__article=written).update(at=now())
    assert set(groups(browser)["changes"]) == {"To plan", "To write", "No letter"}
    assert "letters" not in groups(browser)


class TestSecondPerson:
    @pytest.fixture
    def article(self, piece: Make) -> Article:
        """A piece that the editor has accepted, and so agreed to."""
        ask_for_two_persons(actor=None, sections=list(Section.objects.all()))
        return piece(*ACCEPTED, title="For two")

    def test_it_waits_for_another_than_who_said_yes(
        self, cast: Cast, see: See, article: Article
    ) -> None:
        for one in (cast.publisher, cast.second_editor):
            assert groups(see(one)) == {"second": ["For two"]}
        assert f'href="/desk/{article.id}/checks/"' in see(cast.publisher).get(PAGE).text
        assert groups(see(cast.editor)) == {"accepted": ["For two"]}
        assert groups(see(cast.writer)) == {}

    def test_what_was_changed_since_wants_its_first_yes(
        self, cast: Cast, see: See, article: Article
    ) -> None:
        Step.objects.filter(draft__article=article).update(at=now())
        assert groups(see(cast.publisher)) == {"accepted": ["For two"]}

    def test_who_writes_it_is_not_asked(self, cast: Cast, see: See, article: Article) -> None:
        add_contributor(account=cast.publisher, article_id=article.id)
        assert groups(see(cast.publisher)) == {"accepted": ["For two"]}

    @pytest.mark.usefixtures("article")
    def test_where_one_is_enough_nobody_is_asked(self, cast: Cast, see: See) -> None:
        ask_for_two_persons(actor=None, sections=[])
        assert groups(see(cast.publisher)) == {"accepted": ["For two"]}


class TestReviewer:
    def asked(self, article: Article, who: Account, due: date | None = None) -> None:
        make_reviewer(article, who)
        Reviewer.objects.filter(article=article).update(due=due)

    def test_what_one_was_asked_to_review_is_there_with_its_day(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        article = piece(*IN_REVIEW, title="To review")
        assert groups(see(cast.stranger)) == {}
        self.asked(article, cast.stranger, now().date() - timedelta(days=2))
        text = see(cast.stranger).get(PAGE).text
        assert groups(see(cast.stranger)) == {"asked": ["To review"]}
        assert "<b>Late</b>: was due on" in text
        assert "Mira Talab" in text
        assert "Decide" not in text
        self.asked(article, cast.stranger, now().date() + timedelta(days=2))
        assert "Late" not in see(cast.stranger).get(PAGE).text

    def test_a_writer_who_is_unknown_to_reviewers_is_not_named(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        article = piece(*IN_REVIEW)
        Article.objects.filter(id=article.id).update(anonymity=Anonymity.WRITER_UNKNOWN)
        self.asked(article, cast.stranger)
        text = see(cast.stranger).get(PAGE).text
        assert "Bread before the bell" in text
        assert "Mira Talab" not in text
        assert "w-account" not in text

    def test_who_writes_it_is_not_told_of_being_asked(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        self.asked(piece(*IN_REVIEW), cast.writer)
        assert groups(see(cast.writer)) == {}

    def test_when_the_round_is_over_it_is_gone(self, cast: Cast, see: See, piece: Make) -> None:
        article = piece(*IN_REVIEW)
        self.asked(article, cast.stranger)
        Article.objects.filter(id=article.id).update(state=State.ACCEPTED)
        assert groups(see(cast.stranger)) == {}


class TestChapter:
    @pytest.fixture
    def chapter(self, cast: Cast) -> Chapter:
        chapter = Chapter.objects.create(slug="north", names={"en": "North"})
        for who, role in (
            (cast.stranger, ChapterRole.EDITOR),
            (cast.moderator, ChapterRole.MENTOR),
        ):
            ChapterMember.objects.create(chapter=chapter, account=who, role=role)
        return chapter

    def test_its_editor_and_mentor_see_what_was_handed_in_to_it_and_nobody_else_does(
        self, cast: Cast, see: See, piece: Make, chapter: Chapter
    ) -> None:
        article = piece(*SUBMITTED, title="Of the north")
        piece(*SUBMITTED, title="Of the house", by=cast.second_writer)
        Article.objects.filter(id=article.id).update(chapter=chapter)
        assert groups(see(cast.stranger)) == {"submitted": ["Of the north"]}
        assert groups(see(cast.moderator)) == {"to-read": ["Of the north"]}
        assert groups(see(cast.editor)) == {"submitted": ["Of the house"]}
        assert "Views of the newsroom" not in see(cast.stranger).get(PAGE).text
        Article.objects.filter(id=article.id).update(sent_up_at=now())
        assert groups(see(cast.stranger)) == {}
        assert set(groups(see(cast.editor))["submitted"]) == {"Of the house", "Of the north"}


def test_the_number_of_queries_is_the_same_for_few_and_many(
    cast: Cast, see: See, piece: Make
) -> None:
    browser = see(cast.editor)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(PAGE).status_code == 200
        return len(captured)

    kinds = (SUBMITTED, IN_REVIEW, ACCEPTED, PUBLISHED, ())
    for verbs in kinds:
        piece(*verbs)
    few = queries()
    for verbs in kinds * 2:
        aged(piece(*verbs, by=cast.second_writer), 50)
    assert queries() == few
