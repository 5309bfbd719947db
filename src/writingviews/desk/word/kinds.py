"""Telling by its first bytes whether a file may be read as a Word file. Names are not believed."""

from typing import Final

from .refusal import WordFileRefused

MAX_BYTES: Final = 25 * 1024 * 1024

_MEND: Final = "Open it, save it as Word (.docx) and bring that."
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
#: What writers bring by mistake, by its first bytes, and what it is called.
_OTHERS: Final = (
    (b"{\\rtf", "an RTF file"),
    (b"%PDF-", "a PDF document"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x89PNG", "a picture"),
)
#: Of an archive that names its kind in its first entry (OpenDocument, EPUB).
_NAMED: Final = b"mimetypeapplication/"
_OPEN_DOCUMENT: Final = b"vnd.oasis.opendocument."


def check_kind(data: bytes) -> None:
    """Let through what begins as a Word file does.

    Raises:
        WordFileRefused: it is empty, larger than 25 MB, locked with a password, or something else.
    """
    if not data:
        raise WordFileRefused("The file is empty (0 bytes). Choose it again.")
    if len(data) > MAX_BYTES:
        raise WordFileRefused(
            f"The file has {len(data) / 1024 / 1024:.1f} MB; at most 25 MB are taken. Make its "
            "pictures smaller (in Word: Compress Pictures), or leave them out and drop them here "
            "by themselves."
        )
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if _ENCRYPTED in data:
            raise WordFileRefused(
                "The file is locked with a password, which is asked for nowhere here. Open it in "
                "Word, take the password off and bring it again."
            )
        raise WordFileRefused(f"This is an old Word file (.doc), which cannot be read. {_MEND}")
    for start, name in _OTHERS:
        if data.startswith(start):
            raise WordFileRefused(f"This is {name}, not a Word file. {_MEND}")
    if data.startswith(b"PK\x03\x04"):
        named = data[30 : 30 + len(_NAMED) + 60]
        if named.startswith(_NAMED):
            kind = "an OpenDocument file (.odt)" if _OPEN_DOCUMENT in named else "no Word file"
            raise WordFileRefused(f"This is {kind}. {_MEND}")
        return
    raise WordFileRefused(f"The file begins like no Word file, whatever its name says. {_MEND}")
