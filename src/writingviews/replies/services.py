"""Receiving a reply, letting it through, putting it aside."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from writingviews.articles.lifecycle import State
from writingviews.articles.models import Article
from writingviews.ledger.models import ChangeKind
from writingviews.ledger.services import record_act, record_change
from writingviews.notices.services import tell_moderators
from writingviews.people.models import Account

from .learning import learnt
from .models import Reply, ReplyContact, ReplyState

MAX_NAME: Final = 80
MAX_TEXT: Final = 5000
#: ZWNJ and ZWJ shape the letters of Persian and Arabic names, though Python calls them unprintable.
_JOINERS: Final = frozenset("\u200c\u200d")


#: How many that wait are judged anew after a decision: those a moderator comes to next.
_JUDGED_ANEW: Final = 200


class AlreadyDecided(Exception):
    """Somebody else decided on a reply meanwhile; `reply` says how it stands now."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(f"The reply {reply.pk} is {reply.state} by now. Read the list again.")
        self.reply: Final = reply


class ReplyRefused(Exception):
    """A reply cannot be taken; `errors` maps a field to a message key of `MESSAGES`."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(" ".join(MESSAGES[key] for key in errors.values()))
        self.errors: Final = errors


#: What a reader is told; the site translates the sentence.
MESSAGES: Final = {
    "name": "Write the name you want to appear under.",
    "name_long": "The name is too long: 80 characters are the most.",
    "text": "Write your reply.",
    "text_long": "The reply is too long: 5,000 characters are the most.",
    "email": "This is not an e-mail address. Correct it, or leave the field empty.",
    "parent": "The reply you answer is not there any more.",
    "closed": "Replies to this article are closed.",
}


@transaction.atomic
def receive_reply(
    *,
    article: Article,
    name: str,
    text: str,
    email: str = "",
    parent_id: UUID | None = None,
    now: datetime,
) -> Reply:
    """Store a reader's reply, held until a person lets it through.

    An answer to an answer becomes an answer to the same reply: threads are one level deep.

    Raises:
        ReplyRefused: a field is missing or wrong; all of them at once.
    """
    # First without what nobody sees, so that a name of it alone counts as none.
    name = "".join(
        each for each in " ".join(name.split()) if each in _JOINERS or each.isprintable()
    )
    name, text, email = name.strip(), text.replace("\x00", "").strip(), email.strip()
    errors = _errors(name, text, email)
    if article.state != State.PUBLISHED:
        errors[""] = "closed"
    parent = None
    if parent_id is not None:
        parent = Reply.objects.filter(id=parent_id, article=article, state=ReplyState.SHOWN).first()
        if parent is None:
            errors[""] = "parent"
        elif parent.parent_id is not None:
            parent = Reply.objects.get(id=parent.parent_id)
    if errors:
        raise ReplyRefused(errors)
    judgement = learnt().judge(name, text)
    reply = Reply.objects.create(
        article=article,
        likely_spam=judgement.likely_spam,
        reasons=list(judgement.reasons),
        parent=parent,
        name=name,
        text=text,
        received_at=now.replace(second=0, microsecond=0),
    )
    if email:
        ReplyContact.objects.create(reply=reply, email=email)
    record_act("receive", subject_kind="reply", subject_id=reply.id, actor=None)
    tell_moderators()
    return reply


def _errors(name: str, text: str, email: str) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not name.strip("".join(_JOINERS)):
        errors["name"] = "name"
    elif len(name) > MAX_NAME:
        errors["name"] = "name_long"
    if not text:
        errors["text"] = "text"
    elif len(text) > MAX_TEXT:
        errors["text"] = "text_long"
    if email:
        try:
            validate_email(email)
        except ValidationError:
            errors["email"] = "email"
    return errors


@transaction.atomic
def decide_reply(
    *, actor: Account, reply_id: UUID, state: ReplyState, was: ReplyState | None = None
) -> Reply:
    """Let a reply through, put it aside, or hold it again; the article's page follows.

    Doing it twice is harmless. The filter learns from it, and judges anew those that come next.

    Args:
        was: how it stood when whoever decides saw it; None to decide however it stands.

    Raises:
        Reply.DoesNotExist: there is no such reply.
        AlreadyDecided: it stands neither as it was seen nor as it should.
    """
    reply = _decide(actor, reply_id, state, was)
    _judge_anew()
    return reply


@transaction.atomic
def decide_replies(
    *, actor: Account, reply_ids: Sequence[UUID], state: ReplyState, was: ReplyState
) -> list[Reply]:
    """Decide on several replies at once; those that somebody else decided on are left as they are.

    Returns:
        those that were decided on now.
    """
    decided: list[Reply] = []
    for reply_id in reply_ids:
        with suppress(Reply.DoesNotExist, AlreadyDecided):
            decided.append(_decide(actor, reply_id, state, was))
    _judge_anew()
    return decided


def _decide(actor: Account, reply_id: UUID, state: ReplyState, was: ReplyState | None) -> Reply:
    reply = Reply.objects.select_for_update(of=("self",)).get(id=reply_id)
    if reply.state == state:
        return reply
    if was is not None and reply.state != was:
        raise AlreadyDecided(reply)
    was_shown = reply.state == ReplyState.SHOWN
    reply.state = state
    reply.save(update_fields=("state",))
    record_act(
        {"shown": "let through", "hidden": "put aside", "held": "hold"}[state.value],
        subject_kind="reply",
        subject_id=reply.id,
        actor=actor.id,
    )
    if was_shown or state == ReplyState.SHOWN:
        record_change(ChangeKind.REPLIES, subject_id=reply.article_id)
    return reply


def _judge_anew() -> None:
    """Let the filter learn, and look again at what a moderator comes to next. About 40 ms."""
    learnt().follow()
    waiting = Reply.objects.filter(state=ReplyState.HELD).order_by("received_at", "id")
    changed: list[Reply] = []
    for sorted_back, most in ((False, _JUDGED_ANEW), (True, _JUDGED_ANEW // 4)):
        for reply in waiting.filter(likely_spam=sorted_back)[:most]:
            judgement = learnt().judge(reply.name, reply.text)
            reasons = list(judgement.reasons)
            if (reply.likely_spam, reply.reasons) != (judgement.likely_spam, reasons):
                reply.likely_spam, reply.reasons = judgement.likely_spam, reasons
                changed.append(reply)
    Reply.objects.bulk_update(changed, ("likely_spam", "reasons"))
