"""How allauth's sign-up and sign-in meet the house's own rules and words."""

from typing import ClassVar

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

from writingviews.ledger.services import record_act

from .models import Account


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Sign-up writes the audit row that `services.create_account` writes."""

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
        """Look at a name as it is stored: wide letters that read "admin" are "admin"."""
        name = Account.normalize_username(username)
        cleaned: str = super().clean_username(name, shallow=shallow)
        return cleaned

    def authenticate(self, request: HttpRequest, **credentials: object) -> AbstractBaseUser | None:
        """Find an account however its name's letters are composed on this keyboard."""
        if isinstance(name := credentials.get("username"), str):
            credentials["username"] = Account.normalize_username(name)
        found: AbstractBaseUser | None = super().authenticate(request, **credentials)
        return found

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
