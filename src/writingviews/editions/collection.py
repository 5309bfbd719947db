"""What a booklet or an EPUB is made of: some published articles, in an order, under a name.

Named articles stand in the order in which they are named. A section's, a topic's or a byline's
stand as they appeared, the newest last: a book is read from its first page, a later piece answers
an earlier one, and what is added lies at the end and moves no page. If there are more than are
wanted, the newest are taken. An edition is taken whole, in the order of its editors.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from typing import Final, Literal
from urllib.parse import unquote

from writingviews.language.languages import known_language
from writingviews.site.addresses import (
    ListKey,
    article_address,
    edition_address,
    front_address,
    quoted,
)
from writingviews.site.publication_view import PublicationView
from writingviews.site.published_editions import PublishedEdition
from writingviews.site.words import translations

from .refusal import EditionRefused

ListOf = Literal["section", "topic", "byline"]

#: Articles taken from a list if nobody says how many, and as many as anybody may say.
MOST: Final = 40
MOST_OF_ALL: Final = 500


@dataclass(frozen=True)
class Collection:
    """Published articles under one name.

    Args:
        title: what it is called, in plain text.
        language: of its cover, its contents and its spine.
        address: the whole address of the page that it is like, percent-encoded.
        slugs: of the articles, in their order; never empty.
        identity: tells it from every other, and is the same when articles are added to its list.
        intro: paragraphs about it in plain text: what the site says of a byline.
        label: its number or season, as it is printed; "" if it has none.
        letter_html: an editor's letter, as the document room renders a body; "" if there is none.
        cover: address of the picture on its cover (``/media/…/960.jpg``); "" takes the first
            article's that has one.
        cover_alt, cover_credit: of that picture.
        day: that stands on it; None takes that of its newest article.
        changed_at: when what it says of itself, or its order, last changed; None if that has no
            moment of its own.
        problems: sentences on what was left out.
    """

    title: str
    language: str
    address: str
    slugs: tuple[str, ...]
    identity: str
    intro: tuple[str, ...] = ()
    label: str = ""
    letter_html: str = ""
    cover: str = ""
    cover_alt: str = ""
    cover_credit: str = ""
    day: date | None = None
    changed_at: datetime | None = None
    problems: tuple[str, ...] = ()

    @property
    def shown_address(self) -> str:
        return unquote(self.address).partition("://")[2]


@dataclass(frozen=True)
class Choice:
    """What somebody asked for: articles by name, an edition, or one list.

    Args:
        slugs: of articles, in their order.
        edition: the slug of an issue or a series.
        section, topic, byline: the slug of a list.
        language: of a list's articles; "" takes the language of its page.
        most: articles of a list; None takes 40.
    """

    slugs: tuple[str, ...] = ()
    edition: str = ""
    section: str = ""
    topic: str = ""
    byline: str = ""
    language: str = ""
    most: int | None = None


def read_collection(site: PublicationView, choice: Choice) -> Collection:
    """Return what was asked for.

    Raises:
        EditionRefused: it is nothing, two things at once, not there, or empty.
    """
    lists: tuple[tuple[ListOf, str], ...] = (
        ("section", choice.section),
        ("topic", choice.topic),
        ("byline", choice.byline),
    )
    named = [(kind, slug) for kind, slug in lists if slug]
    if len(named) + bool(choice.edition) + bool(choice.slugs) > 1:
        raise EditionRefused(
            "Name articles, or an --edition, or a --section, or a --topic, or a --byline: one."
        )
    if named:
        (kind, slug), most = named[0], choice.most
        most = MOST if most is None else most
        return of_list(site, kind, slug, language=choice.language, most=most)
    if choice.language or choice.most is not None:
        raise EditionRefused(
            "--language and --most choose among a list's articles. Name a --section, a --topic or "
            "a --byline, or leave them out."
        )
    if choice.edition:
        return of_edition(site, choice.edition)
    return of_articles(site, choice.slugs)


def of_articles(site: PublicationView, slugs: Sequence[str]) -> Collection:
    """Return articles in the order in which they are named.

    One article gives its own name and address; several take the publication's, in the language of
    the first.

    Raises:
        EditionRefused: none is named, one twice, or readers may not see one.
    """
    if not slugs:
        raise EditionRefused(
            "No article is named. Name one at least, or an --edition or a --section."
        )
    for slug, times in Counter(slugs).items():
        if times > 1:
            raise EditionRefused(f"{slug!r} is named {times} times. Name each article once.")
    for slug in slugs:
        if site.reader.catalogue.id_of(slug) is None:
            raise EditionRefused(_not_published(slug))
    first = site.reader.article(slugs[0])
    if first is None:
        raise EditionRefused(_not_published(slugs[0]))
    if len(slugs) == 1:
        return Collection(
            title=first.title,
            language=first.language,
            address=site.base_address + quoted(article_address(first.slug)),
            slugs=(first.slug,),
            identity=site.base_address + article_address(first.slug),
        )
    shown = site.shown_language(first.language)
    front = front_address(site.prefix(shown))
    return Collection(
        title=site.names[shown],
        language=first.language,
        address=site.base_address + quoted(front),
        slugs=tuple(slugs),
        identity=" ".join((site.base_address + front, *slugs)),
    )


def _not_published(slug: str) -> str:
    return f"No published article is called {slug!r}. The name is the last part of its address."


def of_edition(site: PublicationView, slug: str) -> Collection:
    """Return an issue or a series: its articles in its order, with its letter and its cover.

    Raises:
        EditionRefused: readers may not see it, or it is empty.
    """
    edition = site.reader.edition(slug)
    if edition is None:
        raise EditionRefused(
            f"No published edition is called {slug!r}. The name is the last part of its address."
        )
    if not edition.slugs:
        raise EditionRefused(
            f"“{edition.title}” has no article that readers may see. Publish one of its articles."
        )
    picture = site.reader.pictures([edition.picture]).get(edition.picture)
    address = site.base_address + edition_address(slug)
    return Collection(
        title=edition.title,
        language=edition.language,
        address=quoted(address),
        slugs=edition.slugs,
        identity=address,
        intro=(edition.standfirst,) if edition.standfirst else (),
        label=edition.label,
        letter_html=_letter(edition),
        cover=picture.src if picture else "",
        cover_alt=edition.picture_alt if picture else "",
        cover_credit=edition.picture_credit if picture else "",
        day=edition.published_on,
        changed_at=edition.changed_at,
    )


def _letter(edition: PublishedEdition) -> str:
    """Return the editor's letter as HTML, under the heading that its page gives it."""
    if not edition.letter:
        return ""
    heading = translations(edition.language).gettext("From the editor")
    said = [f"<h2>{escape(heading)}</h2>"]
    said += [f'<p dir="auto">{escape(paragraph)}</p>' for paragraph in edition.letter]
    if edition.signed:
        said.append(f'<p class="signed" dir="auto">{escape(edition.signed)}</p>')
    return "".join(said)


