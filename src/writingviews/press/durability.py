"""When what was written survives a power cut."""

import ctypes
import os
from pathlib import Path

_libc = ctypes.CDLL(None, use_errno=True)


def sync_filesystem(folder: Path) -> None:
    """Return when all that was written to a folder's file system is on disk: the bytes of files,
    and the names they bear (``docs/decisions/0007-writing-pages.md``).

    Raises:
        OSError: the disk could not write something of it (Linux 5.8 and newer tell so).
    """
    if not hasattr(_libc, "syncfs"):  # not Linux
        os.sync()
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        if _libc.syncfs(descriptor) != 0:
            error = ctypes.get_errno()
            raise OSError(error, os.strerror(error), str(folder))
    finally:
        os.close(descriptor)
