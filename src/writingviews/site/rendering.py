"""A context in, a page's HTML out: pure, and the same context always gives the same text."""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    FunctionLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    nodes,
)
from jinja2.ext import InternationalizationExtension
from markupsafe import Markup, escape

from writingviews.house.assets import asset_address
from writingviews.house.settings import house_settings
from writingviews.language.calendar import in_calendar, month_names
from writingviews.language.languages import primary_code
from writingviews.site import contexts, samples, words
from writingviews.site.contexts import BylineView, Card, Context, Frame
from writingviews.site.theme import (
    PLAIN,
    TEMPLATES_DIR,
    Stamp,
    Theme,
    path_of,
    read_theme,
    stamp_of,
)
from writingviews.site.typesetting import TypesetBody, keep_whole, speech_kept, typeset_body

logger = logging.getLogger(__name__)

#: Seconds between two looks at the theme's folder.
_LOOK_EVERY: Final = 1.0

TEMPLATES: Final[Mapping[type[Any], str]] = {
    contexts.FrontContext: "site/front.html",
    contexts.ListContext: "site/list.html",
    contexts.ArchiveContext: "site/archive.html",
    contexts.TopicsContext: "site/topics.html",
    contexts.BylinesContext: "site/bylines.html",
    contexts.PlacesContext: "site/places.html",
    contexts.TimelineContext: "site/timeline.html",
    contexts.EditionsContext: "site/editions.html",
    contexts.EditionContext: "site/edition.html",
    contexts.CallsContext: "site/calls.html",
    contexts.CallContext: "site/call.html",
    contexts.EnterContext: "site/enter.html",
    contexts.ArticleContext: "site/article.html",
    contexts.DraftsContext: "site/drafts.html",
    contexts.AboutContext: "site/about.html",
    contexts.SearchContext: "site/search.html",
    contexts.ReplyFormContext: "site/reply_form.html",
    contexts.ReplyHeldContext: "site/reply_held.html",
    contexts.ReplyOwnContext: "site/reply_own.html",
    contexts.ReplyReportContext: "site/reply_report.html",
    contexts.NotFoundContext: "site/not_found.html",
    contexts.GoneContext: "site/gone.html",
    contexts.RedirectContext: "site/redirect.html",
}

# About 1 KB each, for each language. A card comes in up to five manners; a rebuild meets those of
# related articles in no order, and forgotten ones would be drawn again and again.
_MOST_CARDS: Final = 49_152

_NO_SOCIAL: Final = contexts.Social()

# By the name of the numbering system (CLDR); a language that is not here writes 0–9.
_DIGITS: Final = {"arabext": "۰۱۲۳۴۵۶۷۸۹", "arab": "٠١٢٣٤٥٦٧٨٩"}

