"""Moving an article along its way: one service for the verbs of `lifecycle.TRANSITIONS`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from writingviews.articles.anonymity import Anonymity
from writingviews.articles.checks import hindrances
from writingviews.articles.lifecycle import (
    Need,
    Part,
    State,
    Transition,
    TransitionRefused,
    Verb,
    needs_of,
    transition,
)
from writingviews.articles.models import Article, Revision, SlugRedirect
from writingviews.articles.placement import placement_of
from writingviews.articles.selectors import parts_of
from writingviews.language.slug import slug as slugify
from writingviews.ledger.models import ChangeKind
from writingviews.ledger.services import record_act, record_change
from writingviews.people.models import Account

from .checking import note_checked
from .holding import note_take_down, refuse_early, what_holds_back
from .revising import freeze_revision, missing_needs

#: Verbs after which the text is frozen as a revision, and what the revision is called.
_FREEZES: Final = {
    Verb.SUBMIT: "submitted",
    Verb.SEND_UP: "submitted",
    Verb.ACCEPT: "accepted",
    Verb.SCHEDULE: "accepted",
    Verb.PUBLISH: "published",
    Verb.UPDATE: "updated",
}
#: Verbs that put a revision before the readers.
_SHOWS: Final = frozenset({Verb.PUBLISH, Verb.UPDATE})
#: Verbs that leave a piece with whoever does them; the others do so only where nobody has it yet.
_TAKES: Final = frozenset({Verb.TAKE_UP, Verb.TAKE_BACK})
_DECIDES: Final = frozenset({Verb.ASK_FOR_CHANGES, Verb.ACCEPT})
#: Verbs after which nobody has it: it goes to other editors, or begins anew.
_LEAVES: Final = frozenset({Verb.SEND_UP, Verb.REOPEN})
#: Verbs that leave it where it stands.
_STAYS: Final = frozenset({Verb.UPDATE, Verb.CORRECT, Verb.CHANGE_ADDRESS})


@dataclass(frozen=True, slots=True)
class Move:
    """What somebody wants to do to an article.

    Args:
        verb: the verb.
        due: for `Verb.SCHEDULE`, an aware moment in the future.
    """

    verb: Verb
    due: datetime | None = None


@transaction.atomic
def move_article(
    *,
    actor: Account | None,
    article_id: UUID,
    move: Move,
    document: Mapping[str, Any] | None,
    now: datetime,
) -> Article:
    """Take an article one step along its way.

    The article's row is locked first, so that of two editors who publish at once one publishes
    and the other is told that it is published.

    Args:
        actor: who does it; None for the house (a scheduled piece is due).
        article_id: a trusted id (`access.open_article` came before).
        move: the verb and what belongs to it.
        document: the text as it stands at the desk; None for `Verb.TAKE_DOWN`, which looks at none.
        now: aware moment.

    Raises:
        TransitionRefused: not from this state, not by this person, or something is missing.
        InvalidDocument: the text breaks the schema.
    """
    article = (
        Article.objects.select_for_update(of=("self",)).select_related("section").get(id=article_id)
    )
    parts = parts_of(actor, article) if actor else frozenset({Part.HOUSE})
    missing = _missing(article, move, document, now=now)
    hindered = hindrances(article, document, actor=actor, needs=needs_of(move.verb))
    row = transition(
        State(article.state), move.verb, parts=parts, missing=missing | set(hindered), said=hindered
    )
    if actor is None:
        refuse_early(article, now)
    if row.verb is Verb.SUBMIT and not _has_readers(article):
        raise TransitionRefused(
            "The chapter is closed: nobody would read it there. Ask the publishers to open it "
            "again, or begin the piece anew for the central newsroom."
        )
    before = placement_of(article)

    article.state = row.target
    if move.verb not in _STAYS:
        article.stands_since = now
    if move.verb in _TAKES or (move.verb in _DECIDES and article.editor_id is None):
        article.editor = actor
    elif move.verb in _LEAVES:
        article.editor = None
    if row.target is State.SUBMITTED:
        article.round += 1
        # From here on it holds: who was hidden in one round is not shown in the next.
        section = article.section
        article.anonymity = article.anonymity or (section.anonymity if section else Anonymity.OPEN)
    article.scheduled_for = move.due if row.target is State.SCHEDULED else None
    article.sent_up_at = _sent_up(article, row, now=now)
    note_checked(article, move.verb, document, actor=actor, now=now)
    _freeze(article, move.verb, document, now=now)
    article.save()
    note_take_down(article, move.verb, by_writer=Part.WRITER in parts, now=now)

    record_act(
        move.verb.value,
        subject_kind="article",
        subject_id=article.id,
        actor=actor.id if actor else None,
        at=now,
        round=article.round,
    )
    after = placement_of(article)
    if before is not None or after is not None:
        record_change(
            ChangeKind.ARTICLE,
            subject_id=article.id,
            before=before.as_json() if before else None,
            urgent=move.verb is Verb.TAKE_DOWN,
        )
    return article


def _has_readers(article: Article) -> bool:
    """Return whether anybody would read an article that is handed in now."""
    return article.is_central or article.chapter is None or article.chapter.is_open


def _sent_up(article: Article, row: Transition, *, now: datetime) -> datetime | None:
    """Return since when the central newsroom has part in a chapter's piece, after a verb."""
    if article.chapter_id is None or row.verb is Verb.TAKE_BACK:
        return None
    if row.target in {State.DRAFT, State.WITHDRAWN}:  # handed in again, it is the chapter's
        return None
    if row.verb is Verb.SEND_UP or row.target is State.PUBLISHED:
        return article.sent_up_at or now
    return article.sent_up_at


