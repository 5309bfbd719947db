"""A map of coasts around some points, as numbers. Pure, but for the outlines read once.

The coasts are Natural Earth's (`frontend/site/export-outline.mjs`). Degrees east become units from
the left by a factor, degrees north units from the top by a larger one, so that what lies in the
map's middle keeps its shape (an equirectangular map with its standard parallel there).
"""

import json
import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

Point = tuple[float, float]

_FILE: Final = Path(__file__).parent / "outline.json"
#: Units from left to right.
WIDTH: Final = 960
#: Degrees: what a map shows at least from left to right, and what stands free around its points.
_LEAST: Final = 24.0
_MARGIN: Final = 0.22
#: A wider map shows the whole world, from where people live in the south to the north.
_WIDEST: Final = 150.0
_SOUTH, _NORTH = -58.0, 80.0
#: How high a map is at most and at least, of its width.
_TALLEST, _FLATTEST = 0.8, 0.45


class Window(NamedTuple):
    """What a map shows, in degrees, and how large it is."""

    west: float
    south: float
    east: float
    north: float
    height: int

    def place(self, longitude: float, latitude: float) -> tuple[int, int]:
        """Return a point's units from the left and from the top."""
        x = (longitude - self.west) / (self.east - self.west) * WIDTH
        y = (self.north - latitude) / (self.north - self.south) * self.height
        return round(x), round(y)


def window_around(points: Sequence[Point]) -> Window:
    """Return what a map of points shows.

    Args:
        points: degrees east and north of each; at least one.
    """
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    # Degrees of longitude are narrower by this, in the map's middle.
    shrunk = max(0.25, math.cos(math.radians((south + north) / 2)))
    wide = max((east - west) * (1 + 2 * _MARGIN), _LEAST / shrunk)
    high = max((north - south) * (1 + 2 * _MARGIN), wide * shrunk * _FLATTEST)
    wide = max(wide, high / _TALLEST / shrunk)
    if wide > _WIDEST:
        return Window(-180, _SOUTH, 180, _NORTH, round(WIDTH * (_NORTH - _SOUTH) / 360))
    middle, centre = (west + east) / 2, (south + north) / 2
    return Window(
        middle - wide / 2,
        centre - high / 2,
        middle + wide / 2,
        centre + high / 2,
        round(WIDTH * high / (wide * shrunk)),
    )


@lru_cache(maxsize=64)
def land_in(window: Window) -> str:
    """Return the land that a map shows as the data of an SVG path; 30 ms the first time."""
    return "".join(filter(None, (_path(ring, window) for ring in _rings())))


def _path(ring: Sequence[Point], window: Window) -> str:
    clipped = _clipped(ring, window)
    points: list[tuple[int, int]] = []
    for x, y in clipped:
        point = window.place(x, y)
        if not points or point != points[-1]:
            points.append(point)
    if len(points) < 4:
        return ""
    steps = [f"M{points[0][0]} {points[0][1]}l"]
    steps += [f"{x - left} {y - top} " for (left, top), (x, y) in pairwise(points)]
    return "".join(steps).rstrip().replace(" -", "-") + "z"


def _clipped(ring: Sequence[Point], window: Window) -> Sequence[Point]:
    """Return the part of a ring inside a window with some room around it (Sutherland and Hodgman's
    way: side by side)."""
    room = (window.east - window.west) * 0.02
    west, east = window.west - room, window.east + room
    south, north = window.south - room, window.north + room
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    if max(xs) < west or min(xs) > east or max(ys) < south or min(ys) > north:
        return ()
    for axis, bound, sign in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        ring = _cut(ring, axis, bound, sign)
    return ring


def _cut(ring: Sequence[Point], axis: int, bound: float, sign: int) -> list[Point]:
    """Return what of a ring lies beyond a bound of an axis: above it, or (sign -1) below."""

    def inside(at: float) -> float:
        return sign * (at - bound)

    kept: list[Point] = []
    for before, after in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        first, second = inside(before[axis]), inside(after[axis])
        if (first >= 0) != (second >= 0):
            part = first / (first - second)
            kept.append(
                (
                    before[0] + part * (after[0] - before[0]),
                    before[1] + part * (after[1] - before[1]),
                )
            )
        if second >= 0:
            kept.append(after)
    return kept


@lru_cache(maxsize=1)
def _rings() -> tuple[tuple[Point, ...], ...]:
    outline = json.loads(_FILE.read_text("utf-8"))
    each = outline["perDegree"]
    return tuple(tuple(_points(steps, each)) for steps in outline["rings"])


def _points(steps: Sequence[int], per_degree: int) -> Iterable[Point]:
    x = y = 0
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        yield x / per_degree, y / per_degree
