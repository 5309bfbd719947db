"""What becomes of a paste: the HTML that each program writes, and the blocks it gives."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from playwright.sync_api import Page, sync_playwright

from writingviews.document.tests.strategies import UNHURRIED, documents

from .pastes import GOOGLE, HOSTILE, LIBREOFFICE, MARKDOWN, WEB, WORD, WORD_WEB

ROOT = Path(__file__).resolve().parents[4]
CHROMIUM = Path("/usr/bin/chromium")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.node,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs chromium: apt install chromium"),
    pytest.mark.skipif(
        shutil.which("node") is None or not (ROOT / "node_modules" / "esbuild").exists(),
        reason="needs node and node_modules: install Node 20 or newer, then run npm ci",
    ),
]

MARKS = {"strong": "**", "emphasis": "/", "strike": "~", "code": "`", "superscript": "^"}
NAMES = {
    "paragraph": "p",
    "bulletList": "ul",
    "orderedList": "ol",
    "listItem": "li",
    "tableRow": "tr",
    "tableCell": "td",
    "tableHeader": "th",
}


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    script = subprocess.run(
        [
            "node_modules/.bin/esbuild",
            "frontend/desk/paste/trial.ts",
            "--bundle",
            "--format=iife",
            "--global-name=trial",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    ).stdout
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        opened = browser.new_page()
        asked: list[str] = []
        opened.on("request", lambda request: asked.append(request.url))
        opened.on("dialog", lambda dialog: asked.append(dialog.message))
        opened.add_script_tag(content=script)
        yield opened
        browser.close()
        assert asked == [], "a paste made the browser ask for something"


def sketch(node: dict[str, Any]) -> str:
    """A block in one line: ``p[…]`` with *, / and the like for marks, | for a line's end."""
    if node["type"] == "text":
        return marked(node)
    inside = "".join(sketch(child) for child in node.get("content", []))
    if node["type"] == "hardBreak":
        return "|"
    if node["type"] == "footnote":
        return f"{{{inside}}}"
    return f"{named(node['type'], node.get('attrs', {}))}[{inside}]"


def marked(text: dict[str, Any]) -> str:
    said: str = text["text"]
    for mark in text.get("marks", []):
        sign = MARKS.get(mark["type"])
        if mark["type"] == "link":
            said = f"<{said} {mark['attrs']['href']}>"
        elif sign:
            said = f"{sign}{said}{sign}"
    return said


def named(kind: str, attrs: dict[str, Any]) -> str:
    name = NAMES.get(kind, kind)
    if kind == "heading":
        name = f"h{attrs['level']}"
    if kind == "orderedList" and attrs["start"] != 1:
        name += str(attrs["start"])
    return ".".join([name, *(attrs[key] for key in ("dir", "speaker", "alt") if attrs.get(key))])


def blocks(page: Page, html: str) -> list[str]:
    return [sketch(block) for block in page.evaluate("trial.pastedHtml", html)["blocks"]]


def text_blocks(page: Page, text: str) -> list[str]:
    return [sketch(block) for block in page.evaluate("trial.pastedText", text)["blocks"]]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param(html, expected, id=name)
        for program in (WORD, WORD_WEB, LIBREOFFICE, GOOGLE, WEB)
        for name, (html, expected) in program.items()
    ],
)
def test_each_programs_html_gives_clean_blocks(page: Page, html: str, expected: list[str]) -> None:
    assert blocks(page, html) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(text, expected, id=name) for name, (text, expected) in MARKDOWN.items()],
)
def test_plain_text_and_markdown_give_the_blocks_they_mean(
    page: Page, text: str, expected: list[str]
) -> None:
    assert text_blocks(page, text) == expected


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_that_acts_or_hides_comes_through(page: Page, html: str) -> None:
    trial = page.evaluate("trial.pastedHtml", f"<p>before</p>{html}")
    assert trial["html"].startswith("<p>before")
    for sign in ("javascript", "alert", "data:", "style", "class", "onerror", "secret", "src="):
        assert sign not in trial["html"].lower()


SLICE = '<p data-pm-slice="1 1 []">seen<a href="https://example.org/" rel="x">link</a></p>'


