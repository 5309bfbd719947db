"""Sealing a backup: what another program's seal opens, and what is never handed out."""

import io

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from writingviews.porting.backup import age
from writingviews.porting.backup.age import (
    PIECE,
    CannotOpen,
    KeyRefused,
    Lock,
    Opener,
    Opening,
    Sealing,
    new_pair,
    private_keys,
    public_key,
)

PRIVATE, PUBLIC = new_pair()
KEY = Opener(identities=private_keys(PRIVATE))
#: None, one, around the edge of a piece, and several pieces.
SIZES = (0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 7)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(age, "WORK", 4)


def sealed(data: bytes, lock: Lock | None = None) -> bytes:
    out = io.BytesIO()
    sealing = Sealing(out, lock or Lock(recipients=(public_key(PUBLIC),)))
    for start in range(0, len(data), 50_000):
        sealing.write(data[start : start + 50_000])
    sealing.finish()
    return out.getvalue()


def opened(data: bytes, opener: Opener | bytes = KEY) -> bytes:
    return io.BufferedReader(Opening(io.BytesIO(data), opener)).read()


def body(size: int) -> bytes:
    return bytes(number * 7 % 251 for number in range(size))


@pytest.mark.parametrize("size", SIZES)
def test_another_program_opens_ours_and_we_open_its(size: int) -> None:
    identity = pyrage.x25519.Identity.from_str(PRIVATE)
    assert str(identity.to_public()) == PUBLIC
    assert pyrage.decrypt(sealed(body(size)), [identity]) == body(size)
    assert opened(pyrage.encrypt(body(size), [identity.to_public()])) == body(size)


def test_a_passphrase_opens_it_here_and_elsewhere() -> None:
    made = sealed(body(100_000), Lock(passphrase="ein Löwe am Fluß"))
    assert pyrage.passphrase.decrypt(made, "ein Löwe am Fluß") == body(100_000)
    assert opened(made, Opener(passphrase="ein Löwe am Fluß")) == body(100_000)
    with pytest.raises(CannotOpen, match="the passphrase is not the one"):
        opened(made, Opener(passphrase="ein Löwe am Fluss"))
    with pytest.raises(CannotOpen, match="sealed with a passphrase"):
        opened(made)


def test_each_of_several_keys_opens_it_and_no_other() -> None:
    second, its_public = new_pair()
    made = sealed(b"words", Lock(recipients=(public_key(PUBLIC), public_key(its_public))))
    assert opened(made) == opened(made, Opener(identities=private_keys(second))) == b"words"
    with pytest.raises(CannotOpen, match="another key"):
        opened(made, Opener(identities=private_keys(new_pair()[0])))
    with pytest.raises(CannotOpen, match="sealed for a key"):
        opened(made, Opener(passphrase="words"))


def test_who_sealed_it_can_check_it_without_the_private_key() -> None:
    out = io.BytesIO()
    sealing = Sealing(out, Lock(recipients=(public_key(PUBLIC),)))
    sealing.write(b"words")
    sealing.finish()
    assert opened(out.getvalue(), sealing.file_key) == b"words"


@settings(max_examples=60, deadline=None)
@given(place=st.integers(min_value=0), bit=st.integers(0, 7))
def test_one_changed_bit_anywhere_is_found(place: int, bit: int) -> None:
    made = bytearray(sealed(body(PIECE + 9)))
    made[place % len(made)] ^= 1 << bit
    with pytest.raises(CannotOpen):
        opened(bytes(made))


def test_a_file_cut_anywhere_is_refused() -> None:
    made = sealed(body(2 * PIECE))
    edges = (len(made) - PIECE - 16, len(made) - 2 * (PIECE + 16), len(made) - 1)
    for end in (*range(0, 200, 9), *edges):
        with pytest.raises(CannotOpen):
            opened(made[:end])


def test_pieces_in_another_order_or_twice_and_what_follows_the_end_are_refused() -> None:
    made = sealed(body(3 * PIECE))
    step = PIECE + 16
    head, pieces = (
        made[: -3 * step],
        [made[-3 * step :][n * step : (n + 1) * step] for n in (0, 1, 2)],
    )
    assert opened(head + b"".join(pieces)) == body(3 * PIECE)
    for order in ((1, 0, 2), (0, 0, 1, 2), (0, 2), (2,)):
        with pytest.raises(CannotOpen):
            opened(head + b"".join(pieces[number] for number in order))
    with pytest.raises(CannotOpen):
        opened(made + b"more")


def test_a_passphrase_that_would_take_all_memory_is_not_tried() -> None:
    made = sealed(b"words", Lock(passphrase="words"))
    with pytest.raises(CannotOpen, match="not known here"):
        opened(made.replace(b" 4\n", b" 29\n", 1), Opener(passphrase="words"))


@pytest.mark.parametrize(
    "wrong",
    ["", "age1", PUBLIC[:-1], PUBLIC.replace("age1", "ago1"), PRIVATE],
    # The keys are drawn anew in each process, and tests are told apart by their names.
    ids=["nothing", "a prefix", "cut off", "another prefix", "private"],
)
def test_what_is_no_key_is_refused(wrong: str) -> None:
    with pytest.raises(KeyRefused):
        public_key(wrong)


def test_a_file_of_keys_has_remarks_and_is_never_quoted() -> None:
    assert len(private_keys(f"# made today\n\n{PRIVATE}\n{PRIVATE.lower()}\n")) == 2
    with pytest.raises(KeyRefused) as refusal:
        private_keys(f"# one\n{PRIVATE}X\n")
    assert "Line 2" in str(refusal.value)
    assert PRIVATE[20:30] not in str(refusal.value)
    with pytest.raises(KeyRefused, match="no private key"):
        private_keys("# nothing\n")
