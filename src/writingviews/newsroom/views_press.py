"""What the press does: how far it has come, and which pages it could not print."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from writingviews.articles.models import Article
from writingviews.ledger.bucket_state import BucketState, bucket_state
from writingviews.ledger.models import Change, StuckCause, StuckPage
from writingviews.ledger.press_state import PressState, press_state, theme_problems
from writingviews.ledger.services import try_again

from .doors import EDITORS, only_for

#: Stuck pages shown; what holds up so many is one cause.
SHOWN: Final = 100
#: A change that waits longer than this is worth a word: the press takes one within a second.
_LATE: Final = timedelta(seconds=30)
_ARTICLE: Final = re.compile(r"/articles/([^/]+)/")

#: Why a page could not be printed, and what can be done.
CAUSES: Final[dict[str, Promise]] = {
    StuckCause.DRAWING: _(
        "The program failed while it made the page. Look for something unusual in the piece; "
        "the log has what a programmer needs."
    ),
    StuckCause.NAME: _(
        "Its address cannot be a file’s name on this disk: it is too long or has a character that "
        "is not taken. Give the piece a shorter address."
    ),
    StuckCause.RIGHTS: _(
        "The house may not write where the page belongs. Give the folder back to the account that "
        "the house runs as."
    ),
    StuckCause.PLACE: _(
        "Something that is not the house’s stands in the page’s place: a folder instead of a file, "
        "or a file instead of a folder. Take it away."
    ),
    StuckCause.DISK: _(
        "The disk could not read or write this page, though it could others. "
        "It may be failing: have it looked at."
    ),
}

#: What the whole press waits for.
WAITS: Final[dict[str, Promise]] = {
    "full": _("The disk is full. The press goes on by itself as soon as there is room."),
    "rights": _(
        "The house may not write into its folder. The press goes on by itself once it may."
    ),
    "disk": _("The disk does not take pages. The press goes on by itself once it does."),
    "database": _("The database does not answer the press. It goes on by itself once it does."),
    "program": _("The program failed; the log says how. The press tries again and again."),
}


@dataclass(frozen=True, slots=True)
class StuckRow:
    """A page that could not be printed.

    Args:
        id: of the row, for the button.
        address: the page's.
        title: the article's, or "" if it is none's page.
        language: the title's.
        why: in words, and what can be done.
        detail: one line for who mends it.
        since: when it failed first.
        tried_at: when it failed last.
        tries: how often.
    """

    id: int
    address: str
    title: str
    language: str
    why: Promise | str
    detail: str
    since: datetime
    tried_at: datetime
    tries: int


@dataclass(frozen=True, slots=True)
class PressPage:
    """The context of ``newsroom/press.html``.

    Args:
        state: what the press does at the moment; None if it is at rest.
        done, of: its pages or articles, as they are read.
        waits: what it waits for, in words; None if for nothing.
        waiting: changes that are not printed yet.
        late_since: since when the oldest of them waits, if that is long; else None.
        stuck: pages that could not be printed, the newest first; at most `SHOWN`.
        more: how many there are besides.
        bucket: how the copy in an object store stands; None if there is none.
        theme: files of the publication's theme that are not used, each with the reason.
    """

    state: PressState | None
    done: str
    of: str
    waits: Promise | None
    waiting: int
    late_since: datetime | None
    stuck: Sequence[StuckRow]
    more: int
    bucket: BucketState | None
    theme: Sequence[str]


@only_for(EDITORS)
@require_GET
def press(request: HttpRequest) -> HttpResponse:
    """Show how far the press has come, and which pages are stuck."""
    return render(request, "newsroom/press.html", {"page": _page()})


@only_for(EDITORS)
@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Let the press try a page again now, or all that are stuck."""
    chosen = request.POST.get("page", "")
    if try_again([int(chosen)] if chosen.isdecimal() and len(chosen) < 19 else None):
        messages.success(request, gettext("The press tries again now."))
    else:
        messages.success(request, gettext("That has been printed meanwhile."))
    return redirect("newsroom:press")


def _page() -> PressPage:
    stuck = list(StuckPage.objects.order_by("-since", "address")[:SHOWN])
    oldest = Change.objects.order_by("id").values_list("at", flat=True).first()
    state = press_state()
    return PressPage(
        state=state,
        done=number_format(state.done, force_grouping=True) if state else "",
        of=number_format(state.of, force_grouping=True) if state else "",
        waits=WAITS.get(state.waits_for) if state else None,
        waiting=Change.objects.count() if oldest else 0,
        late_since=oldest if oldest and timezone.now() - oldest > _LATE else None,
        stuck=_rows(stuck),
        more=StuckPage.objects.count() - SHOWN if len(stuck) == SHOWN else 0,
        bucket=bucket_state(),
        theme=theme_problems(),
    )


def _rows(stuck: Iterable[StuckPage]) -> list[StuckRow]:
    slugs = {
        page.address: found[1] for page in stuck if (found := _ARTICLE.fullmatch(page.address))
    }
    articles = Article.objects.filter(slug__in=slugs.values(), published_revision__isnull=False)
    titles = {
        slug: (title, language)
        for slug, title, language in articles.values_list(
            "slug", "published_revision__title", "language"
        )
    }
    rows: list[StuckRow] = []
    for page in stuck:
        title, language = titles.get(slugs.get(page.address, ""), ("", ""))
        rows.append(
            StuckRow(
                id=page.pk,
                address=page.address,
                title=title,
                language=language,
                why=CAUSES.get(page.cause, ""),
                detail=page.detail,
                since=page.since,
                tried_at=page.tried_at,
                tries=page.tries,
            )
        )
    return rows
