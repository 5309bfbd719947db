"""The filter of board and list: it stands in the address, goes along, and can be kept."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from writingviews.articles.anonymity import Anonymity
from writingviews.articles.contributors import add_contributor
from writingviews.articles.lifecycle import State, Verb
from writingviews.articles.models import Article
from writingviews.articles.tests.making import make_reviewer
from writingviews.newsroom.lateness import GRACE, PATIENCE, is_late
from writingviews.newsroom.models import SavedFilter
from writingviews.newsroom.saved_filters import LONGEST_NAME, MOST_SAVED, save_filter
from writingviews.newsroom.selectors.board import COLUMN_CARDS
from writingviews.newsroom.selectors.seeking import late
from writingviews.people.models import Account, Chapter

from .conftest import ACCEPTED, IN_REVIEW, SUBMITTED, Cast, now

pytestmark = pytest.mark.django_db
See = Callable[[Account | None], Client]
Make = Callable[..., Article]
BOARD, LIST = "/newsroom/board/", "/newsroom/pieces/"


def on_board(browser: Client, query: str) -> set[str]:
    columns = browser.get(f"{BOARD}?{query}").context["page"].columns
    return {row.title for column in columns for row in column.rows}


def in_list(browser: Client, query: str) -> list[str]:
    rows = browser.get(f"{LIST}?{query}").context["page"].listing.rows
    return [row.title for row in rows]


class TestWhatItFinds:
    @pytest.fixture(autouse=True)
    def _pieces(self, cast: Cast, piece: Make) -> None:
        old = piece(*SUBMITTED, title="Lies here")
        Article.objects.filter(id=old.id).update(
            stands_since=now() - timedelta(days=8), created_at=now() - timedelta(days=9)
        )
        piece(*IN_REVIEW, title="Mine")
        piece(*IN_REVIEW, title="Hers", editor=cast.second_editor)
        piece(*ACCEPTED, Verb.SCHEDULE, title="Soon", due=now() + timedelta(days=2))
        piece(*ACCEPTED, Verb.SCHEDULE, title="In a month", due=now() + timedelta(days=30))

    @pytest.mark.parametrize(
        ("query", "titles"),
        [
            ("who=me", {"Mine", "Soon", "In a month"}),
            ("who=nobody", {"Lies here"}),
            ("who=@e2-account", {"Hers"}),
            ("who=@nobody-of-that-name", {"Lies here", "Mine", "Hers", "Soon", "In a month"}),
            ("when=late", {"Lies here"}),
            ("when=soon", {"Soon"}),
            ("state=in_review&who=me", {"Mine"}),
            ("words=soon", {"Soon"}),
        ],
    )
    def test_board_and_list_find_the_same(
        self, cast: Cast, see: See, query: str, titles: set[str]
    ) -> None:
        assert on_board(see(cast.editor), query) == titles
        assert set(in_list(see(cast.editor), query)) == titles

    def test_a_state_leaves_one_column(self, cast: Cast, see: See) -> None:
        columns = see(cast.editor).get(f"{BOARD}?state=in_review").context["page"].columns
        assert [column.state for column in columns] == [State.IN_REVIEW]

    def test_chapters_that_sent_something_up_can_be_chosen_and_no_others(
        self, cast: Cast, see: See
    ) -> None:
        north, _south = (
            Chapter.objects.create(slug=slug, names={"en": slug.title()})
            for slug in ("north", "south")
        )
        Article.objects.filter(editor=cast.second_editor).update(chapter=north, sent_up_at=now())
        browser = see(cast.editor)
        assert on_board(browser, "chapter=@north") == {"Hers"}
        assert "Hers" not in on_board(browser, "chapter=nobody")
        assert len(on_board(browser, "chapter=@south")) == 5  # not to be asked for: as if not asked
        text = browser.get(LIST).text
        assert '<option value="@north">North</option>' in text
        assert "South" not in text

    def test_pieces_are_found_by_who_reviews_them_as_far_as_one_may_know(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        hidden = piece(*IN_REVIEW, title="Nobody knows", by=cast.second_writer)
        Article.objects.filter(id=hidden.id).update(anonymity=Anonymity.BOTH_UNKNOWN)
        make_reviewer(hidden, cast.stranger)
        browser, asked = see(cast.editor), f"who=reviewer@{cast.stranger.username}"
        assert on_board(browser, asked) == {"Nobody knows"}
        assert set(in_list(browser, asked)) == {"Nobody knows"}
        page = browser.get(f"{BOARD}?{asked}").context["page"]
        assert page.filtered.form.said == ["Reviewer: s-account"]
        # Who writes it learns nothing more for being an editor besides.
        add_contributor(account=cast.editor, article_id=hidden.id)
        assert cast.stranger.username not in browser.get(BOARD).text
        assert "Nobody knows" in on_board(browser, "")
        assert len(on_board(browser, asked)) == 6  # not to be asked for: as if not asked
        # Nor does a reviewer, of themselves or another.
        assert see(cast.stranger).get(f"{BOARD}?{asked}").status_code == 404

    def test_a_list_begins_with_what_waits_longest_if_one_wants(self, cast: Cast, see: See) -> None:
        assert in_list(see(cast.editor), "order=longest")[0] == "Lies here"
        assert in_list(see(cast.editor), "")[-1] == "Lies here"

    def test_it_goes_along_from_view_to_view(self, cast: Cast, see: See) -> None:
        for address in (BOARD, LIST):
            text = see(cast.editor).get(f"{address}?when=late&who=nobody&nonsense=1").text
            for other in (BOARD, LIST):
                assert f'href="{other}?who=nobody&amp;when=late"' in text

    def test_what_is_sought_is_said(self, cast: Cast, see: See) -> None:
        page = see(cast.editor).get(f"{BOARD}?when=late&kind=essay&words=bread").context["page"]
        assert page.filtered.form.said == ["“bread”", "Essay", "Late"]


def test_a_column_shows_the_first_and_says_how_many_there_are(cast: Cast, see: See) -> None:
    for days in range(COLUMN_CARDS + 5):
        Article.objects.create(
            language="en",
            state=State.SUBMITTED,
            created_at=now(),
            stands_since=now() - timedelta(days=days),
        )
    answer = see(cast.editor).get(f"{BOARD}?language=en")
    column = answer.context["page"].columns[0]
    assert (len(column.rows), column.total, column.more) == (COLUMN_CARDS, COLUMN_CARDS + 5, 5)
    assert column.rows[0].since < column.rows[-1].since
    assert column.late == COLUMN_CARDS + 5 - 7
    rest = f"{LIST}?state=submitted&language=en&order=longest"
    assert f'href="{rest.replace("&", "&amp;")}"' in answer.text
    assert see(cast.editor).get(rest).context["page"].listing.total == column.total


@pytest.mark.parametrize("state", [*PATIENCE, State.SCHEDULED, State.PUBLISHED, State.DRAFT])
def test_the_database_calls_late_what_the_rule_calls_late(db: None, state: State) -> None:
    moment = now()
    limit = PATIENCE.get(state, GRACE)
    for passed in (limit * 0.5, limit * 1.5):
        article = Article(
            language="en",
            state=State.DRAFT if state is State.PUBLISHED else state,
            created_at=moment,
            stands_since=moment - passed,
            scheduled_for=moment - passed if state is State.SCHEDULED else None,
        )
        article.save()
        said = is_late(
            State(article.state),
            since=article.stands_since,
            due=article.scheduled_for,
            now=moment,
        )
        assert Article.objects.filter(late(moment), id=article.id).exists() is said
        assert said is (passed > limit and state not in {State.PUBLISHED, State.DRAFT})


class TestKeeping:
    def post(self, browser: Client, address: str = "/newsroom/filters/", **sent: str) -> str:
        answer = browser.post(address, {"view": "board", "query": "when=late", **sent}, follow=True)
        assert answer.status_code == 200
        return answer.text

    def test_it_is_kept_under_a_name_and_leads_back(self, cast: Cast, see: See) -> None:
        browser = see(cast.editor)
        text = self.post(browser, name="  What   lies ")
        assert "Kept as “What lies”." in text
        assert '<a href="?when=late" aria-current="true" dir="auto">What lies</a>' in text
        assert "What lies" in browser.get(LIST).text
        assert "What lies" not in see(cast.publisher).get(LIST).text

    def test_the_same_name_keeps_the_new_one(self, cast: Cast, see: See) -> None:
        self.post(see(cast.editor), name="Mine")
        self.post(see(cast.editor), name="Mine", query="who=me")
        assert [one.query for one in SavedFilter.objects.all()] == ["who=me"]

    def test_it_is_renamed_and_removed(self, cast: Cast, see: See) -> None:
        kept = save_filter(actor=cast.editor, name="Late", query="when=late")
        save_filter(actor=cast.editor, name="Mine", query="who=me")
        address, browser = f"/newsroom/filters/{kept.id}/", see(cast.editor)
        assert "Another filter of yours is called “Mine”." in self.post(
            browser, address, name="Mine"
        )
        self.post(browser, address, name="Lies")
        kept.refresh_from_db()
        assert kept.name == "Lies"
        self.post(browser, address, name="Lies", act="remove")
        assert not SavedFilter.objects.filter(id=kept.id).exists()

    def test_that_of_another_is_as_one_that_is_not_there(self, cast: Cast, see: See) -> None:
        kept = save_filter(actor=cast.editor, name="Late", query="when=late")
        for who, filter_id in ((cast.publisher, kept.id), (cast.editor, kept.id + 1)):
            answer = see(who).post(f"/newsroom/filters/{filter_id}/", {"act": "remove"})
            assert answer.status_code == 404
        for address in ("/newsroom/filters/", f"/newsroom/filters/{kept.id}/"):
            assert see(cast.writer).post(address, {"name": "x"}).status_code == 404
            assert see(cast.editor).get(address).status_code == 405
        assert SavedFilter.objects.count() == 1

    @pytest.mark.parametrize(
        ("sent", "said"),
        [
            ({"name": " "}, "Give the filter a name."),
            ({"name": "x" * (LONGEST_NAME + 1)}, "longer than 40 characters"),
            ({"name": "Nothing", "query": "state=nonsense"}, "Choose first what is shown"),
        ],
    )
    def test_what_cannot_be_kept_is_refused_in_words(
        self, cast: Cast, see: See, sent: dict[str, str], said: str
    ) -> None:
        assert said in self.post(see(cast.editor), **sent)
        assert not SavedFilter.objects.exists()

    def test_a_few_are_kept(self, cast: Cast, see: See) -> None:
        for number in range(MOST_SAVED):
            save_filter(actor=cast.editor, name=str(number), query="when=late")
        assert "12 filters are the most." in self.post(see(cast.editor), name="One more")
        assert "Kept as" in self.post(see(cast.editor), name="3")

    def test_it_leads_nowhere_but_to_the_views(self, cast: Cast, see: See) -> None:
        answer = see(cast.editor).post(
            "/newsroom/filters/", {"view": "//evil.example", "query": "when=late", "name": "x"}
        )
        assert answer["Location"] == "/newsroom/pieces/?when=late"
