# ruff: noqa: C901 (a scene is one long list of shapes, drawn in order)
"""The picture ``wind-turbines``."""

from math import cos, radians, sin

from writingviews.demo.drawing.built import gable
from writingviews.demo.drawing.nature import (
    cloud,
    crown,
    grass,
    ground,
    ridge,
    streak,
)
from writingviews.demo.drawing.sheet import (
    HEIGHT,
    Point,
    Sheet,
    box_path,
    lens_path,
    mix,
)


def wind_turbines() -> Sheet:
    """Turbines over striped fields, the nearest cut by the picture's edge."""
    x: float
    y: float
    paper, lemon, green, teal, ink = "#fdf6e3", "#f4d35e", "#7fae5f", "#2e7f86", "#1d4555"
    s = Sheet("wind-turbines", "#9fd3d6")
    r = s.random
    s.shade(box_path(-20, -20, 1660, 700), paper, (0, 640), (0, 60))
    s.disc(330, 300, 120, "#ffe9a8")
    s.disc(330, 300, 92, lemon)
    for x, y, w in ((720, 190, 520), (1330, 330, 380), (100, 470, 360)):
        cloud(s, x, y, w, paper)
    for x, y, w in ((860, 300, 420), (480, 110, 380), (1420, 120, 480)):
        streak(s, x, y, w, mix(paper, "#9fd3d6", 0.25), 12)

    def turbine(x: float, foot: float, h: float, turn: float, tone: str, dark: str) -> None:
        top = foot - h
        s.shape(
            [
                (x - h * 0.028, foot),
                (x - h * 0.012, top),
                (x + h * 0.012, top),
                (x + h * 0.028, foot),
            ],
            tone,
        )
        s.shape(
            [
                (x + h * 0.004, foot),
                (x + h * 0.002, top),
                (x + h * 0.012, top),
                (x + h * 0.028, foot),
            ],
            dark,
        )
        s.path(
            f"M{x - h * 0.03} {top - h * 0.018}h{h * 0.09}q{h * 0.02} {h * 0.018} 0 "
            f"{h * 0.036}h{-h * 0.09}Z",
            dark,
        )
        for k in range(3):
            a = radians(turn + k * 120)
            long = h * 0.62
            ux, uy = cos(a), sin(a)
            nx, ny = -uy, ux

            def at(
                f: float,
                side: float,
                u: tuple[float, float, float, float] = (ux, uy, nx, ny),
                reach: float = long,
            ) -> Point:
                return (
                    x + u[0] * reach * f + u[2] * h * side,
                    top + u[1] * reach * f + u[3] * h * side,
                )

            s.blob(
                [
                    at(0, -0.01),
                    at(0.18, -0.012),
                    at(0.6, -0.004),
                    at(1, 0.004),
                    at(0.6, 0.022),
                    at(0.2, 0.042),
                    at(0.06, 0.014),
                ],
                tone,
            )
            s.shape(
                [at(0.05, 0.002), at(1, 0.004), at(0.6, 0.022), at(0.2, 0.042)], dark, opacity=0.6
            )
        s.disc(x, top, h * 0.026, tone)
        s.disc(x, top, h * 0.012, dark)

    hills = ridge(r, 600, 50)
    s.path(ground(hills), mix(teal, "#9fd3d6", 0.45))
    for k in range(7):
        turbine(
            90 + k * 225 + r.uniform(-40, 40),
            620,
            150 + r.uniform(-15, 25),
            r.uniform(0, 120),
            mix(paper, "#9fd3d6", 0.12),
            mix(teal, "#9fd3d6", 0.5),
        )

    def field(
        top: list[Point], tone: str, row: str, vanish: Point, count: int, wide: float
    ) -> None:
        data = ground(top)
        s.path(data, tone)
        with s.layer(clip=data):
            for k in range(count):
                x = -700 + k * (3000 / count)
                s.path(lens_path(vanish, (x, HEIGHT + 120), wide), row)
            s.shade(data, row, (0, HEIGHT + 40), (0, min(p[1] for p in top)))

    field(
        [(-60, 690), (260, 640), (620, 660), (980, 720), (1320, 690), (1680, 640)],
        mix(green, lemon, 0.4),
        mix(green, teal, 0.25),
        (900, 560),
        34,
        20,
    )
    turbine(1130, 715, 380, 25, paper, mix(teal, paper, 0.45))
    turbine(640, 680, 300, 70, paper, mix(teal, paper, 0.45))
    for k in range(26):
        s.disc(
            -20 + k * 30 + r.uniform(-6, 6),
            752 - 0.06 * abs(k * 30 - 400),
            22,
            mix(teal, ink, 0.5),
            18,
        )
    field(
        [(-60, 760), (300, 730), (700, 770), (1120, 850), (1680, 900)],
        lemon,
        mix(lemon, "#c98a2b", 0.55),
        (350, 640),
        40,
        24,
    )
    for k in range(24):
        s.disc(900 + k * 31, 838 + k * 2.6 + r.uniform(-5, 5), 26, mix(green, ink, 0.55), 22)
    field(
        [(-60, 1010), (360, 930), (760, 900), (1200, 920), (1680, 860)],
        green,
        mix(green, ink, 0.5),
        (1250, 760),
        36,
        22,
    )
    # A farmhouse in the fold, and the great turbine before everything.
    gable(s, 880, 850, 120, 50, paper, "#cf5a3e", rise=46, eave=10, shade=mix(teal, paper, 0.4))
    s.box(906, 818, 18, 20, ink)
    s.box(950, 812, 22, 38, ink)
    crown(
        s,
        1030,
        815,
        48,
        56,
        mix(green, ink, 0.5),
        lit=mix(green, lemon, 0.4),
        dark=ink,
        leaf=14,
        leaves=40,
    )
    turbine(1370, 1100, 760, 100, paper, mix(teal, paper, 0.35))
    turbine(250, 985, 560, 12, paper, mix(teal, paper, 0.4))
    grass(s, -20, 1620, 1075, mix(green, ink, 0.75), count=150, height=90, lean=26)
    for _ in range(40):
        x, y = r.uniform(0, 1600), r.uniform(990, 1050)
        s.disc(x, y, r.uniform(6, 11), r.choice(["#cf5a3e", paper, lemon]))
    return s
