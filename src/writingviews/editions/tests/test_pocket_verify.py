"""Whatever was done to a copy on its way is found."""

import io
import os
import shutil
import stat
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Literal
from unicodedata import normalize

import pytest

from writingviews.editions.pocket.command import make_key, verify_lines
from writingviews.editions.pocket.minisign import read_secret_key
from writingviews.editions.pocket.sums import SumsUnreadable, read_sums, write_sums
from writingviews.editions.pocket.terms import Terms, TermsUnreadable, read_terms
from writingviews.editions.pocket.verifying import Fault, Verdict, verify
from writingviews.editions.tests.small_tree import NOW, Small

BOATS = "articles/boats/index.html"


@pytest.fixture
def copy(small: Small, tmp_path: Path) -> Path:
    small.mirror(tmp_path / "m")
    return tmp_path / "m"


@pytest.fixture
def packed(small: Small, tmp_path: Path) -> Path:
    small.mirror(tmp_path / "m.zip", archive=True)
    return tmp_path / "m.zip"


def _verdict(small: Small, path: Path, *, now: datetime = NOW, at_least: int = 0) -> Verdict:
    return verify(path, now=now, key=small.public, at_least=at_least)


def _found(small: Small, path: Path, **asked: int) -> list[tuple[Fault, str]]:
    verdict = _verdict(small, path, at_least=asked.get("at_least", 0))
    return [(finding.fault, finding.said) for finding in verdict.findings]


def _signed_anew(small: Small, copy: Path, listing: bytes, terms: Terms | None = None) -> None:
    """Sign a list as somebody would who has the key."""
    key = read_secret_key(small.key.read_text("ascii"))
    line = (copy / "SHA256SUMS.minisig").read_text("utf-8").splitlines()[2]
    terms = terms or read_terms(line.removeprefix("trusted comment: "))
    (copy / "SHA256SUMS").write_bytes(listing)
    (copy / "SHA256SUMS.minisig").write_text(key.sign(listing, terms.line), encoding="utf-8")


def test_a_whole_copy_is_good(small: Small, copy: Path) -> None:
    verdict = _verdict(small, copy, at_least=1)
    assert verdict.good
    assert not verdict.own_key
    assert verdict.terms
    assert verdict.terms.sequence == 1


def test_a_whole_archive_is_good(small: Small, packed: Path) -> None:
    assert _verdict(small, packed).good


def test_an_archive_without_a_folder_of_its_own_is_good(
    small: Small, copy: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "bare.zip", "w") as bare:
        for path in copy.rglob("*"):
            bare.write(path, path.relative_to(copy))
    assert _verdict(small, tmp_path / "bare.zip").good


def test_a_changed_byte_is_found(small: Small, copy: Path) -> None:
    body = bytearray((copy / BOATS).read_bytes())
    body[100] ^= 1
    (copy / BOATS).write_bytes(body)
    assert _found(small, copy) == [(Fault.CHANGED, BOATS)]


def test_an_added_file_is_found(small: Small, copy: Path) -> None:
    (copy / "articles/false.html").write_text("false", encoding="ascii")
    assert _found(small, copy) == [(Fault.EXTRA, "articles/false.html")]


def test_an_added_name_does_nothing_to_a_terminal(small: Small, copy: Path) -> None:
    (copy / "\x1b[2J").write_text("x", encoding="ascii")
    assert _found(small, copy) == [(Fault.EXTRA, "'\\x1b[2J'")]


def test_a_missing_file_is_found(small: Small, copy: Path) -> None:
    (copy / BOATS).unlink()
    assert _found(small, copy) == [(Fault.MISSING, BOATS)]


def test_a_link_in_a_file_s_place_is_found_and_not_followed(
    small: Small, copy: Path, tmp_path: Path
) -> None:
    (copy / BOATS).rename(tmp_path / "elsewhere")
    (copy / BOATS).symlink_to(tmp_path / "elsewhere")
    assert _found(small, copy) == [(Fault.MISSING, BOATS), (Fault.ODD, f"{BOATS} (a link)")]


def test_a_link_to_a_folder_is_found(small: Small, copy: Path, tmp_path: Path) -> None:
    (copy / "articles").rename(tmp_path / "elsewhere")
    (copy / "articles").symlink_to(tmp_path / "elsewhere")
    assert (Fault.ODD, "articles (a link)") in _found(small, copy)


def test_a_pipe_is_found_and_not_read(small: Small, copy: Path) -> None:
    os.mkfifo(copy / "pipe")
    assert _found(small, copy) == [(Fault.ODD, "pipe (no plain file)")]


