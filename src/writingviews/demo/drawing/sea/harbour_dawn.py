"""The picture ``harbour-dawn``."""

from writingviews.demo.drawing.built import gable, hull, rope, windows
from writingviews.demo.drawing.nature import (
    cuts_over,
    ground,
    path_of_light,
    ridge,
    streak,
    water,
)
from writingviews.demo.drawing.sheet import (
    Sheet,
    box_path,
    mix,
    round_path,
)


def harbour_dawn() -> Sheet:
    """The sun comes up behind a breakwater; the quay is still in shadow."""
    x: float
    paper, peach, coral, teal, navy = "#fbe8cb", "#f6bd92", "#ec6f50", "#3c7c86", "#16304a"
    s = Sheet("harbour-dawn", paper)
    r = s.random
    sky = box_path(-20, -20, 1660, 660)
    s.shade(sky, peach, (800, -40), (800, 560))
    s.shade(sky, mix(coral, peach, 0.35), (800, -160), (800, 300))
    s.disc(1085, 500, 150, coral)
    s.shade(round_path(1085, 500, 150), "#f9a05f", (1085, 660), (1085, 380))
    for x, y, w, t in (
        (700, 250, 700, 20),
        (1300, 330, 640, 18),
        (900, 420, 520, 13),
        (1380, 180, 420, 14),
    ):
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
    for i, (w, h, rise) in enumerate(
        ((150, 300, 80), (120, 370, 70), (160, 270, 90), (110, 330, 60), (130, 220, 70))
    ):
        gable(s, x, 680, w, h, walls[i % 4], navy, rise=rise, eave=6)
        windows(
            s,
            x + w * 0.18,
            680 - h + 26,
            3 if w > 125 else 2,
            int(h / 85),
            (22, 36),
            (20, 40),
            navy,
            lit="#fbc06a",
            share=0.22,
        )
        s.shade(
            box_path(x + w * 0.7, 680 - h + 8, w * 0.3, h),
            "#f09a6c",
            (x + w, 0),
            (x + w * 0.7, 0),
            strength=0.8,
        )
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
            s.cut(
                bx + r.uniform(-40, 40),
                line + 18 + k * 16,
                size * (0.8 - k * 0.09),
                7,
                mix(body, navy, 0.45),
            )
    water(s, 860, 1080, navy, 40, right=1000)
    water(s, 640, 1060, mix(teal, navy, 0.45), 46, left=700)
    for gx, gy in ((610, 330), (690, 290), (560, 250), (1240, 250)):
        s.brush([(gx - 30, gy - 8), (gx - 12, gy - 12), (gx, gy)], [1, 6, 3], navy)
        s.brush([(gx + 30, gy - 12), (gx + 12, gy - 13), (gx, gy)], [1, 6, 3], navy)
    return s
