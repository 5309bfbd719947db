"""Telling by its first bytes what an upload is. File names and declared types are not believed."""

import re
from typing import Final

from .refusal import PictureRefused

MAX_BYTES: Final = 25 * 1024 * 1024

_MEND: Final = "Save it as JPEG or PNG and upload that."

#: ISO media brands: after four bytes of length, "ftyp" and the brand.
_AVIF_BRANDS: Final = frozenset({b"avif", b"avis"})
_HEIC_BRANDS: Final = frozenset(
    {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}
)
#: What writers upload by mistake, by its first bytes, and what it is called.
_OTHERS: Final = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"BM", "a BMP picture"),
    (b"II*\x00", "a TIFF or raw camera picture"),
    (b"MM\x00*", "a TIFF or raw camera picture"),
    (b"8BPS", "a Photoshop file"),
    (b"%!PS", "a PostScript file"),
    (b"\x00\x00\x01\x00", "an icon file"),
    (b"\x00\x00\x00\x0cjP", "a JPEG 2000 picture"),
    (b"\xff\x4f\xff\x51", "a JPEG 2000 picture"),
    (b"\x00\x00\x00\x0cJXL", "a JPEG XL picture"),
    (b"\xff\x0a", "a JPEG XL picture"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound or video file"),
    (b"\x1f\x8b", "a compressed file"),
)
_MARKUP: Final = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<(?:!--|[?!/a-z])", re.IGNORECASE)
_SVG: Final = re.compile(rb"<svg[\s>:]", re.IGNORECASE)


def picture_kind(data: bytes) -> str:
    """Return the kind of an upload that may be decoded: JPEG, PNG, GIF, WEBP or AVIF.

    Raises:
        PictureRefused: it is empty, larger than 25 MB, or something else.
    """
    if not data:
        raise PictureRefused("The file is empty (0 bytes). Choose it again and upload it whole.")
    if len(data) > MAX_BYTES:
        raise PictureRefused(
            f"The file has {len(data) / 1024 / 1024:.1f} MB; at most 25 MB are taken. "
            "Make it smaller: 2400 pixels of width are enough."
        )
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp" and _brands(data) & _AVIF_BRANDS:
        return "AVIF"
    raise PictureRefused(_refusal(data))


def _brands(data: bytes) -> set[bytes]:
    """Return the major and compatible brands of an ISO media file."""
    length = min(int.from_bytes(data[:4], "big"), 256)
    return {data[8:12], *(data[place : place + 4] for place in range(16, length, 4))}


def _refusal(data: bytes) -> str:
    if data[4:8] == b"ftyp":
        if _brands(data) & _HEIC_BRANDS:
            return (
                "This is a HEIC picture, which cannot be read here. Export it as JPEG (on an "
                "iPhone: Settings, Camera, Formats, Most Compatible) and upload that."
            )
        return "This is a video; only pictures are taken. Upload a still from it as JPEG."
    if _MARKUP.match(data):
        if _SVG.search(data[:4096]):
            return (
                "This is an SVG drawing, which can carry programs and is not taken. "
                "Export it as PNG and upload that."
            )
        return f"This is a web page or XML, not a picture, whatever its name says. {_MEND}"
    for start, name in _OTHERS:
        if data.startswith(start):
            return f"This is {name}; JPEG, PNG, WebP, AVIF and GIF are taken. {_MEND}"
    return (
        "The file begins like no picture that is known here; JPEG, PNG, WebP, AVIF and GIF are "
        f"taken. {_MEND}"
    )
