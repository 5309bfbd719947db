"""In town: streets, squares, roofs and courtyards."""

from math import cos, pi, radians, sin

from writingviews.demo.drawing.built import gable, person, rope, sash, star, tiles_on, windows
from writingviews.demo.drawing.nature import (
    branches,
    cloud,
    crown,
    cuts_over,
    cypress,
    ground,
    ridge,
    stars,
    streak,
    water,
)
from writingviews.demo.drawing.sheet import (
    HEIGHT,
    WIDTH,
    Plane,
    Point,
    Sheet,
    arch_path,
    box_path,
    brush_path,
    curve_path,
    line_path,
    mix,
    round_path,
)


def night_bus() -> Sheet:
    """A lit bus crosses the wet town after midnight."""
    paper, lamp, red, violet, ink = "#fdf1d0", "#ffc94d", "#d8473b", "#4a4a8c", "#14173a"
    s = Sheet("night-bus", ink)
    r = s.random
    sky = box_path(-20, -20, 1660, 800)
    s.path(sky, mix(ink, violet, 0.45))
    s.shade(sky, mix(violet, red, 0.35), (0, 820), (0, 200))
    stars(s, 300, 46, paper)
    s.disc(1330, 150, 62, paper)
    s.disc(1302, 138, 56, mix(ink, violet, 0.52))
    # Houses: a far row, then a near row in darker ink.
    x = -40.0
    while x < WIDTH:
        w, h = r.uniform(90, 170), r.uniform(260, 430)
        s.box(x, 740 - h, w + 2, h, mix(violet, red, 0.12))
        windows(s, x + 16, 760 - h, int(w / 40), int(h / 62), (18, 28), (20, 32),
                mix(ink, violet, 0.45), lit=mix(lamp, violet, 0.3), share=0.18)
        x += w
    x = -60.0
    for w, h, rise in ((210, 430, 0), (190, 330, 70), (250, 380, 0), (170, 450, 60), (240, 300, 0),
                       (190, 400, 60), (240, 350, 0), (230, 470, 0)):
        tone = mix(ink, violet, r.uniform(0.16, 0.3))
        if rise:
            gable(s, x, 760, w, h, tone, ink, rise=rise, eave=4)
        else:
            s.box(x, 760 - h, w, h, tone)
            s.box(x - 6, 752 - h, w + 12, 16, ink)
            s.box(x + w * 0.65, 700 - h, 34, 60, ink)
        windows(s, x + 26, 790 - h, int(w / 62), int(h / 92), (30, 46), (30, 42), ink, lit=lamp,
                share=0.3, sill=ink)
        x += w
    road = box_path(-20, 800, 1660, 300)
    s.box(-20, 752, 1660, 50, mix(ink, violet, 0.55))
    s.box(-20, 796, 1660, 10, mix(violet, paper, 0.3))
    s.path(road, mix(ink, violet, 0.16))
    # Light on wet asphalt: the bus's windows let down long broken columns.
    for k in range(9):
        cx = 345 + k * 112
        for j in range(13):
            y = 905 + j * 13
            s.cut(cx + r.uniform(-22, 22), y, r.uniform(60, 120) * (1 - j * 0.04), 8,
                  mix(lamp, ink, 0.15 + j * 0.05))
    for k in range(18):
        s.cut(r.uniform(250, 1330), 905 + r.uniform(0, 150), r.uniform(90, 260), 8,
              mix(red, ink, 0.35))
    # Street lamps.
    for lx in (90, 1545):
        s.line([(lx, 860), (lx, 420)], ink, 14)
        s.curve([(lx, 430), (lx + (60 if lx < 800 else -60), 380),
                 (lx + (130 if lx < 800 else -130), 400)], ink, 10)
        hx = lx + (130 if lx < 800 else -130)
        cone = line_path([(hx - 26, 420), (hx + 26, 420), (hx + 190, 860), (hx - 190, 860)])
        s.shade(cone, lamp, (0, 400), (0, 860), strength=0.62)
        s.shape([(hx - 36, 422), (hx - 16, 392), (hx + 16, 392), (hx + 36, 422)], ink)
        s.disc(hx, 424, 24, paper, 9)
        for j in range(11):
            s.cut(hx + r.uniform(-30, 30), 880 + j * 17, 130 - j * 6, 8, mix(lamp, ink, 0.3 + j * 0.04))
    # The bus.
    body = "M262 880L262 470Q262 418 316 418L1290 418Q1350 418 1362 470L1386 690L1386 880Z"
    s.path(body, red)
    s.path("M262 690L1386 690L1386 880L262 880Z", mix(red, ink, 0.16))
    s.shade(body, ink, (700, 960), (700, 640), strength=0.9)
    s.box(262, 686, 1124, 12, paper)
    s.box(300, 404, 960, 18, mix(red, ink, 0.4))
    for k in range(8):
        wx = 300 + k * 112
        s.path(f"M{wx} 486h98q6 0 6 6v158q0 6-6 6h-98q-6 0-6-6v-158q0-6 6-6Z", ink)
        pane = box_path(wx + 4, 494, 90, 154)
        s.path(pane, lamp)
        s.shade(pane, paper, (wx, 490), (wx + 40, 640))
        with s.layer(clip=pane):
            s.box(wx, 612, 100, 40, mix(red, ink, 0.35))
            if k in (0, 2, 3, 5, 6):
                tone = (ink, violet, mix(red, ink, 0.5), ink, mix(violet, ink, 0.4))[k % 5]
                px = wx + 50 + (k % 3 - 1) * 12
                s.blob([(px - 36, 660), (px - 33, 604), (px - 12, 584), (px + 12, 584),
                        (px + 33, 604), (px + 36, 660)], tone)
                s.disc(px + 3, 560, 22, mix(tone, ink, 0.5), 26)
            s.line([(wx - 4, 512), (wx + 104, 512)], ink, 4)
            s.line([(wx + 30, 512), (wx + 30, 536)], ink, 4)
    # Driver's cab: slanting pane, door.
    s.path("M1204 486L1330 486L1356 700L1204 700Z", ink)
    s.path("M1214 496L1322 496L1345 690L1214 690Z", mix(lamp, paper, 0.4))
    s.line([(1262, 496), (1272, 690)], ink, 8)
    s.blob([(1296, 692), (1288, 620), (1312, 596), (1334, 610), (1342, 692)], ink)
    s.disc(1312, 574, 20, ink, 24)
    s.box(1204, 700, 150, 160, mix(red, ink, 0.32))
    s.box(1290, 432, 60, 34, lamp)
    s.path("M1384 770h16v44h-16Z", paper)
    beam = line_path([(1396, 776), (1396, 812), (1660, 930), (1660, 740)])
    s.shade(beam, lamp, (1390, 0), (1660, 0), strength=0.8)
    s.box(262, 770, 16, 50, lamp)
    for wx in (470, 1130):
        s.path(f"M{wx - 96} 884a96 96 0 0 1 192 0Z", ink)
        s.disc(wx, 884, 72, ink)
        s.disc(wx, 884, 66, mix(ink, violet, 0.28))
        s.disc(wx, 884, 36, mix(paper, violet, 0.45))
        for a in range(6):
            s.disc(wx + cos(a) * 22, 884 + sin(a) * 22, 6, ink)
    s.disc(820, 948, 620, ink, 10)
    cuts_over(s, (0, 890, 1600, 180), 60, mix(violet, ink, 0.25), length=(60, 200), width=5, sway=1)
    return s


