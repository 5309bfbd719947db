"""Making an edition: beginning, editing with its order, publishing, withdrawing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from writingviews.articles.lifecycle import State
from writingviews.articles.models import (
    Article,
    Edition,
    EditionArticle,
    EditionState,
    Publication,
)
from writingviews.articles.selectors import articles_in_states
from writingviews.language.slug import slug as slugify
from writingviews.ledger.models import ChangeKind
from writingviews.ledger.services import record_act, record_change
from writingviews.people.models import Account, Role
from writingviews.people.selectors import roles_of

#: Pieces of one edition at most: its page shows all of them, and a change to it prints all theirs.
MAX_PIECES: Final = 100
#: What may be put into an edition: what readers see, and what is to be seen by them.
COLLECTED: Final = (State.ACCEPTED, State.SCHEDULED, State.PUBLISHED)

_EDITORS: Final = frozenset({Role.EDITOR, Role.PUBLISHER})


class EditionRefused(Exception):
    """An edition cannot be made so; the message says why and the mend.

    Args:
        field: of `EditionDetails` or "pieces"; "" if it is no one field's fault.
    """

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field: Final = field


class EditionChanged(EditionRefused):
    """Somebody else changed the edition meanwhile; nothing was stored."""

    def __init__(self, version: int) -> None:
        super().__init__(
            "Somebody else has changed this edition since you opened it, and nothing of yours is "
            "stored. Look at how it stands now, then save again if yours is to take its place."
        )
        self.version: Final = version


@dataclass(frozen=True, slots=True)
class EditionDetails:
    """What an edition says of itself.

    Args:
        title: "The Winter Number".
        language: BCP 47 tag, one in which the publication appears.
        label: its number or season, or "".
        standfirst: one line under the title, or "".
        letter: the editor's letter, paragraphs parted by empty lines.
        signed: who signs it, as it is to be printed.
        picture: the cover's id in the media room, or "".
        picture_alt, picture_credit: of the cover.
    """

    title: str
    language: str
    label: str = ""
    standfirst: str = ""
    letter: str = ""
    signed: str = ""
    picture: str = ""
    picture_alt: str = ""
    picture_credit: str = ""


_DETAILS: Final = tuple(field.name for field in fields(EditionDetails))


def details_of(edition: Edition) -> EditionDetails:
    """Return what an edition says of itself now."""
    return EditionDetails(**{name: getattr(edition, name) for name in _DETAILS})


@transaction.atomic
def begin_edition(*, actor: Account | None, title: str, language: str) -> Edition:
    """Begin a draft of an edition, which only editors see.

    Raises:
        EditionRefused: `actor` is no editor, there is no title, or the language is not ours.
    """
    _require_editor(actor)
    details = EditionDetails(title=title.strip(), language=language)
    _check(details)
    edition = Edition.objects.create(
        title=details.title, language=language, created_at=timezone.now()
    )
    _record("begin", edition, actor)
    return edition


@transaction.atomic
def edit_edition(
    *,
    actor: Account | None,
    edition_id: UUID,
    version: int,
    details: EditionDetails,
    pieces: Sequence[UUID],
) -> Edition:
    """Change what an edition says of itself, which articles it holds, and their order.

    Args:
        actor: an editor or publisher; None for the house.
        edition_id: which one.
        version: of the edition as the editor saw it.
        details: all of them.
        pieces: the articles' ids in their order. One that is in the edition may stay whatever
            became of it; a new one must be accepted, scheduled or published.

    Raises:
        EditionChanged: it has another version now.
        EditionRefused: `actor` is no editor; no title; a cover nobody described; too many pieces,
            one twice, or one that is not accepted; another language once published.
    """
    _require_editor(actor)
    edition = _held(edition_id, version)
    before = pieces_of(edition)
    _check(details)
    if edition.state == EditionState.PUBLISHED and details.language != edition.language:
        raise EditionRefused("A published edition keeps its language. Withdraw it.", "language")
    _check_pieces(pieces, known=before)
    changed = [name for name in _DETAILS if getattr(edition, name) != getattr(details, name)]
    arranged = list(pieces) != before
    if not changed and not arranged:
        return edition
    for name in changed:
        setattr(edition, name, getattr(details, name))
    edition.changed_at = _now()
    edition.version += 1
    edition.save()
    if arranged:
        # Anew, for no two of them may stand in one place, not even for a moment.
        EditionArticle.objects.filter(edition=edition).delete()
        EditionArticle.objects.bulk_create(
            EditionArticle(edition=edition, article_id=known, position=position)
            for position, known in enumerate(pieces, 1)
        )
        changed.append("pieces")
    _record("edit", edition, actor, changed=changed)
    if edition.state == EditionState.PUBLISHED:
        _tell_press(edition, before)
    return edition


@transaction.atomic
def publish_edition(*, actor: Account | None, edition_id: UUID, version: int, on: date) -> Edition:
    """Put an edition before the readers. The first time it gets its address and its day.

    Args:
        actor: an editor or publisher; None for the house.
        edition_id: which one.
        version: of the edition as the editor saw it.
        on: the day, in UTC, that stands on it.

    Raises:
        EditionChanged: it has another version now.
        EditionRefused: `actor` is no editor; it is published; no piece of it is.
    """
    _require_editor(actor)
    edition = _held(edition_id, version)
    if edition.state == EditionState.PUBLISHED:
        raise EditionRefused("The edition is published already.")
    if not Article.objects.filter(pk__in=pieces_of(edition), state=State.PUBLISHED).exists():
        raise EditionRefused(
            "Readers would find the edition empty: no piece of it is published. Put one in.",
            "pieces",
        )
    _check(details_of(edition))
    if edition.slug is None:
        edition.slug = _free_slug(edition.title)
    if edition.published_on is None:
        edition.published_on = on
    edition.state = EditionState.PUBLISHED
    edition.changed_at = _now()
    edition.version += 1
    _tell_of_first_and_last(edition)
    edition.save()
    _record("publish", edition, actor)
    _tell_press(edition, ())
    return edition


@transaction.atomic
def withdraw_edition(*, actor: Account | None, edition_id: UUID, version: int) -> Edition:
    """Take an edition from the readers: its address answers 410. Its articles stay where they are.

    Raises:
        EditionChanged: it has another version now.
        EditionRefused: `actor` is no editor, or the edition is not published.
    """
    _require_editor(actor)
    edition = _held(edition_id, version)
    if edition.state != EditionState.PUBLISHED:
        raise EditionRefused("The edition is not published, so readers do not see it.")
    edition.state = EditionState.WITHDRAWN
    edition.version += 1
    _tell_of_first_and_last(edition)
    edition.save()
    _record("withdraw", edition, actor)
    _tell_press(edition, pieces_of(edition))
    return edition


def pieces_of(edition: Edition) -> list[UUID]:
    """Return the ids of an edition's articles in their order, whatever their state. One query."""
    rows = EditionArticle.objects.filter(edition=edition).order_by("position")
    return list(rows.values_list("article_id", flat=True))


