"""Still lifes: one thing, near, and the light on it."""

from math import cos, pi, radians, sin

from writingviews.demo.drawing.built import sash, star, tiles_on
from writingviews.demo.drawing.nature import crown, cuts_over
from writingviews.demo.drawing.sheet import (
    HEIGHT,
    WIDTH,
    Plane,
    Point,
    Sheet,
    along,
    arch_path,
    box_path,
    brush_path,
    curve_path,
    line_path,
    mix,
    round_path,
)


def microscope_desk() -> Sheet:
    """A microscope under the lamp, late; slides, a flask, an open notebook."""
    paper, lamp, coral, teal, ink = "#fcf0d8", "#ffd777", "#e2664a", "#2f7f86", "#17263d"
    s = Sheet("microscope-desk", mix(ink, teal, 0.35))
    r = s.random
    s.shade(box_path(-20, -20, 1660, 840), ink, (1640, 0), (500, 500))
    # Window with night town, shelves with jars.
    sash(s, 1130, 90, 340, 420, mix(ink, teal, 0.15), mix(teal, ink, 0.25), columns=2, rows=2, bar=14)
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
            s.cut(r.uniform(0, 1600), 830 + k * 28, r.uniform(500, 1100), 4, mix("#9b5f3d", ink, 0.4))
    s.shade(desk, ink, (0, 1120), (0, 900), strength=0.9)
    # The lamp: jointed arm from the left.
    s.path("M70 880Q70 846 150 846Q230 846 230 880Z", coral)
    s.line([(150, 850), (90, 520), (300, 250)], mix(ink, paper, 0.12), 18)
    s.disc(90, 520, 22, coral)
    s.disc(150, 846, 16, mix(ink, paper, 0.2))
    with s.layer(move="rotate(-24 350 255)"):
        s.path("M250 330Q250 190 350 176Q450 190 450 330Z", coral)
        s.shade("M250 330Q250 190 350 176Q450 190 450 330Z", ink, (250, 260), (380, 250), strength=0.8)
        s.disc(350, 330, 100, "#fff6d6", 20)
        s.box(326, 146, 48, 34, mix(ink, paper, 0.15))

    # The microscope.
    x, y = 790.0, 0.0
    steel, lit, dark = mix(ink, teal, 0.25), mix(paper, teal, 0.12), mix(ink, "#000000", 0.2)
    s.disc(870, 912, 330, mix(ink, "#9b5f3d", 0.3), 34)
    s.path("M610 900Q610 846 690 838L1010 838Q1070 842 1070 900Z", steel)
    s.path("M610 900Q610 886 620 876L1060 876Q1070 886 1070 900Z", dark)
    s.path("M640 866Q660 850 700 848L860 848", "none", stroke=mix(teal, paper, 0.5), stroke_width=7, stroke_linecap="round")
    arm = "M930 840L1030 840C1090 700 1080 470 950 372L892 430C980 520 988 700 930 790Z"
    s.path(arm, steel)
    s.shade(arm, mix(teal, paper, 0.25), (890, 560), (990, 590), strength=0.8)
    s.disc(1004, 700, 52, dark)
    s.disc(1004, 700, 40, mix(ink, paper, 0.25))
    s.disc(1004, 700, 14, dark)
    for k in range(16):
        a = 2 * pi * k / 16
        s.line([(1004 + cos(a) * 34, 700 + sin(a) * 34), (1004 + cos(a) * 44, 700 + sin(a) * 44)], dark, 4)
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
    s.shade(line_path([(746, 790), (790, 790), (778, 712), (760, 712)]), lamp, (768, 800), (768, 700))
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
    for turn, h, tone in ((34, 92, mix(ink, paper, 0.25)), (-4, 120, lit), (-40, 84, mix(teal, paper, 0.2))):
        with s.layer(move=f"rotate({turn} 812 540)"):
            s.box(788, 556, 48, h * 0.55, tone)
            s.box(820, 556, 16, h * 0.55, mix(tone, ink, 0.5))
            s.shape([(792, 556 + h * 0.55), (832, 556 + h * 0.55), (824, 556 + h), (800, 556 + h)], mix(tone, ink, 0.3))
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
        s.shape([(sx, sy), (sx + 120, sy - 16), (sx + 140, sy + 12), (sx + 18, sy + 30)], mix("#d6f0ee", teal, 0.2 * k))
        s.disc(sx + 68, sy + 6, 20, (coral, lamp, "#7fae5f")[k], 7)
    s.path("M1230 560L1230 660L1150 850Q1146 884 1180 884L1360 884Q1394 884 1388 850L1306 660L1306 560Z", mix(teal, paper, 0.4),
           opacity=0.55)
    fluid = "M1196 742L1344 742L1388 850Q1394 884 1360 884L1180 884Q1146 884 1150 850Z"
    s.path(fluid, coral)
    s.shade(fluid, ink, (1400, 880), (1200, 760), strength=0.75)
    s.disc(1270, 742, 74, mix(coral, paper, 0.35), 13)
    s.line([(1212, 720), (1176, 820)], paper, 9)
    s.box(1218, 548, 100, 20, paper)
    for _ in range(9):
        s.disc(r.uniform(1200, 1340), r.uniform(775, 870), r.uniform(4, 11), mix(coral, paper, 0.45))
    for k in range(5):
        bx = 1436 + k * 34
        s.path(f"M{bx} 640L{bx} 850Q{bx + 12} 870 {bx + 24} 850L{bx + 24} 640Z", mix(teal, paper, 0.45), opacity=0.6)
        s.path(f"M{bx} {740 - k * 14}L{bx} 850Q{bx + 12} 870 {bx + 24} 850L{bx + 24} {740 - k * 14}Z",
               (lamp, coral, "#7fae5f", mix(teal, paper, 0.2), lamp)[k])
    s.box(1420, 690, 200, 18, "#9b5f3d")
    s.box(1420, 862, 200, 26, mix("#9b5f3d", ink, 0.3))
    return s


