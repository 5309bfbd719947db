"""What the publication tells other programs."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from writingviews.articles.seen import SettingsMoved
from writingviews.articles.selectors import publication
from writingviews.articles.services.crawling import tell_crawlers
from writingviews.newsroom.doors import PUBLISHERS, only_for
from writingviews.newsroom.printing import Printing, printing_now
from writingviews.people.signed_in import signed_in

from .forms import CrawlersForm


@dataclass(frozen=True, slots=True)
class CrawlersPage:
    """The context of ``publisher/crawlers.html``."""

    form: CrawlersForm
    printing: Printing


@only_for(PUBLISHERS)
@require_http_methods(["GET", "HEAD", "POST"])
def crawlers(request: HttpRequest) -> HttpResponse:
    """Show and change what programs are told."""
    if request.method != "POST":
        return _show(request, CrawlersForm(publication=publication()))
    form = CrawlersForm(request.POST, publication=publication())
    if not form.is_valid():
        return _show(request, form, status=422)
    given = form.cleaned_data
    try:
        tell_crawlers(
            actor=signed_in(request),
            training=given["training"],
            security_contact=given["security_contact"],
            today=timezone.now().date(),
            seen=given["seen"],
        )
    except SettingsMoved:
        form = CrawlersForm(request.POST, publication=publication())
        if form.is_valid():
            form.tell_moved()
        return _show(request, form, status=409)
    messages.success(request, gettext("Saved."))
    return redirect("publisher:crawlers")


def _show(request: HttpRequest, form: CrawlersForm, *, status: int = 200) -> HttpResponse:
    page = CrawlersPage(form=form, printing=printing_now())
    return render(request, "publisher/crawlers.html", {"page": page}, status=status)
