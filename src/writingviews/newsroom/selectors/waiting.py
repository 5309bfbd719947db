"""What waits for somebody, whatever they are in the house: the first page after they sign in."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from writingviews.articles.contributors import contributed_ids
from writingviews.articles.lifecycle import State
from writingviews.articles.models import Article, Reviewer
from writingviews.articles.reviewers import open_requests, requests_for
from writingviews.articles.selectors import CENTRAL, readable_by
from writingviews.calls.selectors import pitches_waiting
from writingviews.people.chapter_selectors import EDITORS, chapter_ids_of
from writingviews.people.models import Account, ChapterRole, Role
from writingviews.people.selectors import roles_of
from writingviews.replies.models import ReplyState
from writingviews.replies.selectors import replies_in
from writingviews.review.models import PeerReview

from .answering import letter_unanswered, wants_second
from .rows import UNDER_WORK, PieceRow, rows_in_order
from .seeking import late

#: Pieces of a group before the rest is left to the list.
GROUP_ROWS: Final = 12
_EDITORS: Final = frozenset({Role.EDITOR, Role.PUBLISHER})
#: The states in which a piece waits for somebody: what is published is not read through for it.
_ACTED_ON: Final = (State.DRAFT, *UNDER_WORK)


@dataclass(frozen=True, slots=True)
class Group:
    """Pieces that wait for one thing.

    Args:
        key: its name in the page.
        name: its heading.
        rows: the first of them, longest waiting first.
        total: how many there are.
        late: how many of them are late.
        rest: the address of the list that holds all; "" where there is none.
        as_: what whoever looks is to these pieces: "editor", "second" (the second of two persons),
            "writer", "answering" (who got a letter), "reviewer", "reader" (a mentor).
        mixed: whether they stand in several states, so that each must say its own.
    """

    key: str
    name: Promise
    rows: tuple[PieceRow, ...]
    total: int
    late: int
    rest: str
    as_: str
    mixed: bool = False

    @property
    def more(self) -> int:
        return self.total - len(self.rows)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Pieces under work that wait for others: how many, and where they are listed."""

    name: Promise
    total: int
    href: str


@dataclass(frozen=True, slots=True)
class Errand:
    """Things that wait on a page of their own: how many, and what is done there."""

    key: str
    name: Promise
    total: int
    act: Promise
    href: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for an account.

    Args:
        groups: pieces, by what is to be done; empty groups are left out.
        errands: what waits on other pages; those where nothing waits are left out.
        elsewhere: pieces under work that wait for others.
    """

    groups: tuple[Group, ...]
    errands: tuple[Errand, ...]
    elsewhere: tuple[Elsewhere, ...]

    @property
    def for_me(self) -> int:
        pieces = sum(group.total for group in self.groups)
        return pieces + sum(errand.total for errand in self.errands)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A group before it is read: which pieces, in which order, where all of them stand."""

    key: str
    name: Promise
    which: Q
    rest: str = ""
    as_: str = "editor"
    order: str = "stands_since"
    mixed: bool = False


def waiting_for(account: Account, *, now: datetime) -> Waiting:
    """Return what waits for an account in every role it has, the longest waiting first.

    The number of queries depends on the roles, not on how much waits.
    """
    roles = roles_of(account)
    edits = bool(roles & _EDITORS)
    asked = [
        *_of_reviewer(account),
        *_of_editor(account, now, central=edits),
        *_of_mentor(account),
        *_of_writer(account),
    ]
    others = _of_others(account) if edits else []
    conditions = {f"of_{each.key}": each.which for each in asked}
    readable = Article.objects.filter(readable_by(account), state__in=_ACTED_ON)
    counted = readable.aggregate(
        **{key: Count("id", filter=which) for key, which in conditions.items()},
        **{
            f"{key}_late": Count("id", filter=which & late(now))
            for key, which in conditions.items()
        },
        **{f"other_{n}": Count("id", filter=which) for n, (_name, which, _to) in enumerate(others)},
    )
    groups = _filled(asked, counted, readable, account)
    moderates = bool(roles & (_EDITORS | {Role.MODERATOR}))
    return Waiting(
        groups=tuple(group for group in groups if group.total),
        errands=tuple(one for one in _errands(account, moderates=moderates) if one.total),
        elsewhere=tuple(
            Elsewhere(name, total, href)
            for n, (name, _which, href) in enumerate(others)
            if (total := counted[f"other_{n}"])
        ),
    )


def _filled(
    asked: Collection[_Asked],
    counted: dict[str, int],
    readable: QuerySet[Article],
    account: Account,
) -> list[Group]:
    """Read the first pieces of each group. A query a group, and those of the rows."""
    first: dict[str, list[UUID]] = {
        each.key: list(
            readable.filter(each.which)
            .order_by(each.order, "id")
            .values_list("id", flat=True)[:GROUP_ROWS]
        )
        for each in asked
    }
    every = dict.fromkeys(one for ids in first.values() for one in ids)
    rows = {row.id: row for row in rows_in_order(list(every), viewer=account)}
    dues = dict(
        requests_for(account)
        .filter(article_id__in=first["asked"], round=F("article__round"))
        .values_list("article_id", "due")
    )
    return [
        Group(
            key=each.key,
            name=each.name,
            rows=tuple(
                replace(rows[one], due=dues.get(one)) for one in first[each.key] if one in rows
            ),
            total=counted[f"of_{each.key}"],
            late=counted[f"of_{each.key}_late"] if each.as_ == "editor" else 0,
            rest=each.rest,
            as_=each.as_,
            mixed=each.mixed,
        )
        for each in asked
    ]


