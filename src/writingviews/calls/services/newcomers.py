"""Entering a call as somebody whom the house does not know yet: account, byline and entry at once.

For the public door of a call. It hands nothing back but the new piece's id: who stands behind the
byline stays in here.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest

from writingviews.articles.models import Kind
from writingviews.calls.access import shown_call
from writingviews.calls.models import Audience
from writingviews.calls.refusals import Refused
from writingviews.people.models import BylineKind
from writingviews.people.services import BylineRefused, take_byline
from writingviews.people.signing_up import SignUpRefused, may_sign_up, sign_in, sign_up

from .entering import begin_entry, open_on_day


class NewcomerRefused(Exception):
    """Nothing was made.

    Args:
        errors: by field ("username", "password", "byline", "kind", or "" for the whole form) a
            code: those of `people.signing_up.SignUpRefused`, "name" and "unusable" of a byline,
            "kind", "too_often", "closed".
    """

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(", ".join(f"{field}: {code}" for field, code in errors.items()))
        self.errors: Final = errors


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What somebody types who has no account.

    Args:
        username, password: to sign in with.
        byline: the name readers shall see.
        kind: of the piece; "" for the call's first.
    """

    username: str
    password: str
    byline: str
    kind: str = ""


def enter_as_newcomer(
    request: HttpRequest, *, slug: str, newcomer: Newcomer, now: datetime
) -> UUID:
    """Make an account with a byline, begin its piece for a call, and sign it in.

    All of it or nothing. There is no account without a call that is open to everybody today.

    Args:
        request: of who is not signed in.
        slug: the call's.

    Returns:
        the id of the piece.

    Raises:
        Hidden: no such call.
        NewcomerRefused: it is not open to strangers today, the names or the password will not do,
            or too many accounts were made from where the request comes.
    """
    call = shown_call(slug)
    if call.chapter_id or call.audience != Audience.EVERYBODY or not open_on_day(call, now):
        raise NewcomerRefused({"": "closed"})
    if not may_sign_up(request):
        raise NewcomerRefused({"": "too_often"})
    try:
        kind = Kind(newcomer.kind) if newcomer.kind else None
    except ValueError:
        raise NewcomerRefused({"kind": "kind"}) from None
    if not newcomer.byline.strip():
        raise NewcomerRefused({"byline": "name"})
    with transaction.atomic():
        try:
            account = sign_up(username=newcomer.username, password=newcomer.password)
            byline = take_byline(
                account=account, name=newcomer.byline, kind=BylineKind.PEN, language=call.language
            )
            begun = begin_entry(actor=account, call_id=call.id, kind=kind, byline=byline, now=now)
        except SignUpRefused as refusal:
            raise NewcomerRefused(refusal.errors) from None
        except BylineRefused:
            raise NewcomerRefused({"byline": "unusable"}) from None
        except Refused as refusal:
            raise NewcomerRefused({refusal.field: "kind" if refusal.field else "closed"}) from None
    sign_in(request, account)
    return begun.id
