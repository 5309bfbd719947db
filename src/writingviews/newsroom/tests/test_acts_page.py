"""Who did what to a piece: for its editors, without a text or a writer's name."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from writingviews.articles.anonymity import Anonymity
from writingviews.articles.lifecycle import Verb
from writingviews.articles.models import Article
from writingviews.articles.services.checking import lay_veto
from writingviews.articles.tests.making import make_reviewer
from writingviews.ledger.services import record_act
from writingviews.newsroom.views_acts import ACTS
from writingviews.people.models import Account

from .conftest import ACCEPTED, IN_REVIEW, Cast

pytestmark = pytest.mark.django_db
See = Callable[[Account | None], Client]
Make = Callable[..., Article]
TOKEN = re.compile(r'value="[0-9A-Za-z]{64}"')


def acts(article: Article) -> str:
    return f"/desk/{article.id}/acts/"


def test_editors_see_every_act_and_who_did_it(cast: Cast, see: See, piece: Make) -> None:
    article = piece(*ACCEPTED)
    lay_veto(actor=cast.publisher, article_id=article.id, reason="Canary.", now=timezone.now())
    page = see(cast.second_editor).get(acts(article))
    rows = [(row.who, row.what) for row in page.context["page"].rows]
    assert rows == [
        ("p-account", "Veto laid"),
        ("e-account", "Accepted"),
        ("e-account", "Taken up"),
        ("its writer", "Submitted"),
        ("its writer", "Filed under something else"),
        ("its writer", "Begun"),
    ]
    for secret in ("w-account", "Mira Talab", str(cast.writer.id), "Canary", "The oven is lit"):
        assert secret not in page.text
    assert acts(article) in see(cast.editor).get(f"/desk/{article.id}/details/").text


def test_every_verb_of_the_table_is_said_in_words() -> None:
    assert {verb.value for verb in Verb} <= set(ACTS)


@pytest.mark.parametrize("anonymity", Anonymity)
def test_nobody_else_sees_it_a_reviewer_never(
    cast: Cast, see: See, piece: Make, anonymity: Anonymity
) -> None:
    article = piece(*IN_REVIEW)
    Article.objects.filter(id=article.id).update(anonymity=anonymity)
    reviewer = cast.second_writer
    make_reviewer(article, reviewer)
    make_reviewer(article, cast.second_editor)
    assert see(reviewer).get(f"/desk/{article.id}/").status_code == 200
    for other in (reviewer, cast.second_editor, cast.writer, cast.moderator, cast.stranger):
        hidden = see(other).get(acts(article))
        absent = see(other).get(f"/desk/{uuid4()}/acts/")
        assert hidden.status_code == absent.status_code == 404
        assert TOKEN.sub("", hidden.text) == TOKEN.sub("", absent.text)
        assert acts(article) not in see(other).get("/desk/").text
    assert see(None).get(acts(article)).status_code == 302
    assert see(cast.publisher).get(acts(article)).status_code == 200


def test_many_acts_take_as_many_queries_as_few(cast: Cast, see: See, piece: Make) -> None:
    article, browser = piece(*ACCEPTED), see(cast.editor)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert browser.get(acts(article)).status_code == 200
        return len(caught)

    few = queries()
    for _number in range(250):
        record_act("note", subject_kind="article", subject_id=article.id, actor=cast.editor.id)
    assert queries() == few
    last = browser.get(f"{acts(article)}?page=3").context["page"]
    assert last.rows[-1].what == "Begun"
