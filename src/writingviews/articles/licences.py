"""Under what readers may pass the texts on: the list to choose from, and each one's line. Pure.

Source of the addresses: creativecommons.org, "About CC Licenses", version 4.0.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

RESERVED: Final = "reserved"
_AT: Final = "https://creativecommons.org"

#: Name and address of Creative Commons' by the code that is stored, the freest first.
CREATIVE_COMMONS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {"cc0": ("CC0 1.0", f"{_AT}/publicdomain/zero/1.0/")}
    | {
        f"cc-{kind}": (f"CC {kind.upper()} 4.0", f"{_AT}/licenses/{kind}/4.0/")
        for kind in ("by", "by-sa", "by-nc", "by-nc-sa", "by-nd", "by-nc-nd")
    }
)
CODES: Final = frozenset({RESERVED, *CREATIVE_COMMONS})

#: The line at the foot of each page, in the languages that the site's own words have.
LINES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "en": ("You may pass these texts on under {name}.", "All rights reserved."),
        "fa": (
            "این متن‌ها را می‌توانید با مجوز {name} بازنشر کنید.",
            "همهٔ حقوق محفوظ است.",
        ),
        "ar": ("يمكنكم إعادة نشر هذه النصوص برخصة {name}.", "جميع الحقوق محفوظة."),
        "es": (
            "Puede difundir estos textos con la licencia {name}.",
            "Todos los derechos reservados.",
        ),
        "fr": ("Vous pouvez diffuser ces textes sous la licence {name}.", "Tous droits réservés."),
    }
)


def line_of(code: str, language: str) -> str:
    """Return a licence's line in a language, in English where there is none.

    Args:
        code: of `CODES`.
        language: BCP 47; its first part counts.
    """
    free, reserved = LINES.get(language.partition("-")[0], LINES["en"])
    if code == RESERVED:
        return reserved
    return free.format(name=CREATIVE_COMMONS[code][0])


def address_of(code: str) -> str:
    """Return where a licence stands in full; "" for reserved rights, which stand nowhere."""
    return CREATIVE_COMMONS[code][1] if code in CREATIVE_COMMONS else ""
