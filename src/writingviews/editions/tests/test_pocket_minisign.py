"""Keys and signatures are minisign's."""

import shutil
import subprocess
from pathlib import Path

import pytest

from writingviews.editions.pocket.minisign import (
    KeyUnreadable,
    SecretKey,
    SignatureWrong,
    new_key,
    read_public_key,
    read_secret_key,
    trusted_comment,
)

KEY = SecretKey(b"12345678", bytes(range(32)))


def _damaged(text: str, line: int, place: int = 20) -> str:
    """A text with one letter of a line changed."""
    lines = text.splitlines()
    letter = "A" if lines[line][place] != "A" else "B"
    lines[line] = lines[line][:place] + letter + lines[line][place + 1 :]
    return "\n".join(lines) + "\n"


def test_a_signature_gives_its_trusted_comment() -> None:
    assert trusted_comment(b"list", KEY.sign(b"list", "number 7"), KEY.public) == "number 7"


def test_a_key_signs_the_same_file_alike_each_time() -> None:
    assert KEY.sign(b"list", "number 7") == KEY.sign(b"list", "number 7")


@pytest.mark.parametrize(
    ("data", "signature", "said"),
    [
        (b"list!", KEY.sign(b"list", "7"), "not of this list"),
        (b"list", KEY.sign(b"list", "7").replace("comment: 7", "comment: 8"), "was changed"),
        (b"list", _damaged(KEY.sign(b"list", "7"), 1, 40), "not of this list"),
        (b"list", _damaged(KEY.sign(b"list", "7"), 3), "was changed"),
        (b"list", "\n".join(KEY.sign(b"list", "7").splitlines()[:3]), "cut"),
        (b"list", "", "cut"),
        (b"list", "a\nب\ntrusted comment: 7\nب\n", "cut"),
        (b"list", new_key().sign(b"list", "7"), "another key"),
        (b"list", SecretKey(KEY.key_id, bytes(32)).sign(b"list", "7"), "not of this list"),
    ],
)
def test_a_signature_that_does_not_hold_is_refused(data: bytes, signature: str, said: str) -> None:
    with pytest.raises(SignatureWrong, match=said):
        trusted_comment(data, signature, KEY.public)


def test_keys_are_read_as_they_are_written() -> None:
    assert read_secret_key(KEY.text) == KEY
    assert read_public_key(KEY.public.text) == KEY.public
    assert read_public_key(KEY.public.line) == KEY.public
    assert KEY.public.line.startswith("RW")


def test_a_secret_key_is_not_shown_by_accident() -> None:
    assert "seed" not in repr(KEY)


@pytest.mark.parametrize("text", ["", "RW", "ب" * 56, KEY.text, "RW" + "A" * 55 + "!"])
def test_what_is_no_public_key_is_refused(text: str) -> None:
    with pytest.raises(KeyUnreadable):
        read_public_key(text)


@pytest.mark.parametrize("text", ["", KEY.public.text, _damaged(KEY.text, 1, 150)])
def test_what_is_no_secret_key_is_refused(text: str) -> None:
    with pytest.raises(KeyUnreadable):
        read_secret_key(text)


@pytest.mark.tools
@pytest.mark.skipif(not shutil.which("minisign"), reason="needs minisign: apt install minisign")
def test_minisign_accepts_our_signature_and_signs_with_our_key(tmp_path: Path) -> None:
    for name, text in {"s": KEY.text, "p": KEY.public.text, "list": "list"}.items():
        (tmp_path / name).write_text(text, encoding="ascii")
    (tmp_path / "list.minisig").write_text(KEY.sign(b"list", "number 7"), encoding="ascii")

    def minisign(*arguments: str) -> str:
        done = subprocess.run(
            ["minisign", *arguments], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        return done.stdout

    assert "number 7" in minisign("-V", "-p", "p", "-m", "list")
    minisign("-S", "-W", "-s", "s", "-m", "list", "-t", "number 8")
    theirs = (tmp_path / "list.minisig").read_text("ascii")
    assert trusted_comment(b"list", theirs, KEY.public) == "number 8"