def _errands(account: Account, *, moderates: bool) -> list[Errand]:
    """Three queries at most."""
    pitches = pitches_waiting(account)
    found = [
        Errand(
            "asked-for",
            _("You are asked for a piece"),
            pitches.asked_for,
            _("Say yes or no"),
            f"{reverse('pieces:pitches')}#mine",
        ),
        Errand(
            "own-pitches",
            _("Your pitches that are answered"),
            pitches.own,
            _("Reply, or begin the piece"),
            f"{reverse('pieces:pitches')}#mine",
        ),
        Errand(
            "pitches",
            _("Pitches to answer"),
            pitches.to_answer,
            _("Answer, ask, or accept"),
            reverse("newsroom:pitches"),
        ),
    ]
    if moderates:
        found.append(
            Errand(
                "replies",
                _("Readers’ replies, held"),
                replies_in(ReplyState.HELD).count(),
                _("Let through or put aside"),
                reverse("moderation:held"),
            )
        )
    return found


def _of_reviewer(account: Account) -> list[_Asked]:
    return [
        _Asked(
            "asked",
            _("You were asked to review these"),
            # An editor may ask a writer unknowingly: who writes it is not told.
            Q(id__in=_owed_by(account)) & ~Q(id__in=contributed_ids(account)),
            as_="reviewer",
        )
    ]


def _owed_by(account: Account) -> "QuerySet[Reviewer, UUID]":
    """Return the ids of the articles whose review an account still owes."""
    handed_in = PeerReview.objects.filter(handed_in_at__isnull=False).values("request_id")
    owed = open_requests().filter(account=account).exclude(id__in=handed_in)
    return owed.values_list("article_id", flat=True)


def _of_mentor(account: Account) -> list[_Asked]:
    chapters = chapter_ids_of(account, {ChapterRole.MENTOR})
    return [
        _Asked(
            "to-read",
            _("Handed in to your chapter: read along"),
            Q(
                chapter_id__in=chapters,
                sent_up_at=None,
                state__in=[State.SUBMITTED, State.IN_REVIEW],
            ),
            as_="reader",
        )
    ]


def _of_editor(account: Account, now: datetime, *, central: bool) -> list[_Asked]:
    """What waits for an editor, of the house or of chapters: first what only they know, last what
    others forgot."""
    field = Q(chapter_id__in=chapter_ids_of(account, EDITORS), sent_up_at=None)
    if central:
        field |= CENTRAL
    return [
        replace(each, which=field & each.which, rest=each.rest if central else "")
        for each in _for_editing(account, now)
    ]


def _for_editing(account: Account, now: datetime) -> list[_Asked]:
    mine = Q(editor=account)
    return [
        _Asked(
            "with-me",
            _("You took these up"),
            Q(state=State.IN_REVIEW) & mine,
            _listed(state=State.IN_REVIEW, who="me"),
        ),
        _Asked(
            "back",
            _("Back with you: submitted again"),
            Q(state=State.SUBMITTED) & mine,
            _listed(state=State.SUBMITTED),
        ),
        _Asked(
            "submitted",
            _("Submitted, waiting for an editor"),
            Q(state=State.SUBMITTED) & (~mine | Q(editor=None)),
            _listed(state=State.SUBMITTED),
        ),
        _Asked(
            "overdue",
            _("Due, but not published"),
            Q(state=State.SCHEDULED) & late(now),
            _listed(state=State.SCHEDULED, when="late"),
            order="scheduled_for",
        ),
        _Asked(
            "second",
            _("A second person is wanted"),
            wants_second(account),
            as_="second",
        ),
        _Asked(
            "accepted",
            _("Accepted, to be published or scheduled"),
            Q(state=State.ACCEPTED) & ~wants_second(account),
            _listed(state=State.ACCEPTED),
        ),
        _Asked(
            "late",
            _("Late with others"),
            (Q(state=State.CHANGES_ASKED) | (Q(state=State.IN_REVIEW) & (~mine | Q(editor=None))))
            & late(now),
            _listed(when="late"),
            mixed=True,
        ),
    ]


def _of_writer(account: Account) -> list[_Asked]:
    own = Q(id__in=contributed_ids(account))
    return [
        _Asked(
            "letters",
            _("Letters to answer"),
            own & letter_unanswered(),
            reverse("pieces:shelf", args=["changes"]),
            as_="answering",
        ),
        _Asked(
            "changes",
            _("Changes asked of you"),
            own & Q(state=State.CHANGES_ASKED) & ~letter_unanswered(),
            reverse("pieces:shelf", args=["changes"]),
            as_="writer",
        ),
        _Asked(
            "drafts",
            _("Your drafts"),
            own & Q(state=State.DRAFT),
            reverse("pieces:shelf", args=["drafts"]),
            order="-stands_since",
            as_="writer",
        ),
    ]


def _of_others(account: Account) -> list[tuple[Promise, Q, str]]:
    mine = Q(editor=account)
    return [  # of the house: what is under way in a chapter is counted there
        (
            _("with other editors"),
            CENTRAL & Q(state=State.IN_REVIEW) & (~mine | Q(editor=None)),
            _listed(state=State.IN_REVIEW),
        ),
        (
            _("with their writers"),
            CENTRAL & Q(state=State.CHANGES_ASKED),
            _listed(state=State.CHANGES_ASKED),
        ),
        (_("scheduled"), CENTRAL & Q(state=State.SCHEDULED), _listed(state=State.SCHEDULED)),
    ]


def _listed(**sought: str) -> str:
    """Return the address of the list of what is sought, longest waiting first."""
    return f"{reverse('newsroom:pieces')}?{urlencode({**sought, 'order': 'longest'})}"
