"""Sessions that keep no more of a sign-in than the house needs.

allauth writes into a session by which ways somebody signed in, with the name and the second. The
house needs to know the ways, and for five minutes that a password was asked again. The second is
in two further places: in the signature over a session, and in a row's expiry, twelve hours after it
was written.
"""

import hashlib
import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, cast

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY as METHODS
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core.signing import BadSignature, Signer
from django.utils import timezone

from .models import Account
from .staying import UNTIL, moments_from

_KEPT: Final = ("method", "type", "passwordless", "reauthenticated")


class SessionStore(DatabaseStore):
    """Django's sessions in the database, with the times in them made coarse."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Write a session without names and seconds, under a signature that bears no time."""
        kept = dict(session_dict)
        if SESSION_KEY in kept and UNTIL not in kept:  # the moment of signing in
            kept |= moments_from(time.time())
        if ways := kept.get(METHODS):
            kept[METHODS] = [_coarse(way) for way in ways]
        if begun := kept.get(LOGIN_SESSION_KEY):  # a sign-in that waits for its second step
            kept[LOGIN_SESSION_KEY] = {**begun, "initiated_at": _floor(begun["initiated_at"], 60)}
        return self._signer().sign_object(kept, serializer=self.serializer, compress=True)

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """Read a session; one whose signature is not ours is empty."""
        try:
            found = self._signer().unsign_object(str(session_data), serializer=self.serializer)
        except (BadSignature, ValueError, zlib.error):
            return {}
        return cast(dict[str, Any], found)

    def _signer(self) -> Signer:
        return Signer(salt=self.key_salt)

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        return _ending_in_time(super().create_model_instance(data), data)

    async def acreate_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        return _ending_in_time(await super().acreate_model_instance(data), data)


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A browser in which an account is signed in.

    Args:
        mark: names it without opening it: whoever reads a page cannot take the session over.
        here: whether it is the browser that asks.
        ways: how somebody signed in there: ``password``, ``mfa``.
        until: when it ends at the latest, to the hour.
    """

    mark: str
    here: bool
    ways: tuple[str, ...]
    until: datetime


def open_sessions(account: Account, *, here: str) -> list[OpenSession]:
    """Return the browsers an account is signed in in, this one first.

    No table says whose a session is, so each that is open is looked at: some 20 µs each.

    Args:
        account: whose.
        here: the key of the session that asks.
    """
    found = [
        OpenSession(
            mark=_mark(row.session_key),
            here=row.session_key == here,
            ways=tuple(dict.fromkeys(str(way.get("method")) for way in data.get(METHODS, []))),
            until=row.expire_date,
        )
        for row, data in _of(account)
    ]
    return sorted(found, key=lambda one: (not one.here, one.until, one.mark))


def close_sessions(account: Account, *, but: str, mark: str | None = None) -> int:
    """Sign an account out in other browsers; open sheets there lose their line within seconds.

    Args:
        account: whose.
        but: the key of the session that stays.
        mark: only the one that is so named; all others without it.

    Returns:
        how many ended.
    """
    closed = [
        row.session_key
        for row, _data in _of(account)
        if row.session_key != but and (mark is None or _mark(row.session_key) == mark)
    ]
    SessionStore.get_model_class().objects.filter(session_key__in=closed).delete()
    return len(closed)


def _of(account: Account) -> Iterator[tuple[AbstractBaseSession, dict[str, Any]]]:
    store = SessionStore()
    rows = SessionStore.get_model_class().objects.filter(expire_date__gt=timezone.now())
    for row in rows.iterator():
        data = store.decode(row.session_data)
        if data.get(SESSION_KEY) == str(account.pk):
            yield row, data


def _mark(session_key: str) -> str:
    return hashlib.blake2b(
        session_key.encode(), digest_size=12, person=b"session's mark"
    ).hexdigest()


def _coarse(way: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is needed of one way of signing in.

    The minute of a password asked again is needed, for allauth compares it with now; of all others
    the day stands, because allauth wants a number.
    """
    kept = {key: way[key] for key in _KEPT if key in way}
    return {**kept, "at": _floor(way["at"], 60 if way.get("reauthenticated") else 24 * 3600)}


def _floor(at: float, seconds: int) -> int:
    return int(at // seconds * seconds)


def _ending_in_time(row: AbstractBaseSession, data: Mapping[str, Any]) -> AbstractBaseSession:
    """Let a session end up to an hour sooner, so that its end does not tell when it began, and no
    later for having been written again."""
    ends = _floor(row.expire_date.timestamp(), 3600)
    row.expire_date = datetime.fromtimestamp(min(ends, data.get(UNTIL, ends)), UTC)
    return row
