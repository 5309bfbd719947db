"""How long paper and EPUBs take: ``python -m writingviews.editions.tests.measure DIR``.

DIR is a publication's folder; the longest articles of each direction are taken. Lines of
``name value unit``, as `make bench` prints them. The first leaflet of a process also loads what
prints; the others are what the house's queue sees.
"""

import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

Made = TypeVar("Made")


def _timed(name: str, make: Callable[[], Made]) -> Made:
    began = time.perf_counter()
    made = make()
    sys.stdout.write(f"{name} {time.perf_counter() - began:.2f} s\n")
    return made


def main(folder: str) -> None:
    """Print the figures."""
    os.environ["WRITINGVIEWS_DIR"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "writingviews.config.settings"
    import django

    django.setup()
    from writingviews.articles.selectors import published_articles
    from writingviews.editions.collection import of_articles
    from writingviews.editions.epub.command import epub_of
    from writingviews.editions.paper.booklet import make_booklet
    from writingviews.editions.paper.leaflet import make_leaflet
    from writingviews.editions.paper.pieces import house_of, read_front, read_piece
    from writingviews.site.publication_view import PublicationView

    site = PublicationView.read()
    for language in ("en", "fa"):
        rows = published_articles().filter(language=language)
        slugs = [str(slug) for slug in rows.values_list("slug", flat=True)[:20]]
        pieces = [read_piece(site, slug, prefix=f"{slug}-") for slug in slugs]
        whole = max(pieces, key=lambda piece: len(piece.texts()))
        words = sum(len(text.split()) for text in whole.texts())
        piece = replace(whole, body_html=whole.body_html * max(1, round(2000 / words)))
        words = sum(len(text.split()) for text in piece.texts())
        house = house_of(site, language)
        sys.stdout.write(f"{language}_words {words} words\n")
        leaflet = partial(make_leaflet, piece, house)
        _timed(f"{language}_leaflet_first", leaflet)
        made = _timed(f"{language}_leaflet", leaflet)
        sys.stdout.write(f"{language}_leaflet_pages {made.pages} pages\n")
        front = read_front(of_articles(site, slugs))
        booklet = partial(make_booklet, pieces, house, front, imposed=True)
        _timed(f"{language}_booklet_of_{len(pieces)}", booklet)
        collection = of_articles(site, slugs)
        _timed(f"{language}_epub_of_{len(slugs)}", partial(epub_of, site, collection))


if __name__ == "__main__":
    main(sys.argv[1])