@settings(UNHURRIED, max_examples=6)
@given(document=documents())
def test_what_a_sheet_copied_is_known_again(page: Page, document: dict[str, Any]) -> None:
    assert page.evaluate("trial.copied", document) == []


@pytest.mark.parametrize(
    ("part", "forged"),
    [
        ("seen", '<b style="display:none">secret</b>'),
        ("seen", "<i hidden>secret</i>"),
        ("seen", '<b class="x">secret</b>'),
        ("seen", '<img src="https://example.org/spy.png">'),
        ("1 1 []", "99 99 []"),
        ("1 1 []", "1 1 not json"),
        ("1 1 []", "1 1 [&quot;script&quot;,null]"),
        ("1 1 []", "1 1 [&quot;orderedList&quot;,{&quot;start&quot;:&quot;x&quot;}]"),
        ("1 1 []", "1 1 [&quot;paragraph&quot;,{&quot;onclick&quot;:1}]"),
        ("1 1 []", f"1 1 [{','.join(['&quot;aside&quot;,null'] * 40)}]"),
        ("</p>", '</p><p data-pm-slice="0 0 []">twice</p>'),
    ],
)
def test_what_says_it_was_copied_from_a_sheet_is_cleaned_unless_it_was(
    page: Page, part: str, forged: str
) -> None:
    assert page.evaluate("trial.taken", SLICE) == SLICE
    assert page.evaluate("trial.taken", SLICE.replace(part, forged)) is None
    assert page.evaluate("trial.taken", SLICE.replace("data-pm-slice", "data-slice")) is None


def test_what_acts_is_taken_out_of_a_sheets_own_passage_too(page: Page) -> None:
    acting = SLICE.replace(
        "seen", "seen<script>alert(1)</script><!-- x --><b onclick=alert(1)>!</b>"
    )
    assert page.evaluate("trial.taken", acting) == SLICE.replace("seen", "seen<b>!</b>")


def test_a_picture_comes_along_only_inside_what_is_pasted(page: Page) -> None:
    dot = "data:image/png;base64,iVBORw0KGgo="
    trial = page.evaluate(
        "trial.pastedHtml",
        f'<figure><img src="{dot}" alt="A bus"><figcaption>The <b>61</b></figcaption></figure>'
        f'<ul><li>one <img src="{dot}" alt="In a list"></li><li>two</li></ul>'
        '<figure><img src="https://example.org/far.jpg" alt="Far">'
        "<figcaption>A far one</figcaption></figure>"
        '<p><img src="file:///C:/clip.png" alt="A chart"></p>'
        '<img src="https://example.org/count.gif" width="1" height="1">',
    )
    assert (trial["pictures"], trial["left"]) == (2, 2)
    assert [sketch(block) for block in trial["blocks"]] == [
        "picture.A bus[The **61**]",
        "ul[li[p[one]]li[p[two]]]",
        "picture.In a list[]",
        "p[A far one]",
        "p[A chart]",
    ]
    assert "example.org" not in trial["html"]


def test_almost_two_million_characters_are_read_within_a_second(page: Page) -> None:
    paragraph = (
        "<p class=MsoNormal style='margin:0cm;font-size:12.0pt'><span lang=EN-GB "
        "style='font-family:\"Times New Roman\"'>A line of <b>some</b> words.<o:p></o:p></span></p>"
    )
    html = paragraph * (1_900_000 // len(paragraph))
    trial = page.evaluate("trial.pastedHtml", html)
    assert len(trial["blocks"]) == html.count("<p ")
    # Twice the promise, for a machine that does other things at the same time.
    assert trial["milliseconds"] < 2000


@pytest.mark.parametrize(
    "piece", ["<", "<a ", "<!--", "<style>", "</style", '<a "', "<a b='", "<b>", "<a href='#n'>1"]
)
def test_no_broken_html_takes_longer_than_whole_html(page: Page, piece: str) -> None:
    trial = page.evaluate("trial.pastedHtml", piece * (400_000 // len(piece)))
    assert trial["milliseconds"] < 2000
