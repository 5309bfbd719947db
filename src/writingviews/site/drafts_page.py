"""How an article began: its first draft beside what was printed, where its writers show it.

It names nobody but the bylines, which stand on the article, and says no day: when something was
handed in tells how somebody works. Search engines are asked to leave the page out, since they would
find in a draft what its writer has mended since; the article is what is to be found.
"""

from dataclasses import replace
from typing import Final
from uuid import UUID

from writingviews.articles.first_drafts import Beginning, public_beginning
from writingviews.document.comparing import Comparison, Side, compare
from writingviews.document.schema import SCHEMA
from writingviews.document.text import picture_uses

from . import words
from .addresses import drafts_address
from .body import labels
from .cards import card
from .contexts import DraftRow, DraftsContext, DraftSide, SourceEntry
from .kept import Kept
from .publication_view import PublicationView
from .published import PublishedArticle
from .reading import Reader
from .rendering import render

#: Comparisons kept while the process lives, 20 KB each: revisions never change.
_compared: Final[Kept[tuple[UUID, UUID, str], Comparison]] = Kept(200)


def drafts_page(site: PublicationView, slug: str) -> str | None:
    """Return an article's beginning as HTML; None if readers may not see it. Up to three
    queries."""
    article = site.reader.article(slug)
    beginning = public_beginning(article.id) if article else None
    if article is None or beginning is None:
        return None
    shown = _comparison(beginning, article, site.reader)
    say = words.translations(site.shown_language(article.language)).gettext
    return render(
        DraftsContext(
            frame=site.frame(
                language=article.language,
                address=drafts_address(slug),
                title=f"{say('How this piece began')}: {article.title}",
                current_section=article.section,
                index=False,
            ),
            card=card(article, site, {}),
            first=_side(shown.first, "first-", beginning.first.words),
            last=_side(shown.last, "last-", beginning.printed.words),
            rows=tuple(DraftRow(row.first, row.last, row.state) for row in shown.rows),
        )
    )


def _comparison(beginning: Beginning, article: PublishedArticle, reader: Reader) -> Comparison:
    language = article.language
    own, say = labels(language), words.translations(language).gettext

    def called(version: str) -> str:
        return f"{say(version)}: "

    def made() -> Comparison:
        first, printed = (
            # Both were held to the schema when they were frozen.
            SCHEMA.node_from_json(revision.document)
            for revision in (beginning.first, beginning.printed)
        )
        # A picture that was taken out may have been so for the sake of who is on it.
        pictures = reader.pictures(use.media for use in picture_uses(printed))
        both = tuple(
            replace(own, table=called(name) + own.table, code=called(name) + own.code)
            for name in ("The first draft", "As it was printed")
        )
        return compare(first, printed, pictures=pictures.get, labels=(both[0], both[1]))

    return _compared.get((beginning.first.pk, beginning.printed.pk, language), made)


def _side(side: Side, prefix: str, count: int) -> DraftSide:
    return DraftSide(
        title_html=side.title,
        words=count,
        prefix=prefix,
        standfirst_html=side.standfirst,
        footnotes=side.footnotes,
        sources=tuple(SourceEntry(source.html, source.anchor) for source in side.sources),
    )
