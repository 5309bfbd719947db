"""Notes over HTTP: a sheet asks for what has changed, and for acts to be done.

Not over the live line: each request looks the right up anew, Django guards it, and an act whose
answer is lost can be sent again. The line only says that there is news (`hub`).
"""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from threading import Lock
from typing import Any, Final, TypeVar
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from writingviews.articles.access import OpenedArticle
from writingviews.people.models import Account
from writingviews.people.signed_in import signed_in

from .doors import sheet_or_404
from .flood import Allowance
from .note_acts import LONGEST_ACT, read_act
from .note_selectors import notes_of
from .noting import NoteRefused, do
from .suggesting import do_suggestion
from .suggestion_acts import LONGEST_ACT as LONGEST_SUGGESTIONS
from .suggestion_acts import read_suggestion_act
from .untrusted import Misspoken

logger = logging.getLogger(__name__)

T = TypeVar("T")

#: A person's acts in one process: one a second for ever, thirty at once after being offline.
ACTS_PER_SECOND: Final = 1.0
ACTS_AT_ONCE: Final = 30.0
_REMEMBERED: Final = 1000

_allowances: OrderedDict[UUID, Allowance] = OrderedDict()
_lock = Lock()


@login_required
@require_http_methods(["GET", "POST"])
@cache_control(private=True, no_store=True)
def notes(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Give the notes that changed after ``since``; before that, do the act that is posted.

    400 with a sentence for an act that is not possible, 429 for too many, 404 for no such article.
    """
    account = signed_in(request)
    opened = sheet_or_404(account, article_id)
    if request.method == "POST":
        done = _act(
            request,
            account,
            LONGEST_ACT,
            lambda: do(read_act(request.body), opened=opened, actor=account),
        )
        if isinstance(done, JsonResponse):
            return done
    return JsonResponse(news(opened, account, _since(request)), encoder=_Encoder)


@login_required
@require_POST
@cache_control(private=True, no_store=True)
def suggestions(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Do an act on suggestions; give what `notes` gives, and ``unsettled``: ids with why.

    400 with a sentence for an act that is not possible, 429 for too many, 404 for no such article.
    """
    account = signed_in(request)
    opened = sheet_or_404(account, article_id)
    left = _act(
        request,
        account,
        LONGEST_SUGGESTIONS,
        lambda: do_suggestion(read_suggestion_act(request.body), opened=opened, actor=account),
    )
    if isinstance(left, JsonResponse):
        return left
    unsettled = {str(note_id): why for note_id, why in left.items()}
    said = news(opened, account, _since(request))
    return JsonResponse({**said, "unsettled": unsettled}, encoder=_Encoder)


def news(opened: OpenedArticle, account: Account, since: int) -> dict[str, Any]:
    """Return what a sheet is told of the notes that changed after `since`."""
    return _Encoder.shallow(notes_of(opened, account, since=since))


def _since(request: HttpRequest) -> int:
    since = request.GET.get("since", "0")
    return int(since[:9]) if since.isdecimal() else 0


class _Encoder(DjangoJSONEncoder):
    """Writes dataclasses as objects: `asdict` would copy every word of thousands of suggestions."""

    def default(self, o: object) -> object:
        return self.shallow(o) if is_dataclass(o) else super().default(o)

    @staticmethod
    def shallow(one: Any) -> dict[str, Any]:  # noqa: ANN401 - any dataclass
        return {field.name: getattr(one, field.name) for field in fields(one)}


def _act(
    request: HttpRequest, account: Account, longest: int, do_it: Callable[[], T]
) -> T | JsonResponse:
    """Do what is asked for and return what comes of it, or the answer that refuses it."""
    if not _allowed(account.id):
        status, message = 429, "Too much at once. Wait a moment; it is sent again."
    elif int(request.headers.get("Content-Length") or 0) > longest:
        status, message = 413, "That is too long."
    else:
        try:
            return do_it()
        except Misspoken:
            status = 400
            message = "This sheet and the house do not understand each other. Reload the page."
        except NoteRefused as refusal:
            status, message = 400, str(refusal)
    # The cause, never a word of what was written.
    logger.info("an act in the margin was refused with %d", status)
    return JsonResponse({"error": message}, status=status)


def _allowed(account_id: UUID) -> bool:
    with _lock:
        allowance = _allowances.setdefault(account_id, Allowance(ACTS_PER_SECOND, ACTS_AT_ONCE))
        _allowances.move_to_end(account_id)
        while len(_allowances) > _REMEMBERED:
            _allowances.popitem(last=False)
        return allowance.take(time.monotonic())
