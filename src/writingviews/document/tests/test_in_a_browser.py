"""What a real browser makes of our HTML, and what the editor's own views carry."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from playwright.sync_api import Page, sync_playwright

from writingviews.document.html import PictureView, render_body, render_feed_body

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


def printed(*command: str) -> str:
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=300, check=True
    ).stdout


@pytest.fixture(scope="module")
def documents() -> list[dict[str, Any]]:
    """A few hundred random documents, the same ones every time."""
    lines = printed("node", "frontend/document/fuzz.mjs", "trials", "400", "3").split("\n")
    return [json.loads(line)["document"] for line in lines if line]


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    script = printed(
        "node_modules/.bin/esbuild",
        "frontend/document/views.ts",
        "--bundle",
        "--format=iife",
        "--global-name=views",
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        opened = browser.new_page()
        opened.add_script_tag(content=script)
        yield opened
        browser.close()


def picture(media: str) -> PictureView | None:
    if media.startswith("f"):
        return None
    return PictureView(3, 2, [("image/avif", "/media/x/1.avif 1w")], "/media/x/1.jpg", "1px")


def as_written(html: str) -> list[Any]:
    """The same shape as views.ts's asRead, by XML's rules."""

    def told(element: etree._Element) -> list[Any]:
        children: list[Any] = [element.text] if element.text else []
        for child in element:
            children.append(told(child))
            children.extend([child.tail] if child.tail else [])
        return [element.tag, dict(element.attrib), children]

    return [told(etree.fromstring(f"<main>{html}</main>"))]


def test_a_browser_reads_every_element_where_it_was_written(
    page: Page, documents: list[dict[str, Any]]
) -> None:
    """No element is closed, moved or dropped by HTML's parsing rules: the nesting is valid."""
    rendered = [render_body(data, pictures=picture) for data in documents]
    pieces = [piece for body in rendered for piece in (body.html, *body.footnotes)]
    pieces += [source.html for body in rendered for source in body.sources]
    pieces += [
        render_feed_body(data, pictures=picture, address="https://example.org/a/")
        for data in documents
    ]

    read = page.evaluate("pieces => pieces.map(views.asRead)", pieces)

    for piece, found in zip(pieces, read, strict=True):
        assert found == as_written(piece), piece


def test_the_editors_views_and_the_clipboard_carry_everything(
    page: Page, documents: list[dict[str, Any]]
) -> None:
    # A link around a footnote that holds a link would be a link in a link, which HTML has not.
    carried = [data for data in documents if not _linked_footnote(data)]

    read = page.evaluate("documents => documents.map(views.throughHtml)", carried)

    assert len(carried) > len(documents) * 0.9
    for data, found in zip(carried, read, strict=True):
        assert found == data


def _linked_footnote(node: dict[str, Any]) -> bool:
    if node["type"] == "footnote" and _linked(node):
        return any(_linked(child) for child in node.get("content", []))
    return any(_linked_footnote(child) for child in node.get("content", []))


def _linked(node: dict[str, Any]) -> bool:
    return any(mark["type"] == "link" for mark in node.get("marks", []))
