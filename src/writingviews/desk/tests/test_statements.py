"""What is worded once reads and stores what Django's own words would."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import transaction

from writingviews.articles.models import Article
from writingviews.desk import authority
from writingviews.desk.models import Draft, Step
from writingviews.desk.statements import add_steps, held_draft, move_on
from writingviews.people.models import Account

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def draft(article: Article) -> Draft:
    authority.load(article)
    return Draft.objects.get(article=article)


def test_a_draft_is_held_with_where_its_article_stands(draft: Draft) -> None:
    with transaction.atomic():
        held, state = held_draft(draft.article_id)
    assert (held.pk, held.article_id, held.version) == (draft.pk, draft.article_id, draft.version)
    assert held.document_version == draft.document_version
    assert held.notes_version == draft.notes_version
    assert held.get_deferred_fields() == {"document", "title"}
    assert state == draft.article.state


def test_what_is_no_draft_is_said_to_be_none(article: Article) -> None:
    with transaction.atomic(), pytest.raises(Draft.DoesNotExist):
        held_draft(article.id)
    with transaction.atomic(), pytest.raises(Draft.DoesNotExist):
        held_draft(uuid4())


def test_rows_are_added_as_django_adds_them(draft: Draft, writer: Account) -> None:
    at = datetime(2026, 3, 29, 1, 30, 0, 123456, tzinfo=UTC)
    step = {"stepType": "replace", "from": 1, "to": 1, "signs": "“می‌روم” 'a' \\ \U0001f426 %s"}
    common = {"draft": draft, "client": "a" * 16, "batch": 7, "step": step, "at": at}
    Step.objects.bulk_create([Step(version=1, account=writer, **common)])
    add_steps([Step(version=2, account=writer, **common), Step(version=3, account=None, **common)])
    columns = ("draft", "client", "batch", "step", "at")
    first, second, third = Step.objects.order_by("version").values(*columns, "account")
    assert first == second
    assert third == {**first, "account": None}
    assert third["step"] == step
    assert third["at"] == at


def test_a_draft_moves_on_with_its_title_and_no_other_does(draft: Draft, writer: Account) -> None:
    draft.version, draft.title = 12, "گنجشک 100% 'so'"
    move_on(draft)
    stored = Draft.objects.get(pk=draft.pk)
    assert (stored.version, stored.title) == (12, "گنجشک 100% 'so'")
    assert stored.document == draft.document