def seed_jars() -> Sheet:
    """Three shelves of seed in glass, each jar its own pattern."""
    paper, maize, rust, green, ink = "#fbf1da", "#edb13f", "#b9502f", "#6c8a4c", "#2c2f33"
    s = Sheet("seed-jars", mix(green, paper, 0.62))
    r = s.random
    s.shade(box_path(-20, -20, 1660, 1110), mix(green, ink, 0.35), (1640, 1110), (300, 100))
    for k in range(11):
        s.line([(k * 160 - 20, -20), (k * 160 - 20, 1090)], mix(green, ink, 0.2), 4, opacity=0.6)
    s.shape([(100, -20), (520, -20), (-20, 620), (-20, 180)], "#fdf6df", opacity=0.35)
    s.shape([(680, -20), (860, -20), (200, 1090), (20, 1090)], "#fdf6df", opacity=0.28)

    def filling(x: float, top: float, w: float, foot: float, kind: int, tone: str, other: str) -> None:
        step = (30, 20, 36, 14, 26, 44, 18)[kind]
        row = 0
        yy = foot
        while yy > top - step * 0.4:
            for k in range(int(w / step) + 2):
                sx = x - w / 2 + k * step + (row % 2) * step / 2 + r.uniform(-2, 2)
                sy = yy + r.uniform(-3, 3)
                shade_ = mix(tone, r.choice([other, paper, ink]), r.uniform(0, 0.34))
                turn = r.uniform(-70, 70)
                if kind in (0, 2):
                    with s.layer(move=f"rotate({turn:.0f} {sx:.0f} {sy:.0f})"):
                        s.path(f"M{sx - step * .5:.1f} {sy:.1f}C{sx - step * .5:.1f} {sy - step * .5:.1f} "
                               f"{sx + step * .5:.1f} {sy - step * .5:.1f} {sx + step * .5:.1f} {sy:.1f}"
                               f"C{sx + step * .4:.1f} {sy + step * .34:.1f} {sx + step * .14:.1f} {sy + step * .1:.1f} {sx:.1f} "
                               f"{sy + step * .12:.1f}C{sx - step * .2:.1f} {sy + step * .34:.1f} {sx - step * .5:.1f} "
                               f"{sy + step * .34:.1f} {sx - step * .5:.1f} {sy:.1f}Z", shade_)
                        if kind == 2:
                            for j in (-0.2, 0.12):
                                s.cut(sx + j * step, sy - step * 0.14, step * 0.3, 4, other, 70)
                elif kind == 1:
                    s.disc(sx, sy, step * 0.5, shade_)
                    s.disc(sx - 3, sy - 3, step * 0.14, mix(shade_, paper, 0.6))
                elif kind == 3:
                    s.disc(sx, sy, step * 0.46, shade_)
                elif kind == 4:
                    s.cut(sx, sy, step * 1.4, step * 0.6, shade_, turn + 90)
                    s.cut(sx, sy, step * 1.0, step * 0.12, other, turn + 90)
                elif kind == 5:
                    s.shape([(sx - step * .5, sy - step * .3), (sx + step * .3, sy - step * .5), (sx + step * .5, sy + step * .2),
                             (sx, sy + step * .55), (sx - step * .45, sy + step * .3)], shade_)
                    s.cut(sx, sy, step * 0.5, 7, mix(shade_, paper, 0.5), 40)
                else:
                    s.cut(sx, sy, step * 1.5, step * 0.34, shade_, turn)
            yy -= step * 0.62
            row += 1

    def jar(x: float, foot: float, w: float, h: float, kind: int, tone: str, other: str, lid: int, level: float) -> None:
        left, right, top = x - w / 2, x + w / 2, foot - h
        body = (f"M{left} {top + h * .16}Q{left} {top + h * .08} {left + w * .14} {top + h * .06}L{right - w * .14} "
                f"{top + h * .06}Q{right} {top + h * .08} {right} {top + h * .16}L{right} {foot - 16}Q{right} {foot} "
                f"{right - 18} {foot}L{left + 18} {foot}Q{left} {foot} {left} {foot - 16}Z")
        s.shape([(right - 10, foot), (right + w * 0.5, foot), (right + w * 0.5, foot - h * 0.5), (right, foot - h * 0.9)],
                mix(green, ink, 0.6), opacity=0.28)
        s.path(body, mix("#e4efe6", green, 0.14))
        heap = foot - h * level
        with s.layer(clip=body):
            s.box(left, heap + 8, w, h, mix(tone, ink, 0.45))
            filling(x, heap, w, foot, kind, tone, other)
            s.shade(body, ink, (right + w * 0.1, foot), (x - w * 0.1, foot - h * 0.2), strength=0.85)
            s.box(left + w * 0.09, top + h * 0.16, w * 0.08, h * 0.7, paper, opacity=0.6)
            s.box(left + w * 0.21, top + h * 0.16, w * 0.03, h * 0.5, paper, opacity=0.6)
        s.path(body, "none", stroke=mix(ink, green, 0.25), stroke_width=5)
        if lid == 0:
            s.path(f"M{left + w * .12} {top + h * .06}L{left + w * .18} {top - h * .06}L{right - w * .18} {top - h * .06}"
                   f"L{right - w * .12} {top + h * .06}Z", "#c58d55")
            for _ in range(9):
                s.disc(r.uniform(left + w * .2, right - w * .2), r.uniform(top - h * .04, top + h * .04), 3, mix("#c58d55", ink, 0.4))
        elif lid == 1:
            s.box(left + w * 0.08, top - h * 0.05, w * 0.84, h * 0.11, rust)
            s.box(left + w * 0.6, top - h * 0.05, w * 0.32, h * 0.11, mix(rust, ink, 0.4))
            s.box(left + w * 0.08, top + h * 0.03, w * 0.84, 5, mix(rust, ink, 0.5))
        else:
            s.path(f"M{left - w * .04} {top + h * .1}Q{x} {top - h * .1} {right + w * .04} {top + h * .1}L{right + w * .08} "
                   f"{top + h * .17}Q{x} {top + h * .08} {left - w * .08} {top + h * .17}Z", (maize, paper, green)[kind % 3])
            for k in range(7):
                s.disc(left + w * (0.08 + k * 0.14), top + h * (0.1 - 0.09 * sin(pi * (0.08 + k * 0.14))), 6, rust)
            s.line([(left, top + h * 0.14), (right, top + h * 0.14)], ink, 5)
        # A blank label, tied on.
        if (kind + lid) % 2:
            s.box(x - w * 0.24, foot - h * 0.46, w * 0.48, h * 0.2, paper)
            s.path(star(x, foot - h * 0.36, h * 0.06, 6, 0.5), (rust, green)[kind % 2])

    def shelf(y: float) -> None:
        s.box(-20, y, 1660, 26, "#b27a45")
        s.box(-20, y + 24, 1660, 16, mix("#b27a45", ink, 0.5))
        s.shade(box_path(-20, y + 38, 1660, 90), ink, (0, y + 30), (0, y + 128), strength=0.7)
        for _ in range(12):
            s.cut(r.uniform(0, 1600), y + r.uniform(6, 20), r.uniform(90, 280), 3, mix("#b27a45", ink, 0.3))

    shelf(320)
    for k, (x, w, h) in enumerate(((90, 140, 220), (270, 150, 260), (450, 130, 190), (620, 150, 240), (800, 150, 270),
                                   (980, 140, 210), (1150, 140, 250), (1330, 160, 230), (1510, 150, 262))):
        kind = (3, 1, 4, 0, 6, 3, 2, 1, 4)[k]
        jar(x, 320, w, h, kind, (maize, rust, paper, ink, green, mix(rust, ink, 0.4), paper, maize, mix(green, paper, 0.4))[k],
            (rust, ink, ink, paper, maize, rust, rust, rust, ink)[k], k % 3, 0.5 + (k * 37 % 30) / 100)
    shelf(690)
    for k, (x, w, h) in enumerate(((140, 220, 300), (400, 200, 270), (660, 220, 320), (920, 210, 260), (1180, 220, 310),
                                   (1450, 220, 280))):
        kind = (2, 6, 1, 0, 4, 5)[k]
        jar(x, 690, w, h, kind, (paper, maize, green, rust, ink, maize)[k], (rust, rust, maize, ink, paper, rust)[k],
            (k + 1) % 3, 0.55 + (k * 23 % 28) / 100)
    s.box(-20, 1030, 1660, 70, "#b27a45")
    s.box(-20, 1030, 1660, 12, mix("#b27a45", paper, 0.35))
    for k, (x, w, h, kind) in enumerate(((250, 300, 300, 0), (960, 320, 310, 2), (1420, 300, 280, 1))):
        jar(x, 1040, w, h, kind, (mix(rust, ink, 0.25), paper, maize)[k], (paper, mix(rust, ink, 0.3), rust)[k], k, 0.66)
    # A bowl, a scoop, and what was spilt.
    s.path("M470 880Q480 1040 600 1044L640 1044Q760 1040 770 880Z", rust)
    s.shade("M470 880Q480 1040 600 1044L640 1044Q760 1040 770 880Z", ink, (780, 1040), (560, 900))
    s.disc(620, 880, 150, mix(rust, ink, 0.4), 28)
    for _ in range(90):
        a, far = r.uniform(0, 6.3), r.random() ** 0.5
        s.disc(620 + cos(a) * far * 130, 876 + sin(a) * far * 22 - (1 - far) * 20, 9, mix(green, r.choice([paper, maize, ink]), 0.3))
    for k in range(7):
        s.path(line_path([(500 + k * 40, 930), (516 + k * 40, 960), (500 + k * 40, 990), (484 + k * 40, 960)]), maize)
    for _ in range(30):
        s.cut(r.uniform(430, 820), r.uniform(1040, 1062), 18, 8, r.choice([paper, green, maize]), r.uniform(0, 180))
    return s


