"""A ZIM: every page of the site in one file, found by any spelling, the same bytes each time."""

import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from libzim.reader import Archive
from libzim.search import Query, Searcher
from libzim.suggestion import SuggestionSearcher
from PIL import Image

from writingviews.articles.accents import ACCENTS
from writingviews.articles.tests.making import make_publication
from writingviews.cli import main
from writingviews.editions.pocket.command import make_key
from writingviews.editions.pocket.gathering import read_article
from writingviews.editions.pocket.minisign import trusted_comment
from writingviews.editions.pocket.recorded import settle_key
from writingviews.editions.refusal import EditionRefused
from writingviews.editions.tests.kiwix import (
    amiss,
    answer_of,
    kiwix_serve,
    needs_kiwix_serve,
    needs_zimcheck,
)
from writingviews.editions.tests.small_tree import ADDRESS, PAGES, Small, article, small_publication
from writingviews.editions.zim.command import Order, print_zim, signature_path
from writingviews.editions.zim.icon import icon
from writingviews.editions.zim.making import Made
from writingviews.editions.zim.metadata import three_letters
from writingviews.editions.zim.sealing import seal
from writingviews.editions.zim.spellings import other_title, with_spellings
from writingviews.language.languages import LANGUAGES

BREAD = "articles/نان/index.html"


def _zim(
    small: Small,
    place: Path,
    *,
    language: str | None = None,
    licence: str = "",
    key: Path | None = None,
) -> Made:
    order = Order(place, language, licence, key)
    return print_zim(small.settings, order, told=lambda _done, _of: None)


def _paths(archive: Archive) -> set[str]:
    paths = {archive._get_entry_by_id(number).path for number in range(archive.all_entry_count)}
    return {path for path in paths if "." in path and not path.startswith("listing/")}


def _html(archive: Archive, path: str) -> str:
    return bytes(archive.get_entry_by_path(path).get_item().content).decode()


def _found(archive: Archive, query: str) -> list[str]:
    search = Searcher(archive).search(Query().set_query(query))
    return list(search.getResults(0, 20))


