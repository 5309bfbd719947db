"""How a piece is signed, for those who file it: equal names are told apart by their address.

Two people may write under one name. The address of a byline's page, which readers see too, says
which of the two it is, and nothing of who stands behind either.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from writingviews.language.fold import fold
from writingviews.language.slug import slug
from writingviews.people.models import Byline


@dataclass(frozen=True, slots=True)
class Signature:
    """A byline in a list.

    Args:
        name: the public name.
        apart: the last part of its page's address where another byline bears the name, else "".
    """

    name: str
    apart: str

    def __str__(self) -> str:
        return f"{self.name} ({self.apart})" if self.apart else self.name


def signatures(bylines: Iterable[Byline]) -> dict[UUID, Signature]:
    """Return the signature of each byline by its id. One query, however many.

    Names that differ in capitals or accents alone are taken as equal, as far as they were given
    addresses as one name: the first took the plain address, the second the one ending in ``-2``.
    """
    given = {byline.pk: byline for byline in bylines}
    if not given:
        return {}
    plain = {slug(byline.name, fallback="byline") for byline in given.values()}
    alike = Byline.objects.filter(
        Q(name__in={byline.name for byline in given.values()})
        | Q(slug__in=plain | {f"{one}-2" for one in plain})
    )
    bearers: dict[str, set[UUID]] = {}
    for pk, name in alike.values_list("pk", "name"):
        bearers.setdefault(fold(name), set()).add(pk)
    return {
        pk: Signature(
            byline.name, byline.slug if bearers.get(fold(byline.name), set()) - {pk} else ""
        )
        for pk, byline in given.items()
    }
