"""How a piece stands towards its readers: embargo, corrections, addresses, places in front."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext

from writingviews.articles.access import OpenedArticle
from writingviews.articles.lifecycle import Part, State, Verb
from writingviews.articles.models import Article, Correction, Pin, SlugRedirect, TakeDown

from .differing import Difference, difference
from .wording import section_name
from .zoned_moment import said_moment

#: Who sets embargoes and arranges fronts.
WORKING = frozenset({Part.EDITOR, Part.PUBLISHER})


@dataclass(frozen=True, slots=True)
class PinRow:
    """A place of a piece at the head of a front."""

    id: int
    where: str
    until: str


@dataclass(frozen=True, slots=True)
class TowardsReaders:
    """How a piece stands towards its readers, for one who opened it.

    Args:
        scheduled: when it will be published by itself, in words; "" if it will not.
        embargo: until when it is under embargo, in words; "" if it is not.
        corrections: below it, the oldest first.
        former: addresses it had, from which readers are led on.
        pins: where it stands in front.
        differs: how the sheet differs from what readers see; None before and after they see it.
        down: whether it is taken down.
        held: whether its writer wants it to stay down.
        may_hold: whether that is for who looks to say.
        may_answer: whether readers' replies to it may be answered, under a byline of the writer.
        may_correct, may_move, may_pin, may_embargo: what who looks may do now.
    """

    scheduled: str
    embargo: str
    corrections: Sequence[Correction]
    former: Sequence[str]
    pins: Sequence[PinRow]
    differs: Difference | None
    down: bool
    held: bool
    may_hold: bool
    may_answer: bool
    may_correct: bool
    may_move: bool
    may_pin: bool
    may_embargo: bool

    @property
    def may_anything(self) -> bool:
        return self.may_correct or self.may_move or self.may_pin or self.may_embargo


def towards_readers(
    opened: OpenedArticle, document: dict[str, Any], zone: ZoneInfo
) -> TowardsReaders:
    """Return how a piece with this text on its sheet stands towards its readers. Four queries."""
    article, state = opened.article, State(opened.article.state)
    works = bool(opened.parts & WORKING)
    seen = state in {State.PUBLISHED, State.TAKEN_DOWN}
    down = TakeDown.objects.filter(article=article).first() if state is State.TAKEN_DOWN else None
    until = article.embargo_until
    due = article.scheduled_for if state is State.SCHEDULED else None
    published = article.published_revision if state is State.PUBLISHED and works else None
    return TowardsReaders(
        scheduled=said_moment(due, zone) if due else "",
        embargo=said_moment(until, zone) if until and until > timezone.now() and not seen else "",
        corrections=list(article.corrections.all()) if seen else [],
        former=_former(article) if seen else [],
        pins=_pins(article, zone) if state is State.PUBLISHED else [],
        differs=difference(published.document, document) if published else None,
        down=state is State.TAKEN_DOWN,
        held=down is not None and down.held,
        may_hold=state is State.TAKEN_DOWN and Part.WRITER in opened.parts,
        may_answer=state is State.PUBLISHED and Part.WRITER in opened.parts,
        may_correct=Verb.CORRECT in opened.verbs,
        may_move=Verb.CHANGE_ADDRESS in opened.verbs,
        may_pin=works and state is State.PUBLISHED,
        may_embargo=works and not seen,
    )


def _former(article: Article) -> list[str]:
    found = SlugRedirect.objects.filter(article=article).order_by("id")
    return list(found.values_list("slug", flat=True))


def _pins(article: Article, zone: ZoneInfo) -> list[PinRow]:
    found = Pin.objects.filter(article=article).select_related("section").order_by("id")
    return [
        PinRow(
            id=pin.pk,
            where=section_name(pin.section) if pin.section else gettext("The front page"),
            until=said_moment(pin.until, zone) if pin.until else "",
        )
        for pin in found
        if pin.section_id is None or pin.section_id == article.section_id
    ]
