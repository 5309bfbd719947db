"""Bringing a folder of Markdown files in, through the services that own the tables."""

import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from writingviews.articles.contributors import add_contributor, writers_of
from writingviews.articles.lifecycle import Need, State, TransitionRefused
from writingviews.articles.models import Article, Kind, Section
from writingviews.articles.selectors import publication, sections
from writingviews.articles.services.filing import Filing
from writingviews.articles.services.importing import Arrival, place_article
from writingviews.document.markdown import document_from_markdown
from writingviews.document.validate import InvalidDocument
from writingviews.language.languages import primary_code
from writingviews.language.slug import slug as slugify
from writingviews.media.refusal import PictureRefused
from writingviews.people.models import Account, Byline
from writingviews.people.services import BylineRefused

from .bylines import byline_for, signing
from .markdown_folder import FileUnreadable, MarkdownPiece, find_markdown, read_piece
from .pictures import ArrivingPictures, PictureMissing, find_picture
from .report import ImportedPiece, ImportReport, Outcome, Problem

logger = logging.getLogger(__name__)

Progress = Callable[[int, int], None]

ORIGIN: Final = "markdown:"
_MOST_ORIGIN: Final = 200
#: Files whose text is in memory at once.
_AT_ONCE: Final = 200
#: A date may be this far ahead of the house's clock: it is tomorrow already somewhere.
_AHEAD: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _House:
    """What every file of a run is held against."""

    languages: tuple[str, ...]
    sections: dict[str, Section]
    section_names: str
    writer: Account | None
    signatories: tuple[Account, ...]
    actor: Account | None
    now: datetime
    dry_run: bool
    checked: bool


@dataclass(slots=True)
class _Work:
    """A file on its way in, and its pictures: their names, and by name their files and ids."""

    piece: MarkdownPiece
    origin: str
    names: list[str] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def import_markdown(
    folder: Path,
    *,
    actor: Account | None,
    writer: Account | None = None,
    signatories: Sequence[Account] = (),
    dry_run: bool = False,
    checked: bool = False,
    progress: Progress | None = None,
    now: datetime | None = None,
) -> ImportReport:
    """Bring the Markdown files of a folder in as articles, each in a transaction of its own.

    What an earlier run brought in is left as it is, so a second run adds nothing; a file is
    known by its ``slug``, or by its path in the folder where it has none. A file that cannot be
    read is reported and the others come in. A piece that is to be published but lacks something
    (a section, a byline, a picture's description) comes in as a draft.

    Args:
        folder: with ``*.md`` files at any depth; pictures lie beside them or in ``pictures/``.
        actor: who imports, for the audit; None for the operator at the command line.
        writer: on whose desk every piece shall lie, and whose bylines may be signed with.
        signatories: further accounts whose bylines may be signed with; each gets the pieces
            that bear a byline of theirs.
        dry_run: write nothing, neither rows nor pictures, and report what would be.
        checked: whether whoever imports vouches that what is published was checked where it was
            published; else a piece whose checklist is not ticked comes in as a draft.
        progress: told (files done, files in all).
        now: aware moment; a piece dated later is not published. The clock's, if left out.

    Returns:
        what came of each file.

    Raises:
        FolderRefused: no folder, or too many files.
        PublicationMissing: the publication is not set up.

    Cost: 10 to 20 ms a file, and 0.5 s a picture (two are cleaned at a time).
    """
    found = find_markdown(folder)
    report = ImportReport(dry_run=dry_run)
    report.add_problems(found.problems)
    house = _house(
        actor, writer, signatories, now=now or timezone.now(), dry_run=dry_run, checked=checked
    )
    known = _known_origins()
    claimed: dict[str, str] = {}
    done = 0
    files = iter(found.paths)
    while batch := list(islice(files, _AT_ONCE)):
        works: list[_Work] = []
        for file in batch:
            work = _begin(file, folder, claimed, report)
            if work is not None and work.origin in known:
                _leave_as_it_is(known[work.origin], work, house, report)
                work = None
            if work is None:
                done += 1
            else:
                works.append(work)
        if progress is not None:
            progress(done, len(found.paths))
        for work in works:
            _find_pictures(work, folder)
        arriving = ArrivingPictures(
            (file for work in works for file in work.files.values()), dry_run=dry_run
        )
        for work in works:
            _await_pictures(work, arriving)
            report.pieces.append(_bring_in(work, house))
            report.add_problems(work.problems)
            done += 1
            if progress is not None:
                progress(done, len(found.paths))
    report.pieces.sort(key=lambda piece: piece.path)
    logger.info("an import ended")
    return report


