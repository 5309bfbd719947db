# ruff: noqa: C901 (a scene is one long list of shapes, drawn in order)
"""The picture ``lighthouse``."""

from math import cos, radians, sin

from writingviews.demo.drawing.nature import (
    cloud,
    ground,
    path_of_light,
    stars,
    water,
)
from writingviews.demo.drawing.sheet import (
    Point,
    Sheet,
    box_path,
    line_path,
    mix,
)


def lighthouse() -> Sheet:
    """A banded lighthouse on its rock sends two beams over a rough night sea."""
    x: float
    paper, beam, coral, blue, ink = "#f8efda", "#ffe08a", "#e2563c", "#2e5f8a", "#10243c"
    s = Sheet("lighthouse", ink)
    r = s.random
    sky = box_path(-20, -20, 1660, 820)
    s.path(sky, mix(ink, blue, 0.35))
    s.shade(sky, blue, (0, 820), (0, 180))
    s.shade(sky, mix(coral, blue, 0.45), (0, 800), (0, 560))
    stars(s, 560, 120, paper)
    lx, ly = 1060, 262
    for far, tint_ in (([(-60, 60), (-60, 420)], 0.22), ([(1680, -40), (1680, 160)], 0.22)):
        data = line_path([(lx, ly - 8), far[0], far[1], (lx, ly + 14)])
        s.path(data, mix(mix(ink, blue, 0.5), beam, tint_))
        s.shade(data, beam, (lx, ly), (far[0][0], ly), strength=0.95)
    for x, y, w in ((300, 650, 520), (760, 590, 380), (1480, 640, 480)):
        cloud(s, x, y, w, mix(ink, blue, 0.75))
        s.cut(x, y + 4, w * 1.2, 12, mix(ink, blue, 0.5))
    s.box(-20, 690, 1660, 400, mix(ink, blue, 0.5))
    water(s, 694, 800, mix(blue, paper, 0.35), 46)
    path_of_light(s, 560, 700, 860, mix(beam, blue, 0.2), near=260, far=340, rows=14)
    # The rock.
    rock: list[Point] = [
        (690, 1090),
        (735, 960),
        (770, 880),
        (845, 840),
        (872, 770),
        (930, 742),
        (975, 690),
        (1150, 684),
        (1215, 735),
        (1290, 748),
        (1350, 820),
        (1440, 850),
        (1500, 930),
        (1640, 980),
        (1680, 1100),
    ]
    s.shape(rock, ink)
    for facet in (
        ((845, 840), (872, 770), (930, 742), (905, 830), (850, 900)),
        ((975, 690), (1060, 687), (1020, 760), (940, 800), (930, 742)),
        ((770, 880), (845, 840), (850, 900), (800, 990), (742, 960)),
        ((1215, 735), (1290, 748), (1260, 830), (1180, 800)),
        ((1350, 820), (1440, 850), (1400, 930), (1310, 900)),
        ((905, 840), (1010, 790), (1050, 880), (930, 940)),
    ):
        s.shape(facet, mix(ink, blue, 0.45))
        s.shade(line_path(facet), mix(blue, paper, 0.25), facet[0], facet[3], strength=0.75)
    # Keeper's house, then the tower.
    s.shape([(1120, 700), (1120, 610), (1190, 560), (1262, 610), (1262, 720)], paper)
    s.shade(box_path(1120, 610, 142, 110), blue, (1262, 700), (1130, 600))
    s.shape([(1106, 616), (1190, 548), (1276, 616), (1276, 600), (1190, 528), (1106, 600)], coral)
    s.box(1150, 630, 30, 40, beam)
    s.box(1206, 630, 30, 40, beam)
    top, foot = 320.0, 695.0

    def wall(y: float) -> float:
        return 40 + (y - top) / (foot - top) * 34

    tower = line_path(
        [
            (lx - wall(top), top),
            (lx + wall(top), top),
            (lx + wall(foot), foot),
            (lx - wall(foot), foot),
        ]
    )
    s.path(tower, paper)
    for k in (0, 2, 4):
        y0, y1 = top + (foot - top) * k / 5, top + (foot - top) * (k + 1) / 5
        s.shape(
            [(lx - wall(y0), y0), (lx + wall(y0), y0), (lx + wall(y1), y1), (lx - wall(y1), y1)],
            coral,
        )
    s.shade(tower, ink, (lx + 78, 0), (lx - 20, 0), strength=0.95)
    for y in (420, 520, 620):
        s.box(lx - 12, y, 20, 34, ink)
    s.box(lx - 62, 306, 124, 18, ink)
    for k in range(9):
        s.line([(lx - 58 + k * 14.5, 306), (lx - 58 + k * 14.5, 282)], ink, 4)
    s.line([(lx - 60, 282), (lx + 60, 282)], ink, 5)
    s.box(lx - 34, 228, 68, 78, beam)
    s.disc(lx, ly, 22, "#fffbe8")
    for k in (-34, -11, 11, 34):
        s.line([(lx + k, 228), (lx + k, 306)], ink, 5)
    s.shape([(lx - 46, 230), (lx, 176), (lx + 46, 230)], coral)
    s.disc(lx, 174, 9, coral)
    # The sea breaks at its foot.
    for y, high, ink_, foam in (
        (836, 20, mix(ink, blue, 0.72), mix(blue, paper, 0.75)),
        (910, 28, blue, paper),
        (1000, 34, mix(ink, blue, 0.4), paper),
    ):
        phase = r.uniform(0, 6)

        def crest(x: float, y: float = y, high: float = high, phase: float = phase) -> float:
            # Cusped, as waves are in a woodcut: round troughs and sharp tops.
            return float(y - high + 1.8 * high * abs(sin(x / 190 + phase)) ** 0.6)

        s.path(ground([(x, crest(x)) for x in range(-60, 1700, 12)], smooth=False), ink_)
        for row in range(4):
            drop = 10 + row * high * 0.62
            x = -60.0
            while x < 1660:
                long = r.uniform(70, 190)
                spine = [(x + long * i / 6, crest(x + long * i / 6) + drop) for i in range(7)]
                s.brush(spine, [1, 9 - row * 1.8, 1], foam, steps=18)
                x += long + r.uniform(14, 60) * (1 + row)
    for cx, cy, reach in ((740, 880, 150), (700, 930, 120), (1560, 930, 110)):
        for _ in range(26):
            turn = radians(r.uniform(-160, -30))
            far_ = reach * r.uniform(0.2, 1)
            s.disc(
                cx + cos(turn) * far_,
                cy + sin(turn) * far_,
                r.uniform(3, 13) * (1.2 - far_ / 160),
                paper,
            )
    return s
