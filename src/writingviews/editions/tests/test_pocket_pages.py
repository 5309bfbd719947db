"""A page of a copy: every address leads to a file of the copy, or to the site."""

import pytest

from writingviews.editions.pocket.addresses import Addresses, Standing
from writingviews.editions.pocket.plan import plan
from writingviews.editions.pocket.relinking import Carried, Pictures, Relinker
from writingviews.editions.tests.small_tree import ADDRESS, PICTURE_HTML, Small, page

STANDING = Standing(
    ADDRESS,
    ("", "/fa"),
    frozenset({"/", "/fa/", "/articles/boats/", "/articles/نان/", "/search/", "/fa/search/"}),
    {"/articles/former/": "/articles/boats/"},
    abouts={"en": ("/about-this-copy.html", "About"), "fa": ("/fa/about-this-copy.html", "نسخه")},
)


def _carried(
    main: str, pictures: Pictures = "small", there: frozenset[str] | None = None
) -> Carried:
    has = (lambda _name: True) if there is None else there.__contains__
    return Relinker(Addresses(STANDING), pictures, has).page("/articles/x/", page("X", main))


@pytest.mark.parametrize(
    ("href", "led"),
    [
        ("/", "../../index.html"),
        ("/fa/", "../../fa/index.html"),
        ("/articles/boats/#replies", "../../articles/boats/index.html#replies"),
        ("/articles/%D9%86%D8%A7%D9%86/", "../../articles/%D9%86%D8%A7%D9%86/index.html"),
        ("/articles/نان/", "../../articles/%D9%86%D8%A7%D9%86/index.html"),
        ("https://window.example/articles/boats/", "../../articles/boats/index.html"),
        ("/articles/former/#b", "../../articles/boats/index.html#b"),
        ("/search?q=a&amp;in=all", "../../search/index.html?q=a&amp;in=all"),
        ("/articles/gone/", "https://window.example/articles/gone/"),
        ("/feed.xml", "https://window.example/feed.xml"),
        ("/replies/x/?to=1", "https://window.example/replies/x/?to=1"),
        ("https://window.example.evil/", "https://window.example.evil/"),
        ("//elsewhere.example/", "//elsewhere.example/"),
        ("#top", "#top"),
        ("mailto:a@b.example", "mailto:a@b.example"),
    ],
)
def test_a_link_leads_to_a_file_or_to_the_site(href: str, led: str) -> None:
    assert f'<p><a class="on" href="{led}">' in _carried(f'<p><a class="on" href="{href}">').html


@pytest.mark.parametrize(
    "href",
    ["/media/../secret.key", "/media/ab12/../../secret.key", "/assets/../../secret.key",
     "/media/%2e%2e/secret.key", "/assets/..", "/media/ab12/960.jpg/../x"],
)  # fmt: skip
def test_a_link_out_of_the_folders_of_files_carries_nothing_along(href: str) -> None:
    carried = _carried(f'<a href="{href}">')
    assert f'href="{ADDRESS}{href}"' in carried.html
    assert carried.files == {"assets/site-AA.css", "assets/site-BB.js"}


def test_text_that_looks_like_a_link_stays_as_it_was_written() -> None:
    code = '<p>Write &lt;a href="/about/"&gt; and src="/x".</p>'
    assert code in _carried(code).html


def test_an_attribute_with_a_bracket_in_it_hides_no_address() -> None:
    html = _carried('<a title="2 > 1" href="/">').html
    assert '<a title="2 > 1" href="../../index.html">' in html


def test_feeds_stay_on_the_site_and_styles_come_along() -> None:
    html = _carried("").html
    assert 'href="https://window.example/feed.xml"' in html
    assert 'href="../../assets/site-AA.css"' in html
    assert 'src="../../assets/site-BB.js"' in html


@pytest.mark.parametrize("kind", ["icon", "apple-touch-icon"])
def test_a_publications_own_icons_come_along(kind: str) -> None:
    carried = _carried(f'<link rel="{kind}" href="/assets/icon-ab12-48.png">')
    assert 'href="../../assets/icon-ab12-48.png"' in carried.html
    assert "assets/icon-ab12-48.png" in carried.files


def test_search_leads_to_the_search_of_the_copy() -> None:
    assert 'action="../../search/index.html"' in _carried("").html


def test_a_reply_form_gives_way_to_its_address() -> None:
    html = _carried(
        '<aside class="reply-rules"><p>What we ask</p></aside>\n'
        '<form class="r" method="post" action="/replies/x/"><textarea></textarea></form>'
    ).html
    assert "textarea" not in html
    assert "What we ask" not in html
    assert f'<a href="{ADDRESS}/replies/x/">' in html


def test_of_a_small_picture_one_rendition_comes_along() -> None:
    carried = _carried(PICTURE_HTML)
    assert carried.files - {"assets/site-AA.css", "assets/site-BB.js"} == {"media/ab12/960.webp"}
    assert (
        '<picture><img src="../../media/ab12/960.webp" alt="A boat" width="1440" height="900">'
        "</picture>"
    ) in carried.html


def test_of_all_pictures_those_that_a_page_names_come_along() -> None:
    carried = _carried(PICTURE_HTML, "all")
    names = {name.removeprefix("media/ab12/") for name in carried.files if "media" in name}
    assert names == {"480.avif", "960.avif", "480.webp", "960.webp", "1440.webp", "960.jpg"}
    assert 'srcset="../../media/ab12/480.avif 480w, ../../media/ab12/960.avif 960w"' in carried.html


@pytest.mark.parametrize("pictures", ["small", "all"])
def test_a_rendition_that_is_missing_is_not_named(pictures: Pictures) -> None:
    carried = _carried(PICTURE_HTML, pictures, frozenset({"ab12/480.webp"}))
    assert {name for name in carried.files if "media" in name} == {"media/ab12/480.webp"}
    assert 'src="../../media/ab12/480.webp"' in carried.html
    assert "960" not in carried.html.replace("960w", "")


def test_a_picture_of_which_nothing_is_there_says_what_it_showed() -> None:
    carried = _carried(PICTURE_HTML, there=frozenset())
    assert '<span class="not-carried">A boat</span>' in carried.html
    assert "<img" not in carried.html


def test_a_page_may_load_from_its_folder_and_from_nowhere_else() -> None:
    head = _carried("").html.partition("<meta charset")[0]
    assert "default-src 'none'" in head
    assert "http" not in head.replace("http-equiv", "")


def test_what_is_gone_or_moved_is_left_out_and_feeds_too(small: Small) -> None:
    planned = plan(small.settings.tree_dir, ADDRESS)
    assert planned.pages == ("/", "/articles/boats/", "/articles/نان/", "/fa/")
    assert planned.standing.prefixes == ("", "/fa")
    assert planned.standing.moved == {"/articles/former/": "/articles/boats/"}


def test_a_page_at_the_root_leads_on_from_its_own_folder(small: Small) -> None:
    html = (
        Relinker(Addresses(STANDING), "small", lambda _name: True)
        .page("/", page("Front", '<a href="/articles/boats/">'))
        .html
    )
    assert '<a href="./articles/boats/index.html">' in html
