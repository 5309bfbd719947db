"""Mail: to whom it goes, what it tells, and what happens when it cannot be sent."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.utils import timezone
from pytest_django.fixtures import Settings

from writingviews.house.settings import MailSettings, house_settings
from writingviews.notices.mail import (
    AddressRefused,
    confirm_address,
    confirmed_by,
    delete_address,
    give_address,
    set_pace,
    stopped_by,
)
from writingviews.notices.models import (
    MailAddress,
    Notice,
    NoticeKind,
    Outgoing,
    Pace,
)
from writingviews.notices.posting import AGAIN, make_round
from writingviews.notices.services import mark_read, mute, tell
from writingviews.people.models import Account

from .mail_server import MailServer, mail_server

pytestmark = pytest.mark.django_db
ADDRESS = "canary-mailbox@example.org"
MADRID = ZoneInfo("Europe/Madrid")
EARLY = datetime(2026, 5, 4, 4, 0, tzinfo=UTC)  # six in Madrid
MORNING = datetime(2026, 5, 4, 5, 30, tzinfo=UTC)  # half past seven there


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    with mail_server() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_TIMEOUT = 5
        mail = MailSettings("127.0.0.1", running.port, "none", "", "", "house@example.org", 7)
        settings.HOUSE = replace(house_settings(), mail=mail, address="https://views.example.org")
        yield running


@pytest.fixture
def mina() -> Account:
    return Account.objects.create_user("canary-account")


def mailbox(account: Account, pace: Pace) -> MailAddress:
    given = give_address(actor=account, address=ADDRESS)
    Outgoing.objects.all().delete()
    confirm_address(given.id, today=EARLY.date() - timedelta(days=1))
    set_pace(actor=account, pace=pace)
    return MailAddress.objects.get()


def post(now: datetime | None = None) -> int:
    mail = house_settings().mail
    assert mail is not None
    return make_round(now or timezone.now() + timedelta(hours=1), mail, MADRID)


def link_in(text: str, word: str) -> str:
    return next(line for line in text.splitlines() if f"/{word}/" in line).rsplit("/", 2)[1]


@pytest.mark.usefixtures("server")
class TestGivingAnAddress:
    def test_it_is_sent_one_mail_that_confirms_it(self, server: MailServer, mina: Account) -> None:
        give_address(actor=mina, address=f"  {ADDRESS} ")
        assert post() == 1
        (taken,) = server.taken
        assert taken.to == [ADDRESS]
        assert "canary-account" not in taken.raw.decode()
        known = confirmed_by(link_in(taken.text, "confirm"))
        assert known == MailAddress.objects.get().id
        assert confirm_address(known, today=EARLY.date())
        assert MailAddress.objects.get().confirmed
        assert not Outgoing.objects.exists()

    def test_nothing_else_is_sent_before_it_is_confirmed(
        self, server: MailServer, mina: Account
    ) -> None:
        give_address(actor=mina, address=ADDRESS)
        set_pace(actor=mina, pace=Pace.AT_ONCE)
        tell([mina], NoticeKind.ANSWER, subject_id=uuid4())
        assert post() == 1
        assert "Confirm" in str(server.taken[0].message["Subject"])

    @pytest.mark.parametrize("address", ["", "mina", "a@b@c", "a@example.org\nBcc: x@example.org"])
    def test_what_is_no_address_is_refused_and_not_quoted(
        self, mina: Account, address: str
    ) -> None:
        with pytest.raises(AddressRefused) as refusal:
            give_address(actor=mina, address=address)
        assert not address.strip() or address not in str(refusal.value)
        assert not MailAddress.objects.exists()

    def test_nobodys_mailbox_is_filled_by_asking_again(self, mina: Account) -> None:
        give_address(actor=mina, address=ADDRESS)
        other = Account.objects.create_user("noor")
        with pytest.raises(AddressRefused, match="within the last hour"):
            give_address(actor=other, address=ADDRESS.upper())

    def test_five_mails_a_day_are_the_most(self, mina: Account) -> None:
        for number in range(5):
            give_address(actor=mina, address=f"a{number}@example.org")
        with pytest.raises(AddressRefused, match="tomorrow"):
            give_address(actor=mina, address="a6@example.org")
        assert MailAddress.objects.count() == 1

    def test_a_link_that_was_changed_confirms_nothing(
        self, server: MailServer, mina: Account
    ) -> None:
        give_address(actor=mina, address=ADDRESS)
        post()
        token = link_in(server.taken[0].text, "confirm")
        assert confirmed_by(token[:-1] + ("a" if token[-1] != "a" else "b")) is None
        assert stopped_by(token) is None  # a link does what it was made for alone

    def test_deleted_it_leaves_nothing_that_waits(self, mina: Account) -> None:
        mailbox(mina, Pace.AT_ONCE)
        tell([mina], NoticeKind.ANSWER, subject_id=uuid4())
        assert Outgoing.objects.count() == 1
        assert delete_address(actor=mina)
        assert post() == 0
        assert (Outgoing.objects.count(), MailAddress.objects.count()) == (0, 0)
        assert Notice.objects.count() == 1


@pytest.mark.usefixtures("server")
class TestAtOnce:
    def test_a_mail_tells_that_there_is_something_and_where(
        self, server: MailServer, mina: Account
    ) -> None:
        mailbox(mina, Pace.AT_ONCE)
        piece = uuid4()
        tell([mina], NoticeKind.CHANGES_ASKED, subject_id=piece)
        assert post() == 1
        (taken,) = server.taken
        assert "A piece you write has an answer." in taken.text
        assert f"https://views.example.org/notices/{Notice.objects.get().id}/" in taken.text
        assert stopped_by(link_in(taken.text, "stop")) == MailAddress.objects.get().id

    def test_it_holds_no_name_no_account_no_piece_and_no_machine(
        self, server: MailServer, mina: Account
    ) -> None:
        given = mailbox(mina, Pace.AT_ONCE)
        piece = uuid4()
        for kind in NoticeKind:
            tell([mina], kind, subject_id=piece)
        post()
        for taken in server.taken:
            raw = taken.raw.decode()
            for secret in ("canary-account", str(piece), piece.hex, str(mina.id), mina.id.hex):
                assert secret not in raw
            assert str(taken.message["Message-ID"]).endswith("@views.example.org>")
            assert {name.lower() for name in taken.message} == {
                *("content-type", "mime-version", "content-transfer-encoding"),
                *("subject", "from", "to", "date", "message-id", "auto-submitted"),
            }
        assert given.id.hex in server.taken[0].text  # the key of its own links, and nothing else's

    def test_what_became_of_a_piece_is_told_in_one_way(
        self, server: MailServer, mina: Account
    ) -> None:
        """Nobody learns from a mailbox whether a piece was accepted or declined."""
        mailbox(mina, Pace.AT_ONCE)
        fates = (NoticeKind.ACCEPTED, NoticeKind.DECLINED, NoticeKind.CHANGES_ASKED)
        for kind in fates:
            tell([mina], kind, subject_id=uuid4())
        post()
        assert {taken.text.splitlines()[0] for taken in server.taken} == {
            "A piece you write has an answer."
        }
        assert len(server.taken) == len(fates)

    @pytest.mark.parametrize(
        "kind", [NoticeKind.PUBLISHED, NoticeKind.SCHEDULED, NoticeKind.TAKEN_DOWN]
    )
    def test_what_readers_see_too_is_never_mailed(self, mina: Account, kind: NoticeKind) -> None:
        mailbox(mina, Pace.AT_ONCE)
        tell([mina], kind, subject_id=uuid4())
        assert post() == 0
        assert Notice.objects.count() == 1

    def test_what_was_read_in_the_house_meanwhile_is_not_mailed(self, mina: Account) -> None:
        mailbox(mina, Pace.AT_ONCE)
        tell([mina], NoticeKind.ANSWER, subject_id=uuid4())
        assert post(timezone.now()) == 0  # it waits a little
        mark_read(actor=mina)
        assert post() == 0
        assert not Outgoing.objects.exists()

    def test_twenty_notes_are_one_mail(self, mina: Account) -> None:
        mailbox(mina, Pace.AT_ONCE)
        piece = uuid4()
        for _ in range(20):
            tell([mina], NoticeKind.NOTE, subject_id=piece)
        assert post() == 1

    def test_a_kind_can_stay_in_the_house(self, mina: Account) -> None:
        mailbox(mina, Pace.AT_ONCE)
        mute(actor=mina, everything=False, kinds=[], mailed=[NoticeKind.NOTE])
        tell([mina], NoticeKind.NOTE, subject_id=uuid4())
        assert post() == 0
        assert Notice.objects.count() == 1


@pytest.mark.usefixtures("server")
class TestDaily:
    def test_it_comes_once_a_day_from_the_publications_hour_on(
        self, server: MailServer, mina: Account
    ) -> None:
        mailbox(mina, Pace.DAILY)
        tell([mina], NoticeKind.NOTE, subject_id=uuid4())
        tell([mina], NoticeKind.ACCEPTED, subject_id=uuid4())
        assert post(EARLY) == 0
        assert post(MORNING) == 1
        assert post(MORNING + timedelta(minutes=1)) == 0
        assert post(MORNING + timedelta(days=1)) == 1
        text = server.taken[0].text
        assert "A piece you write has an answer." in text
        assert "Somebody has a word for you." in text
        assert "https://views.example.org/notices/" in text.splitlines()

    def test_a_house_that_slept_through_the_hour_sends_it_when_it_wakes(
        self, mina: Account
    ) -> None:
        mailbox(mina, Pace.DAILY)
        tell([mina], NoticeKind.NOTE, subject_id=uuid4())
        assert post(MORNING + timedelta(hours=9)) == 1

    def test_with_nothing_new_there_is_none(self, mina: Account) -> None:
        mailbox(mina, Pace.DAILY)
        tell([mina], NoticeKind.PUBLISHED, subject_id=uuid4())
        assert post(MORNING) == 0

    def test_on_the_days_when_clocks_change_too(self, mina: Account) -> None:
        mailbox(mina, Pace.DAILY)
        for day in (datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)):
            MailAddress.objects.update(summed_up_on=None)
            Notice.objects.all().delete()
            tell([mina], NoticeKind.NOTE, subject_id=uuid4())
            sent = [post(day + timedelta(minutes=30 * half)) for half in range(44)]
            assert sum(sent) == 1
            hour = (day + timedelta(minutes=30 * sent.index(1))).astimezone(MADRID).hour
            assert hour == 7


@pytest.mark.usefixtures("server")
class TestWhenItFails:
    def test_no_act_waits_for_it_and_it_is_tried_again(
        self, mina: Account, settings: Settings
    ) -> None:
        mailbox(mina, Pace.AT_ONCE)
        port = settings.EMAIL_PORT
        settings.EMAIL_PORT = 1  # nobody listens
        tell([mina], NoticeKind.ANSWER, subject_id=uuid4())
        start = timezone.now() + timedelta(hours=1)
        assert post(start) == 0
        assert Outgoing.objects.get().tries == 1
        settings.EMAIL_PORT = port
        assert post(start + timedelta(seconds=30)) == 0  # not yet
        assert post(start + AGAIN[0]) == 1
        assert not Outgoing.objects.exists()

    def test_it_is_given_up_in_the_end(self, server: MailServer, mina: Account) -> None:
        mailbox(mina, Pace.AT_ONCE)
        server.answer = b"450 come back"
        tell([mina], NoticeKind.ANSWER, subject_id=uuid4())
        now = timezone.now()
        for number in range(len(AGAIN) + 1):
            assert Outgoing.objects.exists(), number
            now += timedelta(days=2)
            post(now)
        assert not Outgoing.objects.exists()
        assert MailAddress.objects.get().confirmed

    def test_an_address_that_its_server_does_not_know_gets_no_more(
        self, server: MailServer, mina: Account
    ) -> None:
        mailbox(mina, Pace.AT_ONCE)
        server.answer = b"550 no such mailbox"
        tell([mina], NoticeKind.ANSWER, subject_id=uuid4())
        tell([mina], NoticeKind.NOTE, subject_id=uuid4())
        post()
        assert MailAddress.objects.get().came_back
        assert not Outgoing.objects.exists()
        tell([mina], NoticeKind.MENTION, subject_id=uuid4())
        assert not Outgoing.objects.exists()

    def test_neither_address_nor_answer_goes_to_the_log(
        self,
        server: MailServer,
        mina: Account,
        settings: Settings,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        mailbox(mina, Pace.AT_ONCE)
        caplog.set_level(logging.DEBUG)
        for answer in (b"450 not now, canary-mailbox@example.org", b"550 no canary-mailbox"):
            server.answer = answer
            tell([mina], NoticeKind.ANSWER, subject_id=uuid4())
            post()
        settings.EMAIL_PORT = 1
        MailAddress.objects.update(came_back=False)
        tell([mina], NoticeKind.NOTE, subject_id=uuid4())
        post()
        assert "could not be sent" in caplog.text
        assert "canary" not in caplog.text
        assert "canary" not in repr(MailAddress.objects.get()) + str(Outgoing.objects.first())


def test_with_nothing_due_a_round_costs_two_queries(
    server: MailServer, mina: Account, django_assert_num_queries: object
) -> None:
    mailbox(mina, Pace.DAILY)
    post(MORNING)
    with django_assert_num_queries(2):  # type: ignore[operator]
        post(MORNING)


def test_an_id_that_is_none_is_confirmed_by_nothing() -> None:
    assert confirmed_by("nonsense") is None
    assert stopped_by("") is None
    assert not confirm_address(UUID(int=7), today=EARLY.date())
