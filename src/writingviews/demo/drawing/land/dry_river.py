# ruff: noqa: C901, PLR0912 (a scene is one long list of shapes, drawn in order)
"""The picture ``dry-river``."""

from writingviews.demo.drawing.nature import (
    branches,
    ground,
    ridge,
)
from writingviews.demo.drawing.sheet import (
    Point,
    Sheet,
    along,
    box_path,
    curve_path,
    line_path,
    mix,
    round_path,
)


def dry_river() -> Sheet:
    """The bed of a river, split into plates; a boat lies where it was left."""
    paper, sand, clay, rust, ink = "#fbeed3", "#ecc18a", "#cf8a57", "#a94f33", "#3a2a33"
    s = Sheet("dry-river", mix(sand, paper, 0.55))
    r = s.random
    s.shade(box_path(-20, -20, 1660, 520), mix(rust, sand, 0.45), (0, -120), (0, 420))
    s.disc(1110, 210, 104, paper)
    for k in range(3):
        s.path(
            round_path(1110, 210, 150 + k * 54),
            "none",
            stroke=mix(paper, sand, 0.35 + k * 0.2),
            stroke_width=9 - k * 2,
        )
    s.path(ground(ridge(r, 400, 60), smooth=False), mix(clay, paper, 0.35))
    s.path(ground(ridge(r, 440, 36), smooth=False), mix(rust, clay, 0.5))
    horizon = 470.0
    bed = line_path(
        [
            (720, horizon),
            (860, horizon),
            (1080, 560),
            (1700, 760),
            (1700, 1120),
            (-100, 1120),
            (-100, 760),
            (430, 570),
        ]
    )
    s.box(-20, horizon - 4, 1660, 660, clay)
    s.shade(box_path(-20, horizon, 1660, 300), rust, (0, 760), (0, 460), strength=0.8)
    s.path(bed, mix(sand, paper, 0.35))

    # Cracks: a jittered lattice laid in perspective; each cell shrunk makes a plate.
    def place(u: float, v: float) -> Point:
        v = max(v, 0.0)
        y = horizon + 6 + (640 * v**2.1)
        return (790 + (u - 0.5) * (150 + 3300 * v**1.75), y)

    columns, rows = 26, 17
    knots = [
        [
            place(
                (c + r.uniform(-0.36, 0.36) + (0.5 if w % 2 else 0)) / columns,
                (w + r.uniform(-0.34, 0.34)) / rows,
            )
            for c in range(columns + 1)
        ]
        for w in range(rows + 1)
    ]
    with s.layer(clip=bed):
        s.path(bed, mix(rust, ink, 0.55))
        for w in range(rows):
            for c in range(columns):
                cell = [knots[w][c], knots[w][c + 1], knots[w + 1][c + 1], knots[w + 1][c]]
                cx = sum(p[0] for p in cell) / 4
                cy = sum(p[1] for p in cell) / 4
                if not -150 < cx < 1750:
                    continue
                depth = (cy - horizon) / 600
                keep = 0.91 - 0.02 * depth
                small = [(cx + (x - cx) * keep, cy + (y - cy) * keep) for x, y in cell]
                edges: list[Point] = []
                for i in range(4):
                    a, b = small[i], small[(i + 1) % 4]
                    edges += [
                        (a[0] * 0.86 + b[0] * 0.14, a[1] * 0.86 + b[1] * 0.14),
                        (
                            a[0] * 0.5 + b[0] * 0.5 + r.uniform(-8, 8) * depth,
                            (a[1] + b[1]) / 2 + r.uniform(-5, 5) * depth,
                        ),
                        (a[0] * 0.14 + b[0] * 0.86, a[1] * 0.14 + b[1] * 0.86),
                    ]
                tone = mix(mix(sand, paper, 0.4 - 0.3 * depth), clay, r.uniform(0, 0.32))
                s.shape([(x + 2, y + 9 * depth) for x, y in edges], mix(rust, clay, 0.35))
                s.shape(edges, tone)
                if r.random() < 0.55 and depth > 0.12:
                    s.line(
                        [cell[0], (cx + r.uniform(-20, 20) * depth, cy), cell[2]],
                        mix(rust, ink, 0.3),
                        3.2 * depth + 0.6,
                    )
    s.shade(bed, rust, (1500, 1150), (800, 640), strength=0.85)
    # What is left of the stream.
    s.brush(
        [(800, 480), (770, 500), (830, 526), (770, 556), (850, 590)], [4, 8, 11, 14, 3], "#8fb3b5"
    )
    s.brush([(800, 482), (775, 502), (828, 526)], [1, 3, 4], paper)
    # Banks with their roots and dry reeds.
    left = ground([(-60, 640), (120, 600), (300, 590), (430, 566)])
    for bank, shift in (
        (([(-60, 610), (120, 575), (300, 568), (470, 545), (560, 520), (660, 492)]), 1),
        (([(1680, 600), (1500, 575), (1290, 560), (1120, 530), (980, 502), (900, 486)]), -1),
    ):
        foot = [(x + shift * 40, y + 90 * (1 - abs(x - bank[0][0]) / 800)) for x, y in bank]
        s.blob([*bank, *foot[::-1]], mix(rust, ink, 0.3))
        s.curve(bank, mix("#9b9a55", clay, 0.35), 16)
        for x, y in along(bank, 40):
            tall = 66 * (1 - abs(x - bank[0][0]) / 820) + 8
            for _ in range(3):
                s.brush(
                    [
                        (x, y + 4),
                        (x + r.uniform(-10, 10), y - tall * 0.6),
                        (x + r.uniform(-24, 24), y - tall),
                    ],
                    [5, 3, 1],
                    mix("#9b9a55", r.choice([sand, ink, rust]), 0.4),
                )
    del left
    # The bare tree and the boat aground.
    branches(s, 210, 640, 130, -86, 44, ink, 6)
    s.brush([(150, 660), (210, 630), (290, 668)], [8, 40, 6], ink)
    s.shape([(860, 905), (1400, 905), (1560, 960), (1000, 985)], mix(rust, ink, 0.35), opacity=0.75)
    with s.layer(move="rotate(-9 1120 860)"):
        inner = curve_path([(830, 775), (1100, 740), (1400, 770), (1120, 820)])
        s.path(inner, mix(ink, rust, 0.2))
        for k in range(4):
            s.line([(930 + k * 105, 755), (935 + k * 105, 805)], mix(sand, rust, 0.4), 13)
        side = (
            "M820 772C930 822 1290 826 1424 752C1400 850 1340 905 1240 920L980 922"
            "C890 902 836 850 820 772Z"
        )
        s.path(side, "#4f7f86")
        with s.layer(clip=side):
            s.curve([(820, 806), (1000, 850), (1250, 850), (1420, 790)], paper, 20)
            for k in range(3):
                s.curve(
                    [
                        (840, 842 + k * 26),
                        (1000, 880 + k * 24),
                        (1250, 880 + k * 24),
                        (1400, 830 + k * 26),
                    ],
                    mix("#4f7f86", ink, 0.4),
                    4,
                )
            for _ in range(26):
                s.cut(
                    r.uniform(840, 1380),
                    r.uniform(800, 920),
                    r.uniform(16, 60),
                    7,
                    mix(sand, rust, 0.4),
                    r.uniform(-12, 12),
                )
        s.shade(side, ink, (1000, 960), (1160, 790), strength=0.95)
        s.curve([(818, 770), (930, 818), (1290, 820), (1428, 748)], ink, 13)
    s.line([(1330, 860), (1560, 1000)], mix(sand, ink, 0.45), 13)
    s.blob(
        [(1540, 980), (1600, 1000), (1640, 1050), (1590, 1050), (1548, 1012)], mix(sand, ink, 0.45)
    )
    for gx, gy in ((640, 160), (560, 210), (720, 230)):
        s.brush([(gx - 36, gy - 2), (gx - 12, gy - 12), (gx, gy)], [1, 8, 3], ink)
        s.brush([(gx + 36, gy - 8), (gx + 12, gy - 14), (gx, gy)], [1, 8, 3], ink)
    return s
