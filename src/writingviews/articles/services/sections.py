"""The parts of the publication: their order, names, descriptions and colours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db import transaction
from django.db.models import ProtectedError

from writingviews.articles.models import ChecklistItem, Publication, Section
from writingviews.articles.seen import hold_to, seen_as
from writingviews.language.slug import slug as slug_of
from writingviews.ledger.models import ChangeKind
from writingviews.ledger.services import record_act, record_change
from writingviews.people.models import Account

#: As many as a masthead holds in two lines, and twice as many as there are colours.
MOST_SECTIONS: Final = 12
#: Colours that the site turns from the accent.
HUES: Final = 6


class SectionRefused(Exception):
    """A change of the sections that cannot be; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class SectionSaid:
    """What is said of a section.

    Args:
        names: by language; at least one.
        descriptions: a sentence by language, below its name on its own page.
        hue: 0 to 5; None for the colour of its place.
    """

    names: Mapping[str, str]
    descriptions: Mapping[str, str] = field(default_factory=dict)
    hue: int | None = None


def arranged_as(sections: Sequence[Section]) -> str:
    """Return what `arrange_sections` asks for as `seen`."""
    return seen_as([section.slug for section in sections])


def section_as(section: Section) -> str:
    """Return what `describe_section` asks for as `seen`."""
    return seen_as(*_said(section))


@transaction.atomic
def arrange_sections(*, actor: Account | None, order: Sequence[str], seen: str = "") -> None:
    """Put the sections into another order; every page is printed anew.

    Args:
        actor: None for the house.
        order: all slugs.
        seen: the order in which they stood when the change was begun, of `arranged_as`.

    Raises:
        SectionRefused: not all sections are named, each once.
        SettingsMoved: somebody else was first.
    """
    rows = _locked()
    hold_to(seen, [row.slug for row in rows])
    if sorted(order) != sorted(row.slug for row in rows):
        raise SectionRefused("Somebody else added or removed a section meanwhile. Look again.")
    if [row.slug for row in rows] == list(order):
        return
    for row in rows:
        row.position = order.index(row.slug)
    Section.objects.bulk_update(rows, ("position",))
    _record("arrange sections", actor, "", order=order)


@transaction.atomic
def describe_section(
    *, actor: Account | None, slug: str, said: SectionSaid, seen: str = ""
) -> Section:
    """Name or describe a section otherwise, or give it another colour. Every page is printed anew;
    where its description alone changed, its own pages.

    Args:
        actor: None for the house.
        slug: whose; its address stays.
        said: all of it.
        seen: what was said when the change was begun, of `section_as`.

    Raises:
        SectionRefused: there is none of this slug, or it would have no name.
        SettingsMoved: somebody else was first.
    """
    row = next((each for each in _locked() if each.slug == slug), None)
    if row is None:
        raise SectionRefused(f"There is no section {slug!r} any more.")
    hold_to(seen, *_said(row))
    before = _said(row)
    _say(row, said)
    if _said(row) == before:
        return row
    row.save(update_fields=("names", "descriptions", "hue"))
    only_described = _said(row)[:-1] == before[:-1]
    _record("describe section", actor, slug, described=only_described)
    return row


@transaction.atomic
def add_section(*, actor: Account | None, said: SectionSaid) -> Section:
    """Add a section behind the others; its address comes from its first name.

    Raises:
        SectionRefused: it has no name, or there are `MOST_SECTIONS`.
    """
    rows = _locked()
    if len(rows) >= MOST_SECTIONS:
        raise SectionRefused(
            f"There are {len(rows)} sections, and that is the most: readers would not find their "
            "way. Remove an empty one first."
        )
    row = Section(position=1 + max((each.position for each in rows), default=-1))
    _say(row, said)
    # Latin letters make the shortest address.
    name = row.names.get("en") or next(iter(row.names.values()))
    taken = {each.slug for each in rows}
    wanted = slug_of(name, fallback="section")[:56]
    row.slug = next(
        each
        for each in (wanted, *(f"{wanted}-{number}" for number in range(2, 99)))
        if each not in taken
    )
    row.save()
    _record("add section", actor, row.slug)
    return row


@transaction.atomic
def remove_section(*, actor: Account | None, slug: str) -> None:
    """Remove a section in which nothing stands.

    Raises:
        SectionRefused: something does, an item of the checklist is for it, or it is the last.
    """
    rows = _locked()
    row = next((each for each in rows if each.slug == slug), None)
    if row is None:
        raise SectionRefused(f"There is no section {slug!r} any more.")
    if len(rows) == 1:
        raise SectionRefused("A publication needs a section. Add another one first.")
    # For none left it would be looked at in all of them.
    if ChecklistItem.objects.filter(sections=row, retired=False).exists():
        raise SectionRefused(
            "An item of the checklist is for this section. Take it off, or let it be for others."
        )
    try:
        row.delete()
    except ProtectedError as error:
        raise SectionRefused(
            f"{len(error.protected_objects)} pieces or calls stand in this section, published or "
            "not. File them in another one first."
        ) from error
    _record("remove section", actor, slug)


def _locked() -> list[Section]:
    # The publication's row stands for the list: whoever adds one waits, too.
    Publication.objects.select_for_update().order_by("id").get()
    return list(Section.objects.select_for_update())


def _say(row: Section, said: SectionSaid) -> None:
    names = {code: name for code, text in said.names.items() if (name := text.strip())}
    if not names:
        raise SectionRefused("A section needs a name in one language at least.")
    row.names = names
    row.descriptions = {
        code: words for code, text in said.descriptions.items() if (words := text.strip())
    }
    row.hue = None if said.hue is None else said.hue % HUES


def _said(row: Section) -> tuple[object, ...]:
    """What is said of a section, last what stands on its own pages alone."""
    return row.slug, row.names, row.hue, row.descriptions


def _record(
    verb: str,
    actor: Account | None,
    slug: str,
    *,
    described: bool = False,
    order: Sequence[str] = (),
) -> None:
    record_act(
        verb,
        subject_kind="section",
        subject_id=slug,
        actor=actor.id if actor else None,
        order=list(order),
    )
    if described:
        record_change(ChangeKind.SAID, subject_id=slug)
    else:
        record_change(ChangeKind.PUBLICATION)
