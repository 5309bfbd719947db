"""What ``writingviews backup`` and ``writingviews restore`` do with their arguments."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from writingviews.house.settings import BackupSettings

from .age import KeyRefused, Lock, Opener, private_keys, public_key, sealed_how
from .refusal import BackupRefused
from .schedule import lock_of

#: Asks a person for a passphrase; twice, if it is a new one.
Ask = Callable[[bool], str]


def lock_for(
    settings: BackupSettings, *, recipients: Sequence[str], passphrase: bool, ask: Ask
) -> Lock | None:
    """Return for whom a backup is sealed: as the command says, else as the settings do.

    Raises:
        BackupRefused: a key has a wrong letter, or both are asked for.
    """
    if recipients and passphrase:
        raise BackupRefused("A backup is sealed for keys or with a passphrase. Name one of both.")
    if passphrase:
        return Lock(passphrase=settings.passphrase or ask(True))
    if recipients:
        try:
            return Lock(recipients=tuple(map(public_key, recipients)))
        except KeyRefused as refusal:
            raise BackupRefused(str(refusal)) from refusal
    return lock_of(settings)


def opener_for(
    paths: Sequence[Path], *, identity: Path | None, passphrase: str, ask: Ask
) -> Opener:
    """Return what some files are opened with; asks for a passphrase if one of them needs it.

    Args:
        paths: of the backup, and of the keys, if they are wanted.
        identity: the file of private keys.
        passphrase: from the environment; empty if there is none.
        ask: see `Ask`.

    Raises:
        BackupRefused: the file of private keys cannot be read.
    """
    identities: tuple[X25519PrivateKey, ...] = ()
    if identity is not None:
        try:
            identities = private_keys(identity.read_text(encoding="ascii"))
        except (KeyRefused, UnicodeDecodeError) as error:
            raise BackupRefused(f"{identity} is no file of private keys: {error}") from error
    if not passphrase and any(sealed_how(path) == "passphrase" for path in paths):
        passphrase = ask(False)
    return Opener(identities, passphrase)


# --- the rehearsal --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """How a rehearsal went.

    Args:
        seconds: from the file to a house with all its pages.
        said: by `writingviews restore`.
        pages: that were printed.
        same: how many of them are, byte for byte, those that the house serves now.
        now: how many it serves now.
    """

    seconds: float
    said: str
    pages: int
    same: int
    now: int


def rehearse(
    path: Path, tree: Path, *, arguments: Sequence[str], environ: Mapping[str, str]
) -> Rehearsed:
    """Restore a backup into a temporary folder, as an operator would, and take it away again.

    Args:
        path: of the backup.
        tree: the running house's pages, to compare with.
        arguments: further ones for `restore`.
        environ: the environment.

    Raises:
        BackupRefused: it could not be restored, or not every page could be printed.
    """
    with tempfile.TemporaryDirectory(prefix="writingviews-rehearsal-") as place:
        folder = Path(place) / "house"
        began = time.monotonic()
        done = subprocess.run(  # noqa: S603 - our own program
            [
                *(sys.executable, "-m", "writingviews", "restore", str(path)),
                *("--dir", str(folder), *arguments),
            ],
            env={**environ, "WRITINGVIEWS_DIR": str(folder)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        seconds = time.monotonic() - began
        if done.returncode != 0:
            lines = done.stderr.strip().splitlines() or ["it does not say why"]
            raise BackupRefused(
                f"The rehearsal failed after {seconds:.1f} s: "
                f"{lines[-1].removeprefix('writingviews: ')}"
            )
        printed = dict(_pages(folder / "tree"))
        served = dict(_pages(tree))
        same = sum(
            1
            for name, page in printed.items()
            if name in served and page.read_bytes() == served[name].read_bytes()
        )
    return Rehearsed(seconds, done.stdout.strip(), len(printed), same, len(served))


def _pages(tree: Path) -> Iterator[tuple[str, Path]]:
    for folder, names, files in os.walk(tree):
        if Path(folder) == tree and "assets" in names:
            names.remove("assets")
        for name in files:
            if not name.endswith((".br", ".gz", ".status", "~")):
                path = Path(folder) / name
                yield path.relative_to(tree).as_posix(), path
