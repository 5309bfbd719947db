"""The line at the foot of a page: what one holds in hand, and the page's number."""

from itertools import accumulate
from typing import Final

from writingviews.language.direction import direction_of_language
from writingviews.site.rendering import digits

from .widths import text_width

#: Points of its letters, and the part of the line's width that its words have.
SIZE: Final = 7.5
PART: Final = 0.85
_STYLES: Final = {"۰": "persian", "٠": "arabic-indic"}


def counter_style(language: str) -> str:
    """Return the style of CSS in which a language counts."""
    return _STYLES.get(digits(language)[0], "decimal")


def foot(language: str, words: str) -> str:
    """Return the CSS of a foot: the words where a line begins, the number where it ends.

    Args:
        language: says the direction and the digits.
        words: one line; see `shortened`.
    """
    rtl = direction_of_language(language) == "rtl"
    face = "Vazir, Sans" if rtl else "Sans, Vazir"
    start, end = ("right", "left") if rtl else ("left", "right")
    number = f"counter(page, {counter_style(language)})"
    return (
        f"@page {{ @bottom-{start} {{ content: {css_string(words)}; font: {SIZE}pt/1.2 {face}; "
        f"direction: {'rtl' if rtl else 'ltr'}; vertical-align: top; padding-top: 4mm; "
        f"width: {PART:.0%}; text-align: {start}; color: #444; white-space: nowrap; "
        f"overflow: hidden }} @bottom-{end} {{ content: {number}; font: 700 8.5pt/1 {face}; "
        f"vertical-align: top; padding-top: 4mm; width: {1 - PART:.0%}; text-align: {end} }} }}"
    )


def running_head(language: str) -> str:
    """Return the CSS of a line above a page: the article that goes on there, but not where it
    begins. The head of the article says it in ``data-head``."""
    rtl = direction_of_language(language) == "rtl"
    side, face = ("right", "Vazir, Sans") if rtl else ("left", "Sans, Vazir")
    return (
        f"@page {{ @top-{side} {{ content: string(piece, first-except); font: {SIZE}pt/1.2 {face}; "
        f"direction: {'rtl' if rtl else 'ltr'}; text-align: {side}; color: #444; width: 100%; "
        "vertical-align: bottom; padding-bottom: 4mm; white-space: nowrap; overflow: hidden } } "
    )


def shortened(words: str, most: float) -> str:
    """Return words for a line that repeats what stands elsewhere whole: cut after a word.

    Args:
        words: a headline.
        most: ems that the line holds; see `SIZE`.
    """
    if text_width(words) <= most:
        return words
    room = most - text_width("…")
    kept = words[: sum(1 for width in accumulate(map(text_width, words)) if width <= room)]
    return f"{(kept.rpartition(' ')[0] or kept).rstrip(' ,;:.،؛-–—')}…"


def css_string(text: str) -> str:
    """Return text as a string of CSS, which nothing in it can end."""
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in text) + '"'
