# ruff: noqa: C901 (a scene is one long list of shapes, drawn in order)
"""The picture ``fishing-boats``."""

from math import cos, sin

from writingviews.demo.drawing.built import hull
from writingviews.demo.drawing.nature import (
    cloud,
    ground,
    ridge,
)
from writingviews.demo.drawing.sheet import (
    Point,
    Sheet,
    box_path,
    mix,
)


def fishing_boats() -> Sheet:
    """Three painted boats ride a swell, the nearest cut large."""
    paper, sun, red, teal, ink = "#f7ecd3", "#f2b33d", "#d3452f", "#4f9aa0", "#173042"
    s = Sheet("fishing-boats", paper)
    r = s.random
    sky = mix(teal, paper, 0.62)
    s.box(-20, -20, 1660, 560, sky)
    s.shade(box_path(-20, -20, 1660, 560), paper, (0, 540), (0, 120))
    s.disc(330, 230, 92, sun)
    for x, y, w in ((560, 330, 420), (1240, 250, 560), (120, 400, 380)):
        cloud(s, x, y, w, paper)
        s.cut(x, y + 8, w * 1.1, 10, mix(sky, teal, 0.3))
    s.path(ground(ridge(r, 440, 34)), mix(teal, ink, 0.25))

    def swell(y: float, high: float, phase: float, ink_: str, crest: str | None) -> None:
        top: list[Point] = [
            (x, y + sin(x / 210 + phase) * high + sin(x / 90 + phase * 2) * high * 0.25)
            for x in range(-60, 1700, 40)
        ]
        s.path(ground(top), ink_)
        if crest:
            for k in range(34):
                x = r.uniform(-20, 1620)
                base = y + sin(x / 210 + phase) * high + sin(x / 90 + phase * 2) * high * 0.25
                slope = cos(x / 210 + phase) * high / 210 * 50
                s.cut(
                    x,
                    base + 12 + (k % 5) * high * 0.75,
                    r.uniform(60, 170),
                    high * 0.16,
                    crest,
                    slope,
                )

    def boat(x: float, line: float, size: float, body: str, band: str, tilt: float) -> None:
        with s.layer(move=f"rotate({tilt} {x} {line})"):
            deck = line - size * 0.17
            mast = x + size * 0.06
            s.line([(mast, deck), (mast, deck - size * 0.72)], ink, size * 0.022)
            s.line(
                [(mast, deck - size * 0.25), (x + size * 0.43, deck - size * 0.62)],
                ink,
                size * 0.014,
            )
            for end in (
                (x + size * 0.5, line - size * 0.27),
                (x - size * 0.49, line - size * 0.2),
                (x + size * 0.43, deck - size * 0.62),
            ):
                s.line([(mast, deck - size * 0.7), end], ink, size * 0.006)
            for k in range(4):
                flag = deck - size * 0.28
                s.shape(
                    [
                        (x - size * (0.4 - k * 0.09), flag + size * (0.1 - k * 0.07)),
                        (x - size * (0.36 - k * 0.09), flag + size * (0.07 - k * 0.07)),
                        (x - size * (0.37 - k * 0.09), flag + size * (0.14 - k * 0.07)),
                    ],
                    (red, sun)[k % 2],
                )
            house = box_path(x - size * 0.3, deck - size * 0.2, size * 0.25, size * 0.24)
            s.path(house, paper)
            s.shade(house, mix(teal, paper, 0.3), (x - size * 0.3, 0), (x - size * 0.1, 0))
            s.shape(
                [
                    (x - size * 0.34, deck - size * 0.19),
                    (x - size * 0.31, deck - size * 0.235),
                    (x - size * 0.02, deck - size * 0.235),
                    (x + size * 0.01, deck - size * 0.19),
                ],
                body,
            )
            for k in range(3):
                s.box(
                    x - size * (0.275 - k * 0.075),
                    deck - size * 0.15,
                    size * 0.055,
                    size * 0.065,
                    ink,
                )
            # A heap of net and its floats on the fore deck.
            net = [
                (x + size * 0.12, deck + size * 0.03),
                (x + size * 0.16, deck - size * 0.07),
                (x + size * 0.25, deck - size * 0.1),
                (x + size * 0.35, deck - size * 0.06),
                (x + size * 0.38, deck + size * 0.03),
            ]
            s.blob(net, mix(teal, ink, 0.5))
            for k in range(9):
                s.disc(
                    x + size * (0.14 + k * 0.026),
                    deck - size * (0.03 + 0.05 * sin(k * 0.4)),
                    size * 0.014,
                    sun,
                )
            hull(s, x, line + size * 0.04, size, size * 0.2, body, rail=ink, band=band, dark=ink)
            for aft in (0.02, 0.16):
                s.disc(x - size * aft, line - size * 0.045, size * 0.026, ink)
                s.disc(x - size * aft, line - size * 0.045, size * 0.013, paper)

    swell(545, 12, 0.4, mix(teal, paper, 0.12), paper)
    boat(1270, 585, 330, "#2b6f86", paper, -3)
    swell(600, 18, 1.9, mix(teal, ink, 0.12), mix(teal, paper, 0.6))
    boat(330, 690, 470, sun, red, 4)
    swell(715, 24, 3.3, mix(teal, ink, 0.32), mix(teal, paper, 0.45))
    boat(905, 850, 800, red, paper, -4)
    swell(880, 30, 4.9, mix(teal, ink, 0.58), mix(teal, paper, 0.25))
    swell(985, 34, 0.2, mix(teal, ink, 0.82), mix(teal, ink, 0.3))
    for gx, gy, z in (
        (690, 140, 1.2),
        (800, 210, 0.9),
        (1050, 120, 1.0),
        (1440, 110, 0.8),
        (590, 200, 0.7),
    ):
        s.brush(
            [(gx - 46 * z, gy - 14 * z), (gx - 18 * z, gy - 20 * z), (gx, gy)], [1, 9 * z, 4], ink
        )
        s.brush(
            [(gx + 46 * z, gy - 22 * z), (gx + 18 * z, gy - 20 * z), (gx, gy)], [1, 9 * z, 4], ink
        )
    return s
