"""Readers' replies: let through or put aside by a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from writingviews.people.models import Role
from writingviews.people.selectors import roles_of
from writingviews.people.signed_in import signed_in
from writingviews.replies.models import Reply, ReplyState
from writingviews.replies.selectors import contacts_of, replies_in
from writingviews.replies.services import AlreadyDecided, decide_replies, decide_reply

from .doors import MODERATORS, only_for

PAGE_ROWS: Final = 30


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """A reply as a moderator sees it.

    Args:
        id: the reply's.
        name: as the reader wrote it.
        text: plain; the template escapes it.
        received_at: to the minute.
        article: the title of the article it stands under.
        language: the article's.
        address: the article's page, or "" while readers do not see it.
        answers: the name of whom it answers, or "".
        email: the address its reader left; "" if none, or if who looks is not a moderator.
        likely_spam: whether the filter takes it for spam, and
        reasons: the words for which it does.
        reports: how often readers reported it.
        by_writer: whether a writer answers here under a byline.
    """

    id: UUID
    name: str
    text: str
    received_at: datetime
    article: str
    language: str
    address: str
    answers: str
    email: str
    likely_spam: bool
    reasons: Sequence[str]
    reports: int
    by_writer: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """What was done a moment ago, so that it can be undone.

    Args:
        ids: of the replies.
        name: of the first of them.
        words: what was done with it.
        state: how they stand now.
        undo: whether who looks did it; else somebody else did, meanwhile.
    """

    ids: Sequence[UUID]
    name: str
    words: Promise
    state: ReplyState
    undo: bool


@dataclass(frozen=True, slots=True)
class ModerationPage:
    """The context of ``newsroom/moderation.html``.

    Args:
        state: which replies are shown.
        rows: them, oldest first among the held, newest first among the others.
        page: the numbers around them.
        decided: what was done a moment ago, or None.
        sees_email: whether who looks may see the readers' addresses.
    """

    state: ReplyState
    rows: Sequence[ReplyRow]
    page: "Page[Reply]"
    decided: Decided | None
    sees_email: bool

    @property
    def likely_spam(self) -> list[ReplyRow]:
        """Those of this page that wait behind the others."""
        return [row for row in self.rows if row.likely_spam] if self.is_held else []

    @property
    def is_held(self) -> bool:
        return self.state is ReplyState.HELD

    @property
    def is_shown(self) -> bool:
        return self.state is ReplyState.SHOWN

    @property
    def is_aside(self) -> bool:
        return self.state is ReplyState.HIDDEN


_DONE: Final[dict[ReplyState, Promise]] = {
    ReplyState.SHOWN: _("was let through; readers see it now."),
    ReplyState.HIDDEN: _("was put aside; readers do not see it."),
    ReplyState.HELD: _("is held again; readers do not see it."),
}
_PLACES: Final = {
    ReplyState.HELD: "moderation:held",
    ReplyState.SHOWN: "moderation:shown",
    ReplyState.HIDDEN: "moderation:aside",
}


@only_for(MODERATORS)
@require_GET
def held(request: HttpRequest) -> HttpResponse:
    """Show the replies that wait, oldest first."""
    return _list(request, ReplyState.HELD)


@only_for(MODERATORS)
@require_GET
def shown(request: HttpRequest) -> HttpResponse:
    """Show the replies that readers see."""
    return _list(request, ReplyState.SHOWN)


@only_for(MODERATORS)
@require_GET
def aside(request: HttpRequest) -> HttpResponse:
    """Show the replies that were put aside."""
    return _list(request, ReplyState.HIDDEN)


@only_for(MODERATORS)
@require_POST
def decide(request: HttpRequest, reply_id: UUID) -> HttpResponse:
    """Let a reply through, put it aside or hold it again; back to the list it was done in."""
    state, was = _states(request)
    place = reverse(_PLACES[was])
    try:
        decide_reply(actor=signed_in(request), reply_id=reply_id, state=state, was=was)
    except Reply.DoesNotExist:
        raise Http404 from None
    except AlreadyDecided:
        return redirect(f"{place}?meanwhile={reply_id}")
    return redirect(f"{place}?done={reply_id}")


@only_for(MODERATORS)
@require_POST
def decide_several(request: HttpRequest) -> HttpResponse:
    """Do with several replies of one list what `decide` does with one; or undo what was done.

    What is undone stands in its list again, where there is nothing to undo.
    """
    state, was = _states(request)
    ids = request.POST.getlist("reply")[:PAGE_ROWS]
    try:
        given = [UUID(each) for each in ids]
    except ValueError:
        raise Http404 from None
    decided = decide_replies(actor=signed_in(request), reply_ids=given, state=state, was=was)
    if "undo" in request.POST:
        return redirect(reverse(_PLACES[state]))
    done = urlencode([("done", each.pk) for each in decided])
    return redirect(f"{reverse(_PLACES[was])}?{done}")


def _states(request: HttpRequest) -> tuple[ReplyState, ReplyState]:
    """Return how replies shall stand, and how they stood when whoever decides saw them."""
    try:
        return ReplyState(request.POST.get("state", "")), ReplyState(request.POST.get("was", ""))
    except ValueError:
        raise Http404 from None


def _list(request: HttpRequest, state: ReplyState) -> HttpResponse:
    found = replies_in(state)
    if state is not ReplyState.HELD:
        found = found.order_by("-reports", "-received_at", "id")
    page = Paginator(found, PAGE_ROWS).get_page(request.GET.get("page"))
    replies = list(page.object_list)
    sees_email = Role.MODERATOR in roles_of(signed_in(request))
    emails = contacts_of([reply.id for reply in replies]) if sees_email else {}
    shown_page = ModerationPage(
        state=state,
        rows=[_row(reply, emails.get(reply.id, "")) for reply in replies],
        page=page,
        decided=_decided(request.GET.getlist("done")[:PAGE_ROWS], state, undo=True)
        or _decided([request.GET.get("meanwhile", "")], state, undo=False),
        sees_email=sees_email,
    )
    return render(request, "newsroom/moderation.html", {"page": shown_page})


def _row(reply: Reply, email: str) -> ReplyRow:
    article = reply.article
    revision = article.published_revision
    return ReplyRow(
        id=reply.id,
        name=reply.name,
        text=reply.text,
        received_at=reply.received_at,
        article=revision.title if revision else "",
        language=article.language,
        address=f"/articles/{article.slug}/" if article.state == "published" else "",
        answers=reply.parent.name if reply.parent else "",
        email=email,
        likely_spam=reply.likely_spam and reply.state == ReplyState.HELD,
        reasons=reply.reasons,
        reports=reply.reports,
        by_writer=reply.byline_id is not None,
    )


def _decided(given: Sequence[str], was: ReplyState, *, undo: bool) -> Decided | None:
    """Return what a moderator came from deciding, if it is not in this list any more."""
    try:
        ids = [UUID(each) for each in given]
    except ValueError:
        return None
    replies = list(
        Reply.objects.filter(id__in=ids).exclude(state=was).order_by("received_at", "id")
    )
    if not replies:
        return None
    first, state = replies[0], ReplyState(replies[0].state)
    alike = [reply.id for reply in replies if reply.state == state]
    return Decided(alike, first.name, _DONE[state], state, undo)
