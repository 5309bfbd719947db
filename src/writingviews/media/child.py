"""The process in which uploads are decoded: ``python -m writingviews.media.child``.

Started by `darkroom` in an empty folder, with the upload on its standard input, no secrets in
its environment and no open files. It bounds itself before it reads a byte, writes renditions
``<width>.<ext>`` and then ``report.json`` into the folder, and ends. The report is
``{"refused": sentence}`` or ``{"width", "height", "widths", "fingerprint"}``.
"""

import argparse
import contextlib
import ctypes
import json
import resource
import sys
from pathlib import Path
from typing import Final

REPORT: Final = "report.json"
#: The largest file it may write: far above any rendition.
_MAX_FILE: Final = 64 * 1024 * 1024
_CLONE_NEWUSER: Final = 0x10000000
_CLONE_NEWNET: Final = 0x40000000


def main(arguments: list[str]) -> None:
    """Clean the picture on standard input into the current folder."""
    parser = argparse.ArgumentParser(prog="writingviews.media.child")
    parser.add_argument("--memory", type=int, required=True, help="bytes of address space")
    parser.add_argument("--cpu", type=int, required=True, help="seconds of processor time")
    limits = parser.parse_args(arguments)
    bound(memory=limits.memory, cpu=limits.cpu)

    # Imported within bounds, and before the network is left: a new namespace may take away the
    # right to read the packages.
    from PIL import Image  # noqa: PLC0415

    from .cleaning import clean, fingerprint, rendition_widths, renditions  # noqa: PLC0415
    from .kinds import MAX_BYTES  # noqa: PLC0415
    from .refusal import PictureRefused  # noqa: PLC0415

    Image.init()
    leave_network()
    try:
        picture = clean(sys.stdin.buffer.read(MAX_BYTES + 1))
        for rendition in renditions(picture):
            Path(f"{rendition.width}.{rendition.extension}").write_bytes(rendition.data)
        report: dict[str, object] = {
            "width": picture.width,
            "height": picture.height,
            "widths": rendition_widths(picture.width),
            "fingerprint": fingerprint(picture).hex(),
        }
    except PictureRefused as refusal:
        report = {"refused": str(refusal)}
    Path(REPORT).write_text(json.dumps(report), encoding="utf-8")


def bound(*, memory: int, cpu: int) -> None:
    """Let the kernel end this process when it wants too much.

    Args:
        memory: bytes of address space; beyond it an allocation fails.
        cpu: seconds of processor time; beyond it the process is killed.
    """
    for kind, limit in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_FSIZE, _MAX_FILE),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        _, hard = resource.getrlimit(kind)
        if hard != resource.RLIM_INFINITY:
            limit = min(limit, hard)  # noqa: PLW2901 - the operator's own bound is narrower
        resource.setrlimit(kind, (limit, limit))


def leave_network() -> bool:
    """Step into a network namespace with nothing in it, where the kernel lets one.

    Nothing here uses the network; this is for the day a decoder is made to. Linux alone, and
    not in every container: a second wall, not the first.

    Returns:
        whether the network is gone.
    """
    with contextlib.suppress(OSError, AttributeError):
        unshare = ctypes.CDLL(None, use_errno=True).unshare
        return bool(unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0 or unshare(_CLONE_NEWNET) == 0)
    return False


if __name__ == "__main__":
    main(sys.argv[1:])
