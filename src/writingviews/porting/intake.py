"""Bringing the pieces of any export in, through the services that own the tables.

Bounded, repeatable, and safe to break off: pieces are read and converted a few at a time, and each
few are stored in one transaction. What is stored is known by its id at the source; the next run
passes it by, brings up to date what changed there, and goes on behind where this one was cut off.
"""

import hashlib
import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import DatabaseError, transaction

from writingviews.articles.contributors import add_contributor, writers_of
from writingviews.articles.lifecycle import State, TransitionRefused
from writingviews.articles.models import Article, Kind, Section
from writingviews.articles.old_addresses import lead_on
from writingviews.articles.selectors import publication, sections
from writingviews.articles.services.filing import MAX_TOPICS, Filing
from writingviews.articles.services.importing import (
    Arrival,
    ChangedHere,
    place_article,
    renew_article,
)
from writingviews.desk.models import Draft
from writingviews.document.from_html import PictureFound, PictureSought, document_from_html
from writingviews.document.markup import parse_markup
from writingviews.document.validate import InvalidDocument
from writingviews.language.languages import primary_code
from writingviews.language.slug import slug as slugify
from writingviews.media.kinds import picture_kind
from writingviews.media.models import Picture
from writingviews.media.refusal import PictureRefused
from writingviews.media.services import store_pictures
from writingviews.people.models import Account, Byline
from writingviews.people.services import BylineRefused
from writingviews.replies.arriving import ArrivingReply, place_reply
from writingviews.replies.models import ReplyState

from .bylines import byline_for, signing
from .media_store import MediaStore
from .models import BroughtArticle, BroughtReply
from .pieces import Comment, PictureNamed, Piece, Source
from .progress import Progress
from .report import ImportedPiece, ImportReport, Outcome

logger = logging.getLogger(__name__)

#: Pieces that are converted and stored together, and characters of them.
_AT_ONCE: Final = 50
_MOST_AT_ONCE: Final = 4_000_000
_MOST_ORIGIN: Final = 200
#: A date may be this far ahead of the house's clock: it is tomorrow already somewhere.
_AHEAD: Final = timedelta(days=1)
_MOST_BYLINES: Final = 40


@dataclass(frozen=True, slots=True)
class Wishes:
    """How somebody wants an export to come in.

    Args:
        actor: who imports, for the audit; None for the operator at the command line.
        writer: on whose desk every piece shall lie, and whose bylines may be signed with.
        signatories: further accounts whose bylines may be signed with.
        section: slug of the section for pieces that are filed under none of the publication's.
        byline: public name of pieces that name no author; "" for the publication's own.
        checked: whether whoever imports vouches that what is published was checked.
        dry_run: write nothing, and report what would be.
        now: aware moment.
    """

    now: datetime
    actor: Account | None = None
    writer: Account | None = None
    signatories: Sequence[Account] = ()
    section: str = ""
    byline: str = ""
    checked: bool = False
    dry_run: bool = False


@dataclass(slots=True)
class _Work:
    """A piece on its way in."""

    piece: Piece
    origin: str
    fingerprint: str
    known: UUID | None
    notes: list[str]
    document: dict[str, Any] = field(default_factory=dict)
    #: Of each picture of the text, by the name that stands for it: which file it is.
    pictures: dict[str, str] = field(default_factory=dict)
    lead: PictureNamed | None = None
    lead_file: str | None = None
    lead_media: str = ""

    def note(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)


