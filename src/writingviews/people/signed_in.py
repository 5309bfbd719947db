"""Who asks, for views behind a sign-in."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from .models import Account


def signed_in(request: HttpRequest) -> Account:
    """Return the account behind a request that `login_required` has let through.

    Raises:
        PermissionDenied: nobody is signed in; a view without that guard is told so.
    """
    if not isinstance(request.user, Account):
        raise PermissionDenied
    return request.user
