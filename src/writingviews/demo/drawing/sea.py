"""By the water: harbours, boats, light and shore."""

from math import cos, pi, radians, sin

from writingviews.demo.drawing.built import gable, hull, rope, windows
from writingviews.demo.drawing.nature import (
    cloud,
    cuts_over,
    ground,
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
    box_path,
    brush_path,
    curve_path,
    line_path,
    mix,
    round_path,
)


def harbour_dawn() -> Sheet:
    """The sun comes up behind a breakwater; the quay is still in shadow."""
    paper, peach, coral, teal, navy = "#fbe8cb", "#f6bd92", "#ec6f50", "#3c7c86", "#16304a"
    s = Sheet("harbour-dawn", paper)
    r = s.random
    sky = box_path(-20, -20, 1660, 660)
    s.shade(sky, peach, (800, -40), (800, 560))
    s.shade(sky, mix(coral, peach, 0.35), (800, -160), (800, 300))
    s.disc(1085, 500, 150, coral)
    s.shade(round_path(1085, 500, 150), "#f9a05f", (1085, 660), (1085, 380))
    for x, y, w, t in ((700, 250, 700, 20), (1300, 330, 640, 18), (900, 420, 520, 13),
                       (1380, 180, 420, 14)):
        streak(s, x, y, w, mix(paper, peach, 0.25), t)
    far = ridge(r, 560, 45)
    s.path(ground(far), mix(teal, peach, 0.55))
    s.box(-20, 606, 1660, 500, mix(teal, peach, 0.18))
    s.shade(box_path(-20, 606, 1660, 490), teal, (0, 1067), (0, 560))
    path_of_light(s, 1085, 616, 1060, "#fbc48d", near=430, far=200, rows=30)
    path_of_light(s, 1085, 616, 940, coral, near=190, far=110, rows=18)
    # The breakwater with its small light, and a boat going out.
    s.shape([(1290, 612), (1330, 578), (1640, 566), (1640, 620)], navy)
    s.shape([(1352, 580), (1360, 480), (1384, 480), (1392, 580)], navy)
    s.box(1352, 462, 40, 20, navy)
    s.disc(1372, 452, 12, "#fff3c4")
    hull(s, 850, 640, 130, 24, navy, rail=navy)
    s.line([(850, 630), (850, 540)], navy, 5)
    s.shape([(856, 545), (856, 615), (905, 612)], navy)
    # The quay on the left: gables against the light.
    walls = ("#2b5468", "#1f4459", "#35647a", "#234a60")
    x = -40.0
    for i, (w, h, rise) in enumerate(((150, 300, 80), (120, 370, 70), (160, 270, 90),
                                      (110, 330, 60), (130, 220, 70))):
        gable(s, x, 680, w, h, walls[i % 4], navy, rise=rise, eave=6)
        windows(s, x + w * 0.18, 680 - h + 26, 3 if w > 125 else 2, int(h / 85), (22, 36), (20, 40),
                navy, lit="#fbc06a", share=0.22)
        s.shade(box_path(x + w * 0.7, 680 - h + 8, w * 0.3, h), "#f09a6c", (x + w, 0),
                (x + w * 0.7, 0), strength=0.8)
        x += w - 4
    s.shape([(-20, 672), (690, 672), (716, 700), (700, 760), (-20, 800)], navy)
    cuts_over(s, (0, 700, 640, 50), 40, "#35647a", length=(40, 120), width=4)
    # Fishing boats lie at the quay, masts and their broken reflections.
    for bx, size, body in ((210, 330, "#c9533f"), (520, 300, "#e9d8b8"), (770, 250, "#2f6f7a")):
        line = 800 + (size - 250) * 0.9
        for mast, tall in ((bx - size * 0.08, size * 1.15), (bx + size * 0.24, size * 0.8)):
            s.line([(mast, line - 30), (mast, line - 30 - tall)], navy, size * 0.025)
            rope(s, (mast, line - 30 - tall), (bx + size * 0.5, line - size * 0.22), 4, navy)
            rope(s, (mast, line - 30 - tall), (bx - size * 0.48, line - size * 0.16), 4, navy)
            for k in range(7):
                s.cut(mast + r.uniform(-8, 8), line + 30 + k * 24, 44 - k * 4, 5, navy)
        s.box(bx - size * 0.36, line - size * 0.36, size * 0.22, size * 0.22, paper)
        s.box(bx - size * 0.38, line - size * 0.38, size * 0.27, size * 0.03, navy)
        s.box(bx - size * 0.33, line - size * 0.32, size * 0.07, size * 0.08, navy)
        hull(s, bx, line, size, size * 0.17, body, rail=navy, band=paper, dark=navy)
        s.disc(bx - size * 0.1, line + 4, size * 0.44, navy, 9)
        for k in range(6):
            s.cut(bx + r.uniform(-40, 40), line + 18 + k * 16, size * (0.8 - k * 0.09), 7,
                  mix(body, navy, 0.45))
    water(s, 860, 1080, navy, 40, right=1000)
    water(s, 640, 1060, mix(teal, navy, 0.45), 46, left=700)
    for gx, gy in ((610, 330), (690, 290), (560, 250), (1240, 250)):
        s.brush([(gx - 30, gy - 8), (gx - 12, gy - 12), (gx, gy)], [1, 6, 3], navy)
        s.brush([(gx + 30, gy - 12), (gx + 12, gy - 13), (gx, gy)], [1, 6, 3], navy)
    return s


