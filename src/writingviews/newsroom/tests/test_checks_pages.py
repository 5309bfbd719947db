"""The checks of a piece before print, and the publication's checklist, as pages."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from writingviews.articles.checks import standing_vetoes
from writingviews.articles.lifecycle import State, Verb
from writingviews.articles.models import Agreement, Article, CheckedBy, ChecklistItem, Section, Tick
from writingviews.articles.services.checklists import (
    ItemDetails,
    add_item,
    ask_for_two_persons,
    lay_out_first_checklist,
)
from writingviews.articles.services.filing import file_article, filing_of
from writingviews.ledger.models import AuditEntry
from writingviews.newsroom.services import publish_due_articles
from writingviews.notices.models import Notice, NoticeKind
from writingviews.people.models import Account

from .conftest import ACCEPTED, PUBLISHED, SUBMITTED, Cast, now

pytestmark = pytest.mark.django_db
See = Callable[[Account | None], Client]
Make = Callable[..., Article]
TOKEN = re.compile(r'value="[0-9A-Za-z]{64}"')


def checks(article: Article) -> str:
    return f"/desk/{article.id}/checks/"


def item(words: str = "Sources", by: CheckedBy = CheckedBy.EDITOR) -> ChecklistItem:
    return add_item(actor=None, details=ItemDetails(words, by))


def act(browser: Client, article: Article, name: str, **given: object) -> int:
    page = browser.get(checks(article)).context["page"]
    sent = {"act": name, "text": page.text, **given}
    return browser.post(checks(article), sent).status_code


class TestAPiecesChecks:
    def test_it_is_ticked_by_two_and_then_published(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        sources, approval = item("Sources"), item("Writer’s approval", CheckedBy.WRITER)
        article = piece(*ACCEPTED)
        address = f"/desk/{article.id}/move/"
        refused = see(cast.publisher).post(address, {"verb": "publish"})
        assert refused.status_code == 409
        assert "Left on its checklist: “Sources” (an editor ticks it)" in refused.text
        assert "0 of 2" in refused.text
        assert act(see(cast.editor), article, "tick", item=sources.id) == 302
        assert "1 waits for you" in see(cast.writer).get(f"/desk/{article.id}/details/").text
        assert act(see(cast.writer), article, "tick", item=approval.id) == 302
        shown = see(cast.editor).get(checks(article)).text
        assert "2 of 2" in shown
        assert "its writer" in shown and "w-account" not in shown
        assert see(cast.publisher).post(address, {"verb": "publish"}).status_code == 302
        assert Article.objects.get(id=article.id).state == State.PUBLISHED

    def test_a_tick_of_another_text_is_refused_in_words(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        article, one = piece(*ACCEPTED), item()
        browser = see(cast.editor)
        seen = browser.get(checks(article)).context["page"].text
        filing = filing_of(article)
        changed = type(filing)(
            **{
                **{name: getattr(filing, name) for name in filing.__dataclass_fields__},
                "dateline": "Isfahan",
            }
        )
        file_article(actor=cast.editor, article_id=article.id, filing=changed)
        answer = browser.post(checks(article), {"act": "tick", "item": one.id, "text": seen})
        assert answer.status_code == 409
        assert "Read it as it stands now, then tick." in answer.text
        assert not Tick.objects.exists()

    def test_who_may_not_tick_is_offered_nothing_and_refused(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        article, one = piece(*ACCEPTED), item()
        browser = see(cast.writer)
        assert 'value="tick"' not in browser.get(checks(article)).text
        assert act(browser, article, "tick", item=one.id) == 409
        assert act(browser, article, "veto", reason="Mine.") == 409
        assert act(browser, article, "agree") == 409
        assert not Tick.objects.exists() and not standing_vetoes(article)

    def test_a_veto_is_laid_told_and_lifted(self, cast: Cast, see: See, piece: Make) -> None:
        article = piece(*ACCEPTED)
        empty = see(cast.second_editor).post(checks(article), {"act": "veto", "reason": " "})
        assert empty.status_code == 409 and "Give the reason" in empty.text
        assert act(see(cast.second_editor), article, "veto", reason="A libel.") == 302
        shown = see(cast.publisher).get(checks(article)).text
        assert "A veto by e2-account" in shown and "A libel." in shown
        told = set(Notice.objects.filter(kind=NoticeKind.VETO).values_list("account", flat=True))
        assert told == {cast.writer.id, cast.editor.id, cast.publisher.id}
        mine = see(cast.writer).get(checks(article)).text
        assert "A libel." in mine and "e2-account" not in mine
        assert "A veto stands against it." in see(cast.writer).get(f"/desk/{article.id}/").text
        refused = see(cast.publisher).post(f"/desk/{article.id}/move/", {"verb": "publish"})
        assert refused.status_code == 409 and "A veto stands against it" in refused.text
        (veto,) = standing_vetoes(article)
        assert act(see(cast.publisher), article, "lift", veto=veto.id, reason="Mended.") == 302
        assert not standing_vetoes(article)
        assert "Lifted by p-account" in see(cast.editor).get(checks(article)).text

    def test_two_persons_where_the_section_asks_for_it(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        ask_for_two_persons(actor=None, sections=list(Section.objects.all()))
        article = piece(*ACCEPTED)
        address = f"/desk/{article.id}/move/"
        refused = see(cast.editor).post(address, {"verb": "publish"})
        assert refused.status_code == 409 and "somebody else" in refused.text
        assert "e-account agreed to this text" in see(cast.publisher).get(checks(article)).text
        Agreement.objects.all().delete()
        assert act(see(cast.second_editor), article, "agree") == 302
        assert see(cast.editor).post(address, {"verb": "publish"}).status_code == 302

    def test_a_scheduled_piece_that_was_changed_is_held_back_and_says_why(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        due = now() + timedelta(hours=1)
        article = piece(*ACCEPTED, Verb.SCHEDULE, due=due)
        Article.objects.filter(id=article.id).update(dateline="Isfahan")
        page = f"/desk/{article.id}/details/"
        assert "It will not be published as it stands." in see(cast.editor).get(page).text
        Article.objects.filter(id=article.id).update(scheduled_for=timezone.now())
        for _ in range(3):  # the clock looks every second
            assert publish_due_articles(timezone.now()) == []
        assert Article.objects.get(id=article.id).state == State.SCHEDULED
        (entry,) = AuditEntry.objects.filter(verb="hold back")
        assert entry.details == {"needs": ["as_scheduled"]}
        notices = Notice.objects.filter(kind=NoticeKind.HELD_BACK)
        assert {notice.account_id for notice in notices} == {
            cast.editor.id,
            cast.second_editor.id,
            cast.publisher.id,
        }
        assert {notice.times for notice in notices} == {1}
        shown = see(cast.editor).get(page).text
        assert "Its time has come, and it was held back." in shown
        assert "changed after it was scheduled" in shown

    def test_who_sees_it(self, cast: Cast, see: See, piece: Make) -> None:
        item()
        article, draft = piece(*SUBMITTED), piece()
        for who in (cast.writer, cast.editor, cast.second_editor, cast.publisher):
            assert see(who).get(checks(article)).status_code == 200
        assert "checked from when it was submitted" in see(cast.writer).get(checks(draft)).text
        for other in (cast.second_writer, cast.moderator, cast.stranger):
            hidden = see(other).get(checks(article))
            absent = see(other).get(f"/desk/{uuid4()}/checks/")
            assert hidden.status_code == absent.status_code == 404
            assert TOKEN.sub("", hidden.text) == TOKEN.sub("", absent.text)
            sent = see(other).post(checks(article), {"act": "veto", "reason": "No."})
            assert sent.status_code == 404
        assert see(cast.editor).get(checks(draft)).status_code == 404
        assert see(None).get(checks(article)).status_code == 302
        for nonsense in ({"act": "burn"}, {"act": "tick", "item": "no id"}):
            assert see(cast.editor).post(checks(article), nonsense).status_code == 404

    def test_a_long_list_takes_as_many_queries_as_a_short_one(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        article, browser = piece(*ACCEPTED), see(cast.editor)
        assert act(browser, article, "tick", item=item().id) == 302

        def queries() -> int:
            with CaptureQueriesContext(
                connection,
            ) as caught:
                assert browser.get(checks(article)).status_code == 200
            return len(caught)

        few = queries()
        for number in range(20):
            assert act(browser, article, "tick", item=item(f"Item {number}").id) == 302
        browser.get(checks(article))  # the message of the last tick
        assert queries() == few


class TestTheChecklist:
    def test_a_publisher_alone_sees_it(self, cast: Cast, see: See) -> None:
        one = item()
        for address in ("/settings/checks/", f"/settings/checks/{one.id}/"):
            assert see(cast.publisher).get(address).status_code == 200
            for other in (cast.second_editor, cast.moderator, cast.writer):
                assert see(other).get(address).status_code == 404
        for address in (f"/settings/checks/{one.id}/change/", "/settings/checks/two/"):
            assert see(cast.second_editor).post(address, {"act": "off"}).status_code == 404
        assert see(cast.publisher).get(f"/settings/checks/{uuid4()}/").status_code == 404

    def test_items_are_added_changed_moved_and_taken_off(self, cast: Cast, see: See) -> None:
        browser = see(cast.publisher)
        assert "Nothing is looked at yet" in browser.get("/settings/checks/").text
        given = {
            "words": "Sources",
            "hint": "Two of them.",
            "checked_by": "editor",
            "program": "",
            "sections": ["culture"],
            "kinds": ["report", "essay"],
            "of_text": "on",
        }
        assert browser.post("/settings/checks/", given).status_code == 302
        assert browser.post("/settings/checks/", {**given, "words": "Names"}).status_code == 302
        sources, names = ChecklistItem.objects.all()
        assert (sources.words, sources.kinds, sources.of_text) == (
            "Sources",
            ["essay", "report"],
            True,
        )
        assert [section.slug for section in sources.sections.all()] == ["culture"]
        browser.post(f"/settings/checks/{names.id}/change/", {"act": "up"})
        assert [one.words for one in ChecklistItem.objects.all()] == ["Names", "Sources"]
        address = f"/settings/checks/{sources.id}/"
        assert 'value="Sources"' in browser.get(address).text
        assert browser.post(address, {**given, "kinds": []}).status_code == 302
        assert ChecklistItem.objects.get(id=sources.id).kinds == []
        browser.post(f"/settings/checks/{names.id}/change/", {"act": "off"})
        assert [one.words for one in ChecklistItem.objects.filter(retired=False)] == ["Sources"]
        late = browser.post(f"/settings/checks/{names.id}/change/", {"act": "off"})
        assert late.status_code == 409 and "was taken off" in late.text

    def test_what_is_wrong_is_said_beside_its_field(self, cast: Cast, see: See) -> None:
        browser = see(cast.publisher)
        answer = browser.post("/settings/checks/", {"words": "", "checked_by": "program"})
        assert answer.status_code == 422
        errors = answer.context["page"].add.errors
        assert set(errors) == {"words", "program"}
        assert not ChecklistItem.objects.exists()

    def test_sections_ask_for_two_persons(self, cast: Cast, see: See) -> None:
        browser = see(cast.publisher)
        browser.post("/settings/checks/two/", {"asking": ["politics"]})
        asking = Section.objects.filter(two_persons=True)
        assert [section.slug for section in asking] == ["politics"]
        browser.post("/settings/checks/two/", {})
        assert not asking.all().exists()

    def test_the_first_checklist_is_shown_whole(self, cast: Cast, see: See) -> None:
        lay_out_first_checklist()
        shown = see(cast.publisher).get("/settings/checks/").text
        for words in ("Copy-edit", "Writer’s approval", "The program looks", "Essay, Report"):
            assert words in shown


def test_a_published_piece_says_nothing_of_checks_where_there_are_none(
    cast: Cast, see: See, piece: Make
) -> None:
    text = see(cast.editor).get(f"/desk/{piece(*PUBLISHED).id}/details/").text
    assert "checks-brief" not in text
