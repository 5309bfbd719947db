# ruff: noqa: C901 (a scene is one long list of shapes, drawn in order)
"""The picture ``bee-hives``."""

from math import cos, pi, sin

from writingviews.demo.drawing.nature import (
    cloud,
    crown,
    grass,
    ground,
    ridge,
)
from writingviews.demo.drawing.sheet import (
    Point,
    Sheet,
    along,
    box_path,
    line_path,
    mix,
)


def bee_hives() -> Sheet:
    """Painted hives stand in an orchard in blossom."""
    fx: float
    fy: float
    z: float
    paper, honey, pink, green, ink = "#fdf4df", "#f2b431", "#eea3a0", "#7eb069", "#2c4450"
    s = Sheet("bee-hives", "#bfe3dd")
    r = s.random
    s.shade(box_path(-20, -20, 1660, 620), paper, (0, 560), (0, 0))
    cloud(s, 820, 190, 420, paper)
    cloud(s, 1240, 120, 300, paper)
    s.path(ground(ridge(r, 470, 50)), mix(green, "#bfe3dd", 0.5))
    s.path(ground(ridge(r, 540, 36)), mix(green, ink, 0.12))
    for k in range(13):
        x = 40 + k * 126 + r.uniform(-20, 20)
        s.brush([(x, 620), (x, 560)], [12, 8], mix(ink, pink, 0.3))
        crown(s, x, 530, 62, 56, pink, lit=paper, dark=mix(pink, ink, 0.35), leaf=14, leaves=36)
    meadow = ground([(-60, 620), (400, 595), (900, 612), (1680, 590)])
    s.path(meadow, mix(green, honey, 0.25))
    s.shade(meadow, mix(green, ink, 0.5), (0, 1120), (0, 600))

    def flowers(y0: float, y1: float, count: int, z: float) -> None:
        for _ in range(count):
            x, y = r.uniform(-10, 1610), r.uniform(y0, y1)
            tone = r.choice([paper, pink, honey, "#b06aa0"])
            s.line([(x, y), (x + r.uniform(-4, 4), y + z * 3)], mix(green, ink, 0.5), z * 0.25)
            if tone == paper:
                for j in range(6):
                    s.disc(
                        x + cos(j * pi / 3) * z * 0.7,
                        y + sin(j * pi / 3) * z * 0.55,
                        z * 0.45,
                        tone,
                    )
                s.disc(x, y, z * 0.42, honey)
            else:
                s.disc(x, y, z * 0.75, tone, z * 0.6)

    flowers(640, 740, 110, 8)

    def hive(x: float, foot: float, z: float, tone: str, boxes: int) -> None:
        s.blob(
            [
                (x - z * 0.7, foot + z * 0.06),
                (x + z * 0.8, foot + z * 0.02),
                (x + z * 1.5, foot + z * 0.22),
                (x, foot + z * 0.24),
            ],
            mix(green, ink, 0.55),
        )
        for lx in (-0.5, 0.42):
            s.box(x + z * lx, foot - z * 0.12, z * 0.1, z * 0.24, mix(ink, honey, 0.25))
        y = foot - z * 0.1
        side = z * 0.34
        for k in range(boxes):
            h = z * (0.5 if k < boxes - 1 else 0.36)
            face = box_path(x - z * 0.6, y - h, z * 1.0, h - 4)
            flank = line_path(
                [
                    (x + z * 0.4, y - h),
                    (x + z * 0.4 + side, y - h - z * 0.1),
                    (x + z * 0.4 + side, y - z * 0.1),
                    (x + z * 0.4, y - 4),
                ]
            )
            shade_ = mix(tone, paper, 0.14 * (k % 2))
            s.path(face, shade_)
            s.path(flank, mix(shade_, ink, 0.4))
            s.shade(face, mix(shade_, ink, 0.35), (x - z * 0.6, y), (x + z * 0.3, y - h))
            s.cut(x - z * 0.1, y - h * 0.55, z * 0.34, z * 0.07, mix(shade_, ink, 0.6))
            y -= h
        s.shape(
            [
                (x - z * 0.68, y),
                (x + z * 0.44, y),
                (x + z * 0.44 + side * 1.1, y - z * 0.13),
                (x - z * 0.32, y - z * 0.13),
            ],
            mix(paper, ink, 0.12),
        )
        s.box(x - z * 0.68, y - 4, z * 1.12, z * 0.09, paper)
        s.shape(
            [
                (x + z * 0.44, y - 4),
                (x + z * 0.44 + side * 1.1, y - z * 0.15),
                (x + z * 0.44 + side * 1.1, y - z * 0.06),
                (x + z * 0.44, y + z * 0.085),
            ],
            mix(paper, ink, 0.4),
        )
        s.box(x - z * 0.44, foot - z * 0.21, z * 0.66, z * 0.06, ink)
        s.shape(
            [
                (x - z * 0.52, foot - z * 0.12),
                (x + z * 0.32, foot - z * 0.12),
                (x + z * 0.24, foot - z * 0.03),
                (x - z * 0.6, foot - z * 0.03),
            ],
            mix(honey, paper, 0.4),
        )

    hive(300, 730, 150, mix(pink, ink, 0.05), 2)
    hive(560, 740, 160, paper, 3)
    hive(1010, 730, 150, "#6faec0", 2)
    hive(1290, 742, 165, honey, 3)
    flowers(760, 860, 110, 11)
    hive(180, 900, 260, "#6faec0", 2)
    hive(760, 930, 290, honey, 3)
    hive(1320, 940, 270, mix(pink, "#d3524a", 0.55), 2)
    grass(s, -20, 1620, 1000, mix(green, ink, 0.35), count=190, height=90)
    flowers(930, 1040, 120, 16)
    grass(s, -20, 1620, 1085, mix(green, ink, 0.6), count=140, height=110)
    flowers(1010, 1060, 26, 24)

    def bee(x: float, y: float, z: float, turn: float) -> None:
        with s.layer(move=f"rotate({turn:.0f} {x:.0f} {y:.0f})"):
            s.disc(x - z * 0.3, y - z * 0.8, z * 0.42, paper, z * 0.75, opacity=0.9)
            s.disc(x + z * 0.35, y - z * 0.75, z * 0.36, paper, z * 0.65, opacity=0.9)
            s.disc(x, y, z, honey, z * 0.62)
            for k in (-0.35, 0.15, 0.6):
                s.box(x + z * k - z * 0.12, y - z * 0.56, z * 0.22, z * 1.1, ink)
            s.disc(x - z * 0.95, y, z * 0.42, ink)

    loop: list[Point] = [
        (700, 610),
        (620, 480),
        (760, 380),
        (900, 440),
        (840, 540),
        (760, 470),
        (900, 300),
        (1080, 330),
    ]
    for k, (x, y) in enumerate(along(loop, 50)):
        if k % 2:
            s.disc(x, y, 3.5, ink)
    bee(1092, 334, 36, -12)
    for x, y, z, turn in (
        (690, 640, 24, 40),
        (420, 560, 22, 10),
        (480, 800, 30, -20),
        (1130, 560, 20, -20),
        (980, 860, 34, 20),
        (1180, 700, 20, 14),
        (260, 560, 18, 0),
        (1500, 640, 26, -14),
    ):
        bee(x, y, z, turn)
    # Blossoming boughs reach in from both sides.
    for start, bend, end, flip in (
        ((-40, 60), (220, 130), (520, 90), 1),
        ((1640, 30), (1440, 150), (1180, 250), -1),
    ):
        s.brush([start, bend, end], [54, 30, 8], mix(ink, pink, 0.22))
        for x, y in along([start, bend, end], 16)[2:]:
            tip = (x + r.uniform(-40, 60) * flip, y + r.uniform(-70, 90))
            s.brush([(x, y), tip], [10, 3], mix(ink, pink, 0.22))
            for _ in range(3):
                fx, fy, z = tip[0] + r.gauss(0, 26), tip[1] + r.gauss(0, 24), r.uniform(12, 20)
                tone = r.choice([paper, pink, mix(pink, paper, 0.5)])
                for j in range(5):
                    a = 2 * pi * j / 5 + fx
                    s.disc(fx + cos(a) * z * 0.72, fy + sin(a) * z * 0.72, z * 0.56, tone)
                s.disc(fx, fy, z * 0.34, mix(pink, "#c2414b", 0.7))
            s.cut(tip[0] + 24, tip[1] + 20, 46, 14, green, r.uniform(0, 90))
    return s
