# ruff: noqa: C901 (a scene is one long list of shapes, drawn in order)
"""The picture ``olive-grove``."""

from math import cos, pi, sin

from writingviews.demo.drawing.nature import (
    crown,
    cuts_over,
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


def olive_grove() -> Sheet:
    """Old olives on terraces, silver under a hard light."""
    paper, straw, sage, umber, ink = "#fbf1da", "#e3b763", "#93a57a", "#8a5a3c", "#2b3d3c"
    s = Sheet("olive-grove", "#bcd9dc")
    r = s.random
    s.shade(box_path(-20, -20, 1660, 480), paper, (0, 430), (0, 0))
    s.disc(1240, 170, 78, "#fff3c2")
    s.path(ground(ridge(r, 330, 60)), mix("#7fa3b5", paper, 0.3))
    s.path(ground(ridge(r, 400, 50)), mix(sage, "#7fa3b5", 0.45))

    def small_tree(x: float, foot: float, z: float, tone: str) -> None:
        s.disc(x + z * 0.3, foot + 2, z * 0.9, mix(straw, umber, 0.6), z * 0.16)
        s.brush([(x, foot), (x - z * 0.05, foot - z * 0.5)], [z * 0.2, z * 0.12], umber)
        crown(
            s,
            x,
            foot - z * 0.85,
            z * 0.62,
            z * 0.5,
            tone,
            lit=mix(sage, paper, 0.55),
            dark=mix(tone, ink, 0.5),
            leaf=z * 0.2,
            leaves=34,
        )

    hill = ground([(-60, 470), (500, 430), (1000, 455), (1680, 420)])
    s.path(hill, mix(straw, paper, 0.2))
    for k in range(24):
        small_tree(
            20 + k * 68 + r.uniform(-12, 12), 492 + r.uniform(-12, 14), 46, mix(sage, ink, 0.1)
        )
    # Terraces with their dry walls.
    for i, (y, z) in enumerate(((530, 84), (612, 130), (730, 0))):
        top: list[Point] = [
            (-60, y + 16),
            (420, y - 6),
            (900, y + 18),
            (1300, y + 2),
            (1680, y - 14),
        ]
        wall = 26 + i * 12
        s.path(ground(top), mix(umber, paper, 0.45))
        lower = [(x, yy + wall) for x, yy in top]
        for x, yy in along(top, 46 - i * 8):
            for row in range(2):
                w = r.uniform(26, 46) * (0.8 + i * 0.25)
                s.blob(
                    [
                        (x - w / 2, yy + wall * (0.12 + row * 0.46)),
                        (x + w * 0.45, yy + wall * (0.1 + row * 0.46)),
                        (x + w / 2, yy + wall * (0.5 + row * 0.46)),
                        (x - w * 0.45, yy + wall * (0.52 + row * 0.46)),
                    ],
                    mix(
                        mix(paper, umber, 0.25), r.choice([ink, paper, straw]), r.uniform(0.05, 0.3)
                    ),
                )
        s.path(ground(lower), mix(straw, umber, 0.08 + i * 0.06))
        s.curve(top, mix(straw, paper, 0.4), 7)
        if z:
            for k in range(int(1700 / (z * 1.75))):
                small_tree(
                    10 + k * z * 1.75 + r.uniform(-14, 14),
                    y + wall + z * 0.3,
                    z,
                    mix(sage, ink, 0.12),
                )
    field = box_path(-20, 790, 1660, 300)
    s.shade(field, umber, (0, 1120), (0, 790), strength=0.85)
    cuts_over(
        s,
        (0, 800, 1600, 260),
        150,
        mix(straw, paper, 0.55),
        length=(14, 44),
        width=4,
        turn=-72,
        sway=18,
    )
    cuts_over(s, (0, 800, 1600, 260), 70, mix(umber, straw, 0.3), length=(20, 60), width=5, sway=8)

    def old_tree(x: float, foot: float, z: float, flip: int) -> None:
        shadow = mix(umber, ink, 0.45)
        for cx, cy, rx, ry in ((0.5, 0.05, 0.85, 0.09), (1.1, 0.12, 0.6, 0.08)):
            s.blob(
                [
                    (
                        x + z * (cx + cos(i * 0.6) * rx * r.uniform(0.8, 1.1)),
                        foot + z * (cy + sin(i * 0.6) * ry * r.uniform(0.8, 1.1)),
                    )
                    for i in range(10)
                ],
                shadow,
                opacity=0.55,
            )
        bark = mix(umber, ink, 0.25)
        # A trunk of several strands that part and twist.
        strands = (
            [(-0.2, 0.0), (-0.13, -0.25), (0.02, -0.42), (-0.16, -0.66), (-0.5, -0.92)],
            [(0.2, 0.02), (0.1, -0.2), (-0.06, -0.4), (0.1, -0.62), (0.42, -0.95)],
            [(0.0, 0.02), (0.05, -0.22), (0.02, -0.5), (0.02, -0.75), (-0.1, -1.1)],
            [(0.12, -0.32), (0.3, -0.52), (0.62, -0.7), (0.8, -0.86)],
            [(-0.1, -0.42), (-0.36, -0.56), (-0.66, -0.66), (-0.82, -0.8)],
        )
        for k, strand in enumerate(strands):
            pts = [(x + flip * px * z, foot + py * z) for px, py in strand]
            first = 0.24 if k < 3 else 0.13
            s.brush(
                pts,
                [z * first, z * first * 0.8, z * first * 0.62, z * 0.03],
                (bark, mix(bark, ink, 0.35), mix(bark, straw, 0.2))[k % 3],
            )
            for side in (-0.3, 0.05, 0.32):
                line = [(px + side * z * first * 0.8, py) for px, py in pts[:4]]
                s.curve(line, mix(bark, (straw, ink, paper)[k % 3], 0.4), z * 0.013)
        for bx, by, w in ((0.02, -0.3, 0.06), (-0.05, -0.16, 0.05)):
            s.cut(x + flip * bx * z, foot + by * z, z * 0.2, z * w, ink, 80)
        # Foliage in loose masses; the leaves are long cuts, pale above.
        masses = [
            (-0.75, -1.0, 0.42, 0.25),
            (0.68, -1.05, 0.45, 0.26),
            (-0.1, -1.28, 0.55, 0.3),
            (-0.42, -0.8, 0.24, 0.14),
            (0.95, -0.82, 0.24, 0.15),
            (0.28, -0.92, 0.26, 0.15),
        ]
        for mx, my, rx, ry in masses:
            cx, cy = x + flip * mx * z, foot + my * z
            s.blob(
                [
                    (
                        cx + cos(2 * pi * i / 11) * rx * z * r.uniform(0.7, 1.0),
                        cy + sin(2 * pi * i / 11) * ry * z * r.uniform(0.7, 1.0),
                    )
                    for i in range(11)
                ],
                mix(sage, ink, 0.5),
            )
            for _ in range(int(300 * rx)):
                a, far = r.uniform(0, 2 * pi), r.random() ** 0.5
                lx, ly = cx + cos(a) * far * rx * z * 1.12, cy + sin(a) * far * ry * z * 1.15
                high = -sin(a) * far + r.uniform(-0.5, 0.5)
                tone = (
                    mix(sage, paper, 0.5)
                    if high > 0.35
                    else sage
                    if high > -0.15
                    else mix(sage, ink, 0.3)
                )
                s.cut(
                    lx,
                    ly,
                    z * 0.075,
                    z * 0.02,
                    tone,
                    r.uniform(-70, 70) + (90 if r.random() < 0.4 else 0),
                )
            for _ in range(5):
                s.disc(
                    cx + r.uniform(-0.7, 0.7) * rx * z,
                    cy + r.uniform(-0.6, 0.8) * ry * z,
                    z * 0.016,
                    ink,
                    z * 0.021,
                )

    old_tree(1190, 880, 330, -1)
    old_tree(430, 990, 520, 1)
    # A ladder against the near tree and a basket of fruit.
    s.line([(690, 1020), (600, 560)], mix(umber, straw, 0.35), 13)
    s.line([(760, 1012), (650, 556)], mix(umber, straw, 0.35), 13)
    for k in range(9):
        t = k / 9 + 0.05
        s.line(
            [(690 - 90 * t, 1020 - 460 * t), (760 - 110 * t, 1012 - 456 * t)],
            mix(umber, paper, 0.35),
            9,
        )
    s.shape([(860, 935), (1040, 935), (1016, 1040), (884, 1040)], mix(straw, umber, 0.4))
    for row in range(4):
        for k in range(8):
            s.cut(878 + k * 22 + (row % 2) * 11, 956 + row * 22, 26, 9, mix(straw, paper, 0.35))
    for k in range(40):
        s.disc(
            870 + (k % 14) * 12.4,
            934 - (k // 14) * 12 + r.uniform(-4, 4),
            11,
            r.choice([ink, mix(ink, "#5d2d4e", 0.6), mix(sage, ink, 0.35)]),
            13,
        )
    s.line([(852, 940), (1048, 940)], mix(umber, ink, 0.2), 12)
    return s
