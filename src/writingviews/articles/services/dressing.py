"""How the publication looks: its colour and its mark."""

from django.db import transaction

from writingviews.articles.accents import Accent, checked_accent
from writingviews.articles.models import Publication
from writingviews.articles.seen import hold_to, seen_as
from writingviews.ledger.models import ChangeKind
from writingviews.ledger.services import record_act, record_change
from writingviews.people.models import Account


def dressed_as(row: Publication) -> str:
    """Return what `dress_publication` asks for as `seen`."""
    return seen_as(*_dress(row))


@transaction.atomic
def dress_publication(
    *, actor: Account | None, accent: Accent, mark: str = "", seen: str = ""
) -> Publication:
    """Give the publication another colour or mark; every page is printed anew.

    Args:
        actor: None for the house.
        accent: is checked once more.
        mark: a picture's id; "" for none.
        seen: how it stood when the change was begun, of `dressed_as`.

    Raises:
        AccentRefused: it cannot be read on the site's pages.
        SettingsMoved: somebody else was first.
    """
    accent = checked_accent(accent.light, accent.dark)
    row = Publication.objects.select_for_update().order_by("id").get()
    hold_to(seen, *_dress(row))
    former = _dress(row)
    row.accent, row.accent_dark, row.mark = accent.light, accent.dark, mark
    if _dress(row) == former:
        return row
    row.save(update_fields=("accent", "accent_dark", "mark"))
    record_act(
        "dress",
        subject_kind="publication",
        subject_id=str(row.pk),
        actor=actor.id if actor else None,
        accent=row.accent,
        accent_dark=row.accent_dark,
        mark=row.mark,
        former=former,
    )
    record_change(ChangeKind.PUBLICATION)
    return row


def _dress(row: Publication) -> tuple[str, ...]:
    return row.accent, row.accent_dark, row.mark
