"""What an article's page weighs on its way to a reader, read from the tree: no browser."""

import re
import statistics
from dataclasses import dataclass
from pathlib import Path
from typing import Final

#: The files that a page's script takes: text, italic, headlines and interface of Latin with the
#: names of the languages; text and interface of Persian and Arabic. A page with strong words takes
#: 14 KB more.
FONTS: Final = {
    "latin": ("text-core", "italic-core", "headline-core", "sans-core", "language-names"),
    "arabic": ("naskh", "vazir"),
}
_STYLE: Final = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
_SCRIPT: Final = re.compile(r'<script[^>]* src="([^"]+)"')
_WORDS: Final = re.compile(r'"wordCount":(\d+)')


@dataclass(frozen=True, slots=True)
class Weight:
    """Figures in bytes, compressed as they are sent.

    Args:
        articles: how many pieces of about 1,000 words were weighed.
        page: HTML and style sheets of their middle one.
        heaviest: of the heaviest, replies and all.
        script: the most that one of them runs.
        fonts: by script.
    """

    articles: int
    page: int
    heaviest: int
    script: int
    fonts: dict[str, int]


def weigh(tree: Path) -> Weight:
    """Weigh the pieces of 900 to 1,100 words."""
    both: list[int] = []
    scripts: list[int] = []
    for page in tree.glob("articles/*/index.html"):
        text = page.read_text(encoding="utf-8")
        words = _WORDS.search(text)
        if words and 900 <= int(words[1]) <= 1100:
            styles = sum(_sent(tree, each) for each in _STYLE.findall(text))
            both.append(_sent(tree, str(page.relative_to(tree))) + styles)
            scripts.append(sum(_sent(tree, each) for each in _SCRIPT.findall(text)))
    # Older ones stay for pages that are still open in a browser.
    sheets = sorted((tree / "assets").glob("reading-*.css"), key=lambda path: path.stat().st_mtime)
    style = sheets[-1].read_text(encoding="utf-8")
    fonts = {
        script: sum(_font(tree, name, style) for name in names) for script, names in FONTS.items()
    }
    page = round(statistics.median(both)) if both else 0
    return Weight(len(both), page, max(both, default=0), max(scripts, default=0), fonts)


def _sent(tree: Path, address: str) -> int:
    return (tree / f"{address.lstrip('/')}.br").stat().st_size


def _font(tree: Path, name: str, style: str) -> int:
    found = re.findall(rf"[\"(/]({name}-[0-9A-Z]{{8}}\.woff2)", style)
    return max((tree / "assets" / file).stat().st_size for file in found)
