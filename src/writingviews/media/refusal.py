"""What a writer is told when a picture cannot be taken."""


class PictureRefused(Exception):
    """An upload cannot be taken; the message is for the writer: what it is, why, what to do."""
