"""The demo's tree as a whole, without a browser: what a page weighs, whether its HTML is right by
W3C's checker, and whether everything it leads to is there."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest

from tests.furnished import copy_of_the_demo
from tests.weighing import FONTS, weigh
from writingviews.house.assets import BUILT_DIR

pytestmark = pytest.mark.skipif(
    not list(BUILT_DIR.glob("site-*.css")), reason="needs the front end: make build"
)
CHECKER = Path(__file__).parent.parent / "node_modules/vnu-jar/build/dist/vnu.jar"
_LEADS = re.compile(r'\s(?:href|src|action|srcset|content)="([^"]*)"')
_HREFLANG = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"')
#: Answered by the house, not by a file.
_HOUSE = re.compile(r"/(?:\w\w/)?(?:search|replies/|enter/|desk/|newsroom/|account/)")


@pytest.fixture(scope="module")
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("demo")
    cache: pytest.Cache | None = getattr(request.config, "cache", None)
    copy_of_the_demo(cache.mkdir("furnished") if cache else place / "kept", place / "house")
    return place / "house"


@pytest.fixture(scope="module")
def pages(house: Path) -> dict[str, str]:
    """Every page's HTML by its address."""
    tree = house / "tree"
    return {
        f"/{path.relative_to(tree).as_posix().removesuffix('index.html')}": path.read_text("utf-8")
        for path in tree.rglob("*.html")
    }


def test_a_page_weighs_what_a_first_flight_of_packets_carries(house: Path) -> None:
    found = weigh(house / "tree")
    assert found.articles >= 10, "the demo has no pieces of about 1,000 words"
    assert found.page <= 14 * 1024
    assert found.script <= 3 * 1024
    assert set(found.fonts) == set(FONTS)
    assert all(size <= 60 * 1024 for size in found.fonts.values()), found.fonts


@pytest.mark.tools
def test_the_w3c_checker_finds_no_error_in_any_page(house: Path) -> None:
    if not shutil.which("java"):
        pytest.skip("needs java: apt install default-jre-headless")
    if not CHECKER.exists():
        pytest.skip("needs vnu-jar: make build")
    # One run over all: a JVM takes longer to start than to read a page.
    run = subprocess.run(
        ["java", "-jar", str(CHECKER), "--errors-only", "--skip-non-html", "--format", "json",
         str(house / "tree")],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    said = json.loads(run.stderr)["messages"]
    assert [f"{each['url']}: {each['message']}" for each in said] == []


def _own(link: str, base: str) -> str | None:
    """Return a link's path and anchor if it leads into the publication."""
    link = unescape(link).strip()
    if link.startswith(base):
        link = link.removeprefix(base) or "/"
    return link if link.startswith(("/", "#")) and not link.startswith("//") else None


def _links(text: str, base: str) -> Iterator[str]:
    for value in _LEADS.findall(text):
        # A srcset names several, each with its width.
        for part in value.split(", "):
            if link := _own(part.split(" ")[0], base):
                yield link


def _base(house: Path) -> str:
    said = (house / "house.toml").read_text(encoding="utf-8")
    return str(re.findall(r'^address = "([^"]+)"', said, re.MULTILINE)[0])


def test_every_link_of_the_tree_leads_somewhere(house: Path, pages: dict[str, str]) -> None:
    base, tree = _base(house), house / "tree"
    anchors = {
        address: {unescape(each) for each in re.findall(r'\sid="([^"]+)"', text)}
        for address, text in pages.items()
    }
    lost: set[str] = set()
    seen = 0
    for address, text in pages.items():
        # What only looks like a link inside a sentence is text.
        for link in _links(text, base):
            seen += 1
            parts = urlsplit(link)
            path = unquote(parts.path) or address
            if _HOUSE.match(path):
                continue
            file = house / path[1:] if path.startswith("/media/") else tree / path[1:]
            if not file.is_file() and not (path.endswith("/") and (file / "index.html").is_file()):
                lost.add(f"{address} leads to {link}: nothing stands there")
            elif parts.fragment and unquote(parts.fragment) not in anchors.get(path, set()):
                lost.add(f"{address} leads to {link}: the page has no such anchor")
    assert seen > 10_000
    assert sorted(lost) == []


def test_pages_that_name_each_other_as_translations_do_so_both_ways(
    house: Path, pages: dict[str, str]
) -> None:
    base = _base(house)
    pairs = {
        address: {unquote(href.removeprefix(base)) for _, href in _HREFLANG.findall(text)}
        for address, text in pages.items()
        if '<meta name="robots" content="noindex">' not in text
    }
    one_way = [
        f"{address} names {other}, which does not name it"
        for address, others in pairs.items()
        for other in others
        if address not in pairs.get(other, set())
    ]
    assert sum(map(len, pairs.values())) > 50
    assert one_way == []


def test_feeds_and_sitemaps_lead_to_pages_that_stand(house: Path, pages: dict[str, str]) -> None:
    base, tree = _base(house), house / "tree"
    named: dict[str, str] = {}
    for file in tree.rglob("*.xml"):
        root = ET.parse(file).getroot()  # noqa: S314 - our own
        for element in root.iter():
            tag = element.tag.rpartition("}")[2]
            if tag == "loc" or (tag in {"id", "uri"} and (element.text or "").startswith(base)):
                named[str(element.text)] = file.name
            elif tag == "link" and element.get("href", "").startswith(base):
                named[str(element.get("href"))] = file.name
            elif tag == "content":
                named.update(
                    dict.fromkeys((base + e for e in _links(element.text or "", base)), file.name)
                )
    for file in tree.rglob("feed.json"):
        for item in json.loads(file.read_bytes())["items"]:
            named[item["url"]] = file.name
    assert len(named) > 100
    for address, file_name in named.items():
        path = unquote(urlsplit(address.removeprefix(base)).path) or "/"
        held = house / path[1:] if path.startswith("/media/") else tree / path[1:]
        stands = path in pages or held.is_file() or _HOUSE.match(path)
        assert stands, f"{file_name} leads to {address}: nothing stands there"
