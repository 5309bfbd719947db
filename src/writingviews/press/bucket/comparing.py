"""The tree on disk, the bucket, and what we believe of the bucket: where they differ."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from writingviews.house.settings import house_settings
from writingviews.press.house_tree import house_tree
from writingviews.press.models import Held, PictureOnPage
from writingviews.press.tree import UnsafeAddress, file_of

from .objects import is_kept_for_ever, paths_of_assets, picture_of, read_object, stamp_at
from .store import Store
from .waiting import note_paths, note_unneeded

#: Told how many objects were compared, and of how many.
Progress = Callable[[int, int], None]
_SAY_EVERY = 100


@dataclass(frozen=True, slots=True)
class BucketCheck:
    """How the bucket differs from the tree; empty where it does not.

    Args:
        objects: how many it should hold.
        differing, missing, foreign: keys, sorted.
    """

    objects: int
    differing: tuple[str, ...]
    missing: tuple[str, ...]
    foreign: tuple[str, ...]

    @property
    def equal(self) -> bool:
        return not (self.differing or self.missing or self.foreign)


def note_differences(store: Store | None = None) -> None:
    """Put into the list whatever the bucket may have to take or to drop.

    A look at every file's time and size (a second for 100,000), no file is read. It finds what was
    printed while nobody noted it: a tree that was built beside the old one, a bucket that is new,
    a `writingviews rebuild` that was killed.

    Args:
        store: asked what the bucket really holds, a request for each thousand objects; by default
            what we put there is believed to be there.

    Raises:
        BucketAway: the bucket cannot be listed.
    """
    house = house_settings()
    if not (house.tree_dir / "index.html").is_file():
        # Being moved, or lost: the next look finds it.
        return
    if store is not None:
        _note_lost({entry.path: entry.etag for entry in store.listing()})
    held = dict(Held.objects.values_list("path", "stamp"))
    local = set()
    changed = []
    for path in _pages():
        local.add(path)
        if not _is_as_held(house.tree_dir / path, held.get(path)):
            changed.append(path)
    named = set(PictureOnPage.objects.values_list("picture", flat=True).distinct())
    changed += [path for path in paths_of_assets(house.tree_dir) if path not in held]
    changed += [path for path in held if not is_kept_for_ever(path) and path not in local]
    note_paths(changed)
    pictures = {picture_of(path) for path in held if path.startswith("media/")}
    note_unneeded(sorted(pictures - named))


def _is_as_held(file: Path, stamp: str | None) -> bool:
    try:
        return stamp_at(file) == stamp
    except (OSError, ValueError):
        return False  # told when its turn has come


def _note_lost(listed: Mapping[str, str]) -> None:
    """Forget objects that are not in the bucket as we put them there, and note them."""
    lost = [
        path for path, etag in Held.objects.values_list("path", "etag") if listed.get(path) != etag
    ]
    with transaction.atomic():
        for start in range(0, len(lost), 500):
            Held.objects.filter(path__in=lost[start : start + 500]).delete()
        note_paths(lost)


def _pages() -> Iterator[str]:
    """Yield the paths of all pages of the tree."""
    for address in house_tree().addresses():
        try:
            yield file_of(address)
        except UnsafeAddress:
            continue


def check_bucket(store: Store, progress: Progress | None = None) -> BucketCheck:
    """Compare the bucket with the tree; changes nothing. Every page is read.

    Raises:
        BucketAway: the bucket cannot be listed.
    """
    house = house_settings()
    listed = {entry.path: entry.etag for entry in store.listing()}
    held = {path: (digest, etag) for path, digest, etag in _held()}
    differing: list[str] = []
    missing: list[str] = []
    pages = sorted(_pages())
    expected = {*pages, *paths_of_assets(house.tree_dir)}
    for number, path in enumerate(pages, 1):
        try:
            page = read_object(house.tree_dir, house.media_dir, path)
        except (OSError, ValueError):
            differing.append(path)
            continue
        if page is None:
            continue
        expected |= page.pictures
        if path in listed and held.get(path) != (page.digest, listed[path]):
            differing.append(path)
        if progress is not None and number % _SAY_EVERY == 0:
            progress(number, len(pages))
    for path in sorted(expected):
        if path not in listed:
            missing.append(path)
        elif is_kept_for_ever(path) and held.get(path, ("", ""))[1] != listed[path]:
            differing.append(path)
    # Older assets stay, for pages that are still open in a browser; and of a picture
    # that a page names all widths are ours.
    pictures = {picture_of(path) for path in expected if path.startswith("media/")}
    ours = expected | {
        path for path in held if path.startswith("assets/") or picture_of(path) in pictures
    }
    return BucketCheck(
        objects=len(expected),
        differing=tuple(sorted(differing)),
        missing=tuple(missing),
        foreign=tuple(sorted(listed.keys() - ours)),
    )


def _held() -> Iterator[tuple[str, str, str]]:
    return Held.objects.values_list("path", "digest", "etag").iterator()


def sweep(store: Store) -> list[str]:
    """Delete what stands in the bucket and is not ours; return its keys.

    Raises:
        BucketAway, ObjectRefused: it could not be deleted.
    """
    foreign = check_bucket(store).foreign
    for path in foreign:
        store.delete(path)
        Held.objects.filter(path=path).delete()
    return list(foreign)
