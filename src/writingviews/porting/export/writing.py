"""Writing an export."""

import contextlib
import html
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from writingviews import __version__
from writingviews.articles.models import Article, ArticleByline, Revision, Section
from writingviews.articles.selectors import publication
from writingviews.desk.models import Draft
from writingviews.document.html import PictureView, render_feed_body
from writingviews.document.validate import InvalidDocument
from writingviews.house.settings import house_settings
from writingviews.media.darkroom import EXTENSIONS
from writingviews.media.models import Picture
from writingviews.media.selectors import picture_view
from writingviews.replies.models import Reply, ReplyState

from .archive import DESCRIPTION, FORMAT, VERSION, ExportArchive
from .markdown import line_of, markdown_of
from .rows import BATCH, as_line, lines
from .tables import exported, label, rows_of

_PICTURE_IN_TEXT: Final = re.compile(r"[0-9a-f]{32}")

#: Told what is being written, how many are done, and of how many.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export holds.

    Args:
        articles, revisions, pictures, rows: how many.
        missing: files of pictures that are not on the disk.
    """

    articles: int
    revisions: int
    pictures: int
    rows: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadableArticle:
    """An article as other programs are told of it.

    Args:
        folder: its own in the archive.
        said: what it is filed under, and its replies.
        texts: name of the text (``revision-3``, ``draft``), and its document.
        published: of the text that readers see.
        bylines, topics: slug and name of each.
    """

    folder: str
    said: dict[str, Any]
    texts: dict[str, dict[str, Any]]
    published: dict[str, Any] | None
    bylines: list[dict[str, str]]
    topics: list[dict[str, str]]


def write_export(
    to: BinaryIO, *, accounts: bool = False, progress: Progress | None = None
) -> Exported:
    """Write everything into one ZIP archive, as it is at one moment, while the house runs.

    The same house gives the same bytes. Memory does not grow with the house.

    Args:
        to: where; need not be seekable.
        accounts: whether accounts, what they hold and what they may do go along. It then tells who
            stands behind which byline.
        progress: told of long work.
    """
    told = progress or (lambda *_: None)
    with one_moment(), contextlib.closing(ExportArchive(to)) as archive:
        models = exported(accounts=accounts)
        counts = {label(model): rows_of(model).count() for model in models}
        archive.put(DESCRIPTION, [as_line(_description(accounts, counts))])
        done, whole = 0, sum(counts.values())
        for model in models:
            done += archive.put(table_name(model), lines(model, accounts=accounts))
            told("Rows", done, whole)
        articles = revisions = 0
        for piece in readable_articles():
            revisions += _put_article(archive, piece)
            articles += 1
            told("Articles", articles, counts["articles.Article"])
        pictures, missing = _put_pictures(archive, told)
    return Exported(articles, revisions, pictures, whole, missing)


def table_name(model: type[Model]) -> str:
    """Return where the rows of a table stand in an export."""
    return f"tables/{label(model)}.jsonl"


def migrations_now() -> dict[str, list[str]]:
    """Return the migrations of this house's own rooms, by app: what form its rows have."""
    found: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        found.setdefault(app, []).append(name)
    return found


@contextlib.contextmanager
def one_moment() -> Iterator[None]:
    """Read everything as of now, and let others write."""
    if connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    with connection.cursor() as cursor:
        # Django's own transactions would keep others from writing on SQLite.
        postgresql = connection.vendor == "postgresql"
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ" if postgresql else "BEGIN")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")


def _description(accounts: bool, counts: dict[str, int]) -> dict[str, Any]:  # noqa: FBT001
    known = publication()
    return {
        "format": FORMAT,
        "version": VERSION,
        "program": __version__,
        "publication": known.name,
        "languages": known.languages,
        "address": house_settings().address,
        "accounts": accounts,
        "migrations": migrations_now(),
        "rows": counts,
    }


# --- what people and other programs read ----------------------------------------------------------


