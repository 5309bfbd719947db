# ruff: noqa: C901 (a scene is one long list of shapes, drawn in order)
"""The picture ``typewriter``."""

from math import cos, pi, radians, sin

from writingviews.demo.drawing.built import star
from writingviews.demo.drawing.sheet import (
    Sheet,
    box_path,
    line_path,
    mix,
    round_path,
)


def typewriter() -> Sheet:
    """An old typewriter, a blank sheet in its roller, seen from the front."""
    x: float
    paper, mustard, red, teal, ink = "#fbf0da", "#e9ab3c", "#d5492f", "#2f7a78", "#1d2731"
    s = Sheet("typewriter", mustard)
    s.shade(box_path(-20, -20, 1660, 800), mix(mustard, paper, 0.6), (200, 0), (1200, 700))
    s.shape(
        [(-20, 120), (700, -20), (1000, -20), (-20, 560)], mix(mustard, paper, 0.5), opacity=0.6
    )
    table = box_path(-20, 760, 1660, 340)
    s.path(table, mix(red, ink, 0.3))
    s.shade(table, ink, (0, 1120), (0, 780))
    s.shape(
        [(300, 1000), (1330, 1000), (1640, 900), (1640, 800), (1200, 780), (400, 800)],
        mix(red, ink, 0.72),
        opacity=0.75,
    )
    # The sheet.
    sheet_ = [(560, -40), (1040, -40), (1052, 400), (548, 400)]
    s.shape([(x + 26, y + 8) for x, y in sheet_], mix(mustard, ink, 0.4), opacity=0.55)
    s.shape(sheet_, "#fffaf0")
    s.shade(line_path(sheet_), mix(paper, mustard, 0.5), (1060, 400), (760, 120))
    # Carriage: platen, knobs, lever.
    s.box(330, 372, 940, 74, ink)
    s.box(330, 378, 940, 14, mix(ink, paper, 0.35))
    for x in (286, 1270):
        s.box(x, 364, 46, 90, mix(teal, ink, 0.2))
        for k in range(5):
            s.line([(x + 4, 376 + k * 17), (x + 42, 376 + k * 17)], ink, 4)
    s.box(252, 392, 36, 34, mix(ink, paper, 0.4))
    s.box(1316, 392, 36, 34, mix(ink, paper, 0.4))
    s.brush([(330, 380), (250, 330), (180, 340)], [20, 16, 22], mix(ink, paper, 0.35))
    s.disc(178, 342, 16, red)
    s.box(544, 394, 512, 12, mix(paper, ink, 0.35))
    for x in (620, 980):
        s.disc(x, 400, 19, mix(ink, paper, 0.25))
    # The body in its two planes.
    back = "M360 446L1240 446L1290 640L310 640Z"
    s.path(back, mix(teal, ink, 0.25))
    body = (
        "M330 560Q330 486 420 478L1180 478Q1270 486 1270 560L1380 930Q1396"
        " 1010 1310 1016L290 1016Q204 1010 220 930Z"
    )
    s.path(body, teal)
    s.shade(body, ink, (1420, 1000), (700, 520))
    s.shade(body, mix(teal, paper, 0.6), (330, 470), (520, 700), strength=0.85)
    # The basket of type bars: a fan in a half-moon opening.
    basket = "M520 620Q530 470 800 466Q1070 470 1080 620Q800 700 520 620Z"
    s.path(basket, ink)
    with s.layer(clip=basket):
        for k in range(33):
            a = radians(200 + k * 140 / 32)
            s.line(
                [(800 + cos(a) * 60, 700 + sin(a) * 50), (800 + cos(a) * 290, 640 + sin(a) * 160)],
                mix(ink, paper, 0.5 if k % 2 else 0.3),
                6,
            )
            s.box(800 + cos(a) * 266 - 5, 640 + sin(a) * 148 - 8, 11, 17, mix(paper, ink, 0.15))
    s.path(basket, "none", stroke=mix(teal, paper, 0.35), stroke_width=8)
    for x in (430, 1170):
        s.disc(x, 548, 66, ink)
        s.disc(x, 548, 52, mix(ink, paper, 0.18))
        for k in range(3):
            a = 2 * pi * k / 3 + x
            s.disc(x + cos(a) * 28, 548 + sin(a) * 28, 12, ink)
        s.disc(x, 548, 10, red)
    s.curve([(480, 510), (640, 470), (800, 458), (960, 470), (1120, 510)], red, 9)
    s.brush([(776, 466), (800, 440), (824, 466)], [6, 14, 6], mix(ink, paper, 0.4))
    # A plate where the maker's name would be: an ornament.
    s.path("M690 700L910 700Q930 720 910 740L690 740Q670 720 690 700Z", mustard)
    s.path(star(800, 720, 17, 8, 0.5), ink)
    for sign in (-1, 1):
        s.cut(800 + sign * 60, 720, 70, 8, ink)
    # Keys in four rows on a dark well, and the space bar.
    well = "M352 768L1248 768L1320 968Q1320 984 1300 984L300 984Q280 984 280 968Z"
    s.path(well, mix(ink, "#000000", 0.2))
    for row in range(4):
        y = 792 + row * 47
        half = 400 + row * 22
        count = 11
        for k in range(count):
            x = 800 - half + (k + 0.5 + (0.25 if row % 2 else 0)) * 2 * half / (count + 0.25)
            z = 26 + row * 1.6
            tone = red if (row, k) in ((2, 0), (2, 10), (0, 0)) else paper
            s.line([(x, y + 8), (x, y + 30)], mix(ink, paper, 0.35), 6)
            s.disc(x + 4, y + 12, z, "#0b1016", z * 0.72)
            s.disc(x, y + 3, z, mix(ink, paper, 0.5), z * 0.74)
            s.disc(x, y, z, mix(paper, ink, 0.28), z * 0.72)
            s.disc(x, y - 1, z * 0.8, tone, z * 0.56)
            s.shade(
                round_path(x, y - 1, z * 0.8, z * 0.56),
                mix(tone, ink, 0.4),
                (x + z, y + z * 0.6),
                (x - z * 0.2, y - z * 0.2),
            )
            s.disc(x, y - 1, z * 0.16, mix(tone, ink, 0.65), z * 0.12)
    s.path("M540 962L1060 962Q1074 976 1066 996L534 996Q526 976 540 962Z", paper)
    s.path("M534 990L1066 990L1064 1004L536 1004Z", mix(paper, ink, 0.5))
    for x in (250, 1350):
        s.box(x - 50, 1008, 100, 24, ink)
    # Cup, and a heap of finished sheets.
    for k in range(9):
        s.shape(
            [
                (20 + k % 3 * 5, 980 - k * 8),
                (200 + k % 2 * 6, 1000 - k * 8),
                (180, 1046 - k * 8),
                (-20, 1030 - k * 8),
            ],
            ("#fffaf0", mix(paper, ink, 0.22))[k % 2],
        )
    s.disc(1500, 1000, 116, ink, 22, opacity=0.6)
    s.disc(1490, 990, 110, paper, 24)
    s.disc(1490, 984, 84, mix(paper, ink, 0.2), 16)
    s.path("M1420 840L1428 960Q1436 990 1490 990Q1544 990 1552 960L1560 840Z", red)
    s.shade(
        "M1420 840L1428 960Q1436 990 1490 990Q1544 990 1552 960L1560 840Z",
        ink,
        (1570, 960),
        (1450, 880),
    )
    s.disc(1490, 840, 70, mix(red, paper, 0.3), 18)
    s.disc(1490, 842, 60, mix(ink, red, 0.2), 14)
    s.path("M1556 868Q1610 866 1604 910Q1596 944 1550 936", "none", stroke=red, stroke_width=16)
    for k in (-1, 1):
        s.brush(
            [
                (1490 + k * 22, 816),
                (1476 + k * 26, 770),
                (1500 + k * 22, 730),
                (1484 + k * 30, 680),
            ],
            [4, 12, 14, 2],
            mix(mustard, paper, 0.75),
        )
    return s