def typewriter() -> Sheet:
    """An old typewriter, a blank sheet in its roller, seen from the front."""
    paper, mustard, red, teal, ink = "#fbf0da", "#e9ab3c", "#d5492f", "#2f7a78", "#1d2731"
    s = Sheet("typewriter", mustard)
    r = s.random
    s.shade(box_path(-20, -20, 1660, 800), mix(mustard, paper, 0.6), (200, 0), (1200, 700))
    s.shape([(-20, 120), (700, -20), (1000, -20), (-20, 560)], mix(mustard, paper, 0.5), opacity=0.6)
    table = box_path(-20, 760, 1660, 340)
    s.path(table, mix(red, ink, 0.3))
    s.shade(table, ink, (0, 1120), (0, 780))
    s.shape([(300, 1000), (1330, 1000), (1640, 900), (1640, 800), (1200, 780), (400, 800)], mix(red, ink, 0.72), opacity=0.75)
    # The sheet.
    sheet_ = [(560, -40), (1040, -40), (1052, 400), (548, 400)]
    s.shape([(x + 26, y + 8) for x, y in sheet_], mix(mustard, ink, 0.4), opacity=0.55)
    s.shape(sheet_, "#fffaf0")
    s.shade(line_path(sheet_), mix(paper, mustard, 0.5), (1060, 400), (760, 120))
    # Carriage: platen, knobs, lever.
    s.box(330, 372, 940, 74, ink)
    s.box(330, 378, 940, 14, mix(ink, paper, 0.35))
    for x in (286, 1270):
        s.box(x, 364, 46, 90, mix(teal, ink, 0.2))
        for k in range(5):
            s.line([(x + 4, 376 + k * 17), (x + 42, 376 + k * 17)], ink, 4)
    s.box(252, 392, 36, 34, mix(ink, paper, 0.4))
    s.box(1316, 392, 36, 34, mix(ink, paper, 0.4))
    s.brush([(330, 380), (250, 330), (180, 340)], [20, 16, 22], mix(ink, paper, 0.35))
    s.disc(178, 342, 16, red)
    s.box(544, 394, 512, 12, mix(paper, ink, 0.35))
    for x in (620, 980):
        s.disc(x, 400, 19, mix(ink, paper, 0.25))
    # The body in its two planes.
    back = "M360 446L1240 446L1290 640L310 640Z"
    s.path(back, mix(teal, ink, 0.25))
    body = "M330 560Q330 486 420 478L1180 478Q1270 486 1270 560L1380 930Q1396 1010 1310 1016L290 1016Q204 1010 220 930Z"
    s.path(body, teal)
    s.shade(body, ink, (1420, 1000), (700, 520))
    s.shade(body, mix(teal, paper, 0.6), (330, 470), (520, 700), strength=0.85)
    # The basket of type bars: a fan in a half-moon opening.
    basket = "M520 620Q530 470 800 466Q1070 470 1080 620Q800 700 520 620Z"
    s.path(basket, ink)
    with s.layer(clip=basket):
        for k in range(33):
            a = radians(200 + k * 140 / 32)
            s.line([(800 + cos(a) * 60, 700 + sin(a) * 50), (800 + cos(a) * 290, 640 + sin(a) * 160)],
                   mix(ink, paper, 0.5 if k % 2 else 0.3), 6)
            s.box(800 + cos(a) * 266 - 5, 640 + sin(a) * 148 - 8, 11, 17, mix(paper, ink, 0.15))
    s.path(basket, "none", stroke=mix(teal, paper, 0.35), stroke_width=8)
    for x in (430, 1170):
        s.disc(x, 548, 66, ink)
        s.disc(x, 548, 52, mix(ink, paper, 0.18))
        for k in range(3):
            a = 2 * pi * k / 3 + x
            s.disc(x + cos(a) * 28, 548 + sin(a) * 28, 12, ink)
        s.disc(x, 548, 10, red)
    s.curve([(480, 510), (640, 470), (800, 458), (960, 470), (1120, 510)], red, 9)
    s.brush([(776, 466), (800, 440), (824, 466)], [6, 14, 6], mix(ink, paper, 0.4))
    # A plate where the maker's name would be: an ornament.
    s.path("M690 700L910 700Q930 720 910 740L690 740Q670 720 690 700Z", mustard)
    s.path(star(800, 720, 17, 8, 0.5), ink)
    for sign in (-1, 1):
        s.cut(800 + sign * 60, 720, 70, 8, ink)
    # Keys in four rows on a dark well, and the space bar.
    well = "M352 768L1248 768L1320 968Q1320 984 1300 984L300 984Q280 984 280 968Z"
    s.path(well, mix(ink, "#000000", 0.2))
    for row in range(4):
        y = 792 + row * 47
        half = 400 + row * 22
        count = 11
        for k in range(count):
            x = 800 - half + (k + 0.5 + (0.25 if row % 2 else 0)) * 2 * half / (count + 0.25)
            z = 26 + row * 1.6
            tone = red if (row, k) in ((2, 0), (2, 10), (0, 0)) else paper
            s.line([(x, y + 8), (x, y + 30)], mix(ink, paper, 0.35), 6)
            s.disc(x + 4, y + 12, z, "#0b1016", z * 0.72)
            s.disc(x, y + 3, z, mix(ink, paper, 0.5), z * 0.74)
            s.disc(x, y, z, mix(paper, ink, 0.28), z * 0.72)
            s.disc(x, y - 1, z * 0.8, tone, z * 0.56)
            s.shade(round_path(x, y - 1, z * 0.8, z * 0.56), mix(tone, ink, 0.4), (x + z, y + z * 0.6), (x - z * 0.2, y - z * 0.2))
            s.disc(x, y - 1, z * 0.16, mix(tone, ink, 0.65), z * 0.12)
    s.path("M540 962L1060 962Q1074 976 1066 996L534 996Q526 976 540 962Z", paper)
    s.path("M534 990L1066 990L1064 1004L536 1004Z", mix(paper, ink, 0.5))
    for x in (250, 1350):
        s.box(x - 50, 1008, 100, 24, ink)
    # Cup, and a heap of finished sheets.
    for k in range(9):
        s.shape([(20 + k % 3 * 5, 980 - k * 8), (200 + k % 2 * 6, 1000 - k * 8), (180, 1046 - k * 8), (-20, 1030 - k * 8)],
                ("#fffaf0", mix(paper, ink, 0.22))[k % 2])
    s.disc(1500, 1000, 116, ink, 22, opacity=0.6)
    s.disc(1490, 990, 110, paper, 24)
    s.disc(1490, 984, 84, mix(paper, ink, 0.2), 16)
    s.path("M1420 840L1428 960Q1436 990 1490 990Q1544 990 1552 960L1560 840Z", red)
    s.shade("M1420 840L1428 960Q1436 990 1490 990Q1544 990 1552 960L1560 840Z", ink, (1570, 960), (1450, 880))
    s.disc(1490, 840, 70, mix(red, paper, 0.3), 18)
    s.disc(1490, 842, 60, mix(ink, red, 0.2), 14)
    s.path("M1556 868Q1610 866 1604 910Q1596 944 1550 936", "none", stroke=red, stroke_width=16)
    for k in (-1, 1):
        s.brush([(1490 + k * 22, 816), (1476 + k * 26, 770), (1500 + k * 22, 730), (1484 + k * 30, 680)], [4, 12, 14, 2],
                mix(mustard, paper, 0.75))
    return s


