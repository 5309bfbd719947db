# ruff: noqa: C901 (a scene is one long list of shapes, drawn in order)
"""The picture ``tide-pools``."""

from math import cos, pi, radians, sin

from writingviews.demo.drawing.sheet import (
    HEIGHT,
    WIDTH,
    Point,
    Sheet,
    box_path,
    curve_path,
    mix,
)


def tide_pools() -> Sheet:
    """Looking down into pools between dark rocks: stars, urchins, weed and a crab's shell."""
    paper, aqua, coral, plum, ink = "#f6ead2", "#6fc0b8", "#ef7752", "#7a3d5c", "#1d2f3c"
    s = Sheet("tide-pools", ink)
    r = s.random
    rock = mix(ink, "#6d6a63", 0.35)
    s.box(-20, -20, 1660, 1110, rock)
    s.shade(box_path(-20, -20, 1660, 1110), mix(rock, "#a59a86", 0.6), (0, 0), (1500, 1000))
    for _ in range(34):
        cx, cy = r.uniform(0, WIDTH), r.uniform(0, HEIGHT)
        z = r.uniform(50, 150)
        slab = curve_path(
            [
                (cx + cos(i) * z * r.uniform(0.7, 1.3), cy + sin(i) * z * 0.6 * r.uniform(0.7, 1.3))
                for i in range(6)
            ]
        )
        s.shade(slab, ink, (cx + z, cy + z), (cx - z * 0.6, cy - z * 0.6), strength=0.9)
    for _ in range(170):
        x, y = r.uniform(0, WIDTH), r.uniform(0, HEIGHT)
        z = r.uniform(4, 12)
        s.disc(x, y, z, mix(paper, rock, 0.3))
        s.disc(x, y, z * 0.4, ink)

    def pool(cx: float, cy: float, rx: float, ry: float) -> str:
        edge = [
            (
                cx + cos(2 * pi * i / 11) * rx * r.uniform(0.84, 1.14),
                cy + sin(2 * pi * i / 11) * ry * r.uniform(0.84, 1.14),
            )
            for i in range(11)
        ]
        grow = [(cx + (x - cx) * 1.07, cy + (y - cy) * 1.09 + 4) for x, y in edge]
        s.blob(grow, mix(paper, rock, 0.45))
        s.blob([(x, y) for x, y in edge], mix(aqua, ink, 0.35))
        inner = curve_path(
            [(cx + (x - cx) * 0.95, cy + (y - cy) * 0.94 + ry * 0.05) for x, y in edge]
        )
        s.path(inner, aqua)
        s.shade(
            inner, mix(aqua, ink, 0.6), (cx - rx * 0.4, cy - ry), (cx + rx * 0.3, cy + ry * 0.5)
        )
        return inner

    def sea_star(x: float, y: float, z: float, ink_: str, turn: float) -> None:
        points: list[Point] = []
        for i in range(10):
            a = turn + pi * i / 5
            reach = z if i % 2 == 0 else z * 0.36
            points.append((x + cos(a) * reach, y + sin(a) * reach))
        shadow = [(px + z * 0.09, py + z * 0.13) for px, py in points]
        s.blob(shadow, ink, opacity=0.45)
        s.blob(points, ink_)
        for i in range(5):
            a = turn + 2 * pi * i / 5
            for k in range(1, 8):
                s.disc(
                    x + cos(a) * z * k * 0.11,
                    y + sin(a) * z * k * 0.11,
                    z * (0.05 - k * 0.004),
                    paper,
                )

    def urchin(x: float, y: float, z: float) -> None:
        for i in range(46):
            a = 2 * pi * i / 46
            s.cut(
                x + cos(a) * z * 0.72,
                y + sin(a) * z * 0.72,
                z * r.uniform(0.55, 0.85),
                z * 0.045,
                plum,
                a * 180 / pi,
            )
        s.disc(x, y, z * 0.55, plum)
        for _ in range(20):
            a, far = r.uniform(0, 6.3), r.uniform(0, z * 0.45)
            s.disc(x + cos(a) * far, y + sin(a) * far, z * 0.03, mix(plum, paper, 0.55))

    def anemone(x: float, y: float, z: float, ink_: str) -> None:
        s.disc(x + z * 0.1, y + z * 0.14, z, ink, opacity=0.4)
        for ring, tone in (
            (1.0, ink_),
            (0.74, mix(ink_, paper, 0.35)),
            (0.48, mix(ink_, paper, 0.65)),
        ):
            for i in range(18):
                a = 2 * pi * i / 18 + ring
                s.brush(
                    [
                        (x, y),
                        (x + cos(a) * z * ring * 0.6, y + sin(a) * z * ring * 0.6),
                        (x + cos(a + 0.15) * z * ring, y + sin(a + 0.15) * z * ring),
                    ],
                    [z * 0.12, z * 0.13, z * 0.07],
                    tone,
                    steps=6,
                )
        s.disc(x, y, z * 0.2, ink_)

    def weed(x: float, y: float, z: float, turn: float, ink_: str) -> None:
        for i in range(7):
            a = radians(turn + (i - 3) * 15)
            b = a + r.uniform(-0.7, 0.7)
            far = z * r.uniform(0.7, 1.1)
            s.brush(
                [
                    (x, y),
                    (x + cos(a) * far * 0.5, y + sin(a) * far * 0.5),
                    (x + cos(b) * far, y + sin(b) * far),
                ],
                [z * 0.05, z * 0.12, z * 0.02],
                ink_,
            )

    green = "#7e9440"
    big = pool(640, 600, 560, 380)
    with s.layer(clip=big):
        for _ in range(60):
            s.disc(
                r.uniform(150, 1130),
                r.uniform(560, 960),
                r.uniform(5, 22),
                mix(aqua, r.choice([paper, ink, coral]), 0.35),
                r.uniform(4, 12),
            )
        weed(210, 760, 330, -40, green)
        weed(1010, 340, 270, 130, mix(green, ink, 0.35))
    second = pool(1380, 300, 250, 190)
    with s.layer(clip=second):
        weed(1560, 400, 240, 200, green)
    third = pool(1350, 860, 260, 170)
    pool(200, 130, 190, 110)
    sea_star(560, 560, 190, coral, 0.5)
    sea_star(1330, 290, 105, "#f3b64a", 1.1)
    sea_star(930, 760, 84, mix(coral, plum, 0.5), 0.2)
    urchin(840, 470, 92)
    urchin(1420, 850, 76)
    anemone(390, 800, 92, plum)
    anemone(1270, 880, 62, coral)
    anemone(190, 130, 58, mix(coral, plum, 0.3))
    for x, y, z, turn in (
        (700, 810, 44, 20),
        (1140, 160, 40, -30),
        (1080, 980, 46, 60),
        (430, 240, 38, 110),
    ):
        with s.layer(move=f"rotate({turn} {x} {y})"):
            s.path(
                f"M{x - z} {y + z * 0.7}C{x - z * 1.2} {y - z} {x + z * 1.2} {y - z} {x + z} "
                f"{y + z * 0.7}Q{x} {y + z * 1.3} {x - z} {y + z * 0.7}Z",
                paper,
            )
            for k in range(-3, 4):
                s.line(
                    [(x, y + z * 0.9), (x + k * z * 0.26, y - z * (0.42 - abs(k) * 0.07))],
                    mix(coral, paper, 0.3),
                    4,
                )
    # Sky on the water: a few long pale cuts.
    for data, x, y, w in (
        (big, 520, 330, 420),
        (big, 640, 365, 220),
        (big, 760, 930, 300),
        (second, 1340, 190, 220),
        (third, 1350, 760, 200),
    ):
        with s.layer(clip=data):
            s.cut(x, y, w, 20, "#e9f4ea", -8)
    return s
