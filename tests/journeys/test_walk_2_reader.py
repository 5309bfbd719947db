"""Walk 2: a reader finds their way through the site, in four languages and both directions."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlsplit

import pytest
from lxml import etree
from playwright.sync_api import Page, expect

from tests.conftest import PHONE, Demo, NewPage

from .axe import assert_whole, violations

pytestmark = pytest.mark.browser

DIRECTIONS = {"en": "ltr", "fa": "rtl", "ar": "rtl", "es": "ltr"}
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@dataclass
class Reader:
    """A reader in one language; every page they come to is looked at closely.

    Attributes:
        links: what the pages they saw lead to.
    """

    page: Page
    language: str
    links: dict[str, str] = field(default_factory=dict)

    @property
    def prefix(self) -> str:
        return "" if self.language == "en" else f"/{self.language}"

    def go(self, path: str) -> None:
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"
        self.look()

    def follow(self, selector: str, number: int = 0) -> None:
        """Click the first link that a selector finds."""
        link = self.page.locator(selector).nth(number)
        href = link.get_attribute("href")
        with self.page.expect_navigation():
            link.click()
        assert urlsplit(self.page.url).path == quote(unquote(urlsplit(href or "").path))
        self.look()

    def look(self) -> None:
        page = self.page
        html = page.locator("html")
        expect(html).to_have_attribute("lang", self.language)
        expect(html).to_have_attribute("dir", DIRECTIONS[self.language])
        assert_whole(page)
        for href in page.eval_on_selector_all("a[href]", "links => links.map(one => one.href)"):
            self.links.setdefault(href.partition("#")[0], page.url)


@pytest.mark.parametrize("language", DIRECTIONS)
def test_a_reader_walks_from_the_front_to_every_kind_of_page(
    demo: Demo, new_page: NewPage, language: str
) -> None:
    reader = Reader(new_page(viewport=PHONE), language)
    page = reader.page
    reader.go(f"{reader.prefix}/")
    assert page.locator("main article h2").count() >= 5

    sections = page.locator("nav.sections a[data-hue]").count()
    assert sections == 4
    for number in range(sections):
        reader.follow("nav.sections a[data-hue]", number)
        assert page.locator("main article").count() >= 1

    reader.follow("nav.sections .apart a")  # the latest
    for index in ("topics", "bylines"):
        reader.follow(f'footer a[href="{reader.prefix}/{index}/"]')
        reader.follow(f'main a[href^="/{index}/"]')
        assert page.locator("main article").count() >= 1
    reader.follow(f'footer a[href="{reader.prefix}/archive/"]')
    reader.follow("main .year a")
    assert page.locator("main article").count() >= 1
    reader.follow(f'footer a[href="{reader.prefix}/about/"]')

    reader.go(f"{reader.prefix}/search?q=")
    _an_article_with_everything(reader)
    for link, where in reader.links.items():
        if link.startswith(demo.address):
            status, _ = demo.get(link.removeprefix(demo.address))
            assert status == 200, f"{where} leads to {link}, which is answered with {status}"


def _an_article_with_everything(reader: Reader) -> None:
    """From the front page to an article with a picture, and on to a related one."""
    page = reader.page
    page.goto(f"{reader.prefix}/")
    reader.follow("main article:has(picture) h2 a, main article:has(picture) h3 a")
    lead = page.locator("figure.lead-picture img")
    lead.scroll_into_view_if_needed()
    page.wait_for_function(
        "() => document.querySelector('figure.lead-picture img').naturalWidth > 300"
    )
    assert lead.get_attribute("alt")
    assert page.locator("article.piece .body > *").count() >= 3
    assert page.locator("a[rel~=author]").count() >= 1
    expect(page.locator("form.reply-form")).to_be_visible()
    related = page.locator("section:has(> h2#related) article a")
    assert related.count() >= 2
    reader.follow("section:has(> h2#related) h3 a")


def test_replies_that_were_let_through_stand_under_their_article(new_page: NewPage) -> None:
    page = new_page(javascript=False)
    page.goto("/articles/the-long-gap/")
    replies = page.locator("#replies article")
    expect(replies.filter(has_text="Wilhelmina Strand").first).to_contain_text("marbles")
    expect(replies.filter(has_text="Wilhelmina Strand").first).to_contain_text("Calder Nwosu")
    page.goto("/articles/eleven-ways-across/")
    expect(page.get_by_role("heading", name="A passenger")).to_be_visible()
    expect(page.get_by_text("The owner of the tractor")).to_have_count(0)  # held


@pytest.mark.parametrize(
    ("language", "query", "slug"),
    [
        ("en", "marbles tram", "the-long-gap"),
        ("en", "MARBLE trams", "the-long-gap"),
        ("fa", "کلمه‌هایی که بخار دارند", "kalamehaye-bokhardar"),
        ("fa", "كلمه‌هايي كه بخار", "kalamehaye-bokhardar"),  # Arabic kaf and yeh
        ("fa", "کلمه هایی بخار", "kalamehaye-bokhardar"),  # a space for the ZWNJ
        ("fa", "خط 9", "akharin-dor-e-khatt-e-noh"),  # a Latin digit
        ("ar", "اربعمئة واثنتا عشره ورقه", "four-hundred-and-twelve-ballots"),  # no marks
        ("es", "presidenta mesa", "presidenta-de-mesa"),
    ],
)
def test_search_finds_a_word_in_another_spelling(
    new_page: NewPage, language: str, query: str, slug: str
) -> None:
    page = new_page(javascript=False)
    prefix = "" if language == "en" else f"/{language}"
    page.goto(f"{prefix}/search")
    page.locator("main input[name=q]").fill(query)
    page.locator("main form[role=search] button").click()
    expect(page.locator("html")).to_have_attribute("dir", DIRECTIONS[language])
    hrefs = page.eval_on_selector_all(
        "main ol.results h2 a", "links => links.map(one => one.getAttribute('href'))"
    )
    assert f"/articles/{slug}/" in hrefs[:3]
    assert page.locator("main ol.results mark").count() >= 1
    assert violations(page_with_scripts(new_page, page.url)) == []


def page_with_scripts(new_page: NewPage, address: str) -> Page:
    """The same page in a browser in which axe-core can run."""
    page = new_page(viewport=PHONE)
    page.goto(address)
    return page


def test_search_says_that_nothing_was_found(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/search?q=zzyzxqq")
    expect(page.get_by_role("main")).to_contain_text("Nothing found")
    assert violations(page) == []


@contextmanager
def xml(demo: Demo, path: str) -> Iterator[etree._Element]:
    status, body = demo.get(path)
    assert status == 200, path
    yield etree.fromstring(body.encode())


@pytest.mark.parametrize("prefix", ["", "/fa", "/ar", "/es", "/sections/culture", "/topics/night"])
def test_feeds_can_be_read_and_name_articles_that_are_there(demo: Demo, prefix: str) -> None:
    with xml(demo, f"{prefix}/feed.xml") as feed:
        assert feed.tag == f"{ATOM}feed"
        for needed in ("id", "title", "updated"):
            assert feed.findtext(f"{ATOM}{needed}")
        entries = feed.findall(f"{ATOM}entry")
        assert entries
        ids = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert len(set(ids)) == len(ids)
        addresses = []
        for entry in entries:
            assert entry.findtext(f"{ATOM}title")
            assert entry.findtext(f"{ATOM}author/{ATOM}name")
            link = entry.find(f"{ATOM}link")
            assert link is not None
            addresses.append(str(link.get("href")))
    status, body = demo.get(f"{prefix}/feed.json")
    assert status == 200
    feed_json = json.loads(body)
    assert feed_json["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["url"] for item in feed_json["items"]] == addresses
    for address in addresses:
        assert address.startswith(demo.address)
        assert demo.get(address.removeprefix(demo.address))[0] == 200


def test_the_sitemap_names_every_article(demo: Demo) -> None:
    with xml(demo, "/sitemap.xml") as index:
        parts = [str(node.text) for node in index.iter(f"{SITEMAP}loc")]
        assert index.tag == f"{SITEMAP}sitemapindex"
    named: set[str] = set()
    for part in parts:
        with xml(demo, part.removeprefix(demo.address)) as urls:
            named |= {
                unquote(str(node.text)).removeprefix(demo.address)
                for node in urls.iter(f"{SITEMAP}loc")
            }
    articles = {
        f"/articles/{page.parent.name}/"
        for page in (demo.folder / "tree" / "articles").glob("*/index.html")
        if not page.with_name("index.html.status").exists()
    }
    assert articles <= named
    assert demo.get("/robots.txt")[1].count(f"Sitemap: {demo.address}/sitemap.xml") == 1


def test_what_is_not_there_is_answered_in_the_language_of_its_address(new_page: NewPage) -> None:
    page = new_page()
    for path, language in (("/articles/none/", "en"), ("/fa/none/", "fa"), ("/none/", "en")):
        page.goto("/search?q=water")  # the connection has gone to the house and stays there
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 404
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator("nav.sections")).to_be_visible()
        assert violations(page) == []


def test_a_page_is_found_though_its_link_says_more_or_less(new_page: NewPage) -> None:
    page = new_page()
    for path in ("/articles/the-long-gap/?from=elsewhere", "/articles/the-long-gap"):
        for before in ("/", "/search?q=water"):
            page.goto(before)
            page.goto(path)
            expect(page.get_by_role("heading", level=1)).to_contain_text("the Long Gap")


def test_the_dark_page_is_remembered_without_a_cookie(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/")
    light = _paper(page)
    page.get_by_role("button", name=re.compile("light and dark")).click()
    dark = _paper(page)
    assert dark != light
    page.goto("/about/")
    assert _paper(page) == dark
    assert page.context.cookies() == []


def _paper(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
