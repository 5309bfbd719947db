"""The built front-end files and their hashed names.

`node frontend/build.mjs` writes them beside this module, into ``built/``, with a
``manifest.json`` that maps each plain name to the hashed one. They are served below
``/assets/`` and never change, so they may be kept for ever. Beside each that shrinks lie its
compressed copies, ``.br`` and ``.gz``: made once, when the front end is built.
"""

import json
from functools import cache
from pathlib import Path
from typing import Final

BUILT_DIR: Final = Path(__file__).parent / "built"
ADDRESS: Final = "/assets/"


class AssetMissing(LookupError):
    """A front-end file has not been built."""


@cache
def _manifest() -> dict[str, str]:
    try:
        text = (BUILT_DIR / "manifest.json").read_text(encoding="utf-8")
    except FileNotFoundError:
        raise AssetMissing("The front end is not built. Run `make build`.") from None
    manifest: dict[str, str] = json.loads(text)
    return manifest


def asset_name(name: str) -> str:
    """Return the name of a built file in `BUILT_DIR`, such as ``site-AB12CD.css`` for ``site.css``.

    Raises:
        AssetMissing: the front end was not built, or has no file of that name.
    """
    try:
        return _manifest()[name]
    except KeyError:
        raise AssetMissing(
            f"The front end has no file {name!r}; it has {', '.join(sorted(_manifest()))}. "
            "Run `make build` if it is new."
        ) from None


def asset_address(name: str) -> str:
    """Return the address of a built file, such as ``/assets/site-AB12CD.css`` for ``site.css``.

    Raises:
        AssetMissing: the front end was not built, or has no file of that name.
    """
    return ADDRESS + asset_name(name)


def built_files() -> list[Path]:
    """Return every built file but the manifest and the compressed copies."""
    if not BUILT_DIR.is_dir():
        raise AssetMissing("The front end is not built. Run `make build`.")
    return sorted(
        path
        for path in BUILT_DIR.iterdir()
        if path.is_file() and path.name != "manifest.json" and path.suffix not in {".br", ".gz"}
    )
