"""Who is at the other end of a live line: a WebSocket from one of our own pages.

A WebSocket has no same-origin policy and passes no middleware: whoever serves one asks here.
"""

from importlib import import_module
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest, parse_cookie
from django.http.request import validate_host

from .models import Account


def from_our_pages(headers: dict[bytes, str]) -> bool:
    """Return whether a handshake comes from a page of this house: whoever relies on a cookie must
    check Origin."""
    host = headers.get(b"host", "").lower()
    origin = urlsplit(headers.get(b"origin", "").lower())
    if origin.scheme not in {"http", "https"} or not host or origin.netloc != host:
        return False
    return validate_host(urlsplit(f"//{host}").hostname or "", settings.ALLOWED_HOSTS)


def session_key_in(headers: dict[bytes, str]) -> str:
    """Return the key of the session that a handshake names; "" for none."""
    cookies = parse_cookie(headers.get(b"cookie", ""))
    return cookies.get(settings.SESSION_COOKIE_NAME, "")


def account_of_session(session_key: str) -> Account | None:
    """Return who holds a session; None if it ended, the password changed, or the account was
    closed. Two queries."""
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    account = get_user(request) if session_key else None
    return account if isinstance(account, Account) and account.is_active else None
