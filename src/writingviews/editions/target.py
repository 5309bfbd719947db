"""The file that an edition is written to: whole or not at all."""

import os
from pathlib import Path

from .refusal import EditionRefused


def check_target(out: Path) -> None:
    """Say that a file cannot be written before the work is done that would go into it.

    Raises:
        EditionRefused: it is a folder or a device, or its folder is not there or may not be
            written to.
    """
    if not out.name or out.is_dir():
        raise EditionRefused(f"{out} is a folder. Name a file in it.")
    if out.exists() and not out.is_file():
        # A file would take its place: /dev/null would be gone for the whole machine.
        raise EditionRefused(f"{out} is a device or a pipe. Name a file.")
    if not out.parent.is_dir():
        raise EditionRefused(f"There is no folder {out.parent}. Make it, or write elsewhere.")
    if not os.access(out.parent, os.W_OK | os.X_OK):
        raise EditionRefused(f"{out.parent} may not be written to. Write elsewhere.")


def write_whole(out: Path, data: bytes) -> None:
    """Write a file; what stood there stays until the new one is whole. A link to it stays a link.

    Raises:
        OSError: the disk is full or broken.
    """
    out = out.resolve()
    unfinished = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)
