# ruff: noqa: C901 (a scene is one long list of shapes, drawn in order)
"""The picture ``drum-circle``."""

from math import cos, pi, sin

from writingviews.demo.drawing.built import star
from writingviews.demo.drawing.nature import crown
from writingviews.demo.drawing.sheet import (
    Point,
    Sheet,
    box_path,
    curve_path,
    mix,
    round_path,
)


def drum_circle() -> Sheet:
    """Drums stand in a ring on a woven rug in the evening light."""
    x: float
    y: float
    paper, lemon, rust, teal, ink = "#fcecc9", "#f2ae3b", "#c4492c", "#2b7f79", "#2a1d2d"
    s = Sheet("drum-circle", mix(rust, lemon, 0.45))
    s.shade(box_path(-20, -20, 1660, 620), paper, (800, 560), (800, -100), strength=0.95)
    s.disc(800, 330, 190, paper)
    for k in range(5):
        s.path(
            round_path(800, 330, 240 + k * 80),
            "none",
            stroke=mix(paper, lemon, 0.3 + k * 0.15),
            stroke_width=9,
        )
    far: list[Point] = [(-60, 470), (200, 440), (520, 470), (900, 450), (1250, 476), (1680, 440)]
    s.path(curve_path(far, closed=False) + "L1680 1120L-60 1120Z", mix(rust, ink, 0.2))
    for x, y, rx, ry in (
        (120, 300, 210, 170),
        (1480, 290, 230, 180),
        (330, 370, 130, 90),
        (1270, 380, 120, 80),
    ):
        s.brush([(x, 520), (x, y)], [34, 20], ink)
        crown(
            s,
            x,
            y,
            rx,
            ry,
            mix(ink, teal, 0.45),
            lit=mix(teal, lemon, 0.4),
            dark=ink,
            leaf=26,
            leaves=80,
        )
    earth = "M-60 500Q800 450 1680 500L1680 1120L-60 1120Z"
    s.path(earth, mix(rust, lemon, 0.3))
    s.shade(earth, mix(rust, ink, 0.5), (800, 1120), (800, 560))
    # The rug: rings of pattern seen in perspective.
    cx, cy = 800.0, 800.0
    for _k, (rx, tone) in enumerate(
        (
            (730, ink),
            (712, rust),
            (640, paper),
            (618, teal),
            (520, lemon),
            (500, ink),
            (486, rust),
            (330, paper),
            (314, teal),
            (200, lemon),
            (184, rust),
        )
    ):
        s.disc(cx, cy, rx, tone, rx * 0.31)
    for ring, count, z, tone in (
        (676, 54, 20, lemon),
        (568, 40, 26, paper),
        (408, 30, 34, lemon),
        (256, 20, 28, paper),
    ):
        for k in range(count):
            a = 2 * pi * k / count
            x, y = cx + cos(a) * ring, cy + sin(a) * ring * 0.31
            s.shape([(x - z, y), (x, y - z * 0.42), (x + z, y), (x, y + z * 0.42)], tone)
    s.path(
        star(cx, cy, 120, 12, 0.5).replace("Z", "Z"),
        lemon,
        transform=f"translate(0 {cy * 0.69:.1f}) scale(1 .31)",
    )
    for k in range(90):
        a = 2 * pi * k / 90
        s.line(
            [(cx + cos(a) * 730, cy + sin(a) * 226), (cx + cos(a) * 756, cy + sin(a) * 236)],
            paper,
            4,
        )

    def drum(x: float, foot: float, h: float, kind: int, body: str, trim: str) -> None:
        w = h * (0.34 if kind == 0 else 0.46 if kind == 1 else 0.3)
        top = foot - h
        ry = w * 0.27
        s.blob(
            [
                (x - w * 0.6, foot),
                (x + w * 0.5, foot - 6),
                (x + w * 1.9, foot + h * 0.16),
                (x + w * 0.6, foot + h * 0.17),
            ],
            ink,
            opacity=0.5,
        )
        if kind == 0:
            data = (
                f"M{x - w} {top}C{x - w} {top + h * 0.3} {x - w * 0.36} {top + h * 0.5} "
                f"{x - w * 0.38} {top + h * 0.62}"
                f"L{x - w * 0.62} {foot}Q{x} {foot + ry * 0.9} {x + w * 0.62} {foot}L"
                f"{x + w * 0.38} {top + h * 0.62}"
                f"C{x + w * 0.36} {top + h * 0.5} {x + w} {top + h * 0.3} {x + w} {top}Z"
            )
        elif kind == 1:
            data = (
                f"M{x - w} {top}C{x - w * 1.16} {top + h * 0.4} {x - w * 1.06} {foot - h * 0.2}"
                f" {x - w * 0.8} {foot}"
                f"Q{x} {foot + ry * 1.1} {x + w * 0.8} {foot}C{x + w * 1.06} {foot - h * 0.2} "
                f"{x + w * 1.16} {top + h * 0.4} {x + w} {top}Z"
            )
        else:
            data = (
                f"M{x - w} {top}L{x - w * 0.66} {foot}Q{x} {foot + ry} {x + w * 0.66} {foot}L"
                f"{x + w} {top}Z"
            )
        s.path(data, body)
        with s.layer(clip=data):
            if kind == 0:
                for k in range(13):
                    u0, u1 = -1 + k / 6, -1 + (k + 1) / 6
                    s.line(
                        [
                            (x + u0 * w, top + h * 0.06),
                            (x + (u0 + u1) / 2 * w * 0.6, top + h * 0.44),
                            (x + u1 * w, top + h * 0.06),
                        ],
                        paper,
                        h * 0.011,
                    )
                s.path(
                    f"M{x - w} {top + h * 0.44}Q{x} {top + h * 0.44 + ry} {x + w} {top + h * 0.44}",
                    "none",
                    stroke=trim,
                    stroke_width=h * 0.045,
                )
                for k in range(5):
                    zx = x - w * 0.44 + k * w * 0.22
                    s.shape(
                        [
                            (zx, foot - h * 0.21),
                            (zx + w * 0.1, foot - h * 0.14),
                            (zx, foot - h * 0.07),
                            (zx - w * 0.1, foot - h * 0.14),
                        ],
                        trim,
                    )
            elif kind == 1:
                for k in range(9):
                    u0, u1 = -1.1 + k * 0.245, -1.1 + (k + 1) * 0.245
                    s.line(
                        [
                            (x + u0 * w, top + h * 0.1),
                            (x + (u0 + u1) / 2 * w, foot - h * 0.06),
                            (x + u1 * w, top + h * 0.1),
                        ],
                        paper,
                        h * 0.014,
                    )
                s.path(
                    f"M{x - w * 1.2} {foot - h * 0.1}Q{x} {foot - h * 0.1 + ry * 1.1} "
                    f"{x + w * 1.2} {foot - h * 0.1}",
                    "none",
                    stroke=trim,
                    stroke_width=h * 0.07,
                )
            else:
                for k in range(4):
                    y = top + h * (0.24 + k * 0.2)
                    s.path(
                        f"M{x - w} {y}Q{x} {y + ry * 1.1} {x + w} {y}",
                        "none",
                        stroke=(trim, paper)[k % 2],
                        stroke_width=h * 0.05,
                    )
        s.shade(data, ink, (x + w * 1.05, 0), (x - w * 0.3, 0))
        rim = h * 0.05
        s.path(
            f"M{x - w} {top}L{x - w} {top + rim}A{w} {ry} 0 0 0 {x + w} {top + rim}L{x + w} {top}Z",
            trim,
        )
        s.disc(x, top, w * 1.02, mix(trim, ink, 0.45), ry * 1.04)
        s.disc(x, top, w * 0.94, paper, ry * 0.94)
        s.shade(
            round_path(x, top, w * 0.94, ry * 0.94),
            lemon,
            (x + w, top + ry),
            (x - w * 0.4, top - ry * 0.5),
        )
        s.disc(x, top, w * 0.42, mix(paper, rust, 0.28), ry * 0.42)

    drums = (
        (540, 650, 220, 2, teal, lemon),
        (800, 630, 230, 0, rust, lemon),
        (1060, 650, 220, 1, mix(teal, ink, 0.3), rust),
        (290, 770, 300, 1, rust, lemon),
        (1310, 770, 310, 0, teal, lemon),
        (190, 960, 400, 0, mix(teal, ink, 0.2), lemon),
        (1430, 965, 380, 1, rust, teal),
        (560, 1040, 400, 2, lemon, rust),
        (1010, 1045, 420, 0, mix(rust, ink, 0.2), lemon),
    )
    for item in drums:
        drum(*item)
    # Sticks left lying on a drum.
    s.line([(500, 622), (630, 660)], mix(lemon, paper, 0.4), 11)
    s.line([(520, 670), (640, 610)], mix(lemon, paper, 0.4), 11)
    s.disc(640, 610, 15, rust)
    s.disc(632, 661, 15, rust)
    return s
