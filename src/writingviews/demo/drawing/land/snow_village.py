"""The picture ``snow-village``."""

from writingviews.demo.drawing.built import person
from writingviews.demo.drawing.nature import (
    ground,
    peak,
    ridge,
    spruce,
    stars,
)
from writingviews.demo.drawing.sheet import (
    HEIGHT,
    WIDTH,
    Point,
    Sheet,
    along,
    arch_path,
    box_path,
    curve_path,
    mix,
)


def snow_village() -> Sheet:
    """Lit windows at dusk in a village deep in snow."""
    x: float
    y: float
    paper, lamp, rust, blue, ink = "#f4f3ee", "#ffc95a", "#b9503e", "#6f8fb8", "#1f2f52"
    s = Sheet("snow-village", mix(blue, ink, 0.3))
    r = s.random
    sky = box_path(-20, -20, 1660, 640)
    s.shade(sky, ink, (0, -120), (0, 420))
    s.shade(sky, mix(rust, paper, 0.45), (0, 640), (0, 330))
    stars(s, 260, 50, paper)
    peak(
        s,
        [(-260, 640), (0, 410), (190, 260), (300, 180), (420, 300), (600, 430), (820, 640)],
        mix(blue, paper, 0.4),
        mix(blue, ink, 0.3),
        paper,
        snowline=0.35,
    )
    peak(
        s,
        [(620, 640), (840, 440), (1010, 330), (1150, 230), (1290, 340), (1480, 450), (1840, 640)],
        mix(blue, paper, 0.3),
        mix(blue, ink, 0.4),
        paper,
        snowline=0.38,
    )
    s.path(ground(ridge(r, 585, 22)), mix(ink, blue, 0.3))
    for k in range(40):
        spruce(s, -20 + k * 42, 622 + r.uniform(-8, 14), r.uniform(70, 130), mix(ink, blue, 0.16))

    def house(x: float, foot: float, w: float, h: float, wall: str, rise: float) -> None:
        s.shape(
            [
                (x - w * 0.1, foot + 4),
                (x + w, foot + 4),
                (x + w * 1.5, foot + w * 0.16),
                (x + w * 0.3, foot + w * 0.16),
            ],
            mix(blue, ink, 0.2),
            opacity=0.6,
        )
        s.shape(
            [
                (x, foot),
                (x, foot - h),
                (x + w / 2, foot - h - rise),
                (x + w, foot - h),
                (x + w, foot),
            ],
            wall,
        )
        s.shade(box_path(x, foot - h, w, h), ink, (x + w, foot), (x, foot - h), strength=0.8)
        # The chimney, its smoke, then a thick roof of snow with drips along its edge.
        cx = x + w * 0.72
        s.box(cx, foot - h - rise * 0.95, w * 0.11, rise * 0.7, mix(rust, ink, 0.5))
        s.box(cx - 5, foot - h - rise * 0.99, w * 0.11 + 10, 12, paper)
        s.brush(
            [
                (cx + w * 0.05, foot - h - rise),
                (cx + w * 0.2, foot - h - rise * 1.5),
                (cx + w * 0.08, foot - h - rise * 2),
                (cx + w * 0.3, foot - h - rise * 2.7),
            ],
            [w * 0.05, w * 0.12, w * 0.14, w * 0.03],
            mix(paper, blue, 0.35),
        )
        eave = w * 0.13
        drop = rise * eave / (w / 2)
        thick = w * 0.1
        mid = x + w / 2
        s.shape(
            [
                (x - eave, foot - h + drop + 10),
                (mid, foot - h - rise + 10),
                (x + w + eave, foot - h + drop + 10),
                (x + w + eave, foot - h + drop + 24),
                (mid, foot - h - rise + 26),
                (x - eave, foot - h + drop + 24),
            ],
            mix(ink, rust, 0.25),
        )
        left: list[Point] = [
            (x - eave - 6, foot - h + drop + 12),
            (x - eave - 12, foot - h + drop - thick * 0.6),
            (x + w * 0.2, foot - h - rise * 0.42 - thick),
            (mid, foot - h - rise - thick * 1.05),
            (x + w * 0.8, foot - h - rise * 0.42 - thick),
            (x + w + eave + 12, foot - h + drop - thick * 0.6),
            (x + w + eave + 6, foot - h + drop + 12),
            (x + w * 0.78, foot - h - rise * 0.5 + 10),
            (mid, foot - h - rise + 14),
            (x + w * 0.22, foot - h - rise * 0.5 + 10),
        ]
        s.blob(left, paper)
        right = curve_path(
            [
                (mid, foot - h - rise - thick),
                (x + w * 0.8, foot - h - rise * 0.42 - thick),
                (x + w + eave + 12, foot - h + drop - thick * 0.6),
                (x + w + eave + 6, foot - h + drop + 12),
                (x + w * 0.78, foot - h - rise * 0.5 + 10),
                (mid, foot - h - rise + 14),
            ]
        )
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
    for x, f, w, h, tone, rise in (
        (90, 700, 150, 80, mix(rust, ink, 0.2), 80),
        (560, 690, 140, 76, mix(blue, ink, 0.4), 76),
        (1200, 690, 150, 80, mix(rust, ink, 0.35), 84),
        (1420, 710, 160, 84, mix(blue, ink, 0.5), 90),
    ):
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
    s.brush(
        [(760, 852), (800, 900), (720, 960), (900, 1010), (860, 1110)],
        [44, 60, 80, 110, 170],
        mix(paper, blue, 0.32),
    )
    for k, (x, y) in enumerate(
        along([(770, 880), (770, 930), (770, 970), (860, 1010), (850, 1070)], 13)
    ):
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
