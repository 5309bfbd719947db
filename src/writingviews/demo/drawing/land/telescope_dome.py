# ruff: noqa: C901 (a scene is one long list of shapes, drawn in order)
"""The picture ``telescope-dome``."""

from math import pi, sin

from writingviews.demo.drawing.built import person
from writingviews.demo.drawing.nature import (
    grass,
    ground,
    ridge,
    spruce,
    stars,
)
from writingviews.demo.drawing.sheet import (
    Point,
    Sheet,
    along,
    arch_path,
    box_path,
    line_path,
    mix,
)


def telescope_dome() -> Sheet:
    """An observatory opens its dome to the Milky Way."""
    paper, lilac, teal, violet, ink = "#fdf3df", "#c79bd0", "#3f9bb0", "#3d3a86", "#121536"
    s = Sheet("telescope-dome", ink)
    r = s.random
    sky = box_path(-20, -20, 1660, 1000)
    s.path(sky, mix(ink, violet, 0.4))
    s.shade(sky, mix(violet, teal, 0.55), (0, 940), (0, 300))
    s.shade(sky, mix("#f2a27c", lilac, 0.4), (0, 960), (0, 680), strength=0.75)
    # The Milky Way, a leaning band of grain.
    way: list[Point] = [(1500, -80), (1330, 170), (1180, 400), (1010, 640), (900, 860)]
    for wide, tone, strength in (
        (430, mix(violet, lilac, 0.35), 0.75),
        (240, lilac, 0.62),
        (110, paper, 0.5),
    ):
        for x, y in along(way, 13):
            s.glow(
                x + r.uniform(-30, 30),
                y,
                wide * r.uniform(0.5, 0.75),
                tone,
                strength=strength * 0.52,
            )
    for _ in range(320):
        t = r.random()
        x, y = along(way, 60)[int(t * 60)]
        s.disc(x + r.gauss(0, 90), y + r.gauss(0, 40), r.choice([1.2, 1.6, 2.2, 3]), paper)
    stars(s, 700, 230, paper)
    s.cut(420, 220, 300, 5, paper, 24)
    s.disc(556, 281, 5, paper)
    s.path(ground(ridge(r, 850, 50), smooth=False), mix(violet, ink, 0.3))
    s.path(ground(ridge(r, 900, 40), smooth=False), mix(violet, ink, 0.6))
    # The hill.
    hill = ground(
        [(-60, 1010), (200, 970), (420, 900), (680, 872), (960, 890), (1220, 960), (1680, 1020)]
    )
    s.path(hill, mix(ink, violet, 0.14))
    for x, f, h in (
        (70, 1030, 210),
        (150, 1020, 150),
        (1440, 1030, 230),
        (1530, 1050, 280),
        (1360, 1010, 140),
        (10, 1060, 260),
    ):
        spruce(s, x, f, h, mix(ink, "#000018", 0.4))
    # The drum and the dome with its slit.
    cx, base, rr = 640.0, 640.0, 290.0
    drum = box_path(cx - rr + 16, base, 2 * rr - 32, 250)
    s.path(drum, mix(paper, lilac, 0.25))
    s.shade(drum, mix(violet, ink, 0.4), (cx + rr, 0), (cx - rr * 0.3, 0))
    s.shade(drum, ink, (0, 950), (0, 760), strength=0.7)
    for k in range(9):
        a = -pi / 2 + pi * (k + 0.5) / 9
        s.line(
            [(cx + sin(a) * (rr - 16), base + 30), (cx + sin(a) * (rr - 16), 890)],
            mix(violet, ink, 0.2),
            3,
            opacity=0.5,
        )
    dome = f"M{cx - rr} {base}A{rr} {rr * 1.02} 0 0 1 {cx + rr} {base}Z"
    s.path(dome, paper)
    s.shade(dome, mix(violet, ink, 0.25), (cx + rr, base), (cx - rr * 0.15, base - rr * 0.7))
    for seam in (-0.84, -0.55, 0.86):
        s.path(
            f"M{cx + seam * rr:.0f} {base}Q{cx + seam * rr * 0.9:.0f} "
            f"{base - rr * 0.75:.0f} {cx + 80} {base - rr * 1.0:.0f}",
            "none",
            stroke=mix(lilac, violet, 0.5),
            stroke_width=3,
        )
    slit = (
        f"M{cx - 50} {base}C{cx - 40} {base - 150} {cx + 10} {base - 255} {cx + 74} "
        f"{base - rr * 1.0}"
        f"L{cx + 180} {base - rr * 0.83}C{cx + 150} {base - 200} {cx + 120} {base - 110} "
        f"{cx + 112} {base}Z"
    )
    s.path(slit, ink)
    s.glow(cx + 50, base, 260, "#f29a55", strength=0.9, data=slit)
    s.path(slit, "none", stroke=mix(paper, lilac, 0.3), stroke_width=9)
    # The telescope points out of the slit towards the band.
    with s.layer(move=f"rotate(34 {cx + 46} {base - 90})"):
        x, y = cx + 46, base - 90
        s.box(x - 42, y - 300, 84, 340, mix(teal, ink, 0.15))
        s.box(x + 6, y - 300, 36, 340, mix(teal, ink, 0.55))
        s.box(x - 42, y - 300, 16, 340, mix(teal, paper, 0.45))
        for k in (-306, -190, -60, 20):
            s.box(x - 50, y + k, 100, 20, mix(ink, teal, 0.25))
        s.disc(x, y - 306, 48, mix(ink, teal, 0.2), 15)
        s.disc(x, y - 308, 38, mix(teal, paper, 0.6), 10)
    s.shape(
        [(cx - 30, base), (cx + 26, base - 110), (cx + 70, base - 110), (cx + 110, base)],
        mix(ink, teal, 0.2),
    )
    s.box(cx - rr - 14, base - 6, 2 * rr + 28, 26, mix(lilac, violet, 0.45))
    s.box(cx - rr - 14, base - 6, rr, 26, mix(paper, lilac, 0.5))
    for k in range(6):
        wx = cx - 210 + k * 70
        if k == 4:
            continue
        s.path(arch_path(wx, 780, 36, 70), mix(ink, violet, 0.2))
        if k in (0, 3):
            s.path(arch_path(wx, 780, 28, 62), "#ffce6a")
    door = arch_path(cx + 72, 892, 84, 150)
    s.path(door, "#ffce6a")
    spill = line_path([(cx + 34, 890), (cx + 112, 890), (cx + 230, 1010), (cx - 40, 1010)])
    s.shade(spill, "#ffce6a", (cx + 70, 880), (cx + 90, 1010), strength=0.85)
    person(s, cx + 120, 950, 118, ink, "#6d4633", legs=ink, hair=ink)
    # Foreground: path and grass.
    grass(s, -20, 1620, 1072, "#080a22", count=170, height=70, lean=10)
    return s
