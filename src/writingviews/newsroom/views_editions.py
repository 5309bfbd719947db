"""Editions: the list, and one page on which an edition is made.

Everything on that page is one form, and every button saves it: nothing that was typed is lost when
a piece is moved, and no script is needed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from writingviews.articles.models import Edition, EditionState
from writingviews.articles.selectors import publication
from writingviews.articles.services.editions import (
    EditionChanged,
    EditionRefused,
    begin_edition,
    edit_edition,
    pieces_of,
    publish_edition,
    withdraw_edition,
)
from writingviews.document.html import PictureView
from writingviews.media.selectors import known_picture, picture_view
from writingviews.people.signed_in import signed_in

from .arranging import MOVES, after_act, by_places
from .doors import EDITORS, only_for
from .edition_forms import BeginEditionForm, EditionForm
from .edition_selectors import (
    EDITION_STATES,
    EditionListing,
    collected_rows,
    edition_listing,
    offered_rows,
)
from .selectors.rows import PieceRow

_FIND: Final = "find"
_PUBLISH: Final = "publish"
_WITHDRAW: Final = "withdraw"
_MEANINGS: Final[dict[EditionState, Promise]] = {
    EditionState.DRAFT: _("Only editors see it. Publishing gives it an address, from its title."),
    EditionState.PUBLISHED: _("Readers see it. What you save is printed at once."),
    EditionState.WITHDRAWN: _(
        "Readers do not see it any more; its pieces stay where they are. Published again it is at "
        "its old address."
    ),
}


@dataclass(frozen=True, slots=True)
class EditionsPage:
    """The context of ``newsroom/editions.html``."""

    listing: EditionListing
    begin: BeginEditionForm


@dataclass(frozen=True, slots=True)
class EditionPage:
    """The context of ``newsroom/edition.html``.

    Args:
        edition: as it is stored.
        state_words, meaning: how it stands.
        address: its public page, or "".
        form: what it says of itself.
        pieces: what is in it, in the order that the form has.
        pieces_wrong: what is wrong with them, or "".
        offered: pieces that may be put in.
        find: what is looked for among those.
        picture: the cover that the form stands for, or None.
    """

    edition: Edition
    state_words: Promise
    meaning: Promise
    address: str
    form: EditionForm
    pieces: Sequence[PieceRow]
    pieces_wrong: str
    offered: Sequence[PieceRow]
    find: str
    picture: PictureView | None


@only_for(EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def editions(request: HttpRequest) -> HttpResponse:
    """Show all editions; take the form that begins another and open its page."""
    begin = BeginEditionForm(
        request.POST if request.method == "POST" else None, publication=publication()
    )
    if begin.is_bound and begin.is_valid():
        try:
            begun = begin_edition(actor=signed_in(request), **begin.cleaned_data)
        except EditionRefused as refusal:
            begin.add_error(refusal.field or None, str(refusal))
        else:
            return redirect("newsroom:edition", begun.id)
    page = EditionsPage(edition_listing(request.GET.get("page")), begin)
    status = 422 if begin.is_bound else 200
    return render(request, "newsroom/editions.html", {"page": page}, status=status)


@only_for(EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def edition(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """Show an edition to be made; take what was typed, and what a button does to its pieces."""
    found = Edition.objects.filter(id=edition_id).first()
    if found is None:
        raise Http404
    if request.method != "POST":
        form = EditionForm(edition=found, publication=publication())
        return _show(request, found, form, pieces_of(found))
    act = request.POST.get("act", "")
    form = EditionForm(request.POST, request.FILES, edition=found, publication=publication())
    pieces = _arranged(request.POST, act)
    if not form.is_valid():
        form.keep_picture()
        return _show(request, found, form, pieces, status=422)
    if act == _FIND:
        form.keep_picture()
        return _show(request, found, form, pieces)
    try:
        _save(request, found, form, pieces, act)
    except EditionRefused as refusal:
        wrong = _tell(form, refusal)
        form.keep_picture()
        found.refresh_from_db()
        status = 409 if isinstance(refusal, EditionChanged) else 422
        return _show(request, found, form, pieces, wrong=wrong, status=status)
    place = reverse("newsroom:edition", args=[edition_id])
    if find := _sought(request):
        # Enter in that field saves; what is looked for is shown all the same.
        place += "?" + urlencode({"find": find})
    return redirect(place + ("#pieces" if find or act.partition(":")[0] in MOVES else ""))


def _tell(form: EditionForm, refusal: EditionRefused) -> str:
    """Say a refusal beside its field, else above the form; return it if it is about the pieces."""
    if isinstance(refusal, EditionChanged):
        form.take_version(refusal.version)
    if refusal.field == "pieces":
        return str(refusal)
    form.add_error(refusal.field or None, str(refusal))
    return ""


def _sought(request: HttpRequest) -> str:
    """Return what is looked for among the pieces that may be put in."""
    given = request.POST if request.method == "POST" else request.GET
    return given.get("find", "").strip()[:100]


@transaction.atomic
def _save(
    request: HttpRequest, found: Edition, form: EditionForm, pieces: Sequence[UUID], act: str
) -> None:
    """Store what was typed, and publish or withdraw; all of it or nothing."""
    actor = signed_in(request)
    saved = edit_edition(
        actor=actor,
        edition_id=found.id,
        version=form.cleaned_data["version"],
        details=form.details(),
        pieces=pieces,
    )
    if act == _PUBLISH:
        today = timezone.now().date()
        publish_edition(actor=actor, edition_id=saved.id, version=saved.version, on=today)
        messages.success(request, gettext("Published. Readers see it within seconds."))
    elif act == _WITHDRAW:
        withdraw_edition(actor=actor, edition_id=saved.id, version=saved.version)
        messages.success(request, gettext("Withdrawn. Its address says that it is gone."))
    else:
        messages.success(request, gettext("Saved."))


def _arranged(given: QueryDict, act: str) -> list[UUID]:
    """Return the pieces in the order that the form gives them; what is no id is left out."""
    stood = list(dict.fromkeys(given.getlist("piece")))
    places = {piece: given.get(f"place-{piece}", "") for piece in stood}
    arranged: list[UUID] = []
    for piece in after_act(by_places(stood, places), act):
        try:
            arranged.append(UUID(piece))
        except ValueError:
            continue
    return arranged


def _show(
    request: HttpRequest,
    found: Edition,
    form: EditionForm,
    pieces: Sequence[UUID],
    *,
    wrong: str = "",
    status: int = 200,
) -> HttpResponse:
    state, viewer = EditionState(found.state), signed_in(request)
    standing = pieces_of(found)
    find = _sought(request)
    picture = known_picture(form.picture_shown)
    page = EditionPage(
        edition=found,
        state_words=EDITION_STATES[state],
        meaning=_MEANINGS[state],
        address=f"/editions/{found.slug}/" if state is EditionState.PUBLISHED else "",
        form=form,
        pieces=collected_rows(pieces, standing=standing, viewer=viewer),
        pieces_wrong=wrong,
        offered=offered_rows(find, edition=found, without=pieces, viewer=viewer),
        find=find,
        picture=picture_view(picture, sizes="22rem") if picture else None,
    )
    return render(request, "newsroom/edition.html", {"page": page}, status=status)
