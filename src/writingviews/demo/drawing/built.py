"""What people build, and people themselves: pieces of street and room shared by the pictures."""

from collections.abc import Sequence
from math import cos, pi, sin

from writingviews.demo.drawing.sheet import (
    Plane,
    Sheet,
    arch_path,
    box_path,
    brush_path,
    curve_path,
    line_path,
    mix,
)


def person(
    sheet: Sheet,
    x: float,
    foot: float,
    height: float,
    coat: str,
    skin: str,
    *,
    legs: str,
    hair: str | None = None,
    stride: float = 0.0,
    lean: float = 0.0,
) -> None:
    """Somebody from behind, ``height`` tall, standing or in mid step (``stride`` 0 to 1)."""
    h = height
    step = h * 0.16 * stride
    hip = (x, foot - h * 0.46)
    for side in (-1, 1):
        sheet.brush(
            [
                (hip[0] + side * h * 0.035, hip[1]),
                (x + side * (h * 0.04 + step * 0.5), foot - h * 0.2),
                (x + side * (h * 0.04 + step) + h * 0.02 * stride, foot),
            ],
            [h * 0.09, h * 0.06, h * 0.045],
            legs,
        )
        sheet.disc(x + side * (h * 0.04 + step) + h * 0.02, foot, h * 0.042, legs, h * 0.016)
    top = x + lean * h
    sheet.blob(
        [
            (top - h * 0.055, foot - h * 0.85),
            (top + h * 0.055, foot - h * 0.85),
            (top + h * 0.115, foot - h * 0.78),
            (x + h * 0.125, foot - h * 0.55),
            (x + h * 0.13, foot - h * 0.33),
            (x, foot - h * 0.31),
            (x - h * 0.13, foot - h * 0.33),
            (x - h * 0.125, foot - h * 0.55),
            (top - h * 0.115, foot - h * 0.78),
        ],
        coat,
    )
    sleeve = mix(coat, legs, 0.28)
    for side in (-1, 1):
        hand = (x + side * h * (0.13 + 0.05 * stride), foot - h * 0.43)
        sheet.disc(*hand, h * 0.026, skin)
        sheet.brush(
            [
                (top + side * h * 0.095, foot - h * 0.78),
                (x + side * h * 0.142, foot - h * 0.6),
                (hand[0], hand[1] - h * 0.01),
            ],
            [h * 0.05, h * 0.058, h * 0.046],
            sleeve,
        )
    sheet.box(top - h * 0.025, foot - h * 0.89, h * 0.05, h * 0.06, skin)
    sheet.disc(top, foot - h * 0.925, h * 0.058, skin, h * 0.07)
    if hair:
        sheet.path(
            curve_path(
                [
                    (top - h * 0.065, foot - h * 0.9),
                    (top - h * 0.062, foot - h * 0.965),
                    (top, foot - h * 1.005),
                    (top + h * 0.062, foot - h * 0.965),
                    (top + h * 0.065, foot - h * 0.9),
                    (top, foot - h * 0.872),
                ]
            ),
            hair,
        )


def sitter(sheet: Sheet, x: float, seat: float, size: float, coat: str, hair: str) -> None:
    """Somebody seated, from behind: shoulders and head above the line ``seat``."""
    s = size
    sheet.path(
        f"M{x - s * 0.62:.1f} {seat:.1f}C{x - s * 0.66:.1f} {seat - s * 0.75:.1f} "
        f"{x - s * 0.5:.1f} {seat - s * 0.95:.1f} {x - s * 0.14:.1f} {seat - s * 1.02:.1f}"
        f"L{x + s * 0.14:.1f} {seat - s * 1.02:.1f}C{x + s * 0.5:.1f} {seat - s * 0.95:.1f} "
        f"{x + s * 0.66:.1f} {seat - s * 0.75:.1f} {x + s * 0.62:.1f} {seat:.1f}Z",
        coat,
    )
    sheet.disc(x, seat - s * 1.28, s * 0.26, hair, s * 0.31)


def gable(
    sheet: Sheet,
    x: float,
    foot: float,
    width: float,
    height: float,
    wall: str,
    roof: str,
    *,
    rise: float,
    eave: float = 14,
    shade: str | None = None,
) -> None:
    """A house front with a pitched roof; ``height`` is to the eaves, ``rise`` the roof's."""
    sheet.shape(
        [
            (x, foot),
            (x, foot - height),
            (x + width / 2, foot - height - rise),
            (x + width, foot - height),
            (x + width, foot),
        ],
        wall,
    )
    if shade:
        sheet.shade(
            box_path(x, foot - height, width, height),
            shade,
            (x + width, foot),
            (x + width * 0.2, foot - height),
            strength=0.8,
        )
    slope = rise / (width / 2)
    for side in (-1, 1):
        cx = x + width / 2
        end = (cx + side * (width / 2 + eave), foot - height + eave * slope)
        sheet.shape(
            [
                (cx, foot - height - rise - 16),
                (cx, foot - height - rise + 4),
                end,
                (end[0] + side * 4, end[1] - 18),
            ],
            roof,
        )


