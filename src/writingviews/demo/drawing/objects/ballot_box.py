"""The picture ``ballot-box``."""

from writingviews.demo.drawing.sheet import (
    Plane,
    Sheet,
    box_path,
    line_path,
    mix,
    round_path,
)


def ballot_box() -> Sheet:
    """A folded paper goes into the box; beyond it, the curtained booths."""
    paper, sky, orange, blue, ink = "#fcf2de", "#a9cfd4", "#ec7f3f", "#2f5d86", "#1c2b40"
    s = Sheet("ballot-box", sky)
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
            fold = (
                f"M{fx} 284L{fx + span / folds + 2} 284L{fx + span / folds + 2} 590Q"
                f"{fx + span / folds / 2} 606 {fx} 590Z"
            )
            s.path(fold, orange)
            s.shade(fold, mix(orange, ink, 0.6), (fx + span / folds, 0), (fx + 4, 0))
        s.box(x - 8, 258, 336, 22, mix(blue, ink, 0.35))
        s.shape(
            [(x, 642), (x + 320, 642), (x + 380, 700), (x + 50, 700)],
            mix(orange, ink, 0.55),
            opacity=0.5,
        )
    # The table.
    s.shape([(230, 850), (1370, 850), (1460, 950), (140, 950)], mix(paper, blue, 0.12))
    s.shade(
        line_path([(230, 850), (1370, 850), (1460, 950), (140, 950)]),
        mix(blue, paper, 0.5),
        (1460, 950),
        (500, 860),
    )
    cloth = line_path([(140, 950), (1460, 950), (1440, 1110), (160, 1110)])
    s.path(cloth, mix(paper, blue, 0.32))
    for k in range(12):
        s.cut(200 + k * 112, 1030, 170, 12, mix(paper, blue, 0.55), 92)
    # The box, in three planes, with a slot.
    s.shape([(470, 900), (1010, 900), (1420, 880), (1220, 830)], ink, opacity=0.35)
    front, side = (
        [(430, 520), (960, 540), (960, 920), (446, 896)],
        [(960, 540), (1180, 486), (1168, 846), (960, 920)],
    )
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
    s.path(
        "M1052 636Q1050 590 1070 586Q1090 586 1086 626",
        "none",
        stroke=mix(paper, ink, 0.3),
        stroke_width=10,
    )
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
    sleeve = [
        (1660, -40),
        (1660, 190),
        (1300, 268),
        (1236, 268),
        (1190, 130),
        (1250, 96),
        (1500, -40),
    ]
    s.shape(sleeve, orange)
    s.shade(line_path(sleeve), ink, (1600, 260), (1380, 60), strength=0.8)
    s.shape([(1182, 124), (1256, 92), (1312, 262), (1230, 280)], mix(orange, paper, 0.55))
    hand = (
        "M1226 142C1150 140 1090 130 1040 146C980 160 930 186 884 214C860 230"
        " 866 256 894 254C930 248 962 232 1000 226"
        "C960 252 910 276 880 296C858 312 868 334 892 330C940 318 986 296 1030"
        " 288C1000 306 968 322 940 340C922 356 936 374 "
        "956 368C1010 350 1050 330 1090 320C1150 306 1210 300 1256 264Z"
    )
    s.path(hand, skin)
    s.shade(hand, shade_, (1120, 340), (1060, 190))
    s.path(
        "M1000 226C1030 220 1060 214 1084 216M1030 288C1056 282 1080 276 1100 272",
        "none",
        stroke=shade_,
        stroke_width=5,
        stroke_linecap="round",
    )
    s.path(
        "M884 214C866 226 866 250 890 254C902 252 910 248 918 246L908 204Z", mix(skin, paper, 0.4)
    )
    thumb = (
        "M1120 140C1060 128 1000 140 950 176C920 196 890 200 872 214C862 230"
        " 876 246 900 240C950 232 1000 216 1060 210Z"
    )
    s.path(thumb, mix(skin, paper, 0.12))
    # Pens on a string and a stack of blank papers.
    for k in range(7):
        s.shape(
            [
                (1210 + k % 2 * 5, 896 - k * 6),
                (1350, 902 - k * 6),
                (1376, 930 - k * 6),
                (1224, 926 - k * 6),
            ],
            ("#fffaf0", mix(paper, ink, 0.2))[k % 2],
        )
    s.line([(270, 890), (380, 926)], ink, 12)
    s.line([(380, 926), (396, 931)], orange, 8)
    s.curve([(270, 890), (210, 880), (180, 930), (230, 950)], mix(ink, paper, 0.3), 4)
    return s
