"""The pieces an editor looks for."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from writingviews.articles.lifecycle import State
from writingviews.articles.models import ArticleByline, Revision, Section
from writingviews.articles.selectors import articles_in_states
from writingviews.people.models import Account

from .rows import Listing, listing_page
from .waiting import UNDER_WORK

#: What an editor may look for; drafts and what was withdrawn are their writers' alone.
LISTED: Final = (*UNDER_WORK, State.PUBLISHED, State.DECLINED, State.TAKEN_DOWN)


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody looks for in the newsroom's list; None and "" leave it open."""

    words: str = ""
    state: State | None = None
    language: str = ""
    kind: str = ""
    section: Section | None = None


def pieces_sought(sought: Sought, number: object, *, viewer: Account) -> Listing:
    """Return one page of the pieces that an editor looks for, the latest first."""
    states = [sought.state] if sought.state else list(LISTED)
    found = articles_in_states(states)
    if sought.language:
        found = found.filter(language=sought.language)
    if sought.kind:
        found = found.filter(kind=sought.kind)
    if sought.section:
        found = found.filter(section=sought.section)
    if sought.words:
        found = found.filter(named(sought.words))
    found = found.order_by(Coalesce("published_at", "created_at").desc(), "id")
    return listing_page(found, number, viewer=viewer)


def named(words: str) -> Q:
    """Return the condition that an article's title or a byline on it holds words."""
    titled = Revision.objects.filter(article=OuterRef("pk"), title__icontains=words)
    signed = ArticleByline.objects.filter(article=OuterRef("pk"), byline__name__icontains=words)
    return Q(Exists(titled)) | Q(Exists(signed))
