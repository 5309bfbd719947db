"""The copy in a bucket: whole, in the right order, and never in the press's way."""

import gzip
import logging
import os
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.utils import timezone

from writingviews.articles.lifecycle import Verb
from writingviews.articles.models import Article
from writingviews.articles.services.moving import Move, change_slug, move_article
from writingviews.articles.tests.making import (
    FIRST_DAY,
    make_account,
    make_document,
    make_publication,
    make_published,
)
from writingviews.ledger.bucket_state import bucket_state
from writingviews.ledger.models import Change, ChangeKind
from writingviews.ledger.services import record_change
from writingviews.media.services import store_picture
from writingviews.media.tests.pictures import drawing, encoded
from writingviews.people.models import Role
from writingviews.people.services import create_byline
from writingviews.press.bucket import objects, uploading, waiting
from writingviews.press.bucket.carrier import _Carrier, bring_in_step
from writingviews.press.bucket.comparing import check_bucket, note_differences, sweep
from writingviews.press.bucket.objects import FOR_EVER, PAGE_CACHE, LocalObject, Stage, stage_of
from writingviews.press.bucket.store import BucketAway, Store
from writingviews.press.bucket.uploading import Carried, work_off
from writingviews.press.models import Held, Waiting
from writingviews.press.printing import print_pending
from writingviews.press.rebuilding import rebuild
from writingviews.press.tests.s3_server import BUCKET, SECRET, Line, s3_server
from writingviews.search.services import rebuild_index

pytestmark = pytest.mark.django_db
#: For what is about the service and the disk: the list in the database is tried by the others.
one_database = pytest.mark.one_database


@pytest.fixture
def line(tmp_path_factory: pytest.TempPathFactory, settings: LazySettings) -> Iterator[Line]:
    """A publication in two languages with a bucket that is empty."""
    with s3_server(tmp_path_factory.mktemp("s3")) as line:
        settings.HOUSE = replace(
            settings.HOUSE, folder=tmp_path_factory.mktemp("house"), bucket=line.settings()
        )
        make_publication("en", "fa")
        rebuild_index()
        rebuild()
        yield line


def _folder(settings: LazySettings) -> Path:
    folder: Path = settings.HOUSE.folder
    return folder


def _pages(settings: LazySettings) -> set[str]:
    tree = _folder(settings) / "tree"
    return {
        str(path.relative_to(tree))
        for path in tree.rglob("*")
        if path.is_file() and not path.name.endswith((".br", ".gz", ".status"))
    }


def _differences(line: Line) -> tuple[str, ...]:
    check = check_bucket(Store(line.settings()))
    return check.differing + check.missing + check.foreign


def _with_picture(title: str, number: int = 0) -> tuple[Article, str]:
    """A published article that shows a picture; and the picture's id."""
    picture = store_picture(data=encoded(drawing(500 + number, 300), "PNG")).id
    article = make_published(title)
    _update(article, title, picture=picture)
    return article, picture


def _update(
    article: Article, title: str, text: str = "Some words.", picture: str | None = None
) -> None:
    document = make_document(title, text=text)
    if picture:
        document["content"].append(
            {"type": "picture", "attrs": {"media": picture, "alt": "A slope"}}
        )
    _move(article, Verb.UPDATE, document)


def _move(article: Article, verb: Verb, document: dict[str, Any] | None = None) -> None:
    revision = Article.objects.get(pk=article.pk).published_revision
    assert revision is not None
    move_article(
        actor=make_account(f"publisher-{next(_numbers)}", Role.PUBLISHER),
        article_id=article.pk,
        move=Move(verb),
        document=document or revision.document,
        now=datetime(2026, 6, 1, 8, 0, tzinfo=UTC),
    )


_numbers = count(1)


