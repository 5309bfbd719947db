"""Making links, coming in by them, and cutting them off."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from writingviews.articles.models import Reviewer, ReviewerKind
from writingviews.articles.services.reviewing import (
    Asking,
    ReviewerRefused,
    ask_reviewer,
    end_reviewer,
)
from writingviews.language.scripts import could_pose
from writingviews.ledger.services import record_act
from writingviews.notices.services import mute
from writingviews.people.models import Account

from .models import GuestLink
from .selectors import ended_links, fingerprint_of

#: How long a link may be good.
LONGEST: Final = timedelta(days=90)
#: Links of one article that are good at the same time.
MOST: Final = 20
LONGEST_NAME: Final = 80
LONGEST_ASKED: Final = 1000


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a link is made for.

    Args:
        name: what the guest is called on the sheet.
        asked: what is asked of them; may be "".
        until: aware moment from which the link is good for nothing.
    """

    name: str
    asked: str
    until: datetime


@dataclass(frozen=True, slots=True)
class MadeLink:
    """A new link with its secret, which is known now and never again."""

    link: GuestLink
    secret: str


@transaction.atomic
def make_link(
    *, actor: Account, article_id: UUID, invitation: Invitation, now: datetime
) -> MadeLink:
    """Make a link by which a guest reviews the round an article is in.

    Raises:
        ReviewerRefused: the article is not in review, it is not for this person to ask, the name
            cannot be, there are too many, or the end is past or too far; `field` says what of it.
    """
    name = _checked_name(invitation.name)
    asked = invitation.asked.replace("\x00", "").strip()
    if len(asked) > LONGEST_ASKED:
        raise ReviewerRefused(
            f"That is {len(asked):,} characters; {LONGEST_ASKED:,} are the most.", "asked"
        )
    if invitation.until > now + LONGEST + timedelta(days=1):
        raise ReviewerRefused(
            f"A link is good for {LONGEST.days} days at most. Choose an earlier day.", "until"
        )
    still_good = GuestLink.objects.filter(article=article_id, ended_at=None, until__gt=now)
    if still_good.count() >= MOST:
        raise ReviewerRefused(f"This piece has {MOST} links already. Cut one off first.")
    account = Account.objects.create_user(f"guest-{secrets.token_hex(8)}")
    # There is no page of notices for a guest, so none are kept.
    mute(actor=account, everything=True, kinds=())
    ask_reviewer(
        actor=actor,
        article_id=article_id,
        account=account,
        asking=Asking(kind=ReviewerKind.GUEST, until=invitation.until),
        now=now,
    )
    secret = secrets.token_urlsafe(32)
    link = GuestLink.objects.create(
        article_id=article_id,
        account=account,
        name=name,
        asked=asked,
        fingerprint=fingerprint_of(secret),
        made_by=actor,
        made_at=now,
        until=invitation.until,
    )
    # Neither the secret nor the name: the ledger names nobody.
    record_act("make link", subject_kind="article", subject_id=article_id, actor=actor.id, at=now)
    return MadeLink(link, secret)


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise ReviewerRefused("Write the name the guest shall bear on the sheet.", "name")
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise ReviewerRefused(
            f"Write the name in {LONGEST_NAME} characters at most, none of them invisible.", "name"
        )
    if could_pose(name):
        raise ReviewerRefused(
            "The name mixes letters of several scripts that look alike. Write it in one.", "name"
        )
    return name


@transaction.atomic
def cut_off(*, actor: Account, article_id: UUID, link_id: UUID, now: datetime) -> GuestLink:
    """End a link at once, with every session and line that came by it. Twice is harmless.

    What the guest wrote stays.

    Raises:
        GuestLink.DoesNotExist: the article has no such link.
        ReviewerRefused: it is not for this person to end.
    """
    link = GuestLink.objects.select_for_update().get(id=link_id, article=article_id)
    for request in Reviewer.objects.filter(article=article_id, account=link.account_id):
        end_reviewer(actor=actor, article_id=article_id, reviewer_id=request.id, now=now)
    if link.ended_at is not None:
        return link
    link.ended_at = now
    link.save(update_fields=("ended_at",))
    Account.objects.filter(id=link.account_id).update(is_active=False)
    record_act(
        "cut off link", subject_kind="article", subject_id=article_id, actor=actor.id, at=now
    )
    return link


@transaction.atomic
def note_use(link: GuestLink, *, today: date) -> None:
    """Note the day on which a guest came in."""
    record_act(
        "come by link", subject_kind="article", subject_id=link.article_id, actor=link.account_id
    )
    GuestLink.objects.filter(id=link.id).update(last_used_on=today)


def close_ended(now: datetime) -> int:
    """Close the accounts of guests whose links are past their end; return how many. One query."""
    ended = ended_links(now).values("account_id")
    return Account.objects.filter(id__in=ended).update(is_active=False)