def _house(
    actor: Account | None,
    writer: Account | None,
    signatories: Sequence[Account],
    *,
    now: datetime,
    dry_run: bool,
    checked: bool,
) -> _House:
    by_name: dict[str, Section] = {}
    for section in sections():
        for name in (section.slug, *section.names.values()):
            by_name.setdefault(str(name).casefold(), section)
    return _House(
        languages=tuple(publication().languages),
        sections=by_name,
        section_names=", ".join(section.slug for section in sections()),
        writer=writer,
        signatories=tuple(dict.fromkeys((*([writer] if writer else []), *signatories))),
        actor=actor,
        now=now,
        dry_run=dry_run,
        checked=checked,
    )


def _known_origins() -> dict[str, UUID]:
    return dict(Article.objects.filter(origin__startswith=ORIGIN).values_list("origin", "id"))


def _begin(file: Path, folder: Path, claimed: dict[str, str], report: ImportReport) -> _Work | None:
    """Read a file; None if it cannot be read, which is in the report then."""
    try:
        piece = read_piece(file, folder=folder)
    except FileUnreadable as error:
        report.add_problems([error.problem])
        report.pieces.append(ImportedPiece(error.problem.path, Outcome.LEFT_OUT))
        return None
    work = _Work(piece, origin=_origin(piece.slug or piece.path), problems=list(piece.problems))
    first = claimed.setdefault(work.origin, piece.path)
    if first != piece.path:
        work.problems.append(
            piece.problem(
                "slug",
                f"slug {piece.slug!r} is that of {first} already, so this piece gets another "
                "address. Give it a slug of its own.",
            )
        )
        work.origin = _origin(f"{piece.slug}/{piece.path}")
        claimed[work.origin] = piece.path
    return work


def _origin(name: str) -> str:
    origin = ORIGIN + name
    if len(origin) <= _MOST_ORIGIN:
        return origin
    digest = hashlib.blake2b(name.encode(), digest_size=16).hexdigest()
    return f"{origin[: _MOST_ORIGIN - len(digest) - 1]}-{digest}"


def _leave_as_it_is(article_id: UUID, work: _Work, house: _House, report: ImportReport) -> None:
    """Note a piece that is there; a draft that lies on nobody's desk goes to the writer's."""
    report.pieces.append(ImportedPiece(work.piece.path, Outcome.THERE, title=work.piece.title))
    if house.writer is None or house.dry_run or writers_of(article_id).exists():
        return
    if Article.objects.filter(id=article_id, state=State.DRAFT).exists():
        add_contributor(account=house.writer, article_id=article_id)


def _find_pictures(work: _Work, folder: Path) -> None:
    """Note the file of every picture that a piece names; what is missing becomes a problem."""
    piece = work.piece
    names = [piece.picture] if piece.picture else []

    def note(name: str) -> None:
        names.append(name)

    document_from_markdown(piece.body, title=piece.title, standfirst=piece.standfirst, picture=note)
    work.names = list(dict.fromkeys(names))
    for name in work.names:
        try:
            work.files[name] = find_picture(name, beside=piece.file, folder=folder)
        except PictureMissing as missing:
            work.problems.append(_picture_problem(piece, name, str(missing)))


