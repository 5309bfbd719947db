"""A colour is taken if it can be read in the light and in the dark."""

import pytest

from writingviews.articles.accents import (
    ACCENTS,
    LEAST,
    Accent,
    AccentRefused,
    checked_accent,
    dark_twin,
    hue_of,
    least_contrast,
    legible_like,
)


def test_a_name_is_taken_as_it_is() -> None:
    assert [checked_accent(name) for name in ACCENTS] == [Accent(name) for name in ACCENTS]


def test_a_colour_that_can_be_read_gets_a_dark_twin_of_its_hue() -> None:
    accent = checked_accent("#0A5C8A")
    assert accent == Accent("#0a5c8a", "#7ec3f5")
    assert abs(hue_of(accent.light) - hue_of(accent.dark)) <= 3
    assert checked_accent("#0a5c8a", "#FFF").dark == "#ffffff"


@pytest.mark.parametrize(
    ("light", "dark", "scheme", "sentence"),
    [
        ("#f2c94c", "", "light", "#f2c94c has a contrast of 1.3 : 1 on the light page"),
        ("#f2c94c", "", "light", "darker would do: #856a0a."),
        ("#0a5c8a", "#334455", "dark", "#334455 has a contrast of 1.6 : 1 on the dark page"),
        ("#0a5c8a", "#334455", "dark", "lighter would do: #75889b."),
        ("red", "", "light", "'red' is no colour. Write six digits after #"),
        ("url(x)", "", "light", "is no colour"),
        ("#12345g", "", "light", "is no colour"),
        ("#0a5c8a", "}x{", "dark", "is no colour"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_would_do(
    light: str, dark: str, scheme: str, sentence: str
) -> None:
    with pytest.raises(AccentRefused) as refusal:
        checked_accent(light, dark)
    assert sentence in str(refusal.value)
    assert refusal.value.scheme == scheme


@pytest.mark.parametrize("colour", ["#f2c94c", "#ffffff", "#000000", "#00ff00", "#ff00ff", "#888"])
def test_what_is_offered_instead_would_be_taken(colour: str) -> None:
    colour = "#888888" if colour == "#888" else colour
    light, dark = legible_like(colour, "light"), legible_like(colour, "dark")
    assert checked_accent(light, dark) == Accent(light, dark)
    assert least_contrast(dark_twin(colour), "dark") >= LEAST