def test_an_old_number_is_found(small: Small, copy: Path) -> None:
    assert [fault for fault, _ in _found(small, copy, at_least=2)] == [Fault.OLD]


def test_a_copy_past_its_end_is_found(small: Small, copy: Path) -> None:
    def faults(days: int) -> list[Fault]:
        verdict = _verdict(small, copy, now=NOW + timedelta(days=days))
        return [finding.fault for finding in verdict.findings]

    assert faults(89) == []
    assert faults(90) == [Fault.ENDED]


def test_a_copy_signed_with_another_key_is_found(small: Small, copy: Path, tmp_path: Path) -> None:
    make_key(tmp_path / "other", small.settings.folder)
    Small(small.settings, tmp_path / "other", small.public).mirror(tmp_path / "n")
    assert _found(small, tmp_path / "n") == [(Fault.FORGED, "it was signed with another key")]
    (copy / "minisign.pub").write_bytes((tmp_path / "n/minisign.pub").read_bytes())
    assert _found(small, copy) == [(Fault.CHANGED, "minisign.pub")]


def test_a_forged_copy_with_its_own_key_is_not_called_good(small: Small, tmp_path: Path) -> None:
    make_key(tmp_path / "other", small.settings.folder)
    Small(small.settings, tmp_path / "other", small.public).mirror(tmp_path / "n")
    verdict = verify(tmp_path / "n", now=NOW)
    assert verdict.good
    assert verdict.own_key
    code, lines = verify_lines(
        tmp_path / "n", key=None, at_least=0, now=NOW, told=lambda _done, _of: None
    )
    assert code == 2
    assert "Compare RW" in lines[0]


@pytest.mark.parametrize(
    ("was", "shall_be"),
    [("sequence=1", "sequence=9"), ("ends=2026", "ends=2036"), ("files=", "files=1")],
)
def test_an_edited_signed_line_is_found(small: Small, copy: Path, was: str, shall_be: str) -> None:
    signature = copy / "SHA256SUMS.minisig"
    text = signature.read_text("utf-8")
    assert was in text
    signature.write_text(text.replace(was, shall_be), encoding="utf-8")
    assert [fault for fault, _ in _found(small, copy)] == [Fault.FORGED]


def test_an_edited_list_is_found(small: Small, copy: Path) -> None:
    listing = copy / "SHA256SUMS"
    listing.write_bytes(listing.read_bytes().replace(b"a", b"b", 1))
    assert [fault for fault, _ in _found(small, copy)] == [Fault.FORGED]


@pytest.mark.parametrize("name", ["SHA256SUMS", "SHA256SUMS.minisig"])
def test_a_copy_without_list_or_signature_is_found(small: Small, copy: Path, name: str) -> None:
    (copy / name).unlink()
    assert _found(small, copy) == [(Fault.UNSIGNED, f"{name} is not there")]


@pytest.mark.parametrize(
    "path",
    ["../secret", "/etc/passwd", "a/../../secret", "a//b", "./a", "a\\..\\b", "C:x", "a\rb",
     "SHA256SUMS"],
)  # fmt: skip
def test_a_list_that_leads_elsewhere_is_not_followed_even_if_it_is_signed(
    small: Small, copy: Path, path: str
) -> None:
    listing = (copy / "SHA256SUMS").read_bytes() + f"{'0' * 64}  {path}\n".encode()
    _signed_anew(small, copy, listing)
    ((fault, said),) = _found(small, copy)
    assert fault is Fault.FORGED
    assert "may not stand there" in said


def test_a_signed_count_that_differs_is_found(small: Small, copy: Path) -> None:
    listing = (copy / "SHA256SUMS").read_bytes()
    line = (copy / "SHA256SUMS.minisig").read_text("utf-8").splitlines()[2]
    terms = read_terms(line.removeprefix("trusted comment: "))
    _signed_anew(small, copy, listing, replace(terms, files=terms.files + 1))
    assert [fault for fault, _ in _found(small, copy)] == [Fault.FORGED]


@pytest.mark.parametrize("kept", [0, 10, 1000, -1, -30])
def test_a_cut_archive_is_found(small: Small, packed: Path, kept: int) -> None:
    packed.write_bytes(packed.read_bytes()[:kept])
    assert [fault for fault, _ in _found(small, packed)] == [Fault.UNREADABLE]


