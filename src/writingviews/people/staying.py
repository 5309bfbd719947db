"""How long one stays signed in: twelve hours at most, and whoever has power over others' work half
an hour without a sign of life.

The moments are kept in the session, to the minute, and go with it.
"""

import time
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from .models import Account
from .selectors import GUARDED, standing_of

LONGEST: Final = 12 * 3600
LONGEST_IDLE: Final = 30 * 60
#: A sign of life is written down at most so often: it is a write to the database.
_EVERY: Final = 5 * 60
UNTIL: Final = "until"
SEEN: Final = "seen"
#: Asked for by an open page in which somebody types.
HERE: Final = "/account/here/"


def moments_from(now: float) -> dict[str, int]:
    """Return what a session holds of its time from the moment of signing in (seconds UTC).

    Its end is told to the hour, as by the row: neither tells when somebody signed in.
    """
    return {UNTIL: int((now + LONGEST) // 3600 * 3600), SEEN: int(now // 60 * 60)}


class Staying:
    """Middleware, after the one that finds who asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Without its cookie there is no session to ask for, and readers are answered without one.
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            _look_at(request, time.time())
        return self._get_response(request)


def _look_at(request: HttpRequest, now: float) -> None:
    account = request.user
    if not isinstance(account, Account):
        return
    if UNTIL not in request.session:  # it began before such moments were kept
        request.session.update(moments_from(now))
    until, seen = request.session[UNTIL], request.session[SEEN]
    if now >= until or (now - seen > LONGEST_IDLE and _has_power(account)):
        logout(request)
    elif now - seen >= _EVERY and _is_a_sign_of_life(request):
        request.session[SEEN] = int(now // 60 * 60)


def _is_a_sign_of_life(request: HttpRequest) -> bool:
    """Return whether somebody did something, and not a page by itself that follows the news."""
    by_script = request.method == "GET" and request.headers.get("Sec-Fetch-Dest") == "empty"
    return not by_script or request.path == HERE


def _has_power(account: Account) -> bool:
    standing = standing_of(account)
    return bool((standing.roles | standing.held_back) & GUARDED)
