"""A document becomes HTML that says what it says, escaped, in its direction."""

from typing import Any

import pytest

from writingviews.document.html import (
    HeadingView,
    Labels,
    PictureView,
    RenderedSource,
    render_body,
    render_feed_body,
    render_standfirst,
    render_title,
)
from writingviews.document.tests.bad_documents import document, link, paragraph, text
from writingviews.document.validate import InvalidDocument, parse_document
from writingviews.document.writer import HtmlWriter

MEDIA = "0123456789abcdef0123456789abcdef"
PICTURE = PictureView(
    width=1200,
    height=800,
    sources=[
        ("image/avif", f"/media/{MEDIA}/480.avif 480w, /media/{MEDIA}/1200.avif 1200w"),
        ("image/webp", f"/media/{MEDIA}/480.webp 480w"),
    ],
    src=f"/media/{MEDIA}/480.jpg",
    sizes="(min-width: 40rem) 40rem, 100vw",
)


def pictures(media: str) -> PictureView | None:
    return PICTURE if media == MEDIA else None


def html_of(
    *blocks: object,
    labels: Labels = Labels(),  # noqa: B008 - frozen
) -> str:
    return render_body(document(*blocks), pictures=pictures, labels=labels).html


def footnote(*content: object) -> dict[str, Any]:
    return {"type": "footnote", "content": list(content)}


def test_every_character_is_escaped() -> None:
    assert html_of(paragraph(text('<b> & "x"'))) == '<p dir="auto">&lt;b&gt; &amp; "x"</p>'


def test_a_value_cannot_leave_its_attribute() -> None:
    figure = {"type": "picture", "attrs": {"media": MEDIA, "alt": '"><script>\n'}}

    assert 'alt="&quot;&gt;&lt;script&gt;&#10;"' in html_of(figure)


def test_a_document_that_breaks_the_schema_is_not_rendered() -> None:
    with pytest.raises(InvalidDocument):
        html_of(paragraph(text("x", link("javascript:alert(1)"))))


def test_a_tree_that_passed_no_check_still_yields_no_address_that_acts() -> None:
    root = parse_document(document(paragraph(text("x", link("https://example.org")))))
    root.child(2).child(0).marks[0].attrs["href"] = "javascript:alert(1)"  # type: ignore[index]

    assert render_body(root, pictures=pictures).html == '<p dir="auto"><a>x</a></p>'


def test_a_block_keeps_its_direction_and_others_let_the_browser_find_theirs() -> None:
    assert html_of(paragraph(text("سلام"), dir="rtl"), paragraph(text("Hello"))) == (
        '<p dir="rtl">سلام</p><p dir="auto">Hello</p>'
    )


def test_marks_nest_and_one_link_stays_one_link() -> None:
    going = link("https://example.org/")
    strong, em = {"type": "strong"}, {"type": "emphasis"}

    assert html_of(
        paragraph(text("a ", going), text("b", strong, em, going), text("c", em, going), text("d"))
    ) == (
        '<p dir="auto"><a href="https://example.org/">a <strong><em>b</em></strong><em>c</em></a>'
        "d</p>"
    )


@pytest.mark.parametrize(
    ("tag", "direction"),
    [("fa", "rtl"), ("ar-EG", "rtl"), ("uz-Arab", "rtl"), ("fa-Latn", "ltr"), ("es-419", "ltr")],
)
def test_words_in_another_language_run_as_its_script_does(tag: str, direction: str) -> None:
    mark = {"type": "language", "attrs": {"lang": tag}}

    assert html_of(paragraph(text("x", mark))) == (
        f'<p dir="auto"><span lang="{tag}" dir="{direction}">x</span></p>'
    )


def test_no_heading_is_more_than_one_step_below_the_one_before() -> None:
    def heading(level: int) -> dict[str, Any]:
        return {"type": "heading", "attrs": {"level": level}, "content": [text("Said")]}

    aside = {"type": "aside", "content": [heading(3), {"type": "paragraph"}]}
    levels = (heading(2), heading(4), heading(4), heading(2), heading(3))
    body = render_body(document(aside, *levels), pictures=pictures)
    assert [each.level for each in body.headings] == [2, 2, 3, 4, 2, 3]
    assert body.html.count("<h2 ") == 3
    assert body.html.count("</h4>") == 1


