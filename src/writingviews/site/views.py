"""Search and replying: the two pages for readers that are made when asked for.

Both work without JavaScript, set no cookie and read none.
"""

import time
from collections.abc import Callable
from secrets import token_urlsafe
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from writingviews.articles.selectors import published_articles
from writingviews.language.direction import direction_of_language
from writingviews.language.languages import known_language
from writingviews.replies.models import Reply, ReplyState
from writingviews.replies.rates import RateLimit
from writingviews.replies.selectors import link_is_mailed
from writingviews.replies.services import MESSAGES, ReplyRefused, receive_reply
from writingviews.search.selectors import meant, search_articles, years_published

from . import addresses, words
from .article_page import reply_address, reply_anchor, reply_views
from .cards import card, cards
from .contexts import Link, ReplyFormContext, ReplyHeldContext, SearchContext, SearchResult
from .publication_view import PublicationView
from .published import PublishedArticle
from .rendering import render
from .search_filters import ALL, Narrowing, search_filters
from .search_passages import passage_html

PAGE_SIZE: Final = 20
MAX_QUERY: Final = 1_000
#: A person writes a reply in minutes; a machine is slowed down without learning who it was.
_replies = RateLimit(limit=6, window=600.0)
_searches = RateLimit(limit=120, window=60.0)

_TOO_OFTEN: Final = "Too many replies came from where you are. Please wait ten minutes."
_TOO_MANY_SEARCHES: Final = "Too many searches came from where you are. Please wait a minute."


def sender_of(request: HttpRequest) -> str:
    """Return the network address that a rate limit counts by; it is kept nowhere."""
    return str(request.META.get("REMOTE_ADDR", ""))


@never_cache
@require_safe
def search(request: HttpRequest, prefix: str = "") -> HttpResponse:
    """``/search?q=``: what was found in the page's language, or in all with ``in=all``."""
    site = PublicationView.read()
    language = site.language_of_prefix.get(f"/{prefix}" if prefix else "")
    if language is None:
        raise Http404
    query = " ".join(request.GET.get("q", "")[:MAX_QUERY].replace("\x00", " ").split())
    chosen = Narrowing.read(request.GET, site, language)
    page = _page_number(request.GET.get("page", "1"))
    address = addresses.search_address(site.prefix(language))
    say = words.translations(language).gettext
    problem = ""
    if query and not _searches.allow(sender_of(request), now=time.monotonic()):
        problem, query_now = say(_TOO_MANY_SEARCHES), ""
    else:
        query_now = query
    tongue = None if chosen.scope == ALL else chosen.scope or language

    def link(number: int = 1, words_now: str = query, **changed: str) -> str:
        parts = {"q": words_now, **chosen.parts(), **changed}
        if number > 1:
            parts["page"] = str(number)
        return f"{address}?{urlencode({name: value for name, value in parts.items() if value})}"

    found = search_articles(
        query_now,
        language=tongue,
        kind=chosen.kind or None,
        section=chosen.section or None,
        year=int(chosen.year) if chosen.year else None,
        writer=chosen.by or None,
        page=page,
        size=PAGE_SIZE,
    )
    better = meant(query_now, language=tongue) if query_now and page == 1 else None
    shown = {
        article.id: article
        for article in site.reader.articles([hit.article_id for hit in found.results])
    }
    # The index may name a piece that was taken down a moment ago: the database has the last word.
    hits = [(shown[hit.article_id], hit) for hit in found.results if hit.article_id in shown]
    made = cards([article for article, _ in hits], site)
    context = SearchContext(
        frame=site.frame(
            language=language, address=address, title=say("Search"), query=query, index=False
        ),
        query=query,
        results=tuple(
            SearchResult(card=made_card, passage_html=passage_html(hit.passage, made_card.language))
            for made_card, (_, hit) in zip(made, hits, strict=True)
        ),
        count=found.total,
        first=(page - 1) * PAGE_SIZE + 1,
        previous=link(page - 1) if page > 1 else None,
        next=link(page + 1) if page * PAGE_SIZE < found.total else None,
        suggestion=Link(better, link(words_now=better)) if better else None,
        scopes=_scopes(site, language, chosen.scope, link) if query else (),
        filters=search_filters(chosen, site, language, years=years_published(), found=made)
        if query
        else (),
        scope=chosen.scope,
        problem=problem,
    )
    return HttpResponse(render(context), status=429 if problem else 200)


