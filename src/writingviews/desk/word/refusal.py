"""What a writer is told when a Word file cannot be taken."""


class WordFileRefused(Exception):
    """A file cannot be taken; the message is for the writer: what it is, why, what to do."""
