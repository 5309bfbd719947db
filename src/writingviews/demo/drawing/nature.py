"""What grows, flows and shines: pieces of landscape shared by the pictures."""

import itertools
from collections.abc import Sequence
from math import cos, pi, radians, sin
from random import Random

from writingviews.demo.drawing.sheet import (
    HEIGHT,
    WIDTH,
    Point,
    Sheet,
    along,
    brush_path,
    curve_path,
    lens_path,
    line_path,
    mix,
)


def ridge(
    random: Random, height: float, swing: float, *, rough: float = 0.55, halvings: int = 6
) -> list[Point]:
    """A skyline from the left edge to the right around ``height``, by halving and jolting."""
    ys = [height + random.uniform(-swing, swing) for _ in range(3)]
    for _ in range(halvings - 1):
        swing *= rough
        middle = [(a + b) / 2 + random.uniform(-swing, swing) for a, b in itertools.pairwise(ys)]
        ys = [y for pair in zip(ys, middle, strict=False) for y in pair] + [ys[-1]]
    step = (WIDTH + 120) / (len(ys) - 1)
    return [(-60 + i * step, y) for i, y in enumerate(ys)]


def ground(points: Sequence[Point], *, smooth: bool = True) -> str:
    """Path data of the land below a skyline, down past the foot of the sheet."""
    if not smooth:
        foot = [(points[-1][0], HEIGHT + 80), (points[0][0], HEIGHT + 80)]
        return line_path([*points, *foot])
    top = curve_path(points, closed=False)
    return f"{top}L{points[-1][0]:.1f} {HEIGHT + 80}L{points[0][0]:.1f} {HEIGHT + 80}Z"


def cuts_over(
    sheet: Sheet,
    box: tuple[float, float, float, float],
    count: int,
    ink: str,
    *,
    length: tuple[float, float] = (20, 70),
    width: float = 3,
    turn: float = 0,
    sway: float = 4,
) -> None:
    """Strew gouge marks over the box (x, y, width, height)."""
    r = sheet.random
    for _ in range(count):
        sheet.cut(
            box[0] + r.random() * box[2],
            box[1] + r.random() * box[3],
            r.uniform(*length),
            width * r.uniform(0.6, 1.3),
            ink,
            turn + r.uniform(-sway, sway),
        )


def water(
    sheet: Sheet,
    top: float,
    bottom: float,
    ink: str,
    count: int,
    *,
    left: float = 0,
    right: float = WIDTH,
    size: float = 1.0,
) -> None:
    """Level ripples between two heights, small afar and large near."""
    r = sheet.random
    for _ in range(count):
        depth = r.random() ** 1.5
        y = top + (bottom - top) * depth
        scale = (0.25 + depth) * size
        length = r.uniform(50, 190) * scale
        sheet.cut(r.uniform(left, right), y, length, (2.5 + 7 * depth) * size, ink)


def path_of_light(
    sheet: Sheet,
    x: float,
    top: float,
    bottom: float,
    ink: str,
    *,
    near: float = 220,
    far: float = 60,
    rows: int = 26,
) -> None:
    """The broken reflection of a light on water, widening towards us."""
    r = sheet.random
    for row in range(rows):
        depth = (row / rows) ** 1.25
        y = top + (bottom - top) * depth
        reach = far + (near - far) * depth
        for _ in range(2):
            length = reach * r.uniform(0.5, 1.3)
            sheet.cut(
                x + r.uniform(-0.45, 0.45) * reach, y + r.uniform(-4, 4), length, 3 + 9 * depth, ink
            )