def fishing_boats() -> Sheet:
    """Three painted boats ride a swell, the nearest cut large."""
    paper, sun, red, teal, ink = "#f7ecd3", "#f2b33d", "#d3452f", "#4f9aa0", "#173042"
    s = Sheet("fishing-boats", paper)
    r = s.random
    sky = mix(teal, paper, 0.62)
    s.box(-20, -20, 1660, 560, sky)
    s.shade(box_path(-20, -20, 1660, 560), paper, (0, 540), (0, 120))
    s.disc(330, 230, 92, sun)
    for x, y, w in ((560, 330, 420), (1240, 250, 560), (120, 400, 380)):
        cloud(s, x, y, w, paper)
        s.cut(x, y + 8, w * 1.1, 10, mix(sky, teal, 0.3))
    s.path(ground(ridge(r, 440, 34)), mix(teal, ink, 0.25))

    def swell(y: float, high: float, phase: float, ink_: str, crest: str | None) -> None:
        top: list[Point] = [
            (x, y + sin(x / 210 + phase) * high + sin(x / 90 + phase * 2) * high * 0.25)
            for x in range(-60, 1700, 40)
        ]
        s.path(ground(top), ink_)
        if crest:
            for k in range(34):
                x = r.uniform(-20, 1620)
                base = y + sin(x / 210 + phase) * high + sin(x / 90 + phase * 2) * high * 0.25
                slope = cos(x / 210 + phase) * high / 210 * 50
                s.cut(x, base + 12 + (k % 5) * high * 0.75, r.uniform(60, 170), high * 0.16, crest,
                      slope)

    def boat(x: float, line: float, size: float, body: str, band: str, tilt: float) -> None:
        with s.layer(move=f"rotate({tilt} {x} {line})"):
            deck = line - size * 0.17
            mast = x + size * 0.06
            s.line([(mast, deck), (mast, deck - size * 0.72)], ink, size * 0.022)
            s.line([(mast, deck - size * 0.25), (x + size * 0.43, deck - size * 0.62)], ink,
                   size * 0.014)
            for end in ((x + size * 0.5, line - size * 0.27), (x - size * 0.49, line - size * 0.2),
                        (x + size * 0.43, deck - size * 0.62)):
                s.line([(mast, deck - size * 0.7), end], ink, size * 0.006)
            for k in range(4):
                flag = deck - size * 0.28
                s.shape([(x - size * (0.4 - k * 0.09), flag + size * (0.1 - k * 0.07)),
                         (x - size * (0.36 - k * 0.09), flag + size * (0.07 - k * 0.07)),
                         (x - size * (0.37 - k * 0.09), flag + size * (0.14 - k * 0.07))],
                        (red, sun)[k % 2])
            house = box_path(x - size * 0.3, deck - size * 0.2, size * 0.25, size * 0.24)
            s.path(house, paper)
            s.shade(house, mix(teal, paper, 0.3), (x - size * 0.3, 0), (x - size * 0.1, 0))
            s.shape([(x - size * 0.34, deck - size * 0.19), (x - size * 0.31, deck - size * 0.235),
                     (x - size * 0.02, deck - size * 0.235), (x + size * 0.01, deck - size * 0.19)],
                    body)
            for k in range(3):
                s.box(x - size * (0.275 - k * 0.075), deck - size * 0.15, size * 0.055,
                      size * 0.065, ink)
            # A heap of net and its floats on the fore deck.
            net = [(x + size * 0.12, deck + size * 0.03), (x + size * 0.16, deck - size * 0.07),
                   (x + size * 0.25, deck - size * 0.1), (x + size * 0.35, deck - size * 0.06),
                   (x + size * 0.38, deck + size * 0.03)]
            s.blob(net, mix(teal, ink, 0.5))
            for k in range(9):
                s.disc(x + size * (0.14 + k * 0.026), deck - size * (0.03 + 0.05 * sin(k * 0.4)),
                       size * 0.014, sun)
            hull(s, x, line + size * 0.04, size, size * 0.2, body, rail=ink, band=band, dark=ink)
            for k in (0.02, 0.16):
                s.disc(x - size * k, line - size * 0.045, size * 0.026, ink)
                s.disc(x - size * k, line - size * 0.045, size * 0.013, paper)

    swell(545, 12, 0.4, mix(teal, paper, 0.12), paper)
    boat(1270, 585, 330, "#2b6f86", paper, -3)
    swell(600, 18, 1.9, mix(teal, ink, 0.12), mix(teal, paper, 0.6))
    boat(330, 690, 470, sun, red, 4)
    swell(715, 24, 3.3, mix(teal, ink, 0.32), mix(teal, paper, 0.45))
    boat(905, 850, 800, red, paper, -4)
    swell(880, 30, 4.9, mix(teal, ink, 0.58), mix(teal, paper, 0.25))
    swell(985, 34, 0.2, mix(teal, ink, 0.82), mix(teal, ink, 0.3))
    for gx, gy, z in ((690, 140, 1.2), (800, 210, 0.9), (1050, 120, 1.0), (1440, 110, 0.8),
                      (590, 200, 0.7)):
        s.brush([(gx - 46 * z, gy - 14 * z), (gx - 18 * z, gy - 20 * z), (gx, gy)], [1, 9 * z, 4],
                ink)
        s.brush([(gx + 46 * z, gy - 22 * z), (gx + 18 * z, gy - 20 * z), (gx, gy)], [1, 9 * z, 4],
                ink)
    return s


