"""What each public page is given: one frozen dataclass, and nothing else.

A template receives a single name, ``page``, which is one of the contexts below; `rendering.render`
chooses the template by the context's class. The classes hold values that are ready to be shown:
no database object, no callable, no request. So the same context gives the same bytes.

Conventions
-----------
``*_html``
    HTML that `writingviews.document` rendered (escaped by construction). Only these names are
    printed unescaped; a test holds it. Everything else is plain text and is escaped.
``href``
    A path on this publication ("/fa/articles/…/") or a full http(s) address.
``language``, ``direction``
    BCP 47 tag and "ltr" | "rtl". A card states its own: a list may mix languages.
``hue``
    The number of a section's colour, 0–5 (see frontend/site/site.css); None takes the accent.
    Sections are numbered by their order, a seventh beginning again at 0, unless a publisher has
    given one another colour.
``date``
    A `datetime.date`; a template prints it in the page's language and digits.

Sequences are tuples, so that a context is a value. `PictureView` is the document
room's; a template says a picture's ``sizes`` itself, since it knows the column.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from writingviews.document.html import PictureView

Direction = Literal["ltr", "rtl"]


# --- Parts ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Link:
    """A name that leads somewhere; ``current`` marks the page one is on."""

    name: str
    href: str
    hue: int | None = None
    current: bool = False
    language: str | None = None
    direction: Direction | None = None


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The way to another language.

    ``translation`` is True where ``href`` is this page in that language, and False where it is
    that language's front page because this page has no translation there.
    """

    language: str
    name: str  # in the language itself: "فارسی"
    direction: Direction
    href: str
    current: bool = False
    translation: bool = False


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed: ``mime`` is "application/atom+xml" or "application/feed+json"."""

    name: str
    href: str
    mime: str


@dataclass(frozen=True, slots=True)
class Social:
    """What the page says of itself to other programs (Open Graph). Addresses are absolute."""

    kind: Literal["website", "article", "profile"] = "website"
    image: str | None = None
    image_width: int | None = None
    image_height: int | None = None
    image_alt: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """The publication's own picture: beside its name, and as icons (PNG, 48, 180, 512 pixels)."""

    src: str
    width: int
    height: int
    icon: str
    touch: str
    large: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page: masthead, head of the document and foot.

    ``title`` is the page's own, in plain text ("" on the front page); the publication's name is
    added to it. ``address`` is the canonical path, ``base_address`` the public base without a
    trailing slash. ``json_ld`` is a schema.org object as JSON text. ``accent`` is the
    publication's colour: "madder", "ink", "moss", "plum", "ochre", "slate", or ``#rrggbb`` with
    ``accent_style``, the address of the style that brings it.
    """

    publication: str
    motto: str
    language: str
    direction: Direction
    base_address: str
    address: str
    title: str
    description: str
    home: str
    languages: tuple[LanguageLink, ...] = ()
    sections: tuple[Link, ...] = ()
    indexes: tuple[Link, ...] = ()  # topics, writers, archive, about: the list at the foot
    navigation: tuple[Link, ...] = ()  # the publisher's own, behind the sections
    foot_words: str = ""  # a line of the publisher's at the foot
    feeds: tuple[FeedLink, ...] = ()
    search: str = "/search"
    query: str = ""  # what stands in the search field
    imprint: str = ""  # one line at the foot: under what readers may pass on what they read
    licence_address: str = ""  # where that stands in full
    latest: str = ""  # the list of everything, newest first
    social: Social = Social()
    json_ld: str | None = None
    accent: str = "madder"
    accent_style: str = ""
    mark: Mark | None = None  # beside the name; None for the program's own in the browser's tab
    index: bool = True  # False asks search engines to leave the page out


@dataclass(frozen=True, slots=True)
class BylineView:
    """A public name on a piece. ``monogram`` is one or two letters; ``href`` its page."""

    name: str
    href: str
    monogram: str
    portrait: PictureView | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """An article in a list, and the head of its own page.

    ``kind`` is a key of `words.KINDS` ("essay", "report", "story", "poem", "review",
    "interview"). ``verse_html`` may carry the first lines of a poem for the front page.
    """

    href: str
    title_html: str
    kind: str
    language: str
    direction: Direction
    published: date | None
    standfirst_html: str = ""
    section: Link | None = None
    bylines: tuple[BylineView, ...] = ()
    reading_minutes: int = 1
    picture: PictureView | None = None
    picture_alt: str = ""
    dateline: str = ""
    verse_html: str = ""


# --- The front page and lists -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SectionBlock:
    """One section on the front page: its first card leads, the others follow as lines."""

    section: Link
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class FrontContext:
    """The front page. All parts may be empty: a new publication has published nothing."""

    frame: Frame
    lead: Card | None = None
    secondaries: tuple[Card, ...] = ()
    sections: tuple[SectionBlock, ...] = ()
    latest: tuple[Card, ...] = ()
    topics: tuple[Link, ...] = ()
    older: str | None = None


@dataclass(frozen=True, slots=True)
class ListContext:
    """A list of articles: of a section, a chapter, a topic, a byline, a place, a month, or of all.

    Pages are numbered from the oldest (so an old page never changes): ``number`` of ``numbers``.
    ``newer`` and ``older`` are hrefs. ``day`` is the first day of the month of a month's list.
    ``portrait`` and ``monogram`` belong to a byline's list, ``about`` (paragraphs of plain text) to
    a byline's and a chapter's.
    """

    frame: Frame
    kind: Literal["section", "chapter", "topic", "byline", "place", "month", "latest"]
    heading: str
    cards: tuple[Card, ...]
    intro: str = ""
    hue: int | None = None
    number: int = 1
    numbers: int = 1
    count: int = 0
    newer: str | None = None
    older: str | None = None
    day: date | None = None
    monogram: str = ""
    portrait: PictureView | None = None
    about: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class ArchiveMonth:
    """A month in the archive; ``day`` is its first day."""

    day: date
    href: str
    count: int


@dataclass(frozen=True, slots=True)
class ArchiveYear:
    """A year with the months in which something appeared, in the order to be shown."""

    year: int
    count: int
    months: tuple[ArchiveMonth, ...]


@dataclass(frozen=True, slots=True)
class ArchiveContext:
    """All months, newest year first. ``ways`` lead to the places and the timeline of reports."""

    frame: Frame
    years: tuple[ArchiveYear, ...] = ()
    ways: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceMark:
    """A place on the map: ``x`` and ``y`` in the map's units; ``named`` says whether there is room
    for its name beside it."""

    name: str
    href: str
    x: int
    y: int
    named: bool = True


@dataclass(frozen=True, slots=True)
class MapView:
    """A map of coasts, ``width`` by ``height`` units: ``land`` is the data of an SVG path."""

    width: int
    height: int
    land: str
    marks: tuple[PlaceMark, ...]


@dataclass(frozen=True, slots=True)
class PlacesContext:
    """The places of which a language's reports tell, in its alphabetical order, and a map of those
    of which it is known where they lie. ``timeline`` leads to the timeline, if there is one."""

    frame: Frame
    places: tuple[Link, ...] = ()
    map: MapView | None = None
    timeline: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """A report in the timeline, by the day of what it tells."""

    day: date
    card: Card
    place: Link | None = None


@dataclass(frozen=True, slots=True)
class TimelineContext:
    """What the reports of a ``year`` tell, by the day on which it happened, the newest first.
    ``years`` are all there are. ``places`` leads to the places, if there are any."""

    frame: Frame
    year: int
    happenings: tuple[Happening, ...] = ()
    years: tuple[Link, ...] = ()
    places: str = ""


@dataclass(frozen=True, slots=True)
class TopicEntry:
    """A topic in the index, with the number of its articles (0 says none)."""

    name: str
    href: str
    count: int


@dataclass(frozen=True, slots=True)
class TopicsContext:
    """The index of topics, in alphabetical order of the page's language."""

    frame: Frame
    topics: tuple[TopicEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class BylineEntry:
    """A byline in the index, with the first sentence about it; a ``count`` of 0 is not shown."""

    name: str
    href: str
    monogram: str
    count: int
    portrait: PictureView | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class BylinesContext:
    """The index of writers, in alphabetical order of the page's language."""

    frame: Frame
    bylines: tuple[BylineEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class EditionEntry:
    """An edition as a cover: in the index, and at the head of its own page.

    ``label`` is its number or season. Without a ``picture`` the title is the cover.
    """

    title: str
    href: str
    language: str
    direction: Direction
    published: date
    label: str = ""
    standfirst: str = ""
    picture: PictureView | None = None
    picture_alt: str = ""


@dataclass(frozen=True, slots=True)
class EditionsContext:
    """The index of a language's editions, the newest first."""

    frame: Frame
    editions: tuple[EditionEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class EditionContext:
    """An edition: a named collection of articles in the order an editor gave them.

    ``letter`` are the paragraphs of the editor's letter in plain text, ``signed`` is who signs it,
    ``credit`` the cover's. Of its articles only those that readers may see are in ``cards``.
    """

    frame: Frame
    edition: EditionEntry
    cards: tuple[Card, ...] = ()
    letter: tuple[str, ...] = ()
    signed: str = ""
    credit: str = ""


# --- Calls for pieces -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CallView:
    """A call for pieces: in the index, and at the head of its own page.

    ``state`` is "upcoming", "open" or "closed"; ``deadline`` is its last day. ``kinds`` are keys of
    `words.KINDS`, none for all of them. ``anonymity`` is "open", "writer_unknown" or
    "both_unknown".
    """

    title: str
    href: str
    language: str
    direction: Direction
    state: str
    opens: date
    deadline: date
    answer_by: date
    answer_days: int
    kinds: tuple[str, ...] = ()
    section: Link | None = None
    for_everybody: bool = True
    anonymity: str = "open"


@dataclass(frozen=True, slots=True)
class CallsContext:
    """The index of a language's calls: open, still to open, and closed ones."""

    frame: Frame
    open: tuple[CallView, ...] = ()
    upcoming: tuple[CallView, ...] = ()
    closed: tuple[CallView, ...] = ()


@dataclass(frozen=True, slots=True)
class CallContext:
    """A call: what is sought, until when, and the way in.

    ``enter`` is None while it is not open.
    """

    frame: Frame
    call: CallView
    sought_html: str
    enter: str | None = None


@dataclass(frozen=True, slots=True)
class EnterContext:
    """The form by which somebody without an account enters a call.

    ``token`` is Django's against forged requests; ``errors`` are pairs of a field ("username",
    "password", "byline", "kind"; any other means the whole form) and a sentence in the page's
    language; the values come back as they were typed, the password never. ``sign_in`` leads to the
    door for who has an account. Without ``action`` the call is not open, or not to strangers.
    """

    frame: Frame
    call: CallView
    sign_in: str
    action: str = ""
    token: str = ""
    username: str = ""
    byline: str = ""
    kind: str = ""
    kinds: tuple[str, ...] = ()
    errors: tuple[tuple[str, str], ...] = ()


# --- An article -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LeadPicture:
    """The picture under an article's headline."""

    picture: PictureView
    alt: str
    caption_html: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class HeadingLink:
    """A heading of the body, for the list of contents: ``anchor`` is its id."""

    anchor: str
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One entry of the list of sources. ``anchor`` is its id where citations point to it."""

    text_html: str
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """What was wrong, what is right, and since when."""

    date: date
    text: str
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class WriterBox:
    """The box about a writer under an article; ``about`` are paragraphs of plain text."""

    name: str
    href: str
    monogram: str
    portrait: PictureView | None = None
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReplyView:
    """A reader's reply that was let through. ``answers`` have no answers of their own.

    ``answer_href`` is the page with the form to answer it; None where replies are closed.
    ``report_href`` is where it is reported. ``writer_href`` is the page of the byline under which a
    writer of the piece answers; None for a reader. Without paragraphs, who wrote it deleted it.
    """

    anchor: str
    name: str
    date: date
    paragraphs_html: tuple[str, ...]
    answers: tuple["ReplyView", ...] = ()
    answer_href: str | None = None
    report_href: str | None = None
    writer_href: str | None = None


@dataclass(frozen=True, slots=True)
class OfferLink:
    """A file to take along: ``format`` is ``leaflet`` or ``epub``, ``kind`` what it is called among
    files. ``pages`` is 0 where it has none."""

    format: str
    href: str
    kind: str
    bytes: int
    pages: int = 0


@dataclass(frozen=True, slots=True)
class ReplyForm:
    """Where the form under an article is sent to; ``closed`` shows a sentence in its place.

    ``rules`` are the publication's own, a line each; empty for the house's words.
    """

    action: str
    closed: bool = False
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewedView:
    """What a review is of: ``what`` is a key of `words.WORKS` ("book", "film", "performance",
    "exhibition", "music", "game", "other"), ``by`` who made it, ``facts`` where and when."""

    what: str
    title: str
    by: str = ""
    facts: str = ""


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """Somebody who speaks in an interview, and who they are."""

    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class ArticleContext:
    """An article.

    ``card`` holds what its list entry holds (its own picture is not shown again: ``lead`` is).
    ``footnotes`` are the notes' HTML, the first being note 1. ``content_note`` warns of what a
    reader may not wish to meet. Of ``contents`` the second level is shown, from three entries on.
    ``newer`` and ``older`` are the neighbours in time of the same language. ``editions`` are those
    in which it stands. ``chapter`` is the local group it is from, where readers are told.
    ``happened`` is the day of what a report tells, ``place`` where, ``reviewed`` what a review is
    of, ``speakers`` who speaks in an interview. ``began`` leads to its first draft, where its
    writers show it.
    """

    frame: Frame
    card: Card
    body_html: str
    content_note: str = ""
    lead: LeadPicture | None = None
    updated: date | None = None
    topics: tuple[Link, ...] = ()
    editions: tuple[Link, ...] = ()
    chapter: Link | None = None
    footnotes: tuple[str, ...] = ()
    contents: tuple[HeadingLink, ...] = ()
    sources: tuple[SourceEntry, ...] = ()
    corrections: tuple[CorrectionView, ...] = ()
    writers: tuple[WriterBox, ...] = ()
    more_from_writer: tuple[Card, ...] = ()
    related: tuple[Card, ...] = ()
    newer: Link | None = None
    older: Link | None = None
    replies: tuple[ReplyView, ...] = ()
    reply_form: ReplyForm | None = None
    offers: tuple[OfferLink, ...] = ()
    happened: date | None = None
    reviewed: ReviewedView | None = None
    speakers: tuple[SpeakerView, ...] = ()
    began: str | None = None
    place: Link | None = None


@dataclass(frozen=True, slots=True)
class DraftSide:
    """One of two versions of an article: what stands above and below its blocks.

    The ids of ``footnotes`` and of the anchors that lead to ``sources`` begin with ``prefix``.
    """

    title_html: str
    words: int
    prefix: str
    standfirst_html: str = ""
    footnotes: tuple[str, ...] = ()
    sources: tuple[SourceEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftRow:
    """Blocks that stand beside each other; "" where one version has none. ``state`` is "same",
    "changed", or "first" or "last" for the one that alone has it."""

    first_html: str
    last_html: str
    state: str


@dataclass(frozen=True, slots=True)
class DraftsContext:
    """How an article began: its first draft beside what was printed.

    Words that one of them alone has are in ``del`` and ``ins``. ``card`` is the article's.
    """

    frame: Frame
    card: Card
    first: DraftSide
    last: DraftSide
    rows: tuple[DraftRow, ...] = ()


# --- Standing pages ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AboutContext:
    """What the publication says of itself.

    With ``public_key``, 56 letters, readers check copies of the publication; it may be empty.
    ``chapters`` are its local groups.
    """

    frame: Frame
    heading: str
    body_html: str
    public_key: str = ""
    chapters: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """An article that was found, with the passage in which (``<mark>`` around the words)."""

    card: Card
    passage_html: str = ""


@dataclass(frozen=True, slots=True)
class SearchChoice:
    """A choice of a filter; the empty ``value`` narrows nothing."""

    value: str
    name: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """By what a search is narrowed: ``name`` in the address, ``label`` and its choices."""

    name: str
    label: str
    choices: tuple[SearchChoice, ...]


@dataclass(frozen=True, slots=True)
class SearchContext:
    """The search page: with ``query`` empty it asks; with results empty it says so.

    ``count`` is the number of all results, of which this page shows ``first`` and on (from 1).
    ``suggestion`` is another spelling that finds something. ``scopes`` are the same search in
    one language or in all; ``problem`` a sentence about a query that could not be run.
    """

    frame: Frame
    query: str = ""
    results: tuple[SearchResult, ...] = ()
    count: int = 0
    first: int = 1
    previous: str | None = None
    next: str | None = None
    suggestion: Link | None = None
    scopes: tuple[Link, ...] = ()
    problem: str = ""
    filters: tuple["SearchFilter", ...] = ()
    scope: str = ""


@dataclass(frozen=True, slots=True)
class ReplyFormContext:
    """The reply form on a page of its own: after a mistake, or to answer a reply (``parent``).

    ``errors`` are pairs of a field ("name", "text", "email"; any other means the whole form) and a
    sentence in the page's language; the values come back as they were typed.
    """

    frame: Frame
    card: Card
    action: str
    name: str = ""
    text: str = ""
    email: str = ""
    errors: tuple[tuple[str, str], ...] = ()
    parent: ReplyView | None = None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReplyHeldContext:
    """Said after a reply has been stored: an editor will read it first.

    ``own_href`` is where it can be changed or deleted, shown this once; ``anchor`` is where it will
    stand under the article; ``mailed`` says that the link comes by mail as well.
    """

    frame: Frame
    card: Card
    own_href: str = ""
    anchor: str = ""
    mailed: bool = False


@dataclass(frozen=True, slots=True)
class ReplyOwnContext:
    """A reply before whoever wrote it: to change, or to delete.

    ``done`` is "changed" or "deleted" after either; ``errors`` are those of the form.
    """

    frame: Frame
    card: Card
    action: str
    name: str = ""
    text: str = ""
    errors: tuple[tuple[str, str], ...] = ()
    done: str = ""


@dataclass(frozen=True, slots=True)
class ReplyReportContext:
    """Before a reader reports a reply, and after (``sent``); ``problem``: why it was not taken."""

    frame: Frame
    card: Card
    action: str
    reply: ReplyView
    sent: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class NotFoundContext:
    """404. ``latest`` offers something to read instead."""

    frame: Frame
    latest: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True)
class GoneContext:
    """410: the page was taken down. ``reason`` is a sentence, if there is one to give."""

    frame: Frame
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RedirectContext:
    """A page that has moved to ``target``; works from a plain file server too."""

    frame: Frame
    target: str


Context = (
    FrontContext
    | ListContext
    | ArchiveContext
    | TopicsContext
    | BylinesContext
    | PlacesContext
    | TimelineContext
    | EditionsContext
    | EditionContext
    | CallsContext
    | CallContext
    | EnterContext
    | ArticleContext
    | DraftsContext
    | AboutContext
    | SearchContext
    | ReplyFormContext
    | ReplyHeldContext
    | ReplyOwnContext
    | ReplyReportContext
    | NotFoundContext
    | GoneContext
    | RedirectContext
)
