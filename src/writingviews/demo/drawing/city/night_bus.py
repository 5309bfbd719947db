# ruff: noqa: C901, PLR0912 (a scene is one long list of shapes, drawn in order)
"""The picture ``night-bus``."""

from math import cos, sin

from writingviews.demo.drawing.built import gable, windows
from writingviews.demo.drawing.nature import (
    cuts_over,
    stars,
)
from writingviews.demo.drawing.sheet import (
    WIDTH,
    Sheet,
    box_path,
    line_path,
    mix,
)


def night_bus() -> Sheet:
    """A lit bus crosses the wet town after midnight."""
    paper, lamp, red, violet, ink = "#fdf1d0", "#ffc94d", "#d8473b", "#4a4a8c", "#14173a"
    s = Sheet("night-bus", ink)
    r = s.random
    sky = box_path(-20, -20, 1660, 800)
    s.path(sky, mix(ink, violet, 0.45))
    s.shade(sky, mix(violet, red, 0.35), (0, 820), (0, 200))
    stars(s, 300, 46, paper)
    s.path("M1316 88A64 64 0 1 1 1262 176A54 54 0 0 0 1316 88Z", paper)
    # Houses: a far row, then a near row in darker ink.
    x = -40.0
    while x < WIDTH:
        w, h = r.uniform(90, 170), r.uniform(260, 430)
        s.box(x, 740 - h, w + 2, h, mix(violet, red, 0.12))
        windows(
            s,
            x + 16,
            760 - h,
            int(w / 40),
            int(h / 62),
            (18, 28),
            (20, 32),
            mix(ink, violet, 0.45),
            lit=mix(lamp, violet, 0.3),
            share=0.18,
        )
        x += w
    x = -60.0
    for w, h, rise in (
        (210, 430, 0),
        (190, 330, 70),
        (250, 380, 0),
        (170, 450, 60),
        (240, 300, 0),
        (190, 400, 60),
        (240, 350, 0),
        (230, 470, 0),
    ):
        tone = mix(ink, violet, r.uniform(0.16, 0.3))
        if rise:
            gable(s, x, 760, w, h, tone, ink, rise=rise, eave=4)
        else:
            s.box(x, 760 - h, w, h, tone)
            s.box(x - 6, 752 - h, w + 12, 16, ink)
            s.box(x + w * 0.65, 700 - h, 34, 60, ink)
        windows(
            s,
            x + 26,
            790 - h,
            int(w / 62),
            int(h / 92),
            (30, 46),
            (30, 42),
            ink,
            lit=lamp,
            share=0.3,
            sill=ink,
        )
        x += w
    road = box_path(-20, 800, 1660, 300)
    s.box(-20, 752, 1660, 50, mix(ink, violet, 0.55))
    s.box(-20, 796, 1660, 10, mix(violet, paper, 0.3))
    s.path(road, mix(ink, violet, 0.16))
    # Light on wet asphalt: the bus's windows let down long broken columns.
    for k in range(9):
        cx = 345 + k * 112
        for j in range(13):
            y = 905 + j * 13
            s.cut(
                cx + r.uniform(-22, 22),
                y,
                r.uniform(60, 120) * (1 - j * 0.04),
                8,
                mix(lamp, ink, 0.15 + j * 0.05),
            )
    for _ in range(18):
        s.cut(
            r.uniform(250, 1330),
            905 + r.uniform(0, 150),
            r.uniform(90, 260),
            8,
            mix(red, ink, 0.35),
        )
    # Street lamps.
    for lx in (90, 1545):
        s.line([(lx, 860), (lx, 420)], ink, 14)
        s.curve(
            [
                (lx, 430),
                (lx + (60 if lx < 800 else -60), 380),
                (lx + (130 if lx < 800 else -130), 400),
            ],
            ink,
            10,
        )
        hx = lx + (130 if lx < 800 else -130)
        cone = line_path([(hx - 26, 420), (hx + 26, 420), (hx + 190, 860), (hx - 190, 860)])
        s.shade(cone, lamp, (0, 400), (0, 860), strength=0.62)
        s.shape([(hx - 36, 422), (hx - 16, 392), (hx + 16, 392), (hx + 36, 422)], ink)
        s.disc(hx, 424, 24, paper, 9)
        for j in range(11):
            s.cut(
                hx + r.uniform(-30, 30),
                880 + j * 17,
                130 - j * 6,
                8,
                mix(lamp, ink, 0.3 + j * 0.04),
            )
    # The bus.
    body = "M262 880L262 470Q262 418 316 418L1290 418Q1350 418 1362 470L1386 690L1386 880Z"
    s.path(body, red)
    s.path("M262 690L1386 690L1386 880L262 880Z", mix(red, ink, 0.16))
    s.shade(body, ink, (700, 960), (700, 640), strength=0.9)
    s.box(262, 686, 1124, 12, paper)
    s.box(300, 404, 960, 18, mix(red, ink, 0.4))
    for k in range(8):
        wx = 300 + k * 112
        s.path(f"M{wx} 486h98q6 0 6 6v158q0 6-6 6h-98q-6 0-6-6v-158q0-6 6-6Z", ink)
        pane = box_path(wx + 4, 494, 90, 154)
        s.path(pane, lamp)
        s.shade(pane, paper, (wx, 490), (wx + 40, 640))
        with s.layer(clip=pane):
            s.box(wx, 612, 100, 40, mix(red, ink, 0.35))
            if k in (0, 2, 3, 5, 6):
                tone = (ink, violet, mix(red, ink, 0.5), ink, mix(violet, ink, 0.4))[k % 5]
                px = wx + 50 + (k % 3 - 1) * 12
                s.blob(
                    [
                        (px - 36, 660),
                        (px - 33, 604),
                        (px - 12, 584),
                        (px + 12, 584),
                        (px + 33, 604),
                        (px + 36, 660),
                    ],
                    tone,
                )
                s.disc(px + 3, 560, 22, mix(tone, ink, 0.5), 26)
            s.line([(wx - 4, 512), (wx + 104, 512)], ink, 4)
            s.line([(wx + 30, 512), (wx + 30, 536)], ink, 4)
    # Driver's cab: slanting pane, door.
    s.path("M1204 486L1330 486L1356 700L1204 700Z", ink)
    s.path("M1214 496L1322 496L1345 690L1214 690Z", mix(lamp, paper, 0.4))
    s.line([(1262, 496), (1272, 690)], ink, 8)
    s.blob([(1296, 692), (1288, 620), (1312, 596), (1334, 610), (1342, 692)], ink)
    s.disc(1312, 574, 20, ink, 24)
    s.box(1204, 700, 150, 160, mix(red, ink, 0.32))
    s.box(1290, 432, 60, 34, lamp)
    s.path("M1384 770h16v44h-16Z", paper)
    beam = line_path([(1396, 776), (1396, 812), (1660, 930), (1660, 740)])
    s.shade(beam, lamp, (1390, 0), (1660, 0), strength=0.8)
    s.box(262, 770, 16, 50, lamp)
    for wx in (470, 1130):
        s.path(f"M{wx - 96} 884a96 96 0 0 1 192 0Z", ink)
        s.disc(wx, 884, 72, ink)
        s.disc(wx, 884, 66, mix(ink, violet, 0.28))
        s.disc(wx, 884, 36, mix(paper, violet, 0.45))
        for a in range(6):
            s.disc(wx + cos(a) * 22, 884 + sin(a) * 22, 6, ink)
    s.disc(820, 948, 620, ink, 10)
    cuts_over(s, (0, 890, 1600, 180), 60, mix(violet, ink, 0.25), length=(60, 200), width=5, sway=1)
    return s