def bridge_fog() -> Sheet:
    """The towers of a suspension bridge step back into morning fog."""
    paper, rose, rust, slate, ink = "#efe7db", "#e9b7a0", "#c4432b", "#7f98a0", "#22343f"
    s = Sheet("bridge-fog", paper)
    r = s.random
    sky = box_path(-20, -20, 1660, 900)
    s.shade(sky, mix(slate, paper, 0.45), (0, -60), (0, 620))
    s.disc(420, 330, 105, mix(rose, "#fff3dc", 0.35))
    s.glow(420, 330, 320, mix(rose, paper, 0.4), strength=0.6, core=0.2)
    for i, (h, sw, share) in enumerate(((640, 40, 0.72), (690, 50, 0.52))):
        data = ground(ridge(r, h, sw))
        s.path(data, mix(slate, paper, share))
        s.shade(data, paper, (0, h + 150), (0, h - 30 + i * 20))

    def deck_y(x: float) -> float:
        return 900 - x * 0.13 - (max(0.0, x) / 1600) ** 0.5 * 60

    def bridge_ink(x: float) -> str:
        return mix(rust, paper, min(0.86, max(0.0, (x - 250) / 1350)))

    towers = ((330, 0.0), (900, 0.42), (1240, 0.66), (1450, 0.8))
    tall = {330: 900, 900: 520, 1240: 330, 1450: 220}
    # Cables first, from the far end, so that nearer steel lies over farther.
    tops = {x: deck_y(x) - tall[x] * 0.82 for x, _ in towers}
    spans = [(1450, 1640), (1240, 1450), (900, 1240), (330, 900), (-420, 330)]
    for a, b in spans:
        ya = tops.get(a, -260.0)
        yb = tops.get(b, deck_y(1640) - 70)
        tint_at = mix(bridge_ink(a), paper, 0.1)
        low = min(deck_y((a + b) / 2) - 24, 760)
        cable: list[Point] = []
        for i in range(41):
            t = i / 40
            x = a + (b - a) * t
            straight = ya + (yb - ya) * t
            drop = low - (ya + yb) / 2
            cable.append((x, straight + drop * 4 * t * (1 - t)))
        wide = max(3.0, 15 * (1 - a / 1600)) if a > 0 else 20
        for x, y in cable[1:-1]:
            if y < deck_y(x):
                s.line([(x, y), (x, deck_y(x))], tint_at, wide * 0.24)
        s.curve(cable, bridge_ink(a), wide)
    for x, _ in reversed(towers):
        h = tall[x]
        top, foot, w = deck_y(x) - h * 0.86, deck_y(x) + h * 0.34, h * 0.075
        gap = h * 0.19
        steel = bridge_ink(x)
        dark = mix(steel, ink, 0.35 * (1 - x / 1600))
        for side in (0, 1):
            px = x - gap / 2 - w / 2 + side * gap
            s.shape([(px + w * 0.1, top), (px + w * 0.9, top), (px + w, foot), (px, foot)], steel)
            s.box(px + w * 0.62, top, w * 0.3, foot - top, dark)
        for k, part in enumerate((0.0, 0.2, 0.42, 0.66)):
            y = top + (deck_y(x) - top) * part
            high = h * (0.075 if k else 0.05)
            s.box(x - gap / 2 - w / 2, y, gap + w, high, steel)
            s.box(x - gap / 2 - w / 2, y + high * 0.7, gap + w, high * 0.3, dark)
    deck = [(x, deck_y(x)) for x in range(-60, 1680, 60)]
    for (x0, y0), (x1, y1) in zip(deck, deck[1:], strict=False):
        thick = max(8.0, 62 * (1 - x0 / 1750))
        s.shape([(x0, y0 - thick * 0.25), (x1 + 2, y1 - thick * 0.25), (x1 + 2, y1 + thick * 0.7),
                 (x0, y0 + thick * 0.7)], bridge_ink(x0))
        s.shape([(x0, y0 + thick * 0.34), (x1 + 2, y1 + thick * 0.34), (x1 + 2, y1 + thick * 0.7),
                 (x0, y0 + thick * 0.7)], mix(bridge_ink(x0), ink, 0.4 * max(0, 1 - x0 / 1300)))
        s.line([(x0, y0 + thick * 0.7), ((x0 + x1) / 2, y0 + thick * 0.34), (x1, y1 + thick * 0.7)],
               bridge_ink(x0), thick * 0.07)
    # Fog lies over the water and takes the feet of everything.
    for y, left, ink_ in ((800, -40, paper), (872, 200, mix(paper, slate, 0.12))):
        top = [(left + i * 130, y + r.uniform(-26, 26)) for i in range(15)]
        bank = ground([(-60, y + 70), *top, (1700, y)])
        s.path(bank, ink_, opacity=0.86)
    sea = box_path(-20, 930, 1660, 200)
    s.shade(sea, slate, (0, 1100), (0, 915))
    water(s, 940, 1070, mix(slate, ink, 0.35), 34)
    s.brush([(1010, 972), (1120, 984), (1235, 966)], [3, 26, 5], ink)
    s.box(1070, 938, 84, 34, ink)
    s.box(1096, 916, 34, 26, ink)
    s.line([(1112, 920), (1112, 868)], ink, 5)
    for k in range(3):
        s.box(1080 + k * 24, 946, 13, 11, "#f7d48a")
    s.cut(1125, 994, 250, 9, paper)
    for gx, gy in ((640, 250), (740, 200), (560, 190)):
        s.brush([(gx - 34, gy - 8), (gx - 12, gy - 14), (gx, gy)], [1, 7, 3], ink)
        s.brush([(gx + 34, gy - 14), (gx + 12, gy - 15), (gx, gy)], [1, 7, 3], ink)
    return s