# --- the turn of each object ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "stage"),
    [
        ("assets/site-AB.css", Stage.NAMED),
        ("media/0123/960.avif", Stage.NAMED),
        ("articles/clicker/index.html", Stage.PAGE),
        ("about/index.html", Stage.PAGE),
        ("fa/404.html", Stage.PAGE),
        ("latest/index.html", Stage.LIST),
        ("fa/sections/culture/page/2/index.html", Stage.LIST),
        ("archive/2026/03/index.html", Stage.LIST),
        ("index.html", Stage.FRONT),
        ("fa/index.html", Stage.FRONT),
        ("topics/bread/feed.json", Stage.FRONT),
        ("sitemaps/1.xml", Stage.FRONT),
        ("robots.txt", Stage.FRONT),
        ("sitemap.xml", Stage.SITEMAP),
    ],
)
def test_a_page_comes_after_what_it_names(path: str, stage: Stage) -> None:
    assert stage_of(path, "") is stage


def test_a_page_that_moved_comes_after_the_page_it_leads_to_and_one_that_is_gone_early() -> None:
    assert stage_of("articles/old/index.html", "301 /articles/new/") is Stage.MOVED > Stage.PAGE
    assert stage_of("articles/old/index.html", "410") is Stage.PAGE


# --- a bucket that is filled ------------------------------------------------------------------


@one_database
def test_an_empty_bucket_gets_every_page_asset_and_shown_picture_with_its_headers(
    line: Line, settings: LazySettings
) -> None:
    _, picture = _with_picture("With a picture")
    moved = make_published("It moves")
    gone = make_published("It goes")
    print_pending()
    change_slug(actor=None, article_id=moved.pk, wanted="it-has-moved")
    _move(gone, Verb.TAKE_DOWN)
    unseen = store_picture(data=encoded(drawing(700, 300), "PNG")).id
    print_pending()
    carried = bring_in_step()
    keys = line.held()
    assert keys >= _pages(settings)
    assert carried.put == len(keys)
    assert _differences(line) == ()
    assert any(key.startswith(f"media/{picture}/") for key in keys)
    assert not any(unseen in key for key in keys)  # a draft's picture is nobody's business

    tree = _folder(settings) / "tree"
    page = line.get("articles/with-a-picture/index.html")
    assert page["ContentType"] == "text/html; charset=utf-8"
    assert page["ContentEncoding"] == "gzip"
    assert page["CacheControl"] == PAGE_CACHE
    assert (
        gzip.decompress(page["Body"]) == (tree / "articles/with-a-picture/index.html").read_bytes()
    )
    assert "WebsiteRedirectLocation" not in page
    feed = line.get("feed.xml")
    assert feed["ContentType"] == "application/atom+xml; charset=utf-8"
    assert line.get("feed.json")["ContentType"] == "application/feed+json; charset=utf-8"
    style = line.get(next(key for key in keys if re.fullmatch(r"assets/site-\w+\.css", key)))
    assert (style["ContentEncoding"], style["CacheControl"]) == ("gzip", FOR_EVER)
    font = line.get(next(key for key in keys if key.endswith(".woff2")))
    assert (font["ContentType"], font["CacheControl"]) == ("font/woff2", FOR_EVER)
    assert "ContentEncoding" not in font
    photo = next(key for key in keys if key.startswith(f"media/{picture}/") and "avif" in key)
    assert line.get(photo)["ContentType"] == "image/avif"
    assert line.get(photo)["CacheControl"] == FOR_EVER
    assert line.get(photo)["Body"] == (_folder(settings) / photo).read_bytes()

    redirect = line.get(f"articles/{moved.slug}/index.html")
    assert redirect["WebsiteRedirectLocation"] == "/articles/it-has-moved/"
    assert b"/articles/it-has-moved/" in gzip.decompress(redirect["Body"])
    removed = line.get(f"articles/{gone.slug}/index.html")
    assert (
        gzip.decompress(removed["Body"]) == (tree / f"articles/{gone.slug}/index.html").read_bytes()
    )


