"""Indoors: halls, workshops and stages, and the light that falls into them."""

from math import cos, pi, radians, sin

from writingviews.demo.drawing.built import person, rope, sash, sitter, star, tiles_on
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
    lens_path,
    line_path,
    mix,
    round_path,
)


def old_library() -> Sheet:
    """A long library between walls of books; the end window lets down the light."""
    paper, ochre, wine, green, ink = "#fcefd0", "#dd9c3f", "#98383a", "#3c5f54", "#2b1f2b"
    s = Sheet("old-library", ink)
    r = s.random
    vx, vy = 800.0, 520.0
    end = (600.0, 250.0, 1000.0, 700.0)
    s.shape([(-20, -20), (1620, -20), (end[2], end[1]), (end[0], end[1])], mix(ink, wine, 0.35))
    # Barrel vault in ribs.
    for k in range(7):
        t = (k / 7) ** 0.8
        x0, x1 = -200 + (end[0] + 200) * t, 1800 + (end[2] - 1800) * t
        y = -120 + (end[1] + 120) * t
        s.path(f"M{x0} {y + 60}Q800 {y - 200 * (1 - t) - 50} {x1} {y + 60}", "none", stroke=mix(ochre, ink, 0.45),
               stroke_width=34 * (1 - t) + 7)
    floor = line_path([(-20, 1110), (1620, 1110), (end[2], end[3]), (end[0], end[3])])
    s.path(floor, mix(ochre, ink, 0.42))
    plane = Plane((-360, 1110), (1960, 1110), (end[2], end[3]), (end[0], end[3]))
    tiles_on(s, plane, 10, 9, ("", mix(ochre, ink, 0.58)))
    s.shade(floor, paper, (800, 690), (800, 1020), strength=0.8)
    # The window at the end.
    s.box(end[0], end[1] - 20, end[2] - end[0], end[3] - end[1] + 20, mix(ochre, ink, 0.28))
    win = arch_path(800, 600, 230, 350)
    s.path(win, paper, stroke=mix(ink, wine, 0.3), stroke_width=18)
    s.shade(win, mix(ochre, paper, 0.4), (800, 640), (800, 340))
    for x in (743, 800, 857):
        s.line([(x, 260), (x, 600)], mix(ink, wine, 0.2), 6)
    for y in (370, 440, 510, 570):
        s.line([(690, y), (910, y)], mix(ink, wine, 0.2), 5)

    def shelf_wall(sign: int) -> None:
        def at(depth: float, height: float) -> Point:
            """Depth 0 at the sheet's edge, 1 at the end wall; height 0 floor, 1 top."""
            t = depth / (depth + (1 - depth) * 0.25) if depth < 1 else 1.0
            xe, xn = (end[0], -60.0) if sign < 0 else (end[2], 1660.0)
            x = xn + (xe - xn) * t
            low = 1090 + (end[3] - 1090) * t
            high = -60 + (end[1] - 10 + 60) * t
            return (x, low + (high - low) * height)

        s.shape([at(0, 0), at(1, 0), at(1, 1), at(0, 1)], mix(ink, wine, 0.22))
        bays, rows = 6, 7
        for bay in range(bays):
            d0, d1 = bay / bays, (bay + 1) / bays
            for row in range(rows):
                h0 = 0.05 + row * 0.132
                h1 = h0 + 0.118
                s.shape([at(d0, h0), at(d1, h0), at(d1, h1), at(d0, h1)], mix(ink, "#000000", 0.25))
                d = d0 + 0.012
                while d < d1 - 0.016:
                    wide = r.uniform(0.006, 0.0135)
                    tall = h0 + 0.118 * r.uniform(0.62, 0.93)
                    tone = r.choice([wine, ochre, green, paper, mix(wine, ink, 0.4), mix(ochre, wine, 0.5),
                                     mix(green, ink, 0.4), mix(ochre, paper, 0.4)])
                    tone = mix(tone, mix(ochre, paper, 0.35), 0.34 * d)
                    tone = mix(tone, ink, 0.32 * (1 - d))
                    far = min(d + wide, d1 - 0.01)
                    s.shape([at(d, h0), at(far, h0), at(far, tall), at(d, tall)], tone)
                    if wide > 0.01 and d < 0.7:
                        band = h0 + (tall - h0) * 0.75
                        s.shape([at(d, band), at(far, band), at(far, band + 0.006), at(d, band + 0.006)],
                                mix(tone, paper, 0.5))
                    d = far + 0.0012
                s.shape([at(d0, h0 - 0.014), at(d1, h0 - 0.014), at(d1, h0), at(d0, h0)], mix(ochre, ink, 0.5))
            post = mix(mix(ochre, ink, 0.45), ochre, 0.5 * d0)
            s.shape([at(d0 - 0.008, 0), at(d0 + 0.01, 0), at(d0 + 0.01, 1), at(d0 - 0.008, 1)], post)
            s.shape([at(d0 - 0.02, 0.98), at(d0 + 0.02, 0.98), at(d0 + 0.02, 1.02), at(d0 - 0.02, 1.02)],
                    mix(ochre, paper, 0.2))
        s.shade(line_path([at(0, 0), at(1, 0), at(1, 1), at(0, 1)]), ink, at(0, 0.5), at(0.55, 0.5), strength=0.8)

    shelf_wall(-1)
    shelf_wall(1)
    # The light falls towards us, in two shafts.
    for xs in (((690, 330), (780, 270), (700, 1110), (330, 1110)), ((810, 260), (910, 330), (1270, 1110), (860, 1110))):
        s.shade(line_path(list(xs)), mix(ochre, paper, 0.6), (800, 330), (800, 1090), strength=0.55)
    # Ladder, table with lamp and open book, a reader.
    for dx in (0, 72):
        s.line([(1250 + dx, 180), (1150 + dx * 1.25, 968)], mix(ochre, paper, 0.15), 15)
    for k in range(12):
        t = k / 12 + 0.03
        s.line([(1250 - 100 * t, 180 + 788 * t), (1322 - 82 * t, 180 + 788 * t)], mix(ochre, ink, 0.15), 11)
    s.disc(450, 1046, 330, ink, 26)
    s.shape([(180, 820), (640, 820), (700, 868), (110, 868)], mix(wine, ochre, 0.3))
    s.box(110, 866, 590, 26, mix(wine, ink, 0.45))
    for x in (140, 640):
        s.shape([(x, 890), (x + 36, 890), (x + 28, 1046), (x + 8, 1046)], mix(wine, ink, 0.55))
    s.blob([(330, 838), (400, 816), (430, 832), (460, 816), (535, 836), (440, 852)], paper)
    s.line([(431, 832), (436, 850)], mix(ochre, ink, 0.3), 3)
    for k in range(3):
        s.box(560 - k * 6, 806 - k * 20, 88, 18, (wine, green, ochre)[k])
    s.box(238, 740, 12, 84, ochre)
    s.disc(244, 828, 40, ochre, 9)
    s.path("M178 744Q190 684 244 682Q298 684 310 744Z", green)
    s.shade(line_path([(180, 746), (310, 746), (420, 850), (110, 850)]), paper, (244, 740), (244, 850),
            strength=0.85)
    person(s, 900, 935, 290, mix(wine, ink, 0.25), "#a6744f", legs=ink, hair=ink)
    s.box(930, 770, 52, 66, ochre)
    return s


