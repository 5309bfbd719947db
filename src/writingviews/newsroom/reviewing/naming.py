"""What people are called on the pages of review, by who looks."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from writingviews.articles.access import OpenedArticle
from writingviews.articles.anonymity import Anonymity, is_hidden
from writingviews.articles.lifecycle import Part
from writingviews.articles.models import ReviewerKind
from writingviews.desk.selectors import names_on_sheet
from writingviews.guests.selectors import guest_names
from writingviews.people.models import Account

#: Who decides, and so asks reviewers and reads everything.
LEADERS: Final = frozenset({Part.EDITOR, Part.PUBLISHER, Part.CHAPTER_EDITOR})
#: Who reads along without deciding.
ALONGSIDE: Final = frozenset({Part.SENDER, Part.MENTOR})

REVIEWER_KINDS: Final[dict[ReviewerKind, Promise]] = {
    ReviewerKind.PEER: _("Peer"),
    ReviewerKind.MENTOR: _("Mentor"),
    ReviewerKind.GUEST: _("Guest"),
}

ANONYMITY: Final[dict[Anonymity, Promise]] = {
    Anonymity.OPEN: _("Open: writer and reviewers know each other"),
    Anonymity.WRITER_UNKNOWN: _("Reviewers do not learn who writes"),
    Anonymity.BOTH_UNKNOWN: _("Neither learns who the other is"),
}

#: What a reviewer is told before they write.
ANONYMITY_FOR_REVIEWERS: Final[dict[Anonymity, Promise]] = {
    Anonymity.OPEN: _("The writer reads your review under the name you have on the sheet."),
    Anonymity.WRITER_UNKNOWN: _(
        "You are not told who writes it. The writer reads your review under the name you have on "
        "the sheet."
    ),
    Anonymity.BOTH_UNKNOWN: _(
        "You are not told who writes it, and the writer is not told who you are. Say nothing in "
        "your review that would tell them."
    ),
}

#: What a writer is told.
ANONYMITY_FOR_WRITERS: Final[dict[Anonymity, Promise]] = {
    Anonymity.OPEN: _("Reviewers see your byline."),
    Anonymity.WRITER_UNKNOWN: _(
        "Reviewers are not told who you are. Look that your name does not stand in the text or "
        "under a picture."
    ),
    Anonymity.BOTH_UNKNOWN: _(
        "Reviewers are not told who you are, and you are not told who they are. Look that your "
        "name does not stand in the text or under a picture."
    ),
}


def anonymity_of(opened: OpenedArticle) -> Anonymity:
    """Return who knows whom; a piece from before that was kept is open."""
    return Anonymity(opened.article.anonymity or Anonymity.OPEN)


@dataclass(frozen=True, slots=True)
class Names:
    """What some accounts are called by one who opened a piece.

    Who decides asks people by the names of their accounts and so reads those, where nothing is kept
    from them; everybody else reads the names of the sheet.
    """

    names: dict[UUID, str]

    def __getitem__(self, account_id: UUID | None) -> str:
        return self.names.get(account_id, str(_("Somebody"))) if account_id else str(_("Somebody"))


def names_for(opened: OpenedArticle, accounts: Collection[Account]) -> Names:
    """Return what who opened a piece calls these reviewers of it. Five queries at most."""
    hidden = is_hidden(Part.REVIEWER, viewer=opened.parts, anonymity=opened.article.anonymity)
    if opened.parts & LEADERS and not hidden:
        guests = guest_names([one.id for one in accounts]) if accounts else {}
        return Names({one.id: one.username for one in accounts} | guests)
    if not accounts:
        return Names({})
    return Names(names_on_sheet(accounts, opened.article, viewer=opened.parts))
