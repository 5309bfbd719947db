"""A mirror is whole, signed, the same each time, and lies where it was asked for."""

import fcntl
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from writingviews.articles.services.publication import set_up_publication
from writingviews.cli import main
from writingviews.editions.pocket.command import MirrorRefused, make_key
from writingviews.editions.pocket.minisign import read_secret_key
from writingviews.editions.pocket.sums import write_sums
from writingviews.editions.pocket.terms import read_terms
from writingviews.editions.tests.small_tree import (
    ADDRESS,
    NOW,
    Small,
    files_below,
    readable_by_others,
)


def _trusted(mirror: Path) -> str:
    line = (mirror / "SHA256SUMS.minisig").read_text("utf-8").splitlines()[2]
    return line.removeprefix("trusted comment: ")


def test_a_mirror_holds_the_pages_and_what_they_need(small: Small, tmp_path: Path) -> None:
    made = small.mirror(tmp_path / "m")
    names = set(files_below(tmp_path / "m"))
    pages = {name for name in names if name.endswith(".html")}
    assert pages == {
        *("index.html", "fa/index.html", "check.html"),
        *("about-this-copy.html", "fa/about-this-copy.html"),
        *("search/index.html", "fa/search/index.html"),
        *("articles/boats/index.html", "articles/نان/index.html"),
    }
    assert {name for name in names if name.startswith(("assets/", "media/"))} == {
        *("assets/site-AA.css", "assets/site-BB.js", "assets/face-CC.woff2"),
        "media/ab12/960.webp",
    }
    assert not [name for name in names if name.endswith((".br", ".gz", ".status", ".xml"))]
    assert not [name for name in names if "secret" in name or "editor" in name]
    assert (made.pages, made.articles, made.pictures, made.missing) == (4, 2, 1, ())
    assert made.files == len(names) - 2


def test_every_address_in_a_mirror_is_relative_or_of_the_web(small: Small, tmp_path: Path) -> None:
    small.mirror(tmp_path / "m", pictures="all")
    for path in (tmp_path / "m").rglob("*.html"):
        html = re.sub(r"<code>.*?</code>", "", path.read_text("utf-8"))
        for address in re.findall(r'(?:href|src|action)="([^"]*)"', html):
            if not address.startswith(("https:", "#")):
                file = address.partition("?")[0].partition("#")[0]
                there = path.parent / bytes(file, "ascii").decode()
                assert not address.startswith("/")
                assert there.is_file() or "%" in address, address


def test_the_same_publication_gives_the_same_bytes(small: Small, tmp_path: Path) -> None:
    for name in ("one", "two"):
        small.mirror(tmp_path / name / "m", archive=False)
        small.mirror(tmp_path / name / "m.zip", archive=True)
        (small.settings.run_dir / "mirror.json").unlink()
    one, two = files_below(tmp_path / "one"), files_below(tmp_path / "two")
    assert one == two
    assert len(one) > 20


