"""Why an act of review is not possible."""

from collections.abc import Iterable


class ReviewRefused(Exception):
    """The act is not possible; the message says which rule and what would satisfy it.

    `fields` are those that the message belongs beside, if it belongs beside any.
    """

    def __init__(self, message: str, fields: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.fields = tuple(fields)


class WrittenMeanwhile(ReviewRefused):
    """The same words were changed in another window; `version` is that of what stands stored."""

    def __init__(self, version: int) -> None:
        super().__init__(
            "This was changed in another window of yours. What you typed here is below and not "
            "stored yet; beside it is what the other window stored. Put them together, then save."
        )
        self.version = version
