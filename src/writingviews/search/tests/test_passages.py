"""A passage shows the text as it was written, with what was asked for marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writingviews.search.passages import LENGTH, Passages
from writingviews.search.query import asked

LONG = "Nobody on the night bus speaks. " * 40


def marked(query: str, text: str, language: str = "en") -> list[str]:
    segments = Passages(asked(query, language)).passage(text, language)
    return [segment for segment, hit in segments if hit]


@pytest.mark.parametrize(
    ("query", "text", "language", "expected"),
    [
        ("writer", "The Writers’ room. A WRITER writes.", "en", ["Writers", "WRITER"]),
        ("cancion", "Una canción y dos canciones.", "es", ["canción", "canciones"]),
        ("كتاب", "از کتاب‌هاي خوب بگو", "fa", ["کتاب‌هاي"]),
        ("میروم", "به خانه می روم.", "fa", ["می روم"]),
        ("مدرسه", "ذهبت إلى المَدْرَسة.", "ar", ["المَدْرَسة"]),
        ("1403", "سال ۱۴۰۳", "fa", ["۱۴۰۳"]),
        ('"night bus"', "By night a bus, a night bus, came.", "en", ["night bus"]),
        ("the bus", "The bus by the river", "en", ["bus"]),
        ("absent", "Nothing of it here.", "en", []),
    ],
)
def test_words_are_marked_in_the_authors_spelling(
    query: str, text: str, language: str, expected: list[str]
) -> None:
    assert marked(query, text, language) == expected


def test_the_passage_is_where_most_of_the_words_are() -> None:
    text = f"A bridge. {LONG} The bridge stood in fog at dawn. {LONG}"
    segments = Passages(asked("fog bridge dawn", "en")).passage(text, "en")
    shown = "".join(segment for segment, _ in segments)
    assert "The bridge stood in fog at dawn." in shown
    assert [segment for segment, hit in segments if hit] == ["bridge", "fog", "dawn"]
    assert shown.startswith("… ")
    assert shown.endswith("\u00a0…")


def test_without_a_hit_the_text_begins() -> None:
    segments = Passages(asked("absent", "en")).passage(LONG, "en")
    assert len(segments) == 1
    assert segments[0][0].startswith("Nobody on the night bus speaks.")
    assert segments[0][0].endswith("\u00a0…")


def test_lines_become_one_line() -> None:
    (segment,) = Passages(asked("absent", "en")).passage("One.\n\ntwo  three\n", "en")
    assert segment == ("One. two three ", False)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A bowl with a hole\n\nThe tunnel", "A bowl with a hole · The tunnel"),
        ("Why here?\n\nThe tunnel", "Why here? The tunnel"),
        ("The tide came\nand went\n\nI slept", "The tide came / and went · I slept"),
        ("Noon\t150 °C\tCakes", "Noon · 150 °C · Cakes"),
    ],
)
@pytest.mark.parametrize("query", ["hole tunnel came slept noon", "absent"])
def test_headings_verses_and_cells_do_not_run_into_one_another(
    text: str, shown: str, query: str
) -> None:
    segments = Passages(asked(query, "en")).passage(text, "en")
    assert "".join(segment for segment, _ in segments).replace("\u00a0", " ") == shown


def test_a_title_is_marked_whole() -> None:
    title = "Night bus to the harbour, and back to the night"
    segments = Passages(asked("night", "en")).marked(title, "en")
    assert "".join(segment for segment, _ in segments) == title
    assert [segment for segment, hit in segments if hit] == ["Night", "night"]


def test_one_finder_serves_texts_in_several_languages() -> None:
    finder = Passages(asked("canciones", None))
    assert ("canción", True) in finder.passage("Una canción.", "es")
    assert ("canciones", True) in finder.passage("Sang canciones.", "en")


@given(
    st.text(alphabet=st.sampled_from('ab \n.,<>&"می‌کتا۱é’x'), max_size=1500),
    st.text(alphabet=st.sampled_from('ab "«»می‌کتا1é'), max_size=30),
    st.sampled_from(["en", "fa"]),
)
def test_a_passage_is_a_piece_of_the_text(text: str, query: str, language: str) -> None:
    segments = Passages(asked(query, None)).passage(text, language)
    shown = "".join(segment for segment, _ in segments)
    words = (
        shown.removeprefix("… ").removesuffix("\u00a0…").replace("·", " ").replace("/", " ").split()
    )
    assert " ".join(words) in " ".join(text.split())
    # Each of its line breaks, in the worst case every other character, is three characters long.
    assert len(shown) <= 3 * LENGTH
    assert all(segment for segment, _ in segments)
