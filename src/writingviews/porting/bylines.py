"""Which byline a name in an import stands for."""

from collections.abc import Collection
from uuid import UUID

from writingviews.people.models import Account, Byline
from writingviews.people.selectors import holders_of
from writingviews.people.services import clean_name, create_byline


def byline_for(name: str, *, language: str, signatories: Collection[Account]) -> Byline:
    """Return the byline of a name: one of the signatories', else nobody's, else a new one.

    A byline that somebody else stands behind is never returned, whoever bears the same name: an
    import must not put words into a person's mouth. Two bylines may be called the same; their
    addresses tell them apart. Two queries, three for a new name.

    Args:
        name: as the file has it.
        language: of the piece, for a byline that is made.
        signatories: accounts whose own bylines the import may sign with.

    Raises:
        writingviews.people.services.BylineRefused: the name is empty, too long or has control
            characters.
    """
    found = list(Byline.objects.filter(name=clean_name(name)).order_by("slug"))
    holders = holders_of(found)
    theirs = {account.pk for account in signatories}
    for byline in found:
        if holders[byline.id] & theirs:
            return byline
    for byline in found:
        if not holders[byline.id]:
            return byline
    return create_byline(name=name, language=language)


def signing(accounts: Collection[Account], bylines: Collection[Byline]) -> list[Account]:
    """Return those of the accounts that stand behind one of the bylines. One query."""
    if not accounts or not bylines:
        return []
    behind = frozenset[UUID]().union(*holders_of(bylines).values())
    return [account for account in accounts if account.pk in behind]