def ballot_box() -> Sheet:
    """A folded paper goes into the box; beyond it, the curtained booths."""
    paper, sky, orange, blue, ink = "#fcf2de", "#a9cfd4", "#ec7f3f", "#2f5d86", "#1c2b40"
    s = Sheet("ballot-box", sky)
    r = s.random
    s.shade(box_path(-20, -20, 1660, 760), paper, (300, 0), (1300, 760))
    # High windows of a school hall and their light on the wall.
    for k in range(4):
        x = 60 + k * 400
        s.box(x, 40, 290, 170, paper)
        for j in range(3):
            s.box(x + 12 + j * 92, 54, 82, 142, mix(sky, "#ffffff", 0.5))
        s.shade(box_path(x, 40, 290, 170), orange, (x + 290, 40), (x, 300), strength=0.35)
    s.box(-20, 620, 1660, 480, mix(orange, paper, 0.45))
    plane = Plane((-800, 1090), (2400, 1090), (1500, 640), (100, 640))
    for k in range(18):
        s.path(plane.patch(k / 18, 0, 0.026, 1), mix(orange, paper, 0.3))
    s.shade(box_path(-20, 620, 1660, 470), mix(orange, ink, 0.45), (0, 1120), (0, 680))
    # Booths with half-drawn curtains; somebody's feet.
    for k in range(4):
        x = 60 + k * 390
        s.box(x, 270, 320, 372, mix(blue, paper, 0.1))
        s.box(x + 18, 288, 284, 354, mix(blue, ink, 0.6))
        s.box(x + 18, 470, 284, 14, mix(paper, orange, 0.3))
        if k in (0, 3):
            s.brush([(x + 140, 640), (x + 140, 560)], [24, 26], ink)
            s.brush([(x + 186, 640), (x + 186, 560)], [24, 26], ink)
            s.disc(x + 134, 642, 24, mix(orange, ink, 0.5), 9)
            s.disc(x + 190, 642, 24, mix(orange, ink, 0.5), 9)
        span = 284 if k in (0, 3) else 110
        folds = max(3, int(span / 34))
        for j in range(folds):
            fx = x + 18 + j * span / folds
            fold = (f"M{fx} 284L{fx + span / folds + 2} 284L{fx + span / folds + 2} 590Q{fx + span / folds / 2} 606 {fx} 590Z")
            s.path(fold, orange)
            s.shade(fold, mix(orange, ink, 0.6), (fx + span / folds, 0), (fx + 4, 0))
        s.box(x - 8, 258, 336, 22, mix(blue, ink, 0.35))
        s.shape([(x, 642), (x + 320, 642), (x + 380, 700), (x + 50, 700)], mix(orange, ink, 0.55), opacity=0.5)
    # The table.
    s.shape([(230, 850), (1370, 850), (1460, 950), (140, 950)], mix(paper, blue, 0.12))
    s.shade(line_path([(230, 850), (1370, 850), (1460, 950), (140, 950)]), mix(blue, paper, 0.5), (1460, 950), (500, 860))
    cloth = line_path([(140, 950), (1460, 950), (1440, 1110), (160, 1110)])
    s.path(cloth, mix(paper, blue, 0.32))
    for k in range(12):
        s.cut(200 + k * 112, 1030, 170, 12, mix(paper, blue, 0.55), 92)
    # The box, in three planes, with a slot.
    s.shape([(470, 900), (1010, 900), (1420, 880), (1220, 830)], ink, opacity=0.35)
    front, side = [(430, 520), (960, 540), (960, 920), (446, 896)], [(960, 540), (1180, 486), (1168, 846), (960, 920)]
    top = [(430, 520), (960, 540), (1180, 486), (676, 470)]
    s.shape(front, blue)
    s.shade(line_path(front), mix(blue, paper, 0.45), (430, 520), (800, 820))
    s.shape(side, mix(blue, ink, 0.5))
    s.shade(line_path(side), ink, (1180, 880), (990, 560))
    s.shape(top, mix(blue, paper, 0.35))
    s.line([(430, 520), (960, 540), (1180, 486)], mix(blue, paper, 0.6), 7)
    s.line([(960, 540), (960, 920)], mix(blue, paper, 0.3), 5)
    s.shape([(676, 502), (908, 508), (936, 500), (706, 494)], ink)
    s.disc(694, 700, 96, paper)
    s.path(round_path(694, 700, 78), "none", stroke=orange, stroke_width=10)
    s.line([(652, 702), (684, 736), (742, 660)], orange, 20)
    s.shape([(1040, 640), (1096, 622), (1096, 690), (1040, 710)], mix(paper, orange, 0.5))
    s.path("M1052 636Q1050 590 1070 586Q1090 586 1086 626", "none", stroke=mix(paper, ink, 0.3), stroke_width=10)
    s.disc(1068, 664, 9, ink)
    # The paper and the hand that lets it go.
    ballot = [(706, 240), (900, 232), (910, 502), (718, 498)]
    s.shape(ballot, "#fffaf0")
    s.shade(line_path(ballot), mix(sky, blue, 0.3), (900, 500), (760, 260))
    s.shape([(706, 240), (900, 232), (896, 288), (708, 296)], mix(paper, sky, 0.5))
    s.line([(708, 296), (897, 288)], mix(ink, paper, 0.6), 3)
    for k in range(3):
        s.path(box_path(742, 326 + k * 54, 30, 30), "none", stroke=ink, stroke_width=5)
        s.box(792, 334 + k * 54, 84 - k * 16, 9, mix(ink, paper, 0.5))
    s.line([(748, 386), (762, 404), (790, 366)], orange, 9)
    skin, shade_ = "#b5764d", mix("#b5764d", ink, 0.35)
    sleeve = [(1660, -40), (1660, 190), (1300, 268), (1236, 268), (1190, 130), (1250, 96), (1500, -40)]
    s.shape(sleeve, orange)
    s.shade(line_path(sleeve), ink, (1600, 260), (1380, 60), strength=0.8)
    s.shape([(1182, 124), (1256, 92), (1312, 262), (1230, 280)], mix(orange, paper, 0.55))
    hand = ("M1226 142C1150 140 1090 130 1040 146C980 160 930 186 884 214C860 230 866 256 894 254C930 248 962 232 1000 226"
            "C960 252 910 276 880 296C858 312 868 334 892 330C940 318 986 296 1030 288C1000 306 968 322 940 340C922 356 936 374 "
            "956 368C1010 350 1050 330 1090 320C1150 306 1210 300 1256 264Z")
    s.path(hand, skin)
    s.shade(hand, shade_, (1120, 340), (1060, 190))
    s.path("M1000 226C1030 220 1060 214 1084 216M1030 288C1056 282 1080 276 1100 272", "none", stroke=shade_, stroke_width=5,
           stroke_linecap="round")
    s.path("M884 214C866 226 866 250 890 254C902 252 910 248 918 246L908 204Z", mix(skin, paper, 0.4))
    thumb = "M1120 140C1060 128 1000 140 950 176C920 196 890 200 872 214C862 230 876 246 900 240C950 232 1000 216 1060 210Z"
    s.path(thumb, mix(skin, paper, 0.12))
    # Pens on a string and a stack of blank papers.
    for k in range(7):
        s.shape([(1210 + k % 2 * 5, 896 - k * 6), (1350, 902 - k * 6), (1376, 930 - k * 6), (1224, 926 - k * 6)],
                ("#fffaf0", mix(paper, ink, 0.2))[k % 2])
    s.line([(270, 890), (380, 926)], ink, 12)
    s.line([(380, 926), (396, 931)], orange, 8)
    s.curve([(270, 890), (210, 880), (180, 930), (230, 950)], mix(ink, paper, 0.3), 4)
    return s


