"""By what a reader narrows a search, as it stands in the address."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.http import QueryDict

from . import words
from .contexts import Card, SearchChoice, SearchFilter
from .publication_view import PublicationView
from .rendering import in_digits

ALL = "all"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What was chosen; "" for nothing.

    Args:
        scope: "" for the page's language, another language, or ``all``.
        section, kind, year, by: the section's slug, a kind, a year, a byline's slug.
    """

    scope: str
    section: str
    kind: str
    year: str
    by: str

    @classmethod
    def read(cls, asked: QueryDict, site: PublicationView, language: str) -> Self:
        """Read it; what is no choice counts as nothing, so that an old address still finds."""

        def one_of(name: str, known: Iterable[str]) -> str:
            given = str(asked.get(name, ""))
            return given if given in known else ""

        year, by = asked.get("year", ""), asked.get("by", "")[:100]
        return cls(
            scope=one_of("in", [ALL, *(each for each in site.languages if each != language)]),
            section=one_of("section", [each.slug for each in site.sections]),
            kind=one_of("kind", words.KINDS),
            year=year if len(year) == 4 and year.isascii() and year.isdigit() else "",
            by=by.replace("\x00", ""),
        )

    def parts(self) -> dict[str, str]:
        """Return what stands in the address for it."""
        said = {
            "in": self.scope,
            "section": self.section,
            "kind": self.kind,
            "year": self.year,
            "by": self.by,
        }
        return {name: value for name, value in said.items() if value}


def search_filters(
    chosen: Narrowing,
    site: PublicationView,
    language: str,
    *,
    years: Iterable[int],
    found: Iterable[Card],
) -> tuple[SearchFilter, ...]:
    """Return the filters of a page of results; one with nothing to choose from is left out.

    Args:
        years: in which something was published.
        found: the results of this page: their writers can be chosen.
    """
    catalogue = words.translations(language)
    say = catalogue.gettext
    writers = {
        view.href.strip("/").split("/")[-1]: view.name for card in found for view in card.bylines
    }
    if chosen.by:
        writers.setdefault(chosen.by, chosen.by)
    offered = (
        (
            "section",
            say("Section"),
            [(each.slug, each.name_in(language)) for each in site.sections],
        ),
        ("kind", say("Kind"), [(kind, say(name)) for kind, name in words.KINDS.items()]),
        ("year", say("Year"), [(str(year), in_digits(str(year), language)) for year in years]),
        ("by", say("Writer"), sorted(writers.items(), key=lambda each: each[1])),
    )
    picked = chosen.parts()
    return tuple(
        SearchFilter(
            name,
            label,
            (
                SearchChoice("", say("any"), name not in picked),
                *(SearchChoice(value, shown, picked.get(name) == value) for value, shown in some),
            ),
        )
        for name, label, some in offered
        if len(some) > 1 or name in picked
    )
