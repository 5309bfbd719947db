"""What stands below ``/assets/``: the built front-end files, and what the publication brings."""

from pathlib import Path

from writingviews.articles.accents import Accent
from writingviews.articles.selectors import PublicationMissing, publication
from writingviews.house.assets import built_files
from writingviews.house.settings import house_settings
from writingviews.site.accent_style import accent_css, accent_file
from writingviews.site.rendering import house_theme

from .house_tree import house_tree


def put_assets() -> None:
    """Put what stands below ``/assets/`` into the tree."""
    house_tree().put_assets(asset_files())


def asset_files() -> list[Path]:
    """Return the built front-end files, and files with the style of the publication's theme and of
    its own colour, if it has them. One query."""
    theme = house_theme()
    own = {theme.style_name: theme.style}
    try:
        row = publication()
    except PublicationMissing:
        pass
    else:
        accent = Accent(row.accent, row.accent_dark)
        own[accent_file(accent)] = accent_css(accent)
    return [*built_files(), *(_written(name, text) for name, text in own.items() if text)]


def _written(name: str, text: str) -> Path:
    folder = house_settings().run_dir / "theme"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file
