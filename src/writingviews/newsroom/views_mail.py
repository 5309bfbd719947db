"""The address my notices are mailed to: given, confirmed, taken back.

The two pages that a mail leads to ask for no sign-in and tell of no account. Opening one does
nothing yet, for mailboxes are read by programs that follow links.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from writingviews.house.settings import house_settings
from writingviews.notices.mail import (
    AddressRefused,
    confirm_address,
    confirmed_by,
    delete_address,
    delete_address_by_mail,
    give_address,
    set_pace,
    stopped_by,
)
from writingviews.notices.models import Pace
from writingviews.people.signed_in import signed_in

from .doors import for_account
from .notice_forms import AddressForm
from .views_notices import wishes_page


@for_account
@require_POST
def address(request: HttpRequest) -> HttpResponse:
    """Give an address, delete it, or say how soon mail shall come."""
    account = signed_in(request)
    if house_settings().mail is None:
        raise Http404
    if "delete" in request.POST:
        if delete_address(actor=account):
            messages.success(request, gettext("The address is forgotten."))
        return redirect("notices:wishes")
    if "pace" in request.POST:
        if request.POST["pace"] in Pace:
            set_pace(actor=account, pace=Pace(request.POST["pace"]))
            messages.success(request, gettext("Saved."))
        return redirect("notices:wishes")
    form = AddressForm(request.POST)
    if form.is_valid():
        try:
            give_address(actor=account, address=form.cleaned_data["address"])
        except AddressRefused as refusal:
            form.add_error("address", str(refusal))
        else:
            messages.success(request, gettext("A mail is on its way. Open the link in it."))
            return redirect("notices:wishes")
    return wishes_page(request, account, form)


@dataclass(frozen=True, slots=True)
class MailLinkPage:
    """The context of ``newsroom/mail_link.html``.

    Args:
        act: "confirm" or "stop".
        good: whether the link is one of ours and not too old.
        done: whether it was done now.
    """

    act: str
    good: bool
    done: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm an address by the link that was mailed there."""
    known = confirmed_by(token)
    if request.method != "POST" or known is None:
        return _link_page(request, MailLinkPage("confirm", good=known is not None))
    good = confirm_address(known, today=timezone.now().date())
    return _link_page(request, MailLinkPage("confirm", good=good, done=good))


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Forget an address by the link that every mail bears. Doing it twice is harmless."""
    known = stopped_by(token)
    if request.method != "POST" or known is None:
        return _link_page(request, MailLinkPage("stop", good=known is not None))
    delete_address_by_mail(known)
    return _link_page(request, MailLinkPage("stop", good=True, done=True))


def _link_page(request: HttpRequest, page: MailLinkPage) -> HttpResponse:
    status = 200 if page.good else 404
    answer = render(request, "newsroom/mail_link.html", {"page": page}, status=status)
    # The address of this page is a key: no request from it may bear it.
    answer["Referrer-Policy"] = "strict-origin"
    return answer
