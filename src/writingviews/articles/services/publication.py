"""Setting up the publication and its sections."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.db import transaction

from writingviews.articles.models import Publication, Section
from writingviews.articles.seen import hold_to, seen_as
from writingviews.articles.zone import zone_named
from writingviews.ledger.models import ChangeKind
from writingviews.ledger.services import record_act, record_change
from writingviews.people.models import Account

#: What a change of `ChangeKind.SAID` names where the about pages changed: no section's slug.
ABOUT: Final = "/about/"

#: The sections of a new publication; editors change them.
FIRST_SECTIONS: Mapping[str, Mapping[str, str]] = {
    "culture": {"en": "Culture", "fa": "فرهنگ", "ar": "ثقافة", "es": "Cultura"},
    "politics": {"en": "Politics", "fa": "سیاست", "ar": "سياسة", "es": "Política"},
    "literature": {"en": "Literature", "fa": "ادبیات", "ar": "أدب", "es": "Literatura"},
    "science": {"en": "Science", "fa": "علم", "ar": "علوم", "es": "Ciencia"},
}


@transaction.atomic
def set_up_publication(*, name: str, languages: Sequence[str] = ("en",)) -> Publication:
    """Make the publication's row and its first sections, unless they are there."""
    found = Publication.objects.order_by("id").first()
    if found is not None:
        return found
    made = Publication.objects.create(name=name, languages=list(languages))
    for position, (slug, names) in enumerate(FIRST_SECTIONS.items()):
        Section.objects.create(slug=slug, names=dict(names), position=position)
    record_act("set up", subject_kind="publication", subject_id=str(made.pk), actor=None)
    record_change(ChangeKind.PUBLICATION)
    return made


@transaction.atomic
def describe_publication(
    *,
    actor: Account | None,
    name: str,
    motto: str,
    languages: Sequence[str],
    names: Mapping[str, str],
    mottos: Mapping[str, str],
    abouts: Mapping[str, str],
    seen: str = "",
) -> Publication:
    """Change what the publication says of itself; every page is printed anew, or, where it is only
    told about itself otherwise, the pages that do.

    Args:
        actor: None for the house.
        name, motto: in the first language.
        languages: the first one first.
        names, mottos: in the others.
        abouts: by language.
        seen: how it stood when the change was begun, of `described_as`.

    Raises:
        ValueError: no language is left.
        SettingsMoved: somebody else was first.
    """
    if not languages:
        raise ValueError("A publication needs a language. Name at least one.")
    row = Publication.objects.select_for_update().order_by("id").get()
    hold_to(seen, *_described(row))
    before = _described(row)
    row.name, row.motto, row.languages = name, motto, list(languages)
    row.names, row.mottos, row.abouts = dict(names), dict(mottos), dict(abouts)
    if _described(row) == before:
        return row
    row.save(update_fields=("name", "motto", "languages", "names", "mottos", "abouts"))
    record_act(
        "describe",
        subject_kind="publication",
        subject_id=str(row.pk),
        actor=actor.id if actor else None,
    )
    if _described(row)[:-1] == before[:-1]:
        record_change(ChangeKind.SAID, subject_id=ABOUT)
    else:
        record_change(ChangeKind.PUBLICATION)
    return row


def described_as(row: Publication) -> str:
    """Return what `describe_publication` asks for as `seen`."""
    return seen_as(*_described(row))


def _described(row: Publication) -> tuple[object, ...]:
    """What is said of the publication, last what stands on its about pages alone."""
    return row.name, row.motto, row.languages, row.names, row.mottos, row.abouts


@transaction.atomic
def set_zone(*, actor: Account | None, zone: str) -> Publication:
    """Choose by whose clock pieces are published. What is scheduled keeps its moment.

    Raises:
        ValueError: there is no such zone; the message says how to write one.
    """
    zone_named(zone)
    row = Publication.objects.select_for_update().order_by("id").get()
    if row.zone == zone:
        return row
    former, row.zone = row.zone, zone
    row.save(update_fields=("zone",))
    record_act(
        "set zone",
        subject_kind="publication",
        subject_id=str(row.pk),
        actor=actor.id if actor else None,
        zone=zone,
        former=former,
    )
    return row


@transaction.atomic
def record_public_key(*, actor: Account | None, key: str) -> Publication:
    """Record with which key copies are checked; pages that show it are printed anew.

    Args:
        actor: None where it was done on the command line.
        key: 56 letters, as minisign writes them.
    """
    row = Publication.objects.select_for_update().order_by("id").get()
    if row.public_key == key:
        return row
    former, row.public_key = row.public_key, key
    row.save(update_fields=["public_key"])
    record_act(
        "record key",
        subject_kind="publication",
        subject_id=str(row.pk),
        actor=actor.id if actor else None,
        key=key,
        former=former,
    )
    record_change(ChangeKind.PUBLICATION)
    return row


@transaction.atomic
def offer_to_readers(*, actor: Account | None, formats: Sequence[str]) -> Publication:
    """Choose what readers are offered to take along beside each article; every page is printed
    anew.

    Args:
        actor: who chooses; None for the house.
        formats: of `carry.formats.OFFERED`, which is above this room.
    """
    row = Publication.objects.select_for_update().order_by("id").get()
    chosen = list(dict.fromkeys(formats))
    if chosen == row.offers:
        return row
    row.offers = chosen
    row.save(update_fields=("offers",))
    record_act(
        "offer",
        subject_kind="publication",
        subject_id=str(row.pk),
        actor=actor.id if actor else None,
        formats=chosen,
    )
    record_change(ChangeKind.PUBLICATION)
    return row