# In a data block nothing is executed, but "</script" would end it.
_JSON_ESCAPES: Final = {
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


class Renderer:
    """Renders contexts with one Jinja2 environment a language.

    Args:
        asset: gives the address of a built front-end file by its plain name ("site.css").
        theme: the publication's own templates and style.
    """

    def __init__(self, asset: Callable[[str], str], theme: Theme = PLAIN) -> None:
        self._asset = asset
        self.theme = theme
        self._templates: dict[tuple[str, type[Any]], Template] = {}
        self._environments: dict[str, Environment] = {}

    def render(self, context: Context) -> str:
        """Return the whole page as HTML; about 0.2 ms for an article, whatever its length.

        Raises:
            TypeError: ``context`` is none of the classes of `contexts`.
            jinja2.UndefinedError: a template names what its context has not.
        """
        language = context.frame.language
        template = self._templates.get((language, type(context)))
        if template is None:
            template = self._template(language, type(context))
        return template.render(page=context, frame=context.frame)

    def _template(self, language: str, kind: type[Any]) -> Template:
        try:
            name = TEMPLATES[kind]
        except KeyError:
            raise TypeError(
                f"No template for {kind.__name__}; pass one of "
                f"{', '.join(known.__name__ for known in TEMPLATES)}."
            ) from None
        environment = self._environments.get(language)
        if environment is None:
            environment = self._environments[language] = make_environment(
                language, self._asset, self.theme
            )
        template = self._templates[language, kind] = environment.get_template(name)
        return template


def theme_dir() -> Path:
    """Where the publication's own templates and style lie, if it has any."""
    return house_settings().folder / "theme"


class _HouseRenderer:
    """The renderer of the theme as it lies in the publication's folder."""

    def __init__(self) -> None:
        self._known: tuple[Path, Stamp, Renderer] | None = None
        self._looked = float("-inf")

    def get(self) -> Renderer:
        """Return it. The folder is looked at once a second."""
        now, folder = time.monotonic(), theme_dir()
        known = self._known
        if known is None or known[0] != folder or now - self._looked > _LOOK_EVERY:
            self._looked = now
            stamp = stamp_of(folder)
            if known is None or known[:2] != (folder, stamp):
                known = self._known = (folder, stamp, Renderer(asset_address, _read(folder)))
        return known[2]


_house_renderer: Final = _HouseRenderer()


def _read(folder: Path) -> Theme:
    theme = read_theme(folder, _try_out)
    for problem in theme.problems:
        logger.warning("theme file not used: %s", problem.file)
    return theme


def _try_out(templates: Mapping[str, str]) -> None:
    """Draw the sample publication in all its languages with some templates of a theme."""
    renderer = Renderer(asset_address, Theme(templates, ""))
    for language in samples.LANGUAGES:
        for context in samples.contexts(language).values():
            renderer.render(context)


def house_theme() -> Theme:
    """Return the publication's theme, and what is wrong with it."""
    return _house_renderer.get().theme


def render(context: Context) -> str:
    """Return the whole page as HTML, with the front end's files as they are built now, and the
    publication's own templates where it has any.

    Raises:
        TypeError: ``context`` is none of the classes of `contexts`.
        AssetMissing: the front end is not built.
    """
    return _house_renderer.get().render(context)


class _WordsInPlace(InternationalizationExtension):
    """Translates while a template is compiled, where a sentence has no variable.

    An environment knows one language, so such a sentence is as constant as the tags around it.
    """

    def _make_node(  # the signature is Jinja's
        self,
        singular: str,
        plural: str | None,
        context: str | None,
        variables: dict[str, nodes.Expr],
        plural_expr: nodes.Expr | None,
        vars_referenced: bool,  # noqa: FBT001
        num_called_num: bool,  # noqa: FBT001
    ) -> nodes.Output:
        if plural is None and not variables and not vars_referenced:
            text = words.translations(self.environment.globals["language"]).gettext(singular)
            return nodes.Output([nodes.TemplateData(escape(text))])
        return super()._make_node(
            singular, plural, context, variables, plural_expr, vars_referenced, num_called_num
        )


def _around(frame: Frame) -> Frame:
    """Return the frame without what only the document's head shows."""
    return replace(
        frame,
        address=frame.address if frame.address == frame.latest else "",
        title="",
        description="",
        base_address="",
        accent_style="",
        social=_NO_SOCIAL,
        json_ld=None,
        index=True,
    )


def make_environment(
    language: str, asset: Callable[[str], str], theme: Theme = PLAIN
) -> Environment:
    """Return the Jinja2 environment for pages in ``language``: words, dates and digits are its."""
    translated = words.translations(language)
    environment = Environment(
        loader=_loader(theme),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=[_WordsInPlace],
    )
    # The environment gets this method from its extension, so its class does not show it.
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        translated.gettext, translated.ngettext, newstyle=True
    )
    environment.globals.update(
        asset=asset,
        language=language,
        own_style=theme.style_name,
        **_parts(environment, language),
    )
    environment.filters.update(_filters(language))
    return environment


