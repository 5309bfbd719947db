"""How Django finds who came by a link: anew for each request and each look of a live line."""

from django.contrib.auth.backends import BaseBackend

from writingviews.people.models import Account

from .selectors import link_of


class GuestBackend(BaseBackend):
    """Finds a guest's account as long as its link is good; nobody signs in by it."""

    def get_user(self, user_id: object) -> Account | None:
        """Return the guest's account; None from the moment on at which the link is cut off."""
        link = link_of(user_id)  # type: ignore[arg-type]  # Django reads the id as the model does
        return link.account if link is not None else None
