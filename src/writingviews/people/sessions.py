"""Sessions that keep no more of a sign-in than the house needs.

allauth writes into a session by which ways somebody signed in, with the name and the second. The
house needs to know the ways, and for five minutes that a password was asked again. The second is
in two further places: in the signature over a session, and in a row's expiry, twelve hours after it
was written.
"""

import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final, cast

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY as METHODS
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core.signing import BadSignature, Signer

_KEPT: Final = ("method", "type", "passwordless", "reauthenticated")


class SessionStore(DatabaseStore):
    """Django's sessions in the database, with the times in them made coarse."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Write a session without names and seconds, under a signature that bears no time."""
        kept = dict(session_dict)
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
        return _ending_on_the_hour(super().create_model_instance(data))

    async def acreate_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        return _ending_on_the_hour(await super().acreate_model_instance(data))


def _coarse(way: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is needed of one way of signing in.

    The minute of a password asked again is needed, for allauth compares it with now; of all others
    the day stands, because allauth wants a number.
    """
    kept = {key: way[key] for key in _KEPT if key in way}
    return {**kept, "at": _floor(way["at"], 60 if way.get("reauthenticated") else 24 * 3600)}


def _floor(at: float, seconds: int) -> int:
    return int(at // seconds * seconds)


def _ending_on_the_hour(row: AbstractBaseSession) -> AbstractBaseSession:
    """Let a session end up to an hour sooner, so that its end does not tell when it began."""
    row.expire_date = datetime.fromtimestamp(_floor(row.expire_date.timestamp(), 3600), UTC)
    return row
