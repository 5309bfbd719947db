"""``make pictures``: photographs every kind of page, to be looked at.

Phone (with touch) and desk width, light and dark, both directions, into ``pictures/`` with an
``index.html`` to leaf through; leaflets, posters, booklets and cards with a ``paper.html``. The
demo they are taken of is kept in ``pictures/house/``, so that a second run takes two minutes;
``--only WORD`` takes those alone whose name holds a word.
"""

import argparse
import html
import itertools
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal
from urllib.parse import quote, urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.conftest import CHROMIUM, CHROMIUM_ARGS
from tests.house_pages import PAGES, page_of_a_guest, pages_of_pieces
from tests.journeys import hands
from tests.serving import House, command, demo_house

HERE: Final = Path(__file__).parent.parent / "pictures"
LANGUAGES: Final = ("en", "fa", "ar", "es")
#: Width → height: of the pages behind the doors, and of readers' pages.
WIDTHS: Final = {390: 844, 1280: 900}
READERS_WIDTHS: Final = {390: 844, 820: 1180, 1440: 900}
SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")
QUERIES: Final = {"en": "water bread", "fa": "آب نان", "ar": "الماء البحر", "es": "agua noche"}
#: What stands on a card in place of a headline; with both directions, where a language meets them.
QUOTES: Final = {
    "en": "Nobody shouted. The clerk wrote “نُه” and went home.",
    "fa": "کسی داد نزد؛ منشی نوشت «Bridge C (212 m)» و به خانه رفت.",
    "ar": "لم يصرخ أحد. كتب الكاتب «Bridge C (212 m)» وعاد إلى بيته.",
    "es": "Nadie gritó.",
}
#: What a page is looked at for: the article that has the most of these stands for its kind.
_FEATURES: Final = ("<figure", "<blockquote", "<table", "<aside", "fnref-", "pull", "<ol", "<h2")


@dataclass(frozen=True)
class Shot:
    """A page to be photographed.

    Attributes:
        name: of the file, without width and scheme.
        path: its address.
        role: who looks, of the demo's cast; "" for a reader.
        before: what hands do on the page first.
        paper: as it is printed.
    """

    name: str
    path: str
    role: str = ""
    before: Callable[[Page], None] | None = None
    paper: bool = False

    @property
    def widths(self) -> Mapping[int, int]:
        """The widths it is photographed at, with the height of each screen."""
        return READERS_WIDTHS if self.name.startswith("site-") else WIDTHS


def prefix_of(language: str) -> str:
    return "" if language == LANGUAGES[0] else f"/{language}"


def site_shots(house: House) -> Iterator[Shot]:
    """Every kind of page that readers see, in each language."""
    for language in LANGUAGES:
        prefix = prefix_of(language)

        def named(kind: str, path: str, language: str = language) -> Shot:
            return Shot(f"site-{language}-{kind}", path)

        yield named("front", f"{prefix}/")
        yield named("section", f"{prefix}/sections/culture/")
        yield named("latest", f"{prefix}/latest/")
        for index in ("topics", "bylines", "archive"):
            yield named(index, f"{prefix}/{index}/")
        yield named("topic", _longest(house, f"{prefix}/topics/", "/topics/"))
        yield named("byline", _longest(house, f"{prefix}/bylines/", "/bylines/"))
        century = f"{prefix}/archive/{'1' if language == 'fa' else '2'}"
        yield named("month", _first_link(house, f"{prefix}/archive/", century))
        if language in {"en", "fa"}:
            yield named("editions", f"{prefix}/editions/")
            yield named("edition", _first_link(house, f"{prefix}/editions/", "/editions/"))
        yield named("places", f"{prefix}/places/")
        yield named("place", _first_link(house, f"{prefix}/places/", "/places/"))
        yield named("chapter", f"{prefix}/chapters/the-harbour-school/")
        if language == "en":
            yield named("calls", "/calls/")
            yield named("call", _first_link(house, "/calls/", "/calls/"))
        yield named("timeline", f"{prefix}/timeline/")
        yield named("about", f"{prefix}/about/")
        yield named("search", f"{prefix}/search?q={QUERIES[language]}")
        yield named("search-nothing", f"{prefix}/search?q=zzyzx")
        yield named("missing", f"{prefix}/none/")
        for kind, slug in articles(house, language).items():
            yield named(f"article-{kind}", f"/articles/{slug}/")
    slug = next(iter(articles(house, "en").values()))
    yield Shot("site-en-reply-form", f"/replies/{slug}/")
    yield Shot("site-fa-reply-form", f"/replies/{articles(house, 'fa')['essay']}/")
    yield Shot("site-en-reply-refused", f"/replies/{slug}/", before=_send_nothing)
    yield Shot("site-en-reply-held", f"/replies/{slug}/", before=_send_reply)
    yield Shot("site-en-replies", "/articles/eleven-ways-across/#replies")
    for language in LANGUAGES:
        yield Shot(
            f"site-{language}-paper", f"/articles/{articles(house, language)['essay']}/", paper=True
        )


