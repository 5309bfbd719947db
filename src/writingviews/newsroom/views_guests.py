"""Guests by link: the editor's page of an article's links, and the guest's way in and out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from writingviews.articles.access import OpenedArticle
from writingviews.articles.anonymity import Anonymity
from writingviews.articles.lifecycle import REVIEWED, Part, State
from writingviews.articles.selectors import publication, publication_zone
from writingviews.articles.services.reviewing import ReviewerRefused
from writingviews.articles.zone import zone_named
from writingviews.desk.selectors import current_document
from writingviews.document.text import title_text
from writingviews.guests.models import GuestLink
from writingviews.guests.selectors import BACKEND, links_of, open_link
from writingviews.guests.services import cut_off, make_link, note_use
from writingviews.house.settings import house_settings
from writingviews.language.direction import Direction, direction_of_language
from writingviews.people.models import Account
from writingviews.people.signed_in import signed_in

from .doors import for_account, opened_or_404
from .guest_door import guest_of, unavailable
from .guest_forms import GuestForm

_ASKING = frozenset({Part.EDITOR, Part.PUBLISHER, Part.CHAPTER_EDITOR})


def may_invite(opened: OpenedArticle) -> bool:
    """Return whether somebody who opened an article sees and makes its guests' links.

    Not an editor who writes it, where its reviewers are to be unknown to them.
    """
    is_writer = Part.WRITER in opened.parts
    kept = is_writer and opened.article.anonymity == Anonymity.BOTH_UNKNOWN
    return bool(opened.parts & _ASKING) and not kept


# --- the editor's page ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link as an editor sees it.

    Args:
        id: the link's; its secret is not known.
        name: what the guest is called.
        last_day: the last on which it is good, in the publication's zone.
        last_used_on: None if nobody came by it.
        is_good: whether it is good now.
        was_cut: whether somebody cut it off.
    """

    id: UUID
    name: str
    last_day: date
    last_used_on: date | None
    is_good: bool
    was_cut: bool


@dataclass(frozen=True, slots=True)
class GuestsPage:
    """The context of ``newsroom/guests.html``.

    Args:
        article_id, title, language, direction: of the piece.
        rows: its links, the latest first.
        form: that makes another.
        in_review: whether a link can be made now.
        made: the address of a link made just now, shown this once; "" otherwise.
        made_for: for whom.
        door: the entry of the house's navigation behind which the page lies.
    """

    article_id: UUID
    title: str
    language: str
    direction: Direction
    rows: Sequence[LinkRow]
    form: GuestForm
    in_review: bool
    made: str
    made_for: str
    door: str = "/newsroom/"


@for_account
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def guests(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Show an article's links; make another, whose secret is shown on the answer alone."""
    account = signed_in(request)
    opened = _opened(account, article_id)
    now = timezone.now()
    zone = publication_zone()
    today = now.astimezone(zone).date()
    if request.method != "POST":
        return _page(request, opened, GuestForm(today=today, zone=zone), zone, now)
    form = GuestForm(request.POST, today=today, zone=zone)
    if form.is_valid():
        try:
            made = make_link(
                actor=account, article_id=article_id, invitation=form.invitation(), now=now
            )
        except ReviewerRefused as refusal:
            form.add_error(_field(refusal), str(refusal))
        else:
            fresh = GuestForm(today=today, zone=zone)
            link = house_settings().address + reverse("guest:open", args=[made.secret])
            return _page(request, opened, fresh, zone, now, made=(link, made.link.name))
    return _page(request, opened, form, zone, now)


@for_account
@require_POST
def cut(request: HttpRequest, article_id: UUID, link_id: UUID) -> HttpResponse:
    """Cut a link off."""
    account = signed_in(request)
    _opened(account, article_id)
    try:
        link = cut_off(actor=account, article_id=article_id, link_id=link_id, now=timezone.now())
    except GuestLink.DoesNotExist:
        raise Http404 from None
    except ReviewerRefused as refusal:
        messages.error(request, str(refusal))
    else:
        words = gettext("%(name)s is cut off: the link opens nothing any more.")
        messages.success(request, words % {"name": link.name})
    return redirect("newsroom:guests", article_id)


def _opened(account: Account, article_id: UUID) -> OpenedArticle:
    opened = opened_or_404(account, article_id)
    if not may_invite(opened):
        raise Http404
    return opened


def _field(refusal: ReviewerRefused) -> str | None:
    return {"until": "last_day", "name": "name", "asked": "asked"}.get(refusal.field)


def _page(
    request: HttpRequest,
    opened: OpenedArticle,
    form: GuestForm,
    zone: ZoneInfo,
    now: datetime,
    *,
    made: tuple[str, str] = ("", ""),
) -> HttpResponse:
    article = opened.article
    _version, document = current_document(article)
    in_review = State(article.state) in REVIEWED
    page = GuestsPage(
        article_id=article.id,
        title=title_text(document),
        language=article.language,
        direction=direction_of_language(article.language),
        rows=[_row(link, zone, now, in_review=in_review) for link in links_of(article.id)],
        form=form,
        in_review=in_review,
        made=made[0],
        made_for=made[1],
    )
    status = 422 if form.is_bound else 200
    return render(request, "newsroom/guests.html", {"page": page}, status=status)


def _row(link: GuestLink, zone: ZoneInfo, now: datetime, *, in_review: bool) -> LinkRow:
    # The moment it ends is the first that is not of its last day.
    last = (link.until - timedelta(seconds=1)).astimezone(zone).date()
    was_cut = link.ended_at is not None
    return LinkRow(
        id=link.id,
        name=link.name,
        last_day=last,
        last_used_on=link.last_used_on,
        is_good=in_review and not was_cut and link.until > now,
        was_cut=was_cut,
    )


# --- the guest's ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class InvitationPage:
    """The context of ``newsroom/invitation.html``. Names no piece: programs of those who pass a
    link on read this page too.

    Args:
        publication: its name.
        name: what the guest will be called.
        asked: what is asked.
        last_day: the last day on which the link is good.
        signed_in_as: who this browser is signed in as, or "": going on ends that.
        other_guest: whether this browser came by another link: going on ends that.
    """

    publication: str
    name: str
    asked: str
    last_day: date
    signed_in_as: str
    other_guest: bool


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def opened(request: HttpRequest, secret: str) -> HttpResponse:
    """Say what is asked; who goes on comes in. Looking at it begins nothing and is not noted."""
    link = open_link(secret)
    if link is None:
        return unavailable(request)
    here = publication()
    zone = zone_named(here.zone)
    if request.method == "POST":
        request.session.flush()  # whoever was here is here no more
        login(request, link.account, backend=BACKEND)
        note_use(link, today=timezone.now().astimezone(zone).date())
        return redirect("pieces:sheet", link.article_id)
    guest, user = guest_of(request), request.user
    page = InvitationPage(
        publication=here.name,
        name=link.name,
        asked=link.asked,
        last_day=(link.until - timedelta(seconds=1)).astimezone(zone).date(),
        signed_in_as=user.username if isinstance(user, Account) and guest is None else "",
        other_guest=guest is not None and guest.id != link.id,
    )
    answer = render(request, "newsroom/invitation.html", {"page": page})
    # The address of this page is a key: no request from it may bear it.
    answer["Referrer-Policy"] = "strict-origin"
    return answer


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End a guest's session in this browser; the link stays good."""
    if guest_of(request) is None:
        return unavailable(request)
    logout(request)
    return render(request, "newsroom/left.html")
