"""Readers' replies: let through or put aside by a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
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
from writingviews.replies.services import decide_reply

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


@dataclass(frozen=True, slots=True)
class Decided:
    """What was done a moment ago, so that it can be undone."""

    id: UUID
    name: str
    words: Promise
    was: ReplyState


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
    try:
        state = ReplyState(request.POST.get("state", ""))
        was = ReplyState(request.POST.get("was", ""))
        decide_reply(actor=signed_in(request), reply_id=reply_id, state=state)
    except (ValueError, Reply.DoesNotExist):
        raise Http404 from None
    # Undoing is done from the same list, where the reply then stands again: nothing to undo.
    undone = "undo" in request.POST
    place = reverse(_PLACES[state if undone else was])
    return redirect(place if undone else f"{place}?done={reply_id}")


def _list(request: HttpRequest, state: ReplyState) -> HttpResponse:
    found = replies_in(state)
    if state is not ReplyState.HELD:
        found = found.order_by("-received_at", "id")
    page = Paginator(found, PAGE_ROWS).get_page(request.GET.get("page"))
    replies = list(page.object_list)
    sees_email = Role.MODERATOR in roles_of(signed_in(request))
    emails = contacts_of([reply.id for reply in replies]) if sees_email else {}
    shown_page = ModerationPage(
        state=state,
        rows=[_row(reply, emails.get(reply.id, "")) for reply in replies],
        page=page,
        decided=_decided(request.GET.get("done", ""), state),
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
    )


def _decided(given: str, was: ReplyState) -> Decided | None:
    """Return the reply that a moderator came from deciding, if it is not in this list any more."""
    try:
        reply = Reply.objects.filter(id=UUID(given)).exclude(state=was).first()
    except ValueError:
        return None
    if reply is None:
        return None
    return Decided(reply.id, reply.name, _DONE[ReplyState(reply.state)], was)