class Intake:
    """One run.

    Args:
        source: the export.
        media: the pictures beside it.
        wishes: how it shall come in.
        progress: told (pieces done, pieces in all).
    """

    def __init__(
        self, source: Source, media: MediaStore, wishes: Wishes, progress: Progress | None
    ) -> None:
        self._source = source
        self._media = media
        self._wishes = wishes
        self._progress = progress
        self._report = ImportReport(dry_run=wishes.dry_run)
        self._languages = tuple(publication().languages)
        self._sections = list(sections())
        self._by_name: dict[str, Section] = {}
        for section in self._sections:
            for name in (section.slug, *section.names.values()):
                self._by_name.setdefault(str(name).casefold(), section)
        self._fallback = next(
            (one for one in self._sections if one.slug == wishes.section),
            self._sections[0] if self._sections else None,
        )
        self._signatories = tuple(
            dict.fromkeys((*([wishes.writer] if wishes.writer else []), *wishes.signatories))
        )
        self._bylines: dict[tuple[str, str], Byline] = {}
        self._known = _known_articles(source.name)
        self._media_print = media.fingerprint()

    def run(self) -> ImportReport:
        """Bring everything in, and return what came of it."""
        done = 0
        for works in self._batches():
            done += len(works)
            fresh = [work for work in works if not self._is_there(work)]
            for work in fresh:
                self._convert(work)
            self._take_pictures(fresh)
            self._store(fresh)
            if self._progress is not None:
                self._progress(done, max(done, self._source.count))
        self._report.pieces.sort(key=lambda piece: (piece.path, piece.line))
        self._report.add_problems(self._source.problems)
        logger.info("an import ended")
        return self._report

    # --- reading ----------------------------------------------------------------------------

    def _batches(self) -> Iterator[list[_Work]]:
        works: list[_Work] = []
        size = 0
        for piece in self._source.pieces():
            works.append(self._work(piece))
            size += len(piece.html)
            if len(works) >= _AT_ONCE or size >= _MOST_AT_ONCE:
                yield works
                works, size = [], 0
        if works:
            yield works

    def _work(self, piece: Piece) -> _Work:
        origin = _origin(f"{self._source.name}:{piece.source}")
        known = self._known.get(origin)
        return _Work(
            piece,
            origin,
            _fingerprint(piece, self._media_print),
            known[0] if known else None,
            [problem.message for problem in piece.problems],
        )

    def _is_there(self, work: _Work) -> bool:
        known = self._known.get(work.origin)
        if known is None or known[1] != work.fingerprint:
            return False
        self._give_a_desk(known[0])
        self._tell(work, Outcome.THERE, known[0])
        return True

    def _give_a_desk(self, article_id: UUID) -> None:
        """Lay a draft that lies on nobody's desk on the writer's, if one is named now."""
        writer = self._wishes.writer
        if writer is None or self._wishes.dry_run or writers_of(article_id).exists():
            return
        if Article.objects.filter(id=article_id, state=State.DRAFT).exists():
            add_contributor(account=writer, article_id=article_id)

    def _convert(self, work: _Work) -> None:
        piece = work.piece
        missing = 0

        def seek(sought: PictureSought) -> PictureFound:
            nonlocal missing
            named = self._source.described(sought.source, sought.classes)
            alt = sought.alt or (named.alt if named else "")
            file = self._media.find(sought.source) or (
                self._media.find(named.source) if named else None
            )
            if file is None:
                missing += 1
                if missing <= _MOST_NAMED:
                    work.note(self._missing(sought.source))
                return PictureFound(None, alt)
            place = f"{len(work.pictures):032x}"
            work.pictures[place] = file
            return PictureFound(place, alt)

        converted = document_from_html(
            piece.html,
            title=piece.title,
            standfirst=piece.standfirst,
            picture=seek,
            base=piece.base,
            lines=piece.lines,
            notes=piece.notes,
        )
        work.document = converted.document
        for note in converted.notes:
            work.note(note)
        if missing > _MOST_NAMED:
            work.note(f"{missing - _MOST_NAMED} more pictures are not there either")
        if piece.picture is not None:
            work.lead = piece.picture
            work.lead_file = self._media.find(piece.picture.source)
            if work.lead_file is None:
                work.note(self._missing(piece.picture.source, "lead picture"))

    def _missing(self, address: str, what: str = "picture") -> str:
        mend = (
            "put it there and import again"
            if self._media
            else "name the folder or archive of pictures with --media and import again"
        )
        return f"the {what} {_short(address)} is not there; its caption came: {mend}"

    # --- pictures -----------------------------------------------------------------------------

    def _take_pictures(self, works: Sequence[_Work]) -> None:
        wanted = dict.fromkeys(
            file
            for work in works
            for file in (*work.pictures.values(), *([work.lead_file] if work.lead_file else []))
        )
        taken = dict(self._taken(wanted)) if wanted else {}
        for work in works:
            found: dict[str, str | None] = {}
            for place, file in work.pictures.items():
                found[place] = self._media_id(work, file, taken)
            if found:
                _set_media(work.document, found)
            if work.lead_file is not None:
                work.lead_media = self._media_id(work, work.lead_file, taken) or ""

    def _taken(self, wanted: Collection[str]) -> Iterator[tuple[str, str | PictureRefused]]:
        refused: list[tuple[str, PictureRefused]] = []

        def read() -> Iterator[tuple[str, bytes]]:
            for file in wanted:
                try:
                    yield file, self._media.read(file)
                except PictureRefused as refusal:
                    refused.append((file, refusal))

        if self._wishes.dry_run:
            for file, data in read():
                yield file, _judged(data)
        else:
            cuts = {file: cut for file in wanted if (cut := self._media.cut_of(file)) is not None}
            for file, outcome in store_pictures(read(), cuts=cuts):
                yield file, outcome.id if isinstance(outcome, Picture) else outcome
        yield from refused

    def _media_id(
        self, work: _Work, file: str, taken: Mapping[str, str | PictureRefused]
    ) -> str | None:
        outcome = taken[file]
        if isinstance(outcome, PictureRefused):
            work.note(f"the picture {_short(file)}: {outcome}")
            return None
        return outcome

    # --- storing ------------------------------------------------------------------------------

    def _store(self, works: Sequence[_Work]) -> None:
        if not works:
            return
        told = len(self._report.pieces)
        try:
            with transaction.atomic():
                for work in works:
                    self._bring_in(work)
                if self._wishes.dry_run:
                    transaction.set_rollback(True)
        except DatabaseError:
            # The whole few are undone: one by one, so that one of them keeps no other out.
            logger.exception("pieces of an import were not stored together")
            del self._report.pieces[told:]
            self._bylines.clear()
            for work in works:
                self._alone(work)
        if self._wishes.dry_run:
            self._bylines.clear()

    def _alone(self, work: _Work) -> None:
        try:
            with transaction.atomic():
                self._bring_in(work)
                if self._wishes.dry_run:
                    transaction.set_rollback(True)
        except DatabaseError as error:
            work.note(f"the database refused it: {error}. The log has more")
            self._tell(work, Outcome.LEFT_OUT)

    def _bring_in(self, work: _Work) -> None:
        """Place or renew one piece; whatever goes wrong is told of it."""
        bylines = dict(self._bylines)
        try:
            with transaction.atomic():
                self._place(work)
        except (InvalidDocument, BylineRefused) as refused:
            cause = str(refused)
        except DatabaseError:
            raise
        except Exception as error:
            # A fault of ours in one piece must not keep the others out.
            logger.exception("an imported piece could not be placed")
            cause = f"this met a fault of the program: {type(error).__name__}: {error}. Report it"
        else:
            return
        self._bylines = bylines
        work.note(cause)
        self._tell(work, Outcome.LEFT_OUT)

    def _place(self, work: _Work) -> None:
        arrival = self._arrival(work)
        renewed = work.known is not None
        try:
            article, arrival = self._placed(work, arrival)
        except ChangedHere as changed:
            work.note(f"it changed at its source, and {changed}; it stays as it is here")
            self._tell(work, Outcome.THERE, work.known)
            return
        BroughtArticle.objects.update_or_create(
            article=article, defaults={"fingerprint": work.fingerprint}
        )
        self._known[work.origin] = (article.pk, work.fingerprint)
        for path in work.piece.addresses:
            if not lead_on(article, path):
                work.note(f"no page can lead on from its old address {_short(path)}")
        self._place_replies(work, article)
        outcome = Outcome.PUBLISHED if arrival.published else Outcome.DRAFT
        if not renewed and not arrival.published and not self._on_a_desk(arrival):
            work.note("it lies on nobody's desk; import again with --writer NAME to give it one")
        self._tell(work, Outcome.RENEWED if renewed else outcome, article.pk, article)

    def _placed(self, work: _Work, arrival: Arrival) -> tuple[Article, Arrival]:
        try:
            with transaction.atomic():
                return self._write(work, arrival), arrival
        except TransitionRefused as lacking:
            work.note(f"it is published at its source but came in as a draft: {lacking}")
            arrival = replace(arrival, published=False)
            return self._write(work, arrival), arrival

    def _write(self, work: _Work, arrival: Arrival) -> Article:
        if work.known is not None:
            if Draft.objects.filter(article_id=work.known).exists():
                raise ChangedHere("its sheet was opened here since it came")
            return renew_article(actor=self._wishes.actor, article_id=work.known, arrival=arrival)
        article = place_article(
            actor=self._wishes.actor, writer=self._wishes.writer, arrival=arrival
        )
        for account in signing(self._signatories, arrival.filing.bylines):
            add_contributor(account=account, article_id=article.pk)
        return article

    def _on_a_desk(self, arrival: Arrival) -> bool:
        return self._wishes.writer is not None or bool(
            signing(self._signatories, arrival.filing.bylines)
        )

    def _arrival(self, work: _Work) -> Arrival:
        piece, now = work.piece, self._wishes.now
        date = piece.date or piece.changed or now
        published = piece.published
        if published and date > now + _AHEAD:
            published = False
            work.note(f"it is to be published on {date:%Y-%m-%d}; schedule it here")
        language = self._language(work)
        lead = work.lead
        return Arrival(
            origin=work.origin,
            document=work.document,
            filing=Filing(
                language=language,
                kind=_kind(work),
                section=self._section(work),
                topics=self._topics(work),
                bylines=self._bylines_of(work, language),
                picture=work.lead_media,
                picture_alt=lead.alt[:2000] if lead and work.lead_media else "",
                picture_caption=_line(lead.caption)[:1000] if lead else "",
                picture_credit=lead.credit[:300] if lead and work.lead_media else "",
            ),
            slug=piece.slug,
            date=min(date, now) if published else date,
            published=published,
            checked=self._wishes.checked,
        )

    def _bylines_of(self, work: _Work, language: str) -> tuple[Byline, ...]:
        found: dict[UUID, Byline] = {}
        names = work.piece.authors[:_MOST_BYLINES]
        if not names:
            names = (self._wishes.byline or publication().name,)
            if not self._wishes.byline:
                work.note(f"it names no author; it is signed “{names[0]}” (--byline names another)")
        for name in names:
            key = (name, language)
            if key not in self._bylines:
                self._bylines[key] = byline_for(
                    name, language=language, signatories=self._signatories
                )
            byline = self._bylines[key]
            found[byline.pk] = byline
        return tuple(found.values())

    def _language(self, work: _Work) -> str:
        wished = work.piece.language.replace("_", "-")
        if not wished:
            return self._languages[0]
        for language in self._languages:
            if language.casefold() == wished.casefold():
                return language
        base = primary_code(wished)
        if base in self._languages:
            return base
        work.note(
            f"its language is {wished!r}, and this publication has {', '.join(self._languages)}: "
            f"{self._languages[0]} was taken"
        )
        return self._languages[0]

    def _section(self, work: _Work) -> Section | None:
        for name in (*work.piece.sections, *work.piece.topics):
            if section := self._by_name.get(name.casefold()):
                return section
        if self._fallback is not None and not self._wishes.section:
            named = ", ".join(work.piece.sections)
            cause = f"“{named}” is no section here" if named else "it names no section"
            work.note(f"{cause}; it is filed under {self._fallback.slug} (--section names another)")
        return self._fallback

    def _topics(self, work: _Work) -> tuple[str, ...]:
        others = [one for one in work.piece.sections if one.casefold() not in self._by_name]
        names = list(dict.fromkeys(_line(one)[:80] for one in (*others, *work.piece.topics)))
        names = [name for name in names if name]
        if len(names) > MAX_TOPICS:
            left = ", ".join(names[MAX_TOPICS:])
            work.note(f"a piece bears {MAX_TOPICS} topics at most; these did not come: {left}")
        return tuple(names[:MAX_TOPICS])

    # --- replies ------------------------------------------------------------------------------

    def _place_replies(self, work: _Work, article: Article) -> None:
        comments = work.piece.comments
        if not comments:
            return
        prefix = f"{self._source.name}:{work.piece.source.partition(':')[0]}:reply:"
        origins = {one.source: _origin(f"{prefix}{one.source}") for one in comments}
        here = {
            row.origin: row.reply
            for row in BroughtReply.objects.filter(origin__in=origins.values()).select_related(
                "reply__parent"
            )
        }
        for comment in _in_threads(comments):
            origin = origins[comment.source]
            if origin in here:
                continue
            parent = here.get(origins.get(comment.parent, ""))
            reply = place_reply(
                article=article,
                arriving=ArrivingReply(
                    name=_line(comment.name),
                    text=_comment_text(comment.html),
                    state=ReplyState(comment.state),
                    at=comment.at,
                    parent=parent if parent and parent.article_id == article.pk else None,
                ),
            )
            if reply is not None:
                BroughtReply.objects.create(reply=reply, origin=origin)
                here[origin] = reply
                self._report.replies += 1

    # --- telling --------------------------------------------------------------------------------

    def _tell(
        self,
        work: _Work,
        outcome: Outcome,
        article_id: UUID | None = None,
        article: Article | None = None,
    ) -> None:
        piece = work.piece
        address = f"/articles/{article.slug}/" if article and article.published_revision_id else ""
        wished = slugify(piece.slug, fallback="article") if piece.slug else ""
        if address and wished and article and article.slug != wished and not work.known:
            work.note(f"its address {wished!r} is another article's; it stands at {article.slug!r}")
        self._report.pieces.append(
            ImportedPiece(
                piece.path,
                outcome,
                title=_line(piece.title)[:400],
                address=address,
                line=piece.line,
                notes=tuple(work.notes) if work.document else (),
                article=article_id if not self._wishes.dry_run or work.known else None,
            )
        )
        if work.document:
            named = _line(piece.title)[:60] or "untitled"
            self._report.add_problems(piece.told(f"“{named}”: {note}.") for note in work.notes)


