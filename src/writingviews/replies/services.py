"""Receiving a reply, letting it through, putting it aside."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from writingviews.articles.lifecycle import State
from writingviews.articles.models import Article, Publication
from writingviews.articles.selectors import publication, published_articles
from writingviews.ledger.models import ChangeKind
from writingviews.ledger.services import record_act, record_change, record_changes
from writingviews.notices.services import tell_moderators
from writingviews.people.models import Account, Byline

from .learning import learnt
from .models import Reply, ReplyContact, ReplyState
from .own_key import mailed_key
from .posting import queue_link

MAX_NAME: Final = 80
MAX_TEXT: Final = 5000
#: ZWNJ and ZWJ shape the letters of Persian and Arabic names, though Python calls them unprintable.
_JOINERS: Final = frozenset("\u200c\u200d")


#: How many that wait are judged anew after a decision: those a moderator comes to next.
_JUDGED_ANEW: Final = 200
_MOST_REPORTS: Final = 9_999


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
    key: str = "",
    byline: Byline | None = None,
    now: datetime,
) -> Reply:
    """Store a reply, held until a person lets it through.

    An answer to an answer becomes an answer to the same reply: threads are one level deep.

    Args:
        key: what changes or deletes it later; its fingerprint alone is kept. "" for never.
        byline: of a writer who answers under it. Who stands behind it is written down nowhere.

    Raises:
        ReplyRefused: a field is missing or wrong; all of them at once.
    """
    name, text, email = cleaned_name(name), cleaned_text(text), email.strip()
    errors = _errors(name, text, email)
    if article.state != State.PUBLISHED or not takes_replies(article, now):
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
        byline=byline,
        key_hash=_fingerprint(key) if key else "",
        received_at=now.replace(second=0, microsecond=0),
    )
    if email:
        contact = ReplyContact.objects.create(reply=reply, email=email)
        if key:
            queue_link(contact, reply.received_at)
    record_act("receive", subject_kind="reply", subject_id=reply.id, actor=None)
    tell_moderators()
    return reply


def cleaned_name(name: str) -> str:
    """Return a name without what nobody sees, so that a name of it alone counts as none."""
    name = "".join(
        each for each in " ".join(name.split()) if each in _JOINERS or each.isprintable()
    )
    return name.strip()


def cleaned_text(text: str) -> str:
    """Return a text without what no database holds, trimmed."""
    return text.replace("\x00", "").strip()


def _fingerprint(key: str) -> str:
    return sha256(key.encode()).hexdigest()


def takes_replies(article: Article, now: datetime) -> bool:
    """Return whether a published article still takes replies. One query."""
    days = publication().replies_close_after
    published = article.published_at
    return not days or published is None or now - published <= timedelta(days=days)


@transaction.atomic
def own_reply(reply_id: UUID, key: str) -> Reply:
    """Return the reply that a key belongs to: the one shown, or the one mailed.

    Raises:
        Reply.DoesNotExist: there is none, or it has another key.
    """
    reply = Reply.objects.select_for_update(of=("self",)).get(id=reply_id)
    shown = compare_digest(reply.key_hash, _fingerprint(key))
    mailed = compare_digest(mailed_key(reply).encode(), key.encode())
    if not reply.key_hash or not (shown or mailed):
        raise Reply.DoesNotExist
    return reply


@transaction.atomic
def change_own_reply(*, reply_id: UUID, key: str, name: str, text: str) -> Reply:
    """Change a reply by its key. What readers saw is held again; what was put aside stays aside.

    Raises:
        Reply.DoesNotExist: as `own_reply`.
        ReplyRefused: a field is missing or wrong.
    """
    reply = own_reply(reply_id, key)
    name, text = cleaned_name(name), cleaned_text(text)
    if errors := _errors(name, text, ""):
        raise ReplyRefused(errors)
    if (name, text) == (reply.name, reply.text):
        return reply
    was_shown = reply.state == ReplyState.SHOWN
    judgement = learnt().judge(name, text)
    reply.name, reply.text, reply.reports = name, text, 0
    reply.likely_spam, reply.reasons = judgement.likely_spam, list(judgement.reasons)
    if was_shown:
        reply.state = ReplyState.HELD
    reply.save()
    record_act("change", subject_kind="reply", subject_id=reply.id, actor=None)
    if was_shown:
        record_change(ChangeKind.REPLIES, subject_id=reply.article_id)
        tell_moderators()
    return reply


@transaction.atomic
def delete_own_reply(*, reply_id: UUID, key: str) -> None:
    """Delete a reply by its key, with the address left with it.

    Under one that was answered, name and text go and its place stays, for the answers are others'.

    Raises:
        Reply.DoesNotExist: as `own_reply`.
    """
    reply = own_reply(reply_id, key)
    was_shown, article_id = reply.state == ReplyState.SHOWN, reply.article_id
    if Reply.objects.filter(parent=reply).exists():
        ReplyContact.objects.filter(reply=reply).delete()
        reply.name = reply.text = reply.key_hash = ""
        reply.reports, reply.reasons = 0, []
        reply.save()
    else:
        reply.delete()
    record_act("delete", subject_kind="reply", subject_id=reply_id, actor=None)
    if was_shown:
        record_change(ChangeKind.REPLIES, subject_id=article_id)


@transaction.atomic
def report_reply(*, reply_id: UUID) -> None:
    """Count that a reader reported a reply that readers see; moderators are told of the first.

    Raises:
        Reply.DoesNotExist: there is none that readers see.
    """
    reply = Reply.objects.select_for_update(of=("self",)).get(id=reply_id, state=ReplyState.SHOWN)
    reply.reports = min(_MOST_REPORTS, reply.reports + 1)
    reply.save(update_fields=("reports",))
    if reply.reports == 1:
        record_act("report", subject_kind="reply", subject_id=reply.id, actor=None)
        tell_moderators()


@transaction.atomic
def ask_for_replies(
    *, actor: Account, close_after: int, rules: Mapping[str, str], now: datetime
) -> None:
    """Choose how long pieces take replies and what these keep to; every page is printed anew.

    Args:
        close_after: days; 0 for always.
        rules: by language; where there are none, the house's own words stand.
    """
    row = Publication.objects.select_for_update().order_by("id").get()
    row.replies_close_after = close_after
    row.replies_closed_until = now - timedelta(days=close_after) if close_after else None
    row.reply_rules = {language: text.strip() for language, text in rules.items() if text.strip()}
    row.save(update_fields=("replies_close_after", "replies_closed_until", "reply_rules"))
    record_act(
        "ask for replies",
        subject_kind="publication",
        subject_id=str(row.pk),
        actor=actor.id,
        close_after=close_after,
    )
    record_change(ChangeKind.PUBLICATION)


def close_replies(now: datetime) -> int:
    """Say under the pieces whose days are over that replies are closed; return how many those are.

    For the worker's clock. Two queries when there are none. Pages say what is stored, never what
    the clock says, or a tree built anew would differ from the one that stands.
    """
    row = Publication.objects.order_by("id").first()
    if row is None or not row.replies_close_after or row.replies_closed_until is None:
        return 0
    until = now - timedelta(days=row.replies_close_after)
    over = list(
        published_articles()
        .filter(published_at__gt=row.replies_closed_until, published_at__lte=until)
        .values_list("pk", flat=True)
    )
    if over:
        with transaction.atomic():
            Publication.objects.filter(pk=row.pk).update(replies_closed_until=until)
            record_changes(ChangeKind.REPLIES, over)
    return len(over)


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
    if reply.state == state and not reply.reports:
        return reply
    if reply.state != state and was is not None and reply.state != was:
        raise AlreadyDecided(reply)
    before, reply.state, reply.reports = reply.state, state, 0
    reply.save(update_fields=("state", "reports"))
    record_act(
        {"shown": "let through", "hidden": "put aside", "held": "hold"}[state.value],
        subject_kind="reply",
        subject_id=reply.id,
        actor=actor.id,
    )
    if before != state and ReplyState.SHOWN in {before, state}:
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
