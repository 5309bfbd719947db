"""The publication's checklist, and the sections that ask for two persons."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from writingviews.articles.models import CheckedBy, ChecklistItem, Kind
from writingviews.articles.selectors import sections
from writingviews.articles.services.checklists import (
    ChecklistRefused,
    add_item,
    ask_for_two_persons,
    change_item,
    move_item,
    take_off_item,
)
from writingviews.people.signed_in import signed_in

from .checklist_forms import WHO_CHECKS, ItemForm, TwoPersonsForm
from .doors import PUBLISHERS, only_for
from .wording import KINDS, section_name


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item in the list.

    Args:
        id, words, hint: of the item.
        who: who looks, in words.
        sections, kinds: of which it is; empty for all.
        of_text: whether a tick falls when the text is changed.
    """

    id: UUID
    words: str
    hint: str
    who: str | Promise
    sections: Sequence[str]
    kinds: Sequence[Promise]
    of_text: bool


@dataclass(frozen=True, slots=True)
class ChecklistPage:
    """The context of ``newsroom/checklist.html``.

    Args:
        rows: the checklist.
        add: the form of another item; `adding` is whether it stands open.
        two_persons: the form of the sections that ask for two.
        refused: why an act was refused just now, or "".
    """

    rows: Sequence[ItemRow]
    add: ItemForm
    adding: bool
    two_persons: TwoPersonsForm
    refused: str = ""


@dataclass(frozen=True, slots=True)
class ItemPage:
    """The context of ``newsroom/checklist_item.html``."""

    id: UUID
    form: ItemForm


@only_for(PUBLISHERS)
@require_http_methods(["GET", "HEAD", "POST"])
def checklist(request: HttpRequest) -> HttpResponse:
    """Show the checklist; take another item."""
    if request.method != "POST":
        return _show(request)
    form = ItemForm(request.POST, sections=sections())
    if not form.is_valid():
        return _show(request, add=form, status=422)
    try:
        add_item(actor=signed_in(request), details=form.details())
    except ChecklistRefused as refusal:
        form.add_error(None, str(refusal))
        return _show(request, add=form, status=422)
    messages.success(request, gettext("Added at the end of the list."))
    return redirect("publication:checks")


@only_for(PUBLISHERS)
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Show one item, and say it otherwise."""
    known = ChecklistItem.objects.filter(id=item_id, retired=False).first()
    if known is None:
        raise Http404
    form = ItemForm(
        request.POST if request.method == "POST" else None, sections=sections(), item=known
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_item(actor=signed_in(request), item_id=item_id, details=form.details())
        except ChecklistRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, gettext("Saved."))
            return redirect("publication:checks")
    page = ItemPage(item_id, form)
    status = 422 if form.is_bound else 200
    return render(request, "newsroom/checklist_item.html", {"page": page}, status=status)


@only_for(PUBLISHERS)
@require_POST
def change(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Move an item up or down, or take it off."""
    actor, act = signed_in(request), request.POST.get("act", "")
    if act not in {"up", "down", "off"}:
        raise Http404
    try:
        if act == "off":
            take_off_item(actor=actor, item_id=item_id)
            messages.success(request, gettext("Taken off. What was ticked is kept."))
        else:
            move_item(actor=actor, item_id=item_id, up=act == "up")
    except ChecklistRefused as refusal:
        return _show(request, refused=str(refusal), status=409)
    return redirect("publication:checks")


@only_for(PUBLISHERS)
@require_POST
def two_persons(request: HttpRequest) -> HttpResponse:
    """Say in which sections nothing is published by one person alone."""
    form = TwoPersonsForm(request.POST, sections=sections())
    if not form.is_valid():
        return _show(request, two=form, status=422)
    ask_for_two_persons(actor=signed_in(request), sections=form.asked())
    messages.success(request, gettext("Saved."))
    return redirect("publication:checks")


def _show(
    request: HttpRequest,
    *,
    add: ItemForm | None = None,
    two: TwoPersonsForm | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    known = sections()
    page = ChecklistPage(
        rows=[_row(one) for one in _items()],
        add=add or ItemForm(sections=known),
        adding=add is not None,
        two_persons=two or TwoPersonsForm(sections=known),
        refused=refused,
    )
    return render(request, "newsroom/checklist.html", {"page": page}, status=status)


def _items() -> Sequence[ChecklistItem]:
    return list(ChecklistItem.objects.filter(retired=False).prefetch_related("sections"))


def _row(one: ChecklistItem) -> ItemRow:
    return ItemRow(
        id=one.id,
        words=one.words,
        hint=one.hint,
        who=dict(WHO_CHECKS)[CheckedBy(one.checked_by).value],
        sections=[section_name(section) for section in one.sections.all()],
        kinds=[KINDS[Kind(kind)] for kind in one.kinds],
        of_text=one.of_text,
    )
