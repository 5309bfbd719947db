# ruff: noqa: C901, PLR0912 (a scene is one long list of shapes, drawn in order)
"""The picture ``tiled-gate``."""

from math import cos, pi, radians, sin

from writingviews.demo.drawing.built import person, star, tiles_on
from writingviews.demo.drawing.nature import (
    cypress,
)
from writingviews.demo.drawing.sheet import (
    Plane,
    Sheet,
    arch_path,
    box_path,
    line_path,
    mix,
    round_path,
)


def tiled_gate() -> Sheet:
    """A gateway of blue tile; beyond it, a garden in the light."""
    cx: float
    x: float
    y: float
    paper, gold, turquoise, cobalt, ink = "#f7ead0", "#e2a23f", "#2fa3a0", "#24509a", "#152447"
    s = Sheet("tiled-gate", "#f3cf9a")
    r = s.random
    s.shade(box_path(-20, -20, 1660, 800), paper, (0, 700), (0, 0))
    s.disc(1390, 200, 84, "#fff7e2")
    for x, h in ((60, 560), (170, 470), (1450, 520), (1550, 600)):
        cypress(s, x, 880, h, mix(ink, "#36684a", 0.55), "#6f9a5c")
    s.box(-20, 640, 1660, 260, mix(gold, paper, 0.4))
    for k in range(46):
        s.line([(-20 + k * 37, 640), (-20 + k * 37, 668)], mix(gold, ink, 0.3), 5)
    s.box(-20, 664, 1660, 12, mix(gold, ink, 0.35))
    s.shade(box_path(-20, 676, 1660, 210), mix(gold, ink, 0.35), (0, 900), (0, 690))
    floor = box_path(-20, 872, 1660, 220)
    s.path(floor, mix(paper, gold, 0.3))
    tiles_on(
        s,
        Plane((-700, 1090), (2300, 1090), (1400, 872), (200, 872)),
        18,
        5,
        ("", mix(paper, gold, 0.65)),
    )
    s.shade(floor, mix(gold, ink, 0.4), (0, 1120), (0, 880))
    # The great frame.
    left, right, top, foot = 330.0, 1270.0, 60.0, 880.0
    s.box(left - 26, top - 26, right - left + 52, foot - top + 26, mix(gold, paper, 0.2))
    s.box(left, top, right - left, foot - top, ink)
    s.box(left + 10, top + 10, right - left - 20, foot - top, cobalt)

    # A border of eight-pointed stars linked by crosses.
    def starry(x: float, y: float, z: float, tone: str) -> None:
        s.path(star(x, y, z, 8, 0.76, pi / 8), tone)
        s.path(star(x, y, z * 0.62, 8, 0.6), ink)
        s.path(star(x, y, z * 0.46, 8, 0.6, pi / 8), gold)
        s.disc(x, y, z * 0.12, paper)

    step = 80.0
    spots = [(left + 45 + k * (right - left - 90) / 11, top + 46) for k in range(12)]
    spots += [
        (x, top + 46 + k * step * 1.03) for k in range(1, 10) for x in (left + 45, right - 45)
    ]
    for i, (x, y) in enumerate(spots):
        starry(x, y, 36, turquoise if i % 2 else paper)
    for k in range(11):
        x = left + 45 + (k + 0.5) * (right - left - 90) / 11
        for y in (top + 22, top + 70):
            s.path(star(x, y, 12, 4, 0.45), gold)
    for k in range(10):
        y = top + 46 + (k + 0.5) * step * 1.03
        for x in (left + 22, left + 68, right - 22, right - 68):
            s.path(star(x, y, 12, 4, 0.45), gold)
    s.box(left + 90, top + 92, right - left - 180, foot - top - 92, gold)
    s.box(left + 98, top + 100, right - left - 196, foot - top - 100, mix(turquoise, cobalt, 0.25))
    # Spandrels: scrolling stems with leaves and flowers on turquoise.
    for sign in (-1, 1):
        for cx, cy, z, turn in (
            (800 + sign * 290, 262, 74, 0),
            (800 + sign * 195, 205, 44, 40),
            (800 + sign * 318, 400, 40, 80),
            (800 + sign * 100, 190, 30, 10),
        ):
            arc = [
                (
                    cx + sign * cos(radians(a + turn)) * z * (1 - a / 560),
                    cy + sin(radians(a + turn)) * z * (1 - a / 560),
                )
                for a in range(0, 420, 24)
            ]
            s.curve(arc, paper, 6)
            for px, py in arc[::2]:
                s.cut(px, py, 30, 9, gold, r.uniform(0, 180))
            for j in range(8):
                a = pi * j / 4
                s.disc(cx + cos(a) * z * 0.2, cy + sin(a) * z * 0.2, z * 0.1, paper)
            s.disc(cx, cy, z * 0.12, gold)
    # The pointed opening with its honeycomb vault.
    opening = arch_path(800, foot + 4, 560, 650, point=0.35)
    s.path(opening, paper, stroke=gold, stroke_width=26)
    s.path(opening, ink, stroke=ink, stroke_width=10)
    s.path(opening, mix(cobalt, ink, 0.45))
    with s.layer(clip=opening):
        for row in range(7):
            y = 270 + row * 48
            count = 3 + row * 2
            width = 70 + row * 86
            for k in range(count):
                cx = 800 - width / 2 + (k + 0.5) * width / count
                cw = width / count
                tone = (turquoise, paper, cobalt, gold)[(row + k) % 4]
                cell = arch_path(cx, y + 52, cw * 0.94, 66, point=0.25)
                s.path(cell, tone)
                s.shade(cell, ink, (cx, y - 14), (cx, y + 46), strength=0.85)
                s.path(cell, "none", stroke=ink, stroke_width=3.5)
        s.shade(opening, ink, (480, 700), (640, 700))
        s.box(500, 606, 600, 290, mix(cobalt, turquoise, 0.3))
        for row in range(4):
            for k in range(9):
                px, py = 530 + k * 68, 640 + row * 68
                s.path(star(px, py, 28, 8, 0.72, pi / 8), (paper, turquoise)[(k + row) % 2])
                s.path(star(px, py, 14, 8, 0.6), cobalt)
        s.shade(box_path(500, 606, 600, 290), ink, (500, 0), (660, 0))
        s.shade(box_path(500, 606, 600, 290), ink, (1100, 0), (940, 0))
    # The door and the garden seen through it.
    door = arch_path(800, foot + 2, 250, 330, point=0.3)
    s.path(door, gold, stroke=ink, stroke_width=16)
    garden = arch_path(800, foot + 2, 222, 308, point=0.3)
    s.path(garden, "#fbe7b4")
    with s.layer(clip=garden):
        s.disc(800, 720, 84, "#fffaf0")
        cypress(s, 722, 830, 200, "#36684a", "#6f9a5c")
        cypress(s, 880, 830, 180, "#36684a", "#6f9a5c")
        s.box(680, 800, 240, 100, "#5c8a4f")
        s.shape([(786, 800), (814, 800), (850, 890), (750, 890)], "#9ad0cc")
        for _ in range(24):
            s.disc(
                r.choice([r.uniform(690, 765), r.uniform(838, 915)]),
                r.uniform(812, 880),
                5,
                "#d9503f",
            )
    spill = line_path([(690, 882), (910, 882), (1010, 1090), (560, 1090)])
    s.shade(spill, "#fff6dc", (800, 870), (800, 1080), strength=0.95)
    for sign in (-1, 1):
        for k in range(2):
            x = 800 + sign * (520 + k * 0)
            s.box(x - 36, 250, 72, 632, mix(gold, paper, 0.3))
        s.shade(
            box_path(800 + sign * 520 - 36, 250, 72, 632),
            mix(gold, ink, 0.45),
            (800 + sign * 520 + 40, 0),
            (800 + sign * 520 - 20, 0),
        )
        x = 800 + sign * 520
        for k in range(9):
            y = 280 + k * 68
            s.path(line_path([(x, y - 26), (x + 26, y), (x, y + 26), (x - 26, y)]), cobalt)
            s.path(line_path([(x, y - 13), (x + 13, y), (x, y + 13), (x - 13, y)]), turquoise)
        s.box(x - 46, 226, 92, 26, gold)
        s.path(f"M{x - 40} 228Q{x - 44} 150 {x} 112Q{x + 44} 150 {x + 40} 228Z", turquoise)
        s.shade(round_path(x, 180, 44, 60), ink, (x + 44, 0), (x - 10, 0), strength=0.7)
        s.line([(x, 114), (x, 84)], gold, 7)
    s.brush([(700, 1000), (820, 1020), (960, 1040)], [20, 40, 12], mix(gold, ink, 0.5), opacity=0.6)
    person(
        s, 700, 1010, 190, mix(cobalt, ink, 0.5), "#a06c48", legs=ink, hair="#b33f33", stride=0.5
    )
    return s