@one_database
def test_what_a_page_names_is_there_before_it_and_the_lists_come_after_all_pages(
    line: Line,
) -> None:
    for number in range(3):
        _with_picture(f"Piece {number}", number)
    print_pending()
    bring_in_step()
    _in_order(line.of("PUT"))
    assert line.of("DELETE") == []
    assert line.most_under_way > 1


def _in_order(asked: list[str]) -> None:
    """Assert that objects were put one stage after the other, pictures before their page."""
    stages = [stage_of(path, "") for path in asked]
    late = [stage for stage in stages if stage is not Stage.NAMED]
    assert late == sorted(late)
    assert len(set(late)) >= 3


def test_what_is_right_is_not_put_again(line: Line) -> None:
    make_published("A piece")
    print_pending()
    bring_in_step()
    line.forget()
    assert bring_in_step() == Carried()
    rebuild()
    note_differences(Store(line.settings()))
    carried = Carried()
    work_off(Store(line.settings()), carried)
    assert line.of("PUT") == []
    Held.objects.update(stamp="")  # a tree restored from elsewhere: other times, the same bytes
    assert bring_in_step().put == 0
    assert bring_in_step() == Carried()


# --- publishing -------------------------------------------------------------------------------


def test_a_publication_puts_what_it_changed_in_order_and_nothing_else(
    line: Line, settings: LazySettings
) -> None:
    make_published("The first", topics=("bread",))
    print_pending()
    bring_in_step()
    line.forget()
    _, picture = _with_picture("The second")
    before = {path: (_folder(settings) / "tree" / path).read_bytes() for path in _pages(settings)}
    print_pending()
    work_off(Store(line.settings()), Carried())
    asked = line.of("PUT")
    tree = _folder(settings) / "tree"
    changed = {p for p in _pages(settings) if before.get(p) != (tree / p).read_bytes()}
    assert {path for path in asked if not path.startswith("media/")} == changed
    assert len(asked) == len(set(asked))
    assert "topics/bread/index.html" not in asked
    own = asked.index("articles/the-second/index.html")
    assert any(picture in path for path in asked[:own])
    _in_order(asked)
    assert _differences(line) == ()
    assert not Waiting.objects.exists()


@one_database
def test_the_press_prints_while_the_bucket_is_away_and_the_list_waits(
    line: Line, settings: LazySettings
) -> None:
    bring_in_step()
    line.left = 0
    article = make_published("Meanwhile")
    assert not print_pending().failed
    assert not Change.objects.exists()
    assert (_folder(settings) / f"tree/articles/{article.slug}/index.html").exists()
    noted = Waiting.objects.count()
    assert noted > 5
    with pytest.raises(BucketAway) as away:
        work_off(Store(line.settings()), Carried())
    assert away.value.cause == "unreachable"
    assert Waiting.objects.count() == noted
    line.left = None
    work_off(Store(line.settings()), Carried())
    assert _differences(line) == ()


def test_cut_off_anywhere_the_bucket_becomes_equal_and_nothing_is_put_twice(line: Line) -> None:
    for number in range(3):
        _with_picture(f"Piece {number}", number)
    print_pending()
    note_differences()
    cuts = 0
    for answered in (1, 2, 3, 5, 8, 13, 21, 34):
        line.left = answered
        with pytest.raises(BucketAway):
            work_off(Store(line.settings()), Carried())
        cuts += 1
    line.left = None
    work_off(Store(line.settings()), Carried())
    put = line.of("PUT")
    assert len(put) == len(set(put))
    assert set(put) == line.held()
    assert _differences(line) == ()
    assert cuts == 8


@one_database
def test_a_house_without_a_bucket_notes_nothing(line: Line, settings: LazySettings) -> None:
    Waiting.objects.all().delete()
    settings.HOUSE = replace(settings.HOUSE, bucket=None)
    make_published("A piece")
    print_pending()
    assert not Waiting.objects.exists()


