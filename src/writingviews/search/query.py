"""What a reader's query asks for. Pure."""

import re
from dataclasses import dataclass
from typing import Final

from .analysis import Unit, units

MAX_CHARACTERS: Final = 1_000
MAX_WORDS: Final = 64

_PHRASE: Final = re.compile('["“”„«»](?P<phrase>[^"“”„«»]+)["“”„«»]')


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, taken apart.

    Args:
        words: any of them may be in an article; the more and the rarer, the better.
        phrases: each must be in an article, word for word (spelling folded).
    """

    words: tuple[Unit, ...]
    phrases: tuple[tuple[str, ...], ...]

    @property
    def empty(self) -> bool:
        return not self.words and not self.phrases

    @property
    def terms(self) -> frozenset[str]:
        """Every term that counts as found, for the passages."""
        return frozenset(term for unit in self.words for term in unit.terms)


def asked(query: str, language: str | None) -> Asked:
    """Take a query apart; whatever is in it, something comes out.

    Words inside any quotes are a phrase. Function words are left out where there are others,
    except inside a phrase. What is beyond 1,000 characters or 64 words is not read.

    Args:
        query: as the reader typed it.
        language: BCP 47 tag, if only one language is searched.
    """
    text = query[:MAX_CHARACTERS]
    phrases: list[tuple[str, ...]] = []
    quoted: list[Unit] = []
    for match in _PHRASE.finditer(text):
        found = units(match.group("phrase"), language)[:MAX_WORDS]
        if found:
            phrases.append(tuple(unit.exact for unit in found))
            quoted += found
    loose = units(_PHRASE.sub(" ", text), language)
    telling = [unit for unit in (*loose, *quoted) if not unit.idle]
    # The words of a phrase count as words too: they rank what holds the phrase.
    wanted = telling or ([] if phrases else loose)
    once = {unit.exact: unit for unit in wanted}
    return Asked(tuple(once.values())[:MAX_WORDS], tuple(dict.fromkeys(phrases))[:MAX_WORDS])