def rooftops_rain() -> Sheet:
    """Tiled roofs step down under slanting rain; one attic is lit."""
    paper, tile, slate, lamp, ink = "#e9e4d8", "#b5543c", "#6d8796", "#ffce5e", "#263645"
    s = Sheet("rooftops-rain", mix(slate, paper, 0.35))
    r = s.random
    sky = box_path(-20, -20, 1660, 700)
    s.shade(sky, mix(slate, ink, 0.45), (0, -60), (0, 620))
    for x, y, w, t in ((300, 120, 900, 0.3), (1050, 70, 1100, 0.42), (1400, 210, 800, 0.24),
                       (480, 250, 840, 0.2), (950, 300, 700, 0.14)):
        for _ in range(7):
            s.cut(x + r.uniform(-0.3, 0.3) * w, y + r.uniform(-34, 34), w * r.uniform(0.4, 0.9),
                  r.uniform(40, 84), mix(slate, ink, t + r.uniform(-0.06, 0.06)))
    for base, share in ((470, 0.55), (540, 0.38)):
        x = -60.0
        while x < WIDTH:
            w, h = r.uniform(90, 200), r.uniform(60, 150)
            tone = mix(slate, paper, share)
            s.shape([(x, 800), (x, base - h), (x + w * 0.3, base - h - r.uniform(30, 70)),
                     (x + w, base - h), (x + w, 800)], tone)
            if r.random() < 0.5:
                s.box(x + w * 0.6, base - h - 70, 22, 90, tone)
            x += w * 0.9
    s.shape([(1180, 560), (1180, 300), (1214, 200), (1248, 300), (1248, 560)], mix(slate, paper, 0.3))
    s.line([(1214, 210), (1214, 150)], mix(slate, paper, 0.3), 6)

    def roof(points: list[Point], ink_: str, rows: int, dark: bool) -> None:
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
                    for p, q, t in ((plane.at((k + row % 2 / 2) / columns, v + 0.55 / rows),
                                     plane.at((k + 0.5 + row % 2 / 2) / columns, v - 0.5 / rows),
                                     plane.at((k + 1 + row % 2 / 2) / columns, v + 0.55 / rows)),))
                s.path(out, "none", stroke=mix(ink_, ink, 0.42), stroke_width=4)
            for _ in range(columns * rows // 9):
                u, v = r.randrange(columns), r.randrange(rows)
                s.path(plane.patch(u / columns, v / rows, 0.9 / columns, 0.7 / rows),
                       mix(ink_, r.choice([ink, paper]), 0.2))
        s.shade(data, ink, points[2] if dark else (points[2][0], points[2][1] + 40),
                (points[0][0], points[0][1]), strength=0.85 if dark else 0.45)
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
    roof([(120, 500), (640, 500), (760, 690), (-40, 690)], mix(tile, slate, 0.42), 7, False)
    chimney(1330, 400, 80, 180, mix(slate, paper, 0.3))
    roof([(900, 520), (1700, 520), (1700, 730), (790, 730)], mix(slate, ink, 0.22), 7, True)
    # Middle: a wall with a lit window between two slopes.
    s.box(560, 590, 330, 400, mix(paper, slate, 0.3))
    s.shade(box_path(560, 590, 330, 400), mix(slate, ink, 0.4), (890, 900), (560, 600))
    roof([(640, 520), (800, 520), (935, 660), (515, 660)], tile, 5, False)
    glow_at = (735.0, 770.0)
    s.glow(*glow_at, 230, lamp, strength=0.65)
    sash(s, 680, 700, 110, 140, lamp, ink, columns=2, rows=2)
    s.box(660, 858, 150, 16, ink)
    for k in range(5):
        px = 690 + k * 22
        s.brush([(px, 858), (px + r.uniform(-12, 12), 832)], [7, 2], "#4f7a52")
    s.box(684, 846, 104, 16, tile)
    chimney(1010, 560, 110, 260, mix(tile, paper, 0.12))
    roof([(-200, 740), (420, 740), (640, 1110), (-200, 1110)], tile, 10, True)
    roof([(1010, 760), (1900, 760), (1760, 1120), (760, 1120)], mix(tile, ink, 0.14), 10, False)
    # A dormer in the near roof, an aerial, a cat in the wet.
    s.shape([(1180, 930), (1180, 800), (1270, 720), (1360, 800), (1360, 930)], mix(paper, slate, 0.2))
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
            s.line([(x + cos(radians(turn)) * 5, y + sin(radians(turn)) * 5),
                    (x + cos(radians(turn)) * 13, y + sin(radians(turn)) * 13)], paper, 2.4)
    return s


def market_stall() -> Sheet:
    """Fruit in tiers beneath a striped awning."""
    paper, red, orange, green, ink = "#fdf0d5", "#d9412f", "#f39a2e", "#5b8c4a", "#213431"
    s = Sheet("market-stall", paper)
    r = s.random
    s.shade(box_path(-20, -20, 1660, 700), mix(orange, paper, 0.5), (0, -100), (0, 480))
    x = -30.0
    for w, h in ((260, 560), (210, 640), (300, 520), (240, 610), (280, 540), (230, 630), (200, 560)):
        s.box(x, 830 - h, w, h, mix(paper, mix(green, ink, 0.3), r.uniform(0.16, 0.34)))
        windows(s, x + 34, 860 - h, int(w / 90), 3, (34, 58), (46, 60), mix(paper, ink, 0.42))
        x += w - 2
    s.box(-20, 800, 1660, 290, mix(paper, orange, 0.25))
    s.shade(box_path(-20, 800, 1660, 290), mix(ink, orange, 0.5), (0, 1120), (0, 800))
    # Back of the stall in shade.
    s.box(190, 300, 1220, 480, mix(ink, green, 0.25))
    s.shade(box_path(190, 300, 1220, 480), ink, (0, 330), (0, 700))
    for px in (196, 1384):
        s.box(px, 250, 22, 780, mix(red, ink, 0.55))
    # Strings of garlic, peppers and a scale.
    for k, (hx, tone) in enumerate(((300, red), (390, paper), (1210, red), (1300, paper),
                                    (480, orange))):
        s.line([(hx, 330), (hx, 520)], mix(paper, ink, 0.4), 4)
        for j in range(8):
            if tone == paper:
                s.disc(hx + (14 if j % 2 else -14), 372 + j * 20, 17, mix(paper, orange, 0.12 * (j % 2)))
            else:
                s.brush([(hx, 360 + j * 20), (hx + (22 if j % 2 else -22), 378 + j * 20),
                         (hx + (16 if j % 2 else -16), 406 + j * 20)], [9, 15, 2],
                        mix(tone, ink, 0.14 * (k % 2 + j % 2)))
    s.line([(800, 320), (800, 380)], paper, 6)
    s.disc(800, 412, 46, paper)
    s.disc(800, 412, 36, mix(paper, orange, 0.25))
    s.line([(800, 412), (818, 388)], red, 5)
    s.line([(800, 456), (800, 490)], paper, 5)
    for end in (720, 880):
        s.line([(800, 486), (end, 548)], paper, 4)
    s.path("M708 546h184q-14 50-92 50t-92-50Z", paper)
    for k in range(4):
        s.disc(750 + k * 34, 536, 22, (green, orange, green, red)[k])

    # Tiers of crates: each a slanted tray heaped with round fruit.
    def fruit(cx: float, cy: float, z: float, tone: str, kind: str) -> None:
        if kind == "pear":
            s.blob([(cx, cy - z * 1.25), (cx + z * 0.42, cy - z * 0.5), (cx + z * 0.9, cy + z * 0.4),
                    (cx, cy + z), (cx - z * 0.9, cy + z * 0.4), (cx - z * 0.42, cy - z * 0.5)], tone)
        elif kind == "leaf":
            for k in range(7):
                s.cut(cx, cy, z * 2.6, z * 0.9, mix(tone, paper, 0.1 * (k % 3)), k * 26)
            return
        elif kind == "melon":
            s.disc(cx, cy, z * 1.1, tone)
            for k in (-0.6, 0, 0.6):
                s.path(f"M{cx + k * z:.1f} {cy - z:.1f}Q{cx + k * z * 2:.1f} {cy:.1f} "
                       f"{cx + k * z:.1f} {cy + z:.1f}", "none", stroke=mix(tone, ink, 0.4),
                       stroke_width=z * 0.14)
        else:
            s.disc(cx, cy, z, tone)
            s.line([(cx + 1, cy - z * 0.8), (cx + z * 0.18, cy - z * 1.2)], ink, max(2, z * 0.1))
        dark = round_path(cx, cy, z)
        s.shade(dark, mix(tone, ink, 0.55), (cx + z * 0.8, cy + z), (cx - z * 0.3, cy - z * 0.4))
        s.cut(cx - z * 0.35, cy - z * 0.4, z * 0.6, z * 0.2, mix(tone, paper, 0.7), -40)

    def tray(x_: float, y: float, w: float, z: float, tone: str, kind: str) -> None:
        rows = 3
        for row in range(rows):
            count = int(w / (z * 1.9)) - (row == 0)
            for k in range(count):
                cx = x_ + (w - count * z * 1.9) / 2 + (k + 0.5) * z * 1.9
                fruit(cx + r.uniform(-3, 3), y - z * 1.9 + row * z * 1.05 + r.uniform(-3, 3), z,
                      mix(tone, r.choice([paper, red]), r.uniform(0, 0.12)), kind)
        s.shape([(x_ - 4, y + z * 0.8), (x_ + w + 4, y + z * 0.8), (x_ + w, y + z * 2.6),
                 (x_, y + z * 2.6)], mix(orange, ink, 0.32))
        s.line([(x_ - 4, y + z * 1.7), (x_ + w + 4, y + z * 1.7)], mix(orange, ink, 0.6), 5)
        s.line([(x_, y + z * 0.8), (x_ + w, y + z * 0.8)], mix(orange, paper, 0.3), 5)

    kinds = (((red, "apple"), ("#f5c542", "pear"), (green, "leaf"), (orange, "apple")),
             ((mix(green, paper, 0.25), "apple"), (orange, "apple"), ("#7b3b63", "apple"),
              ("#c9d36a", "pear")),
             ((orange, "apple"), (mix(green, ink, 0.1), "melon"), (red, "apple"), (green, "leaf")))
    for row, (y, z) in enumerate(((640, 25), (770, 30), (915, 36))):
        left, right = 232 - row * 36, 1368 + row * 36
        w = (right - left) / 4
        for k, (tone, kind) in enumerate(kinds[row]):
            tray(left + k * w + 6, y, w - 14, z, tone, kind)
    s.box(140, 1010, 1320, 90, mix(ink, green, 0.3))
    # The awning.
    top, low, n = 120.0, 320.0, 13
    for k in range(n):
        tone = red if k % 2 == 0 else paper
        a, b = k / n, (k + 1) / n
        x0, x1 = 250 + a * 1100, 250 + b * 1100
        u0, u1 = 130 + a * 1340, 130 + b * 1340
        s.shape([(x0, top), (x1, top), (u1, low), (u0, low)], tone)
        s.path(f"M{u0:.1f} {low}L{u1:.1f} {low}L{u1:.1f} {low + 34}"
               f"Q{(u0 + u1) / 2:.1f} {low + 84} {u0:.1f} {low + 34}Z", mix(tone, ink, 0.16))
    s.shade(line_path([(250, top), (1350, top), (1470, low), (130, low)]), ink, (1500, 260), (700, 150),
            strength=0.55)
    s.box(240, top - 12, 1120, 16, mix(red, ink, 0.5))
    person(s, 70, 1046, 520, mix(green, ink, 0.35), "#b07a55", legs=ink, hair=ink)
    person(s, 1545, 1060, 540, orange, "#8a5a3f", legs=mix(red, ink, 0.6), hair=red)
    s.blob([(1420, 830), (1490, 830), (1504, 920), (1455, 945), (1408, 920)], mix(orange, ink, 0.4))
    s.curve([(1428, 832), (1456, 772), (1484, 832)], mix(orange, ink, 0.5), 8)
    return s


def school_yard() -> Sheet:
    """Morning in the yard: a plane tree, hopscotch, long shadows."""
    paper, yellow, brick, green, ink = "#fcefd2", "#f3b840", "#cc6242", "#6d9a5b", "#2b3b4d"
    s = Sheet("school-yard", "#bfdcd6")
    r = s.random
    s.shade(box_path(-20, -20, 1660, 500), "#fdf3da", (0, 480), (0, -40))
    cloud(s, 1040, 170, 360, paper)
    cloud(s, 600, 110, 260, paper)
    # The school.
    s.box(420, 250, 1240, 380, brick)
    s.shade(box_path(420, 250, 1240, 380), mix(brick, ink, 0.5), (420, 640), (900, 240))
    s.box(400, 226, 1260, 34, paper)
    s.shape([(860, 230), (1020, 110), (1180, 230)], mix(brick, paper, 0.12))
    s.shape([(840, 236), (1020, 96), (1200, 236), (1200, 212), (1020, 66), (840, 212)], ink)
    s.disc(1020, 180, 34, paper)
    s.line([(1020, 180), (1020, 158)], ink, 5)
    s.line([(1020, 180), (1036, 188)], ink, 5)
    for k in range(7):
        if k == 3:
            continue
        wx = 470 + k * 165
        for wy, arched in ((300, True), (460, False)):
            h = 120
            data = arch_path(wx + 45, wy + h, 92, h) if arched else box_path(wx, wy, 92, h - 4)
            s.path(data, paper)
            inner = (arch_path(wx + 45, wy + h - 6, 76, h - 14) if arched
                     else box_path(wx + 8, wy + 8, 76, h - 18))
            s.path(inner, mix(ink, "#bfdcd6", 0.3))
            s.shade(inner, "#bfdcd6", (wx, wy), (wx + 80, wy + h), strength=0.9)
            s.line([(wx + 46, wy + 8), (wx + 46, wy + h - 8)], paper, 6)
            s.line([(wx + 6, wy + 64), (wx + 86, wy + 64)], paper, 6)
    s.path(arch_path(1020, 634, 150, 210), paper)
    s.path(arch_path(1020, 634, 120, 190), mix(ink, green, 0.25))
    s.line([(1020, 450), (1020, 634)], paper, 5)
    for k in range(3):
        s.box(920 - k * 22, 626 + k * 14, 200 + k * 44, 15, mix(paper, ink, 0.12 * k))
    # The yard.
    yard = box_path(-20, 666, 1660, 420)
    s.path(yard, mix(yellow, paper, 0.55))
    s.shade(yard, mix(brick, yellow, 0.5), (0, 1120), (0, 700))
    s.box(-20, 640, 1660, 28, mix(green, ink, 0.35))
    for k in range(56):
        s.disc(-10 + k * 30, 640, 22, mix(green, ink, 0.2 + 0.15 * (k % 2)), 20)
    dusk = mix(brick, ink, 0.45)
    # Shadow of the tree, then hopscotch chalked on the ground.
    shadow = mix(mix(yellow, paper, 0.35), dusk, 0.5)
    s.shape([(250, 900), (330, 900), (980, 1090), (700, 1090)], shadow)
    for cx, cy, rx, ry in ((840, 1010, 330, 60), (1080, 1050, 300, 70), (560, 1000, 200, 40)):
        s.blob([(cx + cos(2 * pi * i / 12) * rx * r.uniform(0.8, 1.15),
                 cy + sin(2 * pi * i / 12) * ry * r.uniform(0.8, 1.15)) for i in range(12)], shadow)
    plane = Plane((760, 1040), (985, 1050), (1130, 720), (1010, 716))
    cells = [(0.25, 0), (0.25, 1), (0, 2), (0.5, 2), (0.25, 3), (0, 4), (0.5, 4), (0.25, 5)]
    for u, row in cells:
        s.path(plane.patch(u, row / 6, 0.5, 1 / 6), "none", stroke="#fffaf0", stroke_width=8,
               stroke_linejoin="round")
    s.path(plane.loop(0.5, 1.07, 0.5, 0.1), "none", stroke="#fffaf0", stroke_width=8)
    s.disc(858, 930, 20, brick, 11)

    # Children, and their shadows falling towards us.
    def child(x: float, foot: float, h: float, coat: str, legs: str, hair: str, stride: float,
              lean: float, arms: tuple[Point, Point]) -> None:
        s.brush([(x, foot), (x + h * 0.55, foot + h * 0.22), (x + h * 1.0, foot + h * 0.36)],
                [h * 0.1, h * 0.3, h * 0.14], shadow)
        top = x + lean * h
        for end in arms:
            s.brush([(top, foot - h * 0.74), (top + end[0] * h * 0.6, foot - h * (0.74 + end[1] * 0.4)),
                     (top + end[0] * h, foot - h * (0.74 + end[1]))], [h * 0.07, h * 0.06, h * 0.05],
                    coat)
        person(s, x, foot, h, coat, "#9c6848", legs=legs, hair=hair, stride=stride, lean=lean)
        s.blob([(top - h * 0.07, foot - h * 0.76), (top + h * 0.08, foot - h * 0.76),
                (top + h * 0.1, foot - h * 0.5), (top - h * 0.09, foot - h * 0.5)], yellow
               if coat != yellow else brick)

    child(1095, 830, 210, brick, ink, ink, 0.5, 0.03, ((0.3, 0.22), (-0.3, 0.24)))
    child(1330, 880, 240, "#3f7f8c", ink, "#5a3423", 1.0, 0.1, ((0.28, -0.1), (-0.24, -0.12)))
    child(1480, 860, 230, yellow, mix(brick, ink, 0.4), ink, 0.9, 0.1, ((0.26, 0.1), (-0.24, -0.1)))
    child(700, 800, 180, green, ink, "#d8923d", 0.3, 0.0, ((0.22, -0.2), (-0.22, -0.2)))
    s.disc(1230, 940, 32, paper)
    s.shade(round_path(1230, 940, 32), brick, (1250, 980), (1215, 920))
    s.disc(1262, 976, 44, shadow, 10)
    # The tree on the left frames it all.
    s.brush([(290, 930), (270, 720), (300, 520), (330, 330)], [130, 84, 70, 40], "#8c6a4e")
    s.brush([(285, 640), (180, 520), (60, 420)], [54, 36, 18], "#8c6a4e")
    s.brush([(300, 560), (420, 450), (520, 380)], [44, 28, 12], "#8c6a4e")
    trunk = brush_path([(290, 930), (270, 720), (300, 520)], [130, 84, 70])
    s.shade(trunk, ink, (230, 700), (330, 700))
    with s.layer(clip=trunk):
        for _ in range(22):
            s.blob([(280 + r.uniform(-50, 50) + cos(i) * r.uniform(8, 20),
                     r.uniform(0, 1) + 560 + _ * 17 + sin(i) * r.uniform(6, 14)) for i in range(6)],
                   mix("#8c6a4e", paper, 0.45))
    for cx, cy, rx, ry, t in ((60, 330, 250, 190, 0.32), (470, 300, 230, 150, 0.22),
                              (280, 170, 330, 190, 0.1), (100, 120, 240, 150, 0.0)):
        crown(s, cx, cy, rx, ry, mix(green, ink, t), lit=mix(green, yellow, 0.55 - t),
              dark=mix(green, ink, 0.65), leaf=30, leaves=130)
    s.brush([(230, 930), (290, 918), (380, 940), (290, 960)], [10, 40, 30, 4], "#8c6a4e")
    for _ in range(40):
        s.cut(r.uniform(40, 1560), r.uniform(780, 1050), 26, 9, r.choice([green, brick, yellow]),
              r.uniform(0, 180))
    return s


def town_hall() -> Sheet:
    """The hall with its clock tower closes the market square."""
    paper, sand, rose, teal, ink = "#fbefd7", "#e9b872", "#c95f4b", "#2f7a78", "#22303f"
    s = Sheet("town-hall", "#8fc3bd")
    r = s.random
    s.shade(box_path(-20, -20, 1660, 760), paper, (0, 720), (0, 60))
    cloud(s, 300, 240, 470, paper)
    cloud(s, 1350, 180, 520, paper)
    cloud(s, 1150, 320, 300, mix(paper, "#8fc3bd", 0.3))
    for x, w, h, tone in ((-40, 210, 330, mix(rose, paper, 0.3)), (165, 170, 270, mix(teal, paper, 0.4)),
                          (1250, 190, 300, mix(sand, rose, 0.3)), (1430, 230, 350, mix(teal, paper, 0.3))):
        gable(s, x, 790, w, h, tone, mix(rose, ink, 0.4), rise=80, eave=8, shade=mix(tone, ink, 0.4))
        windows(s, x + 30, 810 - h, int(w / 62), 3, (30, 48), (28, 44), ink, sill=paper)
    # Wings.
    wing = box_path(330, 430, 940, 360)
    s.path(wing, sand)
    s.shade(wing, mix(sand, rose, 0.7), (1290, 760), (500, 420))
    s.shape([(310, 436), (420, 330), (1180, 330), (1290, 436)], mix(rose, ink, 0.12))
    s.shade(line_path([(310, 436), (420, 330), (1180, 330), (1290, 436)]), ink, (1290, 400), (600, 340),
            strength=0.7)
    for k in range(3):
        for side in (0, 1):
            dx = 440 + k * 90 if side == 0 else 985 + k * 90
            s.box(dx, 362, 44, 50, paper)
            s.shape([(dx - 8, 366), (dx + 22, 338), (dx + 52, 366)], ink)
            s.box(dx + 12, 374, 20, 38, ink)
    s.box(318, 428, 964, 18, paper)
    s.box(330, 596, 940, 14, paper)
    for k in range(10):
        wx = 376 + k * 94
        if 4 <= k <= 5:
            continue
        s.path(arch_path(wx, 580, 54, 112), paper)
        s.path(arch_path(wx, 578, 40, 100), mix(ink, teal, 0.35))
        s.line([(wx, 480), (wx, 578)], paper, 4)
        s.line([(wx - 20, 524), (wx + 20, 524)], paper, 4)
    for k in range(10):
        wx = 376 + k * 94
        s.path(arch_path(wx, 792, 78, 150), mix(ink, rose, 0.16))
        s.shade(arch_path(wx, 792, 78, 150), sand, (wx - 50, 790), (wx + 30, 680), strength=0.6)
        s.box(wx - 50, 640, 12, 152, paper)
        s.box(wx - 54, 694, 20, 10, paper)
    # Tower.
    tower = box_path(690, 120, 220, 672)
    s.path(tower, mix(sand, paper, 0.45))
    s.shade(tower, mix(rose, ink, 0.2), (915, 700), (760, 500))
    s.box(820, 120, 90, 672, mix(sand, rose, 0.45), opacity=0.55)
    for y in (290, 430, 610):
        s.box(676, y, 248, 16, paper)
        s.box(676, y + 16, 248, 7, mix(sand, ink, 0.4))
    s.disc(800, 208, 72, paper)
    s.disc(800, 208, 58, mix(teal, ink, 0.1))
    for k in range(12):
        a = pi * k / 6
        s.line([(800 + cos(a) * 44, 208 + sin(a) * 44), (800 + cos(a) * 53, 208 + sin(a) * 53)], paper, 5)
    s.line([(800, 208), (800, 168)], paper, 6)
    s.line([(800, 208), (828, 222)], paper, 7)
    for wx in (752, 848):
        s.path(arch_path(wx, 424, 46, 100), mix(ink, teal, 0.2))
        s.path(arch_path(wx, 590, 46, 120), mix(ink, teal, 0.2))
        s.line([(wx, 470), (wx, 590)], paper, 4)
    s.path(arch_path(800, 792, 140, 164), paper)
    s.path(arch_path(800, 792, 112, 148), mix(teal, ink, 0.4))
    s.line([(800, 650), (800, 792)], sand, 4)
    s.box(664, 108, 272, 22, paper)
    s.shape([(680, 110), (722, 10), (878, 10), (920, 110)], teal)
    s.shape([(800, 110), (800, 10), (878, 10), (920, 110)], mix(teal, ink, 0.4))
    s.shape([(722, 12), (770, -40), (830, -40), (878, 12)], mix(teal, paper, 0.2))
    # The square in flags, with long shadows and people crossing.
    square = box_path(-20, 788, 1660, 300)
    s.path(square, mix(paper, sand, 0.35))
    plane = Plane((-900, 1090), (2500, 1090), (1500, 790), (100, 790))
    tiles_on(s, plane, 22, 8, ("", mix(paper, sand, 0.7)))
    s.shade(square, mix(rose, ink, 0.3), (0, 1130), (0, 860), strength=0.8)
    for k in range(4):
        s.box(690 - k * 26, 784 + k * 10, 220 + k * 52, 11, mix(paper, ink, 0.1 + 0.08 * (k % 2)))
    cast = mix(sand, ink, 0.45)
    s.shape([(910, 824), (1290, 792), (1640, 792), (1640, 880), (1000, 830)], cast, opacity=0.6)
    people = ((500, 880, 120, rose, 0.7), (548, 884, 116, ink, 0.5), (1080, 900, 130, teal, 0.8),
              (820, 850, 90, ink, 0.4), (300, 940, 160, teal, 0.9), (1330, 960, 175, rose, 0.6))
    for x, foot, h, coat, stride in people:
        s.brush([(x, foot), (x + h * 0.6, foot + h * 0.1), (x + h * 1.3, foot + h * 0.2)],
                [h * 0.08, h * 0.2, h * 0.06], cast, opacity=0.6)
        person(s, x, foot, h, coat, "#a9714e", legs=ink, hair=mix(ink, coat, 0.2), stride=stride)
    for _ in range(26):
        x, y = r.uniform(560, 1000), r.uniform(930, 1040)
        z = 0.6 + (y - 930) / 110
        s.blob([(x - 16 * z, y), (x - 4 * z, y - 10 * z), (x + 10 * z, y - 8 * z), (x + 6 * z, y + 2)],
               mix(ink, paper, r.choice([0.15, 0.4, 0.75])))
        s.disc(x + 12 * z, y - 13 * z, 5 * z, mix(ink, paper, 0.3))
        s.line([(x, y), (x, y + 8 * z)], rose, 2)
    for x, foot, h in ((70, 1010, 420), (1520, 1020, 440)):
        s.brush([(x, foot), (x + 6, foot - h * 0.5)], [h * 0.08, h * 0.05], mix(ink, rose, 0.3))
        crown(s, x, foot - h * 0.68, h * 0.36, h * 0.34, mix(teal, "#6f8f3f", 0.45),
              lit=mix("#b7c25a", teal, 0.2), dark=ink, leaf=24, leaves=120)
    return s


def bicycle_lane() -> Sheet:
    """A loaded bicycle on the lane beneath plane trees."""
    paper, yellow, coral, green, ink = "#fdf2db", "#f6c445", "#e4573f", "#3f8f6f", "#1f3244"
    s = Sheet("bicycle-lane", "#cfe6df")
    r = s.random
    s.shade(box_path(-20, -20, 1660, 640), paper, (0, 560), (0, 0))
    x = -50.0
    tones = (coral, yellow, "#e9a48a", "#7fb7b0", paper, "#d98a4e", "#f0d9ac")
    for k, (w, h) in enumerate(((240, 470), (210, 540), (270, 420), (220, 500), (250, 450), (230, 560),
                                (290, 440))):
        tone = mix(tones[k], "#cfe6df", 0.35)
        s.box(x, 640 - h, w, h, tone)
        s.shade(box_path(x, 640 - h, w, h), mix(tone, ink, 0.4), (x + w, 640), (x + w * 0.3, 500 - h))
        s.box(x - 4, 628 - h, w + 8, 18, mix(tone, ink, 0.5))
        windows(s, x + 32, 672 - h, int((w - 30) / 64), int((h - 150) / 108), (36, 62), (30, 46),
                mix(ink, "#cfe6df", 0.22), sill=paper)
        s.path(arch_path(x + w / 2, 642, w * 0.5, 96), mix(ink, green, 0.3))
        for j in range(6):
            s.shape([(x + 20 + j * (w - 40) / 6, 536), (x + 20 + (j + 1) * (w - 40) / 6, 536),
                     (x + 10 + (j + 1) * (w - 20) / 6, 570), (x + 10 + j * (w - 20) / 6, 570)],
                    (tones[(k + 2) % 7], paper)[j % 2])
        x += w
    s.box(-20, 640, 1660, 54, mix(paper, ink, 0.18))
    # Kerb, planted strip and the lane itself.
    s.box(-20, 690, 1660, 36, mix(green, ink, 0.35))
    for _ in range(130):
        gx = r.uniform(-20, 1620)
        s.brush([(gx, 724), (gx + r.uniform(-16, 16), 690 - r.uniform(0, 40))], [9, 2],
                mix(green, r.choice([yellow, ink, paper]), 0.3))
    s.box(-20, 722, 1660, 16, paper)
    lane = box_path(-20, 738, 1660, 270)
    s.path(lane, green)
    s.shade(lane, mix(green, ink, 0.6), (0, 1040), (0, 760))
    s.box(-20, 1000, 1660, 14, paper)
    s.box(-20, 1014, 1660, 80, mix(ink, paper, 0.18))
    for k in range(4):
        s.shape([(60 + k * 470, 962), (270 + k * 470, 962), (250 + k * 470, 980), (40 + k * 470, 980)],
                paper)
    dapple = mix(green, ink, 0.5)
    for _ in range(46):
        cx, cy = r.uniform(-20, 1620), r.uniform(760, 985)
        s.disc(cx, cy, r.uniform(30, 120), dapple, r.uniform(6, 16), opacity=0.6)
    # Trees along the street.
    for tx in (150, 1445):
        s.brush([(tx, 735), (tx + 8, 520), (tx - 6, 300)], [58, 40, 30], mix(ink, coral, 0.32))
        s.box(tx - 48, 716, 96, 16, mix(ink, paper, 0.25))
    for tx, ty, rx, ry, t in ((60, 210, 260, 190, 0.25), (300, 130, 230, 160, 0.1),
                              (1560, 220, 250, 190, 0.25), (1350, 130, 260, 170, 0.1)):
        crown(s, tx, ty, rx, ry, mix(green, ink, t), lit=mix(yellow, green, 0.35),
              dark=mix(green, ink, 0.7), leaf=30, leaves=120)
    # The bicycle, large, with its shadow.
    rear, front, hub, z = (560.0, 800.0), (1040.0, 800.0), (760.0, 812.0), 152.0
    for cx in (rear[0], front[0]):
        s.disc(cx + 40, 962, z * 1.0, mix(green, ink, 0.72), 13)
    s.shape([(600, 955), (1100, 955), (1120, 968), (620, 970)], mix(green, ink, 0.72))
    for cx, cy in (rear, front):
        for k in range(24):
            a = 2 * pi * k / 24
            s.line([(cx, cy), (cx + cos(a) * z * 0.92, cy + sin(a) * z * 0.92)], mix(paper, ink, 0.2), 2.5)
        s.path(round_path(cx, cy, z), "none", stroke=ink, stroke_width=17)
        s.path(round_path(cx, cy, z - 13), "none", stroke=mix(paper, yellow, 0.4), stroke_width=7)
        s.disc(cx, cy, 16, ink)
    seat, head, low_head = (690.0, 560.0), (965.0, 545.0), (985.0, 615.0)
    for a, b, w in ((rear, hub, 13), (rear, (700, 600), 12)):
        s.line([a, b], coral, w)
    s.curve([head, (1000, 660), (1010, 740), front], coral, 16)
    s.line([(700, 600), hub], coral, 20)
    s.line([(698, 610), (975, 580)], coral, 20)
    s.line([hub, low_head], coral, 22)
    s.line([head, low_head], mix(coral, ink, 0.3), 24)
    s.line([(704, 610), (690, 540)], mix(paper, ink, 0.3), 12)
    s.blob([(615, 536), (640, 518), (700, 524), (772, 530), (774, 544), (700, 556), (630, 560)], ink)
    s.curve([head, (955, 490), (930, 462), (870, 470), (840, 492)], ink, 13)
    s.line([(868, 472), (836, 496)], ink, 22)
    s.disc(hub[0], hub[1], 44, "none", stroke=ink, stroke_width=12)
    s.disc(hub[0], hub[1], 14, ink)
    s.line([hub, (800, 880)], ink, 12)
    s.line([(780, 884), (826, 878)], ink, 16)
    s.line([(rear[0], rear[1] + 18), (hub[0], hub[1] + 44)], ink, 4)
    s.line([(rear[0], rear[1] - 18), (hub[0], hub[1] - 44)], ink, 4)
    for cx, cy, a0, a1 in ((*rear, 180, 300), (*front, 200, 330)):
        arc = [(cx + cos(radians(a)) * (z + 20), cy + sin(radians(a)) * (z + 20))
               for a in range(a0, a1 + 1, 10)]
        s.curve(arc, coral, 12)
    # Basket with bread and flowers before, a parcel behind.
    for k, (fx, fy, tone) in enumerate(((1020, 470, yellow), (1058, 440, coral), (1096, 476, paper),
                                        (1125, 448, yellow), (1040, 420, paper))):
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
        s.line([(996 + k * 3, 566 + k * 22), (1176 - k * 4, 566 + k * 22)], mix(yellow, ink, 0.58), 6)
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


def tram_stop() -> Sheet:
    """A tram draws in out of the evening; people wait beneath the shelter."""
    paper, amber, rust, teal, ink = "#fcebc8", "#f6b048", "#cb4f35", "#2e7580", "#182b3c"
    s = Sheet("tram-stop", mix(amber, paper, 0.4))
    r = s.random
    s.shade(box_path(-20, -20, 1660, 760), mix(rust, amber, 0.45), (0, -150), (0, 480))
    s.disc(640, 470, 130, paper)
    # Facades in perspective down both sides of the street.
    vx, vy = 640.0, 560.0

    def side(x0: float, x1: float, roof: float, tone: str, cols: int) -> None:
        def at(x: float, y: float) -> Point:
            """A point of the wall at sheet x, ``y`` counted as at the sheet's edge."""
            edge = -60.0 if x0 < vx else 1660.0
            return (x, vy + (y - vy) * (x - vx) / (edge - vx))

        face = line_path([at(x0, roof), at(x1, roof), at(x1, 880), at(x0, 880)])
        s.path(face, tone)
        s.shade(face, mix(tone, amber, 0.6), (x1, 500), (x0, 500), strength=0.9)
        s.shape([at(x0, roof - 22), at(x1, roof - 22), at(x1, roof + 18), at(x0, roof + 18)],
                mix(tone, ink, 0.5))
        rows = int((760 - roof) / 150)
        for c in range(cols):
            a = x0 + (x1 - x0) * (c + 0.22) / cols
            b = x0 + (x1 - x0) * (c + 0.74) / cols
            for row in range(rows):
                y = roof + 70 + row * 150
                s.shape([at(a, y), at(b, y), at(b, y + 92), at(a, y + 92)],
                        amber if r.random() < 0.3 else mix(tone, ink, 0.55))

    for x0, x1, roof, tone, cols in (
            (540, 600, -60, mix(rust, amber, 0.55), 2), (430, 540, -150, mix(teal, amber, 0.45), 2),
            (250, 430, -40, mix(rust, ink, 0.12), 3), (-60, 250, -220, mix(teal, ink, 0.35), 3),
            (740, 690, -40, mix(rust, amber, 0.5), 2), (850, 740, -160, mix(teal, amber, 0.4), 2),
            (1080, 850, -20, mix(rust, ink, 0.2), 3), (1660, 1080, -260, mix(ink, teal, 0.3), 5)):
        side(x0, x1, roof, tone, cols)
    road = line_path([(600, 574), (690, 574), (1700, 900), (1700, 1110), (-100, 1110), (-100, 900)])
    s.path(road, mix(ink, rust, 0.25))
    s.shade(road, amber, (645, 560), (645, 900), strength=0.85)
    for k in range(60):
        y = 600 + (k / 60) ** 1.4 * 460
        z = (y - vy) / 500
        s.cut(vx + r.uniform(-1.4, 1.4) * (y - vy) * 1.3, y, 130 * z + 12, 7 * z + 1,
              mix(ink, amber, 0.4))
    for foot in (150, 470, 620, 940):
        s.shape([(vx - 2 + (foot - 545) * 0.01, 575), (vx + 1 + (foot - 545) * 0.01, 575),
                 (foot + 9, 1110), (foot - 9, 1110)], mix(paper, amber, 0.3))
    # Overhead wires and their poles.
    for end in (180, 560, 830):
        s.line([(vx, 500), (end * 1.5 - 400, -60)], ink, 4)
    for k, x in enumerate((160, 390, 500)):
        h = 640 / (k * 1.6 + 1)
        foot = vy + (880 - vy) * (vx - x) / (vx + 60)
        s.line([(x, foot), (x, foot - h)], ink, 12 / (k + 1))
        s.line([(x, foot - h * 0.94), (x + h * 0.75, foot - h * 0.98)], ink, 6 / (k + 1))
    # The tram, coming on, a little left of the middle.
    x, y, w, h = 300.0, 370.0, 400.0, 560.0
    flank = line_path([(x + w - 10, y + 30), (x + w + 92, y + 78), (x + w + 92, y + 400),
                       (x + w - 10, y + h - 40)])
    s.path(flank, mix(rust, ink, 0.45))
    for k in range(3):
        fx = x + w + 4 + k * 30
        s.shape([(fx, y + 120 + k * 12), (fx + 22, y + 130 + k * 12), (fx + 22, y + 270 - k * 4),
                 (fx, y + 282 - k * 6)], amber)
    s.disc(x + w / 2, y + h + 18, 290, ink, 26)
    front = (f"M{x + 26} {y + h}L{x} {y + 320}L{x + 22} {y + 60}Q{x + 28} {y} {x + 90} {y - 6}"
             f"L{x + w - 90} {y - 6}Q{x + w - 28} {y} {x + w - 22} {y + 60}L{x + w} {y + 320}"
             f"L{x + w - 26} {y + h}Z")
    s.path(front, rust)
    s.shade(front, ink, (x + w, y + h + 80), (x + w * 0.3, y + 200), strength=0.85)
    s.path(f"M{x + 6} {y + 300}L{x + w - 6} {y + 300}L{x + w - 1} {y + 350}L{x + 2} {y + 350}Z", paper)
    s.path(f"M{x + 42} {y + 92}Q{x + 44} {y + 84} {x + 54} {y + 84}L{x + w - 54} {y + 84}"
           f"Q{x + w - 44} {y + 84} {x + w - 42} {y + 92}L{x + w - 26} {y + 280}L{x + 26} {y + 280}Z", ink)
    pane = line_path([(x + 54, y + 98), (x + w - 54, y + 98), (x + w - 40, y + 268), (x + 40, y + 268)])
    s.path(pane, mix(teal, ink, 0.25))
    s.shade(pane, amber, (x + w, y + 60), (x + 130, y + 270))
    with s.layer(clip=pane):
        s.shape([(x + 80, y + 60), (x + 150, y + 60), (x + 60, y + 300), (x - 10, y + 300)],
                mix(teal, paper, 0.4))
        s.disc(x + 250, y + 196, 30, ink, 36)
        s.blob([(x + 190, y + 290), (x + 200, y + 240), (x + 250, y + 224), (x + 300, y + 240),
                (x + 312, y + 290)], ink)
    s.line([(x + w / 2, y + 84), (x + w / 2, y + 280)], ink, 8)
    s.path(f"M{x + 110} {y + 18}h{w - 220}v46h{220 - w}Z", ink)
    for k in range(7):
        s.disc(x + 132 + k * 23, y + 41, 7, amber)
    for lx in (x + 66, x + w - 66):
        s.glow(lx, y + 420, 120, amber, strength=0.7)
        s.disc(lx, y + 420, 34, ink)
        s.disc(lx, y + 420, 25, "#fff7da")
    s.box(x + 60, y + 490, w - 120, 24, mix(ink, rust, 0.3))
    s.shape([(x + 30, y + h - 26), (x + w - 30, y + h - 26), (x + w - 60, y + h + 20),
             (x + 60, y + h + 20)], ink)
    s.line([(x + 150, y - 6), (x + 200, y - 66), (x + 250, y - 6)], ink, 7)
    s.line([(x + 200, y - 66), (x + 160, y - 120)], ink, 6)
    s.line([(x + 110, y - 120), (x + 210, y - 120)], ink, 7)
    # Platform and shelter on the right, in the foreground.
    s.shape([(860, 800), (1700, 860), (1700, 1110), (1010, 1110)], mix(paper, ink, 0.3))
    s.shape([(860, 800), (1010, 1110), (970, 1110), (838, 806)], amber)
    s.shade(line_path([(860, 800), (1700, 860), (1700, 1110), (1010, 1110)]), ink, (1700, 1110),
            (900, 800), strength=0.8)
    glass = line_path([(1080, 400), (1590, 380), (1590, 930), (1080, 850)])
    s.path(glass, mix(teal, paper, 0.3), opacity=0.55)
    with s.layer(clip=glass):
        s.shape([(1180, 360), (1270, 360), (1120, 900), (1030, 900)], paper, opacity=0.45)
        s.shape([(1420, 360), (1460, 360), (1310, 930), (1270, 930)], paper, opacity=0.45)
    for px, top, foot in ((1080, 396, 856), (1335, 388, 892), (1590, 376, 940)):
        s.box(px - 8, top, 16, foot - top, ink)
    s.box(1100, 772, 480, 20, mix(rust, ink, 0.35))
    s.shape([(1000, 372), (1640, 330), (1680, 372), (1680, 400), (1010, 414)], ink)
    s.shape([(1000, 372), (1640, 330), (1680, 360), (1012, 392)], teal)
    person(s, 1190, 905, 420, rust, "#8f5d42", legs=ink, hair=ink)
    person(s, 1300, 935, 450, mix(teal, ink, 0.3), "#c08a62", legs=mix(ink, rust, 0.25), hair="#7a4526")
    person(s, 1475, 985, 500, mix(amber, rust, 0.3), "#6d4633", legs=ink, hair=ink)
    s.box(1528, 700, 74, 96, mix(ink, teal, 0.3))
    s.curve([(1542, 704), (1565, 660), (1588, 704)], ink, 8)
    s.line([(952, 960), (952, 380)], ink, 13)
    s.disc(952, 350, 52, ink)
    s.disc(952, 350, 44, teal)
    s.box(928, 338, 48, 24, paper)
    s.disc(940, 372, 7, paper)
    s.disc(964, 372, 7, paper)
    return s


def tiled_gate() -> Sheet:
    """A gateway of blue tile; beyond it, a garden in the light."""
    paper, gold, turquoise, cobalt, ink = "#f7ead0", "#e2a23f", "#2fa3a0", "#24509a", "#152447"
    s = Sheet("tiled-gate", "#f3cf9a")
    r = s.random
    s.shade(box_path(-20, -20, 1660, 800), paper, (0, 700), (0, 0))
    s.disc(1390, 200, 84, "#fff7e2")
    for x, h in ((60, 560), (170, 470), (1450, 520), (1550, 600)):
        cypress(s, x, 880, h, mix(ink, "#36684a", 0.55), "#6f9a5c")
    s.box(-20, 640, 1660, 260, mix(gold, paper, 0.4))
    for k in range(46):
        s.line([(-20 + k * 37, 640), (-20 + k * 37, 668)], mix(gold, ink, 0.3), 5)
    s.box(-20, 664, 1660, 12, mix(gold, ink, 0.35))
    s.shade(box_path(-20, 676, 1660, 210), mix(gold, ink, 0.35), (0, 900), (0, 690))
    floor = box_path(-20, 872, 1660, 220)
    s.path(floor, mix(paper, gold, 0.3))
    tiles_on(s, Plane((-700, 1090), (2300, 1090), (1400, 872), (200, 872)), 18, 5,
             ("", mix(paper, gold, 0.65)))
    s.shade(floor, mix(gold, ink, 0.4), (0, 1120), (0, 880))
    # The great frame.
    left, right, top, foot = 330.0, 1270.0, 60.0, 880.0
    s.box(left - 26, top - 26, right - left + 52, foot - top + 26, mix(gold, paper, 0.2))
    s.box(left, top, right - left, foot - top, ink)
    s.box(left + 10, top + 10, right - left - 20, foot - top, cobalt)

    # A border of eight-pointed stars linked by crosses.
    def starry(x: float, y: float, z: float, tone: str) -> None:
        s.path(star(x, y, z, 8, 0.76, pi / 8), tone)
        s.path(star(x, y, z * 0.62, 8, 0.6), ink)
        s.path(star(x, y, z * 0.46, 8, 0.6, pi / 8), gold)
        s.disc(x, y, z * 0.12, paper)

    step = 80.0
    spots: list[Point] = []
    for k in range(12):
        spots.append((left + 45 + k * (right - left - 90) / 11, top + 46))
    for k in range(1, 10):
        for x in (left + 45, right - 45):
            spots.append((x, top + 46 + k * step * 1.03))
    for i, (x, y) in enumerate(spots):
        starry(x, y, 36, turquoise if i % 2 else paper)
    for k in range(11):
        x = left + 45 + (k + 0.5) * (right - left - 90) / 11
        for y in (top + 22, top + 70):
            s.path(star(x, y, 12, 4, 0.45), gold)
    for k in range(10):
        y = top + 46 + (k + 0.5) * step * 1.03
        for x in (left + 22, left + 68, right - 22, right - 68):
            s.path(star(x, y, 12, 4, 0.45), gold)
    s.box(left + 90, top + 92, right - left - 180, foot - top - 92, gold)
    s.box(left + 98, top + 100, right - left - 196, foot - top - 100, mix(turquoise, cobalt, 0.25))
    # Spandrels: scrolling stems with leaves and flowers on turquoise.
    for sign in (-1, 1):
        for cx, cy, z, turn in ((800 + sign * 290, 262, 74, 0), (800 + sign * 195, 205, 44, 40),
                                (800 + sign * 318, 400, 40, 80), (800 + sign * 100, 190, 30, 10)):
            arc = [(cx + sign * cos(radians(a + turn)) * z * (1 - a / 560),
                    cy + sin(radians(a + turn)) * z * (1 - a / 560)) for a in range(0, 420, 24)]
            s.curve(arc, paper, 6)
            for px, py in arc[::2]:
                s.cut(px, py, 30, 9, gold, r.uniform(0, 180))
            for j in range(8):
                a = pi * j / 4
                s.disc(cx + cos(a) * z * 0.2, cy + sin(a) * z * 0.2, z * 0.1, paper)
            s.disc(cx, cy, z * 0.12, gold)
    # The pointed opening with its honeycomb vault.
    opening = arch_path(800, foot + 4, 560, 650, point=0.35)
    s.path(opening, paper, stroke=gold, stroke_width=26)
    s.path(opening, ink, stroke=ink, stroke_width=10)
    s.path(opening, mix(cobalt, ink, 0.45))
    with s.layer(clip=opening):
        for row in range(7):
            y = 270 + row * 48
            count = 3 + row * 2
            width = 70 + row * 86
            for k in range(count):
                cx = 800 - width / 2 + (k + 0.5) * width / count
                cw = width / count
                tone = (turquoise, paper, cobalt, gold)[(row + k) % 4]
                cell = arch_path(cx, y + 52, cw * 0.94, 66, point=0.25)
                s.path(cell, tone)
                s.shade(cell, ink, (cx, y - 14), (cx, y + 46), strength=0.85)
                s.path(cell, "none", stroke=ink, stroke_width=3.5)
        s.shade(opening, ink, (480, 700), (640, 700))
        s.box(500, 606, 600, 290, mix(cobalt, turquoise, 0.3))
        for row in range(4):
            for k in range(9):
                px, py = 530 + k * 68, 640 + row * 68
                s.path(star(px, py, 28, 8, 0.72, pi / 8), (paper, turquoise)[(k + row) % 2])
                s.path(star(px, py, 14, 8, 0.6), cobalt)
        s.shade(box_path(500, 606, 600, 290), ink, (500, 0), (660, 0))
        s.shade(box_path(500, 606, 600, 290), ink, (1100, 0), (940, 0))
    # The door and the garden seen through it.
    door = arch_path(800, foot + 2, 250, 330, point=0.3)
    s.path(door, gold, stroke=ink, stroke_width=16)
    garden = arch_path(800, foot + 2, 222, 308, point=0.3)
    s.path(garden, "#fbe7b4")
    with s.layer(clip=garden):
        s.disc(800, 720, 84, "#fffaf0")
        cypress(s, 722, 830, 200, "#36684a", "#6f9a5c")
        cypress(s, 880, 830, 180, "#36684a", "#6f9a5c")
        s.box(680, 800, 240, 100, "#5c8a4f")
        s.shape([(786, 800), (814, 800), (850, 890), (750, 890)], "#9ad0cc")
        for _ in range(24):
            s.disc(r.choice([r.uniform(690, 765), r.uniform(838, 915)]), r.uniform(812, 880), 5, "#d9503f")
    spill = line_path([(690, 882), (910, 882), (1010, 1090), (560, 1090)])
    s.shade(spill, "#fff6dc", (800, 870), (800, 1080), strength=0.95)
    for sign in (-1, 1):
        for k in range(2):
            x = 800 + sign * (520 + k * 0)
            s.box(x - 36, 250, 72, 632, mix(gold, paper, 0.3))
        s.shade(box_path(800 + sign * 520 - 36, 250, 72, 632), mix(gold, ink, 0.45),
                (800 + sign * 520 + 40, 0), (800 + sign * 520 - 20, 0))
        x = 800 + sign * 520
        for k in range(9):
            y = 280 + k * 68
            s.path(line_path([(x, y - 26), (x + 26, y), (x, y + 26), (x - 26, y)]), cobalt)
            s.path(line_path([(x, y - 13), (x + 13, y), (x, y + 13), (x - 13, y)]), turquoise)
        s.box(x - 46, 226, 92, 26, gold)
        s.path(f"M{x - 40} 228Q{x - 44} 150 {x} 112Q{x + 44} 150 {x + 40} 228Z", turquoise)
        s.shade(round_path(x, 180, 44, 60), ink, (x + 44, 0), (x - 10, 0), strength=0.7)
        s.line([(x, 114), (x, 84)], gold, 7)
    s.brush([(700, 1000), (820, 1020), (960, 1040)], [20, 40, 12], mix(gold, ink, 0.5), opacity=0.6)
    person(s, 700, 1010, 190, mix(cobalt, ink, 0.5), "#a06c48", legs=ink, hair="#b33f33", stride=0.5)
    for bx, by in ((1000, 180), (1060, 140), (940, 130)):
        gx, gy = bx + 330, by + 160
        s.brush([(gx - 30, gy - 10), (gx, gy)], [2, 8], ink)
        s.brush([(gx + 30, gy - 14), (gx, gy)], [2, 8], ink)
    return s


def courtyard_fountain() -> Sheet:
    """Water rises in the middle of an arcaded court."""
    paper, apricot, terracotta, teal, ink = "#fcefd6", "#f2b26b", "#bf5b3f", "#2d8a8f", "#1f3547"
    s = Sheet("courtyard-fountain", "#a9d8d2")
    r = s.random
    s.shade(box_path(-20, -20, 1660, 400), paper, (0, 330), (0, -60))
    crown(s, 300, 120, 210, 130, mix(teal, "#47703f", 0.6), lit="#9bb554", dark=ink, leaf=26)
    crown(s, 1420, 90, 230, 140, mix(teal, "#47703f", 0.6), lit="#9bb554", dark=ink, leaf=26)
    # The far arcade, two storeys.
    wall = box_path(180, 170, 1240, 480)
    s.path(wall, apricot)
    s.shade(wall, paper, (300, 170), (1000, 600), strength=0.9)
    s.shape([(150, 176), (190, 128), (1410, 128), (1450, 176)], terracotta)
    for k in range(42):
        s.line([(196 + k * 29, 132), (180 + k * 30, 174)], mix(terracotta, ink, 0.3), 5)
    for k in range(9):
        wx = 260 + k * 135
        s.path(arch_path(wx, 320, 66, 110, point=0.3), paper)
        s.path(arch_path(wx, 320, 50, 96, point=0.3), mix(ink, terracotta, 0.25))
        s.box(wx - 40, 318, 80, 10, paper)
    s.box(180, 352, 1240, 20, paper)
    for k in range(31):
        s.path(star(200 + k * 40, 387, 14, 8, 0.7), teal)
    s.box(180, 402, 1240, 8, paper)
    for k in range(7):
        wx = 282 + k * 173
        s.path(arch_path(wx, 654, 138, 226, point=0.3), paper)
        inner = arch_path(wx, 654, 114, 208, point=0.3)
        s.path(inner, mix(ink, terracotta, 0.35))
        s.shade(inner, terracotta, (wx + 60, 660), (wx - 40, 520), strength=0.9)
        s.box(wx - 92, 520, 14, 134, paper)
        s.box(wx - 98, 508, 26, 14, mix(paper, terracotta, 0.4))
    # Side walls running towards us.
    for sign in (-1, 1):
        x0, x1 = 800 + sign * 620, 800 + sign * 860
        s.shape([(x0, 170), (x1, -60), (x1, 960), (x0, 652)],
                mix(apricot, terracotta, 0.2 if sign < 0 else 0.75))
        for k in range(2):
            a, b = x0 + sign * (24 + k * 110), x0 + sign * (100 + k * 130)
            t0, t1 = abs(a - x0) / 240, abs(b - x0) / 240
            top0, top1 = 440 - t0 * 140, 440 - t1 * 140
            f0, f1 = 652 + t0 * 300, 652 + t1 * 300
            mid = (a + b) / 2
            s.path(f"M{a} {f0}L{a} {top0 + 60}Q{a} {top0} {mid} {(top0 + top1) / 2 - 40}"
                   f"Q{b} {top1} {b} {top1 + 60}L{b} {f1}Z", mix(ink, terracotta, 0.3))
    # Floor of two stones, seen in perspective; shade falls from the right.
    floor = line_path([(180, 650), (1420, 650), (1700, 1010), (1700, 1110), (-100, 1110), (-100, 1010)])
    s.path(floor, mix(paper, apricot, 0.3))
    with s.layer(clip=floor):
        tiles_on(s, Plane((-500, 1120), (2100, 1120), (1420, 650), (180, 650)), 16, 9,
                 ("", mix(apricot, terracotta, 0.4)))
        s.shape([(1420, 650), (1130, 650), (1330, 1120), (1720, 1120)], mix(ink, terracotta, 0.35),
                opacity=0.5)
    s.shade(floor, terracotta, (800, 1150), (800, 860), strength=0.7)

    def eight(cx: float, cy: float, rx: float, ry: float) -> list[Point]:
        return [(cx + cos(pi / 8 + pi * k / 4) * rx, cy + sin(pi / 8 + pi * k / 4) * ry)
                for k in range(8)]

    # Basin: steps, wall of tiles, water.
    s.shape(eight(830, 930, 560, 150), mix(ink, terracotta, 0.5), opacity=0.45)
    s.shape(eight(800, 900, 540, 148), mix(paper, apricot, 0.15))
    s.shape(eight(800, 880, 540, 148), paper)
    outer, low = eight(800, 800, 440, 118), eight(800, 874, 440, 118)
    for k in range(3):
        face = [outer[k], outer[k + 1], low[k + 1], low[k]]
        s.shape(face, (mix(teal, ink, 0.5), mix(teal, ink, 0.2), mix(teal, paper, 0.1))[k])
        plane = Plane(*face)
        for j in range(7):
            px, py = plane.at((j + 0.5) / 7, 0.5)
            s.path(star(px, py, 15, 8, 0.62), paper)
            s.disc(px, py, 4, terracotta)
    s.shape(outer, paper)
    pool = line_path(eight(800, 800, 400, 100))
    s.path(pool, teal)
    s.shade(pool, mix(teal, ink, 0.6), (420, 730), (820, 800))
    with s.layer(clip=pool):
        for k in range(5):
            s.path(round_path(800, 800, 110 + k * 70, 26 + k * 17), "none",
                   stroke=mix(teal, paper, 0.6 - k * 0.08), stroke_width=5)
        water(s, 712, 890, paper, 20, left=430, right=1170, size=0.6)
    # Pedestal bowl and the water itself.
    s.path("M752 812L774 690L752 640L848 640L826 690L848 812Z", mix(paper, apricot, 0.25))
    s.path("M800 812L800 640L848 640L826 690L848 812Z", mix(apricot, terracotta, 0.5))
    s.path("M640 590Q650 660 800 664Q950 660 960 590Z", paper)
    s.shade("M640 590Q650 660 800 664Q950 660 960 590Z", terracotta, (960, 650), (760, 600))
    s.disc(800, 590, 160, mix(teal, paper, 0.3), 24)
    s.path(round_path(800, 590, 160, 24), "none", stroke=paper, stroke_width=9)
    light = "#f2fbf4"
    for reach, high in ((52, 200), (100, 170), (146, 128)):
        for sign in (-1, 1):
            s.brush([(800, 590), (800 + sign * reach * 0.3, 590 - high),
                     (800 + sign * reach * 0.8, 590 - high * 0.62), (800 + sign * reach, 588)],
                    [14, 12, 9, 5], light)
    s.brush([(800, 590), (802, 480), (800, 340)], [26, 18, 4], light)
    for k in range(9):
        x = 648 + k * 38
        s.brush([(x, 600), (x + (x - 800) * 0.09, 680), (x + (x - 800) * 0.13, 790)], [7, 9, 3], light)
        s.cut(x + (x - 800) * 0.13, 794, 50, 8, light)
    for _ in range(46):
        s.disc(800 + r.gauss(0, 70), 430 + r.gauss(0, 80), r.uniform(2, 6), light)
    # Two orange trees in pots frame the court.
    for x in (175, 1440):
        s.path(f"M{x - 84} 840L{x + 84} 840L{x + 58} 1010L{x - 58} 1010Z", terracotta)
        s.shade(f"M{x - 84} 840L{x + 84} 840L{x + 58} 1010L{x - 58} 1010Z", ink, (x + 90, 0), (x - 20, 0))
        s.box(x - 96, 826, 192, 30, mix(terracotta, paper, 0.15))
        s.brush([(x, 840), (x + 6, 720)], [26, 20], mix(ink, terracotta, 0.4))
        crown(s, x, 590, 170, 160, mix("#47703f", ink, 0.25), lit="#9bb554", dark=ink, leaf=28,
              leaves=140)
        for _ in range(17):
            a, far = r.uniform(0, 6.3), r.random() ** 0.5 * 140
            fx, fy = x + cos(a) * far, 590 + sin(a) * far * 0.92
            s.disc(fx, fy, 18, "#ee8a2c")
            s.cut(fx - 5, fy - 6, 12, 5, paper, -40)
    return s


def solar_roof() -> Sheet:
    """Panels on a tiled roof take the midday sun; the town lies below."""
    paper, sun, tile, blue, ink = "#fdf1d3", "#f7b733", "#d2603c", "#2b5ea8", "#182a4e"
    s = Sheet("solar-roof", "#8ecae0")
    r = s.random
    sky = box_path(-20, -20, 1660, 760)
    s.shade(sky, paper, (0, 700), (0, 40))
    sx, sy = 1250.0, 190.0
    for k in range(28):
        a = 2 * pi * k / 28
        near, far = 150, (250 if k % 2 else 205)
        s.cut(sx + cos(a) * (near + far) / 2, sy + sin(a) * (near + far) / 2, far - near + 30, 12, sun,
              a * 180 / pi)
    s.disc(sx, sy, 126, sun)
    s.disc(sx, sy, 104, mix(sun, paper, 0.35))
    cloud(s, 250, 250, 420, paper)
    cloud(s, 760, 150, 330, paper)
    s.path(ground(ridge(r, 560, 50)), mix("#6fa06a", "#8ecae0", 0.45))
    s.path(ground(ridge(r, 620, 40)), "#6fa06a")
    # Small roofs of the town, several with panels of their own.
    for k in range(15):
        x, y, w = -40 + k * 112 + r.uniform(-20, 20), 690 + r.uniform(-40, 50), r.uniform(110, 160)
        tone = r.choice([tile, mix(tile, paper, 0.35), mix(tile, ink, 0.25)])
        s.box(x, y, w, 260, mix(paper, sun, r.uniform(0, 0.3)))
        s.shape([(x - 10, y + 6), (x + w * 0.22, y - 54), (x + w * 0.85, y - 54), (x + w + 10, y + 6)],
                tone)
        if k % 3 != 1:
            s.shape([(x + w * 0.2, y - 12), (x + w * 0.32, y - 44), (x + w * 0.74, y - 44),
                     (x + w * 0.78, y - 12)], blue)
            s.line([(x + w * 0.26, y - 28), (x + w * 0.76, y - 28)], paper, 2.5)
            s.line([(x + w * 0.52, y - 12), (x + w * 0.53, y - 44)], paper, 2.5)
        windows(s, x + 18, y + 30, 2, 2, (22, 34), (w - 80, 26), ink)
        if k % 4 == 0:
            crown(s, x + w, y + 60, 60, 70, "#4d7f52", lit="#a8bf5e", dark=ink, leaf=16, leaves=40)
    # The near roof fills the lower half, its ridge slanting away.
    a, b, c, d = (-160.0, 1180.0), (1560.0, 1180.0), (1190.0, 560.0), (330.0, 500.0)
    gable_wall = line_path([c, (1190, 560), (1820, 1180), (1560, 1180)])
    s.path(gable_wall, mix(paper, tile, 0.2))
    s.shade(gable_wall, mix(tile, ink, 0.4), (1250, 640), (1700, 1180))
    plane = Plane(a, b, c, d)
    s.shape([a, b, c, d], tile)
    roof = line_path([a, b, c, d])
    with s.layer(clip=roof):
        rows, columns = 20, 34
        for row in range(rows):
            v = row / rows
            out = "".join(
                f"M{p[0]:.1f} {p[1]:.1f}Q{q[0]:.1f} {q[1]:.1f} {t[0]:.1f} {t[1]:.1f}"
                for k in range(columns)
                for p, q, t in ((plane.at((k + row % 2 / 2) / columns, v + 0.03),
                                 plane.at((k + 0.5 + row % 2 / 2) / columns, v - 0.03),
                                 plane.at((k + 1 + row % 2 / 2) / columns, v + 0.03)),))
            s.path(out, "none", stroke=mix(tile, ink, 0.35), stroke_width=4)
        for _ in range(70):
            s.path(plane.patch(r.randrange(columns) / columns, r.randrange(rows) / rows, 0.027, 0.034),
                   mix(tile, r.choice([ink, paper, sun]), 0.25))
    s.shade(roof, ink, (-100, 1180), (560, 640), strength=0.7)
    s.line([d, c], mix(tile, ink, 0.4), 22)
    s.line([(d[0], d[1] - 6), (c[0], c[1] - 6)], mix(tile, paper, 0.4), 6)
    s.line([c, b], mix(paper, tile, 0.2), 20)
    # Panels: frames, cells, and one long reflected cloud across them all.
    s.path(plane.patch(0.125, 0.1, 0.77, 0.76), mix(ink, tile, 0.2))
    for row in range(3):
        for k in range(5):
            u, v = 0.135 + k * 0.15, 0.135 + row * 0.24
            s.path(plane.patch(u, v, 0.142, 0.222), paper)
            panel = plane.patch(u + 0.004, v + 0.008, 0.134, 0.206)
            s.path(panel, mix(blue, ink, 0.35 + 0.1 * ((row + k) % 2)))
            corner = plane.at(u + 0.15, v + 0.24)
            s.shade(panel, mix(blue, "#8ecae0", 0.4), corner, plane.at(u, v), strength=0.95)
            grid = ""
            for j in range(1, 4):
                grid += line_path([plane.at(u + j * 0.0345, v + 0.01),
                                   plane.at(u + j * 0.0345, v + 0.212)], closed=False)
            for j in range(1, 5):
                grid += line_path([plane.at(u + 0.005, v + j * 0.044),
                                   plane.at(u + 0.137, v + j * 0.044)], closed=False)
            s.path(grid, "none", stroke=mix(blue, paper, 0.35), stroke_width=2.5)
    with s.layer(clip=plane.patch(0.139, 0.143, 0.74, 0.69)):
        s.shape([(930, 480), (1090, 480), (820, 1120), (560, 1120)], paper, opacity=0.22)
        s.shape([(1120, 480), (1150, 480), (900, 1120), (855, 1120)], paper, opacity=0.22)
    # Chimney with a bird, and sparks of light on the panels' corners.
    s.box(420, 350, 96, 210, mix(tile, paper, 0.25))
    s.box(476, 350, 40, 210, mix(tile, ink, 0.3))
    s.box(406, 334, 124, 24, ink)
    for k in range(7):
        s.line([(422, 384 + k * 26), (514, 384 + k * 26)], mix(tile, ink, 0.35), 3)
    s.blob([(440, 334), (436, 312), (452, 296), (482, 306), (512, 330), (480, 334)], ink)
    s.disc(448, 298, 14, ink)
    s.shape([(436, 294), (422, 300), (437, 304)], sun)
    for u, v in ((0.88, 0.58), (0.73, 0.82), (0.58, 0.34)):
        x, y = plane.at(u, v)
        for turn in (0, 45, 90, 135):
            s.cut(x, y, 74 if turn % 90 == 0 else 40, 5, "#fffdf2", turn)
    return s


PICTURES = (
    night_bus, rooftops_rain, market_stall, school_yard, town_hall, bicycle_lane, tram_stop,
    tiled_gate, courtyard_fountain, solar_roof,
)