def _await_pictures(work: _Work, arriving: ArrivingPictures) -> None:
    for name, file in work.files.items():
        try:
            work.pictures[name] = arriving.stored(file)
        except PictureRefused as refusal:
            work.problems.append(
                _picture_problem(work.piece, name, f"the picture “{name}”: {refusal}")
            )


def _picture_problem(piece: MarkdownPiece, name: str, message: str) -> Problem:
    line = piece.lines.get("picture", 1) if name == piece.picture else piece.line_of(name)
    return Problem(piece.path, line, message)


def _warnings(work: _Work, warnings: Sequence[str]) -> list[Problem]:
    """Return the converter's warnings but those of pictures, which were told with the cause."""
    told = tuple(f"picture {name!r} was not found" for name in work.names)
    return [
        Problem(work.piece.path, work.piece.body_line, warning)
        for warning in warnings
        if not warning.startswith(told)
    ]


def _bring_in(work: _Work, house: _House) -> ImportedPiece:
    """Place one piece; whatever goes wrong becomes a problem of its file."""
    piece = work.piece
    try:
        return _place(work, house)
    except InvalidDocument as error:
        cause = f"the text cannot be taken: {error}. Correct it there."
    except BylineRefused as error:
        work.problems.append(piece.problem("bylines", str(error)))
        return ImportedPiece(piece.path, Outcome.LEFT_OUT, title=piece.title)
    except RecursionError:
        cause = "the text is nested too deeply to be read. Take some of its lists apart."
    except DatabaseError as error:
        if isinstance(error, IntegrityError) and work.origin in _known_origins():
            return ImportedPiece(piece.path, Outcome.THERE, title=piece.title)
        logger.exception("an imported piece was not stored")
        cause = f"the database refused it: {error}. The log has more."
    except Exception as error:
        # A fault of ours in one file's reading must not keep the other files out.
        logger.exception("an imported piece could not be read")
        cause = f"this met a fault of the program: {type(error).__name__}: {error}. Report it."
    work.problems.append(Problem(piece.path, piece.body_line, cause))
    return ImportedPiece(piece.path, Outcome.LEFT_OUT, title=piece.title)


def _place(work: _Work, house: _House) -> ImportedPiece:
    piece = work.piece
    converted = document_from_markdown(
        piece.body, title=piece.title, standfirst=piece.standfirst, picture=work.pictures.get
    )
    work.problems.extend(_warnings(work, converted.warnings))
    arrival = _arrival(work, converted.document, work.pictures.get(piece.picture, ""), house)
    try:
        article, on_a_desk = _store(arrival, piece.bylines, house)
    except TransitionRefused as lacking:
        work.problems.append(_lacking(piece, lacking))
        arrival = replace(arrival, published=False)
        article, on_a_desk = _store(arrival, piece.bylines, house)
    if not arrival.published:
        if not on_a_desk:
            work.problems.append(
                piece.problem(
                    "state",
                    "this draft lies on nobody's desk, where nobody can see it. Run the import "
                    "again with --writer NAME.",
                )
            )
        return ImportedPiece(piece.path, Outcome.DRAFT, title=piece.title)
    _report_other_address(work, article)
    return ImportedPiece(
        piece.path, Outcome.PUBLISHED, title=piece.title, address=f"/articles/{article.slug}/"
    )


def _store(arrival: Arrival, names: Sequence[str], house: _House) -> tuple[Article, bool]:
    """Return the article, and whether it lies on somebody's desk."""
    with transaction.atomic():
        language = arrival.filing.language
        bylines: dict[UUID, Byline] = {}
        for name in names:
            byline = byline_for(name, language=language, signatories=house.signatories)
            bylines[byline.pk] = byline
        article = place_article(
            actor=house.actor,
            writer=house.writer,
            arrival=replace(
                arrival, filing=replace(arrival.filing, bylines=tuple(bylines.values()))
            ),
        )
        writers = signing(house.signatories, bylines.values())
        for account in writers:
            add_contributor(account=account, article_id=article.pk)
        if house.dry_run:
            transaction.set_rollback(True)
    return article, bool(writers or house.writer)


