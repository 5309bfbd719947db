# ruff: noqa: C901, PLR0912 (a scene is one long list of shapes, drawn in order)
"""The picture ``town-hall``."""

from math import cos, pi, sin

from writingviews.demo.drawing.built import gable, person, tiles_on, windows
from writingviews.demo.drawing.nature import (
    cloud,
    crown,
)
from writingviews.demo.drawing.sheet import (
    Plane,
    Sheet,
    arch_path,
    box_path,
    line_path,
    mix,
)


def town_hall() -> Sheet:
    """The hall with its clock tower closes the market square."""
    x: float
    y: float
    paper, sand, rose, teal, ink = "#fbefd7", "#e9b872", "#c95f4b", "#2f7a78", "#22303f"
    s = Sheet("town-hall", "#8fc3bd")
    r = s.random
    s.shade(box_path(-20, -20, 1660, 760), paper, (0, 720), (0, 60))
    cloud(s, 300, 240, 470, paper)
    cloud(s, 1350, 180, 520, paper)
    cloud(s, 1150, 320, 300, mix(paper, "#8fc3bd", 0.3))
    for x, w, h, tone in (
        (-40, 210, 330, mix(rose, paper, 0.3)),
        (165, 170, 270, mix(teal, paper, 0.4)),
        (1250, 190, 300, mix(sand, rose, 0.3)),
        (1430, 230, 350, mix(teal, paper, 0.3)),
    ):
        gable(
            s, x, 790, w, h, tone, mix(rose, ink, 0.4), rise=80, eave=8, shade=mix(tone, ink, 0.4)
        )
        windows(s, x + 30, 810 - h, int(w / 62), 3, (30, 48), (28, 44), ink, sill=paper)
    # Wings.
    wing = box_path(330, 430, 940, 360)
    s.path(wing, sand)
    s.shade(wing, mix(sand, rose, 0.7), (1290, 760), (500, 420))
    s.shape([(310, 436), (420, 330), (1180, 330), (1290, 436)], mix(rose, ink, 0.12))
    s.shade(
        line_path([(310, 436), (420, 330), (1180, 330), (1290, 436)]),
        ink,
        (1290, 400),
        (600, 340),
        strength=0.7,
    )
    for k in range(3):
        for side in (0, 1):
            dx = 440 + k * 90 if side == 0 else 985 + k * 90
            s.box(dx, 362, 44, 50, paper)
            s.shape([(dx - 8, 366), (dx + 22, 338), (dx + 52, 366)], ink)
            s.box(dx + 12, 374, 20, 38, ink)
    s.box(318, 428, 964, 18, paper)
    s.box(330, 596, 940, 14, paper)
    for k in range(10):
        wx = 376 + k * 94
        if 4 <= k <= 5:
            continue
        s.path(arch_path(wx, 580, 54, 112), paper)
        s.path(arch_path(wx, 578, 40, 100), mix(ink, teal, 0.35))
        s.line([(wx, 480), (wx, 578)], paper, 4)
        s.line([(wx - 20, 524), (wx + 20, 524)], paper, 4)
    for k in range(10):
        wx = 376 + k * 94
        s.path(arch_path(wx, 792, 78, 150), mix(ink, rose, 0.16))
        s.shade(arch_path(wx, 792, 78, 150), sand, (wx - 50, 790), (wx + 30, 680), strength=0.6)
        s.box(wx - 50, 640, 12, 152, paper)
        s.box(wx - 54, 694, 20, 10, paper)
    # Tower.
    tower = box_path(690, 120, 220, 672)
    s.path(tower, mix(sand, paper, 0.45))
    s.shade(tower, mix(rose, ink, 0.2), (915, 700), (760, 500))
    s.box(820, 120, 90, 672, mix(sand, rose, 0.45), opacity=0.55)
    for y in (290, 430, 610):
        s.box(676, y, 248, 16, paper)
        s.box(676, y + 16, 248, 7, mix(sand, ink, 0.4))
    s.disc(800, 208, 72, paper)
    s.disc(800, 208, 58, mix(teal, ink, 0.1))
    for k in range(12):
        a = pi * k / 6
        s.line(
            [(800 + cos(a) * 44, 208 + sin(a) * 44), (800 + cos(a) * 53, 208 + sin(a) * 53)],
            paper,
            5,
        )
    s.line([(800, 208), (800, 168)], paper, 6)
    s.line([(800, 208), (828, 222)], paper, 7)
    for wx in (752, 848):
        s.path(arch_path(wx, 424, 46, 100), mix(ink, teal, 0.2))
        s.path(arch_path(wx, 590, 46, 120), mix(ink, teal, 0.2))
        s.line([(wx, 470), (wx, 590)], paper, 4)
    s.path(arch_path(800, 792, 140, 164), paper)
    s.path(arch_path(800, 792, 112, 148), mix(teal, ink, 0.4))
    s.line([(800, 650), (800, 792)], sand, 4)
    s.box(664, 108, 272, 22, paper)
    s.shape([(680, 110), (722, 10), (878, 10), (920, 110)], teal)
    s.shape([(800, 110), (800, 10), (878, 10), (920, 110)], mix(teal, ink, 0.4))
    s.shape([(722, 12), (770, -40), (830, -40), (878, 12)], mix(teal, paper, 0.2))
    # The square in flags, with long shadows and people crossing.
    square = box_path(-20, 788, 1660, 300)
    s.path(square, mix(paper, sand, 0.35))
    plane = Plane((-900, 1090), (2500, 1090), (1500, 790), (100, 790))
    tiles_on(s, plane, 22, 8, ("", mix(paper, sand, 0.7)))
    s.shade(square, mix(rose, ink, 0.3), (0, 1130), (0, 860), strength=0.8)
    for k in range(4):
        s.box(690 - k * 26, 784 + k * 10, 220 + k * 52, 11, mix(paper, ink, 0.1 + 0.08 * (k % 2)))
    cast = mix(sand, ink, 0.45)
    s.shape([(910, 824), (1290, 792), (1640, 792), (1640, 880), (1000, 830)], cast, opacity=0.6)
    people = (
        (500, 880, 120, rose, 0.7),
        (548, 884, 116, ink, 0.5),
        (1080, 900, 130, teal, 0.8),
        (820, 850, 90, ink, 0.4),
        (300, 940, 160, teal, 0.9),
        (1330, 960, 175, rose, 0.6),
    )
    for x, foot, h, coat, stride in people:
        s.brush(
            [(x, foot), (x + h * 0.6, foot + h * 0.1), (x + h * 1.3, foot + h * 0.2)],
            [h * 0.08, h * 0.2, h * 0.06],
            cast,
            opacity=0.6,
        )
        person(s, x, foot, h, coat, "#a9714e", legs=ink, hair=mix(ink, coat, 0.2), stride=stride)
    for _ in range(26):
        x, y = r.uniform(560, 1000), r.uniform(930, 1040)
        z = 0.6 + (y - 930) / 110
        s.blob(
            [(x - 16 * z, y), (x - 4 * z, y - 10 * z), (x + 10 * z, y - 8 * z), (x + 6 * z, y + 2)],
            mix(ink, paper, r.choice([0.15, 0.4, 0.75])),
        )
        s.disc(x + 12 * z, y - 13 * z, 5 * z, mix(ink, paper, 0.3))
        s.line([(x, y), (x, y + 8 * z)], rose, 2)
    for x, foot, h in ((70, 1010, 420), (1520, 1020, 440)):
        s.brush([(x, foot), (x + 6, foot - h * 0.5)], [h * 0.08, h * 0.05], mix(ink, rose, 0.3))
        crown(
            s,
            x,
            foot - h * 0.68,
            h * 0.36,
            h * 0.34,
            mix(teal, "#6f8f3f", 0.45),
            lit=mix("#b7c25a", teal, 0.2),
            dark=ink,
            leaf=24,
            leaves=120,
        )
    return s
