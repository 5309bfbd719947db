"""A name and a password alone; a second step for who wants one."""

import re
import time
from typing import Final

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.db import IntegrityError, transaction
from django.test import Client

from writingviews.ledger.models import AuditEntry
from writingviews.people.models import Account
from writingviews.people.services import AccountRefused, create_account

from .conftest import PASSWORD, Cast, browser

pytestmark = pytest.mark.django_db

#: Seconds that a code of an authenticator app is good for, and those that a test needs of them.
PERIOD: Final = 30
ENOUGH: Final = 5


def sign_up(client: Client, **changes: str) -> Account | None:
    given = {"username": "newcomer", "password1": "a tram and a teapot", **changes}
    answer = client.post("/account/signup/", given)
    if answer.status_code == 302:
        assert answer["Location"] == "/desk/"
    return Account.objects.filter(username=given["username"]).first()


class TestSigningUp:
    def test_a_name_and_a_password_are_enough(self, visitor: Client) -> None:
        account = sign_up(visitor)
        assert account is not None
        assert visitor.get("/desk/").status_code == 200
        assert AuditEntry.objects.filter(verb="create", subject_id=str(account.id)).exists()
        assert not EmailAddress.objects.exists()

    def test_nothing_else_is_asked(self, visitor: Client) -> None:
        text = visitor.get("/account/signup/").text
        shown = re.findall(r'<input type="(?!hidden)[^"]*" name="([^"]*)"', text)
        assert shown == ["username", "password1"]

    def test_a_name_taken_between_question_and_answer_is_refused_in_words(
        self, visitor: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(  # the other one has not committed when we ask
            "writingviews.people.adapter.account_named", lambda _name: None
        )
        monkeypatch.setattr(Account, "validate_unique", lambda *_a, **_k: None)
        before = Account.objects.count()
        answer = visitor.post(
            "/account/signup/", {"username": "W-Account", "password1": "a tram and a teapot"}
        )
        assert answer.status_code == 200
        assert 'id="id_username_error"' in answer.text
        assert Account.objects.count() == before
        assert visitor.get("/desk/").status_code == 302

    def test_a_name_is_taken_as_it_looks_and_found_however_it_is_typed(
        self, visitor: Client
    ) -> None:
        wide = "".join(chr(ord(letter) + 0xFEE0) for letter in "publisher")
        answer = visitor.post(
            "/account/signup/", {"username": wide, "password1": "a tram and a teapot"}
        )
        assert 'id="id_username_error"' in answer.text
        sign_up(visitor, username="\ufb01shmonger")
        assert Account.objects.filter(username="fishmonger").exists()
        again = Client()
        given = {"login": "\ufb01shmonger", "password": "a tram and a teapot"}
        assert again.post("/account/login/", given)["Location"] == "/newsroom/"

    @pytest.mark.parametrize(
        ("name", "typed"),
        [
            ("Noor", "nOOR"),
            ("Ünal", "\u00fcNAL"),
            ("Ünal", "u\u0308nal"),
            ("علی", "علي"),
            ("نور۱", "نور١"),
            ("Straße", "STRASSE"),
        ],
    )
    def test_all_spellings_of_a_name_are_one_account(
        self, visitor: Client, name: str, typed: str
    ) -> None:
        assert sign_up(visitor, username=name) is not None
        answer = Client().post(
            "/account/signup/", {"username": typed, "password1": "a tram and a teapot"}
        )
        assert "This name is taken" in answer.text
        given = {"login": typed, "password": "a tram and a teapot"}
        assert Client().post("/account/login/", given)["Location"] == "/newsroom/"

    @pytest.mark.parametrize("name", ["w-\u0430ccount", "noor_نور", "نور1۲"])
    def test_a_name_of_several_scripts_is_refused_with_its_cause(
        self, visitor: Client, name: str
    ) -> None:
        before = Account.objects.count()
        answer = visitor.post(
            "/account/signup/", {"username": name, "password1": "a tram and a teapot"}
        )
        assert "mixes the letters or digits of several scripts" in answer.text
        with pytest.raises(AccountRefused, match="several scripts"):
            create_account(username=name, password=PASSWORD, actor=None)
        assert Account.objects.count() == before

    @pytest.mark.usefixtures("cast")
    def test_the_database_itself_takes_no_second_spelling(self) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Account.objects.create_user("W-ACCOUNT")

    @pytest.mark.parametrize(
        "name", ["w-account", "W-ACCOUNT", "publisher", "Públisher", "two words", "...", "ـ", ""]
    )
    def test_a_name_that_cannot_be_is_refused_beside_its_field(
        self, visitor: Client, name: str
    ) -> None:
        before = Account.objects.count()
        answer = visitor.post(
            "/account/signup/", {"username": name, "password1": "a tram and a teapot"}
        )
        assert answer.status_code == 200
        assert 'id="id_username_error"' in answer.text
        assert Account.objects.count() == before

    @pytest.mark.parametrize("password", ["short", "1234567890", "password123", "newcomer12"])
    def test_a_weak_password_is_refused_beside_its_field(
        self, visitor: Client, password: str
    ) -> None:
        assert sign_up(visitor, password1=password) is None
        answer = visitor.post("/account/signup/", {"username": "newcomer", "password1": password})
        assert 'id="id_password1_error"' in answer.text


class TestSigningIn:
    def test_name_and_password_open_the_house(self, visitor: Client) -> None:
        answer = visitor.post("/account/login/", {"login": "W-Account", "password": PASSWORD})
        assert answer["Location"] == "/newsroom/"

    def test_a_wrong_password_says_what_to_mind_and_not_which_was_wrong(
        self, visitor: Client
    ) -> None:
        said = []
        for name in ("w-account", "nobody-here"):
            answer = visitor.post("/account/login/", {"login": name, "password": "wrong"})
            said.append(re.findall(r'<div class="refusal".*?</div>', answer.text, re.DOTALL))
        assert said[0] == said[1]
        assert "do not belong together" in said[0][0]
        assert visitor.get("/desk/").status_code == 302

    def test_signing_out_needs_a_press(self, cast: Cast) -> None:
        client = browser(cast.writer)
        assert client.get("/account/logout/").status_code == 200
        assert client.get("/desk/").status_code == 200
        assert client.post("/account/logout/")["Location"] == "/"
        assert client.get("/desk/").status_code == 302

    def test_a_closed_account_is_told_so(self, cast: Cast, visitor: Client) -> None:
        Account.objects.filter(id=cast.writer.id).update(is_active=False)
        visitor.post("/account/login/", {"login": "w-account", "password": PASSWORD})
        assert visitor.get("/desk/").status_code == 302
        assert "This account is closed" in visitor.get("/account/inactive/").text

    def test_passkeys_are_offered_their_challenge(self, visitor: Client) -> None:
        answer = visitor.get(
            "/account/2fa/webauthn/login/", headers={"X-Requested-With": "XMLHttpRequest"}
        )
        assert answer.json()["request_options"]["publicKey"]["userVerification"] == "required"


class TestDoorsThatNeedAnAddress:
    @pytest.mark.parametrize(
        "address",
        [
            "/account/email/",
            "/account/confirm-email/",
            "/account/confirm-email/key/",
            "/account/login/code/confirm/",
            "/account/password/reset/done/",
            "/account/password/reset/key/1-set-password/",
        ],
    )
    def test_they_are_not_there(self, cast: Cast, address: str) -> None:
        assert browser(cast.writer).get(address).status_code == 404

    def test_a_forgotten_password_is_spoken_of_plainly(self, visitor: Client) -> None:
        answer = visitor.get("/account/password/reset/")
        assert "writingviews manage changepassword" in answer.text
        assert visitor.post("/account/password/reset/", {"email": "a@b.org"}).status_code == 405


class TestPassword:
    def test_it_is_changed_by_who_knows_it(self, cast: Cast) -> None:
        given = {"password1": "an oven and an oud", "password2": "an oven and an oud"}
        client = browser(cast.writer)
        wrong = client.post("/account/password/change/", {"oldpassword": "wrong", **given})
        assert 'id="id_oldpassword_error"' in wrong.text
        client.post("/account/password/change/", {"oldpassword": PASSWORD, **given})
        assert Account.objects.get(id=cast.writer.id).check_password("an oven and an oud")


def proven(cast: Cast) -> Client:
    """Return a browser that has shown just now that it is the writer's."""
    client = browser(cast.writer)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


class TestSecondStep:
    def test_the_house_asks_once_more_before_it_changes_how_one_signs_in(self, cast: Cast) -> None:
        client = browser(cast.writer)
        answer = client.get("/account/2fa/totp/activate/")
        assert answer["Location"].startswith("/account/reauthenticate/?next=")
        wrong = client.post("/account/reauthenticate/", {"password": "wrong"})
        assert "This is not your password." in wrong.text
        assert client.get("/account/2fa/totp/activate/").status_code == 302

    def test_the_app_is_set_up_with_a_square_to_read_and_asked_from_then_on(
        self, cast: Cast, visitor: Client
    ) -> None:
        client = proven(cast)
        page = client.get("/account/2fa/totp/activate/")
        assert 'src="data:image/svg+xml;base64,' in page.text
        assert "img-src 'self' blob: data:" in page["Content-Security-Policy"]
        secret = page.context["form"].secret
        answer = client.post("/account/2fa/totp/activate/", {"code": _code(secret)})
        assert answer["Location"] == "/account/2fa/recovery-codes/"
        assert len(re.findall(r"<code>\d{8}</code>", client.get(answer["Location"]).text)) == 10
        asked = visitor.post("/account/login/", {"login": "w-account", "password": PASSWORD})
        assert asked["Location"] == "/account/2fa/authenticate/"
        assert visitor.get("/desk/").status_code == 302
        wrong = visitor.post("/account/2fa/authenticate/", {"code": "000000"})
        assert "This code is not right, or too old." in wrong.text

    def test_a_recovery_code_opens_once(self, cast: Cast, visitor: Client) -> None:
        client = proven(cast)
        TOTP.activate(cast.writer, "JBSWY3DPEHPK3PXP")
        client.post("/account/2fa/recovery-codes/generate/")
        codes = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES).wrap()
        code = codes.get_unused_codes()[0]
        for works in (True, False):
            visitor.post("/account/login/", {"login": "w-account", "password": PASSWORD})
            visitor.post("/account/2fa/authenticate/", {"code": code})
            assert (visitor.get("/desk/").status_code == 200) is works
            visitor.post("/account/logout/")

    def test_nothing_else_may_show_data_pictures(self, cast: Cast) -> None:
        for address in ("/account/", "/account/2fa/", "/desk/"):
            assert "data:" not in browser(cast.writer).get(address)["Content-Security-Policy"]

    @pytest.mark.parametrize(
        "address",
        [
            "/account/2fa/",
            "/account/2fa/webauthn/",
            "/account/2fa/webauthn/add/",
            "/account/2fa/totp/activate/",
            "/account/password/change/",
            "/account/reauthenticate/",
        ],
    )
    def test_its_pages_stand_in_the_houses_frame(self, cast: Cast, address: str) -> None:
        text = proven(cast).get(address).text
        assert '<header class="bar">' in text
        assert "The Tram Stop" in text


def _code(secret: str) -> str:
    """Return what an authenticator app shows for a secret now, and for seconds to come."""
    if (left := PERIOD - time.time() % PERIOD) < ENOUGH:
        time.sleep(left)
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))
