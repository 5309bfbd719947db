"""The whole tree: built anew, or compared with a clean build."""

from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final

from writingviews import __version__
from writingviews.house.assets import BUILT_DIR, built_files
from writingviews.house.settings import house_settings
from writingviews.site.pages import all_addresses, render_page
from writingviews.site.publication_view import PublicationView

from .batches import BATCH, Printed, Progress, write_pages
from .house_tree import house_generation, house_tree, press_lock
from .tree import ENDINGS, file_of, unpacked

SITE_DIR: Final = Path(__file__).parent.parent / "site"


@dataclass(frozen=True, slots=True)
class TreeCheck:
    """How the tree on disk differs from a clean build; empty where it does not."""

    pages: int
    differing: tuple[str, ...]
    missing: tuple[str, ...]
    foreign: tuple[str, ...]

    @property
    def equal(self) -> bool:
        return not (self.differing or self.missing or self.foreign)


def rebuild(progress: Progress | None = None) -> Printed:
    """Print every page anew, take away what does not belong, and put the assets in place."""
    total = Printed()
    with press_lock():
        put_assets()
        site = PublicationView.read()
        tree = house_tree()
        wanted = {*all_addresses(site), *tree.addresses()}
        total.failed = write_pages(site, tree, sorted(wanted), total, progress)
        house_generation().bump()
    return total


def rebuild_if_outdated(progress: Progress | None = None) -> Printed | None:
    """Rebuild if the tree was printed for another address or by another version of the program.

    Returns:
        What was printed, or None if the tree is of today.
    """
    stamp = house_settings().run_dir / "printed-by"
    now = _fingerprint()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == now:
        return None
    printed = rebuild(progress)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(now, encoding="ascii")
    return printed


def _fingerprint() -> str:
    """What every page depends on besides the database: address, assets, templates, words."""
    digest = blake2b(f"{__version__} {house_settings().address}".encode(), digest_size=16)
    for path in (
        BUILT_DIR / "manifest.json",
        *sorted(SITE_DIR.rglob("*.html")),
        *sorted(SITE_DIR.rglob("*.po")),
    ):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def put_assets() -> None:
    """Put the built front-end files into the tree."""
    house_tree().put_assets(built_files())


def check_tree(progress: Progress | None = None) -> TreeCheck:
    """Compare the tree on disk with a clean build, byte for byte; writes nothing.

    Pages with their status, and each compressed copy against the page it belongs to.
    """
    with press_lock():
        site = PublicationView.read()
        tree = house_tree()
        wanted = list(dict.fromkeys(all_addresses(site)))
        differing: list[str] = []
        missing: list[str] = []
        for number, address in enumerate(wanted, 1):
            page = render_page(site, address)
            if page is None:
                continue
            path = tree.root / file_of(address)
            if not path.is_file():
                missing.append(address)
            elif not tree.holds(page) or not _copies_hold(path, page.body):
                differing.append(address)
            if progress is not None and number % BATCH == 0:
                progress(number, len(wanted))
        foreign = sorted(set(tree.addresses()) - set(wanted))
    return TreeCheck(
        pages=len(wanted),
        differing=tuple(differing),
        missing=tuple(missing),
        foreign=tuple(foreign),
    )


def _copies_hold(path: Path, body: bytes) -> bool:
    """Return whether every compressed copy of a page says what it says."""
    try:
        return all(
            unpacked(Path(f"{path}{ending}").read_bytes(), ending) == body for ending in ENDINGS
        )
    except (FileNotFoundError, ValueError):
        return False
