"""Reading replies."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from .models import Reply, ReplyContact, ReplyMail, ReplyState


def shown_replies(article_id: UUID) -> list[Reply]:
    """Return an article's replies that readers see, oldest first, answers among them. One query."""
    return list(
        Reply.objects.filter(article_id=article_id, state=ReplyState.SHOWN)
        .select_related("byline")
        .order_by("received_at", "id")
    )


def reply_to_show(reply_id: UUID) -> Reply | None:
    """Return a reply if readers see it. One query."""
    shown = Reply.objects.filter(id=reply_id, state=ReplyState.SHOWN).exclude(text="")
    return shown.select_related("byline").first()


def replies_under(article_ids: Iterable[UUID]) -> dict[UUID, list[Reply]]:
    """Return what `shown_replies` returns, for several articles. One query."""
    found: dict[UUID, list[Reply]] = {}
    shown = Reply.objects.filter(article_id__in=list(article_ids), state=ReplyState.SHOWN)
    for reply in shown.select_related("byline").order_by("received_at", "id"):
        found.setdefault(reply.article_id, []).append(reply)
    return found


def replies_in(state: ReplyState) -> QuerySet[Reply]:
    """Return the replies in a state with their articles, the moderators' queue: oldest first, but
    of those that wait the likely spam last."""
    order = (
        ("likely_spam", "received_at", "id") if state is ReplyState.HELD else ("received_at", "id")
    )
    return (
        Reply.objects.filter(state=state)
        .exclude(text="")  # deleted by who wrote it
        .select_related("article", "article__published_revision", "parent")
        .defer("article__published_revision__document", "article__published_revision__text")
        .order_by(*order)
    )


def contacts_of(reply_ids: list[UUID]) -> dict[UUID, str]:
    """Return the addresses left with replies, for moderators alone. One query."""
    return dict(
        ReplyContact.objects.filter(reply_id__in=reply_ids).values_list("reply_id", "email")
    )


def link_is_mailed(reply_id: UUID) -> bool:
    """Return whether the link to a reply waits to be mailed to who wrote it. One query."""
    return ReplyMail.objects.filter(contact_id=reply_id).exists()
