"""Working off the list: what a page names first, then the page, then what names it."""

import logging
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from writingviews.house.settings import HouseSettings, house_settings
from writingviews.press.models import Held, PictureOnPage

from .objects import LocalObject, Stage, file_at, paths_of_assets, picture_of, read_object, stamp_at
from .store import AT_ONCE, BucketAway, ObjectRefused, Store
from .waiting import CHUNK, Chunk, next_chunk, note_paths, note_unneeded

logger = logging.getLogger(__name__)

#: Objects asked for with one query.
_ASKED: Final = 500

#: Told how many objects were looked at since the beginning. May raise, to end the work between
#: two chunks.
Told = Callable[[int], None]


@dataclass(slots=True)
class Carried:
    """What was done with the bucket: numbers of objects, and of those that failed."""

    put: int = 0
    same: int = 0
    deleted: int = 0
    failed: int = 0

    @property
    def seen(self) -> int:
        return self.put + self.same + self.deleted + self.failed


def work_off(store: Store, total: Carried, told: Told | None = None) -> None:
    """Carry what waits, until nothing has its turn.

    Killed at any instant, the next call does the rest: a path leaves the list after the bucket has
    its object.

    Args:
        store: the bucket.
        total: what was done is added to it.
        told: called after every chunk.

    Raises:
        BucketAway: nothing can be carried; what is left stays in the list.
        OperationalError, InterfaceError: the database is away.
    """
    work = _Work(store, total)
    while (chunk := next_chunk()) is not None:
        if chunk.stage is Stage.GONE:
            if not (house_settings().tree_dir / "index.html").is_file():
                # A tree without a front page is being moved or was lost; it empties no bucket.
                return
            work.drop(chunk)
        else:
            work.take(chunk)
        if told is not None:
            told(total.seen)


class _Work:
    def __init__(self, store: Store, total: Carried) -> None:
        self._store = store
        self._total = total
        house: HouseSettings = house_settings()
        self._tree, self._media = house.tree_dir, house.media_dir

    # --- up ----------------------------------------------------------------------------------

    def take(self, chunk: Chunk) -> None:
        """Put into the bucket what differs of a chunk, and before that what it names."""
        held = _digests(chunk.paths)
        fresh: list[LocalObject] = []
        same: list[LocalObject] = []
        gone: list[str] = []
        unread: dict[str, str] = {}
        for path in chunk.paths:
            if path.startswith("media/") and not _is_shown(path):
                continue
            try:
                thing = read_object(self._tree, self._media, path)
            except (OSError, ValueError) as error:
                unread[path] = _unread(error)
                continue
            if thing is None:
                gone.append(path)
            elif held.get(path) == thing.digest:
                same.append(thing)
            else:
                fresh.append(thing)
        # Taken away since it was noted: that has its turn when all else is done.
        note_unneeded(gone)
        self._take_named(fresh)
        etags, refused = self._put(fresh)
        refused |= unread
        self._total.failed += len(unread)
        taken = [thing for thing in fresh if thing.path in etags]
        with transaction.atomic():
            _remember(taken, etags)
            _remember_stamps(same)
            for path, detail in refused.items():
                chunk.put_off(path, detail)
            chunk.take_off({*chunk.paths} - {*refused})
        self._total.same += len(same)

    def _take_named(self, pages: Collection[LocalObject]) -> None:
        """Put the pictures and assets that pages name into the bucket, if they are not there.

        Only what a page names goes up: a picture of a draft is nobody's business yet.
        """
        pictures = {path for page in pages for path in page.pictures}
        assets = {path for page in pages for path in page.assets}
        missing = {*pictures, *assets} - _digests({*pictures, *assets}).keys()
        if missing & assets:
            # They name each other (a style its fonts): the whole folder.
            all_assets = {*paths_of_assets(self._tree)}
            missing |= all_assets - _digests(all_assets).keys()
        if not missing:
            return
        several = sorted(missing)
        for start in range(0, len(several), CHUNK):
            things = []
            for path in several[start : start + CHUNK]:
                try:
                    thing = read_object(self._tree, self._media, path)
                except OSError:
                    thing = None
                if thing is None:
                    logger.warning("a page names a picture or an asset that cannot be read")
                else:
                    things.append(thing)
            etags, refused = self._put(things)
            _remember([thing for thing in things if thing.path in etags], etags)
            note_paths(refused)

    def _put(self, things: Collection[LocalObject]) -> tuple[dict[str, str], dict[str, str]]:
        """Put objects, some at once; return ETags of those that are there, and why others are not.

        All have been tried when it returns or raises, so the next stage begins after this one.
        """
        etags: dict[str, str] = {}
        refused: dict[str, str] = {}
        away: BucketAway | None = None
        with ThreadPoolExecutor(AT_ONCE) as threads:
            under_way = [(thing, threads.submit(self._store.put, thing)) for thing in things]
            for thing, coming in under_way:
                if coming.cancelled():
                    continue
                try:
                    etags[thing.path] = coming.result()
                except ObjectRefused as error:
                    logger.warning("an object was refused")
                    refused[thing.path] = str(error)
                except BucketAway as error:
                    if away is None:
                        away = error
                        for _, other in under_way:
                            other.cancel()
        self._total.put += len(etags)
        self._total.failed += len(refused)
        if away is not None:
            # What is there is remembered, and not carried again.
            _remember([thing for thing in things if thing.path in etags], etags)
            raise away
        return etags, refused

    # --- down --------------------------------------------------------------------------------

    def drop(self, chunk: Chunk) -> None:
        """Delete the objects of a chunk where nothing stands now."""
        back: list[str] = []
        refused: dict[str, str] = {}
        gone: list[str] = []
        for path in chunk.paths:
            try:
                if path.startswith("media/"):
                    objects = _of_unneeded_picture(picture_of(path))
                elif stamp_at(file_at(self._tree, self._media, path)) is not None:
                    back.append(path)
                    continue
                else:
                    objects = list(Held.objects.filter(path=path).values_list("path", flat=True))
            except (OSError, ValueError) as error:
                refused[path] = _unread(error)  # whether it is gone, nobody can tell
                continue
            try:
                for each in objects:
                    self._store.delete(each)
            except ObjectRefused as error:
                refused[path] = str(error)
            else:
                gone += objects
        with transaction.atomic():
            pictures = PictureOnPage.objects.filter(page__in=gone)
            note_unneeded(set(pictures.values_list("picture", flat=True)))
            pictures.delete()
            Held.objects.filter(path__in=gone).delete()
            for path, detail in refused.items():
                chunk.put_off(path, detail)
            chunk.take_off({*chunk.paths} - {*refused})
        note_paths(back)
        self._total.deleted += len(gone)
        self._total.failed += len(refused)


