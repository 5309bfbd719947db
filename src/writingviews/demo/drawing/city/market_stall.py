# ruff: noqa: C901 (a scene is one long list of shapes, drawn in order)
"""The picture ``market-stall``."""

from writingviews.demo.drawing.built import person, windows
from writingviews.demo.drawing.sheet import (
    Sheet,
    box_path,
    line_path,
    mix,
    round_path,
)


def market_stall() -> Sheet:
    """Fruit in tiers beneath a striped awning."""
    w: float
    paper, red, orange, green, ink = "#fdf0d5", "#d9412f", "#f39a2e", "#5b8c4a", "#213431"
    s = Sheet("market-stall", paper)
    r = s.random
    s.shade(box_path(-20, -20, 1660, 700), mix(orange, paper, 0.5), (0, -100), (0, 480))
    x = -30.0
    for w, h in (
        (260, 560),
        (210, 640),
        (300, 520),
        (240, 610),
        (280, 540),
        (230, 630),
        (200, 560),
    ):
        s.box(x, 830 - h, w, h, mix(paper, mix(green, ink, 0.3), r.uniform(0.16, 0.34)))
        windows(s, x + 34, 860 - h, int(w / 90), 3, (34, 58), (46, 60), mix(paper, ink, 0.42))
        x += w - 2
    s.box(-20, 800, 1660, 290, mix(paper, orange, 0.25))
    s.shade(box_path(-20, 800, 1660, 290), mix(ink, orange, 0.5), (0, 1120), (0, 800))
    # Back of the stall in shade.
    s.box(190, 300, 1220, 480, mix(ink, green, 0.25))
    s.shade(box_path(190, 300, 1220, 480), ink, (0, 330), (0, 700))
    for px in (196, 1384):
        s.box(px, 250, 22, 780, mix(red, ink, 0.55))
    # Strings of garlic, peppers and a scale.
    for k, (hx, tone) in enumerate(
        ((300, red), (390, paper), (1210, red), (1300, paper), (480, orange))
    ):
        s.line([(hx, 330), (hx, 520)], mix(paper, ink, 0.4), 4)
        for j in range(8):
            if tone == paper:
                s.disc(
                    hx + (14 if j % 2 else -14),
                    372 + j * 20,
                    17,
                    mix(paper, orange, 0.12 * (j % 2)),
                )
            else:
                s.brush(
                    [
                        (hx, 360 + j * 20),
                        (hx + (22 if j % 2 else -22), 378 + j * 20),
                        (hx + (16 if j % 2 else -16), 406 + j * 20),
                    ],
                    [9, 15, 2],
                    mix(tone, ink, 0.14 * (k % 2 + j % 2)),
                )
    s.line([(800, 320), (800, 380)], paper, 6)
    s.disc(800, 412, 46, paper)
    s.disc(800, 412, 36, mix(paper, orange, 0.25))
    s.line([(800, 412), (818, 388)], red, 5)
    s.line([(800, 456), (800, 490)], paper, 5)
    for end in (720, 880):
        s.line([(800, 486), (end, 548)], paper, 4)
    s.path("M708 546h184q-14 50-92 50t-92-50Z", paper)
    for k in range(4):
        s.disc(750 + k * 34, 536, 22, (green, orange, green, red)[k])

    # Tiers of crates: each a slanted tray heaped with round fruit.
    def fruit(cx: float, cy: float, z: float, tone: str, kind: str) -> None:
        if kind == "pear":
            s.blob(
                [
                    (cx, cy - z * 1.25),
                    (cx + z * 0.42, cy - z * 0.5),
                    (cx + z * 0.9, cy + z * 0.4),
                    (cx, cy + z),
                    (cx - z * 0.9, cy + z * 0.4),
                    (cx - z * 0.42, cy - z * 0.5),
                ],
                tone,
            )
        elif kind == "leaf":
            for k in range(7):
                s.cut(cx, cy, z * 2.6, z * 0.9, mix(tone, paper, 0.1 * (k % 3)), k * 26)
            return
        elif kind == "melon":
            s.disc(cx, cy, z * 1.1, tone)
            for rib in (-0.6, 0, 0.6):
                s.path(
                    f"M{cx + rib * z:.1f} {cy - z:.1f}Q{cx + rib * z * 2:.1f} {cy:.1f} "
                    f"{cx + rib * z:.1f} {cy + z:.1f}",
                    "none",
                    stroke=mix(tone, ink, 0.4),
                    stroke_width=z * 0.14,
                )
        else:
            s.disc(cx, cy, z, tone)
            s.line([(cx + 1, cy - z * 0.8), (cx + z * 0.18, cy - z * 1.2)], ink, max(2, z * 0.1))
        dark = round_path(cx, cy, z)
        s.shade(dark, mix(tone, ink, 0.55), (cx + z * 0.8, cy + z), (cx - z * 0.3, cy - z * 0.4))
        s.cut(cx - z * 0.35, cy - z * 0.4, z * 0.6, z * 0.2, mix(tone, paper, 0.7), -40)

    def tray(x_: float, y: float, w: float, z: float, tone: str, kind: str) -> None:
        rows = 3
        for row in range(rows):
            count = int(w / (z * 1.9)) - (row == 0)
            for k in range(count):
                cx = x_ + (w - count * z * 1.9) / 2 + (k + 0.5) * z * 1.9
                fruit(
                    cx + r.uniform(-3, 3),
                    y - z * 1.9 + row * z * 1.05 + r.uniform(-3, 3),
                    z,
                    mix(tone, r.choice([paper, red]), r.uniform(0, 0.12)),
                    kind,
                )
        s.shape(
            [
                (x_ - 4, y + z * 0.8),
                (x_ + w + 4, y + z * 0.8),
                (x_ + w, y + z * 2.6),
                (x_, y + z * 2.6),
            ],
            mix(orange, ink, 0.32),
        )
        s.line([(x_ - 4, y + z * 1.7), (x_ + w + 4, y + z * 1.7)], mix(orange, ink, 0.6), 5)
        s.line([(x_, y + z * 0.8), (x_ + w, y + z * 0.8)], mix(orange, paper, 0.3), 5)

    kinds = (
        ((red, "apple"), ("#f5c542", "pear"), (green, "leaf"), (orange, "apple")),
        (
            (mix(green, paper, 0.25), "apple"),
            (orange, "apple"),
            ("#7b3b63", "apple"),
            ("#c9d36a", "pear"),
        ),
        ((orange, "apple"), (mix(green, ink, 0.1), "melon"), (red, "apple"), (green, "leaf")),
    )
    for row, (y, z) in enumerate(((640, 25), (770, 30), (915, 36))):
        left, right = 232 - row * 36, 1368 + row * 36
        w = (right - left) / 4
        for k, (tone, kind) in enumerate(kinds[row]):
            tray(left + k * w + 6, y, w - 14, z, tone, kind)
    s.box(140, 1010, 1320, 90, mix(ink, green, 0.3))
    # The awning.
    top, low, n = 120.0, 320.0, 13
    for k in range(n):
        tone = red if k % 2 == 0 else paper
        a, b = k / n, (k + 1) / n
        x0, x1 = 250 + a * 1100, 250 + b * 1100
        u0, u1 = 130 + a * 1340, 130 + b * 1340
        s.shape([(x0, top), (x1, top), (u1, low), (u0, low)], tone)
        s.path(
            f"M{u0:.1f} {low}L{u1:.1f} {low}L{u1:.1f} {low + 34}"
            f"Q{(u0 + u1) / 2:.1f} {low + 84} {u0:.1f} {low + 34}Z",
            mix(tone, ink, 0.16),
        )
    s.shade(
        line_path([(250, top), (1350, top), (1470, low), (130, low)]),
        ink,
        (1500, 260),
        (700, 150),
        strength=0.55,
    )
    s.box(240, top - 12, 1120, 16, mix(red, ink, 0.5))
    person(s, 70, 1046, 520, mix(green, ink, 0.35), "#b07a55", legs=ink, hair=ink)
    person(s, 1545, 1060, 540, orange, "#8a5a3f", legs=mix(red, ink, 0.6), hair=red)
    s.blob([(1420, 830), (1490, 830), (1504, 920), (1455, 945), (1408, 920)], mix(orange, ink, 0.4))
    s.curve([(1428, 832), (1456, 772), (1484, 832)], mix(orange, ink, 0.5), 8)
    return s