def cloud(sheet: Sheet, x: float, y: float, width: float, ink: str, **look: str | float) -> None:
    """A flat-bottomed heap of cloud, centred on x, standing on y."""
    r = sheet.random
    count = 6
    top = [
        (
            x - width / 2 + width * (i + 0.5) / count,
            y - width * (0.06 + 0.15 * sin(pi * (i + 0.5) / count)) * r.uniform(0.7, 1.25),
        )
        for i in range(count)
    ]
    data = f"M{x - width / 2:.1f} {y:.1f}"
    px, py = x - width / 2, y
    for tx, ty in [*top, (x + width / 2, y)]:
        radius = max(((tx - px) ** 2 + (ty - py) ** 2) ** 0.5 * 0.56, 1)
        data += f"A{radius:.1f} {radius:.1f} 0 0 1 {tx:.1f} {ty:.1f}"
        px, py = tx, ty
    sheet.path(data + "Z", ink, **look)


def streak(sheet: Sheet, x: float, y: float, width: float, ink: str, thick: float = 16) -> None:
    """A long thin cloud of three overlapping lenses."""
    sheet.cut(x, y, width, thick, ink)
    sheet.cut(x - width * 0.18, y + thick * 0.7, width * 0.6, thick * 0.7, ink)
    sheet.cut(x + width * 0.2, y - thick * 0.6, width * 0.5, thick * 0.6, ink)


def stars(sheet: Sheet, bottom: float, count: int, ink: str, *, top: float = 0) -> None:
    """Stars of several sizes, a few with four points."""
    r = sheet.random
    for i in range(count):
        x, y = r.uniform(0, WIDTH), top + (bottom - top) * r.random() ** 1.2
        if i % 14 == 0:
            size = r.uniform(9, 15)
            sheet.cut(x, y, size * 2, size * 0.3, ink)
            sheet.cut(x, y, size * 2, size * 0.3, ink, 90)
        else:
            sheet.disc(x, y, r.uniform(1.2, 3.2), ink)


def spruce(
    sheet: Sheet,
    x: float,
    foot: float,
    height: float,
    ink: str,
    *,
    snow: str | None = None,
    shade: str | None = None,
) -> None:
    """A conifer of ragged tiers; snow lies on their upper edges."""
    r = sheet.random
    tiers = 6
    sheet.box(x - height * 0.025, foot - height * 0.1, height * 0.05, height * 0.1, ink)
    for i in range(tiers):
        half = height * (0.26 - 0.036 * i) * r.uniform(0.92, 1.08)
        low = foot - height * (0.07 + 0.15 * i)
        top = low - height * 0.27
        teeth = [
            (x - half + 2 * half * k / 8, low + (height * 0.022 if k % 2 else -height * 0.015))
            for k in range(9)
        ]
        sheet.shape([(x, top), *teeth[::-1]], ink)
        if shade:
            sheet.shape([(x, top), (x + half, low), (x + half * 0.15, low - height * 0.02)], shade)
        if snow:
            lee = x - half * 0.12
            sheet.blob(
                [
                    (x + height * 0.01, top + height * 0.02),
                    (x - half * 0.5, low - height * 0.07),
                    (x - half * 0.97, low - height * 0.004),
                    (x - half * 0.55, low - height * 0.03),
                    (lee, low - height * 0.05),
                ],
                snow,
            )


def cypress(
    sheet: Sheet, x: float, foot: float, height: float, ink: str, lit: str | None = None
) -> None:
    """A slender cypress with a few lit cuts on its left side."""
    r = sheet.random
    half = height * 0.1
    sheet.box(x - half * 0.14, foot - height * 0.1, half * 0.28, height * 0.1, ink)
    sheet.blob(
        [
            (x, foot - height),
            (x + half * 0.62, foot - height * 0.6),
            (x + half, foot - height * 0.3),
            (x + half * 0.6, foot - height * 0.07),
            (x - half * 0.6, foot - height * 0.07),
            (x - half, foot - height * 0.3),
            (x - half * 0.62, foot - height * 0.6),
        ],
        ink,
    )
    if lit:
        for _ in range(22):
            t = r.uniform(0.12, 0.85)
            reach = half * (1 - t) * 0.95
            sheet.cut(
                x - reach * r.uniform(0.1, 0.75),
                foot - height * t,
                height * 0.085,
                height * 0.009,
                lit,
                -82 + r.uniform(-6, 6),
            )


