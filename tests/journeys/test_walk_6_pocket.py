"""A copy of the whole demo, opened from a folder: read, searched, checked, without a network."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.conftest import DESK, PHONE
from tests.furnished import copy_of_the_demo
from writingviews.editions.pocket.command import Order, make_key, mirror, verify_lines
from writingviews.editions.pocket.making import Made
from writingviews.editions.tests.kiwix import (
    amiss,
    kiwix_serve,
    needs_kiwix_serve,
    needs_zimcheck,
)
from writingviews.editions.zim.command import Order as ZimOrder
from writingviews.editions.zim.command import print_zim
from writingviews.house.assets import BUILT_DIR
from writingviews.house.settings import load_house_settings

_TAG = re.compile(r"<[a-z]+\b(?:[^>\"]|\"[^\"]*\")*>")
_ADDRESS = re.compile(r'\s(?:href|src|action|srcset)="([^"]*)"')
_ID = re.compile(r'\sid="([^"]*)"')
#: A piece in Persian whose title has yeh, ZWNJ and hamza, and that title as an Arabic keyboard
#: writes it, without them.
PERSIAN, OTHERWISE = "رودخانهٔ خط‌چین", "رودخانة خطچين"


@dataclass(frozen=True, slots=True)
class Copy:
    """The demo's mirror and how it was made."""

    root: Path
    made: Made
    key: str

    def url(self, file: str) -> str:
        return f"file://{quote(str(self.root / file))}"


@pytest.fixture(scope="module")
def copy(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Copy:
    if not list(BUILT_DIR.glob("site-*.css")):
        pytest.skip("needs the front end: make build")
    place = tmp_path_factory.mktemp("pocket")
    cache: pytest.Cache | None = getattr(request.config, "cache", None)
    copy_of_the_demo(cache.mkdir("furnished") if cache else place / "kept", place / "house")
    settings = load_house_settings({}, place / "house")
    public = make_key(place / "key", settings.folder)
    order = Order(place / "a copy", archive=False, pictures="small", days=90, key=place / "key")
    made = mirror(settings, order, now=datetime.now(UTC), told=lambda _done, _of: None)
    return Copy(order.path, made, public.line)


def _links(root: Path) -> Iterator[tuple[str, str]]:
    """Yield (page, address) of every address in every tag."""
    for path in sorted(root.rglob("*.html")):
        for tag in _TAG.findall(path.read_text("utf-8")):
            for written in _ADDRESS.findall(tag):
                for part in unescape(written).split(", ") if "srcset" in tag else [written]:
                    yield path.relative_to(root).as_posix(), unescape(part).split(" ")[0]


@pytest.mark.slow
def test_every_address_in_the_copy_leads_to_a_file_or_into_the_web(copy: Copy) -> None:
    ids: dict[Path, set[str]] = {}
    wrong, seen = [], 0
    for page, address in _links(copy.root):
        parts = urlsplit(address)
        if parts.scheme or address.startswith("//"):
            continue
        seen += 1
        file = (copy.root / page).parent / unquote(parts.path) if parts.path else copy.root / page
        if address.startswith("/") or not file.resolve().is_file():
            wrong.append((page, address))
        elif parts.fragment:
            if file not in ids:
                ids[file] = set(map(unescape, _ID.findall(file.read_text("utf-8"))))
            if unquote(parts.fragment) not in ids[file]:
                wrong.append((page, address))
    assert wrong == []
    assert seen > 5_000
    assert copy.made.missing == ()
    assert copy.made.articles > 50


@pytest.mark.slow
def test_the_copy_is_good_and_holds_no_picture_that_no_page_names(copy: Copy) -> None:
    code, lines = verify_lines(
        copy.root, key=copy.key, at_least=1, now=datetime.now(UTC), told=lambda _done, _of: None
    )
    assert (code, lines[0][:5]) == (0, "Good:")
    named = {Path(address).name for _, address in _links(copy.root)}
    pictures = [
        path for path in copy.root.rglob("*.*") if path.suffix in {".webp", ".jpg", ".avif"}
    ]
    assert pictures
    assert all(path.name in named and path.suffix != ".avif" for path in pictures)


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser, copy: Copy) -> Iterator[Page]:
    """A page that may ask for files of the copy and for nothing else."""
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    faults: list[str] = []
    own = copy.url("")

    def asked(request: Request) -> None:
        if not request.url.startswith(own):
            faults.append(request.url)

    def failed(request: Request) -> None:
        # Who goes on to another page waits for nothing more of this one.
        if request.failure != "net::ERR_ABORTED":
            faults.append(f"{request.url}: {request.failure}")

    page.on("request", asked)
    page.on("requestfailed", failed)
    page.on("console", lambda said: faults.append(said.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert faults == []


def _all_pictures_are_shown(page: Page) -> bool:
    return bool(
        page.evaluate(
            """async () => {
                for (const each of document.images) each.loading = "eager";
                await Promise.all([...document.images].map((each) => each.decode().catch(() => 0)));
                return document.images.length > 0
                    && [...document.images].every((each) => each.naturalWidth > 0);
            }"""
        )
    )


@pytest.mark.browser
@pytest.mark.slow
def test_a_reader_goes_from_the_front_to_an_article_to_a_section_and_back(
    copy: Copy, page: Page
) -> None:
    page.goto(copy.url("index.html"))
    assert _all_pictures_are_shown(page)
    page.locator("main h2 a, main h3 a").first.click()
    expect(page.locator("article.piece")).to_be_visible()
    assert _all_pictures_are_shown(page)
    page.locator(".piece .kicker a").first.click()
    expect(page).to_have_url(re.compile(r"/sections/[a-z]+/index\.html$"))
    page.go_back()
    expect(page.locator("article.piece")).to_be_visible()
    page.locator(".masthead .name a").click()
    expect(page).to_have_url(copy.url("index.html"))
    page.locator(".of-this-copy a").click()
    expect(page.locator("h1")).to_have_text("About this copy")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "query", "title"),
    [
        ("", "Sundry budgets", "Line Eight: Sundries"),
        ("", "THE BUDGET", "Line Eight: Sundries"),
        ("fa/", OTHERWISE, PERSIAN),
        ("fa/", "خط چین", PERSIAN),
        ("es/", "ultimo cromo", "El último cromo"),
    ],
)
def test_search_finds_a_piece_in_another_spelling(
    copy: Copy, page: Page, language: str, query: str, title: str
) -> None:
    page.goto(copy.url(f"{language}search/index.html"))
    field = page.locator(".find-large input")
    field.fill(query)
    field.press("Enter")
    found = page.locator(".copy-results h2 a", has_text=title)
    expect(found.first).to_be_visible()
    found.first.click()
    expect(page.locator("article.piece h1")).to_contain_text(title)


