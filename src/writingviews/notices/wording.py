"""What a notice says, in the house and in a mail, and where it leads."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import NoticeKind


class About(StrEnum):
    """What the subject of a notice is."""

    ARTICLE = "article"  # its id; the page of notices adds the title for who may see it
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Words:
    """How a kind of notice is put.

    Args:
        house: the sentence in the house; a piece's title is shown beside it.
        mail: the sentence in a mail: a mailbox may be read by others, so it names nothing and
            nobody, and does not tell what became of a piece. None: never mailed.
        place: the name of the address it leads to.
        about: what the subject is.
        with_subject: whether the address takes the subject's id.
    """

    house: Promise
    mail: Promise | None
    place: str
    about: About = About.ARTICLE
    with_subject: bool = True


_ANSWER: Final = _("A piece you write has an answer.")
_WORD: Final = _("Somebody has a word for you.")

#: Every kind has a row; a test holds it.
WORDS: Final[dict[NoticeKind, Words]] = {
    NoticeKind.SUBMITTED: Words(
        _("A piece is submitted."), _("Something is handed in."), "pieces:sheet"
    ),
    NoticeKind.TAKEN_UP: Words(
        _("Somebody has begun to read your piece."), _ANSWER, "pieces:sheet"
    ),
    NoticeKind.CHANGES_ASKED: Words(_("Changes are asked of you."), _ANSWER, "rounds:round"),
    NoticeKind.ACCEPTED: Words(_("Your piece is accepted."), _ANSWER, "pieces:details"),
    NoticeKind.DECLINED: Words(_("Your piece is declined."), _ANSWER, "rounds:round"),
    # No mail of these: its date beside the public page's would tell who writes it.
    NoticeKind.SCHEDULED: Words(_("Your piece has a date of publication."), None, "pieces:details"),
    NoticeKind.PUBLISHED: Words(_("Your piece is published."), None, "pieces:details"),
    NoticeKind.TAKEN_DOWN: Words(_("Your piece is taken down."), None, "pieces:details"),
    NoticeKind.VETO: Words(_("A veto stands against it."), _WORD, "pieces:checks"),
    NoticeKind.HELD_BACK: Words(
        _("Its time has come, and it was held back."), _("Something waits."), "pieces:details"
    ),
    NoticeKind.MENTION: Words(_("Somebody calls you in a note."), _WORD, "pieces:sheet"),
    NoticeKind.NOTE: Words(_("Your piece has a new note."), _WORD, "pieces:sheet"),
    NoticeKind.ANSWER: Words(_("A note of yours is answered."), _WORD, "pieces:sheet"),
    NoticeKind.SUGGESTION: Words(_("Your piece has a suggestion."), _WORD, "pieces:sheet"),
    NoticeKind.REVIEW_ASKED: Words(
        _("You are asked to review a piece."), _WORD, "rounds:asked", with_subject=False
    ),
    NoticeKind.REVIEW_IN: Words(
        _("A review is handed in."), _("Something is handed in."), "rounds:round"
    ),
    NoticeKind.REVIEW_ANSWERED: Words(
        _("A writer says how helpful your review was."), _WORD, "rounds:asked-one", About.OTHER
    ),
    NoticeKind.PITCHED: Words(
        _("A pitch waits for an answer."),
        _("Something is handed in."),
        "pieces:pitch",
        About.OTHER,
    ),
    NoticeKind.PIECE_ASKED: Words(
        _("You are asked for a piece."), _WORD, "pieces:pitch", About.OTHER
    ),
    NoticeKind.PIECE_ANSWERED: Words(
        _("A writer says whether they will write it."), _WORD, "pieces:pitch", About.OTHER
    ),
    NoticeKind.PITCH_ANSWERED: Words(
        _("Your pitch has an answer."), _WORD, "pieces:pitch", About.OTHER
    ),
    NoticeKind.REPLY_WAITING: Words(
        _("A reader’s reply waits to be let through."),
        _("Something is handed in."),
        "moderation:held",
        About.OTHER,
        with_subject=False,
    ),
}

#: What may be mailed, in the order in which a summary says it.
MAILED: Final = tuple(kind for kind in NoticeKind if WORDS[kind].mail is not None)