def lighthouse() -> Sheet:
    """A banded lighthouse on its rock sends two beams over a rough night sea."""
    paper, beam, coral, blue, ink = "#f8efda", "#ffe08a", "#e2563c", "#2e5f8a", "#10243c"
    s = Sheet("lighthouse", ink)
    r = s.random
    sky = box_path(-20, -20, 1660, 820)
    s.path(sky, mix(ink, blue, 0.35))
    s.shade(sky, blue, (0, 820), (0, 180))
    s.shade(sky, mix(coral, blue, 0.45), (0, 800), (0, 560))
    stars(s, 560, 120, paper)
    lx, ly = 1060, 262
    for far, tint_ in (([(-60, 60), (-60, 420)], 0.22), ([(1680, -40), (1680, 160)], 0.22)):
        data = line_path([(lx, ly - 8), far[0], far[1], (lx, ly + 14)])
        s.path(data, mix(mix(ink, blue, 0.5), beam, tint_))
        s.shade(data, beam, (lx, ly), (far[0][0], ly), strength=0.95)
    for x, y, w in ((300, 650, 520), (760, 590, 380), (1480, 640, 480)):
        cloud(s, x, y, w, mix(ink, blue, 0.75))
        s.cut(x, y + 4, w * 1.2, 12, mix(ink, blue, 0.5))
    s.box(-20, 690, 1660, 400, mix(ink, blue, 0.5))
    water(s, 694, 800, mix(blue, paper, 0.35), 46)
    path_of_light(s, 560, 700, 860, mix(beam, blue, 0.2), near=260, far=340, rows=14)
    # The rock.
    rock: list[Point] = [(690, 1090), (735, 960), (770, 880), (845, 840), (872, 770), (930, 742),
                         (975, 690), (1150, 684), (1215, 735), (1290, 748), (1350, 820),
                         (1440, 850), (1500, 930), (1640, 980), (1680, 1100)]
    s.shape(rock, ink)
    for facet in (((845, 840), (872, 770), (930, 742), (905, 830), (850, 900)),
                  ((975, 690), (1060, 687), (1020, 760), (940, 800), (930, 742)),
                  ((770, 880), (845, 840), (850, 900), (800, 990), (742, 960)),
                  ((1215, 735), (1290, 748), (1260, 830), (1180, 800)),
                  ((1350, 820), (1440, 850), (1400, 930), (1310, 900)),
                  ((905, 840), (1010, 790), (1050, 880), (930, 940))):
        s.shape(facet, mix(ink, blue, 0.45))
        s.shade(line_path(facet), mix(blue, paper, 0.25), facet[0], facet[3], strength=0.75)
    # Keeper's house, then the tower.
    s.shape([(1120, 700), (1120, 610), (1190, 560), (1262, 610), (1262, 720)], paper)
    s.shade(box_path(1120, 610, 142, 110), blue, (1262, 700), (1130, 600))
    s.shape([(1106, 616), (1190, 548), (1276, 616), (1276, 600), (1190, 528), (1106, 600)], coral)
    s.box(1150, 630, 30, 40, beam)
    s.box(1206, 630, 30, 40, beam)
    top, foot = 320.0, 695.0

    def wall(y: float) -> float:
        return 40 + (y - top) / (foot - top) * 34

    tower = line_path([(lx - wall(top), top), (lx + wall(top), top), (lx + wall(foot), foot),
                       (lx - wall(foot), foot)])
    s.path(tower, paper)
    for k in (0, 2, 4):
        y0, y1 = top + (foot - top) * k / 5, top + (foot - top) * (k + 1) / 5
        s.shape([(lx - wall(y0), y0), (lx + wall(y0), y0), (lx + wall(y1), y1),
                 (lx - wall(y1), y1)], coral)
    s.shade(tower, ink, (lx + 78, 0), (lx - 20, 0), strength=0.95)
    for y in (420, 520, 620):
        s.box(lx - 12, y, 20, 34, ink)
    s.box(lx - 62, 306, 124, 18, ink)
    for k in range(9):
        s.line([(lx - 58 + k * 14.5, 306), (lx - 58 + k * 14.5, 282)], ink, 4)
    s.line([(lx - 60, 282), (lx + 60, 282)], ink, 5)
    s.box(lx - 34, 228, 68, 78, beam)
    s.disc(lx, ly, 22, "#fffbe8")
    for k in (-34, -11, 11, 34):
        s.line([(lx + k, 228), (lx + k, 306)], ink, 5)
    s.shape([(lx - 46, 230), (lx, 176), (lx + 46, 230)], coral)
    s.disc(lx, 174, 9, coral)
    # The sea breaks at its foot.
    for y, high, ink_, foam in ((850, 26, mix(ink, blue, 0.72), paper), (930, 34, blue, paper),
                                (1010, 30, mix(ink, blue, 0.4), mix(blue, paper, 0.6))):
        phase = r.uniform(0, 6)
        top_line = [(x, y + sin(x / 130 + phase) * high) for x in range(-60, 1700, 30)]
        s.path(ground(top_line), ink_)
        for k in range(8):
            x = -30 + k * 230 + r.uniform(-40, 40)
            base = y + sin(x / 130 + phase) * high
            s.brush([(x - 105, base + 34), (x - 40, base + 8), (x + 20, base + 2),
                     (x + 60, base + 24), (x + 30, base + 40)], [1, 14, 20, 12, 2], foam)
            s.cut(x - 20, base + 52, 150, 8, foam, -4)
            s.cut(x + 40, base + 72, 90, 6, foam, 3)
    for cx, cy, reach in ((740, 880, 150), (700, 930, 120), (1560, 930, 110)):
        for k in range(26):
            turn = radians(r.uniform(-160, -30))
            far_ = reach * r.uniform(0.2, 1)
            s.disc(cx + cos(turn) * far_, cy + sin(turn) * far_, r.uniform(3, 13) * (1.2 - far_ / 160),
                   paper)
    return s