def _loader(theme: Theme) -> BaseLoader:
    """Return what finds ``site/front.html``, the theme's or ours, and ``builtin/front.html``."""
    ours = FileSystemLoader(TEMPLATES_DIR)

    def own(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        text = theme.templates.get(name)
        return None if text is None else (text, path_of(name), lambda: True)

    return ChoiceLoader(
        [
            PrefixLoader(
                {"site": FunctionLoader(own), "builtin": FileSystemLoader(TEMPLATES_DIR / "site")}
            ),
            ours,
        ]
    )


def _parts(environment: Environment, language: str) -> dict[str, Callable[..., object]]:
    """Return what templates call for parts of a page; what comes again is rendered once."""
    link_name = words.translations(language).gettext("Link to this heading")

    # What stands around a page differs by section and by the page's twins in other languages
    # only. Rendered once for each, it saves half of an article page's cost.
    @lru_cache(maxsize=512)
    def around(name: str, frame: Frame, *, front: bool) -> Markup:
        html = environment.get_template(name).render(frame=frame, front=front)
        return Markup(html)  # noqa: S704 - a template escaped it

    def masthead(frame: Frame, *, front: bool = False) -> Markup:
        return around("site/masthead.html", _around(frame), front=front)

    def foot(frame: Frame) -> Markup:
        return around("site/foot.html", _around(frame), front=False)

    # A piece's card stands on its section's page, its topics', its writer's and beside what is
    # related, each time alike. It is known again by which object it is (`Reader.card` keeps it):
    # to compare two cards takes as long as to draw one. Kept beside its HTML, its id stays its own.
    cards: dict[object, tuple[Card, Markup]] = {}

    def card(shown: Card, level: int = 3, **manner: object) -> Markup:
        key = (id(shown), level, *manner.items())
        known = cards.get(key)
        if known is not None:
            return known[1]
        if len(cards) >= _MOST_CARDS:
            cards.clear()
        parts: Any = environment.get_template("site/parts.html").module
        html: Markup = parts.card_html(shown, level, **manner)
        cards[key] = shown, html
        return html

    def typeset(page: contexts.ArticleContext) -> TypesetBody:
        asked = page.card.kind == "interview"
        own = page.card.language
        body = speech_kept(page.body_html, own)
        notes = tuple(speech_kept(note, own) for note in page.footnotes)
        speakers = tuple(speaker.name for speaker in page.speakers)
        return typeset_body(body, notes, link_name, interview=asked, speakers=speakers)

    return {"card": card, "foot": foot, "masthead": masthead, "typeset": typeset}


def _filters(language: str) -> dict[str, Callable[..., object]]:
    """Return the filters that say a value as ``language`` says it."""
    translated = words.translations(language)
    comma = str(escape(translated.gettext(", ")))

    def number(value: int) -> str:
        return in_digits(str(value), language)

    @cache
    def minutes(count: int) -> str:
        text = translated.ngettext("%(shown)s min", "%(shown)s min", count)
        return text % {"shown": number(count)}

    def size(count: int) -> str:
        kilobytes = max(1, round(count / 1024))
        if kilobytes < 1024:
            return translated.gettext("%(shown)s KB") % {"shown": number(kilobytes)}
        return translated.gettext("%(shown)s MB") % {"shown": number(round(kilobytes / 1024))}

    def file_facts(offer: contexts.OfferLink) -> Markup:
        said = [f"<bdi>{escape(offer.kind)}</bdi>"]
        if offer.pages:
            pages = translated.ngettext("%(shown)s page", "%(shown)s pages", offer.pages)
            said.append(str(escape(pages % {"shown": number(offer.pages)})))
        said.append(str(escape(size(offer.bytes))))
        return Markup(comma.join(said))  # noqa: S704 - each part is escaped above

    @lru_cache(maxsize=_MOST_CARDS)
    def unbroken(text: str) -> Markup:
        return Markup(keep_whole(str(escape(text))))  # noqa: S704 - escaped, or a document's HTML

    @lru_cache(maxsize=4_096)
    def names(bylines: tuple[BylineView, ...]) -> Markup:
        # Isolated, so that a Latin name's full stop stays with it in a Persian line.
        html = comma.join(f"<bdi>{escape(byline.name)}</bdi>" for byline in bylines)
        return Markup(html)  # noqa: S704 - escaped the line above

    def kind_name(kind: str) -> str:
        return translated.gettext(words.KINDS[kind]) if kind in words.KINDS else kind

    return {
        "date": lambda day: long_date(day, language),
        "file_facts": file_facts,
        "json_block": json_block,
        "kind_name": kind_name,
        "minutes": minutes,
        "month": lambda day: month_and_year(day, language),
        "month_name": lambda day: month_name(day, language),
        "names": names,
        "number": number,
        "unbroken": unbroken,
        "work_name": lambda what: translated.gettext(words.WORKS[what]),
    }


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        base = language.partition("-")[0]
        return _locale(base) if base != language else Locale("en")


def _formatted(day: date, pattern: str, language: str) -> str:
    return in_digits(format_date(day, pattern, locale=_locale(language)), language)


@lru_cache(maxsize=64)
def digits(language: str) -> str:
    """Return the ten digits of ``language``, "۰۱۲۳۴۵۶۷۸۹" in Persian."""
    return _DIGITS.get(_locale(language).default_numbering_system, "0123456789")


def in_digits(text: str, language: str) -> str:
    """Return ``text`` with its 0–9 as ``language`` writes them."""
    own = digits(language)
    return text if own[0] == "0" else text.translate(str.maketrans("0123456789", own))


@lru_cache(maxsize=16_384)
def long_date(day: date, language: str) -> str:
    """Return "12 March 2026" as ``language`` writes it, by its readers' calendar and in its digits
    ("۲۱ اسفند ۱۴۰۴")."""
    if months := month_names(language):
        year, month, number = in_calendar(day, language)
        return in_digits(f"{number} {months[month - 1]} {year}", language)
    if language == "en":  # day first here: Babel's "en" is American
        return _formatted(day, "d MMMM y", language)
    if day.day == 1 and primary_code(language) == "fr":  # the first alone is counted in order
        return _formatted(day, "d'er' MMMM y", language)
    return _formatted(day, "long", language)


@lru_cache(maxsize=4_096)
def month_and_year(day: date, language: str) -> str:
    """Return "March 2026" as ``language`` writes it over a list, in its digits: with a capital."""
    if months := month_names(language):
        year, month, _ = in_calendar(day, language)
        return in_digits(f"{months[month - 1]} {year}", language)
    pattern = _locale(language).datetime_skeletons["yMMMM"].pattern
    return _begun(_formatted(day, pattern, language))


@lru_cache(maxsize=4_096)
def month_name(day: date, language: str) -> str:
    """Return "March" as ``language`` writes it where a month stands alone, with a capital."""
    if months := month_names(language):
        return months[in_calendar(day, language)[1] - 1]
    return _begun(_formatted(day, "LLLL", language))


def _begun(line: str) -> str:
    # Not `capitalize`, which would make the rest small.
    return line[:1].upper() + line[1:]


def json_block(text: str) -> Markup:
    """Return JSON that may stand inside ``<script type="application/ld+json">``."""
    return Markup(text.translate(_JSON_ESCAPES))  # noqa: S704 - escaped the line above
