"""A writer answers under a byline of the piece; nothing says whose hand it was."""

from collections.abc import Callable

import pytest
from django.test import Client

from writingviews.articles.models import Article
from writingviews.ledger.models import AuditEntry
from writingviews.people.models import Account
from writingviews.replies.models import Reply, ReplyState
from writingviews.replies.services import decide_reply, receive_reply

from .conftest import PUBLISHED, SUBMITTED, Cast, now

pytestmark = pytest.mark.django_db
See = Callable[[Account | None], Client]
Make = Callable[..., Article]


def test_a_writer_answers_under_a_byline_of_the_piece(cast: Cast, see: See, piece: Make) -> None:
    article = piece(*PUBLISHED, title="The oud")
    asked = receive_reply(article=article, name="Farah", text="Why an oud?", now=now())
    decide_reply(actor=cast.moderator, reply_id=asked.pk, state=ReplyState.SHOWN)
    address, browser = f"/desk/{article.pk}/replies/", see(cast.writer)
    page = browser.get(f"{address}?to={asked.pk}")
    assert f'value="{asked.pk}" selected' in page.text
    given = {"to": str(asked.pk), "byline": str(cast.byline.pk), "text": "It was my aunt's."}
    assert browser.post(address, given).status_code == 302
    answer = Reply.objects.get(parent=asked)
    assert (answer.byline, answer.name, answer.state) == (cast.byline, cast.byline.name, "held")
    entry = AuditEntry.objects.get(verb="receive", subject_id=str(answer.pk))
    assert (entry.actor, entry.details) == (None, {}), "the byline leads to no account"
    shown = see(cast.moderator).get("/moderation/").text
    assert "a writer, under a byline" in shown
    assert cast.writer.username not in shown


def test_nobody_answers_under_a_name_that_is_not_theirs_there(
    cast: Cast, see: See, piece: Make
) -> None:
    article = piece(*PUBLISHED, title="The oud")
    address = f"/desk/{article.pk}/replies/"
    foreign = {"to": "", "byline": str(cast.second_byline.pk), "text": "Mine."}
    assert see(cast.writer).post(address, foreign).status_code == 422
    foreign["byline"] = str(cast.byline.pk)
    for other in (cast.second_writer, cast.stranger, cast.second_editor):
        assert see(other).post(address, foreign).status_code == 404
    assert see(cast.writer).post(address, {**foreign, "text": " "}).status_code == 422
    waiting = piece(*SUBMITTED, title="Not yet")
    assert see(cast.writer).get(f"/desk/{waiting.pk}/replies/").status_code == 404
    assert not Reply.objects.exists()
