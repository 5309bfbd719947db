"""A round on its pages: who sees what, what is asked, written, decided, planned and refused."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from writingviews.articles.access import open_article
from writingviews.articles.anonymity import Anonymity
from writingviews.articles.lifecycle import Verb
from writingviews.articles.models import Article, Reviewer, ReviewerKind, Section
from writingviews.articles.tests.making import make_account, make_reviewer
from writingviews.newsroom.services import move
from writingviews.notices.models import Notice
from writingviews.people.models import Account, Role, RoleGrant
from writingviews.people.services import take_byline
from writingviews.review.models import Advice, Letter, PeerReview, Rating, Round
from writingviews.review.rubrics import DEFAULTS

from .conftest import ACCEPTED, IN_REVIEW, SUBMITTED, Cast

pytestmark = pytest.mark.django_db
See = Callable[[Account | None], Client]
Make = Callable[..., Article]

WORDS = {
    "describe": "It follows one morning in a bakery.",
    "evaluate": "The oven is the best of it.\nThe ending stops short.",
    "suggest": "Begin with the oven.\nCut the weather.",
}


def rating(step: int) -> dict[str, int]:
    return {f"step-{one.key}": step for one in DEFAULTS["essay"]}


def asked(article: Article, account: Account) -> str:
    request = make_reviewer(article, account)
    return f"/desk/asked/{request.id}/"


def hand_in(browser: Client, page: str) -> None:
    answer = browser.post(page, {**WORDS, "version": 0, "act": "hand_in"})
    assert answer.status_code == 302, answer.text


def decide(
    browser: Client, article: Article, verb: str, text: str = "Dear Mira, why.", seen: str = ""
) -> Any:  # noqa: ANN401 - a response
    """Send a letter from the page as it is now, or as it was `seen`."""
    article.refresh_from_db()
    data = {"verb": verb, "text": text, "signed": "Ed", "version": 0, "act": "send"}
    data["seen"] = seen or f"{article.state}-{article.round}"
    return browser.post(f"/desk/{article.id}/round/letter/", data)


def without_token(answer: Any) -> str:  # noqa: ANN401 - a response
    return re.sub(r'value="\w{64}"', "", answer.text)


class TestTheWholeRound:
    def test_from_submitting_to_the_plan_beside_the_next_draft(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        made = piece()
        writer, editor, reviewer = see(cast.writer), see(cast.editor), see(cast.stranger)
        page = f"/desk/{made.id}/round/"
        assert writer.get(page).status_code == 404  # not yet handed in
        answer = writer.post(f"/desk/{made.id}/move/", {"verb": "submit"})
        assert answer["Location"] == page
        assert "Rate it first" in writer.get(page).text

        editor.post(f"/desk/{made.id}/move/", {"verb": "take_up"})
        due = (timezone.now() + timedelta(days=3)).date()
        answer = editor.post(
            f"{page}ask/", {"account": "s-account", "kind": "peer", "due": due.isoformat()}
        )
        assert answer.status_code == 302, answer.text
        mine = f"/desk/asked/{Reviewer.objects.get().id}/"
        assert Notice.objects.filter(account=cast.stranger, kind="review_asked").exists()
        assert "Bread before the bell" in reviewer.get("/desk/asked/").text
        assert "has not opened it yet" in writer.get(page).text

        assert reviewer.get(f"/desk/{made.id}/").status_code == 200
        assert "is reading" in writer.get(page).text
        assert "is reading this" in writer.get(f"/desk/{made.id}/").text
        assert reviewer.get(page)["Location"] == mine

        hand_in(reviewer, mine)
        assert Notice.objects.filter(account=cast.editor, kind="review_in").exists()
        before = writer.get(page).text
        assert "1 review is in" in before
        assert "Cut the weather" not in before
        assert "Cut the weather" in editor.get(page).text
        assert "Cut the weather" in editor.get(f"{page}letter/").text

    def test_what_was_said_becomes_a_plan_that_the_next_round_reads(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        made = piece(*IN_REVIEW)
        writer, editor, reviewer = see(cast.writer), see(cast.editor), see(cast.stranger)
        page, mine = f"/desk/{made.id}/round/", asked(made, cast.stranger)
        hand_in(reviewer, mine)
        answer = decide(editor, made, "ask_for_changes", "Dear Mira,\n\nTell us of the oven.")
        assert answer["Location"] == page
        made.refresh_from_db()
        assert made.state == "changes_asked"
        after = writer.get(page).text
        assert "Tell us of the oven." in after
        assert "Cut the weather" in after

        plan = f"{page}plan/"
        told = writer.get(plan).text
        assert "Begin with the oven." in told
        keys = re.findall(r'name="take" value="([^"]+)"', told)
        assert keys == ["letter1-1", "letter1-2", "review1-1", "review1-2"]
        for key in ("letter1-2", "review1-2"):
            assert writer.post(plan, {"take": key}).status_code == 302
        letter, review = Advice.objects.all()
        data = {f"answer-{letter.id}": "yes", f"how-{letter.id}": "A page of it"}
        data |= {f"answer-{review.id}": "no", f"how-{review.id}": ""}
        answer = writer.post(plan, data)
        assert answer.status_code == 422
        assert "Say why not" in answer.text
        data[f"how-{review.id}"] = "The weather is why they bake."
        assert writer.post(plan, data | {"own": "Check the names"}).status_code == 302
        assert [one.answer for one in Advice.objects.all()] == ["yes", "no", ""]

        sheet = writer.get(f"/desk/{made.id}/").text
        assert "Tell us of the oven." in sheet
        tick = {"point": letter.id, "done": "1", "to": "sheet"}
        assert writer.post(f"{plan}tick/", tick)["Location"] == f"/desk/{made.id}/"
        writer.post(f"/desk/{made.id}/move/", {"verb": "submit"})
        second = editor.get(page).text
        assert "What its writer planned after the round before" in second
        assert "The weather is why they bake." in second
        assert "Done" in second
        # Everything of the first round stays readable; its reviewer is out until asked again.
        first = editor.get(f"{page}1/").text
        assert "Cut the weather" in first
        assert "Tell us of the oven." in first
        assert reviewer.get(f"/desk/{made.id}/").status_code == 404
        assert "Cut the weather" in reviewer.get(mine).text

    def test_helpfulness_reaches_the_reviewer_and_only_after_the_round(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        made = piece(*IN_REVIEW)
        mine = asked(made, cast.stranger)
        hand_in(see(cast.stranger), mine)
        review = PeerReview.objects.get()
        address = f"/desk/{made.id}/round/reviews/{review.id}/helpful/"
        prefix = f"r{review.id.hex[:8]}"
        said = {f"{prefix}-helpful": "4", f"{prefix}-helpful_line": "I cut the weather."}
        writer = see(cast.writer)
        assert writer.post(address, said).status_code == 404
        decide(see(cast.editor), made, "ask_for_changes")
        assert writer.post(address, {}).status_code == 422
        assert writer.post(address, said).status_code == 302
        answered = see(cast.stranger).get(mine).text
        assert "It showed me the way" in answered
        assert "I cut the weather." in answered
        assert see(cast.editor).post(address, said).status_code == 404


class TestRatings:
    def test_stand_side_by_side_only_for_who_has_rated(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        made = piece(*IN_REVIEW)
        mine = asked(made, cast.stranger)
        writer, reviewer = see(cast.writer), see(cast.stranger)
        hand_in(reviewer, mine)
        reviewer.post(f"{mine}rate/", rating(2))
        page = f"/desk/{made.id}/round/"
        assert '<div class="ratings"' not in writer.get(page).text
        assert writer.post(f"{page}rate/", rating(3)).status_code == 302
        both = writer.get(page).text
        assert "2 of 4" in both
        assert "3 of 4" in both
        assert "3 of 4" in reviewer.get(mine).text
        assert "3 of 4" in see(cast.editor).get(page).text

    def test_a_reviewer_sees_the_writers_only_after_their_own(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        made = piece(*IN_REVIEW)
        mine = asked(made, cast.stranger)
        see(cast.writer).post(f"/desk/{made.id}/round/rate/", rating(3))
        reviewer = see(cast.stranger)
        assert "3 of 4" not in reviewer.get(mine).text
        reviewer.post(f"{mine}rate/", rating(1))
        assert "3 of 4" in reviewer.get(mine).text

    def test_one_without_a_step_is_refused_beside_it(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        made = piece(*IN_REVIEW)
        data = rating(3)
        del data["step-order"]
        mine = asked(made, cast.stranger)
        for who, address in (
            (cast.writer, f"/desk/{made.id}/round/rate/"),
            (cast.stranger, f"{mine}rate/"),
        ):
            answer = see(who).post(address, data)
            assert answer.status_code == 422
            assert answer.text.count("Choose a step.") == 1
        assert not Rating.objects.exists()


class TestAsking:
    @pytest.mark.parametrize(
        ("data", "said"),
        [
            ({"account": ""}, "Write the name of an account."),
            ({"account": "nobody-here"}, "Nobody can be asked by this name"),
            ({"account": "s-account", "due": "2020-01-01"}, "2020-01-01 is past"),
            ({"account": "s-account", "due": "soon"}, "Write the day as 2026-03-12."),
            ({"account": "s-account", "until": "2020-01-01"}, "This time is past"),
        ],
    )
    def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(
        self, cast: Cast, see: See, piece: Make, data: dict[str, str], said: str
    ) -> None:
        made = piece(*IN_REVIEW)
        answer = see(cast.editor).post(f"/desk/{made.id}/round/ask/", {"kind": "peer", **data})
        assert answer.status_code == 422
        assert said in answer.text
        assert f'value="{data["account"]}"' in answer.text or not data["account"]
        assert not Reviewer.objects.exists()

    def test_a_writer_is_asked_like_anybody_and_is_never_told(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        made = piece(*IN_REVIEW)
        data = {"account": "w-account", "kind": "peer"}
        answers = [
            see(cast.editor).post(f"/desk/{made.id}/round/ask/", data | {"account": name})
            for name in ("w-account", "s-account")
        ]
        assert [answer.status_code for answer in answers] == [302, 302]
        asked_one = Reviewer.objects.get(account=cast.writer)
        assert not Notice.objects.filter(account=cast.writer, kind="review_asked").exists()
        assert see(cast.writer).get(f"/desk/asked/{asked_one.id}/").status_code == 404
        assert "Nobody waits for a review" in see(cast.writer).get("/desk/asked/").text
        assert "1" not in re.findall(
            r"<b dir=\"auto\">Mira Talab</b>", see(cast.writer).get(f"/desk/{made.id}/round/").text
        )

    def test_ending_it_closes_the_piece_to_them(self, cast: Cast, see: See, piece: Make) -> None:
        made = piece(*IN_REVIEW)
        mine = asked(made, cast.stranger)
        row = Reviewer.objects.get()
        reviewer = see(cast.stranger)
        assert reviewer.get(mine).status_code == 200
        see(cast.editor).post(f"/desk/{made.id}/round/asked/{row.id}/end/")
        assert reviewer.get(f"/desk/{made.id}/").status_code == 404
        assert "The round is over" in reviewer.get(mine).text
        answer = reviewer.post(mine, {**WORDS, "version": 0, "act": "hand_in"})
        assert answer.status_code == 409
        answer = see(cast.editor).post(f"/desk/{made.id}/round/asked/{uuid4()}/end/")
        assert answer.status_code == 404

    def test_who_cannot_says_so(self, cast: Cast, see: See, piece: Make) -> None:
        made = piece(*IN_REVIEW)
        mine = asked(made, cast.stranger)
        see(cast.stranger).post(f"{mine}leave/")
        assert "does not review it any more" in see(cast.editor).get(f"/desk/{made.id}/round/").text


class TestAReview:
    def test_is_kept_as_it_is_typed_and_by_a_refused_handing_in(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        mine = asked(piece(*IN_REVIEW), cast.stranger)
        reviewer = see(cast.stranger)
        answer = reviewer.post(
            mine, {"describe": "A", "evaluate": "", "suggest": "", "version": 0, "act": "autosave"}
        )
        assert json.loads(answer.content) == {"version": 1}
        answer = reviewer.post(
            mine, {"describe": "A b", "evaluate": "", "suggest": "", "version": 1, "act": "hand_in"}
        )
        assert answer.status_code == 422
        assert "a review describes, evaluates and suggests" in answer.text
        assert 'name="version" value="2"' in answer.text
        assert PeerReview.objects.get().describe == "A b"

    def test_of_two_windows_the_later_sees_both(self, cast: Cast, see: See, piece: Make) -> None:
        mine = asked(piece(*IN_REVIEW), cast.stranger)
        reviewer = see(cast.stranger)
        reviewer.post(mine, {**WORDS, "version": 0, "act": "save"})
        other = {**WORDS, "describe": "From the other window"}
        answer = reviewer.post(mine, {**other, "version": 0, "act": "save"})
        assert answer.status_code == 409
        assert "From the other window" in answer.text
        assert "one morning in a bakery" in answer.text
        assert 'name="version" value="1"' in answer.text
        quiet = reviewer.post(mine, {**other, "version": 0, "act": "autosave"})
        assert quiet.status_code == 409
        assert "another window" in json.loads(quiet.content)["error"]

    @pytest.mark.parametrize("anonymity", list(Anonymity))
    def test_names_nobody_who_is_hidden(
        self, cast: Cast, see: See, piece: Make, anonymity: Anonymity
    ) -> None:
        Section.objects.update(anonymity=anonymity)
        made = piece(*IN_REVIEW)
        take_byline(account=cast.stranger, name="Lina Sor")
        second = make_account("second-reviewer")
        mine, theirs = asked(made, cast.stranger), asked(made, second)
        hand_in(see(cast.stranger), mine)
        hand_in(see(second), theirs)
        see(second).post(f"{theirs}rate/", rating(1))
        see(cast.writer).post(f"/desk/{made.id}/round/rate/", rating(3))
        for who in (cast.stranger, second):
            see(who).post(f"{asked(made, who)}rate/", rating(2))
        hidden = {"w-account", "second-reviewer"}
        if anonymity is not Anonymity.OPEN:
            hidden |= {"Mira Talab"}
        page = f"/desk/{made.id}/round/"
        for address in ("/desk/asked/", mine, "/newsroom/"):
            seen = see(cast.stranger).get(address).text
            assert not [name for name in hidden if name in seen], address
        pages = [see(cast.writer).get(page).text]
        decide(see(cast.editor), made, "ask_for_changes")
        pages += [see(cast.writer).get(one).text for one in (page, f"{page}plan/")]
        for seen in pages:
            assert "s-account" not in seen
            assert "second-reviewer" not in seen
            assert ("Lina Sor" in seen) is (anonymity is not Anonymity.BOTH_UNKNOWN)
            assert ("Reviewer 1" in seen) is (anonymity is Anonymity.BOTH_UNKNOWN)
        assert "s-account" in see(cast.editor).get(page).text


class TestTheLetter:
    def test_two_who_decide_at_once_one_wins_and_the_other_loses_no_word(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        made = piece(*IN_REVIEW)
        first, second = see(cast.editor), see(cast.second_editor)
        # Both have the page before them; the first sends.
        assert decide(first, made, "accept", "We take it.").status_code == 302
        # An accepted piece can be declined, but not by who did not know that it is accepted.
        answer = decide(second, made, "decline", "Dear Mira, every word of mine.", "in_review-1")
        assert answer.status_code == 409
        assert "Somebody was faster" in answer.text
        assert "Dear Mira, every word of mine." in answer.text
        made.refresh_from_db()
        assert made.state == "accepted"
        assert (
            Letter.objects.get(author=cast.second_editor).text == "Dear Mira, every word of mine."
        )
        assert [one.verb for one in Letter.objects.filter(sent_at__isnull=False)] == ["accept"]
        later = second.get(f"/desk/{made.id}/round/letter/").text
        assert "every word of mine" in later
        assert "every word of mine" not in see(cast.writer).get(f"/desk/{made.id}/round/").text

    @pytest.mark.parametrize("verb", ["ask_for_changes", "decline"])
    def test_neither_changes_nor_a_decline_without_a_reason(
        self, cast: Cast, see: See, piece: Make, verb: str
    ) -> None:
        made = piece(*IN_REVIEW)
        editor = see(cast.editor)
        answer = decide(editor, made, verb, "  ")
        assert answer.status_code == 422
        assert "at least the reason" in answer.text
        answer = editor.post(f"/desk/{made.id}/move/", {"verb": verb})
        assert answer["Location"] == f"/desk/{made.id}/round/letter/?verb={verb}"
        made.refresh_from_db()
        assert made.state == "in_review"
        assert f'value="{verb}"' in editor.get(answer["Location"]).text

    def test_without_a_decision_it_is_kept_and_not_sent(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        made = piece(*IN_REVIEW)
        answer = decide(see(cast.editor), made, "", "Half a letter")
        assert answer.status_code == 422
        assert "Choose a decision" in answer.text
        assert Letter.objects.get().sent_at is None
        assert Letter.objects.get().text == "Half a letter"

    def test_an_acceptance_may_go_without_a_word_and_what_is_missing_is_said(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        untitled = piece(*IN_REVIEW, title="Bread")
        assert decide(see(cast.editor), untitled, "accept", "").status_code == 302
        assert not Letter.objects.exists()

    def test_begins_with_the_publications_words_for_the_decision(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        made = piece(*IN_REVIEW)
        page = f"/desk/{made.id}/round/letter/"
        data = {"text": "Mine.", "signed": "", "version": 0, "act": "begin"}
        editor = see(cast.editor)
        answer = editor.post(page, data | {"verb": "decline"})
        assert answer.status_code == 200
        assert "Mine.\n\nDear Mira Talab," in answer.text
        assert "“Bread before the bell”" in answer.text
        assert "The Tram Stop" in answer.text
        assert editor.post(page, data | {"version": 1}).status_code == 422

    def test_a_mentor_who_was_asked_drafts_one_that_the_editor_reads(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        Section.objects.update(anonymity=Anonymity.WRITER_UNKNOWN)
        made = piece(*IN_REVIEW)
        page = f"/desk/{made.id}/round/letter/"
        mentor = see(cast.stranger)
        assert mentor.get(page).status_code == 404
        make_reviewer(made, cast.stranger, ReviewerKind.MENTOR)
        seen = mentor.get(page)
        assert seen.status_code == 200
        assert "Mira Talab" not in seen.text
        assert "Send and decide" not in seen.text
        mentor.post(page, {"text": "My thoughts", "signed": "Ana", "version": 0, "act": "save"})
        assert "My thoughts" in see(cast.editor).get(page).text
        decide(mentor, made, "accept", "My thoughts")
        made.refresh_from_db()
        assert made.state == "in_review"

    def test_an_accepted_piece_can_still_be_declined_with_a_reason(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        made = piece(*ACCEPTED)
        decide(see(cast.editor), made, "decline", "The facts do not hold.")
        made.refresh_from_db()
        assert made.state == "declined"
        assert "The facts do not hold." in see(cast.writer).get(f"/desk/{made.id}/round/").text


class TestWhoSeesWhat:
    def test_every_address_is_absent_for_who_may_not_see_it(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        made = piece(*IN_REVIEW)
        mine = asked(made, cast.stranger)
        row = Reviewer.objects.get()
        hand_in(see(cast.stranger), mine)
        review = PeerReview.objects.get()
        page = f"/desk/{made.id}/round/"
        gets = [page, f"{page}1/", f"{page}letter/", f"{page}plan/", mine]
        posts = [
            *(f"{page}{rest}/" for rest in ("rate", "ask", "letter", "plan", "plan/tick")),
            f"{page}asked/{row.id}/end/",
            f"{page}reviews/{review.id}/helpful/",
            *(f"{mine}{rest}" for rest in ("", "rate/", "leave/")),
        ]
        outsider = see(cast.second_writer)
        absent = without_token(outsider.get(f"/desk/{uuid4()}/round/"))
        for address in gets:
            assert without_token(outsider.get(address)) == absent, address
        for address in posts:
            answer = outsider.post(address, {"act": "save", "version": 0})
            assert answer.status_code == 404, address
            assert without_token(answer) == absent, address
        # Nor does one part open another's pages.
        reviewer, writer, editor = see(cast.stranger), see(cast.writer), see(cast.editor)
        for rest in ("ask/", "rate/", "plan/", f"asked/{row.id}/end/"):
            assert reviewer.post(page + rest).status_code == 404, rest
        assert reviewer.get(f"{page}letter/").status_code == 404
        assert writer.get(f"{page}letter/").status_code == 404
        assert writer.post(f"{page}ask/", {"account": "e-account"}).status_code == 404
        assert editor.get(f"{page}plan/").status_code == 404
        assert editor.post(f"{page}rate/", rating(1)).status_code == 404
        assert editor.get(mine).status_code == 404
        for number in (0, 2, 99):
            assert editor.get(f"{page}{number}/").status_code == 404
        assert Client().get(page).status_code == 302

    def test_the_round_of_a_piece_from_before_rounds_were_kept_can_be_gone_on_with(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        made = piece(*IN_REVIEW)
        Round.objects.all().delete()
        page = f"/desk/{made.id}/round/"
        for who in (cast.writer, cast.editor):
            assert see(who).get(page).status_code == 200
        see(cast.writer).post(f"{page}rate/", rating(2))
        assert Round.objects.get().number == 1

    def test_an_editor_who_writes_it_learns_no_more_than_its_writer(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        Section.objects.update(anonymity=Anonymity.BOTH_UNKNOWN)
        made = piece(*SUBMITTED, by=cast.second_writer)
        opened = open_article(cast.editor, made.id)
        move(actor=cast.editor, opened=opened, verb=Verb.TAKE_UP)
        asked(made, cast.stranger)
        RoleGrant.objects.create(account=cast.second_writer, role=Role.EDITOR)
        seen = see(cast.second_writer).get(f"/desk/{made.id}/round/").text
        assert "s-account" not in seen
        assert "Ask somebody" not in seen

    def test_the_lists_take_as_many_queries_for_many_as_for_few(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        made, more = piece(*IN_REVIEW), make_account("one-more")
        asked(made, cast.stranger)
        hand_in(see(more), asked(made, more))
        editor, reviewer = see(cast.editor), see(cast.stranger)

        def queries(browser: Client, address: str) -> int:
            with CaptureQueriesContext(connection) as found:
                assert browser.get(address).status_code == 200
            return len(found)

        pages = [(editor, f"/desk/{made.id}/round/"), (reviewer, "/desk/asked/")]
        few = [queries(*one) for one in pages]
        for number in range(3):
            other = make_account(f"more-{number}")
            hand_in(see(other), asked(made, other))
            asked(piece(*IN_REVIEW), cast.stranger)
        assert [queries(*one) for one in pages] == few
