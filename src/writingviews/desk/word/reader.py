"""Starting the bounded process that reads a Word file, and judging what comes back."""

import json
import os
import signal
import tempfile
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, BinaryIO, Final

from writingviews.house.confinement import Bounds, confined
from writingviews.media.cutting import Cut

from .kinds import check_kind
from .refusal import WordFileRefused

#: Holds whatever `simplifying` admits (measured: 0.4 GB and 13 CPU seconds).
BOUNDS: Final = Bounds(memory=1536 * 1024**2, cpu=40, wall=60.0)
#: Bytes of an answer: what such a process may write.
_LONGEST: Final = 64 * 1024 * 1024
#: How many files one process of the house reads at a time; further ones wait.
_turns: Final = BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class WordText:
    """What a Word file says (`conversion.Converted`), from a process that is not believed."""

    html: str
    pictures: list[tuple[bytes, Cut | None]]
    left: int


def read_word_file(data: bytes, *, bounds: Bounds = BOUNDS) -> WordText:
    """Return what a Word file says; the file itself is kept nowhere.

    Args:
        data: the upload.
        bounds: what it may cost.

    Raises:
        WordFileRefused: with a sentence for the writer.
    """
    check_kind(data)  # the commonest refusals need no process
    with _turns, _in_memory() as answer:
        status = confined(
            "writingviews.desk.word.child",
            data,
            bounds=bounds,
            folder=Path("/"),
            answer=answer,
        )
        answer.seek(0)
        said = answer.read(_LONGEST)
    line, _, rest = said.partition(b"\n")
    report = _report(line)
    if status != 0 or report is None:
        raise WordFileRefused(_why(status, bounds))
    if "refused" in report:
        raise WordFileRefused(str(report["refused"])[:1000])
    text = _checked(report, rest)
    if text is None:
        raise WordFileRefused(_why(status, bounds))
    return text


def _in_memory() -> BinaryIO:
    """Open a file that no disk has, where the system can."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("answer"), "w+b")
    return tempfile.TemporaryFile()


def _report(line: bytes) -> dict[str, Any] | None:
    try:
        report = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return report if isinstance(report, dict) else None


def _checked(report: dict[str, Any], rest: bytes) -> WordText | None:
    """Read a report that was written beside a stranger's data: nothing is believed."""
    html, left, listed = report.get("html"), report.get("left"), report.get("pictures")
    if not (isinstance(html, str) and type(left) is int and isinstance(listed, list)):
        return None
    pictures: list[tuple[bytes, Cut | None]] = []
    at = 0
    for one in listed:
        size = one.get("size") if isinstance(one, dict) else None
        if type(size) is not int or not 0 < size <= len(rest) - at:
            return None
        pictures.append((rest[at : at + size], _cut(one.get("cut"))))
        at += size
    return WordText(html, pictures, max(0, left))


def _cut(edges: object) -> Cut | None:
    if not isinstance(edges, list) or len(edges) != 4:
        return None
    if not all(isinstance(edge, int | float) and 0 <= edge < 1 for edge in edges):
        return None
    return Cut(*edges)


def _why(status: int | None, bounds: Bounds) -> str:
    if status is None or status in {-signal.SIGXCPU, -signal.SIGKILL}:
        return (
            f"The file took longer than {bounds.cpu} seconds to read and was given up. "
            "Bring it in parts."
        )
    return (
        "The file is damaged, or holds more than can be read at once. Open it in Word, save it "
        "under a new name and bring that; a long one in parts."
    )
