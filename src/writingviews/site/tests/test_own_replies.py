"""The pages of a reply for whoever wrote it and whoever reports it, without JavaScript."""

import re

import pytest
from django.test import Client

from writingviews.articles.models import Article
from writingviews.articles.tests.making import make_account, make_publication, make_published
from writingviews.people.models import Role
from writingviews.replies.models import Reply, ReplyState
from writingviews.replies.rates import RateLimit
from writingviews.replies.services import decide_reply
from writingviews.site import own_replies, views

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "_replies", RateLimit(limit=50, window=600))
    monkeypatch.setattr(own_replies, "_reports", RateLimit(limit=2, window=600))


@pytest.fixture
def article() -> Article:
    make_publication()
    return make_published()


def _sent(article: Article) -> tuple[Client, str]:
    """A reply is sent; who sent it, and the link they are shown."""
    reader = Client(enforce_csrf_checks=True)
    given = {"name": "Anna", "text": "As it was", "email": "anna@example.org"}
    page = reader.post(f"/replies/{article.slug}/", given)
    (link,) = re.findall(r'href="(/replies/[^"]+/own/[^"]+)"', page.text)
    assert page["Cache-Control"].startswith("max-age=0")
    assert not reader.cookies
    return reader, link


def test_a_reply_is_changed_and_deleted_by_the_link_shown_once(article: Article) -> None:
    reader, link = _sent(article)
    page = reader.get(link).text
    assert "As it was" in page
    assert "anna@example.org" not in page
    assert reader.post(link, {"name": "", "text": ""}).status_code == 422
    assert "is stored" in reader.post(link, {"name": "Anna", "text": "As it is"}).text
    assert Reply.objects.get().text == "As it is"
    assert reader.get(link[:-2] + "/").status_code == 404
    assert reader.get(link.replace(article.slug or "", "another")).status_code == 404
    assert "is deleted" in reader.post(link, {"delete": "1"}).text
    assert not Reply.objects.exists()
    assert reader.get(link).status_code == 404


def test_readers_report_what_they_see_and_not_without_end(article: Article) -> None:
    reader, _ = _sent(article)
    reply = Reply.objects.get()
    address = f"/replies/{article.slug}/report/{reply.pk}/"
    assert reader.get(address).status_code == 404, "it is held"
    moderator = make_account("m", Role.MODERATOR)
    decide_reply(actor=moderator, reply_id=reply.pk, state=ReplyState.SHOWN)
    assert "Report the reply of Anna" in reader.get(address).text
    assert [reader.post(address).status_code for _ in range(3)] == [200, 200, 429]
    reply.refresh_from_db()
    assert (reply.reports, reply.state) == (2, ReplyState.SHOWN)
