"""Open country: mountains, groves, deserts, hills and the night sky above them."""

from math import cos, pi, radians, sin

from writingviews.demo.drawing.built import gable, person, rope, windows
from writingviews.demo.drawing.nature import (
    branches,
    cloud,
    crown,
    cuts_over,
    cypress,
    grass,
    ground,
    palm,
    path_of_light,
    ridge,
    spruce,
    stars,
    streak,
    water,
)
from writingviews.demo.drawing.sheet import (
    HEIGHT,
    WIDTH,
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


def _peak(s: Sheet, points: list[Point], lit: str, dark: str, snow: str | None, *,
          snowline: float = 0.0) -> None:
    """A mountain: lit flank left, dark flank right of its highest point, snow on both."""
    r = s.random
    top = min(points, key=lambda p: p[1])
    place = points.index(top)
    outline = line_path(points)
    s.path(outline, lit)
    drop = points[-1][1] - top[1]
    spine = [top]
    for k in range(1, 6):
        spine.append((top[0] + (28 if k % 2 else -34) + k * 6, top[1] + drop * k / 5))
    flank = [*spine, *points[:place:-1]]
    s.shape(flank, dark)
    with s.layer(clip=outline):
        for _ in range(26):
            x, y = r.uniform(points[0][0], points[-1][0]), r.uniform(top[1] + drop * 0.2, points[-1][1])
            away = 1 if x > top[0] else -1
            s.cut(x, y, r.uniform(60, 190), 9, dark if away < 0 else lit, 90 - away * 38)
        if snow:
            teeth: list[Point] = []
            count = 15
            wide = points[-1][0] - points[0][0]
            for k in range(count + 1):
                x = points[0][0] + wide * k / count
                y = top[1] + drop * snowline + (drop * 0.13 if k % 2 else -drop * 0.05)
                teeth.append((x, y + r.uniform(-0.04, 0.04) * drop))
            cap = [(points[0][0], top[1] - 50), (points[-1][0], top[1] - 50), *teeth[::-1]]
            s.shape(cap, snow)
            with s.layer(clip=line_path(flank)):
                s.shape(cap, mix(snow, dark, 0.42))


def mountain_pass() -> Sheet:
    """A road climbs in hairpins to the notch between two snow peaks."""
    paper, rose, violet, green, ink = "#fdf1e0", "#f2a184", "#7d7fb0", "#4e8070", "#243a5a"
    s = Sheet("mountain-pass", mix(rose, paper, 0.55))
    r = s.random
    s.shade(box_path(-20, -20, 1660, 620), mix(violet, paper, 0.3), (0, -40), (0, 460))
    s.disc(820, 330, 96, "#fff6dd")
    streak(s, 380, 150, 520, paper, 16)
    streak(s, 1250, 210, 460, paper, 13)
    far = ridge(r, 420, 120, rough=0.6)
    s.path(ground(far, smooth=False), mix(violet, rose, 0.45))
    _peak(s, [(240, 700), (420, 520), (520, 430), (610, 380), (700, 470), (860, 640), (900, 700)],
          mix(violet, paper, 0.35), mix(violet, ink, 0.1), paper, snowline=0.25)
    _peak(s, [(-420, 900), (-160, 560), (40, 330), (180, 190), (270, 110), (360, 230), (440, 290),
              (560, 500), (700, 700), (860, 900)], mix(violet, paper, 0.16), mix(violet, ink, 0.5),
          paper, snowline=0.36)
    _peak(s, [(700, 900), (880, 640), (1010, 450), (1120, 340), (1200, 200), (1290, 90), (1400, 230),
              (1500, 320), (1680, 520), (2050, 900)], mix(rose, violet, 0.35), mix(ink, violet, 0.3),
          paper, snowline=0.4)
    # Slopes of meadow; the road is drawn on them from the notch towards us.
    back = ground([(-60, 690), (220, 650), (520, 700), (770, 735), (1010, 700), (1330, 640), (1680, 670)])
    s.path(back, mix(green, violet, 0.35))
    s.shade(back, mix(green, ink, 0.6), (0, 900), (0, 650))
    front = ground([(-60, 860), (260, 800), (620, 850), (930, 900), (1280, 840), (1680, 790)])
    road_far: list[Point] = [(782, 726), (850, 752), (1010, 766), (1040, 788), (900, 808), (560, 820),
                             (420, 842), (480, 872), (760, 894)]
    widths = [8, 12, 15, 20, 22, 24, 30, 36, 42]
    s.brush([(x + 4, y + 9) for x, y in road_far], [w * 1.12 for w in widths], mix(green, ink, 0.75),
            steps=90)
    s.brush(road_far, widths, paper, steps=90)
    s.path(front, green)
    s.shade(front, mix(green, ink, 0.75), (0, 1110), (0, 800))
    road_near: list[Point] = [(700, 872), (940, 912), (1220, 930), (1290, 966), (1120, 1008), (720, 1050),
                              (420, 1130)]
    widths = [40, 44, 50, 62, 78, 100, 150]
    s.brush([(x + 6, y + 14) for x, y in road_near], [w * 1.1 for w in widths], mix(green, ink, 0.8),
            steps=90)
    s.brush(road_near, widths, mix(paper, rose, 0.12), steps=90)
    for x, y in along(road_near, 46)[2::2]:
        s.cut(x, y, 30 + (y - 870) * 0.12, 5, mix(rose, violet, 0.3), 8 if y < 930 else -10)
    # A small lorry, going up.
    s.box(962, 878, 74, 40, "#d8492f")
    s.box(1038, 890, 26, 28, paper)
    s.box(1048, 894, 12, 12, ink)
    for x in (982, 1046):
        s.disc(x, 920, 9, ink)
    for x, f, h in ((60, 900, 330), (190, 930, 250), (300, 905, 170), (-20, 980, 300), (1490, 880, 300),
                    (1585, 930, 360), (1400, 890, 190), (1330, 862, 130), (640, 862, 90), (590, 858, 70)):
        spruce(s, x, f, h, mix(ink, green, 0.32), shade=mix(ink, green, 0.1))
    for x, y, z in ((820, 840, 26), (860, 846, 18), (1190, 870, 34), (160, 1010, 60), (250, 1030, 38)):
        s.blob([(x - z, y), (x - z * 0.6, y - z * 0.7), (x + z * 0.2, y - z * 0.9), (x + z, y - z * 0.2),
                (x + z, y)], mix(paper, violet, 0.4))
        s.blob([(x, y), (x + z * 0.2, y - z * 0.85), (x + z, y - z * 0.2), (x + z, y)], mix(violet, ink, 0.3))
    cuts_over(s, (0, 960, 1600, 110), 60, mix(green, "#d7d37a", 0.5), length=(10, 26), width=4, turn=-80,
              sway=16)
    for gx, gy in ((560, 230), (640, 190)):
        s.brush([(gx - 40, gy - 6), (gx - 14, gy - 14), (gx, gy)], [1, 8, 4], ink)
        s.brush([(gx + 40, gy - 14), (gx + 14, gy - 16), (gx, gy)], [1, 8, 4], ink)
    return s


def snow_village() -> Sheet:
    """Lit windows at dusk in a village deep in snow."""
    paper, lamp, rust, blue, ink = "#f4f3ee", "#ffc95a", "#b9503e", "#6f8fb8", "#1f2f52"
    s = Sheet("snow-village", mix(blue, ink, 0.3))
    r = s.random
    sky = box_path(-20, -20, 1660, 640)
    s.shade(sky, ink, (0, -120), (0, 420))
    s.shade(sky, mix(rust, paper, 0.45), (0, 640), (0, 330))
    stars(s, 260, 50, paper)
    _peak(s, [(-260, 640), (0, 410), (190, 260), (300, 180), (420, 300), (600, 430), (820, 640)],
          mix(blue, paper, 0.4), mix(blue, ink, 0.3), paper, snowline=0.35)
    _peak(s, [(620, 640), (840, 440), (1010, 330), (1150, 230), (1290, 340), (1480, 450), (1840, 640)],
          mix(blue, paper, 0.3), mix(blue, ink, 0.4), paper, snowline=0.38)
    s.path(ground(ridge(r, 585, 22)), mix(ink, blue, 0.3))
    for k in range(40):
        spruce(s, -20 + k * 42, 622 + r.uniform(-8, 14), r.uniform(70, 130), mix(ink, blue, 0.16))

    def house(x: float, foot: float, w: float, h: float, wall: str, rise: float) -> None:
        s.shape([(x - w * 0.1, foot + 4), (x + w, foot + 4), (x + w * 1.5, foot + w * 0.16),
                 (x + w * 0.3, foot + w * 0.16)], mix(blue, ink, 0.2), opacity=0.6)
        s.shape([(x, foot), (x, foot - h), (x + w / 2, foot - h - rise), (x + w, foot - h), (x + w, foot)],
                wall)
        s.shade(box_path(x, foot - h, w, h), ink, (x + w, foot), (x, foot - h), strength=0.8)
        # The chimney, its smoke, then a thick roof of snow with drips along its edge.
        cx = x + w * 0.72
        s.box(cx, foot - h - rise * 0.95, w * 0.11, rise * 0.7, mix(rust, ink, 0.5))
        s.box(cx - 5, foot - h - rise * 0.99, w * 0.11 + 10, 12, paper)
        s.brush([(cx + w * 0.05, foot - h - rise), (cx + w * 0.2, foot - h - rise * 1.5),
                 (cx + w * 0.08, foot - h - rise * 2), (cx + w * 0.3, foot - h - rise * 2.7)],
                [w * 0.05, w * 0.12, w * 0.14, w * 0.03], mix(paper, blue, 0.35))
        eave = w * 0.13
        drop = rise * eave / (w / 2)
        thick = w * 0.1
        mid = x + w / 2
        s.shape([(x - eave, foot - h + drop + 10), (mid, foot - h - rise + 10), (x + w + eave, foot - h + drop + 10),
                 (x + w + eave, foot - h + drop + 24), (mid, foot - h - rise + 26),
                 (x - eave, foot - h + drop + 24)], mix(ink, rust, 0.25))
        left: list[Point] = [(x - eave - 6, foot - h + drop + 12), (x - eave - 12, foot - h + drop - thick * 0.6),
                             (x + w * 0.2, foot - h - rise * 0.42 - thick),
                             (mid, foot - h - rise - thick * 1.05),
                             (x + w * 0.8, foot - h - rise * 0.42 - thick),
                             (x + w + eave + 12, foot - h + drop - thick * 0.6),
                             (x + w + eave + 6, foot - h + drop + 12),
                             (x + w * 0.78, foot - h - rise * 0.5 + 10), (mid, foot - h - rise + 14),
                             (x + w * 0.22, foot - h - rise * 0.5 + 10)]
        s.blob(left, paper)
        right = curve_path([(mid, foot - h - rise - thick), (x + w * 0.8, foot - h - rise * 0.42 - thick),
                            (x + w + eave + 12, foot - h + drop - thick * 0.6),
                            (x + w + eave + 6, foot - h + drop + 12),
                            (x + w * 0.78, foot - h - rise * 0.5 + 10), (mid, foot - h - rise + 14)])
        s.shade(right, blue, (x + w * 1.2, foot), (mid, foot - h - rise))
        ww, wh = w * 0.17, h * 0.34
        for k in range(3):
            wx = x + w * (0.14 + k * 0.27)
            s.box(wx - 5, foot - h * 0.78 - 5, ww + 10, wh + 10, ink)
            s.box(wx, foot - h * 0.78, ww, wh, lamp)
            s.line([(wx + ww / 2, foot - h * 0.78), (wx + ww / 2, foot - h * 0.78 + wh)], ink, 4)
            s.line([(wx, foot - h * 0.78 + wh / 2), (wx + ww, foot - h * 0.78 + wh / 2)], ink, 4)
            s.disc(wx + ww / 2, foot - h * 0.78 + wh + 8, ww * 0.7, paper, 8)
            s.glow(wx + ww / 2, foot + h * 0.14, w * 0.17, lamp, strength=0.5)
        s.box(mid - w * 0.06, foot - h - rise * 0.42, w * 0.12, w * 0.13, lamp)

    snow_back = ground([(-60, 660), (300, 628), (700, 655), (1100, 625), (1680, 660)])
    s.path(snow_back, mix(paper, blue, 0.42))
    for x, f, w, h, tone, rise in ((90, 700, 150, 80, mix(rust, ink, 0.2), 80),
                                   (560, 690, 140, 76, mix(blue, ink, 0.4), 76),
                                   (1200, 690, 150, 80, mix(rust, ink, 0.35), 84),
                                   (1420, 710, 160, 84, mix(blue, ink, 0.5), 90)):
        house(x, f, w, h, tone, rise)
    # The church.
    s.box(800, 480, 92, 220, mix(paper, blue, 0.55))
    s.shade(box_path(800, 480, 92, 220), ink, (892, 0), (810, 0), strength=0.8)
    s.shape([(790, 486), (846, 280), (902, 486)], mix(rust, ink, 0.15))
    s.shape([(846, 280), (902, 486), (856, 486)], mix(rust, ink, 0.55))
    s.shape([(790, 486), (846, 280), (850, 380), (818, 480)], paper)
    s.path(arch_path(846, 570, 34, 62), lamp)
    house(890, 705, 190, 96, mix(paper, blue, 0.6), 96)
    snow_mid = ground([(-60, 760), (260, 735), (640, 770), (1000, 730), (1350, 770), (1680, 740)])
    s.path(snow_mid, mix(paper, blue, 0.2))
    s.shade(snow_mid, blue, (0, 960), (0, 740))
    for x, f, h in ((470, 800, 240), (1120, 790, 220), (1180, 820, 290), (400, 815, 190)):
        spruce(s, x, f, h, mix(ink, "#2f6657", 0.45), snow=paper)
    house(600, 850, 320, 160, rust, 170)
    house(1255, 880, 330, 165, mix(rust, ink, 0.35), 180)
    house(20, 890, 350, 170, mix(blue, ink, 0.45), 180)
    snow_front = ground([(-60, 930), (300, 905), (620, 940), (900, 960), (1240, 920), (1680, 950)])
    s.path(snow_front, paper)
    s.shade(snow_front, mix(blue, paper, 0.25), (0, 1120), (0, 900))
    s.brush([(760, 852), (800, 900), (720, 960), (900, 1010), (860, 1110)], [44, 60, 80, 110, 170],
            mix(paper, blue, 0.32))
    for k, (x, y) in enumerate(along([(770, 880), (770, 930), (770, 970), (860, 1010), (850, 1070)], 13)):
        s.disc(x + (16 if k % 2 else -16), y, 9 + k * 0.5, blue, 5)
    person(s, 800, 990, 130, rust, "#9c6a4d", legs=ink, hair=ink, stride=0.5)
    for x, f, h in ((1130, 1030, 440), (1560, 1060, 330), (470, 1060, 300)):
        spruce(s, x, f, h, mix(ink, "#2f6657", 0.3), snow=paper)
    for k in range(8):
        x = 60 + k * 46
        s.box(x, 960 + (k % 2) * 6, 14, 70, mix(ink, rust, 0.3))
        s.disc(x + 7, 958 + (k % 2) * 6, 14, paper, 9)
    s.line([(40, 992), (410, 996)], mix(ink, rust, 0.3), 9)
    for _ in range(230):
        z = r.choice([2.5, 3.5, 5, 7])
        s.disc(r.uniform(0, WIDTH), r.uniform(0, HEIGHT), z, paper)
    return s


def dry_river() -> Sheet:
    """The bed of a river, split into plates; a boat lies where it was left."""
    paper, sand, clay, rust, ink = "#fbeed3", "#ecc18a", "#cf8a57", "#a94f33", "#3a2a33"
    s = Sheet("dry-river", mix(sand, paper, 0.55))
    r = s.random
    s.shade(box_path(-20, -20, 1660, 520), mix(rust, sand, 0.45), (0, -120), (0, 420))
    s.disc(1110, 210, 104, paper)
    for k in range(3):
        s.path(round_path(1110, 210, 150 + k * 54), "none", stroke=mix(paper, sand, 0.35 + k * 0.2),
               stroke_width=9 - k * 2)
    s.path(ground(ridge(r, 400, 60), smooth=False), mix(clay, paper, 0.35))
    s.path(ground(ridge(r, 440, 36), smooth=False), mix(rust, clay, 0.5))
    horizon = 470.0
    bed = line_path([(720, horizon), (860, horizon), (1080, 560), (1700, 760), (1700, 1120), (-100, 1120),
                     (-100, 760), (430, 570)])
    s.box(-20, horizon - 4, 1660, 660, clay)
    s.shade(box_path(-20, horizon, 1660, 300), rust, (0, 760), (0, 460), strength=0.8)
    s.path(bed, mix(sand, paper, 0.35))
    # Cracks: a jittered lattice laid in perspective; each cell shrunk makes a plate.
    def place(u: float, v: float) -> Point:
        v = max(v, 0.0)
        y = horizon + 6 + (640 * v ** 2.1)
        return (790 + (u - 0.5) * (150 + 3300 * v ** 1.75), y)

    columns, rows = 26, 17
    knots = [[place((c + r.uniform(-0.36, 0.36) + (0.5 if w % 2 else 0)) / columns,
                    (w + r.uniform(-0.34, 0.34)) / rows) for c in range(columns + 1)]
             for w in range(rows + 1)]
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
                    edges += [(a[0] * 0.86 + b[0] * 0.14, a[1] * 0.86 + b[1] * 0.14),
                              (a[0] * 0.5 + b[0] * 0.5 + r.uniform(-8, 8) * depth,
                               (a[1] + b[1]) / 2 + r.uniform(-5, 5) * depth),
                              (a[0] * 0.14 + b[0] * 0.86, a[1] * 0.14 + b[1] * 0.86)]
                tone = mix(mix(sand, paper, 0.4 - 0.3 * depth), clay, r.uniform(0, 0.32))
                s.shape([(x + 2, y + 9 * depth) for x, y in edges], mix(rust, clay, 0.35))
                s.shape(edges, tone)
                if r.random() < 0.55 and depth > 0.12:
                    s.line([cell[0], (cx + r.uniform(-20, 20) * depth, cy), cell[2]],
                           mix(rust, ink, 0.3), 3.2 * depth + 0.6)
    s.shade(bed, rust, (1500, 1150), (800, 640), strength=0.85)
    # What is left of the stream.
    s.brush([(800, 480), (770, 500), (830, 526), (770, 556), (850, 590)], [4, 8, 11, 14, 3], "#8fb3b5")
    s.brush([(800, 482), (775, 502), (828, 526)], [1, 3, 4], paper)
    # Banks with their roots and dry reeds.
    left = ground([(-60, 640), (120, 600), (300, 590), (430, 566)])
    for bank, shift in ((([(-60, 610), (120, 575), (300, 568), (470, 545), (560, 520), (660, 492)]), 1),
                        (([(1680, 600), (1500, 575), (1290, 560), (1120, 530), (980, 502), (900, 486)]), -1)):
        foot = [(x + shift * 40, y + 90 * (1 - abs(x - bank[0][0]) / 800)) for x, y in bank]
        s.blob([*bank, *foot[::-1]], mix(rust, ink, 0.3))
        s.curve(bank, mix("#9b9a55", clay, 0.35), 16)
        for x, y in along(bank, 40):
            tall = 66 * (1 - abs(x - bank[0][0]) / 820) + 8
            for _ in range(3):
                s.brush([(x, y + 4), (x + r.uniform(-10, 10), y - tall * 0.6),
                         (x + r.uniform(-24, 24), y - tall)], [5, 3, 1],
                        mix("#9b9a55", r.choice([sand, ink, rust]), 0.4))
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
        side = ("M820 772C930 822 1290 826 1424 752C1400 850 1340 905 1240 920L980 922"
                "C890 902 836 850 820 772Z")
        s.path(side, "#4f7f86")
        with s.layer(clip=side):
            s.curve([(820, 806), (1000, 850), (1250, 850), (1420, 790)], paper, 20)
            for k in range(3):
                s.curve([(840, 842 + k * 26), (1000, 880 + k * 24), (1250, 880 + k * 24), (1400, 830 + k * 26)],
                        mix("#4f7f86", ink, 0.4), 4)
            for _ in range(26):
                s.cut(r.uniform(840, 1380), r.uniform(800, 920), r.uniform(16, 60), 7,
                      mix(sand, rust, 0.4), r.uniform(-12, 12))
        s.shade(side, ink, (1000, 960), (1160, 790), strength=0.95)
        s.curve([(818, 770), (930, 818), (1290, 820), (1428, 748)], ink, 13)
    s.line([(1330, 860), (1560, 1000)], mix(sand, ink, 0.45), 13)
    s.blob([(1540, 980), (1600, 1000), (1640, 1050), (1590, 1050), (1548, 1012)], mix(sand, ink, 0.45))
    for gx, gy in ((640, 160), (560, 210), (720, 230)):
        s.brush([(gx - 36, gy - 2), (gx - 12, gy - 12), (gx, gy)], [1, 8, 3], ink)
        s.brush([(gx + 36, gy - 8), (gx + 12, gy - 14), (gx, gy)], [1, 8, 3], ink)
    return s


def wind_turbines() -> Sheet:
    """Turbines over striped fields, the nearest cut by the picture's edge."""
    paper, lemon, green, teal, ink = "#fdf6e3", "#f4d35e", "#7fae5f", "#2e7f86", "#1d4555"
    s = Sheet("wind-turbines", "#9fd3d6")
    r = s.random
    s.shade(box_path(-20, -20, 1660, 700), paper, (0, 640), (0, 60))
    s.disc(330, 300, 120, "#ffe9a8")
    s.disc(330, 300, 92, lemon)
    for x, y, w in ((720, 190, 520), (1330, 330, 380), (100, 470, 360)):
        cloud(s, x, y, w, paper)
    for x, y, w in ((860, 300, 420), (480, 110, 380), (1420, 120, 480)):
        streak(s, x, y, w, mix(paper, "#9fd3d6", 0.25), 12)

    def turbine(x: float, foot: float, h: float, turn: float, tone: str, dark: str) -> None:
        top = foot - h
        s.shape([(x - h * 0.028, foot), (x - h * 0.012, top), (x + h * 0.012, top), (x + h * 0.028, foot)],
                tone)
        s.shape([(x + h * 0.004, foot), (x + h * 0.002, top), (x + h * 0.012, top), (x + h * 0.028, foot)],
                dark)
        s.path(f"M{x - h * .03} {top - h * .018}h{h * .09}q{h * .02} {h * .018} 0 {h * .036}h{-h * .09}Z",
               dark)
        for k in range(3):
            a = radians(turn + k * 120)
            long = h * 0.62
            ux, uy = cos(a), sin(a)
            nx, ny = -uy, ux

            def at(f: float, side: float, u: tuple[float, float, float, float] = (ux, uy, nx, ny),
                   reach: float = long) -> Point:
                return (x + u[0] * reach * f + u[2] * h * side, top + u[1] * reach * f + u[3] * h * side)

            s.blob([at(0, -0.01), at(0.18, -0.012), at(0.6, -0.004), at(1, 0.004), at(0.6, 0.022),
                    at(0.2, 0.042), at(0.06, 0.014)], tone)
            s.shape([at(0.05, 0.002), at(1, 0.004), at(0.6, 0.022), at(0.2, 0.042)], dark, opacity=0.6)
        s.disc(x, top, h * 0.026, tone)
        s.disc(x, top, h * 0.012, dark)

    hills = ridge(r, 600, 50)
    s.path(ground(hills), mix(teal, "#9fd3d6", 0.45))
    for k in range(7):
        turbine(90 + k * 225 + r.uniform(-40, 40), 620, 150 + r.uniform(-15, 25), r.uniform(0, 120),
                mix(paper, "#9fd3d6", 0.12), mix(teal, "#9fd3d6", 0.5))

    def field(top: list[Point], tone: str, row: str, vanish: Point, count: int, wide: float) -> None:
        data = ground(top)
        s.path(data, tone)
        with s.layer(clip=data):
            for k in range(count):
                x = -700 + k * (3000 / count)
                s.path(lens_path(vanish, (x, HEIGHT + 120), wide), row)
            s.shade(data, row, (0, HEIGHT + 40), (0, min(p[1] for p in top)))

    field([(-60, 690), (260, 640), (620, 660), (980, 720), (1320, 690), (1680, 640)],
          mix(green, lemon, 0.4), mix(green, teal, 0.25), (900, 560), 34, 20)
    turbine(1130, 715, 380, 25, paper, mix(teal, paper, 0.45))
    turbine(640, 680, 300, 70, paper, mix(teal, paper, 0.45))
    for k in range(26):
        s.disc(-20 + k * 30 + r.uniform(-6, 6), 752 - 0.06 * abs(k * 30 - 400), 22, mix(teal, ink, 0.5), 18)
    field([(-60, 760), (300, 730), (700, 770), (1120, 850), (1680, 900)], lemon, mix(lemon, "#c98a2b", 0.55),
          (350, 640), 40, 24)
    for k in range(24):
        s.disc(900 + k * 31, 838 + k * 2.6 + r.uniform(-5, 5), 26, mix(green, ink, 0.55), 22)
    field([(-60, 1010), (360, 930), (760, 900), (1200, 920), (1680, 860)], green, mix(green, ink, 0.5),
          (1250, 760), 36, 22)
    # A farmhouse in the fold, and the great turbine before everything.
    gable(s, 880, 850, 120, 50, paper, "#cf5a3e", rise=46, eave=10, shade=mix(teal, paper, 0.4))
    s.box(906, 818, 18, 20, ink)
    s.box(950, 812, 22, 38, ink)
    crown(s, 1030, 815, 48, 56, mix(green, ink, 0.5), lit=mix(green, lemon, 0.4), dark=ink, leaf=14,
          leaves=40)
    turbine(1370, 1100, 760, 100, paper, mix(teal, paper, 0.35))
    turbine(250, 985, 560, 12, paper, mix(teal, paper, 0.4))
    grass(s, -20, 1620, 1075, mix(green, ink, 0.75), count=150, height=90, lean=26)
    for _ in range(40):
        x, y = r.uniform(0, 1600), r.uniform(990, 1050)
        s.disc(x, y, r.uniform(6, 11), r.choice(["#cf5a3e", paper, lemon]))
    return s


def telescope_dome() -> Sheet:
    """An observatory opens its dome to the Milky Way."""
    paper, lilac, teal, violet, ink = "#fdf3df", "#c79bd0", "#3f9bb0", "#3d3a86", "#121536"
    s = Sheet("telescope-dome", ink)
    r = s.random
    sky = box_path(-20, -20, 1660, 1000)
    s.path(sky, mix(ink, violet, 0.4))
    s.shade(sky, mix(violet, teal, 0.55), (0, 940), (0, 300))
    s.shade(sky, mix("#f2a27c", lilac, 0.4), (0, 960), (0, 680), strength=0.75)
    # The Milky Way, a leaning band of grain.
    way: list[Point] = [(1500, -80), (1330, 170), (1180, 400), (1010, 640), (900, 860)]
    for wide, tone, strength in ((430, mix(violet, lilac, 0.35), 0.75), (240, lilac, 0.62),
                                 (110, paper, 0.5)):
        for x, y in along(way, 13):
            s.glow(x + r.uniform(-30, 30), y, wide * r.uniform(0.5, 0.75), tone, strength=strength * 0.52)
    for _ in range(320):
        t = r.random()
        x, y = along(way, 60)[int(t * 60)]
        s.disc(x + r.gauss(0, 90), y + r.gauss(0, 40), r.choice([1.2, 1.6, 2.2, 3]), paper)
    stars(s, 700, 230, paper)
    s.cut(420, 220, 300, 5, paper, 24)
    s.disc(556, 281, 5, paper)
    s.path(ground(ridge(r, 850, 50), smooth=False), mix(violet, ink, 0.3))
    s.path(ground(ridge(r, 900, 40), smooth=False), mix(violet, ink, 0.6))
    # The hill.
    hill = ground([(-60, 1010), (200, 970), (420, 900), (680, 872), (960, 890), (1220, 960), (1680, 1020)])
    s.path(hill, mix(ink, violet, 0.14))
    for x, f, h in ((70, 1030, 210), (150, 1020, 150), (1440, 1030, 230), (1530, 1050, 280), (1360, 1010, 140),
                    (10, 1060, 260)):
        spruce(s, x, f, h, mix(ink, "#000018", 0.4))
    # The drum and the dome with its slit.
    cx, base, rr = 640.0, 640.0, 290.0
    drum = box_path(cx - rr + 16, base, 2 * rr - 32, 250)
    s.path(drum, mix(paper, lilac, 0.25))
    s.shade(drum, mix(violet, ink, 0.4), (cx + rr, 0), (cx - rr * 0.3, 0))
    s.shade(drum, ink, (0, 950), (0, 760), strength=0.7)
    for k in range(9):
        a = -pi / 2 + pi * (k + 0.5) / 9
        s.line([(cx + sin(a) * (rr - 16), base + 30), (cx + sin(a) * (rr - 16), 890)], mix(violet, ink, 0.2), 3,
               opacity=0.5)
    dome = f"M{cx - rr} {base}A{rr} {rr * 1.02} 0 0 1 {cx + rr} {base}Z"
    s.path(dome, paper)
    s.shade(dome, mix(violet, ink, 0.25), (cx + rr, base), (cx - rr * 0.15, base - rr * 0.7))
    for k in (-0.84, -0.55, 0.86):
        s.path(f"M{cx + k * rr:.0f} {base}Q{cx + k * rr * 0.9:.0f} {base - rr * 0.75:.0f} {cx + 80} "
               f"{base - rr * 1.0:.0f}", "none", stroke=mix(lilac, violet, 0.5), stroke_width=3)
    slit = (f"M{cx - 50} {base}C{cx - 40} {base - 150} {cx + 10} {base - 255} {cx + 74} {base - rr * 1.0}"
            f"L{cx + 180} {base - rr * 0.83}C{cx + 150} {base - 200} {cx + 120} {base - 110} {cx + 112} {base}Z")
    s.path(slit, ink)
    s.glow(cx + 50, base, 260, "#f29a55", strength=0.9, data=slit)
    s.path(slit, "none", stroke=mix(paper, lilac, 0.3), stroke_width=9)
    # The telescope points out of the slit towards the band.
    with s.layer(move=f"rotate(34 {cx + 46} {base - 90})"):
        x, y = cx + 46, base - 90
        s.box(x - 42, y - 300, 84, 340, mix(teal, ink, 0.15))
        s.box(x + 6, y - 300, 36, 340, mix(teal, ink, 0.55))
        s.box(x - 42, y - 300, 16, 340, mix(teal, paper, 0.45))
        for k in (-306, -190, -60, 20):
            s.box(x - 50, y + k, 100, 20, mix(ink, teal, 0.25))
        s.disc(x, y - 306, 48, mix(ink, teal, 0.2), 15)
        s.disc(x, y - 308, 38, mix(teal, paper, 0.6), 10)
    s.shape([(cx - 30, base), (cx + 26, base - 110), (cx + 70, base - 110), (cx + 110, base)], mix(ink, teal, 0.2))
    s.box(cx - rr - 14, base - 6, 2 * rr + 28, 26, mix(lilac, violet, 0.45))
    s.box(cx - rr - 14, base - 6, rr, 26, mix(paper, lilac, 0.5))
    for k in range(6):
        wx = cx - 210 + k * 70
        if k == 4:
            continue
        s.path(arch_path(wx, 780, 36, 70), mix(ink, violet, 0.2))
        if k in (0, 3):
            s.path(arch_path(wx, 780, 28, 62), "#ffce6a")
    door = arch_path(cx + 72, 892, 84, 150)
    s.path(door, "#ffce6a")
    spill = line_path([(cx + 34, 890), (cx + 112, 890), (cx + 230, 1010), (cx - 40, 1010)])
    s.shade(spill, "#ffce6a", (cx + 70, 880), (cx + 90, 1010), strength=0.85)
    person(s, cx + 120, 950, 118, ink, "#6d4633", legs=ink, hair=ink)
    # Foreground: path and grass.
    grass(s, -20, 1620, 1072, "#080a22", count=170, height=70, lean=10)
    return s


def star_trails() -> Sheet:
    """Stars draw their circles about the pole above a hut in the firs."""
    paper, aqua, gold, blue, ink = "#f8f1dc", "#8fd0cf", "#f3c25f", "#27508c", "#0e1a38"
    s = Sheet("star-trails", ink)
    r = s.random
    sky = box_path(-20, -20, 1660, 1110)
    s.path(sky, mix(ink, blue, 0.55))
    s.glow(900, 330, 900, mix(blue, aqua, 0.22), strength=0.9)
    s.shade(sky, mix(gold, blue, 0.35), (0, 960), (0, 640), strength=0.8)
    px, py = 900.0, 330.0
    for k in range(118):
        rad = 16 + k * 10.6 + r.uniform(-3, 3)
        ink_ = r.choice([paper, paper, aqua, aqua, gold, mix(blue, aqua, 0.5)])
        start = r.uniform(0, 360)
        pieces = 1 if k < 8 else r.choice([2, 3, 3, 4])
        for j in range(pieces):
            a0 = start + j * 360 / pieces + r.uniform(-14, 14)
            sweep = r.uniform(46, 84)
            pts: list[Point] = []
            for i in range(15):
                a = radians(a0 + sweep * i / 14)
                pts.append((px + cos(a) * rad, py + sin(a) * rad))
            s.brush(pts, [0.8, r.uniform(3.2, 6.4), 1.0], ink_, steps=22)
    s.disc(px, py, 9, paper)
    s.cut(px, py, 54, 5, paper)
    s.cut(px, py, 54, 5, paper, 90)
    s.path(ground(ridge(r, 830, 90, rough=0.6), smooth=False), mix(blue, ink, 0.35))
    low = ground(ridge(r, 900, 36), smooth=False)
    s.path(low, mix(blue, ink, 0.68))
    s.path(ground([(-60, 985), (300, 950), (700, 965), (1100, 940), (1680, 985)]), ink)
    dark = mix(ink, "#000814", 0.45)
    for x, f, h in ((40, 1060, 560), (150, 1050, 400), (270, 1030, 300), (350, 1020, 210), (-50, 1080, 460),
                    (1250, 1020, 260), (1340, 1030, 360), (1450, 1060, 520), (1560, 1070, 640),
                    (1640, 1080, 480), (450, 1000, 150), (1170, 1000, 170)):
        spruce(s, x, f, h, dark)
    # The hut, its window warm, and somebody looking up.
    s.box(650, 850, 230, 120, mix(ink, gold, 0.12))
    for k in range(5):
        s.line([(650, 866 + k * 22), (880, 866 + k * 22)], dark, 5)
    s.shape([(612, 866), (766, 750), (918, 866), (918, 842), (766, 722), (612, 842)], dark)
    s.shape([(636, 848), (766, 750), (894, 848)], mix(ink, gold, 0.12))
    s.box(828, 720, 30, 90, dark)
    s.box(684, 882, 62, 54, gold)
    s.line([(715, 882), (715, 936)], dark, 5)
    s.line([(684, 909), (746, 909)], dark, 5)
    s.box(794, 874, 52, 96, dark)
    s.glow(715, 912, 170, gold, strength=0.5)
    s.box(684, 882, 62, 54, mix(gold, paper, 0.4))
    s.line([(715, 882), (715, 936)], dark, 5)
    s.line([(684, 909), (746, 909)], dark, 5)
    s.shade(line_path([(684, 968), (746, 968), (800, 1060), (620, 1060)]), gold, (0, 950), (0, 1060),
            strength=0.7)
    person(s, 1010, 1005, 128, dark, dark, legs=dark, hair=dark)
    tripod = 1062.0
    for foot in (-26, 2, 30):
        s.line([(tripod, 922), (tripod + foot, 1006)], dark, 5)
    s.box(tripod - 16, 900, 34, 24, dark)
    grass(s, -20, 1620, 1074, dark, count=120, height=60)
    return s


def bee_hives() -> Sheet:
    """Painted hives stand in an orchard in blossom."""
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
                    s.disc(x + cos(j * pi / 3) * z * 0.7, y + sin(j * pi / 3) * z * 0.55, z * 0.45, tone)
                s.disc(x, y, z * 0.42, honey)
            else:
                s.disc(x, y, z * 0.75, tone, z * 0.6)

    flowers(640, 740, 110, 8)

    def hive(x: float, foot: float, z: float, tone: str, boxes: int) -> None:
        s.blob([(x - z * 0.7, foot + z * 0.06), (x + z * 0.8, foot + z * 0.02), (x + z * 1.5, foot + z * 0.22),
                (x, foot + z * 0.24)], mix(green, ink, 0.55))
        for lx in (-0.5, 0.42):
            s.box(x + z * lx, foot - z * 0.12, z * 0.1, z * 0.24, mix(ink, honey, 0.25))
        y = foot - z * 0.1
        side = z * 0.34
        for k in range(boxes):
            h = z * (0.5 if k < boxes - 1 else 0.36)
            face = box_path(x - z * 0.6, y - h, z * 1.0, h - 4)
            flank = line_path([(x + z * 0.4, y - h), (x + z * 0.4 + side, y - h - z * 0.1),
                               (x + z * 0.4 + side, y - z * 0.1), (x + z * 0.4, y - 4)])
            shade_ = mix(tone, paper, 0.14 * (k % 2))
            s.path(face, shade_)
            s.path(flank, mix(shade_, ink, 0.4))
            s.shade(face, mix(shade_, ink, 0.35), (x - z * 0.6, y), (x + z * 0.3, y - h))
            s.cut(x - z * 0.1, y - h * 0.55, z * 0.34, z * 0.07, mix(shade_, ink, 0.6))
            y -= h
        s.shape([(x - z * 0.68, y), (x + z * 0.44, y), (x + z * 0.44 + side * 1.1, y - z * 0.13),
                 (x - z * 0.32, y - z * 0.13)], mix(paper, ink, 0.12))
        s.box(x - z * 0.68, y - 4, z * 1.12, z * 0.09, paper)
        s.shape([(x + z * 0.44, y - 4), (x + z * 0.44 + side * 1.1, y - z * 0.15),
                 (x + z * 0.44 + side * 1.1, y - z * 0.06), (x + z * 0.44, y + z * 0.085)], mix(paper, ink, 0.4))
        s.box(x - z * 0.44, foot - z * 0.21, z * 0.66, z * 0.06, ink)
        s.shape([(x - z * 0.52, foot - z * 0.12), (x + z * 0.32, foot - z * 0.12), (x + z * 0.24, foot - z * 0.03),
                 (x - z * 0.6, foot - z * 0.03)], mix(honey, paper, 0.4))

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

    loop: list[Point] = [(700, 610), (620, 480), (760, 380), (900, 440), (840, 540), (760, 470), (900, 300),
                         (1080, 330)]
    for k, (x, y) in enumerate(along(loop, 50)):
        if k % 2:
            s.disc(x, y, 3.5, ink)
    bee(1092, 334, 36, 190)
    for x, y, z, turn in ((690, 640, 24, 40), (420, 560, 22, 10), (480, 800, 30, 160), (1130, 560, 20, -20),
                          (980, 860, 34, 20), (1180, 700, 20, 200), (260, 560, 18, 0), (1500, 640, 26, 170)):
        bee(x, y, z, turn)
    # Blossoming boughs reach in from both sides.
    for start, bend, end, flip in (((-40, 60), (220, 130), (520, 90), 1), ((1640, 30), (1440, 150), (1180, 250), -1)):
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


def olive_grove() -> Sheet:
    """Old olives on terraces, silver under a hard light."""
    paper, straw, sage, umber, ink = "#fbf1da", "#e3b763", "#93a57a", "#8a5a3c", "#2b3d3c"
    s = Sheet("olive-grove", "#bcd9dc")
    r = s.random
    s.shade(box_path(-20, -20, 1660, 480), paper, (0, 430), (0, 0))
    s.disc(1240, 170, 78, "#fff3c2")
    s.path(ground(ridge(r, 330, 60)), mix("#7fa3b5", paper, 0.3))
    s.path(ground(ridge(r, 400, 50)), mix(sage, "#7fa3b5", 0.45))

    def small_tree(x: float, foot: float, z: float, tone: str) -> None:
        s.disc(x + z * 0.3, foot + 2, z * 0.9, mix(straw, umber, 0.6), z * 0.16)
        s.brush([(x, foot), (x - z * 0.05, foot - z * 0.5)], [z * 0.2, z * 0.12], umber)
        crown(s, x, foot - z * 0.85, z * 0.62, z * 0.5, tone, lit=mix(sage, paper, 0.55),
              dark=mix(tone, ink, 0.5), leaf=z * 0.2, leaves=34)

    hill = ground([(-60, 470), (500, 430), (1000, 455), (1680, 420)])
    s.path(hill, mix(straw, paper, 0.2))
    for k in range(24):
        small_tree(20 + k * 68 + r.uniform(-12, 12), 492 + r.uniform(-12, 14), 46, mix(sage, ink, 0.1))
    # Terraces with their dry walls.
    for i, (y, z) in enumerate(((530, 84), (612, 130), (730, 0))):
        top: list[Point] = [(-60, y + 16), (420, y - 6), (900, y + 18), (1300, y + 2), (1680, y - 14)]
        wall = 26 + i * 12
        s.path(ground(top), mix(umber, paper, 0.45))
        lower = [(x, yy + wall) for x, yy in top]
        for x, yy in along(top, 46 - i * 8):
            for row in range(2):
                w = r.uniform(26, 46) * (0.8 + i * 0.25)
                s.blob([(x - w / 2, yy + wall * (0.12 + row * 0.46)), (x + w * 0.45, yy + wall * (0.1 + row * 0.46)),
                        (x + w / 2, yy + wall * (0.5 + row * 0.46)), (x - w * 0.45, yy + wall * (0.52 + row * 0.46))],
                       mix(mix(paper, umber, 0.25), r.choice([ink, paper, straw]), r.uniform(0.05, 0.3)))
        s.path(ground(lower), mix(straw, umber, 0.08 + i * 0.06))
        s.curve(top, mix(straw, paper, 0.4), 7)
        if z:
            for k in range(int(1700 / (z * 1.75))):
                small_tree(10 + k * z * 1.75 + r.uniform(-14, 14), y + wall + z * 0.3, z, mix(sage, ink, 0.12))
    field = box_path(-20, 790, 1660, 300)
    s.shade(field, umber, (0, 1120), (0, 790), strength=0.85)
    cuts_over(s, (0, 800, 1600, 260), 150, mix(straw, paper, 0.55), length=(14, 44), width=4, turn=-72, sway=18)
    cuts_over(s, (0, 800, 1600, 260), 70, mix(umber, straw, 0.3), length=(20, 60), width=5, sway=8)

    def old_tree(x: float, foot: float, z: float, flip: int) -> None:
        shadow = mix(umber, ink, 0.45)
        for cx, cy, rx, ry in ((0.5, 0.05, 0.85, 0.09), (1.1, 0.12, 0.6, 0.08)):
            s.blob([(x + z * (cx + cos(i * 0.6) * rx * r.uniform(0.8, 1.1)),
                     foot + z * (cy + sin(i * 0.6) * ry * r.uniform(0.8, 1.1))) for i in range(10)], shadow,
                   opacity=0.55)
        bark = mix(umber, ink, 0.25)
        # A trunk of several strands that part and twist.
        strands = (
            [(-0.2, 0.0), (-0.13, -0.25), (0.02, -0.42), (-0.16, -0.66), (-0.5, -0.92)],
            [(0.2, 0.02), (0.1, -0.2), (-0.06, -0.4), (0.1, -0.62), (0.42, -0.95)],
            [(0.0, 0.02), (0.05, -0.22), (0.02, -0.5), (0.02, -0.75), (-0.1, -1.1)],
            [(0.12, -0.32), (0.3, -0.52), (0.62, -0.7), (0.8, -0.86)],
            [(-0.1, -0.42), (-0.36, -0.56), (-0.66, -0.66), (-0.82, -0.8)],
        )
        for k, strand in enumerate(strands):
            pts = [(x + flip * px * z, foot + py * z) for px, py in strand]
            first = 0.24 if k < 3 else 0.13
            s.brush(pts, [z * first, z * first * 0.8, z * first * 0.62, z * 0.03], (bark, mix(bark, ink, 0.35),
                                                                                     mix(bark, straw, 0.2))[k % 3])
            for side in (-0.3, 0.05, 0.32):
                line = [(px + side * z * first * 0.8, py) for px, py in pts[:4]]
                s.curve(line, mix(bark, (straw, ink, paper)[k % 3], 0.4), z * 0.013)
        for bx, by, w in ((0.02, -0.3, 0.06), (-0.05, -0.16, 0.05)):
            s.cut(x + flip * bx * z, foot + by * z, z * 0.2, z * w, ink, 80)
        # Foliage in loose masses; the leaves are long cuts, pale above.
        masses = [(-0.75, -1.0, 0.42, 0.25), (0.68, -1.05, 0.45, 0.26), (-0.1, -1.28, 0.55, 0.3),
                  (-0.42, -0.8, 0.24, 0.14), (0.95, -0.82, 0.24, 0.15), (0.28, -0.92, 0.26, 0.15)]
        for mx, my, rx, ry in masses:
            cx, cy = x + flip * mx * z, foot + my * z
            s.blob([(cx + cos(2 * pi * i / 11) * rx * z * r.uniform(0.7, 1.0),
                     cy + sin(2 * pi * i / 11) * ry * z * r.uniform(0.7, 1.0)) for i in range(11)],
                   mix(sage, ink, 0.5))
            for _ in range(int(300 * rx)):
                a, far = r.uniform(0, 2 * pi), r.random() ** 0.5
                lx, ly = cx + cos(a) * far * rx * z * 1.12, cy + sin(a) * far * ry * z * 1.15
                high = -sin(a) * far + r.uniform(-0.5, 0.5)
                tone = (mix(sage, paper, 0.5) if high > 0.35 else sage if high > -0.15 else mix(sage, ink, 0.3))
                s.cut(lx, ly, z * 0.075, z * 0.02, tone, r.uniform(-70, 70) + (90 if r.random() < 0.4 else 0))
            for _ in range(5):
                s.disc(cx + r.uniform(-0.7, 0.7) * rx * z, cy + r.uniform(-0.6, 0.8) * ry * z, z * 0.016, ink,
                       z * 0.021)

    old_tree(1190, 880, 330, -1)
    old_tree(430, 990, 520, 1)
    # A ladder against the near tree and a basket of fruit.
    s.line([(690, 1020), (600, 560)], mix(umber, straw, 0.35), 13)
    s.line([(760, 1012), (650, 556)], mix(umber, straw, 0.35), 13)
    for k in range(9):
        t = k / 9 + 0.05
        s.line([(690 - 90 * t, 1020 - 460 * t), (760 - 110 * t, 1012 - 456 * t)], mix(umber, paper, 0.35), 9)
    s.shape([(860, 935), (1040, 935), (1016, 1040), (884, 1040)], mix(straw, umber, 0.4))
    for row in range(4):
        for k in range(8):
            s.cut(878 + k * 22 + (row % 2) * 11, 956 + row * 22, 26, 9, mix(straw, paper, 0.35))
    for k in range(40):
        s.disc(870 + (k % 14) * 12.4, 934 - (k // 14) * 12 + r.uniform(-4, 4), 11,
               r.choice([ink, mix(ink, "#5d2d4e", 0.6), mix(sage, ink, 0.35)]), 13)
    s.line([(852, 940), (1048, 940)], mix(umber, ink, 0.2), 12)
    return s


def date_palms() -> Sheet:
    """Date palms beside a channel in the last sun."""
    paper, gold, rust, teal, ink = "#fdecc8", "#f4a93b", "#c8502f", "#2a7c7d", "#193a45"
    s = Sheet("date-palms", mix(gold, paper, 0.5))
    r = s.random
    s.shade(box_path(-20, -20, 1660, 720), mix(rust, gold, 0.4), (0, -60), (0, 560))
    s.disc(880, 520, 190, paper)
    s.disc(880, 520, 160, mix(gold, paper, 0.55))
    streak(s, 330, 300, 520, mix(paper, gold, 0.3), 14)
    streak(s, 1240, 220, 560, mix(paper, gold, 0.3), 16)
    s.path(ground(ridge(r, 600, 50)), mix(rust, gold, 0.45))
    s.path(ground([(-60, 660), (300, 610), (620, 660), (1000, 640), (1360, 600), (1680, 650)]),
           mix(rust, gold, 0.12))
    # A mud village under the dunes.
    for x, w, h in ((1080, 90, 70), (1165, 70, 100), (1230, 110, 60), (1330, 60, 84), (1000, 80, 46)):
        s.box(x, 680 - h, w, h, mix(rust, paper, 0.25))
        s.box(x + w * 0.55, 680 - h, w * 0.45, h, mix(rust, ink, 0.25))
        s.box(x + w * 0.2, 694 - h, 14, 20, ink)
    for k in range(16):
        x = 20 + k * 108 + r.uniform(-24, 24)
        palm(s, x, 712, r.uniform(110, 170), mix(ink, rust, 0.3), mix(teal, ink, 0.35), lit=mix(teal, gold, 0.2),
             fruit=rust)
    earth = ground([(-60, 700), (500, 690), (1100, 696), (1680, 690)])
    s.path(earth, mix(gold, rust, 0.3))
    s.shade(earth, mix(rust, ink, 0.45), (0, 1110), (0, 700))
    # The channel.
    channel = line_path([(836, 694), (900, 694), (1240, 1120), (420, 1120)])
    s.path(line_path([(822, 694), (914, 694), (1320, 1120), (340, 1120)]), mix(teal, ink, 0.35))
    s.path(channel, mix(teal, ink, 0.1))
    s.shade(channel, gold, (868, 690), (868, 980))
    with s.layer(clip=channel):
        path_of_light(s, 872, 700, 1080, paper, near=330, far=40, rows=24)
        water(s, 740, 1080, mix(teal, ink, 0.6), 40, left=450, right=1250)
    for side in (-1, 1):
        for k in range(60):
            t = (k / 60) ** 1.5
            x = 868 + side * (46 + 440 * t) + r.uniform(-8, 8)
            y = 698 + 400 * t
            for _ in range(3):
                s.brush([(x, y + 4), (x + r.uniform(-10, 10) * t, y - (10 + 70 * t) * r.uniform(0.5, 1)),
                         (x + r.uniform(-44, 44) * t, y - (14 + 96 * t))], [3 + 8 * t, 2 + 5 * t, 1],
                        mix(teal, r.choice([ink, gold, ink]), 0.45))
    # Long shadows across the beds, then the great palms.
    for x, y, w in ((300, 985, 620), (180, 900, 380), (1360, 960, 540), (1480, 880, 300)):
        s.cut(x - 60 if x < 800 else x + 60, y, w, 26, mix(rust, ink, 0.55), 3 if x < 800 else -3)
    for k in range(7):
        y = 760 + k * k * 7
        s.cut(230 - k * 6, y, 420, 8 + k, mix(teal, gold, 0.35))
        s.cut(1420 + k * 6, y, 420, 8 + k, mix(teal, gold, 0.35))
    palm(s, 560, 860, 420, mix(ink, rust, 0.35), mix(teal, ink, 0.2), lit=mix(teal, gold, 0.3), fruit=rust, lean=24)
    palm(s, 1180, 850, 400, mix(ink, rust, 0.35), mix(teal, ink, 0.2), lit=mix(teal, gold, 0.3), fruit=rust, lean=-26)
    palm(s, 1400, 1010, 700, mix(ink, rust, 0.35), mix(teal, ink, 0.35), lit=mix(teal, gold, 0.25), fruit=rust,
         lean=-40)
    palm(s, 250, 1040, 790, mix(ink, rust, 0.3), mix(teal, ink, 0.45), lit=mix(teal, gold, 0.22), fruit=rust, lean=50)
    grass(s, -20, 420, 1070, mix(teal, ink, 0.6), count=70, height=80)
    grass(s, 1230, 1620, 1060, mix(teal, ink, 0.6), count=60, height=80)
    return s


def desert_road() -> Sheet:
    """A straight road runs between dunes towards flat-topped hills."""
    paper, sand, orange, plum, ink = "#fdeed2", "#f3c37d", "#e5793f", "#8c4a68", "#33294d"
    s = Sheet("desert-road", mix(orange, sand, 0.55))
    r = s.random
    sky = box_path(-20, -20, 1660, 560)
    s.path(sky, mix(sand, paper, 0.2))
    s.shade(sky, orange, (0, -80), (0, 420))
    s.shade(sky, mix(plum, orange, 0.4), (0, -200), (0, 160))
    s.disc(1090, 400, 132, paper)
    for k, (x, y, w) in enumerate(((420, 170, 760), (1200, 130, 620), (800, 270, 520), (1480, 260, 420))):
        streak(s, x, y, w, mix(paper, (orange, sand)[k % 2], 0.35), 17)

    def mesa(x: float, w: float, top: float, foot: float, lit: str, dark: str) -> None:
        data = [(x, foot), (x + w * 0.12, top + 46), (x + w * 0.16, top + 40), (x + w * 0.19, top),
                (x + w * 0.8, top - 4), (x + w * 0.83, top + 44), (x + w * 0.88, top + 52), (x + w, foot)]
        s.shape(data, lit)
        s.shape([(x + w * 0.55, top - 2), (x + w * 0.8, top - 4), (x + w * 0.83, top + 44), (x + w * 0.88, top + 52),
                 (x + w, foot), (x + w * 0.62, foot)], dark)
        with s.layer(clip=line_path(data)):
            for k in range(16):
                px = x + w * (0.1 + 0.055 * k)
                s.cut(px, top + 46 + r.uniform(0, 30), r.uniform(50, 110), 8, dark, 90)
            for k in range(3):
                s.line([(x, top + 24 + k * 26), (x + w, top + 22 + k * 26)], mix(lit, paper, 0.25), 4)

    mesa(560, 300, 416, 530, mix(plum, orange, 0.5), mix(plum, orange, 0.25))
    mesa(1210, 520, 360, 540, mix(plum, orange, 0.35), plum)
    mesa(-120, 560, 330, 545, mix(orange, plum, 0.45), mix(plum, ink, 0.2))
    mesa(470, 110, 380, 540, mix(orange, plum, 0.4), mix(plum, ink, 0.1))
    vx, vy = 770.0, 532.0
    flat = box_path(-20, vy, 1660, 560)
    s.path(flat, sand)
    s.shade(flat, orange, (0, 1100), (0, 560))
    # Dunes either side, crested and shaded.
    for points, lit, dark in (
            ([(-60, 640), (160, 575), (420, 548), (640, 545), (700, 556), (400, 610), (-60, 720)],
             mix(sand, paper, 0.4), mix(orange, plum, 0.15)),
            ([(1680, 610), (1450, 556), (1200, 545), (950, 546), (880, 556), (1200, 600), (1680, 690)],
             mix(sand, paper, 0.3), mix(orange, plum, 0.2)),
            ([(-60, 760), (180, 660), (400, 628), (540, 640), (420, 720), (120, 800), (-60, 860)],
             mix(sand, paper, 0.35), mix(orange, plum, 0.3)),
            ([(1680, 720), (1440, 640), (1230, 622), (1090, 636), (1180, 700), (1420, 770), (1680, 830)],
             mix(sand, paper, 0.35), mix(orange, plum, 0.35))):
        data = curve_path(points)
        s.path(data, lit)
        s.shade(data, dark, (points[3][0], points[-2][1] + 40), (points[1][0], points[1][1]))
        s.curve(points[:4], paper, 5)
    for _ in range(120):
        depth = r.random()
        y = vy + 60 + depth ** 1.6 * 470
        s.cut(r.uniform(0, 1600), y, 40 + 130 * depth, 3 + 6 * depth, mix(orange, r.choice([paper, plum]), 0.35),
              r.uniform(-3, 3))
    road = line_path([(vx - 5, vy), (vx + 5, vy), (1330, 1110), (210, 1110)])
    s.path(line_path([(vx - 6, vy), (vx + 6, vy), (1410, 1110), (130, 1110)]), mix(orange, plum, 0.45))
    s.path(road, mix(ink, plum, 0.25))
    s.shade(road, mix(plum, orange, 0.5), (vx, vy), (vx, 860))
    for side in (0.085, 0.915):
        s.shape([(vx, vy), (210 + 1120 * side - 11, 1110), (210 + 1120 * side + 11, 1110)], paper)
    for k in range(12):
        t0, t1 = (k / 12) ** 2.4, ((k + 0.5) / 12) ** 2.4
        y0, y1 = vy + 578 * t0 + 2, vy + 578 * t1 + 4
        s.shape([(vx - 12 * t0 - 0.6, y0), (vx + 12 * t0 + 0.6, y0), (vx + 12 * t1 + 0.8, y1),
                 (vx - 12 * t1 - 0.8, y1)], "#f6cf57")
    with s.layer(clip=road):
        for x, y, w in ((1180, 1020, 400), (340, 960, 300), (900, 690, 120)):
            s.cut(x, y, w, 24, mix(sand, orange, 0.3), -4)
    # Poles step down to the vanishing point.
    last: list[Point] = []
    for k in range(8):
        t = 0.62 ** k
        x, foot = vx + 690 * t, vy + 370 * t + 2
        h = 760 * t
        s.line([(x, foot), (x, foot - h)], ink, max(2.0, 20 * t))
        s.line([(x - 80 * t, foot - h * 0.93), (x + 80 * t, foot - h * 0.93)], ink, max(1.5, 13 * t))
        heads = [(x + d * t, foot - h * 0.95) for d in (-74, 0, 74)]
        for a, b in zip(last, heads, strict=False):
            rope(s, a, b, 26 * t + 3, ink, max(1.2, 4 * t))
        for hx, hy in heads:
            s.disc(hx, hy, 7 * t, ink)
        last = heads
        s.brush([(x, foot), (x - 150 * t, foot + 26 * t), (x - 330 * t, foot + 44 * t)], [18 * t, 14 * t, 5 * t],
                mix(plum, orange, 0.3))
    # A car far off, and scrub in front.
    s.box(752, 566, 26, 12, ink)
    s.box(757, 557, 16, 11, ink)
    s.disc(757, 573, 3, paper)
    s.disc(773, 573, 3, paper)
    for x, y, z in ((90, 940, 90), (230, 1010, 60), (1520, 1000, 100), (1440, 930, 44), (350, 840, 34),
                    (1250, 860, 34)):
        s.disc(x - z * 0.6, y + 4, z * 1.2, mix(orange, plum, 0.5), z * 0.16)
        for _ in range(26):
            a = radians(r.uniform(-165, -15))
            s.brush([(x, y), (x + cos(a) * z * 0.5, y + sin(a) * z * 0.6), (x + cos(a) * z, y + sin(a) * z * 0.75)],
                    [z * 0.05, z * 0.04, 1], r.choice([plum, ink, mix(plum, "#7f8a55", 0.7)]))
    return s


def kite_hill() -> Sheet:
    """Kites over a round hill; a line of people holds them."""
    paper, red, lemon, green, ink = "#fdf5e4", "#e2533f", "#f5c640", "#6ba368", "#23405e"
    s = Sheet("kite-hill", "#7fc0dc")
    r = s.random
    s.shade(box_path(-20, -20, 1660, 860), paper, (0, 820), (0, 0))
    for x, y, w in ((300, 330, 560), (1240, 240, 460), (820, 520, 620), (80, 620, 420), (1500, 560, 420)):
        cloud(s, x, y, w, paper)
        s.cut(x + w * 0.1, y + 10, w * 0.9, 10, mix("#7fc0dc", paper, 0.5))
    for y, w in ((120, 600), (430, 460), (200, 300)):
        x = r.uniform(300, 1300)
        s.curve([(x - w / 2, y), (x - w * 0.1, y - 26), (x + w * 0.25, y + 10), (x + w / 2, y - 14)],
                mix(paper, "#7fc0dc", 0.25), 7)
    s.path(ground(ridge(r, 800, 40)), mix(green, "#7fc0dc", 0.5))
    for k in range(16):
        gable(s, 40 + k * 102, 830, 62, 34, mix(paper, red, 0.15 * (k % 3)), mix(red, ink, 0.2), rise=30, eave=5)
        if k % 2:
            s.disc(120 + k * 102, 812, 26, mix(green, ink, 0.3), 30)
    hill_top: list[Point] = [(-60, 1010), (160, 930), (420, 828), (720, 756), (960, 760), (1220, 830), (1460, 910),
                             (1680, 960)]
    hill = ground(hill_top)
    s.path(hill, mix(green, lemon, 0.2))
    s.shade(hill, mix(green, ink, 0.65), (1500, 1120), (620, 780))
    with s.layer(clip=hill):
        for k in range(190):
            x, y = r.uniform(-20, 1620), r.uniform(770, 1067)
            s.cut(x, y, r.uniform(20, 70), 5, mix(green, r.choice([ink, lemon, paper]), 0.35),
                  (x - 820) * 0.022 - 14)
    strings: list[tuple[Point, Point, float]] = []

    def kite(x: float, y: float, z: float, turn: float, one: str, two: str, tail: list[Point]) -> None:
        s.curve([(x, y), *tail], ink, 3.5)
        for k, (tx, ty) in enumerate(along([(x, y), *tail], 9)[2:]):
            tone = (one, two)[k % 2]
            s.shape([(tx, ty), (tx - z * 0.13, ty - z * 0.08), (tx - z * 0.11, ty + z * 0.1)], tone)
            s.shape([(tx, ty), (tx + z * 0.13, ty - z * 0.07), (tx + z * 0.11, ty + z * 0.1)], tone)
        with s.layer(move=f"rotate({turn} {x} {y})"):
            top, low, lft, rgt = (x, y - z * 1.25), (x, y), (x - z * 0.52, y - z * 0.82), (x + z * 0.52, y - z * 0.82)
            mid = (x, y - z * 0.82)
            s.shape([top, rgt, mid], two)
            s.shape([top, mid, lft], one)
            s.shape([lft, mid, low], two)
            s.shape([mid, rgt, low], mix(one, ink, 0.22))
            s.line([top, low], ink, 4)
            s.line([lft, rgt], ink, 4)

    people: tuple[tuple[float, float, float, str, str], ...] = (
        (560, 800, 150, red, ink), (655, 778, 96, lemon, "#8a4a2b"), (840, 762, 160, ink, "#5b3422"),
        (1040, 784, 148, "#3d8b8b", ink), (1180, 826, 110, red, "#8a4a2b"), (400, 842, 120, "#3d8b8b", ink))
    kites: tuple[tuple[float, float, float, float, str, str, list[Point]], ...] = (
        (330, 330, 210, -24, red, paper, [(410, 420), (360, 500), (440, 570), (400, 640)]),
        (730, 210, 150, -10, lemon, red, [(770, 280), (730, 340), (790, 400), (760, 460)]),
        (1010, 420, 130, 14, "#3d8b8b", lemon, [(990, 480), (1030, 530), (990, 580), (1020, 620)]),
        (1330, 300, 240, 22, lemon, "#e88b3c", [(1270, 400), (1340, 470), (1260, 550), (1320, 620)]),
        (1120, 130, 90, 8, red, lemon, [(1110, 170), (1140, 210), (1105, 250)]),
        (120, 170, 100, -30, "#3d8b8b", paper, [(160, 220), (130, 270), (180, 310)]))
    holders = (0, 2, 3, 4, 3, 5)
    for (kx, ky, z, turn, *_), who in zip(kites, holders, strict=True):
        hx, hy, hh = people[who][0], people[who][1], people[who][2]
        a = radians(turn)
        grip = (kx + sin(a) * z * 0.75, ky - cos(a) * z * 0.75)
        strings.append(((hx + (hh * 0.2 if kx > hx else -hh * 0.2), hy - hh * 0.98), grip, 36))
    for start, end, sag in strings:
        mid = ((start[0] + end[0]) / 2 + 30, (start[1] + end[1]) / 2 + sag * 2)
        s.path(f"M{start[0]:.0f} {start[1]:.0f}Q{mid[0]:.0f} {mid[1]:.0f} {end[0]:.0f} {end[1]:.0f}", "none",
               stroke=ink, stroke_width=2.6)
    for item in kites:
        kite(*item)
    for (x, foot, h, coat, hair), reach in zip(people, (-1, 1, -1, 1, 1, -1), strict=True):
        s.brush([(x, foot), (x + h * 0.5, foot + h * 0.16), (x + h * 0.95, foot + h * 0.24)],
                [h * 0.1, h * 0.2, h * 0.06], mix(green, ink, 0.62))
        for up in (0.2, 0.13):
            s.brush([(x + reach * h * 0.08, foot - h * 0.76), (x + reach * h * up, foot - h * 0.86),
                     (x + reach * h * 0.2, foot - h * 0.98)], [h * 0.06, h * 0.05, h * 0.045], coat)
        person(s, x, foot, h, coat, "#a06c4a", legs=mix(ink, coat, 0.12), hair=hair, stride=0.35)
    s.blob([(700, 800), (728, 778), (770, 780), (784, 800), (740, 806)], mix("#b0733f", ink, 0.1))
    s.disc(790, 776, 15, mix("#b0733f", ink, 0.1))
    s.brush([(702, 796), (684, 776), (690, 760)], [8, 6, 3], mix("#b0733f", ink, 0.1))
    for lx in (712, 730, 764, 778):
        s.line([(lx, 798), (lx, 818)], mix("#b0733f", ink, 0.1), 6)
    grass(s, -20, 1620, 1078, mix(green, ink, 0.7), count=190, height=90, lean=38)
    for _ in range(46):
        x, y = r.uniform(0, 1600), r.uniform(950, 1050)
        s.disc(x, y, r.uniform(5, 11), r.choice([lemon, red, paper]))
    return s


PICTURES = (
    mountain_pass, snow_village, dry_river, wind_turbines, telescope_dome, star_trails, bee_hives,
    olive_grove, date_palms, desert_road, kite_hill,
)
