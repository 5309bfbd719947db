"""The link to a reader's own reply, by mail: once, with nothing of what was written."""

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from writingviews.articles.models import Article
from writingviews.articles.tests.making import make_publication, make_published
from writingviews.house.settings import MailSettings, house_settings
from writingviews.notices.posting import AGAIN
from writingviews.notices.tests.mail_server import MailServer, mail_server
from writingviews.replies import posting
from writingviews.replies.models import Reply, ReplyContact, ReplyMail
from writingviews.replies.rates import RateLimit
from writingviews.site import views
from writingviews.site.reply_mail import post_links

pytestmark = pytest.mark.django_db
ADDRESS = "canary-mailbox@example.org"
HOUSE = "https://views.example.org"


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "_replies", RateLimit(limit=50, window=600))
    monkeypatch.setattr(posting, "_mailboxes", RateLimit(limit=posting.TO_ONE, window=600))


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    with mail_server() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_TIMEOUT = 5
        mail = MailSettings("127.0.0.1", running.port, "none", "", "", "house@example.org", 7)
        settings.HOUSE = replace(house_settings(), mail=mail, address=HOUSE)
        yield running


@pytest.fixture
def article() -> Article:
    make_publication()
    return make_published()


def post(later: timedelta = timedelta(0)) -> int:
    mail = house_settings().mail
    assert mail is not None
    return post_links(timezone.now() + later, mail)


def send(article: Article, email: str = ADDRESS) -> str:
    given = {"name": "canary-name", "text": "canary-text", "email": email}
    page = Client().post(f"/replies/{article.slug}/", given)
    assert page.status_code == 200
    return page.text


def mailed_link(server: MailServer) -> str:
    (link,) = re.findall(rf"{HOUSE}(/replies/\S+/own/\S+)", server.taken[-1].text)
    return str(link)


def test_a_link_is_mailed_once_that_changes_and_deletes(
    server: MailServer, article: Article
) -> None:
    held = send(article)
    assert "sent to your e-mail address" in held
    assert (post(), post()) == (1, 0)
    (taken,) = server.taken
    assert taken.to == [ADDRESS]
    assert taken.message["Subject"] == "The link to a reply"
    assert "canary-name" not in taken.raw.decode() + taken.text
    assert "canary-text" not in taken.raw.decode() + taken.text
    link, reader = mailed_link(server), Client()
    assert link not in held
    page = reader.get(link).text
    assert "canary-text" in page
    assert ADDRESS not in page
    assert reader.get(link[:-3] + "0/").status_code == 404
    assert "is stored" in reader.post(link, {"name": "Anna", "text": "As it is"}).text
    assert Reply.objects.get().text == "As it is"
    assert not ReplyMail.objects.exists()
    assert "is deleted" in reader.post(link, {"delete": "1"}).text
    assert not ReplyContact.objects.exists()
    assert reader.get(link).status_code == 404


def test_of_a_reply_that_was_answered_the_mailed_link_ends_with_its_text(
    server: MailServer, article: Article
) -> None:
    send(article)
    post()
    reply = Reply.objects.get()
    Reply.objects.create(
        article=article, parent=reply, name="B", text="Yes", received_at=reply.received_at
    )
    link, reader = mailed_link(server), Client()
    reader.post(link, {"delete": "1"})
    assert Reply.objects.count() == 2
    assert not ReplyContact.objects.exists()
    assert reader.get(link).status_code == 404


def test_nothing_is_mailed_without_an_address_or_after_the_reply_is_gone(
    server: MailServer, article: Article
) -> None:
    assert "sent to your e-mail address" not in send(article, email="")
    held = send(article)
    (own,) = re.findall(r'href="(/replies/[^"]+/own/[^"]+)"', held)
    Client().post(own, {"delete": "1"})
    send(article)
    Article.objects.update(state="draft", slug=None, published_at=None)
    assert post() == 0
    assert server.taken == []
    assert not ReplyMail.objects.exists()


def test_a_house_without_a_mail_server_queues_none(article: Article) -> None:
    assert "sent to your e-mail address" not in send(article)
    assert ReplyContact.objects.get().email == ADDRESS
    assert not ReplyMail.objects.exists()


def test_a_mailbox_is_not_filled_by_who_writes_its_address(
    server: MailServer, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(posting.TO_ONE + 2):
        send(article)
    send(article, email=ADDRESS.upper())
    assert post() == posting.TO_ONE
    assert not ReplyMail.objects.exists(), "what is not sent now never is"
    monkeypatch.setattr(posting, "MOST_WAITING", 2)
    monkeypatch.setattr(posting, "MOST", 1)
    for number in range(3):
        held = send(article, email=f"other-{number}@example.org")
    assert "sent to your e-mail address" not in held
    assert [post() for _ in range(3)] == [1, 1, 0]
    assert len(server.taken) == posting.TO_ONE + 2


def test_what_cannot_be_sent_is_tried_again_and_logged_without_the_address(
    server: MailServer, article: Article, caplog: pytest.LogCaptureFixture
) -> None:
    send(article)
    server.answer = b"450 later " + ADDRESS.encode()
    with caplog.at_level(logging.INFO):
        assert post() == 0
    assert ADDRESS not in caplog.text
    assert "could not be sent" in caplog.text
    server.answer = b"250 yes"
    assert post() == 0, "not before its time"
    assert post(AGAIN[0] + timedelta(minutes=1)) == 1
    send(article)
    server.answer = b"550 nobody"
    assert post() == 0
    assert not ReplyMail.objects.exists(), "its server does not know the mailbox"
