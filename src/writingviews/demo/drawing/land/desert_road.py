# ruff: noqa: C901 (a scene is one long list of shapes, drawn in order)
"""The picture ``desert-road``."""

from math import cos, radians, sin

from writingviews.demo.drawing.built import rope
from writingviews.demo.drawing.nature import (
    streak,
)
from writingviews.demo.drawing.sheet import (
    Point,
    Sheet,
    box_path,
    curve_path,
    line_path,
    mix,
)


def desert_road() -> Sheet:
    """A straight road runs between dunes towards flat-topped hills."""
    foot: float
    x: float
    paper, sand, orange, plum, ink = "#fdeed2", "#f3c37d", "#e5793f", "#8c4a68", "#33294d"
    s = Sheet("desert-road", mix(orange, sand, 0.55))
    r = s.random
    sky = box_path(-20, -20, 1660, 560)
    s.path(sky, mix(sand, paper, 0.2))
    s.shade(sky, orange, (0, -80), (0, 420))
    s.shade(sky, mix(plum, orange, 0.4), (0, -200), (0, 160))
    s.disc(1090, 400, 132, paper)
    for k, (x, y, w) in enumerate(
        ((420, 170, 760), (1200, 130, 620), (800, 270, 520), (1480, 260, 420))
    ):
        streak(s, x, y, w, mix(paper, (orange, sand)[k % 2], 0.35), 17)

    def mesa(x: float, w: float, top: float, foot: float, lit: str, dark: str) -> None:
        data = [
            (x, foot),
            (x + w * 0.12, top + 46),
            (x + w * 0.16, top + 40),
            (x + w * 0.19, top),
            (x + w * 0.8, top - 4),
            (x + w * 0.83, top + 44),
            (x + w * 0.88, top + 52),
            (x + w, foot),
        ]
        s.shape(data, lit)
        s.shape(
            [
                (x + w * 0.55, top - 2),
                (x + w * 0.8, top - 4),
                (x + w * 0.83, top + 44),
                (x + w * 0.88, top + 52),
                (x + w, foot),
                (x + w * 0.62, foot),
            ],
            dark,
        )
        with s.layer(clip=line_path(data)):
            for k in range(16):
                px = x + w * (0.1 + 0.055 * k)
                s.cut(px, top + 46 + r.uniform(0, 30), r.uniform(50, 110), 8, dark, 90)
            for k in range(3):
                s.line(
                    [(x, top + 24 + k * 26), (x + w, top + 22 + k * 26)], mix(lit, paper, 0.25), 4
                )

    mesa(560, 300, 416, 530, mix(plum, orange, 0.5), mix(plum, orange, 0.25))
    mesa(1210, 520, 360, 540, mix(plum, orange, 0.35), plum)
    mesa(-120, 560, 330, 545, mix(orange, plum, 0.45), mix(plum, ink, 0.2))
    mesa(470, 110, 380, 540, mix(orange, plum, 0.4), mix(plum, ink, 0.1))
    vx, vy = 770.0, 532.0
    flat = box_path(-20, vy, 1660, 560)
    s.path(flat, sand)
    s.shade(flat, orange, (0, 1100), (0, 560))
    # Dunes either side, crested and shaded.
    for points, lit, dark in (
        (
            [(-60, 640), (160, 575), (420, 548), (640, 545), (700, 556), (400, 610), (-60, 720)],
            mix(sand, paper, 0.4),
            mix(orange, plum, 0.15),
        ),
        (
            [
                (1680, 610),
                (1450, 556),
                (1200, 545),
                (950, 546),
                (880, 556),
                (1200, 600),
                (1680, 690),
            ],
            mix(sand, paper, 0.3),
            mix(orange, plum, 0.2),
        ),
        (
            [(-60, 760), (180, 660), (400, 628), (540, 640), (420, 720), (120, 800), (-60, 860)],
            mix(sand, paper, 0.35),
            mix(orange, plum, 0.3),
        ),
        (
            [
                (1680, 720),
                (1440, 640),
                (1230, 622),
                (1090, 636),
                (1180, 700),
                (1420, 770),
                (1680, 830),
            ],
            mix(sand, paper, 0.35),
            mix(orange, plum, 0.35),
        ),
    ):
        data = curve_path(points)
        s.path(data, lit)
        s.shade(data, dark, (points[3][0], points[-2][1] + 40), (points[1][0], points[1][1]))
        s.curve(points[:4], paper, 5)
    for _ in range(120):
        depth = r.random()
        y = vy + 60 + depth**1.6 * 470
        s.cut(
            r.uniform(0, 1600),
            y,
            40 + 130 * depth,
            3 + 6 * depth,
            mix(orange, r.choice([paper, plum]), 0.35),
            r.uniform(-3, 3),
        )
    road = line_path([(vx - 5, vy), (vx + 5, vy), (1330, 1110), (210, 1110)])
    s.path(
        line_path([(vx - 6, vy), (vx + 6, vy), (1410, 1110), (130, 1110)]), mix(orange, plum, 0.45)
    )
    s.path(road, mix(ink, plum, 0.25))
    s.shade(road, mix(plum, orange, 0.5), (vx, vy), (vx, 860))
    for side in (0.085, 0.915):
        s.shape([(vx, vy), (210 + 1120 * side - 11, 1110), (210 + 1120 * side + 11, 1110)], paper)
    for k in range(12):
        t0, t1 = (k / 12) ** 2.4, ((k + 0.5) / 12) ** 2.4
        y0, y1 = vy + 578 * t0 + 2, vy + 578 * t1 + 4
        s.shape(
            [
                (vx - 12 * t0 - 0.6, y0),
                (vx + 12 * t0 + 0.6, y0),
                (vx + 12 * t1 + 0.8, y1),
                (vx - 12 * t1 - 0.8, y1),
            ],
            "#f6cf57",
        )
    with s.layer(clip=road):
        for x, y, w in ((1180, 1020, 400), (340, 960, 300), (900, 690, 120)):
            s.cut(x, y, w, 24, mix(sand, orange, 0.3), -4)
    # Poles step down to the vanishing point.
    last: list[Point] = []
    for k in range(8):
        t = 0.62**k
        x, foot = vx + 690 * t, vy + 370 * t + 2
        h = 760 * t
        s.line([(x, foot), (x, foot - h)], ink, max(2.0, 20 * t))
        s.line(
            [(x - 80 * t, foot - h * 0.93), (x + 80 * t, foot - h * 0.93)], ink, max(1.5, 13 * t)
        )
        heads = [(x + d * t, foot - h * 0.95) for d in (-74, 0, 74)]
        for a, b in zip(last, heads, strict=False):
            rope(s, a, b, 26 * t + 3, ink, max(1.2, 4 * t))
        for hx, hy in heads:
            s.disc(hx, hy, 7 * t, ink)
        last = heads
        s.brush(
            [(x, foot), (x - 150 * t, foot + 26 * t), (x - 330 * t, foot + 44 * t)],
            [18 * t, 14 * t, 5 * t],
            mix(plum, orange, 0.3),
        )
    # A car far off, and scrub in front.
    s.box(752, 566, 26, 12, ink)
    s.box(757, 557, 16, 11, ink)
    s.disc(757, 573, 3, paper)
    s.disc(773, 573, 3, paper)
    for x, y, z in (
        (90, 940, 90),
        (230, 1010, 60),
        (1520, 1000, 100),
        (1440, 930, 44),
        (350, 840, 34),
        (1250, 860, 34),
    ):
        s.disc(x - z * 0.6, y + 4, z * 1.2, mix(orange, plum, 0.5), z * 0.16)
        for _ in range(26):
            turn = radians(r.uniform(-165, -15))
            s.brush(
                [
                    (x, y),
                    (x + cos(turn) * z * 0.5, y + sin(turn) * z * 0.6),
                    (x + cos(turn) * z, y + sin(turn) * z * 0.75),
                ],
                [z * 0.05, z * 0.04, 1],
                r.choice([plum, ink, mix(plum, "#7f8a55", 0.7)]),
            )
    return s
