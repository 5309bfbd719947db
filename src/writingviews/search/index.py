"""The index on disk: articles in, ids out. Knows no database.

Terms come finished from `analysis`; the engine (tantivy) ranks them by BM25. One process writes
at a time (a lock in the folder sees to it), any number read. Everything here is derived: a lost,
broken or outdated index is made anew, never mended.

Two traps of tantivy, kept out of here: an unsigned field that is filled by keyword kills the
writer's thread, so ids are text and years are signed; and its snippets show folded text, so
passages are ours (`passages`).
"""

import contextlib
import json
import math
import os
import shutil
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import tantivy

from .analysis import ANALYSIS_VERSION, Unit, units
from .likeness import Candidate
from .query import Asked

#: Raise when the fields change.
_SCHEMA_VERSION: Final = 4
#: What a word weighs in each field.
WEIGHTS: Final[Mapping[str, float]] = {"title": 2.0, "standfirst": 1.5, "labels": 2.0, "body": 1.0}
#: What the spelling that was asked for weighs, and another spelling, a part or a stem.
_EXACT: Final = 0.6
_OTHER: Final = 1.0
_HEAP: Final = 30_000_000
_LOCK_SECONDS: Final = 20.0
_KEPT_SECONDS: Final = 1.0
#: However much there is to write, others get their turn after so long.
_KEPT_AT_MOST: Final = 5.0
#: What the names of the engine's threads that merge segments begin with.
_MERGING: Final = "merge_thread"


class IndexBusy(Exception):
    """Another process went on writing for longer than a writer waits."""


class IndexMissing(LookupError):
    """There is no index yet, or it was deleted."""


@dataclass(frozen=True, slots=True)
class IndexedArticle:
    """A published article as the index takes it in.

    Args:
        id: of the article.
        language: BCP 47 tag.
        kind, section: as filters; the section's slug.
        published_at: aware moment.
        slug: of its address.
        title, standfirst, body: plain text.
        bylines, topics: their names.
        writers: the bylines' slugs.
    """

    id: UUID
    language: str
    kind: str
    section: str
    published_at: datetime
    slug: str
    title: str
    standfirst: str
    body: str
    bylines: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions that what is found must meet; None asks for nothing."""

    language: str | None = None
    kind: str | None = None
    section: str | None = None
    year: int | None = None
    writer: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found, and how well it answers."""

    id: UUID
    score: float


