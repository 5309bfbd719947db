"""Oneself: the account, its bylines, and what the house knows."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from allauth.account.views import SignupView
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from writingviews.language.languages import known_language
from writingviews.ledger.models import AuditEntry

from .adapter import AccountAdapter
from .forms import AboutForm, BylineForm
from .models import Account, Byline, BylineKind, Role
from .selectors import bylines_of, roles_of
from .services import BylineRefused, describe_byline, take_byline
from .sessions import OpenSession, close_sessions, open_sessions
from .signed_in import signed_in


@dataclass(frozen=True, slots=True)
class BylineRow:
    """A byline of mine in the list."""

    id: UUID
    name: str
    kind: str
    language: str
    language_name: str
    about: str


@dataclass(frozen=True, slots=True)
class SignIn:
    """Which ways of signing in are set up besides the password.

    Args:
        has_password: whether there is a password.
        passkeys: how many passkeys and security keys.
        app: whether an authenticator app is asked.
        codes: recovery codes left; None if there are none.
    """

    has_password: bool
    passkeys: int
    app: bool
    codes: int | None


@dataclass(frozen=True, slots=True)
class AccountPage:
    """The context of ``people/account.html``.

    Args:
        name: the account's.
        roles: what it may do, in words; writing is open to everybody.
        bylines: the names it writes under.
        sign_in: how it signs in.
        browsers: those it is signed in in, this one first.
        acts: how many acts the ledger has of it.
    """

    name: str
    roles: Sequence[str]
    bylines: Sequence[BylineRow]
    sign_in: SignIn
    browsers: Sequence[OpenSession]
    acts: int


@login_required
@require_GET
@cache_control(private=True, no_cache=True)
def account(request: HttpRequest) -> HttpResponse:
    """Show who I am here and what the house knows of me. Six queries."""
    mine = signed_in(request)
    page = AccountPage(
        name=mine.username,
        roles=[gettext(role.label) for role in Role if role in roles_of(mine)],
        bylines=[_row(byline) for byline in bylines_of(mine)],
        sign_in=_sign_in(mine),
        browsers=open_sessions(mine, here=request.session.session_key or ""),
        acts=AuditEntry.objects.filter(actor=mine.id).count(),
    )
    return render(request, "people/account.html", {"page": page})


@login_required
@require_POST
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    """End my session in another browser (``mark``), or in all others."""
    closed = close_sessions(
        signed_in(request),
        but=request.session.session_key or "",
        mark=request.POST.get("mark") or None,
    )
    if closed:
        said = ngettext("Signed out in %d browser.", "Signed out in %d browsers.", closed)
        messages.success(request, said % closed)
    else:
        messages.info(request, gettext("That browser is signed out already."))
    return redirect("people:account")


@login_required
@require_GET
def here(_request: HttpRequest) -> HttpResponse:
    """Take a sign of life of somebody who types for long on one page (`people.staying`)."""
    return HttpResponse(status=204)


@require_POST
def leave_at_once(request: HttpRequest) -> HttpResponse:
    """Sign out and have the browser forget all it kept of this site; lead to the front page.

    For somebody who is about to be looked over the shoulder: no question, no word of goodbye.
    """
    logout(request)
    answer = redirect("/")
    # Cookies, what the browser stored, and pages it would show again on "back". Browsers do so
    # over https and on this machine; elsewhere signing out has to do.
    answer["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    answer["Cache-Control"] = "no-store"
    return answer


@dataclass(frozen=True, slots=True)
class NewBylinePage:
    """The context of ``people/new_byline.html``; `back` is where one goes afterwards."""

    form: BylineForm
    back: str


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_cache=True)
def new_byline(request: HttpRequest) -> HttpResponse:
    """Make a byline and stand behind it."""
    back = _own_address(request.POST.get("next") or request.GET.get("next") or "/account/")
    form = BylineForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            take_byline(
                account=signed_in(request),
                name=given["name"],
                kind=BylineKind(given["kind"]),
                language=given["language"],
                about=given["about"].strip(),
            )
        except BylineRefused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, gettext("The byline is yours."))
            return redirect(back)
    page = NewBylinePage(form, back)
    status = 422 if form.is_bound else 200
    return render(request, "people/new_byline.html", {"page": page}, status=status)


@dataclass(frozen=True, slots=True)
class BylinePage:
    """The context of ``people/byline.html``."""

    byline: BylineRow
    form: AboutForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_cache=True)
def byline(request: HttpRequest, byline_id: UUID) -> HttpResponse:
    """Change a byline of mine; one of another's is not there."""
    found = get_object_or_404(bylines_of(signed_in(request)), id=byline_id)
    form = AboutForm(request.POST if request.method == "POST" else None, byline=found)
    if form.is_bound and form.is_valid():
        try:
            describe_byline(byline=found, **form.cleaned_data)
        except BylineRefused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, gettext("Saved. Its pages are printed anew."))
            return redirect("people:account")
    page = BylinePage(_row(found), form)
    status = 422 if form.is_bound else 200
    return render(request, "people/byline.html", {"page": page}, status=status)


class SignUp(SignupView):  # type: ignore[misc]  # allauth is untyped
    """allauth's sign-up; of two who choose one name at once, one is told that it is taken."""

    def form_valid(self, form: BaseForm) -> HttpResponse:
        try:
            with transaction.atomic():
                answer: HttpResponse = super().form_valid(form)
                return answer
        except IntegrityError:
            form.add_error("username", str(AccountAdapter.error_messages["username_taken"]))
            refused: HttpResponse = self.form_invalid(form)
            return refused


@require_GET
def no_reset(request: HttpRequest) -> HttpResponse:
    """Say what can be done about a forgotten password: the house knows no e-mail address."""
    return render(request, "people/no_reset.html")


def _row(byline: Byline) -> BylineRow:
    language = known_language(byline.language)
    return BylineRow(
        id=byline.id,
        name=byline.name,
        kind=gettext(BylineKind(byline.kind).label),
        language=byline.language,
        language_name=gettext(language.english) if language else byline.language,
        about=byline.about,
    )


def _sign_in(mine: Account) -> SignIn:
    found = list(Authenticator.objects.filter(user=mine))
    codes = next((one for one in found if one.type == Authenticator.Type.RECOVERY_CODES), None)
    return SignIn(
        has_password=mine.has_usable_password(),
        passkeys=sum(1 for one in found if one.type == Authenticator.Type.WEBAUTHN),
        app=any(one.type == Authenticator.Type.TOTP for one in found),
        codes=len(codes.wrap().get_unused_codes()) if codes else None,
    )


def _own_address(given: str) -> str:
    """Return an address within the house; the account's for any other."""
    inside = given.startswith("/") and url_has_allowed_host_and_scheme(given, allowed_hosts=None)
    return given if inside else "/account/"
