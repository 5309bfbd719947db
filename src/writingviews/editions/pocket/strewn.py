"""What systems leave behind in any folder that they show or index: named, and not held against a
copy. Pure.

Nothing in a copy leads to such a file, and a list of exact names leaves no room for a page. Not
among them is ``desktop.ini``, which can make Windows ask a server for a folder's picture, nor
``._*``, which may be any file. The checking page has the same list (`frontend/check/folder.ts`).
"""

from typing import Final

FILES: Final = frozenset({".DS_Store", "Thumbs.db"})
#: At the root of a disk, with all that is in them.
FOLDERS: Final = frozenset(
    {
        *("System Volume Information", "$RECYCLE.BIN", ".Spotlight-V100", ".Trashes"),
        *(".fseventsd", ".TemporaryItems", "lost+found"),
    }
)


def is_strewn(path: str) -> bool:
    """Whether a system has left a file or folder behind.

    Args:
        path: below the copy; a folder's ends with a slash.
    """
    first, inside, _ = path.partition("/")
    return bool(inside) if first in FOLDERS else path.rpartition("/")[2] in FILES
