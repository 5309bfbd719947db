"""Pages are filled whatever the text is made of, and nothing stands beyond their margins."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from writingviews.articles.tests.making import make_publication
from writingviews.editions.paper import columns
from writingviews.editions.paper.booklet import make_booklet
from writingviews.editions.paper.leaflet import first_of, make_leaflet
from writingviews.editions.paper.manuscript import for_paper
from writingviews.editions.paper.poster import make_poster
from writingviews.editions.paper.tables import MOST_COLUMNS, set_columns
from writingviews.editions.paper.widths import text_width

from .pieces_for_paper import ABC, make_article, make_picture, piece_of
from .reading_back import Box, boxes_of, letters, needs_faces, needs_pango, needs_poppler

pytestmark = [pytest.mark.django_db, pytest.mark.tools, needs_pango, needs_faces, needs_poppler]

LONG = "The ferry runs on two chains and carries six cars or one hay lorry across the river. "
#: Points: what stands beside, above and below the text of a leaflet in two columns.
BESIDE, ABOVE, BELOW = 45.3, 39.6, 53.8
#: Every form of 300 letters without a place to part them.
ADDRESS = ("https://example.org/" + "path-to_a/long%20place.html?query=of" * 8)[:300]


@pytest.fixture(autouse=True)
def _publication() -> None:
    make_publication("en", "es", "fa", "ar")


def _level(boxes: list[Box], width: float, foot: float) -> tuple[list[Box], list[Box]]:
    """The words of the left and of the right column above a foot."""
    own = [box for box in boxes if box.bottom < foot]
    left = [box for box in own if box.left < width / 2 - 11]
    return left, [box for box in own if box not in left]


@pytest.mark.parametrize(
    ("name", "markdown"),
    [
        ("headings", "\n\n".join(f"## Heading {n} {'long ' * 12}\n\n### Under {n}"
                                 for n in range(12))),
        ("a list within lists", "\n".join("   " * n + f"1. Item {n} {LONG}" for n in range(6))
         + "\n\n" + "\n".join("  " * n + f"- Point {n} {LONG}" for n in range(6))),
        ("a page in one cell", f"| what | says |\n|---|---|\n| a | {LONG * 30} |\n"),
    ],
)  # fmt: skip
def test_both_columns_are_filled_and_end_on_one_level(
    name: str, markdown: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[float] = []
    at: Callable[..., Any] = columns._Setter.at

    def counted(setter: object, height: float) -> object:
        tried.append(height)
        return at(setter, height)

    monkeypatch.setattr(columns._Setter, "at", counted)
    piece, house = piece_of(make_article(markdown, title=f"On {name}"))
    leaflet = make_leaflet(piece, house, paper="letter")
    assert leaflet.pages == 1
    # Half a minute's work once: what it costs is how often columns are set.
    assert len(tried) <= 36
    ((width, height, boxes),) = boxes_of(leaflet.pdf, tmp_path)
    begin = min(box.top for box in boxes if re.match(r"Heading|1\.|what", box.text))
    # The address at the end stands below both.
    end = min(box.top for box in boxes if box.text.startswith(house.shown_address)) - 20
    left, right = _level([box for box in boxes if box.top > begin - 2], width, end)
    assert min(box.top for box in left) == pytest.approx(min(box.top for box in right), abs=2)
    assert max(box.bottom for box in left) == pytest.approx(
        max(box.bottom for box in right), abs=45
    )
    assert end < height - BELOW
    found = [box.text for box in boxes]
    assert name != "a page in one cell" or found.count("what") == 2  # on top of each column


def test_what_has_no_room_below_a_wide_table_goes_to_the_next_page(tmp_path: Path) -> None:
    row = "| one | two | three | four |\n"
    table = row + "|---|---|---|---|\n" + row * 41
    piece, house = piece_of(make_article(f"{table}\n```aside\nBeside {LONG * 7}\n```\n"))
    first, second = boxes_of(make_leaflet(piece, house).pdf, tmp_path)
    assert "Beside" not in [box.text for box in first[2]]
    assert "Beside" in [box.text for box in second[2]]


def test_a_heading_stays_with_its_text_and_is_let_go_where_it_has_none() -> None:
    said = for_paper(
        "<h2>A</h2><h3>B</h3><p>Text.</p><h2>C</h2><h2>D</h2><h3>E</h3><hr/><h2>F</h2>",
        "ltr", lambda _: True,
    )  # fmt: skip
    loose = re.findall(r'<(\w+) class="loose">(\w?)', said)
    assert loose == [("h2", "C"), ("h3", "E"), ("hr", ""), ("h2", "F")]


def test_2000_words_stand_on_one_sheet() -> None:
    piece, house = piece_of(make_article("\n\n".join([LONG * 6] * 20), title="Long"))
    leaflet = make_leaflet(piece, house)
    assert leaflet.pages == 2
    assert leaflet.size >= 9


def test_the_largest_size_is_found_in_few_trials() -> None:
    sizes = [11 - 0.25 * n for n in range(11)]
    for most in (*sizes, 8.0):
        tried: dict[float, bool] = {}
        found = first_of(sizes, lambda size: tried.setdefault(size, size <= most))  # noqa: B023
        assert found == (most if most in sizes else None)
        assert len(tried) <= 7
    assert first_of([9.0], lambda _: False) is None


def _table(*rows: str) -> ET.Element:
    cells = ("".join(f"<td>{cell}</td>" for cell in row.split("|")) for row in rows)
    return _read("".join(f"<tr>{row}</tr>" for row in cells))


def _read(rows: str) -> ET.Element:
    return ET.fromstring(f"<table>{rows}</table>")  # noqa: S314 - our own


def _shares(table: ET.Element) -> list[float]:
    return [float(col.get("style", "")[len("width: ") : -1]) for col in table.iter("col")]


def test_a_column_is_as_wide_as_its_longest_word() -> None:
    table = _table("what|says", f"a|{LONG * 30}")
    assert set_columns(table) == "table"
    first, second = _shares(table)
    assert text_width("what") < first / 100 * 26 < 4.5
    assert first + second == pytest.approx(100, abs=0.1)


def test_a_table_stands_across_where_its_words_have_no_room_in_a_column() -> None:
    long = _table("unaccountableness|internationalists|misunderstandings")
    assert set_columns(long) == "table wide"
    assert set_columns(_table("a|b|c")) == "table"
    assert set_columns(_table("a|b|c|d")) == "table wide"
    assert set_columns(_table("|".join("abcdefghi"))) == "table wide close"


def test_the_widest_word_gives_way_where_not_all_have_room() -> None:
    table = _table(f"short|{'x' * 300}|words|here")
    set_columns(table)
    shares = _shares(table)
    assert min(shares) / 100 * 38 > text_width("words") - 1
    assert max(shares) == shares[1]


def test_cells_across_columns_and_rows_are_counted_where_they_stand() -> None:
    table = _read(
        '<tr><td rowspan="2">aaaaaaaaaa</td><td colspan="2">b</td></tr>'
        "<tr><td>c</td><td>dddddddddd</td></tr>"
    )
    set_columns(table)
    first, second, third = _shares(table)
    # The right one has half of what stands across, too; b asks for less than each has.
    assert first == pytest.approx(third, abs=5)
    assert second < first / 3


def test_a_table_of_very_many_columns_is_set_as_lines(tmp_path: Path) -> None:
    many = MOST_COLUMNS + 10
    row = "|".join(f"cell{n}" for n in range(many))
    piece, house = piece_of(make_article(f"|{row}|\n|{'---|' * many}\n|{row.upper()}|"))
    ((width, _, boxes),) = boxes_of(make_leaflet(piece, house).pdf, tmp_path)
    found = [box.text for box in boxes]
    for cell in (*row.split("|"), *row.upper().split("|")):
        assert cell in found
    assert all(box.left > BESIDE - 1 and box.right < width - BESIDE + 1 for box in boxes)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_an_address_that_cannot_be_parted_stays_within_the_margins(
    language: str, tmp_path: Path
) -> None:
    make_picture()
    article = make_article(
        f"See {ADDRESS} there.[^1]\n\n## Or {ADDRESS}\n\n- {ADDRESS}\n  - {ADDRESS}\n\n"
        f"| what | says |\n|---|---|\n| {ADDRESS} | {'W' * 300} |\n\n```\n{ADDRESS}\n```\n\n"
        f"> {ADDRESS}\n>\n> — {ADDRESS}; somebody\n\n```pullquote\n{ADDRESS}\n```\n\n"
        f"```verse\n{ADDRESS}\n```\n\n[^1]: It is {ADDRESS}.",
        language=language, title=ADDRESS[:280], standfirst=ADDRESS, dateline=ADDRESS[:150],
        writer=ADDRESS[:110], picture=ABC,
    )  # fmt: skip
    piece, house = piece_of(article, prefix="p1-")
    assert piece.lead
    piece = replace(
        piece,
        section=ADDRESS[:78],
        content_note=ADDRESS,
        shown_address=ADDRESS,
        lead=replace(piece.lead, caption_html=ADDRESS, credit=ADDRESS),
    )
    house = replace(house, name="The " + "Riverside " * 10, motto="What " * 40, key="R" * 56)
    sheets = {BESIDE: make_leaflet(piece, house).pdf}
    if language == "en":
        sheets[42.5] = make_booklet([piece], house).pdf
    else:
        sheets[40] = make_poster(piece, house).pdf
    for margin, pdf in sheets.items():
        said = ""
        for number, (width, height, boxes) in enumerate(boxes_of(pdf, tmp_path)):
            # The cover of a booklet has a margin of its own.
            beside = 39.6 if margin == 42.5 and number == 0 else margin
            left, right = beside - 1, width - beside + 1
            beyond = [box for box in boxes if box.left < left or box.right > right]
            assert beyond == []
            assert all(box.top > 10 and box.bottom < height - 10 for box in boxes)
            said += "".join(box.text for box in boxes)
        assert letters(ADDRESS) in letters(said)


@pytest.mark.parametrize(
    "word",
    ["ب" * 300, "سلام_" * 60, "W" * 300, "क" * 300],
    ids=["joined", "address", "wide", "no face"],
)
def test_joined_letters_without_end_stay_within_the_margins(word: str, tmp_path: Path) -> None:
    article = make_article(
        f"چیزی {word} هست.[^1]\n\n## {word}\n\n- {word}\n\n"
        f"| چه | گفت |\n|---|---|\n| {word} | نه |\n\n"
        f"> {word}\n\n```pullquote\n{word}\n```\n\n```verse\n{word}\n```\n\n[^1]: {word}",
        language="fa", title=word[:280], standfirst=word,
    )  # fmt: skip
    piece, house = piece_of(article, prefix="p1-")
    sheets = [
        (BESIDE, make_leaflet(piece, house).pdf),
        (42.5, make_booklet([piece], house).pdf),
        (40, make_poster(piece, house).pdf),
    ]
    for margin, pdf in sheets:
        said = ""
        for width, _, boxes in boxes_of(pdf, tmp_path)[1 if margin == 42.5 else 0 :]:
            # A heading, or letters without a face, may end a little beyond; none is cut.
            beyond = [max(margin - box.left, box.right - width + margin) for box in boxes]
            assert max(beyond) < 6
            said += "".join(box.text for box in boxes)
        assert margin == 40 or letters(said).count(word[0]) > 500