def windows(
    sheet: Sheet,
    x: float,
    y: float,
    columns: int,
    rows: int,
    size: tuple[float, float],
    gap: tuple[float, float],
    ink: str,
    *,
    lit: str | None = None,
    share: float = 0.3,
    sill: str | None = None,
    arched: bool = False,
) -> None:
    """A grid of windows from the top left; a ``share`` of them is ``lit``."""
    for row in range(rows):
        for column in range(columns):
            wx, wy = x + column * (size[0] + gap[0]), y + row * (size[1] + gap[1])
            fill = lit if lit and sheet.random.random() < share else ink
            if arched:
                sheet.path(arch_path(wx + size[0] / 2, wy + size[1], size[0], size[1]), fill)
            else:
                sheet.box(wx, wy, size[0], size[1], fill)
            if sill:
                sheet.box(wx - size[0] * 0.1, wy + size[1], size[0] * 1.2, size[1] * 0.07, sill)


def sash(
    sheet: Sheet,
    x: float,
    y: float,
    w: float,
    h: float,
    glass: str,
    frame: str,
    *,
    columns: int = 2,
    rows: int = 3,
    bar: float = 8,
) -> None:
    """One window large enough to show its frame and glazing bars."""
    sheet.box(x - bar * 1.6, y - bar * 1.6, w + bar * 3.2, h + bar * 3.2, frame)
    for column in range(columns):
        for row in range(rows):
            cw, ch = (w - bar * (columns - 1)) / columns, (h - bar * (rows - 1)) / rows
            sheet.box(x + column * (cw + bar), y + row * (ch + bar), cw, ch, glass)


def tiles_on(
    sheet: Sheet, plane: Plane, columns: int, rows: int, inks: Sequence[str], gap: float = 0.04
) -> None:
    """Chequer a plane; ``inks`` are taken in turn, an empty one leaves the ground."""
    for row in range(rows):
        for column in range(columns):
            ink = inks[(row + column) % len(inks)]
            if ink:
                sheet.path(
                    plane.patch(
                        (column + gap / 2) / columns,
                        (row + gap / 2) / rows,
                        (1 - gap) / columns,
                        (1 - gap) / rows,
                    ),
                    ink,
                )


def star(
    x: float, y: float, r: float, points: int = 8, inner: float = 0.72, turn: float = 0
) -> str:
    """Path data of a star, as tilers lay it."""
    out = []
    for i in range(points * 2):
        a = turn + pi * i / points
        reach = r if i % 2 == 0 else r * inner
        out.append((x + cos(a) * reach, y + sin(a) * reach))
    return line_path(out)


def rope(
    sheet: Sheet,
    a: tuple[float, float],
    b: tuple[float, float],
    sag: float,
    ink: str,
    width: float = 3,
) -> None:
    """A wire or rope hanging between two points."""
    mid = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2 + sag)
    sheet.path(
        f"M{a[0]:.1f} {a[1]:.1f}Q{mid[0]:.1f} {mid[1] + sag:.1f} {b[0]:.1f} {b[1]:.1f}",
        "none",
        stroke=ink,
        stroke_width=width,
    )


def hull(
    sheet: Sheet,
    x: float,
    line: float,
    length: float,
    depth: float,
    body: str,
    *,
    rail: str,
    band: str | None = None,
    boot: str | None = None,
    dark: str | None = None,
) -> str:
    """A wooden boat's side, bow to the right, waterline at ``line``; returns its path data."""
    h, half = depth, length / 2
    top = [
        (x - half, line - h * 0.95),
        (x - half * 0.4, line - h * 0.74),
        (x + half * 0.3, line - h * 0.84),
        (x + half * 1.02, line - h * 1.4),
    ]
    edge = curve_path(top, closed=False)
    data = (
        edge + f"C{x + half * 0.98:.1f} {line - h * 0.8:.1f} {x + half * 0.86:.1f} "
        f"{line - h * 0.25:.1f} {x + half * 0.72:.1f} {line:.1f}"
        f"L{x - half * 0.86:.1f} {line:.1f}C{x - half * 0.95:.1f} {line - h * 0.3:.1f} "
        f"{x - half:.1f} {line - h * 0.7:.1f} {x - half:.1f} {line - h * 0.95:.1f}Z"
    )
    sheet.path(data, body)
    with sheet.layer(clip=data):
        if band:
            low = [(px, py + h * 0.26) for px, py in top]
            sheet.curve(low, band, h * 0.11)
        if boot:
            sheet.box(x - half, line - h * 0.2, length * 1.1, h * 0.3, boot)
        if dark:
            sheet.shade(data, dark, (x - half, line), (x - half * 0.1, line - h), strength=0.9)
    sheet.path(brush_path(top, [h * 0.1, h * 0.1, h * 0.14]), rail)
    return data