_MOST_NAMED: Final = 5


def _known_articles(name: str) -> dict[str, tuple[UUID, str]]:
    """Return what earlier runs brought in from such exports: by origin its id and fingerprint."""
    prints = dict(BroughtArticle.objects.values_list("article_id", "fingerprint"))
    rows = Article.objects.filter(origin__startswith=f"{name}:").values_list("origin", "id")
    return {origin: (known, prints.get(known, "")) for origin, known in rows}


def _origin(name: str) -> str:
    if len(name) <= _MOST_ORIGIN:
        return name
    digest = hashlib.blake2b(name.encode(), digest_size=16).hexdigest()
    return f"{name[: _MOST_ORIGIN - len(digest) - 1]}-{digest}"


def _fingerprint(piece: Piece, media: str) -> str:
    told = repr((replace(piece, path="", line=0, problems=()), media))
    return hashlib.blake2b(told.encode("utf-8", "replace"), digest_size=32).hexdigest()


def _judged(data: bytes) -> str | PictureRefused:
    try:
        picture_kind(data)
    except PictureRefused as refusal:
        return refusal
    return "0" * 32


def _set_media(node: dict[str, Any], found: Mapping[str, str | None]) -> None:
    """Put the pictures' ids where names stood for them."""
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if each["type"] == "picture":
            attrs = each["attrs"]
            attrs["media"] = found.get(attrs["media"]) if attrs["media"] else None
        else:
            waiting.extend(each.get("content", ()))