def _missing(
    article: Article, move: Move, document: Mapping[str, Any] | None, *, now: datetime
) -> set[Need]:
    missing = what_holds_back(article, move.verb, at=move.due or now)
    if document is not None:
        missing |= missing_needs(article, document)
    if move.verb is Verb.SCHEDULE and (move.due is None or move.due <= now):
        missing.add(Need.DUE)
    return missing


def _freeze(
    article: Article, verb: Verb, document: Mapping[str, Any] | None, *, now: datetime
) -> None:
    """Freeze the text where a verb does that, and put it before the readers where it does that."""
    why = _FREEZES.get(verb)
    if why is None:
        return
    if document is None:
        raise ValueError(f"{verb} freezes a text, and none was given.")
    revision = freeze_revision(article=article, document=document, why=why, now=now)
    if verb in _SHOWS:
        _show(article, revision, now=now)


def _show(article: Article, revision: Revision, *, now: datetime) -> None:
    """Put a revision before the readers; the first time gives the article its address."""
    if article.slug is None:
        article.slug = free_slug(revision.title)
    if article.published_at is None:
        article.date_publication(now)
    elif article.published_revision_id != revision.id:
        article.updated_at = now.replace(second=0, microsecond=0)
    article.published_revision = revision


def free_slug(title: str, *, wanted: str = "") -> str:
    """Return an address that no article has or had: the wanted one, with a suffix if taken.

    Inside a transaction that then stores it; the database's unique constraint is the last word.
    """
    stem = slugify(wanted or title, fallback="article")
    # Two looks into an index; a prefix is looked for row by row, ten thousand times in an import.
    if not (
        Article.objects.filter(slug=stem).exists()
        or SlugRedirect.objects.filter(slug=stem).exists()
    ):
        return stem
    taken = set(Article.objects.filter(slug__startswith=stem).values_list("slug", flat=True)) | set(
        SlugRedirect.objects.filter(slug__startswith=stem).values_list("slug", flat=True)
    )
    return next(
        slug for number in range(2, len(taken) + 3) if (slug := f"{stem}-{number}") not in taken
    )


@transaction.atomic
def change_slug(*, actor: Account | None, article_id: UUID, wanted: str) -> Article:
    """Give a published article another address; the old one sends readers on.

    Raises:
        TransitionRefused: the article has no address yet.
    """
    article = (
        Article.objects.select_for_update(of=("self",)).select_related("section").get(id=article_id)
    )
    if article.slug is None:
        raise TransitionRefused("The article has no address before it is published. Publish it.")
    before = placement_of(article)
    old, new = article.slug, slugify(wanted, fallback="article")
    if new == old:
        return article
    SlugRedirect.objects.filter(slug=new, article=article).delete()
    article.slug = free_slug("", wanted=new)
    article.save(update_fields=("slug",))
    SlugRedirect.objects.create(slug=old, article=article)
    record_act(
        "change address",
        subject_kind="article",
        subject_id=article.id,
        actor=actor.id if actor else None,
    )
    if before is not None:
        record_change(ChangeKind.ARTICLE, subject_id=article.id, before=before.as_json())
    return article
