"""What ``writingviews edition epub`` does."""

from datetime import UTC, datetime, time
from pathlib import Path

from writingviews.editions.collection import Choice, Collection, read_collection
from writingviews.editions.paper.command import Printed
from writingviews.editions.paper.faces import FacesMissing
from writingviews.editions.paper.pieces import NotPublished, house_of, read_piece
from writingviews.editions.paper.typesetter import TypesetterMissing
from writingviews.editions.refusal import EditionRefused
from writingviews.editions.target import write_whole
from writingviews.site.publication_view import PublicationView

from .book import Epub, make_epub


def write_epub(choice: Choice, out: Path) -> Printed:
    """Write articles as an EPUB.

    Raises:
        EditionRefused: nothing that readers may see was chosen, or what draws the cover is not
            installed.
        OSError: the file cannot be written.
    """
    try:
        site = PublicationView.read()
        made = epub_of(site, read_collection(site, choice))
    except (NotPublished, TypesetterMissing, FacesMissing) as refused:
        raise EditionRefused(str(refused)) from refused
    write_whole(out, made.data)
    articles = "1 article" if made.articles == 1 else f"{made.articles} articles"
    return Printed(f"{out}: {articles}, {len(made.data) / 1024:,.0f} KB.", made.report)


def epub_of(site: PublicationView, collection: Collection) -> Epub:
    """Return a collection as an EPUB; raises what `make_epub` does, and `NotPublished`.

    Six queries an article.
    """
    pieces = [read_piece(site, slug) for slug in collection.slugs]
    house = house_of(site, collection.language)
    return make_epub(
        collection, pieces, house, modified=_modified(site, collection), rights=house.rights
    )


def _modified(site: PublicationView, collection: Collection) -> datetime:
    """Return when what is in it last changed: never when the EPUB was made."""
    catalogue = site.reader.catalogue
    ids = [known for slug in collection.slugs if (known := catalogue.id_of(slug))]
    moments: list[datetime] = []
    for article in site.reader.articles(ids):
        moments.append(article.changed_at)
        moments += [datetime.combine(each.on, time(), UTC) for each in article.corrections]
    if collection.day:
        moments.append(datetime.combine(collection.day, time(), UTC))
    if collection.changed_at:
        moments.append(collection.changed_at)
    return max(moments)