def _unread(error: Exception) -> str:
    return f"its file cannot be read ({type(error).__name__})"


def _digests(paths: Collection[str]) -> dict[str, str]:
    """Return the digests of those of some objects that the bucket holds."""
    found: dict[str, str] = {}
    several = list(paths)
    for start in range(0, len(several), _ASKED):
        part = several[start : start + _ASKED]
        found.update(Held.objects.filter(path__in=part).values_list("path", "digest"))
    return found


def _is_shown(path: str) -> bool:
    """Return whether a page in the bucket names a picture, or the picture of a file."""
    return PictureOnPage.objects.filter(picture=picture_of(path)).exists()


def _of_unneeded_picture(picture: str) -> list[str]:
    """Return what the bucket holds of a picture that no page there names; else nothing."""
    if _is_shown(picture):
        return []
    held = Held.objects.filter(path__startswith=f"{picture}/")
    return list(held.values_list("path", flat=True))


def _remember(things: Iterable[LocalObject], etags: dict[str, str]) -> None:
    """Remember objects that the bucket holds now, and which pictures they name."""
    things = list(things)
    with transaction.atomic():
        Held.objects.bulk_create(
            [
                Held(
                    path=thing.path, digest=thing.digest, stamp=thing.stamp, etag=etags[thing.path]
                )
                for thing in things
            ],
            update_conflicts=True,
            unique_fields=["path"],
            update_fields=["digest", "stamp", "etag"],
            batch_size=_ASKED,
        )
        named = {thing.path: {picture_of(path) for path in thing.pictures} for thing in things}
        before = PictureOnPage.objects.filter(page__in=named)
        unneeded = {
            picture
            for page, picture in before.values_list("page", "picture")
            if picture not in named[page]
        }
        before.delete()
        PictureOnPage.objects.bulk_create(
            [
                PictureOnPage(page=page, picture=picture)
                for page, pictures in named.items()
                for picture in sorted(pictures)
            ],
            batch_size=_ASKED,
        )
        note_unneeded(sorted(unneeded))


def _remember_stamps(things: Iterable[LocalObject]) -> None:
    """Remember that files were read and are what the bucket holds: they need not be read again."""
    for thing in things:
        Held.objects.filter(path=thing.path).exclude(stamp=thing.stamp).update(stamp=thing.stamp)


def store_of_house() -> Store:
    """Return the publication's bucket.

    Raises:
        LookupError: it has none.
        BucketAway: there is no key, or botocore is not installed.
    """
    settings = house_settings().bucket
    if settings is None:
        raise LookupError(
            "The publication has no bucket. Set WRITINGVIEWS_BUCKET, or bucket in house.toml."
        )
    return Store(settings)
