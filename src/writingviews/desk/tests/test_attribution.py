"""Who wrote which words, as whoever may open a piece is told."""

from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from writingviews.articles.access import open_article
from writingviews.articles.lifecycle import Part, State
from writingviews.articles.models import Article
from writingviews.articles.services.revising import freeze_revision
from writingviews.desk import attribution, authority, history
from writingviews.desk.attribution import Attribution, attributions
from writingviews.desk.history import OutOfReach, document_at, point_called, points_of
from writingviews.desk.models import Draft, KeptText
from writingviews.desk.restoring import restore
from writingviews.desk.selectors import current_document
from writingviews.desk.suggesting import do_suggestion
from writingviews.desk.suggestion_acts import Proposed, Suggest, Take
from writingviews.people.models import Account, BylineKind
from writingviews.people.services import take_byline

from .typing_hand import BODY, typed

pytestmark = pytest.mark.django_db(transaction=True)

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
PARTS = frozenset({Part.WRITER, Part.EDITOR})


@pytest.fixture(autouse=True)
def _desk_alone(settings: Settings) -> None:
    settings.ROOT_URLCONF = "writingviews.desk.tests.house_urls"
    history.forget()
    attribution.forget()


def write(article: Article, actor: Account, at: datetime, *steps: dict[str, Any]) -> None:
    base = authority.load(article).version
    with patch.object(timezone, "now", lambda: at):
        authority.commit(
            article.id,
            base=base,
            client="a" * 16,
            batch=base,
            steps=steps,
            actor=actor,
            parts=PARTS,
        )


@pytest.fixture
def piece(article: Article, writer: Account, editor: Account) -> Article:
    """The writer's words, handed in on Monday; the editor's and the writer's on Tuesday."""
    write(article, writer, MONDAY, typed("The bus is late.", BODY))
    now = MONDAY + timedelta(hours=1)
    document = current_document(article)[1]
    freeze_revision(article=article, document=document, why="submitted", now=now)
    Article.objects.filter(id=article.id).update(state=State.IN_REVIEW)
    write(article, editor, MONDAY + timedelta(days=1), typed("night ", BODY + 4))
    write(article, writer, MONDAY + timedelta(days=1), typed(" Again.", BODY + 22))
    article.refresh_from_db()
    return article


def told(article: Article, account: Account, key: str = "") -> list[tuple[str, str]]:
    """Return each passage of a text at a point, the last one by itself, with its writer's name."""
    opened = open_article(account, article.id)
    points = points_of(opened)
    point = point_called(key, points) if key else points[0]
    (found,) = attributions(opened, [point])
    text = document_at(article, point)
    return [
        (text.text_between(start, end, "|").strip(), found.shares[share].name)
        for start, end, share in found.runs
    ]


def test_each_word_is_told_by_the_name_its_writer_has_on_the_sheet(
    piece: Article, writer: Account
) -> None:
    take_byline(account=writer, name="Heron", kind=BylineKind.PEN, language="en")
    assert told(piece, writer) == [
        ("The", "Heron"),
        ("night", "An editor"),
        ("bus is late. Again.", "Heron"),
    ]
    assert told(piece, writer, "r1") == [("The bus is late.", "Heron")]


def test_what_was_never_handed_in_is_one_part_to_who_does_not_write_the_piece(
    piece: Article, writer: Account, editor: Account
) -> None:
    assert told(piece, editor) == [
        ("The", "Before it was handed in"),
        ("night", "An editor"),
        ("bus is late.", "Before it was handed in"),
        ("Again.", "A writer"),
    ]


def test_what_was_taken_is_the_suggesters_and_what_was_gone_back_to_its_writers(
    piece: Article, writer: Account, editor: Account
) -> None:
    late = BODY + 17
    made = Proposed(
        uuid4(),
        "words",
        late,
        late + 4,
        [{"type": "text", "text": "late"}],
        [{"type": "text", "text": "early today"}],
    )
    do_suggestion(Suggest(3, (made,), ()), opened=open_article(editor, piece.id), actor=editor)
    opened = open_article(writer, piece.id)
    do_suggestion(Take((made.id,), anyway=False), opened=opened, actor=writer)
    assert ("early today.", "An editor") in told(piece, writer)
    back = point_called("r1", points_of(opened))
    restore(opened=opened, point=back, seen=4, actor=editor)
    assert told(piece, writer) == [("The bus is late.", "A writer")]


def test_two_points_name_the_same_people_alike(piece: Article, writer: Account) -> None:
    opened = open_article(writer, piece.id)
    now, first = points_of(opened)[0], point_called("r1", points_of(opened))
    newer, older = attributions(opened, [now, first])
    assert [share.name for share in newer.shares] == [share.name for share in older.shares]
    assert [(share.words, share.pasted) for share in newer.shares] == [(5, 0), (1, 0)]
    assert [share.words for share in older.shares] == [4, 0]


def test_it_goes_on_from_what_is_remembered(piece: Article, writer: Account) -> None:
    before = told(piece, writer)
    assert told(piece, writer) == before
    write(piece, writer, MONDAY + timedelta(days=2), typed("Listen: ", BODY))
    after = told(piece, writer)
    assert after[0] == ("Listen: The", "A writer")
    attribution.forget()
    assert told(piece, writer) == after


def test_beyond_a_bound_what_was_written_earlier_is_one_part(
    piece: Article, writer: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attribution, "MOST_FOLLOWED", 1)
    draft = Draft.objects.get()
    text = history.text_of_version(draft, 2).to_json()
    KeptText.objects.create(draft=draft, version=2, document=text)
    assert told(piece, writer) == [
        ("The night bus is late.", "Before this sheet"),
        ("Again.", "A writer"),
    ]
    KeptText.objects.all().delete()
    with pytest.raises(OutOfReach, match="before the house kept"):
        told(piece, writer)


class TestThePage:
    def page(self, account: Account, piece: Article, asked: str = "who=1") -> Any:  # noqa: ANN401
        client = Client()
        client.force_login(account)
        return client.get(f"/desk/{piece.id}/history/?{asked}")

    def test_it_names_nobody_until_it_is_asked_to(self, piece: Article, writer: Account) -> None:
        page = self.page(writer, piece, "")
        assert page.context["page"].who is None
        assert "hands" not in page.context["page"].config

    def test_it_lists_who_wrote_how_many_words(self, piece: Article, writer: Account) -> None:
        page = self.page(writer, piece)
        who: Attribution = page.context["page"].who
        assert [(share.name, share.words) for share in who.shares] == [
            ("A writer", 5),
            ("An editor", 1),
        ]
        assert page.context["page"].config["hands"]["names"] == ["A writer", "An editor"]

    def test_it_gives_no_account_away(
        self, piece: Article, writer: Account, editor: Account
    ) -> None:
        take_byline(account=writer, name="Heron", kind=BylineKind.PEN, language="en")
        page = self.page(editor, piece).content.decode()
        for account in (writer, editor):
            assert str(account.id) not in page.replace(str(piece.id), "")
        assert ">writer<" not in page

    def test_hidden_and_absent_look_alike(self, piece: Article, stranger: Account) -> None:
        assert self.page(stranger, piece).status_code == 404
