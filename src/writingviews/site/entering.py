"""The door of a call for who has no account: a form in the call's own language.

Who is signed in is led on to the desk. Made when asked for; it sets the house's cookies, for from
here on one is in the house.
"""

from dataclasses import replace
from typing import Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from writingviews.articles.models import Kind
from writingviews.articles.selectors import day_of
from writingviews.calls.days import standing_on
from writingviews.calls.models import CallState
from writingviews.calls.services.newcomers import Newcomer, NewcomerRefused, enter_as_newcomer

from . import words
from .addresses import enter_address
from .call_pages import call_view
from .contexts import EnterContext
from .publication_view import PublicationView
from .published_calls import PublishedCall, read_calls
from .rendering import render

#: What is said for each code of `calls.services.newcomers.NewcomerRefused`.
MESSAGES: Final = {
    "taken": "This name is taken. Choose another one.",
    "kept_free": "This name is kept free. Choose another one.",
    "scripts": "This name mixes letters of several scripts. Write it in one.",
    "unusable": "This name cannot be used. Write it with letters of one script, without signs.",
    "short": "This password is too short. Ten characters are the least.",
    "common": "Many people use this password, so it is soon guessed. Choose another one.",
    "numeric": "This password is digits alone. Add words.",
    "similar": "This password is too like your name. Choose another one.",
    "name": "Write the name that readers shall see.",
    "kind": "This call seeks other kinds of pieces. Choose one of them.",
    "too_often": "Too many accounts were made from where you are. Please wait a minute.",
    "closed": "This call is not open.",
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, slug: str) -> HttpResponse:
    """``/enter/<slug>/``: make an account and begin a piece for a call, in one form."""
    site = PublicationView.read()
    call = None if "\x00" in slug else read_calls([slug]).get(slug)
    if call is None:
        raise Http404
    if request.user.is_authenticated:
        return redirect("pieces:enter", slug)
    # The page is printed when the day has turned; who comes is measured by the day itself.
    today = day_of(timezone.now())
    call = replace(call, state=standing_on(today, opens_on=call.opens_on, deadline=call.deadline))
    if request.method != "POST":
        return HttpResponse(_form(request, site, call, Newcomer("", "", ""), {}))
    username, password, byline, kind = (
        request.POST.get(field, "")[:limit]
        for field, limit in (("username", 200), ("password", 1000), ("byline", 500), ("kind", 20))
    )
    newcomer = Newcomer(username=username, password=password, byline=byline, kind=kind)
    try:
        piece = enter_as_newcomer(request, slug=slug, newcomer=newcomer, now=timezone.now())
    except NewcomerRefused as refusal:
        status = 429 if "too_often" in refusal.errors.values() else 422
        return HttpResponse(_form(request, site, call, newcomer, refusal.errors), status=status)
    return redirect("pieces:sheet", piece)


def _form(
    request: HttpRequest,
    site: PublicationView,
    call: PublishedCall,
    typed: Newcomer,
    errors: dict[str, str],
) -> str:
    say = words.translations(site.shown_language(call.language)).gettext
    takes_strangers = call.state is CallState.OPEN and call.for_everybody
    door = reverse("account_login")
    return render(
        EnterContext(
            frame=site.frame(
                language=call.language,
                address=enter_address(call.slug),
                title=say("Enter a piece"),
                index=False,
            ),
            call=call_view(site, call),
            sign_in=f"{door}?{urlencode({'next': reverse('pieces:enter', args=[call.slug])})}",
            action=enter_address(call.slug) if takes_strangers else "",
            token=get_token(request) if takes_strangers else "",
            username=typed.username,
            byline=typed.byline,
            kind=typed.kind,
            kinds=call.kinds or tuple(Kind.values),
            errors=tuple((field, say(MESSAGES[code])) for field, code in errors.items()),
        )
    )
