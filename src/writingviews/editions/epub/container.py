"""The file that an EPUB is: a ZIP whose first member says so. The same members, the same bytes."""

import io
import zipfile
from collections.abc import Mapping
from typing import Final

#: Below this folder stands everything that belongs to the book.
FOLDER: Final = "EPUB"
#: The first day that a ZIP knows: when a file was packed is nothing of the book's.
_WHEN: Final = (1980, 1, 1, 0, 0, 0)
_READABLE: Final = 0o644 << 16
_UNIX: Final = 3
_CONTAINER: Final = f"""<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="{FOLDER}/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""


def packed(members: Mapping[str, bytes]) -> bytes:
    """Return an EPUB.

    Args:
        members: name below the book's folder → bytes, in the order in which they are packed;
            ``package.opf`` is among them.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        # Open Container Format 3.3, 4.3.2: first, neither compressed nor anything beside it.
        _put(archive, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        _put(archive, "META-INF/container.xml", _CONTAINER.encode(), zipfile.ZIP_DEFLATED)
        for name, data in members.items():
            whole = name.endswith(".jpg")
            _put(
                archive,
                f"{FOLDER}/{name}",
                data,
                zipfile.ZIP_STORED if whole else zipfile.ZIP_DEFLATED,
            )
    return out.getvalue()


def _put(archive: zipfile.ZipFile, name: str, data: bytes, how: int) -> None:
    member = zipfile.ZipInfo(name, _WHEN)
    member.compress_type = how
    member.external_attr = _READABLE
    member.create_system = _UNIX
    archive.writestr(member, data, compresslevel=9)
