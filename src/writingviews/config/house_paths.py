"""Which paths belong to the house and not to the page tree."""

from typing import Final

#: First parts of the house's paths; `tests/test_addresses.py` holds them against the URLconf.
#: ``search`` and ``replies`` may stand behind a language's prefix.
HOUSE_PATHS: Final = (
    "desk",
    "newsroom",
    "moderation",
    "settings",
    "account",
    "notices",
    "guest",
    "search",
    "replies",
    "enter",
)
