"""What ``writingviews import`` does with its arguments."""

from collections.abc import Callable
from pathlib import Path

from writingviews.articles.selectors import PublicationMissing
from writingviews.people.models import Account
from writingviews.people.selectors import account_named

from .formats import NAMES, READ_NOW, Format, recognise
from .markdown_folder import FolderRefused
from .report import ImportReport
from .services import import_markdown


class ImportRefused(Exception):
    """The import cannot begin; the message says why and the mend."""


def run_import(
    path: Path,
    *,
    source: str = "auto",
    dry_run: bool = False,
    writer: str | None = None,
    checked: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> ImportReport:
    """Import what lies at `path` and return what came of it.

    Args:
        path: of the export.
        source: ``auto``, or a value of `Format`.
        dry_run: write nothing and tell what would be.
        writer: name of the account on whose desk everything shall lie.
        checked: whether whoever imports vouches that what is published was checked.
        progress: told (files done, files in all).

    Raises:
        ImportRefused: nothing there, not a format that is read, no such account, or the
            publication is not set up.
    """
    if not path.exists():
        raise ImportRefused(f"There is nothing at {path}. Check the path.")
    form = _format_of(path, source)
    if form not in READ_NOW:
        raise ImportRefused(
            f"{path} looks like {NAMES[form]}, which is not read yet. "
            "A folder of Markdown files is: export to Markdown and import that folder."
        )
    if not path.is_dir():
        raise ImportRefused(
            f"{path} is one file. Put it into a folder and name that: its pictures "
            "are looked for there too."
        )
    account = _account(writer) if writer is not None else None
    try:
        return import_markdown(
            path,
            actor=None,
            writer=account,
            dry_run=dry_run,
            checked=checked,
            progress=progress,
        )
    except (FolderRefused, PublicationMissing) as refusal:
        raise ImportRefused(str(refusal)) from refusal


def _format_of(path: Path, source: str) -> Format:
    if source != "auto":
        try:
            return Format(source)
        except ValueError:
            known = ", ".join(("auto", *Format))
            raise ImportRefused(f"--from {source} is not known. Known are: {known}.") from None
    found = recognise(path)
    if found is None and path.suffix.lower() == ".zip":
        raise ImportRefused(
            f"{path} is a ZIP archive. Unpack it and name the folder that comes out."
        )
    if found is None:
        raise ImportRefused(
            f"{path} holds nothing that can be imported. A folder of Markdown files (*.md) can."
        )
    return found


def _account(username: str) -> Account:
    account = account_named(username)
    if account is None:
        raise ImportRefused(
            f"There is no account {username!r}. `writingviews account list` shows those there are."
        )
    return account
