"""Who holds an older copy learns which of its pages to drop, and nobody else learns anything."""

import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from writingviews.editions.pocket.command import make_key
from writingviews.editions.pocket.dropping import taken_down_lines
from writingviews.editions.pocket.minisign import read_secret_key
from writingviews.editions.pocket.taken_down import (
    ListRefused,
    addresses_down,
    list_at,
    read_list,
    write_list,
)
from writingviews.editions.tests.small_tree import NOW, Small, files_below, page

BOATS = "articles/boats/index.html"
LATER = NOW.replace(day=28)


@pytest.fixture
def held(small: Small, tmp_path: Path) -> Path:
    """A copy that a reader has, number 1, with Boats in it."""
    small.mirror(tmp_path / "held")
    return tmp_path / "held"


def _take_down(small: Small, slug: str) -> None:
    status = small.settings.tree_dir / f"articles/{slug}/index.html.status"
    status.write_text("410", encoding="ascii")


@pytest.fixture
def newer(small: Small, held: Path, tmp_path: Path) -> Path:
    """The mirror after Boats was taken down, number 2, a week later."""
    _take_down(small, "boats")
    small.mirror(tmp_path / "newer", now=LATER)
    return tmp_path / "newer"


def _said(small: Small, held: Path, newer: Path, *, drop: bool = False) -> tuple[int, str]:
    code, lines = taken_down_lines(held, newer, key=small.public.line, drop=drop)
    return code, lines[0]


def test_the_list_names_pages_by_their_sums_with_the_day_of_the_first_mirror_without_them(
    small: Small, newer: Path
) -> None:
    listed = list_at(newer, small.public)
    assert (listed.site, listed.sequence) == ("https://window.example", 2)
    days = {sha256(f"/articles/{each}/".encode()).hexdigest(): each for each in ("boats", "gone")}
    said = {days.pop(name, name): day for name, day in listed.days.items()}
    # "former" leads to Boats: an older copy may hold the piece there.
    former = sha256(b"/articles/former/").hexdigest()
    assert said == {"boats": "2026-03-28", "gone": "2026-03-21", former: "2026-03-28"}
    for name in ("TAKEN-DOWN", "TAKEN-DOWN.minisig"):
        assert b"oats" not in (newer / name).read_bytes()
        assert name in (newer / "SHA256SUMS").read_text("utf-8")


def test_an_older_copy_is_told_which_page_to_drop_and_drops_it(
    small: Small, held: Path, newer: Path
) -> None:
    code, said = _said(small, held, newer)
    assert (code, said[:39]) == (1, f"Taken down: {BOATS}. ")
    before = files_below(held)
    code, said = _said(small, held, newer, drop=True)
    assert (code, said[:35]) == (0, f"Deleted: {BOATS}.")
    assert files_below(held) == {name: data for name, data in before.items() if name != BOATS}
    assert not (held / BOATS).parent.exists()
    assert _said(small, held, newer)[0] == 0


def test_the_list_can_be_passed_on_without_its_mirror(
    small: Small, held: Path, newer: Path, tmp_path: Path
) -> None:
    alone = tmp_path / "letter"
    alone.mkdir()
    shutil.copy(newer / "TAKEN-DOWN", alone)
    code, said = _said(small, held, alone / "TAKEN-DOWN")
    assert code == 2 and "TAKEN-DOWN.minisig" in said
    shutil.copy(newer / "TAKEN-DOWN.minisig", alone)
    assert _said(small, held, alone / "TAKEN-DOWN")[0] == 1


def test_a_page_that_came_back_is_named_no_longer_and_an_old_list_says_nothing(
    small: Small, held: Path, newer: Path, tmp_path: Path
) -> None:
    (small.settings.tree_dir / "articles/boats/index.html.status").unlink()
    small.mirror(tmp_path / "third", now=LATER)
    assert _said(small, held, tmp_path / "third")[0] == 0
    code, said = _said(small, tmp_path / "third", newer, drop=True)
    assert (code, said[:25]) == (2, "The list is of number 2, ")
    assert (tmp_path / "third" / BOATS).exists()


def test_nobody_else_can_have_a_page_deleted(
    small: Small, held: Path, newer: Path, tmp_path: Path
) -> None:
    code, lines = taken_down_lines(held, newer, key=None, drop=True)
    assert (code, lines[0][:31]) == (2, "Name the publication's key with")
    other = make_key(tmp_path / "other", small.settings.folder)
    code, lines = taken_down_lines(held, newer, key=other.line, drop=True)
    assert (code, lines[0][:12]) == (2, "Not genuine:")
    with (newer / "TAKEN-DOWN").open("ab") as file:
        file.write(f"{sha256(b'/').hexdigest()}  2026-03-28\n".encode())
    assert _said(small, held, newer, drop=True)[0] == 2
    forged = tmp_path / "forged"
    shutil.copytree(held, forged)
    (forged / "TAKEN-DOWN").write_bytes((held / "SHA256SUMS").read_bytes())
    (forged / "TAKEN-DOWN.minisig").write_bytes((held / "SHA256SUMS.minisig").read_bytes())
    code, said = _said(small, held, forged, drop=True)
    assert (code, said[:12]) == (2, "Not genuine:")
    assert (held / BOATS).exists() and (held / "index.html").exists()


def test_pages_are_deleted_from_a_folder_alone(small: Small, held: Path, newer: Path) -> None:
    small.mirror(held.with_name("m.zip"), archive=True)
    packed = held.with_name("m.zip")
    assert _said(small, packed, newer)[0] == 2  # number 3 knows more than number 2
    code, lines = taken_down_lines(held, held / "nothing", key=small.public.line, drop=False)
    assert code == 2 and "cannot be read" in lines[0]


def test_a_list_of_another_publication_is_not_taken(
    small: Small, held: Path, tmp_path: Path
) -> None:
    key = read_secret_key(small.key.read_text("ascii"))
    listing, signature = write_list(
        {"0" * 64: "2026-03-28"}, site="https://other.example", sequence=9, issued=NOW, key=key
    )
    (tmp_path / "TAKEN-DOWN").write_bytes(listing)
    (tmp_path / "TAKEN-DOWN.minisig").write_bytes(signature)
    code, said = _said(small, held, tmp_path / "TAKEN-DOWN")
    assert (code, said[:44]) == (2, "The list is of https://other.example, and th")
    broken = key.sign(b"?\n", signature.decode().splitlines()[2].removeprefix("trusted comment: "))
    with pytest.raises(ListRefused, match="cannot be read"):
        read_list(b"?\n", broken, small.public)


def test_how_a_piece_began_is_carried_and_not_found_instead_of_the_piece(
    small: Small, tmp_path: Path
) -> None:
    drafts = small.settings.tree_dir / "articles/boats/drafts"
    drafts.mkdir()
    (drafts / "index.html").write_text(page("How it began", "<p>Zephyr.</p>"), encoding="utf-8")
    made = small.mirror(tmp_path / "m")
    assert (made.pages, made.articles) == (5, 2)
    assert (tmp_path / "m/articles/boats/drafts/index.html").exists()
    shards = (tmp_path / "m/search").glob("*.js")
    assert not any("zephyr" in shard.read_text("utf-8").lower() for shard in shards)


def test_what_has_moved_to_a_page_that_is_down_is_down() -> None:
    statuses = {
        "/a/": "301 /b/",
        "/b/": "301 /c/",
        "/c/": "410",
        "/d/": "301 /e/",
        "/x/": "301 /x/",
    }
    assert sorted(addresses_down(statuses)) == ["/a/", "/b/", "/c/"]
