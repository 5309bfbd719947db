# ruff: noqa: C901 (a scene is one long list of shapes, drawn in order)
"""The picture ``seed-jars``."""

from math import cos, pi, sin

from writingviews.demo.drawing.built import star
from writingviews.demo.drawing.sheet import (
    Sheet,
    box_path,
    line_path,
    mix,
)


def seed_jars() -> Sheet:
    """Three shelves of seed in glass, each jar its own pattern."""
    paper, maize, rust, green, ink = "#fbf1da", "#edb13f", "#b9502f", "#6c8a4c", "#2c2f33"
    s = Sheet("seed-jars", mix(green, paper, 0.62))
    r = s.random
    s.shade(box_path(-20, -20, 1660, 1110), mix(green, ink, 0.35), (1640, 1110), (300, 100))
    for k in range(11):
        s.line([(k * 160 - 20, -20), (k * 160 - 20, 1090)], mix(green, ink, 0.2), 4, opacity=0.6)
    s.shape([(100, -20), (520, -20), (-20, 620), (-20, 180)], "#fdf6df", opacity=0.35)
    s.shape([(680, -20), (860, -20), (200, 1090), (20, 1090)], "#fdf6df", opacity=0.28)

    def filling(
        x: float, top: float, w: float, foot: float, kind: int, tone: str, other: str
    ) -> None:
        step = (30, 20, 36, 14, 26, 44, 18)[kind]
        row = 0
        yy = foot
        while yy > top - step * 0.4:
            for k in range(int(w / step) + 2):
                sx = x - w / 2 + k * step + (row % 2) * step / 2 + r.uniform(-2, 2)
                sy = yy + r.uniform(-3, 3)
                shade_ = mix(tone, r.choice([other, paper, ink]), r.uniform(0, 0.34))
                turn = r.uniform(-70, 70)
                if kind in (0, 2):
                    with s.layer(move=f"rotate({turn:.0f} {sx:.0f} {sy:.0f})"):
                        s.path(
                            f"M{sx - step * 0.5:.1f} {sy:.1f}C{sx - step * 0.5:.1f} "
                            f"{sy - step * 0.5:.1f} "
                            f"{sx + step * 0.5:.1f} {sy - step * 0.5:.1f} {sx + step * 0.5:.1f}"
                            f" {sy:.1f}C{sx + step * 0.4:.1f} {sy + step * 0.34:.1f} "
                            f"{sx + step * 0.14:.1f} {sy + step * 0.1:.1f} {sx:.1f} "
                            f"{sy + step * 0.12:.1f}C{sx - step * 0.2:.1f} "
                            f"{sy + step * 0.34:.1f} {sx - step * 0.5:.1f} "
                            f"{sy + step * 0.34:.1f} {sx - step * 0.5:.1f} {sy:.1f}Z",
                            shade_,
                        )
                        if kind == 2:
                            for j in (-0.2, 0.12):
                                s.cut(sx + j * step, sy - step * 0.14, step * 0.3, 4, other, 70)
                elif kind == 1:
                    s.disc(sx, sy, step * 0.5, shade_)
                    s.disc(sx - 3, sy - 3, step * 0.14, mix(shade_, paper, 0.6))
                elif kind == 3:
                    s.disc(sx, sy, step * 0.46, shade_)
                elif kind == 4:
                    s.cut(sx, sy, step * 1.4, step * 0.6, shade_, turn + 90)
                    s.cut(sx, sy, step * 1.0, step * 0.12, other, turn + 90)
                elif kind == 5:
                    s.shape(
                        [
                            (sx - step * 0.5, sy - step * 0.3),
                            (sx + step * 0.3, sy - step * 0.5),
                            (sx + step * 0.5, sy + step * 0.2),
                            (sx, sy + step * 0.55),
                            (sx - step * 0.45, sy + step * 0.3),
                        ],
                        shade_,
                    )
                    s.cut(sx, sy, step * 0.5, 7, mix(shade_, paper, 0.5), 40)
                else:
                    s.cut(sx, sy, step * 1.5, step * 0.34, shade_, turn)
            yy -= step * 0.62
            row += 1

    def jar(
        x: float,
        foot: float,
        w: float,
        h: float,
        kind: int,
        tone: str,
        other: str,
        lid: int,
        *,
        level: float,
    ) -> None:
        left, right, top = x - w / 2, x + w / 2, foot - h
        body = (
            f"M{left} {top + h * 0.16}Q{left} {top + h * 0.08} {left + w * 0.14} "
            f"{top + h * 0.06}L{right - w * 0.14} "
            f"{top + h * 0.06}Q{right} {top + h * 0.08} {right} {top + h * 0.16}L{right} "
            f"{foot - 16}Q{right} {foot} "
            f"{right - 18} {foot}L{left + 18} {foot}Q{left} {foot} {left} {foot - 16}Z"
        )
        s.shape(
            [
                (right - 10, foot),
                (right + w * 0.5, foot),
                (right + w * 0.5, foot - h * 0.5),
                (right, foot - h * 0.9),
            ],
            mix(green, ink, 0.6),
            opacity=0.28,
        )
        s.path(body, mix("#e4efe6", green, 0.14))
        heap = foot - h * level
        with s.layer(clip=body):
            s.box(left, heap + 8, w, h, mix(tone, ink, 0.45))
            filling(x, heap, w, foot, kind, tone, other)
            s.shade(
                body, ink, (right + w * 0.1, foot), (x - w * 0.1, foot - h * 0.2), strength=0.85
            )
            s.box(left + w * 0.09, top + h * 0.16, w * 0.08, h * 0.7, paper, opacity=0.6)
            s.box(left + w * 0.21, top + h * 0.16, w * 0.03, h * 0.5, paper, opacity=0.6)
        s.path(body, "none", stroke=mix(ink, green, 0.25), stroke_width=5)
        if lid == 0:
            s.path(
                f"M{left + w * 0.12} {top + h * 0.06}L{left + w * 0.18} {top - h * 0.06}L"
                f"{right - w * 0.18} {top - h * 0.06}L{right - w * 0.12} {top + h * 0.06}Z",
                "#c58d55",
            )
            for _ in range(9):
                s.disc(
                    r.uniform(left + w * 0.2, right - w * 0.2),
                    r.uniform(top - h * 0.04, top + h * 0.04),
                    3,
                    mix("#c58d55", ink, 0.4),
                )
        elif lid == 1:
            s.box(left + w * 0.08, top - h * 0.05, w * 0.84, h * 0.11, rust)
            s.box(left + w * 0.6, top - h * 0.05, w * 0.32, h * 0.11, mix(rust, ink, 0.4))
            s.box(left + w * 0.08, top + h * 0.03, w * 0.84, 5, mix(rust, ink, 0.5))
        else:
            s.path(
                f"M{left - w * 0.04} {top + h * 0.1}Q{x} {top - h * 0.1} {right + w * 0.04} "
                f"{top + h * 0.1}L{right + w * 0.08} "
                f"{top + h * 0.17}Q{x} {top + h * 0.08} {left - w * 0.08} {top + h * 0.17}Z",
                (maize, paper, green)[kind % 3],
            )
            for k in range(7):
                s.disc(
                    left + w * (0.08 + k * 0.14),
                    top + h * (0.1 - 0.09 * sin(pi * (0.08 + k * 0.14))),
                    6,
                    rust,
                )
            s.line([(left, top + h * 0.14), (right, top + h * 0.14)], ink, 5)
        # A blank label, tied on.
        if (kind + lid) % 2:
            s.box(x - w * 0.24, foot - h * 0.46, w * 0.48, h * 0.2, paper)
            s.path(star(x, foot - h * 0.36, h * 0.06, 6, 0.5), (rust, green)[kind % 2])

    def shelf(y: float) -> None:
        s.box(-20, y, 1660, 26, "#b27a45")
        s.box(-20, y + 24, 1660, 16, mix("#b27a45", ink, 0.5))
        s.shade(box_path(-20, y + 38, 1660, 90), ink, (0, y + 30), (0, y + 128), strength=0.7)
        for _ in range(12):
            s.cut(
                r.uniform(0, 1600),
                y + r.uniform(6, 20),
                r.uniform(90, 280),
                3,
                mix("#b27a45", ink, 0.3),
            )

    shelf(320)
    for k, (x, w, h) in enumerate(
        (
            (90, 140, 220),
            (270, 150, 260),
            (450, 130, 190),
            (620, 150, 240),
            (800, 150, 270),
            (980, 140, 210),
            (1150, 140, 250),
            (1330, 160, 230),
            (1510, 150, 262),
        )
    ):
        kind = (3, 1, 4, 0, 6, 3, 2, 1, 4)[k]
        jar(
            x,
            320,
            w,
            h,
            kind,
            (
                maize,
                rust,
                paper,
                ink,
                green,
                mix(rust, ink, 0.4),
                paper,
                maize,
                mix(green, paper, 0.4),
            )[k],
            (rust, ink, ink, paper, maize, rust, rust, rust, ink)[k],
            k % 3,
            level=0.5 + (k * 37 % 30) / 100,
        )
    shelf(690)
    for k, (x, w, h) in enumerate(
        (
            (140, 220, 300),
            (400, 200, 270),
            (660, 220, 320),
            (920, 210, 260),
            (1180, 220, 310),
            (1450, 220, 280),
        )
    ):
        kind = (2, 6, 1, 0, 4, 5)[k]
        jar(
            x,
            690,
            w,
            h,
            kind,
            (paper, maize, green, rust, ink, maize)[k],
            (rust, rust, maize, ink, paper, rust)[k],
            (k + 1) % 3,
            level=0.55 + (k * 23 % 28) / 100,
        )
    s.box(-20, 1030, 1660, 70, "#b27a45")
    s.box(-20, 1030, 1660, 12, mix("#b27a45", paper, 0.35))
    for k, (x, w, h, kind) in enumerate(
        ((250, 300, 300, 0), (960, 320, 310, 2), (1420, 300, 280, 1))
    ):
        jar(
            x,
            1040,
            w,
            h,
            kind,
            (mix(rust, ink, 0.25), paper, maize)[k],
            (paper, mix(rust, ink, 0.3), rust)[k],
            k,
            level=0.66,
        )
    # A bowl, a scoop, and what was spilt.
    s.path("M470 880Q480 1040 600 1044L640 1044Q760 1040 770 880Z", rust)
    s.shade("M470 880Q480 1040 600 1044L640 1044Q760 1040 770 880Z", ink, (780, 1040), (560, 900))
    s.disc(620, 880, 150, mix(rust, ink, 0.4), 28)
    for _ in range(90):
        a, far = r.uniform(0, 6.3), r.random() ** 0.5
        s.disc(
            620 + cos(a) * far * 130,
            876 + sin(a) * far * 22 - (1 - far) * 20,
            9,
            mix(green, r.choice([paper, maize, ink]), 0.3),
        )
    for k in range(7):
        s.path(
            line_path(
                [(500 + k * 40, 930), (516 + k * 40, 960), (500 + k * 40, 990), (484 + k * 40, 960)]
            ),
            maize,
        )
    for _ in range(30):
        s.cut(
            r.uniform(430, 820),
            r.uniform(1040, 1062),
            18,
            8,
            r.choice([paper, green, maize]),
            r.uniform(0, 180),
        )
    return s
