"""The publication's mark as its pages name it."""

from writingviews.media.models import Picture
from writingviews.media.selectors import rendition_path

from .contexts import Mark


def icon_file(picture_id: str, side: int) -> str:
    """Return the name of an icon among the assets, which changes with the picture."""
    return f"icon-{picture_id[:16]}-{side}.png"


def mark_of(picture: Picture) -> Mark:
    """Return what pages and feeds need to show a picture as the mark. No query."""
    width = picture.widths[0]
    icon, touch, large = (f"/assets/{icon_file(picture.id, side)}" for side in (48, 180, 512))
    return Mark(
        src=rendition_path(picture.id, width, "webp"),
        width=width,
        height=max(1, round(picture.height * width / picture.width)),
        icon=icon,
        touch=touch,
        large=large,
    )
