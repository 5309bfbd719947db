"""Making one order: from the row to the file and back to the row."""

import logging
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final
from uuid import UUID

from django.utils import timezone

from writingviews.carry import services, store
from writingviews.carry.formats import FORMATS, Subject
from writingviews.carry.models import Order
from writingviews.site.publication_view import PublicationView
from writingviews.site.published_editions import edition_slugs

from .fresh import fingerprint_of
from .makers import CannotBeMade, Task, make
from .preview import preview_of

logger = logging.getLogger(__name__)

_SAY_EVERY: Final = 1.0


class NoLongerOurs(Exception):
    """Another maker has the order now."""


def make_order(order: Order, maker: str) -> None:
    """Make what was ordered, and say so; what cannot be made is said, too.

    Args:
        order: taken by `maker`.
        maker: its number.

    Raises:
        OSError: the disk is full or broken.
        NoLongerOurs: nothing was changed.
    """
    site = PublicationView.read()
    made_from = fingerprint_of(site, order)
    if made_from is None:
        services.drop(order, maker)
        return
    _say(order, maker, 2, "reading")
    try:
        made = _made(site, order, maker, made_from)
    except CannotBeMade as refused:
        services.fail(order, maker, [str(refused)])
        return
    if not services.ready(order, maker, made):
        raise NoLongerOurs


def _made(site: PublicationView, order: Order, maker: str, made_from: str) -> services.Made:
    ending = FORMATS[order.format].ending(order.options)
    # Outside the publication's folder: a maker of copies writes nothing into what it copies.
    with tempfile.TemporaryDirectory(prefix="writingviews-") as folder:
        out = Path(folder, f"{order.format}{ending}")
        task = Task(
            subject=Subject(order.subject_kind),
            slug=_slug(site, order),
            options=order.options,
            out=out,
            now=timezone.now(),
            told=_teller(order, maker),
        )
        problems = make(order.format, task)
        _say(order, maker, 90, "putting away")
        shown = preview_of(out)
        preview = _keep(order.pk, shown.png, ".png") if shown.png else ""
        place = store.unfinished(order.pk, ending)
        shutil.copyfile(out, place)
    kept = store.keep(order.pk, place, ending)
    return services.Made(kept, preview, shown.pages, problems, made_from)


def _keep(order: UUID, data: bytes, ending: str) -> str:
    place = store.unfinished(order, ending)
    place.write_bytes(data)
    return store.keep(order, place, ending).name


def _slug(site: PublicationView, order: Order) -> str:
    match order.subject_kind:
        case Subject.ARTICLE:
            return site.reader.articles([UUID(order.subject_id)])[0].slug
        case Subject.EDITION:
            return edition_slugs([UUID(order.subject_id)])[UUID(order.subject_id)]
    return ""


def _teller(order: Order, maker: str) -> Callable[[int, int], None]:
    said = time.monotonic()

    def told(done: int, of: int) -> None:
        nonlocal said
        if time.monotonic() - said >= _SAY_EVERY:
            said = time.monotonic()
            _say(order, maker, 5 + 80 * done // max(of, 1), "making")

    return told


def _say(order: Order, maker: str, progress: int, step: str) -> None:
    if not services.beat(order, maker, progress=progress, step=step):
        raise NoLongerOurs
