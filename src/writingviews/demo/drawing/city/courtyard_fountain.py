# ruff: noqa: C901, PLR0912 (a scene is one long list of shapes, drawn in order)
"""The picture ``courtyard-fountain``."""

from math import cos, pi, sin

from writingviews.demo.drawing.built import star, tiles_on
from writingviews.demo.drawing.nature import (
    crown,
    water,
)
from writingviews.demo.drawing.sheet import (
    Plane,
    Point,
    Sheet,
    arch_path,
    box_path,
    line_path,
    mix,
    round_path,
)


def courtyard_fountain() -> Sheet:
    """Water rises in the middle of an arcaded court."""
    a: float
    far: float
    paper, apricot, terracotta, teal, ink = "#fcefd6", "#f2b26b", "#bf5b3f", "#2d8a8f", "#1f3547"
    s = Sheet("courtyard-fountain", "#a9d8d2")
    r = s.random
    s.shade(box_path(-20, -20, 1660, 400), paper, (0, 330), (0, -60))
    crown(s, 300, 120, 210, 130, mix(teal, "#47703f", 0.6), lit="#9bb554", dark=ink, leaf=26)
    crown(s, 1420, 90, 230, 140, mix(teal, "#47703f", 0.6), lit="#9bb554", dark=ink, leaf=26)
    # The far arcade, two storeys.
    wall = box_path(180, 170, 1240, 480)
    s.path(wall, apricot)
    s.shade(wall, paper, (300, 170), (1000, 600), strength=0.9)
    s.shape([(150, 176), (190, 128), (1410, 128), (1450, 176)], terracotta)
    for k in range(42):
        s.line([(196 + k * 29, 132), (180 + k * 30, 174)], mix(terracotta, ink, 0.3), 5)
    for k in range(9):
        wx = 260 + k * 135
        s.path(arch_path(wx, 320, 66, 110, point=0.3), paper)
        s.path(arch_path(wx, 320, 50, 96, point=0.3), mix(ink, terracotta, 0.25))
        s.box(wx - 40, 318, 80, 10, paper)
    s.box(180, 352, 1240, 20, paper)
    for k in range(31):
        s.path(star(200 + k * 40, 387, 14, 8, 0.7), teal)
    s.box(180, 402, 1240, 8, paper)
    for k in range(7):
        wx = 282 + k * 173
        s.path(arch_path(wx, 654, 138, 226, point=0.3), paper)
        inner = arch_path(wx, 654, 114, 208, point=0.3)
        s.path(inner, mix(ink, terracotta, 0.35))
        s.shade(inner, terracotta, (wx + 60, 660), (wx - 40, 520), strength=0.9)
        s.box(wx - 92, 520, 14, 134, paper)
        s.box(wx - 98, 508, 26, 14, mix(paper, terracotta, 0.4))
    # Side walls running towards us.
    for sign in (-1, 1):
        x0, x1 = 800 + sign * 620, 800 + sign * 860
        s.shape(
            [(x0, 170), (x1, -60), (x1, 960), (x0, 652)],
            mix(apricot, terracotta, 0.2 if sign < 0 else 0.75),
        )
        for k in range(2):
            a, b = x0 + sign * (24 + k * 110), x0 + sign * (100 + k * 130)
            t0, t1 = abs(a - x0) / 240, abs(b - x0) / 240
            top0, top1 = 440 - t0 * 140, 440 - t1 * 140
            f0, f1 = 652 + t0 * 300, 652 + t1 * 300
            mid = (a + b) / 2
            s.path(
                f"M{a} {f0}L{a} {top0 + 60}Q{a} {top0} {mid} {(top0 + top1) / 2 - 40}"
                f"Q{b} {top1} {b} {top1 + 60}L{b} {f1}Z",
                mix(ink, terracotta, 0.3),
            )
    # Floor of two stones, seen in perspective; shade falls from the right.
    floor = line_path(
        [(180, 650), (1420, 650), (1700, 1010), (1700, 1110), (-100, 1110), (-100, 1010)]
    )
    s.path(floor, mix(paper, apricot, 0.3))
    with s.layer(clip=floor):
        tiles_on(
            s,
            Plane((-500, 1120), (2100, 1120), (1420, 650), (180, 650)),
            16,
            9,
            ("", mix(apricot, terracotta, 0.4)),
        )
        s.shape(
            [(1420, 650), (1130, 650), (1330, 1120), (1720, 1120)],
            mix(ink, terracotta, 0.35),
            opacity=0.5,
        )
    s.shade(floor, terracotta, (800, 1150), (800, 860), strength=0.7)

    def eight(cx: float, cy: float, rx: float, ry: float) -> list[Point]:
        return [
            (cx + cos(pi / 8 + pi * k / 4) * rx, cy + sin(pi / 8 + pi * k / 4) * ry)
            for k in range(8)
        ]

    # Basin: steps, wall of tiles, water.
    s.shape(eight(830, 930, 560, 150), mix(ink, terracotta, 0.5), opacity=0.45)
    s.shape(eight(800, 900, 540, 148), mix(paper, apricot, 0.15))
    s.shape(eight(800, 880, 540, 148), paper)
    outer, low = eight(800, 800, 440, 118), eight(800, 874, 440, 118)
    for k in range(3):
        face = [outer[k], outer[k + 1], low[k + 1], low[k]]
        s.shape(face, (mix(teal, ink, 0.5), mix(teal, ink, 0.2), mix(teal, paper, 0.1))[k])
        plane = Plane(*face)
        for j in range(7):
            px, py = plane.at((j + 0.5) / 7, 0.5)
            s.path(star(px, py, 15, 8, 0.62), paper)
            s.disc(px, py, 4, terracotta)
    s.shape(outer, paper)
    pool = line_path(eight(800, 800, 400, 100))
    s.path(pool, teal)
    s.shade(pool, mix(teal, ink, 0.6), (420, 730), (820, 800))
    with s.layer(clip=pool):
        for k in range(5):
            s.path(
                round_path(800, 800, 110 + k * 70, 26 + k * 17),
                "none",
                stroke=mix(teal, paper, 0.6 - k * 0.08),
                stroke_width=5,
            )
        water(s, 712, 890, paper, 20, left=430, right=1170, size=0.6)
    # Pedestal bowl and the water itself.
    s.path("M752 812L774 690L752 640L848 640L826 690L848 812Z", mix(paper, apricot, 0.25))
    s.path("M800 812L800 640L848 640L826 690L848 812Z", mix(apricot, terracotta, 0.5))
    s.path("M640 590Q650 660 800 664Q950 660 960 590Z", paper)
    s.shade("M640 590Q650 660 800 664Q950 660 960 590Z", terracotta, (960, 650), (760, 600))
    s.disc(800, 590, 160, mix(teal, paper, 0.3), 24)
    s.path(round_path(800, 590, 160, 24), "none", stroke=paper, stroke_width=9)
    light = "#f2fbf4"
    for reach, high in ((52, 200), (100, 170), (146, 128)):
        for sign in (-1, 1):
            s.brush(
                [
                    (800, 590),
                    (800 + sign * reach * 0.3, 590 - high),
                    (800 + sign * reach * 0.8, 590 - high * 0.62),
                    (800 + sign * reach, 588),
                ],
                [14, 12, 9, 5],
                light,
            )
    s.brush([(800, 590), (802, 480), (800, 340)], [26, 18, 4], light)
    for k in range(9):
        x = 648 + k * 38
        s.brush(
            [(x, 600), (x + (x - 800) * 0.09, 680), (x + (x - 800) * 0.13, 790)], [7, 9, 3], light
        )
        s.cut(x + (x - 800) * 0.13, 794, 50, 8, light)
    for _ in range(46):
        s.disc(800 + r.gauss(0, 70), 430 + r.gauss(0, 80), r.uniform(2, 6), light)
    # Two orange trees in pots frame the court.
    for x in (175, 1440):
        s.path(f"M{x - 84} 840L{x + 84} 840L{x + 58} 1010L{x - 58} 1010Z", terracotta)
        s.shade(
            f"M{x - 84} 840L{x + 84} 840L{x + 58} 1010L{x - 58} 1010Z",
            ink,
            (x + 90, 0),
            (x - 20, 0),
        )
        s.box(x - 96, 826, 192, 30, mix(terracotta, paper, 0.15))
        s.brush([(x, 840), (x + 6, 720)], [26, 20], mix(ink, terracotta, 0.4))
        crown(
            s,
            x,
            590,
            170,
            160,
            mix("#47703f", ink, 0.25),
            lit="#9bb554",
            dark=ink,
            leaf=28,
            leaves=140,
        )
        for _ in range(17):
            a, far = r.uniform(0, 6.3), r.random() ** 0.5 * 140
            fx, fy = x + cos(a) * far, 590 + sin(a) * far * 0.92
            s.disc(fx, fy, 18, "#ee8a2c")
            s.cut(fx - 5, fy - 6, 12, 5, paper, -40)
    return s
