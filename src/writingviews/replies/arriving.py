"""Placing replies that readers wrote elsewhere."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from writingviews.articles.models import Article
from writingviews.ledger.models import ChangeKind
from writingviews.ledger.services import record_act, record_change

from .models import Reply, ReplyState
from .services import MAX_NAME, cleaned_name, cleaned_text

#: Characters of a reply that is brought along; readers here write up to `services.MAX_TEXT`.
MOST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class ArrivingReply:
    """A reply from elsewhere; plain text. Nobody's address comes with it.

    Args:
        parent: the reply that it answers; None for one of its own.
        at: aware moment.
    """

    name: str
    text: str
    state: ReplyState
    at: datetime
    parent: Reply | None = None


@transaction.atomic
def place_reply(*, article: Article, arriving: ArrivingReply) -> Reply | None:
    """Place a reply from elsewhere as it stood there; None if it says nothing.

    An answer to an answer becomes an answer to the same reply: threads are one level deep.
    """
    text = cleaned_text(arriving.text)[:MOST_TEXT]
    if not text:
        return None
    parent = arriving.parent
    if parent is not None and parent.parent_id is not None:
        parent = parent.parent
    reply = Reply.objects.create(
        article=article,
        parent=parent,
        name=cleaned_name(arriving.name)[:MAX_NAME] or "—",
        text=text,
        state=arriving.state,
        received_at=arriving.at.replace(second=0, microsecond=0),
    )
    record_act("import", subject_kind="reply", subject_id=reply.id, actor=None)
    if reply.state == ReplyState.SHOWN:
        record_change(ChangeKind.REPLIES, subject_id=article.id)
    return reply
