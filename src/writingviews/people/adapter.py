"""How allauth's sign-up and sign-in meet the house's own rules and words."""

from threading import BoundedSemaphore
from time import monotonic, sleep
from typing import ClassVar, Final

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from writingviews.house.senders import Senders
from writingviews.house.settings import house_settings
from writingviews.ledger.services import record_act

from .guessing import Guessing, TriedTooOften, Turn
from .models import Account
from .names import sign_in_key
from .selectors import account_named

#: Names to `is_reauthentication_required` what gives others power in the house.
GIVING_RIGHTS: Final = "giving rights"

_guessing = Guessing()
_senders = Senders()
#: Tries that wait for their turn at once; each holds a thread.
_waiting: Final = BoundedSemaphore(32)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Sign-up writes the audit row that `services.create_account` writes; guesses wait."""

    _turn: Turn

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "username_blacklisted": _("This name is kept free. Choose another one."),
        "username_taken": _("This name is taken. Choose another one."),
        "username_password_mismatch": _(
            "This name and this password do not belong together. Mind capital letters."
        ),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your present password."),
        "too_many_login_attempts": _("It was tried too often. Wait a minute and try again."),
    }

    def clean_username(
        self,
        username: str,
        shallow: bool = False,  # noqa: FBT001, FBT002 - allauth's signature
    ) -> str:
        """Look at a name as it is stored and as it looks: wide letters that read "admin" are so."""
        name = Account.normalize_username(username)
        cleaned: str = super().clean_username(name, shallow=True)
        key = sign_in_key(cleaned)
        if key in {sign_in_key(kept) for kept in app_settings.USERNAME_BLACKLIST}:
            raise self.validation_error("username_blacklisted")
        if not shallow and account_named(cleaned):
            raise self.validation_error("username_taken")
        return cleaned

    def authenticate(self, request: HttpRequest, **credentials: object) -> AbstractBaseUser | None:
        """Find an account however its name's letters are typed on this keyboard."""
        if isinstance(name := credentials.get("username"), str):
            # The same two queries whether or not there is such an account.
            account = account_named(name)
            credentials["username"] = account.username if account else sign_in_key(name)
        found: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if found:
            _guessing.was_right(self._turn)
        return found

    def pre_authenticate(self, request: HttpRequest, **credentials: object) -> None:
        """Let a try wait for its turn, instead of allauth's lock on a name that all share."""
        address, name = str(request.META.get("REMOTE_ADDR", "")), str(credentials["username"])
        try:
            self._turn = _guessing.take_turn(address, sign_in_key(name), now=monotonic())
            if self._turn.wait:
                _wait(self._turn.wait)
        except TriedTooOften as refusal:
            raise self.validation_error("too_many_login_attempts") from refusal

    def is_reauthentication_required(self, *, app: str, **more: object) -> bool:
        """Ask again who somebody is: for the own way of signing in always, for giving rights where
        the house demands a second factor."""
        if app == GIVING_RIGHTS:
            return house_settings().second_factor
        required: bool = super().is_reauthentication_required(app=app, **more)
        return required

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return a keyed hash of the address: allauth's own rate limits keep nothing else."""
        address = str(request.META.get("REMOTE_ADDR", ""))
        return _senders.mark(address, now=monotonic()).hex()

    @transaction.atomic
    def save_user(
        self,
        request: HttpRequest,
        user: AbstractBaseUser,
        form: BaseForm,
        commit: bool = True,  # noqa: FBT001, FBT002 - allauth's signature
    ) -> AbstractBaseUser:
        saved: AbstractBaseUser = super().save_user(request, user, form, commit)
        record_act("create", subject_kind="account", subject_id=saved.pk, actor=None)
        return saved


def _wait(seconds: float) -> None:
    """Sleep; refuse where too many do already.

    Raises:
        TriedTooOften: all places to wait are taken. Who has not tried wrongly needs none.
    """
    if not _waiting.acquire(blocking=False):
        raise TriedTooOften
    try:
        sleep(seconds)
    finally:
        _waiting.release()


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is untyped
    """The words of the second factor."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right, or too old. Take a fresh one."),
    }

    def generate_authenticator_name(self, user: Account, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's signature
        number: int = Authenticator.objects.filter(user=user, type=type).count() + 1
        if number == 1:
            return gettext("My passkey")
        return gettext("My passkey %d") % number
