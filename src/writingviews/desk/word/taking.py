"""Taking a Word file in: its words as HTML, its pictures as this house's own."""

from dataclasses import dataclass

from writingviews.media.models import Picture
from writingviews.media.services import store_pictures

from .reader import read_word_file
from .refusal import WordFileRefused

__all__ = ["TakenText", "WordFileRefused", "take_word_file"]


@dataclass(frozen=True, slots=True)
class TakenText:
    """A Word file's text, for a sheet to clean and to set.

    Args:
        html: as mammoth wrote it; ``<img src="picture:3">`` stands for the fourth of `pictures`.
        pictures: their ids; None where one could not be taken.
        left: how many pictures did not come along.
    """

    html: str
    pictures: list[str | None]
    left: int


def take_word_file(*, data: bytes) -> TakenText:
    """Read a Word file and store its pictures, cleaned and cut as they were shown in it.

    Args:
        data: the upload, as it came. Neither it nor anything it says of itself is kept.

    Raises:
        WordFileRefused: with a sentence for the writer.
    """
    text = read_word_file(data)
    cuts = {index: cut for index, (_, cut) in enumerate(text.pictures) if cut is not None}
    outcomes = store_pictures(((i, one) for i, (one, _) in enumerate(text.pictures)), cuts=cuts)
    pictures = [outcome.id if isinstance(outcome, Picture) else None for _, outcome in outcomes]
    return TakenText(text.html, pictures, text.left + pictures.count(None))
