# ruff: noqa: C901, PLR0912 (a scene is one long list of shapes, drawn in order)
"""The picture ``empty-classroom``."""

from writingviews.demo.drawing.nature import crown
from writingviews.demo.drawing.sheet import (
    Plane,
    Point,
    Sheet,
    box_path,
    line_path,
    mix,
    round_path,
)


def empty_classroom() -> Sheet:
    """Chairs up, morning across the floor."""
    paper, sun, teal, coral, ink = "#fcf2dc", "#fbd06e", "#3d8b85", "#e06a4e", "#26394a"
    s = Sheet("empty-classroom", mix(teal, paper, 0.72))
    r = s.random
    # Back wall, left wall with windows, floor.
    s.box(-20, -20, 1660, 640, mix(teal, paper, 0.66))
    left = line_path([(-20, -60), (420, 90), (420, 600), (-20, 900)])
    s.path(left, mix(teal, paper, 0.42))
    floor = line_path([(420, 600), (1640, 600), (1640, 1110), (-20, 1110), (-20, 900)])
    s.path(floor, mix("#c98a55", paper, 0.2))
    plane = Plane((-700, 1110), (2300, 1110), (1660, 600), (420, 600))
    with s.layer(clip=floor):
        for k in range(40):
            s.line([plane.at(k / 40, 0), plane.at(k / 40, 1)], mix("#c98a55", ink, 0.25), 3)
        for _ in range(90):
            u, v = r.randrange(40) / 40, r.random()
            s.path(plane.patch(u, v, 1 / 40, 0.12), mix("#c98a55", r.choice([paper, ink]), 0.16))
    s.shade(floor, mix("#c98a55", ink, 0.5), (1640, 1110), (700, 640), strength=0.8)
    s.shape([(-20, -20), (1640, -20), (1640, 60), (420, 90)], mix(teal, paper, 0.85))
    # Tall windows on the left; their light lies on the floor.
    for k in range(3):
        x0, x1 = 10 + k * 138, 116 + k * 128

        def edge(x: float, high: float) -> Point:
            t = x / 420
            top, low = -60 + 150 * t, 900 - 300 * t
            return (x, low + (top - low) * high)

        frame = [edge(x0, 0.36), edge(x1, 0.36), edge(x1, 0.9), edge(x0, 0.9)]
        s.shape(frame, paper)
        glass = [edge(x0 + 9, 0.38), edge(x1 - 8, 0.38), edge(x1 - 8, 0.88), edge(x0 + 9, 0.88)]
        s.shape(glass, "#d9eee6")
        s.shade(line_path(glass), sun, glass[0], glass[2], strength=0.95)
        with s.layer(clip=line_path(glass)):
            crown(
                s,
                (x0 + x1) / 2,
                edge(x0, 0.42)[1],
                66,
                80,
                mix(teal, "#9bbf6a", 0.55),
                leaf=16,
                leaves=30,
                lit="#cfdd84",
            )
        s.line([edge((x0 + x1) / 2, 0.37), edge((x0 + x1) / 2, 0.89)], paper, 7)
        s.line([edge(x0, 0.62), edge(x1, 0.62)], paper, 7)
        s.shape(
            [edge(x0 - 6, 0.345), edge(x1 + 4, 0.345), edge(x1 + 6, 0.365), edge(x0 - 8, 0.365)],
            mix(teal, ink, 0.2),
        )
    with s.layer(clip=floor):
        for k in range(3):
            x = 300 + k * 300
            for j in range(2):
                a = x + j * 118
                s.shape(
                    [
                        (a + 130, 640 + k * 6),
                        (a + 232, 640 + k * 6),
                        (a + 400, 1110),
                        (a + 240, 1110),
                    ],
                    sun,
                    opacity=0.72,
                )
    # Blackboard with the ghost of wiped chalk, globe, map without names, clock.
    s.box(620, 170, 620, 270, mix("#c98a55", ink, 0.3))
    board = box_path(640, 188, 580, 234)
    s.path(board, mix(teal, ink, 0.62))
    with s.layer(clip=board):
        for _ in range(30):
            s.cut(
                r.uniform(660, 1200),
                r.uniform(200, 420),
                r.uniform(120, 320),
                20,
                mix(mix(teal, ink, 0.62), paper, 0.1),
                r.uniform(-14, 10),
            )
        s.path(round_path(780, 300, 62), "none", stroke=paper, stroke_width=4, opacity=0.85)
        s.path(
            line_path([(900, 356), (1010, 356), (955, 250)]),
            "none",
            stroke=paper,
            stroke_width=4,
            opacity=0.85,
        )
        s.path(box_path(1060, 262, 96, 96), "none", stroke=paper, stroke_width=4, opacity=0.85)
    s.box(620, 438, 620, 14, mix("#c98a55", paper, 0.3))
    for k, tone in enumerate((paper, coral, sun)):
        s.box(700 + k * 46, 430, 34, 9, tone)
    s.disc(930, 110, 38, ink)
    s.disc(930, 110, 31, paper)
    s.line([(930, 110), (930, 88)], ink, 4)
    s.line([(930, 110), (946, 118)], ink, 5)
    s.box(1330, 150, 240, 190, paper)
    for pts in (
        ((1350, 190), (1400, 172), (1440, 200), (1420, 250), (1376, 260)),
        ((1450, 230), (1500, 190), (1550, 210), (1540, 280), (1490, 310), (1462, 280)),
        ((1380, 280), (1420, 280), (1430, 316), (1390, 322)),
    ):
        s.blob(list(pts), (coral, mix(teal, paper, 0.2), sun)[len(pts) % 3])
    s.box(1320, 140, 260, 12, ink)
    s.box(1320, 336, 260, 10, ink)
    s.box(1360, 470, 250, 150, mix("#c98a55", ink, 0.25))
    for k in range(13):
        s.box(
            1374 + k * 17,
            496 + (k % 3) * 6,
            14,
            52 - (k % 3) * 6,
            (coral, teal, sun, paper, ink)[k % 5],
        )
    s.disc(1430, 420, 46, mix(teal, paper, 0.25))
    s.blob([(1400, 400), (1430, 384), (1450, 410), (1430, 440), (1406, 430)], sun)
    s.path("M1378 440A60 60 0 0 0 1482 440", "none", stroke=ink, stroke_width=7)
    s.line([(1430, 470), (1430, 480)], ink, 9)
    # The teacher's desk.
    s.box(700, 540, 300, 22, mix("#c98a55", paper, 0.25))
    s.box(714, 562, 272, 92, mix("#c98a55", ink, 0.35))
    s.disc(760, 526, 17, coral)
    s.line([(760, 510), (766, 500)], ink, 4)
    for k in range(3):
        s.box(880, 528 - k * 12, 76, 11, (teal, sun, coral)[k])

    def desk(x: float, foot: float, z: float) -> None:
        wood, dark = mix("#d9a066", paper, 0.12), mix("#c98a55", ink, 0.45)
        s.blob(
            [
                (x - z * 0.6, foot),
                (x + z * 0.8, foot - z * 0.02),
                (x + z * 1.2, foot + z * 0.14),
                (x - z * 0.2, foot + z * 0.16),
            ],
            mix("#c98a55", ink, 0.55),
            opacity=0.6,
        )
        for lx in (-0.55, 0.52):
            s.line([(x + lx * z, foot - z * 0.62), (x + lx * z * 1.05, foot)], ink, z * 0.045)
            s.line(
                [(x + lx * z * 0.8, foot - z * 0.62), (x + lx * z * 0.84, foot - z * 0.14)],
                mix(ink, teal, 0.3),
                z * 0.04,
            )
        top = [
            (x - z * 0.66, foot - z * 0.6),
            (x + z * 0.66, foot - z * 0.6),
            (x + z * 0.54, foot - z * 0.84),
            (x - z * 0.54, foot - z * 0.84),
        ]
        s.shape(top, wood)
        s.shade(line_path(top), sun, (x - z * 0.6, 0), (x + z * 0.5, 0))
        s.box(x - z * 0.66, foot - z * 0.6, z * 1.32, z * 0.13, dark)
        # The chair, upside down on the desk.
        seat = foot - z * 0.86
        s.box(x - z * 0.3, seat - z * 0.06, z * 0.6, z * 0.07, coral)
        s.shape(
            [
                (x - z * 0.3, seat + z * 0.02),
                (x + z * 0.3, seat + z * 0.02),
                (x + z * 0.27, seat + z * 0.2),
                (x - z * 0.27, seat + z * 0.2),
            ],
            mix(coral, ink, 0.25),
        )
        for lx in (-0.26, 0.26):
            s.line(
                [(x + lx * z, seat - z * 0.05), (x + lx * z * 1.3, seat - z * 0.62)], ink, z * 0.04
            )
            s.line(
                [(x + lx * z * 0.7, seat - z * 0.05), (x + lx * z * 0.86, seat - z * 0.52)],
                mix(ink, teal, 0.3),
                z * 0.035,
            )
        s.line([(x - z * 0.31, seat - z * 0.32), (x + z * 0.31, seat - z * 0.32)], ink, z * 0.03)

    for foot, z, xs in (
        (740, 122, (560, 800, 1040, 1280, 1520)),
        (860, 170, (470, 810, 1150, 1490)),
        (1040, 250, (310, 830, 1350)),
    ):
        for x in xs:
            desk(x, foot, z)
    for k in range(3):
        x = 40 + k * 132
        shaft = [(x, 70 + k * 36), (x + 84, 92 + k * 34), (x + 820, 1110), (x + 480, 1110)]
        s.path(line_path(shaft), "#fff3c4", opacity=0.13)
    return s
