# ruff: noqa: C901, PLR0912 (a scene is one long list of shapes, drawn in order)
"""The picture ``calligraphy-pen``."""

import itertools
from math import cos, pi, radians, sin

from writingviews.demo.drawing.built import star
from writingviews.demo.drawing.sheet import (
    Point,
    Sheet,
    along,
    box_path,
    line_path,
    mix,
    round_path,
)


def calligraphy_pen() -> Sheet:
    """A reed pen draws one long stroke; inkwell, penknife, drying sheets."""
    x: float
    y: float
    paper, gold, vermilion, teal, ink = "#fbf0d8", "#dfa143", "#cf4a31", "#3a7d7c", "#1e2030"
    s = Sheet("calligraphy-pen", mix(teal, ink, 0.25))
    r = s.random
    table = box_path(-20, -20, 1660, 1110)
    s.path(table, mix("#a2643d", ink, 0.18))
    for k in range(6):
        s.line([(-20, 90 + k * 190), (1640, 60 + k * 190)], mix("#a2643d", ink, 0.5), 6)
        for _ in range(7):
            s.cut(
                r.uniform(0, 1600),
                110 + k * 190 + r.uniform(10, 150),
                r.uniform(160, 480),
                4,
                mix("#a2643d", ink, 0.36),
                -1,
            )
    s.shade(table, ink, (1640, 1110), (300, 100), strength=0.9)
    # The sheet with gilded borders, turned a little.
    with s.layer(move="rotate(-7 760 560)"):
        s.box(236, 136, 1140, 860, ink, opacity=0.45)
        s.box(210, 108, 1140, 860, paper)
        s.shade(box_path(210, 108, 1140, 860), mix(gold, paper, 0.5), (1360, 980), (500, 200))
        s.path(box_path(250, 148, 1060, 780), "none", stroke=gold, stroke_width=16)
        s.path(box_path(270, 168, 1020, 740), "none", stroke=teal, stroke_width=5)
        for cx_, cy_ in ((262, 160), (1298, 160), (262, 916), (1298, 916)):
            s.path(star(cx_, cy_, 50, 8, 0.62), teal)
            s.path(star(cx_, cy_, 32, 8, 0.6, pi / 8), gold)
            s.disc(cx_, cy_, 9, vermilion)
        for k in range(16):
            for y in (156, 920):
                s.path(
                    line_path(
                        [
                            (340 + k * 58, y - 15),
                            (354 + k * 58, y),
                            (340 + k * 58, y + 15),
                            (326 + k * 58, y),
                        ]
                    ),
                    (vermilion, teal)[k % 2],
                )
        # One great stroke of a broad nib held at a slant: width follows direction.
        spine: list[Point] = [
            (1150, 300),
            (1010, 262),
            (760, 330),
            (520, 470),
            (400, 640),
            (470, 780),
            (680, 800),
            (880, 700),
            (960, 560),
            (880, 490),
            (770, 560),
            (800, 690),
            (940, 740),
        ]
        points = along(spine, 260)
        nib = (cos(radians(-52)) * 43, sin(radians(-52)) * 43)
        for (ax, ay), (bx, by) in itertools.pairwise(points):
            s.shape(
                [
                    (ax - nib[0], ay - nib[1]),
                    (bx - nib[0], by - nib[1]),
                    (bx + nib[0], by + nib[1]),
                    (ax + nib[0], ay + nib[1]),
                ],
                ink,
                stroke=ink,
                stroke_width=1.5,
            )
        # Dry streaks towards the end of the stroke.
        for k in range(9):
            t = -0.8 + k * 0.2
            for part in (slice(24, 70), slice(186, 225)):
                trail = [(x + nib[0] * t, y + nib[1] * t) for x, y in points[part][::5]]
                if k % 2 == (part.start > 100):
                    s.curve(trail, mix(ink, paper, 0.28), 2.6)
        # Rhombic dots, as scribes measure by.
        for cx_, cy_ in ((620, 640), (674, 668), (648, 600)):
            s.path(
                line_path([(cx_, cy_ - 30), (cx_ + 27, cy_), (cx_, cy_ + 30), (cx_ - 27, cy_)]),
                vermilion,
            )
        s.curve([(300, 832), (700, 846), (1250, 828)], mix(gold, paper, 0.4), 4)
        s.curve([(300, 240), (700, 226), (860, 232)], mix(gold, paper, 0.4), 4)
    # The reed pen, its cut nib on the stroke's end.
    tip = (962.0, 716.0)
    with s.layer(move=f"rotate(38 {tip[0]} {tip[1]})"):
        x, y = tip
        s.shape(
            [
                (x + 40, y + 34),
                (x + 620, y + 60),
                (x + 900, y + 90),
                (x + 900, y + 140),
                (x + 560, y + 96),
                (x + 120, y + 62),
            ],
            ink,
            opacity=0.4,
        )
        cane = "#c98b45"
        s.path(
            f"M{x} {y - 24}L{x + 90} {y - 40}Q{x + 140} {y - 46} {x + 190} {y - 46}L{x + 920} "
            f"{y - 50}L{x + 920} {y + 46}L"
            f"{x + 190} {y + 44}Q{x + 150} {y + 40} {x + 128} {y + 8}Q{x + 70} {y + 16} "
            f"{x + 10} {y + 26}Z",
            cane,
        )
        s.path(
            f"M{x + 128} {y + 8}Q{x + 70} {y + 16} {x + 10} {y + 26}L{x} {y - 24}L{x + 90} "
            f"{y - 40}Q{x + 150} {y - 46} {x + 210} "
            f"{y - 30}Q{x + 160} {y - 20} {x + 128} {y + 8}Z",
            mix(cane, paper, 0.5),
        )
        s.path(f"M{x - 2} {y - 25}L{x + 52} {y - 34}L{x + 60} {y + 20}L{x + 9} {y + 27}Z", ink)
        s.line([(x + 4, y), (x + 150, y - 18)], ink, 4)
        s.shade(
            box_path(x + 190, y - 4, 740, 54),
            mix(cane, ink, 0.65),
            (x + 400, y + 60),
            (x + 400, y - 14),
        )
        s.box(x + 200, y - 40, 720, 12, mix(cane, paper, 0.5))
        for k in (330, 620):
            s.box(x + k, y - 56, 18, 108, mix(cane, ink, 0.4))
            s.box(x + k + 20, y - 54, 6, 104, mix(cane, paper, 0.4))
    # Inkwell with silk, seen from above and aside; a penknife; a shaker of sand.
    s.disc(1400, 330, 160, ink, 150, opacity=0.5)
    s.disc(1380, 300, 152, teal)
    s.shade(round_path(1380, 300, 152), ink, (1500, 420), (1300, 220))
    for k in range(16):
        a = 2 * pi * k / 16
        s.path(star(1380 + cos(a) * 124, 300 + sin(a) * 124, 18, 4, 0.5, a), gold)
    s.disc(1380, 300, 100, gold)
    s.disc(1380, 300, 88, mix(gold, ink, 0.5))
    s.disc(1380, 300, 82, "#0d0e18")
    s.cut(1350, 258, 84, 14, mix(teal, paper, 0.6), -34)
    s.cut(1408, 346, 60, 7, mix(ink, teal, 0.6), -34)
    for x, y, z in ((1190, 250, 9), (1216, 230, 5), (1160, 420, 6), (1140, 436, 12)):
        s.disc(x, y, z, ink)
    with s.layer(move="rotate(-62 130 760)"):
        s.shape([(-60, 800), (200, 800), (200, 830), (-60, 830)], ink, opacity=0.4)
        s.path("M-80 770L120 770L120 812L-80 812Q-100 790 -80 770Z", vermilion)
        s.path("M120 772L300 778Q330 790 300 806L120 810Z", mix(paper, teal, 0.35))
        s.path("M120 792L320 792Q318 802 300 806L120 810Z", mix(teal, ink, 0.1))
        for k in range(3):
            s.disc(-50 + k * 60, 791, 7, gold)
    return s
