"""Under what readers may pass on what they read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from writingviews.articles.licences import CODES
from writingviews.articles.models import Publication
from writingviews.articles.seen import hold_to, seen_as
from writingviews.ledger.models import ChangeKind
from writingviews.ledger.services import record_act, record_change
from writingviews.people.models import Account


@dataclass(frozen=True, slots=True)
class Licence:
    """Under what readers may pass on what they read.

    Args:
        said: own words in a line, by language; they are kept, and unsaid while there is a code.
        address: where those stand in full, or "".
        code: one of `articles.licences.CODES`, or "" for own words.
    """

    said: Mapping[str, str] = field(default_factory=dict)
    address: str = ""
    code: str = ""


def licensed_as(row: Publication) -> str:
    """Return what `license_texts` asks for as `seen`."""
    return seen_as(*_licence(row))


@transaction.atomic
def license_texts(*, actor: Account | None, licence: Licence, seen: str = "") -> Publication:
    """Say under what the texts may be passed on; every page is printed anew.

    Args:
        actor: None for the house.
        licence: without a code and words it is none.
        seen: how it stood when the change was begun, of `licensed_as`.

    Raises:
        ValueError: there is no such code.
        SettingsMoved: somebody else was first.
    """
    if licence.code and licence.code not in CODES:
        raise ValueError(f"There is no licence {licence.code!r}; there are {sorted(CODES)}.")
    row = Publication.objects.select_for_update().order_by("id").get()
    hold_to(seen, *_licence(row))
    former = _licence(row)
    row.licence, row.licences = licence.code, dict(licence.said)
    row.licence_address = licence.address
    if _licence(row) == former:
        return row
    row.save(update_fields=("licence", "licences", "licence_address"))
    record_act(
        "license",
        subject_kind="publication",
        subject_id=str(row.pk),
        actor=actor.id if actor else None,
        licence=row.licence,
        former=former[0],
    )
    record_change(ChangeKind.PUBLICATION)
    return row


def _licence(row: Publication) -> tuple[object, ...]:
    return row.licence, row.licences, row.licence_address
