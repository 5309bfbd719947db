"""Reading drafts, for the desk's own pages and for the newsroom."""

from collections.abc import Collection
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from writingviews.articles.anonymity import is_hidden
from writingviews.articles.contributors import writers_of
from writingviews.articles.lifecycle import Part
from writingviews.articles.models import Article
from writingviews.articles.reviewers import reviewers_ever
from writingviews.guests.selectors import guest_names
from writingviews.people.models import Account
from writingviews.people.selectors import bylines_by_holder

from .authority import living_text
from .models import Draft, Note


def current_document(article: Article, *, hold: bool = False) -> tuple[int, dict[str, Any]]:
    """Return the version and the document of an article's living text as it now stands.

    Args:
        article: any article; one that nobody has opened at the desk gives the text its draft
            would begin with, at version 0, and no draft is made.
        hold: keep others from adding steps until the current transaction ends, so that what is
            frozen is what everybody sees as the last version. Needs a transaction.
    """
    if hold:
        Draft.objects.select_for_update().only("id").filter(article=article).first()
    text = living_text(article)
    return text.version, dict(text.document.to_json())


def living_titles(article_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the titles as they now stand on the sheets of articles that have a draft. One query.

    An article that nobody has opened at the desk is left out; one without a title has "".
    """
    drafts = Draft.objects.filter(article_id__in=article_ids)
    return dict(drafts.values_list("article_id", "title"))


@dataclass(frozen=True, slots=True)
class OpenNotes:
    """How many notes of a piece are open, and in how many of them somebody is called."""

    number: int
    calling: int


def open_notes(article_ids: Collection[UUID], viewer: Account) -> dict[UUID, OpenNotes]:
    """Return the open notes of articles that have any; `calling` are those that call `viewer`.

    One query.
    """
    notes = Note.objects.filter(
        draft__article_id__in=article_ids, settled_at__isnull=True, removed=False
    )
    rows = notes.values_list("draft__article_id").annotate(
        number=Count("id", distinct=True),
        calling=Count("id", filter=Q(messages__mentions=viewer), distinct=True),
    )
    return {article_id: OpenNotes(number, called) for article_id, number, called in rows}


@dataclass(frozen=True, slots=True)
class SheetName:
    """What somebody is called on one sheet.

    Args:
        known: the byline of theirs that stands on this article, else the only one they hold. Who
            holds several has not said yet which one this piece shall bear, and who holds none has
            chosen no name at all: they are called by their part, for any other name could tie two
            together.
        hidden: what those call them from whom the name is kept.
        part: as what it is kept, if it is.
    """

    known: str
    hidden: str
    part: Part | None

    def to(self, viewer: AbstractSet[Part], article: Article) -> str:
        """Return what one who plays these parts towards the article calls them."""
        kept = is_hidden(self.part, viewer=viewer, anonymity=article.anonymity)
        return self.hidden if kept else self.known


def name_on_sheet(account: Account, article: Article) -> SheetName:
    """Return what others in the text see at `account`'s caret and on its notes. Four queries."""
    return sheet_names([account], article)[account.id]


def names_on_sheet(
    accounts: Collection[Account], article: Article, *, viewer: AbstractSet[Part]
) -> dict[UUID, str]:
    """Return what one who plays `viewer` calls each account, by its id. Four queries."""
    names = sheet_names(accounts, article)
    return {account_id: name.to(viewer, article) for account_id, name in names.items()}


def sheet_names(accounts: Collection[Account], article: Article) -> dict[UUID, SheetName]:
    """Return what each account is called on an article's sheet, by its id. Four queries."""
    signed = set(article.article_bylines.values_list("byline_id", flat=True))
    writers = {writer.id for writer in writers_of(article.id)}
    asked = reviewers_ever(article.id) if article.round else []  # of a draft nobody is
    numbers = {account: number for number, account in enumerate(asked, 1)}
    guests = guest_names(asked) if asked else {}
    names: dict[UUID, SheetName] = {}
    for account_id, held in bylines_by_holder(accounts).items():
        if account_id in writers:
            part, by_part, hidden = Part.WRITER, _("A writer"), _("The writer")
        elif number := numbers.get(account_id):
            # Two who have no one name would otherwise be called alike.
            part = Part.REVIEWER
            by_part = hidden = _("Reviewer %(number)s") % {"number": number}
        else:
            part, by_part, hidden = None, _("An editor"), ""
        standing = [byline.name for byline in held if byline.id in signed]
        own = standing or [byline.name for byline in held if len(held) == 1]
        if guest := guests.get(account_id):
            own = [guest]
        names[account_id] = SheetName(own[0] if own else by_part, hidden, part)
    return names
