"""The faces on paper: the site's, each as a whole font of one weight, and who has which letter."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

#: Where `make_faces` puts them.
BUILT: Final = Path(__file__).parent / "built"


class FacesMissing(Exception):
    """The faces were not built; the message says how to build them."""


@dataclass(frozen=True)
class Face:
    """A face of one weight.

    Args:
        name: what the font calls itself.
        family, weight, slanted: what a style sheet calls it.
        package: the npm package under ``@fontsource-variable/``.
        form: the end of its files' names.
        subsets: the pieces to join, the most used first.
        axes: where the variable font is fixed.
    """

    name: str
    family: str
    weight: int
    package: str
    form: str
    subsets: tuple[str, ...]
    axes: Mapping[str, float]
    slanted: bool = False

    @property
    def file_name(self) -> str:
        return f"{self.name.lower().replace(' ', '-')}.ttf"

    def file(self, subset: str) -> str:
        """Return the name of a piece in the package."""
        return f"{self.package}-{subset}-{self.form}.woff2"

    @property
    def rule(self) -> str:
        """Its ``@font-face``."""
        return (
            f"@font-face {{ font-family: {self.family}; font-weight: {self.weight}; "
            f"font-style: {'italic' if self.slanted else 'normal'}; "
            f"src: url(/fonts/{self.file_name}) }}"
        )


_LATIN: Final = ("latin", "latin-ext", "vietnamese")
_WIDE: Final = (*_LATIN, "greek", "cyrillic")
_ARABIC: Final = ("arabic", "latin", "latin-ext")


def _newsreader(name: str, weight: int, size: float, *, slanted: bool = False) -> Face:
    return Face(
        name=f"Views {name}",
        family="Headline" if size > 20 else "Text",
        weight=700 if weight > 500 and size < 20 else 400,
        package="newsreader",
        form="opsz-italic" if slanted else "opsz-normal",
        subsets=_LATIN,
        axes={"wght": weight, "opsz": size},
        slanted=slanted,
    )


def _plain(name: str, family: str, weight: int, package: str, subsets: tuple[str, ...]) -> Face:
    return Face(
        name=f"Views {name}",
        family=family,
        weight=700 if weight > 500 else 400,
        package=package,
        form="wght-normal",
        subsets=subsets,
        axes={"wght": weight},
    )


#: All of them. Newsreader is drawn for sizes; text is fixed at 11 pt, headlines at 48.
FACES: Final = (
    _newsreader("Text", 400, 11),
    _newsreader("Text Italic", 400, 11, slanted=True),
    _newsreader("Text Bold", 650, 11),
    _newsreader("Text Bold Italic", 650, 11, slanted=True),
    _newsreader("Headline", 520, 48),
    _newsreader("Headline Italic", 480, 48, slanted=True),
    _plain("Sans", "Sans", 400, "source-sans-3", _WIDE),
    _plain("Sans Bold", "Sans", 650, "source-sans-3", _WIDE),
    # For signs that no other has. Not for text: it draws letters from strokes and dots, which
    # nobody can read back out of a PDF (docs/decisions/0015-paper.md).
    _plain("Naskh", "Naskh", 400, "noto-naskh-arabic", (*_ARABIC, "symbols", "math")),
    _plain("Vazir", "Vazir", 400, "vazirmatn", _ARABIC),
    _plain("Vazir Bold", "Vazir", 650, "vazirmatn", _ARABIC),
)


def face_rules() -> str:
    """Return the ``@font-face`` rules of all faces."""
    return "\n".join(face.rule for face in FACES)


def face_bytes(file_name: str) -> bytes:
    """Return the font of a face by its file's name.

    Raises:
        FacesMissing: it was not built.
        KeyError: there is no such face.
    """
    if file_name not in {face.file_name for face in FACES}:
        raise KeyError(file_name)
    try:
        return (BUILT / file_name).read_bytes()
    except FileNotFoundError:
        raise FacesMissing(
            f"The face {file_name} is not built. `make build` makes the faces for paper."
        ) from None


@lru_cache(maxsize=1)
def covered() -> frozenset[int]:
    """Return every code point that one of the faces can draw. 50 ms the first time."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - fontTools comes with what prints

    found: set[int] = set()
    for face in FACES:
        try:
            with TTFont(BUILT / face.file_name, lazy=True) as font:
                found.update(font.getBestCmap())
        except FileNotFoundError:
            face_bytes(face.file_name)  # says how to build them
    return frozenset(found)
