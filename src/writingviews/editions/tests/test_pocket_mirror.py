"""A mirror is whole, signed, the same each time, and lies where it was asked for."""

import re
import shutil
import subprocess
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from writingviews.articles.services.publication import set_up_publication
from writingviews.cli import main
from writingviews.editions.pocket.command import MirrorRefused, make_key
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
    assert "۲۱ مارس ۲۰۲۶" in about
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
