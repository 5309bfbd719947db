"""The way from a request to a piece's rounds: what is hidden or absent is not there."""

from uuid import UUID

from django.http import Http404

from writingviews.articles.access import OpenedArticle
from writingviews.articles.models import Reviewer
from writingviews.articles.reviewers import open_requests, requests_for
from writingviews.newsroom.doors import opened_or_404
from writingviews.people.models import Account
from writingviews.review.models import Round
from writingviews.review.selectors import round_numbered

from .naming import LEADERS


def led_or_404(account: Account, article_id: UUID) -> OpenedArticle:
    """Return a piece of which an account decides."""
    opened = opened_or_404(account, article_id)
    if not opened.parts & LEADERS:
        raise Http404
    return opened


def round_or_404(opened: OpenedArticle, number: int | None) -> Round | None:
    """Return a round of a piece, or None for the one it is in where nobody has acted yet.

    Raises:
        Http404: it was never in that round.
    """
    wanted = opened.article.round if number is None else number
    if not 1 <= wanted <= opened.article.round:
        raise Http404
    found = round_numbered(opened.article, wanted)
    if found is None and wanted != opened.article.round:
        raise Http404
    return found


def request_or_404(account: Account, request_id: UUID) -> tuple[Reviewer, bool]:
    """Return what an account was asked to review, and whether it may be opened now."""
    request = requests_for(account).select_related("article").filter(id=request_id).first()
    if request is None:
        raise Http404
    return request, open_requests().filter(id=request.id).exists()
