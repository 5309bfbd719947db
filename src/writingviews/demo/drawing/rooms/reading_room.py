# ruff: noqa: C901, PLR0912 (a scene is one long list of shapes, drawn in order)
"""The picture ``reading-room``."""

from writingviews.demo.drawing.built import sitter
from writingviews.demo.drawing.nature import crown
from writingviews.demo.drawing.sheet import (
    Sheet,
    arch_path,
    box_path,
    line_path,
    mix,
)


def reading_room() -> Sheet:
    """Readers at long tables under green lamps and tall windows."""
    paper, brass, green, umber, ink = "#fbf0d6", "#e0a445", "#2f7a5c", "#8b5a3c", "#26303a"
    s = Sheet("reading-room", mix(umber, paper, 0.62))
    r = s.random
    wall = box_path(-20, -20, 1660, 640)
    s.shade(wall, umber, (0, -80), (0, 460), strength=0.8)
    for k in range(5):
        wx = 130 + k * 335
        s.path(arch_path(wx, 520, 218, 470), paper)
        glass = arch_path(wx, 516, 178, 440)
        s.path(glass, "#c9e3e0")
        s.shade(glass, paper, (wx - 90, 80), (wx + 80, 500))
        with s.layer(clip=glass):
            crown(
                s,
                wx + (60 if k % 2 else -50),
                500,
                120,
                130 + 20 * (k % 3),
                "#7fae7b",
                lit="#c5d78c",
                dark=green,
                leaf=20,
                leaves=50,
            )
        for dx in (-45, 0, 45):
            s.line([(wx + dx, 70), (wx + dx, 516)], paper, 6)
        for y in (190, 290, 400):
            s.line([(wx - 90, y), (wx + 90, y)], paper, 6)
        s.path(glass, "none", stroke=mix(umber, ink, 0.4), stroke_width=7)
        if k < 4:
            px = wx + 167
            s.box(px - 26, -20, 52, 560, mix(umber, paper, 0.4))
            s.box(px + 4, -20, 22, 560, mix(umber, paper, 0.1))
            s.box(px - 36, 90, 72, 22, brass)
    # A band of bookcases under the windows.
    s.box(-20, 520, 1660, 130, mix(umber, ink, 0.55))
    for row in range(2):
        x = -14.0
        while x < 1620:
            w, h = r.uniform(9, 20), r.uniform(36, 50)
            s.box(
                x,
                582 + row * 58 - h,
                w,
                h,
                mix(r.choice([umber, green, brass, paper, "#a84a3c"]), ink, r.uniform(0.1, 0.45)),
            )
            x += w + 1.5
    s.box(-20, 510, 1660, 14, mix(umber, paper, 0.2))
    s.box(-20, 582, 1660, 7, mix(umber, ink, 0.25))
    floor = box_path(-20, 646, 1660, 450)
    s.path(floor, mix(umber, ink, 0.35))
    s.shade(floor, ink, (0, 1110), (0, 720))
    for k in range(5):
        x = 130 + k * 335
        s.shape(
            [
                (x - 80, 646),
                (x + 80, 646),
                (x + 30 + (x - 800) * 0.3, 1110),
                (x - 300 + (x - 800) * 0.3, 1110),
            ],
            mix(umber, paper, 0.22),
            opacity=0.35,
        )

    def lamp(x: float, y: float, z: float) -> None:
        s.shade(
            line_path(
                [
                    (x - z * 0.52, y - z * 0.86),
                    (x + z * 0.52, y - z * 0.86),
                    (x + z * 1.3, y + z * 0.1),
                    (x - z * 1.3, y + z * 0.1),
                ]
            ),
            "#fff2b8",
            (x, y - z),
            (x, y + z * 0.14),
            strength=0.95,
        )
        s.box(x - z * 0.04, y - z * 0.9, z * 0.08, z * 0.92, brass)
        s.disc(x, y, z * 0.3, brass, z * 0.07)
        s.path(
            f"M{x - z * 0.62:.0f} {y - z * 0.8:.0f}Q{x - z * 0.5:.0f} {y - z * 1.2:.0f} {x:.0f}"
            f" {y - z * 1.22:.0f}"
            f"Q{x + z * 0.5:.0f} {y - z * 1.2:.0f} {x + z * 0.62:.0f} {y - z * 0.8:.0f}Z",
            green,
        )
        s.cut(x - z * 0.2, y - z * 1.02, z * 0.5, z * 0.07, mix(green, paper, 0.6), -16)
        s.cut(x, y - z * 0.8, z * 1.2, z * 0.09, "#fff7d8")

    coats = ("#a84a3c", green, brass, ink, "#56708c", mix(umber, paper, 0.35), "#7b4a6a")
    # Three rows of tables, near ones larger; readers sit this side.
    for row, (y, z) in enumerate(((690, 56), (790, 92), (945, 140))):
        deep = z * 0.55
        left, right = -40, 1640
        s.shape(
            [(left, y - deep), (right, y - deep), (right, y), (left, y)], mix(umber, brass, 0.35)
        )
        s.shade(
            line_path([(left, y - deep), (right, y - deep), (right, y), (left, y)]),
            mix(umber, ink, 0.4),
            (0, y + 6),
            (0, y - deep),
            strength=0.8,
        )
        s.box(left, y, 1680, z * 0.17, mix(umber, ink, 0.55))
        gap = z * 2.9
        count = int(1700 / gap) + 1
        for k in range(count):
            x = gap * (k + 0.5 + 0.2 * (row % 2)) - z
            lamp(x, y - deep * 0.55, z)
            bx = x + gap * 0.46
            s.blob(
                [
                    (bx - z * 0.42, y - deep * 0.3),
                    (bx - z * 0.18, y - deep * 0.44),
                    (bx, y - deep * 0.34),
                    (bx + z * 0.18, y - deep * 0.44),
                    (bx + z * 0.42, y - deep * 0.3),
                    (bx, y - deep * 0.16),
                ],
                paper,
            )
            if r.random() < 0.6:
                for j in range(3):
                    s.box(
                        bx + z * 0.62,
                        y - deep * 0.4 - j * z * 0.09,
                        z * 0.5,
                        z * 0.08,
                        coats[(k + j + row) % 7],
                    )
        for k in range(count):
            x = gap * (k + 0.5 + 0.2 * (row % 2)) - z + gap * 0.46
            if (k * 7 + row * 3) % 5 == 1:
                continue
            tone = coats[(k * 2 + row) % 7]
            foot = y + z * 0.95
            sitter(s, x, foot, z * 0.95, tone, mix(r.choice([ink, umber, "#c98a4a"]), ink, 0.3))
            back = (
                f"M{x - z * 0.66:.0f} {foot + z * 0.4:.0f}L{x - z * 0.62:.0f} "
                f"{foot - z * 0.45:.0f}Q{x:.0f} "
                f"{foot - z * 0.62:.0f} {x + z * 0.62:.0f} {foot - z * 0.45:.0f}L"
                f"{x + z * 0.66:.0f} {foot + z * 0.4:.0f}Z"
            )
            s.path(back, "none", stroke=mix(umber, ink, 0.5), stroke_width=z * 0.09)
            for slat in (-0.3, 0, 0.3):
                s.line(
                    [(x + slat * z, foot - z * 0.5), (x + slat * z, foot + z * 0.35)],
                    mix(umber, ink, 0.5),
                    z * 0.05,
                )
    for k in range(3):
        x = 300 + k * 500
        s.line([(x, -20), (x, 40)], ink, 6)
        s.path(f"M{x - 80} 96Q{x - 70} 40 {x} 38Q{x + 70} 40 {x + 80} 96Z", green)
        s.disc(x, 96, 80, "#fff2b8", 12)
    return s
