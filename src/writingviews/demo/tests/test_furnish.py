"""A demo is furnished once, whole, through the services, and never into somebody's house."""

import json
import re
import shutil
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.contrib.auth import authenticate
from PIL import Image

from writingviews.articles.lifecycle import State, Verb
from writingviews.articles.models import Article, ChecklistItem, Edition
from writingviews.articles.selectors import articles_written_by, publication
from writingviews.articles.tests.making import make_account
from writingviews.demo import furnish as furnishing
from writingviews.demo.accounts import CAST, FILE, DemoRefused
from writingviews.demo.content_files import CONTENT
from writingviews.demo.furnish import furnish
from writingviews.house.assets import BUILT_DIR
from writingviews.ledger.models import AuditEntry, Change
from writingviews.people.models import (
    Account,
    Byline,
    BylineKind,
    Chapter,
    ChapterInvitation,
    ChapterMember,
)
from writingviews.people.selectors import bylines_of, roles_of
from writingviews.press.batches import Printed
from writingviews.press.house_tree import house_tree
from writingviews.press.rebuilding import check_tree
from writingviews.replies.models import Reply, ReplyContact, ReplyState
from writingviews.site.published_editions import read_edition

pytestmark = pytest.mark.django_db

EMAIL = "tractor@hallin.example"


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's content with pictures of a few pixels: cleaning the real ones takes long."""
    return _copy(tmp_path_factory.mktemp("demo") / "content")


@pytest.fixture(scope="module")
def spanish(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A quarter of the content, where a whole is not needed."""
    return _copy(tmp_path_factory.mktemp("demo") / "content", "en", "fa", "ar")


def _copy(folder: Path, *without: str) -> Path:
    shutil.copytree(CONTENT, folder, ignore=shutil.ignore_patterns("*.jpg", *without))
    for number, picture in enumerate(sorted((CONTENT / "pictures").glob("*.jpg"))):
        Image.new("RGB", (48, 32), (number * 5, 90, 160)).save(folder / "pictures" / picture.name)
    return folder


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: LazySettings) -> Iterator[Path]:
    if not BUILT_DIR.is_dir():
        pytest.skip("needs the built front end: make build")
    settings.HOUSE = replace(settings.HOUSE, folder=tmp_path)
    yield tmp_path


@pytest.mark.slow
def test_the_demo_is_a_whole_publication(content: Path, folder: Path) -> None:
    # One long test: furnishing is slow, and what is looked at here changes nothing.
    furnished = furnish(content=content)

    told = json.loads((folder / FILE).read_text())
    assert set(told) == set(CAST) == set(furnished.logins)
    assert stat.S_IMODE((folder / FILE).stat().st_mode) == 0o600
    for role, login in told.items():
        account = authenticate(None, username=login["username"], password=login["password"])
        assert isinstance(account, Account), role
        assert roles_of(account) >= CAST[role]
    assert len({login["password"] for login in told.values()}) == len(CAST)

    row = publication()
    assert row.languages == ["en", "fa", "ar", "es"]
    assert row.name_in("fa") == "پنجرهٔ باز"
    assert Byline.objects.filter(kind=BylineKind.COLLECTIVE).count() >= 3
    assert not Byline.objects.filter(about="").exists()

    states = {state: Article.objects.filter(state=state).count() for state in State}
    assert states[State.PUBLISHED] >= 56
    assert [states[each] for each in (State.SUBMITTED, State.CHANGES_ASKED, State.ACCEPTED)] == [
        1,
        1,
        1,
    ]
    assert states[State.DRAFT] >= 1
    for name in ("writer", "writer2"):
        account = Account.objects.get(username=name)
        written = articles_written_by(account)
        assert written.filter(state=State.PUBLISHED).exists()
        assert written.exclude(state=State.PUBLISHED).exists()
        assert bylines_of(account).count() == 2

    chapter = Chapter.objects.get()
    assert chapter.has_page
    parts = ChapterMember.objects.values_list("account__username", "role")
    assert set(parts) == {("moderator", "editor")}
    assert not ChapterInvitation.objects.exists()
    looked_at = ChecklistItem.objects.exclude(kinds=[]).values_list("kinds", flat=True)
    assert set(map(tuple, looked_at)) == {("interview",)}

    editions = Edition.objects.order_by("-state", "language")
    assert [(each.state, each.language) for each in editions] == [
        ("published", "en"),
        ("published", "fa"),
        ("draft", "en"),
    ]
    shown = read_edition("ways-across")
    assert shown is not None
    assert len(shown.articles) == 8
    assert shown.picture

    assert Reply.objects.filter(state=ReplyState.SHOWN).count() >= 20
    assert Reply.objects.filter(state=ReplyState.HELD).count() >= 3
    assert Reply.objects.filter(parent__isnull=False).exists()
    assert ReplyContact.objects.get().email == EMAIL

    assert not Change.objects.exists()
    assert check_tree().equal
    tree = house_tree().root
    assert (tree / "fa" / "index.html").is_file()
    for page in tree.rglob("*"):
        if page.suffix in {".html", ".xml", ".json"}:
            assert EMAIL not in page.read_text(encoding="utf-8"), page


def test_furnishing_twice_changes_nothing_not_even_what_a_visitor_did(
    spanish: Path,
) -> None:
    furnished = furnish(content=spanish, offered=("leaflet", "epub"))
    row = publication()
    assert row.offers == ["leaflet", "epub"]
    row.name, row.offers = "Renamed by a visitor", []
    row.save()
    Reply.objects.filter(state=ReplyState.HELD).update(state=ReplyState.HIDDEN)
    acts = AuditEntry.objects.count()

    again = furnish(content=spanish, offered=("leaflet", "epub"))

    assert again == furnished
    assert AuditEntry.objects.count() == acts
    assert (publication().name, publication().offers) == ("Renamed by a visitor", [])
    assert not Reply.objects.filter(state=ReplyState.HELD).exists()


def test_a_demo_that_was_broken_off_is_finished_by_the_next_call(
    spanish: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(furnishing, "print_pending", _break_off)
        with pytest.raises(KeyboardInterrupt):
            furnish(content=spanish)
    first = (folder / FILE).read_text()
    made = (Account, Article, Reply, Chapter, ChecklistItem)
    counts = [model.objects.count() for model in made]

    furnish(content=spanish)

    assert (folder / FILE).read_text() == first
    assert [model.objects.count() for model in made] == counts
    assert AuditEntry.objects.filter(verb=Verb.ASK_FOR_CHANGES).count() == 1
    assert house_tree().root.joinpath("index.html").is_file()


def _break_off(*_: object) -> Printed:
    raise KeyboardInterrupt


def test_a_publication_that_is_no_demo_is_left_alone(content: Path, folder: Path) -> None:
    make_account("sara")

    with pytest.raises(DemoRefused, match=re.escape(str(folder)) + r" holds a publication with"):
        furnish(content=content)

    assert Account.objects.count() == 1
    assert not (folder / FILE).exists()


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"writer": {}}', '{"writer": "x"}'])
def test_lost_passwords_are_told_with_the_mend(content: Path, folder: Path, damage: str) -> None:
    (folder / FILE).write_text(damage)

    with pytest.raises(DemoRefused, match=r"is gone or damaged\. Furnish another folder"):
        furnish(content=content)
