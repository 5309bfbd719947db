"""Naming a place of which a report tells, and saying where it lies."""

from decimal import Decimal
from typing import NamedTuple

from django.db import IntegrityError, transaction

from writingviews.language.slug import slug as slugify
from writingviews.ledger.models import ChangeKind
from writingviews.ledger.services import record_change
from writingviews.people.models import Account, Role
from writingviews.people.selectors import roles_of

from .models import Place

_TENTH = Decimal("0.1")


class PlaceRefused(Exception):
    """A place cannot be moved so; the message says why and the mend."""


class PlaceNamed(NamedTuple):
    """A place as it is filed.

    Args:
        name: in the article's language; one that does not exist is made.
        latitude, longitude: degrees north and east, rounded to a tenth when they are kept; both
            None where nobody says where it lies.
        keeps: leave where it lies as it stands.
    """

    name: str
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    keeps: bool = False


def place_named(place: Place) -> PlaceNamed:
    """Return a place as it is filed now."""
    return PlaceNamed(place.name, place.latitude, place.longitude)


def place_of(named: PlaceNamed, *, language: str, actor: Account | None) -> Place:
    """Return the place of a name in a language; makes it, or moves it, where that is asked.

    Where a place lies once it was said is an editor's to change: others' reports stand there.

    Raises:
        PlaceRefused: see above.
    """
    place = _found_or_made(named.name, language)
    lies = (place.latitude, place.longitude)
    wished = (_rounded(named.latitude), _rounded(named.longitude))
    if named.keeps or lies == wished:
        return place
    if place.latitude is not None and actor is not None and not _edits(actor):
        raise PlaceRefused(
            f"{place.name} lies at {place.latitude}, {place.longitude} already. "
            "Leave it so, or ask an editor to change it."
        )
    place.latitude, place.longitude = wished
    place.save()
    record_change(ChangeKind.PLACE, subject_id=place.slug)
    return place


def _edits(actor: Account) -> bool:
    return bool(roles_of(actor) & {Role.EDITOR, Role.PUBLISHER})


def _rounded(degrees: Decimal | None) -> Decimal | None:
    return None if degrees is None else degrees.quantize(_TENTH)


def _found_or_made(name: str, language: str) -> Place:
    found = Place.objects.filter(language=language, name=name).first()
    stem = slugify(name, fallback="place")
    suffix = 1
    while found is None:
        slug = stem if suffix == 1 else f"{stem}-{suffix}"
        try:
            with transaction.atomic():
                found = Place.objects.create(slug=slug, name=name, language=language)
        except IntegrityError:  # the slug is taken, or somebody made the place just now
            found = Place.objects.filter(language=language, name=name).first()
            suffix += 1
    return found
