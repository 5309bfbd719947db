"""Notes beside their line, headings that link to themselves, and columns of figures."""

import re
from time import process_time

import pytest

from writingviews.document.html import render_body
from writingviews.document.markdown import document_from_markdown
from writingviews.site.typesetting import keep_whole, speech_kept, typeset_body

NUMBER = '<sup class="fn"><a id="fnref-{n}" href="#fn-{n}" role="doc-noteref">{n}</a></sup>'


def number(n: int) -> str:
    return NUMBER.format(n=n)


def test_a_body_without_notes_and_headings_stays_as_it_is() -> None:
    body = "<p>A <sup>2</sup> and <a href='#'>b</a></p>"
    assert typeset_body(body, (), "Link").html == body
    assert typeset_body("", (), "Link").beside == frozenset()


def test_a_note_is_repeated_behind_its_number() -> None:
    typeset = typeset_body(f"<p>Fog{number(1)} rises.</p>", ("<em>Cloud</em>.",), "Link")
    assert typeset.beside == {1}
    assert typeset.html == (
        f'<p>Fog{number(1)}<span class="side-note" role="note" dir="auto"><b>1</b> '
        "<em>Cloud</em>.</span> rises.</p>"
    )


def test_a_number_is_said_in_the_texts_own_digits() -> None:
    body = '<p><sup class="fn"><a id="fnref-1" href="#fn-1">۱</a></sup></p>'
    assert "<b>۱</b>" in typeset_body(body, ("ابر",), "پیوند").html


def test_ids_inside_a_note_are_not_repeated() -> None:
    note = '<a id="cite-1" href="#s">b</a>'
    assert 'id="cite-1"' not in typeset_body(f"<p>{number(1)}</p>", (note,), "Link").html


def test_where_there_is_no_margin_there_is_no_note_beside() -> None:
    inside = [
        '<div class="table-scroll"><table><tr><td>{}</td></tr></table></div>',
        '<figure class="picture"><figcaption>{}</figcaption></figure>',
        '<aside class="aside"><p>{}</p></aside>',
        '<h2 id="h-a">A{}</h2>',
    ]
    for frame in inside:
        body = frame.format(number(1)) + f"<p>{number(2)}</p>"
        assert typeset_body(body, ("One", "Two"), "Link").beside == {2}, frame


def test_a_number_without_its_note_is_left_alone() -> None:
    assert typeset_body(f"<p>{number(3)}</p>", ("One",), "Link").beside == frozenset()


def test_a_heading_links_to_itself() -> None:
    typeset = typeset_body('<h2 id="h-fog" dir="auto">Fog <em>rises</em></h2>', (), 'To "it"')
    assert typeset.html == (
        '<h2 id="h-fog" dir="auto">Fog <em>rises</em> '
        '<a class="anchor" href="#h-fog" aria-label="To &#34;it&#34;"></a></h2>'
    )


def test_an_interviews_questions_are_told_from_its_answers() -> None:
    question = '<p dir="auto"><strong>And then <em>glue</em>?</strong></p>'
    answers = '<p dir="auto"><strong>Glue</strong>, yes.</p><p dir="auto">Come and smell.</p>'
    typeset = typeset_body(question + answers, (), "Link", interview=True)
    assert typeset.html == question.replace("<p", '<p class="question"') + answers
    assert typeset_body(question, (), "Link").html == question


def test_only_short_compounds_are_kept_whole() -> None:
    assert keep_whole("Twenty-Five") == '<span class="whole">Twenty-Five</span>'
    for left in ("counter-revolutionary", "A – b", '<span lang="en-GB">A - b</span>', "-x", ""):
        assert keep_whole(left) == left


def test_the_dashes_of_spanish_speech_stay_with_their_words() -> None:
    said = '<p dir="auto">—Ahí —le dijo—. ¿Qué? (—Sí—)</p>'
    assert speech_kept(said, "es") == (
        '<p dir="auto">—\u2060Ahí —\u2060le dijo\u2060—. ¿Qué? (—\u2060Sí\u2060—)</p>'
    )
    for left in ("uno — dos", '<img alt="—Ahí —le dijo—.">', "de uno a dos", ""):
        assert speech_kept(left, "es") == left
    assert speech_kept(said, "es-MX") == speech_kept(said, "es")
    assert speech_kept(said, "en") == said


def test_a_dash_stays_with_a_word_that_is_marked() -> None:
    found = "soles —<mark>dijo</mark>—. Y <em>hay</em>—"
    assert speech_kept(found, "es") == (
        "soles —\u2060<mark>dijo</mark>\u2060—. Y <em>hay</em>\u2060—"
    )
    assert speech_kept("<em>uno</em> — dos", "es") == "<em>uno</em> — dos"


