# ruff: noqa: C901 (a scene is one long list of shapes, drawn in order)
"""The picture ``microscope-desk``."""

from math import cos, pi, sin

from writingviews.demo.drawing.built import sash
from writingviews.demo.drawing.sheet import (
    Sheet,
    box_path,
    line_path,
    mix,
)


def microscope_desk() -> Sheet:
    """A microscope under the lamp, late; slides, a flask, an open notebook."""
    x: float
    y: float
    paper, lamp, coral, teal, ink = "#fcf0d8", "#ffd777", "#e2664a", "#2f7f86", "#17263d"
    s = Sheet("microscope-desk", mix(ink, teal, 0.35))
    r = s.random
    s.shade(box_path(-20, -20, 1660, 840), ink, (1640, 0), (500, 500))
    # Window with night town, shelves with jars.
    sash(
        s, 1130, 90, 340, 420, mix(ink, teal, 0.15), mix(teal, ink, 0.25), columns=2, rows=2, bar=14
    )
    s.disc(1380, 180, 40, paper)
    for k in range(9):
        h = 40 + (k * 37) % 90
        x = 1132 + k * 38
        s.box(x, 508 - h, 36, h, mix(ink, "#000000", 0.3))
        if k % 2:
            s.box(x + 10, 520 - h, 8, 10, lamp)
    s.box(1293, 90, 14, 420, mix(teal, ink, 0.25))
    s.box(1110, 520, 380, 26, mix(teal, paper, 0.2))
    # The cone of lamplight.
    cone = line_path([(250, 300), (460, 250), (1330, 860), (60, 860)])
    s.path(cone, mix(teal, lamp, 0.32), opacity=0.55)
    s.shade(cone, lamp, (360, 250), (640, 880), strength=0.9)
    desk = box_path(-20, 800, 1660, 300)
    s.path(desk, mix("#9b5f3d", ink, 0.35))
    s.disc(660, 890, 760, mix("#c98a4f", lamp, 0.2), 130)
    s.glow(660, 880, 900, "#9b5f3d", strength=0.0)
    with s.layer(clip=desk):
        for k in range(9):
            s.cut(
                r.uniform(0, 1600), 830 + k * 28, r.uniform(500, 1100), 4, mix("#9b5f3d", ink, 0.4)
            )
    s.shade(desk, ink, (0, 1120), (0, 900), strength=0.9)
    # The lamp: jointed arm from the left.
    s.path("M70 880Q70 846 150 846Q230 846 230 880Z", coral)
    s.line([(150, 850), (90, 520), (300, 250)], mix(ink, paper, 0.12), 18)
    s.disc(90, 520, 22, coral)
    s.disc(150, 846, 16, mix(ink, paper, 0.2))
    with s.layer(move="rotate(-24 350 255)"):
        s.path("M250 330Q250 190 350 176Q450 190 450 330Z", coral)
        s.shade(
            "M250 330Q250 190 350 176Q450 190 450 330Z", ink, (250, 260), (380, 250), strength=0.8
        )
        s.disc(350, 330, 100, "#fff6d6", 20)
        s.box(326, 146, 48, 34, mix(ink, paper, 0.15))

    # The microscope.
    x, y = 790.0, 0.0
    steel, lit, dark = mix(ink, teal, 0.25), mix(paper, teal, 0.12), mix(ink, "#000000", 0.2)
    s.disc(870, 912, 330, mix(ink, "#9b5f3d", 0.3), 34)
    s.path("M610 900Q610 846 690 838L1010 838Q1070 842 1070 900Z", steel)
    s.path("M610 900Q610 886 620 876L1060 876Q1070 886 1070 900Z", dark)
    s.path(
        "M640 866Q660 850 700 848L860 848",
        "none",
        stroke=mix(teal, paper, 0.5),
        stroke_width=7,
        stroke_linecap="round",
    )
    arm = "M930 840L1030 840C1090 700 1080 470 950 372L892 430C980 520 988 700 930 790Z"
    s.path(arm, steel)
    s.disc(1004, 700, 52, dark)
    s.disc(1004, 700, 40, mix(ink, paper, 0.25))
    s.disc(1004, 700, 14, dark)
    for k in range(16):
        a = 2 * pi * k / 16
        s.line(
            [(1004 + cos(a) * 34, 700 + sin(a) * 34), (1004 + cos(a) * 44, 700 + sin(a) * 44)],
            dark,
            4,
        )
    s.disc(1040, 600, 32, dark)
    s.disc(1040, 600, 23, mix(ink, paper, 0.25))
    s.shape([(630, 706), (946, 706), (946, 738), (630, 738)], dark)
    s.box(630, 700, 316, 14, mix(teal, paper, 0.3))
    s.box(690, 690, 150, 11, mix("#d6f0ee", teal, 0.1))
    s.disc(762, 695, 22, coral, 5)
    for k in (660, 860):
        s.box(k, 682, 44, 10, mix(ink, paper, 0.35))
    s.box(736, 738, 64, 40, steel)
    s.disc(768, 806, 46, mix(ink, paper, 0.2), 30)
    s.disc(768, 806, 34, lamp, 20)
    s.shade(
        line_path([(746, 790), (790, 790), (778, 712), (760, 712)]), lamp, (768, 800), (768, 700)
    )
    with s.layer(move=f"rotate(-22 {x + 90:.0f} {y + 420:.0f})"):
        s.box(800, 214, 96, 300, lit)
        s.box(858, 214, 38, 300, mix(teal, ink, 0.3))
        s.box(806, 214, 14, 300, "#ffffff")
        s.box(790, 300, 116, 22, coral)
        s.box(790, 470, 116, 40, dark)
        s.box(814, 120, 68, 96, dark)
        s.box(822, 120, 12, 96, mix(ink, paper, 0.3))
        s.box(806, 104, 84, 26, steel)
        s.path("M788 508h120l14 34h-148Z", steel)
    # Nosepiece with three objectives.
    for turn, h, tone in (
        (34, 92, mix(ink, paper, 0.25)),
        (-4, 120, lit),
        (-40, 84, mix(teal, paper, 0.2)),
    ):
        with s.layer(move=f"rotate({turn} 812 540)"):
            s.box(788, 556, 48, h * 0.55, tone)
            s.box(820, 556, 16, h * 0.55, mix(tone, ink, 0.5))
            s.shape(
                [(792, 556 + h * 0.55), (832, 556 + h * 0.55), (824, 556 + h), (800, 556 + h)],
                mix(tone, ink, 0.3),
            )
            s.box(786, 574, 52, 8, coral)
    s.disc(812, 536, 72, steel, 40)
    s.disc(800, 526, 40, mix(teal, paper, 0.35), 14)
    # Notebook with drawn cells, pencil, slides, flask, plant in a beaker.
    s.shape([(80, 960), (330, 925), (350, 1010), (70, 1060)], "#fff8e6")
    s.shape([(330, 925), (560, 950), (600, 1042), (350, 1010)], paper)
    s.line([(330, 925), (350, 1010)], mix(ink, paper, 0.5), 4)
    for cx_, cy_ in ((160, 990), (220, 978), (190, 1018), (260, 1004)):
        s.disc(cx_, cy_, 30, "none", 15, stroke=teal, stroke_width=4)
        s.disc(cx_ + 6, cy_, 7, coral, 4)
    for k in range(5):
        s.line([(376, 962 + k * 14), (530 + k * 8, 977 + k * 14)], mix(ink, paper, 0.55), 3)
    s.line([(430, 930), (600, 1010)], lamp, 12)
    s.line([(600, 1010), (618, 1019)], ink, 8)
    for k, (sx, sy) in enumerate(((1120, 950), (1180, 985), (1270, 960))):
        s.shape(
            [(sx, sy), (sx + 120, sy - 16), (sx + 140, sy + 12), (sx + 18, sy + 30)],
            mix("#d6f0ee", teal, 0.2 * k),
        )
        s.disc(sx + 68, sy + 6, 20, (coral, lamp, "#7fae5f")[k], 7)
    s.path(
        "M1230 560L1230 660L1150 850Q1146 884 1180 884L1360 884Q1394 884 1388"
        " 850L1306 660L1306 560Z",
        mix(teal, paper, 0.4),
        opacity=0.55,
    )
    fluid = "M1196 742L1344 742L1388 850Q1394 884 1360 884L1180 884Q1146 884 1150 850Z"
    s.path(fluid, coral)
    s.shade(fluid, ink, (1400, 880), (1200, 760), strength=0.75)
    s.disc(1270, 742, 74, mix(coral, paper, 0.35), 13)
    s.line([(1212, 720), (1176, 820)], paper, 9)
    s.box(1218, 548, 100, 20, paper)
    for _ in range(9):
        s.disc(
            r.uniform(1200, 1340), r.uniform(775, 870), r.uniform(4, 11), mix(coral, paper, 0.45)
        )
    for k in range(5):
        bx = 1436 + k * 34
        s.path(
            f"M{bx} 640L{bx} 850Q{bx + 12} 870 {bx + 24} 850L{bx + 24} 640Z",
            mix(teal, paper, 0.45),
            opacity=0.6,
        )
        s.path(
            f"M{bx} {740 - k * 14}L{bx} 850Q{bx + 12} 870 {bx + 24} 850L{bx + 24} {740 - k * 14}Z",
            (lamp, coral, "#7fae5f", mix(teal, paper, 0.2), lamp)[k],
        )
    s.box(1420, 690, 200, 18, "#9b5f3d")
    s.box(1420, 862, 200, 26, mix("#9b5f3d", ink, 0.3))
    return s
