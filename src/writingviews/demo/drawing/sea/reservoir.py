# ruff: noqa: C901 (a scene is one long list of shapes, drawn in order)
"""The picture ``reservoir``."""

from math import cos, pi, sin

from writingviews.demo.drawing.nature import (
    cuts_over,
    ground,
    ridge,
    spruce,
    streak,
    water,
)
from writingviews.demo.drawing.sheet import (
    Sheet,
    box_path,
    curve_path,
    line_path,
    mix,
)


def reservoir() -> Sheet:
    """A curved dam holds a low lake; the bare rings on its banks show where water stood."""
    x: float
    paper, sand, clay, blue, ink = "#f5ead4", "#e4b878", "#b9683e", "#4d93a8", "#263b40"
    s = Sheet("reservoir", paper)
    r = s.random
    sky = box_path(-20, -20, 1660, 460)
    s.shade(sky, mix(blue, paper, 0.35), (0, -60), (0, 420))
    streak(s, 420, 120, 620, paper, 18)
    streak(s, 1180, 190, 540, paper, 14)
    far = ridge(r, 270, 90)
    s.path(ground(far, smooth=False), mix(blue, paper, 0.35))
    near = ridge(r, 350, 90)
    data = ground(near, smooth=False)
    s.path(data, mix(ink, blue, 0.45))
    s.shade(data, mix(ink, blue, 0.15), (300, 560), (500, 240))
    # Banks in rings: each lower ring paler, then the lake.
    centre, rings = (800.0, 470.0), 9
    for k in range(rings):
        t = k / (rings - 1)
        rx, ry = 1240 - 520 * t, 420 - 205 * t
        inkk = (
            mix(mix("#5f7a45", ink, 0.2), sand, min(1, t * 3))
            if k < 2
            else (mix(sand, paper, 0.55) if k % 2 else mix(sand, clay, 0.32))
        )
        ring = [
            (
                centre[0] + cos(2 * pi * i / 26) * rx * (1 + 0.09 * sin(3 * 2 * pi * i / 26 + 1)),
                centre[1] + 90 + sin(2 * pi * i / 26) * ry * (1 + 0.06 * cos(4 * 2 * pi * i / 26)),
            )
            for i in range(26)
        ]
        s.blob(ring, inkk)
        if k == 1:
            for _ in range(90):
                a = r.uniform(pi, 2 * pi)
                s.cut(
                    centre[0] + cos(a) * rx * 1.03,
                    centre[1] + 90 + sin(a) * ry * 1.04,
                    34,
                    18,
                    mix("#5f7a45", ink, 0.55),
                    r.uniform(-100, -80),
                )
    lake = curve_path(
        [
            (
                centre[0] + cos(2 * pi * i / 26) * 690 * (1 + 0.09 * sin(6 * pi * i / 26 + 1)),
                centre[1] + 90 + sin(2 * pi * i / 26) * 198 * (1 + 0.06 * cos(8 * pi * i / 26)),
            )
            for i in range(26)
        ]
    )
    s.path(lake, blue)
    s.shade(lake, mix(blue, paper, 0.55), (800, 360), (800, 600))
    s.shade(lake, mix(blue, ink, 0.5), (1500, 760), (900, 480))
    with s.layer(clip=lake):
        water(s, 400, 740, paper, 34)
        for x, h in ((520, 60), (560, 44), (1010, 50)):
            s.line([(x, 540), (x - 4, 540 - h)], ink, 6)
            s.line([(x - 2, 540 - h * 0.6), (x + 18, 540 - h * 0.95)], ink, 4)
            s.cut(x, 546, 70, 5, ink)

    # The dam: one great arch of concrete across the foot of the picture.
    def crest(x: float) -> float:
        return 800 - 105 * sin(pi * (x + 60) / 1720) ** 0.8 if 0 <= x + 60 <= 1720 else 800

    xs = list(range(-60, 1681, 29))
    wall_top = [(float(x), crest(x) + 62) for x in xs]
    s.shape([*[(float(x), crest(x)) for x in xs], (1680, 1120), (-60, 1120)], mix(paper, ink, 0.12))
    wall = line_path([*wall_top, (1680, 1120), (-60, 1120)])
    s.path(wall, mix(paper, ink, 0.34))
    s.shade(wall, mix(ink, blue, 0.2), (0, 1000), (900, 860))
    s.shade(wall, mix(ink, blue, 0.2), (0, 1130), (0, 860), strength=0.8)
    with s.layer(clip=wall):
        for k in range(23):
            x = -40 + k * 75.0
            s.line([(x, 700), (800 + (x - 800) * 0.86, 1100)], mix(paper, ink, 0.5), 4)
        for k in range(1, 5):
            s.curve([(float(x), crest(x) + 62 + k * 70) for x in xs], mix(paper, ink, 0.5), 3)
    s.curve([(float(x), crest(x) + 30) for x in xs], mix(paper, clay, 0.1), 26)
    s.curve([(float(x), crest(x)) for x in xs], ink, 7)
    s.curve([(float(x), crest(x) + 62) for x in xs], ink, 9)
    for x in xs[::2]:
        s.line([(x, crest(x) + 4), (x, crest(x) - 15)], ink, 4)
    s.curve([(float(x), crest(x) - 15) for x in xs], ink, 4)
    for x in (430, 800, 1170):
        y = crest(x)
        s.box(x - 34, y - 62, 68, 118, paper)
        s.box(x + 8, y - 62, 26, 118, mix(paper, ink, 0.35))
        s.box(x - 42, y - 74, 84, 16, clay)
        s.box(x - 18, y - 36, 18, 30, ink)
    for x in (660, 940):
        spill = line_path(
            [(x - 20, crest(x) + 118), (x + 20, crest(x) + 118), (x + 58, 1100), (x - 58, 1100)]
        )
        s.path(spill, mix(blue, paper, 0.7))
        s.disc(x, crest(x) + 116, 24, ink, 14)
        with s.layer(clip=spill):
            cuts_over(
                s, (x - 60, crest(x) + 130, 120, 280), 26, blue, length=(40, 110), width=5, turn=88
            )
    spruce(s, 70, 810, 260, mix(ink, "#3f5b33", 0.4))
    spruce(s, 170, 790, 180, mix(ink, "#3f5b33", 0.6))
    spruce(s, 1530, 800, 250, mix(ink, "#3f5b33", 0.4))
    return s
