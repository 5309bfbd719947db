"""Who wrote a reply changes or deletes it by its key; readers report; pieces close."""

from datetime import UTC, datetime, timedelta

import pytest

from writingviews.articles.models import Article
from writingviews.articles.selectors import publication
from writingviews.articles.tests.making import make_account, make_publication, make_published
from writingviews.ledger.models import Change, ChangeKind
from writingviews.people.models import Role
from writingviews.replies.models import Reply, ReplyContact, ReplyState
from writingviews.replies.selectors import replies_in, shown_replies
from writingviews.replies.services import (
    ReplyRefused,
    ask_for_replies,
    change_own_reply,
    close_replies,
    decide_reply,
    delete_own_reply,
    own_reply,
    receive_reply,
    report_reply,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 8, 15, tzinfo=UTC)
KEY = "a-key-of-the-reader"


@pytest.fixture
def article() -> Article:
    make_publication()
    return make_published()


def _shown(article: Article, *, key: str = KEY, parent: Reply | None = None) -> Reply:
    moderator = make_account(f"moderator{Reply.objects.count()}", Role.MODERATOR)
    reply = receive_reply(
        article=article,
        name="Anna",
        text="As it was",
        email="anna@example.org",
        parent_id=parent.pk if parent else None,
        key=key,
        now=article.published_at or NOW,
    )
    decide_reply(actor=moderator, reply_id=reply.pk, state=ReplyState.SHOWN)
    Change.objects.all().delete()
    return reply


def test_what_is_changed_is_held_again(article: Article) -> None:
    reply = _shown(article)
    assert KEY not in repr(Reply.objects.values().get(pk=reply.pk)), "its fingerprint alone is kept"
    change_own_reply(reply_id=reply.pk, key=KEY, name="Anna", text="As it is")
    assert shown_replies(article.pk) == []
    held = replies_in(ReplyState.HELD).get()
    assert held.text == "As it is"
    assert Change.objects.get().kind == ChangeKind.REPLIES


@pytest.mark.parametrize("key", ["", "another", KEY + "x"])
def test_nobody_else_changes_or_deletes_it(article: Article, key: str) -> None:
    with_key, without = _shown(article), _shown(article, key="")
    for reply in (with_key, without):
        with pytest.raises(Reply.DoesNotExist):
            own_reply(reply.pk, key)
        with pytest.raises(Reply.DoesNotExist):
            change_own_reply(reply_id=reply.pk, key=key, name="B", text="b")
        with pytest.raises(Reply.DoesNotExist):
            delete_own_reply(reply_id=reply.pk, key=key)
    assert len(shown_replies(article.pk)) == 2


def test_a_change_must_say_something_and_brings_nothing_back(article: Article) -> None:
    reply = _shown(article)
    with pytest.raises(ReplyRefused):
        change_own_reply(reply_id=reply.pk, key=KEY, name="", text=" ")
    Reply.objects.update(state=ReplyState.HIDDEN)
    changed = change_own_reply(reply_id=reply.pk, key=KEY, name="A", text="Once more")
    assert changed.state == ReplyState.HIDDEN


def test_what_is_deleted_is_gone_with_its_address_but_answers_stay(article: Article) -> None:
    first, second = _shown(article), _shown(article)
    answer = _shown(article, parent=first)
    delete_own_reply(reply_id=second.pk, key=KEY)
    delete_own_reply(reply_id=first.pk, key=KEY)
    assert set(ReplyContact.objects.values_list("reply_id", flat=True)) == {answer.pk}
    left = {each.pk: (each.name, each.text) for each in shown_replies(article.pk)}
    assert left == {first.pk: ("", ""), answer.pk: ("Anna", "As it was")}
    assert Change.objects.count() == 2
    with pytest.raises(Reply.DoesNotExist):
        own_reply(first.pk, KEY)


def test_reports_are_counted_until_somebody_decides(article: Article) -> None:
    reply, moderator = _shown(article), make_account("m", Role.MODERATOR)
    report_reply(reply_id=reply.pk)
    report_reply(reply_id=reply.pk)
    assert Reply.objects.get().reports == 2
    decide_reply(actor=moderator, reply_id=reply.pk, state=ReplyState.SHOWN, was=ReplyState.SHOWN)
    stands = Reply.objects.get()
    assert (stands.reports, stands.state) == (0, ReplyState.SHOWN)
    assert not Change.objects.exists(), "no page says how often a reply was reported"
    Reply.objects.update(state=ReplyState.HELD)
    with pytest.raises(Reply.DoesNotExist):
        report_reply(reply_id=reply.pk)


def test_a_piece_takes_replies_for_its_days(article: Article) -> None:
    published = article.published_at
    assert published is not None
    publisher = make_account("p", Role.PUBLISHER)
    ask_for_replies(
        actor=publisher, close_after=3, rules={"en": " Be brief. ", "fa": ""}, now=published
    )
    assert publication().reply_rules == {"en": "Be brief."}
    Change.objects.all().delete()
    open_day, late = published + timedelta(days=2), published + timedelta(days=3, minutes=1)
    assert close_replies(open_day) == 0
    receive_reply(article=article, name="A", text="In time", now=open_day)
    with pytest.raises(ReplyRefused) as refused:
        receive_reply(article=article, name="A", text="Late", now=late)
    assert refused.value.errors == {"": "closed"}
    assert close_replies(late) == 1
    assert close_replies(late) == 0, "it is said once"
    assert Change.objects.get().kind == ChangeKind.REPLIES
    ask_for_replies(actor=publisher, close_after=0, rules={}, now=late)
    receive_reply(article=article, name="A", text="Open again", now=late)