def chess_table() -> Sheet:
    """A game left standing on a park table, low sun through the leaves."""
    paper, gold, green, wine, ink = "#fcf0d4", "#f3b64b", "#5f8f5e", "#8b3b3d", "#25283a"
    s = Sheet("chess-table", mix(green, paper, 0.45))
    r = s.random
    s.shade(box_path(-20, -20, 1660, 640), mix(gold, paper, 0.45), (1200, 100), (300, 500))
    for x, w, h in ((120, 44, 420), (420, 30, 380), (700, 24, 350), (1180, 34, 390), (1500, 56, 440)):
        s.box(x, 500 - h, w, h + 40, mix(green, ink, 0.55))
        s.shade(box_path(x, 500 - h, w, h + 40), gold, (x + w, 0), (x, 0), strength=0.6)
    for cx_, cy_, rx, ry, t in ((60, 60, 260, 170, 0.35), (420, 40, 260, 140, 0.18), (800, 10, 280, 120, 0.3),
                                (1180, 30, 280, 150, 0.12), (1560, 60, 280, 190, 0.35)):
        crown(s, cx_, cy_, rx, ry, mix(green, ink, t), lit=mix(gold, green, 0.3), dark=mix(green, ink, 0.7), leaf=30, leaves=110)
    s.box(-20, 500, 1660, 600, mix(green, gold, 0.25))
    s.shade(box_path(-20, 500, 1660, 300), mix(green, ink, 0.5), (0, 800), (0, 500))
    s.brush([(-40, 590), (500, 560), (1100, 566), (1680, 540)], [60, 46, 50, 64], mix(paper, gold, 0.3))
    # A bench far off.
    s.box(1090, 506, 220, 12, wine)
    s.box(1090, 484, 220, 12, wine)
    for x in (1110, 1280):
        s.box(x, 480, 9, 70, ink)
    # The stone table: thick slab, the board let in.
    s.shape([(120, 770), (1480, 770), (1760, 1120), (-160, 1120)], mix(paper, wine, 0.22))
    slab = line_path([(300, 620), (1300, 620), (1700, 1120), (-100, 1120)])
    s.path(slab, mix(paper, wine, 0.2))
    s.shade(slab, mix(wine, ink, 0.3), (0, 1130), (900, 640), strength=0.85)
    board = Plane((90, 1060), (1510, 1060), (1225, 652), (375, 652))
    s.path(board.patch(-0.03, -0.03, 1.06, 1.06), ink)
    s.path(board.patch(-0.012, -0.012, 1.024, 1.024), mix(gold, wine, 0.3))
    tiles_on(s, board, 8, 8, (mix(wine, ink, 0.35), paper), 0.0)
    s.shade(board.patch(0, 0, 1, 1), wine, board.at(0, 0), board.at(0.8, 0.7), strength=0.5)

    def piece(u: float, v: float, kind: str, dark: bool) -> None:
        x, y = board.at((u + 0.5) / 8, (v + 0.4) / 8)
        near = board.at(0.6, (v + 0.4) / 8)[0] - board.at(0.475, (v + 0.4) / 8)[0]
        w = near * 0.34
        base = ink if dark else "#fff6e2"
        side = mix(ink, "#000000", 0.4) if dark else mix(paper, wine, 0.5)
        edge = mix(ink, gold, 0.5) if dark else wine
        h = {"pawn": 2.5, "rook": 3.0, "knight": 3.5, "bishop": 3.8, "queen": 4.5, "king": 4.9}[kind] * w
        s.brush([(x, y), (x - h * 0.5, y + h * 0.13), (x - h * 0.95, y + h * 0.24)], [w * 1.6, w * 1.1, w * 0.5],
                ink, opacity=0.42)
        foot = (f"M{x - w} {y}Q{x} {y + w * .5} {x + w} {y}L{x + w * .92} {y - w * .34}L{x + w * .6} {y - w * .55}")
        if kind == "knight":
            body = (foot + f"C{x + w * .9} {y - h * .45} {x + w * .9} {y - h * .8} {x + w * .1} {y - h * .98}"
                    f"L{x - w * .1} {y - h * 1.06}L{x - w * .22} {y - h * .94}C{x - w * .6} {y - h * .86} {x - w * .95} {y - h * .66} "
                    f"{x - w * 1.08} {y - h * .56}L{x - w * .86} {y - h * .46}C{x - w * .5} {y - h * .52} {x - w * .3} {y - h * .56} "
                    f"{x - w * .1} {y - h * .58}C{x - w * .2} {y - h * .42} {x - w * .62} {y - h * .34} {x - w * .6} {y - w * .55}"
                    f"L{x - w * .92} {y - w * .34}Z")
        else:
            neck = {"pawn": 0.6, "rook": 0.68, "bishop": 0.6, "queen": 0.7, "king": 0.68}[kind]
            body = (foot + f"C{x + w * .3} {y - h * .3} {x + w * .26} {y - h * neck * .8} {x + w * .34} {y - h * neck}"
                    f"L{x - w * .34} {y - h * neck}C{x - w * .26} {y - h * neck * .8} {x - w * .3} {y - h * .3} "
                    f"{x - w * .6} {y - w * .55}L{x - w * .92} {y - w * .34}Z")
        s.path(body, base)
        s.shade(body, side, (x + w, 0), (x - w * 0.5, 0))
        top_y = y - h
        heads: list[str] = []
        if kind == "pawn":
            heads = [round_path(x, y - h * 0.78, w * 0.56)]
        elif kind == "rook":
            heads = [line_path([(x - w * .62, y - h * .68), (x - w * .7, top_y), (x - w * .38, top_y), (x - w * .38, top_y + w * .28),
                                (x - w * .16, top_y + w * .28), (x - w * .16, top_y), (x + w * .16, top_y),
                                (x + w * .16, top_y + w * .28), (x + w * .38, top_y + w * .28), (x + w * .38, top_y),
                                (x + w * .7, top_y), (x + w * .62, y - h * .68)])]
        elif kind == "bishop":
            heads = [f"M{x} {top_y}C{x + w * .7} {y - h * .84} {x + w * .62} {y - h * .66} {x + w * .3} {y - h * .6}L{x - w * .3} "
                     f"{y - h * .6}C{x - w * .62} {y - h * .66} {x - w * .7} {y - h * .84} {x} {top_y}Z", round_path(x, top_y, w * 0.14)]
        elif kind == "queen":
            heads = [line_path([(x - w * .4, y - h * .7), (x - w * .76, top_y + w * .3), (x - w * .4, y - h * .85), (x - w * .24, top_y + w * .1),
                                (x, y - h * .86), (x + w * .24, top_y + w * .1), (x + w * .4, y - h * .85), (x + w * .76, top_y + w * .3),
                                (x + w * .4, y - h * .7)]), round_path(x, top_y + w * .2, w * 0.16)]
        elif kind == "king":
            heads = [f"M{x - w * .36} {y - h * .68}L{x - w * .62} {y - h * .9}Q{x} {y - h * .98} {x + w * .62} {y - h * .9}L{x + w * .36} "
                     f"{y - h * .68}Z", box_path(x - w * .08, top_y - w * .2, w * .16, h * .12),
                     box_path(x - w * .26, top_y - w * .04, w * .52, w * .15)]
        for data in heads:
            s.path(data, base)
            s.shade(data, side, (x + w * 0.8, 0), (x - w * 0.4, 0))
        s.disc(x, y - w * 0.42, w * 0.8, edge, w * 0.14)
        if kind not in ("knight",):
            neck_y = y - h * {"pawn": 0.6, "rook": 0.67, "bishop": 0.6, "queen": 0.7, "king": 0.68}[kind]
            s.disc(x, neck_y, w * 0.5, edge, w * 0.13)
        else:
            s.disc(x - w * 0.28, y - h * 0.78, w * 0.09, edge)
            for k in range(4):
                s.cut(x + w * (0.42 + 0.04 * k), y - h * (0.86 - k * 0.13), w * 0.5, w * 0.1, edge, -30)

    men: list[tuple[float, float, str, bool]] = [
        (0, 7, "rook", True), (3, 7, "queen", True), (4, 7, "king", True), (5, 7, "bishop", True), (7, 7, "rook", True),
        (0, 6, "pawn", True), (1, 6, "pawn", True), (5, 6, "pawn", True), (6, 6, "pawn", True), (7, 6, "pawn", True),
        (2, 5, "knight", True), (3, 4, "pawn", True), (4, 4, "pawn", False), (2, 3, "bishop", False), (5, 2, "knight", False),
        (6, 4, "knight", True), (0, 1, "pawn", False), (1, 1, "pawn", False), (6, 1, "pawn", False), (7, 1, "pawn", False),
        (0, 0, "rook", False), (3, 0, "queen", False), (6, 0, "king", False), (5, 0, "rook", False)]
    for u, v, kind, dark in sorted(men, key=lambda m: -m[1]):
        piece(u, v, kind, dark)
    for _ in range(10):
        u, v = r.uniform(-0.12, 1.1), r.uniform(0, 1.0)
        x, y = board.at(u, v)
        s.cut(x, y, 54, 20, r.choice([gold, green, wine]), r.uniform(-30, 30))
    # Sun in long shafts between the trees.
    for pts in ([(1000, -20), (1120, -20), (620, 1090), (360, 1090)], [(1320, -20), (1380, -20), (1060, 1090), (930, 1090)]):
        s.path(line_path(pts), "#fff1c0", opacity=0.14)
    return s


