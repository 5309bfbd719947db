"""Which of the words that were written somewhere a misspelt one may have meant. Pure."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from writingviews.language.fold import word_forms
from writingviews.language.words import WORD

#: A shorter word is near too many others.
SHORTEST: Final = 4
_APOSTROPHES: Final = frozenset("'’ʼ")


def distance_for(word: str) -> int:
    """Return how many letters may differ: one, in a long word two."""
    return 1 if len(word) < 6 else 2


def nearest(word: str, texts: Iterable[str]) -> str | None:
    """Return the word of some texts that is nearest in spelling, the more frequent of two.

    Args:
        word: folded.
        texts: as their writers wrote them, at most some ten thousand words.
    """
    seen: Counter[str] = Counter(match.group() for text in texts for match in WORD.finditer(text))
    best: tuple[int, int, str] | None = None
    most = distance_for(word)
    for written, times in seen.items():
        # The owner of something ("bride's") is no spelling that a reader meant.
        forms = () if _APOSTROPHES & set(written) else word_forms(written)
        if not forms or abs(len(forms[0]) - len(word)) > most:
            continue
        apart = letters_apart(word, forms[0])
        rank = (apart, -times, written)
        if 0 < apart <= most and (best is None or rank < best):
            best = rank
    return best[2] if best else None


def letters_apart(one: str, other: str) -> int:
    """Return how many letters are to be put in, left out, changed, or changed with their neighbour
    (Damerau's distance, each place touched once)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
