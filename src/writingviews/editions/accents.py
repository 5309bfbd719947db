"""The publication's colour, for what is drawn without the site's styles: pure."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

#: The site's accents (frontend/site/tokens.css) by name, in degrees of OKLCH.
ACCENTS: Final[Mapping[str, int]] = MappingProxyType(
    {"madder": 28, "ink": 262, "moss": 145, "plum": 335, "ochre": 70, "slate": 225}
)
#: Stands for a name that is none of them.
FIRST: Final = 28
