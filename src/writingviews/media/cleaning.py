"""From an upload to nothing but pixels, and from pixels to the files readers get.

Pure: bytes in, bytes out. Decoders of pictures are programs that strangers feed, so this runs
in a bounded process (`darkroom` starts it, `child` is it), not beside the database.
"""

import hashlib
import io
import struct
import warnings
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from PIL import (
    AvifImagePlugin,
    GifImagePlugin,
    Image,
    ImageCms,
    ImageFile,
    JpegImagePlugin,
    PngImagePlugin,
    WebPImagePlugin,
)

from .cutting import Cut
from .kinds import picture_kind
from .refusal import PictureRefused

MAX_PIXELS: Final = 60_000_000
MAX_SIDE: Final = 20_000
#: Widths of the renditions: a telephone, a column, a column on a dense screen, a full page.
WIDTHS: Final = (480, 960, 1440, 2400)
#: A strip of 2400 by 16,000 pixels of noise takes half a minute to encode; half of it is plenty,
#: and WebP holds no more than 16,383 a side.
_MAX_HEIGHT: Final = 8_000
_MAX_PROFILE_BYTES: Final = 4 * 1024 * 1024

#: The decoders by kind. Named one by one, and not found by `Image.open`: that would hand a JPEG
#: with further pictures in it (depth maps, HDR gain maps) to the MPO reader.
_READERS: Final[dict[str, Callable[[io.BytesIO], ImageFile.ImageFile]]] = {
    "JPEG": JpegImagePlugin.JpegImageFile,
    "PNG": PngImagePlugin.PngImageFile,
    "GIF": GifImagePlugin.GifImageFile,
    "WEBP": WebPImagePlugin.WebPImageFile,
    "AVIF": AvifImagePlugin.AvifImageFile,
}
#: What Pillow raises for broken or hostile bytes; its readers index and unpack freely.
_DECODE_ERRORS: Final = (
    OSError,
    SyntaxError,
    ValueError,
    ArithmeticError,
    LookupError,
    TypeError,
    AttributeError,
    RuntimeError,
    EOFError,
    struct.error,
    zlib.error,
)
#: The turn that brings a picture upright, by its Exif orientation.
_UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ORIENTATION: Final = 0x0112


@dataclass(frozen=True, slots=True)
class Rendition:
    """One file of a picture."""

    width: int
    extension: str
    data: bytes