def _require_editor(actor: Account | None) -> None:
    if actor is not None and not roles_of(actor) & _EDITORS:
        raise EditionRefused("Editions are made by editors and publishers. Ask one of them.")


def _now() -> datetime:
    """Return the minute; readers learn no more of when somebody worked."""
    return timezone.now().replace(second=0, microsecond=0)


def _held(edition_id: UUID, version: int) -> Edition:
    edition = Edition.objects.select_for_update().get(id=edition_id)
    if edition.version != version:
        raise EditionChanged(edition.version)
    return edition


def _check(details: EditionDetails) -> None:
    if not details.title.strip():
        raise EditionRefused("Give the edition a title.", "title")
    publication = Publication.objects.order_by("id").get()
    if details.language not in publication.languages:
        raise EditionRefused(
            f"The publication does not appear in “{details.language}”. "
            f"Choose one of {', '.join(publication.languages)}.",
            "language",
        )
    if details.picture and not details.picture_alt.strip():
        raise EditionRefused("Readers see this cover. Say what it shows.", "picture_alt")
    if details.letter.strip() and not details.signed.strip():
        raise EditionRefused("Say who signs the letter: The editors, or a byline.", "signed")


def _check_pieces(pieces: Sequence[UUID], *, known: Iterable[UUID]) -> None:
    if len(pieces) > MAX_PIECES:
        raise EditionRefused(
            f"{len(pieces)} pieces; {MAX_PIECES} are the most. Take some out.", "pieces"
        )
    if len(set(pieces)) != len(pieces):
        raise EditionRefused("A piece stands in an edition once. Take it out once.", "pieces")
    new = set(pieces) - set(known)
    if articles_in_states(COLLECTED).filter(pk__in=new).count() != len(new):
        raise EditionRefused(
            "Only accepted, scheduled and published pieces can be put into an edition. "
            "Choose another.",
            "pieces",
        )


def _free_slug(title: str) -> str:
    stem = slugify(title, fallback="edition")[:90]
    taken = set(Edition.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    suffixed = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (stem, *suffixed) if slug not in taken)


def _tell_of_first_and_last(edition: Edition) -> None:
    """Print everything if a language gets its first edition or loses its last: the way to its
    editions stands at the foot of every page, and only while there are any.

    Of two that are withdrawn at once one waits here for the other, and sees that it is the last.
    """
    Publication.objects.select_for_update().order_by("id").first()
    others = Edition.objects.filter(state=EditionState.PUBLISHED, language=edition.language)
    if not others.exclude(pk=edition.pk).exists():
        record_change(ChangeKind.PUBLICATION)


def _tell_press(edition: Edition, before: Iterable[UUID]) -> None:
    """Tell which articles stood in the edition for readers; the press asks which stand there now.

    The address never changes, so it need not be told.
    """
    record_change(
        ChangeKind.EDITION,
        subject_id=edition.id,
        before={"articles": [str(known) for known in before]},
    )


def _record(
    verb: str, edition: Edition, actor: Account | None, *, changed: Sequence[str] = ()
) -> None:
    record_act(
        verb,
        subject_kind="edition",
        subject_id=edition.id,
        actor=actor.id if actor else None,
        changed=list(changed),
    )
