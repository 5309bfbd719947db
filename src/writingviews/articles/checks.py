"""What stands between an article and print: its checklist, the second person, vetoes. Reads."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from django.db.models import Q

from writingviews.document import text
from writingviews.document.sources import citations_without_source
from writingviews.document.validate import parse_document
from writingviews.ledger.models import AuditEntry
from writingviews.people.models import Account

from .checked_text import checked_text
from .contributors import contributes
from .lifecycle import Need, Verb
from .models import (
    Agreement,
    Article,
    CheckedBy,
    ChecklistItem,
    ProgramCheck,
    Tick,
    Veto,
)


class Mark(StrEnum):
    """How an item of a checklist stands."""

    TICKED = "ticked"
    OPEN = "open"
    FALLEN = "fallen"  # ticked, and the text was changed since
    SEEN = "seen"  # the program sees that it holds
    FOUND = "found"  # the program sees that it does not

    @property
    def holds(self) -> bool:
        return self in {Mark.TICKED, Mark.SEEN}


@dataclass(frozen=True, slots=True)
class Check:
    """An item of an article's checklist, and how it stands.

    Args:
        item: what is to be looked at.
        mark: how it stands.
        account: who ticked it, also if the tick fell; None if nobody did.
        at: when.
        found: in how many places the program found something.
    """

    item: ChecklistItem
    mark: Mark
    account: UUID | None = None
    at: datetime | None = None
    found: int = 0


#: Who ticks, as a refusal says it.
_WHO: Final[dict[CheckedBy, str]] = {
    CheckedBy.EDITOR: "an editor ticks it",
    CheckedBy.WRITER: "its writer ticks it",
    CheckedBy.PROGRAM: "the program sees it",
}


def items_for(article: Article) -> list[ChecklistItem]:
    """Return the checklist of an article's section and kind, in its order. One query."""
    of_section = Q(sections=None) | Q(sections=article.section_id)
    found = ChecklistItem.objects.filter(of_section, retired=False).distinct()
    return [item for item in found if not item.kinds or article.kind in item.kinds]


def checks_of(article: Article, document: Mapping[str, Any]) -> list[Check]:
    """Return an article's checklist with the marks of this text. Three queries."""
    items = items_for(article)
    if not items:
        return []
    now = checked_text(article, document)
    ticks = {tick.item_id: tick for tick in Tick.objects.filter(article=article)}
    faults = faults_seen(article, document)
    return [_check(item, ticks.get(item.id), now, faults) for item in items]


def _check(
    item: ChecklistItem, tick: Tick | None, now: str, faults: Mapping[ProgramCheck, int]
) -> Check:
    if item.program:
        found = faults[ProgramCheck(item.program)]
        return Check(item, Mark.FOUND if found else Mark.SEEN, found=found)
    if tick is None:
        return Check(item, Mark.OPEN)
    fell = item.of_text and tick.text != now
    return Check(item, Mark.FALLEN if fell else Mark.TICKED, tick.account_id, tick.at)


def faults_seen(article: Article, document: Mapping[str, Any]) -> dict[ProgramCheck, int]:
    """Return in how many places each of the program's own checks fails. No query."""
    checked = parse_document(document)
    uses = text.picture_uses(checked)
    lead = bool(article.picture)
    return {
        ProgramCheck.ALT_TEXT: sum(not use.alt.strip() for use in uses)
        + (lead and not article.picture_alt.strip()),
        ProgramCheck.CREDIT: sum(not (use.credit or "").strip() for use in uses)
        + (lead and not article.picture_credit.strip()),
        ProgramCheck.SOURCES: citations_without_source(checked),
    }


def standing_vetoes(article: Article) -> list[Veto]:
    """Return the vetoes that stand against an article, the oldest first. One query."""
    found = Veto.objects.filter(article=article, lifted_at__isnull=True)
    return list(found.select_related("account"))


