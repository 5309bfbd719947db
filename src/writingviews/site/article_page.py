"""An article's own page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Final
from uuid import UUID

from writingviews.document.html import PictureView
from writingviews.language.direction import direction_of_language
from writingviews.people.models import Byline
from writingviews.replies.models import Reply
from writingviews.replies.text import paragraphs_html

from . import metadata
from .addresses import article_address, drafts_address, quoted
from .body import article_body
from .cards import (
    LEAD_SIZES,
    byline_view,
    card,
    cards,
    monogram,
)
from .catalogue import entry_of
from .contexts import (
    ArticleContext,
    CorrectionView,
    HeadingLink,
    LeadPicture,
    Link,
    OfferLink,
    ReplyForm,
    ReplyView,
    ReviewedView,
    Social,
    SourceEntry,
    SpeakerView,
    WriterBox,
)
from .edition_pages import edition_link
from .map_page import place_link
from .offers import offer_address, offers
from .publication_view import PublicationView
from .published import PublishedArticle
from .rendering import render

#: How many pieces "more from this writer" takes from before and after this one. Taken from the
#: neighbourhood, not from the newest, so that a new piece changes two pages and not all.
MORE_OLDER: Final = 2
MORE_NEWER: Final = 1
#: What the formats that readers may be offered are called among files.
_FILES: Final = {"leaflet": "PDF", "epub": "EPUB"}
#: The format that other sites show beside a link, with its width and height in pixels.
_BESIDE_LINKS: Final = "opengraph"
_BESIDE_LINKS_SIZE: Final = (1200, 630)


def article_page(site: PublicationView, slug: str) -> str | None:
    """Return a published article's page as HTML; None if readers may not see it.

    Eleven queries, fewer when others of the batch asked before.
    """
    article = site.reader.article(slug)
    return None if article is None else render(article_context(site, article))


def article_context(site: PublicationView, article: PublishedArticle) -> ArticleContext:
    """Return all that an article's page shows."""
    slug = article.slug
    body = article_body(article, site.reader)
    picture = site.reader.pictures([article.picture]).get(article.picture)
    image = site.base_address + picture.src if picture else None
    offered = offers(site, article)
    near = beside(site, article.id)
    more = site.reader.articles(near.more)
    return ArticleContext(
        frame=site.frame(
            language=article.language,
            address=article_address(slug),
            title=article.title,
            description=article.standfirst,
            current_section=article.section,
            social=_social(site, article, picture, [file.format for file in offered]),
            json_ld=metadata.article_json(
                site, article, image, [source.html for source in body.sources]
            ),
        ),
        card=card(article, site, {article.picture: picture} if picture else {}, lead=True),
        body_html=body.html,
        content_note=article.content_note,
        lead=(
            LeadPicture(
                picture=replace(picture, sizes=LEAD_SIZES),
                alt=article.picture_alt,
                caption_html=escape(article.picture_caption),
                credit=article.picture_credit,
            )
            if picture
            else None
        ),
        updated=article.updated_at.date() if article.updated_at else None,
        topics=tuple(
            Link(topic.name, f"/topics/{topic.slug}/", language=topic.language)
            for topic in article.topics
        ),
        editions=tuple(map(edition_link, site.reader.editions_with(article.id))),
        chapter=_chapter(site, article),
        footnotes=tuple(body.footnotes),
        contents=tuple(
            HeadingLink(heading.id, heading.text, heading.level) for heading in body.headings
        ),
        sources=tuple(SourceEntry(source.html, source.anchor) for source in body.sources),
        corrections=tuple(
            CorrectionView(each.on, each.text, each.wrong) for each in article.corrections
        ),
        writers=tuple(_writer_box(byline) for byline in article.bylines),
        more_from_writer=cards(more, site),
        # What stands under "more from this writer" is not said twice.
        related=cards([each for each in site.reader.related(article) if each not in more], site),
        newer=_neighbour(site, near.newer),
        older=_neighbour(site, near.older),
        replies=reply_views(
            site.reader.replies(article), slug, closed=site.replies_closed(article.published_at)
        ),
        reply_form=ReplyForm(
            action=reply_address(slug),
            closed=site.replies_closed(article.published_at),
            rules=site.reply_rules(article.language),
        ),
        offers=tuple(
            OfferLink(
                format=file.format,
                href=quoted(offer_address(slug, file.format)),
                kind=_FILES[file.format],
                bytes=file.bytes,
                pages=file.pages,
            )
            for file in offered
            if file.format in _FILES
        ),
        happened=article.happened_on,
        place=place_link(article.place),
        reviewed=ReviewedView(*article.reviewed) if article.reviewed else None,
        speakers=tuple(SpeakerView(*speaker) for speaker in article.speakers),
        began=quoted(drafts_address(slug)) if site.reader.began(article.id) else None,
    )