def test_several_processes_make_the_same_as_one(
    small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.mirror(tmp_path / "one")
    (small.settings.run_dir / "mirror.json").unlink()
    monkeypatch.setattr("writingviews.editions.pocket.making.CHUNK", 1)
    monkeypatch.setattr("writingviews.editions.pocket.pages.os.cpu_count", lambda: 2)
    small.mirror(tmp_path / "two")
    assert files_below(tmp_path / "two") == files_below(tmp_path / "one")


def test_the_number_rises_and_the_former_list_is_named(small: Small, tmp_path: Path) -> None:
    first = small.mirror(tmp_path / "m")
    second = small.mirror(tmp_path / "other")
    third = small.mirror(tmp_path / "m")
    assert [made.terms.sequence for made in (first, second, third)] == [1, 2, 3]
    assert (first.terms.previous, second.terms.previous) == ("-", first.sums)
    assert read_terms(_trusted(tmp_path / "m")) == third.terms


def test_a_house_that_forgot_its_number_takes_it_from_the_mirror(
    small: Small, tmp_path: Path
) -> None:
    small.mirror(tmp_path / "m")
    small.mirror(tmp_path / "m")
    (small.settings.run_dir / "mirror.json").unlink()
    assert small.mirror(tmp_path / "m").terms.sequence == 3


def test_a_broken_note_of_the_number_is_said_and_not_guessed(small: Small, tmp_path: Path) -> None:
    small.settings.run_dir.mkdir(exist_ok=True)
    (small.settings.run_dir / "mirror.json").write_text("{", encoding="ascii")
    with pytest.raises(MirrorRefused, match="by hand"):
        small.mirror(tmp_path / "m")


def test_a_mirror_is_valid_as_long_as_was_asked(small: Small, tmp_path: Path) -> None:
    terms = small.mirror(tmp_path / "m", days=7).terms
    assert terms.ends - terms.issued == timedelta(days=7)
    assert terms.issued == NOW.replace(second=0)


def test_the_copy_says_what_it_is(small: Small, tmp_path: Path) -> None:
    small.mirror(tmp_path / "m")
    about = (tmp_path / "m/about-this-copy.html").read_text("utf-8")
    assert small.public.line in about
    assert f'<a href="{ADDRESS}/">' not in about  # its front page is in the copy
    assert "21 March 2026" in about
    assert "19 June 2026" in about
    assert "--at-least 1" in about
    assert 'href="./check.html#en"' in about


def test_each_page_leads_to_what_the_copy_says_in_its_own_language(
    small: Small, tmp_path: Path
) -> None:
    small.mirror(tmp_path / "m")
    front = (tmp_path / "m/fa/index.html").read_text("utf-8")
    assert '<a href="../fa/about-this-copy.html">دربارهٔ این نسخه</a>' in front
    bread = (tmp_path / "m/articles/نان/index.html").read_text("utf-8")
    assert 'href="../../fa/about-this-copy.html"' in bread
    boats = (tmp_path / "m/articles/boats/index.html").read_text("utf-8")
    assert '<a href="../../about-this-copy.html">About this copy</a>' in boats
    about = (tmp_path / "m/fa/about-this-copy.html").read_text("utf-8")
    assert small.public.line in about
    assert "۱ فروردین ۱۴۰۵" in about
    assert "<dd>۱. " in about
    assert 'href="../check.html#fa"' in about


def test_an_archive_has_one_folder_with_the_same_files(small: Small, tmp_path: Path) -> None:
    small.mirror(tmp_path / "m")
    (small.settings.run_dir / "mirror.json").unlink()
    small.mirror(tmp_path / "m.zip", archive=True)
    with zipfile.ZipFile(tmp_path / "m.zip") as packed:
        packed.extractall(tmp_path / "unpacked")
    assert files_below(tmp_path / "unpacked/m") == files_below(tmp_path / "m")


def test_nothing_is_left_beside_a_mirror(small: Small, tmp_path: Path) -> None:
    place = tmp_path / "out"
    small.mirror(place / "m")
    small.mirror(place / "m")
    small.mirror(place / "m.zip", archive=True)
    assert sorted(path.name for path in place.iterdir()) == ["m", "m.zip"]


def test_a_folder_with_something_else_is_left_alone(small: Small, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters/dear.txt").write_text("dear", encoding="ascii")
    with pytest.raises(MirrorRefused, match="no mirror"):
        small.mirror(tmp_path / "letters")
    assert files_below(tmp_path / "letters") == {"dear.txt": b"dear"}


def test_a_file_of_somebody_s_in_a_former_mirror_is_not_lost(small: Small, tmp_path: Path) -> None:
    small.mirror(tmp_path / "m")
    (tmp_path / "m/letters.txt").write_text("dear", encoding="ascii")
    before = files_below(tmp_path / "m")
    with pytest.raises(MirrorRefused, match=r"no mirror: letters\.txt"):
        small.mirror(tmp_path / "m")
    assert files_below(tmp_path / "m") == before
    (tmp_path / "m/letters.txt").rename(tmp_path / "m/.DS_Store")
    assert small.mirror(tmp_path / "m").terms.sequence == 2


def test_a_signed_list_of_something_else_is_no_mirror(small: Small, tmp_path: Path) -> None:
    place = tmp_path / "release"
    place.mkdir()
    (place / "program.tar").write_text("program", encoding="ascii")
    listing = write_sums({"program.tar": "0" * 64})
    (place / "SHA256SUMS").write_bytes(listing)
    key = read_secret_key(small.key.read_text("ascii"))
    signature = key.sign(listing, "timestamp:1 file:SHA256SUMS")
    (place / "SHA256SUMS.minisig").write_text(signature, encoding="ascii")
    with pytest.raises(MirrorRefused, match="would be lost"):
        small.mirror(place)
    assert (place / "program.tar").exists()


def test_a_key_that_lies_in_the_place_is_not_lost(small: Small, tmp_path: Path) -> None:
    small.mirror(tmp_path / "m")
    key = tmp_path / "m" / "key"
    shutil.copy(small.key, key)
    with pytest.raises(MirrorRefused, match="no mirror: key"):
        Small(small.settings, key, small.public).mirror(tmp_path / "m")
    assert key.exists()


def test_a_zip_that_is_no_mirror_is_left_alone(small: Small, tmp_path: Path) -> None:
    (tmp_path / "m.zip").write_bytes(b"mine")
    with pytest.raises(MirrorRefused, match="new file"):
        small.mirror(tmp_path / "m.zip", archive=True)
    assert (tmp_path / "m.zip").read_bytes() == b"mine"
    (tmp_path / "m.zip").unlink()
    small.mirror(tmp_path / "m.zip", archive=True)
    assert small.mirror(tmp_path / "m.zip", archive=True).terms.sequence == 2


def test_the_root_of_a_disk_is_no_place(
    small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "stick").mkdir()
    monkeypatch.setattr(Path, "is_mount", lambda path: path.name == "stick")
    with pytest.raises(MirrorRefused, match="stick/window"):
        small.mirror(tmp_path / "stick")


def test_a_full_disk_leaves_what_stood_there(
    small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "out"
    small.mirror(place / "m")
    small.mirror(place / "m.zip", archive=True)
    before = files_below(place)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "index.html")

    for where, archive in (("making.shard_files", False), ("archive._pack", True)):
        with monkeypatch.context() as patch:
            patch.setattr(f"writingviews.editions.pocket.{where}", full)
            with pytest.raises(MirrorRefused, match=r"index\.html: No space left"):
                small.mirror(place / ("m.zip" if archive else "m"), archive=archive)
        assert files_below(place) == before


@pytest.mark.parametrize("moment", ["making", "former"])
def test_who_is_killed_leaves_a_whole_mirror_and_the_next_one_clears_up(
    small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """A process that is killed cannot clear up: here each act after the given one fails."""
    place = tmp_path / "out" / "m"
    small.mirror(place)
    before = files_below(place)
    left = place.with_name(f".m.{moment}~")
    if moment == "making":
        shutil.copytree(place, left)
        (left / "half.html").write_text("half", encoding="ascii")
    else:
        place.rename(left)
    small.mirror(tmp_path / "other")
    monkeypatch.setattr("writingviews.editions.pocket.command.make_mirror", _killed)
    with pytest.raises(KeyboardInterrupt):
        small.mirror(place)
    assert files_below(place) == before
    assert [path.name for path in place.parent.iterdir()] == ["m"]


def _killed(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_two_mirrors_are_not_made_at_once(small: Small, tmp_path: Path) -> None:
    small.settings.run_dir.mkdir(exist_ok=True)
    with (small.settings.run_dir / "mirror.json.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(MirrorRefused, match="Another mirror"):
            small.mirror(tmp_path / "m")
    assert small.mirror(tmp_path / "m").terms.sequence == 1


def test_a_number_that_somebody_else_has_signed_is_not_taken_up(
    small: Small, tmp_path: Path
) -> None:
    small.mirror(tmp_path / "m")
    key, other = tmp_path / "other", make_key(tmp_path / "other", small.settings.folder)
    signer = read_secret_key(key.read_text("ascii"))
    terms = replace(read_terms(_trusted(tmp_path / "m")), sequence=10**12)
    listing = (tmp_path / "m/SHA256SUMS").read_bytes()
    signature = signer.sign(listing, terms.line)
    (tmp_path / "m/SHA256SUMS.minisig").write_text(signature, encoding="ascii")
    (tmp_path / "m/minisign.pub").write_text(other.text, encoding="ascii")
    assert small.mirror(tmp_path / "m").terms.sequence == 2


def test_a_house_that_forgot_its_number_takes_it_from_the_key_before(
    small: Small, tmp_path: Path
) -> None:
    small.mirror(tmp_path / "m")
    small.mirror(tmp_path / "m")
    (small.settings.run_dir / "mirror.json").unlink()
    heir = make_key(tmp_path / "heir", small.settings.folder, small.key)
    assert Small(small.settings, tmp_path / "heir", heir).mirror(tmp_path / "m").terms.sequence == 3


def test_a_mirror_does_not_go_into_the_publication(small: Small) -> None:
    with pytest.raises(MirrorRefused, match="outside"):
        small.mirror(small.settings.folder / "tree" / "copy")


def test_an_archive_is_a_zip(small: Small, tmp_path: Path) -> None:
    with pytest.raises(MirrorRefused, match=r"\.zip"):
        small.mirror(tmp_path / "m", archive=True)


def test_a_key_is_its_owner_s_alone_and_never_written_over(small: Small, tmp_path: Path) -> None:
    assert not readable_by_others(small.key)
    with pytest.raises(MirrorRefused, match="there already"):
        make_key(small.key, small.settings.folder)


def test_a_key_in_the_publication_s_folder_is_refused(small: Small, tmp_path: Path) -> None:
    with pytest.raises(MirrorRefused, match="backups"):
        make_key(small.settings.folder / "key", small.settings.folder)
    inside = small.settings.folder / "key"
    shutil.copy(small.key, inside)
    (tmp_path / "link").symlink_to(inside)
    for key in (inside, tmp_path / "link"):
        with pytest.raises(MirrorRefused, match="backups"):
            Small(small.settings, key, small.public).mirror(tmp_path / "m")
    assert not (tmp_path / "m").exists()


def test_a_key_that_others_can_read_is_refused(small: Small, tmp_path: Path) -> None:
    small.key.chmod(0o640)
    with pytest.raises(MirrorRefused, match="chmod 600"):
        small.mirror(tmp_path / "m")


def test_a_publication_that_was_never_printed_is_refused(small: Small, tmp_path: Path) -> None:
    shutil.rmtree(small.settings.tree_dir)
    with pytest.raises(MirrorRefused, match="rebuild"):
        small.mirror(tmp_path / "m")
    assert not (tmp_path / "m").exists()


def test_a_picture_that_is_missing_does_not_stop_a_mirror(small: Small, tmp_path: Path) -> None:
    shutil.rmtree(small.settings.media_dir)
    assert small.mirror(tmp_path / "m").pictures == 0


def test_a_face_that_is_missing_is_said(small: Small, tmp_path: Path) -> None:
    (small.settings.tree_dir / "assets/face-CC.woff2").unlink()
    assert small.mirror(tmp_path / "m").missing == ("assets/face-CC.woff2",)


@pytest.mark.django_db
def test_the_command_makes_a_key_a_mirror_and_checks_it(
    small: Small,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("WRITINGVIEWS_ADDRESS", ADDRESS)
    set_up_publication(name="The Window")
    house, key, place = str(small.settings.folder), str(tmp_path / "k"), str(tmp_path / "m")
    assert main(["mirror", "--new-key", "--key", key, "--dir", house]) == 0
    assert main(["mirror", place, "--key", key, "--dir", house]) == 0
    assert main(["verify", place, "--key", f"{key}.pub", "--at-least", "1"]) == 0
    assert main(["verify", place, "--key", f"{key}.pub", "--at-least", "2"]) == 1
    assert main(["verify", place]) == 2
    assert main(["mirror", place, "--dir", house]) == 1
    said = capsys.readouterr()
    assert "Mirror 1 stands in" in said.out
    assert "Good: number 1 of https://window.example" in said.out
    assert "Old: it is number 1" in said.err
    assert "Compare RW" in said.err
    assert "--new-key" in said.err


@pytest.mark.tools
@pytest.mark.skipif(not shutil.which("minisign"), reason="needs minisign: apt install minisign")
def test_debian_s_own_tools_accept_a_mirror_and_see_a_changed_byte(
    small: Small, tmp_path: Path
) -> None:
    place = tmp_path / "m"
    small.mirror(place)
    checks = (
        ["minisign", "-V", "-P", small.public.line, "-m", "SHA256SUMS"],
        ["sha256sum", "--quiet", "--strict", "-c", "SHA256SUMS"],
    )
    for check in checks:
        subprocess.run(check, cwd=place, check=True, capture_output=True)
    with (place / "articles/نان/index.html").open("ab") as file:
        file.write(b" ")
    with pytest.raises(subprocess.CalledProcessError):
        subprocess.run(checks[1], cwd=place, check=True, capture_output=True)
