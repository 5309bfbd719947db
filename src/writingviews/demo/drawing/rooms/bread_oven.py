# ruff: noqa: C901, PLR0912 (a scene is one long list of shapes, drawn in order)
"""The picture ``bread-oven``."""

from math import cos, pi, sin

from writingviews.demo.drawing.sheet import (
    Sheet,
    arch_path,
    box_path,
    curve_path,
    line_path,
    mix,
)


def bread_oven() -> Sheet:
    """Fire in a brick oven, and loaves going in on the peel."""
    paper, flame, orange, brick, ink = "#fdedc9", "#fcc544", "#ee7b30", "#a5482f", "#2c1a20"
    s = Sheet("bread-oven", mix(ink, brick, 0.35))
    r = s.random
    s.box(-20, -20, 1660, 900, mix(brick, ink, 0.42))
    for row in range(18):
        for k in range(18):
            x, y = -60 + k * 100 + (row % 2) * 50, -10 + row * 46
            s.path(
                box_path(x + 3, y + 3, 94, 40),
                mix(mix(brick, ink, 0.3), r.choice([ink, orange]), r.uniform(0, 0.2)),
            )
    s.shade(box_path(-20, -20, 1660, 900), ink, (0, -60), (0, 420))
    s.shade(box_path(-20, -20, 1660, 900), ink, (-20, 0), (330, 0))
    s.shade(box_path(-20, -20, 1660, 900), ink, (1620, 0), (1250, 0))
    s.glow(800, 600, 780, orange, strength=0.5)
    # Arch of wedge bricks.
    cx, cy = 800.0, 640.0
    for k in range(21):
        a0, a1 = pi + pi * k / 21, pi + pi * (k + 0.93) / 21
        ring = [
            (cx + cos(a) * rr * 1.12, cy + sin(a) * rr)
            for a, rr in ((a0, 345), (a1, 345), (a1, 445), (a0, 445))
        ]
        tone = mix(brick, r.choice([orange, ink, paper]), r.uniform(0.02, 0.22))
        s.shape(ring, tone)
        s.shade(
            line_path(ring),
            flame,
            ring[0],
            ((ring[2][0] + ring[0][0]) / 2, (ring[2][1] + ring[0][1]) / 2),
            strength=0.9,
        )
    keystone = [(764, 296), (836, 296), (856, 176), (744, 176)]
    s.shape(keystone, mix(paper, orange, 0.35))
    mouth = f"M{cx - 380} {cy}A380 338 0 0 1 {cx + 380} {cy}L{cx + 380} 720L{cx - 380} 720Z"
    s.path(mouth, ink)
    s.glow(800, 700, 420, mix(orange, brick, 0.35), strength=1.0, core=0.1, data=mouth)
    with s.layer(clip=mouth):
        for row in range(5):
            s.path(
                f"M{440 + row * 28} 720A{360 - row * 28} {320 - row * 40} 0 0 1 "
                f"{1160 - row * 28} 720",
                "none",
                stroke=mix(brick, ink, 0.5),
                stroke_width=4,
            )
        for k in range(9):
            x = 600 + k * 52
            s.line(
                [(x - 90, 690 - (k % 3) * 14), (x + 80, 706 - (k % 2) * 24)],
                mix(ink, brick, 0.4),
                24,
            )
            s.disc(x + 80, 706 - (k % 2) * 24, 12, mix(orange, brick, 0.4))

        def fire(x: float, foot: float, w: float, h: float, tone: str) -> None:
            s.path(
                f"M{x - w} {foot}C{x - w * 1.2} {foot - h * 0.4} {x - w * 0.3} {foot - h * 0.5}"
                f" {x - w * 0.35} "
                f"{foot - h * 0.8}C{x} {foot - h * 0.72} {x + w * 0.1} {foot - h * 0.86} "
                f"{x + w * 0.05} {foot - h}"
                f"C{x + w * 0.7} {foot - h * 0.8} {x + w * 0.3} {foot - h * 0.55} "
                f"{x + w * 0.62} {foot - h * 0.5}"
                f"C{x + w * 1.25} {foot - h * 0.3} {x + w} {foot - h * 0.1} {x + w} {foot}Z",
                tone,
            )

        for x, w, h in (
            (610, 92, 230),
            (1000, 96, 250),
            (800, 130, 330),
            (710, 90, 260),
            (900, 90, 240),
        ):
            fire(x, 714, w, h, orange)
        for x, w, h in (
            (620, 62, 150),
            (990, 66, 170),
            (806, 90, 240),
            (716, 60, 170),
            (900, 62, 160),
        ):
            fire(x, 714, w, h, flame)
        for x, w, h in ((810, 52, 140), (720, 34, 90), (905, 36, 96), (985, 34, 90), (630, 34, 80)):
            fire(x, 714, w, h, paper)
        for _ in range(46):
            s.disc(r.gauss(800, 150), r.uniform(330, 660), r.uniform(2, 5), flame)
    # Hearth stone and the arch for wood beneath.
    s.shape([(330, 700), (1270, 700), (1330, 772), (270, 772)], mix(paper, brick, 0.45))
    s.glow(
        800,
        700,
        420,
        flame,
        strength=0.8,
        data=line_path([(330, 700), (1270, 700), (1330, 772), (270, 772)]),
    )
    s.box(270, 770, 1060, 34, mix(brick, ink, 0.5))
    s.path(arch_path(800, 1110, 560, 260), ink)
    for row in range(3):
        for k in range(7 - row):
            x, y = 596 + row * 34 + k * 68, 1046 - row * 60
            s.disc(x, y, 34, mix(brick, ink, 0.3))
            s.disc(x, y, 27, mix(paper, orange, 0.4))
            s.disc(x, y, 17, mix(paper, orange, 0.62))
            s.disc(x, y, 8, mix(brick, orange, 0.3))

    def loaf(x: float, y: float, z: float, kind: int) -> None:
        crust = mix(orange, brick, 0.35)
        s.disc(x + z * 0.1, y + z * 0.5, z * 1.05, ink, z * 0.16, opacity=0.5)
        if kind == 0:
            data = (
                f"M{x - z} {y + z * 0.5}C{x - z * 1.1} {y - z * 0.7} {x + z * 1.1} {y - z * 0.7} "
                f"{x + z} {y + z * 0.5}Z"
            )
            s.path(data, crust)
            s.shade(data, flame, (x, y - z * 0.6), (x, y + z * 0.4))
            for k in (-0.5, 0, 0.5):
                s.cut(x + k * z, y - z * 0.04, z * 0.62, z * 0.13, paper, -60)
        else:
            data = curve_path(
                [
                    (x - z * 1.5, y + z * 0.34),
                    (x - z * 0.8, y - z * 0.22),
                    (x + z * 0.6, y - z * 0.3),
                    (x + z * 1.5, y + z * 0.1),
                    (x + z * 0.8, y + z * 0.5),
                    (x - z * 0.8, y + z * 0.56),
                ]
            )
            s.path(data, crust)
            s.shade(data, flame, (x, y - z * 0.4), (x, y + z * 0.5))
            for k in range(5):
                s.cut(
                    x - z * 0.95 + k * z * 0.48,
                    y + z * (0.12 - k * 0.02),
                    z * 0.42,
                    z * 0.12,
                    paper,
                    -48,
                )

    # The peel comes in from below right with three loaves.
    s.brush([(1660, 1010), (1350, 880), (1120, 800)], [40, 34, 30], mix(orange, ink, 0.45))
    blade = curve_path(
        [(1180, 800), (1120, 846), (860, 800), (690, 756), (700, 726), (930, 722), (1130, 756)]
    )
    s.path(blade, mix(orange, paper, 0.35))
    s.shade(blade, mix(orange, ink, 0.4), (1180, 850), (820, 720))
    for x, y, z in ((800, 716, 58), (930, 740, 60), (1058, 770, 62)):
        loaf(x, y, z, 0)
    # The table on the left, sacks and baskets.
    s.shape([(-20, 860), (470, 860), (520, 930), (-20, 930)], mix(orange, brick, 0.45))
    s.box(-20, 928, 540, 34, mix(brick, ink, 0.5))
    s.box(380, 960, 46, 140, mix(brick, ink, 0.6))
    for x, y, z, kind in (
        (90, 838, 62, 0),
        (250, 846, 58, 1),
        (400, 846, 56, 0),
        (170, 772, 58, 0),
        (310, 790, 50, 1),
        (120, 898, 54, 1),
        (330, 902, 60, 0),
    ):
        loaf(x, y, z, kind)
    sack = curve_path(
        [
            (1330, 1110),
            (1310, 940),
            (1370, 880),
            (1480, 874),
            (1580, 900),
            (1610, 1000),
            (1600, 1110),
        ]
    )
    s.path(sack, mix(paper, orange, 0.25))
    s.shade(sack, brick, (1640, 1080), (1380, 900))
    s.blob([(1370, 884), (1420, 860), (1520, 862), (1570, 900), (1470, 912)], paper)
    s.line([(1440, 900), (1520, 800)], mix(orange, ink, 0.3), 16)
    for x in (240, 1360):
        s.line([(x, 150), (x, 210)], ink, 6)
        for k in range(6):
            s.cut(
                x + (k - 2.5) * 12,
                262 + abs(k - 2.5) * -4,
                110,
                11,
                mix("#8f8a3c", ink, 0.25),
                90 + (k - 2.5) * 8,
            )
    return s
