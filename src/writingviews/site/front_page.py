"""The front page of a language."""

from collections import Counter
from itertools import chain
from typing import Final
from uuid import UUID

from writingviews.language.collation import collation_key

from . import addresses, metadata
from .cards import card, cards, pictures_for
from .contexts import FrontContext, Link, SectionBlock
from .publication_view import PublicationView
from .published import PublishedArticle
from .rendering import render

_NEWEST: Final = 30
_SECONDARIES: Final = 4
_IN_SECTION: Final = 4
_OF_A_SECTION: Final = 2
_LATEST: Final = 8
_TOPICS: Final = 12


def front_page(site: PublicationView, language: str) -> str:
    """Return the front page of a language as HTML.

    What editors pinned leads, in its order; else the newest article with a picture. Four stand
    beside it, the other pinned ones first, then the newest, of one section two at most. Each
    section shows its newest that are not above already.
    """
    prefix = site.prefix(language)
    catalogue, latest_key = site.reader.catalogue, site.list_key("latest", language)
    newest = site.reader.articles(catalogue.newest(latest_key, _NEWEST))
    pinned = site.reader.articles(site.reader.pinned(language))[: _SECONDARIES + 1]
    lead = next(chain(pinned, (article for article in newest[:8] if article.picture), newest), None)
    secondaries = _mixed(pinned, newest, lead)
    above = {article.id for article in [lead, *secondaries] if article is not None}

    blocks: list[tuple[str, list[PublishedArticle]]] = []
    for section in site.sections:
        key = site.list_key("section", language, section.slug)
        found = site.reader.articles(catalogue.newest(key, _IN_SECTION + 1 + _SECONDARIES))
        shown = [article for article in found if article.id not in above][:_IN_SECTION]
        if shown:
            blocks.append((section.slug, shown))
    placed = above | {article.id for _, shown in blocks for article in shown}
    latest = [article for article in newest if article.id not in placed][:_LATEST]

    # Read at once what the cards will ask for one by one.
    pictures = pictures_for(
        [*pinned, *newest, *(article for _, shown in blocks for article in shown)], site
    )
    return render(
        FrontContext(
            frame=site.frame(
                language=language,
                address=addresses.front_address(prefix),
                title="",
                feed=latest_key,
                json_ld=metadata.publication_json(site, language),
            ),
            lead=card(lead, site, pictures, lead=True) if lead else None,
            secondaries=cards(secondaries, site),
            sections=tuple(
                SectionBlock(section=link, cards=cards(shown, site))
                for slug, shown in blocks
                if (link := site.section_link(slug, language))
            ),
            latest=cards(latest, site),
            topics=_topics(newest),
            older=latest_key.address if newest else None,
        )
    )


def ids_on_front(site: PublicationView, language: str) -> list[UUID]:
    """Return the ids of all articles of which a front page is made."""
    catalogue = site.reader.catalogue
    found = catalogue.newest(site.list_key("latest", language), _NEWEST)
    found += site.reader.pinned(language)
    for section in site.sections:
        key = site.list_key("section", language, section.slug)
        found += catalogue.newest(key, _IN_SECTION + 1 + _SECONDARIES)
    return found


def _mixed(
    pinned: list[PublishedArticle],
    newest: list[PublishedArticle],
    lead: PublishedArticle | None,
) -> list[PublishedArticle]:
    """Return what stands beside the lead: what is pinned, then the newest, of no section more than
    two, so that a productive week in one leaves room for the others; filled up where there is
    nothing else."""
    if lead is None:
        return []
    chosen = [article for article in pinned if article.id != lead.id]
    placed = {lead.id, *(article.id for article in chosen)}
    others = [article for article in newest if article.id not in placed]
    seen = Counter([lead.section, *(article.section for article in chosen)])
    for article in others:
        if len(chosen) < _SECONDARIES and seen[article.section] < _OF_A_SECTION:
            chosen.append(article)
            seen[article.section] += 1
    rest = [article for article in others if article not in chosen]
    return chosen + rest[: max(0, _SECONDARIES - len(chosen))]


def _topics(newest: list[PublishedArticle]) -> tuple[Link, ...]:
    uses = Counter(topic for article in newest for topic in article.topics)
    ranked = sorted(
        uses,
        key=lambda topic: (-uses[topic], collation_key(topic.name, topic.language), topic.slug),
    )
    return tuple(Link(name=topic.name, href=f"/topics/{topic.slug}/") for topic in ranked[:_TOPICS])
