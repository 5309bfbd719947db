"""The page that checks a copy finds in a browser, from file://, what `verify` finds."""

import base64
import hashlib
import re
import shutil
import socket
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from writingviews.editions.pocket.check_page import check_page
from writingviews.editions.pocket.command import make_key
from writingviews.editions.pocket.minisign import read_secret_key
from writingviews.editions.pocket.verifying import verify
from writingviews.editions.tests.small_tree import Small, small_publication
from writingviews.house.assets import BUILT_DIR
from writingviews.site.rendering import long_date

CHROMIUM = Path("/usr/bin/chromium")
BOATS = "articles/boats/index.html"
BREAD = "articles/نان/index.html"

pytestmark = pytest.mark.skipif(
    not list(BUILT_DIR.glob("check-*.js")), reason="needs the front end: make build"
)
in_browser = pytest.mark.browser


def test_the_page_says_its_own_script_and_style_and_nothing_else_may_run_or_load() -> None:
    html = check_page(["en", "fa"])
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    for tag, directive in (("script", "script-src"), ("style", "style-src")):
        found = re.search(rf"<{tag}[^>]*>(.*?)</{tag}>", html, re.DOTALL)
        assert found
        digest = base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy[1]
    assert policy[1].startswith("default-src 'none'")
    assert not re.findall(r'\s(?:src|href)="(?!#)', html.partition("<script")[0])
    assert html == check_page(["en", "fa"])


