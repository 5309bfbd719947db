"""Making an account at another door than the sign-up page, under the same protections.

The names that may be taken, the rules of passwords, the number of sign-ups of one sender and the
audit row are those of `people.adapter`; what is refused has a code, for a door may speak another
language than the house.
"""

from typing import Final

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.core.ratelimit import consume
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from writingviews.ledger.services import record_act

from .models import Account

#: What is wrong with a name or a password, by what allauth and Django call it.
_CODES: Final = {
    "username_taken": "taken",
    "unique": "taken",
    "username_blacklisted": "kept_free",
    "scripts": "scripts",
    "password_too_short": "short",
    "password_too_common": "common",
    "password_entirely_numeric": "numeric",
    "password_too_similar": "similar",
}


class SignUpRefused(Exception):
    """An account cannot be made so.

    Args:
        errors: by field ("username", "password") a code: "taken", "kept_free", "scripts",
            "unusable"; "short", "common", "numeric", "similar".
    """

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(", ".join(f"{field}: {code}" for field, code in errors.items()))
        self.errors: Final = errors


def may_sign_up(request: HttpRequest) -> bool:
    """Count a try to sign up and return whether its sender is within the limit, which is one with
    that of the sign-up page."""
    return bool(consume(request, action="signup"))


@transaction.atomic
def sign_up(*, username: str, password: str) -> Account:
    """Make an account from a name and a password.

    Raises:
        SignUpRefused: what is wrong with them, both at once.
    """
    adapter, errors = get_adapter(), dict[str, str]()
    name = username.strip()
    try:
        name = adapter.clean_username(name)
    except ValidationError as error:
        errors["username"] = _code(error, "unusable")
    account = Account(username=name)
    try:
        adapter.clean_password(password, account)
    except ValidationError as error:
        errors["password"] = _code(error, "short")
    if not errors:
        try:
            account.full_clean(exclude=("password",))
        except ValidationError as error:
            errors["username"] = _code(error, "unusable")
    if errors:
        raise SignUpRefused(errors)
    account.set_password(password)
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError:  # of two who choose one name at once, one is told
        raise SignUpRefused({"username": "taken"}) from None
    record_act("create", subject_kind="account", subject_id=account.id, actor=None)
    return account


def sign_in(request: HttpRequest, account: Account) -> None:
    """Sign in who has just signed up."""
    perform_login(request, Login(user=account, signup=True))


def _code(error: ValidationError, other: str) -> str:
    for each in error.error_list if not hasattr(error, "error_dict") else _flat(error):
        if each.code in _CODES:
            return _CODES[each.code]
    return other


def _flat(error: ValidationError) -> list[ValidationError]:
    return [each for several in error.error_dict.values() for each in several]