def tide_pools() -> Sheet:
    """Looking down into pools between dark rocks: stars, urchins, weed and a crab's shell."""
    paper, aqua, coral, plum, ink = "#f6ead2", "#6fc0b8", "#ef7752", "#7a3d5c", "#1d2f3c"
    s = Sheet("tide-pools", ink)
    r = s.random
    rock = mix(ink, "#6d6a63", 0.35)
    s.box(-20, -20, 1660, 1110, rock)
    s.shade(box_path(-20, -20, 1660, 1110), mix(rock, "#a59a86", 0.6), (0, 0), (1500, 1000))
    for _ in range(34):
        cx, cy = r.uniform(0, WIDTH), r.uniform(0, HEIGHT)
        z = r.uniform(50, 150)
        slab = curve_path([(cx + cos(i) * z * r.uniform(0.7, 1.3),
                            cy + sin(i) * z * 0.6 * r.uniform(0.7, 1.3)) for i in range(6)])
        s.shade(slab, ink, (cx + z, cy + z), (cx - z * 0.6, cy - z * 0.6), strength=0.9)
    for _ in range(170):
        x, y = r.uniform(0, WIDTH), r.uniform(0, HEIGHT)
        z = r.uniform(4, 12)
        s.disc(x, y, z, mix(paper, rock, 0.3))
        s.disc(x, y, z * 0.4, ink)

    def pool(cx: float, cy: float, rx: float, ry: float) -> str:
        edge = [(cx + cos(2 * pi * i / 11) * rx * r.uniform(0.84, 1.14),
                 cy + sin(2 * pi * i / 11) * ry * r.uniform(0.84, 1.14)) for i in range(11)]
        grow = [(cx + (x - cx) * 1.07, cy + (y - cy) * 1.09 + 4) for x, y in edge]
        s.blob(grow, mix(paper, rock, 0.45))
        s.blob([(x, y) for x, y in edge], mix(aqua, ink, 0.35))
        inner = curve_path([(cx + (x - cx) * 0.95, cy + (y - cy) * 0.94 + ry * 0.05)
                            for x, y in edge])
        s.path(inner, aqua)
        s.shade(inner, mix(aqua, ink, 0.6), (cx - rx * 0.4, cy - ry), (cx + rx * 0.3, cy + ry * 0.5))
        return inner

    def sea_star(x: float, y: float, z: float, ink_: str, turn: float) -> None:
        points: list[Point] = []
        for i in range(10):
            a = turn + pi * i / 5
            reach = z if i % 2 == 0 else z * 0.36
            points.append((x + cos(a) * reach, y + sin(a) * reach))
        shadow = [(px + z * 0.09, py + z * 0.13) for px, py in points]
        s.blob(shadow, ink, opacity=0.45)
        s.blob(points, ink_)
        for i in range(5):
            a = turn + 2 * pi * i / 5
            for k in range(1, 8):
                s.disc(x + cos(a) * z * k * 0.11, y + sin(a) * z * k * 0.11, z * (0.05 - k * 0.004),
                       paper)

    def urchin(x: float, y: float, z: float) -> None:
        for i in range(46):
            a = 2 * pi * i / 46
            s.cut(x + cos(a) * z * 0.72, y + sin(a) * z * 0.72, z * r.uniform(0.55, 0.85), z * 0.045,
                  plum, a * 180 / pi)
        s.disc(x, y, z * 0.55, plum)
        for i in range(20):
            a, far = r.uniform(0, 6.3), r.uniform(0, z * 0.45)
            s.disc(x + cos(a) * far, y + sin(a) * far, z * 0.03, mix(plum, paper, 0.55))

    def anemone(x: float, y: float, z: float, ink_: str) -> None:
        s.disc(x + z * 0.1, y + z * 0.14, z, ink, opacity=0.4)
        for ring, tone in ((1.0, ink_), (0.74, mix(ink_, paper, 0.35)), (0.48, mix(ink_, paper, 0.65))):
            for i in range(18):
                a = 2 * pi * i / 18 + ring
                s.brush([(x, y), (x + cos(a) * z * ring * 0.6, y + sin(a) * z * ring * 0.6),
                         (x + cos(a + 0.15) * z * ring, y + sin(a + 0.15) * z * ring)],
                        [z * 0.12, z * 0.13, z * 0.07], tone, steps=6)
        s.disc(x, y, z * 0.2, ink_)

    def weed(x: float, y: float, z: float, turn: float, ink_: str) -> None:
        for i in range(7):
            a = radians(turn + (i - 3) * 15)
            b = a + r.uniform(-0.7, 0.7)
            far = z * r.uniform(0.7, 1.1)
            s.brush([(x, y), (x + cos(a) * far * 0.5, y + sin(a) * far * 0.5),
                     (x + cos(b) * far, y + sin(b) * far)], [z * 0.05, z * 0.12, z * 0.02], ink_)

    green = "#7e9440"
    big = pool(640, 600, 560, 380)
    with s.layer(clip=big):
        for _ in range(60):
            s.disc(r.uniform(150, 1130), r.uniform(560, 960), r.uniform(5, 22),
                   mix(aqua, r.choice([paper, ink, coral]), 0.35), r.uniform(4, 12))
        weed(210, 760, 330, -40, green)
        weed(1010, 340, 270, 130, mix(green, ink, 0.35))
    second = pool(1380, 300, 250, 190)
    with s.layer(clip=second):
        weed(1560, 400, 240, 200, green)
    third = pool(1350, 860, 260, 170)
    pool(200, 130, 190, 110)
    sea_star(560, 560, 190, coral, 0.5)
    sea_star(1330, 290, 105, "#f3b64a", 1.1)
    sea_star(930, 760, 84, mix(coral, plum, 0.5), 0.2)
    urchin(840, 470, 92)
    urchin(1420, 850, 76)
    anemone(390, 800, 92, plum)
    anemone(1270, 880, 62, coral)
    anemone(190, 130, 58, mix(coral, plum, 0.3))
    for x, y, z, turn in ((700, 810, 44, 20), (1140, 160, 40, -30), (1080, 980, 46, 60),
                          (430, 240, 38, 110)):
        with s.layer(move=f"rotate({turn} {x} {y})"):
            s.path(f"M{x - z} {y + z * .7}C{x - z * 1.2} {y - z} {x + z * 1.2} {y - z} {x + z} "
                   f"{y + z * .7}Q{x} {y + z * 1.3} {x - z} {y + z * .7}Z", paper)
            for k in range(-3, 4):
                s.line([(x, y + z * 0.9), (x + k * z * 0.26, y - z * (0.42 - abs(k) * 0.07))],
                       mix(coral, paper, 0.3), 4)
    # Sky on the water: a few long pale cuts.
    for data, x, y, w in ((big, 520, 330, 420), (big, 640, 365, 220), (big, 760, 930, 300),
                          (second, 1340, 190, 220), (third, 1350, 760, 200)):
        with s.layer(clip=data):
            s.cut(x, y, w, 20, "#e9f4ea", -8)
    return s


