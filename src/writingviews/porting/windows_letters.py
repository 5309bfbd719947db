"""Bytes that are no UTF-8, read as what they most often are: letters of Windows. Pure."""

import codecs
from typing import Final

#: What `bytes.decode` and the codecs take as `errors`.
WINDOWS_LETTERS: Final = "wv-cp1252"


def _read(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", errors="replace"), error.end


codecs.register_error(WINDOWS_LETTERS, _read)
