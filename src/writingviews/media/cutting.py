"""What of a picture is seen: word processors keep what was cut off, and so would we."""

from typing import NamedTuple


class Cut(NamedTuple):
    """What is cut off at each edge, as fractions (0 to 1) of the picture's width or height."""

    left: float
    top: float
    right: float
    bottom: float

    def box(self, size: tuple[int, int]) -> tuple[int, int, int, int]:
        """Return the corners of what is left, in pixels: one at least."""
        (width, height) = size
        left, right = _span(width, self.left, self.right)
        top, bottom = _span(height, self.top, self.bottom)
        return left, top, right, bottom


def _span(length: int, before: float, behind: float) -> tuple[int, int]:
    start = min(max(0, round(length * before)), length - 1)
    return start, max(start + 1, min(length, length - round(length * behind)))
