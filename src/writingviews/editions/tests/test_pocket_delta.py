"""A difference makes a former mirror into the new one, or leaves it as it was."""

import shutil
import zipfile
from pathlib import Path

import pytest

from writingviews.editions.pocket.command import MirrorRefused, apply_lines, make_key
from writingviews.editions.tests.small_tree import (
    NOW,
    Small,
    article,
    files_below,
    small_publication,
)

BOATS = "articles/boats/index.html"


def _change(small: Small) -> None:
    """One article changes, one comes, one goes."""
    tree = small.settings.tree_dir
    (tree / BOATS).write_text(article("Boats", "Rowing out again."), encoding="utf-8")
    (tree / "articles/new").mkdir()
    (tree / "articles/new/index.html").write_text(article("New", "A mast."), encoding="utf-8")
    shutil.rmtree(tree / "articles/نان")


@pytest.fixture
def held(small: Small, tmp_path: Path) -> Path:
    """A copy that a reader has, number 1."""
    small.mirror(tmp_path / "m")
    shutil.copytree(tmp_path / "m", tmp_path / "held")
    return tmp_path / "held"


@pytest.fixture
def delta(small: Small, held: Path, tmp_path: Path) -> Path:
    """What leads from number 1 to number 2, which stands in ``m``."""
    _change(small)
    small.mirror(tmp_path / "m", delta=held)
    return tmp_path / "m-1-to-2.zip"


def _apply(small: Small, held: Path, delta: Path, at_least: int = 0) -> tuple[int, str]:
    code, lines = apply_lines(
        held,
        delta,
        key=small.public.line,
        at_least=at_least,
        now=NOW,
        told=lambda _done, _of: None,
    )
    return code, lines[0]


def test_a_copy_and_the_difference_give_the_new_mirror(
    small: Small, held: Path, delta: Path, tmp_path: Path
) -> None:
    code, said = _apply(small, held, delta)
    assert (code, said[:15]) == (0, "Good: number 2 ")
    assert files_below(held) == files_below(tmp_path / "m")
    assert not (held / "articles/نان").exists()


def test_a_difference_holds_what_changed_and_nothing_else(delta: Path) -> None:
    with zipfile.ZipFile(delta) as packed:
        names = {name.partition("/")[2] for name in packed.namelist()}
    assert {BOATS, "articles/new/index.html", "SHA256SUMS", "SHA256SUMS.minisig"} <= names
    assert not {"index.html", "minisign.pub", "media/ab12/960.webp"} & names


def test_a_copy_that_somebody_added_to_is_clean_afterwards(
    small: Small, held: Path, delta: Path
) -> None:
    (held / "evil.html").write_text("evil", encoding="ascii")
    assert _apply(small, held, delta)[0] == 0
    assert not (held / "evil.html").exists()


def test_a_copy_with_a_changed_file_that_stays_does_not_fit(
    small: Small, held: Path, delta: Path
) -> None:
    (held / "index.html").write_text("changed", encoding="ascii")
    before = files_below(held)
    code, said = _apply(small, held, delta)
    assert code == 1
    assert said.startswith("Does not fit: neither the copy nor m-1-to-2.zip has index.html")
    assert files_below(held) == before


def test_a_difference_that_was_changed_leaves_the_copy_alone(
    small: Small, held: Path, delta: Path
) -> None:
    before = files_below(held)
    body = delta.read_bytes()
    with zipfile.ZipFile(delta) as packed:
        place = packed.getinfo(f"m-1-to-2/{BOATS}").header_offset + 100
    delta.write_bytes(body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :])
    assert _apply(small, held, delta)[0] == 1
    delta.write_bytes(body[:-40])
    assert _apply(small, held, delta)[1].startswith("Unreadable: ")
    assert files_below(held) == before


def test_a_difference_of_another_key_is_refused(
    small: Small, held: Path, delta: Path, tmp_path: Path
) -> None:
    make_key(tmp_path / "other", small.settings.folder)
    other = Small(small.settings, tmp_path / "other", small.public)
    other.mirror(tmp_path / "forged.zip", archive=True)
    code, said = _apply(small, held, tmp_path / "forged.zip")
    assert (code, said[:12]) == (1, "Not genuine:")
    with pytest.raises(MirrorRefused, match="another key"):
        other.mirror(tmp_path / "n", delta=held)


def test_a_difference_that_leads_back_is_refused(
    small: Small, held: Path, delta: Path, tmp_path: Path
) -> None:
    assert _apply(small, held, delta)[0] == 0
    before = files_below(held)
    assert _apply(small, held, delta)[1].startswith("Old: the copy is number 2 already")
    assert files_below(held) == before


def test_a_difference_to_a_number_that_is_too_low_is_not_taken(
    small: Small, held: Path, delta: Path
) -> None:
    before = files_below(held)
    code, said = _apply(small, held, delta, at_least=3)
    assert (code, said[:4]) == (1, "Old:")
    assert files_below(held) == before


def test_without_a_key_nothing_is_applied(small: Small, held: Path, delta: Path) -> None:
    before = files_below(held)
    code, _ = apply_lines(held, delta, key=None, at_least=0, now=NOW, told=lambda _done, _of: None)
    assert code == 2
    assert files_below(held) == before


def test_a_whole_archive_will_do_as_a_difference(small: Small, held: Path, tmp_path: Path) -> None:
    small.mirror(tmp_path / "whole.zip", archive=True)
    assert _apply(small, held, tmp_path / "whole.zip")[0] == 0


def test_a_difference_of_another_publication_is_refused(
    small: Small, held: Path, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    other = small_publication(tmp_path / "elsewhere")
    other.mirror(tmp_path / "n")
    shutil.copytree(tmp_path / "n", tmp_path / "n1")
    _change(other)
    other.mirror(tmp_path / "n", delta=tmp_path / "n1")
    before = files_below(held)
    assert _apply(small, held, tmp_path / "n-1-to-2.zip")[1].startswith("Not genuine: n-1-to-2.zip")
    code, said = _apply(other, held, tmp_path / "n-1-to-2.zip")
    assert (code, said[:22]) == (1, "Not genuine: the copy:")
    assert files_below(held) == before


def test_what_a_system_left_goes_with_the_former_copy(
    small: Small, held: Path, delta: Path, tmp_path: Path
) -> None:
    (held / ".DS_Store").write_bytes(b"x")
    assert _apply(small, held, delta)[0] == 0
    assert files_below(held) == files_below(tmp_path / "m")


def test_a_stick_that_is_full_keeps_its_copy(
    small: Small, held: Path, delta: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> bool:
        raise OSError(28, "No space left on device", "index.html")

    before = files_below(held)
    monkeypatch.setattr("writingviews.editions.pocket.delta._copied", full)
    code, said = _apply(small, held, delta)
    assert (code, said) == (
        2,
        "The copy is as it was, and could not be replaced: index.html: No space left on device.",
    )
    assert files_below(held) == before
    assert not list(held.parent.glob(".held*"))


def test_a_copy_at_the_root_of_a_disk_is_not_replaced(
    small: Small, held: Path, delta: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "is_mount", lambda path: path.name == "held")
    assert _apply(small, held, delta)[0] == 2
