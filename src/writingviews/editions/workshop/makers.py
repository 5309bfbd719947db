"""How each format is made: by the makers that the command line uses, too."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Literal, cast

from writingviews.carry.formats import Subject
from writingviews.editions.collection import Choice
from writingviews.editions.epub.command import write_epub
from writingviews.editions.paper import command as paper
from writingviews.editions.paper.card import Shape
from writingviews.editions.paper.leaflet import Ink, Paper
from writingviews.editions.paper.poster import PosterPaper
from writingviews.editions.pocket import command as pocket
from writingviews.editions.pocket import recorded
from writingviews.editions.pocket.relinking import Pictures
from writingviews.editions.refusal import EditionRefused
from writingviews.editions.zim import command as zim
from writingviews.house.settings import house_settings

#: Days that a mirror ordered in the house is valid.
MIRROR_DAYS: Final = 90

#: Told (done, in all) of what is made.
Told = Callable[[int, int], None]


class CannotBeMade(Exception):
    """It cannot be made as it was ordered; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be made.

    Args:
        subject: what it is made of.
        slug: the article's or the edition's, or "" of the publication.
        options: whole, as `carry.formats` checked them.
        out: the file to write; its ending is the format's.
        now: UTC.
        told: how far it has come.
    """

    subject: Subject
    slug: str
    options: Mapping[str, str]
    out: Path
    now: datetime
    told: Told

    @property
    def choice(self) -> Choice:
        """What a book is made of."""
        if self.subject is Subject.EDITION:
            return Choice(edition=self.slug)
        return Choice(slugs=(self.slug,))


#: Makes a file; returns sentences on what could not be made as it was written.
Maker = Callable[[Task], tuple[str, ...]]


def _leaflet(task: Task) -> tuple[str, ...]:
    return paper.print_leaflet(
        task.slug,
        task.out,
        paper=cast(Paper, task.options["paper"]),
        columns=cast(Literal[1, 2], int(task.options["columns"])),
        ink=cast(Ink, task.options["ink"]),
    ).report


def _poster(task: Task) -> tuple[str, ...]:
    return paper.print_poster(
        task.slug,
        task.out,
        paper=cast(PosterPaper, task.options["paper"]),
        quote=task.options["quote"],
        ink=cast(Ink, task.options["ink"]),
    ).report


def _card(shape: Shape) -> "Maker":
    def made(task: Task) -> tuple[str, ...]:
        return paper.print_card(
            task.slug,
            task.out,
            shape=shape,
            quote=task.options.get("quote", ""),
            ink=cast(Ink, task.options.get("ink", "full")),
        ).report

    return made


def _booklet(task: Task) -> tuple[str, ...]:
    return paper.print_booklet(
        task.choice,
        task.out,
        imposed=task.options["imposed"] == "yes",
        ink=cast(Ink, task.options["ink"]),
    ).report


def _mirror(task: Task) -> tuple[str, ...]:
    settings = house_settings()
    key = pocket.key_path(None, settings)
    recorded.settle_key(key, settings.folder)
    order = pocket.Order(
        path=task.out,
        archive=True,
        pictures=cast(Pictures, task.options["pictures"]),
        days=MIRROR_DAYS,
        key=key,
    )
    pocket.mirror(settings, order, now=task.now, told=task.told)
    return ()


def _epub(task: Task) -> tuple[str, ...]:
    return write_epub(task.choice, task.out).report


def _zim(task: Task) -> tuple[str, ...]:
    settings = house_settings()
    key = settings.mirror_key
    if key:
        recorded.settle_key(key, settings.folder)
    zim.print_zim(settings, zim.Order(path=task.out, key=key), told=task.told)
    return ()


MAKERS: Final[Mapping[str, Maker]] = {
    "leaflet": _leaflet,
    "epub": _epub,
    "poster": _poster,
    "booklet": _booklet,
    "card": _card("card"),
    "banner": _card("banner"),
    "opengraph": _card("opengraph"),
    "mirror": _mirror,
    "zim": _zim,
}


def make(format_key: str, task: Task) -> tuple[str, ...]:
    """Make a file; return what could not be made as it was written.

    Raises:
        CannotBeMade: readers may not see it, or something it needs is missing.
        OSError: the disk is full or broken.
    """
    try:
        return MAKERS[format_key](task)
    except (EditionRefused, pocket.MirrorRefused, recorded.RecordAway) as refused:
        raise CannotBeMade(str(refused)) from refused