def articles(house: House, language: str) -> dict[str, str]:
    """Return kind → slug of the article that shows the most of what can be on its page."""
    found: dict[str, tuple[int, str]] = {}
    for path in sorted((house.folder / "tree" / "articles").glob("*/index.html")):
        text = path.read_text(encoding="utf-8")
        kind = re.search(r'<article class="piece" data-kind="(\w+)".*? lang="(\w+)"', text)
        if kind is None or kind[2] != language:
            continue
        body = text.partition('<div class="body">')[2].partition('<section class="replies"')[0]
        richness = sum(min(body.count(feature), 3) for feature in _FEATURES)
        found[kind[1]] = max(found.get(kind[1], (-1, "")), (richness, path.parent.name))
    return {kind: slug for kind, (_, slug) in sorted(found.items())}


def _first_link(house: House, page: str, start: str) -> str:
    return next(href for href in _links(house, page) if href.startswith(start))


def _longest(house: House, page: str, start: str) -> str:
    """The linked page that says most."""
    links = {href for href in _links(house, page) if href.startswith(start) and href != page}
    return max(sorted(links), key=lambda href: len(house.get(href)[1]))


def _links(house: House, page: str) -> list[str]:
    main = house.get(page)[1].partition("<main")[2].partition("</main>")[0]
    return [quote(href, safe="/%?=&") for href in re.findall(r'href="([^"]+)"', main)]


def _send_nothing(page: Page) -> None:
    page.evaluate("document.querySelector('form.reply-form').noValidate = true")
    page.locator("form.reply-form [name=email]").fill("no address")
    page.locator("form.reply-form button").click()
    page.wait_for_load_state()


def _send_reply(page: Page) -> None:
    page.locator("form.reply-form [name=name]").fill("A reader by the river")
    page.locator("form.reply-form [name=text]").fill("The ferry also carries the post.")
    # What a machine fills in: the answer is the same, and no reply is kept for every picture.
    page.locator("form.reply-form [name=website]").evaluate("field => field.value = 'none'")
    page.locator("form.reply-form button").click()
    page.wait_for_load_state()


def copy_shots(house: House) -> Iterator[Shot]:
    """The pages that a mirror has and the site has not, from file://, in each language."""
    place, key = HERE / "mirror", HERE / "mirror.key"
    if not key.is_file():
        command(house.folder, "mirror", "--new-key", "--key", str(key))
    command(house.folder, "mirror", str(place), "--key", str(key))
    for language in LANGUAGES:
        below = prefix_of(language).removeprefix("/")
        search = (place / below / "search/index.html").as_uri()
        name = f"site-{language}-copy"
        yield Shot(f"{name}-front", (place / below / "index.html").as_uri())
        yield Shot(f"{name}-about", (place / below / "about-this-copy.html").as_uri())
        yield Shot(f"{name}-search", f"{search}?q={quote(QUERIES[language])}", before=_found)
        yield Shot(f"{name}-check", f"{(place / 'check.html').as_uri()}#{language}")


def _found(page: Page) -> None:
    page.locator(".copy-results li").first.wait_for()