def test_a_changed_byte_in_an_archive_is_found(small: Small, packed: Path) -> None:
    with zipfile.ZipFile(packed) as whole:
        place = whole.getinfo("m/media/ab12/960.webp").header_offset + 60
    body = bytearray(packed.read_bytes())
    body[place] ^= 1
    packed.write_bytes(body)
    assert [fault for fault, _ in _found(small, packed)] == [Fault.CHANGED]


def test_whatever_byte_of_an_archive_is_changed_it_ends_in_a_verdict(
    small: Small, packed: Path
) -> None:
    whole, chance = packed.read_bytes(), Random(9)  # the same bytes in each run
    unseen = 0
    for _ in range(200):
        body = bytearray(whole)
        # The end has the names: a third of the changes are made there.
        start = chance.choice([0, len(whole) // 2, len(whole) - 3_000])
        body[chance.randrange(start, len(whole))] ^= chance.randrange(1, 256)
        packed.write_bytes(body)
        unseen += _verdict(small, packed).good
    # Times and versions in a zip's own lists say nothing of the files.
    assert unseen < 100


@pytest.mark.parametrize(
    "name",
    ["../evil.html", "m/../../evil", "/m/evil", "m\\evil", "other/evil", "m//evil", "m/C:evil"],
)
def test_an_odd_name_in_an_archive_is_found(small: Small, packed: Path, name: str) -> None:
    with zipfile.ZipFile(packed, "a") as whole:
        info = zipfile.ZipInfo("x")
        info.filename = name
        whole.writestr(info, "evil")
    verdict = _verdict(small, packed)
    assert verdict.findings
    assert {finding.fault for finding in verdict.findings} <= {
        Fault.ODD,
        Fault.EXTRA,
        Fault.UNSIGNED,
    }


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_comes_twice_in_an_archive_is_found(small: Small, packed: Path) -> None:
    with zipfile.ZipFile(packed) as whole:
        same = whole.read(f"m/{BOATS}")
    with zipfile.ZipFile(packed, "a") as whole:
        whole.writestr(f"m/{BOATS}", same)
    assert _found(small, packed) == [(Fault.ODD, f"{BOATS} (twice)")]


def test_a_link_in_an_archive_is_found(small: Small, packed: Path) -> None:
    link = zipfile.ZipInfo("m/link")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(packed, "a") as whole:
        whole.writestr(link, "/etc/passwd")
    assert _found(small, packed) == [(Fault.ODD, "link (no plain file)")]


def _with_hidden_file(body: bytes) -> bytes:
    """A zip with a file that its list does not name: who reads from the beginning unpacks it."""
    hidden = io.BytesIO()
    with zipfile.ZipFile(hidden, "w") as packed:
        packed.writestr("m/evil.html", "evil")
    entry = hidden.getvalue()
    entry = entry[: entry.find(b"PK\1\2")]
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        listed = packed.start_dir
    end = body.rfind(b"PK\5\6")
    place = (listed + len(entry)).to_bytes(4, "little")
    return body[:listed] + entry + body[listed : end + 16] + place + body[end + 20 :]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body: body + b"trailing",
        lambda body: b"<script>before</script>" + body,
        _with_hidden_file,
        lambda body: body[:-2] + b"\7\0comment",
    ],
    ids=["behind", "before", "between", "comment"],
)
def test_bytes_of_no_file_in_an_archive_are_found(
    small: Small, packed: Path, spoil: Callable[[bytes], bytes]
) -> None:
    packed.write_bytes(spoil(packed.read_bytes()))
    ((fault, said),) = _found(small, packed)
    assert fault is Fault.ODD
    assert "of no file" in said


def test_a_file_whose_own_head_has_another_name_is_found(small: Small, packed: Path) -> None:
    with zipfile.ZipFile(packed) as whole:
        place = whole.getinfo(f"m/{BOATS}").header_offset
    body = packed.read_bytes()
    packed.write_bytes(body[:place] + body[place:].replace(b"boats", b"goats", 1))
    faults = [fault for fault, _ in _found(small, packed)]
    assert faults == [Fault.CHANGED, Fault.ODD]


@pytest.mark.tools
@pytest.mark.skipif(not shutil.which("zip"), reason="needs zip: apt install zip")
def test_an_archive_that_somebody_packed_anew_is_good(small: Small, tmp_path: Path) -> None:
    # Info-ZIP writes other letters than ASCII in a way of its own.
    shutil.rmtree(small.settings.tree_dir / "articles/نان")
    small.mirror(tmp_path / "m")
    for pack in ("-qr anew.zip m", "-qr - m | cat > streamed.zip"):
        subprocess.run(["sh", "-c", f"zip {pack}"], cwd=tmp_path, check=True)
    assert _found(small, tmp_path / "anew.zip") == _found(small, tmp_path / "streamed.zip") == []