def _arrival(work: _Work, document: dict[str, Any], picture: str, house: _House) -> Arrival:
    piece = work.piece
    date = piece.date or house.now
    published = piece.published
    if published and date > house.now + _AHEAD:
        published = False
        work.problems.append(
            piece.problem(
                "date",
                f"date is {date:%Y-%m-%d}, which is still to come; the piece came in as a draft. "
                "Correct the date, or schedule the piece at the desk.",
            )
        )
    language = _language(work, house)
    return Arrival(
        origin=work.origin,
        document=document,
        filing=Filing(
            language=language,
            kind=_kind(work),
            section=_section(work, house),
            topics=piece.topics,
            bylines=(),
            dateline=piece.dateline,
            content_note=piece.content_note,
            happened_on=piece.happened_on,
            place=piece.place,
            reviewed=piece.reviewed,
            speakers=piece.speakers,
            picture=picture,
            picture_alt=piece.picture_alt if picture else "",
            picture_caption=piece.picture_caption,
            picture_credit=piece.picture_credit if picture else "",
        ),
        slug=piece.slug,
        date=date,
        published=published,
        checked=house.checked,
    )


def _language(work: _Work, house: _House) -> str:
    wished = work.piece.language.replace("_", "-")
    if not wished:
        return house.languages[0]
    for language in house.languages:
        if language.casefold() == wished.casefold():
            return language
    base = primary_code(wished)
    taken = base if base in house.languages else house.languages[0]
    work.problems.append(
        work.piece.problem(
            "language",
            f"language is {wished!r}; this publication has {', '.join(house.languages)}, and "
            f"{taken} was taken. Correct it, or give the publication that language first.",
        )
    )
    return taken


def _kind(work: _Work) -> Kind:
    wished = work.piece.kind
    if not wished:
        return Kind.ESSAY
    try:
        return Kind(wished.lower())
    except ValueError:
        work.problems.append(
            work.piece.problem(
                "kind",
                f"kind is {wished!r}; known are {', '.join(Kind.values)}, and essay was taken. "
                "Correct it.",
            )
        )
        return Kind.ESSAY


def _section(work: _Work, house: _House) -> Section | None:
    wished = work.piece.section
    section = house.sections.get(wished.casefold()) if wished else None
    if wished and section is None:
        work.problems.append(
            work.piece.problem(
                "section",
                f"section is {wished!r}; this publication has {house.section_names}. Correct it.",
            )
        )
    return section


#: Which key of the front matter answers a need, so that the report names its line.
_KEY_OF_NEED: Final[Mapping[Need, str]] = {
    Need.TITLE: "title",
    Need.SECTION: "section",
    Need.BYLINE: "bylines",
    Need.ALT_TEXT: "picture_alt",
}


def _lacking(piece: MarkdownPiece, lacking: TransitionRefused) -> Problem:
    keys = (_KEY_OF_NEED.get(need, "") for need in lacking.needs)
    line = next((piece.lines[key] for key in keys if key in piece.lines), piece.body_line)
    return Problem(
        piece.path,
        line,
        f"this piece is to be published but came in as a draft: {lacking} "
        "Do so at the desk, or here before the import.",
    )


def _report_other_address(work: _Work, article: Article) -> None:
    wished = work.piece.slug and slugify(work.piece.slug, fallback="article")
    told = any(problem.message.startswith("slug ") for problem in work.problems)
    if wished and article.slug != wished and not told:
        work.problems.append(
            work.piece.problem(
                "slug",
                f"slug {wished!r} is taken by another article; this one stands at "
                f"{article.slug!r}. Change either at the desk if that matters.",
            )
        )
