"""Who is told what, and who is not."""

from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from writingviews.notices.models import Muting, Notice, NoticeKind
from writingviews.notices.services import mark_read, tell, tell_moderators
from writingviews.notices.wording import WORDS
from writingviews.people.models import Account, Role, RoleGrant

pytestmark = pytest.mark.django_db


def _account(name: str, *roles: Role) -> Account:
    account = Account.objects.create_user(name)
    RoleGrant.objects.bulk_create(RoleGrant(account=account, role=role) for role in roles)
    return account


def _unread(account: Account) -> list[tuple[str, int]]:
    rows = Notice.objects.filter(account=account, read=False)
    return [(row.kind, row.times) for row in rows.order_by("kind")]


def test_who_is_told_has_a_notice_and_who_did_it_has_none() -> None:
    mina, noor = _account("mina"), _account("noor")
    tell([mina, noor], NoticeKind.ACCEPTED, subject_id=uuid4(), actor=noor)
    assert _unread(mina) == [("accepted", 1)]
    assert _unread(noor) == []


def test_told_again_before_it_was_read_a_notice_counts_on() -> None:
    mina, piece = _account("mina"), uuid4()
    for _ in range(3):
        tell([mina], NoticeKind.NOTE, subject_id=piece)
    tell([mina], NoticeKind.NOTE, subject_id=uuid4())
    assert sorted(_unread(mina)) == [("note", 1), ("note", 3)]


def test_after_it_was_read_it_is_a_notice_of_its_own() -> None:
    mina, piece = _account("mina"), uuid4()
    tell([mina], NoticeKind.NOTE, subject_id=piece)
    assert mark_read(actor=mina) == 1
    tell([mina], NoticeKind.NOTE, subject_id=piece)
    assert _unread(mina) == [("note", 1)]
    assert Notice.objects.count() == 2


def test_nobody_reads_for_another() -> None:
    mina, noor = _account("mina"), _account("noor")
    tell([mina], NoticeKind.NOTE, subject_id=uuid4())
    notice = Notice.objects.get()
    assert mark_read(actor=noor, notices=[notice.id]) == 0
    assert _unread(mina) == [("note", 1)]


@pytest.mark.parametrize("muting", [{"everything": True}, {"kinds": ["note"]}])
def test_what_is_muted_is_not_told(muting: dict[str, object]) -> None:
    mina, noor = _account("mina"), _account("noor")
    Muting.objects.create(account=mina, **muting)
    tell([mina, noor], NoticeKind.NOTE, subject_id=uuid4())
    assert _unread(mina) == []
    assert _unread(noor) == [("note", 1)]


def test_another_kind_than_the_muted_one_is_told() -> None:
    mina = _account("mina")
    Muting.objects.create(account=mina, kinds=["note"])
    tell([mina], NoticeKind.ANSWER, subject_id=uuid4())
    assert _unread(mina) == [("answer", 1)]


def test_a_closed_account_is_told_nothing() -> None:
    mina = _account("mina")
    mina.is_active = False
    mina.save()
    tell([mina], NoticeKind.NOTE, subject_id=uuid4())
    assert Notice.objects.count() == 0


def test_moderators_are_told_of_all_waiting_replies_at_once() -> None:
    moderator, editor = _account("mo", Role.MODERATOR), _account("ed", Role.EDITOR)
    for _ in range(4):
        tell_moderators()
    assert _unread(moderator) == [("reply_waiting", 4)]
    assert _unread(editor) == []


def test_where_nobody_is_a_moderator_the_editors_are_told() -> None:
    editor, writer = _account("ed", Role.EDITOR), _account("mina")
    tell_moderators()
    assert _unread(editor) == [("reply_waiting", 1)]
    assert _unread(writer) == []


def test_telling_many_takes_no_more_queries_than_telling_two(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    accounts = [_account(f"name {number}") for number in range(30)]
    for few in (accounts[:2], accounts):
        with django_assert_num_queries(6):  # two are the savepoint's
            tell(few, NoticeKind.NOTE, subject_id=uuid4())


def test_every_kind_has_its_words() -> None:
    assert set(WORDS) == set(NoticeKind)
