"""Chapters, for publishers: making, renaming, closing. Who belongs to one is not shown here."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST

from writingviews.articles.selectors import publication
from writingviews.people.chapter_selectors import all_chapters
from writingviews.people.chapter_services import (
    ChapterRefused,
    change_chapter,
    close_chapter,
    make_chapter,
    name_editor,
    reopen_chapter,
)
from writingviews.people.models import Chapter
from writingviews.people.signed_in import signed_in

from .chapter_forms import ChapterForm, EditorForm, MakeForm
from .doors import PUBLISHERS, asked_again, only_for


@dataclass(frozen=True, slots=True)
class ChapterRow:
    """A chapter in the publishers' list.

    Args:
        id: the chapter's.
        name: in the language of the page.
        is_open: whether it is.
        has_editor: whether anybody edits it; not who.
        publishes: whether its editors may publish.
        address: its public page, or "".
    """

    id: UUID
    name: str
    is_open: bool
    has_editor: bool
    publishes: bool
    address: str


@dataclass(frozen=True, slots=True)
class AllChaptersPage:
    """The context of ``newsroom/chapters.html``."""

    rows: Sequence[ChapterRow]
    make: MakeForm


@only_for(PUBLISHERS)
@asked_again
@require_http_methods(["GET", "HEAD", "POST"])
def chapters(request: HttpRequest) -> HttpResponse:
    """Show all chapters; make another."""
    form = MakeForm(request.POST or None, publication=publication())
    if request.method == "POST" and form.is_valid():
        try:
            make_chapter(
                actor=signed_in(request),
                settings=form.settings(),
                first_editor=form.cleaned_data["editor"],
            )
        except ChapterRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _asked())
            return redirect("newsroom:chapters")
    page = AllChaptersPage([_row(each) for each in all_chapters()], form)
    status = 422 if form.is_bound else 200
    return render(request, "newsroom/chapters.html", {"page": page}, status=status)


@dataclass(frozen=True, slots=True)
class ChapterPage:
    """The context of ``newsroom/chapter.html``."""

    row: ChapterRow
    form: ChapterForm
    editor: EditorForm


@only_for(PUBLISHERS)
@asked_again
@require_http_methods(["GET", "HEAD", "POST"])
def chapter(request: HttpRequest, chapter_id: UUID) -> HttpResponse:
    """Show a chapter's settings and change them."""
    found = _chapter(chapter_id)
    form = ChapterForm(request.POST or None, publication=publication(), chapter=found)
    if request.method == "POST" and form.is_valid():
        try:
            change_chapter(actor=signed_in(request), chapter_id=found.id, settings=form.settings())
        except ChapterRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, gettext("Saved."))
            return redirect("newsroom:chapter", chapter_id)
    return _show(request, found, form=form, status=422 if form.is_bound else 200)


@only_for(PUBLISHERS)
@asked_again
@require_POST
def editor(request: HttpRequest, chapter_id: UUID) -> HttpResponse:
    """Name an editor for a chapter."""
    found = _chapter(chapter_id)
    form = EditorForm(request.POST)
    if form.is_valid():
        try:
            name_editor(
                actor=signed_in(request), chapter_id=found.id, name=form.cleaned_data["editor"]
            )
        except ChapterRefused as refusal:
            form.add_error("editor", str(refusal))
        else:
            messages.success(request, _asked())
            return redirect("newsroom:chapter", chapter_id)
    return _show(request, found, editor=form, status=422)


@only_for(PUBLISHERS)
@asked_again
@require_POST
def shut(request: HttpRequest, chapter_id: UUID) -> HttpResponse:
    """Close a chapter, or open it again."""
    found = _chapter(chapter_id)
    if request.POST.get("act") == "reopen":
        reopen_chapter(actor=signed_in(request), chapter_id=found.id)
        messages.success(request, gettext("Open again, with the people it had."))
    else:
        close_chapter(actor=signed_in(request), chapter_id=found.id)
        messages.success(request, gettext("Closed. It can be opened again."))
    return redirect("newsroom:chapter", chapter_id)


def _show(
    request: HttpRequest,
    found: Chapter,
    *,
    form: ChapterForm | None = None,
    editor: EditorForm | None = None,
    status: int = 200,
) -> HttpResponse:
    page = ChapterPage(
        row=_row(found),
        form=form or ChapterForm(publication=publication(), chapter=found),
        editor=editor or EditorForm(),
    )
    return render(request, "newsroom/chapter.html", {"page": page}, status=status)


def _asked() -> str:
    return gettext("Asked. If somebody signs in with this name, the invitation is on their desk.")


def _chapter(chapter_id: UUID) -> Chapter:
    found = all_chapters().filter(id=chapter_id).first()
    if found is None:
        raise Http404
    return found


def _row(found: Chapter) -> ChapterRow:
    return ChapterRow(
        id=found.id,
        name=found.name_in(get_language() or "en"),
        is_open=found.is_open,
        has_editor=bool(getattr(found, "has_editor", False)),
        publishes=found.publishes,
        address=f"/chapters/{found.slug}/" if found.has_page else "",
    )
