"""What the frame of every signed-in page shows: the publication and the doors that are open."""

from dataclasses import dataclass

from django.http import HttpRequest

from writingviews.articles.selectors import publication
from writingviews.people.models import Account, Role
from writingviews.people.selectors import roles_of


@dataclass(frozen=True, slots=True)
class Door:
    """An entry of the house's navigation."""

    name: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class HouseFrame:
    publication_name: str
    account_name: str
    doors: tuple[Door, ...]


def frame(request: HttpRequest) -> dict[str, HouseFrame]:
    """Context processor: `house_frame` for ``house/base.html``. Two queries."""
    account = getattr(request, "user", None)
    signed_in = isinstance(account, Account)
    roles = roles_of(account) if isinstance(account, Account) else frozenset()
    doors: list[tuple[str, str]] = []
    if signed_in:
        doors.append(("Desk", "/desk/"))
        if roles & {Role.EDITOR, Role.PUBLISHER, Role.MENTOR}:
            doors.append(("Newsroom", "/newsroom/"))
        if roles & {Role.MODERATOR, Role.EDITOR, Role.PUBLISHER}:
            doors.append(("Replies", "/moderation/"))
        if Role.PUBLISHER in roles:
            doors.append(("Settings", "/settings/"))
        doors.append(("Account", "/account/"))
    return {
        "house_frame": HouseFrame(
            publication_name=publication().name,
            account_name=account.username if isinstance(account, Account) else "",
            doors=tuple(
                Door(name, href, request.path.startswith(href)) for name, href in doors
            ),
        )
    }
