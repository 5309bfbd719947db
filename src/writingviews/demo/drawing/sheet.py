"""The sheet of paper a demo picture is printed on: an SVG scene built shape by shape.

Coordinates are pixels of the finished picture, 1600 wide and 1067 high, y downwards. Shapes may
reach past the edges; they are trimmed. Every random choice comes from ``Sheet.random``, seeded by
the picture's name, so that a picture drawn twice is the same picture.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import atan2, cos, hypot, pi, radians, sin
from random import Random

Point = tuple[float, float]
Look = str | float

WIDTH = 1600
HEIGHT = 1067


def mix(first: str, second: str, share: float) -> str:
    """Blend two ``#rrggbb`` inks; ``share`` 0 is the first, 1 the second."""
    channels = [
        round(int(first[i : i + 2], 16) * (1 - share) + int(second[i : i + 2], 16) * share)
        for i in (1, 3, 5)
    ]
    return "#" + "".join(f"{channel:02x}" for channel in channels)


def line_path(points: Sequence[Point], *, closed: bool = True) -> str:
    """Path data through the points with straight edges."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + ("Z" if closed else "")


def curve_path(points: Sequence[Point], *, closed: bool = True) -> str:
    """Path data of a smooth curve through the points (Catmull-Rom)."""
    count = len(points)
    if closed:
        around = [points[-1], *points, points[0], points[1]]
        spans = count
    else:
        around = [points[0], *points, points[-1]]
        spans = count - 1
    data = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for i in range(spans):
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = around[i : i + 4]
        data.append(
            f"C{x1 + (x2 - x0) / 6:.1f} {y1 + (y2 - y0) / 6:.1f} "
            f"{x2 - (x3 - x1) / 6:.1f} {y2 - (y3 - y1) / 6:.1f} {x2:.1f} {y2:.1f}"
        )
    return "".join(data) + ("Z" if closed else "")


def box_path(x: float, y: float, width: float, height: float) -> str:
    """Path data of an upright rectangle."""
    return line_path([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])


def round_path(x: float, y: float, rx: float, ry: float | None = None) -> str:
    """Path data of a circle, or of an ellipse when ``ry`` is given."""
    ry = rx if ry is None else ry
    return (
        f"M{x - rx:.1f} {y:.1f}a{rx:.1f} {ry:.1f} 0 1 0 {2 * rx:.1f} 0"
        f"a{rx:.1f} {ry:.1f} 0 1 0 {-2 * rx:.1f} 0Z"
    )


def arch_path(x: float, foot: float, width: float, height: float, *, point: float = 0.0) -> str:
    """Path data of an arched opening centred on ``x``.

    ``point`` 0 is a round arch; larger values raise a pointed (four-centred) crown.
    """
    half = width / 2
    spring = foot - height + half * (1 + point)
    top = foot - height
    pull = 0.56 if point == 0 else 0.72
    crown = 0.56 if point == 0 else 0.26
    return (
        f"M{x - half:.1f} {foot:.1f}L{x - half:.1f} {spring:.1f}"
        f"C{x - half:.1f} {spring - (spring - top) * pull:.1f} "
        f"{x - half * crown:.1f} {top + (spring - top) * (0.16 if point else 0):.1f} "
        f"{x:.1f} {top:.1f}"
        f"C{x + half * crown:.1f} {top + (spring - top) * (0.16 if point else 0):.1f} "
        f"{x + half:.1f} {spring - (spring - top) * pull:.1f} {x + half:.1f} {spring:.1f}"
        f"L{x + half:.1f} {foot:.1f}Z"
    )


def lens_path(start: Point, end: Point, width: float) -> str:
    """Path data of one cut of the gouge: pointed at both ends, ``width`` at its belly."""
    (x0, y0), (x1, y1) = start, end
    length = hypot(x1 - x0, y1 - y0) or 1.0
    nx, ny = -(y1 - y0) / length * width, (x1 - x0) / length * width
    mx, my = (x0 + x1) / 2, (y0 + y1) / 2
    return (
        f"M{x0:.1f} {y0:.1f}Q{mx + nx:.1f} {my + ny:.1f} {x1:.1f} {y1:.1f}"
        f"Q{mx - nx:.1f} {my - ny:.1f} {x0:.1f} {y0:.1f}Z"
    )


def along(points: Sequence[Point], steps: int) -> list[Point]:
    """``steps`` + 1 points evenly spread (by parameter) on the smooth curve through ``points``."""
    around = [points[0], *points, points[-1]]
    spans = len(points) - 1
    out: list[Point] = []
    for step in range(steps + 1):
        place = step / steps * spans
        i = min(int(place), spans - 1)
        t = place - i
        p = around[i : i + 4]
        x, y = (
            0.5
            * (
                2 * p[1][k]
                + (p[2][k] - p[0][k]) * t
                + (2 * p[0][k] - 5 * p[1][k] + 4 * p[2][k] - p[3][k]) * t * t
                + (3 * p[1][k] - p[0][k] - 3 * p[2][k] + p[3][k]) * t**3
            )
            for k in (0, 1)
        )
        out.append((x, y))
    return out


def brush_path(points: Sequence[Point], widths: Sequence[float], *, steps: int = 24) -> str:
    """Path data of a stroke along a curve whose width runs through ``widths``."""
    spine = along(points, steps)
    left: list[Point] = []
    right: list[Point] = []
    for i, (x, y) in enumerate(spine):
        before, after = spine[max(i - 1, 0)], spine[min(i + 1, steps)]
        angle = atan2(after[1] - before[1], after[0] - before[0]) + pi / 2
        place = i / steps * (len(widths) - 1)
        low = min(int(place), len(widths) - 2)
        half = (widths[low] + (widths[low + 1] - widths[low]) * (place - low)) / 2
        left.append((x + cos(angle) * half, y + sin(angle) * half))
        right.append((x - cos(angle) * half, y - sin(angle) * half))
    return line_path(left + right[::-1])


class Plane:
    """A flat square seen in perspective: maps (u, v), each 0 to 1, to a place on the sheet.

    The corners are given for (0, 0), (1, 0), (1, 1) and (0, 1).
    """

    def __init__(self, a: Point, b: Point, c: Point, d: Point) -> None:
        dx1, dx2, sx = b[0] - c[0], d[0] - c[0], a[0] - b[0] + c[0] - d[0]
        dy1, dy2, sy = b[1] - c[1], d[1] - c[1], a[1] - b[1] + c[1] - d[1]
        den = dx1 * dy2 - dx2 * dy1
        g, h = (sx * dy2 - dx2 * sy) / den, (dx1 * sy - sx * dy1) / den
        self._x = (b[0] - a[0] + g * b[0], d[0] - a[0] + h * d[0], a[0])
        self._y = (b[1] - a[1] + g * b[1], d[1] - a[1] + h * d[1], a[1])
        self._w = (g, h)

    def at(self, u: float, v: float) -> Point:
        """The place of (u, v) on the sheet."""
        w = self._w[0] * u + self._w[1] * v + 1
        x = self._x[0] * u + self._x[1] * v + self._x[2]
        y = self._y[0] * u + self._y[1] * v + self._y[2]
        return (x / w, y / w)

    def patch(self, u: float, v: float, du: float, dv: float) -> str:
        """Path data of the rectangle from (u, v) of size (du, dv) lying on the plane."""
        return line_path(
            [self.at(u, v), self.at(u + du, v), self.at(u + du, v + dv), self.at(u, v + dv)]
        )

    def loop(self, u: float, v: float, ru: float, rv: float) -> str:
        """Path data of an ellipse lying on the plane."""
        turns = [2 * pi * i / 20 for i in range(20)]
        return curve_path([self.at(u + cos(t) * ru, v + sin(t) * rv) for t in turns])


class Sheet:
    """One picture in the making; shapes lie over each other in the order they are drawn."""

    def __init__(self, name: str, paper: str) -> None:
        self.name = name
        self.random = Random(name)
        self._parts: list[str] = []
        self._defs: dict[str, str] = {}
        self.path(box_path(-60, -60, WIDTH + 120, HEIGHT + 120), paper)

    # -- the shapes ---------------------------------------------------------------------------

    def path(self, data: str, fill: str, **look: Look) -> None:
        """Lay down path data in one ink; ``look`` are further SVG attributes (``_`` for ``-``)."""
        blend = look.pop("blend", None)
        style = f' style="mix-blend-mode:{blend}"' if blend else ""
        extra = "".join(f' {key.replace("_", "-")}="{value}"' for key, value in look.items())
        self._parts.append(f'<path d="{data}" fill="{fill}"{extra}{style}/>')

    def box(self, x: float, y: float, w: float, h: float, fill: str, **look: Look) -> None:
        """An upright rectangle."""
        self.path(box_path(x, y, w, h), fill, **look)

    def shape(self, points: Sequence[Point], fill: str, **look: Look) -> None:
        """A polygon."""
        self.path(line_path(points), fill, **look)

    def blob(self, points: Sequence[Point], fill: str, **look: Look) -> None:
        """A smooth closed shape through the points."""
        self.path(curve_path(points), fill, **look)

    def disc(self, x: float, y: float, rx: float, fill: str, ry: float = 0, **look: Look) -> None:
        """A circle, or an ellipse when ``ry`` is given."""
        self.path(round_path(x, y, rx, ry or None), fill, **look)

    def line(self, points: Sequence[Point], ink: str, width: float, **look: Look) -> None:
        """An open line with straight spans."""
        data = line_path(points, closed=False)
        look = {"stroke_linecap": "round", "stroke_linejoin": "round", **look}
        self.path(data, "none", stroke=ink, stroke_width=width, **look)

    def curve(self, points: Sequence[Point], ink: str, width: float, **look: Look) -> None:
        """An open smooth line."""
        data = curve_path(points, closed=False)
        look = {"stroke_linecap": "round", **look}
        self.path(data, "none", stroke=ink, stroke_width=width, **look)

    def brush(
        self, points: Sequence[Point], widths: Sequence[float], fill: str, **look: Look
    ) -> None:
        """A stroke that swells and thins."""
        self.path(brush_path(points, widths), fill, **look)

    def cut(
        self, x: float, y: float, length: float, width: float, fill: str, turn: float = 0
    ) -> None:
        """One mark of the gouge centred on (x, y), turned by ``turn`` degrees."""
        dx, dy = cos(radians(turn)) * length / 2, sin(radians(turn)) * length / 2
        self.path(lens_path((x - dx, y - dy), (x + dx, y + dy), width), fill)

    # -- grained tone -------------------------------------------------------------------------

    def shade(
        self, data: str, ink: str, full: Point, none: Point, *, strength: float = 1.0, **look: Look
    ) -> None:
        """Tone a shape with grain that is dense at ``full`` and gone at ``none``."""
        gradient = (
            f'<linearGradient id="{{}}" gradientUnits="userSpaceOnUse" x1="{full[0]:.0f}" '
            f'y1="{full[1]:.0f}" x2="{none[0]:.0f}" y2="{none[1]:.0f}">'
            f'<stop offset="0" stop-color="#000" stop-opacity="{strength}"/>'
            '<stop offset="1" stop-color="#000" stop-opacity="0"/></linearGradient>'
        )
        self.path(data, self._define(gradient), filter=self._stipple(ink), **look)

    def glow(
        self,
        x: float,
        y: float,
        r: float,
        ink: str,
        *,
        strength: float = 1.0,
        core: float = 0.0,
        data: str | None = None,
        **look: Look,
    ) -> None:
        """A grained disc of light, dense at its centre; ``data`` limits it to a shape."""
        gradient = (
            f'<radialGradient id="{{}}" gradientUnits="userSpaceOnUse" cx="{x:.0f}" '
            f'cy="{y:.0f}" r="{r:.0f}"><stop offset="{core}" stop-color="#000" '
            f'stop-opacity="{strength}"/><stop offset="1" stop-color="#000" stop-opacity="0"/>'
            "</radialGradient>"
        )
        self.path(
            data or round_path(x, y, r), self._define(gradient), filter=self._stipple(ink), **look
        )

    def _define(self, definition: str) -> str:
        known = self._defs.setdefault(definition, f"d{len(self._defs)}")
        return f"url(#{known})"

    def _stipple(self, ink: str) -> str:
        """A filter that breaks smooth alpha into grains of one ink."""
        return self._define(
            '<filter id="{}" x="0" y="0" width="1" height="1" '
            'color-interpolation-filters="sRGB">'
            '<feTurbulence type="fractalNoise" baseFrequency="0.4" numOctaves="1" seed="7" '
            'result="noise"/><feComposite in="SourceAlpha" in2="noise" operator="arithmetic" '
            'k2="1" k3="1.9" k4="-0.95"/>'
            '<feComponentTransfer result="grain"><feFuncA type="linear" slope="2.2" '
            'intercept="-0.6"/></feComponentTransfer>'
            # Part smooth tone, part grain: grain alone would treble the picture's weight.
            '<feComposite in="SourceAlpha" in2="grain" operator="arithmetic" k2="0.7" k3="0.3" '
            'result="tone"/>'
            '<feComponentTransfer in="SourceAlpha" result="shape"><feFuncA type="linear" '
            'slope="12"/></feComponentTransfer>'
            '<feComposite in="tone" in2="shape" operator="in" result="mask"/>'
            f'<feFlood flood-color="{ink}"/><feComposite in2="mask" operator="in"/></filter>'
        )

    # -- layers -------------------------------------------------------------------------------

    @contextmanager
    def layer(
        self,
        *,
        clip: str | None = None,
        move: str | None = None,
        blend: str | None = None,
        opacity: float = 1.0,
    ) -> Iterator[None]:
        """Draw what is inside trimmed to ``clip``, moved by an SVG transform, or overprinted."""
        attributes = ""
        if clip is not None:
            name = self._define(f'<clipPath id="{{}}"><path d="{clip}"/></clipPath>')
            attributes += f' clip-path="{name}"'
        if move is not None:
            attributes += f' transform="{move}"'
        if opacity < 1:
            attributes += f' opacity="{opacity}"'
        if blend is not None:
            attributes += f' style="mix-blend-mode:{blend}"'
        self._parts.append(f"<g{attributes}>")
        yield
        self._parts.append("</g>")

    def svg(self) -> str:
        """The whole scene as one SVG document; edges waver a little, as a hand's cut does."""
        defs = "".join(text.replace("{}", name, 1) for text, name in self._defs.items())
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
            f'viewBox="0 0 {WIDTH} {HEIGHT}"><defs>{defs}'
            '<filter id="hand" filterUnits="userSpaceOnUse" x="-40" y="-40" '
            f'width="{WIDTH + 80}" height="{HEIGHT + 80}">'
            '<feTurbulence type="fractalNoise" baseFrequency="0.028" numOctaves="3" seed="3"/>'
            '<feDisplacementMap in="SourceGraphic" scale="6" xChannelSelector="R" '
            'yChannelSelector="G"/></filter></defs>'
            f'<g filter="url(#hand)">{"".join(self._parts)}</g></svg>'
        )
