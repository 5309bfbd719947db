"""Pictures for the tests: small, made here, and full of what must not survive."""

import io
import struct
import zlib

from PIL import Image, ImageCms, PngImagePlugin

#: Put everywhere a file can say something besides its pixels. Thirteen letters: the length of
#: the name in Pillow's sRGB profile, which it replaces.
CANARY = "CanaryYellow!"
#: Where the picture was taken: degrees, minutes and hundredths of seconds.
PLACE = (51, 17, 4711)


def drawing(width: int = 120, height: int = 80, mode: str = "RGB") -> Image.Image:
    """Return a picture without symmetry: a red corner on a slope of grey."""
    slope = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    slope.paste("red", (0, 0, width // 5, height // 4))
    return slope.convert(mode)


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def srgb_profile(name: str = "sRGB built-in") -> bytes:
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    old = "sRGB built-in".encode("utf-16-be")
    assert old in data
    return data.replace(old, name.encode("utf-16-be"))


def swapped_profile() -> bytes:
    """Return a profile in which the numbers of red mean green, and the reverse."""
    data = srgb_profile()
    assert data.count(b"rXYZ") == data.count(b"gXYZ") == 1
    return data.replace(b"rXYZ", b"----").replace(b"gXYZ", b"rXYZ").replace(b"----", b"gXYZ")


def told_exif(*, orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = f"description {CANARY}"
    exif[0x010F] = f"maker {CANARY}"
    exif[0x0110] = f"camera {CANARY}"
    exif[0x0112] = orientation
    exif[0x013B] = f"artist {CANARY}"
    exif[0x9003] = "2026:03:12 07:41:59"
    details = exif.get_ifd(0x8769)
    details[0x927C] = f"maker note {CANARY}".encode()
    details[0x9286] = b"ASCII\0\0\0" + CANARY.encode()
    details[0xA431] = f"serial {CANARY}"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (PLACE[0], PLACE[1], PLACE[2] / 100)
    gps[3], gps[4] = "E", (PLACE[0], PLACE[1], PLACE[2] / 100)
    return exif.tobytes()


def told_xmp() -> bytes:
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/" dc:creator="{CANARY}"/></rdf:RDF></x:xmpmeta>'
    ).encode()


def talkative() -> dict[str, bytes]:
    """Return the same drawing in every kind that is taken, each telling all it can."""
    picture = drawing()
    profile = srgb_profile(CANARY)
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(CANARY) + 5)
    iptc += b"\x1c\x02\x50" + struct.pack(">H", len(CANARY)) + CANARY.encode()
    jpeg = encoded(
        picture, "JPEG", quality=95, exif=told_exif(), icc_profile=profile, comment=CANARY,
        xmp=told_xmp(), extra=_segment(0xED, iptc) + _segment(0xEC, CANARY.encode()),
    )  # fmt: skip
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", CANARY)
    text.add_text(f"key {CANARY}", "x", zip=True)
    text.add_itxt("XML:com.adobe.xmp", told_xmp().decode(), "en", CANARY)
    text.add(b"tIME", bytes(7))
    return {
        "JPEG": jpeg + b"after the end: " + CANARY.encode(),
        "JPEG with further pictures": encoded(
            picture, "MPO", exif=told_exif(), save_all=True, append_images=[drawing(30, 20)]
        ),
        "PNG": encoded(
            picture, "PNG", pnginfo=text, exif=told_exif(), icc_profile=profile
        ) + CANARY.encode(),
        "WEBP": encoded(
            picture, "WEBP", exif=told_exif(), xmp=told_xmp(), icc_profile=profile, quality=90
        ),
        "AVIF": encoded(
            picture, "AVIF", exif=told_exif(), xmp=told_xmp(), icc_profile=profile, quality=90
        ),
        "GIF": encoded(picture, "GIF", comment=CANARY.encode()),
    }  # fmt: skip


def _segment(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def png_chunk(kind: bytes, payload: bytes) -> bytes:
    return (
        struct.pack(">I", len(payload)) + kind + payload
        + struct.pack(">I", zlib.crc32(kind + payload))
    )  # fmt: skip


def png_file(width: int, height: int, *chunks: bytes, rows: bytes | None = None) -> bytes:
    """Return a black and white PNG with any size in its head, and whatever chunks."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    body = zlib.compress(rows if rows is not None else bytes((width // 8 + 1) * height), 9)
    return (
        b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", head) + b"".join(chunks)
        + png_chunk(b"IDAT", body) + png_chunk(b"IEND", b"")
    )  # fmt: skip