def _social(
    site: PublicationView,
    article: PublishedArticle,
    picture: PictureView | None,
    offered: list[str],
) -> Social:
    """What other sites show of an article: the picture drawn for links if it is there."""
    if _BESIDE_LINKS in offered:
        names = ", ".join(byline.name for byline in article.bylines)
        width, height = _BESIDE_LINKS_SIZE
        return Social(
            kind="article",
            image=site.base_address + quoted(offer_address(article.slug, _BESIDE_LINKS)),
            image_width=width,
            image_height=height,
            image_alt=" · ".join(filter(None, [article.title, names])),
        )
    return Social(
        kind="article",
        image=site.base_address + picture.src if picture else None,
        image_width=picture.width if picture else None,
        image_height=picture.height if picture else None,
        image_alt=article.picture_alt,
    )


def _chapter(site: PublicationView, article: PublishedArticle) -> Link | None:
    placement = site.reader.catalogue.placement(article.id)
    return site.chapter_link(placement.chapter, article.language) if placement else None


def reply_address(slug: str) -> str:
    """Where a reply to an article is sent."""
    return f"/replies/{slug}/"


def reply_anchor(reply_id: UUID) -> str:
    """Where a reply stands on its article's page."""
    return f"reply-{reply_id.hex[:12]}"


def reply_views(
    shown: Sequence[Reply], slug: str, *, closed: bool = False
) -> tuple[ReplyView, ...]:
    """Return replies with their answers, oldest first; closed ones cannot be answered."""
    answers: dict[object, list[Reply]] = {}
    for reply in shown:
        if reply.parent_id is not None:
            answers.setdefault(reply.parent_id, []).append(reply)
    return tuple(
        replace(
            _reply_view(reply, slug),
            answers=tuple(_reply_view(answer, slug) for answer in answers.get(reply.pk, ())),
            answer_href=f"{reply_address(slug)}?to={reply.pk}"
            if reply.text and not closed
            else None,
        )
        for reply in shown
        # What was deleted keeps its place for its answers alone.
        if reply.parent_id is None and (reply.text or reply.pk in answers)
    )


def _reply_view(reply: Reply, slug: str) -> ReplyView:
    byline = reply.byline
    return ReplyView(
        anchor=reply_anchor(reply.pk),
        name=byline.name if byline else reply.name,
        date=reply.received_at.date(),
        paragraphs_html=paragraphs_html(reply.text),
        report_href=f"{reply_address(slug)}report/{reply.pk}/" if reply.text else None,
        writer_href=f"/bylines/{byline.slug}/" if byline else None,
    )


def _writer_box(byline: Byline) -> WriterBox:
    view = byline_view(byline)
    return WriterBox(
        name=view.name,
        href=view.href,
        monogram=monogram(byline.name),
        about=tuple(line.strip() for line in byline.about.splitlines() if line.strip()),
    )


@dataclass(frozen=True, slots=True)
class Beside:
    """The ids of the articles that one's page shows for their nearness in time.

    Args:
        newer, older: the next one in its language, or none.
        more: what else its first writer wrote about that time.
    """

    newer: list[UUID]
    older: list[UUID]
    more: list[UUID]


def beside(site: PublicationView, article_id: UUID) -> Beside:
    """Return what stands beside an article. No query."""
    catalogue = site.reader.catalogue
    placement = catalogue.placement(article_id)
    if placement is None:
        return Beside([], [], [])
    entry, language = entry_of(article_id, placement), placement.language
    latest = site.list_key("latest", language)
    more: list[UUID] = []
    for slug in placement.bylines[:1]:
        theirs = site.list_key("byline", language, slug)
        more += catalogue.newer(theirs, entry, MORE_NEWER)
        more += catalogue.older(theirs, entry, MORE_OLDER)
    return Beside(
        newer=catalogue.newer(latest, entry, 1), older=catalogue.older(latest, entry, 1), more=more
    )


def _neighbour(site: PublicationView, ids: Sequence[UUID]) -> Link | None:
    for neighbour in site.reader.articles(ids):
        return Link(
            name=neighbour.title,
            href=article_address(neighbour.slug),
            language=neighbour.language,
            direction=direction_of_language(neighbour.language),
        )
    return None
