# ruff: noqa: C901 (a scene is one long list of shapes, drawn in order)
"""The picture ``rooftops-rain``."""

from math import cos, radians, sin

from writingviews.demo.drawing.built import sash
from writingviews.demo.drawing.sheet import (
    WIDTH,
    Plane,
    Point,
    Sheet,
    box_path,
    line_path,
    mix,
)


def rooftops_rain() -> Sheet:
    """Tiled roofs step down under slanting rain; one attic is lit."""
    h: float
    w: float
    x: float
    y: float
    paper, tile, slate, lamp, ink = "#e9e4d8", "#b5543c", "#6d8796", "#ffce5e", "#263645"
    s = Sheet("rooftops-rain", mix(slate, paper, 0.35))
    r = s.random
    sky = box_path(-20, -20, 1660, 700)
    s.shade(sky, mix(slate, ink, 0.45), (0, -60), (0, 620))
    for x, y, w, t in (
        (300, 120, 900, 0.3),
        (1050, 70, 1100, 0.42),
        (1400, 210, 800, 0.24),
        (480, 250, 840, 0.2),
        (950, 300, 700, 0.14),
    ):
        for _ in range(7):
            s.cut(
                x + r.uniform(-0.3, 0.3) * w,
                y + r.uniform(-34, 34),
                w * r.uniform(0.4, 0.9),
                r.uniform(40, 84),
                mix(slate, ink, t + r.uniform(-0.06, 0.06)),
            )
    for base, share in ((470, 0.55), (540, 0.38)):
        x = -60.0
        while x < WIDTH:
            w, h = r.uniform(90, 200), r.uniform(60, 150)
            tone = mix(slate, paper, share)
            s.shape(
                [
                    (x, 800),
                    (x, base - h),
                    (x + w * 0.3, base - h - r.uniform(30, 70)),
                    (x + w, base - h),
                    (x + w, 800),
                ],
                tone,
            )
            if r.random() < 0.5:
                s.box(x + w * 0.6, base - h - 70, 22, 90, tone)
            x += w * 0.9
    s.shape(
        [(1180, 560), (1180, 300), (1214, 200), (1248, 300), (1248, 560)], mix(slate, paper, 0.3)
    )
    s.line([(1214, 210), (1214, 150)], mix(slate, paper, 0.3), 6)

    def roof(points: list[Point], ink_: str, rows: int, *, dark: bool) -> None:
        data = line_path(points)
        s.path(data, ink_)
        a, b, c, d = points
        plane = Plane(d, c, b, a)
        columns = int(abs(c[0] - d[0]) / 40)
        with s.layer(clip=data):
            for row in range(rows):
                v = row / rows
                out = "".join(
                    f"M{p[0]:.1f} {p[1]:.1f}Q{q[0]:.1f} {q[1]:.1f} {t[0]:.1f} {t[1]:.1f}"
                    for k in range(columns)
                    for p, q, t in (
                        (
                            plane.at((k + row % 2 / 2) / columns, v + 0.55 / rows),
                            plane.at((k + 0.5 + row % 2 / 2) / columns, v - 0.5 / rows),
                            plane.at((k + 1 + row % 2 / 2) / columns, v + 0.55 / rows),
                        ),
                    )
                )
                s.path(out, "none", stroke=mix(ink_, ink, 0.42), stroke_width=4)
            for _ in range(columns * rows // 9):
                u, v = r.randrange(columns), r.randrange(rows)
                s.path(
                    plane.patch(u / columns, v / rows, 0.9 / columns, 0.7 / rows),
                    mix(ink_, r.choice([ink, paper]), 0.2),
                )
        s.shade(
            data,
            ink,
            points[2] if dark else (points[2][0], points[2][1] + 40),
            (points[0][0], points[0][1]),
            strength=0.85 if dark else 0.45,
        )
        s.line([a, b], mix(ink_, ink, 0.5), 13)
        s.line([(a[0] + 4, a[1] - 4), (b[0], b[1] - 4)], mix(ink_, paper, 0.45), 4)

    def chimney(x: float, y: float, w: float, h: float, tone: str) -> None:
        s.box(x, y, w, h, tone)
        s.box(x + w * 0.6, y, w * 0.4, h, mix(tone, ink, 0.4))
        s.box(x - w * 0.12, y - 12, w * 1.24, 18, ink)
        for k in (0.2, 0.62):
            s.box(x + w * k, y - 46, w * 0.2, 36, mix(tile, ink, 0.25))
        for k in range(int(h / 26)):
            s.line([(x + 4, y + 22 + k * 26), (x + w - 4, y + 22 + k * 26)], mix(tone, ink, 0.3), 3)

    chimney(395, 420, 70, 160, mix(tile, paper, 0.3))
    roof([(120, 500), (640, 500), (760, 690), (-40, 690)], mix(tile, slate, 0.42), 7, dark=False)
    chimney(1330, 400, 80, 180, mix(slate, paper, 0.3))
    roof([(900, 520), (1700, 520), (1700, 730), (790, 730)], mix(slate, ink, 0.22), 7, dark=True)
    # Middle: a wall with a lit window between two slopes.
    s.box(560, 590, 330, 400, mix(paper, slate, 0.3))
    s.shade(box_path(560, 590, 330, 400), mix(slate, ink, 0.4), (890, 900), (560, 600))
    roof([(640, 520), (800, 520), (935, 660), (515, 660)], tile, 5, dark=False)
    glow_at = (735.0, 770.0)
    s.glow(*glow_at, 230, lamp, strength=0.65)
    sash(s, 680, 700, 110, 140, lamp, ink, columns=2, rows=2)
    s.box(660, 858, 150, 16, ink)
    for k in range(5):
        px = 690 + k * 22
        s.brush([(px, 858), (px + r.uniform(-12, 12), 832)], [7, 2], "#4f7a52")
    s.box(684, 846, 104, 16, tile)
    chimney(1010, 560, 110, 260, mix(tile, paper, 0.12))
    roof([(-200, 740), (420, 740), (640, 1110), (-200, 1110)], tile, 10, dark=True)
    roof(
        [(1010, 760), (1900, 760), (1760, 1120), (760, 1120)], mix(tile, ink, 0.14), 10, dark=False
    )
    # A dormer in the near roof, an aerial, a cat in the wet.
    s.shape(
        [(1180, 930), (1180, 800), (1270, 720), (1360, 800), (1360, 930)], mix(paper, slate, 0.2)
    )
    s.shade(box_path(1180, 790, 180, 140), slate, (1360, 900), (1180, 800))
    sash(s, 1228, 806, 84, 96, mix(slate, ink, 0.35), ink, columns=2, rows=2, bar=7)
    s.shape([(1150, 816), (1270, 702), (1392, 816), (1392, 790), (1270, 672), (1150, 790)], ink)
    s.line([(240, 740), (240, 560)], ink, 6)
    for k in range(5):
        s.line([(190 + k * 6, 580 + k * 22), (290 - k * 6, 580 + k * 22)], ink, 4)
    s.blob([(1500, 764), (1492, 726), (1502, 690), (1530, 682), (1550, 716), (1560, 764)], ink)
    s.blob([(1492, 690), (1486, 660), (1512, 650), (1534, 664), (1530, 692)], ink)
    s.shape([(1488, 668), (1490, 640), (1504, 654)], ink)
    s.shape([(1514, 654), (1528, 640), (1532, 668)], ink)
    s.brush([(1552, 758), (1600, 764), (1618, 730)], [12, 10, 5], ink)
    # Rain, in pale cuts all one way, denser where it is far.
    for _ in range(330):
        x, y = r.uniform(-40, 1640), r.uniform(-40, 1060)
        long = r.uniform(40, 110)
        s.cut(x, y, long, 1.9, mix(paper, slate, r.choice([0.0, 0.0, 0.35])), 106)
    for _ in range(70):
        x, y = r.uniform(0, 1600), r.uniform(700, 1060)
        for turn in (-140, -90, -40):
            s.line(
                [
                    (x + cos(radians(turn)) * 5, y + sin(radians(turn)) * 5),
                    (x + cos(radians(turn)) * 13, y + sin(radians(turn)) * 13),
                ],
                paper,
                2.4,
            )
    return s