def reading_room() -> Sheet:
    """Readers at long tables under green lamps and tall windows."""
    paper, brass, green, umber, ink = "#fbf0d6", "#e0a445", "#2f7a5c", "#8b5a3c", "#26303a"
    s = Sheet("reading-room", mix(umber, paper, 0.62))
    r = s.random
    wall = box_path(-20, -20, 1660, 640)
    s.shade(wall, umber, (0, -80), (0, 460), strength=0.8)
    for k in range(5):
        wx = 130 + k * 335
        s.path(arch_path(wx, 520, 218, 470), paper)
        glass = arch_path(wx, 516, 178, 440)
        s.path(glass, "#c9e3e0")
        s.shade(glass, paper, (wx - 90, 80), (wx + 80, 500))
        with s.layer(clip=glass):
            crown(s, wx + (60 if k % 2 else -50), 500, 120, 130 + 20 * (k % 3), "#7fae7b", lit="#c5d78c",
                  dark=green, leaf=20, leaves=50)
        for dx in (-45, 0, 45):
            s.line([(wx + dx, 70), (wx + dx, 516)], paper, 6)
        for y in (190, 290, 400):
            s.line([(wx - 90, y), (wx + 90, y)], paper, 6)
        s.path(glass, "none", stroke=mix(umber, ink, 0.4), stroke_width=7)
        if k < 4:
            px = wx + 167
            s.box(px - 26, -20, 52, 560, mix(umber, paper, 0.4))
            s.box(px + 4, -20, 22, 560, mix(umber, paper, 0.1))
            s.box(px - 36, 90, 72, 22, brass)
    # A band of bookcases under the windows.
    s.box(-20, 520, 1660, 130, mix(umber, ink, 0.55))
    for row in range(2):
        x = -14.0
        while x < 1620:
            w, h = r.uniform(9, 20), r.uniform(36, 50)
            s.box(x, 582 + row * 58 - h, w, h, mix(r.choice([umber, green, brass, paper, "#a84a3c"]), ink,
                                                   r.uniform(0.1, 0.45)))
            x += w + 1.5
    s.box(-20, 510, 1660, 14, mix(umber, paper, 0.2))
    s.box(-20, 582, 1660, 7, mix(umber, ink, 0.25))
    floor = box_path(-20, 646, 1660, 450)
    s.path(floor, mix(umber, ink, 0.35))
    s.shade(floor, ink, (0, 1110), (0, 720))
    for k in range(5):
        x = 130 + k * 335
        s.shape([(x - 80, 646), (x + 80, 646), (x + 30 + (x - 800) * 0.3, 1110), (x - 300 + (x - 800) * 0.3, 1110)],
                mix(umber, paper, 0.22), opacity=0.35)

    def lamp(x: float, y: float, z: float) -> None:
        s.shade(line_path([(x - z * 0.52, y - z * 0.86), (x + z * 0.52, y - z * 0.86), (x + z * 1.3, y + z * 0.1),
                           (x - z * 1.3, y + z * 0.1)]), "#fff2b8", (x, y - z), (x, y + z * 0.14), strength=0.95)
        s.box(x - z * 0.04, y - z * 0.9, z * 0.08, z * 0.92, brass)
        s.disc(x, y, z * 0.3, brass, z * 0.07)
        s.path(f"M{x - z * .62:.0f} {y - z * .8:.0f}Q{x - z * .5:.0f} {y - z * 1.2:.0f} {x:.0f} {y - z * 1.22:.0f}"
               f"Q{x + z * .5:.0f} {y - z * 1.2:.0f} {x + z * .62:.0f} {y - z * .8:.0f}Z", green)
        s.cut(x - z * 0.2, y - z * 1.02, z * 0.5, z * 0.07, mix(green, paper, 0.6), -16)
        s.cut(x, y - z * 0.8, z * 1.2, z * 0.09, "#fff7d8")

    coats = ("#a84a3c", green, brass, ink, "#56708c", mix(umber, paper, 0.35), "#7b4a6a")
    # Three rows of tables, near ones larger; readers sit this side.
    for row, (y, z) in enumerate(((690, 56), (790, 92), (945, 140))):
        deep = z * 0.55
        left, right = -40, 1640
        s.shape([(left, y - deep), (right, y - deep), (right, y), (left, y)], mix(umber, brass, 0.35))
        s.shade(line_path([(left, y - deep), (right, y - deep), (right, y), (left, y)]), mix(umber, ink, 0.4),
                (0, y + 6), (0, y - deep), strength=0.8)
        s.box(left, y, 1680, z * 0.17, mix(umber, ink, 0.55))
        gap = z * 2.9
        count = int(1700 / gap) + 1
        for k in range(count):
            x = gap * (k + 0.5 + 0.2 * (row % 2)) - z
            lamp(x, y - deep * 0.55, z)
            bx = x + gap * 0.46
            s.blob([(bx - z * 0.42, y - deep * 0.3), (bx - z * 0.18, y - deep * 0.44), (bx, y - deep * 0.34),
                    (bx + z * 0.18, y - deep * 0.44), (bx + z * 0.42, y - deep * 0.3), (bx, y - deep * 0.16)], paper)
            if r.random() < 0.6:
                for j in range(3):
                    s.box(bx + z * 0.62, y - deep * 0.4 - j * z * 0.09, z * 0.5, z * 0.08, coats[(k + j + row) % 7])
        for k in range(count):
            x = gap * (k + 0.5 + 0.2 * (row % 2)) - z + gap * 0.46
            if (k * 7 + row * 3) % 5 == 1:
                continue
            tone = coats[(k * 2 + row) % 7]
            foot = y + z * 0.95
            sitter(s, x, foot, z * 0.95, tone, mix(r.choice([ink, umber, "#c98a4a"]), ink, 0.3))
            back = f"M{x - z * .66:.0f} {foot + z * .4:.0f}L{x - z * .62:.0f} {foot - z * .45:.0f}Q{x:.0f} " \
                   f"{foot - z * .62:.0f} {x + z * .62:.0f} {foot - z * .45:.0f}L{x + z * .66:.0f} {foot + z * .4:.0f}Z"
            s.path(back, "none", stroke=mix(umber, ink, 0.5), stroke_width=z * 0.09)
            for j in (-0.3, 0, 0.3):
                s.line([(x + j * z, foot - z * 0.5), (x + j * z, foot + z * 0.35)], mix(umber, ink, 0.5), z * 0.05)
    for k in range(3):
        x = 300 + k * 500
        s.line([(x, -20), (x, 40)], ink, 6)
        s.path(f"M{x - 80} 96Q{x - 70} 40 {x} 38Q{x + 70} 40 {x + 80} 96Z", green)
        s.disc(x, 96, 80, "#fff2b8", 12)
    return s


def bread_oven() -> Sheet:
    """Fire in a brick oven, and loaves going in on the peel."""
    paper, flame, orange, brick, ink = "#fdedc9", "#fcc544", "#ee7b30", "#a5482f", "#2c1a20"
    s = Sheet("bread-oven", mix(ink, brick, 0.35))
    r = s.random
    s.box(-20, -20, 1660, 900, mix(brick, ink, 0.42))
    for row in range(18):
        for k in range(18):
            x, y = -60 + k * 100 + (row % 2) * 50, -10 + row * 46
            s.path(box_path(x + 3, y + 3, 94, 40), mix(mix(brick, ink, 0.3), r.choice([ink, orange]), r.uniform(0, 0.2)))
    s.shade(box_path(-20, -20, 1660, 900), ink, (0, -60), (0, 420))
    s.shade(box_path(-20, -20, 1660, 900), ink, (-20, 0), (330, 0))
    s.shade(box_path(-20, -20, 1660, 900), ink, (1620, 0), (1250, 0))
    s.glow(800, 600, 780, orange, strength=0.5)
    # Arch of wedge bricks.
    cx, cy = 800.0, 640.0
    for k in range(21):
        a0, a1 = pi + pi * k / 21, pi + pi * (k + 0.93) / 21
        ring = [(cx + cos(a) * rr * 1.12, cy + sin(a) * rr) for a, rr in ((a0, 345), (a1, 345), (a1, 445), (a0, 445))]
        tone = mix(brick, r.choice([orange, ink, paper]), r.uniform(0.02, 0.22))
        s.shape(ring, tone)
        s.shade(line_path(ring), flame, ring[0], ((ring[2][0] + ring[0][0]) / 2, (ring[2][1] + ring[0][1]) / 2),
                strength=0.9)
    keystone = [(764, 296), (836, 296), (856, 176), (744, 176)]
    s.shape(keystone, mix(paper, orange, 0.35))
    mouth = f"M{cx - 380} {cy}A380 338 0 0 1 {cx + 380} {cy}L{cx + 380} 720L{cx - 380} 720Z"
    s.path(mouth, ink)
    s.glow(800, 700, 420, mix(orange, brick, 0.35), strength=1.0, core=0.1, data=mouth)
    with s.layer(clip=mouth):
        for row in range(5):
            s.path(f"M{440 + row * 28} 720A{360 - row * 28} {320 - row * 40} 0 0 1 {1160 - row * 28} 720", "none",
                   stroke=mix(brick, ink, 0.5), stroke_width=4)
        for k in range(9):
            x = 600 + k * 52
            s.line([(x - 90, 690 - (k % 3) * 14), (x + 80, 706 - (k % 2) * 24)], mix(ink, brick, 0.4), 24)
            s.disc(x + 80, 706 - (k % 2) * 24, 12, mix(orange, brick, 0.4))

        def fire(x: float, foot: float, w: float, h: float, tone: str) -> None:
            s.path(f"M{x - w} {foot}C{x - w * 1.2} {foot - h * .4} {x - w * .3} {foot - h * .5} {x - w * .35} "
                   f"{foot - h * .8}C{x} {foot - h * .72} {x + w * .1} {foot - h * .86} {x + w * .05} {foot - h}"
                   f"C{x + w * .7} {foot - h * .8} {x + w * .3} {foot - h * .55} {x + w * .62} {foot - h * .5}"
                   f"C{x + w * 1.25} {foot - h * .3} {x + w} {foot - h * .1} {x + w} {foot}Z", tone)

        for x, w, h in ((610, 92, 230), (1000, 96, 250), (800, 130, 330), (710, 90, 260), (900, 90, 240)):
            fire(x, 714, w, h, orange)
        for x, w, h in ((620, 62, 150), (990, 66, 170), (806, 90, 240), (716, 60, 170), (900, 62, 160)):
            fire(x, 714, w, h, flame)
        for x, w, h in ((810, 52, 140), (720, 34, 90), (905, 36, 96), (985, 34, 90), (630, 34, 80)):
            fire(x, 714, w, h, paper)
        for _ in range(46):
            s.disc(r.gauss(800, 150), r.uniform(330, 660), r.uniform(2, 5), flame)
    # Hearth stone and the arch for wood beneath.
    s.shape([(330, 700), (1270, 700), (1330, 772), (270, 772)], mix(paper, brick, 0.45))
    s.glow(800, 700, 420, flame, strength=0.8, data=line_path([(330, 700), (1270, 700), (1330, 772), (270, 772)]))
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
            data = f"M{x - z} {y + z * .5}C{x - z * 1.1} {y - z * .7} {x + z * 1.1} {y - z * .7} {x + z} {y + z * .5}Z"
            s.path(data, crust)
            s.shade(data, flame, (x, y - z * 0.6), (x, y + z * 0.4))
            for k in (-0.5, 0, 0.5):
                s.cut(x + k * z, y - z * 0.04, z * 0.62, z * 0.13, paper, -60)
        else:
            data = curve_path([(x - z * 1.5, y + z * 0.34), (x - z * 0.8, y - z * 0.22), (x + z * 0.6, y - z * 0.3),
                               (x + z * 1.5, y + z * 0.1), (x + z * 0.8, y + z * 0.5), (x - z * 0.8, y + z * 0.56)])
            s.path(data, crust)
            s.shade(data, flame, (x, y - z * 0.4), (x, y + z * 0.5))
            for k in range(5):
                s.cut(x - z * 0.95 + k * z * 0.48, y + z * (0.12 - k * 0.02), z * 0.42, z * 0.12, paper, -48)

    # The peel comes in from below right with three loaves.
    s.brush([(1660, 1010), (1350, 880), (1120, 800)], [40, 34, 30], mix(orange, ink, 0.45))
    blade = curve_path([(1180, 800), (1120, 846), (860, 800), (690, 756), (700, 726), (930, 722), (1130, 756)])
    s.path(blade, mix(orange, paper, 0.35))
    s.shade(blade, mix(orange, ink, 0.4), (1180, 850), (820, 720))
    for x, y, z in ((800, 716, 58), (930, 740, 60), (1058, 770, 62)):
        loaf(x, y, z, 0)
    # The table on the left, sacks and baskets.
    s.shape([(-20, 860), (470, 860), (520, 930), (-20, 930)], mix(orange, brick, 0.45))
    s.box(-20, 928, 540, 34, mix(brick, ink, 0.5))
    s.box(380, 960, 46, 140, mix(brick, ink, 0.6))
    for x, y, z, kind in ((90, 838, 62, 0), (250, 846, 58, 1), (400, 846, 56, 0), (170, 772, 58, 0), (310, 790, 50, 1),
                          (120, 898, 54, 1), (330, 902, 60, 0)):
        loaf(x, y, z, kind)
    sack = curve_path([(1330, 1110), (1310, 940), (1370, 880), (1480, 874), (1580, 900), (1610, 1000), (1600, 1110)])
    s.path(sack, mix(paper, orange, 0.25))
    s.shade(sack, brick, (1640, 1080), (1380, 900))
    s.blob([(1370, 884), (1420, 860), (1520, 862), (1570, 900), (1470, 912)], paper)
    s.line([(1440, 900), (1520, 800)], mix(orange, ink, 0.3), 16)
    for x in (240, 1360):
        s.line([(x, 150), (x, 210)], ink, 6)
        for k in range(6):
            s.cut(x + (k - 2.5) * 12, 262 + abs(k - 2.5) * -4, 110, 11, mix("#8f8a3c", ink, 0.25), 90 + (k - 2.5) * 8)
    return s