def test_headings_get_ids_from_their_text_and_no_id_comes_twice() -> None:
    def heading(said: str, level: int = 2) -> dict[str, Any]:
        return {"type": "heading", "attrs": {"level": level}, "content": [text(said)]}

    body = render_body(
        document(
            heading("The dry river!"),
            heading("The dry river", 3),
            heading("آب\u200cهای تلخ", 4),
            heading("Don’t look"),
            heading("كِتاب"),
            heading("…"),
        ),
        pictures=pictures,
        id_prefix="a-",
    )

    assert body.headings == [
        HeadingView(2, "a-h-the-dry-river", "The dry river!"),
        HeadingView(3, "a-h-the-dry-river-2", "The dry river"),
        HeadingView(4, "a-h-آب-های-تلخ", "آب\u200cهای تلخ"),
        HeadingView(2, "a-h-dont-look", "Don’t look"),
        HeadingView(2, "a-h-كتاب", "كِتاب"),
        HeadingView(2, "a-h-heading", "…"),
    ]
    assert '<h3 id="a-h-the-dry-river-2" dir="auto">The dry river</h3>' in body.html


def test_a_footnote_is_a_numbered_marker_and_its_text_is_handed_over() -> None:
    body = render_body(
        document(
            paragraph(
                text("One", link("https://a.example")),
                {
                    **footnote(text("See "), text("b", {"type": "emphasis"})),
                    "marks": [
                        link("https://a.example"),
                    ],
                },
            ),
            paragraph(footnote(text("Two & more"))),
        ),
        pictures=pictures,
        labels=Labels(footnote="پانویس", digits="۰۱۲۳۴۵۶۷۸۹"),
    )

    assert body.footnotes == ["See <em>b</em>", "Two &amp; more"]
    assert body.html.startswith(
        '<p dir="auto"><a href="https://a.example">One</a><sup class="fn"><a id="fnref-1" '
        'href="#fn-1" role="doc-noteref" aria-label="پانویس ۱">۱</a></sup></p>'
    )


def test_a_footnote_without_words_leaves_no_marker() -> None:
    body = render_body(document(paragraph(text("x"), footnote(text(" ")))), pictures=pictures)

    assert body.html == '<p dir="auto">x</p>'
    assert body.footnotes == []


def test_a_quotation_names_who_said_it() -> None:
    quotation = {
        "type": "quotation",
        "attrs": {"speaker": "Mina", "role": "fisher", "place": None, "date": "2026"},
        "content": [paragraph(text("It was <dry>."))],
    }

    assert html_of(quotation, labels=Labels(comma="، ")) == (
        '<figure class="quotation" dir="ltr"><blockquote dir="ltr"><p dir="auto">'
        'It was &lt;dry&gt;.</p></blockquote><figcaption dir="auto">'
        '<span class="speaker">Mina</span>، <span class="role">fisher</span>، '
        '<span class="date">2026</span></figcaption></figure>'
    )


def test_a_quotation_by_nobody_has_no_caption() -> None:
    assert "figcaption" not in html_of({"type": "quotation", "content": [paragraph(text("x"))]})


def test_a_pull_quote_is_a_paragraph_of_its_class() -> None:
    assert html_of({"type": "pullQuote", "content": [text("x")]}) == (
        '<p class="pull-quote" dir="auto">x</p>'
    )


def test_a_picture_offers_every_rendition_and_keeps_its_place_free() -> None:
    picture = {
        "type": "picture",
        "attrs": {"media": MEDIA, "alt": "A boat", "credit": "Ana"},
        "content": [text("The harbour")],
    }

    assert html_of(picture) == (
        '<figure class="picture" dir="ltr"><picture>'
        f'<source type="image/avif" srcset="/media/{MEDIA}/480.avif 480w, '
        f'/media/{MEDIA}/1200.avif 1200w" sizes="(min-width: 40rem) 40rem, 100vw"/>'
        f'<source type="image/webp" srcset="/media/{MEDIA}/480.webp 480w" '
        'sizes="(min-width: 40rem) 40rem, 100vw"/>'
        f'<img src="/media/{MEDIA}/480.jpg" width="1200" height="800" alt="A boat" '
        'loading="lazy" decoding="async"/></picture>'
        '<figcaption dir="auto">The harbour <span class="credit" dir="auto">Ana</span>'
        "</figcaption></figure>"
    )


@pytest.mark.parametrize("media", [None, "f" * 32])
def test_a_missing_picture_leaves_its_caption_only(media: str | None) -> None:
    picture = {"type": "picture", "attrs": {"media": media, "alt": "A boat"}}

    assert html_of({**picture, "content": [text("The harbour")]}) == (
        '<figure class="picture" dir="ltr"><figcaption dir="auto">The harbour</figcaption></figure>'
    )
    assert html_of(picture) == ""


def test_a_gallery_holds_figures() -> None:
    picture = {"type": "picture", "attrs": {"media": MEDIA}}

    html = html_of({"type": "gallery", "content": [picture, picture]})

    assert html.startswith('<div class="gallery" dir="auto"><figure class="picture"')
    assert html.count("<img ") == 2
    assert "figcaption" not in html