def gone_shots(house: House, page: Page) -> Iterator[Shot]:
    """What stands where an article was taken down; for the end. `page` is the publisher's."""
    for language in LANGUAGES[:2]:
        address = _gone(house, language)
        if address is None:
            page.goto(f"/newsroom/pieces/?state=published&language={language}")
            path = page.locator("ul.pieces a").first.get_attribute("href") or ""
            page.goto(f"{path}details/")
            hands.do(page, "Take down")
            deadline = time.monotonic() + 10
            while (address := _gone(house, language)) is None and time.monotonic() < deadline:
                time.sleep(0.2)
        if address is not None:
            yield Shot(f"site-{language}-gone", address)


def _gone(house: House, language: str) -> str | None:
    """The address of an article that was taken down."""
    for status in (house.folder / "tree" / "articles").glob("*/index.html.status"):
        page = status.with_suffix("").read_text(encoding="utf-8")
        if status.read_text() == "410" and f'<html lang="{language}"' in page:
            return f"/articles/{status.parent.name}/"
    return None


def house_shots(page: Page) -> Iterator[Shot]:
    """Every kind of page behind the doors. `page` belongs to the publisher, signed in."""
    yield Shot("house-sign-in-refused", "/account/login/", before=_sign_in_wrongly)
    yield Shot("house-desk-begin", "/desk/", "writer", _open_begin)
    yield Shot("house-new-byline", "/account/bylines/new/", "writer")
    yield Shot("house-two-factors", "/account/2fa/", "writer")
    yield Shot("house-authenticator", "/account/2fa/totp/activate/", "writer")
    yield Shot("house-password", "/account/password/change/", "writer")
    page.goto("/newsroom/editions/")
    for number, link in enumerate(page.locator(".piece-title a").all()):
        path = link.get_attribute("href") or ""
        yield Shot(f"house-edition-{number}", path, "publisher")
        if number == 0:
            panel = f"{path}carry/"
            yield Shot("house-carry-edition", panel, "publisher")
            yield Shot("house-carry-edition-made", panel, "publisher", _carry_edition)
    yield Shot("house-menu", "/newsroom/", "publisher", _open_menu)
    for language in ("en", "fa"):
        for kind in ("essay", "poem", "report"):
            page.goto(f"/newsroom/pieces/?state=published&language={language}&kind={kind}")
            path = page.locator("ul.pieces a").first.get_attribute("href") or ""
            yield Shot(f"house-editor-{language}-{kind}", path, "publisher")
        yield Shot(f"house-details-{language}", f"{path}details/", "publisher")
        panel = f"/newsroom/carry/{path.split('/')[2]}/"
        yield Shot(f"house-carry-{language}", panel, "publisher")
        yield Shot(f"house-carry-{language}-made", panel, "publisher", _carry)
        yield Shot(f"house-history-{language}", f"{path}history/", "publisher")
    yield from _other_pages(page)
    page.goto("/newsroom/")
    for number, link in enumerate(page.locator("ul.pieces .piece-title a").all()):
        path = link.get_attribute("href") or ""
        yield Shot(f"house-waiting-{number}", path, "publisher")
        yield Shot(f"house-waiting-{number}-details", f"{path}details/", "publisher")
        yield Shot(f"house-suggesting-{number}", path, "publisher", _suggest)
        yield Shot(f"house-suggested-{number}", path, "publisher", _see_suggestions)


def _other_pages(page: Page) -> Iterator[Shot]:
    """The pages as they come, each under its address."""
    for role, paths in PAGES.items():
        for path in paths:
            yield Shot(f"house-{role or 'nobody'}-{_said(path)}", path, role)
    for path in pages_of_pieces(page):
        known = re.sub(r"[0-9a-f-]{36}", "one", path)
        yield Shot(f"house-publisher-{_said(known)}", path, "publisher")
    yield Shot("house-guest-asked", urlsplit(page_of_a_guest(page)).path)


