# ruff: noqa: C901, PLR0912 (a scene is one long list of shapes, drawn in order)
"""The picture ``bicycle-lane``."""

from math import cos, pi, radians, sin

from writingviews.demo.drawing.built import windows
from writingviews.demo.drawing.nature import (
    crown,
)
from writingviews.demo.drawing.sheet import (
    Sheet,
    arch_path,
    box_path,
    mix,
    round_path,
)


def bicycle_lane() -> Sheet:
    """A loaded bicycle on the lane beneath plane trees."""
    paper, yellow, coral, green, ink = "#fdf2db", "#f6c445", "#e4573f", "#3f8f6f", "#1f3244"
    s = Sheet("bicycle-lane", "#cfe6df")
    r = s.random
    s.shade(box_path(-20, -20, 1660, 640), paper, (0, 560), (0, 0))
    x = -50.0
    tones = (coral, yellow, "#e9a48a", "#7fb7b0", paper, "#d98a4e", "#f0d9ac")
    for k, (w, h) in enumerate(
        ((240, 470), (210, 540), (270, 420), (220, 500), (250, 450), (230, 560), (290, 440))
    ):
        tone = mix(tones[k], "#cfe6df", 0.35)
        s.box(x, 640 - h, w, h, tone)
        s.shade(
            box_path(x, 640 - h, w, h), mix(tone, ink, 0.4), (x + w, 640), (x + w * 0.3, 500 - h)
        )
        s.box(x - 4, 628 - h, w + 8, 18, mix(tone, ink, 0.5))
        windows(
            s,
            x + 32,
            672 - h,
            int((w - 30) / 64),
            int((h - 150) / 108),
            (36, 62),
            (30, 46),
            mix(ink, "#cfe6df", 0.22),
            sill=paper,
        )
        s.path(arch_path(x + w / 2, 642, w * 0.5, 96), mix(ink, green, 0.3))
        for j in range(6):
            s.shape(
                [
                    (x + 20 + j * (w - 40) / 6, 536),
                    (x + 20 + (j + 1) * (w - 40) / 6, 536),
                    (x + 10 + (j + 1) * (w - 20) / 6, 570),
                    (x + 10 + j * (w - 20) / 6, 570),
                ],
                (tones[(k + 2) % 7], paper)[j % 2],
            )
        x += w
    s.box(-20, 640, 1660, 54, mix(paper, ink, 0.18))
    # Kerb, planted strip and the lane itself.
    s.box(-20, 690, 1660, 36, mix(green, ink, 0.35))
    for _ in range(130):
        gx = r.uniform(-20, 1620)
        s.brush(
            [(gx, 724), (gx + r.uniform(-16, 16), 690 - r.uniform(0, 40))],
            [9, 2],
            mix(green, r.choice([yellow, ink, paper]), 0.3),
        )
    s.box(-20, 722, 1660, 16, paper)
    lane = box_path(-20, 738, 1660, 270)
    s.path(lane, green)
    s.shade(lane, mix(green, ink, 0.6), (0, 1040), (0, 760))
    s.box(-20, 1000, 1660, 14, paper)
    s.box(-20, 1014, 1660, 80, mix(ink, paper, 0.18))
    for k in range(4):
        s.shape(
            [(60 + k * 470, 962), (270 + k * 470, 962), (250 + k * 470, 980), (40 + k * 470, 980)],
            paper,
        )
    dapple = mix(green, ink, 0.5)
    for _ in range(46):
        cx, cy = r.uniform(-20, 1620), r.uniform(760, 985)
        s.disc(cx, cy, r.uniform(30, 120), dapple, r.uniform(6, 16), opacity=0.6)
    # Trees along the street.
    for tx in (150, 1445):
        s.brush([(tx, 735), (tx + 8, 520), (tx - 6, 300)], [58, 40, 30], mix(ink, coral, 0.32))
        s.box(tx - 48, 716, 96, 16, mix(ink, paper, 0.25))
    for tx, ty, rx, ry, t in (
        (60, 210, 260, 190, 0.25),
        (300, 130, 230, 160, 0.1),
        (1560, 220, 250, 190, 0.25),
        (1350, 130, 260, 170, 0.1),
    ):
        crown(
            s,
            tx,
            ty,
            rx,
            ry,
            mix(green, ink, t),
            lit=mix(yellow, green, 0.35),
            dark=mix(green, ink, 0.7),
            leaf=30,
            leaves=120,
        )
    # The bicycle, large, with its shadow.
    rear, front, hub, z = (560.0, 800.0), (1040.0, 800.0), (760.0, 812.0), 152.0
    for cx in (rear[0], front[0]):
        s.disc(cx + 40, 962, z * 1.0, mix(green, ink, 0.72), 13)
    s.shape([(600, 955), (1100, 955), (1120, 968), (620, 970)], mix(green, ink, 0.72))
    for cx, cy in (rear, front):
        for k in range(24):
            a = 2 * pi * k / 24
            s.line(
                [(cx, cy), (cx + cos(a) * z * 0.92, cy + sin(a) * z * 0.92)],
                mix(paper, ink, 0.2),
                2.5,
            )
        s.path(round_path(cx, cy, z), "none", stroke=ink, stroke_width=17)
        s.path(round_path(cx, cy, z - 13), "none", stroke=mix(paper, yellow, 0.4), stroke_width=7)
        s.disc(cx, cy, 16, ink)
    head, low_head = (965.0, 545.0), (985.0, 615.0)
    for start, end, w in ((rear, hub, 13), (rear, (700, 600), 12)):
        s.line([start, end], coral, w)
    s.curve([head, (1000, 660), (1010, 740), front], coral, 16)
    s.line([(700, 600), hub], coral, 20)
    s.line([(698, 610), (975, 580)], coral, 20)
    s.line([hub, low_head], coral, 22)
    s.line([head, low_head], mix(coral, ink, 0.3), 24)
    s.line([(704, 610), (690, 540)], mix(paper, ink, 0.3), 12)
    s.blob(
        [(615, 536), (640, 518), (700, 524), (772, 530), (774, 544), (700, 556), (630, 560)], ink
    )
    s.curve([head, (955, 490), (930, 462), (870, 470), (840, 492)], ink, 13)
    s.line([(868, 472), (836, 496)], ink, 22)
    s.disc(hub[0], hub[1], 44, "none", stroke=ink, stroke_width=12)
    s.disc(hub[0], hub[1], 14, ink)
    s.line([hub, (800, 880)], ink, 12)
    s.line([(780, 884), (826, 878)], ink, 16)
    s.line([(rear[0], rear[1] + 18), (hub[0], hub[1] + 44)], ink, 4)
    s.line([(rear[0], rear[1] - 18), (hub[0], hub[1] - 44)], ink, 4)
    for cx, cy, a0, a1 in ((*rear, 180, 300), (*front, 200, 330)):
        arc = [
            (cx + cos(radians(a)) * (z + 20), cy + sin(radians(a)) * (z + 20))
            for a in range(a0, a1 + 1, 10)
        ]
        s.curve(arc, coral, 12)
    # Basket with bread and flowers before, a parcel behind.
    for k, (fx, fy, tone) in enumerate(
        (
            (1020, 470, yellow),
            (1058, 440, coral),
            (1096, 476, paper),
            (1125, 448, yellow),
            (1040, 420, paper),
        )
    ):
        s.curve([(1070, 560), ((1070 + fx) / 2 + 8, 520), (fx, fy)], mix(green, ink, 0.3), 6)
        for j in range(6):
            a = pi * j / 3 + k
            s.disc(fx + cos(a) * 15, fy + sin(a) * 15, 12, tone)
        s.disc(fx, fy, 9, mix(coral, ink, 0.4) if tone != coral else yellow)
    s.brush([(1110, 570), (1150, 490), (1170, 400)], [36, 40, 26], mix(yellow, coral, 0.4))
    for k in range(3):
        s.line([(1136 + k * 10, 500 - k * 32), (1166 + k * 8, 486 - k * 32)], paper, 6)
    s.shape([(990, 545), (1180, 545), (1158, 665), (1012, 665)], mix(yellow, ink, 0.3))
    for k in range(5):
        s.line(
            [(996 + k * 3, 566 + k * 22), (1176 - k * 4, 566 + k * 22)], mix(yellow, ink, 0.58), 6
        )
    for k in range(8):
        s.line([(1004 + k * 24, 548), (1018 + k * 19, 662)], mix(yellow, paper, 0.2), 5)
    s.line([(986, 546), (1184, 546)], mix(yellow, ink, 0.5), 14)
    s.line([(470, 640), (700, 634)], ink, 10)
    s.line([(480, 640), rear], ink, 8)
    s.box(474, 556, 158, 80, mix(paper, coral, 0.25))
    s.shade(box_path(474, 556, 158, 80), mix(coral, ink, 0.2), (630, 640), (480, 560))
    s.line([(552, 556), (552, 636)], coral, 8)
    s.line([(474, 596), (632, 596)], coral, 8)
    return s
