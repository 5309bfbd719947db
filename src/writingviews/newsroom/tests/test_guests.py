"""A guest by link: what opens, what stays shut, and how it ends."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from importlib import import_module
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from writingviews.articles.anonymity import Anonymity
from writingviews.articles.contributors import add_contributor
from writingviews.articles.lifecycle import State
from writingviews.articles.models import Article, Reviewer, Section
from writingviews.articles.services.reviewing import ReviewerRefused
from writingviews.desk import socket, views_notes
from writingviews.guests.models import GuestLink
from writingviews.guests.services import Invitation, MadeLink, close_ended, cut_off, make_link
from writingviews.ledger.models import AuditEntry
from writingviews.newsroom.guest_door import EVERYBODYS, OF_THE_ARTICLE
from writingviews.newsroom.reviewing.asking import askable
from writingviews.notices.models import Notice
from writingviews.people.models import Account

from .conftest import IN_REVIEW, SUBMITTED, Cast, now
from .test_every_page import Page

pytestmark = pytest.mark.django_db
See = Callable[[Account | None], Client]
Make = Callable[..., Article]
Invite = Callable[..., MadeLink]


@pytest.fixture(autouse=True)
def _fresh() -> None:
    views_notes._allowances.clear()


@pytest.fixture
def invite(cast: Cast) -> Invite:
    def make(article: Article, name: str = "Prof. Adeyemi", days: int = 7) -> MadeLink:
        until = now() + timedelta(days=days)
        return make_link(
            actor=cast.editor,
            article_id=article.id,
            invitation=Invitation(name=name, asked="Is the ferry right?", until=until),
            now=now(),
        )

    return make


def come(made: MadeLink, client: Client | None = None) -> Client:
    """Open a link and go on."""
    browser = client or Client()
    answer = browser.post(f"/guest/{made.secret}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/desk/{made.link.article_id}/")
    return browser


def absent(browser: Client) -> bytes:
    """Return what a link that never was answers: the page that all refusals are."""
    answer = browser.get(f"/guest/{'x' * 43}/")
    assert answer.status_code == 404
    return answer.content


class TestTheLink:
    def test_it_says_what_is_asked_and_names_no_piece(self, piece: Make, invite: Invite) -> None:
        made = invite(piece(*IN_REVIEW, title="A canary of a title"))
        answer = Client().get(f"/guest/{made.secret}/")
        assert answer.status_code == 200
        for words in ("Is the ferry right?", "Prof. Adeyemi", "The Tram Stop"):
            assert words in answer.text
        for secret in ("canary", "Mira Talab", "e-account", str(made.link.article_id)):
            assert secret not in answer.text

    def test_a_program_that_looks_at_it_begins_and_spends_nothing(
        self, piece: Make, invite: Invite
    ) -> None:
        made = invite(piece(*IN_REVIEW))
        before = AuditEntry.objects.count()
        program = Client()
        for _ in range(3):
            program.get(f"/guest/{made.secret}/")
            program.head(f"/guest/{made.secret}/")
        assert "house" not in program.cookies
        assert AuditEntry.objects.count() == before
        assert GuestLink.objects.get().last_used_on is None
        come(made)

    def test_going_on_opens_the_sheet_and_the_margin(self, piece: Make, invite: Invite) -> None:
        one = piece(*IN_REVIEW)
        guest = come(invite(one))
        page = guest.get(f"/desk/{one.id}/")
        assert page.status_code == 200
        assert "Prof. Adeyemi" in page.text
        assert "/account/" not in page.text and "/history/" not in page.text
        note = {
            "act": "begin",
            "note": str(uuid4()),
            "message": str(uuid4()),
            "version": 1,
            "start": 1,
            "end": 6,
            "quote": "",
            "text": "A good first word.",
        }
        answer = guest.post(
            f"/desk/{one.id}/notes/", json.dumps(note), content_type="application/json"
        )
        assert answer.status_code == 200, answer.text

    def test_the_writer_sees_the_guests_name_and_no_account(
        self, cast: Cast, see: See, piece: Make, invite: Invite
    ) -> None:
        one = piece(*IN_REVIEW)
        self.test_going_on_opens_the_sheet_and_the_margin(lambda *_: one, invite)
        notes = see(cast.writer).get(f"/desk/{one.id}/notes/").json()["notes"]
        assert [message["name"] for note in notes for message in note["messages"]] == [
            "Prof. Adeyemi"
        ]
        assert "guest-" not in json.dumps(notes)

    def test_where_reviewers_are_unknown_the_guests_name_is_too(
        self, cast: Cast, see: See, piece: Make, invite: Invite
    ) -> None:
        Section.objects.update(anonymity=Anonymity.BOTH_UNKNOWN)
        one = piece(*IN_REVIEW)
        self.test_going_on_opens_the_sheet_and_the_margin(lambda *_: one, invite)
        answer = see(cast.writer).get(f"/desk/{one.id}/notes/")
        assert "Adeyemi" not in answer.text
        assert "Reviewer 1" in answer.text

    def test_it_is_good_more_than_once_and_notes_the_day_alone(
        self, piece: Make, invite: Invite
    ) -> None:
        made = invite(piece(*IN_REVIEW))
        come(made)
        come(made)
        assert GuestLink.objects.get().last_used_on == now().date()

    def test_its_secret_is_kept_nowhere_and_passed_on_to_nobody(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        one = piece(*IN_REVIEW)
        day = (now() + timedelta(days=3)).date().isoformat()
        answer = see(cast.editor).post(
            f"/newsroom/guests/{one.id}/", {"name": "Prof. Adeyemi", "last_day": day, "asked": ""}
        )
        assert answer.status_code == 200
        (secret,) = re.findall(r"/guest/([\w-]{43})/", answer.text)
        assert secret not in see(cast.editor).get(f"/newsroom/guests/{one.id}/").text
        assert secret not in str(list(GuestLink.objects.values()))
        assert secret not in str(list(AuditEntry.objects.values()))
        assert "Adeyemi" not in str(list(AuditEntry.objects.values()))
        opened = Client().get(f"/guest/{secret}/")
        # No address of a page goes along with what the page asks for, only the house's own.
        assert opened["Referrer-Policy"] == "strict-origin"
        assert "no-store" in opened["Cache-Control"]
        assert secret not in Client().post(f"/guest/{secret}/")["Location"]


class TestNothingElse:
    def test_every_address_of_the_house_but_the_articles_own_answers_as_absent(
        self, piece: Make, invite: Invite
    ) -> None:
        one, other = piece(*IN_REVIEW), piece(*IN_REVIEW, title="Another")
        guest = come(invite(one))
        page = absent(guest)
        tried = opened = 0
        for name, address in _addresses(one.id, other.id):
            if name in EVERYBODYS:
                continue
            for answer in (guest.get(address), guest.post(address)):
                tried += 1
                # The desk's own sheet has the same address as the newsroom's, which comes first.
                if name in {*OF_THE_ARTICLE, "desk:editor"} and str(one.id) in address:
                    opened += answer.status_code == 200
                    continue
                if name == "desk:proof":  # the same program for everybody; this is none of it
                    assert answer.status_code in {404, 405}
                    continue
                assert (answer.status_code, answer.content == page) == (404, True), address
        assert opened == 3, "the sheet, by both names, and its notes: acts were not posted"
        assert tried > 150

    def test_the_own_review_is_written_and_anothers_is_not_there(
        self, cast: Cast, see: See, piece: Make, invite: Invite
    ) -> None:
        one = piece(*IN_REVIEW)
        made, other = invite(one), invite(one, "Dr. Osei")
        guest = come(made)
        mine = Reviewer.objects.get(account=made.link.account)
        theirs = Reviewer.objects.get(account=other.link.account)
        assert f"/desk/asked/{mine.id}/" in guest.get(f"/desk/{one.id}/").text
        page = guest.get(f"/desk/asked/{mine.id}/")
        assert page.status_code == 200
        assert '/desk/asked/"' not in page.text and "/leave/" not in page.text
        words = {"describe": "It tells of bread.", "evaluate": "Well.", "suggest": "Go on."}
        answer = guest.post(f"/desk/asked/{mine.id}/", {**words, "version": "0", "act": "hand_in"})
        assert answer.status_code == 302, answer.text
        assert guest.get(f"/desk/asked/{theirs.id}/").content == absent(guest)
        assert guest.get("/desk/asked/").content == absent(guest)
        led = see(cast.editor).get(f"/desk/{one.id}/round/").text
        assert "Prof. Adeyemi" in led and "guest-" not in led

    def test_what_is_not_there_at_all_is_no_different(self, piece: Make, invite: Invite) -> None:
        guest = come(invite(piece(*IN_REVIEW)))
        page = absent(guest)
        for address in ("/nothing/", "/desk/nothing/", f"/desk/{uuid4()}/", "/newsroom/xyz/"):
            assert guest.get(address).content == page

    def test_another_piece_is_not_there_by_the_live_line_either(
        self, piece: Make, invite: Invite
    ) -> None:
        one, other = piece(*IN_REVIEW), piece(*IN_REVIEW, title="Another")
        guest = come(invite(one))
        key = guest.cookies["house"].value
        account, opened = socket._look_up(key, one.id)
        assert (account.username[:6], opened.article) == ("guest-", one)
        with pytest.raises(socket._Closing) as closing:
            socket._look_up(key, other.id)
        assert closing.value.code == socket.HIDDEN

    def test_a_picture_of_another_piece_is_not_shown(self, piece: Make, invite: Invite) -> None:
        guest = come(invite(piece(*IN_REVIEW)))
        assert guest.get(f"/desk/pictures/{'a' * 32}/").content == absent(guest)

    def test_readers_pages_stay_everybodys(self, piece: Make, invite: Invite) -> None:
        guest = come(invite(piece(*IN_REVIEW)))
        assert (
            guest.get("/search?q=ferry").status_code == Client().get("/search?q=ferry").status_code
        )

    def test_nobody_signs_in_with_a_guests_account(self, piece: Make, invite: Invite) -> None:
        made = invite(piece(*IN_REVIEW))
        for password in ("", made.secret):
            answer = Client().post(
                "/account/login/", {"login": made.link.account.username, "password": password}
            )
            assert answer.status_code != 302

    def test_a_guests_account_is_not_asked_to_review_another_piece(
        self, piece: Make, invite: Invite
    ) -> None:
        made = invite(piece(*IN_REVIEW))
        assert askable(piece(*IN_REVIEW), made.link.account.username) is None

    def test_a_guest_is_told_nothing(self, piece: Make, invite: Invite) -> None:
        one = piece(*IN_REVIEW)
        made = invite(one)
        come(made)
        assert not Notice.objects.filter(account=made.link.account).exists()


class TestItsEnd:
    def _ends_alike(self, made: MadeLink, guest: Client) -> None:
        page = absent(Client())
        key = guest.cookies["house"].value
        with pytest.raises(socket._Closing) as closing:
            socket._look_up(key, made.link.article_id)
        assert closing.value.code in {socket.SIGNED_OUT, socket.HIDDEN}
        assert guest.get(f"/desk/{made.link.article_id}/").content == page
        for client in (guest, Client()):
            for answer in (
                client.get(f"/guest/{made.secret}/"),
                client.post(f"/guest/{made.secret}/"),
            ):
                assert (answer.status_code, answer.content) == (404, page)

    def test_cut_off_it_is_over_at_once_also_for_who_is_inside(
        self, cast: Cast, see: See, piece: Make, invite: Invite
    ) -> None:
        made = invite(piece(*IN_REVIEW))
        guest = come(made)
        address = f"/newsroom/guests/{made.link.article_id}/"
        answer = see(cast.editor).post(f"{address}{made.link.id}/")
        assert answer.status_code == 302
        self._ends_alike(made, guest)
        assert "cut off" in see(cast.editor).get(address).text
        assert socket.RECHECK_SECONDS <= 5  # so soon does an open line follow

    def test_after_its_end(self, piece: Make, invite: Invite) -> None:
        made = invite(piece(*IN_REVIEW))
        guest = come(made)
        GuestLink.objects.update(until=now())
        self._ends_alike(made, guest)
        assert close_ended(timezone.now()) == 1
        assert not Account.objects.get(id=made.link.account_id).is_active

    def test_when_the_round_is_over(self, piece: Make, invite: Invite) -> None:
        made = invite(piece(*IN_REVIEW))
        guest = come(made)
        Article.objects.update(state=State.CHANGES_ASKED)
        self._ends_alike(made, guest)

    @pytest.mark.parametrize("change", [str.swapcase, lambda s: s[:-1], lambda s: s + "a"])
    def test_tampered_with(self, piece: Make, invite: Invite, change: Callable[[str], str]) -> None:
        made = invite(piece(*IN_REVIEW))
        answer = Client().get(f"/guest/{change(made.secret)}/")
        assert (answer.status_code, answer.content) == (404, absent(Client()))

    def test_leaving_ends_it_in_this_browser_and_not_the_link(
        self, piece: Make, invite: Invite
    ) -> None:
        made = invite(piece(*IN_REVIEW))
        guest = come(made)
        key = guest.cookies["house"].value
        assert guest.post("/guest/logout/").status_code == 200
        store = import_module(settings.SESSION_ENGINE).SessionStore
        assert not store().exists(key)
        assert guest.get(f"/desk/{made.link.article_id}/").status_code == 302  # asked to sign in
        assert guest.get("/guest/logout/").status_code in {404, 405}
        come(made, guest)


class TestSharedBrowsers:
    def test_a_second_guest_takes_the_place_of_the_first(self, piece: Make, invite: Invite) -> None:
        one, other = piece(*IN_REVIEW), piece(*IN_REVIEW, title="Another")
        first, second = invite(one), invite(other, "Dr. Osei")
        browser = come(first)
        assert "open for a guest of another piece" in browser.get(f"/guest/{second.secret}/").text
        assert browser.get(f"/desk/{one.id}/").status_code == 200  # looking changes nothing
        come(second, browser)
        assert browser.get(f"/desk/{other.id}/").status_code == 200
        assert browser.get(f"/desk/{one.id}/").content == absent(browser)

    def test_who_is_signed_in_is_told_that_going_on_signs_them_out(
        self, cast: Cast, see: See, piece: Make, invite: Invite
    ) -> None:
        one = piece(*IN_REVIEW)
        made = invite(one)
        browser = see(cast.editor)
        page = browser.get(f"/guest/{made.secret}/").text
        assert "signed in as" in page and "e-account" in page
        assert browser.get("/newsroom/").status_code == 200
        key = browser.cookies["house"].value
        come(made, browser)
        assert browser.get("/newsroom/").content == absent(browser)
        store = import_module(settings.SESSION_ENGINE).SessionStore
        assert not store().exists(key)


class TestWhoInvites:
    def test_others_find_no_such_page(
        self, cast: Cast, see: See, piece: Make, invite: Invite
    ) -> None:
        one = piece(*IN_REVIEW)
        made = invite(one)
        for who in (cast.writer, cast.second_writer, cast.moderator, cast.stranger):
            assert see(who).get(f"/newsroom/guests/{one.id}/").status_code == 404
            cut = see(who).post(f"/newsroom/guests/{one.id}/{made.link.id}/")
            assert cut.status_code == 404
        assert see(cast.editor).get(f"/newsroom/guests/{uuid4()}/").status_code == 404
        assert see(None).get(f"/newsroom/guests/{one.id}/").status_code == 302
        other = piece(*IN_REVIEW, title="Another")
        assert (
            see(cast.editor).post(f"/newsroom/guests/{other.id}/{made.link.id}/").status_code == 404
        )
        assert GuestLink.objects.get().ended_at is None

    def test_an_editor_who_writes_it_sees_no_guests_where_reviewers_are_unknown(
        self, cast: Cast, see: See, piece: Make, invite: Invite
    ) -> None:
        Section.objects.update(anonymity=Anonymity.BOTH_UNKNOWN)
        one = piece(*IN_REVIEW)
        invite(one)
        add_contributor(account=cast.second_editor, article_id=one.id)
        assert see(cast.second_editor).get(f"/newsroom/guests/{one.id}/").status_code == 404
        assert "/guests/" not in see(cast.second_editor).get(f"/desk/{one.id}/details/").text
        assert "/guests/" in see(cast.editor).get(f"/desk/{one.id}/details/").text

    @pytest.mark.parametrize(
        ("field", "value", "words"),
        [
            ("last_day", "2020-01-01", "This day is past."),
            ("last_day", "2999-01-01", "90 days at most"),
            ("last_day", "soon", "valid date"),
            ("name", "", "required"),
            ("name", "Adа", "look alike"),
        ],
    )
    def test_what_is_wrong_is_said_beside_its_field(
        self, cast: Cast, see: See, piece: Make, field: str, value: str, words: str
    ) -> None:
        one = piece(*IN_REVIEW)
        given = {"name": "Prof. Adeyemi", "last_day": now().date().isoformat(), "asked": ""}
        answer = see(cast.editor).post(f"/newsroom/guests/{one.id}/", {**given, field: value})
        assert answer.status_code == 422
        wrong = re.search(rf'id="id_{field}_error">([^<]*)<', answer.text)
        assert wrong is not None and words in wrong[1]
        assert not GuestLink.objects.exists()
        assert not Account.objects.filter(username__startswith="guest-").exists()

    def test_before_a_piece_is_in_review_nobody_is_invited(
        self, cast: Cast, see: See, piece: Make, invite: Invite
    ) -> None:
        one = piece(*SUBMITTED)
        assert "Take it up first" in see(cast.editor).get(f"/newsroom/guests/{one.id}/").text
        with pytest.raises(ReviewerRefused, match="Take it up first"):
            invite(one)
        assert not GuestLink.objects.exists()

    def test_of_two_who_cut_it_off_both_are_answered(
        self, cast: Cast, piece: Make, invite: Invite
    ) -> None:
        made = invite(piece(*IN_REVIEW))
        given = {"article_id": made.link.article_id, "link_id": made.link.id}
        first = cut_off(actor=cast.editor, **given, now=now())
        again = cut_off(actor=cast.second_editor, **given, now=now() + timedelta(hours=1))
        assert again.ended_at == first.ended_at
        assert AuditEntry.objects.filter(verb="cut off link").count() == 1


def test_each_page_keeps_to_what_the_house_promises(
    cast: Cast, see: See, piece: Make, invite: Invite
) -> None:
    made = invite(piece(*IN_REVIEW))
    guest = come(made)
    pages = [
        see(cast.editor).get(f"/newsroom/guests/{made.link.article_id}/"),
        Client().get(f"/guest/{made.secret}/"),
        Client().get(f"/guest/{'x' * 43}/"),
        guest.post("/guest/logout/"),
    ]
    for answer in pages:
        page = Page(answer.text)
        assert page.inline == []
        assert all(form["token"] for form in page.forms)
        assert len(page.ids) == len(set(page.ids))
        for control in page.controls:
            assert control.get("id") in page.labelled or control.get("aria-label"), control
        assert page.headings[0] == 1
        assert [one for one in page.addresses if re.match(r"(?:[a-z]+:)?//", one)] == []


def _addresses(one: UUID, other: UUID) -> Iterator[tuple[str, str]]:
    """Yield every address of the house by its name, with either article where it takes one."""
    samples = {"uuid": str(uuid4()), "int": "1", "slug": "some-slug", "str": "word", "path": "a/b"}
    for name, route in _patterns(get_resolver("writingviews.config.urls"), "", ""):
        for article in (one, other):
            filled = re.sub(r"<uuid:article_id>", str(article), route)
            filled = re.sub(r"<(?:(\w+):)?\w+>", lambda m: samples[m[1] or "str"], filled)
            yield name, "/" + filled


def _patterns(resolver: URLResolver, before: str, space: str) -> Iterator[tuple[str, str]]:
    for each in resolver.url_patterns:
        route = str(each.pattern)
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from _patterns(each, before + route, inner)
        elif isinstance(each, URLPattern):
            yield f"{space}{each.name}", _plain(before + route)


def _plain(route: str) -> str:
    """Turn what a regular expression allows into one address that it matches."""
    if "(?P" not in route and "^" not in route and "\\" not in route:
        return route
    route = re.sub(r"\(\?P<\w*key\w*>[^)]*\)", "word", route)
    route = route.replace("(?P<picture_id>[0-9a-f]{32})", "b" * 32)
    route = re.sub(r"\(\?:([\w-]+)[^)]*\)", r"\1", route)
    return route.replace("^", "").replace("$", "").replace("\\", "").replace(".+", "word")
