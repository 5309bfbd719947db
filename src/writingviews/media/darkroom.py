"""Starting the bounded process that cleans a picture, and judging what comes back."""

import json
import re
import signal
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, Final

from writingviews.house.confinement import Bounds, confined

from .child import REPORT
from .cutting import Cut
from .kinds import picture_kind
from .refusal import PictureRefused

EXTENSIONS: Final = ("avif", "webp", "jpg")
#: How many pictures one process of the house cleans at a time; further ones wait.
AT_ONCE: Final = 2
_turns: Final = BoundedSemaphore(AT_ONCE)


#: Holds whatever `cleaning` admits (measured: 1.5 GB, 16 CPU seconds).
BOUNDS: Final = Bounds(memory=2 * 1024**3, cpu=60, wall=90.0)


@dataclass(frozen=True, slots=True)
class Developed:
    """A cleaned picture whose renditions lie in a folder.

    Args:
        width, height: pixels of the widest rendition.
        widths: of the renditions, rising.
        fingerprint: 32 bytes that stand for the pixels (`cleaning.fingerprint`).
    """

    width: int
    height: int
    widths: tuple[int, ...]
    fingerprint: bytes


def rendition_names(widths: tuple[int, ...]) -> frozenset[str]:
    """Return the names of a picture's files."""
    return frozenset(f"{width}.{extension}" for width in widths for extension in EXTENSIONS)


def develop(
    data: bytes, *, into: Path, bounds: Bounds = BOUNDS, cut: Cut | None = None
) -> Developed:
    """Clean an upload in a process of its own and leave its renditions in a folder.

    The upload goes through a pipe: the original never touches the disk.

    Args:
        data: the upload.
        into: an empty folder; holds ``<width>.<ext>`` files and nothing else afterwards.
        bounds: what it may cost.
        cut: what is cut off at its edges.

    Raises:
        PictureRefused: with a sentence for the writer.
    """
    picture_kind(data)  # the commonest refusals need no process
    with _turns:
        status = confined(
            "writingviews.media.child",
            data,
            bounds=bounds,
            folder=into,
            arguments=["--cut", *(format(edge, ".6f") for edge in cut)] if cut else (),
        )
    report = _report(into / REPORT)
    if status != 0 or report is None:
        raise PictureRefused(_why(status, bounds))
    if "refused" in report:
        raise PictureRefused(str(report["refused"])[:1000])
    developed = _checked(report)
    found = {entry.name for entry in into.iterdir()}
    if developed is None or found != rendition_names(developed.widths):
        raise PictureRefused(_why(None, bounds))
    return developed


def _report(path: Path) -> dict[str, Any] | None:
    """Read and remove the report. It was written beside a stranger's data: nothing is believed."""
    try:
        with path.open("rb") as file:
            report = json.loads(file.read(10_000))
    except (OSError, ValueError):
        return None
    path.unlink()
    return report if isinstance(report, dict) else None


def _checked(report: dict[str, Any]) -> Developed | None:
    width, height, widths = report.get("width"), report.get("height"), report.get("widths")
    mark = report.get("fingerprint")
    if not (
        isinstance(width, int)
        and isinstance(height, int)
        and 0 < width <= 20_000
        and 0 < height <= 20_000
        and isinstance(widths, list)
        and 0 < len(widths) <= 8
        and all(isinstance(each, int) and 0 < each <= width for each in widths)
        and isinstance(mark, str)
        and re.fullmatch(r"[0-9a-f]{64}", mark)
    ):
        return None
    return Developed(width, height, tuple(widths), bytes.fromhex(mark))


def _why(status: int | None, bounds: Bounds) -> str:
    if status is None:
        return (
            f"The picture took longer than {bounds.wall:g} seconds to read and was given up. "
            "Make it smaller (2400 pixels of width are enough) and upload that."
        )
    if status in {-signal.SIGXCPU, -signal.SIGKILL}:
        return (
            f"The picture took more than {bounds.cpu} seconds of work to read and was given up. "
            "Make it smaller (2400 pixels of width are enough) and upload that."
        )
    return (
        f"The picture could not be read within {bounds.memory // 1024**2:,} MB of memory, or is "
        "damaged. Open it in a picture program, save it smaller as JPEG and upload that."
    )
