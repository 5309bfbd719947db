"""Who did what to an article, and when: for its editors. Never a text, never a writer's account."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from writingviews.articles.access import OpenedArticle
from writingviews.articles.lifecycle import Part
from writingviews.articles.models import ChecklistItem
from writingviews.articles.services.checking import RESPONSIBLE
from writingviews.desk.selectors import current_document
from writingviews.document.text import title_text
from writingviews.language.direction import Direction, direction_of_language
from writingviews.ledger.models import AuditEntry
from writingviews.people.models import Account
from writingviews.people.signed_in import signed_in

from .doors import for_account, opened_or_404
from .naming import names_beside

PAGE_ROWS: Final = 100

#: What an act is called when it is done; one that is missing here is called by its verb.
ACTS: Final[Mapping[str, Promise]] = {
    "begin": _("Begun"),
    "file": _("Filed under something else"),
    "submit": _("Submitted"),
    "send_up": _("Sent up to the central newsroom"),
    "take_back": _("Taken back by its chapter"),
    "take_up": _("Taken up"),
    "ask_for_changes": _("Changes asked for"),
    "accept": _("Accepted"),
    "decline": _("Declined"),
    "schedule": _("Scheduled"),
    "unschedule": _("Unscheduled"),
    "publish": _("Published"),
    "update": _("Updated"),
    "correct": _("Corrected"),
    "change_address": _("Given another address"),
    "withdraw": _("Withdrawn"),
    "reopen": _("Reopened"),
    "take_down": _("Taken down"),
    "restore": _("Restored"),
    "import": _("Brought in from elsewhere"),
    "tick": _("Ticked"),
    "untick": _("Tick taken back"),
    "agree": _("Text agreed to, for somebody else to publish"),
    "veto": _("Veto laid"),
    "lift veto": _("Veto lifted"),
    "hold back": _("Held back when its time had come"),
    "agree to show first draft": _("Writer's yes to showing readers the first draft"),
    "take first draft back": _("Writer's yes to showing the first draft taken back"),
    "ask reviewer": _("Somebody asked to review it"),
    "ask reviewer again": _("A reviewer asked again"),
    "end reviewer": _("A reviewer let go"),
    "begin review": _("A review begun"),
    "hand in review": _("A review handed in"),
    "rate review": _("A review rated by its writer"),
    "rate": _("Held against its rubric"),
    "send letter": _("Letter sent"),
    "tick plan": _("A line of the plan ticked"),
    "untick plan": _("A line of the plan unticked"),
    "suggest": _("Changes suggested"),
    "take suggestions": _("Suggestions taken"),
    "leave suggestions": _("Suggestions left"),
    "reconsider suggestions": _("Suggestions reconsidered"),
    "note": _("Note begun"),
    "answer note": _("Note answered"),
    "edit note": _("Note changed"),
    "remove note": _("Note removed"),
    "settle note": _("Note settled"),
    "reopen note": _("Note opened again"),
    "name version": _("Version named"),
    "take name of version": _("A version\u2019s name taken away"),
    "set embargo": _("Embargo set"),
    "lift embargo": _("Embargo lifted"),
    "hold down": _("To stay down, by its writer"),
    "agree to restore": _("May come back, by its writer"),
    "amend correction": _("Correction said otherwise"),
    "remove correction": _("Correction removed"),
    "pin": _("Put at the head of a front"),
    "unpin": _("Taken from the head of a front"),
}


@dataclass(frozen=True, slots=True)
class ActRow:
    """One act: when, who ("" for the house), what, and of which item of the checklist."""

    at: datetime
    who: str
    what: str
    item: str


@dataclass(frozen=True, slots=True)
class ActsPage:
    """The context of ``newsroom/acts.html``."""

    article_id: UUID
    title: str
    language: str
    direction: Direction
    rows: Sequence[ActRow]
    pages: "Page[AuditEntry]"
    door: str


@for_account
@require_GET
def acts(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Show who did what to an article, the newest first. About 16 queries, for any number."""
    account = signed_in(request)
    opened = _open(account, article_id)
    found = AuditEntry.objects.filter(subject_kind="article", subject_id=str(article_id))
    pages = Paginator(found.order_by("-id"), PAGE_ROWS).get_page(request.GET.get("page"))
    entries = list(pages.object_list)
    names = names_beside(opened, {entry.actor for entry in entries if entry.actor})
    items = _items(entries)
    _version, document = current_document(opened.article)
    page = ActsPage(
        article_id=article_id,
        title=title_text(document),
        language=opened.article.language,
        direction=direction_of_language(opened.article.language),
        rows=[_row(entry, names, items) for entry in entries],
        pages=pages,
        door=reverse("newsroom:waiting"),
    )
    return render(request, "newsroom/acts.html", {"page": page})


def _open(account: Account, article_id: UUID) -> OpenedArticle:
    """Return an article for its editors: who writes or reviews it may be hidden from who did what,
    also if they are editors besides."""
    opened = opened_or_404(account, article_id)
    if not opened.parts & RESPONSIBLE or opened.parts & {Part.WRITER, Part.REVIEWER}:
        raise Http404
    return opened


def _items(entries: Sequence[AuditEntry]) -> dict[str, str]:
    named = {str(entry.details.get("item", "")) for entry in entries} - {""}
    known = ChecklistItem.objects.filter(id__in=named).values_list("id", "words")
    return {str(item): words for item, words in known}


def _row(entry: AuditEntry, names: Mapping[UUID, str], items: Mapping[str, str]) -> ActRow:
    details: Mapping[str, Any] = entry.details
    gone = gettext("somebody who is gone")
    return ActRow(
        at=entry.at,
        who=names.get(entry.actor, gone) if entry.actor else "",
        what=str(ACTS.get(entry.verb, entry.verb.replace("_", " ").capitalize())),
        item=items.get(str(details.get("item", "")), ""),
    )
