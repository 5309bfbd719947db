"""Every public page renders, whole and safe, in every language."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from jinja2 import UndefinedError
from jinja2.ext import babel_extract
from lxml import html as lxml_html

from writingviews.site import contexts as contexts_module
from writingviews.site import samples, words
from writingviews.site.contexts import (
    BylineView,
    Context,
    CorrectionView,
    ListContext,
    RedirectContext,
    ReplyView,
    SearchContext,
)
from writingviews.site.rendering import (
    TEMPLATES,
    Renderer,
    in_digits,
    long_date,
    month_and_year,
    month_name,
)
from writingviews.site.theme import TEMPLATES_DIR

RENDERER = Renderer(lambda name: f"/assets/{name}")

PAGES = [
    pytest.param(context, id=f"{language} {name}")
    for language in samples.LANGUAGES
    for name, context in samples.contexts(language).items()
]

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;{{ 7*7 }}"

_VOID = {"meta", "link", "img", "source", "input", "br", "hr"}
# Elements whose end tag HTML lets one leave out; we never do.
_SVG_EMPTY = {"circle", "path"}


class Balance(HTMLParser):
    """Notes every tag that is closed out of turn, and every attribute given twice."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        twice = [name for name, times in Counter(name for name, _ in attrs).items() if times > 1]
        self.faults += [f"<{tag}> has {name} twice" for name in twice]
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID | _SVG_EMPTY:
            self.faults.append(f"<{tag}/> is not an empty element")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")


def parse(page: str) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(page)


def texts(page: str, path: str) -> list[str]:
    return [element.text_content().strip() for element in parse(page).xpath(path)]


@pytest.mark.parametrize("context", PAGES)
def test_a_page_is_well_formed(context: Context) -> None:
    page = RENDERER.render(context)
    balance = Balance()
    balance.feed(page)
    assert balance.faults == []
    assert balance.open == []
    root = parse(page)
    ids = [element.get("id") for element in root.xpath("//*[@id]")]
    assert [i for i, times in Counter(ids).items() if times > 1] == []
    named = root.xpath("//@aria-labelledby | //@aria-describedby | //label/@for")
    assert [name for each in named for name in each.split() if name not in ids] == []
    own_links = [href[1:] for href in root.xpath("//a/@href") if href.startswith("#")]
    assert [target for target in own_links if target not in ids] == []


@pytest.mark.parametrize("context", PAGES)
def test_a_page_bears_no_inline_style_or_script(context: Context) -> None:
    root = parse(RENDERER.render(context))
    assert root.xpath("//@style") == []
    assert root.xpath("//style") == []
    assert [a for a in root.xpath("//@*") if a.attrname and a.attrname.startswith("on")] == []
    scripts = root.xpath("//script")
    assert [s.get("src") for s in scripts if s.get("type") is None] == ["/assets/site.js"]
    assert {s.get("type") for s in scripts} <= {None, "application/ld+json"}
    assert not [a for a in root.xpath("//@href") if a.strip().lower().startswith("javascript")]


