"""The last part of an address, made from a title in any script."""

import re
import unicodedata
from typing import Final

#: UTF-8 bytes: a file name holds 255, and the press adds an ending.
MAX_BYTES: Final = 200

_DROPPED: Final = re.compile(r"(?<=\w)['’ʼ](?=\w)|[\u0640\u064b-\u065f\u0670]|(?<=i)\u0307")


def slug(text: str, *, fallback: str, max_length: int = 80) -> str:
    """Return a slug: letters and digits of any script, in lower case, parted by hyphens.

    Args:
        text: usually a title.
        fallback: returned when the text holds no letter and no digit; not empty, itself a slug.
        max_length: the most characters; a longer slug is cut at the last hyphen before, or
            inside its first word where there is none. It is also kept within 200 bytes.

    Returns:
        NFC. An apostrophe inside a word, a tatweel and Arabic vowel signs are left out; marks
        that other scripts need stay; a zero-width non-joiner and all else become a hyphen.
        The slug of a slug is itself.

    Raises:
        ValueError: `fallback` is empty.
    """
    if not fallback:
        raise ValueError("The fallback of a slug is ''; give at least one letter or digit.")
    lower = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).lower())
    kept = "".join(
        character if _is_kept(character) else "-" for character in _DROPPED.sub("", lower)
    )
    # A mark whose letter is gone would hang on the hyphen before it.
    parts = [_without_leading_marks(part) for part in kept.split("-")]
    whole = unicodedata.normalize("NFC", "-".join(part for part in parts if part))
    return _cut(whole, max_length) or fallback


def _is_kept(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character) in {"Mn", "Mc"}


def _without_leading_marks(part: str) -> str:
    for place, character in enumerate(part):
        if character.isalnum():
            return part[place:]
    return ""


def _cut(whole: str, max_length: int) -> str:
    if len(whole) <= max_length and len(whole.encode()) <= MAX_BYTES:
        return whole
    short = whole[:max_length].encode()[:MAX_BYTES].decode(errors="ignore")
    if whole[len(short)] != "-" and "-" in short:
        short = short.rsplit("-", 1)[0]
    return short.strip("-")
