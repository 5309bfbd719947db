"""The front page of a language."""

from collections import Counter
from typing import Final

from writingviews.articles.models import Article
from writingviews.articles.selectors import published_articles

from . import addresses, metadata
from .cards import card, pictures_for
from .contexts import FrontContext, Link, SectionBlock
from .publication_view import PublicationView
from .rendering import render

_NEWEST: Final = 30
_SECONDARIES: Final = 4
_IN_SECTION: Final = 4
_LATEST: Final = 8
_TOPICS: Final = 12


def front_page(site: PublicationView, language: str) -> str:
    """Return the front page of a language as HTML. About a dozen queries, whatever the size.

    The newest article with a picture leads; the next four stand beside it; each section shows
    its newest that are not above already.
    """
    prefix = site.prefix(language)
    newest = site.reader.of(published_articles(language=language).reverse()[:_NEWEST])
    lead = next((article for article in newest[:8] if article.picture), None) or next(
        iter(newest), None
    )
    secondaries = [article for article in newest if article is not lead][:_SECONDARIES]
    above = {article.pk for article in [lead, *secondaries] if article is not None}

    blocks: list[tuple[str, list[Article]]] = []
    for section in site.sections:
        theirs = published_articles(language=language, section=section)
        found = site.reader.of(theirs.reverse()[: _IN_SECTION + len(above)])
        shown = [article for article in found if article.pk not in above][:_IN_SECTION]
        if shown:
            blocks.append((section.slug, shown))
    placed = above | {article.pk for _, shown in blocks for article in shown}
    latest = [article for article in newest if article.pk not in placed][:_LATEST]

    pictures = pictures_for([*newest, *(article for _, shown in blocks for article in shown)], site)
    latest_key = site.list_key("latest", language)
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
            secondaries=tuple(card(article, site, pictures) for article in secondaries),
            sections=tuple(
                SectionBlock(
                    section=link,
                    cards=tuple(card(article, site, pictures) for article in shown),
                )
                for slug, shown in blocks
                if (link := site.section_link(slug, language))
            ),
            latest=tuple(card(article, site, pictures) for article in latest),
            topics=_topics(newest),
            older=latest_key.address if newest else None,
        )
    )


def _topics(newest: list[Article]) -> tuple[Link, ...]:
    uses = Counter(topic for article in newest for topic in article.topics.all())
    ranked = sorted(uses, key=lambda topic: (-uses[topic], topic.name, topic.slug))
    return tuple(Link(name=topic.name, href=f"/topics/{topic.slug}/") for topic in ranked[:_TOPICS])