@pytest.mark.parametrize("context", PAGES)
def test_a_page_has_its_landmarks_and_one_heading_of_the_first_level(context: Context) -> None:
    root = parse(RENDERER.render(context))
    assert len(root.xpath("//main")) == len(root.xpath("//body/header")) == 1
    assert len(root.xpath("//body/footer")) == 1
    assert len(root.xpath("//h1")) == 1
    assert root.xpath("//body/a[1]/@href") == ["#main"]
    levels = [int(h.tag[1]) for h in root.xpath("//main//h1|//main//h2|//main//h3|//main//h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert root.get("lang") == context.frame.language
    assert root.get("dir") == context.frame.direction
    assert [i for i in root.xpath("//img") if i.get("alt") is None] == []
    assert [i for i in root.xpath("//main//picture/img") if not i.get("width")] == []


@pytest.mark.parametrize("context", PAGES)
def test_nothing_is_fetched_from_another_host(context: Context) -> None:
    root = parse(RENDERER.render(context))
    fetched = root.xpath("//@src | //@srcset | //link[@rel='stylesheet']/@href | //form/@action")
    assert fetched
    assert [address for address in fetched if not re.match(r"/(?!/)", address)] == []


def test_the_same_context_gives_the_same_page() -> None:
    for language in samples.LANGUAGES:
        for name, context in samples.contexts(language).items():
            again = samples.contexts(language)[name]
            fresh = Renderer(lambda name: f"/assets/{name}")
            assert RENDERER.render(context) == RENDERER.render(again) == fresh.render(context)


def test_pages_rendered_in_between_leave_no_trace() -> None:
    page = samples.article("en")
    before = RENDERER.render(page)
    other_section = replace(page.frame, sections=page.frame.sections[:1], query="fog")
    assert RENDERER.render(replace(page, frame=other_section)) != before
    assert RENDERER.render(page) == before


def test_every_context_has_a_template_and_every_template_a_context() -> None:
    declared = {
        item
        for item in vars(contexts_module).values()
        if isinstance(item, type) and item.__name__.endswith("Context")
    }
    assert set(TEMPLATES) == declared
    shared = {"base.html", "parts.html", "masthead.html", "foot.html"}
    on_disk = {path.name for path in (TEMPLATES_DIR / "site").iterdir()} - shared
    assert {Path(name).name for name in TEMPLATES.values()} == on_disk


def test_what_is_no_context_is_refused() -> None:
    class Stranger:
        frame = samples.frame("en")

    with pytest.raises(TypeError, match=r"No template for Stranger; pass one of FrontContext"):
        RENDERER.render(Stranger())  # type: ignore[arg-type]


def test_a_template_may_not_name_what_its_context_has_not() -> None:
    frame = samples.frame("en")
    wrong = RedirectContext(frame, "/x/")
    renderer = Renderer(lambda name: name)
    renderer._templates["en", RedirectContext] = renderer._template("en", SearchContext)
    with pytest.raises(UndefinedError, match="query"):
        renderer.render(wrong)


# --- Hostile values -------------------------------------------------------------------------------


def test_hostile_text_stays_text() -> None:
    frame = replace(
        samples.frame("en"),
        publication=HOSTILE,
        motto=HOSTILE,
        title=HOSTILE,
        description=HOSTILE,
        query=HOSTILE,
        imprint=HOSTILE,
        json_ld='{"headline": "</script><script>alert(1)</script>"}',
    )
    card = replace(samples.card("en"), picture_alt=HOSTILE, dateline=HOSTILE, kind=HOSTILE)
    hostile_reply = ReplyView("r", HOSTILE, date(2026, 1, 1), ("<b>kept</b>",), (), "/a/")
    pages: list[Context] = [
        replace(
            samples.article("en"),
            frame=frame,
            card=card,
            content_note=HOSTILE,
            corrections=(CorrectionView(date(2026, 1, 1), HOSTILE),),
            replies=(hostile_reply,),
        ),
        ListContext(frame, "byline", HOSTILE, (card,), about=(HOSTILE,), monogram=HOSTILE),
        SearchContext(frame, HOSTILE),
        SearchContext(frame, HOSTILE, problem=HOSTILE),
    ]
    for context in pages:
        page = RENDERER.render(context)
        root = parse(page)
        assert "alert(1)</script" not in page
        assert root.xpath("//img[@src='x']") == []
        assert root.xpath("//@onerror") == []
        assert len(root.xpath("//script")) == 2
        assert "49" not in texts(page, "//h1")[0]
        assert "<script>alert(1)</script>" in root.xpath("string(/)")
    assert texts(RENDERER.render(pages[0]), "//*[@id='r']//p[1]/b") == ["kept"]


def test_only_what_the_document_room_rendered_is_printed_unescaped() -> None:
    for path in (TEMPLATES_DIR / "site").glob("*.html"):
        for expression in re.findall(r"\{\{([^}]*)\|\s*safe\b", path.read_text("utf-8")):
            assert re.search(r"(_html|body\.html)\s*$", expression), f"{path.name}: {expression}"
        assert "autoescape" not in path.read_text("utf-8")


def test_json_ld_survives_as_json_and_cannot_end_its_element() -> None:
    page = RENDERER.render(samples.article("en"))
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert "<" not in block
    assert '"headline": "\\u003c/script\\u003e\\u003cb\\u003e"' in block


# --- Words, dates, digits -------------------------------------------------------------------------


def said_in_templates() -> Iterator[str]:
    for path in sorted((TEMPLATES_DIR / "site").glob("*.html")):
        with path.open("rb") as file:
            keywords = ("_", "gettext", "ngettext")
            for _, _, message, _ in babel_extract(file, keywords, (), {"trimmed": "1"}):
                parts = (message,) if isinstance(message, str) else message or ()
                yield next(part for part in parts if part)


def said_in_python() -> Iterator[str]:
    """What the room's modules say, the sentences of the replies' room, which it translates, and
    what stands in copies besides the site's own pages."""
    room = Path(contexts_module.__file__).parent
    others = (room.parent / "editions" / "pocket").glob("*.py")
    for path in [*room.glob("*.py"), *others, room.parent / "replies" / "services.py"]:
        tree = ast.parse(path.read_text("utf-8"))
        named: dict[str, ast.expr] = {}
        for line in tree.body:
            if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and line.value:
                named[line.target.id] = line.value
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first: ast.expr = node.args[0]
            if isinstance(first, ast.Name):
                first = named.get(first.id, first)
            if name in {"say", "gettext", "ngettext"} and isinstance(first, ast.Constant):
                yield str(first.value)
        messages = named.get("MESSAGES")
        if isinstance(messages, ast.Dict):
            yield from (str(ast.literal_eval(value)) for value in messages.values)


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_a_catalogue_says_every_sentence(language: str) -> None:
    catalogue = words.translations(language)
    known = catalogue._catalog
    said = {*said_in_templates(), *said_in_python(), *words.KINDS.values()}
    assert len(said) > 70
    missing = sorted(s for s in said if s not in known and (s, 0) not in known)
    assert missing == [], f"add to words/{language}.po"
    assert [key for key, value in known.items() if key and not value] == []


@pytest.mark.parametrize("language", ["fa", "ar", "es", "fr"])
def test_a_translation_keeps_the_places_of_its_values(language: str) -> None:
    place = re.compile(r"%\(\w+\)s")
    known = words.translations(language)._catalog
    for key, value in known.items():
        if isinstance(key, str) and key:
            assert sorted(place.findall(key)) == sorted(place.findall(value)), key


def test_words_follow_the_page_and_fall_back_to_english() -> None:
    assert texts(RENDERER.render(samples.contexts("fa")["not found"]), "//h1") == [
        "صفحه‌ای اینجا نیست"
    ]
    german = replace(samples.frame("en"), language="de")
    page = RENDERER.render(RedirectContext(german, "/x/"))
    assert texts(page, "//h1") == ["This page has moved"]
    mexican = replace(samples.frame("es"), language="es-MX")
    page = RENDERER.render(RedirectContext(mexican, "/x/"))
    assert texts(page, "//h1") == ["Esta página se ha mudado"]


@pytest.mark.parametrize(
    ("language", "day", "month", "name"),
    [
        ("en", "12 March 2026", "March 2026", "March"),
        ("fa", "۲۱ اسفند ۱۴۰۴", "اسفند ۱۴۰۴", "اسفند"),
        ("ar", "12 مارس 2026", "مارس 2026", "مارس"),
        ("es", "12 de marzo de 2026", "Marzo de 2026", "Marzo"),
        ("fr", "12 mars 2026", "Mars 2026", "Mars"),
        ("xx", "March 12, 2026", "March 2026", "March"),
    ],
)
def test_dates_are_said_as_the_language_says_them(
    language: str, day: str, month: str, name: str
) -> None:
    given = date(2026, 3, 12)
    assert long_date(given, language) == day
    assert month_and_year(given, language) == month
    assert month_name(given, language) == name


def test_the_first_of_a_french_month_is_counted_in_order() -> None:
    first = date(2026, 3, 1)
    assert long_date(first, "fr") == long_date(first, "fr-CA") == "1er mars 2026"
    assert long_date(date(2026, 3, 31), "fr") == "31 mars 2026"
    assert long_date(first, "es") == "1 de marzo de 2026"


def test_digits_follow_the_language() -> None:
    assert in_digits("41", "fa") == "۴۱"
    assert in_digits("41", "ar-EG") == "٤١"
    assert in_digits("41", "ar") == in_digits("41", "en") == "41"
    page = RENDERER.render(samples.contexts("fa")["section"])
    assert "۴۱ نوشته" in texts(page, "//header[contains(@class, 'list-head')]")[0]


def test_arabic_counts_have_their_six_forms() -> None:
    frame = samples.frame("ar")
    for count, words_said in ((1, "نصّ واحد"), (2, "نصّان"), (3, "3 نصوص"), (11, "11 نصًّا")):
        page = RENDERER.render(ListContext(frame, "topic", "x", (), count=count))
        assert words_said in page


# --- What stands where ----------------------------------------------------------------------------


def test_a_reply_form_needs_a_name_and_a_text_and_hides_its_trap() -> None:
    root = parse(RENDERER.render(samples.article("en")))
    (form,) = root.xpath("//form[@method='post']")
    assert form.get("action") == "/replies/essay-0/"
    assert form.xpath(".//*[@required]/@name") == ["name", "text"]
    assert "required" in form.xpath("string(.//label[@for='reply-name'])")
    assert "optional, never shown" in form.xpath("string(.//label[@for='reply-email'])")
    (trap,) = form.xpath(".//input[@name='website']")
    assert trap.get("tabindex") == "-1"
    assert trap.xpath("ancestor::*[@aria-hidden='true']")


def test_a_faulty_reply_comes_back_with_its_words_and_what_is_wrong() -> None:
    root = parse(RENDERER.render(samples.contexts("en")["reply form"]))
    assert root.xpath("//input[@name='name']/@value") == ["Ilse"]
    (field,) = root.xpath("//textarea")
    assert field.get("aria-invalid") == "true"
    (described,) = root.xpath(f"//*[@id='{field.get('aria-describedby')}']")
    assert described.text_content() == "Write something."
    assert root.xpath("string(//*[@role='alert'])") == "Wait a minute."
    assert root.xpath("//input[@name='name']/@aria-invalid") == []


def test_replies_may_be_closed() -> None:
    root = parse(RENDERER.render(samples.contexts("en")["closed article"]))
    assert root.xpath("//form[@method='post']") == []
    assert "Replies to this piece are closed." in root.xpath("string(//main)")


def test_a_bare_article_shows_no_empty_section() -> None:
    root = parse(RENDERER.render(samples.bare_article("en")))
    assert root.xpath("//main//section") == root.xpath("//main//nav") == []
    assert root.xpath("//main//time") == []


def test_contents_name_chapters_where_there_are_three() -> None:
    page = samples.article("en")
    root = parse(RENDERER.render(page))
    assert root.xpath("//nav[@aria-labelledby='contents']//a/@href") == [
        "#h-one",
        "#h-two",
        "#h-three",
    ]
    smaller = replace(page.contents[0], level=3)
    root = parse(RENDERER.render(replace(page, contents=(smaller, *page.contents[1:]))))
    assert root.xpath("//nav[@aria-labelledby='contents']") == []


def test_a_page_that_is_not_to_be_indexed_says_so() -> None:
    held_back = parse(RENDERER.render(samples.contexts("en")["not found"]))
    assert held_back.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert held_back.xpath("//link[@rel='canonical']") == []
    shown = parse(RENDERER.render(samples.article("en")))
    assert shown.xpath("//meta[@name='robots']") == []
    assert shown.xpath("//link[@rel='canonical']/@href") == [
        "https://quay.example/articles/essay-0/"
    ]


def test_names_stand_in_one_line_each_in_its_own_direction() -> None:
    two = (BylineView("Petra V.", "/p/", "P"), BylineView("Ilse <K.>", "/i/", "I"))
    frame = samples.frame("fa")
    card = replace(samples.card("fa"), bylines=two)
    root = parse(RENDERER.render(ListContext(frame, "topic", "x", (card,))))
    (line,) = root.xpath("//p[contains(@class, 'meta')]/b")
    assert line.text_content() == "Petra V.، Ilse <K.>"
    assert [name.text for name in line.xpath("bdi")] == ["Petra V.", "Ilse <K.>"]


def test_cards_that_differ_in_anything_are_told_apart() -> None:
    frame, card = samples.frame("en"), samples.card("en")
    other_picture = replace(samples.PICTURE, sources=[])
    for changed in (
        replace(card, title_html="Another"),
        replace(card, picture=other_picture),
        replace(card, picture=None),
        replace(card, reading_minutes=8),
    ):
        pages = [RENDERER.render(ListContext(frame, "topic", "x", (c,))) for c in (card, changed)]
        fresh = Renderer(lambda name: f"/assets/{name}")
        assert pages[1] == fresh.render(ListContext(frame, "topic", "x", (changed,))) != pages[0]


def test_a_report_whose_dateline_names_the_day_of_publication_says_it_once() -> None:
    day = date(2026, 2, 9)
    article = samples.article("en")

    def meta(dateline: str) -> str:
        card = replace(article.card, dateline=dateline, published=day)
        return texts(RENDERER.render(replace(article, card=card)), "//div[@class='credits']/p")[0]

    assert meta("Skarrow, 9 February 2026").count("9 February 2026") == 1
    assert "Skarrow, 2 February 2026 Published 9 February 2026" in " ".join(
        meta("Skarrow, 2 February 2026").split()
    )
    assert "Published" not in meta("")


def test_a_short_word_with_a_hyphen_in_a_headline_is_kept_whole() -> None:
    card = replace(samples.card("en"), title_html="Twenty-Five <em>Minutes</em>")
    article = replace(samples.article("en"), card=card)
    assert texts(RENDERER.render(article), "//h1/span[@class='whole']") == ["Twenty-Five"]


def test_a_card_in_another_language_says_so() -> None:
    root = parse(RENDERER.render(samples.contexts("en")["front"]))
    assert {h.get("dir") for h in root.xpath("//article//h3[@lang='fa']")} == {"rtl"}
    assert root.xpath("//article//h2[@lang='en']") == []


def test_a_moved_page_leads_on_without_a_script() -> None:
    root = parse(RENDERER.render(samples.contexts("en")["moved"]))
    assert root.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=/articles/essay-0/"]
    assert root.xpath("//main//a/@href") == ["/articles/essay-0/"]