class SearchIndex:
    """The index in one folder. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Make a handle; nothing is read or written yet.

        Args:
            folder: for this and earlier versions of the index; made when first written.
        """
        self._parent = folder
        self._path = folder / f"articles-{_SCHEMA_VERSION}-{ANALYSIS_VERSION}"
        self._schema = _schema()
        self._reading = threading.Lock()
        self._opened: tuple[tuple[int, int, int], tantivy.Index] | None = None
        self._writing = threading.RLock()
        self._writer: tantivy.IndexWriter | None = None
        self._kept_since = 0.0
        self._closing: threading.Timer | None = None

    @property
    def exists(self) -> bool:
        """Whether an index of this version is there and can be opened."""
        try:
            self._searcher()
        except IndexMissing:
            return False
        return True

    def count(self) -> int:
        """Return how many articles are in it.

        Raises:
            IndexMissing
        """
        return self._searcher().num_docs

    def write(self, articles: Iterable[IndexedArticle], removed: Iterable[UUID] = ()) -> None:
        """Put articles in, in the place of what was there under their ids; take others out.

        Readers see all of it or nothing. 15 ms for one article.

        Raises:
            IndexBusy: another process kept the lock for 20 seconds.
            IndexMissing: the index cannot be opened; use `rebuild`.
        """
        if not self.exists:
            raise IndexMissing(f"No search index in {self._path}; build it with rebuild_index().")
        with self._written() as writer:
            for article_id in removed:
                writer.delete_documents_by_term("id", article_id.hex)
            for article in articles:
                writer.delete_documents_by_term("id", article.id.hex)
                writer.add_document(_document(article))

    def rebuild(self, articles: Iterable[IndexedArticle]) -> int:
        """Build the index from nothing; readers see the old one until it is done.

        Returns:
            how many articles it holds. 1,000 short articles take a second.

        Raises:
            IndexBusy: another process kept the lock for 20 seconds.
        """
        if not self.exists:
            # Nothing that can be read: what lies there is in the way, and a writer that was
            # kept knows only what was.
            self.close()
            shutil.rmtree(self._path, ignore_errors=True)
            self._path.mkdir(parents=True)
            tantivy.Index(self._schema, path=str(self._path))
        count = 0
        with self._written() as writer:
            writer.delete_all_documents()
            for article in articles:
                writer.add_document(_document(article))
                count += 1
        self._remove_other_versions()
        return count

    def search(
        self, asked: Asked, filters: Filters, *, limit: int, offset: int = 0
    ) -> tuple[list[Hit], int]:
        """Find articles, the best first.

        Any word may be in an article, every phrase must be.

        Returns:
            the hits, and how many there are in all.

        Raises:
            IndexMissing
        """
        if asked.empty:
            return [], 0
        query = _filtered(_asked_query(self._schema, asked), self._schema, filters)
        searcher = self._searcher()
        result = searcher.search(query, limit=limit, offset=offset, count=True)
        total: int = result.count  # type: ignore[attr-defined]  # missing in tantivy's stub
        return [_hit(searcher, score, address) for score, address in result.hits], total

    def knows(self, terms: Iterable[str]) -> bool:
        """Return whether any of some terms stands in any article.

        Raises:
            IndexMissing
        """
        searcher = self._searcher()
        return any(searcher.doc_freq(field, term) for term in terms for field in WEIGHTS)

    def near_spelling(
        self, term: str, distance: int, filters: Filters, *, limit: int
    ) -> list[UUID]:
        """Return articles in which a term stands that differs from one in at most some letters.

        Raises:
            IndexMissing
        """
        parts = [
            tantivy.Query.boost_query(
                tantivy.Query.fuzzy_term_query(self._schema, field, term, distance), weight
            )
            for field, weight in WEIGHTS.items()
        ]
        query = _filtered(_any(parts), self._schema, filters)
        searcher = self._searcher()
        found = searcher.search(query, limit=limit, count=False).hits
        return [_hit(searcher, score, address).id for score, address in found]

    def alike(self, article_id: UUID, *, limit: int) -> Iterator[Candidate]:
        """Yield the articles most like one in its language, the most alike first, not itself.

        Its 25 most telling terms are asked for, each by how often it stands in the article and
        how rare it is among all; title, standfirst and topics count thrice. About 1 ms, and
        0.03 ms for each that is taken. Nothing is like an article that is not in the index.

        Raises:
            IndexMissing
        """
        searcher = self._searcher()
        own = searcher.search(_term(self._schema, "id", article_id.hex), limit=1, count=False).hits
        if not own:
            return
        document = searcher.doc(own[0][1])
        telling = _telling_terms(_stored(document, "terms"), searcher)
        if not telling:
            return
        top = telling[0][1]
        query = _any(
            _weighted(self._schema, field, term, weight / top * WEIGHTS[field])
            for term, weight in telling
            for field in ("title", "standfirst", "labels", "body")
        )
        query = _filtered(
            query, self._schema, Filters(language=_stored(document, "about")["language"])
        )
        found = searcher.search(query, limit=limit + 1, count=False).hits
        alike = (_candidate(searcher, score, address) for score, address in found)
        yield from islice((each for each in alike if each.id != article_id), limit)

    def _searcher(self) -> tantivy.Searcher:
        """Return a view of what was last committed, by this or another process."""
        try:
            stat = (self._path / "meta.json").stat()
            folder = self._path.stat().st_ino
        except OSError as error:
            self._opened = None
            raise IndexMissing(f"No search index in {self._path}.") from error
        stamp = (folder, stat.st_ino, stat.st_mtime_ns)
        opened = self._opened
        if opened is None or opened[0] != stamp:
            with self._reading:
                try:
                    if opened is None or opened[0][0] != folder:
                        index = tantivy.Index.open(str(self._path))
                        index.config_reader("manual")
                    else:
                        index = opened[1]
                    index.reload()
                except (ValueError, OSError) as error:
                    self._opened = None
                    raise IndexMissing(f"The search index in {self._path} is broken.") from error
                opened = self._opened = (stamp, index)
        return opened[1].searcher()

    @contextlib.contextmanager
    def _written(self) -> Iterator[tantivy.IndexWriter]:
        """Give the writer; commit at the end, forget everything on an error.

        The writer, and with it the lock against other processes, is kept for a second in case
        more is to be written. So the engine's housekeeping (every eighth commit it merges
        segments: 100 ms for 1,000 articles) runs beside what comes next, not before it.
        """
        with self._writing:
            if self._closing is not None:
                self._closing.cancel()
            fresh = self._writer is None
            if self._writer is None:
                self._writer = _patiently_opened(self._path)
                self._kept_since = time.monotonic()
            try:
                yield self._writer
                self._writer.commit()
                if fresh:
                    # Not before: a thread that has just begun may not bear its name yet.
                    _let_housekeeping_wait()
            except BaseException:
                self._drop_writer()
                raise
            kept = time.monotonic() - self._kept_since
            wait = _KEPT_SECONDS if kept < _KEPT_AT_MOST else 0.0
            self._closing = threading.Timer(wait, self.close)
            self._closing.daemon = True
            self._closing.start()

    def close(self) -> None:
        """Finish housekeeping and let another process write. Called by itself after a second."""
        with self._writing:
            if self._closing is not None:
                self._closing.cancel()
            writer, self._writer, self._closing = self._writer, None, None
            if writer is not None:
                # A folder deleted meanwhile is no loss: there is nothing left to keep tidy.
                with contextlib.suppress(ValueError, OSError):
                    writer.wait_merging_threads()

    def _drop_writer(self) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            with contextlib.suppress(ValueError, OSError):
                writer.rollback()
                writer.wait_merging_threads()

    def _remove_other_versions(self) -> None:
        for other in self._parent.glob("articles-*"):
            if other != self._path:
                shutil.rmtree(other, ignore_errors=True)


