"""The sheet's page and the pictures put on it: who gets them, and what they say."""

import io
import json
import re
from base64 import b64decode
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django.fixtures import Settings

from writingviews.articles.lifecycle import State
from writingviews.articles.models import Article
from writingviews.desk.keeping import keep_for
from writingviews.desk.models import Draft
from writingviews.desk.sheets import SheetId, seal_fits
from writingviews.media.models import Picture
from writingviews.people.models import Account

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _desk_alone(settings: Settings) -> None:
    settings.ROOT_URLCONF = "writingviews.desk.tests.house_urls"


def browser_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def config_of(page: bytes) -> dict[str, object]:
    block = re.search(r'<script id="editor-config"[^>]*>(.*?)</script>', page.decode(), re.DOTALL)
    assert block is not None
    config: dict[str, object] = json.loads(block[1])
    return config


def a_picture() -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(file, "PNG")
    return SimpleUploadedFile("holiday.png", file.getvalue(), "image/png")


class TestThePage:
    def test_it_holds_what_the_sheet_needs(self, article: Article, writer: Account) -> None:
        answer = browser_of(writer).get(f"/desk/{article.id}/")
        assert answer.status_code == 200
        config = config_of(answer.content)
        assert config["version"] == 0
        assert config["write"] is True
        assert config["direction"] == "ltr"
        assert seal_fits(writer, SheetId(**config["sheet"]))  # type: ignore[arg-type]
        assert Draft.objects.filter(article=article).exists()

    def test_no_cache_keeps_it(self, article: Article, writer: Account) -> None:
        answer = browser_of(writer).get(f"/desk/{article.id}/")
        assert "no-store" in answer.headers["Cache-Control"]

    def test_a_persian_sheet_runs_from_right_to_left(
        self, article: Article, writer: Account
    ) -> None:
        Article.objects.update(language="fa")
        page = browser_of(writer).get(f"/desk/{article.id}/").content.decode()
        assert re.search(r'id="desk-sheet"[^>]* lang="fa" dir="rtl"', page)

    def test_its_title_does_not_name_the_piece(self, article: Article, writer: Account) -> None:
        page = browser_of(writer).get(f"/desk/{article.id}/").content.decode()
        title = re.search("<title>(.*?)</title>", page, re.DOTALL)
        assert title is not None
        assert title[1].startswith("Desk")

    def test_there_is_nothing_inline_in_it(self, article: Article, writer: Account) -> None:
        page = browser_of(writer).get(f"/desk/{article.id}/").content.decode()
        inline = re.findall(
            r"<style|\son\w+=|\sstyle=|<script(?![^>]*(?:src=|application/json))", page
        )
        assert inline == []

    def test_a_writer_may_watch_an_accepted_piece(self, article: Article, writer: Account) -> None:
        Article.objects.update(state=State.ACCEPTED)
        page = browser_of(writer).get(f"/desk/{article.id}/").content
        assert config_of(page)["write"] is False

    def test_who_is_not_signed_in_is_asked_to(self, article: Article) -> None:
        answer = Client().get(f"/desk/{article.id}/")
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/account/login/")

    def test_hidden_and_absent_look_alike(
        self, article: Article, stranger: Account, editor: Account
    ) -> None:
        for account in (stranger, editor):  # a draft is its writer's alone
            browser = browser_of(account)
            assert browser.get(f"/desk/{article.id}/").status_code == 404
            assert browser.get(f"/desk/{uuid4()}/").status_code == 404
        assert not Draft.objects.exists()


class TestPictures:
    def test_one_is_taken_and_found_again(self, article: Article, writer: Account) -> None:
        browser = browser_of(writer)
        answer = browser.post(f"/desk/{article.id}/pictures/", {"picture": a_picture()})
        assert answer.status_code == 201
        said = answer.json()
        assert (said["width"], said["height"]) == (60, 40)
        found = browser.get(f"/desk/pictures/{said['media']}/")
        assert found.status_code == 302
        assert found.headers["Location"] == said["src"]

    def test_a_broken_one_is_refused_with_a_sentence(
        self, article: Article, writer: Account
    ) -> None:
        broken = SimpleUploadedFile("x.png", b"no picture at all", "image/png")
        answer = browser_of(writer).post(f"/desk/{article.id}/pictures/", {"picture": broken})
        assert answer.status_code == 400
        assert "JPEG" in answer.json()["error"]
        assert not Picture.objects.exists()

    def test_none_is_refused(self, article: Article, writer: Account) -> None:
        answer = browser_of(writer).post(f"/desk/{article.id}/pictures/", {"picture": "words"})
        assert answer.status_code == 400
        assert "Choose one" in answer.json()["error"]

    @pytest.mark.parametrize("state", [State.DRAFT, State.ACCEPTED])
    def test_who_may_not_write_may_not_add_one(
        self, article: Article, writer: Account, stranger: Account, state: State
    ) -> None:
        Article.objects.update(state=state)
        account = stranger if state is State.DRAFT else writer
        answer = browser_of(account).post(f"/desk/{article.id}/pictures/", {"picture": a_picture()})
        assert answer.status_code == 404
        assert not Picture.objects.exists()

    def test_a_form_without_our_token_is_refused(self, article: Article, writer: Account) -> None:
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(writer)
        answer = browser.post(f"/desk/{article.id}/pictures/", {"picture": a_picture()})
        assert answer.status_code == 403

    def test_an_unknown_one_is_not_found(self, writer: Account) -> None:
        assert browser_of(writer).get(f"/desk/pictures/{'0' * 32}/").status_code == 404


def test_unsent_words_are_kept_under_a_name_and_key_of_one_person_and_one_piece(
    article: Article, writer: Account, editor: Account
) -> None:
    keeps = [
        keep_for(account, article_id)
        for account in (writer, editor)
        for article_id in (article.id, uuid4())
    ]
    assert len({keep.name for keep in keeps}) == len({keep.key for keep in keeps}) == 4
    assert keep_for(writer, article.id) == keeps[0]
    assert all(len(b64decode(keep.key)) == 32 for keep in keeps)
    assert str(article.id) not in keeps[0].name