def empty_classroom() -> Sheet:
    """Chairs up, morning across the floor."""
    paper, sun, teal, coral, ink = "#fcf2dc", "#fbd06e", "#3d8b85", "#e06a4e", "#26394a"
    s = Sheet("empty-classroom", mix(teal, paper, 0.72))
    r = s.random
    # Back wall, left wall with windows, floor.
    s.box(-20, -20, 1660, 640, mix(teal, paper, 0.66))
    left = line_path([(-20, -60), (420, 90), (420, 600), (-20, 900)])
    s.path(left, mix(teal, paper, 0.42))
    floor = line_path([(420, 600), (1640, 600), (1640, 1110), (-20, 1110), (-20, 900)])
    s.path(floor, mix("#c98a55", paper, 0.2))
    plane = Plane((-700, 1110), (2300, 1110), (1660, 600), (420, 600))
    with s.layer(clip=floor):
        for k in range(40):
            s.line([plane.at(k / 40, 0), plane.at(k / 40, 1)], mix("#c98a55", ink, 0.25), 3)
        for _ in range(90):
            u, v = r.randrange(40) / 40, r.random()
            s.path(plane.patch(u, v, 1 / 40, 0.12), mix("#c98a55", r.choice([paper, ink]), 0.16))
    s.shade(floor, mix("#c98a55", ink, 0.5), (1640, 1110), (700, 640), strength=0.8)
    s.shape([(-20, -20), (1640, -20), (1640, 60), (420, 90)], mix(teal, paper, 0.85))
    # Tall windows on the left; their light lies on the floor.
    for k in range(3):
        x0, x1 = 10 + k * 138, 116 + k * 128

        def edge(x: float, high: float) -> Point:
            t = x / 420
            top, low = -60 + 150 * t, 900 - 300 * t
            return (x, low + (top - low) * high)

        frame = [edge(x0, 0.36), edge(x1, 0.36), edge(x1, 0.9), edge(x0, 0.9)]
        s.shape(frame, paper)
        glass = [edge(x0 + 9, 0.38), edge(x1 - 8, 0.38), edge(x1 - 8, 0.88), edge(x0 + 9, 0.88)]
        s.shape(glass, "#d9eee6")
        s.shade(line_path(glass), sun, glass[0], glass[2], strength=0.95)
        with s.layer(clip=line_path(glass)):
            crown(s, (x0 + x1) / 2, edge(x0, 0.42)[1], 66, 80, mix(teal, "#9bbf6a", 0.55), leaf=16, leaves=30,
                  lit="#cfdd84")
        s.line([edge((x0 + x1) / 2, 0.37), edge((x0 + x1) / 2, 0.89)], paper, 7)
        s.line([edge(x0, 0.62), edge(x1, 0.62)], paper, 7)
        s.shape([edge(x0 - 6, 0.345), edge(x1 + 4, 0.345), edge(x1 + 6, 0.365), edge(x0 - 8, 0.365)], mix(teal, ink, 0.2))
    with s.layer(clip=floor):
        for k in range(3):
            x = 300 + k * 300
            for j in range(2):
                a = x + j * 118
                s.shape([(a + 130, 640 + k * 6), (a + 232, 640 + k * 6), (a + 400, 1110), (a + 240, 1110)], sun,
                        opacity=0.72)
    # Blackboard with the ghost of wiped chalk, globe, map without names, clock.
    s.box(620, 170, 620, 270, mix("#c98a55", ink, 0.3))
    board = box_path(640, 188, 580, 234)
    s.path(board, mix(teal, ink, 0.62))
    with s.layer(clip=board):
        for _ in range(30):
            s.cut(r.uniform(660, 1200), r.uniform(200, 420), r.uniform(120, 320), 20, mix(mix(teal, ink, 0.62), paper, 0.1),
                  r.uniform(-14, 10))
        s.path(round_path(780, 300, 62), "none", stroke=paper, stroke_width=4, opacity=0.85)
        s.path(line_path([(900, 356), (1010, 356), (955, 250)]), "none", stroke=paper, stroke_width=4, opacity=0.85)
        s.path(box_path(1060, 262, 96, 96), "none", stroke=paper, stroke_width=4, opacity=0.85)
    s.box(620, 438, 620, 14, mix("#c98a55", paper, 0.3))
    for k, tone in enumerate((paper, coral, sun)):
        s.box(700 + k * 46, 430, 34, 9, tone)
    s.disc(930, 110, 38, ink)
    s.disc(930, 110, 31, paper)
    s.line([(930, 110), (930, 88)], ink, 4)
    s.line([(930, 110), (946, 118)], ink, 5)
    s.box(1330, 150, 240, 190, paper)
    for pts in (((1350, 190), (1400, 172), (1440, 200), (1420, 250), (1376, 260)),
                ((1450, 230), (1500, 190), (1550, 210), (1540, 280), (1490, 310), (1462, 280)),
                ((1380, 280), (1420, 280), (1430, 316), (1390, 322))):
        s.blob(list(pts), (coral, mix(teal, paper, 0.2), sun)[len(pts) % 3])
    s.box(1320, 140, 260, 12, ink)
    s.box(1320, 336, 260, 10, ink)
    s.box(1360, 470, 250, 150, mix("#c98a55", ink, 0.25))
    for k in range(13):
        s.box(1374 + k * 17, 496 + (k % 3) * 6, 14, 52 - (k % 3) * 6, (coral, teal, sun, paper, ink)[k % 5])
    s.disc(1430, 420, 46, mix(teal, paper, 0.25))
    s.blob([(1400, 400), (1430, 384), (1450, 410), (1430, 440), (1406, 430)], sun)
    s.path("M1378 440A60 60 0 0 0 1482 440", "none", stroke=ink, stroke_width=7)
    s.line([(1430, 470), (1430, 480)], ink, 9)
    # The teacher's desk.
    s.box(700, 540, 300, 22, mix("#c98a55", paper, 0.25))
    s.box(714, 562, 272, 92, mix("#c98a55", ink, 0.35))
    s.disc(760, 526, 17, coral)
    s.line([(760, 510), (766, 500)], ink, 4)
    for k in range(3):
        s.box(880, 528 - k * 12, 76, 11, (teal, sun, coral)[k])

    def desk(x: float, foot: float, z: float) -> None:
        wood, dark = mix("#d9a066", paper, 0.12), mix("#c98a55", ink, 0.45)
        s.blob([(x - z * 0.6, foot), (x + z * 0.8, foot - z * 0.02), (x + z * 1.2, foot + z * 0.14),
                (x - z * 0.2, foot + z * 0.16)], mix("#c98a55", ink, 0.55), opacity=0.6)
        for lx in (-0.55, 0.52):
            s.line([(x + lx * z, foot - z * 0.62), (x + lx * z * 1.05, foot)], ink, z * 0.045)
            s.line([(x + lx * z * 0.8, foot - z * 0.62), (x + lx * z * 0.84, foot - z * 0.14)], mix(ink, teal, 0.3), z * 0.04)
        top = [(x - z * 0.66, foot - z * 0.6), (x + z * 0.66, foot - z * 0.6), (x + z * 0.54, foot - z * 0.84),
               (x - z * 0.54, foot - z * 0.84)]
        s.shape(top, wood)
        s.shade(line_path(top), sun, (x - z * 0.6, 0), (x + z * 0.5, 0))
        s.box(x - z * 0.66, foot - z * 0.6, z * 1.32, z * 0.13, dark)
        # The chair, upside down on the desk.
        seat = foot - z * 0.86
        s.box(x - z * 0.3, seat - z * 0.06, z * 0.6, z * 0.07, coral)
        s.shape([(x - z * 0.3, seat + z * 0.02), (x + z * 0.3, seat + z * 0.02), (x + z * 0.27, seat + z * 0.2),
                 (x - z * 0.27, seat + z * 0.2)], mix(coral, ink, 0.25))
        for lx in (-0.26, 0.26):
            s.line([(x + lx * z, seat - z * 0.05), (x + lx * z * 1.3, seat - z * 0.62)], ink, z * 0.04)
            s.line([(x + lx * z * 0.7, seat - z * 0.05), (x + lx * z * 0.86, seat - z * 0.52)], mix(ink, teal, 0.3), z * 0.035)
        s.line([(x - z * 0.31, seat - z * 0.32), (x + z * 0.31, seat - z * 0.32)], ink, z * 0.03)

    for foot, z, xs in ((740, 122, (560, 800, 1040, 1280, 1520)), (860, 170, (470, 810, 1150, 1490)),
                        (1040, 250, (310, 830, 1350))):
        for x in xs:
            desk(x, foot, z)
    for k in range(3):
        x = 40 + k * 132
        shaft = [(x, 70 + k * 36), (x + 84, 92 + k * 34), (x + 820, 1110), (x + 480, 1110)]
        s.path(line_path(shaft), "#fff3c4", opacity=0.13)
    return s


