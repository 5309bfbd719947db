"""Where the masthead and the foot lead, and what the foot says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from writingviews.articles.entries import MOST_ABOVE, MOST_BELOW, Entry, entry_address
from writingviews.articles.models import Publication
from writingviews.articles.seen import hold_to, seen_as
from writingviews.house.settings import house_settings
from writingviews.ledger.models import ChangeKind
from writingviews.ledger.services import record_act, record_change
from writingviews.people.models import Account


@dataclass(frozen=True, slots=True)
class Ways:
    """What a publisher adds around every page.

    Args:
        above: entries of the masthead, behind the sections.
        below: entries at the foot, behind the indexes.
        words: a line at the foot by language.
    """

    above: Sequence[Entry] = ()
    below: Sequence[Entry] = ()
    words: Mapping[str, str] = field(default_factory=dict)


def led_as(row: Publication) -> str:
    """Return what `lead_readers` asks for as `seen`."""
    return seen_as(*_ways(row))


@transaction.atomic
def lead_readers(*, actor: Account | None, ways: Ways, seen: str = "") -> Publication:
    """Change where the masthead and the foot lead; every page is printed anew.

    Args:
        actor: None for the house.
        ways: all of them, in their order.
        seen: how they stood when the change was begun, of `led_as`.

    Raises:
        EntryRefused: an address is none.
        ValueError: there are too many, or one has no name.
        SettingsMoved: somebody else was first.
    """
    if len(ways.above) > MOST_ABOVE or len(ways.below) > MOST_BELOW:
        raise ValueError(
            f"{len(ways.above)} entries above and {len(ways.below)} below; at most {MOST_ABOVE} "
            f"and {MOST_BELOW} are shown. Leave some out."
        )
    above, below = _stored(ways.above), _stored(ways.below)
    row = Publication.objects.select_for_update().order_by("id").get()
    hold_to(seen, *_ways(row))
    former = _ways(row)
    row.navigation, row.foot_links = above, below
    row.foot_words = {code: said for code, text in ways.words.items() if (said := text.strip())}
    if _ways(row) == former:
        return row
    row.save(update_fields=("navigation", "foot_links", "foot_words"))
    record_act(
        "lead readers",
        subject_kind="publication",
        subject_id=str(row.pk),
        actor=actor.id if actor else None,
        above=[entry["address"] for entry in above],
        below=[entry["address"] for entry in below],
    )
    record_change(ChangeKind.PUBLICATION)
    return row


def _stored(entries: Sequence[Entry]) -> list[dict[str, object]]:
    base = house_settings().address
    stored = []
    for entry in entries:
        names = {code: name for code, text in entry.names.items() if (name := text.strip())}
        if not names:
            raise ValueError(f"The entry for {entry.address!r} has no name. Give it one.")
        stored.append(Entry(entry_address(entry.address, base=base), names).as_json())
    return stored


def _ways(row: Publication) -> tuple[object, ...]:
    return row.navigation, row.foot_links, row.foot_words