def oud_on_chair() -> Sheet:
    """An oud rests on a chair in the light of a window."""
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
                s.path(star(210 + k * 84 + (j % 2) * 42, 150 + j * 76, 32, 8, 0.62), "none", stroke=mix(teal, paper, 0.3),
                       stroke_width=8)
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
            s.path(line_path([rug.at(u, v - 0.0), rug.at(u + 0.018, v + 0.025), rug.at(u, v + 0.05), rug.at(u - 0.018, v + 0.025)]),
                   apricot)
    for u in (0.24, 0.5, 0.76):
        s.path(line_path([rug.at(u, 0.2), rug.at(u + 0.11, 0.5), rug.at(u, 0.8), rug.at(u - 0.11, 0.5)]), teal)
        s.path(line_path([rug.at(u, 0.3), rug.at(u + 0.07, 0.5), rug.at(u, 0.7), rug.at(u - 0.07, 0.5)]), paper)
        s.path(line_path([rug.at(u, 0.4), rug.at(u + 0.035, 0.5), rug.at(u, 0.6), rug.at(u - 0.035, 0.5)]), rust)
    for side in (0, 1):
        for k in range(22):
            a = rug.at(side, k / 21)
            s.line([a, (a[0] + (26 if side else -26), a[1] + 5)], paper, 4)
    # The chair: back to the right, rush seat.
    s.blob([(560, 990), (900, 960), (1400, 1010), (1520, 1060), (1100, 1060), (700, 1040)], ink, opacity=0.55)
    wood, dark = mix(rust, ink, 0.45), mix(ink, rust, 0.2)
    s.line([(1120, 700), (1136, 960)], dark, 26)
    s.line([(800, 690), (792, 944)], dark, 24)
    s.line([(1120, 710), (1160, 130)], wood, 30)
    s.line([(1010, 660), (1056, 118)], dark, 24)
    for k, y in enumerate((170, 290, 410, 530)):
        s.brush([(1052 - k * 9, y), (1100 - k * 8, y - 16), (1156 - k * 8, y + 8)], [40, 46, 40], wood)
        s.cut(1096 - k * 8, y - 12, 90, 8, mix(wood, apricot, 0.5), 6)
    for x, y in ((1160, 128), (1057, 116)):
        s.disc(x, y - 16, 20, wood)
    seat = [(690, 716), (1010, 660), (1150, 706), (840, 778)]
    s.shape(seat, apricot)
    with s.layer(clip=line_path(seat)):
        cx_, cy_ = 922.0, 716.0
        for k in range(9):
            t = 1 - k / 9
            s.shape([(cx_ + (x - cx_) * t, cy_ + (y - cy_) * t) for x, y in seat], mix(apricot, (rust, paper)[k % 2], 0.28))
    s.line([(690, 722), (840, 786), (1150, 712)], wood, 24)
    s.line([(700, 726), (690, 1010)], wood, 28)
    s.line([(842, 790), (850, 1050)], wood, 30)
    s.line([(1140, 716), (1160, 1010)], wood, 26)
    s.line([(696, 880), (850, 920)], wood, 15)
    s.line([(850, 930), (1150, 880)], wood, 15)
    # The oud leans across seat and back: bowl of ribs behind, face before.
    with s.layer(move="translate(96 92) scale(.88) rotate(24 830 560)"):
        x, y = 830.0, 560.0
        bowl = (f"M{x - 30} {y - 300}C{x - 120} {y - 200} {x - 236} {y - 90} {x - 236} {y + 50}C{x - 236} {y + 190} {x - 120} "
                f"{y + 262} {x} {y + 262}C{x + 140} {y + 262} {x + 262} {y + 180} {x + 262} {y + 40}C{x + 262} {y - 100} {x + 120} "
                f"{y - 210} {x + 34} {y - 300}Z")
        s.path(bowl, ink, transform="translate(16 20)", opacity=0.5)
        s.path(bowl, mix(rust, ink, 0.55))
        for k in range(4):
            s.path(f"M{x + 36} {y - 296}C{x + 120 - k * 8} {y - 206} {x + 256 - k * 16} {y - 100} {x + 256 - k * 16} {y + 40}C"
                   f"{x + 256 - k * 16} {y + 172} {x + 140} {y + 250 - k * 5} {x + 20} {y + 256 - k * 4}", "none",
                   stroke=(apricot, mix(rust, ink, 0.3))[k % 2], stroke_width=5)
        face = (f"M{x - 28} {y - 300}C{x - 110} {y - 200} {x - 212} {y - 90} {x - 212} {y + 44}C{x - 212} {y + 172} {x - 110} "
                f"{y + 236} {x} {y + 236}C{x + 110} {y + 236} {x + 212} {y + 172} {x + 212} {y + 44}C{x + 212} {y - 90} {x + 110} "
                f"{y - 200} {x + 28} {y - 300}Z")
        s.path(face, mix(apricot, paper, 0.35))
        s.shade(face, rust, (x + 240, y + 220), (x - 60, y - 40), strength=0.9)
        with s.layer(clip=face):
            for k in range(15):
                s.cut(x - 196 + k * 28, y + r.uniform(-60, 120), 420, 3, mix(apricot, rust, 0.35), 90)
        s.path(face, "none", stroke=mix(rust, ink, 0.4), stroke_width=9)
        # Three roses.
        for rx, ry, z in ((0, -40, 62), (-96, 64, 32), (96, 64, 32)):
            s.disc(x + rx, y + ry, z * 1.16, mix(rust, ink, 0.3))
            s.disc(x + rx, y + ry, z, ink)
            s.path(star(x + rx, y + ry, z * 0.92, 8, 0.6, pi / 8), apricot)
            s.path(star(x + rx, y + ry, z * 0.6, 8, 0.6), ink)
            s.path(star(x + rx, y + ry, z * 0.44, 8, 0.5, pi / 8), apricot)
            s.disc(x + rx, y + ry, z * 0.12, ink)
        s.path(f"M{x - 46} {y + 60}Q{x} {y + 96} {x + 46} {y + 60}L{x + 40} {y + 116}L{x - 40} {y + 116}Z", mix(ink, rust, 0.2))
        s.box(x - 92, y + 150, 184, 26, mix(ink, rust, 0.25))
        s.cut(x, y + 158, 150, 6, apricot)
        # Neck, bent-back pegbox, pegs, strings.
        s.shape([(x - 30, y - 296), (x + 30, y - 296), (x + 23, y - 520), (x - 23, y - 520)], mix(ink, rust, 0.18))
        for k in range(3):
            s.path(line_path([(x, y - 330 - k * 60), (x + 12, y - 350 - k * 60), (x, y - 370 - k * 60), (x - 12, y - 350 - k * 60)]),
                   apricot)
        s.box(x - 27, y - 528, 54, 13, paper)
        for k in range(6):
            off = -1 + k * 0.4
            s.line([(x + off * 19, y - 522), (x + off * 52, y + 156)], "#fff6df", 2.8)
        s.shape([(x - 24, y - 526), (x + 24, y - 526), (x - 120, y - 650), (x - 160, y - 634)], mix(rust, ink, 0.35))
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
        a = radians(-170 + k * 13.3)
        long = 230 + (k * 53) % 120
        s.brush([(1465, 790), (1465 + cos(a) * long * 0.5, 790 + sin(a) * long * 0.8), (1465 + cos(a) * long, 790 + sin(a) * long)],
                [12, 34, 2], mix(teal, ink, 0.35 + 0.25 * (k % 2)))
    return s


