"""What ``writingviews import`` does with its arguments."""

import zipfile
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from writingviews.articles.selectors import PublicationMissing, sections
from writingviews.people.models import Account
from writingviews.people.selectors import account_named

from .export_files import ExportFiles
from .feeds import FeedFile
from .formats import Format, recognise
from .ghost import GhostExport
from .intake import Intake, Wishes
from .markdown_folder import FolderRefused
from .media_store import MediaStore
from .pieces import Source, SourceRefused
from .progress import Progress
from .report import ImportReport
from .services import import_markdown
from .web_pages import MediumExport, SubstackExport, WebPages
from .word_files import WordFiles
from .wordpress import WordPressExport


class ImportRefused(Exception):
    """The import cannot begin; the message says why and the mend."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked the command for.

    Args:
        source: ``auto``, or a value of `Format`.
        dry_run: write nothing and tell what would be.
        writer: name of the account on whose desk everything shall lie.
        checked: whether whoever imports vouches that what is published was checked.
        media: a folder or ZIP archive of pictures.
        section: slug of the section for what names none of the publication's.
        byline: public name of pieces that name no author.
        whole: bring in nothing of an export that is damaged.
    """

    source: str = "auto"
    dry_run: bool = False
    writer: str | None = None
    checked: bool = False
    media: Path | None = None
    section: str = ""
    byline: str = ""
    whole: bool = False


def run_import(path: Path, asked: Asked, progress: Progress | None = None) -> ImportReport:
    """Import what lies at `path` and return what came of it.

    Args:
        path: of the export.
        asked: how.
        progress: told (pieces done, pieces in all).

    Raises:
        ImportRefused: nothing there, not a format that is read, no such account, section or folder
            of pictures, a damaged export that must be whole, or the publication is not set up.
    """
    if not path.exists():
        raise ImportRefused(f"There is nothing at {path}. Check the path.")
    form = _format_of(path, asked.source)
    account = _account(asked.writer) if asked.writer is not None else None
    try:
        if form is Format.MARKDOWN:
            return _markdown(path, asked, account, progress)
        _check_section(asked.section)
        media = _media(path, asked.media, form)
        source = _source(form, path, media)
        if asked.whole and not source.whole:
            raise ImportRefused(f"{source.problems[0]} Nothing was brought in.")
        wishes = Wishes(
            now=timezone.now(),
            writer=account,
            section=asked.section,
            byline=asked.byline,
            checked=asked.checked,
            dry_run=asked.dry_run,
        )
        return Intake(source, media, wishes, progress).run()
    except (FolderRefused, PublicationMissing, SourceRefused) as refusal:
        raise ImportRefused(str(refusal)) from refusal


def _markdown(
    path: Path, asked: Asked, account: Account | None, progress: Progress | None
) -> ImportReport:
    if not path.is_dir():
        raise ImportRefused(
            f"{path} is one file. Unpack it, or put it into a folder, and name that: its "
            "pictures are looked for there too."
        )
    return import_markdown(
        path,
        actor=None,
        writer=account,
        dry_run=asked.dry_run,
        checked=asked.checked,
        progress=progress,
    )


def _source(form: Format, path: Path, media: MediaStore) -> Source:
    if form is Format.WORDPRESS:
        return WordPressExport(path, path.name)
    if form is Format.FEED:
        return FeedFile(path, path.name)
    files = ExportFiles(path)
    pages = files.ending(".html", ".htm")
    match form:
        case Format.GHOST:
            named = [one for one in files.ending(".json") if "redirects" not in one]
            if not named:
                raise ImportRefused(f"There is no JSON file in {path}. Name Ghost's export.")
            return GhostExport(files, named[0])
        case Format.MEDIUM:
            return MediumExport(files, [one for one in pages if "posts" in one.split("/")[:-1]])
        case Format.SUBSTACK:
            return SubstackExport(files, pages)
        case Format.WORD:
            return WordFiles(files, media)
    return WebPages(files, pages)


def _media(path: Path, named: Path | None, form: Format) -> MediaStore:
    """Return the pictures of an export: those that are named, in it, or in a folder beside it."""
    if named is not None:
        if not named.is_dir() and not zipfile.is_zipfile(named):
            raise ImportRefused(
                f"{named} is no folder and no ZIP archive. Name where the pictures lie."
            )
        return MediaStore(named)
    if path.is_dir() or (zipfile.is_zipfile(path) and form is not Format.WORD):
        return MediaStore(path)
    beside = (path.parent / name for name in ("wp-content", "uploads", "media", "content"))
    return MediaStore(next((place for place in beside if place.is_dir()), None))


def _check_section(named: str) -> None:
    if not named:
        return
    slugs = [section.slug for section in sections()]
    if named not in slugs:
        raise ImportRefused(f"There is no section {named!r}. There are: {', '.join(slugs)}.")


def _format_of(path: Path, source: str) -> Format:
    if source != "auto":
        try:
            return Format(source)
        except ValueError:
            known = ", ".join(("auto", *Format))
            raise ImportRefused(f"--from {source} is not known. Known are: {known}.") from None
    found = recognise(path)
    if found is None:
        raise ImportRefused(
            f"{path} holds nothing that can be imported. Exports of WordPress, Ghost, Medium, "
            "Substack and Blogger can, feeds, Word files, web pages, and folders of Markdown files."
        )
    return found


def _account(username: str) -> Account:
    account = account_named(username)
    if account is None:
        raise ImportRefused(
            f"There is no account {username!r}. `writingviews account list` shows those there are."
        )
    return account
