"""The picture ``paper-boats``."""

from writingviews.demo.drawing.nature import (
    water,
)
from writingviews.demo.drawing.sheet import (
    Point,
    Sheet,
    box_path,
    line_path,
    mix,
    round_path,
)


def paper_boats() -> Sheet:
    """Three folded boats set out over still water."""
    paper, yellow, coral, aqua, ink = "#fdf6e6", "#f5bf3f", "#e8604a", "#59a7b5", "#1f4a63"
    s = Sheet("paper-boats", aqua)
    r = s.random
    sheet_ = box_path(-20, -20, 1660, 1110)
    s.shade(sheet_, mix(aqua, paper, 0.5), (0, -80), (0, 560))
    s.shade(sheet_, mix(aqua, ink, 0.55), (0, 1120), (0, 420))
    for cx, cy, reach in ((330, 330, 420), (880, 760, 900), (1320, 400, 460)):
        for k in range(6):
            z = reach * (0.35 + k * 0.15)
            s.path(
                round_path(cx, cy, z, z * 0.27),
                "none",
                stroke=mix(aqua, paper, 0.45 - k * 0.06),
                stroke_width=8 - k,
            )

    def boat(x: float, y: float, z: float, face: str, back: str) -> None:
        # The reflection: the same folds upside down, darker, broken by cuts.
        for flip in (-1, 1):

            def at(px: float, py: float, way: int = flip) -> Point:
                return (x + px * z, y + (py * z if way == 1 else -py * z * 0.62))

            dim = 0.0 if flip == 1 else 0.62
            water_ = mix(aqua, ink, 0.45)
            f, b, d = (mix(c, water_, dim) for c in (face, back, mix(face, ink, 0.28)))
            s.shape([at(-0.2, -0.1), at(0.02, -0.78), at(0.26, -0.1)], b)
            s.shape([at(0.02, -0.78), at(0.26, -0.1), at(0.07, -0.1)], d)
            s.shape(
                [at(-1.0, -0.42), at(-0.1, -0.2), at(0.95, -0.46), at(0.62, -0.12)],
                mix(d, ink, 0.25),
            )
            s.shape([at(-1.0, -0.42), at(-0.02, -0.1), at(0.12, 0.1), at(-0.55, 0.04)], f)
            s.shape([at(0.95, -0.46), at(-0.02, -0.1), at(0.12, 0.1), at(0.56, 0.02)], d)
            if flip == 1:
                s.shade(
                    line_path([at(-1.0, -0.42), at(-0.02, -0.1), at(0.12, 0.1), at(-0.55, 0.04)]),
                    mix(face, ink, 0.3),
                    at(-0.3, 0.1),
                    at(-0.4, -0.25),
                )
                s.line([at(-0.02, -0.1), at(0.12, 0.1)], mix(face, ink, 0.4), 3)
                s.line([at(0.02, -0.78), at(0.07, -0.22)], paper, 3)
        for k in range(7):
            s.cut(
                x + r.uniform(-0.3, 0.3) * z,
                y + z * (0.1 + k * 0.085),
                z * r.uniform(0.5, 1.5),
                z * 0.022,
                mix(aqua, ink, 0.25),
            )
        s.cut(x - z * 0.05, y + z * 0.08, z * 1.5, z * 0.03, paper)

    boat(330, 330, 190, yellow, mix(yellow, paper, 0.5))
    boat(1320, 400, 220, coral, mix(coral, paper, 0.5))
    boat(850, 780, 470, paper, "#f1dfc0")
    for x, y, z, turn, ink_ in (
        (180, 760, 95, 30, coral),
        (1420, 850, 110, -24, yellow),
        (720, 210, 60, 10, coral),
        (1000, 110, 44, -40, yellow),
    ):
        with s.layer(move=f"rotate({turn} {x} {y})"):
            s.cut(x, y + 12, z * 2, z * 0.5, mix(aqua, ink, 0.6))
            s.cut(x, y, z * 2, z * 0.6, ink_)
            s.line([(x - z * 1.15, y), (x + z * 0.8, y)], mix(ink_, ink, 0.45), 4)
            for vein in (-0.5, -0.1, 0.3):
                s.line(
                    [(x + vein * z, y), (x + (vein + 0.25) * z, y - z * 0.17)],
                    mix(ink_, ink, 0.45),
                    3,
                )
                s.line(
                    [(x + vein * z, y), (x + (vein + 0.25) * z, y + z * 0.17)],
                    mix(ink_, ink, 0.45),
                    3,
                )
    water(s, 40, 1060, mix(aqua, paper, 0.55), 26, size=0.8)
    water(s, 500, 1060, mix(aqua, ink, 0.65), 20)
    return s