def _patiently_opened(path: Path) -> tantivy.IndexWriter:
    index = tantivy.Index.open(str(path))
    deadline = time.monotonic() + _LOCK_SECONDS
    while True:
        try:
            writer = index.writer(_HEAP, 1)
        except ValueError as error:
            if "LockBusy" not in str(error):
                raise
            if time.monotonic() > deadline:
                raise IndexBusy(
                    f"Another process has been writing to {path} for {_LOCK_SECONDS:g} seconds. "
                    "Try again when it is done."
                ) from error
            time.sleep(0.05)
        else:
            # A writer that was killed may have left files under the very names of the next ones.
            writer.garbage_collect_files()
            return writer


def _let_housekeeping_wait() -> None:
    """Let the threads that merge segments take what processor time nobody else wants.

    They rewrite up to 15,000 articles at every eighth commit (a quarter of a second for 10,000),
    while pages are drawn and compressed. The engine has no setting for it; Linux knows threads by
    their names. Elsewhere they go on as they are.
    """
    for thread in Path("/proc/self/task").glob("*"):
        with contextlib.suppress(OSError):
            if (thread / "comm").read_text().startswith(_MERGING):
                os.setpriority(os.PRIO_PROCESS, int(thread.name), 19)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("language", "kind", "section", "writer"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("year", indexed=True)
    # What is asked of an article that is like another, and of one whose like is sought, so that
    # nobody has to read it again.
    for name in ("about", "terms"):
        builder.add_bytes_field(name, stored=True, indexed=False)
    for name in WEIGHTS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    return builder.build()


def _document(article: IndexedArticle) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("id", article.id.hex)
    document.add_text("language", article.language)
    document.add_text("kind", article.kind)
    document.add_text("section", article.section)
    for writer in article.writers:
        document.add_text("writer", writer)
    document.add_integer("year", article.published_at.year)
    about = {
        "language": article.language,
        "at": article.published_at.isoformat(),
        "slug": article.slug,
        "writers": article.writers,
    }
    for name, said in (("about", about), ("terms", _frequent_terms(article))):
        document.add_bytes(name, json.dumps(said, ensure_ascii=False).encode())
    for field, text in _fields(article).items():
        document.add_pre_tokenized_text(field, _tokens(units(text, article.language)))
    return document


def _fields(article: IndexedArticle) -> dict[str, str]:
    return {
        "title": article.title,
        "standfirst": article.standfirst,
        "labels": "\n".join((*article.bylines, *article.topics)),
        "body": article.body,
    }


def _tokens(found: list[Unit]) -> tantivy.PreTokenizedString:
    """Return finished terms; all terms of a unit stand at its position, so phrases work."""
    return tantivy.PreTokenizedString(
        "",
        [
            tantivy.Token(term, position, 0, 0)
            for position, unit in enumerate(found)
            for term in unit.terms
        ],
    )


def _asked_query(schema: tantivy.Schema, asked: Asked) -> tantivy.Query:
    parts = [
        _weighted(schema, field, term, weight * share)
        for unit in asked.words
        for term, share in _shares(unit)
        for field, weight in WEIGHTS.items()
    ]
    if not asked.phrases:
        return _any(parts)
    clauses = [(tantivy.Occur.Must, _phrase(schema, phrase)) for phrase in asked.phrases]
    clauses += [(tantivy.Occur.Should, part) for part in parts]
    return tantivy.Query.boolean_query(clauses)


def _shares(unit: Unit) -> Iterator[tuple[str, float]]:
    """Yield the terms of a word with what each weighs. A word that is its own stem counts as both:
    else "winter" would weigh less than "colonies", for no reason that a reader has."""
    if len(unit.terms) == 1:
        yield unit.exact, _EXACT + _OTHER
        return
    for place, term in enumerate(unit.terms):
        yield term, _EXACT if place == 0 else _OTHER


def _phrase(schema: tantivy.Schema, phrase: tuple[str, ...]) -> tantivy.Query:
    return _any(
        tantivy.Query.boost_query(
            tantivy.Query.phrase_query(schema, field, list(phrase))
            if len(phrase) > 1
            else tantivy.Query.term_query(schema, field, phrase[0]),
            weight,
        )
        for field, weight in WEIGHTS.items()
    )


def _term(schema: tantivy.Schema, field: str, term: str) -> tantivy.Query:
    return tantivy.Query.term_query(schema, field, term)


def _weighted(schema: tantivy.Schema, field: str, term: str, weight: float) -> tantivy.Query:
    return tantivy.Query.boost_query(_term(schema, field, term), weight)


def _any(queries: Iterable[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def _filtered(query: tantivy.Query, schema: tantivy.Schema, filters: Filters) -> tantivy.Query:
    conditions = [
        tantivy.Query.const_score_query(_term(schema, field, value), 0.0)
        for field in ("language", "kind", "section", "year", "writer")
        if (value := getattr(filters, field)) is not None
    ]
    if not conditions:
        return query
    must = [(tantivy.Occur.Must, each) for each in (query, *conditions)]
    return tantivy.Query.boolean_query(must)


def _hit(searcher: tantivy.Searcher, score: float, address: tantivy.DocAddress) -> Hit:
    return Hit(UUID(hex=searcher.doc(address)["id"][0]), score)


def _stored(document: tantivy.Document, name: str) -> Any:  # noqa: ANN401 (as it was put in)
    return json.loads(document[name][0])


def _candidate(searcher: tantivy.Searcher, score: float, address: tantivy.DocAddress) -> Candidate:
    document = searcher.doc(address)
    about = _stored(document, "about")
    return Candidate(
        UUID(hex=document["id"][0]),
        score,
        datetime.fromisoformat(about["at"]),
        about["slug"],
        frozenset(about["writers"]),
    )


#: How many terms stand for an article when its like is sought, and of how many they are chosen:
#: only what stands there often can weigh much.
_TELLING: Final = 25
_FREQUENT: Final = 100


def _frequent_terms(article: IndexedArticle) -> list[tuple[str, int]]:
    """Return the terms that stand in an article most often, with how often they do."""
    counts: Counter[str] = Counter()
    for field, text in _fields(article).items():
        if field == "labels":
            text = "\n".join(article.topics)  # noqa: PLW2901 - whose it is makes nothing alike
        for unit in units(text, article.language):
            if not unit.idle and len(unit.exact) > 2:
                # The stem stands for its word; of a compound's many terms, its spelling does.
                term = unit.terms[1] if len(unit.terms) == 2 else unit.exact
                counts[term] += 1 if field == "body" else 3
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_FREQUENT]


def _telling_terms(
    frequent: Iterable[tuple[str, int]], searcher: tantivy.Searcher
) -> list[tuple[str, float]]:
    """Return the terms that tell most of what an article is about, with their weight (tf-idf)."""
    documents = max(1, searcher.num_docs)
    weighted: list[tuple[str, float]] = []
    for term, count in frequent:
        inside = searcher.doc_freq("body", term)
        rarity = _rarity(inside, documents)
        if rarity > 0:
            weighted.append((term, (1 + math.log(count)) * rarity))
    weighted.sort(key=lambda item: (-item[1], item[0]))
    return weighted[:_TELLING]


def _rarity(inside: int, documents: int) -> float:
    """Return the idf of BM25, or 0 for what stands in no other article."""
    if inside < 2:
        return 0.0
    # The engine still counts what was taken out lately: `inside` may exceed `documents`.
    return math.log(1 + (max(0, documents - inside) + 0.5) / (inside + 0.5))