def _said(path: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-")[:60]


def _carry(page: Page) -> None:
    """Order a leaflet and a card, and wait until they are made."""
    _order(page, "Leaflet", "Card")


def _carry_edition(page: Page) -> None:
    """Order a booklet and an e-book, and wait until they are made."""
    _order(page, "Booklet", "E-book")


def _order(page: Page, *names: str) -> None:
    for name in names:
        if not page.get_by_role("link", name=re.compile(f"^Download.*{name}$")).count():
            page.get_by_role("form", name=name).get_by_role("button").click()
    for name in names:
        page.get_by_role("link", name=re.compile(f"^Download.*{name}$")).wait_for(timeout=60_000)


def newcomer_shots(page: Page) -> Iterator[Shot]:
    """What somebody sees who has only now made an account."""
    yield Shot("house-desk-empty", "/desk/", "newcomer")
    page.goto("/desk/")
    path = hands.begin_article(page, byline="The Ferry Clerk")
    page.goto("/desk/")  # a sheet that lies open here would be company on the pictures
    yield Shot("house-editor-empty", path, "newcomer")
    yield Shot("house-editor-selected", path, "newcomer", _write_and_select)
    yield Shot("house-editor-note", path, "newcomer", _write_a_note)
    yield Shot("house-editor-notes", path, "newcomer", _list_notes)
    persian = hands.begin_article(page, language="Persian")
    page.goto("/desk/")
    for language, sheet in (("en", path), ("fa", persian)):
        yield Shot(f"house-tools-{language}-blocks", sheet, "newcomer", _offer_blocks)
        yield Shot(f"house-tools-{language}-find", sheet, "newcomer", _find)
        yield Shot(f"house-tools-{language}-help", sheet, "newcomer", _open_help)
    for language, name in (("en", "English"), ("fa", "Persian")):
        rich = hands.begin_article(page, language=name)
        page.goto("/desk/")
        yield Shot(f"house-blocks-{language}-table", rich, "newcomer", _write_blocks)
        yield Shot(f"house-blocks-{language}-citation", rich, "newcomer", _open_citation)
        yield Shot(f"house-blocks-{language}-source", rich, "newcomer", _open_source)
    yield Shot("house-history", f"{path}history/", "newcomer")
    bare = hands.begin_article(page)
    page.goto("/desk/")
    yield Shot("house-submit-refused", f"{bare}details/", "newcomer", _submit)


def _sign_in_wrongly(page: Page) -> None:
    page.get_by_label("Name").fill("nobody")
    page.get_by_label("Password", exact=True).fill("not the password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_load_state()


def _open_begin(page: Page) -> None:
    page.locator("summary", has_text="Begin an article").click()


def _open_menu(page: Page) -> None:
    page.locator("details.menu summary").click()


def _write_and_select(page: Page) -> None:
    if not hands.sheet(page).locator("h1").inner_text().strip():
        hands.write(page, "What the ferry carries", "A list.", "Two bicycles and a piano.")
    # On a word near its start: the middle of a line may lie behind its last.
    hands.sheet(page).get_by_text("Two bicycles").dblclick(position={"x": 40, "y": 12})
    page.wait_for_timeout(800)  # until the words are counted


def _write_a_note(page: Page) -> None:
    _write_and_select(page)
    page.keyboard.press("Control+Alt+m")
    page.keyboard.type("Which ferry? @")
    page.wait_for_timeout(500)  # until the card stands at its line


def _write_parts(page: Page) -> None:
    """Write a piece with a heading, in the sheet's language, unless it stands."""
    if hands.sheet(page).locator("h2").count():
        return
    if not hands.sheet(page).locator("h1").inner_text().strip():
        if page.locator(".desk-sheet[lang=fa]").count():
            hands.write(page, "بار قایق", "یک فهرست.", 'او گفت: "کتابي و کتابی، Bridge 61".')
        else:
            hands.write(page, "What the ferry carries", "A list.", "Two bicycles and a piano.")
    hands.sheet(page).locator("> p").last.click()
    for key in ("Control+End", "Enter"):
        page.keyboard.press(key)
    page.keyboard.type("## 61")
    page.keyboard.press("Enter")


def _offer_blocks(page: Page) -> None:
    _write_parts(page)
    last = hands.sheet(page).locator("> p").last
    last.click()
    page.keyboard.press("Control+End")
    if last.inner_text().strip() == "/":
        page.keyboard.press("Backspace")
    page.keyboard.type("/")
    page.locator(".block-list").wait_for()


def _find(page: Page) -> None:
    _write_parts(page)
    hands.sheet(page).locator("h1").click()
    page.keyboard.press("Control+h")
    persian = page.locator(".desk-sheet[lang=fa]").count()
    page.keyboard.type("کتابی" if persian else "bicycles")
    page.wait_for_timeout(800)  # until the words are counted


def _open_help(page: Page) -> None:
    _write_parts(page)
    hands.sheet(page).locator("h2").click()
    page.keyboard.press("Control+/")
    page.get_by_role("button", name="Outline").click()
    page.wait_for_timeout(800)


def _write_blocks(page: Page) -> None:
    """Write a source, words in another language, a card and a table, unless they stand."""
    persian = page.locator(".desk-sheet[lang=fa]").count()
    if not page.locator(".desk-sheet table").count():
        if persian:
            hands.write(page, "چاه‌های خشک", "یک شمارش.", "آن را [qanat]{lang=en} می‌خوانند [@")
        else:
            hands.write(page, "The dry wells", "A count.", "They call it [قنات]{lang=fa} [@")
        page.keyboard.type("https://doi.org/10.1000/182")
        page.keyboard.press("Enter")
        for words in ("رحیمی، مینا", "آنچه رود گفت") if persian else ("Rahimi, Mina", "Dry rivers"):
            page.keyboard.type(words)
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        for key in ("End", "Enter"):
            page.keyboard.press(key)
        page.keyboard.type("| ده | چاه | خشک |" if persian else "| Village | Wells | Dry |")
        page.keyboard.press("Enter")
        for cell in (
            ("یزد", "۱۲", "۴", "تفت", "۳", "۱") if persian else ("Yazd", "12", "4", "Taft", "3")
        ):
            page.keyboard.type(cell)
            page.keyboard.press("Tab")
        hands.wait_until_saved(page)
    page.locator(".desk-sheet td").first.click()
    page.wait_for_timeout(300)


def _open_citation(page: Page) -> None:
    _write_blocks(page)
    page.locator(".desk-sheet .citation-words").first.click()
    page.locator(".citation-slip").wait_for()


def _open_source(page: Page) -> None:
    _write_blocks(page)
    page.locator(".desk-sheet .source-entry").first.click()
    page.locator(".source-fields").first.wait_for()


def _list_notes(page: Page) -> None:
    page.wait_for_timeout(800)  # until the notes have come
    if page.locator(".noted").count() == 0:
        _write_a_note(page)
        page.keyboard.press("Control+Enter")
    if page.locator("#desk-notes-count[aria-expanded=false]").count():
        page.locator("#desk-notes-count").click()
    page.wait_for_timeout(500)


def _suggest(page: Page) -> None:
    """Write over the last words of a piece that is with its reviewers, and part its last line."""
    page.wait_for_timeout(1200)  # until one's own suggestions of before have come
    if page.locator("#desk-suggest[aria-pressed=false]").count():
        page.locator("#desk-suggest").click()
    if page.locator(".suggested-in").count() == 0:
        hands.sheet(page).locator("> p").last.click()
        page.keyboard.press("Control+End")
        for _ in range(len("in time.")):
            page.keyboard.press("Backspace")
        page.keyboard.type("at night. 61 / ۶۱")
        page.keyboard.press("Enter")
        page.keyboard.type("Nobody had asked for more, «هیچ‌کس».")
    page.wait_for_timeout(2500)  # until the house has them and the cards stand at their lines


def _see_suggestions(page: Page) -> None:
    """Look at the suggestions as who may take them does."""
    _suggest(page)
    page.locator("#desk-suggest").click()
    page.locator(".suggested-in.is-drawn").first.wait_for()
    if not page.locator(".note.is-suggestion").first.is_visible():
        page.locator("#desk-notes-count").click()
    page.locator(".note.is-suggestion").first.click()
    page.wait_for_timeout(500)


def _submit(page: Page) -> None:
    hands.do(page, "Submit")


class Photographer:
    """Takes pictures of a house's pages, each in every width and scheme."""

    def __init__(self, browser: Browser, house: House, only: str) -> None:
        self._browser = browser
        self._house = house
        self._only = only
        self._contexts: dict[str, BrowserContext] = {}
        self.taken: list[str] = []
        self.failed: list[str] = []

    def page_of(self, role: str, *, phone: bool = False) -> Page:
        """A page in the browser of one of the cast, signed in; their phone has the same session."""
        key = f"{role} phone" if phone else role
        context = self._contexts.get(key)
        if context is None:
            if phone:
                self.page_of(role).close()
            context = self._browser.new_context(
                base_url=self._house.address,
                reduced_motion="reduce",
                locale="en-GB",
                has_touch=phone,
                is_mobile=phone,
                storage_state=self._contexts[role].storage_state() if phone else None,
            )
            context.set_default_timeout(15_000)
            self._contexts[key] = context
            page = context.new_page()
            if phone:
                return page
            if role == "newcomer":
                self._sign_up(page)
            elif role:
                hands.sign_in(page, self._house.accounts[role])
            return page
        return context.new_page()

    @staticmethod
    def _sign_up(page: Page) -> None:
        page.goto("/account/signup/")
        page.get_by_label("Name").fill(f"newcomer-{os.getpid()}")
        page.get_by_label("Password", exact=True).fill("lantern ottoman seventeen")
        page.get_by_role("button", name="Make the account").click()
        page.wait_for_url("**/desk/")

    def take(self, shot: Shot) -> None:
        """Photograph a page whole, in all its widths and both schemes."""
        if self._only not in shot.name:
            return
        self.taken.append(shot.name)
        print(shot.name, flush=True)
        for width, scheme in itertools.product(shot.widths, SCHEMES):
            page = self.page_of(shot.role, phone=width == min(WIDTHS))
            try:
                page.set_viewport_size({"width": width, "height": shot.widths[width]})
                page.emulate_media(color_scheme=scheme, media="print" if shot.paper else "screen")
                page.goto(shot.path)
                if shot.before is not None:
                    shot.before(page)
                _show_all(page)
                page.screenshot(
                    path=HERE / file_of(shot.name, width, scheme),
                    full_page=True,
                    type="jpeg",
                    quality=82,
                )
            except Exception as error:  # noqa: BLE001 - the other pages are worth having all the same
                self.failed.append(f"{shot.name} {width} {scheme}: {str(error).splitlines()[0]}")
            finally:
                page.close()


def _show_all(page: Page) -> None:
    """Wait until everything that would be drawn while one scrolls is drawn."""
    page.evaluate(
        """async () => {
          for (const image of document.images) image.loading = "eager";
          await document.fonts.ready;
          await Promise.all([...document.images].map(image => image.decode().catch(() => null)));
        }"""
    )


def take_paper(house: House, only: str) -> None:
    """Print leaflets, posters and a booklet, and draw their pages."""
    wanted = [
        (f"leaflet-{language}-{kind}", ["leaflet", slug])
        for language in LANGUAGES
        for kind, slug in articles(house, language).items()
    ]
    for language in LANGUAGES:
        slugs = list(articles(house, language).values())
        wanted += [
            (f"leaflet-{language}-saving", ["leaflet", slugs[0], "--ink", "saving"]),
            (f"leaflet-{language}-one-column", ["leaflet", slugs[0], "--columns", "1"]),
            (f"poster-{language}", ["poster", slugs[0]]),
            (f"booklet-{language}", ["booklet", *slugs[:3]]),
            (f"folded-{language}", ["booklet", *slugs[:2], "--imposed"]),
        ]
        for shape in ("card", "banner"):
            wanted += [
                (f"{shape}-{language}", [shape, slugs[0]]),
                (f"{shape}-{language}-quote", [shape, slugs[0], "--quote", QUOTES[language]]),
            ]
        wanted.append((f"card-{language}-saving", ["card", slugs[0], "--ink", "saving"]))
    others = [articles(house, language)["essay"] for language in ("fa", "en")]
    wanted.append(("booklet-mixed", ["booklet", *others]))
    for name, said in wanted:
        if only in f"paper-{name}":
            print(f"paper-{name}", flush=True)
            drawn_itself = said[0] in {"card", "banner"}
            pdf = HERE / f"paper-{name}.{'png' if drawn_itself else 'pdf'}"
            named = list(itertools.takewhile(lambda word: not word.startswith("--"), said))
            how = said[len(named) :]
            command(house.folder, "edition", *named, str(pdf), *how, "--dir", str(house.folder))
            if drawn_itself:
                continue
            drawn = ["pdftoppm", "-r", "80", "-jpeg", str(pdf), str(HERE / f"paper-{name}")]
            subprocess.run(drawn, check=True)


def write_paper_index() -> None:
    """Write the page on which the pages of paper are leafed through."""
    pages = "".join(
        f'<a href="{page.name}"><img loading="lazy" src="{page.name}" alt="{page.stem}"></a>'
        for page in sorted([*HERE.glob("paper-*.jpg"), *HERE.glob("paper-*.png")])
    )
    (HERE / "paper.html").write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Paper</title>'
        f"<style>body {{ background: #888 }} img {{ width: 45vw; margin: 1vw }}</style>{pages}",
        encoding="utf-8",
    )


def file_of(name: str, width: int, scheme: str) -> str:
    return f"{name}-{width}-{scheme}.jpg"


def write_index() -> None:
    """Write the page on which the pictures are leafed through, of all that are there."""
    names = sorted({path.name.rsplit("-", 2)[0] for path in HERE.glob("[hs]*.jpg")})
    rows = []
    for name in names:
        cells = "".join(
            f'<a href="{file}"><img loading="lazy" src="{file}" alt="{width} px, {scheme}"></a>'
            for width, scheme in itertools.product(sorted({*WIDTHS, *READERS_WIDTHS}), SCHEMES)
            if (HERE / (file := html.escape(file_of(name, width, scheme)))).exists()
        )
        rows.append(f'<section id="{name}"><h2>{name}</h2><div>{cells}</div></section>')
    contents = " ".join(f'<a href="#{name}">{name}</a>' for name in names)
    (HERE / "index.html").write_text(
        f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Pictures</title><style>
body {{ font: 16px/1.5 system-ui; margin: 2rem; background: #888; color: #000 }}
nav a {{ margin-inline-end: .75rem; color: inherit }}
div {{ display: flex; gap: 1rem; align-items: start; max-height: 90vh; overflow: auto }}
img {{ max-height: 200vh; max-width: 40vw }}
</style><h1>Every page</h1><nav>{contents}</nav>{"".join(rows)}</html>""",
        encoding="utf-8",
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="take those whose name holds this word")
    options = parser.parse_args()
    if not Path(CHROMIUM).exists():
        print("needs chromium: apt install chromium, or set CHROMIUM to its path")
        return 1
    HERE.mkdir(exist_ok=True)
    with demo_house(HERE / "house") as house, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(CHROMIUM_ARGS))
        photographer = Photographer(browser, house, options.only)
        # One after the other: what hands do for one picture may be seen on the next.
        for shot in site_shots(house):
            photographer.take(shot)
        if any(options.only in f"site-{language}-copy-" for language in LANGUAGES):
            for shot in copy_shots(house):
                photographer.take(shot)
        for shot in house_shots(photographer.page_of("publisher")):
            photographer.take(shot)
        for shot in newcomer_shots(photographer.page_of("newcomer")):
            photographer.take(shot)
        for shot in gone_shots(house, photographer.page_of("publisher")):
            photographer.take(shot)
        browser.close()
        take_paper(house, options.only)
    write_paper_index()
    write_index()
    print(f"{len(photographer.taken)} pages in {HERE}/index.html")
    for sentence in photographer.failed:
        print(sentence)
    return 1 if photographer.failed else 0


if __name__ == "__main__":
    sys.exit(main())
