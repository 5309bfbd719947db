"""Taking all that is mine, and leaving."""

from dataclasses import dataclass

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from writingviews.people.models import Account
from writingviews.people.names import sign_in_key
from writingviews.people.sessions import close_sessions
from writingviews.people.signed_in import signed_in

from .doors import for_account
from .leaving import LeavingRefused, Published, leave_house, own_archive


class LeavingForm(forms.Form):
    """What becomes of what readers have, and that it is meant."""

    published = forms.ChoiceField(
        label=_("What readers have of you"),
        choices=[
            (Published.STAY.value, _("stays under its names; nobody stands behind them any more")),
            (Published.FORMER.value, _("stays, and its names become “A former writer”")),
            (Published.GO.value, _("is taken down")),
        ],
        initial=Published.STAY.value,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=_("The name you sign in with"),
        help_text=_("So that nobody leaves by a slip of the hand. This cannot be undone."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


@dataclass(frozen=True, slots=True)
class LeavingPage:
    """The context of ``newsroom/leaving.html``."""

    form: LeavingForm


@for_account
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]  # allauth is untyped
def leaving(request: HttpRequest) -> HttpResponse:
    """Say what leaving does, and do it."""
    account = signed_in(request)
    form = LeavingForm(request.POST or None)
    if form.is_bound and form.is_valid():
        if sign_in_key(form.cleaned_data["name"]) != account.folded:
            form.add_error("name", _("This is not the name you sign in with."))
        else:
            try:
                leave_house(
                    account=Account.objects.get(id=account.id),
                    published=Published(form.cleaned_data["published"]),
                )
            except LeavingRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                close_sessions(account, but="")
                logout(request)
                answer = render(request, "newsroom/left_house.html")
                answer["Clear-Site-Data"] = '"cache", "cookies", "storage"'
                return answer
    page = LeavingPage(form)
    status = 422 if form.is_bound else 200
    return render(request, "newsroom/leaving.html", {"page": page}, status=status)


@for_account
@require_GET
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth is untyped
def export(request: HttpRequest) -> HttpResponse:
    """Send all that the house has of somebody to them."""
    answer = HttpResponse(own_archive(signed_in(request)), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="mine.zip"'
    return answer
