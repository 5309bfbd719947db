"""Moving an article along its way, with its rows."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from writingviews.articles.access import ArticleHidden, open_article
from writingviews.articles.lifecycle import Need, State, TransitionRefused, Verb
from writingviews.articles.models import Article
from writingviews.articles.placement import Placement, placement_of
from writingviews.articles.services.filing import (
    Filing,
    FilingRefused,
    begin_article,
    file_article,
    filing_of,
)
from writingviews.articles.services.moving import Move, change_slug, free_slug, move_article
from writingviews.ledger.models import AuditEntry, Change
from writingviews.people.models import Account, Role
from writingviews.people.services import create_byline

from .making import make_account, make_document, make_filing, make_publication, make_published

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 1, 10, 30, 45, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _publication() -> None:
    make_publication("en", "fa")


@pytest.fixture
def writer() -> Account:
    return make_account("writer")


@pytest.fixture
def editor() -> Account:
    return make_account("editor", Role.EDITOR, Role.PUBLISHER)


@pytest.fixture
def draft(writer: Account) -> Article:
    return begin_article(actor=writer, language="en", byline=create_byline(name="Ada Quill"))


def _move(
    article: Article,
    verb: Verb,
    actor: Account | None,
    text: str = "Some words.",
    due: datetime | None = None,
    now: datetime = NOW,
) -> Article:
    return move_article(
        actor=actor,
        article_id=article.id,
        move=Move(verb, due=due),
        document=make_document("A fine title", text=text),
        now=now,
    )


def _file(article: Article, **changes: object) -> None:
    filing = filing_of(article)
    values = {name: getattr(filing, name) for name in Filing.__dataclass_fields__}
    file_article(actor=None, article_id=article.id, filing=Filing(**{**values, **changes}))


def test_a_piece_is_submitted_accepted_and_published(
    draft: Article, writer: Account, editor: Account
) -> None:
    _file(draft, section=make_filing().section)
    _move(draft, Verb.SUBMIT, writer)
    _move(draft, Verb.ACCEPT, editor)
    assert not Change.objects.filter(subject_id=str(draft.id)).exists()
    article = _move(draft, Verb.PUBLISH, editor)
    assert article.state == State.PUBLISHED
    assert article.slug == "a-fine-title"
    assert article.published_at == NOW.replace(second=0)
    assert article.published_revision is not None
    assert article.published_revision.title == "A fine title"
    verbs = AuditEntry.objects.filter(subject_id=str(draft.id)).values_list("verb", flat=True)
    assert list(verbs.order_by("id")) == ["begin", "file", "submit", "accept", "publish"]
    change = Change.objects.get(subject_id=str(draft.id))
    assert (change.kind, change.before) == ("article", None)


def test_a_refused_move_leaves_no_trace(draft: Article, writer: Account, editor: Account) -> None:
    _move(draft, Verb.SUBMIT, writer)
    _move(draft, Verb.ACCEPT, editor)
    rows = AuditEntry.objects.count(), draft.revisions.count()
    with pytest.raises(TransitionRefused) as refused:
        _move(draft, Verb.PUBLISH, editor)
    assert refused.value.needs == (Need.SECTION,)
    assert (AuditEntry.objects.count(), draft.revisions.count()) == rows
    draft.refresh_from_db()
    assert (draft.state, draft.slug) == (State.ACCEPTED, None)


def test_a_picture_without_a_description_holds_a_piece_back(
    draft: Article, writer: Account
) -> None:
    _file(draft, picture="a" * 32)
    with pytest.raises(TransitionRefused) as refused:
        _move(draft, Verb.SUBMIT, writer)
    assert refused.value.needs == (Need.ALT_TEXT,)


def test_the_same_text_is_one_revision(draft: Article, writer: Account, editor: Account) -> None:
    _move(draft, Verb.SUBMIT, writer)
    _move(draft, Verb.ACCEPT, editor)
    assert [revision.number for revision in draft.revisions.all()] == [1]


def test_an_update_shows_the_new_text_and_says_when(editor: Account) -> None:
    article = make_published("A title")
    before = article.published_at
    article = _move(article, Verb.UPDATE, editor, text="Other words.")
    assert article.published_at == before
    assert article.updated_at == NOW.replace(second=0)
    assert article.published_revision is not None
    assert article.published_revision.text.strip().endswith("Other words.")


def test_a_scheduled_piece_needs_a_time_to_come(
    draft: Article, writer: Account, editor: Account
) -> None:
    _file(draft, section=make_filing().section)
    _move(draft, Verb.SUBMIT, writer)
    _move(draft, Verb.ACCEPT, editor)
    with pytest.raises(TransitionRefused, match="Choose a time in the future"):
        _move(draft, Verb.SCHEDULE, editor, due=NOW - timedelta(minutes=1))
    article = _move(draft, Verb.SCHEDULE, editor, due=NOW + timedelta(hours=1))
    assert article.scheduled_for == NOW + timedelta(hours=1)
    with pytest.raises(TransitionRefused, match="not due yet"):
        _move(draft, Verb.PUBLISH, None, now=NOW + timedelta(minutes=59))
    due = NOW + timedelta(hours=1)
    assert _move(draft, Verb.PUBLISH, None, now=due).state == State.PUBLISHED


def test_a_taken_down_piece_leaves_a_change_that_remembers_its_place(editor: Account) -> None:
    article = make_published("A title", topics=("Bread", "Air"))
    Change.objects.all().delete()
    _move(article, Verb.TAKE_DOWN, editor)
    change = Change.objects.get()
    assert change.before is not None
    place = Placement.from_json(change.before)
    assert (place.topics, place.section) == (("air", "bread"), "culture")
    article.refresh_from_db()
    assert placement_of(article) is None


def test_an_address_that_is_taken_gets_a_number() -> None:
    make_published("The sea")
    make_published("The sea")
    assert free_slug("The sea") == "the-sea-3"


def test_an_old_address_is_kept_for_its_readers() -> None:
    article = make_published("The sea")
    change_slug(actor=None, article_id=article.id, wanted="The Shore")
    article.refresh_from_db()
    assert article.slug == "the-shore"
    assert free_slug("The sea") == "the-sea-2"


def test_a_published_piece_keeps_a_section_a_byline_and_its_language() -> None:
    article = make_published()
    for changes in ({"section": None}, {"bylines": ()}, {"language": "fa"}):
        with pytest.raises(FilingRefused):
            _file(article, **changes)


def test_a_topic_is_made_once_in_a_language() -> None:
    first = make_published(topics=("Bread", "  Bread "))
    second = make_published(topics=("Bread",))
    assert first.topics.get() == second.topics.get()


def test_who_may_open_a_piece(draft: Article, writer: Account, editor: Account) -> None:
    stranger = make_account("stranger")
    assert open_article(writer, draft.id).text_is_editable
    for account, known in ((editor, draft.id), (stranger, draft.id), (writer, uuid4())):
        with pytest.raises(ArticleHidden):
            open_article(account, known)
    with pytest.raises(ArticleHidden):
        open_article(writer, "not an id")
    _move(draft, Verb.SUBMIT, writer)
    assert Verb.ACCEPT in open_article(editor, draft.id).verbs
    with pytest.raises(ArticleHidden):
        open_article(stranger, draft.id)


class TestSinceWhenAndWithWhom:
    def test_it_stands_since_the_last_verb_but_update(
        self, draft: Article, writer: Account, editor: Account
    ) -> None:
        file_article(actor=writer, article_id=draft.id, filing=_filed(draft))
        assert _move(draft, Verb.SUBMIT, writer).stands_since == NOW
        _move(draft, Verb.ACCEPT, editor)
        _move(draft, Verb.PUBLISH, editor)
        Article.objects.filter(id=draft.id).update(stands_since=NOW - timedelta(days=3))
        updated = _move(draft, Verb.UPDATE, editor, text="Other words.")
        assert updated.stands_since == NOW - timedelta(days=3)

    def test_who_takes_it_up_has_it_also_in_the_next_round(
        self, draft: Article, writer: Account, editor: Account
    ) -> None:
        other = make_account("other", Role.EDITOR)
        assert _move(draft, Verb.SUBMIT, writer).editor is None
        assert _move(draft, Verb.TAKE_UP, editor).editor == editor
        assert _move(draft, Verb.ASK_FOR_CHANGES, other).editor == editor
        assert _move(draft, Verb.SUBMIT, writer).editor == editor
        assert _move(draft, Verb.TAKE_UP, other).editor == other
        _move(draft, Verb.DECLINE, other)
        assert _move(draft, Verb.REOPEN, writer).editor is None

    def test_who_decides_at_once_has_it(
        self, draft: Article, writer: Account, editor: Account
    ) -> None:
        _move(draft, Verb.SUBMIT, writer)
        assert _move(draft, Verb.ACCEPT, editor).editor == editor


def _filed(article: Article) -> Filing:
    return make_filing(*filing_of(article).bylines)
