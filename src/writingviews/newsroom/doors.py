"""Who may pass which door of the newsroom. Who may not is told that there is none."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec, TypeVar
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import cache_control

from writingviews.articles.access import ArticleHidden, OpenedArticle, open_article
from writingviews.articles.lifecycle import Part
from writingviews.people.adapter import GIVING_RIGHTS
from writingviews.people.models import Account, Role
from writingviews.people.selectors import roles_of
from writingviews.people.signed_in import signed_in

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)

EDITORS: Final = frozenset({Role.EDITOR, Role.PUBLISHER})
MODERATORS: Final = EDITORS | {Role.MODERATOR}
PUBLISHERS: Final = frozenset({Role.PUBLISHER})


def for_account(
    view: Callable[Concatenate[HttpRequest, P], R],
) -> Callable[Concatenate[HttpRequest, P], R]:
    """Decorate a view that is for whoever is signed in; nothing between keeps what it shows."""
    guarded: Callable[Concatenate[HttpRequest, P], R] = login_required(
        cache_control(private=True, no_cache=True)(view)
    )
    return guarded


def only_for(
    roles: frozenset[Role],
) -> Callable[
    [Callable[Concatenate[HttpRequest, P], HttpResponse]],
    Callable[Concatenate[HttpRequest, P], HttpResponse],
]:
    """Decorate a view that only an account with one of `roles` may see. One query.

    Who is not signed in is asked to; everybody else gets the answer of a page that is not there.
    """

    def decorate(
        view: Callable[Concatenate[HttpRequest, P], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not roles_of(signed_in(request)) & roles:
                raise Http404
            return view(request, *args, **kwargs)

        return for_account(guarded)

    return decorate


def asked_again(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Decorate, inside `only_for`, a view whose forms give somebody rights.

    Who sits at a computer that somebody else left open does not know the password. What was sent
    is kept and done once it was given.
    """
    asking: Callable[Concatenate[HttpRequest, P], HttpResponse] = reauthentication_required(
        allow_get=True, app=GIVING_RIGHTS
    )(view)
    return asking


def opened_or_404(account: Account, article_id: UUID) -> OpenedArticle:
    """Return a piece that an account may open.

    Raises:
        Http404: no such piece, or not for this account.
    """
    try:
        return open_article(account, article_id)
    except ArticleHidden:
        raise Http404 from None


def may_open(account: Account, article_id: UUID) -> bool:
    """Return whether an account may open a piece: after an act of its own it may be hidden."""
    try:
        open_article(account, article_id)
    except ArticleHidden:
        return False
    return True


def managed_or_404(account: Account, article_id: UUID) -> OpenedArticle:
    """Return a piece that is more to an account than one to review: that has no details."""
    opened = opened_or_404(account, article_id)
    if opened.parts == {Part.REVIEWER}:
        raise Http404
    return opened


def written_or_404(account: Account, article_id: UUID) -> OpenedArticle:
    """Return a piece that an account writes."""
    opened = opened_or_404(account, article_id)
    if Part.WRITER not in opened.parts:
        raise Http404
    return opened
