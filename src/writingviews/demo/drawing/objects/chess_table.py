# ruff: noqa: C901 (a scene is one long list of shapes, drawn in order)
"""The picture ``chess-table``."""

from writingviews.demo.drawing.built import tiles_on
from writingviews.demo.drawing.nature import crown
from writingviews.demo.drawing.sheet import (
    Plane,
    Sheet,
    box_path,
    line_path,
    mix,
    round_path,
)


def chess_table() -> Sheet:
    """A game left standing on a park table, low sun through the leaves."""
    x: float
    y: float
    paper, gold, green, wine, ink = "#fcf0d4", "#f3b64b", "#5f8f5e", "#8b3b3d", "#25283a"
    s = Sheet("chess-table", mix(green, paper, 0.45))
    r = s.random
    s.shade(box_path(-20, -20, 1660, 640), mix(gold, paper, 0.45), (1200, 100), (300, 500))
    for x, w in ((120, 44), (420, 30), (700, 24), (1180, 34), (1500, 56)):
        s.box(x, 60, w, 480, mix(green, ink, 0.55))
        s.shade(box_path(x, 60, w, 480), gold, (x + w, 0), (x, 0), strength=0.6)
    for cx_, cy_, rx, ry, t in (
        (60, 60, 260, 170, 0.35),
        (420, 40, 260, 140, 0.18),
        (800, 10, 280, 120, 0.3),
        (1180, 30, 280, 150, 0.12),
        (1560, 60, 280, 190, 0.35),
    ):
        crown(
            s,
            cx_,
            cy_,
            rx,
            ry,
            mix(green, ink, t),
            lit=mix(gold, green, 0.3),
            dark=mix(green, ink, 0.7),
            leaf=30,
            leaves=110,
        )
    s.box(-20, 500, 1660, 600, mix(green, gold, 0.25))
    s.shade(box_path(-20, 500, 1660, 300), mix(green, ink, 0.5), (0, 800), (0, 500))
    s.brush(
        [(-40, 590), (500, 560), (1100, 566), (1680, 540)], [60, 46, 50, 64], mix(paper, gold, 0.3)
    )
    # A bench far off.
    s.box(1090, 506, 220, 12, wine)
    s.box(1090, 484, 220, 12, wine)
    for x in (1110, 1280):
        s.box(x, 480, 9, 70, ink)
    # The stone table: thick slab, the board let in.
    slab = line_path([(300, 620), (1300, 620), (1700, 1120), (-100, 1120)])
    s.path(slab, mix(paper, wine, 0.2))
    s.shade(slab, mix(wine, ink, 0.3), (0, 1130), (900, 640), strength=0.85)
    board = Plane((90, 1060), (1510, 1060), (1225, 652), (375, 652))
    s.path(board.patch(-0.03, -0.03, 1.06, 1.06), ink)
    s.path(board.patch(-0.012, -0.012, 1.024, 1.024), mix(gold, wine, 0.3))
    tiles_on(s, board, 8, 8, (mix(wine, ink, 0.3), mix(gold, paper, 0.35)), 0.0)
    s.shade(board.patch(0, 0, 1, 1), wine, board.at(0, 0), board.at(0.8, 0.7), strength=0.5)

    def piece(u: float, v: float, kind: str, *, dark: bool) -> None:
        x, y = board.at((u + 0.5) / 8, (v + 0.4) / 8)
        near = board.at(0.6, (v + 0.4) / 8)[0] - board.at(0.475, (v + 0.4) / 8)[0]
        w = near * 0.34
        base = ink if dark else "#fff6e2"
        side = mix(ink, "#000000", 0.4) if dark else mix(paper, wine, 0.5)
        edge = mix(ink, gold, 0.5) if dark else wine
        h = {"pawn": 2.5, "rook": 3.0, "knight": 3.5, "bishop": 3.8, "queen": 4.5, "king": 4.9}[
            kind
        ] * w
        s.brush(
            [(x, y), (x - h * 0.5, y + h * 0.13), (x - h * 0.95, y + h * 0.24)],
            [w * 1.6, w * 1.1, w * 0.5],
            ink,
            opacity=0.42,
        )
        foot = (
            f"M{x - w} {y}Q{x} {y + w * 0.5} {x + w} {y}L{x + w * 0.92} {y - w * 0.34}L"
            f"{x + w * 0.6} {y - w * 0.55}"
        )
        if kind == "knight":
            body = (
                foot + f"C{x + w * 0.9} {y - h * 0.45} {x + w * 0.9} {y - h * 0.8} {x + w * 0.1} "
                f"{y - h * 0.98}"
                f"L{x - w * 0.1} {y - h * 1.06}L{x - w * 0.22} {y - h * 0.94}C{x - w * 0.6} "
                f"{y - h * 0.86} {x - w * 0.95} {y - h * 0.66} "
                f"{x - w * 1.08} {y - h * 0.56}L{x - w * 0.86} {y - h * 0.46}C{x - w * 0.5} "
                f"{y - h * 0.52} {x - w * 0.3} {y - h * 0.56} "
                f"{x - w * 0.1} {y - h * 0.58}C{x - w * 0.2} {y - h * 0.42} {x - w * 0.62} "
                f"{y - h * 0.34} {x - w * 0.6} {y - w * 0.55}L{x - w * 0.92} {y - w * 0.34}Z"
            )
        else:
            neck = {"pawn": 0.6, "rook": 0.68, "bishop": 0.6, "queen": 0.7, "king": 0.68}[kind]
            body = (
                foot + f"C{x + w * 0.3} {y - h * 0.3} {x + w * 0.26} {y - h * neck * 0.8} "
                f"{x + w * 0.34} {y - h * neck}"
                f"L{x - w * 0.34} {y - h * neck}C{x - w * 0.26} {y - h * neck * 0.8} "
                f"{x - w * 0.3} {y - h * 0.3} "
                f"{x - w * 0.6} {y - w * 0.55}L{x - w * 0.92} {y - w * 0.34}Z"
            )
        s.path(body, base)
        s.shade(body, side, (x + w, 0), (x - w * 0.5, 0))
        top_y = y - h
        heads: list[str] = []
        if kind == "pawn":
            heads = [round_path(x, y - h * 0.78, w * 0.56)]
        elif kind == "rook":
            heads = [
                line_path(
                    [
                        (x - w * 0.62, y - h * 0.68),
                        (x - w * 0.7, top_y),
                        (x - w * 0.38, top_y),
                        (x - w * 0.38, top_y + w * 0.28),
                        (x - w * 0.16, top_y + w * 0.28),
                        (x - w * 0.16, top_y),
                        (x + w * 0.16, top_y),
                        (x + w * 0.16, top_y + w * 0.28),
                        (x + w * 0.38, top_y + w * 0.28),
                        (x + w * 0.38, top_y),
                        (x + w * 0.7, top_y),
                        (x + w * 0.62, y - h * 0.68),
                    ]
                )
            ]
        elif kind == "bishop":
            heads = [
                (
                    f"M{x} {top_y}C{x + w * 0.7} {y - h * 0.84} {x + w * 0.62} {y - h * 0.66} "
                    f"{x + w * 0.3} {y - h * 0.6}L{x - w * 0.3} "
                    f"{y - h * 0.6}C{x - w * 0.62} {y - h * 0.66} {x - w * 0.7} {y - h * 0.84} {x} "
                    f"{top_y}Z"
                ),
                round_path(x, top_y, w * 0.14),
            ]
        elif kind == "queen":
            heads = [
                line_path(
                    [
                        (x - w * 0.4, y - h * 0.7),
                        (x - w * 0.76, top_y + w * 0.3),
                        (x - w * 0.4, y - h * 0.85),
                        (x - w * 0.24, top_y + w * 0.1),
                        (x, y - h * 0.86),
                        (x + w * 0.24, top_y + w * 0.1),
                        (x + w * 0.4, y - h * 0.85),
                        (x + w * 0.76, top_y + w * 0.3),
                        (x + w * 0.4, y - h * 0.7),
                    ]
                ),
                round_path(x, top_y + w * 0.2, w * 0.16),
            ]
        elif kind == "king":
            heads = [
                (
                    f"M{x - w * 0.36} {y - h * 0.68}L{x - w * 0.62} {y - h * 0.9}Q{x} "
                    f"{y - h * 0.98} {x + w * 0.62} {y - h * 0.9}L{x + w * 0.36} {y - h * 0.68}Z"
                ),
                box_path(x - w * 0.08, top_y - w * 0.2, w * 0.16, h * 0.12),
                box_path(x - w * 0.26, top_y - w * 0.04, w * 0.52, w * 0.15),
            ]
        for data in heads:
            s.path(data, base)
            s.shade(data, side, (x + w * 0.8, 0), (x - w * 0.4, 0))
        s.disc(x, y - w * 0.42, w * 0.8, edge, w * 0.14)
        if kind != "knight":
            neck_y = (
                y - h * {"pawn": 0.6, "rook": 0.67, "bishop": 0.6, "queen": 0.7, "king": 0.68}[kind]
            )
            s.disc(x, neck_y, w * 0.5, edge, w * 0.13)
        else:
            s.disc(x - w * 0.28, y - h * 0.78, w * 0.09, edge)
            for k in range(4):
                s.cut(
                    x + w * (0.42 + 0.04 * k),
                    y - h * (0.86 - k * 0.13),
                    w * 0.5,
                    w * 0.1,
                    edge,
                    -30,
                )

    men: list[tuple[float, float, str, bool]] = [
        (0, 7, "rook", True),
        (3, 7, "queen", True),
        (4, 7, "king", True),
        (5, 7, "bishop", True),
        (7, 7, "rook", True),
        (0, 6, "pawn", True),
        (1, 6, "pawn", True),
        (5, 6, "pawn", True),
        (6, 6, "pawn", True),
        (7, 6, "pawn", True),
        (2, 5, "knight", True),
        (3, 4, "pawn", True),
        (4, 4, "pawn", False),
        (2, 3, "bishop", False),
        (5, 2, "knight", False),
        (6, 4, "knight", True),
        (0, 1, "pawn", False),
        (1, 1, "pawn", False),
        (6, 1, "pawn", False),
        (7, 1, "pawn", False),
        (0, 0, "rook", False),
        (3, 0, "queen", False),
        (6, 0, "king", False),
        (5, 0, "rook", False),
    ]
    for u, v, kind, dark in sorted(men, key=lambda m: -m[1]):
        piece(u, v, kind, dark=dark)
    for _ in range(10):
        u, v = r.uniform(-0.12, 1.1), r.uniform(0, 1.0)
        x, y = board.at(u, v)
        s.cut(x, y, 54, 20, r.choice([gold, green, wine]), r.uniform(-30, 30))
    # Sun in long shafts between the trees.
    for pts in (
        [(1000, -20), (1120, -20), (620, 1090), (360, 1090)],
        [(1320, -20), (1380, -20), (1060, 1090), (930, 1090)],
    ):
        s.path(line_path(pts), "#fff1c0", opacity=0.14)
    return s
