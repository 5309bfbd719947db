"""A found passage as HTML. Pure."""

from collections.abc import Iterable
from html import escape


def passage_html(segments: Iterable[tuple[str, bool]]) -> str:
    """Return a passage with its found words in ``<mark>``; everything is escaped.

    Args:
        segments: (text, whether it was found), in order.
    """
    return "".join(
        f"<mark>{escape(text)}</mark>" if hit else escape(text) for text, hit in segments
    )
