# ruff: noqa: C901 (a scene is one long list of shapes, drawn in order)
"""The picture ``tram-stop``."""

from writingviews.demo.drawing.built import person
from writingviews.demo.drawing.sheet import (
    Point,
    Sheet,
    box_path,
    line_path,
    mix,
)


def tram_stop() -> Sheet:
    """A tram draws in out of the evening; people wait beneath the shelter."""
    foot: float
    h: float
    w: float
    x: float
    y: float
    paper, amber, rust, teal, ink = "#fcebc8", "#f6b048", "#cb4f35", "#2e7580", "#182b3c"
    s = Sheet("tram-stop", mix(amber, paper, 0.4))
    r = s.random
    s.shade(box_path(-20, -20, 1660, 760), mix(rust, amber, 0.45), (0, -150), (0, 480))
    s.disc(640, 470, 130, paper)
    # Facades in perspective down both sides of the street.
    vx, vy = 640.0, 560.0

    def side(x0: float, x1: float, roof: float, tone: str, cols: int) -> None:
        def at(x: float, y: float) -> Point:
            """A point of the wall at sheet x, ``y`` counted as at the sheet's edge."""
            edge = -60.0 if x0 < vx else 1660.0
            return (x, vy + (y - vy) * (x - vx) / (edge - vx))

        face = line_path([at(x0, roof), at(x1, roof), at(x1, 880), at(x0, 880)])
        s.path(face, tone)
        s.shade(face, mix(tone, amber, 0.6), (x1, 500), (x0, 500), strength=0.9)
        s.shape(
            [at(x0, roof - 22), at(x1, roof - 22), at(x1, roof + 18), at(x0, roof + 18)],
            mix(tone, ink, 0.5),
        )
        rows = int((760 - roof) / 150)
        for c in range(cols):
            a = x0 + (x1 - x0) * (c + 0.22) / cols
            b = x0 + (x1 - x0) * (c + 0.74) / cols
            for row in range(rows):
                y = roof + 70 + row * 150
                s.shape(
                    [at(a, y), at(b, y), at(b, y + 92), at(a, y + 92)],
                    amber if r.random() < 0.3 else mix(tone, ink, 0.55),
                )

    for x0, x1, roof, tone, cols in (
        (540, 600, -60, mix(rust, amber, 0.55), 2),
        (430, 540, -150, mix(teal, amber, 0.45), 2),
        (250, 430, -40, mix(rust, ink, 0.12), 3),
        (-60, 250, -220, mix(teal, ink, 0.35), 3),
        (740, 690, -40, mix(rust, amber, 0.5), 2),
        (850, 740, -160, mix(teal, amber, 0.4), 2),
        (1080, 850, -20, mix(rust, ink, 0.2), 3),
        (1660, 1080, -260, mix(ink, teal, 0.3), 5),
    ):
        side(x0, x1, roof, tone, cols)
    road = line_path([(600, 574), (690, 574), (1700, 900), (1700, 1110), (-100, 1110), (-100, 900)])
    s.path(road, mix(ink, rust, 0.25))
    s.shade(road, amber, (645, 560), (645, 900), strength=0.85)
    for k in range(60):
        y = 600 + (k / 60) ** 1.4 * 460
        z = (y - vy) / 500
        s.cut(
            vx + r.uniform(-1.4, 1.4) * (y - vy) * 1.3,
            y,
            130 * z + 12,
            7 * z + 1,
            mix(ink, amber, 0.4),
        )
    for foot in (150, 470, 620, 940):
        s.shape(
            [
                (vx - 2 + (foot - 545) * 0.01, 575),
                (vx + 1 + (foot - 545) * 0.01, 575),
                (foot + 9, 1110),
                (foot - 9, 1110),
            ],
            mix(paper, amber, 0.3),
        )
    # Overhead wires and their poles.
    for end in (180, 560, 830):
        s.line([(vx, 500), (end * 1.5 - 400, -60)], ink, 4)
    for k, x in enumerate((160, 390, 500)):
        h = 640 / (k * 1.6 + 1)
        foot = vy + (880 - vy) * (vx - x) / (vx + 60)
        s.line([(x, foot), (x, foot - h)], ink, 12 / (k + 1))
        s.line([(x, foot - h * 0.94), (x + h * 0.75, foot - h * 0.98)], ink, 6 / (k + 1))
    # The tram, coming on, a little left of the middle.
    x, y, w, h = 300.0, 370.0, 400.0, 560.0
    flank = line_path(
        [
            (x + w - 10, y + 30),
            (x + w + 92, y + 78),
            (x + w + 92, y + 400),
            (x + w - 10, y + h - 40),
        ]
    )
    s.path(flank, mix(rust, ink, 0.45))
    for k in range(3):
        fx = x + w + 4 + k * 30
        s.shape(
            [
                (fx, y + 120 + k * 12),
                (fx + 22, y + 130 + k * 12),
                (fx + 22, y + 270 - k * 4),
                (fx, y + 282 - k * 6),
            ],
            amber,
        )
    s.disc(x + w / 2, y + h + 18, 290, ink, 26)
    front = (
        f"M{x + 26} {y + h}L{x} {y + 320}L{x + 22} {y + 60}Q{x + 28} {y} {x + 90} {y - 6}"
        f"L{x + w - 90} {y - 6}Q{x + w - 28} {y} {x + w - 22} {y + 60}L{x + w} {y + 320}"
        f"L{x + w - 26} {y + h}Z"
    )
    s.path(front, rust)
    s.shade(front, ink, (x + w, y + h + 80), (x + w * 0.3, y + 200), strength=0.85)
    s.path(
        f"M{x + 6} {y + 300}L{x + w - 6} {y + 300}L{x + w - 1} {y + 350}L{x + 2} {y + 350}Z", paper
    )
    s.path(
        f"M{x + 42} {y + 92}Q{x + 44} {y + 84} {x + 54} {y + 84}L{x + w - 54} {y + 84}"
        f"Q{x + w - 44} {y + 84} {x + w - 42} {y + 92}L{x + w - 26} {y + 280}L{x + 26} {y + 280}Z",
        ink,
    )
    pane = line_path(
        [(x + 54, y + 98), (x + w - 54, y + 98), (x + w - 40, y + 268), (x + 40, y + 268)]
    )
    s.path(pane, mix(teal, ink, 0.25))
    s.shade(pane, amber, (x + w, y + 60), (x + 130, y + 270))
    with s.layer(clip=pane):
        s.shape(
            [(x + 80, y + 60), (x + 150, y + 60), (x + 60, y + 300), (x - 10, y + 300)],
            mix(teal, paper, 0.4),
        )
        s.disc(x + 250, y + 196, 30, ink, 36)
        s.blob(
            [
                (x + 190, y + 290),
                (x + 200, y + 240),
                (x + 250, y + 224),
                (x + 300, y + 240),
                (x + 312, y + 290),
            ],
            ink,
        )
    s.line([(x + w / 2, y + 84), (x + w / 2, y + 280)], ink, 8)
    s.path(f"M{x + 110} {y + 18}h{w - 220}v46h{220 - w}Z", ink)
    for k in range(7):
        s.disc(x + 132 + k * 23, y + 41, 7, amber)
    for lx in (x + 66, x + w - 66):
        s.glow(lx, y + 420, 120, amber, strength=0.7)
        s.disc(lx, y + 420, 34, ink)
        s.disc(lx, y + 420, 25, "#fff7da")
    s.box(x + 60, y + 490, w - 120, 24, mix(ink, rust, 0.3))
    s.shape(
        [
            (x + 30, y + h - 26),
            (x + w - 30, y + h - 26),
            (x + w - 60, y + h + 20),
            (x + 60, y + h + 20),
        ],
        ink,
    )
    s.line([(x + 150, y - 6), (x + 200, y - 66), (x + 250, y - 6)], ink, 7)
    s.line([(x + 200, y - 66), (x + 160, y - 120)], ink, 6)
    s.line([(x + 110, y - 120), (x + 210, y - 120)], ink, 7)
    # Platform and shelter on the right, in the foreground.
    s.shape([(860, 800), (1700, 860), (1700, 1110), (1010, 1110)], mix(paper, ink, 0.3))
    s.shape([(860, 800), (1010, 1110), (970, 1110), (838, 806)], amber)
    s.shade(
        line_path([(860, 800), (1700, 860), (1700, 1110), (1010, 1110)]),
        ink,
        (1700, 1110),
        (900, 800),
        strength=0.8,
    )
    glass = line_path([(1080, 400), (1590, 380), (1590, 930), (1080, 850)])
    s.path(glass, mix(teal, paper, 0.3), opacity=0.55)
    with s.layer(clip=glass):
        s.shape([(1180, 360), (1270, 360), (1120, 900), (1030, 900)], paper, opacity=0.45)
        s.shape([(1420, 360), (1460, 360), (1310, 930), (1270, 930)], paper, opacity=0.45)
    for px, top, foot in ((1080, 396, 856), (1335, 388, 892), (1590, 376, 940)):
        s.box(px - 8, top, 16, foot - top, ink)
    s.box(1100, 772, 480, 20, mix(rust, ink, 0.35))
    s.shape([(1000, 372), (1640, 330), (1680, 372), (1680, 400), (1010, 414)], ink)
    s.shape([(1000, 372), (1640, 330), (1680, 360), (1012, 392)], teal)
    person(s, 1190, 905, 420, rust, "#8f5d42", legs=ink, hair=ink)
    person(
        s, 1300, 935, 450, mix(teal, ink, 0.3), "#c08a62", legs=mix(ink, rust, 0.25), hair="#7a4526"
    )
    person(s, 1475, 985, 500, mix(amber, rust, 0.3), "#6d4633", legs=ink, hair=ink)
    s.box(1528, 700, 74, 96, mix(ink, teal, 0.3))
    s.curve([(1542, 704), (1565, 660), (1588, 704)], ink, 8)
    s.line([(952, 960), (952, 380)], ink, 13)
    s.disc(952, 350, 52, ink)
    s.disc(952, 350, 44, teal)
    s.box(928, 338, 48, 24, paper)
    s.disc(940, 372, 7, paper)
    s.disc(964, 372, 7, paper)
    return s
