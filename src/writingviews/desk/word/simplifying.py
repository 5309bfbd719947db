"""Runs joined to what they are: Word parts a sentence at every correction and every look at it.

What is said of a run and has no meaning on a sheet (its face, size, colour, the session in which it
was typed) goes first. It saves more than half of the work, and nothing is lost by it.
"""

from typing import Final
from xml.etree.ElementTree import Element

from .namespaces import W
from .preparing import LANGUAGE
from .refusal import WordFileRefused

#: More than a sheet holds in any case (`frontend/document/rules.ts`).
MOST_CHARACTERS: Final = 2_000_000
MOST_PARAGRAPHS: Final = 30_000
MOST_RUNS: Final = 100_000

_MEANING: Final = frozenset(f"{W}{name}" for name in ("b", "i", "strike", "vertAlign"))
_STYLE: Final = f"{W}rStyle"
_VALUE: Final = f"{W}val"


def simplify(root: Element) -> None:
    """Join the runs of a part that are alike, in place.

    Raises:
        WordFileRefused: there is more than any sheet holds.
    """
    characters = paragraphs = runs = 0
    for parent in root.iter():
        if parent.tag == f"{W}p":
            paragraphs += 1
            parent.attrib.clear()
        kept: list[Element] = []
        before: tuple[object, Element] | None = None
        for child in parent:
            if child.tag != f"{W}r":
                kept.append(child)
                before = None
                continue
            child.attrib.clear()
            manner = _manner(child)
            words = _words(child)
            if words is not None and before is not None and before[0] == manner:
                before[1].text = f"{before[1].text or ''}{words.text or ''}"
            else:
                kept.append(child)
                before = None if words is None else (manner, words)
                runs += 1
            characters += len((words.text if words is not None else "") or "")
        if len(kept) < len(parent):
            parent[:] = kept
    if characters > MOST_CHARACTERS or paragraphs > MOST_PARAGRAPHS or runs > MOST_RUNS:
        raise WordFileRefused("The file holds more text than a sheet can. Bring it in parts.")


def _manner(run: Element) -> tuple[tuple[str, str | None], ...]:
    """Return what is meant by a run's properties; the others are taken off."""
    properties = run.find(f"{W}rPr")
    if properties is None:
        return ()
    properties[:] = [
        one
        for one in properties
        if one.tag in _MEANING or (one.tag == _STYLE and one.get(_VALUE, "").startswith(LANGUAGE))
    ]
    return tuple(sorted((one.tag, one.get(_VALUE)) for one in properties))


def _words(run: Element) -> Element | None:
    """Return the text of a run that holds nothing else."""
    inside = [child for child in run if child.tag != f"{W}rPr"]
    return inside[0] if len(inside) == 1 and inside[0].tag == f"{W}t" else None
