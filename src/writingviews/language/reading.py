"""How long a text takes to read."""

import math
from typing import Final

from .languages import primary_code

#: Words a minute, read aloud by native speakers of 18 to 35 years: Trauzettel-Klosinski and
#: Dietz, "Standardized assessment of reading performance: the new International Reading Speed
#: Texts IReST", Investigative Ophthalmology & Visual Science 53 (2012), 5452-5461, table 2.
_ALOUD: Final = {
    "ar": 138, "de": 179, "en": 228, "es": 218, "fi": 161, "fr": 195, "he": 187, "it": 188,
    "nl": 202, "pl": 166, "pt": 181, "ru": 184, "sl": 180, "sv": 199, "tr": 166,
}  # fmt: skip
#: The mean over the 17 languages of the same study, for a language it did not measure.
_ANY: Final = 184


def reading_minutes(words: int, language: str) -> int:
    """Return the minutes a text takes to read without hurry, at least 1.

    Args:
        words: how many words it has.
        language: BCP 47 tag.
    """
    return max(1, math.ceil(words / _ALOUD.get(primary_code(language), _ANY)))
