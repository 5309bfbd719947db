"""The pages of chapters: for publishers, for a chapter's editors, for who is asked in."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from writingviews.articles.access import open_article
from writingviews.articles.lifecycle import State, Verb
from writingviews.articles.models import Article
from writingviews.articles.services.filing import begin_article
from writingviews.articles.tests.making import make_account, make_chapter
from writingviews.newsroom.services import move
from writingviews.people.chapter_selectors import chapter_role_of
from writingviews.people.models import (
    Account,
    Chapter,
    ChapterInvitation,
    ChapterMember,
    ChapterRole,
    Role,
)

from .conftest import Cast
from .typing_in import type_in

pytestmark = pytest.mark.django_db
See = Callable[[Account | None], Client]


@pytest.fixture()
def north(cast: Cast) -> Chapter:
    """A chapter: the writer writes, the second editor edits, the stranger mentors."""
    return make_chapter(
        "north", writer=cast.writer, editor=cast.second_editor, mentor=cast.stranger
    )


def handed_in(cast: Cast, chapter: Chapter, title: str = "Snow on the line") -> Article:
    article = begin_article(actor=cast.writer, language="en", chapter=chapter)
    type_in(article, cast.writer, title)
    return move(actor=cast.writer, opened=open_article(cast.writer, article.id), verb=Verb.SUBMIT)


def asked(page: Client, name: str) -> str:
    answer = page.post(
        "/desk/chapters/at/north/members/", {"name": name, "role": "writer"}, follow=True
    )
    return answer.content.decode()


def test_a_publisher_makes_a_chapter_and_its_first_editor_joins(cast: Cast, see: See) -> None:
    made = see(cast.publisher).post(
        "/newsroom/chapters/",
        {"language": "en", "name_en": "Harbour", "name_fa": "بندر", "editor": "E2-Account"},
        follow=True,
    )
    assert "Harbour" in made.content.decode()
    assert "no editor yet" in made.content.decode()
    invited = see(cast.second_editor)
    assert "A chapter asks you to join." in invited.get("/desk/").content.decode()
    invitation = ChapterInvitation.objects.get()
    invited.post(f"/desk/chapters/invitations/{invitation.id}/", {"answer": "join"})
    assert invited.get("/desk/chapters/at/harbour/members/").status_code == 200
    assert "has an editor" in see(cast.publisher).get("/newsroom/chapters/").content.decode()


def test_publishers_alone_make_chapters_and_see_no_member(
    cast: Cast, north: Chapter, see: See
) -> None:
    page = see(cast.publisher).get(f"/newsroom/chapters/{north.id}/").content.decode()
    for member in (cast.writer, cast.second_editor, cast.stranger):
        assert member.username not in page
    edits = make_account("an-editor", Role.EDITOR)
    for account in (edits, cast.writer, cast.second_editor, cast.moderator):
        assert see(account).get("/newsroom/chapters/").status_code == 404
        assert see(account).get(f"/newsroom/chapters/{north.id}/").status_code == 404


def test_a_chapter_without_a_name_in_its_language_is_refused(cast: Cast, see: See) -> None:
    answer = see(cast.publisher).post(
        "/newsroom/chapters/", {"language": "en", "name_fa": "بندر", "editor": "e2-account"}
    )
    assert answer.status_code == 422
    assert "needs a name in its own language" in answer.content.decode()
    assert not Chapter.objects.exists()


def test_asking_tells_nothing_of_who_has_an_account(cast: Cast, north: Chapter, see: See) -> None:
    page = see(cast.second_editor)

    def told(name: str) -> tuple[int, str]:
        with CaptureQueriesContext(connection) as caught:
            text = asked(page, name)
        queries = len(caught)
        assert f">{name}</h3>" in text
        page.post(
            "/desk/chapters/at/north/members/remove/",
            {"invitation": str(ChapterInvitation.objects.get().id)},
            follow=True,
        )
        text = re.sub(r'name="(csrfmiddlewaretoken|invitation)" value="[^"]*"', "", text)
        return queries, text.replace(name, "NAME")

    there, absent = told("w2-account"), told("x2-account")
    assert there[0] == absent[0]
    assert there[1].splitlines() == absent[1].splitlines()


def test_who_says_no_still_stands_as_asked(cast: Cast, north: Chapter, see: See) -> None:
    asked(see(cast.second_editor), "w2-account")
    before = see(cast.second_editor).get("/desk/chapters/at/north/members/").content.decode()
    invitation = ChapterInvitation.objects.get()
    see(cast.second_writer).post(f"/desk/chapters/invitations/{invitation.id}/", {"answer": "no"})
    after = see(cast.second_editor).get("/desk/chapters/at/north/members/").content.decode()
    assert "w2-account" in before
    assert len(before) == len(after)
    assert "asks you" not in see(cast.second_writer).get("/desk/").content.decode()


def test_an_invitation_is_its_own_accounts_alone_and_ends(
    cast: Cast, north: Chapter, see: See
) -> None:
    asked(see(cast.second_editor), "w2-account")
    invitation = ChapterInvitation.objects.get()
    address = f"/desk/chapters/invitations/{invitation.id}/"
    for account in (cast.editor, cast.publisher, cast.second_editor):
        assert see(account).post(address, {"answer": "join"}).status_code == 404
    invitation.until = timezone.now() - timedelta(minutes=1)
    invitation.save()
    assert see(cast.second_writer).post(address, {"answer": "join"}).status_code == 404
    assert chapter_role_of(cast.second_writer, north.id) is None


def test_the_last_editor_stays_until_there_is_another(cast: Cast, north: Chapter, see: See) -> None:
    page = see(cast.second_editor)
    mine = {"account": str(cast.second_editor.id)}
    refused = page.post("/desk/chapters/at/north/members/remove/", mine)
    assert refused.status_code == 409
    assert "last editor" in refused.content.decode()
    assert (
        page.post("/desk/chapters/at/north/members/part/", {**mine, "role": "writer"}).status_code
        == 409
    )
    page.post(
        "/desk/chapters/at/north/members/part/",
        {"account": str(cast.stranger.id), "role": "editor"},
    )
    left = page.post("/desk/chapters/at/north/members/remove/", mine)
    assert left["Location"] == "/desk/chapters/"
    assert page.get("/desk/chapters/at/north/").status_code == 404


def test_a_mentor_and_a_writer_see_no_list_of_members(cast: Cast, north: Chapter, see: See) -> None:
    assert see(cast.stranger).get("/desk/chapters/at/north/").status_code == 200
    for account in (cast.stranger, cast.writer, cast.publisher, cast.editor):
        for page in ("members", "about"):
            assert see(account).get(f"/desk/chapters/at/north/{page}/").status_code == 404
    assert see(cast.writer).get("/desk/chapters/at/north/").status_code == 404


def test_a_piece_is_begun_handed_in_accepted_and_sent_up(
    cast: Cast, north: Chapter, see: See
) -> None:
    desk = see(cast.writer).get("/desk/").content.decode()
    assert "The central newsroom" in desk
    opened = see(cast.writer).post(
        "/desk/", {"language": "en", "kind": "essay", "chapter": str(north.id)}
    )
    assert opened.status_code == 302
    article = Article.objects.get()
    assert article.chapter == north
    type_in(article, cast.writer, "Snow on the line")
    see(cast.writer).post(f"/desk/{article.id}/move/", {"verb": "submit"})

    editor, central = see(cast.second_editor), see(cast.editor)
    assert "Snow on the line" in editor.get("/desk/chapters/at/north/").content.decode()
    assert "Snow on the line" not in central.get("/newsroom/").content.decode()
    details = editor.get(f"/desk/{article.id}/details/").content.decode()
    assert "Send up" in details
    assert "its history and its margin" in details
    editor.post(f"/desk/{article.id}/move/", {"verb": "send_up"})
    assert "Snow on the line" in central.get("/newsroom/").content.decode()
    assert (
        "Sent up to the central newsroom" in editor.get("/desk/chapters/at/north/").content.decode()
    )
    editor.post(f"/desk/{article.id}/move/", {"verb": "take_back"})
    assert "Snow on the line" not in central.get("/newsroom/").content.decode()
    assert Article.objects.get().state == State.IN_REVIEW


def test_nobody_begins_a_piece_in_a_chapter_of_others(cast: Cast, north: Chapter, see: See) -> None:
    make_chapter("south", writer=cast.second_writer)
    answer = see(cast.second_writer).post(
        "/desk/", {"language": "en", "kind": "essay", "chapter": str(north.id)}
    )
    assert answer.status_code == 422
    assert "north" not in answer.content.decode().lower()
    assert not Article.objects.exists()


def test_a_closed_chapter_is_not_there_until_it_is_opened_again(
    cast: Cast, north: Chapter, see: See
) -> None:
    handed_in(cast, north)
    publisher = see(cast.publisher)
    publisher.post(f"/newsroom/chapters/{north.id}/shut/", {"act": "close"})
    assert see(cast.second_editor).get("/desk/chapters/at/north/").status_code == 404
    publisher.post(f"/newsroom/chapters/{north.id}/shut/", {"act": "reopen"})
    assert "Snow on" in see(cast.second_editor).get("/desk/chapters/at/north/").content.decode()


def test_naming_an_editor_who_belongs_already_says_the_same(
    cast: Cast, north: Chapter, see: See
) -> None:
    said = [
        see(cast.publisher)
        .post(f"/newsroom/chapters/{north.id}/editor/", {"editor": name}, follow=True)
        .content.decode()
        for name in ("w-account", "nobody-here")
    ]
    assert all("Asked. If somebody" in text for text in said)
    assert chapter_role_of(cast.writer, north.id) is ChapterRole.EDITOR


@pytest.mark.parametrize("page", ["", "members/"])
def test_a_chapters_lists_take_as_many_queries_for_many_as_for_one(
    cast: Cast, north: Chapter, see: See, page: str
) -> None:
    editor = see(cast.second_editor)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert editor.get(f"/desk/chapters/at/north/{page}").status_code == 200
        return len(caught)

    handed_in(cast, north)
    few = queries()
    for number in range(5):
        handed_in(cast, north, f"Piece {number}")
        member = Account.objects.create_user(f"member {number}")
        ChapterMember.objects.create(chapter=north, account=member, role="writer")
    assert queries() == few


def test_who_gives_rights_is_asked_again_who_they_are(
    cast: Cast, see: See, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A computer that was left open does not know its owner's password."""
    monkeypatch.setattr(settings, "HOUSE", replace(settings.HOUSE, second_factor=True))
    TOTP.activate(cast.publisher, "JBSWY3DPEHPK3PXP")
    publisher = see(cast.publisher)
    assert publisher.get("/newsroom/chapters/").status_code == 200
    form = {"language": "en", "name_en": "Harbour", "name_fa": "بندر", "editor": "E2-Account"}
    answer = publisher.post("/newsroom/chapters/", form)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/reauthenticate/?next=")
    assert not Chapter.objects.exists()
    assert see(cast.editor).post("/newsroom/chapters/", form).status_code == 404