def _suggested(archive: Archive, query: str) -> list[str]:
    results = SuggestionSearcher(archive).suggest(query).getResults(0, 20)
    return [archive.get_entry_by_path(path).get_item().path for path in results]


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Both articles, packed once."""
    place = tmp_path_factory.mktemp("window")
    _zim(small_publication(place), place / "w.zim")
    return Archive(place / "w.zim")


def test_a_zim_holds_the_pages_and_what_they_name_and_nothing_else(
    small: Small, tmp_path: Path
) -> None:
    made = _zim(small, tmp_path / "w.zim")
    archive = Archive(tmp_path / "w.zim")
    assert archive.check()
    assert _paths(archive) == {
        *("index.html", "fa/index.html", "articles/boats/index.html", BREAD, "copy/copy.css"),
        *("assets/site-AA.css", "assets/site-BB.js", "assets/face-CC.woff2"),
        "media/ab12/960.webp",
    }
    assert archive.main_entry.get_item().path == "index.html"
    assert (made.pages, made.articles, made.pictures, made.missing) == (4, 2, 1, ())
    boats = _html(archive, "articles/boats/index.html")
    assert "textarea" not in boats
    assert f'<a href="{ADDRESS}/replies/boats/">' in boats
    assert f'<a href="{ADDRESS}/articles/gone/#a">gone</a>' in boats
    assert 'href="../../articles/%D9%86%D8%A7%D9%86/index.html">bread</a>' in boats
    assert 'src="../../media/ab12/960.webp"' in boats


def test_the_text_of_an_article_is_that_of_its_page(small: Small, tmp_path: Path) -> None:
    _zim(small, tmp_path / "w.zim")
    archive = Archive(tmp_path / "w.zim")
    for path in (BREAD, "articles/boats/index.html"):
        there = read_article(path, _html(archive, path))[1]
        assert there.split() == read_article(path, PAGES[path])[1].split()
        assert len(there.split()) > 4


def test_the_site_s_search_goes_and_kiwix_s_own_bar_may_work(small: Small, tmp_path: Path) -> None:
    _zim(small, tmp_path / "w.zim")
    front = _html(Archive(tmp_path / "w.zim"), "index.html")
    assert 'role="search"' in PAGES["index.html"]
    assert "<form" not in front
    assert "feed.xml" not in front
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', front)
    assert policy
    assert "http" not in policy[1]
    assert policy[1].startswith("default-src 'self'")
    assert f'<a href="{ADDRESS}/here/">' in front  # where the page stands on the site


@pytest.mark.parametrize(
    ("query", "path"),
    [
        *(("rowing", "articles/boats/index.html"), ("rows", "articles/boats/index.html")),
        *(("Boat", "articles/boats/index.html"), ("نان", BREAD), ("کتاب‌های", BREAD)),
        *(("كتابهاي", BREAD), ("کتابهای", BREAD), ("کتاب های", BREAD), ("كتاب", BREAD)),
        *(("می خواند", BREAD), ("می‌خواند", BREAD), ("ميخواند", BREAD), ("مي‌خواند", BREAD)),
        *(("مسئول", BREAD), ("مسؤول", BREAD), ("نانِ دوم", BREAD), ("نان مسئول خواند", BREAD)),
    ],
)
def test_search_finds_it_however_it_is_written(window: Archive, query: str, path: str) -> None:
    assert _found(window, query) == [path]


def test_search_finds_no_words_of_the_frame_or_of_lists(small: Small, tmp_path: Path) -> None:
    boats = small.settings.tree_dir / "articles/boats/index.html"
    framed = boats.read_text("utf-8").replace("The Window</a>", "The Lighthouse</a>")
    boats.write_text(framed.replace("</main>", "<p>Send a letter.</p></main>"), "utf-8")
    _zim(small, tmp_path / "w.zim")
    for query in ("lighthouse", "خانه", "send"):
        assert _found(Archive(tmp_path / "w.zim"), query) == []


def test_a_passage_under_a_result_is_of_the_article(small: Small, tmp_path: Path) -> None:
    _zim(small, tmp_path / "w.zim")
    results = Searcher(Archive(tmp_path / "w.zim")).search(Query().set_query("rowing"))
    page = _html(Archive(tmp_path / "w.zim"), next(iter(results.getResults(0, 1))))
    silent = re.sub(r"<!--htdig_noindex-->.*?<!--/htdig_noindex-->", "", page, flags=re.DOTALL)
    assert "Rowing home" in silent
    assert "The Window</a>" not in silent
    assert "reply-there" not in silent


def test_titles_are_suggested_in_either_keyboard_s_letters(small: Small, tmp_path: Path) -> None:
    path = small.settings.tree_dir / "articles/khatchin/index.html"
    path.parent.mkdir()
    path.write_text(article("رودخانهٔ خط‌چین", "آب", "fa"), "utf-8")
    _zim(small, tmp_path / "w.zim")
    archive = Archive(tmp_path / "w.zim")
    for typed in ("رودخا", "خطچین", "خطچين", "رودخانه خط‌چين"):
        assert _suggested(archive, typed) == ["articles/khatchin/index.html"]
    assert _suggested(archive, "boa") == ["articles/boats/index.html"]
    assert _suggested(archive, "gone") == []


def test_of_one_language_only_its_pages_are_in(small: Small, tmp_path: Path) -> None:
    made = _zim(small, tmp_path / "fa.zim", language="fa")
    archive = Archive(tmp_path / "fa.zim")
    pages = {path for path in _paths(archive) if path.endswith(".html")}
    assert pages == {"fa/index.html", BREAD}
    assert archive.main_entry.get_item().path == "fa/index.html"
    assert archive.get_metadata("Language") == b"fas"
    assert made.articles == 1
    assert "media/ab12/960.webp" not in _paths(archive)
    _zim(small, tmp_path / "en.zim", language="en")
    boats = _html(Archive(tmp_path / "en.zim"), "articles/boats/index.html")
    assert f'<a href="{ADDRESS}/articles/%D9%86%D8%A7%D9%86/">bread</a>' in boats


def test_the_same_pages_give_the_same_bytes_and_other_pages_another_id(
    small: Small, tmp_path: Path
) -> None:
    assert _zim(small, tmp_path / "one.zim").sealed
    _zim(small, tmp_path / "two.zim")
    assert (tmp_path / "one.zim").read_bytes() == (tmp_path / "two.zim").read_bytes()
    front = small.settings.tree_dir / "index.html"
    front.write_text(front.read_text("utf-8").replace("Boats", "Ships"), "utf-8")
    _zim(small, tmp_path / "three.zim")
    ids = {Archive(tmp_path / f"{name}.zim").uuid for name in ("one", "two", "three")}
    assert len(ids) == 2


def test_several_processes_make_the_same_as_one(
    small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _zim(small, tmp_path / "one.zim")
    monkeypatch.setattr("writingviews.editions.zim.making.CHUNK", 1)
    monkeypatch.setattr("writingviews.editions.pocket.pages.os.cpu_count", lambda: 2)
    _zim(small, tmp_path / "two.zim")
    assert (tmp_path / "one.zim").read_bytes() == (tmp_path / "two.zim").read_bytes()


def test_a_file_that_is_built_otherwise_is_not_touched(small: Small, tmp_path: Path) -> None:
    picture = small.settings.media_dir / "ab12/960.webp"
    picture.write_bytes(b"\x0f\x0dXapian Glass")
    assert not _zim(small, tmp_path / "w.zim").sealed
    assert Archive(tmp_path / "w.zim").check()
    other = tmp_path / "other"
    other.write_bytes(bytes(200))
    assert not seal(other)
    assert other.read_bytes() == bytes(200)


def test_a_zim_says_what_it_is(small: Small, tmp_path: Path) -> None:
    data = {"datePublished": "2025-01-02T10:00:00+00:00", "dateModified": "2026-03-20T10:00:00Z"}
    page = small.settings.tree_dir / "articles/boats/index.html"
    script = json.dumps(data, separators=(",", ":"))
    added = f'<script type="application/ld+json">{script}</script></head>'
    page.write_text(page.read_text("utf-8").replace("</head>", added), "utf-8")
    front = small.settings.tree_dir / "index.html"
    named = '<meta property="og:site_name" content="The Window &amp; Door"></head>'
    front.write_text(front.read_text("utf-8").replace("</head>", named), "utf-8")
    foot = '<p class="imprint" dir="auto"><a href="/by" rel="license">CC BY &amp; thanks</a></p>'
    front.write_text(front.read_text("utf-8").replace("</body>", f"{foot}</body>"), "utf-8")
    _zim(small, tmp_path / "own.zim")
    assert Archive(tmp_path / "own.zim").get_metadata("License").decode() == "CC BY & thanks"
    made = _zim(small, tmp_path / "w.zim", licence="CC-BY-4.0")
    archive = Archive(tmp_path / "w.zim")
    said = {
        key: archive.get_metadata(key).decode()
        for key in archive.metadata_keys
        if not key.startswith("Illustration")
    }
    assert made.day == "2026-03-20"
    assert said.pop("Counter").count("text/html=4") == 1
    assert said == {
        "Name": "window.example_mul_all",
        "Title": "The Window & Door",
        "Description": "About Front",
        "Language": "eng,fas",
        "Creator": "The Window & Door",
        "Publisher": "The Window & Door",
        "Date": "2026-03-20",
        "Source": ADDRESS,
        "Flavour": "maxi",
        "Tags": "_category:other;_ftindex:yes;_pictures:yes;_videos:no;_details:yes",
        "Scraper": "writingviews",
        "License": "CC-BY-4.0",
    }
    assert archive.has_illustration(48)
    assert bytes(archive.get_illustration_item(48).content) == icon("madder")


def test_the_icon_bears_the_publication_s_colour() -> None:
    colours = set()
    for accent in ACCENTS:
        drawn = Image.open(io.BytesIO(icon(accent)))
        assert drawn.size == (48, 48)
        colours.add(drawn.getpixel((24, 3)))
    assert len(colours) == len(ACCENTS)
    assert Image.open(io.BytesIO(icon("madder"))).getpixel((24, 3)) == (149, 49, 42, 255)
    assert icon("no such colour") == icon("madder")


def test_every_language_that_we_know_has_three_letters() -> None:
    codes = {code: three_letters(code) for code in LANGUAGES}
    assert "und" not in codes.values()
    assert len(set(codes.values())) == len(codes)
    assert (codes["fa"], codes["ckb"], three_letters("pt-BR")) == ("fas", "ckb", "por")
    assert three_letters("xx") == "und"


def test_what_only_western_letters_write_is_left_as_it_is() -> None:
    assert with_spellings("Rowing home", "en") == "rowing home"
    assert with_spellings("L'été", "fr").split() == ["l'ete", "lete", "ete"]


def test_a_number_is_found_in_any_digits() -> None:
    assert {"1388", "١٣٨٨"} <= set(with_spellings("سال ۱۳۸۸", "fa").split())
    assert "۱۹" in with_spellings("19 boats", "en")


def test_a_title_without_letters_that_differ_has_no_other() -> None:
    assert other_title("Boats", ["Ann"]) == ""
    assert other_title("کتاب", ["Ann"]) == "كتاب · Ann"
    assert other_title("كتاب", []) == "کتاب"


def test_a_picture_that_is_missing_does_not_stop_a_zim(small: Small, tmp_path: Path) -> None:
    shutil.rmtree(small.settings.media_dir)
    (small.settings.tree_dir / "assets/face-CC.woff2").unlink()
    made = _zim(small, tmp_path / "w.zim")
    assert (made.pictures, made.missing) == (0, ("assets/face-CC.woff2",))
    assert Archive(tmp_path / "w.zim").check()


@pytest.mark.parametrize("name", ["w.zip", "w", "house/w.zim", "folder.zim"])
def test_a_place_that_cannot_be_is_refused(small: Small, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.zim").mkdir()
    with pytest.raises(EditionRefused, match=r"\.zim|outside"):
        _zim(small, tmp_path / name)


def test_what_was_never_printed_is_refused(small: Small, tmp_path: Path) -> None:
    with pytest.raises(EditionRefused, match=r"'de'.* en, fa"):
        _zim(small, tmp_path / "w.zim", language="de")
    shutil.rmtree(small.settings.tree_dir / "articles")
    with pytest.raises(EditionRefused, match="No article"):
        _zim(small, tmp_path / "w.zim")
    shutil.rmtree(small.settings.tree_dir)
    with pytest.raises(EditionRefused, match="rebuild"):
        _zim(small, tmp_path / "w.zim")
    assert [path.name for path in tmp_path.iterdir() if "zim" in path.name] == []


def test_a_signature_lies_beside_it_and_goes_with_it(small: Small, tmp_path: Path) -> None:
    place = tmp_path / "w.zim"
    _zim(small, place, key=small.key)
    signature = signature_path(place).read_text("utf-8")
    said = trusted_comment(place.read_bytes(), signature, small.public)
    assert said.startswith(f"writingviews-zim-1 site={ADDRESS} date=")
    _zim(small, place)
    assert not signature_path(place).exists()
    with pytest.raises(EditionRefused, match="chmod 600"):
        small.key.chmod(0o644)
        _zim(small, place, key=small.key)


def _in_a_process(code: str, small: Small, place: Path) -> subprocess.CompletedProcess[str]:
    arguments = ["edition", "zim", str(place), "--dir", str(small.settings.folder)]
    return subprocess.run(
        [sys.executable, "-c", f"{code}\nsys.exit(main({arguments!r}))"],
        env=os.environ | {"WRITINGVIEWS_ADDRESS": ADDRESS},
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )


_START = "import os, resource, signal, sys\nfrom writingviews.cli import main\n"


@pytest.mark.parametrize("room", [2_000, 60_000])
def test_a_full_disk_is_a_sentence_and_leaves_what_was_there(
    small: Small, tmp_path: Path, room: int
) -> None:
    place = tmp_path / "out" / "w.zim"
    _zim(small, place)
    before = place.read_bytes()
    code = f"{_START}resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))"
    ended = _in_a_process(code, small, place)
    assert ended.returncode == 1
    assert "cannot be written" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert place.read_bytes() == before
    assert [path.name for path in place.parent.iterdir()] == ["w.zim"]


def test_killed_in_the_middle_it_leaves_nothing_under_the_name(
    small: Small, tmp_path: Path
) -> None:
    place = tmp_path / "out" / "w.zim"
    code = (
        f"{_START}from writingviews.editions.zim import command\n"
        "def killed(*_, **__): os.kill(os.getpid(), signal.SIGKILL)\n"
        "command._take_place = killed"
    )
    ended = _in_a_process(code, small, place)
    assert ended.returncode == -signal.SIGKILL
    assert not place.exists()
    _zim(small, place)
    assert Archive(place).check()


@pytest.mark.django_db
def test_a_key_that_is_not_the_publication_s_is_refused(
    small: Small,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("WRITINGVIEWS_ADDRESS", ADDRESS)
    house, place = str(small.settings.folder), str(tmp_path / "w.zim")
    make_publication("en")
    settle_key(small.key, small.settings.folder)
    make_key(tmp_path / "other", small.settings.folder)
    assert main(["edition", "zim", place, "--dir", house, "--key", str(tmp_path / "other")]) == 1
    assert small.public.line in capsys.readouterr().err.replace("\n", "")
    assert not Path(place).exists()


@pytest.mark.django_db
def test_the_command_says_what_it_made(
    small: Small,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_publication("en")
    monkeypatch.setenv("WRITINGVIEWS_ADDRESS", ADDRESS)
    house, place = str(small.settings.folder), str(tmp_path / "w.zim")
    assert main(["edition", "zim", place, "--dir", house, "--key", str(small.key)]) == 0
    assert main(["edition", "zim", place, "--dir", house, "--language", "xx"]) == 1
    said = capsys.readouterr()
    assert "2 articles on 4 pages, 1 pictures" in said.out
    assert "w.zim.minisig" in said.out
    assert "no pages in 'xx'" in said.err


@pytest.mark.tools
@needs_zimcheck
def test_zimcheck_finds_no_dead_link_and_nothing_amiss(small: Small, tmp_path: Path) -> None:
    boats = small.settings.tree_dir / "articles/boats/index.html"
    # It takes code that is shown for a link.
    boats.write_text(re.sub("<code>.*?</code>", "", boats.read_text("utf-8")), "utf-8")
    for language in (None, "fa", "en"):
        _zim(small, tmp_path / "w.zim", language=language)
        assert amiss(tmp_path / "w.zim") == ""


@pytest.mark.tools
@pytest.mark.skipif(not shutil.which("minisign"), reason="needs minisign: apt install minisign")
def test_minisign_accepts_the_signature_and_sees_a_changed_byte(
    small: Small, tmp_path: Path
) -> None:
    place = tmp_path / "w.zim"
    _zim(small, place, key=small.key)
    check = ["minisign", "-V", "-P", small.public.line, "-m", str(place)]
    subprocess.run(check, check=True, capture_output=True)
    with place.open("ab") as file:
        file.write(b" ")
    assert subprocess.run(check, check=False, capture_output=True).returncode == 1


@pytest.mark.tools
@needs_kiwix_serve
def test_kiwix_finds_and_opens_a_page(small: Small, tmp_path: Path) -> None:
    _zim(small, tmp_path / "window.zim")
    with kiwix_serve(tmp_path / "window.zim") as address:
        for query, found in (
            ("rows", "articles/boats/index.html"),
            ("كتابهاي", BREAD),
            ("می خواند", BREAD),
        ):
            page = answer_of(f"{address}/search?content=window&pattern={quote(query)}")
            assert "/window/articles/" in page
            assert page.count("<li>") == 1
            own = len(read_article(found, PAGES[found])[1].split())
            assert f"{own} words" in page  # and none of the other spellings
        assert "Rowing home" in answer_of(f"{address}/window/articles/boats/index.html")
        assert "او کتاب‌های" in answer_of(f"{address}/window/{quote(BREAD)}")
