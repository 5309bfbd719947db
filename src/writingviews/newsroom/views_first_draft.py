"""Whether readers see how a piece began: looked at by its writers first, then said by them."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from writingviews.articles.first_drafts import Beginning, beginning_of
from writingviews.articles.models import Article
from writingviews.articles.services.first_drafts import (
    Consent,
    FirstDraftRefused,
    consent,
    let_readers_see_first_draft,
    take_first_draft_back,
)
from writingviews.document.comparing import Comparison, compare
from writingviews.document.html import Labels
from writingviews.document.text import picture_uses
from writingviews.document.validate import parse_document
from writingviews.language.direction import Direction, direction_of_language
from writingviews.media.selectors import picture_views
from writingviews.people.models import Account
from writingviews.people.signed_in import signed_in

from .doors import for_account, written_or_404

#: Rows that the style sheet lays out beside each other.
_MOST_ROWS: Final = 500


@dataclass(frozen=True, slots=True)
class FirstDraftPage:
    """The context of ``newsroom/first_draft.html``.

    Args:
        article_id, title, language, direction, kind: of the piece.
        consent: how its writers stand.
        address: where readers find it, while they do, or "".
        shown: what readers will see; None where there is nothing to show.
        words: how many the first draft has, and the printed text.
        in_rows: whether both can be laid out beside each other, row by row.
        refused: the sentence with which something was refused just now, or "".
    """

    article_id: UUID
    title: str
    language: str
    direction: Direction
    kind: str
    consent: Consent
    address: str
    shown: Comparison | None
    words: tuple[int, int]
    in_rows: bool
    refused: str = ""


@for_account
@require_http_methods(["GET", "HEAD", "POST"])
def first_draft(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Show a writer what readers would see of how their piece began; take their yes, or take it
    back. For everybody else, whatever their role, there is no such page."""
    account = signed_in(request)
    article = written_or_404(account, article_id).article
    refused = ""
    if request.method == "POST":
        try:
            told = _acted(request.POST.get("act", ""), account, article_id)
        except FirstDraftRefused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, told)
            return redirect("pieces:first-draft", article_id)
    page = _page(account, article, refused)
    return render(
        request, "newsroom/first_draft.html", {"page": page}, status=409 if refused else 200
    )


def _acted(act: str, account: Account, article_id: UUID) -> str:
    now = timezone.now()
    if act == "show":
        if let_readers_see_first_draft(actor=account, article_id=article_id, now=now):
            return gettext("Readers see in a moment how this piece began.")
        return gettext("Your yes is kept. Readers see it when all who write it have said yes.")
    if act == "back":
        take_first_draft_back(actor=account, article_id=article_id, now=now)
        return gettext("It is taken back. In a moment its address answers that it is gone.")
    raise Http404


def _page(account: Account, article: Article, refused: str) -> FirstDraftPage:
    beginning = beginning_of(article)
    shown = _compared(beginning) if beginning else None
    agreed = consent(account, article)
    printed = article.published_revision
    return FirstDraftPage(
        article_id=article.id,
        title=printed.title if printed else "",
        language=article.language,
        direction=direction_of_language(article.language),
        kind=article.kind,
        consent=agreed,
        address=f"/articles/{article.slug}/drafts/" if agreed.public and beginning else "",
        shown=shown,
        words=(beginning.first.words, beginning.printed.words) if beginning else (0, 0),
        in_rows=shown is not None and len(shown.rows) < _MOST_ROWS,
        refused=refused,
    )


def _compared(beginning: Beginning) -> Comparison:
    first, printed = (
        parse_document(revision.document) for revision in (beginning.first, beginning.printed)
    )
    used = sorted({use.media for use in picture_uses(printed) if use.media})
    labels = [
        Labels(table=f"{name}: {gettext('Table')}", code=f"{name}: {gettext('Code')}")
        for name in (gettext("The first draft"), gettext("As it was printed"))
    ]
    pictures = picture_views(used) if used else {}
    return compare(first, printed, pictures=pictures.get, labels=(labels[0], labels[1]))
