"""Replies are held until a person lets them through; only persons with the role see them."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from writingviews.articles.models import Article
from writingviews.ledger.models import AuditEntry, Change, ChangeKind
from writingviews.people.models import Account
from writingviews.replies.models import Reply, ReplyState
from writingviews.replies.services import decide_reply, receive_reply

from .conftest import PUBLISHED, Cast, now

pytestmark = pytest.mark.django_db
See = Callable[[Account | None], Client]
Make = Callable[..., Article]
PAGES = ["/moderation/", "/moderation/shown/", "/moderation/aside/"]


@pytest.fixture()
def article(piece: Make) -> Article:
    return piece(*PUBLISHED, title="The oud")


def reply(article: Article, text: str = "I read it twice.", *, email: str = "") -> Reply:
    return receive_reply(article=article, name="Farah", text=text, email=email, now=now())


def decide(browser: Client, one: Reply, state: str, was: str = "held", **more: str) -> str:
    answer = browser.post(f"/moderation/{one.id}/", {"state": state, "was": was, **more})
    one.refresh_from_db()
    return answer.headers.get("Location", str(answer.status_code))


class TestWhoMayLook:
    @pytest.mark.parametrize("address", PAGES)
    def test_moderators_editors_and_publishers_see_it(
        self, cast: Cast, see: See, address: str
    ) -> None:
        for who in (cast.moderator, cast.editor, cast.publisher):
            assert see(who).get(address).status_code == 200
        for other in (cast.writer, cast.stranger):
            assert see(other).get(address).status_code == 404
        assert see(None).get(address).status_code == 302

    def test_a_writer_decides_nothing(self, cast: Cast, see: See, article: Article) -> None:
        one = reply(article)
        for other in (cast.writer, cast.stranger):
            assert decide(see(other), one, "shown") == "404"
        decide(see(None), one, "shown")
        assert one.state == ReplyState.HELD

    def test_a_readers_address_is_shown_to_moderators_alone(
        self, cast: Cast, see: See, article: Article
    ) -> None:
        reply(article, email="farah@example.org")
        assert "farah@example.org" in see(cast.moderator).get("/moderation/").text
        for other in (cast.editor, cast.publisher):
            assert "farah@example.org" not in see(other).get("/moderation/").text


class TestLists:
    def test_each_state_has_its_list(self, cast: Cast, see: See, article: Article) -> None:
        for text, state in (("one", "held"), ("two", "shown"), ("three", "hidden")):
            decide_reply(
                actor=cast.moderator, reply_id=reply(article, text).id, state=ReplyState(state)
            )
        browser = see(cast.moderator)
        shown = [
            [row.text for row in browser.get(address).context["page"].rows] for address in PAGES
        ]
        assert shown == [["one"], ["two"], ["three"]]

    def test_a_reply_stands_with_its_article_and_as_plain_text(
        self, cast: Cast, see: See, article: Article
    ) -> None:
        reply(article, "<b>Bold</b>\n\nhttps://example.org/")
        text = see(cast.moderator).get("/moderation/").text
        assert f'href="/articles/{article.slug}/"' in text
        assert "<p>&lt;b&gt;Bold&lt;/b&gt;</p>" in text
        assert 'href="https://example.org/"' not in text

    def test_an_answer_says_whom_it_answers(self, cast: Cast, see: See, article: Article) -> None:
        first = reply(article)
        decide_reply(actor=cast.moderator, reply_id=first.id, state=ReplyState.SHOWN)
        receive_reply(article=article, name="Omid", text="No.", parent_id=first.id, now=now())
        assert "answers <bdi>Farah</bdi>" in see(cast.moderator).get("/moderation/").text

    @pytest.mark.parametrize("address", PAGES)
    def test_the_line_of_keys_names_those_of_the_buttons(
        self, cast: Cast, see: See, article: Article, address: str
    ) -> None:
        for state in ReplyState:
            decide_reply(actor=cast.moderator, reply_id=reply(article).id, state=state)
        text = see(cast.moderator).get(address).text
        named = re.findall(r"<kbd>(\w)</kbd>", text)
        assert named == ["J", "K", *re.findall(r'aria-keyshortcuts="(\w)"', text)]
        assert len(named) == 4

    def test_an_empty_queue_says_what_belongs_there(self, cast: Cast, see: See) -> None:
        assert "No reply waits." in see(cast.moderator).get("/moderation/").text

    def test_queries_do_not_grow_with_the_replies(
        self, cast: Cast, see: See, article: Article, piece: Make
    ) -> None:
        browser = see(cast.moderator)

        def queries() -> int:
            with CaptureQueriesContext(connection) as captured:
                browser.get("/moderation/")
            return len(captured)

        reply(article, email="a@example.org")
        few = queries()
        other = piece(*PUBLISHED, title="Another")
        for number in range(6):
            reply(other if number % 2 else article, email="b@example.org")
        assert queries() == few

    def test_the_oldest_stands_first_among_the_held(
        self, cast: Cast, see: See, article: Article
    ) -> None:
        reply(article, "late")
        early = now() - timedelta(days=1)
        receive_reply(article=article, name="Omid", text="early", now=early)
        rows = see(cast.moderator).get("/moderation/").context["page"].rows
        assert [row.text for row in rows] == ["early", "late"]


class TestDeciding:
    def test_letting_through_prints_the_page_and_writes_it_down(
        self, cast: Cast, see: See, article: Article
    ) -> None:
        one = reply(article)
        Change.objects.all().delete()
        place = decide(see(cast.moderator), one, "shown")
        assert one.state == ReplyState.SHOWN
        assert place == f"/moderation/?done={one.id}"
        assert Change.objects.get().kind == ChangeKind.REPLIES
        entry = AuditEntry.objects.get(verb="let through")
        assert entry.actor == cast.moderator.id

    def test_what_was_done_can_be_undone_where_it_was_done(
        self, cast: Cast, see: See, article: Article
    ) -> None:
        one = reply(article)
        browser = see(cast.moderator)
        place = decide(browser, one, "hidden")
        assert "was put aside; readers do not see it." in browser.get(place).text
        undo = {"reply": one.id, "state": "held", "was": "hidden", "undo": "1"}
        assert 'aria-keyshortcuts="U"' in browser.get(place).text
        assert browser.post("/moderation/several/", undo).headers["Location"] == "/moderation/"
        one.refresh_from_db()
        assert one.state == ReplyState.HELD

    def test_what_somebody_else_decided_meanwhile_stays_and_is_said(
        self, cast: Cast, see: See, article: Article
    ) -> None:
        one = reply(article)
        decide(see(cast.editor), one, "hidden")
        browser = see(cast.moderator)
        place = decide(browser, one, "shown")
        assert one.state == ReplyState.HIDDEN
        assert "Somebody else decided meanwhile" in browser.get(place).text

    def test_likely_spam_stands_last_with_its_reasons_and_goes_at_one_stroke(
        self, cast: Cast, see: See, article: Article
    ) -> None:
        spam = [reply(article, f"casino {number}") for number in range(3)]
        Reply.objects.update(likely_spam=True, reasons=["casino"])
        reply(article, "the last to come")
        browser = see(cast.moderator)
        page = browser.get("/moderation/")
        assert page.context["page"].rows[0].text == "the last to come"
        assert "Looked like spam because of" in page.text
        assert "Put these 3 aside" in page.text
        given = {"reply": [each.id for each in spam], "state": "hidden", "was": "held"}
        place = browser.post("/moderation/several/", given).headers["Location"]
        assert "3 replies were put aside" in browser.get(place).text
        assert Reply.objects.filter(state=ReplyState.HIDDEN).count() == 3
        back = {**given, "state": "held", "was": "hidden", "undo": "1"}
        browser.post("/moderation/several/", back)
        assert Reply.objects.filter(state=ReplyState.HELD).count() == 4
        assert browser.post("/moderation/several/", {**given, "reply": "x"}).status_code == 404
        given["reply"] = [spam[0].id]
        assert see(cast.writer).post("/moderation/several/", given).status_code == 404

    def test_what_was_let_through_can_be_held_again(
        self, cast: Cast, see: See, article: Article
    ) -> None:
        one = reply(article)
        browser = see(cast.moderator)
        decide(browser, one, "shown")
        place = decide(browser, one, "held", was="shown")
        assert one.state == ReplyState.HELD
        assert place.startswith("/moderation/shown/")

    def test_what_does_not_exist_is_not_there(self, cast: Cast, see: See, article: Article) -> None:
        browser = see(cast.moderator)
        given = {"state": "shown", "was": "held"}
        assert browser.post(f"/moderation/{uuid4()}/", given).status_code == 404
        assert decide(browser, reply(article), "burnt") == "404"
        assert browser.get("/moderation/?done=nonsense").status_code == 200
        assert browser.get(f"/moderation/?done={uuid4()}").status_code == 200
