"""HTML that anybody wrote becomes a valid document in which no word is missing."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from writingviews.document.from_html import (
    ConvertedHtml,
    PictureFound,
    PictureSought,
    document_from_html,
)
from writingviews.document.markup import parse_markup
from writingviews.document.text import passages
from writingviews.document.validate import parse_document

MEDIA = "ab" * 16


def convert(html: str, **options: Any) -> ConvertedHtml:  # noqa: ANN401 - as the reader has them
    def picture(sought: PictureSought) -> PictureFound:
        return PictureFound(MEDIA if "here" in sought.source else None, sought.alt)

    return document_from_html(html, title="T", standfirst="", picture=picture, **options)


def blocks(html: str, **options: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - the same
    return list(convert(html, **options).document["content"][2:])


def kinds(html: str, **options: Any) -> list[str]:  # noqa: ANN401 - the same
    return [block["type"] for block in blocks(html, **options)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a<p>b", ["paragraph", "paragraph"]),
        ("<h1>A</h1><h6>B</h6><hr>", ["heading", "heading", "sceneBreak"]),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", ["bulletList"]),
        ("<ol start=3><li>a</ol>", ["orderedList"]),
        ("<blockquote><p>a</p><ul><li>b</ul></blockquote>", ["quotation"]),
        ("<table><tr><td><p>a<ul><li>b</ul><tr><th>c</table>", ["table"]),
        ("<table><tr><td><p>laid out</p></td></tr></table>", ["paragraph"]),
        ("<details><summary>a</summary>b</details>", ["aside"]),
        ("<p>a<img src=here.jpg> b</p>", ["paragraph", "picture"]),
        ("<p><img src=here.jpg>a</p>", ["picture", "paragraph"]),
        ("<div class=gallery><img src=a><img src=b></div>", ["gallery"]),
        ("<iframe src='//video.example/1'></iframe>", ["embed"]),
        ("<pre>a\n b</pre><pre class=wp-block-verse>a\n b</pre>", ["codeBlock", "verse"]),
        ("a<br><br>b<br>c", ["paragraph", "paragraph"]),
        ("<dl><dt>a<dd>b</dl>", ["paragraph", "paragraph"]),
        ("", ["paragraph"]),
    ],
)
def test_structure_is_kept(html: str, expected: list[str]) -> None:
    assert kinds(html) == expected


def test_marks_links_and_languages_are_kept() -> None:
    (block,) = blocks(
        "<p><b>a<i>b</b>c</i> <a href='/x y'>d</a> <a href='javascript:e'>f</a>"
        "<span lang=fa>g</span><b style='font-weight:normal'>h</b></p>",
        base="https://old.example/p/",
    )

    told = [
        (node["text"], [mark["type"] for mark in node.get("marks", [])])
        for node in block["content"]
    ]
    assert told == [
        ("a", ["strong"]),
        ("b", ["strong", "emphasis"]),
        ("c", ["emphasis"]),
        (" ", []),
        ("d", ["link"]),
        (" f", []),
        ("g", ["language"]),
        ("h", []),
    ]
    assert block["content"][4]["marks"][0]["attrs"]["href"] == "https://old.example/x%20y"


_IN_A_LIST = """<p>Word<sup><a href='#fn1' id='r1'>1</a></sup>.</p>
<ol><li id='fn1'>Noted. <a href='#r1'>↩</a></li></ol>"""
_IN_A_BOX = """<p>Word<a class='footnote-anchor' id='footnote-anchor-1' href='#footnote-1'>1</a>.
<div class='footnote'><a id='footnote-1' href='#footnote-anchor-1' class='footnote-number'>1</a>
<div class='footnote-content'><p>Noted.</p></div></div>"""
_OF_WORD = """<p>Word<sup><a href='#wv-footnote-2' id='wv-footnote-ref-2'>[1]</a></sup>.</p>
<ol><li id='wv-footnote-2'><p>Noted. <a href='#wv-footnote-ref-2'>↑</a></p></li></ol>"""


@pytest.mark.parametrize("html", [_IN_A_LIST, _IN_A_BOX, _OF_WORD])
def test_a_footnote_stands_where_it_is_referred_to(html: str) -> None:
    assert passages(convert(html).document) == ["Word.", "Noted."]


def test_what_acts_is_left_out_and_said() -> None:
    made = convert("<p onclick='x()'>a</p><script>b()</script><svg><text>c</text></svg>")

    assert passages(made.document) == ["a"]
    assert [note.partition(" was")[0] for note in made.notes] == ["a script", "a drawing (SVG)"]


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 10_000 + "deep",
        "<ul><li>" * 3_000 + "deep",
        "<blockquote>" * 3_000 + "deep",
        "<table><tr><td>" * 1_000 + "deep",
        "<b><i>" * 10_000 + "deep" + "</b>" * 10_000,
        "<" * 50_000 + " deep",
        "<!--" * 10_000 + "deep",
        "<p>a" * 70_000 + "deep",
        "deep\ud800\x00",
    ],
)
@pytest.mark.parametrize("lines", [True, False])
def test_whatever_it_is_its_words_come_in_a_valid_document(html: str, *, lines: bool) -> None:
    document = convert(html, lines=lines).document

    parse_document(document)
    assert "deep" in " ".join(passages(document))


_NAMES = "p div b a ul li ol blockquote table tr td h2 pre figure figcaption span br img"
_TAGS = _NAMES.split()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from([f"<{tag}>" for tag in _TAGS] + [f"</{tag}>" for tag in _TAGS]),
            st.sampled_from(
                ["one", "two ", " three", "&amp;", "\n\n", "<", "<!--", "-->", "<a b='"]
            ),
        ),
        max_size=60,
    )
)
def test_any_row_of_tags_keeps_its_words(parts: list[str]) -> None:
    html = "".join(parts)
    document = convert(html).document

    parse_document(document)
    read = parse_markup(html).root.text()
    kept = " ".join(passages(document))
    for word in ("one", "two", "three"):
        assert kept.count(word) == read.count(word)
