"""Readers' replies: held, let through, never giving an address away."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from writingviews.articles.models import Article
from writingviews.articles.tests.making import make_account, make_publication, make_published
from writingviews.house.senders import KEY_LIFETIME
from writingviews.ledger.models import Change, ChangeKind
from writingviews.people.models import Account, Role
from writingviews.replies.models import Reply, ReplyContact, ReplyState
from writingviews.replies.rates import RateLimit
from writingviews.replies.selectors import contacts_of, replies_in, shown_replies
from writingviews.replies.services import ReplyRefused, decide_reply, receive_reply
from writingviews.replies.text import paragraphs_html

NOW = datetime(2026, 6, 1, 8, 15, 42, tzinfo=UTC)


@pytest.fixture
def article(db: None) -> Article:
    make_publication()
    made = make_published()
    Change.objects.all().delete()
    return made


@pytest.fixture
def moderator(db: None) -> Account:
    return make_account("moderator", Role.MODERATOR)


def _receive(article: Article, **changes: object) -> Reply:
    values = {"name": "Reader", "text": "Well said.", **changes}
    return receive_reply(article=article, now=NOW, **values)  # type: ignore[arg-type]


def test_a_reply_is_held_and_touches_no_page(article: Article) -> None:
    reply = _receive(article)
    assert reply.state == ReplyState.HELD
    assert reply.received_at == NOW.replace(second=0)
    assert shown_replies(article.pk) == []
    assert not Change.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"), [("name", "\u200b\u2060"), ("name", "\u200c"), ("text", "\x00 \x00")]
)
def test_what_nobody_can_see_is_no_name_and_no_reply(
    article: Article, field: str, value: str
) -> None:
    with pytest.raises(ReplyRefused) as refusal:
        _receive(article, **{field: value})
    assert refusal.value.errors == {field: field}
    assert not Reply.objects.exists()


def test_a_reply_let_through_is_shown_and_put_aside_is_not(
    article: Article, moderator: Account
) -> None:
    reply = _receive(article)
    decide_reply(actor=moderator, reply_id=reply.pk, state=ReplyState.SHOWN)
    assert [shown.pk for shown in shown_replies(article.pk)] == [reply.pk]
    decide_reply(actor=moderator, reply_id=reply.pk, state=ReplyState.SHOWN)
    assert Change.objects.filter(kind=ChangeKind.REPLIES).count() == 1
    decide_reply(actor=moderator, reply_id=reply.pk, state=ReplyState.HIDDEN)
    assert shown_replies(article.pk) == []
    assert Change.objects.filter(kind=ChangeKind.REPLIES).count() == 2


def test_an_address_is_kept_apart_and_only_when_given(article: Article) -> None:
    with_address = _receive(article, email=" reader@example.org ")
    without = _receive(article)
    assert contacts_of([with_address.pk, without.pk]) == {with_address.pk: "reader@example.org"}
    assert ReplyContact.objects.count() == 1
    assert "reader@example.org" not in repr(Reply.objects.values().get(pk=with_address.pk))


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"name": "  ", "text": ""}, {"name": "name", "text": "text"}),
        ({"name": "x" * 81}, {"name": "name_long"}),
        ({"text": "x" * 5001}, {"text": "text_long"}),
        ({"email": "nobody"}, {"email": "email"}),
        ({"parent_id": uuid4()}, {"": "parent"}),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_once(
    article: Article, changes: dict[str, object], errors: dict[str, str]
) -> None:
    with pytest.raises(ReplyRefused) as refused:
        _receive(article, **changes)
    assert refused.value.errors == errors
    assert not Reply.objects.exists()


def test_an_answer_to_an_answer_joins_the_thread(article: Article, moderator: Account) -> None:
    first = _receive(article)
    decide_reply(actor=moderator, reply_id=first.pk, state=ReplyState.SHOWN)
    second = _receive(article, parent_id=first.pk)
    decide_reply(actor=moderator, reply_id=second.pk, state=ReplyState.SHOWN)
    third = _receive(article, parent_id=second.pk)
    assert third.parent_id == first.pk


def test_a_held_reply_cannot_be_answered(article: Article) -> None:
    held = _receive(article)
    with pytest.raises(ReplyRefused):
        _receive(article, parent_id=held.pk)


def test_the_queue_is_read_with_one_query(article: Article, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    for number in range(12):
        _receive(article, text=f"Reply {number}")
    with django_assert_num_queries(1):
        titles = [
            reply.article.published_revision.title  # type: ignore[union-attr]
            for reply in replies_in(ReplyState.HELD)
        ]
    assert len(titles) == 12


def test_links_are_inert_and_markup_is_text() -> None:
    (first, second) = paragraphs_html(
        "See https://example.org/a?b=1&c=2.\nNext <script>alert(1)</script>\n\n<b>Bye"
    )
    assert first == (
        'See <a href="https://example.org/a?b=1&amp;c=2" '
        'rel="ugc nofollow noopener noreferrer">https://example.org/a?b=1&amp;c=2</a>.'
        "<br>Next &lt;script&gt;alert(1)&lt;/script&gt;"
    )
    assert second == "&lt;b&gt;Bye"


@given(st.text(max_size=300))
def test_no_text_makes_an_element_but_links_and_line_ends(text: str) -> None:
    for paragraph in paragraphs_html(text):
        tree = lxml_html.fragment_fromstring(paragraph, create_parent="p")
        assert {element.tag for element in tree.iter()} <= {"p", "a", "br"}
        for link in tree.iter("a"):
            assert link.get("href", "").startswith(("http://", "https://"))
            assert set(link.keys()) == {"href", "rel"}


def test_a_rate_is_limited_for_each_sender_and_opens_again() -> None:
    limit = RateLimit(limit=2, window=10)
    assert [limit.allow("a", now=second) for second in (0, 1, 2)] == [True, True, False]
    assert limit.allow("b", now=2)
    assert limit.allow("a", now=11)


def test_who_came_is_forgotten() -> None:
    limit = RateLimit(limit=1, window=1_000_000, most=3)
    assert limit.allow("203.0.113.7", now=0)
    assert not limit.allow("203.0.113.7", now=1)
    assert b"203.0.113.7" not in b"".join(limit._acts)
    assert limit.allow("203.0.113.7", now=KEY_LIFETIME + 1)
    for sender in "abcdef":
        limit.allow(sender, now=KEY_LIFETIME + 2)
    assert len(limit._acts) == 3
