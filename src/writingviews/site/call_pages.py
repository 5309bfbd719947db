"""The page of a call for pieces, and the index of all calls."""

from functools import lru_cache

from writingviews.calls.models import CallState
from writingviews.document.html import render_body
from writingviews.document.markdown import document_from_markdown
from writingviews.language.direction import direction_of_language

from . import addresses, words
from .addresses import call_address, enter_address
from .contexts import CallContext, CallsContext, CallView
from .publication_view import PublicationView
from .published_calls import PublishedCall, listed_calls, read_calls, withdrawn_language
from .rendering import render
from .standing_pages import gone_page


def call_page(site: PublicationView, slug: str) -> str | None:
    """Return a call's page as HTML; None if readers may not see it. One query."""
    call = read_calls([slug]).get(slug)
    if call is None:
        return None
    shown = call_view(site, call)
    return render(
        CallContext(
            frame=site.frame(
                language=call.language,
                address=shown.href,
                title=call.title,
                description=_first_words(call.sought),
            ),
            call=shown,
            sought_html=_sought_html(call.sought),
            enter=enter_address(slug) if call.state is CallState.OPEN else None,
        )
    )


def calls_page(site: PublicationView, language: str) -> str | None:
    """Return the index of a language's calls as HTML; None where there is none. One query.

    Those that are open stand first, by what closes first; then what opens; then what is closed, the
    latest first.
    """
    if not site.has_calls(language):
        return None
    found = [
        call_view(site, call)
        for call in listed_calls()
        if site.shown_language(call.language) == language
    ]
    return render(
        CallsContext(
            frame=site.frame(
                language=language,
                address=addresses.calls_address(site.prefix(language)),
                title=words.translations(language).gettext("Calls for pieces"),
            ),
            open=tuple(call for call in found if call.state == CallState.OPEN),
            upcoming=tuple(call for call in found if call.state == CallState.UPCOMING),
            closed=tuple(call for call in reversed(found) if call.state == CallState.CLOSED),
        )
    )


def withdrawn_call_page(site: PublicationView, slug: str) -> str | None:
    """Return the page that stands where a call was withdrawn; None if it was not. One query."""
    language = withdrawn_language(slug)
    if language is None:
        return None
    return gone_page(site, site.shown_language(language), call_address(slug))


def call_view(site: PublicationView, call: PublishedCall) -> CallView:
    """Return a call as templates show it."""
    return CallView(
        title=call.title,
        href=call_address(call.slug),
        language=call.language,
        direction=direction_of_language(call.language),
        state=call.state.value,
        opens=call.opens_on,
        deadline=call.deadline,
        answer_by=call.answer_by,
        answer_days=call.answer_days,
        kinds=call.kinds,
        section=site.section_link(call.section, call.language) if call.section else None,
        for_everybody=call.for_everybody,
        anonymity=call.anonymity,
    )


@lru_cache(maxsize=64)
def _sought_html(markdown: str) -> str:
    converted = document_from_markdown(
        markdown, title="Call", standfirst="", picture=lambda _name: None
    )
    return render_body(converted.document, pictures=lambda _media: None).html


def _first_words(markdown: str) -> str:
    """Return the first line that is no heading, for the head of the page."""
    lines = (line.strip() for line in markdown.splitlines())
    return next((line for line in lines if line and not line.startswith("#")), "")[:200]
