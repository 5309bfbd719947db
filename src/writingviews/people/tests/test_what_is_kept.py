"""What the rows hold after somebody has signed in: no name, no second."""

import base64
import json
import re
import zlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone

from writingviews.people.sessions import SessionStore

from .conftest import PASSWORD, Cast
from .test_signing_in import _code

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXP"


def sign_in(client: Client) -> None:
    client.post("/account/login/", {"login": "W-Account", "password": PASSWORD})


def everything_in(table: str) -> str:
    """Return all that a table holds, as somebody reads it who has taken the database's file.

    What a session's text hides by its encoding is opened.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - a table's name
        rows = repr(cursor.fetchall())
    for packed in re.findall(r"\.?(eJ[\w-]{20,})", rows):
        opened = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        rows += zlib.decompress(opened).decode()
    return rows


def kept(client: Client) -> dict[str, Any]:
    """Return what the client's session holds on disk."""
    return SessionStore(client.session.session_key).load()


def seconds_in(text: str) -> list[str]:
    """Return every number that could be a second of today, in decimal or in Django's base 62."""
    now = timezone.now().timestamp()
    decimal = [found for found in re.findall(r"\d{10}", text) if abs(int(found) - now) < 14 * 3600]
    return [
        *(found for found in decimal if int(found) % 60),
        *re.findall(r":1[\w]{5}:", text),
    ]


class TestSession:
    def test_it_holds_neither_the_name_nor_the_second_of_the_sign_in(self, visitor: Client) -> None:
        sign_in(visitor)
        assert visitor.get("/desk/").status_code == 200
        held = everything_in("django_session")
        assert "account_authentication_methods" in held
        assert "account" in held
        assert "w-account" not in held.lower()
        assert seconds_in(held) == []

    def test_the_ways_of_signing_in_are_told_by_the_day(self, visitor: Client) -> None:
        sign_in(visitor)
        [way] = kept(visitor)["account_authentication_methods"]
        today = int(timezone.now().timestamp()) // 86_400 * 86_400
        assert way == {"method": "password", "at": today}

    def test_its_end_does_not_tell_when_it_began(self, visitor: Client) -> None:
        sign_in(visitor)
        ends = Session.objects.get(session_key=visitor.session.session_key).expire_date
        assert (ends.minute, ends.second, ends.microsecond) == (0, 0, 0)
        left = ends - timezone.now()
        assert timedelta(hours=11) - timedelta(seconds=5) < left <= timedelta(hours=12)

    def test_a_sign_in_that_waits_for_its_second_step_is_as_quiet(
        self, cast: Cast, visitor: Client
    ) -> None:
        TOTP.activate(cast.writer, SECRET)
        sign_in(visitor)
        assert "account_login" in kept(visitor)
        held = everything_in("django_session")
        assert "w-account" not in held.lower()
        assert seconds_in(held) == []
        visitor.post("/account/2fa/authenticate/", {"code": _code(SECRET)})
        assert visitor.get("/desk/").status_code == 200
        held = everything_in("django_session")
        assert "account_login" not in kept(visitor)
        assert seconds_in(held) == []

    def test_a_password_asked_again_holds_for_minutes_and_is_told_by_the_minute(
        self, visitor: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sign_in(visitor)
        visitor.post("/account/reauthenticate/", {"password": PASSWORD})
        assert seconds_in(everything_in("django_session")) == []
        assert visitor.get("/account/2fa/totp/activate/").status_code == 200
        later = timezone.now().timestamp() + 301
        monkeypatch.setattr(
            "allauth.account.internal.flows.reauthentication.time.time", lambda: later
        )
        assert visitor.get("/account/2fa/totp/activate/").status_code == 302

    def test_one_that_was_tampered_with_is_empty(self, visitor: Client) -> None:
        sign_in(visitor)
        row = Session.objects.get(session_key=visitor.session.session_key)
        row.session_data = row.session_data[:-1] + ("a" if row.session_data[-1] != "a" else "b")
        row.save()
        assert visitor.get("/desk/").status_code == 302
        for broken in ("", "x", ".:", "e30:e30"):
            assert SessionStore().decode(broken) == {}

    def test_what_is_put_in_comes_out(self) -> None:
        store = SessionStore()
        given = {"_auth_user_hash": "1", "words": "سلام" * 100, "number": 3}
        assert store.decode(store.encode(given)) == json.loads(json.dumps(given))


class TestSecondFactor:
    def test_its_row_keeps_no_time_of_use(self, cast: Cast, visitor: Client) -> None:
        TOTP.activate(cast.writer, SECRET)
        sign_in(visitor)
        visitor.post("/account/2fa/authenticate/", {"code": _code(SECRET)})
        assert visitor.get("/desk/").status_code == 200
        row = Authenticator.objects.get()
        assert row.last_used_at is None
        midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        assert row.created_at == midnight
