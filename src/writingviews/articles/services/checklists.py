"""What a publication looks at before print: its checklist, and where it asks for two persons."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from writingviews.articles.models import CheckedBy, ChecklistItem, Kind, ProgramCheck, Section
from writingviews.ledger.services import record_act
from writingviews.people.models import Account, Role
from writingviews.people.selectors import roles_of

MAX_ITEMS: Final = 40
_OF_FACT: Final = (Kind.ESSAY, Kind.REPORT, Kind.REVIEW, Kind.INTERVIEW)


class ChecklistRefused(Exception):
    """The checklist cannot be changed so; the message says why and the mend."""


@dataclass(frozen=True, slots=True)
class ItemDetails:
    """What is said of an item.

    Args:
        words: what is to be looked at.
        hint: what that means, or "".
        checked_by: who ticks it.
        program: which check of the program's it is, or "".
        sections: whose it is; none for every section.
        kinds: of which kinds; none for every kind.
        of_text: whether a tick falls when what readers read is changed.
    """

    words: str
    checked_by: CheckedBy
    hint: str = ""
    program: ProgramCheck | None = None
    sections: Collection[Section] = ()
    kinds: Collection[Kind] = ()
    of_text: bool = True


#: The checklist of a new publication; publishers change it.
FIRST_CHECKLIST: Final[tuple[ItemDetails, ...]] = (
    ItemDetails(
        "Copy-edit",
        CheckedBy.EDITOR,
        "Read from the first word to the last for spelling, grammar and the house’s style.",
    ),
    ItemDetails(
        "Sources",
        CheckedBy.EDITOR,
        "Every claim of fact has a source, and somebody has looked at it.",
        kinds=_OF_FACT,
    ),
    ItemDetails("Citations name their source", CheckedBy.PROGRAM, program=ProgramCheck.SOURCES),
    ItemDetails(
        "Names and dates",
        CheckedBy.EDITOR,
        "Every name, place, date and number was held against its source.",
        kinds=_OF_FACT,
    ),
    ItemDetails(
        "Pictures: rights and consent",
        CheckedBy.EDITOR,
        "We may show each picture, and who can be recognised in it agreed. Tick it also if there "
        "is none.",
    ),
    ItemDetails("Pictures are described", CheckedBy.PROGRAM, program=ProgramCheck.ALT_TEXT),
    ItemDetails("Pictures name whose they are", CheckedBy.PROGRAM, program=ProgramCheck.CREDIT),
    ItemDetails(
        "Content note",
        CheckedBy.EDITOR,
        "What a reader may not wish to meet unprepared is named above the text, or there is "
        "nothing of that kind.",
    ),
    ItemDetails(
        "Disclosures",
        CheckedBy.WRITER,
        "I have told the editors what ties me to the people and groups I write about.",
        of_text=False,
    ),
    ItemDetails(
        "Writer’s approval",
        CheckedBy.WRITER,
        "I have read the text as it will appear, and it is mine.",
    ),
)


@transaction.atomic
def lay_out_first_checklist(*, kinds: Collection[Kind] = ()) -> None:
    """Give a publication that has no checklist its first one.

    Args:
        kinds: those whose pieces people look at; none for every kind. What the program sees it
            looks at in all.
    """
    if ChecklistItem.objects.exists():
        return
    for position, details in enumerate(FIRST_CHECKLIST):
        of_kinds = details.kinds
        if kinds and details.program is None:
            of_kinds = [kind for kind in kinds if not details.kinds or kind in details.kinds]
            if not of_kinds:
                continue
        _write(ChecklistItem(position=position), replace(details, kinds=of_kinds))


@transaction.atomic
def add_item(*, actor: Account | None, details: ItemDetails) -> ChecklistItem:
    """Add an item at the end of the checklist.

    Raises:
        ChecklistRefused: not by this person, no words, or too many items.
    """
    _check_right(actor)
    standing = ChecklistItem.objects.filter(retired=False)
    if standing.count() >= MAX_ITEMS:
        raise ChecklistRefused(
            f"The checklist has {MAX_ITEMS} items; more are ticked unread. Take one off first."
        )
    last = standing.aggregate(last=Max("position"))["last"]
    item = ChecklistItem(position=0 if last is None else last + 1)
    _write(item, details)
    _record("add to checklist", item, actor)
    return item


@transaction.atomic
def change_item(*, actor: Account | None, item_id: UUID, details: ItemDetails) -> ChecklistItem:
    """Say an item otherwise. Where it says something else now, its ticks fall: they were of what
    it said.

    Raises:
        ChecklistRefused: not by this person, no words, or the item was taken off.
    """
    _check_right(actor)
    item = _standing(item_id)
    said = (item.words, item.hint, item.checked_by)
    if said == (details.words.strip(), details.hint.strip(), details.checked_by.value):
        _write(item, details)
        _record("change checklist", item, actor)
        return item
    item.retired = True
    item.save(update_fields=("retired",))
    anew = ChecklistItem(position=item.position)
    _write(anew, details)
    _record("change checklist", anew, actor, former=str(item.id))
    return anew


@transaction.atomic
def take_off_item(*, actor: Account | None, item_id: UUID) -> None:
    """Take an item off the checklist; what was ticked is kept."""
    _check_right(actor)
    item = _standing(item_id)
    item.retired = True
    item.save(update_fields=("retired",))
    _record("take off checklist", item, actor)


@transaction.atomic
def move_item(*, actor: Account | None, item_id: UUID, up: bool) -> None:
    """Let an item and its neighbour change places; at either end nothing happens."""
    _check_right(actor)
    items = list(ChecklistItem.objects.select_for_update().filter(retired=False))
    at = next((place for place, item in enumerate(items) if item.id == item_id), None)
    if at is None:
        raise ChecklistRefused("This item was taken off the checklist. Look at it anew.")
    other = at - 1 if up else at + 1
    if 0 <= other < len(items):
        items[at], items[other] = items[other], items[at]
        for position, item in enumerate(items):
            item.position = position
        ChecklistItem.objects.bulk_update(items, ("position",))


@transaction.atomic
def ask_for_two_persons(*, actor: Account | None, sections: Collection[Section]) -> None:
    """Say in which sections nothing is published by one person alone; in the others it may be."""
    _check_right(actor)
    asking = {section.pk for section in sections}
    for section in Section.objects.select_for_update():
        if section.two_persons != (section.pk in asking):
            section.two_persons = section.pk in asking
            section.save(update_fields=("two_persons",))
            record_act(
                "ask for two persons" if section.two_persons else "ask for one person",
                subject_kind="section",
                subject_id=str(section.pk),
                actor=actor.id if actor else None,
            )


def _standing(item_id: UUID) -> ChecklistItem:
    item = ChecklistItem.objects.select_for_update().filter(id=item_id, retired=False).first()
    if item is None:
        raise ChecklistRefused("This item was taken off the checklist. Look at it anew.")
    return item


def _write(item: ChecklistItem, details: ItemDetails) -> None:
    words = details.words.strip()
    if not words:
        raise ChecklistRefused("Say what is to be looked at.")
    if (details.checked_by == CheckedBy.PROGRAM) != (details.program is not None):
        raise ChecklistRefused("Choose what the program shall see, or who ticks it; not both.")
    item.words, item.hint = words, details.hint.strip()
    item.checked_by = details.checked_by
    item.program = details.program or ""
    item.kinds = [kind.value for kind in Kind if kind in details.kinds]
    item.of_text = details.of_text
    item.save()
    item.sections.set(details.sections)


def _check_right(actor: Account | None) -> None:
    if actor is not None and Role.PUBLISHER not in roles_of(actor):
        raise ChecklistRefused("The checklist is a publisher’s to change. Ask one.")


def _record(verb: str, item: ChecklistItem, actor: Account | None, **details: object) -> None:
    record_act(
        verb,
        subject_kind="checklist item",
        subject_id=item.id,
        actor=actor.id if actor else None,
        at=timezone.now(),
        **details,
    )
