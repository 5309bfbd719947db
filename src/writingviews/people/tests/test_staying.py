"""How long one stays signed in, in which browsers, and what waits for a second factor."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from writingviews.people import staying
from writingviews.people.models import Role
from writingviews.people.selectors import roles_of, standing_of
from writingviews.people.services import grant_role
from writingviews.people.sessions import SessionStore, close_sessions, open_sessions

from .conftest import PASSWORD, Cast, browser

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture()
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let the house's clock go on by some minutes."""
    passed = [0.0]
    real = time.time

    class Clock:
        @staticmethod
        def time() -> float:
            return real() + passed[0]

    def on(minutes: float) -> None:
        passed[0] += minutes * 60

    monkeypatch.setattr(staying, "time", Clock)
    return on


@pytest.fixture()
def strict(monkeypatch: pytest.MonkeyPatch) -> None:
    """A house as it is unless it is a demo."""
    monkeypatch.setattr(settings, "HOUSE", replace(settings.HOUSE, second_factor=True))


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


class TestIdleness:
    def test_an_editor_is_asked_again_after_half_an_hour_without_a_sign(
        self, cast: Cast, later: Callable[[float], None]
    ) -> None:
        client = browser(cast.editor)
        later(28)
        assert is_in(client)
        later(28)
        assert is_in(client), "each sign begins the half hour anew"
        later(32)
        answer = client.get("/account/")
        assert answer["Location"] == "/account/login/?next=/account/"
        assert not Session.objects.exists(), "its row is gone, and with it the live line"

    def test_a_writer_may_think_for_longer(
        self, cast: Cast, later: Callable[[float], None]
    ) -> None:
        client = browser(cast.writer)
        later(5 * 60)
        assert is_in(client)

    def test_after_twelve_hours_everybody_is_however_busy(
        self, cast: Cast, later: Callable[[float], None]
    ) -> None:
        client = browser(cast.writer)
        for _ in range(4):
            later(160)
            assert is_in(client), "less than eleven hours are never too long"
        later(90)
        assert not is_in(client)

    def test_a_page_that_follows_the_news_by_itself_is_no_sign(
        self, cast: Cast, later: Callable[[float], None]
    ) -> None:
        client = browser(cast.editor)
        for _ in range(3):
            later(11)
            client.get("/newsroom/", headers={"Sec-Fetch-Dest": "empty"})
        assert not is_in(client)

    def test_typing_for_long_on_one_page_is(
        self, cast: Cast, later: Callable[[float], None]
    ) -> None:
        client = browser(cast.editor)
        for _ in range(3):
            later(11)
            answer = client.get(staying.HERE, headers={"Sec-Fetch-Dest": "empty"})
            assert answer.status_code == 204
        assert is_in(client)

    def test_a_session_that_is_written_again_lasts_no_longer(
        self, cast: Cast, later: Callable[[float], None]
    ) -> None:
        client = browser(cast.writer)
        ended = Session.objects.get().expire_date
        store = SessionStore(client.session.session_key)
        store[staying.UNTIL] = int(ended.timestamp()) - 7200
        store.save()
        later(10)
        assert is_in(client)
        assert Session.objects.get().expire_date == datetime.fromtimestamp(
            ended.timestamp() - 7200, UTC
        )

    def test_the_page_knows_when_it_has_to_be_left(self, cast: Cast) -> None:
        assert 'data-idle="1800"' in browser(cast.editor).get("/account/").text
        assert "data-idle" not in browser(cast.writer).get("/account/").text


class TestBrowsers:
    def test_the_account_shows_where_it_is_signed_in_and_nothing_of_others(
        self, cast: Cast
    ) -> None:
        mine, _other, _anothers = (
            browser(cast.writer),
            browser(cast.writer),
            browser(cast.second_writer),
        )
        answer = mine.get("/account/")
        shown = answer.context["page"].browsers
        assert [one.here for one in shown] == [True, False]
        for row in Session.objects.all():
            assert row.session_key not in answer.text, "a key opens the session"

    def test_one_is_signed_out_from_another(self, cast: Cast) -> None:
        mine, lost, third = (browser(cast.writer) for _ in range(3))
        key = lost.session.session_key
        [mark] = [one.mark for one in open_sessions(cast.writer, here=key or "") if one.here]
        assert mine.post("/account/browsers/", {"mark": mark})["Location"] == "/account/"
        assert not is_in(lost)
        assert is_in(mine) and is_in(third)
        mine.post("/account/browsers/")
        assert is_in(mine) and not is_in(third)

    def test_nobody_signs_another_out(self, cast: Cast) -> None:
        theirs = browser(cast.second_writer)
        [one] = open_sessions(cast.second_writer, here="")
        browser(cast.writer).post("/account/browsers/", {"mark": one.mark})
        assert close_sessions(cast.writer, but="", mark=one.mark) == 0
        assert is_in(theirs)
        assert Client().post("/account/browsers/").status_code == 302
        assert browser(cast.writer).get("/account/browsers/").status_code == 405


@pytest.mark.usefixtures("strict")
class TestSecondFactor:
    def test_without_one_an_editor_is_a_writer(self, cast: Cast) -> None:
        standing = standing_of(cast.editor)
        assert standing.roles == {Role.WRITER}
        assert standing.held_back == {Role.EDITOR, Role.MODERATOR}
        client = browser(cast.editor)
        assert client.get("/moderation/").status_code == 404
        page = client.get("/desk/")
        assert "waits for a second step" in page.text
        assert "waits for a second step" not in client.get("/account/2fa/").text

    def test_with_one_the_roles_are_there(self, cast: Cast) -> None:
        TOTP.activate(cast.editor, SECRET)
        assert roles_of(cast.editor) == {Role.WRITER, Role.EDITOR, Role.MODERATOR}
        client = browser(cast.editor)
        assert client.get("/moderation/").status_code == 200
        assert "waits for a second step" not in client.get("/desk/").text

    def test_a_writer_and_a_mentor_need_none(self, cast: Cast) -> None:
        grant_role(account=cast.writer, role=Role.MENTOR, actor=None)
        assert standing_of(cast.writer).roles == {Role.WRITER, Role.MENTOR}
        assert standing_of(cast.writer).held_back == set()

    def test_it_is_asked_for_once_it_is_there(self, cast: Cast) -> None:
        TOTP.activate(cast.editor, SECRET)
        client = Client()
        client.post("/account/login/", {"login": "e-account", "password": PASSWORD})
        assert not is_in(client), "the password alone does not let in"


def test_the_wall_of_a_demo_is_its_own(cast: Cast) -> None:
    """Where the setting is off, a password is enough."""
    assert not settings.HOUSE.second_factor
    assert roles_of(cast.editor) == {Role.WRITER, Role.EDITOR, Role.MODERATOR}


class TestLeavingAtOnce:
    def test_it_signs_out_and_has_the_browser_forget(self, cast: Cast) -> None:
        client = browser(cast.writer)
        answer = client.post("/account/exit/")
        assert answer["Location"] == "/"
        assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
        assert not Session.objects.exists()
        assert not is_in(client)

    def test_no_other_site_signs_anybody_out(self, cast: Cast) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(cast.writer)
        assert client.post("/account/exit/").status_code == 403
        assert client.get("/account/exit/").status_code == 405
        assert is_in(client)
