"""Which pages of a copy were taken down since it was made, and deleting them."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from writingviews.press.durability import sync_filesystem

from .carriers import Carrier, Unreadable, carrier_at
from .command import given_key, some_of
from .delta import DeltaRefused, signed_list
from .minisign import KeyUnreadable, PublicKey
from .placing import why
from .taken_down import ListRefused, TakenDown, list_at, named_files
from .terms import Terms


def taken_down_lines(
    path: Path, newer: Path, *, key: str | None, drop: bool
) -> tuple[int, list[str]]:
    """Say which pages of a copy were taken down since, by a list that came later.

    Args:
        path: the copy; its folder, if pages are to be deleted.
        newer: a newer mirror, or the list's own file with its signature beside it.
        key: the publication's public key, or a file that holds it.
        drop: whether to delete them.

    Returns:
        0 if the copy has none of them (any more); 1 if it has; 2 if that cannot be told.
    """
    if key is None:
        return 2, ["Name the publication's key with --key: a list that came along may be forged."]
    try:
        listed, named = _named_by(path, newer, given_key(key))
    except (KeyUnreadable, OSError) as error:
        return 2, [f"The key cannot be used: {error}"]
    except ListRefused as refused:
        return 2, [str(refused)]
    if not named:
        said = f"None of its pages is among the {len(listed.days)} that were taken down by"
        return 0, [f"{said} {listed.issued:%Y-%m-%d}."]
    if drop:
        return _dropped(path, named)
    mend = "Somebody may be in danger: delete them, with --drop, or bring the copy up to date."
    return 1, [f"Taken down: {some_of(named)}. {mend}"]


def _named_by(path: Path, newer: Path, key: PublicKey) -> tuple[TakenDown, list[str]]:
    """Return a list, and those of a copy's files that it names."""
    listed = list_at(newer, key)
    try:
        with carrier_at(path) as carrier:
            present = carrier.names()[0]
            held = _held(carrier, key)
    except (Unreadable, OSError) as error:
        raise ListRefused(
            f"{path} cannot be read: {error}. Name the copy's folder or its zip."
        ) from error
    if held is not None and held.site != listed.site:
        raise ListRefused(f"The list is of {listed.site}, and the copy is of {held.site}.")
    if held is not None and held.sequence > listed.sequence:
        raise ListRefused(
            f"The list is of number {listed.sequence}, and the copy is number {held.sequence}: "
            "it says nothing of it. Get a newer list."
        )
    return listed, named_files(present, listed.days)


def _held(carrier: Carrier, key: PublicKey) -> Terms | None:
    """Return what is signed in a copy; None if nothing is, or with another key: one that this key
    has followed, say. Then a list is taken to be newer."""
    try:
        return signed_list(carrier, key)[0]
    except DeltaRefused:
        return None


def _dropped(path: Path, names: Sequence[str]) -> tuple[int, list[str]]:
    """Delete files of a copy, and the folders that leaves empty."""
    if not path.is_dir():
        return 2, [f"{path} has to be a folder for pages to be deleted from it. Unpack it first."]
    try:
        for name in names:
            file = path / name
            file.unlink(missing_ok=True)
            with suppress(OSError):
                file.parent.rmdir()
        sync_filesystem(path)
    except OSError as error:
        return 2, [f"Not all of them could be deleted: {why(error)}. Try again."]
    left = (
        "Lists and the search of the copy still say what they were called, and a check says that "
        "they are missing: a newer mirror, or the difference to one, mends both."
    )
    return 0, [f"Deleted: {some_of(names)}. {left}"]
