"""The publication's colour: which there are by name, and whether another one can be read. Pure.

Names turn one hue whose lightness is the style's own (``frontend/site/tokens.css``), so they are
always legible. A colour of one's own is measured on the grounds on which the site sets text in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians, sin
from types import MappingProxyType
from typing import Final, Literal

#: Degrees of OKLCH by name, as ``frontend/site/tokens.css`` has them.
ACCENTS: Final[Mapping[str, int]] = MappingProxyType(
    {"madder": 28, "ink": 262, "moss": 145, "plum": 335, "ochre": 70, "slate": 225}
)
FIRST: Final = "madder"
#: WCAG 2.2, 1.4.3: of text that is not large, on its ground.
LEAST: Final = 4.5

Scheme = Literal["light", "dark"]
Rgb = tuple[float, float, float]

#: Lightness, chroma and hue of the page, the sheet and the tint; the hue None is the accent's.
_GROUNDS: Final[Mapping[Scheme, tuple[tuple[float, float, float | None], ...]]] = {
    "light": ((0.986, 0.007, 78), (1.0, 0.0, None), (0.956, 0.018, None)),
    "dark": ((0.185, 0.007, 50), (0.2105, 0.025, None), (0.235, 0.018, None)),
}
#: Lightness and chroma of the names, and of an own colour's dark twin.
_OF_NAMES: Final[Mapping[Scheme, tuple[float, float]]] = {
    "light": (0.46, 0.135),
    "dark": (0.79, 0.1),
}


class AccentRefused(ValueError):
    """A colour that is none, or cannot be read.

    Args:
        scheme: on which page.
        message: the value, its ratio, and what would do.
    """

    def __init__(self, scheme: Scheme, message: str) -> None:
        super().__init__(message)
        self.scheme: Scheme = scheme


@dataclass(frozen=True, slots=True)
class Accent:
    """A publication's colour.

    Args:
        light: a name, or ``#rrggbb``.
        dark: ``#rrggbb`` for dark pages, beside an own colour; "" for a name.
    """

    light: str = FIRST
    dark: str = ""

    @property
    def own(self) -> bool:
        return self.light.startswith("#")


def checked_accent(light: str, dark: str = "") -> Accent:
    """Return the accent for what was chosen, an own one with its dark twin.

    Args:
        light: a name of `ACCENTS`, or ``#rrggbb``.
        dark: ``#rrggbb``; "" for the same hue as light as the style's own accents are.

    Raises:
        AccentRefused: there is no such colour, or its contrast is below `LEAST`.
    """
    if light in ACCENTS:
        return Accent(light)
    light = _hex(light, "light")
    dark = _hex(dark, "dark") if dark else dark_twin(light)
    for scheme, colour in (("light", light), ("dark", dark)):
        _check(colour, "light" if scheme == "light" else "dark")
    return Accent(light, dark)


def hue_of(accent: str) -> int:
    """Return an accent's hue in whole degrees of OKLCH; of what is no accent, the first one's."""
    if accent in ACCENTS:
        return ACCENTS[accent]
    try:
        return round(_oklch(_rgb(_hex(accent, "light")))[2]) % 360
    except AccentRefused:
        return ACCENTS[FIRST]


def least_contrast(colour: str, scheme: Scheme) -> float:
    """Return the lowest contrast of ``#rrggbb`` on any ground of the site's: 1 to 21."""
    own = _rgb(colour)
    hue = _oklch(own)[2]
    return min(
        _ratio(own, _from_oklch(lightness, chroma, hue if turned is None else turned))
        for lightness, chroma, turned in _GROUNDS[scheme]
    )


def dark_twin(colour: str) -> str:
    """Return the same hue for dark pages, as light as the style's own accents are there."""
    _, chroma, hue = _oklch(_rgb(colour))
    lightness, most = _OF_NAMES["dark"]
    return _within_gamut(lightness, min(chroma, most), hue)


def legible_like(colour: str, scheme: Scheme) -> str:
    """Return the nearest ``#rrggbb`` of the same hue that can be read, darker on a light page and
    lighter on a dark one."""
    lightness, chroma, hue = _oklch(_rgb(colour))
    step = -0.005 if scheme == "light" else 0.005
    while 0 < lightness < 1:
        tried = _within_gamut(lightness, chroma, hue)
        if least_contrast(tried, scheme) >= LEAST:
            return tried
        lightness += step
    return "#000000" if scheme == "light" else "#ffffff"


def _check(colour: str, scheme: Scheme) -> None:
    ratio = least_contrast(colour, scheme)
    if ratio >= LEAST:
        return
    # Never rounded up to what would be enough.
    shown = f"{int(ratio * 10) / 10:.1f}"
    page, change = ("light", "darker") if scheme == "light" else ("dark", "lighter")
    raise AccentRefused(
        scheme,
        f"{colour} has a contrast of {shown} : 1 on the {page} page, and text needs {LEAST} : 1. "
        f"The same colour {change} would do: {legible_like(colour, scheme)}.",
    )


def _hex(typed: str, scheme: Scheme) -> str:
    """Return a colour as six small digits after ``#``."""
    digits = typed.strip().lower().removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    if len(digits) != 6 or not set(digits) <= set("0123456789abcdef"):
        raise AccentRefused(
            scheme, f"{typed[:20]!r} is no colour. Write six digits after #, such as #0a5c8a."
        )
    return f"#{digits}"


# --- OKLCH: Björn Ottosson, "A perceptual color space for image processing" (2020) ---------------


def _rgb(colour: str) -> Rgb:
    """Return linear light, 0 to 1."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return red, green, blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _gamma(light: float) -> float:
    return 12.92 * light if light <= 0.0031308 else float(1.055 * light ** (1 / 2.4) - 0.055)


def _oklch(colour: Rgb) -> tuple[float, float, float]:
    red, green, blue = colour
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, hypot(a, b), degrees(atan2(b, a)) % 360


def _from_oklch(lightness: float, chroma: float, hue: float) -> Rgb:
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _within_gamut(lightness: float, chroma: float, hue: float) -> str:
    """Return ``#rrggbb``, with as much chroma as a screen shows."""
    while any(not -0.001 <= part <= 1.001 for part in _from_oklch(lightness, chroma, hue)):
        chroma -= 0.004
        if chroma <= 0:
            chroma = 0
            break
    shown = (min(max(part, 0.0), 1.0) for part in _from_oklch(lightness, chroma, hue))
    return "#" + "".join(f"{round(255 * _gamma(part)):02x}" for part in shown)


def _ratio(one: Rgb, other: Rgb) -> float:
    """Return the contrast of two colours (WCAG 2.2, "contrast ratio")."""
    lights = sorted(
        0.2126 * red + 0.7152 * green + 0.0722 * blue
        for red, green, blue in (
            tuple(min(max(part, 0.0), 1.0) for part in each) for each in (one, other)
        )
    )
    return (lights[1] + 0.05) / (lights[0] + 0.05)