def theatre_curtain() -> Sheet:
    """The curtain parts on a lit and empty stage."""
    paper, beam, red, wine, ink = "#fdf0d3", "#ffe3a0", "#cf3434", "#7c1d34", "#220f24"
    s = Sheet("theatre-curtain", ink)
    r = s.random
    s.box(-20, -20, 1660, 900, mix(ink, wine, 0.3))
    s.glow(800, 560, 620, mix(wine, red, 0.3), strength=0.9)
    # Stage floor in boards, and the pool of light.
    floor = box_path(-20, 770, 1660, 330)
    s.path(floor, mix("#a6623c", ink, 0.45))
    plane = Plane((-900, 1000), (2500, 1000), (1400, 770), (200, 770))
    for k in range(34):
        s.path(plane.patch(k / 34, 0, 1 / 34 - 0.002, 1.0), mix("#a6623c", ink, r.uniform(0.25, 0.5)))
    cone = line_path([(770, -30), (830, -30), (1110, 860), (490, 860)])
    s.path(cone, beam, opacity=0.2)
    s.shade(cone, beam, (800, -30), (800, 900), strength=0.9)
    s.disc(800, 862, 330, mix(beam, "#a6623c", 0.15), 66)
    with s.layer(clip=round_path(800, 862, 330, 66)):
        for k in range(34):
            s.line([plane.at(k / 34, 0), plane.at(k / 34, 1)], mix("#a6623c", beam, 0.4), 4)
    # A chair, waiting, and its shadow.
    s.shape([(760, 872), (850, 868), (1030, 916), (930, 930)], mix("#a6623c", ink, 0.55))
    wood = mix(ink, wine, 0.2)
    for a, b, w in (((748, 880), (752, 752), 14), ((842, 890), (840, 752), 14), ((868, 858), (862, 740), 11),
                    ((776, 850), (778, 740), 11)):
        s.line([a, b], wood, w)
    s.shape([(738, 748), (848, 756), (880, 732), (778, 724)], mix(red, ink, 0.1))
    s.line([(738, 750), (848, 758)], wood, 12)
    s.line([(848, 758), (880, 734)], wood, 12)
    s.curve([(776, 730), (770, 640), (776, 588)], wood, 13)
    s.curve([(866, 736), (872, 644), (866, 592)], wood, 13)
    for y in (600, 640, 680):
        s.curve([(774, y), (820, y - 10), (868, y + 2)], wood, 12)

    # The curtains: deep folds, each with a lit and a dark side, gathered towards the wings.
    def curtain(sign: int) -> None:
        folds = 9
        edge_x = 800.0
        for k in reversed(range(folds)):
            top0 = edge_x + sign * (40 + k * 95)
            top1 = edge_x + sign * (40 + (k + 1) * 95)
            tie0 = edge_x + sign * (500 + k * 40)
            tie1 = edge_x + sign * (500 + (k + 1) * 40)
            low0 = edge_x + sign * (380 + k * 56)
            low1 = edge_x + sign * (380 + (k + 1) * 56 + 8)

            def side(a: float, b: float, c: float) -> str:
                return (f"L{a:.0f} 60C{a + sign * 10:.0f} 300 {b - sign * 60:.0f} 520 {b:.0f} 660"
                        f"C{b + sign * 4:.0f} 760 {c:.0f} 860 {c:.0f} 950")

            back = (f"L{low1:.0f} 950C{low1:.0f} 860 {tie1 + sign * 4:.0f} 760 {tie1:.0f} 660"
                    f"C{tie1 - sign * 60:.0f} 520 {top1 + sign * 10:.0f} 300 {top1:.0f} 60Z")
            data = "M" + side(top0, tie0, low0)[1:] + f"Q{(low0 + low1) / 2:.0f} 980 {low1:.0f} 950" + back
            s.path(data, red if k else mix(red, beam, 0.12))
            mid = (top0 + top1) / 2
            s.shade(data, wine, (mid + sign * 60, 600), (mid - sign * 36, 590))
            s.shade(data, ink, (top1 + sign * 30, 600), ((top0 + top1) / 2 + sign * 26, 596), strength=0.9)
            s.path("M" + side(top0, tie0, low0)[1:], "none", stroke=mix(red, beam, 0.5 if k < 3 else 0.2),
                   stroke_width=5 if k < 3 else 3)
            s.path(f"M{low0:.0f} 930Q{(low0 + low1) / 2:.0f} 962 {low1:.0f} 932", "none", stroke="#e3a43c",
                   stroke_width=13)
        tie_y = 655
        xs = edge_x + sign * 484
        s.brush([(xs, tie_y - 12), (xs + sign * 190, tie_y + 36), (xs + sign * 420, tie_y - 40)], [26, 34, 28], "#e3a43c")
        for k in range(9):
            s.cut(xs + sign * (20 + k * 42), tie_y + 12 - (k - 3) ** 2 * 0.6, 26, 7, mix("#e3a43c", ink, 0.4), 70)
        s.disc(xs + sign * 120, tie_y + 50, 26, "#e3a43c")
        for k in range(7):
            s.cut(xs + sign * 120 + (k - 3) * 9, tie_y + 116, 110, 7, mix("#e3a43c", beam, 0.3 * (k % 2)), 90 + (k - 3) * 4)

    curtain(-1)
    curtain(1)
    # The pelmet: swags and fringe.
    s.box(-20, -20, 1660, 90, wine)
    for k in range(6):
        x0, x1 = -80 + k * 294, -80 + (k + 1) * 294
        mid = (x0 + x1) / 2
        data = f"M{x0} 40L{x1} 40Q{mid + 90} 210 {mid} 214Q{mid - 90} 210 {x0} 40Z"
        s.path(data, red)
        s.shade(data, ink, (x1, 190), (mid - 60, 60), strength=0.95)
        for j in range(1, 5):
            s.path(f"M{x0 + j * 16} 44Q{mid - 70 + j * 12} {180 - j * 26} {mid} {200 - j * 32}Q{mid + 70 - j * 12} "
                   f"{180 - j * 26} {x1 - j * 16} 44", "none", stroke=mix(wine, ink, 0.2), stroke_width=4)
        s.path(f"M{x0} 40Q{mid - 90} 210 {mid} 214Q{mid + 90} 210 {x1} 40", "none", stroke="#e3a43c", stroke_width=13)
        s.cut(x0, 120, 160, 26, mix(red, ink, 0.25), 90)
    s.box(-20, -20, 1660, 64, "#e3a43c")
    s.box(-20, 26, 1660, 8, mix("#e3a43c", ink, 0.5))
    for k in range(28):
        s.disc(30 + k * 58, 4, 15, mix("#e3a43c", beam, 0.6))
    # Footlights and the heads of the first row.
    s.box(-20, 950, 1660, 26, "#e3a43c")
    s.box(-20, 972, 1660, 130, mix(ink, wine, 0.2))
    for k in range(9):
        x = 120 + k * 170
        s.glow(x, 944, 90, beam, strength=0.55)
        s.path(f"M{x - 46} 954Q{x} 900 {x + 46} 954Z", beam)
        s.path(f"M{x - 52} 958Q{x} 924 {x + 52} 958L{x + 52} 974L{x - 52} 974Z", mix("#e3a43c", ink, 0.35))
    for k in range(9):
        x = 40 + k * 190 + r.uniform(-16, 16)
        sitter(s, x, 1120, 92 + r.uniform(-6, 8), ink, ink)
    return s