def paper_boats() -> Sheet:
    """Three folded boats set out over still water."""
    paper, yellow, coral, aqua, ink = "#fdf6e6", "#f5bf3f", "#e8604a", "#59a7b5", "#1f4a63"
    s = Sheet("paper-boats", aqua)
    r = s.random
    sheet_ = box_path(-20, -20, 1660, 1110)
    s.shade(sheet_, mix(aqua, paper, 0.5), (0, -80), (0, 560))
    s.shade(sheet_, mix(aqua, ink, 0.55), (0, 1120), (0, 420))
    for cx, cy, reach in ((330, 330, 420), (880, 760, 900), (1320, 400, 460)):
        for k in range(6):
            z = reach * (0.35 + k * 0.15)
            s.path(round_path(cx, cy, z, z * 0.27), "none", stroke=mix(aqua, paper, 0.45 - k * 0.06),
                   stroke_width=8 - k)

    def boat(x: float, y: float, z: float, face: str, back: str) -> None:
        # The reflection: the same folds upside down, darker, broken by cuts.
        for flip in (-1, 1):
            def at(px: float, py: float, way: int = flip) -> Point:
                return (x + px * z, y + (py * z if way == 1 else -py * z * 0.62))

            dim = 0.0 if flip == 1 else 0.62
            water_ = mix(aqua, ink, 0.45)
            f, b, d = (mix(c, water_, dim) for c in (face, back, mix(face, ink, 0.28)))
            s.shape([at(-0.2, -0.1), at(0.02, -0.78), at(0.26, -0.1)], b)
            s.shape([at(0.02, -0.78), at(0.26, -0.1), at(0.07, -0.1)], d)
            s.shape([at(-1.0, -0.42), at(-0.1, -0.2), at(0.95, -0.46), at(0.62, -0.12)],
                    mix(d, ink, 0.25))
            s.shape([at(-1.0, -0.42), at(-0.02, -0.1), at(0.12, 0.1), at(-0.55, 0.04)], f)
            s.shape([at(0.95, -0.46), at(-0.02, -0.1), at(0.12, 0.1), at(0.56, 0.02)], d)
            if flip == 1:
                s.shade(line_path([at(-1.0, -0.42), at(-0.02, -0.1), at(0.12, 0.1), at(-0.55, 0.04)]),
                        mix(face, ink, 0.3), at(-0.3, 0.1), at(-0.4, -0.25))
                s.line([at(-0.02, -0.1), at(0.12, 0.1)], mix(face, ink, 0.4), 3)
                s.line([at(0.02, -0.78), at(0.07, -0.22)], paper, 3)
        for k in range(7):
            s.cut(x + r.uniform(-0.3, 0.3) * z, y + z * (0.1 + k * 0.085), z * r.uniform(0.5, 1.5),
                  z * 0.022, mix(aqua, ink, 0.25))
        s.cut(x - z * 0.05, y + z * 0.08, z * 1.5, z * 0.03, paper)

    boat(330, 330, 190, yellow, mix(yellow, paper, 0.5))
    boat(1320, 400, 220, coral, mix(coral, paper, 0.5))
    boat(850, 780, 470, paper, "#f1dfc0")
    for x, y, z, turn, ink_ in ((180, 760, 95, 30, coral), (1420, 850, 110, -24, yellow),
                                (720, 210, 60, 10, coral), (1000, 110, 44, -40, yellow)):
        with s.layer(move=f"rotate({turn} {x} {y})"):
            s.cut(x, y + 12, z * 2, z * 0.5, mix(aqua, ink, 0.6))
            s.cut(x, y, z * 2, z * 0.6, ink_)
            s.line([(x - z * 1.15, y), (x + z * 0.8, y)], mix(ink_, ink, 0.45), 4)
            for k in (-0.5, -0.1, 0.3):
                s.line([(x + k * z, y), (x + (k + 0.25) * z, y - z * 0.17)], mix(ink_, ink, 0.45), 3)
                s.line([(x + k * z, y), (x + (k + 0.25) * z, y + z * 0.17)], mix(ink_, ink, 0.45), 3)
    water(s, 40, 1060, mix(aqua, paper, 0.55), 26, size=0.8)
    water(s, 500, 1060, mix(aqua, ink, 0.65), 20)
    return s


