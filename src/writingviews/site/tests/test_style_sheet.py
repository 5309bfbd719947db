"""What the style sheet alone decides, in a real browser."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import FloatRect, Page, Route, sync_playwright

from writingviews.house.assets import BUILT_DIR, asset_address

CHROMIUM = Path("/usr/bin/chromium")
HOUSE = "http://site.example"
Show = Callable[..., Page]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs chromium: apt install chromium"),
    pytest.mark.skipif(
        not list(BUILT_DIR.glob("site-*.css")), reason="needs the front end: make build"
    ),
]

#: Red, four by one.
WIDE = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='400' height='100'%3E"
    "%3Crect width='400' height='100' fill='red'/%3E%3C/svg%3E"
)
#: One by four: as wide as the paper it would be higher than any.
TALL = WIDE.replace("width='400' height='100'", "width='1000' height='4000'")


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium.new_page()
        chromium.close()


@pytest.fixture
def show(page: Page) -> Iterator[Show]:
    """Open a page of the site's style, by what is in its body."""
    said = ""

    def answer(route: Route) -> None:
        name = route.request.url.removeprefix(f"{HOUSE}/assets/")
        if name == f"{HOUSE}/":
            route.fulfill(content_type="text/html; charset=utf-8", body=said)
        else:
            route.fulfill(path=BUILT_DIR / name)

    def open_page(body: str, language: str = "en", *, width: int = 1280) -> Page:
        nonlocal said
        direction = "rtl" if language in ("fa", "ar") else "ltr"
        said = (
            f'<!doctype html><html lang="{language}" dir="{direction}">'
            f'<link rel="stylesheet" href="{asset_address("site.css")}"><body>{body}</body></html>'
        )
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{HOUSE}/")
        page.evaluate("document.fonts.ready")
        return page

    page.route(f"{HOUSE}/**", answer)
    yield open_page
    page.emulate_media(media="null", color_scheme="null")
    page.unroute_all()


def style(page: Page, selector: str, *properties: str) -> list[str]:
    """What an element's properties come to."""
    said: list[str] = page.locator(selector).evaluate(
        "(it, names) => names.map((name) => getComputedStyle(it)[name])", properties
    )
    return said


def box(page: Page, selector: str) -> FloatRect:
    found = page.locator(selector).bounding_box()
    assert found is not None
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_selected_text_can_be_read(show: Show, scheme: Literal["light", "dark"]) -> None:
    page = show("<p>Fog rises.</p>")
    page.emulate_media(color_scheme=scheme)
    least = page.evaluate(
        """() => {
            const paint = document.createElement("canvas").getContext("2d");
            const light = (colour) => {
                paint.fillStyle = colour;
                paint.fillRect(0, 0, 1, 1);
                const [r, g, b] = [...paint.getImageData(0, 0, 1, 1).data].map((part) =>
                    part <= 10 ? part / 3294 : ((part / 255 + 0.055) / 1.055) ** 2.4);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
            };
            const text = document.querySelector("p");
            const all = [];
            for (const accent of ["", "ink", "moss", "plum", "ochre", "slate"])
                for (const hue of ["", "0", "1", "2", "3", "4", "5"]) {
                    document.documentElement.dataset.accent = accent;
                    text.dataset.hue = hue;
                    const said = getComputedStyle(text, "::selection");
                    const two = [light(said.color), light(said.backgroundColor)];
                    all.push(Math.max(...two) / Math.min(...two));
                }
            return Math.min(...all);
        }"""
    )
    assert 7 <= least < 15  # more would be the page's own ground: nothing looks selected


NOTE = (
    '<article class="piece" data-kind="{kind}"><div class="body"><p dir="auto">هو <b>كذلك</b></p>'
    '<p class="note" dir="auto"><em id="own">هو كذلك: </em>'
    '<span lang="en" dir="ltr"><em id="other">metaxenia</em></span></p></div></article>'
)


