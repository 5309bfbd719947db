"""The pages of notices: whose they are, what they say, and what they cost."""

import re
from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from writingviews.articles.models import Article
from writingviews.house.settings import MailSettings, house_settings
from writingviews.notices.mail import confirming_token, stopping_token
from writingviews.notices.models import MailAddress, Muting, Notice, NoticeKind, Outgoing
from writingviews.notices.services import tell
from writingviews.people.models import Account

from .conftest import IN_REVIEW, Cast

pytestmark = pytest.mark.django_db
See = Callable[[Account | None], Client]
Make = Callable[..., Article]


@pytest.fixture
def mail(settings: Settings) -> None:
    cache.clear()
    server = MailSettings("127.0.0.1", 25, "none", "", "", "house@example.org", 7)
    settings.HOUSE = replace(house_settings(), mail=server)


def _without_token(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_a_notice_names_its_piece_and_leads_to_it(cast: Cast, see: See, piece: Make) -> None:
    one = piece(*IN_REVIEW, title="The last bakery")
    writer = see(cast.writer)
    page = writer.get("/notices/").text
    assert "Somebody has begun to read your piece." in page
    assert "The last bakery" in page
    notice = Notice.objects.get(account=cast.writer)
    answer = writer.get(f"/notices/{notice.id}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/desk/{one.id}/")
    assert Notice.objects.get(account=cast.writer).read


def test_looking_at_the_list_reads_nothing(cast: Cast, see: See) -> None:
    tell([cast.writer], NoticeKind.NOTE, subject_id=uuid4())
    see(cast.writer).get("/notices/")
    assert not Notice.objects.get().read


def test_anothers_notice_is_as_absent_as_none(cast: Cast, see: See) -> None:
    tell([cast.writer], NoticeKind.NOTE, subject_id=uuid4())
    theirs = see(cast.second_writer).get(f"/notices/{Notice.objects.get().id}/")
    none = see(cast.second_writer).get(f"/notices/{uuid4()}/")
    assert (theirs.status_code, none.status_code) == (404, 404)
    assert _without_token(theirs.text) == _without_token(none.text)
    assert not Notice.objects.get().read
    assert see(None).get("/notices/").status_code == 302


def test_a_piece_that_may_not_be_opened_any_more_is_not_named(
    cast: Cast, see: See, piece: Make
) -> None:
    one = piece(title="A canary of a title")
    tell([cast.second_writer], NoticeKind.MENTION, subject_id=one.id)
    page = see(cast.second_writer).get("/notices/").text
    assert "canary" not in page
    assert "not there for you any more" in page


def test_all_or_one_are_marked_as_read(cast: Cast, see: See) -> None:
    for _ in range(3):
        tell([cast.writer], NoticeKind.NOTE, subject_id=uuid4())
    tell([cast.editor], NoticeKind.NOTE, subject_id=uuid4())
    writer = see(cast.writer)
    writer.post("/notices/read/", {"notice": Notice.objects.filter(account=cast.writer)[0].id})
    assert Notice.objects.filter(read=True).count() == 1
    writer.post("/notices/read/", {"notice": "nonsense"})
    assert Notice.objects.filter(read=True).count() == 1
    writer.post("/notices/read/")
    assert Notice.objects.filter(account=cast.writer, read=False).count() == 0
    assert Notice.objects.filter(account=cast.editor, read=False).count() == 1


def test_the_bell_counts_and_stops_counting(cast: Cast, see: See) -> None:
    writer = see(cast.writer)
    assert "Notices: " not in writer.get("/desk/").text
    tell([cast.writer], NoticeKind.NOTE, subject_id=uuid4())
    assert "Notices: 1 new" in writer.get("/desk/").text
    Notice.objects.bulk_create(
        Notice(account=cast.writer, kind="note", subject_id=uuid4(), at=row.at)
        for row in Notice.objects.all()
        for _ in range(150)
    )
    assert "Notices: 99+ new" in writer.get("/desk/").text


def test_the_bell_costs_one_query_and_the_list_no_more_for_many(
    cast: Cast, see: See, piece: Make
) -> None:
    writer = see(cast.writer)

    def queries(address: str) -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            writer.get(address)
        return [query["sql"] for query in captured.captured_queries]

    piece(*IN_REVIEW)
    few = len(queries("/notices/"))
    for _ in range(12):
        piece(*IN_REVIEW)
    assert len(queries("/notices/")) == few
    asked = [sql for sql in queries("/desk/") if "notices_notice" in sql]
    assert len(asked) == 1


def test_nothing_and_nothing_earlier_is_said_in_words(cast: Cast, see: See) -> None:
    assert "It begins by itself." in see(cast.stranger).get("/notices/").text


def test_kinds_are_muted_one_by_one_and_all_together(cast: Cast, see: See) -> None:
    writer = see(cast.writer)
    kinds = [kind.value for kind in NoticeKind if kind is not NoticeKind.NOTE]
    writer.post("/notices/wishes/", {"house": kinds})
    tell([cast.writer], NoticeKind.NOTE, subject_id=uuid4())
    assert not Notice.objects.exists()
    writer.post("/notices/wishes/", {"house": kinds, "everything": "on"})
    tell([cast.writer], NoticeKind.ANSWER, subject_id=uuid4())
    assert not Notice.objects.exists()
    assert Muting.objects.get().kinds == ["note"]


class TestMail:
    def test_without_a_mail_server_there_is_no_field(self, cast: Cast, see: See) -> None:
        page = see(cast.writer).get("/notices/wishes/").text
        assert "This house sends no mail." in page
        answer = see(cast.writer).post("/notices/mail/", {"address": "a@example.org"})
        assert answer.status_code == 404
        assert not MailAddress.objects.exists()

    @pytest.mark.usefixtures("mail")
    def test_an_address_is_given_shown_to_its_owner_alone_and_deleted(
        self, cast: Cast, see: See
    ) -> None:
        writer = see(cast.writer)
        writer.post("/notices/mail/", {"address": "canary@example.org"})
        shown = writer.get("/notices/wishes/")
        assert "canary@example.org" in shown.text
        assert shown["Cache-Control"].count("no-store")
        for other in (cast.editor, cast.publisher, cast.second_writer):
            for page in ("/notices/wishes/", "/account/", "/notices/"):
                assert "canary" not in see(other).get(page).text
        writer.post("/notices/mail/", {"delete": "yes"})
        assert (MailAddress.objects.count(), Outgoing.objects.count()) == (0, 0)

    @pytest.mark.usefixtures("mail")
    def test_what_is_no_address_is_said_beside_the_field(self, cast: Cast, see: See) -> None:
        answer = see(cast.writer).post("/notices/mail/", {"address": "nonsense"})
        assert answer.status_code == 422
        assert 'id="id_address_error"' in answer.text

    @pytest.mark.usefixtures("mail")
    @pytest.mark.parametrize("act", ["confirm", "stop"])
    def test_a_program_that_follows_links_does_nothing(self, cast: Cast, act: str) -> None:
        given = MailAddress.objects.create(account=cast.writer, address="a@example.org")
        token = {"confirm": confirming_token, "stop": stopping_token}[act](given)
        link = f"/notices/mail/{act}/{token}/"
        answer = Client().get(link)
        assert answer.status_code == Client().head(link).status_code == 200
        assert answer["Referrer-Policy"] == "strict-origin"
        assert "w-account" not in answer.text and "example.org" not in answer.text
        assert not MailAddress.objects.get().confirmed
        assert Client().post(link).status_code == 200
        if act == "confirm":
            assert MailAddress.objects.get().confirmed
        else:
            assert not MailAddress.objects.exists()
            assert Client().post(link).status_code == 200  # twice is harmless

    @pytest.mark.usefixtures("mail")
    @pytest.mark.parametrize("act", ["confirm", "stop"])
    def test_a_link_of_anybody_elses_making_is_good_for_nothing(self, act: str) -> None:
        for token in ("nonsense", "a:b:c", confirming_token(MailAddress()) + "x"):
            answer = Client().post(f"/notices/mail/{act}/{token}/")
            assert answer.status_code == 404
            assert "good no more" in answer.text
