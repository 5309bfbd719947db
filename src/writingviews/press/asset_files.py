"""What stands below ``/assets/``: the built front-end files, and what the publication brings."""

import logging
from pathlib import Path

from writingviews.articles.accents import Accent
from writingviews.articles.selectors import PublicationMissing, publication
from writingviews.house.assets import built_files
from writingviews.house.settings import house_settings
from writingviews.media.icons import SIDES, square_icon
from writingviews.media.selectors import known_picture
from writingviews.site.accent_style import accent_css, accent_file
from writingviews.site.mark import icon_file
from writingviews.site.rendering import house_theme

from .endings import TEMPORARY
from .house_tree import house_tree

logger = logging.getLogger(__name__)


def put_assets() -> None:
    """Put what stands below ``/assets/`` into the tree."""
    house_tree().put_assets(asset_files())


def asset_files() -> list[Path]:
    """Return the built front-end files, and files with the style of the publication's theme and of
    its own colour and its mark as icons, if it has them. Two queries."""
    theme = house_theme()
    own = {theme.style_name: theme.style}
    icons: list[Path] = []
    try:
        row = publication()
    except PublicationMissing:
        pass
    else:
        accent = Accent(row.accent, row.accent_dark)
        own[accent_file(accent)] = accent_css(accent)
        icons = _icons(row.mark) if row.mark else []
    return [*built_files(), *(_written(name, text) for name, text in own.items() if text), *icons]


def _icons(picture_id: str) -> list[Path]:
    """Return the mark's icons, made once for each picture; none where its file is lost, which
    stops no page."""
    picture = known_picture(picture_id)
    if picture is None:
        return []
    files = []
    for side in SIDES:
        file = _folder() / icon_file(picture_id, side)
        if not file.is_file():
            rendition = house_settings().media_dir / picture_id / f"{picture.widths[0]}.webp"
            try:
                made = square_icon(rendition, side)
            except OSError:
                logger.warning("no icons of the mark: its picture cannot be read")
                return []
            unfinished = Path(f"{file}{TEMPORARY}")
            unfinished.write_bytes(made)
            unfinished.replace(file)
        files.append(file)
    return files


def _folder() -> Path:
    folder = house_settings().run_dir / "theme"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _written(name: str, text: str) -> Path:
    file = _folder() / name
    file.write_text(text, encoding="utf-8")
    return file