def readable_articles() -> Iterator[ReadableArticle]:
    """Yield every article by its id, with all texts; some queries for each few hundred of them."""
    articles = (
        Article.objects.order_by("pk").select_related("section", "place").prefetch_related("topics")
    )
    batch: list[Article] = []
    for article in articles.iterator(chunk_size=BATCH // 5):
        batch.append(article)
        if len(batch) == BATCH // 5:
            yield from _readable(batch)
            batch = []
    yield from _readable(batch)


def _readable(articles: list[Article]) -> Iterator[ReadableArticle]:
    here = [article.pk for article in articles]
    bylines: dict[object, list[dict[str, str]]] = {}
    named = ArticleByline.objects.filter(article__in=here).select_related("byline")
    for row in named.order_by("article_id", "position", "id"):
        bylines.setdefault(row.article_id, []).append(
            {"slug": row.byline.slug, "name": row.byline.name}
        )
    texts: dict[object, dict[str, dict[str, Any]]] = {}
    by_id: dict[object, dict[str, Any]] = {}
    for revision in Revision.objects.filter(article__in=here).order_by("article_id", "number"):
        name = f"revision-{revision.number}"
        texts.setdefault(revision.article_id, {})[name] = by_id[revision.pk] = revision.document
    for draft in Draft.objects.filter(article__in=here):
        texts.setdefault(draft.article_id, {})["draft"] = draft.document
    replies: dict[object, list[dict[str, Any]]] = {}
    shown = Reply.objects.filter(article__in=here, state=ReplyState.SHOWN)
    for reply in shown.order_by("article_id", "received_at", "pk"):
        replies.setdefault(reply.article_id, []).append(
            {
                "id": str(reply.pk),
                "parent": str(reply.parent_id) if reply.parent_id else None,
                "name": reply.name,
                "text": reply.text,
                "received_at": reply.received_at.isoformat(),
            }
        )
    language = publication().languages[0]
    for article in articles:
        own, by = texts.get(article.pk, {}), bylines.get(article.pk, [])
        topics = [{"slug": topic.slug, "name": topic.name} for topic in article.topics.all()]
        yield ReadableArticle(
            f"articles/{article.slug or article.pk}",
            _said(
                article, language, [each["name"] for each in by], own, replies.get(article.pk, [])
            ),
            own,
            by_id.get(article.published_revision_id),
            by,
            sorted(topics, key=lambda topic: topic["slug"]),
        )


def _said(
    article: Article,
    language: str,
    bylines: list[str],
    texts: dict[str, dict[str, Any]],
    replies: list[dict[str, Any]],
) -> dict[str, Any]:
    empty: dict[str, Any] = {"content": [{}, {}]}
    newest = next(reversed(texts.values()), empty)
    published, updated = article.published_at, article.updated_at
    return {
        "id": str(article.pk),
        "slug": article.slug,
        "state": article.state,
        "language": article.language,
        "kind": article.kind,
        "title": line_of(newest["content"][0]),
        "standfirst": line_of(newest["content"][1]),
        "bylines": bylines,
        "section": article.section.slug if article.section else None,
        "section_name": section_name(article.section, language) if article.section else None,
        "topics": sorted(topic.name for topic in article.topics.all()),
        "dateline": article.dateline,
        "created_at": article.created_at.isoformat(),
        "published_at": published.isoformat() if published else None,
        "updated_at": updated.isoformat() if updated else None,
        "picture": article.picture,
        "picture_alt": article.picture_alt,
        "picture_caption": article.picture_caption,
        "picture_credit": article.picture_credit,
        "content_note": article.content_note,
        "texts": [*texts],
        "replies": replies,
    }


def section_name(section: Section, language: str) -> str:
    """Return what a section is called in a language, or what it is called at all."""
    return section.names.get(language) or min(section.names.values(), default=section.slug)


def _put_article(archive: ExportArchive, piece: ReadableArticle) -> int:
    archive.put(f"{piece.folder}/article.json", [as_line(piece.said)])
    for name, document in piece.texts.items():
        archive.put(f"{piece.folder}/{name}.md", [_markdown(piece.said, document).encode()])
        archive.put(f"{piece.folder}/{name}.html", [_page(piece.said, document).encode()])
    return sum(name.startswith("revision") for name in piece.texts)


def _markdown(said: dict[str, Any], document: dict[str, Any]) -> str:
    head = {
        "title": line_of(document["content"][0]),
        "standfirst": line_of(document["content"][1]),
        **{key: said[key] for key in ("slug", "language", "kind", "section")},
        "bylines": said["bylines"],
        "topics": said["topics"],
        "date": said["published_at"],
        "state": "published" if said["published_at"] else "draft",
    }
    # Every JSON value is one of YAML too.
    matter = "\n".join(
        f"{key}: {as_line(value).decode().strip()}" for key, value in head.items() if value
    )
    return f"---\n{matter}\n---\n\n{markdown_of(document)}"


def _page(said: dict[str, Any], document: dict[str, Any]) -> str:
    title = html.escape(line_of(document["content"][0]))
    standfirst = html.escape(line_of(document["content"][1]))
    by = html.escape(", ".join(said["bylines"]))
    return (
        f'<!doctype html>\n<html lang="{html.escape(said["language"])}" dir="auto">\n'
        f'<meta charset="utf-8">\n<title>{title}</title>\n'
        f"<h1>{title}</h1>\n<p>{standfirst}</p>\n<p>{by}</p>\n"
        f"{body_html(document, '../../media/').strip()}\n</html>\n"
    )


def body_html(
    document: dict[str, Any],
    media: str,
    view: Callable[[Picture], PictureView] = picture_view,
) -> str:
    """Return the body of a text as one piece of HTML.

    Args:
        document: of a revision or a draft.
        media: what stands before a picture's id in its address.
        view: how a picture is shown.
    """
    ids = set(_PICTURE_IN_TEXT.findall(str(document)))
    views = {each.pk: view(each) for each in Picture.objects.filter(pk__in=ids)} if ids else {}
    address = house_settings().address
    try:
        made = render_feed_body(document, pictures=views.get, address=f"{address}/")
    except InvalidDocument:  # of an older schema: its words are kept
        return "\n".join(
            f"<p>{html.escape(line_of(block))}</p>" for block in document["content"][2:]
        )
    return made.replace(f"{address}/media/", media)


def _put_pictures(archive: ExportArchive, told: Progress) -> tuple[int, tuple[str, ...]]:
    """Add every rendition; the widest is the picture as it was cleaned."""
    count, missing = 0, []
    whole = Picture.objects.count()
    for picture in Picture.objects.order_by("pk").iterator(chunk_size=BATCH):
        for name in picture_files(picture):
            path = house_settings().media_dir / name
            if path.is_file():
                archive.put_file(f"media/{name}", path)
            else:
                missing.append(f"media/{name}")
        count += 1
        told("Pictures", count, whole)
    return count, tuple(missing)


def picture_files(picture: Picture) -> list[str]:
    """Return the names of a picture's files below ``media/``."""
    return [
        f"{picture.pk}/{width}.{extension}" for width in picture.widths for extension in EXTENSIONS
    ]


def write_whole(path: Path, write: Callable[[BinaryIO], Any]) -> Any:  # noqa: ANN401 - the writer's
    """Write a file beside its place, sync it, and only then give it its name.

    Args:
        path: of the file, which is replaced if it is there.
        write: writes it.

    Raises:
        OSError: the disk is full or broken; nothing was left.
    """
    unfinished = path.with_name(f".{path.name}.new~")
    try:
        with os.fdopen(
            os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb"
        ) as to:
            made = write(to)
            to.flush()
            os.fsync(to.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return made
