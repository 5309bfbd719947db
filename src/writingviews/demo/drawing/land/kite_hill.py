# ruff: noqa: C901 (a scene is one long list of shapes, drawn in order)
"""The picture ``kite-hill``."""

from math import cos, radians, sin

from writingviews.demo.drawing.built import gable, person
from writingviews.demo.drawing.nature import (
    cloud,
    grass,
    ground,
    ridge,
)
from writingviews.demo.drawing.sheet import (
    Point,
    Sheet,
    along,
    box_path,
    mix,
)


def kite_hill() -> Sheet:
    """Kites over a round hill; a line of people holds them."""
    foot: float
    h: float
    x: float
    y: float
    paper, red, lemon, green, ink = "#fdf5e4", "#e2533f", "#f5c640", "#6ba368", "#23405e"
    s = Sheet("kite-hill", "#7fc0dc")
    r = s.random
    s.shade(box_path(-20, -20, 1660, 860), paper, (0, 820), (0, 0))
    for x, y, w in (
        (300, 330, 560),
        (1240, 240, 460),
        (820, 520, 620),
        (80, 620, 420),
        (1500, 560, 420),
    ):
        cloud(s, x, y, w, paper)
        s.cut(x + w * 0.1, y + 10, w * 0.9, 10, mix("#7fc0dc", paper, 0.5))
    for y, w in ((120, 600), (430, 460), (200, 300)):
        x = r.uniform(300, 1300)
        s.curve(
            [(x - w / 2, y), (x - w * 0.1, y - 26), (x + w * 0.25, y + 10), (x + w / 2, y - 14)],
            mix(paper, "#7fc0dc", 0.25),
            7,
        )
    s.path(ground(ridge(r, 800, 40)), mix(green, "#7fc0dc", 0.5))
    for k in range(16):
        gable(
            s,
            40 + k * 102,
            830,
            62,
            34,
            mix(paper, red, 0.15 * (k % 3)),
            mix(red, ink, 0.2),
            rise=30,
            eave=5,
        )
        if k % 2:
            s.disc(120 + k * 102, 812, 26, mix(green, ink, 0.3), 30)
    hill_top: list[Point] = [
        (-60, 1010),
        (160, 930),
        (420, 828),
        (720, 756),
        (960, 760),
        (1220, 830),
        (1460, 910),
        (1680, 960),
    ]
    hill = ground(hill_top)
    s.path(hill, mix(green, lemon, 0.2))
    s.shade(hill, mix(green, ink, 0.65), (1500, 1120), (620, 780))
    with s.layer(clip=hill):
        for _ in range(190):
            x, y = r.uniform(-20, 1620), r.uniform(770, 1067)
            s.cut(
                x,
                y,
                r.uniform(20, 70),
                5,
                mix(green, r.choice([ink, lemon, paper]), 0.35),
                (x - 820) * 0.022 - 14,
            )
    strings: list[tuple[Point, Point, float]] = []

    def kite(
        x: float, y: float, z: float, turn: float, one: str, two: str, tail: list[Point]
    ) -> None:
        s.curve([(x, y), *tail], ink, 3.5)
        for k, (tx, ty) in enumerate(along([(x, y), *tail], 9)[2:]):
            tone = (one, two)[k % 2]
            s.shape([(tx, ty), (tx - z * 0.13, ty - z * 0.08), (tx - z * 0.11, ty + z * 0.1)], tone)
            s.shape([(tx, ty), (tx + z * 0.13, ty - z * 0.07), (tx + z * 0.11, ty + z * 0.1)], tone)
        with s.layer(move=f"rotate({turn} {x} {y})"):
            top, low, lft, rgt = (
                (x, y - z * 1.25),
                (x, y),
                (x - z * 0.52, y - z * 0.82),
                (x + z * 0.52, y - z * 0.82),
            )
            mid = (x, y - z * 0.82)
            s.shape([top, rgt, mid], two)
            s.shape([top, mid, lft], one)
            s.shape([lft, mid, low], two)
            s.shape([mid, rgt, low], mix(one, ink, 0.22))
            s.line([top, low], ink, 4)
            s.line([lft, rgt], ink, 4)

    people: tuple[tuple[float, float, float, str, str], ...] = (
        (560, 800, 150, red, ink),
        (655, 778, 96, lemon, "#8a4a2b"),
        (840, 762, 160, ink, "#5b3422"),
        (1040, 784, 148, "#3d8b8b", ink),
        (1180, 826, 110, red, "#8a4a2b"),
        (400, 842, 120, "#3d8b8b", ink),
    )
    kites: tuple[tuple[float, float, float, float, str, str, list[Point]], ...] = (
        (330, 330, 210, -24, red, paper, [(410, 420), (360, 500), (440, 570), (400, 640)]),
        (730, 210, 150, -10, lemon, red, [(770, 280), (730, 340), (790, 400), (760, 460)]),
        (1010, 420, 130, 14, "#3d8b8b", lemon, [(990, 480), (1030, 530), (990, 580), (1020, 620)]),
        (
            1330,
            300,
            240,
            22,
            lemon,
            "#e88b3c",
            [(1270, 400), (1340, 470), (1260, 550), (1320, 620)],
        ),
        (1120, 130, 90, 8, red, lemon, [(1110, 170), (1140, 210), (1105, 250)]),
        (120, 170, 100, -30, "#3d8b8b", paper, [(160, 220), (130, 270), (180, 310)]),
    )
    holders = (0, 2, 3, 4, 3, 5)
    for (kx, ky, z, turn, *_), who in zip(kites, holders, strict=True):
        hx, hy, hh = people[who][0], people[who][1], people[who][2]
        a = radians(turn)
        grip = (kx + sin(a) * z * 0.75, ky - cos(a) * z * 0.75)
        strings.append(((hx + (hh * 0.2 if kx > hx else -hh * 0.2), hy - hh * 0.98), grip, 36))
    for start, end, sag in strings:
        mid = ((start[0] + end[0]) / 2 + 30, (start[1] + end[1]) / 2 + sag * 2)
        s.path(
            f"M{start[0]:.0f} {start[1]:.0f}Q{mid[0]:.0f} {mid[1]:.0f} {end[0]:.0f} {end[1]:.0f}",
            "none",
            stroke=ink,
            stroke_width=2.6,
        )
    for item in kites:
        kite(*item)
    for (x, foot, h, coat, hair), reach in zip(people, (-1, 1, -1, 1, 1, -1), strict=True):
        s.brush(
            [(x, foot), (x + h * 0.5, foot + h * 0.16), (x + h * 0.95, foot + h * 0.24)],
            [h * 0.1, h * 0.2, h * 0.06],
            mix(green, ink, 0.62),
        )
        for up in (0.2, 0.13):
            s.brush(
                [
                    (x + reach * h * 0.08, foot - h * 0.76),
                    (x + reach * h * up, foot - h * 0.86),
                    (x + reach * h * 0.2, foot - h * 0.98),
                ],
                [h * 0.06, h * 0.05, h * 0.045],
                coat,
            )
        person(s, x, foot, h, coat, "#a06c4a", legs=mix(ink, coat, 0.12), hair=hair, stride=0.35)
    s.blob([(700, 800), (728, 778), (770, 780), (784, 800), (740, 806)], mix("#b0733f", ink, 0.1))
    s.disc(790, 776, 15, mix("#b0733f", ink, 0.1))
    s.brush([(702, 796), (684, 776), (690, 760)], [8, 6, 3], mix("#b0733f", ink, 0.1))
    for lx in (712, 730, 764, 778):
        s.line([(lx, 798), (lx, 818)], mix("#b0733f", ink, 0.1), 6)
    grass(s, -20, 1620, 1078, mix(green, ink, 0.7), count=190, height=90, lean=38)
    for _ in range(46):
        x, y = r.uniform(0, 1600), r.uniform(950, 1050)
        s.disc(x, y, r.uniform(5, 11), r.choice([lemon, red, paper]))
    return s