@pytest.mark.browser
@pytest.mark.slow
def test_search_that_finds_nothing_says_so_in_the_page_s_language(copy: Copy, page: Page) -> None:
    page.goto(copy.url("fa/search/index.html") + "?q=" + quote("zzqq"))
    expect(page.locator(".copy-status")).to_have_text("برای «zzqq» چیزی پیدا نشد.")
    expect(page.locator(".copy-results")).to_be_hidden()


@pytest.mark.browser
@pytest.mark.slow
def test_a_query_is_text_and_never_markup(copy: Copy, page: Page) -> None:
    page.goto(copy.url("search/index.html") + "?q=" + quote("<zzqq onzzqx=zzqy>"))
    expect(page.locator(".copy-status")).to_contain_text("<zzqq onzzqx=zzqy>")
    assert page.locator("main zzqq").count() == 0


@pytest.mark.browser
@pytest.mark.slow
@needs_zimcheck
@needs_kiwix_serve
def test_the_demo_is_read_and_searched_in_kiwix(
    copy: Copy, browser: Browser, tmp_path: Path
) -> None:
    house = load_house_settings({}, copy.root.parent / "house")
    made = print_zim(house, ZimOrder(tmp_path / "window.zim"), told=lambda _done, _of: None)
    assert (made.pages, made.missing) == (copy.made.pages, ())
    assert amiss(tmp_path / "window.zim") == ""
    with kiwix_serve(tmp_path / "window.zim") as address:
        context = browser.new_context(viewport={"width": DESK[0], "height": DESK[1]})
        page = context.new_page()
        elsewhere: list[str] = []
        page.on(
            "request",
            lambda asked: asked.url.startswith(address) or elsewhere.append(asked.url),
        )
        page.goto(f"{address}/window/fa/index.html")
        assert _all_pictures_are_shown(page)
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        expect(page.locator("form[role=search]")).to_have_count(0)
        page.locator("main h2 a, main h3 a").first.click()
        expect(page.locator("article.piece")).to_be_visible()
        page.goto(f"{address}/search?content=window&pattern={quote(OTHERWISE)}")
        page.get_by_role("link", name=PERSIAN).click()
        expect(page.locator("article.piece h1")).to_contain_text(PERSIAN)
        assert _all_pictures_are_shown(page)
        context.close()
    assert elsewhere == []
