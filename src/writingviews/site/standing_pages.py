"""Pages that stand: about, not found, gone, moved."""

from functools import lru_cache

from writingviews.document.html import render_body
from writingviews.document.markdown import document_from_markdown

from . import addresses, words
from .cards import cards
from .contexts import AboutContext, GoneContext, NotFoundContext, RedirectContext
from .publication_view import PublicationView
from .rendering import render


@lru_cache(maxsize=32)
def _about_html(markdown: str) -> str:
    converted = document_from_markdown(
        markdown, title="About", standfirst="", picture=lambda _name: None
    )
    return render_body(converted.document, pictures=lambda _media: None).html


def about_page(site: PublicationView, language: str) -> str:
    """Return what the publication says of itself, as HTML."""
    title = words.translations(language).gettext("About")
    return render(
        AboutContext(
            frame=site.frame(
                language=language,
                address=addresses.about_address(site.prefix(language)),
                title=title,
            ),
            heading=title,
            body_html=_about_html(site.abouts[language]) if site.abouts[language] else "",
            public_key=site.public_key,
            chapters=tuple(
                link for each in site.chapters if (link := site.chapter_link(each.slug, language))
            ),
        )
    )


def not_found_page(site: PublicationView, language: str) -> str:
    """Return the page for an address at which nothing stands. It offers the newest instead, and
    so follows every publication."""
    newest = site.reader.catalogue.newest(site.list_key("latest", language), 4)
    return render(
        NotFoundContext(
            frame=site.frame(
                language=language,
                address=addresses.not_found_address(site.prefix(language)),
                title=words.translations(language).gettext("Page not found"),
                index=False,
            ),
            latest=cards(site.reader.articles(newest), site),
        )
    )


def gone_page(site: PublicationView, language: str, address: str) -> str:
    """Return the page that stands where an article was taken down."""
    return render(
        GoneContext(
            frame=site.frame(
                language=language,
                address=address,
                title=words.translations(language).gettext("Taken down"),
                index=False,
            )
        )
    )


def moved_page(site: PublicationView, language: str, address: str, target: str) -> str:
    """Return the page that leads from an old address to a new one, from any file server."""
    return render(
        RedirectContext(
            frame=site.frame(
                language=language,
                address=address,
                title=words.translations(language).gettext("Moved"),
                index=False,
            ),
            target=target,
        )
    )
