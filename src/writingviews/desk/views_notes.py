"""Notes over HTTP: a sheet asks for what has changed, and for acts to be done.

Not over the live line: each request looks the right up anew, Django guards it, and an act whose
answer is lost can be sent again. The line only says that there is news (`hub`).
"""

import logging
import time
from collections import OrderedDict
from dataclasses import asdict
from threading import Lock
from typing import Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from writingviews.articles.access import ArticleHidden
from writingviews.articles.models import Article
from writingviews.people.models import Account

from .access import open_sheet
from .flood import Allowance
from .note_acts import LONGEST_ACT, BadAct, read_act
from .note_selectors import notes_of
from .noting import NoteRefused, do

logger = logging.getLogger(__name__)

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
    account = request.user
    if not isinstance(account, Account):
        raise PermissionDenied
    try:
        article = open_sheet(account, article_id).article
    except ArticleHidden:
        raise Http404 from None
    if request.method == "POST":
        status, message = _act(request, article, account)
        if status != 200:
            # The cause, never a word of the note.
            logger.info("an act on notes was refused with %d", status)
            return JsonResponse({"error": message}, status=status)
    since = request.GET.get("since", "0")
    shown = notes_of(article, account, since=int(since[:9]) if since.isdecimal() else 0)
    return JsonResponse(asdict(shown))


def _act(request: HttpRequest, article: Article, account: Account) -> tuple[int, str]:
    """Do what is asked for; return a status and, where it was refused, why."""
    if not _allowed(account.id):
        return 429, "Too much at once. Wait a moment; it is sent again."
    if int(request.headers.get("Content-Length") or 0) > LONGEST_ACT:
        return 413, "That is too long for a note."
    try:
        do(read_act(request.body), article=article, actor=account)
    except BadAct:
        return 400, "This sheet and the house do not understand each other. Reload the page."
    except NoteRefused as refusal:
        return 400, str(refusal)
    return 200, ""


def _allowed(account_id: UUID) -> bool:
    with _lock:
        allowance = _allowances.setdefault(account_id, Allowance(ACTS_PER_SECOND, ACTS_AT_ONCE))
        _allowances.move_to_end(account_id)
        while len(_allowances) > _REMEMBERED:
            _allowances.popitem(last=False)
        return allowance.take(time.monotonic())