def calligraphy_pen() -> Sheet:
    """A reed pen draws one long stroke; inkwell, penknife, drying sheets."""
    paper, gold, vermilion, teal, ink = "#fbf0d8", "#dfa143", "#cf4a31", "#3a7d7c", "#1e2030"
    s = Sheet("calligraphy-pen", mix(teal, ink, 0.25))
    r = s.random
    table = box_path(-20, -20, 1660, 1110)
    s.path(table, mix("#a2643d", ink, 0.18))
    for k in range(6):
        s.line([(-20, 90 + k * 190), (1640, 60 + k * 190)], mix("#a2643d", ink, 0.5), 6)
        for _ in range(7):
            s.cut(r.uniform(0, 1600), 110 + k * 190 + r.uniform(10, 150), r.uniform(160, 480), 4, mix("#a2643d", ink, 0.36), -1)
    s.shade(table, ink, (1640, 1110), (300, 100), strength=0.9)
    # The sheet with gilded borders, turned a little.
    with s.layer(move="rotate(-7 760 560)"):
        s.box(236, 136, 1140, 860, ink, opacity=0.45)
        s.box(210, 108, 1140, 860, paper)
        s.shade(box_path(210, 108, 1140, 860), mix(gold, paper, 0.5), (1360, 980), (500, 200))
        s.path(box_path(250, 148, 1060, 780), "none", stroke=gold, stroke_width=16)
        s.path(box_path(270, 168, 1020, 740), "none", stroke=teal, stroke_width=5)
        for cx_, cy_ in ((262, 160), (1298, 160), (262, 916), (1298, 916)):
            s.path(star(cx_, cy_, 50, 8, 0.62), teal)
            s.path(star(cx_, cy_, 32, 8, 0.6, pi / 8), gold)
            s.disc(cx_, cy_, 9, vermilion)
        for k in range(16):
            for y in (156, 920):
                s.path(line_path([(340 + k * 58, y - 15), (354 + k * 58, y), (340 + k * 58, y + 15), (326 + k * 58, y)]),
                       (vermilion, teal)[k % 2])
        # One great stroke of a broad nib held at a slant: width follows direction.
        spine: list[Point] = [(1150, 300), (1010, 262), (760, 330), (520, 470), (400, 640), (470, 780), (680, 800), (880, 700),
                              (960, 560), (880, 490), (770, 560), (800, 690), (940, 740)]
        points = along(spine, 260)
        nib = (cos(radians(-52)) * 43, sin(radians(-52)) * 43)
        for (ax, ay), (bx, by) in zip(points, points[1:], strict=False):
            s.shape([(ax - nib[0], ay - nib[1]), (bx - nib[0], by - nib[1]), (bx + nib[0], by + nib[1]),
                     (ax + nib[0], ay + nib[1])], ink, stroke=ink, stroke_width=1.5)
        # Dry streaks towards the end of the stroke.
        for k in range(9):
            t = -0.8 + k * 0.2
            for part in (slice(24, 70), slice(186, 225)):
                trail = [(x + nib[0] * t, y + nib[1] * t) for x, y in points[part][:: 5]]
                if k % 2 == (part.start > 100):
                    s.curve(trail, mix(ink, paper, 0.28), 2.6)
        # Rhombic dots, as scribes measure by.
        for cx_, cy_ in ((620, 640), (674, 668), (648, 600)):
            s.path(line_path([(cx_, cy_ - 30), (cx_ + 27, cy_), (cx_, cy_ + 30), (cx_ - 27, cy_)]), vermilion)
        s.curve([(300, 832), (700, 846), (1250, 828)], mix(gold, paper, 0.4), 4)
        s.curve([(300, 240), (700, 226), (860, 232)], mix(gold, paper, 0.4), 4)
    # The reed pen, its cut nib on the stroke's end.
    tip = (962.0, 716.0)
    with s.layer(move=f"rotate(38 {tip[0]} {tip[1]})"):
        x, y = tip
        s.shape([(x + 40, y + 34), (x + 620, y + 60), (x + 900, y + 90), (x + 900, y + 140), (x + 560, y + 96), (x + 120, y + 62)], ink,
                opacity=0.4)
        cane = "#c98b45"
        s.path(f"M{x} {y - 24}L{x + 90} {y - 40}Q{x + 140} {y - 46} {x + 190} {y - 46}L{x + 920} {y - 50}L{x + 920} {y + 46}L"
               f"{x + 190} {y + 44}Q{x + 150} {y + 40} {x + 128} {y + 8}Q{x + 70} {y + 16} {x + 10} {y + 26}Z", cane)
        s.path(f"M{x + 128} {y + 8}Q{x + 70} {y + 16} {x + 10} {y + 26}L{x} {y - 24}L{x + 90} {y - 40}Q{x + 150} {y - 46} {x + 210} "
               f"{y - 30}Q{x + 160} {y - 20} {x + 128} {y + 8}Z", mix(cane, paper, 0.5))
        s.path(f"M{x - 2} {y - 25}L{x + 52} {y - 34}L{x + 60} {y + 20}L{x + 9} {y + 27}Z", ink)
        s.line([(x + 4, y), (x + 150, y - 18)], ink, 4)
        s.shade(box_path(x + 190, y - 4, 740, 54), mix(cane, ink, 0.65), (x + 400, y + 60), (x + 400, y - 14))
        s.box(x + 200, y - 40, 720, 12, mix(cane, paper, 0.5))
        for k in (330, 620):
            s.box(x + k, y - 56, 18, 108, mix(cane, ink, 0.4))
            s.box(x + k + 20, y - 54, 6, 104, mix(cane, paper, 0.4))
    # Inkwell with silk, seen from above and aside; a penknife; a shaker of sand.
    s.disc(1400, 330, 160, ink, 150, opacity=0.5)
    s.disc(1380, 300, 152, teal)
    s.shade(round_path(1380, 300, 152), ink, (1500, 420), (1300, 220))
    for k in range(16):
        a = 2 * pi * k / 16
        s.path(star(1380 + cos(a) * 124, 300 + sin(a) * 124, 18, 4, 0.5, a), gold)
    s.disc(1380, 300, 100, gold)
    s.disc(1380, 300, 88, mix(gold, ink, 0.5))
    s.disc(1380, 300, 82, "#0d0e18")
    s.cut(1350, 258, 84, 14, mix(teal, paper, 0.6), -34)
    s.cut(1408, 346, 60, 7, mix(ink, teal, 0.6), -34)
    for x, y, z in ((1190, 250, 9), (1216, 230, 5), (1160, 420, 6), (1140, 436, 12)):
        s.disc(x, y, z, ink)
    with s.layer(move="rotate(-62 130 760)"):
        s.shape([(-60, 800), (200, 800), (200, 830), (-60, 830)], ink, opacity=0.4)
        s.path("M-80 770L120 770L120 812L-80 812Q-100 790 -80 770Z", vermilion)
        s.path("M120 772L300 778Q330 790 300 806L120 810Z", mix(paper, teal, 0.35))
        s.path("M120 792L320 792Q318 802 300 806L120 810Z", mix(teal, ink, 0.1))
        for k in range(3):
            s.disc(-50 + k * 60, 791, 7, gold)
    return s


PICTURES = (
    microscope_desk, seed_jars, typewriter, ballot_box, chess_table, oud_on_chair, calligraphy_pen,
)