def test_verse_keeps_its_lines_indents_and_stanzas() -> None:
    def line(said: str = "", indent: int = 0) -> dict[str, Any]:
        content = {"content": [text(said)]} if said else {}
        return {"type": "verseLine", "attrs": {"indent": indent}, **content}

    verse = {"type": "verse", "content": [line("One"), line("two", 2), line(), line(), line("سه")]}

    assert html_of(verse) == (
        '<div class="verse" dir="ltr">'
        '<p class="stanza" dir="ltr"><span class="line" dir="auto">One</span><br/>'
        '<span class="line" data-indent="2" dir="auto">two</span></p>'
        '<p class="stanza" dir="rtl"><span class="line" dir="auto">سه</span></p></div>'
    )


def test_a_list_stands_on_the_side_of_its_first_words() -> None:
    def item(said: str, *more: object) -> dict[str, Any]:
        return {"type": "listItem", "content": [paragraph(text(said)), *more]}

    inner = {"type": "orderedList", "attrs": {"start": 3}, "content": [item("three")]}

    assert html_of({"type": "bulletList", "content": [item("یک"), item("two", inner)]}) == (
        '<ul dir="rtl"><li dir="rtl">یک</li><li dir="ltr">two<ol start="3" dir="ltr">'
        '<li dir="ltr">three</li></ol></li></ul>'
    )


def test_several_paragraphs_in_an_item_stay_paragraphs() -> None:
    item = {"type": "listItem", "content": [paragraph(text("a")), paragraph(text("b"))]}

    assert '<li dir="ltr"><p dir="auto">a</p><p dir="auto">b</p></li>' in html_of(
        {"type": "bulletList", "content": [item]}
    )


def table(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "table", "content": [{"type": "tableRow", "content": row} for row in rows]}


def cell(said: str, kind: str = "tableCell", **attrs: int) -> dict[str, Any]:
    content = [paragraph(text(said))] if said else [paragraph()]
    return {"type": kind, "attrs": attrs, "content": content}


def test_a_table_scrolls_takes_the_focus_and_tells_its_headers() -> None:
    html = html_of(
        table(
            [cell("", "tableHeader"), cell("Rain", "tableHeader")],
            [cell("May", "tableHeader"), cell("3", rowspan=9, colspan=2)],
        )
    )

    assert html == (
        '<div class="table-scroll" tabindex="0" role="region" aria-label="Table 1">'
        '<table dir="ltr"><thead><tr><td dir="auto"></td><th scope="col" dir="ltr">Rain</th></tr>'
        '</thead><tbody><tr><th scope="row" dir="ltr">May</th><td colspan="2" dir="auto">3</td>'
        "</tr></tbody></table></div>"
    )


def test_a_table_of_headers_only_is_all_head() -> None:
    assert "<tbody>" not in html_of(table([cell("Rain", "tableHeader")]))


def test_code_is_shown_as_written() -> None:
    block = {
        "type": "codeBlock",
        "attrs": {"language": "python"},
        "content": [text("\nif a < b:\n\tpass")],
    }

    assert html_of(block) == (
        '<pre class="code" data-language="python" dir="ltr" tabindex="0" role="group" '
        'aria-label="Code 1"><code>\nif a &lt; b:\n\tpass</code></pre>'
    )


def test_an_aside_and_a_scene_break() -> None:
    assert html_of(
        {"type": "aside", "content": [paragraph(text("Note"))]}, {"type": "sceneBreak"}
    ) == (
        '<aside class="aside" role="note" dir="ltr"><p dir="auto">Note</p></aside>'
        '<hr class="scene-break"/>'
    )


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.example.org/watch?v=1", "example.org"),
        ("http://user@example.org:8000#x", "example.org"),
        ("https://[::1", "["),
    ],
)
def test_an_embed_is_a_link_that_loads_nothing(url: str, host: str) -> None:
    assert html_of({"type": "embed", "attrs": {"url": url, "title": "A film"}}) == (
        f'<figure class="embed" dir="auto"><a href="{url}" rel="nofollow noopener external">A film '
        f'<span class="host" dir="ltr">{host}</span></a></figure>'
    )


def source(**said: str) -> dict[str, Any]:
    return {"type": "source", "attrs": said}


def test_a_citation_names_its_source_and_place() -> None:
    citation = {"type": "citation", "attrs": {"source": "s1", "locator": "p. 3"}}
    listed = {"type": "sources", "content": [source(id="s1", author="Rahimi, Mina", date="2024")]}

    assert html_of(paragraph(citation), listed) == (
        '<p dir="auto"><span class="citation">(<a href="#source-1">Rahimi 2024</a>, p. 3)'
        "</span></p>"
    )
    assert html_of(paragraph(citation)) == (
        '<p dir="auto"><span class="citation">(p. 3)</span></p>'
    )


