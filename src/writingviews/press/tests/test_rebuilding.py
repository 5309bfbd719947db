"""The whole tree, built beside the one that is served and put in its place at once."""

import errno
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from stat import S_IFSOCK

import pytest
from django.conf import LazySettings

from writingviews.articles.models import Article
from writingviews.articles.tests.making import make_publication, make_published
from writingviews.ledger.models import Change, StuckPage
from writingviews.press import beside, printers, rebuilding
from writingviews.press.beside import NoExchange, TreeBeside
from writingviews.press.house_tree import house_generation, house_tree, printed_meanwhile
from writingviews.press.printing import print_pending
from writingviews.press.rebuilding import check_tree, rebuild
from writingviews.press.stuck import StuckPages
from writingviews.press.tests.test_incremental_tree import Play, plays
from writingviews.search.services import rebuild_index
from writingviews.site import numbering, pages
from writingviews.site.addresses import article_address
from writingviews.site.page import Page
from writingviews.site.publication_view import PublicationView

pytestmark = pytest.mark.django_db

ESSAY = "/articles/on-bread/"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: LazySettings) -> None:
    settings.HOUSE = replace(settings.HOUSE, folder=tmp_path / "house")
    make_publication("en", "fa")
    make_published("On bread", text="Bread rises.")
    rebuild_index()
    rebuild()


def _files() -> dict[str, bytes]:
    root = house_tree().root
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def _leftovers() -> list[str]:
    root = house_tree().root
    found = [path.name for path in root.parent.iterdir() if path.name.startswith("tree.")]
    return found + [path.name for path in (root.parent / "run").glob("printed-meanwhile")]


def test_pages_that_are_right_are_lent_and_the_tree_is_another() -> None:
    before, inode = _files(), house_tree().root.stat().st_ino
    page = house_tree().root / "articles/on-bread/index.html"
    written_at = page.stat().st_mtime_ns
    printed = rebuild()
    assert (printed.written, printed.failed) == (0, {})
    assert printed.same > 40
    assert house_tree().root.stat().st_ino != inode
    assert _files() == before
    assert page.stat().st_mtime_ns == written_at
    assert _leftovers() == []


def test_each_fault_is_told_with_its_reason_and_mended() -> None:
    root = house_tree().root
    (root / "about/index.html").write_bytes(b"<html>broken in")
    (root / "archive/index.html.br").write_bytes(b"no brotli")
    (root / "index.html.gz").write_bytes((root / "about/index.html.gz").read_bytes())
    (root / "feed.json.br").unlink()
    (root / "articles/on-bread/index.html.status").write_text("410")
    (root / "latest/index.html").unlink()
    (root / "articles/gone").mkdir()
    (root / "articles/gone/index.html").write_bytes(b"long gone")
    (root / "articles/cut/").mkdir()
    (root / "articles/cut/index.html.new~").write_bytes(b"half")
    style = next((root / "assets").glob("site-*.css"))
    style.write_bytes(b"* { display: none }")
    reasons = {(fault.kind, fault.place): fault.reason for fault in check_tree().faults}
    assert "differs from a clean build" in reasons.pop(("differing", "/about/"))
    assert "its .br copy cannot be read" in reasons.pop(("differing", "/archive/"))
    assert "its .gz copy says something else" in reasons.pop(("differing", "/"))
    assert "its .br copy is missing" in reasons.pop(("differing", "/feed.json"))
    assert "its status is '410'" in reasons.pop(("differing", ESSAY))
    assert "no page stands here" in reasons.pop(("missing", "/latest/"))
    assert "no page stands here any more" in reasons.pop(("foreign", "/articles/gone/"))
    assert "cut short" in reasons.pop(("foreign", "articles/cut/index.html.new~"))
    assert "not the one that was built" in reasons.pop(("differing", f"assets/{style.name}"))
    assert all(kind == "foreign" and place.startswith("latest/") for kind, place in reasons)
    printed = rebuild()
    assert 5 <= printed.written <= 6
    assert printed.removed == 1
    check = check_tree()
    assert check.equal, check.faults


