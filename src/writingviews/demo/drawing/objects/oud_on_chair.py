# ruff: noqa: C901, PLR0912 (a scene is one long list of shapes, drawn in order)
"""The picture ``oud-on-chair``."""

from math import cos, pi, radians, sin

from writingviews.demo.drawing.built import star
from writingviews.demo.drawing.sheet import (
    Plane,
    Sheet,
    arch_path,
    box_path,
    line_path,
    mix,
)


def oud_on_chair() -> Sheet:
    """An oud rests on a chair in the light of a window."""
    x: float
    y: float
    paper, apricot, rust, teal, ink = "#fcefd5", "#f0a95c", "#b4482f", "#2c6f74", "#2a1c26"
    s = Sheet("oud-on-chair", mix(teal, paper, 0.28))
    r = s.random
    s.shade(box_path(-20, -20, 1660, 820), mix(teal, ink, 0.5), (1640, 800), (500, 200))
    # Window light in a pointed arch on the wall, lattice in it.
    light = arch_path(420, 760, 420, 640, point=0.3)
    s.path(light, mix(paper, apricot, 0.35))
    s.shade(light, apricot, (420, 780), (420, 200))
    with s.layer(clip=light):
        for k in range(6):
            for j in range(9):
                s.path(
                    star(210 + k * 84 + (j % 2) * 42, 150 + j * 76, 32, 8, 0.62),
                    "none",
                    stroke=mix(teal, paper, 0.3),
                    stroke_width=8,
                )
    floor = box_path(-20, 770, 1660, 330)
    s.path(floor, mix(rust, ink, 0.25))
    s.box(-20, 756, 1660, 18, mix(teal, ink, 0.45))
    s.shade(floor, ink, (1640, 1110), (500, 780))
    # The rug.
    rug = Plane((120, 1120), (1560, 1120), (1330, 830), (330, 830))
    s.path(rug.patch(0, 0, 1, 1), rust)
    s.path(rug.patch(0.03, 0.05, 0.94, 0.9), mix(ink, teal, 0.4))
    s.path(rug.patch(0.06, 0.1, 0.88, 0.8), apricot)
    s.path(rug.patch(0.08, 0.13, 0.84, 0.74), rust)
    for k in range(17):
        u = 0.08 + k * 0.0525
        for v in (0.03, 0.92):
            s.path(
                line_path(
                    [
                        rug.at(u, v - 0.0),
                        rug.at(u + 0.018, v + 0.025),
                        rug.at(u, v + 0.05),
                        rug.at(u - 0.018, v + 0.025),
                    ]
                ),
                apricot,
            )
    for u in (0.24, 0.5, 0.76):
        s.path(
            line_path(
                [rug.at(u, 0.2), rug.at(u + 0.11, 0.5), rug.at(u, 0.8), rug.at(u - 0.11, 0.5)]
            ),
            teal,
        )
        s.path(
            line_path(
                [rug.at(u, 0.3), rug.at(u + 0.07, 0.5), rug.at(u, 0.7), rug.at(u - 0.07, 0.5)]
            ),
            paper,
        )
        s.path(
            line_path(
                [rug.at(u, 0.4), rug.at(u + 0.035, 0.5), rug.at(u, 0.6), rug.at(u - 0.035, 0.5)]
            ),
            rust,
        )
    for side in (0, 1):
        for k in range(22):
            a = rug.at(side, k / 21)
            s.line([a, (a[0] + (26 if side else -26), a[1] + 5)], paper, 4)
    # The chair: back to the right, rush seat.
    s.blob(
        [(560, 990), (900, 960), (1400, 1010), (1520, 1060), (1100, 1060), (700, 1040)],
        ink,
        opacity=0.55,
    )
    wood, dark = mix(rust, ink, 0.45), mix(ink, rust, 0.2)
    s.line([(1120, 700), (1136, 960)], dark, 26)
    s.line([(800, 690), (792, 944)], dark, 24)
    s.line([(1120, 710), (1160, 130)], wood, 30)
    s.line([(1010, 660), (1056, 118)], dark, 24)
    for k, y in enumerate((170, 290, 410, 530)):
        s.brush(
            [(1052 - k * 9, y), (1100 - k * 8, y - 16), (1156 - k * 8, y + 8)], [40, 46, 40], wood
        )
        s.cut(1096 - k * 8, y - 12, 90, 8, mix(wood, apricot, 0.5), 6)
    for x, y in ((1160, 128), (1057, 116)):
        s.disc(x, y - 16, 20, wood)
    seat = [(690, 716), (1010, 660), (1150, 706), (840, 778)]
    s.shape(seat, apricot)
    with s.layer(clip=line_path(seat)):
        cx_, cy_ = 922.0, 716.0
        for k in range(9):
            t = 1 - k / 9
            s.shape(
                [(cx_ + (x - cx_) * t, cy_ + (y - cy_) * t) for x, y in seat],
                mix(apricot, (rust, paper)[k % 2], 0.28),
            )
    s.line([(690, 722), (840, 786), (1150, 712)], wood, 24)
    s.line([(700, 726), (690, 1010)], wood, 28)
    s.line([(842, 790), (850, 1050)], wood, 30)
    s.line([(1140, 716), (1160, 1010)], wood, 26)
    s.line([(696, 880), (850, 920)], wood, 15)
    s.line([(850, 930), (1150, 880)], wood, 15)
    # The oud leans across seat and back: bowl of ribs behind, face before.
    with s.layer(move="translate(136 122) scale(.84) rotate(24 830 560)"):
        x, y = 830.0, 560.0
        bowl = (
            f"M{x - 30} {y - 300}C{x - 120} {y - 200} {x - 236} {y - 90} {x - 236} {y + 50}C"
            f"{x - 236} {y + 190} {x - 120} "
            f"{y + 262} {x} {y + 262}C{x + 140} {y + 262} {x + 262} {y + 180} {x + 262} "
            f"{y + 40}C{x + 262} {y - 100} {x + 120} {y - 210} {x + 34} {y - 300}Z"
        )
        s.path(bowl, ink, transform="translate(16 20)", opacity=0.5)
        s.path(bowl, mix(rust, ink, 0.55))
        for k in range(4):
            s.path(
                f"M{x + 36} {y - 296}C{x + 120 - k * 8} {y - 206} {x + 256 - k * 16} {y - 100} "
                f"{x + 256 - k * 16} {y + 40}C"
                f"{x + 256 - k * 16} {y + 172} {x + 140} {y + 250 - k * 5} {x + 20} "
                f"{y + 256 - k * 4}",
                "none",
                stroke=(apricot, mix(rust, ink, 0.3))[k % 2],
                stroke_width=5,
            )
        face = (
            f"M{x - 28} {y - 300}C{x - 110} {y - 200} {x - 212} {y - 90} {x - 212} {y + 44}C"
            f"{x - 212} {y + 172} {x - 110} "
            f"{y + 236} {x} {y + 236}C{x + 110} {y + 236} {x + 212} {y + 172} {x + 212} "
            f"{y + 44}C{x + 212} {y - 90} {x + 110} {y - 200} {x + 28} {y - 300}Z"
        )
        s.path(face, mix(apricot, paper, 0.35))
        s.shade(face, rust, (x + 240, y + 220), (x - 60, y - 40), strength=0.9)
        with s.layer(clip=face):
            for k in range(15):
                s.cut(
                    x - 196 + k * 28, y + r.uniform(-60, 120), 420, 3, mix(apricot, rust, 0.35), 90
                )
        s.path(face, "none", stroke=mix(rust, ink, 0.4), stroke_width=9)
        # Three roses.
        for rx, ry, z in ((0, -40, 62), (-96, 64, 32), (96, 64, 32)):
            s.disc(x + rx, y + ry, z * 1.16, mix(rust, ink, 0.3))
            s.disc(x + rx, y + ry, z, ink)
            s.path(star(x + rx, y + ry, z * 0.92, 8, 0.6, pi / 8), apricot)
            s.path(star(x + rx, y + ry, z * 0.6, 8, 0.6), ink)
            s.path(star(x + rx, y + ry, z * 0.44, 8, 0.5, pi / 8), apricot)
            s.disc(x + rx, y + ry, z * 0.12, ink)
        s.path(
            f"M{x - 46} {y + 60}Q{x} {y + 96} {x + 46} {y + 60}L{x + 40} {y + 116}L{x - 40} "
            f"{y + 116}Z",
            mix(ink, rust, 0.2),
        )
        s.box(x - 92, y + 150, 184, 26, mix(ink, rust, 0.25))
        s.cut(x, y + 158, 150, 6, apricot)
        # Neck, bent-back pegbox, pegs, strings.
        s.shape(
            [(x - 30, y - 296), (x + 30, y - 296), (x + 23, y - 520), (x - 23, y - 520)],
            mix(ink, rust, 0.18),
        )
        for k in range(3):
            s.path(
                line_path(
                    [
                        (x, y - 330 - k * 60),
                        (x + 12, y - 350 - k * 60),
                        (x, y - 370 - k * 60),
                        (x - 12, y - 350 - k * 60),
                    ]
                ),
                apricot,
            )
        s.box(x - 27, y - 528, 54, 13, paper)
        for k in range(6):
            off = -1 + k * 0.4
            s.line([(x + off * 19, y - 522), (x + off * 52, y + 156)], "#fff6df", 2.8)
        s.shape(
            [(x - 24, y - 526), (x + 24, y - 526), (x - 120, y - 650), (x - 160, y - 634)],
            mix(rust, ink, 0.35),
        )
        s.disc(x - 142, y - 645, 24, mix(rust, ink, 0.35))
        for k in range(5):
            px, py = x - 20 - k * 24, y - 550 - k * 20
            s.line([(px - 44, py + 34), (px + 42, py - 32)], ink, 8)
            s.disc(px + 45, py - 35, 11, apricot)
            s.disc(px - 47, py + 37, 11, apricot)
    # A glass of tea on a stool, and a plant in shadow.
    s.shape([(250, 842), (470, 842), (488, 872), (232, 872)], mix(teal, ink, 0.2))
    for lx in (260, 450):
        s.line([(lx, 872), (lx + (-14 if lx < 300 else 14), 1010)], mix(teal, ink, 0.5), 20)
    s.disc(360, 838, 66, paper, 14)
    s.path("M324 740Q336 786 332 830L388 830Q384 786 396 740Z", mix(paper, teal, 0.25), opacity=0.8)
    s.path("M328 762Q336 790 333 828L387 828Q384 790 392 762Z", rust)
    s.disc(360, 762, 32, mix(rust, apricot, 0.5), 7)
    s.brush([(352, 730), (340, 690), (366, 650), (350, 600)], [3, 12, 12, 2], paper)
    s.path("M1370 800L1560 800L1530 960L1400 960Z", mix(rust, ink, 0.15))
    s.box(1356, 786, 218, 28, mix(rust, apricot, 0.2))
    for k in range(13):
        turn = radians(-170 + k * 13.3)
        long = 230 + (k * 53) % 120
        s.brush(
            [
                (1465, 790),
                (1465 + cos(turn) * long * 0.5, 790 + sin(turn) * long * 0.8),
                (1465 + cos(turn) * long, 790 + sin(turn) * long),
            ],
            [12, 34, 2],
            mix(teal, ink, 0.35 + 0.25 * (k % 2)),
        )
    return s
