"""The picture ``star-trails``."""

from math import cos, radians, sin

from writingviews.demo.drawing.built import person
from writingviews.demo.drawing.nature import (
    grass,
    ground,
    ridge,
    spruce,
)
from writingviews.demo.drawing.sheet import (
    Point,
    Sheet,
    box_path,
    line_path,
    mix,
)


def star_trails() -> Sheet:
    """Stars draw their circles about the pole above a hut in the firs."""
    paper, aqua, gold, blue, ink = "#f8f1dc", "#8fd0cf", "#f3c25f", "#27508c", "#0e1a38"
    s = Sheet("star-trails", ink)
    r = s.random
    sky = box_path(-20, -20, 1660, 1110)
    s.path(sky, mix(ink, blue, 0.55))
    s.glow(900, 330, 900, mix(blue, aqua, 0.22), strength=0.9)
    s.shade(sky, mix(gold, blue, 0.35), (0, 960), (0, 640), strength=0.8)
    px, py = 900.0, 330.0
    for k in range(118):
        rad = 16 + k * 10.6 + r.uniform(-3, 3)
        ink_ = r.choice([paper, paper, aqua, aqua, gold, mix(blue, aqua, 0.5)])
        start = r.uniform(0, 360)
        pieces = 1 if k < 8 else r.choice([2, 3, 3, 4])
        for j in range(pieces):
            a0 = start + j * 360 / pieces + r.uniform(-14, 14)
            sweep = r.uniform(46, 84)
            pts: list[Point] = []
            for i in range(15):
                a = radians(a0 + sweep * i / 14)
                pts.append((px + cos(a) * rad, py + sin(a) * rad))
            s.brush(pts, [0.8, r.uniform(3.2, 6.4), 1.0], ink_, steps=22)
    s.disc(px, py, 9, paper)
    s.cut(px, py, 54, 5, paper)
    s.cut(px, py, 54, 5, paper, 90)
    s.path(ground(ridge(r, 830, 90, rough=0.6), smooth=False), mix(blue, aqua, 0.12))
    low = ground(ridge(r, 900, 36), smooth=False)
    s.path(low, mix(blue, ink, 0.2))
    s.shade(low, mix(blue, aqua, 0.4), (0, 1010), (0, 880), strength=0.8)
    s.path(
        ground([(-60, 985), (300, 950), (700, 965), (1100, 940), (1680, 985)]), mix(blue, ink, 0.62)
    )
    dark = mix(ink, "#000814", 0.45)
    for x, f, h in (
        (40, 1060, 560),
        (150, 1050, 400),
        (270, 1030, 300),
        (350, 1020, 210),
        (-50, 1080, 460),
        (1250, 1020, 260),
        (1340, 1030, 360),
        (1450, 1060, 520),
        (1560, 1070, 640),
        (1640, 1080, 480),
        (450, 1000, 150),
        (1170, 1000, 170),
    ):
        spruce(s, x, f, h, dark)
    # The hut, its window warm, and somebody looking up.
    s.box(650, 850, 230, 120, mix(ink, gold, 0.12))
    for k in range(5):
        s.line([(650, 866 + k * 22), (880, 866 + k * 22)], dark, 5)
    s.shape([(612, 866), (766, 750), (918, 866), (918, 842), (766, 722), (612, 842)], dark)
    s.shape([(636, 848), (766, 750), (894, 848)], mix(ink, gold, 0.12))
    s.box(828, 720, 30, 90, dark)
    s.box(684, 882, 62, 54, gold)
    s.line([(715, 882), (715, 936)], dark, 5)
    s.line([(684, 909), (746, 909)], dark, 5)
    s.box(794, 874, 52, 96, dark)
    s.glow(715, 912, 170, gold, strength=0.5)
    s.box(684, 882, 62, 54, mix(gold, paper, 0.4))
    s.line([(715, 882), (715, 936)], dark, 5)
    s.line([(684, 909), (746, 909)], dark, 5)
    s.shade(
        line_path([(684, 968), (746, 968), (800, 1060), (620, 1060)]),
        gold,
        (0, 950),
        (0, 1060),
        strength=0.7,
    )
    person(s, 1010, 1005, 128, dark, dark, legs=dark, hair=dark)
    tripod = 1062.0
    for foot in (-26, 2, 30):
        s.line([(tripod, 922), (tripod + foot, 1006)], dark, 5)
    s.box(tripod - 16, 900, 34, 24, dark)
    grass(s, -20, 1620, 1074, dark, count=120, height=60)
    return s
