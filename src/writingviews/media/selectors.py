"""Reading pictures."""

from collections.abc import Iterable
from typing import Final

from writingviews.document.html import PictureView

from .darkroom import EXTENSIONS
from .models import Picture

#: Media types by extension, in the order a browser should try them.
_TYPES: Final = {"avif": "image/avif", "webp": "image/webp"}
#: How wide a picture stands in an article: the column, or the screen where that is narrower.
ARTICLE_SIZES: Final = "(min-width: 46em) 44em, 100vw"


def rendition_path(picture_id: str, width: int, extension: str) -> str:
    """Return the public address of a rendition, from the root: ``/media/<id>/<width>.<ext>``."""
    return f"/media/{picture_id}/{width}.{extension}"


def picture_views(ids: Iterable[str], *, sizes: str = ARTICLE_SIZES) -> dict[str, PictureView]:
    """Return what is needed to show pictures, by id. One query; unknown ids are left out.

    Args:
        ids: picture ids, any number, repeated or not.
        sizes: the `sizes` attribute: how wide the pictures stand on the page.
    """
    wanted = {each for each in ids if each}
    if not wanted:
        return {}
    return {
        picture.id: picture_view(picture, sizes=sizes)
        for picture in Picture.objects.filter(id__in=wanted)
    }


def picture_view(picture: Picture, *, sizes: str = ARTICLE_SIZES) -> PictureView:
    """Return what is needed to show one picture. No query."""
    return PictureView(
        width=picture.width,
        height=picture.height,
        sources=[
            (
                _TYPES[extension],
                ", ".join(
                    f"{rendition_path(picture.id, width, extension)} {width}w"
                    for width in picture.widths
                ),
            )
            for extension in EXTENSIONS
            if extension in _TYPES
        ],
        src=rendition_path(picture.id, _fallback_width(picture), "jpg"),
        sizes=sizes,
    )


def _fallback_width(picture: Picture) -> int:
    """Return the width for browsers that know neither AVIF nor WebP: 960, or what there is."""
    return max((width for width in picture.widths if width <= 960), default=picture.widths[0])


def known_picture(picture_id: str) -> Picture | None:
    """Return a picture by its id, or None. One query."""
    return Picture.objects.filter(id=picture_id).first()
