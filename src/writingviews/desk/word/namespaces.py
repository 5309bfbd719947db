"""Names of WordprocessingML and what stands in it, as ElementTree writes them (ECMA-376)."""

from typing import Final
from xml.etree.ElementTree import Element

_FORMATS: Final = "http://schemas.openxmlformats.org/"

W: Final = f"{{{_FORMATS}wordprocessingml/2006/main}}"
R: Final = f"{{{_FORMATS}officeDocument/2006/relationships}}"
A: Final = f"{{{_FORMATS}drawingml/2006/main}}"
WP: Final = f"{{{_FORMATS}drawingml/2006/wordprocessingDrawing}}"
PIC: Final = f"{{{_FORMATS}drawingml/2006/picture}}"
MATH: Final = f"{{{_FORMATS}officeDocument/2006/math}}"
COMPATIBLE: Final = f"{{{_FORMATS}markup-compatibility/2006}}"
VML: Final = "{urn:schemas-microsoft-com:vml}"
OFFICE: Final = "{urn:schemas-microsoft-com:office:office}"


def said(parent: Element | None, name: str) -> str | None:
    """Return what `<w:name w:val="…"/>` in `parent` says; None if it is not there."""
    found = None if parent is None else parent.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val")


def switched(parent: Element | None, name: str) -> bool | None:
    """Return whether `<w:name/>` in `parent` is on or off; None if it is not there."""
    found = None if parent is None else parent.find(f"{W}{name}")
    if found is None:
        return None
    return found.get(f"{W}val", "true") not in {"0", "false", "off", "none"}


def number(text: str | None) -> int | None:
    """Return a whole number of at most six digits; None for anything else."""
    if text is None or len(text) > 7 or not text.lstrip("-").isdecimal():
        return None
    return int(text)