def test_what_is_printed_while_it_is_carried_is_carried_again(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = make_published("A piece", text="Old words.")
    print_pending()
    key = f"articles/{article.slug}/index.html"
    read: list[LocalObject] = []

    def read_object(tree: Path, media: Path, path: str) -> LocalObject | None:
        thing = objects.read_object(tree, media, path)
        if path == key and not read and thing is not None:
            read.append(thing)
            _update(article, "A piece", "New words.")
            print_pending()
        return thing

    monkeypatch.setattr(uploading, "read_object", read_object)
    work_off(Store(line.settings()), Carried())
    assert b"Old words." in read[0].body
    assert b"New words." in gzip.decompress(line.get(key)["Body"])
    assert line.of("PUT").count(key) == 2


# --- taking away ------------------------------------------------------------------------------


def test_nothing_is_deleted_before_all_that_replaces_it_is_there(
    line: Line, settings: LazySettings
) -> None:
    byline = create_byline(name="Ada Quill")
    article = make_published("The only one", byline=byline, topics=("bread",))
    print_pending()
    bring_in_step()
    line.forget()
    _move(article, Verb.TAKE_DOWN)
    print_pending()
    gone = line.held() - _pages(settings)
    assert "topics/bread/index.html" in gone
    line.refused = {"index.html"}
    began = datetime.now(UTC)
    work_off(Store(line.settings()), Carried())
    assert line.of("DELETE") == []
    assert set(gone) < line.held()
    assert f"articles/{article.slug}/index.html" in line.of("PUT")
    refused = Waiting.objects.get(path="index.html")
    assert (refused.tries, "InvalidArgument" in refused.detail) == (1, True)
    assert refused.next_at is not None
    assert refused.next_at >= began + timedelta(seconds=1)

    line.refused = set()
    Waiting.objects.update(next_at=datetime.now(UTC) - timedelta(seconds=1))
    work_off(Store(line.settings()), Carried())
    verbs = [verb for verb, path in line.asked if path]
    assert set(line.of("DELETE")) == gone
    assert "PUT" not in verbs[verbs.index("DELETE") :]
    assert _differences(line) == ()


def test_a_picture_leaves_the_bucket_with_the_last_page_that_shows_it(line: Line) -> None:
    first, picture = _with_picture("The first")
    second = make_published("The second")
    _update(second, "The second", picture=picture)
    print_pending()
    bring_in_step()
    _move(first, Verb.TAKE_DOWN)
    print_pending()
    work_off(Store(line.settings()), Carried())
    assert any(picture in key for key in line.held())
    _move(second, Verb.TAKE_DOWN)
    print_pending()
    work_off(Store(line.settings()), Carried())
    assert not any(picture in key for key in line.held())
    assert _differences(line) == ()
    assert bring_in_step() == Carried()


@one_database
def test_a_file_that_cannot_be_read_is_set_aside_and_holds_up_neither_press_nor_others(
    line: Line, settings: LazySettings
) -> None:
    bring_in_step()
    article = make_published("A piece")
    print_pending()
    status = _folder(settings) / f"tree/articles/{article.slug}/index.html.status"
    status.write_bytes(b"\xff\xfe")
    note_differences()
    waiting.note_for_bucket([f"/articles/{article.slug}/", "/"])
    carried = Carried()
    work_off(Store(line.settings()), carried)
    assert carried.failed == 1
    assert "index.html" in line.of("PUT")
    stuck = Waiting.objects.filter(path=f"articles/{article.slug}/index.html").first()
    assert stuck is not None
    assert stuck.detail == "its file cannot be read (UnicodeDecodeError)"
    status.unlink()
    Waiting.objects.update(next_at=None)
    work_off(Store(line.settings()), Carried())
    assert _differences(line) == ()


@one_database
def test_a_folder_in_a_page_s_place_is_no_page(line: Line, settings: LazySettings) -> None:
    article = make_published("A piece")
    print_pending()
    bring_in_step()
    page = _folder(settings) / f"tree/articles/{article.slug}/index.html"
    page.unlink()
    page.mkdir()
    waiting.note_for_bucket([f"/articles/{article.slug}/"])
    work_off(Store(line.settings()), Carried())
    assert f"articles/{article.slug}/index.html" not in line.held()
    assert not Waiting.objects.exists()


@one_database
def test_a_tree_that_is_not_there_empties_no_bucket(line: Line, settings: LazySettings) -> None:
    make_published("A piece")
    print_pending()
    bring_in_step()
    keys = line.held()
    tree = _folder(settings) / "tree"
    tree.rename(tree.with_name("elsewhere"))
    waiting.note_paths(sorted(keys))
    assert bring_in_step().deleted == 0
    assert line.held() == keys
    tree.with_name("elsewhere").rename(tree)
    bring_in_step()
    assert line.held() == keys
    assert not Waiting.objects.exists()


# --- a bucket that is not as we left it -------------------------------------------------------


@one_database
def test_what_somebody_changed_in_the_bucket_is_found_and_mended(line: Line) -> None:
    _, picture = _with_picture("A piece")
    print_pending()
    bring_in_step()
    client = line.client()
    photo = next(key for key in line.held() if picture in key)
    client.put_object(Bucket=BUCKET, Key="about/index.html", Body=b"other")
    client.delete_object(Bucket=BUCKET, Key="articles/a-piece/index.html")
    client.delete_object(Bucket=BUCKET, Key=photo)
    client.put_object(Bucket=BUCKET, Key="notes.txt", Body=b"somebody's")
    check = check_bucket(Store(line.settings()))
    assert check.differing == ("about/index.html",)
    assert check.missing == ("articles/a-piece/index.html", photo)
    assert check.foreign == ("notes.txt",)
    assert bring_in_step().put == 3
    assert _differences(line) == ("notes.txt",)  # not ours: it stays until somebody says so
    assert sweep(Store(line.settings())) == ["notes.txt"]
    assert _differences(line) == ()


def test_a_page_printed_while_nobody_noted_it_is_found_by_comparing(
    line: Line, settings: LazySettings
) -> None:
    bring_in_step()
    page = _folder(settings) / "tree/about/index.html"
    page.write_bytes(page.read_bytes().replace(b"</html>", b"<!-- new --></html>"))
    note_differences()
    assert list(Waiting.objects.values_list("path", flat=True)) == ["about/index.html"]
    assert bring_in_step().put == 1


# --- keys, and how it stands ------------------------------------------------------------------


@one_database
@pytest.mark.parametrize(
    ("other", "cause", "says"),
    [
        ({"secret": "not it"}, "key", "AWS_SECRET_ACCESS_KEY"),
        ({"key_id": "NOBODY"}, "key", "AWS_ACCESS_KEY_ID"),
        ({"key_id": "", "secret": ""}, "no key", "set AWS_ACCESS_KEY_ID"),
        ({"name": "no-such-bucket"}, "bucket", "WRITINGVIEWS_BUCKET"),
        ({"endpoint": "http://127.0.0.1:9"}, "unreachable", "WRITINGVIEWS_BUCKET_ENDPOINT"),
    ],
)
def test_why_nothing_is_carried_is_said_with_the_mend_and_without_the_key(
    line: Line, settings: LazySettings, other: dict[str, str], cause: str, says: str
) -> None:
    settings.HOUSE = replace(settings.HOUSE, bucket=replace(line.settings(), **other))
    with pytest.raises(BucketAway) as away:
        bring_in_step()
    assert away.value.cause == cause
    assert says in str(away.value)
    assert SECRET not in str(away.value)
    assert SECRET not in repr(settings.HOUSE)
    assert away.value.__context__ is None or away.value.__suppress_context__


@one_database
@pytest.mark.parametrize("operation", ["put_object", "list_objects_v2"])
def test_who_says_yes_and_is_no_such_service_is_told_from_one(
    line: Line, monkeypatch: pytest.MonkeyPatch, operation: str
) -> None:
    """A network's sign-in page answers whatever it is asked, and nothing of it is there then."""
    print_pending()
    store = Store(line.settings())
    monkeypatch.setattr(store._client, operation, lambda **_: {"IsTruncated": True})
    with pytest.raises(BucketAway) as away:
        note_differences(store)
        work_off(store, Carried())
    assert away.value.cause == "unreachable"


def test_a_refused_object_is_tried_again_though_the_clock_was_set_back(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in_step()
    waiting.note_paths(["index.html"])
    Waiting.objects.update(next_at=timezone.now() + timedelta(seconds=60))
    assert waiting.next_chunk() is None
    Waiting.objects.update(next_at=timezone.now() + timedelta(days=1))
    assert bring_in_step().seen == 1


@one_database
def test_a_foreign_file_whose_name_is_no_text_holds_up_neither_press_nor_bucket(
    line: Line, settings: LazySettings
) -> None:
    foreign = _folder(settings) / "tree" / os.fsdecode(b"\xff\xfe") / "index.html"
    foreign.parent.mkdir()
    foreign.write_bytes(b"of somebody else")
    record_change(ChangeKind.PUBLICATION)
    print_pending()
    assert not Change.objects.exists()
    bring_in_step()
    assert _differences(line) == ()


def test_the_process_tells_how_many_wait_and_why_and_goes_on_by_itself(
    line: Line, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    article = make_published("A piece")
    print_pending()
    stop = threading.Event()
    waits: list[float] = []
    monkeypatch.setattr(stop, "wait", waits.append)
    carrier = _Carrier(stop)
    line.left = 4
    caplog.set_level(logging.DEBUG)
    for _ in range(8):
        with pytest.raises(BucketAway) as away:
            carrier.look()
        carrier.wait(away.value)
    assert waits == [1, 2, 4, 8, 16, 32, 32, 32]
    state = bucket_state()
    assert state is not None
    assert state.waiting > 10
    assert "cannot be reached" in state.trouble
    line.left = None
    carrier.look()
    state = bucket_state()
    assert state is not None
    assert (state.waiting, state.trouble) == (0, "")
    assert state.held == len(line.held())
    said = [record for record in caplog.records if record.name.startswith("writingviews")]
    assert len(said) == 2  # once that it waits, once that it goes on
    assert str(article.slug) not in "".join(record.getMessage() for record in said)
    assert _differences(line) == ()


def test_the_process_finds_another_tree_in_the_place_of_this(
    line: Line, settings: LazySettings
) -> None:
    tree = _folder(settings) / "tree"
    (tree / "about/index.html").write_bytes(b"broken")
    carrier = _Carrier(threading.Event())
    carrier.look()
    assert gzip.decompress(line.get("about/index.html")["Body"]) == b"broken"
    rebuild()
    Waiting.objects.all().delete()  # whoever built it noted nothing
    line.forget()
    carrier.look()
    assert line.of("PUT") == ["about/index.html"]
    page = (tree / "about/index.html").read_bytes()
    assert page != b"broken"
    assert gzip.decompress(line.get("about/index.html")["Body"]) == page


def test_what_an_editor_publishes_goes_before_the_rest_of_a_large_load(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The chunk is the unit: what is in one goes up at once, and in any order.
    chunk = 6
    monkeypatch.setattr(waiting, "CHUNK", chunk)
    for number in range(4 * chunk):
        make_published(f"Piece {number}", date=FIRST_DAY + timedelta(hours=number))
    print_pending()
    before: list[int] = []

    def told(_: int) -> None:
        if not before and any(path.startswith("articles/") for path in line.of("PUT")):
            make_published("Urgent")
            print_pending()
            before.append(len(line.of("PUT")))

    work_off(Store(line.settings()), Carried(), told)
    then = line.of("PUT")[before[0] :]
    assert "articles/urgent/index.html" in then[:chunk]
    assert len([path for path in then[chunk:] if path.startswith("articles/")]) >= chunk
    assert _differences(line) == ()
