"""Markdown becomes a valid document, and what could not be kept is told."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from writingviews.document.markdown import ConvertedMarkdown, document_from_markdown
from writingviews.document.tests.strategies import UNHURRIED
from writingviews.document.text import picture_uses, plain_text, standfirst_text, title_text
from writingviews.document.validate import parse_document

BOAT = "0123456789abcdef0123456789abcdef"


def picture(name: str) -> str | None:
    return BOAT if name in ("boat.jpg", "my boat.jpg") else None


def converted(text: str, title: str = "Rain", standfirst: str = "") -> ConvertedMarkdown:
    return document_from_markdown(text, title=title, standfirst=standfirst, picture=picture)


def bare(node: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON
    """A node without attributes that are null or default, as short as a test can say it."""
    attrs = {
        name: value
        for name, value in node.get("attrs", {}).items()
        if value is not None and (name, value) not in (("colspan", 1), ("rowspan", 1))
    }
    if node["type"] == "text":
        said = node["text"]
        for mark in node.get("marks", []):
            said = (mark["type"], said, *mark.get("attrs", {}).values())
        return said
    content = [bare(child) for child in node.get("content", [])]
    return (node["type"], *([attrs] if attrs else []), *content)


def blocks(text: str) -> list[Any]:
    """The blocks of a text that must convert without a warning."""
    done = converted(text)
    assert done.warnings == []
    return [bare(block) for block in done.document["content"][2:]]


def test_paragraphs_and_marks() -> None:
    assert blocks("One *two* **three** ~~four~~ `five`\nsix\\\nseven") == [
        (
            "paragraph",
            "One ",
            ("emphasis", "two"),
            " ",
            ("strong", "three"),
            " ",
            ("strike", "four"),
            " ",
            ("code", "five"),
            " six",
            ("hardBreak",),
            "seven",
        )
    ]


def test_links_and_languages() -> None:
    assert blocks("[a](https://example.org/) [سلام]{lang=fa} <x@example.org>") == [
        (
            "paragraph",
            ("link", "a", "https://example.org/"),
            " ",
            ("language", "سلام", "fa"),
            " ",
            ("link", "x@example.org", "mailto:x@example.org"),
        )
    ]


def test_html_that_a_document_knows_is_read() -> None:
    assert blocks("H<sub>2</sub>O<br>x<sup>2</sup>") == [
        (
            "paragraph",
            "H",
            ("subscript", "2"),
            "O",
            ("hardBreak",),
            "x",
            ("superscript", "2"),
        )
    ]


def test_headings_are_of_level_two_to_four() -> None:
    assert [block[1]["level"] for block in blocks("# a\n\n## b\n\n### c\n\n##### d")] == [
        2,
        2,
        3,
        4,
    ]


def test_a_first_heading_that_repeats_the_title_is_left_out() -> None:
    assert blocks("# Rain\n\nIt rained.") == [("paragraph", "It rained.")]
    assert blocks("## Rain\n\nIt rained.")[0] == ("heading", {"level": 2}, "Rain")


@pytest.mark.parametrize(
    "written",
    [
        "> It was dry.\n>\n> — Mina; fisher; Bushehr; 3 May 2026",
        "> It was dry.\n> — Mina; fisher; Bushehr; 3 May 2026",
    ],
)
def test_a_quotation_knows_who_said_it(written: str) -> None:
    assert blocks(written) == [
        (
            "quotation",
            {"speaker": "Mina", "role": "fisher", "place": "Bushehr", "date": "3 May 2026"},
            ("paragraph", "It was dry."),
        )
    ]


def test_a_quotation_that_only_begins_with_a_dash_is_by_nobody() -> None:
    assert blocks("> — He left; she stayed.") == [
        ("quotation", ("paragraph", "— He left; she stayed."))
    ]


def test_fields_that_are_empty_are_unknown() -> None:
    assert blocks("> Dry.\n>\n> — Mina;; Yazd")[0][1] == {"speaker": "Mina", "place": "Yazd"}


def test_verse_keeps_lines_indents_and_stanzas() -> None:
    assert blocks("```verse\nOne *line*\n  two\n     three\n\nfour\n```") == [
        (
            "verse",
            ("verseLine", {"indent": 0}, "One ", ("emphasis", "line")),
            ("verseLine", {"indent": 1}, "two"),
            ("verseLine", {"indent": 2}, "three"),
            ("verseLine", {"indent": 0}),
            ("verseLine", {"indent": 0}, "four"),
        )
    ]


def test_pull_quote_and_aside() -> None:
    assert blocks("```pullquote\nA *big*\nword\n```\n\n```aside\n## Note\n\n- a\n```") == [
        ("pullQuote", "A ", ("emphasis", "big"), " word"),
        (
            "aside",
            ("heading", {"level": 2}, "Note"),
            ("bulletList", ("listItem", ("paragraph", "a"))),
        ),
    ]


def test_code_scene_break_and_lists() -> None:
    assert blocks("```python\na < b\n```\n\n***\n\n3. a\n   - b\n4. c") == [
        ("codeBlock", {"language": "python"}, "a < b"),
        ("sceneBreak",),
        (
            "orderedList",
            {"start": 3},
            ("listItem", ("paragraph", "a"), ("bulletList", ("listItem", ("paragraph", "b")))),
            ("listItem", ("paragraph", "c")),
        ),
    ]


def test_a_table() -> None:
    assert blocks("| a | b |\n|---|--:|\n| 1 | *2* |") == [
        (
            "table",
            (
                "tableRow",
                ("tableHeader", ("paragraph", "a")),
                ("tableHeader", ("paragraph", "b")),
            ),
            (
                "tableRow",
                ("tableCell", ("paragraph", "1")),
                ("tableCell", ("paragraph", ("emphasis", "2"))),
            ),
        )
    ]


def test_footnotes_stand_where_their_marker_stands_in_fences_too() -> None:
    assert blocks("A[^1] b^[in *line*]\n\n[^1]: One\n\n    two\n\n```verse\nline[^1]\n```") == [
        (
            "paragraph",
            "A",
            ("footnote", "One", ("hardBreak",), "two"),
            " b",
            ("footnote", "in ", ("emphasis", "line")),
        ),
        (
            "verse",
            (
                "verseLine",
                {"indent": 0},
                "line",
                ("footnote", "One", ("hardBreak",), "two"),
            ),
        ),
    ]


def test_a_picture_alone_has_caption_and_credit() -> None:
    assert blocks('![A *boat*](boat.jpg "The **harbour** | at dawn | Ana")') == [
        (
            "picture",
            {"media": BOAT, "alt": "A boat", "credit": "Ana"},
            "The ",
            ("strong", "harbour"),
            " | at dawn",
        )
    ]


def test_a_credit_may_stand_without_a_caption_and_a_name_may_have_spaces() -> None:
    assert blocks('![](<my boat.jpg> "| Ana")') == [
        ("picture", {"media": BOAT, "alt": "", "credit": "Ana"})
    ]


def test_pictures_in_one_paragraph_are_a_gallery() -> None:
    assert blocks("![A](boat.jpg)\n![B](boat.jpg)") == [
        (
            "gallery",
            ("picture", {"media": BOAT, "alt": "A"}),
            ("picture", {"media": BOAT, "alt": "B"}),
        )
    ]


def test_title_and_standfirst_are_lines() -> None:
    done = converted("x", title="On *Hamlet*\nagain", standfirst="A **b** `c` ![d](boat.jpg)")

    assert title_text(done.document) == "On Hamlet again"
    assert standfirst_text(done.document) == "A b c"
    assert done.warnings == ["a picture in the title or standfirst was left out"]


@pytest.mark.parametrize(
    ("written", "text", "warning"),
    [
        ("![A](lost.jpg)", "", "picture 'lost.jpg' was not found"),
        ("a ![A](boat.jpg) b", "a  b", "picture 'boat.jpg' in the midst of a paragraph"),
        ("[a](/b)", "a", "a link to '/b' was left out, its words kept"),
        ("a[^9]", "a[^9]", "footnote [^9] is defined nowhere"),
        ("a\n\n[^9]: b", "a", "footnote [^9] is never referred to"),
        ("a[^1]\n\n[^1]: b[^1]", "a\n\nb", "a footnote in a footnote was left out"),
        ("[a]{lang=!}", "[a]{lang=!}", None),
        ('[a]{lang="no tag"}', "a", "is no language tag"),
        ("> - a\n> - b", "a\n\nb", "a bulletList in a quotation was set as paragraphs"),
        ("- a\n\n  > b\n  >\n  > — c", "a\n\nb\n\n— c", "a quotation in a list was set"),
        ("- ![A](boat.jpg)", "", "a picture in a list was set after it"),
        ("<u>a</u> b", "a b", "HTML such as '<u>' was left out, its words kept"),
        ("<div>a &amp; b<script>c</script></div>", "a & b", "HTML such as"),
        ("<!-- a -->", "", None),
        ("a\x00b\x1bc", "abc", "control characters such as U+0000 were left out"),
        ("> " * 60 + "deep", None, "nested deeper than 40 levels"),
        ("- " * 12 + "deep", "deep", "lists nested deeper than 8 levels"),
        ("> a\n>\n> — b;c;d;e;f", "a\n\nb, c, d, e; f", "more than four fields"),
    ],
)
def test_what_cannot_be_kept_is_told(written: str, text: str | None, warning: str | None) -> None:
    done = converted(written)

    if text is not None:
        assert plain_text(done.document) == text
    assert len(done.warnings) == (warning is not None)
    if warning is not None:
        assert warning in done.warnings[0]


def test_a_picture_without_a_paragraph_of_its_own_is_not_lost() -> None:
    done = converted("- a ![A](boat.jpg)\n\n> ![B](boat.jpg)\n\n|a|\n|-|\n|![C](boat.jpg)|")

    assert [use.alt for use in picture_uses(done.document)] == ["A", "B", "C"]


def test_words_nested_too_deep_to_be_read_are_not_lost() -> None:
    assert "deep" in plain_text(converted("> " * 200 + "deep").document)
    assert "deep" in plain_text(converted("- " * 200 + "deep").document)


def test_a_text_larger_than_a_document_may_be_is_cut_and_told() -> None:
    done = converted("word " * 400_000)

    parse_document(done.document)
    assert "the text was taken word for word" in done.warnings[0]


def test_a_title_larger_than_a_document_may_be_is_left_out_and_told() -> None:
    done = converted("x", title="a" * 1_600_000)

    parse_document(done.document)
    assert done.warnings[-1].startswith("title and standfirst are too long")


def test_a_caption_is_cut_where_its_field_ends() -> None:
    done = converted(f"![{'🦊' * 1500}](boat.jpg)")

    assert picture_uses(done.document)[0].alt == "🦊" * 1000
    assert "was cut to 2000 characters" in done.warnings[0]


PIECES = st.sampled_from(
    [
        *"*_`~[](){}<>!#>|-+=^:\\\"'\n \t&;$%/",
        "\n\n",
        "\n    ",
        "```",
        "```verse\n",
        "```aside\n",
        "```pullquote\n",
        "![",
        "](boat.jpg)",
        "](https://example.org)",
        "](javascript:alert(1))",
        "{lang=fa}",
        "[^1]",
        "[^1]: ",
        "^[",
        "- ",
        "1. ",
        "> ",
        "> — Mina; fisher",
        "|-|-|",
        "***",
        "<sup>",
        "</sup>",
        "<br>",
        "<div>",
        "<![CDATA[",
        "<!--",
        "&#0;",
        "&nbsp;",
        "word",
        "می‌خواهم",
        "🦊",
        "\ud83e",
        "\x00",
        "\r",
    ]
)


@settings(UNHURRIED, max_examples=200)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=60).map("".join)), st.text(max_size=20))
def test_no_text_raises_and_every_text_gives_a_valid_document(text: str, line: str) -> None:
    done = document_from_markdown(text, title=line, standfirst=line, picture=picture)

    assert parse_document(done.document).to_json() == done.document
    assert all(warning and "\n" not in warning for warning in done.warnings)
    assert converted(text) == converted(text)


@settings(UNHURRIED, max_examples=60)
@given(st.lists(st.from_regex(r"[a-zA-Zآ-ی]{2,8}", fullmatch=True), min_size=1), st.data())
def test_no_word_is_lost_whatever_markup_stands_between(words: list[str], data: Any) -> None:  # noqa: ANN401
    between = ["\n\n", "\n> ", "\n- ", "\n\n## ", "\n\n***\n\n", " **", "\n1. ", " ~~", "\n\n    "]
    text = "".join(word + data.draw(st.sampled_from(between)) for word in words)

    kept = plain_text(converted(text, title="").document)

    for word in words:
        assert word in kept