def test_a_note_where_letters_do_not_slant_is_quiet(show: Show) -> None:
    page = show(NOTE.format(kind="interview"), "ar")
    assert style(page, "#own", "fontWeight", "fontStyle") == ["400", "normal"]
    assert style(page, "#other", "fontWeight", "fontStyle") == ["400", "italic"]
    assert style(page, ".note", "color") != style(page, ".body", "color")


def test_a_message_in_a_story_is_as_loud_as_emphasis(show: Show) -> None:
    page = show(NOTE.format(kind="story"), "ar")
    assert style(page, "#own", "fontWeight", "fontStyle") == ["650", "normal"]
    # Slanted letters need not be bold as well, whatever surrounds them.
    assert style(page, "#other", "fontWeight", "fontStyle") == ["400", "italic"]
    assert style(page, ".note", "color", "fontSize") == style(page, ".body", "color", "fontSize")


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_reply_stands_in_its_own_scripts_face_and_leading(show: Show, language: str) -> None:
    page = show(
        '<article class="reply"><p dir="auto" id="latin">The ferry carries the post.</p>'
        '<p dir="auto" id="persian">قایق نامه هم می‌برد.</p><p class="answer">→</p></article>',
        language,
    )
    size, *lines = (
        float(style(page, of, what)[0].removesuffix("px"))
        for of, what in (
            ("#latin", "fontSize"),
            ("#latin", "lineHeight"),
            ("#persian", "lineHeight"),
        )
    )
    assert 1.5 <= lines[0] / size <= 1.6
    assert 1.85 <= lines[1] / size <= 1.95
    assert style(page, "#latin", "fontFamily")[0].startswith("Newsreader")
    first = style(page, "#persian", "fontFamily")[0].split(",")[0]
    assert first == {"en": "Newsreader", "fa": "Naskh"}[language]  # the former has no such letters


PIECE = (
    '<main><article class="piece" data-kind="essay" data-hue="0"><figure class="lead-picture">'
    '<picture><img src="{picture}" width="{width}" height="{height}" alt=""></picture>'
    "<figcaption>Fog</figcaption></figure>"
    '<div class="body">{text}</div></article></main>'
)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_printed_lead_picture_begins_where_its_caption_does(show: Show, language: str) -> None:
    page = show(PIECE.format(picture=TALL, width=1000, height=4000, text=""), language)
    page.emulate_media(media="print")
    picture, caption = box(page, ".lead-picture img"), box(page, "figcaption")
    assert picture["height"] == pytest.approx(115 / 25.4 * 96, abs=1)
    assert picture["width"] == pytest.approx(picture["height"] / 4, abs=1)
    if language == "en":
        assert picture["x"] == pytest.approx(caption["x"], abs=1)
    else:
        ends = [each["x"] + each["width"] for each in (picture, caption)]
        assert ends[0] == pytest.approx(ends[1], abs=1)


def test_a_printed_text_has_columns_where_the_paper_is_wide(show: Show) -> None:
    text = "<p>The ferry carries the post.</p>" * 40
    for width, columns in ((643, 2), (245, 1)):  # of A4 and A6 without their margins
        page = show(PIECE.format(picture=WIDE, width=400, height=100, text=text), width=width)
        page.emulate_media(media="print")
        starts = page.locator(".body > p").evaluate_all(
            "all => all.map((it) => Math.round(it.getBoundingClientRect().x))"
        )
        assert len(set(starts)) == columns, width


@pytest.mark.parametrize("width", [360, 375, 390])
def test_four_sections_and_the_latest_fit_in_a_line_on_a_phone(show: Show, width: int) -> None:
    names = ["Ciencia", "Cultura", "Literatura", "Política"]
    links = "".join(f'<li><a href="/" data-hue="0">{name}</a></li>' for name in names)
    page = show(
        '<header class="masthead"><nav class="sections"><ul>'
        f'{links}<li class="apart"><a href="/">Lo último</a></li></ul></nav></header>',
        "es",
        width=width,
    )
    heights = page.locator(".sections li").evaluate_all(
        "all => all.map((it) => it.getBoundingClientRect().top)"
    )
    assert len(set(heights)) == 1
