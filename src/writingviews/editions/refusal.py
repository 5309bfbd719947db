"""What is said when nothing can be carried."""


class EditionRefused(Exception):
    """It was not made; the message says why and what to do."""