def puppet_stage() -> Sheet:
    """A travelling puppet theatre: a horse and a rider hang from their strings."""
    paper, lemon, red, teal, ink = "#fdf0d2", "#f5c04a", "#d64a36", "#2a7f86", "#1f2747"
    s = Sheet("puppet-stage", mix(teal, ink, 0.55))
    r = s.random
    s.shade(box_path(-20, -20, 1660, 1110), ink, (0, -40), (0, 900))
    s.glow(800, 520, 860, mix(lemon, teal, 0.55), strength=0.6)
    for k in range(2):
        y = 60 + k * 46
        for sign in (-1, 1):
            rope(s, (800 + sign * 110, 40 + k * 8), (800 + sign * 900, y), 70, mix(paper, teal, 0.3), 4)
            for j in range(11):
                t = (j + 0.7) / 11
                x = 800 + sign * (110 + 790 * t)
                yy = (40 + k * 8) * (1 - t) + y * t + 4 * 70 * t * (1 - t) + 4
                s.shape([(x - 18, yy), (x + 18, yy), (x, yy + 42)], (lemon, red, paper)[j % 3])
    # Booth.
    s.shape([(240, 1110), (240, 250), (1360, 250), (1360, 1110)], red)
    for k in range(15):
        if k % 2:
            s.box(240 + k * 74.7, 250, 74.7, 860, paper)
    s.shade(box_path(240, 250, 1120, 860), ink, (1400, 900), (620, 300), strength=0.75)
    s.path("M210 262L300 120Q550 40 800 36Q1050 40 1300 120L1390 262Z", teal)
    for k in range(9):
        x = 256 + k * 136
        s.path(f"M{x - 68} 250L{x + 68} 250L{x + 68} 300Q{x} 370 {x - 68} 300Z", (lemon, teal)[k % 2])
    s.path("M210 262L300 120Q550 40 800 36Q1050 40 1300 120L1390 262", "none", stroke=lemon, stroke_width=16)
    s.path(star(800, 150, 74, 8, 0.5), lemon)
    s.disc(800, 150, 26, red)
    for sign in (-1, 1):
        s.disc(800 + sign * 250, 170, 36, lemon)
        s.disc(800 + sign * 250, 170, 22, teal)
        for k in range(5):
            s.cut(800 + sign * (360 + k * 34), 190 + k * 6, 60, 12, lemon, sign * 40)
    # The opening: a painted sky, hills and a castle on a cloth.
    opening = box_path(330, 330, 940, 500)
    s.box(306, 306, 988, 548, lemon)
    s.box(322, 322, 956, 516, ink)
    s.path(opening, "#f4b183")
    with s.layer(clip=opening):
        s.shade(opening, "#fbe3b8", (800, 760), (800, 340))
        s.disc(1040, 470, 80, paper)
        s.blob([(300, 720), (480, 600), (640, 640), (820, 580), (1010, 650), (1180, 590), (1330, 680), (1330, 900),
                (300, 900)], mix(teal, "#f4b183", 0.35))
        for x, w, h in ((440, 46, 150), (490, 70, 110), (566, 50, 180), (622, 40, 120)):
            s.box(x, 640 - h, w, h + 40, mix(teal, ink, 0.35))
            s.shape([(x - 8, 642 - h), (x + w / 2, 590 - h), (x + w + 8, 642 - h)], red)
            s.box(x + w / 2 - 6, 664 - h, 12, 22, lemon)
        s.blob([(300, 790), (560, 720), (860, 760), (1120, 710), (1330, 770), (1330, 900), (300, 900)],
               mix(teal, ink, 0.25))
        s.box(330, 790, 940, 60, mix(lemon, ink, 0.45))
        for k in range(20):
            s.line([(340 + k * 50, 790), (320 + k * 52, 840)], mix(lemon, ink, 0.65), 4)

        # Marionettes hang on strings from crossed sticks.
        def string(a: Point, b: Point) -> None:
            s.line([a, b], ink, 2.6)

        def stick(x: float, y: float, tilt: float) -> None:
            with s.layer(move=f"rotate({tilt} {x} {y})"):
                s.box(x - 90, y - 8, 180, 16, mix(lemon, red, 0.5))
                s.shape([(x - 12, y - 34), (x + 10, y - 36), (x + 14, y + 34), (x - 8, y + 36)], mix(lemon, ink, 0.35))

        hx, hy = 585.0, 640.0
        stick(hx, 372, -6)
        for a, b in (((hx - 84, 380), (hx - 96, hy - 130)), ((hx + 84, 366), (hx + 104, hy - 40)),
                     ((hx, 374), (hx, hy - 50)), ((hx - 30, 376), (hx - 70, hy + 30)), ((hx + 40, 370), (hx + 80, hy + 40))):
            string(a, b)
        s.disc(hx, 812, 150, ink, 13, opacity=0.5)
        horse = paper
        for pts in (((hx - 70, hy + 20), (hx - 104, hy + 78), (hx - 74, hy + 150)),
                    ((hx + 76, hy + 20), (hx + 110, hy + 84), (hx + 84, hy + 152))):
            s.brush([*pts], [40, 24, 16], mix(horse, ink, 0.28))
        for pts in (((hx - 62, hy + 24), (hx - 40, hy + 90), (hx - 62, hy + 158)),
                    ((hx + 66, hy + 24), (hx + 54, hy + 96), (hx + 74, hy + 160))):
            s.brush([*pts], [44, 26, 18], horse)
            s.disc(pts[1][0], pts[1][1], 9, red)
            s.disc(pts[2][0], pts[2][1] + 4, 17, ink, 11)
        s.blob([(hx - 108, hy - 20), (hx - 50, hy - 50), (hx + 50, hy - 48), (hx + 112, hy - 22), (hx + 100, hy + 40),
                (hx, hy + 56), (hx - 96, hy + 44)], horse)
        s.brush([(hx - 84, hy + 6), (hx - 112, hy - 70), (hx - 104, hy - 130)], [78, 52, 40], horse)
        s.blob([(hx - 92, hy - 152), (hx - 124, hy - 146), (hx - 178, hy - 96), (hx - 168, hy - 74), (hx - 118, hy - 88),
                (hx - 84, hy - 112)], horse)
        s.shape([(hx - 100, hy - 146), (hx - 96, hy - 182), (hx - 80, hy - 142)], horse)
        for k in range(8):
            s.cut(hx - 78 + k * 5, hy - 140 + k * 19, 56, 13, ink, 40)
        s.brush([(hx + 108, hy - 10), (hx + 160, hy + 10), (hx + 150, hy + 90)], [18, 30, 4], ink)
        s.blob([(hx - 44, hy - 56), (hx + 44, hy - 54), (hx + 56, hy + 16), (hx, hy + 26), (hx - 54, hy + 14)], red)
        for k in range(7):
            s.disc(hx - 46 + k * 15, hy + 18, 6, lemon)
        s.line([(hx - 160, hy - 96), (hx - 96, hy - 104)], red, 8)
        s.line([(hx - 130, hy - 140), (hx - 120, hy - 84)], red, 8)
        s.curve([(hx - 150, hy - 92), (hx - 110, hy - 30), (hx - 30, hy - 40)], red, 6)

        px, py = 1020.0, 640.0
        stick(px, 372, 8)
        for a, b in (((px - 84, 360), (px - 118, py - 20)), ((px + 84, 384), (px + 122, py - 74)),
                     ((px, 372), (px, py - 176)), ((px - 30, 368), (px - 34, py + 80)), ((px + 30, 376), (px + 50, py + 70))):
            string(a, b)
        s.disc(px, 812, 110, ink, 12, opacity=0.5)
        for pts, tone in ((((px - 24, py + 40), (px - 40, py + 92), (px - 26, py + 150)), ink),
                          (((px + 26, py + 40), (px + 58, py + 84), (px + 54, py + 146)), ink)):
            s.brush([*pts], [34, 24, 18], tone)
            s.disc(pts[1][0], pts[1][1], 8, lemon)
            s.blob([(pts[2][0] - 20, pts[2][1]), (pts[2][0] + 8, pts[2][1] - 8), (pts[2][0] + 34, pts[2][1] + 16),
                    (pts[2][0] - 18, pts[2][1] + 18)], red)
        for pts in (((px - 44, py - 64), (px - 86, py - 34), (px - 120, py - 22)),
                    ((px + 44, py - 64), (px + 88, py - 50), (px + 122, py - 80))):
            s.brush([*pts], [34, 24, 18], teal)
            s.disc(pts[2][0], pts[2][1], 14, "#c98a5c")
            s.disc(pts[1][0], pts[1][1], 7, lemon)
        s.shape([(px - 50, py - 84), (px + 50, py - 84), (px + 40, py - 10), (px + 84, py + 66), (px - 84, py + 66),
                 (px - 40, py - 10)], teal)
        s.shade(line_path([(px - 50, py - 84), (px + 50, py - 84), (px + 84, py + 66), (px - 84, py + 66)]), ink,
                (px + 90, 0), (px - 20, 0), strength=0.7)
        s.line([(px - 42, py - 12), (px + 42, py - 12)], lemon, 12)
        for k in range(6):
            s.path(line_path([(px - 62 + k * 25, py + 44), (px - 50 + k * 25, py + 56), (px - 62 + k * 25, py + 66),
                              (px - 74 + k * 25, py + 56)]), lemon)
        s.box(px - 10, py - 104, 20, 26, "#c98a5c")
        s.disc(px, py - 130, 33, "#c98a5c", 37)
        s.path(f"M{px - 36} {py - 140}Q{px} {py - 128} {px + 36} {py - 140}L{px + 24} {py - 196}Q{px} {py - 214} "
               f"{px - 24} {py - 196}Z", red)
        s.path(star(px, py - 160, 13, 5, 0.45, -pi / 2), lemon)
        s.brush([(px + 22, py - 190), (px + 60, py - 220), (px + 78, py - 190)], [8, 14, 3], paper)
    # Side drapes inside the opening.
    for sign in (-1, 1):
        for k in range(3):
            x = 800 + sign * (462 - k * 34)
            s.path(f"M{x + sign * 20} 326C{x - sign * 24} 470 {x - sign * 10} 560 {x + sign * 22} 640L{x + sign * 46} 640"
                   f"L{x + sign * 46} 326Z", mix(red, ink, 0.12 * k))
        s.disc(800 + sign * 468, 640, 22, lemon)
    s.box(280, 836, 1040, 40, lemon)
    s.box(280, 872, 1040, 16, mix(lemon, ink, 0.5))
    for k in range(9):
        x = 330 + k * 118
        s.path(line_path([(x, 920), (x + 40, 970), (x, 1020), (x - 40, 970)]), teal)
        s.path(line_path([(x, 945), (x + 20, 970), (x, 995), (x - 20, 970)]), lemon)
    for k, (x, z) in enumerate(((60, 110), (240, 96), (420, 118), (610, 92), (780, 110), (960, 98), (1140, 116),
                                (1330, 100), (1520, 118))):
        sitter(s, x, 1130, z, mix(ink, (teal, red, lemon)[k % 3], 0.16), ink)
    return s


