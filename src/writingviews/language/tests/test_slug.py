"""A slug is short, readable, and its own slug."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writingviews.language.slug import MAX_BYTES, slug


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("The Night Bus, Again!", "the-night-bus-again"),
        ("Don’t look", "dont-look"),
        ("کتاب‌های خوبِ من", "کتاب-های-خوب-من"),
        ("ســلام", "سلام"),
        ("¿Qué pasó, Niño?", "qué-pasó-niño"),
        ("हिन्दी की किताब", "हिन्दी-की-किताब"),
        ("日本語 タイトル", "日本語-タイトル"),
        ("İstanbul", "istanbul"),
        ("cafe\u0301", "café"),
        ("../../etc/passwd", "etc-passwd"),
        ("a\u202eb", "a-b"),
        ("سال ۱۴۰۳", "سال-۱۴۰۳"),
    ],
)
def test_a_title_becomes_a_slug(title: str, expected: str) -> None:
    assert slug(title, fallback="article") == expected


@pytest.mark.parametrize("empty", ["", "  ", "!!!", "\u0301", "—", "\u200c"])
def test_a_title_without_letters_takes_the_fallback(empty: str) -> None:
    assert slug(empty, fallback="poem-7") == "poem-7"


def test_an_empty_fallback_is_refused() -> None:
    with pytest.raises(ValueError, match="fallback of a slug is ''"):
        slug("x", fallback="")


def test_a_long_title_is_cut_between_words() -> None:
    made = slug("harbour " * 20, fallback="x")
    assert made == "-".join(["harbour"] * 10)
    assert slug("a" * 100, fallback="x") == "a" * 80
    assert slug("four five six", fallback="x", max_length=9) == "four-five"
    assert slug("four five six", fallback="x", max_length=10) == "four-five"


@given(st.text(max_size=300), st.integers(1, 120))
def test_a_slug_keeps_its_promises(title: str, max_length: int) -> None:
    made = slug(title, fallback="x", max_length=max_length)
    assert 0 < len(made) <= max_length
    assert len(made.encode()) <= MAX_BYTES
    assert made == unicodedata.normalize("NFC", made)
    assert not made.startswith("-")
    assert not made.endswith("-")
    assert "--" not in made
    assert slug(made, fallback="x", max_length=max_length) == made
    assert all(
        letter == "-" or letter.isalnum() or unicodedata.category(letter) in {"Mn", "Mc"}
        for letter in made
    )
