"""Who is told of what stands in a margin."""

from uuid import uuid4

import pytest
from pytest_django.fixtures import Settings

from writingviews.articles.contributors import add_contributor
from writingviews.articles.models import Article
from writingviews.desk import views_notes
from writingviews.desk.models import Note, NoteMessage
from writingviews.notices.models import Notice
from writingviews.people.models import Account, Role, RoleGrant

from .test_notes import NIGHT_BUS, Margin
from .test_suggestions import LATE, Sheet, words

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _desk_alone(settings: Settings) -> None:
    settings.ROOT_URLCONF = "writingviews.desk.tests.house_urls"
    views_notes._allowances.clear()


def told() -> list[tuple[str, str]]:
    """Return who was told what since this was asked last."""
    rows = Notice.objects.values_list("account__username", "kind")
    found = sorted((str(name), str(kind)) for name, kind in rows)
    Notice.objects.all().delete()
    return found


def test_a_note_is_told_to_the_writer_and_its_answer_to_whoever_began_it(
    piece: Article, writer: Account, editor: Account
) -> None:
    note = Margin(editor, piece).begin(1, NIGHT_BUS)
    assert told() == [("writer", "note")]
    Margin(writer, piece).do("answer", note=note, message=uuid4(), text="Yes, at ten.")
    assert told() == [("editor", "answer")]


def test_a_call_is_told_once_and_not_again_when_the_message_is_edited(
    piece: Article, writer: Account, editor: Account
) -> None:
    note = Margin(writer, piece).begin(1, NIGHT_BUS, "@An editor, is it?")
    assert told() == [("editor", "mention")]
    message = NoteMessage.objects.get(note=note)
    Margin(writer, piece).do("edit", message=message.id, text="@An editor, is it so?")
    assert told() == []


def test_a_second_writer_who_has_not_spoken_hears_of_an_answer_as_of_a_note(
    piece: Article, writer: Account, editor: Account
) -> None:
    second = Account.objects.create_user("second", "a long password")
    add_contributor(account=second, article_id=piece.id)
    note = Margin(editor, piece).begin(1, NIGHT_BUS)
    told()
    Margin(writer, piece).do("answer", note=note, message=uuid4(), text="Yes.")
    assert told() == [("editor", "answer"), ("second", "note")]


def test_who_may_not_open_the_piece_any_more_is_told_nothing(
    piece: Article, writer: Account, editor: Account
) -> None:
    note = Margin(editor, piece).begin(1, NIGHT_BUS)
    RoleGrant.objects.filter(account=editor, role=Role.EDITOR).delete()
    told()
    Margin(writer, piece).do("answer", note=note, message=uuid4(), text="Yes.")
    assert told() == []


def test_a_refused_note_tells_nobody(piece: Article, editor: Account) -> None:
    fields = {"version": 1, "start": NIGHT_BUS[0], "end": NIGHT_BUS[1], "quote": "", "text": " "}
    status, _ = Margin(editor, piece).do("begin", note=uuid4(), message=uuid4(), **fields)
    assert status == 400
    assert not Note.objects.exists()
    assert told() == []


def test_a_suggestion_is_told_to_the_writer_once_however_long_it_is_typed(
    piece: Article, editor: Account
) -> None:
    known = uuid4()
    for after in ("l", "la", "lat", "lately"):
        made = {
            "id": known,
            "kind": "words",
            "from": LATE[0],
            "to": LATE[1],
            "before": words("late"),
            "after": words(after),
        }
        status, said = Sheet(editor, piece).post(
            act="suggest", version=1, made=[made], withdrawn=[]
        )
        assert status == 200, said
    notice = Notice.objects.get()
    assert (notice.account.username, notice.kind, notice.times) == ("writer", "suggestion", 1)
