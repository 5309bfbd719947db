"""What holds an article back from readers: an embargo, or its writer who wants it to stay down."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from writingviews.articles.lifecycle import Need, Part, State, TransitionRefused, Verb
from writingviews.articles.models import Article, FirstDraft, FirstDraftYes, Pin, TakeDown
from writingviews.articles.selectors import parts_of
from writingviews.people.models import Account

from .recording import record_article_act

_SHOWN_BY: frozenset[Verb] = frozenset({Verb.PUBLISH, Verb.SCHEDULE})
_EDITORS: frozenset[Part] = frozenset({Part.EDITOR, Part.PUBLISHER})
_BEFORE_READERS: frozenset[State] = frozenset(State) - {State.PUBLISHED, State.TAKEN_DOWN}


def what_holds_back(article: Article, verb: Verb, *, at: datetime) -> set[Need]:
    """Return what forbids that readers see an article from a moment on. One query for
    `Verb.RESTORE`, else none."""
    until = article.embargo_until
    if verb in _SHOWN_BY and until is not None and at < until:
        return {Need.EMBARGO}
    if verb is Verb.RESTORE and TakeDown.objects.filter(article=article, held=True).exists():
        return {Need.WRITERS_YES}
    return set()


def refuse_early(article: Article, now: datetime) -> None:
    """Refuse that the house publishes before the time: somebody may have set another one between
    the clock's look and the lock.

    Raises:
        TransitionRefused: its time has not come.
    """
    if article.scheduled_for is not None and article.scheduled_for > now:
        raise TransitionRefused("The article is not due yet. It is published when its time comes.")


def note_take_down(article: Article, verb: Verb, *, by_writer: bool, now: datetime) -> None:
    """Note that an article was taken down, or that it is back. Inside the verb's transaction."""
    if verb is Verb.TAKE_DOWN:
        TakeDown.objects.update_or_create(article=article, defaults={"at": now, "held": by_writer})
        # Restored it is not at the head of a front again.
        Pin.objects.filter(article=article).delete()
        # Nor does it show how it began: its writers are asked anew.
        FirstDraft.objects.filter(article=article).update(public=False)
        FirstDraftYes.objects.filter(article=article).delete()
    elif verb is Verb.RESTORE:
        TakeDown.objects.filter(article=article).delete()


@transaction.atomic
def hold_down(*, actor: Account, article_id: UUID, held: bool, now: datetime) -> None:
    """Let a writer say that their article stays down, or that it may come back.

    Raises:
        TransitionRefused: it is not taken down, or `actor` does not write it.
    """
    article = Article.objects.select_for_update(of=("self",)).get(id=article_id)
    if article.state != State.TAKEN_DOWN:
        raise TransitionRefused("The article is not taken down. Look at it anew.")
    if Part.WRITER not in parts_of(actor, article):
        raise TransitionRefused("Whether it may come back is its writer's to say. Ask them.")
    TakeDown.objects.update_or_create(
        article=article, defaults={"held": held}, create_defaults={"held": held, "at": now}
    )
    record_article_act("hold down" if held else "agree to restore", article, actor, now)


@transaction.atomic
def set_embargo(
    *, actor: Account, article_id: UUID, until: datetime | None, now: datetime
) -> Article:
    """Set the moment before which readers may not see an article; None lifts the embargo.

    Raises:
        TransitionRefused: readers see it already, `actor` is no editor, the moment is past, or
            the article is scheduled for an earlier one.
    """
    article = Article.objects.select_for_update(of=("self",)).get(id=article_id)
    if State(article.state) not in _BEFORE_READERS:
        raise TransitionRefused("Readers have seen the article: an embargo comes too late.")
    if not parts_of(actor, article) & _EDITORS:
        raise TransitionRefused("An embargo is the editors' to set and to lift. Ask one of them.")
    if until is not None and until <= now:
        raise TransitionRefused("This time is past. Choose one in the future.")
    if until is not None and article.scheduled_for is not None and article.scheduled_for < until:
        raise TransitionRefused(
            "It is scheduled for a time before this. Unschedule it, or choose an earlier end."
        )
    article.embargo_until = until
    article.save(update_fields=("embargo_until",))
    details = {"until": until.isoformat()} if until else {}
    record_article_act("set embargo" if until else "lift embargo", article, actor, now, **details)
    return article