def _scopes(
    site: PublicationView, language: str, scope: str, link: Callable[..., str]
) -> tuple[Link, ...]:
    """Return the languages in which the same can be searched."""
    if len(site.languages) < 2:
        return ()
    say = words.translations(language).gettext
    others = [each for each in site.languages if each != language]
    return (
        Link(say("In this language"), link(**{"in": ""}), current=not scope),
        *(
            Link(
                known.native if (known := known_language(each)) else each,
                link(**{"in": each}),
                current=scope == each,
                language=each,
                direction=direction_of_language(each),
            )
            for each in others
        ),
        Link(say("In all languages"), link(**{"in": ALL}), current=scope == ALL),
    )


def _page_number(value: str) -> int:
    # Ten digits are enough: Python refuses to read thousands of them.
    value = value[:10]
    return min(500, int(value)) if value.isascii() and value.isdigit() and int(value) > 0 else 1


@never_cache
@csrf_exempt  # nobody is signed in here: there is no authority that another site could borrow
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, slug: str) -> HttpResponse:
    """``/replies/<slug>/``: the form by itself, and where it is sent."""
    site = PublicationView.read()
    sought = published_articles().filter(slug=slug)
    replied = None if "\x00" in slug else sought.first()  # PostgreSQL has no NUL
    found = site.reader.articles([replied.pk] if replied else [])
    if replied is None or not found:
        raise Http404
    article = found[0]
    parent_id = _uuid(request.GET.get("to", ""))
    if request.method != "POST":
        return HttpResponse(_form(site, article, parent_id))
    name, text, email = (
        request.POST.get(field, "")[:limit]
        for field, limit in (("name", 1000), ("text", 50_000), ("email", 1000))
    )
    if request.POST.get("website"):
        # Only a machine fills the field that no person sees: it is told what it wants to hear.
        return HttpResponse(_held(site, article))
    say = words.translations(site.shown_language(article.language)).gettext
    if not _replies.allow(sender_of(request), now=time.monotonic()):
        often = (("", say(_TOO_OFTEN)),)
        html = _form(site, article, parent_id, name, text, email, often)
        return HttpResponse(html, status=429)
    try:
        key = token_urlsafe(18)
        stored = receive_reply(
            article=replied,
            name=name,
            text=text,
            email=email,
            parent_id=parent_id,
            key=key,
            now=timezone.now(),
        )
    except ReplyRefused as refused:
        errors = tuple((field, say(MESSAGES[key])) for field, key in refused.errors.items())
        html = _form(site, article, parent_id, name, text, email, errors)
        return HttpResponse(html, status=422)
    own = f"{reply_address(slug)}own/{stored.pk}/{key}/"
    mailed = bool(email.strip()) and link_is_mailed(stored.pk)
    return HttpResponse(_held(site, article, own, reply_anchor(stored.pk), mailed=mailed))


def _form(
    site: PublicationView,
    article: PublishedArticle,
    parent_id: UUID | None,
    name: str = "",
    text: str = "",
    email: str = "",
    errors: tuple[tuple[str, str], ...] = (),
) -> str:
    slug = article.slug
    parent = (
        Reply.objects.filter(pk=parent_id, article_id=article.id, state=ReplyState.SHOWN).first()
        if parent_id
        else None
    )
    return render(
        ReplyFormContext(
            frame=site.frame(
                language=article.language,
                address=reply_address(slug),
                title=words.translations(site.shown_language(article.language)).gettext("Reply"),
                index=False,
            ),
            card=card(article, site, {}),
            # The answered reply stands in the address, so the form needs no hidden field.
            action=reply_address(slug) + (f"?to={parent.pk}" if parent else ""),
            name=name,
            text=text,
            email=email,
            errors=errors,
            parent=reply_views([parent], slug)[0] if parent and parent.parent_id is None else None,
            rules=site.reply_rules(article.language),
        )
    )


def _held(
    site: PublicationView,
    article: PublishedArticle,
    own_href: str = "",
    anchor: str = "",
    *,
    mailed: bool = False,
) -> str:
    return render(
        ReplyHeldContext(
            frame=site.frame(
                language=article.language,
                address=reply_address(article.slug),
                title=words.translations(site.shown_language(article.language)).gettext(
                    "Reply received"
                ),
                index=False,
            ),
            card=card(article, site, {}),
            own_href=own_href,
            anchor=anchor,
            mailed=mailed,
        )
    )


def _uuid(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None
