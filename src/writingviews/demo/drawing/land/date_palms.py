"""The picture ``date-palms``."""

from writingviews.demo.drawing.nature import (
    grass,
    ground,
    palm,
    path_of_light,
    ridge,
    streak,
    water,
)
from writingviews.demo.drawing.sheet import (
    Sheet,
    box_path,
    line_path,
    mix,
)


def date_palms() -> Sheet:
    """Date palms beside a channel in the last sun."""
    x: float
    paper, gold, rust, teal, ink = "#fdecc8", "#f4a93b", "#c8502f", "#2a7c7d", "#193a45"
    s = Sheet("date-palms", mix(gold, paper, 0.5))
    r = s.random
    s.shade(box_path(-20, -20, 1660, 720), mix(rust, gold, 0.4), (0, -60), (0, 560))
    s.disc(880, 520, 190, paper)
    s.disc(880, 520, 160, mix(gold, paper, 0.55))
    streak(s, 330, 300, 520, mix(paper, gold, 0.3), 14)
    streak(s, 1240, 220, 560, mix(paper, gold, 0.3), 16)
    s.path(ground(ridge(r, 600, 50)), mix(rust, gold, 0.45))
    s.path(
        ground([(-60, 660), (300, 610), (620, 660), (1000, 640), (1360, 600), (1680, 650)]),
        mix(rust, gold, 0.12),
    )
    # A mud village under the dunes.
    for x, w, h in (
        (1080, 90, 70),
        (1165, 70, 100),
        (1230, 110, 60),
        (1330, 60, 84),
        (1000, 80, 46),
    ):
        s.box(x, 680 - h, w, h, mix(rust, paper, 0.25))
        s.box(x + w * 0.55, 680 - h, w * 0.45, h, mix(rust, ink, 0.25))
        s.box(x + w * 0.2, 694 - h, 14, 20, ink)
    for k in range(16):
        x = 20 + k * 108 + r.uniform(-24, 24)
        palm(
            s,
            x,
            712,
            r.uniform(110, 170),
            mix(ink, rust, 0.3),
            mix(teal, ink, 0.35),
            lit=mix(teal, gold, 0.2),
            fruit=rust,
        )
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
                s.brush(
                    [
                        (x, y + 4),
                        (x + r.uniform(-10, 10) * t, y - (10 + 70 * t) * r.uniform(0.5, 1)),
                        (x + r.uniform(-44, 44) * t, y - (14 + 96 * t)),
                    ],
                    [3 + 8 * t, 2 + 5 * t, 1],
                    mix(teal, r.choice([ink, gold, ink]), 0.45),
                )
    # Long shadows across the beds, then the great palms.
    for x, y, w in ((300, 985, 620), (180, 900, 380), (1360, 960, 540), (1480, 880, 300)):
        s.cut(x - 60 if x < 800 else x + 60, y, w, 26, mix(rust, ink, 0.55), 3 if x < 800 else -3)
    for k in range(7):
        y = 760 + k * k * 7
        s.cut(230 - k * 6, y, 420, 8 + k, mix(teal, gold, 0.35))
        s.cut(1420 + k * 6, y, 420, 8 + k, mix(teal, gold, 0.35))
    palm(
        s,
        560,
        860,
        420,
        mix(ink, rust, 0.35),
        mix(teal, ink, 0.2),
        lit=mix(teal, gold, 0.3),
        fruit=rust,
        lean=24,
    )
    palm(
        s,
        1180,
        850,
        400,
        mix(ink, rust, 0.35),
        mix(teal, ink, 0.2),
        lit=mix(teal, gold, 0.3),
        fruit=rust,
        lean=-26,
    )
    palm(
        s,
        1400,
        1010,
        700,
        mix(ink, rust, 0.35),
        mix(teal, ink, 0.35),
        lit=mix(teal, gold, 0.25),
        fruit=rust,
        lean=-40,
    )
    palm(
        s,
        250,
        1040,
        790,
        mix(ink, rust, 0.3),
        mix(teal, ink, 0.45),
        lit=mix(teal, gold, 0.22),
        fruit=rust,
        lean=50,
    )
    grass(s, -20, 420, 1070, mix(teal, ink, 0.6), count=70, height=80)
    grass(s, 1230, 1620, 1060, mix(teal, ink, 0.6), count=60, height=80)
    return s