def _kind(work: _Work) -> Kind:
    try:
        return Kind(work.piece.kind.lower()) if work.piece.kind else Kind.ESSAY
    except ValueError:
        work.note(f"its kind is {work.piece.kind[:40]!r}, which is none here; essay was taken")
        return Kind.ESSAY


def _in_threads(comments: Sequence[Comment]) -> Iterator[Comment]:
    """Yield comments with what they answer first; those that answer in a circle come last."""
    waiting = {one.source: one for one in sorted(comments, key=lambda one: (one.at, one.source))}
    given: set[str] = set()
    while waiting:
        ready = [
            one
            for one in waiting.values()
            if not one.parent or one.parent in given or one.parent not in waiting
        ]
        if not ready:
            yield from (replace(one, parent="") for one in waiting.values())
            return
        for one in ready:
            given.add(one.source)
            del waiting[one.source]
            yield one


def _comment_text(html: str) -> str:
    """Return what a comment says as plain text, with the addresses its links lead to."""
    root = parse_markup(html.replace("\r\n", "\n")).root
    for each in list(root.elements()):
        href = each.get("href")
        if each.name == "a" and href.startswith("http") and href not in each.text():
            each.content.append(f" ({href})")
        elif each.name in {"p", "blockquote", "li", "div", "pre"}:
            each.content.append("\n\n")
    lines = (line.strip() for line in root.text().split("\n"))
    return "\n".join(lines).strip()


def _line(html: str) -> str:
    """Return HTML of one line as plain text."""
    said = parse_markup(html).root.text() if "<" in html or "&" in html else html
    return " ".join(said.split())


def _short(address: str) -> str:
    return f"“{address if len(address) <= 120 else '…' + address[-119:]}”"
