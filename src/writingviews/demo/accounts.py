"""The people one can sign in as: made once, with passwords of chance, kept in the folder."""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from writingviews.people.models import Account, Role
from writingviews.people.services import create_account

FILE: Final = "demo-accounts.json"

#: Each of the cast, by the name it signs in with, and what it may do.
CAST: Final[Mapping[str, frozenset[Role]]] = {
    "writer": frozenset({Role.WRITER}),
    "writer2": frozenset({Role.WRITER}),
    "editor": frozenset({Role.EDITOR, Role.PUBLISHER}),
    "publisher": frozenset({Role.PUBLISHER, Role.EDITOR}),
    "moderator": frozenset({Role.MODERATOR}),
}

_CONSONANTS: Final = "bcdfghjkmnprstvwz"
_VOWELS: Final = "aeiou"


class DemoRefused(Exception):
    """The demo cannot be furnished here; the message says why and the mend."""


@dataclass(frozen=True, slots=True)
class Login:
    """What one types to sign in."""

    username: str
    password: str


@dataclass(frozen=True, slots=True)
class DemoAccounts:
    """The cast: role → login; `path` is the file that holds them."""

    logins: Mapping[str, Login]
    path: Path


def make_logins() -> dict[str, Login]:
    """Return a login for each of the cast, with a password that can be read aloud (67 bits)."""
    return {name: Login(username=name, password=_password()) for name in CAST}


def read_logins(folder: Path) -> DemoAccounts | None:
    """Return the cast of the demo in a folder, or None if there is none.

    Raises:
        DemoRefused: the file was damaged.
    """
    path = folder / FILE
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    try:
        logins = {name: Login(**login) for name, login in json.loads(text).items()}
    except (ValueError, TypeError, AttributeError) as error:
        raise DemoRefused(_lost(path)) from error
    if logins.keys() != CAST.keys():
        raise DemoRefused(_lost(path))
    return DemoAccounts(logins, path)


def write_logins(folder: Path, logins: Mapping[str, Login]) -> DemoAccounts:
    """Write the cast's logins, readable by the folder's owner alone, whole or not at all."""
    path = folder / FILE
    draft = folder / f".{FILE}.{secrets.token_hex(4)}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:  # noqa: PTH123 - a descriptor, no path
        json.dump({name: asdict(login) for name, login in logins.items()}, file, indent=2)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    return DemoAccounts(logins, path)


def cast_of(accounts: DemoAccounts) -> dict[str, Account]:
    """Return the cast's accounts by role; makes those that are not there."""
    found: dict[str, Account] = {}
    for name, login in accounts.logins.items():
        account = Account.objects.filter(username=login.username).first()
        found[name] = account or create_account(
            username=login.username, password=login.password, roles=CAST[name], actor=None
        )
    return found


def lost(folder: Path) -> DemoRefused:
    """Return what is said when the passwords of a furnished demo are gone."""
    return DemoRefused(_lost(folder / FILE))


def _lost(path: Path) -> str:
    return (
        f"The passwords of this demo are kept nowhere but in {path}, and that file is gone or "
        "damaged. Furnish another folder with --dir, or delete this one first."
    )


def _password() -> str:
    return "-".join(
        "".join(
            secrets.choice(letters)
            for letters in (_CONSONANTS, _VOWELS, _CONSONANTS, _VOWELS, _CONSONANTS)
        )
        for _ in range(4)
    )
