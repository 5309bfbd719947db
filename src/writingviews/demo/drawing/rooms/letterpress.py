# ruff: noqa: C901, PLR0912 (a scene is one long list of shapes, drawn in order)
"""The picture ``letterpress``."""

from math import sin

from writingviews.demo.drawing.built import rope, star
from writingviews.demo.drawing.sheet import (
    Plane,
    Sheet,
    box_path,
    line_path,
    mix,
)


def letterpress() -> Sheet:
    """An iron hand press; fresh sheets hang to dry behind it."""
    paper, ochre, red, teal, ink = "#fbf1dc", "#e3a548", "#d4432f", "#4c8c8a", "#1e2630"
    s = Sheet("letterpress", mix(teal, paper, 0.55))
    r = s.random
    s.shade(box_path(-20, -20, 1660, 800), paper, (300, 300), (1300, 760), strength=0.9)
    # Type cases on the left wall, cubby by cubby.
    for row in range(3):
        y = 330 + row * 150
        s.box(-20, y, 330, 132, mix(ochre, ink, 0.42))
        for k in range(7):
            for j in range(2):
                bx, by = -10 + k * 45, y + 10 + j * 60
                s.box(bx, by, 38, 52, mix(ink, ochre, 0.22))
                for m in range(5):
                    s.box(
                        bx + 3 + m * 7,
                        by + 34 - (m * 7 + k * 5 + j * 3) % 14,
                        5.4,
                        18 + (m * 7 + k * 5 + j * 3) % 14,
                        mix(teal, paper, r.uniform(0.2, 0.6)),
                    )
    # Sheets on lines, printed with stars and discs.
    for y, n, z in ((90, 7, 150), (70, 0, 0)):
        if not n:
            continue
        rope(s, (-40, y - 20), (1660, y - 30), 24, ink, 4)
        for k in range(n):
            x = 60 + k * 232
            dy = y + 14 + 10 * sin(k)
            sheet_ = [
                (x, dy),
                (x + z * 1.05, dy + 4),
                (x + z * 1.02 + 6, dy + z * 1.36),
                (x - 6, dy + z * 1.33),
            ]
            s.shape([(px + 14, py + 18) for px, py in sheet_], mix(teal, ink, 0.35), opacity=0.4)
            s.shape(sheet_, "#fffaf0")
            mx, my = x + z * 0.52, dy + z * 0.56
            tone = (red, teal, ochre)[k % 3]
            if k % 3 == 0:
                s.disc(mx, my, z * 0.3, tone)
                s.path(star(mx + 10, my + 8, z * 0.3, 8, 0.5), ink, opacity=0.75)
            elif k % 3 == 1:
                for j in range(3):
                    s.disc(
                        mx - z * 0.18 + j * z * 0.18,
                        my - z * 0.1 + (j % 2) * z * 0.2,
                        z * 0.2,
                        (tone, red, ochre)[j],
                        opacity=0.85,
                    )
            else:
                s.path(star(mx, my, z * 0.34, 12, 0.55), tone)
                s.disc(mx, my, z * 0.13, ink)
            s.box(x + z * 0.18, dy + z * 1.05, z * 0.7, z * 0.05, mix(ink, paper, 0.2))
            s.box(x + z * 0.3, dy + z * 1.16, z * 0.46, z * 0.04, mix(ink, paper, 0.2))
            for px in (x + 20, x + z - 16):
                s.box(px - 5, dy - 22, 10, 34, ochre)
    floor = box_path(-20, 880, 1660, 220)
    s.path(floor, mix(ochre, ink, 0.35))
    for k in range(9):
        s.line([(-20, 884 + k * k * 3.2), (1640, 884 + k * k * 3.2)], mix(ochre, ink, 0.55), 4)
    s.shade(floor, ink, (0, 1110), (0, 880), strength=0.85)
    s.disc(880, 1010, 620, ink, 46, opacity=0.75)

    iron, light = mix(ink, teal, 0.16), mix(ink, teal, 0.55)
    # Feet and the two cheeks of the press.
    for sign in (-1, 1):
        x = 830 + sign * 255
        s.path(
            f"M{x - 44} 330Q{x - 50} 600 {x - 34} 820L{x - 100 - sign * 10} 1000L"
            f"{x + 100 - sign * 10} 1000L{x + 34} 820Q{x + 50} 600 {x + 44} 330Z",
            iron,
        )
        s.path(
            f"M{x - 30} 350Q{x - 34} 600 {x - 18} 800L{x - 6} 800Q{x - 18} 600 {x - 14} 350Z", light
        )
        s.path(f"M{x - 110 - sign * 10} 990h220v26h-220Z", iron)
        s.disc(x, 420, 22, ochre)
        s.disc(x, 420, 10, iron)
        for k in range(5):
            s.disc(x, 520 + k * 52, 7, ochre)
    # The head with its ornament, bar and toggle.
    s.path("M520 360Q520 250 640 232Q700 190 830 188Q960 190 1020 232Q1140 250 1140 360Z", iron)
    s.path(
        "M560 336Q566 280 656 262Q716 224 830 222Q944 224 1004 262Q1094 280 1100 336Z",
        "none",
        stroke=ochre,
        stroke_width=8,
    )
    s.path(star(830, 292, 48, 8, 0.5), ochre)
    s.disc(830, 292, 16, red)
    for sign in (-1, 1):
        s.curve(
            [
                (830 + sign * 76, 306),
                (830 + sign * 130, 270),
                (830 + sign * 190, 312),
                (830 + sign * 220, 290),
            ],
            ochre,
            8,
        )
    s.path("M760 190Q760 120 830 84Q900 120 900 190Z", iron)
    s.disc(830, 100, 30, ochre)
    s.disc(830, 62, 15, ochre)
    s.box(770, 360, 120, 130, iron)
    s.box(790, 360, 22, 130, light)
    s.shape([(740, 480), (920, 480), (880, 560), (780, 560)], mix(ink, teal, 0.4))
    for k in range(4):
        s.line([(774 + k * 4, 494 + k * 18), (886 - k * 4, 488 + k * 18)], ochre, 6)
    s.path("M610 560h440v64h-440Z", iron)
    s.path("M610 560h440v14h-440Z", light)
    s.brush([(860, 430), (700, 470), (520, 460), (380, 392)], [34, 26, 22, 20], iron)
    s.brush([(470, 436), (400, 404), (330, 366)], [36, 42, 34], red)
    # Rails, bed, the form of type with its ornaments, the tympan raised on the right.
    s.shape([(360, 760), (1420, 760), (1470, 806), (310, 806)], iron)
    s.box(310, 804, 1160, 28, mix(iron, "#000000", 0.3))
    s.shape([(330, 760), (1430, 760), (1434, 748), (326, 748)], light)
    s.shape([(560, 690), (1120, 690), (1170, 748), (510, 748)], mix(ink, teal, 0.35))
    s.shape([(600, 696), (1080, 696), (1122, 740), (560, 740)], ochre)
    plane = Plane((570, 738), (1112, 738), (1074, 698), (606, 698))
    for row in range(3):
        for k in range(12):
            s.path(
                plane.patch(k / 12 + 0.01, row / 3 + 0.04, 0.066, 0.25),
                (paper, mix(teal, paper, 0.4), red)[(k + row) % 3],
            )
    s.disc(400, 850, 86, iron)
    s.disc(400, 850, 66, mix(ochre, ink, 0.3))
    s.disc(400, 850, 22, iron)
    s.line([(400, 850), (320, 930)], iron, 18)
    s.line([(318, 930), (290, 960)], red, 26)
    for lx in (1390,):
        s.shape([(lx - 18, 806), (lx + 18, 806), (lx + 40, 1006), (lx - 40, 1006)], iron)
    frame = [(1160, 744), (1420, 744), (1560, 420), (1310, 420)]
    s.shape(frame, iron)
    s.shape([(1196, 722), (1404, 722), (1522, 446), (1324, 446)], "#fffaf0")
    s.shade(
        line_path([(1196, 722), (1404, 722), (1522, 446), (1324, 446)]),
        mix(teal, paper, 0.3),
        (1500, 720),
        (1260, 480),
    )
    s.path(star(1362, 584, 66, 8, 0.5), red)
    s.disc(1362, 584, 22, ink)
    # Table with ink slab, brayer and a heap of paper.
    s.box(-20, 800, 330, 28, mix(ochre, paper, 0.2))
    s.box(-20, 826, 330, 14, mix(ochre, ink, 0.5))
    for x in (30, 250):
        s.box(x, 838, 30, 190, mix(ochre, ink, 0.45))
    s.shape([(20, 780), (190, 780), (210, 802), (6, 802)], mix(teal, paper, 0.6))
    s.blob([(50, 792), (90, 782), (160, 786), (176, 796), (100, 800)], red)
    s.box(70, 742, 90, 34, ink)
    s.line([(60, 758), (60, 720), (114, 700)], mix(ink, paper, 0.3), 7)
    s.line([(114, 702), (114, 650)], ochre, 18)
    s.path("M228 802L228 730Q250 716 272 730L272 802Z", red)
    s.box(222, 722, 56, 12, ink)
    for k in range(12):
        s.shape(
            [
                (1480 - k % 3, 1000 - k * 9),
                (1660, 1000 - k * 9),
                (1660, 1007 - k * 9),
                (1476 + k % 3, 1007 - k * 9),
            ],
            (paper, mix(paper, ink, 0.2))[k % 2],
        )
    return s
