"""The interface's words in every language.

One gettext catalogue a language lies beside this module (``fa.po``); English is the source text.
They are read when the first page in a language is rendered: nothing is compiled beforehand.
"""

import io
from functools import cache
from pathlib import Path
from typing import Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

WORDS_DIR: Final = Path(__file__).parent

KINDS: Final = {
    "essay": "Essay",
    "report": "Report",
    "story": "Story",
    "poem": "Poem",
    "review": "Review",
    "interview": "Interview",
}
"""What a kind of article is called; the names are message ids of the catalogues."""

WORKS: Final = {
    "book": "Book",
    "film": "Film",
    "performance": "Performance",
    "exhibition": "Exhibition",
    "music": "Music",
    "game": "Game",
    "other": "Reviewed here",
}
"""What stands over that which a review is of; message ids as well."""


def languages() -> tuple[str, ...]:
    """Return the languages that have a catalogue: ("ar", "en", "es", "fa", "fr")."""
    return tuple(sorted(path.stem for path in WORDS_DIR.glob("*.po")))


@cache
def translations(language: str) -> NullTranslations:
    """Return the translations for ``language`` (BCP 47), about 10 ms the first time.

    A regional tag falls back to its language ("es-MX" to "es"), an unknown language to English.
    """
    path = WORDS_DIR / f"{language}.po"
    if language not in languages():
        base = language.partition("-")[0]
        return translations(base) if base != language else NullTranslations()
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language.replace("-", "_"), abort_invalid=True)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)