def drum_circle() -> Sheet:
    """Drums stand in a ring on a woven rug in the evening light."""
    paper, lemon, rust, teal, ink = "#fcecc9", "#f2ae3b", "#c4492c", "#2b7f79", "#2a1d2d"
    s = Sheet("drum-circle", mix(rust, lemon, 0.45))
    r = s.random
    s.shade(box_path(-20, -20, 1660, 620), paper, (800, 560), (800, -100), strength=0.95)
    s.disc(800, 330, 190, paper)
    for k in range(5):
        s.path(round_path(800, 330, 240 + k * 80), "none", stroke=mix(paper, lemon, 0.3 + k * 0.15), stroke_width=9)
    far: list[Point] = [(-60, 470), (200, 440), (520, 470), (900, 450), (1250, 476), (1680, 440)]
    s.path(curve_path(far, closed=False) + "L1680 1120L-60 1120Z", mix(rust, ink, 0.2))
    for x, y, rx, ry in ((120, 300, 210, 170), (1480, 290, 230, 180), (330, 370, 130, 90), (1270, 380, 120, 80)):
        s.brush([(x, 520), (x, y)], [34, 20], ink)
        crown(s, x, y, rx, ry, mix(ink, teal, 0.45), lit=mix(teal, lemon, 0.4), dark=ink, leaf=26, leaves=80)
    earth = "M-60 500Q800 450 1680 500L1680 1120L-60 1120Z"
    s.path(earth, mix(rust, lemon, 0.3))
    s.shade(earth, mix(rust, ink, 0.5), (800, 1120), (800, 560))
    # The rug: rings of pattern seen in perspective.
    cx, cy = 800.0, 800.0
    for k, (rx, tone) in enumerate(((730, ink), (712, rust), (640, paper), (618, teal), (520, lemon), (500, ink),
                                    (486, rust), (330, paper), (314, teal), (200, lemon), (184, rust))):
        s.disc(cx, cy, rx, tone, rx * 0.31)
    for ring, count, z, tone in ((676, 54, 20, lemon), (568, 40, 26, paper), (408, 30, 34, lemon), (256, 20, 28, paper)):
        for k in range(count):
            a = 2 * pi * k / count
            x, y = cx + cos(a) * ring, cy + sin(a) * ring * 0.31
            s.shape([(x - z, y), (x, y - z * 0.42), (x + z, y), (x, y + z * 0.42)], tone)
    s.path(star(cx, cy, 120, 12, 0.5).replace("Z", "Z"), lemon, transform=f"translate(0 {cy * 0.69:.1f}) scale(1 .31)")
    for k in range(90):
        a = 2 * pi * k / 90
        s.line([(cx + cos(a) * 730, cy + sin(a) * 226), (cx + cos(a) * 756, cy + sin(a) * 236)], paper, 4)

    def drum(x: float, foot: float, h: float, kind: int, body: str, trim: str) -> None:
        w = h * (0.34 if kind == 0 else 0.46 if kind == 1 else 0.3)
        top = foot - h
        ry = w * 0.27
        s.blob([(x - w * 0.6, foot), (x + w * 0.5, foot - 6), (x + w * 1.9, foot + h * 0.16), (x + w * 0.6, foot + h * 0.17)],
               ink, opacity=0.5)
        if kind == 0:
            data = (f"M{x - w} {top}C{x - w} {top + h * .3} {x - w * .36} {top + h * .5} {x - w * .38} {top + h * .62}"
                    f"L{x - w * .62} {foot}Q{x} {foot + ry * .9} {x + w * .62} {foot}L{x + w * .38} {top + h * .62}"
                    f"C{x + w * .36} {top + h * .5} {x + w} {top + h * .3} {x + w} {top}Z")
        elif kind == 1:
            data = (f"M{x - w} {top}C{x - w * 1.16} {top + h * .4} {x - w * 1.06} {foot - h * .2} {x - w * .8} {foot}"
                    f"Q{x} {foot + ry * 1.1} {x + w * .8} {foot}C{x + w * 1.06} {foot - h * .2} {x + w * 1.16} "
                    f"{top + h * .4} {x + w} {top}Z")
        else:
            data = (f"M{x - w} {top}L{x - w * .66} {foot}Q{x} {foot + ry} {x + w * .66} {foot}L{x + w} {top}Z")
        s.path(data, body)
        with s.layer(clip=data):
            if kind == 0:
                for k in range(13):
                    u0, u1 = -1 + k / 6, -1 + (k + 1) / 6
                    s.line([(x + u0 * w, top + h * 0.06), (x + (u0 + u1) / 2 * w * 0.6, top + h * 0.44),
                            (x + u1 * w, top + h * 0.06)], paper, h * 0.011)
                s.path(f"M{x - w} {top + h * .44}Q{x} {top + h * .44 + ry} {x + w} {top + h * .44}", "none", stroke=trim,
                       stroke_width=h * 0.045)
                for k in range(5):
                    zx = x - w * 0.44 + k * w * 0.22
                    s.shape([(zx, foot - h * 0.21), (zx + w * 0.1, foot - h * 0.14), (zx, foot - h * 0.07),
                             (zx - w * 0.1, foot - h * 0.14)], trim)
            elif kind == 1:
                for k in range(9):
                    u0, u1 = -1.1 + k * 0.245, -1.1 + (k + 1) * 0.245
                    s.line([(x + u0 * w, top + h * 0.1), (x + (u0 + u1) / 2 * w, foot - h * 0.06), (x + u1 * w, top + h * 0.1)],
                           paper, h * 0.014)
                s.path(f"M{x - w * 1.2} {foot - h * .1}Q{x} {foot - h * .1 + ry * 1.1} {x + w * 1.2} {foot - h * .1}", "none",
                       stroke=trim, stroke_width=h * 0.07)
            else:
                for k in range(4):
                    y = top + h * (0.24 + k * 0.2)
                    s.path(f"M{x - w} {y}Q{x} {y + ry * 1.1} {x + w} {y}", "none", stroke=(trim, paper)[k % 2],
                           stroke_width=h * 0.05)
        s.shade(data, ink, (x + w * 1.05, 0), (x - w * 0.3, 0))
        rim = h * 0.05
        s.path(f"M{x - w} {top}L{x - w} {top + rim}A{w} {ry} 0 0 0 {x + w} {top + rim}L{x + w} {top}Z", trim)
        s.disc(x, top, w * 1.02, mix(trim, ink, 0.45), ry * 1.04)
        s.disc(x, top, w * 0.94, paper, ry * 0.94)
        s.shade(round_path(x, top, w * 0.94, ry * 0.94), lemon, (x + w, top + ry), (x - w * 0.4, top - ry * 0.5))
        s.disc(x, top, w * 0.42, mix(paper, rust, 0.28), ry * 0.42)

    ring = ((540, 650, 220, 2, teal, lemon), (800, 630, 230, 0, rust, lemon), (1060, 650, 220, 1, mix(teal, ink, 0.3), rust),
            (290, 770, 300, 1, rust, lemon), (1310, 770, 310, 0, teal, lemon), (190, 960, 400, 0, mix(teal, ink, 0.2), lemon),
            (1430, 965, 380, 1, rust, teal), (560, 1040, 400, 2, lemon, rust), (1010, 1045, 420, 0, mix(rust, ink, 0.2), lemon))
    for item in ring:
        drum(*item)
    # Sticks left on a drum, and the sound still in the air.
    s.line([(500, 622), (630, 660)], mix(lemon, paper, 0.4), 11)
    s.line([(520, 670), (640, 610)], mix(lemon, paper, 0.4), 11)
    s.disc(640, 610, 15, rust)
    s.disc(632, 661, 15, rust)
    for x, y, w in ((800, 396, 100), (560, 610, 0), (1010, 596, 0)):
        for k in range(3):
            if w:
                s.path(f"M{x - w - k * 40} {y - 30 - k * 34}Q{x} {y - 70 - k * 52} {x + w + k * 40} {y - 30 - k * 34}", "none",
                       stroke=rust, stroke_width=8 - k * 1.5, stroke_linecap="round")
    return s


