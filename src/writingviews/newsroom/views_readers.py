"""A piece towards its readers: embargo, corrections, its address, its place in front, and whether
it may come back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from writingviews.articles.access import OpenedArticle, open_article
from writingviews.articles.lifecycle import State, TransitionRefused
from writingviews.articles.models import Correction
from writingviews.articles.selectors import publication_zone
from writingviews.articles.services.correcting import (
    CorrectionRefused,
    amend_correction,
    correct_article,
    remove_correction,
)
from writingviews.articles.services.holding import hold_down, set_embargo
from writingviews.articles.services.moving import change_slug
from writingviews.articles.services.pinning import PinRefused, pin_article, unpin
from writingviews.articles.zone import shown_at
from writingviews.desk.selectors import current_document
from writingviews.document.text import title_text
from writingviews.language.direction import Direction, direction_of_language
from writingviews.people.signed_in import signed_in

from .after_forms import AddressForm, CorrectionForm
from .doors import for_account, managed_or_404
from .readers_selectors import TowardsReaders, towards_readers
from .wording import STATES, section_name
from .zoned_form import EmbargoForm, PinForm, typed_moment


@dataclass(frozen=True, slots=True)
class ReadersPage:
    """The context of ``newsroom/readers.html``.

    Args:
        article_id, title, language, direction: of the piece.
        state, state_words: where it stands.
        address: where readers find it, or "".
        towards: how it stands towards its readers.
        embargo, correction, renaming, pin: forms.
        amends: the correction that the form amends, or None where it makes one.
        refused: the sentence with which something was refused just now, or "".
    """

    article_id: UUID
    title: str
    language: str
    direction: Direction
    state: str
    state_words: str
    address: str
    towards: TowardsReaders
    embargo: EmbargoForm
    correction: CorrectionForm
    renaming: AddressForm
    pin: PinForm
    amends: Correction | None = None
    refused: str = ""


@for_account
@require_http_methods(["GET", "HEAD", "POST"])
def for_readers(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Show how a piece stands towards its readers; take what is to change about that."""
    opened = managed_or_404(signed_in(request), article_id)
    page = _page(request, opened)
    if request.method != "POST":
        return _show(request, page)
    act = _ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    try:
        wrong = act(request, opened, page)
    except TransitionRefused as refusal:
        wrong = replace(page, refused=str(refusal))
    if wrong is None:
        return redirect("pieces:for-readers", article_id)
    # Anew: somebody else's act is a likely cause.
    opened = open_article(signed_in(request), article_id)
    now = _page(request, opened)
    return _show(request, replace(wrong, towards=now.towards), status=409 if wrong.refused else 422)


def _page(request: HttpRequest, opened: OpenedArticle) -> ReadersPage:
    article, zone = opened.article, publication_zone()
    _, document = current_document(article)
    amends = _amended(request, opened)
    said: dict[str, object] = {"on": shown_at(timezone.now(), zone).date()}
    if amends is not None:
        said = {"wrong": amends.wrong, "right": amends.text, "on": amends.on}
    return ReadersPage(
        article_id=article.id,
        title=title_text(document),
        language=article.language,
        direction=direction_of_language(article.language),
        state=article.state,
        state_words=str(STATES[State(article.state)]),
        address=f"/articles/{article.slug}/" if article.slug else "",
        towards=towards_readers(opened, document, zone),
        embargo=EmbargoForm(
            zone=zone,
            initial={"until": typed_moment(article.embargo_until, zone)},
            prefix="embargo",
        ),
        correction=CorrectionForm(initial=said),
        renaming=AddressForm(initial={"wanted": article.slug}),
        pin=_pin_form(request, opened, zone),
        amends=amends,
    )


def _amended(request: HttpRequest, opened: OpenedArticle) -> Correction | None:
    known = request.POST.get("correction") or request.GET.get("amend", "")
    if not known.isascii() or not known.isdigit():
        return None
    return Correction.objects.filter(article=opened.article, pk=int(known[:18])).first()


def _pin_form(request: HttpRequest, opened: OpenedArticle, zone: ZoneInfo) -> PinForm:
    bound = request.POST if request.POST.get("act") == "pin" else None
    form = PinForm(bound, zone=zone, initial={"place": "front"}, prefix="pin")
    section = opened.article.section
    places = [("front", gettext("The front page"))]
    if section is not None:
        places.append(("section", section_name(section)))
    form.fields["place"].choices = places  # type: ignore[attr-defined]
    return form


def _show(request: HttpRequest, page: ReadersPage, *, status: int = 200) -> HttpResponse:
    return render(request, "newsroom/readers.html", {"page": page}, status=status)


