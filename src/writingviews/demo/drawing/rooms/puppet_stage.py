# ruff: noqa: C901, PLR0912 (a scene is one long list of shapes, drawn in order)
"""The picture ``puppet-stage``."""

from math import pi

from writingviews.demo.drawing.built import rope, sitter, star
from writingviews.demo.drawing.sheet import (
    Point,
    Sheet,
    box_path,
    line_path,
    mix,
)


def puppet_stage() -> Sheet:
    """A travelling puppet theatre: a horse and a rider hang from their strings."""
    paper, lemon, red, teal, ink = "#fdf0d2", "#f5c04a", "#d64a36", "#2a7f86", "#1f2747"
    s = Sheet("puppet-stage", mix(teal, ink, 0.55))
    s.shade(box_path(-20, -20, 1660, 1110), ink, (0, -40), (0, 900))
    s.glow(800, 520, 860, mix(lemon, teal, 0.55), strength=0.6)
    for k in range(2):
        y = 60 + k * 46
        for sign in (-1, 1):
            rope(
                s,
                (800 + sign * 110, 40 + k * 8),
                (800 + sign * 900, y),
                70,
                mix(paper, teal, 0.3),
                4,
            )
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
        s.path(
            f"M{x - 68} 250L{x + 68} 250L{x + 68} 300Q{x} 370 {x - 68} 300Z", (lemon, teal)[k % 2]
        )
    s.path(
        "M210 262L300 120Q550 40 800 36Q1050 40 1300 120L1390 262",
        "none",
        stroke=lemon,
        stroke_width=16,
    )
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
        s.blob(
            [
                (300, 720),
                (480, 600),
                (640, 640),
                (820, 580),
                (1010, 650),
                (1180, 590),
                (1330, 680),
                (1330, 900),
                (300, 900),
            ],
            mix(teal, "#f4b183", 0.35),
        )
        for x, w, h in ((440, 46, 150), (490, 70, 110), (566, 50, 180), (622, 40, 120)):
            s.box(x, 640 - h, w, h + 40, mix(teal, ink, 0.35))
            s.shape([(x - 8, 642 - h), (x + w / 2, 590 - h), (x + w + 8, 642 - h)], red)
            s.box(x + w / 2 - 6, 664 - h, 12, 22, lemon)
        s.blob(
            [(300, 790), (560, 720), (860, 760), (1120, 710), (1330, 770), (1330, 900), (300, 900)],
            mix(teal, ink, 0.25),
        )
        s.box(330, 790, 940, 60, mix(lemon, ink, 0.45))
        for k in range(20):
            s.line([(340 + k * 50, 790), (320 + k * 52, 840)], mix(lemon, ink, 0.65), 4)

        # Marionettes hang on strings from crossed sticks.
        def string(a: Point, b: Point) -> None:
            s.line([a, b], ink, 2.6)

        def stick(x: float, y: float, tilt: float) -> None:
            with s.layer(move=f"rotate({tilt} {x} {y})"):
                s.box(x - 90, y - 8, 180, 16, mix(lemon, red, 0.5))
                s.shape(
                    [(x - 12, y - 34), (x + 10, y - 36), (x + 14, y + 34), (x - 8, y + 36)],
                    mix(lemon, ink, 0.35),
                )

        hx, hy = 585.0, 640.0
        stick(hx, 372, -6)
        for a, b in (
            ((hx - 84, 380), (hx - 96, hy - 130)),
            ((hx + 84, 366), (hx + 104, hy - 40)),
            ((hx, 374), (hx, hy - 50)),
            ((hx - 30, 376), (hx - 70, hy + 30)),
            ((hx + 40, 370), (hx + 80, hy + 40)),
        ):
            string(a, b)
        s.disc(hx, 812, 150, ink, 13, opacity=0.5)
        horse = paper
        for pts in (
            ((hx - 70, hy + 20), (hx - 104, hy + 78), (hx - 74, hy + 150)),
            ((hx + 76, hy + 20), (hx + 110, hy + 84), (hx + 84, hy + 152)),
        ):
            s.brush([*pts], [40, 24, 16], mix(horse, ink, 0.28))
        for pts in (
            ((hx - 62, hy + 24), (hx - 40, hy + 90), (hx - 62, hy + 158)),
            ((hx + 66, hy + 24), (hx + 54, hy + 96), (hx + 74, hy + 160)),
        ):
            s.brush([*pts], [44, 26, 18], horse)
            s.disc(pts[1][0], pts[1][1], 9, red)
            s.disc(pts[2][0], pts[2][1] + 4, 17, ink, 11)
        s.blob(
            [
                (hx - 108, hy - 20),
                (hx - 50, hy - 50),
                (hx + 50, hy - 48),
                (hx + 112, hy - 22),
                (hx + 100, hy + 40),
                (hx, hy + 56),
                (hx - 96, hy + 44),
            ],
            horse,
        )
        s.brush([(hx - 84, hy + 6), (hx - 112, hy - 70), (hx - 104, hy - 130)], [78, 52, 40], horse)
        s.blob(
            [
                (hx - 92, hy - 152),
                (hx - 124, hy - 146),
                (hx - 178, hy - 96),
                (hx - 168, hy - 74),
                (hx - 118, hy - 88),
                (hx - 84, hy - 112),
            ],
            horse,
        )
        s.shape([(hx - 100, hy - 146), (hx - 96, hy - 182), (hx - 80, hy - 142)], horse)
        for k in range(8):
            s.cut(hx - 78 + k * 5, hy - 140 + k * 19, 56, 13, ink, 40)
        s.brush([(hx + 108, hy - 10), (hx + 160, hy + 10), (hx + 150, hy + 90)], [18, 30, 4], ink)
        s.blob(
            [
                (hx - 44, hy - 56),
                (hx + 44, hy - 54),
                (hx + 56, hy + 16),
                (hx, hy + 26),
                (hx - 54, hy + 14),
            ],
            red,
        )
        for k in range(7):
            s.disc(hx - 46 + k * 15, hy + 18, 6, lemon)
        s.line([(hx - 160, hy - 96), (hx - 96, hy - 104)], red, 8)
        s.line([(hx - 130, hy - 140), (hx - 120, hy - 84)], red, 8)
        s.curve([(hx - 150, hy - 92), (hx - 110, hy - 30), (hx - 30, hy - 40)], red, 6)

        px, py = 1020.0, 640.0
        stick(px, 372, 8)
        for a, b in (
            ((px - 84, 360), (px - 118, py - 20)),
            ((px + 84, 384), (px + 122, py - 74)),
            ((px, 372), (px, py - 176)),
            ((px - 30, 368), (px - 34, py + 80)),
            ((px + 30, 376), (px + 50, py + 70)),
        ):
            string(a, b)
        s.disc(px, 812, 110, ink, 12, opacity=0.5)
        for pts, tone in (
            (((px - 24, py + 40), (px - 40, py + 92), (px - 26, py + 150)), ink),
            (((px + 26, py + 40), (px + 58, py + 84), (px + 54, py + 146)), ink),
        ):
            s.brush([*pts], [34, 24, 18], tone)
            s.disc(pts[1][0], pts[1][1], 8, lemon)
            s.blob(
                [
                    (pts[2][0] - 20, pts[2][1]),
                    (pts[2][0] + 8, pts[2][1] - 8),
                    (pts[2][0] + 34, pts[2][1] + 16),
                    (pts[2][0] - 18, pts[2][1] + 18),
                ],
                red,
            )
        for pts in (
            ((px - 44, py - 64), (px - 86, py - 34), (px - 120, py - 22)),
            ((px + 44, py - 64), (px + 88, py - 50), (px + 122, py - 80)),
        ):
            s.brush([*pts], [34, 24, 18], teal)
            s.disc(pts[2][0], pts[2][1], 14, "#c98a5c")
            s.disc(pts[1][0], pts[1][1], 7, lemon)
        s.shape(
            [
                (px - 50, py - 84),
                (px + 50, py - 84),
                (px + 40, py - 10),
                (px + 84, py + 66),
                (px - 84, py + 66),
                (px - 40, py - 10),
            ],
            teal,
        )
        s.shade(
            line_path(
                [(px - 50, py - 84), (px + 50, py - 84), (px + 84, py + 66), (px - 84, py + 66)]
            ),
            ink,
            (px + 90, 0),
            (px - 20, 0),
            strength=0.7,
        )
        s.line([(px - 42, py - 12), (px + 42, py - 12)], lemon, 12)
        for k in range(6):
            s.path(
                line_path(
                    [
                        (px - 62 + k * 25, py + 44),
                        (px - 50 + k * 25, py + 56),
                        (px - 62 + k * 25, py + 66),
                        (px - 74 + k * 25, py + 56),
                    ]
                ),
                lemon,
            )
        s.box(px - 10, py - 104, 20, 26, "#c98a5c")
        s.disc(px, py - 130, 33, "#c98a5c", 37)
        s.path(
            f"M{px - 36} {py - 140}Q{px} {py - 128} {px + 36} {py - 140}L{px + 24} {py - 196}Q"
            f"{px} {py - 214} {px - 24} {py - 196}Z",
            red,
        )
        s.path(star(px, py - 160, 13, 5, 0.45, -pi / 2), lemon)
        s.brush([(px + 22, py - 190), (px + 60, py - 220), (px + 78, py - 190)], [8, 14, 3], paper)
    # Side drapes inside the opening.
    for sign in (-1, 1):
        for k in range(3):
            x = 800 + sign * (462 - k * 34)
            s.path(
                f"M{x + sign * 20} 326C{x - sign * 24} 470 {x - sign * 10} 560 {x + sign * 22}"
                f" 640L{x + sign * 46} 640L{x + sign * 46} 326Z",
                mix(red, ink, 0.12 * k),
            )
        s.disc(800 + sign * 468, 640, 22, lemon)
    s.box(280, 836, 1040, 40, lemon)
    s.box(280, 872, 1040, 16, mix(lemon, ink, 0.5))
    for k in range(9):
        x = 330 + k * 118
        s.path(line_path([(x, 920), (x + 40, 970), (x, 1020), (x - 40, 970)]), teal)
        s.path(line_path([(x, 945), (x + 20, 970), (x, 995), (x - 20, 970)]), lemon)
    for k, (x, z) in enumerate(
        (
            (60, 110),
            (240, 96),
            (420, 118),
            (610, 92),
            (780, 110),
            (960, 98),
            (1140, 116),
            (1330, 100),
            (1520, 118),
        )
    ):
        sitter(s, x, 1130, z, mix(ink, (teal, red, lemon)[k % 3], 0.16), ink)
    return s