def test_what_a_system_leaves_behind_is_named_and_not_held_against_a_copy(
    small: Small, copy: Path
) -> None:
    (copy / "articles/.DS_Store").write_bytes(b"x")
    kept = copy / "System Volume Information"
    kept.mkdir()
    (kept / "WPSettings.dat").write_bytes(b"x")
    (kept / "link").symlink_to("/etc")
    code, lines = verify_lines(
        copy, key=small.public.line, at_least=0, now=NOW, told=lambda _done, _of: None
    )
    assert (code, lines[0][:5]) == (0, "Good:")
    (note,) = lines[1:]
    assert note.endswith(": System Volume Information/, articles/.DS_Store.")


@pytest.mark.parametrize(
    "name",
    ["desktop.ini", "autorun.inf", "._index.html", "x.DS_Store", "Thumbs.db.html", "$RECYCLE.BIN",
     "articles/System Volume Information", ".DS_Store/index.html"],
)  # fmt: skip
def test_what_only_looks_like_it_is_found(small: Small, copy: Path, name: str) -> None:
    (copy / name).parent.mkdir(exist_ok=True)
    (copy / name).write_bytes(b"x")
    assert _found(small, copy) == [(Fault.EXTRA, name)]


def test_a_folder_that_cannot_be_read_is_found(
    small: Small, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (copy / "closed").mkdir()
    scan = os.scandir

    def refused(path: str) -> object:
        if path.endswith("closed/"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr("writingviews.editions.pocket.carriers.os.scandir", refused)
    assert _found(small, copy) == [(Fault.ODD, "closed/ (a folder that cannot be read)")]


@pytest.mark.parametrize("listed", ["NFC", "NFD"])
def test_a_name_with_its_accents_put_otherwise_is_told_from_a_missing_one(
    small: Small, tmp_path: Path, listed: Literal["NFC", "NFD"]
) -> None:
    composed, parted = (normalize(form, "articles/café") for form in ("NFC", "NFD"))
    name, there = (composed, parted) if listed == "NFC" else (parted, composed)
    (small.settings.tree_dir / name).mkdir()
    shutil.copy(small.settings.tree_dir / BOATS, small.settings.tree_dir / name / "index.html")
    small.mirror(tmp_path / "n")
    assert _found(small, tmp_path / "n") == []
    (tmp_path / "n" / name).rename(tmp_path / "n" / there)
    assert _found(small, tmp_path / "n") == [(Fault.RENAMED, f"{name}/index.html")]
    shutil.copytree(tmp_path / "n" / there, tmp_path / "n" / name)
    assert _found(small, tmp_path / "n") == [(Fault.EXTRA, f"{there}/index.html")]
    shutil.rmtree(tmp_path / "n" / name)
    (tmp_path / "n" / there / "index.html").write_text("evil", encoding="ascii")
    assert [fault for fault, _ in _found(small, tmp_path / "n")] == [Fault.CHANGED]


def test_a_list_with_other_ends_of_lines_is_not_the_one_that_was_signed(
    small: Small, copy: Path
) -> None:
    listing = copy / "SHA256SUMS"
    listing.write_bytes(listing.read_bytes().replace(b"\n", b"\r\n"))
    assert [fault for fault, _ in _found(small, copy)] == [Fault.FORGED]


def test_a_huge_comment_is_no_signature(small: Small, copy: Path) -> None:
    signature = copy / "SHA256SUMS.minisig"
    text = signature.read_text("utf-8")
    signature.write_text(text.replace("site=", f"site={'x' * 1_000_000}"), encoding="utf-8")
    assert _found(small, copy) == [(Fault.FORGED, "the signature is cut or is none")]


@pytest.mark.parametrize(
    ("spoil", "begins", "mend"),
    [
        (lambda copy: (copy / BOATS).unlink(), "Missing: ", "get it again"),
        (lambda copy: (copy / BOATS).write_text("x"), "Changed: ", "Do not trust"),
        (lambda copy: (copy / "x").write_text("x"), "Added: x", "do not open"),
    ],
)
def test_each_fault_is_one_line_that_says_what_to_do(
    small: Small, copy: Path, spoil: Callable[[Path], object], begins: str, mend: str
) -> None:
    spoil(copy)
    code, lines = verify_lines(
        copy, key=small.public.line, at_least=0, now=NOW, told=lambda _done, _of: None
    )
    assert code == 1
    assert len(lines) == 1
    assert lines[0].startswith(begins)
    assert mend in lines[0]


@pytest.mark.parametrize(
    ("path", "key"), [("nowhere", None), ("m", "RWnonsense"), ("m", "/nowhere/key.pub")]
)
def test_what_cannot_be_checked_is_neither_good_nor_bad(
    small: Small, copy: Path, path: str, key: str | None
) -> None:
    code, lines = verify_lines(
        copy.parent / path, key=key, at_least=0, now=NOW, told=lambda _done, _of: None
    )
    assert code == 2
    assert len(lines) == 1


def test_a_list_of_many_faults_stays_short(small: Small, copy: Path) -> None:
    for number in range(40):
        (copy / f"x{number:02}").write_text("x", encoding="ascii")
    _, lines = verify_lines(
        copy, key=small.public.line, at_least=0, now=NOW, told=lambda _done, _of: None
    )
    assert "x09 and 30 more." in lines[0]


def test_a_list_is_read_as_it_is_written() -> None:
    sums = {"a/نان.html": "0" * 64, "b": "f" * 64}
    assert read_sums(write_sums(sums)) == sums
    with pytest.raises(SumsUnreadable, match="every system"):
        write_sums({"a\nb": "0" * 64})
    with pytest.raises(SumsUnreadable, match="cut"):
        read_sums(write_sums(sums)[:-1])


@pytest.mark.parametrize(
    "line", ["", "seq=7", "writingviews-mirror-1 site=x sequence=one", "timestamp:1 file:x"]
)
def test_a_signed_line_of_something_else_is_refused(line: str) -> None:
    with pytest.raises(TermsUnreadable):
        read_terms(line)


def _heir(small: Small, tmp_path: Path, former: Path | None) -> Small:
    """The same publication with a new key."""
    public = make_key(tmp_path / "heir", small.settings.folder, former)
    return Small(small.settings, tmp_path / "heir", public)


def test_who_knows_the_former_key_is_told_the_new_one(small: Small, tmp_path: Path) -> None:
    heir = _heir(small, tmp_path, small.key)
    heir.mirror(tmp_path / "n")
    code, (line,) = verify_lines(
        tmp_path / "n", key=small.public.line, at_least=1, now=NOW, told=lambda _done, _of: None
    )
    assert code == 0
    assert f"use {heir.public.line} from now on" in line
    verdict = verify(tmp_path / "n", now=NOW, key=heir.public)
    assert verdict.good
    assert not verdict.follows


def test_a_new_key_for_which_nobody_vouches_is_refused(small: Small, tmp_path: Path) -> None:
    _heir(small, tmp_path, None).mirror(tmp_path / "n")
    assert [fault for fault, _ in _found(small, tmp_path / "n")] == [Fault.FORGED]


def test_a_word_for_another_key_vouches_for_nothing(small: Small, tmp_path: Path) -> None:
    _heir(small, tmp_path, small.key)
    word = (tmp_path / "heir.pub.minisig").read_bytes()
    make_key(tmp_path / "thief", small.settings.folder)
    (tmp_path / "thief.pub.minisig").write_bytes(word)
    Small(small.settings, tmp_path / "thief", small.public).mirror(tmp_path / "n")
    assert [fault for fault, _ in _found(small, tmp_path / "n")] == [Fault.FORGED]


def test_a_signature_of_a_list_is_no_word_for_a_key(small: Small, tmp_path: Path) -> None:
    make_key(tmp_path / "thief", small.settings.folder)
    text = (tmp_path / "thief.pub").read_bytes()
    key = read_secret_key(small.key.read_text("ascii"))
    (tmp_path / "thief.pub.minisig").write_text(key.sign(text, "seq=7"), encoding="ascii")
    Small(small.settings, tmp_path / "thief", small.public).mirror(tmp_path / "n")
    assert [fault for fault, _ in _found(small, tmp_path / "n")] == [Fault.FORGED]


@pytest.mark.tools
@pytest.mark.skipif(not shutil.which("minisign"), reason="needs minisign: apt install minisign")
def test_minisign_accepts_the_former_key_s_word(small: Small, tmp_path: Path) -> None:
    _heir(small, tmp_path, small.key).mirror(tmp_path / "n")
    check = ["minisign", "-V", "-P", small.public.line, "-m", "minisign.pub"]
    subprocess.run(check, cwd=tmp_path / "n", check=True, capture_output=True)