def of_list(
    site: PublicationView, kind: ListOf, slug: str, *, language: str = "", most: int = MOST
) -> Collection:
    """Return a section's, a topic's or a byline's articles in one language, the newest last.

    Args:
        site: the publication.
        kind: of the list.
        slug: the last part of the list's address.
        language: BCP 47 tag. Left out, it is the one in which the list's own page stands: the
            publication's first for a section, the topic's or the byline's own.
        most: the newest are taken if there are more.

    Raises:
        EditionRefused: there is no such list, or nothing stands in it in this language.
    """
    if not 1 <= most <= MOST_OF_ALL:
        raise EditionRefused(f"{most} articles are no book. Take from 1 to {MOST_OF_ALL}.")
    title, language, intro = _head(site, kind, slug, language)
    key = site.list_key(kind, language, slug)
    entries = [
        entry
        for entry in site.reader.catalogue.entries(key)
        if (placement := site.reader.catalogue.placement(entry.id))
        and placement.language == language
    ]
    if not entries:
        raise EditionRefused(_nothing(site, kind, slug, title, language))
    problems: list[str] = []
    if len(entries) > most:
        problems.append(
            f"“{title}” has {len(entries)} articles; the newest {most} were taken. "
            "--most takes another number."
        )
    return Collection(
        title=title,
        language=language,
        address=site.base_address + quoted(key.address),
        slugs=tuple(entry.slug for entry in entries[-most:]),
        intro=intro,
        problems=tuple(problems),
        identity=f"{site.base_address}{key.address} {language}",
    )


def _head(
    site: PublicationView, kind: ListOf, slug: str, language: str
) -> tuple[str, str, tuple[str, ...]]:
    """Return a list's name, its language and what is said about it."""
    match kind:
        case "section":
            shown = language or site.default_language
            if section := site.section(slug):
                return section.name_in(site.shown_language(shown)), shown, ()
        case "topic":
            if topic := site.reader.topic(slug):
                return topic.name, language or topic.language, ()
        case "byline":
            if byline := site.reader.byline(slug):
                about = tuple(line.strip() for line in byline.about.splitlines() if line.strip())
                # What is said of a writer is said in the language of the byline.
                chosen = language or byline.language
                return byline.name, chosen, about if chosen == byline.language else ()
    raise EditionRefused(
        f"There is no {kind} {slug!r}. The name is the last part of its page's address."
    )


def _nothing(site: PublicationView, kind: ListOf, slug: str, title: str, language: str) -> str:
    catalogue = site.reader.catalogue
    keys = [ListKey(kind, each, site.prefix(each), slug) for each in site.languages]
    found = {entry.id for key in keys for entry in catalogue.entries(key)}
    placed = (catalogue.placement(known) for known in found)
    elsewhere = sorted({placement.language for placement in placed if placement})
    known = known_language(language)
    said = f"“{title}” has no article in {known.english if known else language}"
    if not elsewhere:
        return f"{said}, nor in any other language. Choose another {kind}."
    return f"{said}. It has some in --language {' or --language '.join(elsewhere)}."
