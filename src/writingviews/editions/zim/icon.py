"""The publication's mark as the small picture by which Kiwix shows a ZIM."""

import io
from collections.abc import Iterator
from math import cos, radians, sin
from typing import Final

from PIL import Image, ImageDraw

from writingviews.articles.accents import hue_of

SIZE: Final = 48
#: Drawn larger and made small: Pillow's own edges are steps.
_LARGE: Final = 8
#: The mark's square (frontend/site/mark.svg) is so wide.
_SQUARE: Final = 32
_PAPER: Final = (253, 249, 242)

Point = tuple[float, float]

#: The open book: where its curves begin, and each curve's two handles and end, as in the mark.
_TOP: Final = (
    ((5, 9.2), (9, 7.5), (13, 8.2), (16, 11)),
    ((16, 11), (19, 8.2), (23, 7.5), (27, 9.2)),
)
_FOOT: Final = (
    ((27, 23.2), (23, 21.5), (19, 22.2), (16, 25)),
    ((16, 25), (13, 22.2), (9, 21.5), (5, 23.2)),
)
_LINES: Final = (
    ((8.5, 13), (10.4, 12.7), (12, 13), (13.5, 13.9)),
    ((8.5, 17), (10.4, 16.7), (12, 17), (13.5, 17.9)),
)


def icon(accent: str) -> bytes:
    """Return the mark in the publication's accent as a PNG of 48 by 48 pixels.

    Args:
        accent: as ``data-accent`` of a page bears it: a name, or ``#rrggbb``.
    """
    colour = _rgb(hue_of(accent))
    side = SIZE * _LARGE
    scale = side / _SQUARE
    drawn = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    draw = ImageDraw.Draw(drawn)
    draw.rounded_rectangle((0, 0, side - 1, side - 1), 6 * scale, fill=colour)
    outline = [point for curve in (*_TOP, *_FOOT) for point in _along(curve, scale)]
    draw.polygon(outline, fill=_PAPER)
    width = round(1.3 * scale)
    draw.line([(16 * scale, 11 * scale), (16 * scale, 25 * scale)], fill=colour, width=width)
    for curve in _LINES:
        draw.line(list(_along(curve, scale)), fill=colour, width=width, joint="curve")
    out = io.BytesIO()
    drawn.resize((SIZE, SIZE), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()


def _along(curve: tuple[Point, Point, Point, Point], scale: float) -> Iterator[Point]:
    """Yield points of a cubic Bézier curve."""
    for step in range(25):
        t = step / 24
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        x, y = (
            sum(weight * point[axis] for weight, point in zip(weights, curve, strict=True))
            for axis in (0, 1)
        )
        yield x * scale, y * scale


def _rgb(hue: int) -> tuple[int, int, int]:
    """Return ``oklch(46% 0.135 hue)``, the accent on white, in sRGB.

    Source: Björn Ottosson, "A perceptual color space for image processing" (2020).
    """
    lightness, a, b = 0.46, 0.135 * cos(radians(hue)), 0.135 * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red, green, blue = (
        round(255 * _gamma(light))
        for light in (
            4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
        )
    )
    return red, green, blue


def _gamma(light: float) -> float:
    light = min(max(light, 0.0), 1.0)
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
