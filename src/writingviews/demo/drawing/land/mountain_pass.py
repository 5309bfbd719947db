"""The picture ``mountain-pass``."""

from writingviews.demo.drawing.nature import (
    cuts_over,
    ground,
    peak,
    ridge,
    spruce,
    streak,
)
from writingviews.demo.drawing.sheet import (
    Point,
    Sheet,
    along,
    box_path,
    mix,
)


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
    peak(
        s,
        [(240, 700), (420, 520), (520, 430), (610, 380), (700, 470), (860, 640), (900, 700)],
        mix(violet, paper, 0.35),
        mix(violet, ink, 0.1),
        paper,
        snowline=0.25,
    )
    peak(
        s,
        [
            (-420, 900),
            (-160, 560),
            (40, 330),
            (180, 190),
            (270, 110),
            (360, 230),
            (440, 290),
            (560, 500),
            (700, 700),
            (860, 900),
        ],
        mix(violet, paper, 0.16),
        mix(violet, ink, 0.5),
        paper,
        snowline=0.36,
    )
    peak(
        s,
        [
            (700, 900),
            (880, 640),
            (1010, 450),
            (1120, 340),
            (1200, 200),
            (1290, 90),
            (1400, 230),
            (1500, 320),
            (1680, 520),
            (2050, 900),
        ],
        mix(rose, violet, 0.35),
        mix(ink, violet, 0.3),
        paper,
        snowline=0.4,
    )
    # Slopes of meadow; the road is drawn on them from the notch towards us.
    back = ground(
        [(-60, 690), (220, 650), (520, 700), (770, 735), (1010, 700), (1330, 640), (1680, 670)]
    )
    s.path(back, mix(green, violet, 0.35))
    s.shade(back, mix(green, ink, 0.6), (0, 900), (0, 650))
    front = ground([(-60, 860), (260, 800), (620, 850), (930, 900), (1280, 840), (1680, 790)])
    road_far: list[Point] = [
        (782, 726),
        (850, 752),
        (1010, 766),
        (1040, 788),
        (900, 808),
        (560, 820),
        (420, 842),
        (480, 872),
        (760, 894),
    ]
    widths = [8, 12, 15, 20, 22, 24, 30, 36, 42]
    s.brush(
        [(x + 4, y + 9) for x, y in road_far],
        [w * 1.12 for w in widths],
        mix(green, ink, 0.75),
        steps=90,
    )
    s.brush(road_far, widths, paper, steps=90)
    s.path(front, green)
    s.shade(front, mix(green, ink, 0.75), (0, 1110), (0, 800))
    road_near: list[Point] = [
        (500, 836),
        (640, 868),
        (940, 906),
        (1220, 930),
        (1290, 966),
        (1120, 1008),
        (720, 1050),
        (420, 1130),
    ]
    widths = [26, 36, 42, 50, 62, 78, 100, 150]
    s.brush(
        [(x + 6, y + 14) for x, y in road_near],
        [w * 1.1 for w in widths],
        mix(green, ink, 0.8),
        steps=90,
    )
    s.brush(road_near, widths, mix(paper, rose, 0.12), steps=90)
    for x, y in along(road_near, 46)[2::2]:
        s.cut(x, y, 30 + (y - 870) * 0.12, 5, mix(rose, violet, 0.3), 8 if y < 930 else -10)
    # A small lorry, going up.
    s.box(962, 878, 74, 40, "#d8492f")
    s.box(1038, 890, 26, 28, paper)
    s.box(1048, 894, 12, 12, ink)
    for x in (982, 1046):
        s.disc(x, 920, 9, ink)
    for x, f, h in (
        (60, 900, 330),
        (190, 930, 250),
        (300, 905, 170),
        (-20, 980, 300),
        (1490, 880, 300),
        (1585, 930, 360),
        (1400, 890, 190),
        (1330, 862, 130),
        (640, 862, 90),
        (590, 858, 70),
    ):
        spruce(s, x, f, h, mix(ink, green, 0.32), shade=mix(ink, green, 0.1))
    for x, y, z in (
        (820, 840, 26),
        (860, 846, 18),
        (1190, 870, 34),
        (160, 1010, 60),
        (250, 1030, 38),
    ):
        s.blob(
            [
                (x - z, y),
                (x - z * 0.6, y - z * 0.7),
                (x + z * 0.2, y - z * 0.9),
                (x + z, y - z * 0.2),
                (x + z, y),
            ],
            mix(paper, violet, 0.4),
        )
        s.blob(
            [(x, y), (x + z * 0.2, y - z * 0.85), (x + z, y - z * 0.2), (x + z, y)],
            mix(violet, ink, 0.3),
        )
    cuts_over(
        s,
        (0, 960, 1600, 110),
        60,
        mix(green, "#d7d37a", 0.5),
        length=(10, 26),
        width=4,
        turn=-80,
        sway=16,
    )
    for gx, gy in ((560, 230), (640, 190)):
        s.brush([(gx - 40, gy - 6), (gx - 14, gy - 14), (gx, gy)], [1, 8, 4], ink)
        s.brush([(gx + 40, gy - 14), (gx + 14, gy - 16), (gx, gy)], [1, 8, 4], ink)
    return s