def crown(
    sheet: Sheet,
    x: float,
    y: float,
    rx: float,
    ry: float,
    ink: str,
    *,
    lit: str | None = None,
    dark: str | None = None,
    leaf: float = 20,
    leaves: int = 130,
    light: float = -125,
) -> None:
    """The crown of a broad tree: a lumpy mass, shadow below, leaf cuts towards the light."""
    r = sheet.random
    lumps = 13
    edge = [
        (
            x + cos(2 * pi * i / lumps) * rx * r.uniform(0.86, 1.1),
            y + sin(2 * pi * i / lumps) * ry * r.uniform(0.86, 1.1),
        )
        for i in range(lumps)
    ]
    data = curve_path(edge)
    sheet.path(data, ink)
    for _ in range(leaves // 2):
        turn = r.uniform(0, 2 * pi)
        sheet.cut(
            x + cos(turn) * rx * r.uniform(0.94, 1.1),
            y + sin(turn) * ry * r.uniform(0.94, 1.1),
            leaf * 1.3,
            leaf * 0.36,
            ink,
            r.uniform(0, 180),
        )
    lx, ly = cos(radians(light)), sin(radians(light))
    if dark:
        sheet.shade(data, dark, (x - lx * rx, y - ly * ry), (x + lx * rx * 0.3, y + ly * ry * 0.3))
    if lit:
        for _ in range(leaves):
            turn, far = r.uniform(0, 2 * pi), r.random() ** 0.5
            dx, dy = cos(turn) * far, sin(turn) * far
            if dx * lx + dy * ly > r.uniform(-0.35, 0.75):
                sheet.cut(
                    x + dx * rx * 0.96,
                    y + dy * ry * 0.96,
                    leaf * r.uniform(0.7, 1.2),
                    leaf * 0.3,
                    lit,
                    r.uniform(-60, 30),
                )


def branches(
    sheet: Sheet,
    x: float,
    y: float,
    length: float,
    turn: float,
    width: float,
    ink: str,
    depth: int = 6,
) -> None:
    """A bare tree, limb by limb; ``turn`` is the direction in degrees (-90 is up)."""
    r = sheet.random
    bend = r.uniform(-12, 12)
    mid = (x + cos(radians(turn + bend)) * length * 0.5, y + sin(radians(turn + bend)) * length / 2)
    end = (x + cos(radians(turn)) * length, y + sin(radians(turn)) * length)
    sheet.brush(
        [(x, y), mid, end],
        [width, width * 0.66],
        ink,
    )
    if depth:
        for side in (-1, 1):
            branches(
                sheet,
                *end,
                length * r.uniform(0.66, 0.84),
                turn + side * r.uniform(12, 36),
                width * 0.64,
                ink,
                depth - 1,
            )


def palm(
    sheet: Sheet,
    x: float,
    foot: float,
    height: float,
    trunk: str,
    leaf: str,
    *,
    lit: str,
    fruit: str,
    lean: float = 0,
) -> None:
    """A date palm with scarred trunk, arching fronds and hanging fruit."""
    r = sheet.random
    top = (x + lean, foot - height)
    spine = [(x, foot), (x + lean * 0.35, foot - height * 0.5), top]
    sheet.brush(spine, [height * 0.075, height * 0.05, height * 0.055], trunk)
    for i in range(int(height / 20)):
        t = i / (height / 20)
        cx = x + lean * (0.2 * t + 0.8 * t * t)
        cy = foot - height * t
        sheet.curve(
            [(cx - height * 0.026, cy - 6), (cx, cy + 3), (cx + height * 0.026, cy - 6)],
            lit,
            height * 0.008,
        )
    reach = height * 0.5
    fronds = [-172, -150, -128, -108, -88, -70, -50, -30, -8, 12, 168]
    for turn in fronds:
        a = radians(turn + r.uniform(-7, 7))
        long = reach * r.uniform(0.88, 1.1)
        droop = long * (0.42 if abs(cos(a)) > 0.3 else 0.2)
        side = cos(a)
        rib = [
            top,
            (top[0] + side * long * 0.5, top[1] + sin(a) * long * 0.55),
            (top[0] + side * long * 0.98, top[1] + sin(a) * long * 0.5 + droop),
        ]
        ink = lit if turn in (-150, -88, -30) else leaf
        sheet.brush(rib, [height * 0.016, height * 0.004], ink)
        data = ""
        places = along(rib, 26)
        for k in range(3, 27):
            px, py = places[k]
            before = places[k - 1]
            dx, dy = px - before[0], py - before[1]
            norm = (dx * dx + dy * dy) ** 0.5 or 1
            dx, dy = dx / norm, dy / norm
            blade = reach * 0.24 * sin(pi * min(1, 0.25 + k / 30)) + 6
            for flip in (-1, 1):
                tip = (
                    px + dx * blade * 0.75 - dy * flip * blade * 0.5,
                    py + dy * blade * 0.75 + dx * flip * blade * 0.5 + blade * 0.22,
                )
                data += lens_path((px, py), tip, height * 0.007)
        sheet.path(data, ink)
    for side in (-1, -0.45, 0.5, 1):
        cx, cy = top[0] + side * height * 0.075, top[1] + height * 0.1
        sheet.curve([top, (cx, top[1] + height * 0.02), (cx, cy)], fruit, height * 0.008)
        for _ in range(26):
            t = r.random()
            sheet.disc(
                cx + r.gauss(0, 0.5) * height * 0.028 * (0.5 + t),
                cy + t * height * 0.12,
                height * 0.0085,
                fruit,
                height * 0.012,
            )


def grass(
    sheet: Sheet,
    left: float,
    right: float,
    foot: float,
    ink: str,
    *,
    count: int = 120,
    height: float = 60,
    lean: float = 12,
) -> None:
    """Blades rising from a line, leaning together."""
    r = sheet.random
    data = ""
    for _ in range(count):
        x = r.uniform(left, right)
        tall = height * r.uniform(0.5, 1.15)
        bend = lean + r.uniform(-14, 14)
        y = foot + r.uniform(-4, 8)
        data += brush_path(
            [(x, y), (x + bend * 0.3, y - tall * 0.6), (x + bend, y - tall)],
            [height * 0.09, height * 0.06, 0.4],
            steps=6,
        )
    sheet.path(data, ink)


def peak(
    sheet: Sheet,
    points: list[Point],
    lit: str,
    dark: str,
    snow: str | None,
    *,
    snowline: float = 0.0,
) -> None:
    """A mountain: lit flank left, dark flank right of its highest point, snow on both."""
    r = sheet.random
    top = min(points, key=lambda p: p[1])
    place = points.index(top)
    outline = line_path(points)
    sheet.path(outline, lit)
    drop = points[-1][1] - top[1]
    spine = [(top[0] + (28 if k % 2 else -34) + k * 6, top[1] + drop * k / 5) for k in range(1, 6)]
    flank = [top, *spine, *points[:place:-1]]
    sheet.shape(flank, dark)
    with sheet.layer(clip=outline):
        for _ in range(26):
            x, y = (
                r.uniform(points[0][0], points[-1][0]),
                r.uniform(top[1] + drop * 0.2, points[-1][1]),
            )
            away = 1 if x > top[0] else -1
            sheet.cut(x, y, r.uniform(60, 190), 9, dark if away < 0 else lit, 90 - away * 38)
        if snow:
            teeth: list[Point] = []
            count = 15
            wide = points[-1][0] - points[0][0]
            for k in range(count + 1):
                x = points[0][0] + wide * k / count
                y = top[1] + drop * snowline + (drop * 0.13 if k % 2 else -drop * 0.05)
                teeth.append((x, y + r.uniform(-0.04, 0.04) * drop))
            cap = [(points[0][0], top[1] - 50), (points[-1][0], top[1] - 50), *teeth[::-1]]
            sheet.shape(cap, snow)
            with sheet.layer(clip=line_path(flank)):
                sheet.shape(cap, mix(snow, dark, 0.42))
