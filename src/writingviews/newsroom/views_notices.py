"""My notices, and what I want to hear of."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from writingviews.house.settings import house_settings
from writingviews.notices.mail import address_of
from writingviews.notices.models import MailAddress, NoticeKind, Pace
from writingviews.notices.selectors import muting_of, notices_of
from writingviews.notices.services import mark_read, mute
from writingviews.notices.wording import WORDS
from writingviews.people.models import Account
from writingviews.people.signed_in import signed_in

from .doors import for_account
from .notice_forms import AddressForm
from .selectors.notices import NoticeListing, notice_page, place_of


@dataclass(frozen=True, slots=True)
class NoticesPage:
    """The context of ``newsroom/notices.html``."""

    listing: NoticeListing


@for_account
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """Show my notices. Looking at the list reads none of them."""
    page = NoticesPage(notice_page(signed_in(request), request.GET.get("page")))
    return render(request, "newsroom/notices.html", {"page": page})


@for_account
@require_GET
def follow(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Note that I read a notice, and lead to what it is about. Doing it twice is harmless."""
    account = signed_in(request)
    notice = get_object_or_404(notices_of(account), id=notice_id, kind__in=NoticeKind)
    mark_read(actor=account, notices=[notice.id])
    return redirect(place_of(notice))


@for_account
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Note that I read one notice, or all of them."""
    one = forms.UUIDField(required=False)
    try:
        notice_id = one.clean(request.POST.get("notice", ""))
    except forms.ValidationError:
        return redirect("notices:notices")
    mark_read(actor=signed_in(request), notices=None if notice_id is None else [notice_id])
    return redirect("notices:notices")


@dataclass(frozen=True, slots=True)
class WishRow:
    """A kind of notice, and how it may reach this account.

    Args:
        kind: its value is what the form sends.
        words: what happened.
        house: whether there is a notice of it at all.
        mail: whether it is mailed, if anything is.
        may_be_mailed: False where no mail ever tells of it.
    """

    kind: NoticeKind
    words: Promise
    house: bool
    mail: bool
    may_be_mailed: bool


@dataclass(frozen=True, slots=True)
class WishesPage:
    """The context of ``newsroom/notice_wishes.html``.

    Args:
        everything: whether everything is muted.
        rows: each kind.
        sends_mail: whether the house sends any.
        hour: of the daily summary.
        address: this account's, or None.
        form: that gives one.
        paces: how soon mail may come: value, words, whether it is chosen.
    """

    everything: bool
    rows: Sequence[WishRow]
    sends_mail: bool
    hour: int
    address: MailAddress | None
    form: AddressForm
    paces: Sequence[tuple[str, str, bool]]


@for_account
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def wishes(request: HttpRequest) -> HttpResponse:
    """Show and take what I want to hear of."""
    account = signed_in(request)
    if request.method != "POST":
        return wishes_page(request, account)
    wanted, mailed = set(request.POST.getlist("house")), set(request.POST.getlist("mail"))
    asked = set(request.POST.getlist("mailable"))  # without mail, its column is not on the page
    silent = set(muting_of(account).mailed)
    mute(
        actor=account,
        everything="everything" in request.POST,
        kinds=[kind for kind in NoticeKind if kind.value not in wanted],
        mailed=[
            kind
            for kind in NoticeKind
            if (kind.value not in mailed if kind.value in asked else kind.value in silent)
        ],
    )
    messages.success(request, gettext("Saved."))
    return redirect("notices:wishes")


def wishes_page(
    request: HttpRequest, account: Account, form: AddressForm | None = None
) -> HttpResponse:
    """Show what an account wants to hear of, with the form of its address as it stands."""
    muting, address, mail = muting_of(account), address_of(account), house_settings().mail
    pace = Pace(address.pace) if address else Pace.DAILY
    page = WishesPage(
        everything=muting.everything,
        rows=[
            WishRow(
                kind=kind,
                words=WORDS[kind].house,
                house=kind.value not in muting.kinds,
                mail=kind.value not in muting.mailed,
                may_be_mailed=WORDS[kind].mail is not None,
            )
            for kind in NoticeKind
        ],
        sends_mail=mail is not None,
        hour=mail.hour if mail else 0,
        address=address,
        form=form or AddressForm(),
        paces=[(one.value, gettext(one.label), one is pace) for one in Pace],
    )
    status = 422 if form is not None else 200
    return render(request, "newsroom/notice_wishes.html", {"page": page}, status=status)
