"""The Carry panel: what a thing can be carried as, and how its orders stand, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django import forms
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from writingviews.carry.formats import FORMATS, Format, Option, Subject, formats_of
from writingviews.carry.models import Order, State
from writingviews.carry.selectors import orders_of
from writingviews.house.settings import house_settings

#: What a format is called, and what it is for.
NAMES: Final[Mapping[str, tuple[Promise, Promise]]] = {
    "leaflet": (_("Leaflet"), _("The whole piece on a sheet, to be copied and handed on.")),
    "epub": (_("E-book"), _("For telephones and e-readers, without a network.")),
    "poster": (_("Poster"), _("For a wall: a line, a picture, a code that is read from 3 m.")),
    "booklet": (_("Booklet"), _("A5 pages with a cover, for a stapler.")),
    "card": (_("Card"), _("A square picture to pass on where people talk.")),
    "banner": (_("Banner"), _("A broad strip: for the head of a page, or to be printed.")),
    "opengraph": (
        _("Picture for links"),
        _("What other sites show where somebody sets a link to the piece (Open Graph)."),
    ),
    "mirror": (
        _("Signed copy"),
        _("All pages in one archive that opens without a server and can be checked."),
    ),
    "zim": (_("For Kiwix"), _("All pages in one file for Kiwix, with a search.")),
}
OPTIONS: Final[Mapping[str, Promise]] = {
    "paper": _("Paper"),
    "columns": _("Columns"),
    "ink": _("Ink"),
    "quote": _("A line of the piece"),
    "imposed": _("Pages"),
    "form": _("File"),
    "pictures": _("Pictures"),
}
VALUES: Final[Mapping[tuple[str, str], Promise]] = {
    ("paper", "a4"): _("A4"),
    ("paper", "letter"): _("Letter"),
    ("paper", "a3"): _("A3"),
    ("paper", "a2"): _("A2"),
    ("columns", "1"): _("One"),
    ("columns", "2"): _("Two"),
    ("ink", "full"): _("Colour"),
    ("ink", "saving"): _("Black and white, saving ink"),
    ("imposed", "no"): _("One by one, for a screen"),
    ("imposed", "yes"): _("Laid on A4, to be folded"),
    ("form", "png"): _("Picture (PNG)"),
    ("form", "svg"): _("Drawing (SVG)"),
    ("form", "pdf"): _("To print (PDF)"),
    ("pictures", "small"): _("Small"),
    ("pictures", "all"): _("All sizes"),
}
_QUOTE_HINT: Final = _("Left empty, its title stands there.")
STEPS: Final[Mapping[str, Promise]] = {
    "reading": _("reading"),
    "making": _("making"),
    "putting away": _("putting away"),
}
_NO_KEY: Final = _(
    "It needs the publication’s private key. Whoever runs the house makes one with "
    "“writingviews mirror --new-key --key FILE” and names the file in WRITINGVIEWS_MIRROR_KEY."
)


class OptionsForm(forms.Form):
    """The options of one format.

    Args:
        data: what was sent, or None.
        wanted: the format.
    """

    def __init__(self, data: Mapping[str, Any] | None, *, wanted: Format) -> None:
        super().__init__(data, prefix=wanted.key)
        for option in wanted.options:
            self.fields[option.key] = _field(option)

    def chosen(self) -> dict[str, str]:
        """Return the options by their keys. Call on a valid form."""
        return {key: str(value) for key, value in self.cleaned_data.items()}


def _field(option: Option) -> forms.Field:
    name = OPTIONS[option.key]
    if not option.choices:
        return forms.CharField(
            label=str(name), required=False, max_length=option.longest, help_text=_QUOTE_HINT
        )
    return forms.ChoiceField(
        label=str(name),
        choices=[(value, VALUES[option.key, value]) for value in option.choices],
        initial=option.usual,
    )


@dataclass(frozen=True, slots=True)
class FormatCard:
    """A format that can be ordered.

    Args:
        key: the format's.
        name, use: what it is called and what it is for.
        form: its options.
        refused: why it cannot be ordered in this house, or "".
    """

    key: str
    name: Promise
    use: Promise
    form: OptionsForm
    refused: Promise | str


@dataclass(frozen=True, slots=True)
class OrderRow:
    """How an order stands.

    Args:
        id: the order's.
        name: the format's.
        chosen: options that are not the usual ones, in words.
        state: `carry.models.State`.
        progress: in hundredths.
        step: what is done at the moment, or "".
        problems: sentences.
        figures: pages and size, or "".
        file, preview: addresses, or "".
        made_at: when; None if it was never made.
        for_readers: whether readers are offered it.
    """

    id: UUID
    name: Promise
    chosen: tuple[Promise | str, ...]
    state: str
    progress: int
    step: Promise | str
    problems: tuple[str, ...]
    figures: str
    file: str
    preview: str
    made_at: datetime | None
    for_readers: bool

    @property
    def busy(self) -> bool:
        return self.state in {State.WAITING, State.MAKING}


def cards(subject: Subject, bound: tuple[str, Mapping[str, Any]] | None = None) -> list[FormatCard]:
    """Return what a thing can be carried as.

    Args:
        subject: what it is.
        bound: the key of the format whose form was sent, and what was sent.
    """
    found: list[FormatCard] = []
    for wanted in formats_of(subject):
        name, use = NAMES[wanted.key]
        data = bound[1] if bound and bound[0] == wanted.key else None
        lacks_key = wanted.signed and house_settings().mirror_key is None
        found.append(
            FormatCard(
                key=wanted.key,
                name=name,
                use=use,
                form=OptionsForm(data, wanted=wanted),
                refused=_NO_KEY if lacks_key else "",
            )
        )
    return found


def rows(
    subject: Subject, subject_id: UUID | str, *, name: str, offers: Sequence[str]
) -> list[OrderRow]:
    """Return how a thing's orders stand. One query.

    Args:
        subject, subject_id: the thing.
        name: the first part of the files' names.
        offers: what the publication offers to readers.
    """
    return [_row(order, name, offers) for order in orders_of(subject, subject_id)]


def file_name(order: Order, name: str) -> str:
    """Return what a file is called for whoever takes it: ``on-tides-leaflet.pdf``."""
    return f"{name}-{order.format}{FORMATS[order.format].ending(order.options)}"


def _row(order: Order, name: str, offers: Sequence[str]) -> OrderRow:
    wanted = FORMATS[order.format]
    there = order.state == State.READY
    preview = there and order.preview
    return OrderRow(
        id=order.pk,
        name=NAMES[order.format][0],
        chosen=tuple(_words(wanted, order)),
        state=order.state,
        progress=order.progress,
        step=STEPS.get(order.step, ""),
        problems=tuple(order.problems),
        figures=_figures(order) if there else "",
        file=reverse("newsroom:carried", args=[order.pk, file_name(order, name)]) if there else "",
        preview=(
            reverse("newsroom:preview", args=[order.pk, order.preview[33:49]]) if preview else ""
        ),
        made_at=order.made_at,
        for_readers=(
            order.subject_kind == Subject.ARTICLE and order.usual and order.format in offers
        ),
    )


def _words(wanted: Format, order: Order) -> list[Promise | str]:
    said: list[Promise | str] = []
    for option in wanted.options:
        value = str(order.options.get(option.key, option.usual))
        if option.choices and len(option.choices) > 1 and value != option.usual:
            said.append(VALUES[option.key, value])
        elif not option.choices and value:
            said.append(f"“{value}”")
    return said


def _figures(order: Order) -> str:
    size = filesizeformat(order.bytes)
    if not order.pages:
        return str(size)
    pages = ngettext("%d page", "%d pages", order.pages) % order.pages
    return gettext("%(pages)s, %(size)s") % {"pages": pages, "size": size}
