"""A picture that is kept already, without the process that would clean it."""

from datetime import date

from PIL import Image

from writingviews.house.settings import house_settings
from writingviews.media.models import Picture


def make_kept_picture(*, lost: bool = False) -> str:
    """Keep a red picture of 200 pixels as WebP alone, and return its id; its file is `lost`."""
    known = Picture.objects.create(
        id="5eed" * 8, width=200, height=200, widths=[200], created_on=date(2026, 1, 1)
    ).id
    if not lost:
        folder = house_settings().media_dir / known
        folder.mkdir(parents=True)
        Image.new("RGB", (200, 200), "red").save(folder / "200.webp")
    return known
