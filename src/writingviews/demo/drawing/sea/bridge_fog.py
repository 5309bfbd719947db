# ruff: noqa: C901 (a scene is one long list of shapes, drawn in order)
"""The picture ``bridge-fog``."""

import itertools

from writingviews.demo.drawing.nature import (
    ground,
    ridge,
    water,
)
from writingviews.demo.drawing.sheet import (
    Point,
    Sheet,
    box_path,
    mix,
)


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
        return float(900 - x * 0.13 - (max(0.0, x) / 1600) ** 0.5 * 60)

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
    for (x0, y0), (x1, y1) in itertools.pairwise(deck):
        thick = max(8.0, 62 * (1 - x0 / 1750))
        s.shape(
            [
                (x0, y0 - thick * 0.25),
                (x1 + 2, y1 - thick * 0.25),
                (x1 + 2, y1 + thick * 0.7),
                (x0, y0 + thick * 0.7),
            ],
            bridge_ink(x0),
        )
        s.shape(
            [
                (x0, y0 + thick * 0.34),
                (x1 + 2, y1 + thick * 0.34),
                (x1 + 2, y1 + thick * 0.7),
                (x0, y0 + thick * 0.7),
            ],
            mix(bridge_ink(x0), ink, 0.4 * max(0, 1 - x0 / 1300)),
        )
        s.line(
            [(x0, y0 + thick * 0.7), ((x0 + x1) / 2, y0 + thick * 0.34), (x1, y1 + thick * 0.7)],
            bridge_ink(x0),
            thick * 0.07,
        )
    # Fog lies over the water and takes the feet of everything.
    for y, left, ink_ in ((800, -40, paper), (872, 200, mix(paper, slate, 0.12))):
        crest = [(left + i * 130, y + r.uniform(-26, 26)) for i in range(15)]
        bank = ground([(-60, y + 70), *crest, (1700, y)])
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
