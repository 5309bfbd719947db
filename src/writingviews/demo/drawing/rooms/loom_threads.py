# ruff: noqa: C901, PLR0912 (a scene is one long list of shapes, drawn in order)
"""The picture ``loom-threads``."""

from writingviews.demo.drawing.sheet import (
    Sheet,
    box_path,
    mix,
    round_path,
)


def loom_threads() -> Sheet:
    """Warp threads stretched on a loom; the pattern grows from the foot."""
    paper, madder, saffron, indigo, ink = "#fbf0da", "#c8412f", "#eeb041", "#2e4f8f", "#1f2438"
    s = Sheet("loom-threads", mix(saffron, paper, 0.62))
    r = s.random
    s.shade(
        box_path(-20, -20, 1660, 1110),
        mix(saffron, madder, 0.3),
        (1640, 1000),
        (400, 100),
        strength=0.7,
    )
    # A window's light on the wall.
    for k in range(3):
        s.shape(
            [(70 + k * 110, 60), (160 + k * 110, 90), (160 + k * 110, 560), (70 + k * 110, 500)],
            "#fff8e6",
            opacity=0.7,
        )
    left, right, top, cloth = 330.0, 1270.0, 130.0, 610.0
    wood, dark = "#9a6238", mix("#9a6238", ink, 0.5)
    # The threads: behind ones dark, front ones light, parted by the shed stick.
    s.box(left, top, right - left, 880, mix(ink, indigo, 0.25))
    count = 78
    for k in range(count):
        x = left + 8 + k * (right - left - 16) / (count - 1)
        tone = (paper, mix(paper, saffron, 0.35), mix(paper, indigo, 0.22))[k % 3]
        if k % 2:
            s.line([(x, top), (x, cloth + 20)], mix(tone, ink, 0.35), 5)
        else:
            s.line([(x, top), (x + 3, 400), (x, cloth + 20)], tone, 6)
    for y, tone in ((372, wood), (446, mix(wood, paper, 0.3))):
        s.box(left - 60, y, right - left + 120, 26, tone)
        s.box(left - 60, y + 17, right - left + 120, 9, dark)
        for k in range(count):
            if k % 2 == (y == 372):
                x = left + 8 + k * (right - left - 16) / (count - 1)
                s.box(x - 3, y - 5, 6, 36, paper)
    # The woven cloth: bands built knot by knot on a grid.
    cell = 16.0
    columns, rows = int((right - left - 8) / cell), 27
    x0, y0 = left + 6, cloth
    base = (madder, madder, indigo, saffron)

    def knot(c: int, w: int) -> str:
        """The colour of one knot: borders, a field of lozenges, hooked bands."""
        mirror = min(c, columns - 1 - c)
        if w < 2:
            return saffron if (c + w) % 2 else indigo
        if w < 6:
            return (paper, indigo, madder, indigo)[(mirror + abs(w - 4)) % 4]
        if w in {6, 20}:
            return ink
        if w < 20:
            period = 13
            dx = abs(mirror % (period * 2) - period)
            dist = dx + abs(w - 13)
            if dist > 13:
                return indigo if (mirror // 2 + w) % 4 else saffron
            return (
                paper,
                madder,
                saffron,
                madder,
                indigo,
                madder,
                madder,
                paper,
                indigo,
                saffron,
                ink,
                madder,
                madder,
                paper,
            )[min(dist, 13)]
        return base[((mirror // 3) + w) % 4] if (mirror + w) % 3 else paper

    for w in range(rows):
        for c in range(columns):
            if w == 0 and c > columns * 0.62:
                continue
            tone = mix(knot(c, w), r.choice([paper, ink]), r.uniform(0, 0.1))
            s.path(box_path(x0 + c * cell, y0 + w * cell, cell - 1.4, cell - 2.4), tone)
    # The weft being laid, its shuttle, and the beater.
    wy = cloth - 2
    s.curve([(x0, wy + 8), (x0 + 560, wy + 4), (x0 + 640, wy - 18), (1000, wy - 36)], saffron, 8)
    s.brush([(930, wy - 30), (1040, wy - 52), (1160, wy - 46)], [6, 52, 6], wood)
    s.brush([(968, wy - 38), (1040, wy - 54), (1120, wy - 48)], [4, 26, 4], madder)
    for k in range(7):
        s.line([(990 + k * 16, wy - 60), (1002 + k * 16, wy - 36)], mix(madder, paper, 0.4), 3)
    # The frame.
    for x in (left - 92, right + 24):
        s.box(x, 20, 70, 1080, wood)
        s.box(x + 46, 20, 24, 1080, dark)
        for _ in range(26):
            s.cut(
                x + r.uniform(8, 40),
                r.uniform(40, 1060),
                r.uniform(50, 150),
                3,
                mix(wood, ink, 0.3),
                90,
            )
        for y in (110, 420, 940):
            s.disc(x + 30, y, 10, dark)
    for y, h in ((86, 66), (1030, 70)):
        s.box(left - 150, y, right - left + 300, h, mix(wood, paper, 0.12))
        s.box(left - 150, y + h * 0.6, right - left + 300, h * 0.4, dark)
        for _ in range(14):
            s.cut(
                r.uniform(left - 100, right + 100),
                y + r.uniform(8, h * 0.5),
                r.uniform(90, 260),
                3,
                mix(wood, ink, 0.3),
            )
    for k in range(count // 2):
        x = left + 8 + k * 2 * (right - left - 16) / (count - 1)
        s.line([(x, 90), (x, 130)], paper, 6)
    # Skeins on pegs to the left, balls of wool in a basket to the right.
    s.box(-20, 200, 220, 18, wood)
    for k, tone in enumerate((madder, indigo, saffron)):
        x = 40 + k * 62
        s.line([(x, 208), (x, 240)], ink, 7)
        for j in range(7):
            s.path(
                f"M{x - 4 + j} 230C{x - 40 + j * 3} 320 {x - 34 + j * 3} 460 {x} {500 - j * 6}C"
                f"{x + 34 - j * 3} 460 {x + 40 - j * 3} 320 {x + 4 - j} 230",
                "none",
                stroke=mix(tone, paper if j % 2 else ink, 0.15),
                stroke_width=7,
            )
        s.box(x - 17, 268, 34, 14, mix(tone, ink, 0.5))

    def ball(x: float, y: float, z: float, tone: str) -> None:
        s.disc(x, y, z, tone)
        with s.layer(clip=round_path(x, y, z)):
            for j in range(8):
                s.path(
                    round_path(
                        x - z * 0.5 + j * z * 0.12,
                        y - z * 0.4 + j * z * 0.1,
                        z * (0.5 + j * 0.1),
                        z * (0.9 - j * 0.04),
                    ),
                    "none",
                    stroke=mix(tone, paper if j % 2 else ink, 0.3),
                    stroke_width=z * 0.055,
                )
        s.shade(round_path(x, y, z), ink, (x + z, y + z), (x - z * 0.3, y - z * 0.3), strength=0.85)

    s.disc(1500, 1060, 150, ink, 22, opacity=0.5)
    for x, y, z, tone in (
        (1440, 850, 56, indigo),
        (1530, 836, 62, madder),
        (1590, 880, 52, saffron),
        (1480, 890, 56, paper),
        (1400, 896, 46, madder),
    ):
        ball(x, y, z, tone)
    s.path("M1350 890L1660 890L1620 1060L1390 1060Z", mix(saffron, wood, 0.5))
    for row in range(7):
        for k in range(12):
            s.cut(
                1368 + k * 26 + (row % 2) * 13,
                906 + row * 23,
                28,
                9,
                mix(saffron, paper, 0.3) if row % 2 else wood,
            )
    s.curve([(1440, 1040), (1330, 1010), (1250, 860), (1180, cloth - 40)], indigo, 6)
    ball(110, 980, 74, saffron)
    s.curve([(170, 1020), (260, 1056), (400, 1020), (330, 960)], saffron, 8)
    return s