def table(*rows: str) -> str:
    """A table as the document room renders it: cells parted by a bar, the first row its head."""

    def row(tag: str, line: str) -> str:
        cells = "".join(f'<{tag} dir="auto">{cell}</{tag}>' for cell in line.split("|"))
        return f"<tr>{cells}</tr>"

    head, *body = rows
    return (
        f'<div class="table-scroll"><table dir="ltr"><thead>{row("th", head)}</thead>'
        f"<tbody>{''.join(row('td', line) for line in body)}</tbody></table></div>"
    )


def columns_of_figures(html: str) -> set[int]:
    """The columns all of whose cells are marked; none may be marked in part."""
    rows = [
        ['class="figures"' in cell for cell in re.findall(r"<t[hd]\b[^>]*>", row)]
        for row in html.split("<tr>")[1:]
    ]
    assert all(row == rows[0] for row in rows)
    return {number for number, marked in enumerate(rows[0]) if marked}


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        (("Choice|Cost|At 3%", "Ferry|4.1|27.9", "Bridge|12.6|<strong>31.0</strong>"), {1, 2}),
        (("Choice|Cost", "Ferry|about 4", "Bridge|12"), set()),
        (("Haus|Anteil", "A|26\u00a0%", "B|—"), {1}),
        (("Haus|Anteil", "A|—", "B|—"), set()),
        (("باب|مقدار", "الف|۱۱۸", "ب|۲۵٫۵٪"), {1}),
        (("الباب|المرصود", "أ|7,360", "ب|ـــ"), {1}),
        (("Year|Who", "2025|Ann", "2026|Bo"), {0}),
    ],
)
def test_a_tables_columns_of_figures_are_told_from_those_of_words(
    rows: tuple[str, ...], columns: set[int]
) -> None:
    typeset = typeset_body(table(*rows), (), "Link")
    assert columns_of_figures(typeset.html) == columns
    assert typeset.html.replace(' class="figures"', "") == table(*rows)


def test_a_table_whose_cells_span_columns_is_left_alone() -> None:
    spanning = table("A|B", "1|2").replace("<td", '<td colspan="2"', 1)
    assert typeset_body(spanning, (), "Link").html == spanning


def test_a_paragraph_in_emphasis_throughout_is_a_note() -> None:
    note = '<p dir="auto"><em>Read aloud, <a href="/">at sea</a>.</em></p>'
    others = '<p dir="auto"><em>Once</em>, <em>twice</em>.</p><p dir="auto">No.</p>'
    typeset = typeset_body(note + others, (), "Link")
    assert typeset.html == note.replace("<p", '<p class="note"') + others


@pytest.mark.parametrize(
    "text",
    [
        "*هو «الميتازينيا»، [metaxenia]{lang=en}، أي أثرُ اللقاح.*",
        "*Read it at [the mill](https://mill.example/).*",
        "*Read it at the mill*.",
        "*Read it.*[^1] *Then sleep.*[^1]\n\n[^1]: On a bench.",
        "*کوتاه بود*۔",
    ],
)
def test_what_parts_the_emphasis_of_a_note_leaves_it_a_note(text: str) -> None:
    body = rendered(text)
    assert body.count("<p ") == 1
    assert typeset_body(body, (), "Link").html == body.replace("<p", '<p class="note"')


@pytest.mark.parametrize(
    "text",
    [
        "*Read it* at the mill.",
        "*Read it*, *then sleep.*",
        "[Read](https://mill.example/) *it.*",
        "[اقرأ]{lang=ar} *it.*",
        "***Read** it.*",
        "Read it.[^1]\n\n[^1]: *On a bench.*",
    ],
)
def test_a_paragraph_with_a_word_outside_its_emphasis_is_no_note(text: str) -> None:
    assert 'class="note"' not in typeset_body(rendered(text), (), "Link").html


def rendered(text: str) -> str:
    """The body of a text in Markdown."""
    converted = document_from_markdown(text, title="A", standfirst="", picture=lambda _: None)
    return render_body(converted.document, pictures=lambda _: None).html


@pytest.mark.parametrize(
    "piece",
    [
        "<em>a</em>",
        "<em>a",
        ". ",
        '<a href="/">',
        '<span lang="en" dir="ltr"><em>a</em></span>. ',
        NUMBER.format(n=1),
        '<p dir="auto"><em>a',
        '<p dir="auto"><a href="',
    ],
)
def test_a_hostile_paragraph_takes_no_longer_than_its_length(piece: str) -> None:
    body = f'<p dir="auto">{piece * (1_000_000 // len(piece))}x</p>'
    before = process_time()
    assert 'class="note"' not in typeset_body(body, (), "Link").html
    assert process_time() - before < 5  # a fifth of a second; with a second way to try, hours