def test_sources_are_listed_apart_with_addresses_that_can_be_typed_from_paper() -> None:
    whole = source(
        id="s1",
        author="Rahimi, Mina",
        title="What did <the river> say?",
        place="The River Paper",
        date="May 2024",
        url="https://www.example.org/river",
        doi="10.1000/182",
        archive="https://archive.example/1",
    )
    again = source(id="s1", title="The same id a second time")
    listed = {"type": "sources", "content": [whole, source(), again, source(title="Notes")]}
    quoted = {
        "type": "quotation",
        "attrs": {"speaker": "Mina", "source": "s1"},
        "content": [paragraph(text("Dry."))],
    }

    body = render_body(document(quoted, listed), pictures=pictures)

    assert "The same id" not in body.html + str(body.sources)
    assert '<a href="#source-1">Rahimi 2024</a>' in body.html
    link = 'rel="nofollow noopener" dir="ltr"'
    assert body.sources == [
        RenderedSource(
            "source-1",
            "Rahimi, Mina. <em>What did &lt;the river&gt; say?</em> The River Paper, May 2024. "
            f'<a href="https://doi.org/10.1000/182" {link}>doi.org/10.1000/182</a> '
            f'<a href="https://www.example.org/river" {link}>example.org/river</a> '
            f'<a href="https://archive.example/1" {link}>archive.example/1</a>',
        ),
        RenderedSource("source-2", "<em>Notes</em>"),
    ]
    feed = render_feed_body(document(quoted, listed), pictures=pictures, address="https://x.org/a/")
    assert '<p dir="ltr">Sources</p><ol dir="ltr"><li id="source-1" dir="auto">Rahimi' in feed
    assert 'href="https://x.org/a/#source-1"' in feed


def test_a_table_has_its_caption_and_an_embed_its_credit() -> None:
    cell = {"type": "tableCell", "content": [paragraph(text("3"))]}
    rows = [{"type": "tableRow", "content": [cell]}]
    table = {"type": "table", "attrs": {"caption": "Wells & depths"}, "content": rows}
    embed = {"type": "embed", "attrs": {"url": "https://example.org/", "credit": "Ines"}}

    assert '<caption dir="auto">Wells &amp; depths</caption><tbody>' in html_of(table)
    assert '</a> <span class="credit" dir="auto">Ines</span></figure>' in html_of(embed)


def test_what_a_reader_would_not_see_is_left_out() -> None:
    empty = {"type": "heading", "content": [text(" ")]}

    assert html_of(paragraph(), empty, {"type": "aside", "content": [paragraph()]}) == ""


def test_title_and_standfirst_are_rendered_apart() -> None:
    data = {
        "type": "doc",
        "content": [
            {"type": "title", "content": [text("On "), text("Hamlet", {"type": "emphasis"})]},
            {"type": "standfirst", "content": [text("A & B", {"type": "strong"})]},
            paragraph(text("x")),
        ],
    }

    assert render_title(data) == "On <em>Hamlet</em>"
    assert render_standfirst(data) == "<strong>A &amp; B</strong>"


def test_a_feed_stands_by_itself() -> None:
    html = render_feed_body(
        document(
            paragraph(text("x"), footnote(text("Two"))),
            {"type": "picture", "attrs": {"media": MEDIA, "alt": ""}},
            table([cell("1")]),
            {
                "type": "verse",
                "content": [
                    {"type": "verseLine", "attrs": {"indent": 1}, "content": [text("line")]}
                ],
            },
            {"type": "codeBlock", "content": [text("code")]},
            {"type": "aside", "content": [paragraph(text("aside"))]},
        ),
        pictures=pictures,
        address="https://example.org/articles/river/",
    )

    assert 'href="https://example.org/articles/river/#fn-1"' in html
    assert f'src="https://example.org/media/{MEDIA}/480.jpg"' in html
    assert f'srcset="https://example.org/media/{MEDIA}/480.avif 480w, https://example.org' in html
    assert "\u2003<span" in html
    assert html.endswith(
        '<hr/><ol dir="ltr"><li id="fn-1" dir="auto">Two '
        '<a href="https://example.org/articles/river/#fnref-1">↩</a></li></ol>'
    )
    for word in ("tabindex", "role=", "loading=", "table-scroll"):
        assert word not in html


def test_a_writer_refuses_what_would_act() -> None:
    out = HtmlWriter()

    for name in ("onclick", "style"):
        with pytest.raises(ValueError, match="an attribute that acts"):
            out.empty("p", {name: "x"})
    with pytest.raises(ValueError, match="no name for an element"):
        out.open("p><script")
    out.empty("img", {"src": "//elsewhere.example/x", "alt": None})
    assert out.html() == "<img/>"
