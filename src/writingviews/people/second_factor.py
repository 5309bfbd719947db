"""A second factor's row keeps no time of use, and of its making the day."""

from datetime import UTC

from allauth.mfa.models import Authenticator


def forget_the_time(instance: Authenticator, **_more: object) -> None:
    """Take from a row, before it is written, when it was last used and the hour it was made.

    A time of use, kept for every sign-in, ties an account to a connection that somebody else logs
    (decision 8). Nothing in the house asks for it.
    """
    instance.last_used_at = None
    made = instance.created_at.astimezone(UTC)
    instance.created_at = made.replace(hour=0, minute=0, second=0, microsecond=0)
