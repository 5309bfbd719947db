"""The publication as its pages need it: read once, used for a whole batch of pages."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Self, TypeVar

from writingviews.articles.accents import Accent
from writingviews.articles.entries import Entry, path_of
from writingviews.articles.models import Section
from writingviews.articles.selectors import publication, sections
from writingviews.calls.selectors import languages_with_calls
from writingviews.house.settings import house_settings
from writingviews.language.direction import direction_of_language
from writingviews.language.languages import known_language
from writingviews.media.selectors import known_picture
from writingviews.people.chapter_selectors import shown_chapters
from writingviews.people.models import Chapter

from . import addresses, words
from .accent_style import accent_address
from .addresses import ListKey
from .contexts import FeedLink, Frame, LanguageLink, Link, Mark, Social
from .mark import mark_of
from .published_editions import languages_with_editions
from .reading import Reader

HUES = 6
Made = TypeVar("Made")


@dataclass(frozen=True)
class PublicationView:
    """Name, languages, sections and public address, frozen for one batch.

    Args:
        languages: BCP 47 tags, the first one at the root.
        names, mottos, abouts, licences: by language.
        sections: in their order.
        chapters: those that readers see.
        base_address: ``https://example.org``.
        edition_languages: in which editions are published.
        call_languages: in which calls for pieces are published.
        offers: formats of files that readers may take along.
        reader: the articles, as they are while this batch lasts.
        public_key: with which readers check copies, or ``""``.
        licence_address: where the licence stands in full, or ``""``.
        replies_closed_until: what was published until then takes no more replies; None for nothing.
        rules: what replies are asked to keep to, by language, where the publication says it.
        above, below: what masthead and foot lead to besides the house's own indexes.
        foot_words: a line at the foot, by language.
        training: whether programs may be trained on what readers read.
        security_contact, security_until: whom to tell of a hole, and until when that holds.
        news_since: what was published from then on is news; None for nothing.
        mark: the publication's own picture, if it has one.
        accent: the publication's colour.
        accent_style: address of the style that lays an own colour over the site's; "" for a name.
    """

    languages: tuple[str, ...]
    names: dict[str, str]
    mottos: dict[str, str]
    abouts: dict[str, str]
    sections: tuple[Section, ...]
    base_address: str
    edition_languages: frozenset[str]
    reader: Reader = field(compare=False)
    public_key: str = ""
    offers: tuple[str, ...] = ()
    licences: dict[str, str] = field(default_factory=dict)
    licence_address: str = ""
    call_languages: frozenset[str] = frozenset()
    chapters: tuple[Chapter, ...] = ()
    replies_closed_until: datetime | None = None
    rules: dict[str, str] = field(default_factory=dict)
    above: tuple[Entry, ...] = ()
    below: tuple[Entry, ...] = ()
    foot_words: dict[str, str] = field(default_factory=dict)
    training: bool = False
    security_contact: str = ""
    security_until: date | None = None
    news_since: datetime | None = None
    mark: Mark | None = None
    accent: Accent = field(default_factory=Accent)
    accent_style: str = ""

    @classmethod
    def read(cls, reader: Reader | None = None) -> Self:
        """Read it. Four queries, five if it has a mark.

        Args:
            reader: one that has begun a batch; a fresh one if left out.
        """
        row = publication()
        accent = Accent(row.accent, row.accent_dark)
        picture = known_picture(row.mark) if row.mark else None
        return cls(
            languages=tuple(row.languages),
            names={language: row.name_in(language) for language in row.languages},
            mottos={language: row.motto_in(language) for language in row.languages},
            abouts={language: row.about_in(language) for language in row.languages},
            sections=tuple(sections()),
            chapters=tuple(shown_chapters()),
            base_address=house_settings().address,
            edition_languages=languages_with_editions(),
            offers=tuple(row.offers),
            reader=reader or Reader(),
            public_key=row.public_key,
            licences={language: row.licence_in(language) for language in row.languages},
            licence_address=row.licence_stands_at(),
            call_languages=languages_with_calls(),
            replies_closed_until=row.replies_closed_until,
            rules={language: row.reply_rules_in(language) for language in row.languages},
            above=tuple(map(Entry.from_json, row.navigation)),
            below=tuple(map(Entry.from_json, row.foot_links)),
            foot_words=dict(row.foot_words),
            training=row.training,
            security_contact=row.security_contact,
            security_until=row.security_until,
            news_since=row.news_since,
            mark=mark_of(picture) if picture else None,
            accent=accent,
            accent_style=accent_address(accent),
        )

    @property
    def default_language(self) -> str:
        return self.languages[0]

    def shown_language(self, language: str) -> str:
        """Return the language of the interface around a text: its own, if we publish in it."""
        if language in self.languages:
            return language
        base = language.partition("-")[0]
        return base if base in self.languages else self.default_language

    def replies_closed(self, published_at: datetime) -> bool:
        """Return whether what was published at a moment takes no more replies."""
        return self.replies_closed_until is not None and published_at <= self.replies_closed_until

    def reply_rules(self, language: str) -> tuple[str, ...]:
        """Return what replies keep to, a line each; none where the house's own words stand."""
        said = self.rules.get(self.shown_language(language), "")
        return tuple(line.strip() for line in said.splitlines() if line.strip())

    def prefix(self, language: str) -> str:
        """Return ``""`` for the first language, ``"/fa"`` for another."""
        return "" if language == self.default_language else f"/{language}"

    @cached_property
    def language_of_prefix(self) -> dict[str, str]:
        return {self.prefix(language): language for language in self.languages}

    def has_editions(self, language: str) -> bool:
        """Return whether an edition stands in the index of a language."""
        return any(self.shown_language(tongue) == language for tongue in self.edition_languages)

    def has_calls(self, language: str) -> bool:
        """Return whether a call stands in the index of a language."""
        return any(self.shown_language(tongue) == language for tongue in self.call_languages)

    def place_languages(self) -> frozenset[str]:
        """Return the languages whose index of places has one."""
        places = self.reader.places(self.reader.catalogue.slugs("place"))
        return frozenset(self.shown_language(place.language) for place in places)

    def has_places(self, language: str) -> bool:
        """Return whether a language's reports tell of a place that has a name."""
        return language in self.place_languages()

    def has_timeline(self, language: str) -> bool:
        """Return whether a language's reports say when what they tell happened."""
        return bool(self.reader.catalogue.years(language))

    def url(self, address: str) -> str:
        """Return the whole address of a page, percent-encoded."""
        return self.base_address + addresses.quoted(address)

    def list_key(self, kind: addresses.ListKind, language: str, slug: str = "") -> ListKey:
        shown = self.shown_language(language)
        return ListKey(kind=kind, language=shown, prefix=self.prefix(shown), slug=slug)

    def section(self, slug: str) -> Section | None:
        return next((section for section in self.sections if section.slug == slug), None)

    def hue(self, slug: str) -> int | None:
        """Return the number of a section's colour."""
        for position, section in enumerate(self.sections):
            if section.slug == slug:
                return (position if section.hue is None else section.hue) % HUES
        return None

    def section_link(self, slug: str, language: str, *, current: bool = False) -> Link | None:
        section = self.section(slug)
        if section is None:
            return None
        shown = self.shown_language(language)
        return Link(
            name=section.name_in(shown),
            href=self.list_key("section", shown, slug).address,
            hue=self.hue(slug),
            current=current,
        )

    def chapter(self, slug: str) -> Chapter | None:
        return next((chapter for chapter in self.chapters if chapter.slug == slug), None)

    def chapter_link(self, slug: str, language: str) -> Link | None:
        """Return the way to a chapter's page; None where readers see none of this name."""
        chapter = self.chapter(slug)
        if chapter is None:
            return None
        shown = self.shown_language(language)
        return Link(chapter.name_in(shown), self.list_key("chapter", shown, slug).address)

    def frame(  # noqa: PLR0913 (a page says what it is; each has a default)
        self,
        *,
        language: str,
        address: str,
        title: str,
        description: str = "",
        current_section: str = "",
        feed: ListKey | None = None,
        feed_name: str = "",
        social: Social | None = None,
        json_ld: str | None = None,
        query: str = "",
        index: bool = True,
    ) -> Frame:
        """Return what stands around a page at `address`."""
        frame = self._frame(self.shown_language(language))
        feeds = frame.feeds
        if feed is not None and feed.kind != "latest" and feed.feed_addresses:
            feeds = (*_feed_links(feed, feed_name or title), *feeds)
        return replace(
            frame,
            address=address,
            title=title,
            description=description or frame.motto,
            feeds=feeds,
            sections=self._section_links(frame.language, current_section),
            indexes=self._index_links(frame.language, address),
            languages=self._language_links(frame.language, address),
            social=social or Social(),
            json_ld=json_ld,
            query=query,
            index=index,
        )

    def _section_links(self, shown: str, current: str) -> tuple[Link, ...]:
        return self._kept(
            ("sections", shown, current),
            lambda: tuple(
                replace(link, current=bool(current) and section.slug == current)
                for section, link in zip(self.sections, self._frame(shown).sections, strict=True)
            ),
        )

    def _index_links(self, shown: str, address: str) -> tuple[Link, ...]:
        links = self._frame(shown).indexes
        if all(link.href != address for link in links):
            return links
        return tuple(replace(link, current=link.href == address) for link in links)

    def _language_links(self, shown: str, address: str) -> tuple[LanguageLink, ...]:
        own_prefix = self.prefix(shown)
        # A page that exists in every language leads to itself there; others to the front page.
        rest = address.removeprefix(own_prefix) if own_prefix else address
        twin = self._in_every_language(rest)
        if rest == addresses.editions_address(""):
            twin = all(map(self.has_editions, self.languages))
        if rest == addresses.calls_address(""):
            twin = all(map(self.has_calls, self.languages))
        if rest == addresses.places_address(""):
            twin = all(map(self.has_places, self.languages))
        if rest == addresses.timeline_address(""):
            twin = all(map(self.has_timeline, self.languages))
        return self._kept(
            ("languages", shown, rest if twin else "/", twin),
            lambda: self._make_language_links(shown, rest if twin else "/", twin=twin),
        )

    def _in_every_language(self, rest: str) -> bool:
        """Whether a page stands at an address in every language, whatever is published."""
        return (
            rest in {"/", "/about/", "/archive/", "/latest/", "/topics/", "/bylines/"}
            or any(rest == f"/sections/{section.slug}/" for section in self.sections)
            or any(rest == f"/chapters/{chapter.slug}/" for chapter in self.chapters)
        )

    def _entries(self, entries: tuple[Entry, ...], language: str) -> tuple[Link, ...]:
        """Return a publisher's entries that have a name in a language; a page that stands in every
        language is that of this one."""
        return tuple(
            Link(entry.names[language], self._led(entry, language))
            for entry in entries
            if language in entry.names
        )

    def _led(self, entry: Entry, language: str) -> str:
        if not entry.own:
            return entry.address
        path = path_of(entry.address)
        first, slash, rest = path[1:].partition("/")
        bare = f"/{rest}" if slash and f"/{first}" in self.language_of_prefix else path
        if not self._in_every_language(bare):
            return addresses.quoted(entry.address)
        return addresses.quoted(f"{self.prefix(language)}{bare}{entry.address[len(path) :]}")

    def _make_language_links(
        self, shown: str, rest: str, *, twin: bool
    ) -> tuple[LanguageLink, ...]:
        return tuple(
            LanguageLink(
                language=language,
                name=known.native if (known := known_language(language)) else language,
                direction=direction_of_language(language),
                href=f"{self.prefix(language)}{rest}",
                current=language == shown,
                translation=twin,
            )
            for language in self.languages
        )

    def _frame(self, language: str) -> Frame:
        return self._kept(("frame", language), lambda: self._make_frame(language))

    def _kept(self, key: tuple[object, ...], make: Callable[[], Made]) -> Made:
        """Return what many pages show alike; made the first time it is asked for."""
        kept: dict[tuple[object, ...], Made] = self.__dict__.setdefault("_parts", {})
        if key not in kept:
            kept[key] = make()
        return kept[key]

    def _make_frame(self, language: str) -> Frame:
        prefix = self.prefix(language)
        say = words.translations(language).gettext
        latest = self.list_key("latest", language)
        links = tuple(
            link for section in self.sections if (link := self.section_link(section.slug, language))
        )
        editions = Link(say("Editions"), addresses.editions_address(prefix))
        calls = Link(say("Calls for pieces"), addresses.calls_address(prefix))
        return Frame(
            publication=self.names[language],
            motto=self.mottos[language],
            language=language,
            direction=direction_of_language(language),
            base_address=self.base_address,
            address="",
            title="",
            description=self.mottos[language],
            home=addresses.front_address(prefix),
            sections=links,
            indexes=(
                Link(say("Latest"), latest.address),
                *([editions] if self.has_editions(language) else []),
                *([calls] if self.has_calls(language) else []),
                Link(say("Topics"), addresses.topics_address(prefix)),
                Link(say("Writers"), addresses.bylines_address(prefix)),
                Link(say("Archive"), addresses.archive_address(prefix)),
                Link(say("About"), addresses.about_address(prefix)),
                *self._entries(self.below, language),
            ),
            navigation=self._entries(self.above, language),
            foot_words=self.foot_words.get(language, ""),
            feeds=_feed_links(latest, self.names[language]),
            search=addresses.search_address(prefix),
            latest=latest.address,
            imprint=self.licences.get(language, ""),
            licence_address=self.licence_address,
            accent=self.accent.light,
            accent_style=self.accent_style,
            mark=self.mark,
        )


def _feed_links(key: ListKey, name: str) -> tuple[FeedLink, ...]:
    atom, json = key.feed_addresses
    return (
        FeedLink(name, atom, "application/atom+xml"),
        FeedLink(name, json, "application/feed+json"),
    )
