"""A found passage as HTML. Pure."""

from collections.abc import Iterable
from html import escape

from .typesetting import speech_kept


def passage_html(segments: Iterable[tuple[str, bool]], language: str) -> str:
    """Return a passage with its found words in ``<mark>``; everything is escaped.

    Args:
        segments: (text, whether it was found), in order.
        language: of the passage.
    """
    html = "".join(
        f"<mark>{escape(text)}</mark>" if hit else escape(text) for text, hit in segments
    )
    return speech_kept(html, language)
