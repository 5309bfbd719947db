"""What a guest may reach: one article's sheet with its margin, their review of it, and nothing else
of the house.

The rule is a list of what is open (`OF_THE_ARTICLE`, `OF_THE_REVIEW`); everything that is not on
it, whatever room adds it, answers a guest as what is not there. The way from a session to a guest
(`guests.backend`) and from a guest to an article (`articles.access`) hold it a second time, for the
live line too, which does not pass here.
"""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from writingviews.articles.models import Article
from writingviews.articles.reviewers import requests_for
from writingviews.desk.selectors import current_document
from writingviews.document.text import picture_uses
from writingviews.guests.models import GuestLink
from writingviews.guests.selectors import BACKEND, link_of
from writingviews.people.models import Account

#: Pages of one article that a guest of it may open, by the names of their addresses, which take
#: its id as ``article_id``.
OF_THE_ARTICLE: Final = frozenset({"pieces:sheet", "desk:notes", "desk:suggestions"})
#: A guest's own review, by the names of its addresses, which take its id as ``request_id``.
OF_THE_REVIEW: Final = frozenset({"rounds:asked-one", "rounds:rate-asked"})
#: What is every reader's, and the guest's own way in and out.
EVERYBODYS: Final = frozenset(
    {"search", "search-in", "reply", "reply-own", "reply-report", "guest:open", "guest:leave"}
)
_PICTURE: Final = "desk:picture"
#: The proof-reader's program: the same file for everybody.
_PROGRAM: Final = "desk:proof"


def guest_of(request: HttpRequest) -> GuestLink | None:
    """Return the link that a request's session came by, if it is a guest's and good."""
    link: GuestLink | None = getattr(request, "guest", None)
    return link


def unavailable(request: HttpRequest) -> HttpResponse:
    """Return the one answer to all that a guest may not see: always the same bytes."""
    answer = render(request, "newsroom/unavailable.html", status=404)
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "strict-origin"
    return answer


class GuestDoor:
    """Middleware, after the one that finds who asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _came_by_link(request):
            return self._get_response(request)
        user = request.user
        link = link_of(user.id) if isinstance(user, Account) else None
        if link is None:  # cut off, or over: this browser is nobody's again
            request.session.flush()
            request.user = AnonymousUser()
        request.guest = link  # type: ignore[attr-defined]
        # Before anything else is asked: what stands within would answer some addresses by itself.
        if not _is_open(request, link):
            return unavailable(request)
        answer = self._get_response(request)
        return unavailable(request) if answer.status_code == 404 else answer


def _came_by_link(request: HttpRequest) -> bool:
    # Without its cookie there is no session to ask for, and readers are answered without one.
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    return request.session.get(BACKEND_SESSION_KEY) == BACKEND


def _is_open(request: HttpRequest, link: GuestLink | None) -> bool:
    """Return whether an address is open to a guest; without a link any is but the sheet's own, for
    who came by one that is over is told so there, and is a stranger everywhere else."""
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return link is None
    if link is None:
        return match.view_name not in OF_THE_ARTICLE | OF_THE_REVIEW
    if match.view_name in EVERYBODYS or match.view_name == _PROGRAM:
        return True
    if match.view_name == _PICTURE:
        return _is_of(link.article_id, str(match.kwargs.get("picture_id")))
    if match.view_name in OF_THE_REVIEW:
        own = requests_for(link.account).filter(article=link.article_id)
        return own.filter(id=match.kwargs["request_id"]).exists()
    return match.view_name in OF_THE_ARTICLE and match.kwargs.get("article_id") == link.article_id


def _is_of(article_id: UUID, picture_id: str) -> bool:
    """Return whether a picture stands in an article."""
    article = Article.objects.get(id=article_id)
    _version, document = current_document(article)
    return any(use.media == picture_id for use in picture_uses(document))
