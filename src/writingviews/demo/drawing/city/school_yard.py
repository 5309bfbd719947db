# ruff: noqa: C901 (a scene is one long list of shapes, drawn in order)
"""The picture ``school-yard``."""

from math import cos, pi, sin

from writingviews.demo.drawing.built import person
from writingviews.demo.drawing.nature import (
    cloud,
    crown,
)
from writingviews.demo.drawing.sheet import (
    Plane,
    Point,
    Sheet,
    arch_path,
    box_path,
    brush_path,
    mix,
    round_path,
)


def school_yard() -> Sheet:
    """Morning in the yard: a plane tree, hopscotch, long shadows."""
    paper, yellow, brick, green, ink = "#fcefd2", "#f3b840", "#cc6242", "#6d9a5b", "#2b3b4d"
    s = Sheet("school-yard", "#bfdcd6")
    r = s.random
    s.shade(box_path(-20, -20, 1660, 500), "#fdf3da", (0, 480), (0, -40))
    cloud(s, 1040, 170, 360, paper)
    cloud(s, 600, 110, 260, paper)
    # The school.
    s.box(420, 250, 1240, 380, brick)
    s.shade(box_path(420, 250, 1240, 380), mix(brick, ink, 0.5), (420, 640), (900, 240))
    s.box(400, 226, 1260, 34, paper)
    s.shape([(860, 230), (1020, 110), (1180, 230)], mix(brick, paper, 0.12))
    s.shape([(840, 236), (1020, 96), (1200, 236), (1200, 212), (1020, 66), (840, 212)], ink)
    s.disc(1020, 180, 34, paper)
    s.line([(1020, 180), (1020, 158)], ink, 5)
    s.line([(1020, 180), (1036, 188)], ink, 5)
    for k in range(7):
        if k == 3:
            continue
        wx = 470 + k * 165
        for wy, arched in ((300, True), (460, False)):
            h = 120
            data = arch_path(wx + 45, wy + h, 92, h) if arched else box_path(wx, wy, 92, h - 4)
            s.path(data, paper)
            inner = (
                arch_path(wx + 45, wy + h - 6, 76, h - 14)
                if arched
                else box_path(wx + 8, wy + 8, 76, h - 18)
            )
            s.path(inner, mix(ink, "#bfdcd6", 0.3))
            s.shade(inner, "#bfdcd6", (wx, wy), (wx + 80, wy + h), strength=0.9)
            s.line([(wx + 46, wy + 8), (wx + 46, wy + h - 8)], paper, 6)
            s.line([(wx + 6, wy + 64), (wx + 86, wy + 64)], paper, 6)
    s.path(arch_path(1020, 634, 150, 210), paper)
    s.path(arch_path(1020, 634, 120, 190), mix(ink, green, 0.25))
    s.line([(1020, 450), (1020, 634)], paper, 5)
    for k in range(3):
        s.box(920 - k * 22, 626 + k * 14, 200 + k * 44, 15, mix(paper, ink, 0.12 * k))
    # The yard.
    yard = box_path(-20, 666, 1660, 420)
    s.path(yard, mix(yellow, paper, 0.55))
    s.shade(yard, mix(brick, yellow, 0.5), (0, 1120), (0, 700))
    s.box(-20, 640, 1660, 28, mix(green, ink, 0.35))
    for k in range(56):
        s.disc(-10 + k * 30, 640, 22, mix(green, ink, 0.2 + 0.15 * (k % 2)), 20)
    dusk = mix(brick, ink, 0.45)
    # Shadow of the tree, then hopscotch chalked on the ground.
    shadow = mix(mix(yellow, paper, 0.35), dusk, 0.5)
    s.shape([(250, 900), (330, 900), (980, 1090), (700, 1090)], shadow)
    for cx, cy, rx, ry in ((840, 1010, 330, 60), (1080, 1050, 300, 70), (560, 1000, 200, 40)):
        s.blob(
            [
                (
                    cx + cos(2 * pi * i / 12) * rx * r.uniform(0.8, 1.15),
                    cy + sin(2 * pi * i / 12) * ry * r.uniform(0.8, 1.15),
                )
                for i in range(12)
            ],
            shadow,
        )
    plane = Plane((760, 1040), (985, 1050), (1130, 720), (1010, 716))
    cells = [(0.25, 0), (0.25, 1), (0, 2), (0.5, 2), (0.25, 3), (0, 4), (0.5, 4), (0.25, 5)]
    for u, row in cells:
        s.path(
            plane.patch(u, row / 6, 0.5, 1 / 6),
            "none",
            stroke="#fffaf0",
            stroke_width=8,
            stroke_linejoin="round",
        )
    s.path(plane.loop(0.5, 1.07, 0.5, 0.1), "none", stroke="#fffaf0", stroke_width=8)
    s.disc(858, 930, 20, brick, 11)

    # Children, and their shadows falling towards us.
    def child(
        x: float,
        foot: float,
        h: float,
        coat: str,
        legs: str,
        hair: str,
        stride: float,
        lean: float,
        *,
        arms: tuple[Point, Point],
    ) -> None:
        s.brush(
            [(x, foot), (x + h * 0.55, foot + h * 0.22), (x + h * 1.0, foot + h * 0.36)],
            [h * 0.1, h * 0.3, h * 0.14],
            shadow,
        )
        top = x + lean * h
        for end in arms:
            s.brush(
                [
                    (top, foot - h * 0.74),
                    (top + end[0] * h * 0.6, foot - h * (0.74 + end[1] * 0.4)),
                    (top + end[0] * h, foot - h * (0.74 + end[1])),
                ],
                [h * 0.07, h * 0.06, h * 0.05],
                coat,
            )
        person(s, x, foot, h, coat, "#9c6848", legs=legs, hair=hair, stride=stride, lean=lean)
        s.blob(
            [
                (top - h * 0.07, foot - h * 0.76),
                (top + h * 0.08, foot - h * 0.76),
                (top + h * 0.1, foot - h * 0.5),
                (top - h * 0.09, foot - h * 0.5),
            ],
            yellow if coat != yellow else brick,
        )

    child(1095, 830, 210, brick, ink, ink, 0.5, 0.03, arms=((0.3, 0.22), (-0.3, 0.24)))
    child(1330, 880, 240, "#3f7f8c", ink, "#5a3423", 1.0, 0.1, arms=((0.28, -0.1), (-0.24, -0.12)))
    child(
        1480,
        860,
        230,
        yellow,
        mix(brick, ink, 0.4),
        ink,
        0.9,
        0.1,
        arms=((0.26, 0.1), (-0.24, -0.1)),
    )
    child(700, 800, 180, green, ink, "#d8923d", 0.3, 0.0, arms=((0.22, -0.2), (-0.22, -0.2)))
    s.disc(1230, 940, 32, paper)
    s.shade(round_path(1230, 940, 32), brick, (1250, 980), (1215, 920))
    s.disc(1262, 976, 44, shadow, 10)
    # The tree on the left frames it all.
    s.brush([(290, 930), (270, 720), (300, 520), (330, 330)], [130, 84, 70, 40], "#8c6a4e")
    s.brush([(285, 640), (180, 520), (60, 420)], [54, 36, 18], "#8c6a4e")
    s.brush([(300, 560), (420, 450), (520, 380)], [44, 28, 12], "#8c6a4e")
    trunk = brush_path([(290, 930), (270, 720), (300, 520)], [130, 84, 70])
    s.shade(trunk, ink, (230, 700), (330, 700))
    with s.layer(clip=trunk):
        for k in range(26):
            s.disc(
                285 + r.uniform(-56, 50),
                540 + k * 15,
                r.uniform(8, 20),
                mix("#8c6a4e", paper, r.uniform(0.06, 0.26)),
                r.uniform(12, 26),
            )
    for cx, cy, rx, ry, t in (
        (60, 330, 250, 190, 0.32),
        (470, 300, 230, 150, 0.22),
        (280, 170, 330, 190, 0.1),
        (100, 120, 240, 150, 0.0),
    ):
        crown(
            s,
            cx,
            cy,
            rx,
            ry,
            mix(green, ink, t),
            lit=mix(green, yellow, 0.55 - t),
            dark=mix(green, ink, 0.65),
            leaf=30,
            leaves=130,
        )
    s.brush([(230, 930), (290, 918), (380, 940), (290, 960)], [10, 40, 30, 4], "#8c6a4e")
    for _ in range(40):
        s.cut(
            r.uniform(40, 1560),
            r.uniform(780, 1050),
            26,
            9,
            r.choice([green, brick, yellow]),
            r.uniform(0, 180),
        )
    return s
