"""The words with which a letter may begin, and filling them in. Pure."""

from collections.abc import Mapping
from typing import Final

from writingviews.articles.lifecycle import Verb

#: What stands in the words for something of the piece.
TITLE: Final = "{title}"
WRITER: Final = "{writer}"
PUBLICATION: Final = "{publication}"

#: In English, until the publication writes its own.
DEFAULTS: Final[Mapping[Verb, str]] = {
    Verb.ACCEPT: (
        "Dear {writer},\n\n"
        "we accept “{title}” for {publication}.\n\n"
        "What we liked most: \n\n"
        "What happens next: we read it once more for slips, show you what we change, and tell you "
        "the day on which it is published.\n\n"
        "Thank you for it."
    ),
    Verb.ASK_FOR_CHANGES: (
        "Dear {writer},\n\n"
        "thank you for “{title}”. We would like to read it again after some changes.\n\n"
        "What works, and should stay: \n\n"
        "What we ask you to work on, the most important first:\n\n"
        "1. \n\n"
        "2. \n\n"
        "Where you disagree, say so in your plan: it is your piece."
    ),
    Verb.DECLINE: (
        "Dear {writer},\n\n"
        "thank you for letting us read “{title}”. We will not publish it in {publication}.\n\n"
        "Our reason: \n\n"
        "What we saw in it that is worth keeping: \n\n"
        "You can reopen it as a draft whenever you like, and we would be glad to read something "
        "else of yours."
    ),
}


def filled(words: str, *, title: str, writer: str, publication: str) -> str:
    """Return words with what they say of the piece put in."""
    for place, value in ((TITLE, title), (WRITER, writer), (PUBLICATION, publication)):
        words = words.replace(place, value)
    return words
