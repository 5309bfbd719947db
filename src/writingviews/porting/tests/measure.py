"""An export of WordPress of any size, to measure an import with.

``python -m writingviews.porting.tests.measure FILE POSTS WORDS`` writes it; then
``writingviews import FILE --checked`` into a fresh house tells the time.
"""

import random
import sys
from pathlib import Path

from .wxr import HEAD, TAIL, item, term

_SYLLABLES = tuple("kalomitersanverodipelhunar")


def words(chance: random.Random, count: int) -> list[str]:
    """Return words that nobody wrote, of two to eight letters."""
    return ["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 8))) for _ in range(count)]


def write(file: Path, posts: int, length: int) -> None:
    """Write an export of `posts` posts of `length` words each."""
    chance = random.Random(8)
    with file.open("w", encoding="utf-8") as out:
        out.write(HEAD)
        for number in range(1, posts + 1):
            said = words(chance, length)
            paragraphs = [" ".join(said[at : at + 70]) for at in range(0, length, 70)]
            content = "\n\n".join(
                f"<!-- wp:paragraph -->\n<p>{one[:60]} <em>{one[60:70]}</em>{one[70:]}.</p>\n"
                "<!-- /wp:paragraph -->"
                for one in paragraphs
            )
            topic = chance.choice(_SYLLABLES)
            out.write(
                item(
                    number,
                    content,
                    term("category", "culture", "Culture"),
                    term("post_tag", topic, topic),
                    title=" ".join(words(chance, 5)).capitalize(),
                    slug=f"post-{number}",
                )
            )
        out.write(TAIL)


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
