"""What the frame of every signed-in page shows: the publication and the doors that are open."""

from dataclasses import dataclass, replace
from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext

from writingviews.articles.lifecycle import State
from writingviews.articles.selectors import (
    PublicationMissing,
    articles_in_states,
    publication,
    waiting_in,
)
from writingviews.newsroom.guest_door import guest_of
from writingviews.notices.selectors import MOST_COUNTED, unread_count
from writingviews.people.chapter_selectors import READERS, chapters_of
from writingviews.people.models import Account, Role
from writingviews.people.selectors import GUARDED, standing_of
from writingviews.people.staying import LONGEST_IDLE
from writingviews.replies.models import ReplyState
from writingviews.replies.selectors import replies_in

_EDITORS = frozenset({Role.EDITOR, Role.PUBLISHER})
#: Chapters with an entry of their own; who reads for more finds the others on their desk.
MOST_CHAPTERS: Final = 3


@dataclass(frozen=True, slots=True)
class Door:
    """An entry of the house's navigation.

    Args:
        name: what it is called.
        href: its address.
        current: whether the page shown is behind it.
        here: whether it leads to the very page shown.
        waiting: how many things wait behind it for this person; 0 where nothing does.
        waiting_words: the same as a sentence for those who do not see the number's place.
    """

    name: str
    href: str
    current: bool
    here: bool
    waiting: int = 0
    waiting_words: str = ""


@dataclass(frozen=True, slots=True)
class HouseFrame:
    """What stands around a page.

    Args:
        publication_name, account_name: "" where there is none.
        doors: those that are open.
        notices: how many this person has not read.
        guest: what a guest is called, who has nothing around a page but the way out; "" for others.
        second_step: whether roles wait until this person has set up a second factor.
        idle: seconds without a key or a pointer after which the page is left; 0 for never.
    """

    publication_name: str
    account_name: str
    doors: tuple[Door, ...]
    notices: int = 0
    guest: str = ""
    second_step: bool = False
    idle: int = 0

    @property
    def notices_shown(self) -> str:
        """The number on the bell."""
        return f"{MOST_COUNTED}+" if self.notices > MOST_COUNTED else str(self.notices)


def frame(request: HttpRequest) -> dict[str, HouseFrame]:
    """Context processor: `house_frame` for ``house/base.html``. Three to five short queries."""
    account = getattr(request, "user", None)
    if not isinstance(account, Account):
        return {"house_frame": HouseFrame(_publication_name(), "", ())}
    if guest := guest_of(request):
        return {"house_frame": HouseFrame(_publication_name(), "", (), guest=guest.name)}
    standing = standing_of(account)
    guarded = bool((standing.roles | standing.held_back) & GUARDED)
    return {
        "house_frame": HouseFrame(
            publication_name=_publication_name(),
            account_name=account.username,
            doors=tuple(_doors(account, standing.roles, request.path)),
            notices=unread_count(account),
            second_step=bool(standing.held_back),
            idle=LONGEST_IDLE if guarded else 0,
        )
    }


def _publication_name() -> str:
    try:
        return publication().name
    except PublicationMissing:  # the page that fails because of it must still be shown
        return ""


def _doors(account: Account, roles: frozenset[Role], path: str) -> list[Door]:
    def door(name: str, href: str, waiting: int = 0, waiting_words: str = "") -> Door:
        return Door(name, href, path.startswith(href), path == href, waiting, waiting_words)

    doors = [door(gettext("Desk"), "/desk/")]
    doors += [
        door(name, href, waiting, _submitted(waiting)) for name, href, waiting in _chapters(account)
    ]
    if any(one.current for one in doors[1:]):  # a chapter's desk is not one's own
        doors[0] = replace(doors[0], current=False)
    if roles & _EDITORS:
        submitted = articles_in_states([State.SUBMITTED]).count()
        doors.append(door(gettext("Newsroom"), "/newsroom/", submitted, _submitted(submitted)))
    else:
        doors.append(door(gettext("Waiting"), "/newsroom/"))
    if roles & (_EDITORS | {Role.MODERATOR}):
        held = replies_in(ReplyState.HELD).count()
        words = ngettext("%d reply held", "%d replies held", held) % held
        doors.append(door(gettext("Replies"), "/moderation/", held, words))
    if Role.PUBLISHER in roles:
        doors.append(door(gettext("Settings"), "/settings/"))
    return doors


def _submitted(number: int) -> str:
    return ngettext("%d piece submitted", "%d pieces submitted", number) % number


def _chapters(account: Account) -> list[tuple[str, str, int]]:
    """Return name, desk and number of pieces handed in of the chapters an account reads for.
    One query, two for who reads for any."""
    language = get_language() or "en"
    chapters = list(chapters_of(account, READERS)[:MOST_CHAPTERS])
    waiting = waiting_in(chapters) if chapters else {}
    return [
        (
            chapter.name_in(language),
            reverse("chapters:desk", args=[chapter.slug]),
            waiting.get(chapter.id, 0),
        )
        for chapter in chapters
    ]