def vetoes_of(article: Article) -> list[Veto]:
    """Return every veto there was against an article, the newest first. One query."""
    found = Veto.objects.filter(article=article).select_related("account", "lifted_by")
    return list(found.order_by("-at", "id"))


@dataclass(frozen=True, slots=True)
class SecondPerson:
    """How the rule of two persons stands for an article.

    Args:
        asked: whether its section asks for two.
        agreed: the accounts that agreed to this text, and when.
        fell: whether somebody agreed to another text than this.
    """

    asked: bool
    agreed: Mapping[UUID, datetime]
    fell: bool


def second_person(article: Article, document: Mapping[str, Any]) -> SecondPerson:
    """Return how the rule of two persons stands for an article with this text. Two queries."""
    if article.section is None or not article.section.two_persons:
        return SecondPerson(asked=False, agreed={}, fell=False)
    now = checked_text(article, document)
    rows = list(Agreement.objects.filter(article=article).order_by("at"))
    agreed = {row.account_id: row.at for row in rows if row.text == now}
    return SecondPerson(asked=True, agreed=agreed, fell=len(agreed) < len(rows))


def hindrances(
    article: Article,
    document: Mapping[str, Any] | None,
    *,
    actor: Account | None,
    needs: Collection[Need],
) -> dict[Need, str]:
    """Return what stands between an article with this text and print, and what would mend it.

    Args:
        article: the row, its section with it.
        document: the text as it would be printed; None for a verb that looks at none.
        actor: who would print it; None for the clock, which does it for who scheduled it.
        needs: those of the verb; others are not looked at.

    Returns:
        the need that does not hold → a sentence. Up to eight queries.
    """
    found: dict[Need, str] = {}
    if Need.NO_VETO in needs and (vetoes := standing_vetoes(article)):
        found[Need.NO_VETO] = (
            f"A veto stands against it: “{vetoes[0].reason}” Whoever laid it or a publisher lifts "
            "it, with a reason, on its page of checks."
        )
    if document is None:
        return found
    if Need.CHECKS in needs and (said := _unticked(article, document)):
        found[Need.CHECKS] = said
    if Need.SECOND in needs and (said := _alone(article, document, actor)):
        found[Need.SECOND] = said
    if (
        Need.AS_SCHEDULED in needs
        and actor is None
        and article.scheduled_text != checked_text(article, document)
    ):
        found[Need.AS_SCHEDULED] = Need.AS_SCHEDULED.value
    return found


def _unticked(article: Article, document: Mapping[str, Any]) -> str:
    left = [check for check in checks_of(article, document) if not check.mark.holds]
    if not left:
        return ""
    said = "; ".join(
        f"“{check.item.words}” ({_WHO[CheckedBy(check.item.checked_by)]}"
        f"{', again: the text was changed' if check.mark is Mark.FALLEN else ''})"
        for check in left
    )
    return f"Left on its checklist: {said}."


def _alone(article: Article, document: Mapping[str, Any], actor: Account | None) -> str:
    """Return why whoever acts is not the second of two persons, "" if they are."""
    second = second_person(article, document)
    if not second.asked:
        return ""
    doer = actor.id if actor else _who_scheduled(article)
    if doer is not None and contributes(doer, article.id):
        return (
            "Its section asks for two persons, and who writes a piece cannot be the second. "
            "Let another publisher do it."
        )
    if not set(second.agreed) - {doer}:
        fell = " It was changed since somebody did." if second.fell else ""
        return (
            "Its section asks for two persons: somebody else with the edit or the publish right "
            f"must agree to this text first, on its page of checks.{fell}"
        )
    return ""


def _who_scheduled(article: Article) -> UUID | None:
    rows = AuditEntry.objects.filter(
        subject_kind="article", subject_id=str(article.id), verb=Verb.SCHEDULE.value
    )
    return rows.order_by("-id").values_list("actor", flat=True).first()
