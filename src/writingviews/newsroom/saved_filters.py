"""Keeping a filter under a name, naming it anew, forgetting it. Each account has its own."""

from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from writingviews.people.models import Account

from .models import SavedFilter

#: Filters an account keeps at most: more are no longer found at a glance.
MOST_SAVED: Final = 12
LONGEST_NAME: Final = 40


class FilterRefused(ValueError):
    """A filter cannot be kept so; the message says why and the mend."""


def saved_filters_of(account: Account) -> list[SavedFilter]:
    """Return what an account has kept, by name. One query."""
    return list(SavedFilter.objects.filter(account=account))


def save_filter(*, actor: Account, name: str, query: str) -> SavedFilter:
    """Keep a filter under a name; one of the same name is replaced.

    Args:
        actor: whose it is.
        name: at most 40 characters.
        query: as `SeekForm.query` writes it; not empty.

    Raises:
        FilterRefused: no name, too long a name, nothing sought, or twelve kept already.
    """
    name = _checked(name)
    if not query:
        raise FilterRefused(gettext("Choose first what is shown; then give it a name."))
    with transaction.atomic():
        held = SavedFilter.objects.select_for_update().filter(account=actor)
        names = {one.name for one in held}
        if name not in names and len(names) >= MOST_SAVED:
            raise FilterRefused(
                gettext("%(most)d filters are the most. Remove one first.") % {"most": MOST_SAVED}
            )
        kept, _made = SavedFilter.objects.update_or_create(
            account=actor, name=name, defaults={"query": query}
        )
    return kept


def rename_filter(*, actor: Account, filter_id: int, name: str) -> None:
    """Give a filter another name.

    Raises:
        SavedFilter.DoesNotExist: the account has no such filter.
        FilterRefused: no name, too long a name, or another filter bears it.
    """
    kept = SavedFilter.objects.get(account=actor, id=filter_id)
    kept.name = _checked(name)
    try:
        with transaction.atomic():
            kept.save(update_fields=("name",))
    except IntegrityError:
        raise FilterRefused(
            gettext("Another filter of yours is called “%s”. Choose another name.") % kept.name
        ) from None


def remove_filter(*, actor: Account, filter_id: int) -> None:
    """Forget a filter.

    Raises:
        SavedFilter.DoesNotExist: the account has no such filter.
    """
    SavedFilter.objects.get(account=actor, id=filter_id).delete()


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise FilterRefused(gettext("Give the filter a name."))
    if len(name) > LONGEST_NAME:
        raise FilterRefused(
            gettext("“%(name)s…” is longer than %(most)d characters. Shorten it.")
            % {"name": name[:20], "most": LONGEST_NAME}
        )
    return name
