"""Checks before print: ticks, agreements and vetoes, each a named act on one article."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from writingviews.articles.checked_text import checked_text
from writingviews.articles.checks import items_for
from writingviews.articles.lifecycle import Need, Part, State, Verb, spoken
from writingviews.articles.models import Agreement, Article, CheckedBy, ChecklistItem, Tick, Veto
from writingviews.articles.selectors import parts_of
from writingviews.ledger.models import AuditEntry
from writingviews.people.models import Account

from .recording import record_article_act

#: In which states a piece is looked at before print.
CHECKABLE: Final = frozenset(
    {
        State.SUBMITTED,
        State.IN_REVIEW,
        State.CHANGES_ASKED,
        State.ACCEPTED,
        State.SCHEDULED,
        State.PUBLISHED,
        State.TAKEN_DOWN,
    }
)
#: Whose word counts before print.
RESPONSIBLE: Final = frozenset({Part.EDITOR, Part.PUBLISHER})
MAX_REASON: Final = 1000

_PART: Final = {CheckedBy.EDITOR: Part.EDITOR, CheckedBy.WRITER: Part.WRITER}


class CheckRefused(Exception):
    """A check cannot be done so; the message says which rule, and what would satisfy it."""


class TextChanged(CheckRefused):
    """The text is not the one that was looked at."""

    def __init__(self) -> None:
        super().__init__(
            "The text was changed while you looked at it. Read it as it stands now, then tick."
        )


@dataclass(frozen=True, slots=True)
class SeenText:
    """The text that somebody looked at.

    Args:
        document: as it stands at the desk, held.
        seen: `checked_text` of what the page showed, so that a tick is never of another text.
    """

    document: Mapping[str, Any]
    seen: str


@transaction.atomic
def tick(*, actor: Account, article_id: UUID, item_id: UUID, read: SeenText, now: datetime) -> Tick:
    """Tick an item of an article's checklist, for the text as it stands.

    Raises:
        CheckRefused: not this item, not this person, or not in this state.
        TextChanged: the text is not the one that was looked at.
    """
    article, parts = _locked(actor, article_id)
    item = _item(article, item_id)
    if item.checked_by == CheckedBy.PROGRAM:
        raise CheckRefused(f"“{item.words}” is seen by the program; mend what it found.")
    wanted = _PART[CheckedBy(item.checked_by)]
    if wanted not in parts:
        raise CheckRefused(
            f"“{item.words}” is ticked by "
            f"{'its writer' if wanted is Part.WRITER else 'an editor (the edit right)'}. Ask them."
        )
    ticked = _as_seen(article, read)
    made, _ = Tick.objects.update_or_create(
        article=article, item=item, defaults={"account": actor, "at": now, "text": ticked}
    )
    record_article_act("tick", article, actor, now, item=str(item.id))
    return made


@transaction.atomic
def untick(*, actor: Account, article_id: UUID, item_id: UUID, now: datetime) -> None:
    """Take a tick back: one's own, or as an editor anybody's. Doing it twice is harmless."""
    article, parts = _locked(actor, article_id)
    found = Tick.objects.filter(article=article, item_id=item_id).first()
    if found is None:
        return
    if found.account_id != actor.id and Part.EDITOR not in parts:
        raise CheckRefused("This tick is somebody else’s. Ask them or an editor to take it back.")
    found.delete()
    record_article_act("untick", article, actor, now, item=str(item_id))


@transaction.atomic
def agree(*, actor: Account, article_id: UUID, read: SeenText, now: datetime) -> Agreement:
    """Agree to a text's publication by somebody else: the first of two persons.

    Raises:
        CheckRefused: not this person, or not in this state.
        TextChanged: the text is not the one that was looked at.
    """
    article, parts = _locked(actor, article_id)
    if not parts & RESPONSIBLE:
        raise CheckRefused("Editors and publishers agree to a text’s publication. Ask one of them.")
    made = _write_agreement(article, actor, _as_seen(article, read), now)
    record_article_act("agree", article, actor, now)
    return made


def note_checked(
    article: Article,
    verb: Verb,
    document: Mapping[str, Any] | None,
    *,
    actor: Account | None,
    now: datetime,
) -> None:
    """Note of which text a verb was done. Inside the verb's transaction; the caller saves.

    Who accepts a text is the first of the two persons that a section may ask for; what was
    scheduled is what will be published.
    """
    article.scheduled_text = ""
    if document is None:
        return
    if verb is Verb.SCHEDULE:
        article.scheduled_text = checked_text(article, document)
    elif verb is Verb.ACCEPT and actor is not None:
        _write_agreement(article, actor, checked_text(article, document), now)


def _write_agreement(article: Article, actor: Account, text: str, now: datetime) -> Agreement:
    made, _ = Agreement.objects.update_or_create(
        article=article, account=actor, defaults={"at": now, "text": text}
    )
    return made


@transaction.atomic
def lay_veto(*, actor: Account, article_id: UUID, reason: str, now: datetime) -> Veto:
    """Lay a veto: nothing of the article comes before readers until it is lifted.

    Raises:
        CheckRefused: not by this person, without a reason, a second one by the same person, or
            not in this state.
    """
    article, parts = _locked(actor, article_id)
    if not parts & RESPONSIBLE:
        raise CheckRefused(
            "A veto is laid by an editor or a publisher. Its writer can withdraw the piece."
        )
    said = _reason(reason)
    if Veto.objects.filter(article=article, account=actor, lifted_at__isnull=True).exists():
        raise CheckRefused("Your veto stands against it already. Lift it to lay another one.")
    veto = Veto.objects.create(article=article, account=actor, at=now, reason=said)
    record_article_act("veto", article, actor, now)
    return veto


@transaction.atomic
def lift_veto(*, actor: Account, article_id: UUID, veto_id: UUID, why: str, now: datetime) -> Veto:
    """Lift a veto, as who laid it or as a publisher.

    Raises:
        CheckRefused: not by this person, without a reason, or it is lifted already.
    """
    article, parts = _locked(actor, article_id, anywhere=True)
    veto = Veto.objects.filter(article=article, id=veto_id).first()
    if veto is None or veto.lifted_at is not None:
        raise CheckRefused("This veto does not stand any more: somebody lifted it.")
    if veto.account_id != actor.id and Part.PUBLISHER not in parts:
        raise CheckRefused(
            "A veto is lifted by who laid it or by a publisher (the publish right). Ask one."
        )
    veto.lifted_at, veto.lifted_by, veto.lifted_why = now, actor, _reason(why)
    veto.save(update_fields=("lifted_at", "lifted_by", "lifted_why"))
    record_article_act("lift veto", article, actor, now)
    return veto


@transaction.atomic
def record_held_back(article: Article, needs: Iterable[Need], *, now: datetime) -> bool:
    """Write down that a scheduled piece was not published when its time had come.

    The clock tries again every second: only the first time is written, and each new cause.

    Returns:
        whether it was written, so that somebody is told once.
    """
    causes = sorted(need.name.lower() for need in needs)
    last = (
        AuditEntry.objects.filter(
            subject_kind="article",
            subject_id=str(article.id),
            verb__in=("hold back", Verb.SCHEDULE.value),
        )
        .order_by("-id")
        .first()
    )
    if last is not None and last.verb == "hold back" and last.details.get("needs") == causes:
        return False
    record_article_act("hold back", article, None, now, needs=causes)
    return True


def _locked(
    actor: Account, article_id: UUID, *, anywhere: bool = False
) -> tuple[Article, frozenset[Part]]:
    """Return the article, its row locked, and what the actor is to it."""
    article = (
        Article.objects.select_for_update(of=("self",)).select_related("section").get(id=article_id)
    )
    if not anywhere and State(article.state) not in CHECKABLE:
        raise CheckRefused(
            f"The article is {spoken(State(article.state))}; it is checked from when it was "
            "submitted on. Look at it anew: somebody may have been faster."
        )
    return article, parts_of(actor, article)


def _item(article: Article, item_id: UUID) -> ChecklistItem:
    for item in items_for(article):
        if item.id == item_id:
            return item
    raise CheckRefused("This is not on its checklist any more. Look at it anew.")


def _as_seen(article: Article, read: SeenText) -> str:
    now = checked_text(article, read.document)
    if now != read.seen:
        raise TextChanged
    return now


def _reason(given: str) -> str:
    reason = given.strip()
    if not reason:
        raise CheckRefused("Give the reason: those who work on the piece read it.")
    if len(reason) > MAX_REASON:
        raise CheckRefused(
            f"The reason has {len(reason)} characters; {MAX_REASON} are the most. Shorten it."
        )
    return reason