def clean(data: bytes, *, cut: Cut | None = None) -> Image.Image:
    """Return the picture an upload shows: upright, sRGB, and nothing else.

    Of an animation the first frame is taken. The pixels are copied into a new image, so that
    nothing the file said besides (Exif, XMP, IPTC, places, comments, profiles, thumbnails,
    text, further frames) is there to be written out.

    Args:
        data: the upload.
        cut: what is cut off at its edges, before it is turned upright.

    Returns:
        mode RGB, or RGBA if anything in it can be seen through; at most 2400 pixels wide and
        8000 high, made smaller where it was larger.

    Raises:
        PictureRefused: not a picture of a known kind; empty, too large, broken or cut off.
    """
    kind = picture_kind(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of broken metadata, which is not read
        try:
            with _READERS[kind](io.BytesIO(data)) as opened:
                _check_size(opened)
                picture = _pixels(opened, cut)
        except _DECODE_ERRORS as error:
            raise PictureRefused(_broken(kind, len(data))) from error
    return picture


def fingerprint(picture: Image.Image) -> bytes:
    """Return 32 bytes that stand for a cleaned picture's pixels: same pixels, same bytes."""
    digest = hashlib.blake2b(digest_size=32, person=b"picture pixels")
    digest.update(f"{picture.mode} {picture.width} {picture.height}\n".encode())
    digest.update(picture.tobytes())
    return digest.digest()


def rendition_widths(width: int) -> list[int]:
    """Return the widths a picture is kept in, rising; its own is the last."""
    return sorted({min(width, each) for each in WIDTHS})


def renditions(picture: Image.Image) -> Iterator[Rendition]:
    """Yield a cleaned picture in every width as AVIF, WebP and JPEG, the widest first.

    JPEG cannot be seen through: there the ground is white. A photograph of 24 megapixels takes
    1.2 to 2.1 CPU seconds.
    """
    Image.init()
    sized = picture
    for width in reversed(rendition_widths(picture.width)):
        if width != sized.width:
            height = max(1, round(picture.height * width / picture.width))
            sized = sized.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
        yield Rendition(width, "avif", _encoded(sized, "AVIF", quality=55, speed=8, max_threads=1))
        yield Rendition(width, "webp", _encoded(sized, "WEBP", quality=76, method=4))
        yield Rendition(
            width,
            "jpg",
            _encoded(_on_white(sized), "JPEG", quality=78, progressive=True, optimize=True),
        )


def _check_size(opened: Image.Image) -> None:
    width, height = opened.size
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        raise PictureRefused(
            f"The picture has {width:,} × {height:,} pixels; at most {MAX_PIXELS // 1_000_000} "
            f"million in all and {MAX_SIDE:,} a side are taken. Make it smaller: 2400 pixels of "
            "width are enough."
        )
    if min(width, height) < 1:
        raise PictureRefused(
            f"The picture has {width} × {height} pixels: there is nothing to show. "
            "Save it anew as JPEG or PNG."
        )


def _pixels(opened: ImageFile.ImageFile, cut: Cut | None) -> Image.Image:
    turn = _UPRIGHT.get(_orientation(opened))
    sideways = turn is not None and turn in {
        Image.Transpose.TRANSPOSE,
        Image.Transpose.ROTATE_270,
        Image.Transpose.TRANSVERSE,
        Image.Transpose.ROTATE_90,
    }
    box = (_MAX_HEIGHT, WIDTHS[-1]) if sideways else (WIDTHS[-1], _MAX_HEIGHT)
    profile = opened.info.get("icc_profile")
    size = _fitted(opened.size, box)
    opened.draft(None, size)  # a JPEG decodes at half, a quarter, an eighth for free
    opened.load()
    picture = _plain_mode(opened)
    if picture.size != size:
        picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    if cut is not None:
        picture = picture.crop(cut.box(picture.size))
    picture = _in_srgb(picture, profile)
    if turn is not None:
        picture = picture.transpose(turn)
    if picture.mode == "RGBA" and picture.getchannel("A").getextrema() == (255, 255):
        picture = picture.convert("RGB")
    return Image.frombytes(picture.mode, picture.size, picture.tobytes())


def _orientation(opened: Image.Image) -> int:
    try:
        return int(opened.getexif().get(_ORIENTATION, 1))
    except _DECODE_ERRORS:
        return 1  # unreadable metadata does not make a picture unreadable


def _fitted(size: tuple[int, int], box: tuple[int, int]) -> tuple[int, int]:
    width, height = size
    scale = min(1.0, box[0] / width, box[1] / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _plain_mode(opened: Image.Image) -> Image.Image:
    """Return the picture in a mode that colour management knows: L, RGB, RGBA or CMYK."""
    if opened.mode.startswith("I") or opened.mode == "F":
        # Sixteen bits of grey: Pillow would cut off what is brighter than 255.
        return opened.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if "transparency" in opened.info or opened.mode in {"RGBA", "LA", "PA", "La", "RGBa"}:
        return opened.convert("RGBA")
    return opened.copy() if opened.mode in {"L", "RGB", "CMYK"} else opened.convert("RGB")


def _in_srgb(picture: Image.Image, profile: object) -> Image.Image:
    wanted = "RGBA" if picture.mode == "RGBA" else "RGB"
    if isinstance(profile, bytes) and 0 < len(profile) <= _MAX_PROFILE_BYTES:
        try:
            converted = ImageCms.profileToProfile(
                picture,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode=wanted,
            )
        except (ImageCms.PyCMSError, *_DECODE_ERRORS):
            converted = None  # a broken profile: the plain numbers are the best guess
        if converted is not None:
            return converted
    return picture.convert(wanted)


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode == "RGB":
        return picture
    ground = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(ground, picture).convert("RGB")


def _encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def _broken(kind: str, length: int) -> str:
    return (
        f"The file says it is a {kind} picture ({length:,} bytes) but cannot be read to its end: "
        "it is damaged or was cut off. Open it in a picture program, save it anew and upload that."
    )
