"""Every address that a page of the demo names is one that somebody answers."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from django.urls import URLPattern, URLResolver, get_resolver
from lxml import html

from tests import serving
from tests.conftest import Demo
from tests.wholeness import broken_files
from writingviews.config.house_paths import HOUSE_PATHS

#: Attributes that hold an address.
_ADDRESSES = ("href", "src", "action", "formaction", "poster", "cite")
_COPIES = (".br", ".gz", ".status")


def _first_parts(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern).lstrip("^")
        if isinstance(entry, URLResolver):
            yield from _first_parts(entry, route)
        elif isinstance(entry, URLPattern):
            # A language's prefix may stand before what is made when asked for.
            yield re.sub(r"^<str:prefix>/", "", route).partition("/")[0]


def test_every_address_of_the_house_is_handed_on_by_the_readers_processes() -> None:
    found = set(_first_parts(get_resolver()))
    assert found == set(HOUSE_PATHS), (
        f"The URLconf begins with {sorted(found)}, config/house_paths.py with "
        f"{sorted(HOUSE_PATHS)}: what is only in the first is answered with 404. Make them equal."
    )


def _pages(demo: Demo) -> Iterator[tuple[str, Path]]:
    """Yield (address, file) of every page that is shown, as HTML."""
    tree = demo.folder / "tree"
    for path in sorted(tree.rglob("*.html")):
        if not Path(f"{path}.status").exists():
            relative = path.relative_to(tree).as_posix()
            yield f"/{relative.removesuffix('index.html')}", path


@cache
def _parsed(path: Path) -> html.HtmlElement:
    return html.document_fromstring(path.read_bytes())


def _answers(demo: Demo, address: str) -> bool:
    """Whether a file or the house stands behind a path."""
    parts = unquote(address).strip("/").split("/")
    if parts[0] == "media":
        return demo.folder.joinpath(*parts).is_file()
    if parts[0] in HOUSE_PATHS or (len(parts) > 1 and parts[1] in HOUSE_PATHS):
        return True
    path = demo.folder.joinpath("tree", *parts)
    return (path / "index.html").is_file() if address.endswith("/") else path.is_file()


def test_every_link_and_every_picture_leads_somewhere(demo: Demo) -> None:
    astray: dict[str, str] = {}
    checked = 0
    for address, path in _pages(demo):
        for named in _named(_parsed(path)):
            target = urlsplit(urljoin(demo.address + address, named))
            if f"{target.scheme}://{target.netloc}" != demo.address:
                continue
            checked += 1
            if not _answers(demo, target.path):
                astray[target.path] = address
    assert checked > 1000
    assert not astray


def _named(page: html.HtmlElement) -> Iterator[str]:
    for attribute in _ADDRESSES:
        yield from page.xpath(f"//@{attribute}")
    for srcset in page.xpath("//@srcset"):
        yield from (part.split()[0] for part in srcset.split(","))
    yield from page.xpath("//meta[@property='og:image' or @property='og:url']/@content")


def test_every_anchor_that_is_linked_to_is_there(demo: Demo) -> None:
    for address, path in _pages(demo):
        page = _parsed(path)
        ids = set(page.xpath("//@id"))
        for href in page.xpath("//a/@href"):
            if href.startswith("#"):
                assert unquote(href[1:]) in ids, f"{address} has no {href}"


def test_what_a_page_loads_is_its_own(demo: Demo) -> None:
    """Nothing is asked of another host: not a picture, not a letter."""
    loads = "//*[self::img or self::script or self::iframe or self::audio or self::video]/@src"
    for address, path in _pages(demo):
        page = _parsed(path)
        sheets = page.xpath("//link[@rel='stylesheet' or @rel='preload' or @rel='icon']/@href")
        for named in [*page.xpath(loads), *sheets]:
            target = urlsplit(urljoin(demo.address + address, named))
            assert f"{target.scheme}://{target.netloc}" == demo.address, f"{address}: {named}"
    for path in (demo.folder / "tree" / "assets").glob("*.css"):
        for named in re.findall(r"url\(([^)]*)\)", path.read_text(encoding="utf-8")):
            assert named.strip("\"'").startswith(("./", "/assets/", "#", "data:")), (
                f"{path.name}: {named}"
            )


def test_no_page_has_a_script_or_a_style_in_it(demo: Demo) -> None:
    for address, path in _pages(demo):
        page = _parsed(path)
        for script in page.xpath("//script[not(@src)]"):
            assert script.get("type") == "application/ld+json", address
            json.loads(script.text)
        assert not page.xpath("//style"), address
        assert not page.xpath("//@style"), address
        names = {str(name) for element in page.iter() for name in element.attrib}
        assert not {name for name in names if name.startswith("on")}, address
        assert not page.xpath("//a[starts-with(@href, 'javascript:')]"), address


def test_every_page_says_what_it_is(demo: Demo) -> None:
    titles: dict[tuple[str, str], str] = {}
    for address, path in _pages(demo):
        page = _parsed(path)
        assert page.get("lang") in {"en", "fa", "ar", "es"}, address
        assert page.get("dir") == ("rtl" if page.get("lang") in {"fa", "ar"} else "ltr"), address
        title = page.findtext(".//title")
        assert title, address
        if address.endswith("404.html"):
            assert page.xpath("//meta[@name='robots']/@content") == ["noindex"], address
            continue
        canonical = page.xpath("//link[@rel='canonical']/@href")
        assert [unquote(href) for href in canonical] == [demo.address + unquote(address)], address
        assert page.xpath("//meta[@name='description']/@content"), address
        first = titles.setdefault((title, page.get("lang")), address)
        assert first == address, f"{address} and {first} are both called {title!r}"
        assert len(page.xpath("//h1")) == 1, address


def test_no_id_stands_twice_on_a_page(demo: Demo) -> None:
    for address, path in _pages(demo):
        twice = [name for name, times in Counter(_parsed(path).xpath("//@id")).items() if times > 1]
        assert not twice, f"{address}: {twice}"


def test_every_described_or_labelled_element_finds_its_words(demo: Demo) -> None:
    for address, path in _pages(demo):
        page = _parsed(path)
        ids = set(page.xpath("//@id"))
        for attribute in ("aria-labelledby", "aria-describedby", "for"):
            for value in page.xpath(f"//@{attribute}"):
                assert set(value.split()) <= ids, f"{address}: {attribute}={value!r}"


def test_every_picture_has_its_size_and_its_words(demo: Demo) -> None:
    pictures = 0
    for address, path in _pages(demo):
        for image in _parsed(path).xpath("//img"):
            pictures += 1
            assert image.get("alt") is not None, address
            assert int(image.get("width")) > 0, address
            assert int(image.get("height")) > 0, address
            assert image.get("loading") == "lazy" or image.get("fetchpriority") == "high", address
    assert pictures > 100


def test_every_file_of_the_tree_is_whole_and_so_are_its_copies(demo: Demo) -> None:
    assert broken_files(demo.folder / "tree") == []


def test_the_tree_equals_a_clean_build(demo: Demo) -> None:
    said = serving.command(demo.folder, "rebuild", "--check", "--dir", str(demo.folder))
    assert "The tree equals a clean build" in said.stdout


def test_a_short_article_fits_one_first_flight(demo: Demo) -> None:
    """HTML and CSS of an article under 14 KB where the text allows it, the script under 3."""
    tree = demo.folder / "tree"
    lightest = min(
        (tree / "articles").glob("*/index.html.br"), key=lambda path: path.stat().st_size
    )
    page = _parsed(Path(str(lightest).removesuffix(".br")))
    sheet, script = (
        demo.folder.joinpath("tree", page.xpath(query)[0].lstrip("/"))
        for query in ("//link[@rel='stylesheet']/@href", "//script/@src")
    )
    assert lightest.stat().st_size + Path(f"{sheet}.br").stat().st_size < 14 * 1024
    assert script.stat().st_size <= 3 * 1024
