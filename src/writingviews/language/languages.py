"""The languages the house knows by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from .direction import Direction, direction_of_language


@dataclass(frozen=True, slots=True)
class Language:
    """A language as a reader chooses it.

    Args:
        code: BCP 47 tag, in lower case without a region unless the region matters.
        native: its name in itself, as a switch between languages shows it.
        english: its name in English, for the operator.
        direction: the direction its script runs.
    """

    code: str
    native: str
    english: str
    direction: Direction


_NAMES: Final = (
    ("am", "አማርኛ", "Amharic"),
    ("ar", "العربية", "Arabic"),
    ("az", "Azərbaycanca", "Azerbaijani"),
    ("bal", "بلۏچی", "Balochi"),
    ("be", "Беларуская", "Belarusian"),
    ("bg", "Български", "Bulgarian"),
    ("bn", "বাংলা", "Bengali"),
    ("ca", "Català", "Catalan"),
    ("ckb", "کوردیی ناوەندی", "Central Kurdish"),
    ("cs", "Čeština", "Czech"),
    ("da", "Dansk", "Danish"),
    ("de", "Deutsch", "German"),
    ("el", "Ελληνικά", "Greek"),
    ("en", "English", "English"),
    ("es", "Español", "Spanish"),
    ("et", "Eesti", "Estonian"),
    ("eu", "Euskara", "Basque"),
    ("fa", "فارسی", "Persian"),
    ("fi", "Suomi", "Finnish"),
    ("fr", "Français", "French"),
    ("ga", "Gaeilge", "Irish"),
    ("gl", "Galego", "Galician"),
    ("gu", "ગુજરાતી", "Gujarati"),
    ("ha", "Hausa", "Hausa"),
    ("he", "עברית", "Hebrew"),
    ("hi", "हिन्दी", "Hindi"),
    ("hr", "Hrvatski", "Croatian"),
    ("hu", "Magyar", "Hungarian"),
    ("hy", "Հայերեն", "Armenian"),
    ("id", "Bahasa Indonesia", "Indonesian"),
    ("is", "Íslenska", "Icelandic"),
    ("it", "Italiano", "Italian"),
    ("ja", "日本語", "Japanese"),
    ("ka", "ქართული", "Georgian"),
    ("kk", "Қазақша", "Kazakh"),
    ("km", "ខ្មែរ", "Khmer"),
    ("ko", "한국어", "Korean"),
    ("ku", "Kurdî", "Northern Kurdish"),
    ("ky", "Кыргызча", "Kyrgyz"),
    ("lt", "Lietuvių", "Lithuanian"),
    ("lv", "Latviešu", "Latvian"),
    ("mk", "Македонски", "Macedonian"),
    ("mn", "Монгол", "Mongolian"),
    ("mr", "मराठी", "Marathi"),
    ("ms", "Bahasa Melayu", "Malay"),
    ("my", "မြန်မာ", "Burmese"),
    ("ne", "नेपाली", "Nepali"),
    ("nl", "Nederlands", "Dutch"),
    ("no", "Norsk", "Norwegian"),
    ("om", "Afaan Oromoo", "Oromo"),
    ("pa", "ਪੰਜਾਬੀ", "Punjabi"),
    ("pl", "Polski", "Polish"),
    ("ps", "پښتو", "Pashto"),
    ("pt", "Português", "Portuguese"),
    ("ro", "Română", "Romanian"),
    ("ru", "Русский", "Russian"),
    ("sd", "سنڌي", "Sindhi"),
    ("si", "සිංහල", "Sinhala"),
    ("sk", "Slovenčina", "Slovak"),
    ("sl", "Slovenščina", "Slovenian"),
    ("so", "Soomaali", "Somali"),
    ("sq", "Shqip", "Albanian"),
    ("sr", "Српски", "Serbian"),
    ("sv", "Svenska", "Swedish"),
    ("sw", "Kiswahili", "Swahili"),
    ("ta", "தமிழ்", "Tamil"),
    ("te", "తెలుగు", "Telugu"),
    ("tg", "Тоҷикӣ", "Tajik"),
    ("th", "ไทย", "Thai"),
    ("ti", "ትግርኛ", "Tigrinya"),
    ("tk", "Türkmençe", "Turkmen"),
    ("tl", "Filipino", "Filipino"),
    ("tr", "Türkçe", "Turkish"),
    ("ug", "ئۇيغۇرچە", "Uyghur"),
    ("uk", "Українська", "Ukrainian"),
    ("ur", "اردو", "Urdu"),
    ("uz", "Oʻzbekcha", "Uzbek"),
    ("vi", "Tiếng Việt", "Vietnamese"),
    ("yi", "ייִדיש", "Yiddish"),
    ("yo", "Yorùbá", "Yoruba"),
    ("zh", "中文", "Chinese"),
    ("zu", "isiZulu", "Zulu"),
)

#: The known languages by code, in the order of their codes.
LANGUAGES: Final[Mapping[str, Language]] = MappingProxyType(
    {
        code: Language(code, native, english, direction_of_language(code))
        for code, native, english in _NAMES
    }
)


def known_language(code: str) -> Language | None:
    """Return the language of a BCP 47 tag, or None.

    ``fa-AF`` and ``FA_af`` answer as ``fa``; the tag's own script decides the direction
    (``az-Arab`` runs from right to left).
    """
    primary = primary_code(code)
    found = LANGUAGES.get(primary)
    if found is None:
        return None
    direction = direction_of_language(code)
    if direction == found.direction:
        return found
    return Language(found.code, found.native, found.english, direction)


def primary_code(code: str) -> str:
    """Return the language alone of a tag, in lower case: ``es`` of ``es-MX``."""
    return code.strip().replace("_", "-").split("-", 1)[0].lower()