def loom_threads() -> Sheet:
    """Warp threads stretched on a loom; the pattern grows from the foot."""
    paper, madder, saffron, indigo, ink = "#fbf0da", "#c8412f", "#eeb041", "#2e4f8f", "#1f2438"
    s = Sheet("loom-threads", mix(saffron, paper, 0.62))
    r = s.random
    s.shade(box_path(-20, -20, 1660, 1110), mix(saffron, madder, 0.3), (1640, 1000), (400, 100), strength=0.7)
    # A window's light on the wall.
    for k in range(3):
        s.shape([(70 + k * 110, 60), (160 + k * 110, 90), (160 + k * 110, 560), (70 + k * 110, 500)], "#fff8e6", opacity=0.7)
    left, right, top, cloth = 330.0, 1270.0, 130.0, 610.0
    wood, dark = "#9a6238", mix("#9a6238", ink, 0.5)
    # The threads: behind ones dark, front ones light, parted by the shed stick.
    s.box(left, top, right - left, 880, mix(ink, indigo, 0.25))
    count = 78
    for k in range(count):
        x = left + 8 + k * (right - left - 16) / (count - 1)
        tone = (paper, mix(paper, saffron, 0.35), mix(paper, indigo, 0.22))[k % 3]
        if k % 2:
            s.line([(x, top), (x, cloth + 20)], mix(tone, ink, 0.35), 5)
        else:
            s.line([(x, top), (x + 3, 400), (x, cloth + 20)], tone, 6)
    for y, tone in ((372, wood), (446, mix(wood, paper, 0.3))):
        s.box(left - 60, y, right - left + 120, 26, tone)
        s.box(left - 60, y + 17, right - left + 120, 9, dark)
        for k in range(count):
            if k % 2 == (y == 372):
                x = left + 8 + k * (right - left - 16) / (count - 1)
                s.box(x - 3, y - 5, 6, 36, paper)
    # The woven cloth: bands built knot by knot on a grid.
    cell = 16.0
    columns, rows = int((right - left - 8) / cell), 27
    x0, y0 = left + 6, cloth
    base = (madder, madder, indigo, saffron)

    def knot(c: int, w: int) -> str:
        """The colour of one knot: borders, a field of lozenges, hooked bands."""
        mirror = min(c, columns - 1 - c)
        if w < 2:
            return saffron if (c + w) % 2 else indigo
        if w < 6:
            return (paper, indigo, madder, indigo)[(mirror + abs(w - 4)) % 4]
        if w == 6 or w == 20:
            return ink
        if w < 20:
            period = 13
            dx = abs(mirror % (period * 2) - period)
            dist = dx + abs(w - 13)
            if dist > 13:
                return indigo if (mirror // 2 + w) % 4 else saffron
            return (paper, madder, saffron, madder, indigo, madder, madder, paper, indigo, saffron, ink, madder, madder,
                    paper)[min(dist, 13)]
        return base[((mirror // 3) + w) % 4] if (mirror + w) % 3 else paper

    for w in range(rows):
        for c in range(columns):
            if w == 0 and c > columns * 0.62:
                continue
            tone = mix(knot(c, w), r.choice([paper, ink]), r.uniform(0, 0.1))
            s.path(box_path(x0 + c * cell, y0 + w * cell, cell - 1.4, cell - 2.4), tone)
    # The weft being laid, its shuttle, and the beater.
    wy = cloth - 2
    s.curve([(x0, wy + 8), (x0 + 560, wy + 4), (x0 + 640, wy - 18), (1000, wy - 36)], saffron, 8)
    s.brush([(930, wy - 30), (1040, wy - 52), (1160, wy - 46)], [6, 52, 6], wood)
    s.brush([(968, wy - 38), (1040, wy - 54), (1120, wy - 48)], [4, 26, 4], madder)
    for k in range(7):
        s.line([(990 + k * 16, wy - 60), (1002 + k * 16, wy - 36)], mix(madder, paper, 0.4), 3)
    # The frame.
    for x in (left - 92, right + 24):
        s.box(x, 20, 70, 1080, wood)
        s.box(x + 46, 20, 24, 1080, dark)
        for k in range(26):
            s.cut(x + r.uniform(8, 40), r.uniform(40, 1060), r.uniform(50, 150), 3, mix(wood, ink, 0.3), 90)
        for y in (110, 420, 940):
            s.disc(x + 30, y, 10, dark)
    for y, h in ((86, 66), (1030, 70)):
        s.box(left - 150, y, right - left + 300, h, mix(wood, paper, 0.12))
        s.box(left - 150, y + h * 0.6, right - left + 300, h * 0.4, dark)
        for k in range(14):
            s.cut(r.uniform(left - 100, right + 100), y + r.uniform(8, h * 0.5), r.uniform(90, 260), 3, mix(wood, ink, 0.3))
    for k in range(count // 2):
        x = left + 8 + k * 2 * (right - left - 16) / (count - 1)
        s.line([(x, 90), (x, 130)], paper, 6)
    # Skeins on pegs to the left, balls of wool in a basket to the right.
    s.box(-20, 200, 220, 18, wood)
    for k, tone in enumerate((madder, indigo, saffron)):
        x = 40 + k * 62
        s.line([(x, 208), (x, 240)], ink, 7)
        for j in range(7):
            s.path(f"M{x - 4 + j} 230C{x - 40 + j * 3} 320 {x - 34 + j * 3} 460 {x} {500 - j * 6}C{x + 34 - j * 3} 460 "
                   f"{x + 40 - j * 3} 320 {x + 4 - j} 230", "none", stroke=mix(tone, paper if j % 2 else ink, 0.15),
                   stroke_width=7)
        s.box(x - 17, 268, 34, 14, mix(tone, ink, 0.5))

    def ball(x: float, y: float, z: float, tone: str) -> None:
        s.disc(x, y, z, tone)
        with s.layer(clip=round_path(x, y, z)):
            for j in range(8):
                s.path(round_path(x - z * 0.5 + j * z * 0.12, y - z * 0.4 + j * z * 0.1, z * (0.5 + j * 0.1), z * (0.9 - j * 0.04)),
                       "none", stroke=mix(tone, paper if j % 2 else ink, 0.3), stroke_width=z * 0.055)
        s.shade(round_path(x, y, z), ink, (x + z, y + z), (x - z * 0.3, y - z * 0.3), strength=0.85)

    s.disc(1500, 1060, 150, ink, 22, opacity=0.5)
    for x, y, z, tone in ((1440, 850, 56, indigo), (1530, 836, 62, madder), (1590, 880, 52, saffron),
                          (1480, 890, 56, paper), (1400, 896, 46, madder)):
        ball(x, y, z, tone)
    s.path("M1350 890L1660 890L1620 1060L1390 1060Z", mix(saffron, wood, 0.5))
    for row in range(7):
        for k in range(12):
            s.cut(1368 + k * 26 + (row % 2) * 13, 906 + row * 23, 28, 9, mix(saffron, paper, 0.3) if row % 2 else wood)
    s.curve([(1440, 1040), (1330, 1010), (1250, 860), (1180, cloth - 40)], indigo, 6)
    ball(110, 980, 74, saffron)
    s.curve([(170, 1020), (260, 1056), (400, 1020), (330, 960)], saffron, 8)
    return s


def letterpress() -> Sheet:
    """An iron hand press; fresh sheets hang to dry behind it."""
    paper, ochre, red, teal, ink = "#fbf1dc", "#e3a548", "#d4432f", "#4c8c8a", "#1e2630"
    s = Sheet("letterpress", mix(teal, paper, 0.55))
    r = s.random
    s.shade(box_path(-20, -20, 1660, 800), paper, (300, 300), (1300, 760), strength=0.9)
    # Type cases on the left wall, cubby by cubby.
    for row in range(3):
        y = 330 + row * 150
        s.box(-20, y, 330, 132, mix(ochre, ink, 0.42))
        for k in range(7):
            for j in range(2):
                bx, by = -10 + k * 45, y + 10 + j * 60
                s.box(bx, by, 38, 52, mix(ink, ochre, 0.22))
                for m in range(5):
                    s.box(bx + 3 + m * 7, by + 34 - (m * 7 + k * 5 + j * 3) % 14, 5.4, 18 + (m * 7 + k * 5 + j * 3) % 14,
                          mix(teal, paper, r.uniform(0.2, 0.6)))
    # Sheets on lines, printed with stars and discs.
    for y, n, z in ((90, 7, 150), (70, 0, 0)):
        if not n:
            continue
        rope(s, (-40, y - 20), (1660, y - 30), 24, ink, 4)
        for k in range(n):
            x = 60 + k * 232
            dy = y + 14 + 10 * sin(k)
            sheet_ = [(x, dy), (x + z * 1.05, dy + 4), (x + z * 1.02 + 6, dy + z * 1.36), (x - 6, dy + z * 1.33)]
            s.shape([(px + 14, py + 18) for px, py in sheet_], mix(teal, ink, 0.35), opacity=0.4)
            s.shape(sheet_, "#fffaf0")
            mx, my = x + z * 0.52, dy + z * 0.56
            tone = (red, teal, ochre)[k % 3]
            if k % 3 == 0:
                s.disc(mx, my, z * 0.3, tone)
                s.path(star(mx + 10, my + 8, z * 0.3, 8, 0.5), ink, opacity=0.75)
            elif k % 3 == 1:
                for j in range(3):
                    s.disc(mx - z * 0.18 + j * z * 0.18, my - z * 0.1 + (j % 2) * z * 0.2, z * 0.2, (tone, red, ochre)[j],
                           opacity=0.85)
            else:
                s.path(star(mx, my, z * 0.34, 12, 0.55), tone)
                s.disc(mx, my, z * 0.13, ink)
            s.box(x + z * 0.18, dy + z * 1.05, z * 0.7, z * 0.05, mix(ink, paper, 0.2))
            s.box(x + z * 0.3, dy + z * 1.16, z * 0.46, z * 0.04, mix(ink, paper, 0.2))
            for px in (x + 20, x + z - 16):
                s.box(px - 5, dy - 22, 10, 34, ochre)
    floor = box_path(-20, 880, 1660, 220)
    s.path(floor, mix(ochre, ink, 0.35))
    for k in range(9):
        s.line([(-20, 884 + k * k * 3.2), (1640, 884 + k * k * 3.2)], mix(ochre, ink, 0.55), 4)
    s.shade(floor, ink, (0, 1110), (0, 880), strength=0.85)
    s.disc(880, 1010, 620, ink, 46, opacity=0.75)

    iron, light = mix(ink, teal, 0.16), mix(ink, teal, 0.55)
    # Feet and the two cheeks of the press.
    for sign in (-1, 1):
        x = 830 + sign * 255
        s.path(f"M{x - 44} 330Q{x - 50} 600 {x - 34} 820L{x - 100 - sign * 10} 1000L{x + 100 - sign * 10} 1000L{x + 34} 820"
               f"Q{x + 50} 600 {x + 44} 330Z", iron)
        s.path(f"M{x - 30} 350Q{x - 34} 600 {x - 18} 800L{x - 6} 800Q{x - 18} 600 {x - 14} 350Z", light)
        s.path(f"M{x - 110 - sign * 10} 990h220v26h-220Z", iron)
        s.disc(x, 420, 22, ochre)
        s.disc(x, 420, 10, iron)
        for k in range(5):
            s.disc(x, 520 + k * 52, 7, ochre)
    # The head with its ornament, bar and toggle.
    s.path("M520 360Q520 250 640 232Q700 190 830 188Q960 190 1020 232Q1140 250 1140 360Z", iron)
    s.path("M560 336Q566 280 656 262Q716 224 830 222Q944 224 1004 262Q1094 280 1100 336Z", "none", stroke=ochre,
           stroke_width=8)
    s.path(star(830, 292, 48, 8, 0.5), ochre)
    s.disc(830, 292, 16, red)
    for sign in (-1, 1):
        s.curve([(830 + sign * 76, 306), (830 + sign * 130, 270), (830 + sign * 190, 312), (830 + sign * 220, 290)], ochre, 8)
    s.path("M760 190Q760 120 830 84Q900 120 900 190Z", iron)
    s.disc(830, 100, 30, ochre)
    s.disc(830, 62, 15, ochre)
    s.box(770, 360, 120, 130, iron)
    s.box(790, 360, 22, 130, light)
    s.shape([(740, 480), (920, 480), (880, 560), (780, 560)], mix(ink, teal, 0.4))
    for k in range(4):
        s.line([(774 + k * 4, 494 + k * 18), (886 - k * 4, 488 + k * 18)], ochre, 6)
    s.path("M610 560h440v64h-440Z", iron)
    s.path("M610 560h440v14h-440Z", light)
    s.brush([(860, 430), (700, 470), (520, 460), (380, 392)], [34, 26, 22, 20], iron)
    s.brush([(470, 436), (400, 404), (330, 366)], [36, 42, 34], red)
    # Rails, bed, the form of type with its ornaments, the tympan raised on the right.
    s.shape([(360, 760), (1420, 760), (1470, 806), (310, 806)], iron)
    s.box(310, 804, 1160, 28, mix(iron, "#000000", 0.3))
    s.shape([(330, 760), (1430, 760), (1434, 748), (326, 748)], light)
    s.shape([(560, 690), (1120, 690), (1170, 748), (510, 748)], mix(ink, teal, 0.35))
    s.shape([(600, 696), (1080, 696), (1122, 740), (560, 740)], ochre)
    plane = Plane((570, 738), (1112, 738), (1074, 698), (606, 698))
    for row in range(3):
        for k in range(12):
            s.path(plane.patch(k / 12 + 0.01, row / 3 + 0.04, 0.066, 0.25), (paper, mix(teal, paper, 0.4), red)[(k + row) % 3])
    s.disc(400, 850, 86, iron)
    s.disc(400, 850, 66, mix(ochre, ink, 0.3))
    s.disc(400, 850, 22, iron)
    s.line([(400, 850), (320, 930)], iron, 18)
    s.line([(318, 930), (290, 960)], red, 26)
    for lx in (1390,):
        s.shape([(lx - 18, 806), (lx + 18, 806), (lx + 40, 1006), (lx - 40, 1006)], iron)
    frame = [(1160, 744), (1420, 744), (1560, 420), (1310, 420)]
    s.shape(frame, iron)
    s.shape([(1196, 722), (1404, 722), (1522, 446), (1324, 446)], "#fffaf0")
    s.shade(line_path([(1196, 722), (1404, 722), (1522, 446), (1324, 446)]), mix(teal, paper, 0.3), (1500, 720), (1260, 480))
    s.path(star(1362, 584, 66, 8, 0.5), red)
    s.disc(1362, 584, 22, ink)
    # Table with ink slab, brayer and a heap of paper.
    s.box(-20, 800, 330, 28, mix(ochre, paper, 0.2))
    s.box(-20, 826, 330, 14, mix(ochre, ink, 0.5))
    for x in (30, 250):
        s.box(x, 838, 30, 190, mix(ochre, ink, 0.45))
    s.shape([(20, 780), (190, 780), (210, 802), (6, 802)], mix(teal, paper, 0.6))
    s.blob([(50, 792), (90, 782), (160, 786), (176, 796), (100, 800)], red)
    s.box(70, 742, 90, 34, ink)
    s.line([(60, 758), (60, 720), (114, 700)], mix(ink, paper, 0.3), 7)
    s.line([(114, 702), (114, 650)], ochre, 18)
    s.path("M228 802L228 730Q250 716 272 730L272 802Z", red)
    s.box(222, 722, 56, 12, ink)
    for k in range(12):
        s.shape([(1480 - k % 3, 1000 - k * 9), (1660, 1000 - k * 9), (1660, 1007 - k * 9), (1476 + k % 3, 1007 - k * 9)],
                (paper, mix(paper, ink, 0.2))[k % 2])
    return s


PICTURES = (
    old_library, reading_room, bread_oven, empty_classroom, theatre_curtain, puppet_stage, drum_circle,
    loom_threads, letterpress,
)
