"""Every step on the disk fails once, and from then on for ever: pages are old or new, and after
the cause has gone all is right."""

import errno
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import LazySettings

from writingviews.articles.lifecycle import Verb
from writingviews.articles.services.moving import Move, move_article
from writingviews.articles.tests.making import (
    make_account,
    make_document,
    make_publication,
    make_published,
)
from writingviews.ledger.models import Change, StuckPage
from writingviews.ledger.services import try_again
from writingviews.people.models import Account, Role
from writingviews.press import tree
from writingviews.press.house_tree import house_tree
from writingviews.press.printing import print_pending
from writingviews.press.rebuilding import check_tree, rebuild
from writingviews.search.services import rebuild_index

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@dataclass
class Disk:
    """Counts what is asked of the disk, and fails from a number on.

    Attributes:
        fails_at: the first step that fails, from 1; 0 for none.
        always: whether those after it fail as well.
        number: the error.
        steps: how many there were.
    """

    fails_at: int = 0
    always: bool = False
    number: int = errno.EIO
    steps: int = 0

    def step(self) -> None:
        with _counting:
            self.steps += 1
            here = self.steps
        if self.fails_at and (here == self.fails_at or (self.always and here > self.fails_at)):
            raise OSError(self.number, f"step {here} of the disk failed")


_counting = threading.Lock()


@pytest.fixture
def disk(tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Disk:
    """The disk under a printed publication of one article."""
    settings.HOUSE = replace(settings.HOUSE, folder=tmp_path)
    make_publication("en")
    rebuild_index()
    rebuild()
    disk = Disk()

    def watched(real: Callable[..., object]) -> Callable[..., object]:
        def call(path: Path, *arguments: object, **named: object) -> object:
            if "/tree/" in f"{path}/" or path.name == "unfinished":
                disk.step()
            return real(path, *arguments, **named)

        return call

    for name in ("write_bytes", "replace", "mkdir", "read_bytes", "read_text", "open", "unlink"):
        monkeypatch.setattr(Path, name, watched(getattr(Path, name)))
    # Nothing is cut off in these plays, so nothing has to be waited for.
    monkeypatch.setattr(tree, "sync_filesystem", lambda _: disk.step())
    return disk


def _standing() -> dict[Path, bytes]:
    def found() -> Iterator[tuple[Path, bytes]]:
        for path in house_tree().root.rglob("*"):
            if path.is_file() and not path.name.endswith(".new~"):
                with open(path, "rb") as file:  # noqa: PTH123 - `Path.open` is watched
                    yield path, file.read()

    return dict(found())


@pytest.mark.parametrize("always", [False, True], ids=["once", "always"])
@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC], ids=["EIO", "ENOSPC"])
def test_every_page_is_old_or_new_and_all_is_right_once_the_disk_is(
    disk: Disk, number: int, *, always: bool
) -> None:
    editor = make_account("publisher", Role.PUBLISHER)
    article = make_published("Title 0")
    print_pending()

    def act(version: int) -> None:
        move_article(
            actor=editor,
            article_id=article.id,
            move=Move(Verb.UPDATE),
            document=make_document(f"Title {version}"),
            now=datetime(2026, 6, 1, 8, 0, tzinfo=UTC),
        )

    disk.steps = 0
    act(1)
    print_pending()
    steps = disk.steps
    assert steps > 150
    # Every step of the beginning and of the end, and some of what is alike in between.
    places = [*range(1, 12), *range(12, steps - 6, 7), *range(steps - 6, steps + 1)]
    for version, place in enumerate(places, 2):
        before = _standing()
        act(version)
        disk.steps, disk.fails_at, disk.always, disk.number = 0, place, always, number
        raised = _printed_badly()
        disk.fails_at = 0
        meanwhile = _standing()
        assert Change.objects.exists() == raised, place
        _mend()
        after = _standing()
        for path, data in meanwhile.items():
            assert data in {before.get(path), after.get(path)}, (place, path)
        assert before.keys() <= meanwhile.keys(), place
        assert f"Title {version}".encode() in after[house_tree().root / "index.html"], place
    assert check_tree().equal
    assert not list(house_tree().root.rglob("*.new~"))


def _printed_badly() -> bool:
    """Print; return whether the disk's error came through: then nothing left the outbox."""
    try:
        print_pending()
    except OSError:
        return True
    return False


def _mend() -> None:
    try_again()
    while Change.objects.exists() or StuckPage.objects.exists():
        assert not print_pending().failed


def test_a_page_that_failed_alone_is_noted_and_the_others_are_printed(
    disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor: Account = make_account("publisher", Role.PUBLISHER)
    article = make_published("Title 0")
    print_pending()
    move_article(
        actor=editor,
        article_id=article.id,
        move=Move(Verb.UPDATE),
        document=make_document("Title 1"),
        now=datetime(2026, 6, 1, 8, 0, tzinfo=UTC),
    )
    real = tree._put_in_place

    def bad_spot(path: Path) -> None:
        if path.match("tree/index.html"):
            raise OSError(errno.EIO, "Input/output error")
        real(path)

    monkeypatch.setattr(tree, "_put_in_place", bad_spot)
    assert print_pending().failed.keys() == {"/"}
    assert StuckPage.objects.get().cause == "disk"
    assert not Change.objects.exists()
    assert b"Title 0" in (house_tree().read("/") or b"")
    assert b"Title 1" in (house_tree().read("/latest/") or b"")
