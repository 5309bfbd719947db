# ruff: noqa: C901, PLR0912 (a scene is one long list of shapes, drawn in order)
"""The picture ``solar-roof``."""

from math import cos, pi, sin

from writingviews.demo.drawing.built import windows
from writingviews.demo.drawing.nature import (
    cloud,
    crown,
    ground,
    ridge,
)
from writingviews.demo.drawing.sheet import (
    Plane,
    Sheet,
    box_path,
    line_path,
    mix,
)


def solar_roof() -> Sheet:
    """Panels on a tiled roof take the midday sun; the town lies below."""
    paper, sun, tile, blue, ink = "#fdf1d3", "#f7b733", "#d2603c", "#2b5ea8", "#182a4e"
    s = Sheet("solar-roof", "#8ecae0")
    r = s.random
    sky = box_path(-20, -20, 1660, 760)
    s.shade(sky, paper, (0, 700), (0, 40))
    sx, sy = 1250.0, 190.0
    for k in range(28):
        a = 2 * pi * k / 28
        near, far = 150, (250 if k % 2 else 205)
        s.cut(
            sx + cos(a) * (near + far) / 2,
            sy + sin(a) * (near + far) / 2,
            far - near + 30,
            12,
            sun,
            a * 180 / pi,
        )
    s.disc(sx, sy, 126, sun)
    s.disc(sx, sy, 104, mix(sun, paper, 0.35))
    cloud(s, 250, 250, 420, paper)
    cloud(s, 760, 150, 330, paper)
    s.path(ground(ridge(r, 560, 50)), mix("#6fa06a", "#8ecae0", 0.45))
    s.path(ground(ridge(r, 620, 40)), "#6fa06a")
    # Small roofs of the town, several with panels of their own.
    for k in range(15):
        x, y, w = -40 + k * 112 + r.uniform(-20, 20), 690 + r.uniform(-40, 50), r.uniform(110, 160)
        tone = r.choice([tile, mix(tile, paper, 0.35), mix(tile, ink, 0.25)])
        s.box(x, y, w, 260, mix(paper, sun, r.uniform(0, 0.3)))
        s.shape(
            [(x - 10, y + 6), (x + w * 0.22, y - 54), (x + w * 0.85, y - 54), (x + w + 10, y + 6)],
            tone,
        )
        if k % 3 != 1:
            s.shape(
                [
                    (x + w * 0.2, y - 12),
                    (x + w * 0.32, y - 44),
                    (x + w * 0.74, y - 44),
                    (x + w * 0.78, y - 12),
                ],
                blue,
            )
            s.line([(x + w * 0.26, y - 28), (x + w * 0.76, y - 28)], paper, 2.5)
            s.line([(x + w * 0.52, y - 12), (x + w * 0.53, y - 44)], paper, 2.5)
        windows(s, x + 18, y + 30, 2, 2, (22, 34), (w - 80, 26), ink)
        if k % 4 == 0:
            crown(s, x + w, y + 60, 60, 70, "#4d7f52", lit="#a8bf5e", dark=ink, leaf=16, leaves=40)
    # The near roof fills the lower half, its ridge slanting away.
    near_left, near_right, far_right, far_left = (
        (-160.0, 1180.0),
        (1560.0, 1180.0),
        (1190.0, 560.0),
        (330.0, 500.0),
    )
    gable_wall = line_path([far_right, (1190, 560), (1820, 1180), (1560, 1180)])
    s.path(gable_wall, mix(paper, tile, 0.2))
    s.shade(gable_wall, mix(tile, ink, 0.4), (1250, 640), (1700, 1180))
    plane = Plane(near_left, near_right, far_right, far_left)
    s.shape([near_left, near_right, far_right, far_left], tile)
    roof = line_path([near_left, near_right, far_right, far_left])
    with s.layer(clip=roof):
        rows, columns = 20, 34
        for row in range(rows):
            v = row / rows
            out = "".join(
                f"M{p[0]:.1f} {p[1]:.1f}Q{q[0]:.1f} {q[1]:.1f} {t[0]:.1f} {t[1]:.1f}"
                for k in range(columns)
                for p, q, t in (
                    (
                        plane.at((k + row % 2 / 2) / columns, v + 0.03),
                        plane.at((k + 0.5 + row % 2 / 2) / columns, v - 0.03),
                        plane.at((k + 1 + row % 2 / 2) / columns, v + 0.03),
                    ),
                )
            )
            s.path(out, "none", stroke=mix(tile, ink, 0.35), stroke_width=4)
        for _ in range(70):
            s.path(
                plane.patch(r.randrange(columns) / columns, r.randrange(rows) / rows, 0.027, 0.034),
                mix(tile, r.choice([ink, paper, sun]), 0.25),
            )
    s.shade(roof, ink, (-100, 1180), (560, 640), strength=0.7)
    s.line([far_left, far_right], mix(tile, ink, 0.4), 22)
    s.line(
        [(far_left[0], far_left[1] - 6), (far_right[0], far_right[1] - 6)], mix(tile, paper, 0.4), 6
    )
    s.line([far_right, near_right], mix(paper, tile, 0.2), 20)
    # Panels: frames, cells, and one long reflected cloud across them all.
    s.path(plane.patch(0.125, 0.1, 0.77, 0.76), mix(ink, tile, 0.2))
    for row in range(3):
        for k in range(5):
            u, v = 0.135 + k * 0.15, 0.135 + row * 0.24
            s.path(plane.patch(u, v, 0.142, 0.222), paper)
            panel = plane.patch(u + 0.004, v + 0.008, 0.134, 0.206)
            s.path(panel, mix(blue, ink, 0.35 + 0.1 * ((row + k) % 2)))
            corner = plane.at(u + 0.15, v + 0.24)
            s.shade(panel, mix(blue, "#8ecae0", 0.4), corner, plane.at(u, v), strength=0.95)
            grid = ""
            for j in range(1, 4):
                grid += line_path(
                    [plane.at(u + j * 0.0345, v + 0.01), plane.at(u + j * 0.0345, v + 0.212)],
                    closed=False,
                )
            for j in range(1, 5):
                grid += line_path(
                    [plane.at(u + 0.005, v + j * 0.044), plane.at(u + 0.137, v + j * 0.044)],
                    closed=False,
                )
            s.path(grid, "none", stroke=mix(blue, paper, 0.35), stroke_width=2.5)
    with s.layer(clip=plane.patch(0.139, 0.143, 0.74, 0.69)):
        s.shape([(930, 480), (1090, 480), (820, 1120), (560, 1120)], paper, opacity=0.22)
        s.shape([(1120, 480), (1150, 480), (900, 1120), (855, 1120)], paper, opacity=0.22)
    # Chimney with a bird, and sparks of light on the panels' corners.
    s.box(420, 350, 96, 210, mix(tile, paper, 0.25))
    s.box(476, 350, 40, 210, mix(tile, ink, 0.3))
    s.box(406, 334, 124, 24, ink)
    for k in range(7):
        s.line([(422, 384 + k * 26), (514, 384 + k * 26)], mix(tile, ink, 0.35), 3)
    s.blob([(440, 334), (436, 312), (452, 296), (482, 306), (512, 330), (480, 334)], ink)
    s.disc(448, 298, 14, ink)
    s.shape([(436, 294), (422, 300), (437, 304)], sun)
    for u, v in ((0.88, 0.58), (0.73, 0.82), (0.58, 0.34)):
        x, y = plane.at(u, v)
        for turn in (0, 45, 90, 135):
            s.cut(x, y, 74 if turn % 90 == 0 else 40, 5, "#fffdf2", turn)
    return s