def reservoir() -> Sheet:
    """A curved dam holds a low lake; the bare rings on its banks show where water stood."""
    paper, sand, clay, blue, ink = "#f5ead4", "#e4b878", "#b9683e", "#4d93a8", "#263b40"
    s = Sheet("reservoir", paper)
    r = s.random
    sky = box_path(-20, -20, 1660, 460)
    s.shade(sky, mix(blue, paper, 0.35), (0, -60), (0, 420))
    streak(s, 420, 120, 620, paper, 18)
    streak(s, 1180, 190, 540, paper, 14)
    far = ridge(r, 270, 90)
    s.path(ground(far, smooth=False), mix(blue, paper, 0.35))
    near = ridge(r, 350, 90)
    data = ground(near, smooth=False)
    s.path(data, mix(ink, blue, 0.45))
    s.shade(data, mix(ink, blue, 0.15), (300, 560), (500, 240))
    # Banks in rings: each lower ring paler, then the lake.
    centre, rings = (800.0, 470.0), 9
    for k in range(rings):
        t = k / (rings - 1)
        rx, ry = 1240 - 520 * t, 420 - 205 * t
        inkk = mix(mix("#5f7a45", ink, 0.2), sand, min(1, t * 3)) if k < 2 else (
            mix(sand, paper, 0.55) if k % 2 else mix(sand, clay, 0.32))
        ring = [(centre[0] + cos(2 * pi * i / 26) * rx * (1 + 0.09 * sin(3 * 2 * pi * i / 26 + 1)),
                 centre[1] + 90 + sin(2 * pi * i / 26) * ry * (1 + 0.06 * cos(4 * 2 * pi * i / 26)))
                for i in range(26)]
        s.blob(ring, inkk)
        if k == 1:
            for _ in range(90):
                a = r.uniform(pi, 2 * pi)
                s.cut(centre[0] + cos(a) * rx * 1.03, centre[1] + 90 + sin(a) * ry * 1.04, 34, 18,
                      mix("#5f7a45", ink, 0.55), r.uniform(-100, -80))
    lake = curve_path([(centre[0] + cos(2 * pi * i / 26) * 690 * (1 + 0.09 * sin(6 * pi * i / 26 + 1)),
                        centre[1] + 90 + sin(2 * pi * i / 26) * 198 *
                        (1 + 0.06 * cos(8 * pi * i / 26))) for i in range(26)])
    s.path(lake, blue)
    s.shade(lake, mix(blue, paper, 0.55), (800, 360), (800, 600))
    s.shade(lake, mix(blue, ink, 0.5), (1500, 760), (900, 480))
    with s.layer(clip=lake):
        water(s, 400, 740, paper, 34)
        for x, h in ((520, 60), (560, 44), (1010, 50)):
            s.line([(x, 540), (x - 4, 540 - h)], ink, 6)
            s.line([(x - 2, 540 - h * 0.6), (x + 18, 540 - h * 0.95)], ink, 4)
            s.cut(x, 546, 70, 5, ink)
    # The dam: one great arch of concrete across the foot of the picture.
    def crest(x: float) -> float:
        return 800 - 105 * sin(pi * (x + 60) / 1720) ** 0.8 if 0 <= x + 60 <= 1720 else 800

    xs = [x for x in range(-60, 1681, 29)]
    wall_top = [(float(x), crest(x) + 62) for x in xs]
    s.shape([*[(float(x), crest(x)) for x in xs], (1680, 1120), (-60, 1120)], mix(paper, ink, 0.12))
    wall = line_path([*wall_top, (1680, 1120), (-60, 1120)])
    s.path(wall, mix(paper, ink, 0.34))
    s.shade(wall, mix(ink, blue, 0.2), (0, 1000), (900, 860))
    s.shade(wall, mix(ink, blue, 0.2), (0, 1130), (0, 860), strength=0.8)
    with s.layer(clip=wall):
        for k in range(23):
            x = -40 + k * 75.0
            s.line([(x, 700), (800 + (x - 800) * 0.86, 1100)], mix(paper, ink, 0.5), 4)
        for k in range(1, 5):
            s.curve([(float(x), crest(x) + 62 + k * 70) for x in xs], mix(paper, ink, 0.5), 3)
    s.curve([(float(x), crest(x) + 30) for x in xs], mix(paper, clay, 0.1), 26)
    s.curve([(float(x), crest(x)) for x in xs], ink, 7)
    s.curve([(float(x), crest(x) + 62) for x in xs], ink, 9)
    for x in xs[::2]:
        s.line([(x, crest(x) + 4), (x, crest(x) - 15)], ink, 4)
    s.curve([(float(x), crest(x) - 15) for x in xs], ink, 4)
    for x in (430, 800, 1170):
        y = crest(x)
        s.box(x - 34, y - 62, 68, 118, paper)
        s.box(x + 8, y - 62, 26, 118, mix(paper, ink, 0.35))
        s.box(x - 42, y - 74, 84, 16, clay)
        s.box(x - 18, y - 36, 18, 30, ink)
    for x in (660, 940):
        spill = line_path([(x - 20, crest(x) + 118), (x + 20, crest(x) + 118), (x + 58, 1100),
                           (x - 58, 1100)])
        s.path(spill, mix(blue, paper, 0.7))
        s.disc(x, crest(x) + 116, 24, ink, 14)
        with s.layer(clip=spill):
            cuts_over(s, (x - 60, crest(x) + 130, 120, 280), 26, blue, length=(40, 110), width=5,
                      turn=88)
    spruce(s, 70, 810, 260, mix(ink, "#3f5b33", 0.4))
    spruce(s, 170, 790, 180, mix(ink, "#3f5b33", 0.6))
    spruce(s, 1530, 800, 250, mix(ink, "#3f5b33", 0.4))
    return s


PICTURES = (
    harbour_dawn, fishing_boats, bridge_fog, lighthouse, tide_pools, paper_boats, reservoir,
)
