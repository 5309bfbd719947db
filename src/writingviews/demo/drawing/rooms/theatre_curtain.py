# ruff: noqa: C901 (a scene is one long list of shapes, drawn in order)
"""The picture ``theatre-curtain``."""

from writingviews.demo.drawing.built import sitter
from writingviews.demo.drawing.sheet import (
    Plane,
    Sheet,
    box_path,
    line_path,
    mix,
    round_path,
)


def theatre_curtain() -> Sheet:
    """The curtain parts on a lit and empty stage."""
    x: float
    beam, red, wine, ink = "#ffe3a0", "#cf3434", "#7c1d34", "#220f24"
    s = Sheet("theatre-curtain", ink)
    r = s.random
    s.box(-20, -20, 1660, 900, mix(ink, wine, 0.3))
    s.glow(800, 560, 620, mix(wine, red, 0.3), strength=0.9)
    # Stage floor in boards, and the pool of light.
    floor = box_path(-20, 770, 1660, 330)
    s.path(floor, mix("#a6623c", ink, 0.45))
    plane = Plane((-900, 1000), (2500, 1000), (1400, 770), (200, 770))
    for k in range(34):
        s.path(
            plane.patch(k / 34, 0, 1 / 34 - 0.002, 1.0), mix("#a6623c", ink, r.uniform(0.25, 0.5))
        )
    cone = line_path([(770, -30), (830, -30), (1110, 860), (490, 860)])
    s.path(cone, beam, opacity=0.2)
    s.shade(cone, beam, (800, -30), (800, 900), strength=0.9)
    s.disc(800, 862, 330, mix(beam, "#a6623c", 0.15), 66)
    with s.layer(clip=round_path(800, 862, 330, 66)):
        for k in range(34):
            s.line([plane.at(k / 34, 0), plane.at(k / 34, 1)], mix("#a6623c", beam, 0.4), 4)
    # A chair, waiting, and its shadow.
    s.shape([(760, 872), (850, 868), (1030, 916), (930, 930)], mix("#a6623c", ink, 0.55))
    wood = mix(ink, wine, 0.2)
    for a, b, w in (
        ((748, 880), (752, 752), 14),
        ((842, 890), (840, 752), 14),
        ((868, 858), (862, 740), 11),
        ((776, 850), (778, 740), 11),
    ):
        s.line([a, b], wood, w)
    s.shape([(738, 748), (848, 756), (880, 732), (778, 724)], mix(red, ink, 0.1))
    s.line([(738, 750), (848, 758)], wood, 12)
    s.line([(848, 758), (880, 734)], wood, 12)
    s.curve([(776, 730), (770, 640), (776, 588)], wood, 13)
    s.curve([(866, 736), (872, 644), (866, 592)], wood, 13)
    for y in (600, 640, 680):
        s.curve([(774, y), (820, y - 10), (868, y + 2)], wood, 12)

    # The curtains: deep folds, each with a lit and a dark side, gathered towards the wings.
    def curtain(sign: int) -> None:
        folds = 9
        edge_x = 800.0
        for k in reversed(range(folds)):
            top0 = edge_x + sign * (40 + k * 95)
            top1 = edge_x + sign * (40 + (k + 1) * 95)
            tie0 = edge_x + sign * (500 + k * 40)
            tie1 = edge_x + sign * (500 + (k + 1) * 40)
            low0 = edge_x + sign * (380 + k * 56)
            low1 = edge_x + sign * (380 + (k + 1) * 56 + 8)

            def side(a: float, b: float, c: float) -> str:
                return (
                    f"L{a:.0f} 60C{a + sign * 10:.0f} 300 {b - sign * 60:.0f} 520 {b:.0f} 660"
                    f"C{b + sign * 4:.0f} 760 {c:.0f} 860 {c:.0f} 950"
                )

            back = (
                f"L{low1:.0f} 950C{low1:.0f} 860 {tie1 + sign * 4:.0f} 760 {tie1:.0f} 660"
                f"C{tie1 - sign * 60:.0f} 520 {top1 + sign * 10:.0f} 300 {top1:.0f} 60Z"
            )
            data = (
                "M"
                + side(top0, tie0, low0)[1:]
                + f"Q{(low0 + low1) / 2:.0f} 980 {low1:.0f} 950"
                + back
            )
            s.path(data, red if k else mix(red, beam, 0.12))
            mid = (top0 + top1) / 2
            s.shade(data, wine, (mid + sign * 60, 600), (mid - sign * 36, 590))
            s.shade(
                data,
                ink,
                (top1 + sign * 30, 600),
                ((top0 + top1) / 2 + sign * 26, 596),
                strength=0.9,
            )
            s.path(
                "M" + side(top0, tie0, low0)[1:],
                "none",
                stroke=mix(red, beam, 0.5 if k < 3 else 0.2),
                stroke_width=5 if k < 3 else 3,
            )
            s.path(
                f"M{low0:.0f} 930Q{(low0 + low1) / 2:.0f} 962 {low1:.0f} 932",
                "none",
                stroke="#e3a43c",
                stroke_width=13,
            )
        tie_y = 655
        xs = edge_x + sign * 484
        s.brush(
            [(xs, tie_y - 12), (xs + sign * 190, tie_y + 36), (xs + sign * 420, tie_y - 40)],
            [26, 34, 28],
            "#e3a43c",
        )
        for k in range(9):
            s.cut(
                xs + sign * (20 + k * 42),
                tie_y + 12 - (k - 3) ** 2 * 0.6,
                26,
                7,
                mix("#e3a43c", ink, 0.4),
                70,
            )
        s.disc(xs + sign * 120, tie_y + 50, 26, "#e3a43c")
        for k in range(7):
            s.cut(
                xs + sign * 120 + (k - 3) * 9,
                tie_y + 116,
                110,
                7,
                mix("#e3a43c", beam, 0.3 * (k % 2)),
                90 + (k - 3) * 4,
            )

    curtain(-1)
    curtain(1)
    # The pelmet: swags and fringe.
    s.box(-20, -20, 1660, 90, wine)
    for k in range(6):
        x0, x1 = -80 + k * 294, -80 + (k + 1) * 294
        mid = (x0 + x1) / 2
        data = f"M{x0} 40L{x1} 40Q{mid + 90} 210 {mid} 214Q{mid - 90} 210 {x0} 40Z"
        s.path(data, red)
        s.shade(data, ink, (x1, 190), (mid - 60, 60), strength=0.95)
        for j in range(1, 5):
            s.path(
                f"M{x0 + j * 16} 44Q{mid - 70 + j * 12} {180 - j * 26} {mid} {200 - j * 32}Q"
                f"{mid + 70 - j * 12} {180 - j * 26} {x1 - j * 16} 44",
                "none",
                stroke=mix(wine, ink, 0.2),
                stroke_width=4,
            )
        s.path(
            f"M{x0} 40Q{mid - 90} 210 {mid} 214Q{mid + 90} 210 {x1} 40",
            "none",
            stroke="#e3a43c",
            stroke_width=13,
        )
        s.cut(x0, 120, 160, 26, mix(red, ink, 0.25), 90)
    s.box(-20, -20, 1660, 64, "#e3a43c")
    s.box(-20, 26, 1660, 8, mix("#e3a43c", ink, 0.5))
    for k in range(28):
        s.disc(30 + k * 58, 4, 15, mix("#e3a43c", beam, 0.6))
    # Footlights and the heads of the first row.
    s.box(-20, 950, 1660, 26, "#e3a43c")
    s.box(-20, 972, 1660, 130, mix(ink, wine, 0.2))
    for k in range(9):
        x = 120 + k * 170
        s.glow(x, 944, 90, beam, strength=0.55)
        s.path(f"M{x - 46} 954Q{x} 900 {x + 46} 954Z", beam)
        s.path(
            f"M{x - 52} 958Q{x} 924 {x + 52} 958L{x + 52} 974L{x - 52} 974Z",
            mix("#e3a43c", ink, 0.35),
        )
    for k in range(9):
        x = 40 + k * 190 + r.uniform(-16, 16)
        sitter(s, x, 1120, 92 + r.uniform(-6, 8), ink, ink)
    return s
