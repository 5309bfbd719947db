# ruff: noqa: C901 (a scene is one long list of shapes, drawn in order)
"""The picture ``old-library``."""

from writingviews.demo.drawing.built import person, tiles_on
from writingviews.demo.drawing.sheet import (
    Plane,
    Point,
    Sheet,
    arch_path,
    line_path,
    mix,
)


def old_library() -> Sheet:
    """A long library between walls of books; the end window lets down the light."""
    paper, ochre, wine, green, ink = "#fcefd0", "#dd9c3f", "#98383a", "#3c5f54", "#2b1f2b"
    s = Sheet("old-library", ink)
    r = s.random
    end = (600.0, 250.0, 1000.0, 700.0)
    s.shape([(-20, -20), (1620, -20), (end[2], end[1]), (end[0], end[1])], mix(ink, wine, 0.35))
    # Barrel vault in ribs.
    for k in range(7):
        t = (k / 7) ** 0.8
        x0, x1 = -200 + (end[0] + 200) * t, 1800 + (end[2] - 1800) * t
        y = -120 + (end[1] + 120) * t
        s.path(
            f"M{x0} {y + 60}Q800 {y - 200 * (1 - t) - 50} {x1} {y + 60}",
            "none",
            stroke=mix(ochre, ink, 0.45),
            stroke_width=34 * (1 - t) + 7,
        )
    floor = line_path([(-20, 1110), (1620, 1110), (end[2], end[3]), (end[0], end[3])])
    s.path(floor, mix(ochre, ink, 0.42))
    plane = Plane((-360, 1110), (1960, 1110), (end[2], end[3]), (end[0], end[3]))
    tiles_on(s, plane, 10, 9, ("", mix(ochre, ink, 0.58)))
    s.shade(floor, paper, (800, 690), (800, 1020), strength=0.8)
    # The window at the end.
    s.box(end[0], end[1] - 20, end[2] - end[0], end[3] - end[1] + 20, mix(ochre, ink, 0.28))
    win = arch_path(800, 600, 230, 350)
    s.path(win, paper, stroke=mix(ink, wine, 0.3), stroke_width=18)
    s.shade(win, mix(ochre, paper, 0.4), (800, 640), (800, 340))
    for x in (743, 800, 857):
        s.line([(x, 260), (x, 600)], mix(ink, wine, 0.2), 6)
    for y in (370, 440, 510, 570):
        s.line([(690, y), (910, y)], mix(ink, wine, 0.2), 5)

    def shelf_wall(sign: int) -> None:
        def at(depth: float, height: float) -> Point:
            """Depth 0 at the sheet's edge, 1 at the end wall; height 0 floor, 1 top."""
            t = depth / (depth + (1 - depth) * 0.25) if depth < 1 else 1.0
            xe, xn = (end[0], -60.0) if sign < 0 else (end[2], 1660.0)
            x = xn + (xe - xn) * t
            low = 1090 + (end[3] - 1090) * t
            high = -60 + (end[1] - 10 + 60) * t
            return (x, low + (high - low) * height)

        s.shape([at(0, 0), at(1, 0), at(1, 1), at(0, 1)], mix(ink, wine, 0.22))
        bays, rows = 6, 7
        for bay in range(bays):
            d0, d1 = bay / bays, (bay + 1) / bays
            for row in range(rows):
                h0 = 0.05 + row * 0.132
                h1 = h0 + 0.118
                s.shape([at(d0, h0), at(d1, h0), at(d1, h1), at(d0, h1)], mix(ink, "#000000", 0.25))
                d = d0 + 0.012
                while d < d1 - 0.016:
                    wide = r.uniform(0.006, 0.0135)
                    tall = h0 + 0.118 * r.uniform(0.62, 0.93)
                    tone = r.choice(
                        [
                            wine,
                            ochre,
                            green,
                            paper,
                            mix(wine, ink, 0.4),
                            mix(ochre, wine, 0.5),
                            mix(green, ink, 0.4),
                            mix(ochre, paper, 0.4),
                        ]
                    )
                    tone = mix(tone, mix(ochre, paper, 0.35), 0.34 * d)
                    tone = mix(tone, ink, 0.32 * (1 - d))
                    far = min(d + wide, d1 - 0.01)
                    s.shape([at(d, h0), at(far, h0), at(far, tall), at(d, tall)], tone)
                    if wide > 0.01 and d < 0.7:
                        band = h0 + (tall - h0) * 0.75
                        s.shape(
                            [
                                at(d, band),
                                at(far, band),
                                at(far, band + 0.006),
                                at(d, band + 0.006),
                            ],
                            mix(tone, paper, 0.5),
                        )
                    d = far + 0.0012
                s.shape(
                    [at(d0, h0 - 0.014), at(d1, h0 - 0.014), at(d1, h0), at(d0, h0)],
                    mix(ochre, ink, 0.5),
                )
            post = mix(mix(ochre, ink, 0.45), ochre, 0.5 * d0)
            s.shape(
                [at(d0 - 0.008, 0), at(d0 + 0.01, 0), at(d0 + 0.01, 1), at(d0 - 0.008, 1)], post
            )
            s.shape(
                [
                    at(d0 - 0.02, 0.98),
                    at(d0 + 0.02, 0.98),
                    at(d0 + 0.02, 1.02),
                    at(d0 - 0.02, 1.02),
                ],
                mix(ochre, paper, 0.2),
            )
        s.shade(
            line_path([at(0, 0), at(1, 0), at(1, 1), at(0, 1)]),
            ink,
            at(0, 0.5),
            at(0.55, 0.5),
            strength=0.8,
        )

    shelf_wall(-1)
    shelf_wall(1)
    # The light falls towards us, in two shafts.
    for xs in (
        ((690, 330), (780, 270), (700, 1110), (330, 1110)),
        ((810, 260), (910, 330), (1270, 1110), (860, 1110)),
    ):
        s.shade(line_path(list(xs)), mix(ochre, paper, 0.6), (800, 330), (800, 1090), strength=0.55)
    # Ladder, table with lamp and open book, a reader.
    for dx in (0, 72):
        s.line([(1250 + dx, 180), (1150 + dx * 1.25, 968)], mix(ochre, paper, 0.15), 15)
    for k in range(12):
        t = k / 12 + 0.03
        s.line(
            [(1250 - 100 * t, 180 + 788 * t), (1322 - 82 * t, 180 + 788 * t)],
            mix(ochre, ink, 0.15),
            11,
        )
    s.disc(450, 1046, 330, ink, 26)
    s.shape([(180, 820), (640, 820), (700, 868), (110, 868)], mix(wine, ochre, 0.3))
    s.box(110, 866, 590, 26, mix(wine, ink, 0.45))
    for x in (140, 640):
        s.shape([(x, 890), (x + 36, 890), (x + 28, 1046), (x + 8, 1046)], mix(wine, ink, 0.55))
    s.blob([(330, 838), (400, 816), (430, 832), (460, 816), (535, 836), (440, 852)], paper)
    s.line([(431, 832), (436, 850)], mix(ochre, ink, 0.3), 3)
    for k in range(3):
        s.box(560 - k * 6, 806 - k * 20, 88, 18, (wine, green, ochre)[k])
    s.box(238, 740, 12, 84, ochre)
    s.disc(244, 828, 40, ochre, 9)
    s.path("M178 744Q190 684 244 682Q298 684 310 744Z", green)
    s.shade(
        line_path([(180, 746), (310, 746), (420, 850), (110, 850)]),
        paper,
        (244, 740),
        (244, 850),
        strength=0.85,
    )
    person(s, 900, 935, 290, mix(wine, ink, 0.25), "#a6744f", legs=ink, hair=ink)
    s.box(930, 770, 52, 66, ochre)
    return s