def test_a_page_that_cannot_be_drawn_keeps_its_last_good_version(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = _files()
    real = pages.render_page

    def render(site: PublicationView, address: str) -> Page | None:
        if address == ESSAY:
            raise ValueError("ink is out")
        return real(site, address)

    monkeypatch.setattr("writingviews.press.batches.render_page", render)
    assert set(rebuild().failed) == {ESSAY}
    assert _files() == before
    assert list(StuckPage.objects.values_list("address", flat=True)) == [ESSAY]
    (fault,) = check_tree().faults
    assert "cannot be drawn: ValueError: ink is out" in fault.reason


@pytest.mark.usefixtures("small_batches")
def test_what_is_published_meanwhile_is_in_the_new_tree_and_in_the_old_at_once() -> None:
    seen: list[bytes | None] = []

    def meanwhile(done: int, of: int) -> None:
        if not seen:
            assert done < of
            article = make_published("On rivers", text="They run.")
            print_pending()
            seen.append(house_tree().read(article_address(str(article.slug))))

    rebuild(meanwhile)
    assert seen[0] is not None
    assert house_tree().read("/articles/on-rivers/") == seen[0]
    check = check_tree()
    assert check.equal, check.faults
    assert not Change.objects.exists()
    assert _leftovers() == []


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("seed", plays(200, 4))
def test_any_sequence_of_changes_while_it_is_built_gives_the_tree_of_a_clean_build(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("newest_slice", "page_slice", "numbered_pages"):
        monkeypatch.setattr(getattr(numbering, name), "__defaults__", (3,))
    monkeypatch.setattr(numbering.touched_pages, "__kwdefaults__", {"size": 3})
    play = Play(seed)
    # Pages enough for several batches, whatever the play does then.
    for act in (*[play.publish] * 6, *play.random.choices(play.acts(), k=12)):
        act()

    def meanwhile(_done: int, _of: int) -> None:
        if play.random.random() < 0.6:
            play.random.choice(play.acts())()
        if play.random.random() < 0.4:
            print_pending()

    for _ in range(2):
        rebuild(meanwhile)
        check = check_tree()
        assert check.equal, check.faults
    assert Article.objects.count() > 5


def test_a_reader_never_misses_a_page() -> None:
    addresses = list(house_tree().addresses())
    over = threading.Event()
    missed: list[str] = []
    reads = 0

    def read() -> None:
        nonlocal reads
        while not over.is_set():
            missed.extend(each for each in addresses if house_tree().read(each) is None)
            reads += 1

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(8):
        rebuild()
    over.set()
    reader.join()
    assert reads > 8
    assert missed == []


def test_a_full_disk_leaves_the_old_tree_and_nothing_lying_about(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_published("On salt", text="It keeps.")
    print_pending()
    before = _files()
    lent = 0
    real = TreeBeside._lend

    def full(tree: TreeBeside, relative: str) -> None:
        nonlocal lent
        lent += 1
        if lent > 30:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(tree, relative)

    monkeypatch.setattr(TreeBeside, "_lend", full)
    with pytest.raises(OSError, match="No space left"):
        rebuild()
    assert _files() == before
    assert _leftovers() == []


class Killed(BaseException):
    """The press is killed here."""


def _kill(*_: object) -> None:
    raise Killed


@pytest.mark.parametrize("when", ["writing", "written", "exchanged", "told"])
def test_killed_at_any_step_a_whole_tree_is_served_and_the_next_start_clears_up(
    when: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _files()
    generation = house_generation().read()
    real = TreeBeside.take_its_place

    def exchange_and_die(tree: TreeBeside) -> None:
        real(tree)
        raise Killed

    with monkeypatch.context() as killed:
        # Nothing of what comes after is done: not even what stands in a `finally`.
        killed.setattr(TreeBeside, "clear", lambda _: False)
        killed.setattr(StuckPages, "note", _kill)
        steps: dict[str, Callable[[], None]] = {
            "writing": lambda: killed.setattr(TreeBeside, "put_assets", _kill),
            "written": lambda: killed.setattr(TreeBeside, "take_its_place", _kill),
            "exchanged": lambda: killed.setattr(TreeBeside, "take_its_place", exchange_and_die),
            "told": lambda: None,
        }
        steps[when]()
        with pytest.raises(Killed):
            rebuild()
    printed_meanwhile().begin()
    assert _files() == before
    assert "tree.new~" in _leftovers()
    make_published("On salt", text="It keeps.")
    print_pending()
    assert "printed-meanwhile" not in _leftovers(), "nobody listens any more"
    rebuilding.rebuild_if_outdated()
    assert _leftovers() == []
    assert house_generation().read() != generation
    check = check_tree()
    assert check.equal, check.faults


def test_where_folders_cannot_change_places_the_pages_are_printed_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: Path) -> None:
        raise NoExchange("not here")

    monkeypatch.setattr(beside, "_exchange", refuse)
    inode = house_tree().root.stat().st_ino
    (house_tree().root / "about/index.html").write_bytes(b"broken")
    printed = rebuild()
    assert printed.written == 1
    assert house_tree().root.stat().st_ino == inode
    assert check_tree().equal
    assert _leftovers() == []


def _refusing(number: int) -> Callable[..., None]:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


@pytest.mark.parametrize("where", ["beside", "lent"])
def test_where_no_tree_may_stand_beside_or_be_lent_from_pages_are_printed_one_by_one(
    where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that others own around the tree; a folder of the same disk mounted on it."""
    (house_tree().root / "about/index.html").write_bytes(b"broken")
    with monkeypatch.context() as refused:
        if where == "beside":
            real = Path.mkdir

            def mkdir(path: Path, mode: int = 0o777, **named: bool) -> None:
                if path.name == "tree.new~":
                    _refusing(errno.EACCES)()
                real(path, mode, **named)

            refused.setattr(Path, "mkdir", mkdir)
        else:
            refused.setattr(os, "link", _refusing(errno.EXDEV))
        assert rebuild().written == 1
    assert check_tree().equal
    assert _leftovers() == []


def test_page_by_page_broken_copies_and_front_end_files_are_mended_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(TreeBeside, "can_take_its_place", lambda _: False)
    root = house_tree().root
    (root / "archive/index.html.br").write_bytes(b"no brotli")
    (root / "index.html.gz").write_bytes((root / "about/index.html.gz").read_bytes())
    (root / "feed.json.br").unlink()
    script = next((root / "assets").glob("site-*.js"))
    script.write_bytes(b"broken")
    generation = house_generation().read()
    assert rebuild().written == 3
    assert house_generation().read() != generation
    check = check_tree()
    assert check.equal, check.faults


def test_what_cannot_be_read_in_a_page_s_place_is_told_and_made_anew() -> None:
    page = house_tree().root / "about/index.html"
    page.unlink()
    os.mkfifo(page)
    (house_tree().root / "archive/index.html").unlink()
    os.mknod(house_tree().root / "archive/index.html", S_IFSOCK | 0o600)
    assert check_tree().differing == ("/about/", "/archive/")
    assert rebuild().written == 2
    assert check_tree().equal


def test_a_tree_that_a_link_leads_to_is_built_where_it_lies(tmp_path: Path) -> None:
    root = house_tree().root
    elsewhere = tmp_path / "elsewhere"
    root.rename(elsewhere)
    root.symlink_to(elsewhere)
    assert rebuild().same > 40
    assert root.is_symlink()
    assert [path.name for path in tmp_path.iterdir() if "new~" in path.name] == []
    assert check_tree().equal


def test_older_front_end_files_stay_and_a_broken_one_is_made_anew() -> None:
    assets = house_tree().root / "assets"
    (assets / "site-OLDER.css").write_text("body {}")
    script = next(assets.glob("site-*.js"))
    right = script.read_bytes()
    Path(f"{script}.br").write_bytes(b"broken")
    rebuild()
    assert (assets / "site-OLDER.css").read_text() == "body {}"
    assert script.read_bytes() == right
    assert Path(f"{script}.br").read_bytes() != b"broken"


def test_batches_are_shared_so_that_none_is_given_out_twice() -> None:
    batches = [[str(number)] for number in range(11)]
    shares = printers._Shares(batches, 3)
    given: list[str] = []

    def take(process: int) -> Iterator[str]:
        if batch := shares.next(process):
            yield from batch

    given += take(0)
    given += take(2)
    while batch := list(take(1)):
        given += batch
    assert sorted(given, key=int) == [str(number) for number in range(11)]
    assert shares.next(0) is None