def test_without_a_script_every_language_says_how_to_check() -> None:
    html = check_page(["fa", "en", "ar", "es"])
    assert html.count("<noscript>") == html.count("minisign -V -m SHA256SUMS") == 4
    assert html.count("<form hidden>") == 4
    assert html.startswith('<!doctype html>\n<html lang="fa" dir="rtl">')


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("needs chromium: apt install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def fresh(tmp_path: Path) -> Small:
    """A publication with a mirror that is valid today: the page has no other clock."""
    made = small_publication(tmp_path)
    made.mirror(tmp_path / "a copy", now=datetime.now(UTC))
    return made


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert faults == []


def _says(page: Page, copy: Path, key: str, number: str = "", language: str = "en") -> list[str]:
    page.goto("about:blank")
    page.goto(f"{(copy / 'check.html').as_uri()}#{language}")
    section = page.locator(f"section[lang={language}]")
    section.locator("input[type=file]").set_input_files(copy)
    section.locator("input[name=key]").fill(key)
    section.locator("input[name=number]").fill(number)
    section.locator("button").click()
    expect(section.locator(".result p").first).to_be_visible()
    return [
        re.sub("[\u2066-\u2069]", "", text)
        for text in section.locator(".result p").all_text_contents()
    ]


@in_browser
def test_a_whole_copy_is_good_in_each_language(fresh: Small, tmp_path: Path, page: Page) -> None:
    copy = tmp_path / "a copy"
    (line,) = _says(page, copy, fresh.public.line, "1")
    assert line.startswith("Good: every file is as the publication signed it.")
    assert "Number 1 of https://window.example" in line
    spaced = " ".join(re.findall(".{1,7}", fresh.public.line))
    (line,) = _says(page, copy, f"\u2066{spaced}", "۱", "fa")
    assert line.startswith("درست است")
    today = long_date(datetime.now(UTC).date(), "fa")
    assert f"شمارهٔ ۱ از https://window.example، ساختهٔ {today}" in line
    assert page.evaluate("document.documentElement.dir") == "rtl"
    (line,) = _says(page, copy, "")
    assert line.startswith("Nothing broke on the way. More cannot be said")
    assert fresh.public.line in line
    assert page.locator(".result .good").count() == 0


def _changed(copy: Path) -> None:
    (copy / BREAD).write_bytes((copy / BREAD).read_bytes() + b" ")


def _swapped(copy: Path) -> None:
    other = make_key(copy.parent / "other", copy.parent / "house")
    key = read_secret_key((copy.parent / "other").read_text("ascii"))
    line = (copy / "SHA256SUMS.minisig").read_text("utf-8").splitlines()[2]
    signature = key.sign((copy / "SHA256SUMS").read_bytes(), line.removeprefix("trusted comment: "))
    (copy / "SHA256SUMS.minisig").write_text(signature, encoding="utf-8")
    (copy / "minisign.pub").write_text(other.text, encoding="ascii")


def _edit(name: str, was: str, becomes: str) -> Callable[[Path], None]:
    def edit(copy: Path) -> None:
        text = (copy / name).read_bytes().decode()
        assert was in text
        (copy / name).write_bytes(text.replace(was, becomes, 1).encode())

    return edit


#: What is done to a copy, and how the page's one line of it begins.
SPOILT: Final[tuple[tuple[Callable[[Path], object], str], ...]] = (
    (_changed, f"Changed: {BREAD}. Do not trust"),
    (lambda copy: (copy / BOATS).unlink(), f"Missing: {BOATS}. "),
    (lambda copy: (copy / "articles/x.html").write_text("x"), "Added: articles/x.html. "),
    (lambda copy: (copy / "a\u202eb").write_text("x"), "Added: a\\u202eb. "),
    (_swapped, "Not genuine: it was signed with another key. "),
    (_edit("SHA256SUMS", "a", "b"), "Not genuine: the signature is not of this list of files."),
    (
        _edit("SHA256SUMS", "\n", "\r\n"),
        "Not genuine: the signature is not of this list of files. ",
    ),
    (
        _edit("SHA256SUMS.minisig", "sequence=1", "sequence=9"),
        "Not genuine: the signed line with number and dates was changed. ",
    ),
    (
        _edit("SHA256SUMS.minisig", "site=", "x" * 100_000),
        "Not genuine: the signature is cut or is none. ",
    ),
    (lambda copy: (copy / "SHA256SUMS").unlink(), "Not signed: Missing: SHA256SUMS. "),
)


@in_browser
def test_what_was_done_to_a_copy_is_found(fresh: Small, tmp_path: Path, page: Page) -> None:
    for number, (spoil, begins) in enumerate(SPOILT):
        copy = tmp_path / str(number)
        shutil.copytree(tmp_path / "a copy", copy)
        spoil(copy)
        assert not verify(copy, now=datetime.now(UTC), key=fresh.public).good
        (line,) = _says(page, copy, fresh.public.line)
        assert line.startswith(begins)
        assert page.locator(".result .good").count() == 0


@in_browser
def test_an_old_copy_a_late_one_and_a_new_key_are_told(
    fresh: Small, tmp_path: Path, page: Page
) -> None:
    copy = tmp_path / "a copy"
    (line,) = _says(page, copy, fresh.public.line, "٢")
    assert line == "Old: it is number 1, and 2 is known. There is a newer copy: ask for it."
    heir = make_key(tmp_path / "heir", fresh.settings.folder, fresh.key)
    following = Small(fresh.settings, tmp_path / "heir", heir)
    following.mirror(copy, now=datetime.now(UTC))
    good, follows = _says(page, copy, fresh.public.line)
    assert good.startswith("Good: ")
    assert follows.endswith(f"Use it from now on: {heir.line}")
    following.mirror(copy, now=datetime.now(UTC) - timedelta(days=91))
    (line,) = _says(page, copy, heir.line)
    assert line.startswith("Out of date: it was valid until ")


@in_browser
def test_what_systems_leave_behind_is_named_and_not_held_against_a_copy(
    fresh: Small, tmp_path: Path, page: Page
) -> None:
    copy = tmp_path / "a copy"
    (copy / "articles/.DS_Store").write_bytes(b"x")
    (copy / "System Volume Information").mkdir()
    (copy / "System Volume Information/IndexerVolumeGuid").write_bytes(b"x")
    good, note = _says(page, copy, fresh.public.line)
    assert good.startswith("Good: ")
    assert "System Volume Information/IndexerVolumeGuid, articles/.DS_Store." in note
    (copy / unicodedata.normalize("NFD", "é.html")).write_bytes(b"x")
    line, _ = _says(page, copy, fresh.public.line)
    assert line.startswith("Added: é.html")


@in_browser
def test_who_asks_wrongly_is_told_how(fresh: Small, tmp_path: Path, page: Page) -> None:
    copy = tmp_path / "a copy"
    assert _says(page, copy, "RWnonsense")[0].startswith("This is no public key")
    assert _says(page, copy, fresh.public.line, "seven") == [
        "The number is written in digits alone."
    ]
    (tmp_path / "stick").mkdir()
    shutil.move(copy, tmp_path / "stick" / "a copy")
    page.goto((tmp_path / "stick/a copy/check.html").as_uri())
    section = page.locator("section[lang=en]")
    section.locator("button").click()
    expect(section.locator(".result")).to_have_text("Choose the copy’s folder first.")
    section.locator("input[type=file]").set_input_files(tmp_path / "stick")
    section.locator("button").click()
    expect(section.locator(".result")).to_contain_text("choose that folder")


@in_browser
def test_the_page_cannot_reach_the_network(fresh: Small, tmp_path: Path, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(1)
        there = f"http://127.0.0.1:{server.getsockname()[1]}/"
        page.goto((tmp_path / "a copy/check.html").as_uri())
        tried = "there => fetch(there).then(() => 'sent', () => 'refused')"
        assert page.evaluate(tried, there) == "refused"
        page.evaluate("there => { new Image().src = there + 'x.png'; }", there)
        page.evaluate("there => { navigator.sendBeacon(there, 'x'); }", there)
        with pytest.raises(TimeoutError):
            server.accept()
    context.close()
