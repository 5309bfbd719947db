"""A reply's own page for whoever wrote it, and the page on which a reader reports one.

Both work without JavaScript, set no cookie and read none. The key in the address is all that says
who wrote a reply.
"""

import time
from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from writingviews.replies.models import Reply
from writingviews.replies.rates import RateLimit
from writingviews.replies.selectors import reply_to_show
from writingviews.replies.services import (
    MESSAGES,
    ReplyRefused,
    change_own_reply,
    delete_own_reply,
    own_reply,
    report_reply,
)

from . import words
from .article_page import reply_address, reply_views
from .cards import card
from .contexts import ReplyOwnContext, ReplyReportContext
from .publication_view import PublicationView
from .published import PublishedArticle
from .rendering import render
from .views import sender_of

_changes = RateLimit(limit=20, window=600.0)
_reports = RateLimit(limit=6, window=600.0)
_TOO_OFTEN: Final = "Too much came from where you are. Please wait ten minutes."


@never_cache
@csrf_exempt  # the key in the address is the authority; no cookie is
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, slug: str, reply_id: UUID, key: str) -> HttpResponse:
    """``/replies/<slug>/own/<id>/<key>/``: change or delete a reply."""
    site = PublicationView.read()
    try:
        reply = own_reply(reply_id, key)
    except Reply.DoesNotExist:
        raise Http404 from None
    article = _article(site, reply, slug)
    if request.method != "POST":
        return HttpResponse(_own(site, article, request.path, reply.name, reply.text))
    say = words.translations(site.shown_language(article.language)).gettext
    name, text = (
        request.POST.get(field, default)[:limit]
        for field, limit, default in (("name", 1000, reply.name), ("text", 50_000, reply.text))
    )
    if not _changes.allow(sender_of(request), now=time.monotonic()):
        often = (("", say(_TOO_OFTEN)),)
        return HttpResponse(_own(site, article, request.path, name, text, often), status=429)
    if "delete" in request.POST:
        delete_own_reply(reply_id=reply_id, key=key)
        return HttpResponse(_own(site, article, request.path, done="deleted"))
    try:
        change_own_reply(reply_id=reply_id, key=key, name=name, text=text)
    except ReplyRefused as refused:
        errors = tuple((field, say(MESSAGES[why])) for field, why in refused.errors.items())
        return HttpResponse(_own(site, article, request.path, name, text, errors), status=422)
    return HttpResponse(_own(site, article, request.path, name, text, done="changed"))


@never_cache
@csrf_exempt  # nobody is signed in here
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str, reply_id: UUID) -> HttpResponse:
    """``/replies/<slug>/report/<id>/``: tell the moderators of a reply that readers see."""
    site = PublicationView.read()
    reply = reply_to_show(reply_id)
    if reply is None:
        raise Http404
    article = _article(site, reply, slug)
    say = words.translations(site.shown_language(article.language)).gettext
    problem = ""
    if request.method == "POST":
        if _reports.allow(sender_of(request), now=time.monotonic()):
            report_reply(reply_id=reply.pk)
        else:
            problem = say(_TOO_OFTEN)
    reply.parent_id = None  # it is shown by itself
    page = ReplyReportContext(
        frame=site.frame(
            language=article.language,
            address=reply_address(slug),
            title=say("Report a reply"),
            index=False,
        ),
        card=card(article, site, {}),
        action=request.path,
        reply=reply_views([reply], slug)[0],
        sent=request.method == "POST" and not problem,
        problem=problem,
    )
    return HttpResponse(render(page), status=429 if problem else 200)


def _article(site: PublicationView, reply: Reply, slug: str) -> PublishedArticle:
    """Return the article a reply stands under, if readers see it at this address."""
    found = site.reader.articles([reply.article_id])
    if not found or found[0].slug != slug:
        raise Http404
    return found[0]


def _own(
    site: PublicationView,
    article: PublishedArticle,
    action: str,
    name: str = "",
    text: str = "",
    errors: tuple[tuple[str, str], ...] = (),
    done: str = "",
) -> str:
    say = words.translations(site.shown_language(article.language)).gettext
    return render(
        ReplyOwnContext(
            frame=site.frame(
                language=article.language,
                address=reply_address(article.slug),
                title=say("Your reply"),
                index=False,
            ),
            card=card(article, site, {}),
            action=action,
            name=name,
            text=text,
            errors=errors,
            done=done,
        )
    )