# --- acts: each returns None when it is done, else the page that says why not ---------------------

Act = Callable[[HttpRequest, OpenedArticle, ReadersPage], ReadersPage | None]


def _embargo(request: HttpRequest, opened: OpenedArticle, page: ReadersPage) -> ReadersPage | None:
    form = EmbargoForm(request.POST, zone=publication_zone(), prefix="embargo")
    if form.is_valid():
        try:
            set_embargo(
                actor=signed_in(request),
                article_id=opened.article.id,
                until=form.at(),
                now=timezone.now(),
            )
        except TransitionRefused as refusal:
            form.refuse(str(refusal))
        else:
            messages.success(request, gettext("Under embargo. It cannot be published before."))
            return None
    return replace(page, embargo=form)


def _lift(request: HttpRequest, opened: OpenedArticle, _: ReadersPage) -> None:
    set_embargo(
        actor=signed_in(request), article_id=opened.article.id, until=None, now=timezone.now()
    )
    messages.success(request, gettext("The embargo is lifted."))


def _correct(request: HttpRequest, opened: OpenedArticle, page: ReadersPage) -> ReadersPage | None:
    form, amends = CorrectionForm(request.POST), page.amends
    if form.is_valid():
        try:
            if amends is not None:
                amend_correction(
                    actor=signed_in(request),
                    article_id=opened.article.id,
                    correction_id=amends.pk,
                    said=form.said(),
                    now=timezone.now(),
                )
            else:
                correct_article(
                    actor=signed_in(request),
                    article_id=opened.article.id,
                    said=form.said(),
                    now=timezone.now(),
                )
        except CorrectionRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, gettext("Corrected. Readers see the note now."))
            return None
    return replace(page, correction=form)


def _remove(request: HttpRequest, opened: OpenedArticle, page: ReadersPage) -> ReadersPage | None:
    if page.amends is None:
        return replace(page, refused=gettext("Somebody has removed this correction already."))
    try:
        remove_correction(
            actor=signed_in(request),
            article_id=opened.article.id,
            correction_id=page.amends.pk,
            now=timezone.now(),
        )
    except CorrectionRefused as refusal:
        return replace(page, refused=str(refusal))
    messages.success(request, gettext("The correction is removed."))
    return None


def _rename(request: HttpRequest, opened: OpenedArticle, page: ReadersPage) -> ReadersPage | None:
    if not page.towards.may_move:
        raise Http404
    form = AddressForm(request.POST)
    if not form.is_valid():
        return replace(page, renaming=form)
    wanted = form.cleaned_data["wanted"]
    article = change_slug(actor=signed_in(request), article_id=opened.article.id, wanted=wanted)
    if article.slug == opened.article.slug:
        messages.info(request, gettext("It has this address already."))
    else:
        messages.success(
            request,
            gettext("Its address is /articles/%(slug)s/ now; the old one leads there.")
            % {"slug": article.slug},
        )
    return None


def _pin(request: HttpRequest, opened: OpenedArticle, page: ReadersPage) -> ReadersPage | None:
    if not page.towards.may_pin:
        raise Http404
    form = page.pin
    if form.is_valid():
        try:
            pin_article(
                actor=signed_in(request),
                article_id=opened.article.id,
                section=(
                    opened.article.section if form.cleaned_data["place"] == "section" else None
                ),
                until=form.at(),
                now=timezone.now(),
            )
        except PinRefused as refusal:
            form.refuse(str(refusal))
        else:
            messages.success(request, gettext("It stands in front now."))
            return None
    return page


def _unpin(request: HttpRequest, _: OpenedArticle, page: ReadersPage) -> None:
    known = {str(pin.id): pin.id for pin in page.towards.pins}
    if not page.towards.may_pin or request.POST.get("pin") not in known:
        raise Http404
    unpin(actor=signed_in(request), pin_id=known[request.POST["pin"]], now=timezone.now())
    messages.success(request, gettext("It goes with the date again."))


def _hold(request: HttpRequest, opened: OpenedArticle, _: ReadersPage) -> None:
    held = request.POST.get("act") == "hold"
    hold_down(actor=signed_in(request), article_id=opened.article.id, held=held, now=timezone.now())
    if held:
        messages.success(request, gettext("It stays down until you say otherwise."))
    else:
        messages.success(request, gettext("A publisher may restore it now."))


_ACTS: Final[dict[str, Act]] = {
    "embargo": _embargo,
    "lift": _lift,
    "correct": _correct,
    "remove": _remove,
    "address": _rename,
    "pin": _pin,
    "unpin": _unpin,
    "hold": _hold,
    "agree": _hold,
}
