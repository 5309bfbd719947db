"""What a reply looks like, judged by what moderators put aside and let through. Pure.

Naive Bayes over words, with Robinson's estimate for words met seldom (G. Robinson, "A statistical
approach to the spam problem", Linux Journal 107, 2003). A word never met speaks through its runs
of four letters, so that "c4sin0s" does not pass for lack of acquaintance. It judges in any
language, for it knows none.
"""

import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from writingviews.language.fold import word_forms
from writingviews.language.function_words import is_function_word
from writingviews.language.words import WORD

#: From here on a reply waits behind the others. High: a person's reply sorted back waits longer,
#: spam in front costs a moderator one key.
LIKELY: Final = 0.95
#: Decisions of each sort before the filter says anything.
ENOUGH: Final = 5
_TELLING: Final = 20
_REASONS: Final = 4
_FRAGMENT: Final = 4
_MOST_WORDS: Final = 400
_HOST: Final = re.compile(r"https?://(?:www\.)?([^\s/<>\"'?#]{3,80})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the filter takes a reply for.

    Args:
        likelihood: that moderators would put it aside, 0 to 1; 0.5 while nothing is known.
        reasons: the words that spoke most for it, as a moderator may read them.
    """

    likelihood: float
    reasons: tuple[str, ...]

    @property
    def likely_spam(self) -> bool:
        return self.likelihood >= LIKELY


def traits(name: str, text: str) -> frozenset[str]:
    """Return what a reply is judged by: its folded words without function words, the sites it
    leads to, many links."""
    hosts = [host.lower() for host in _HOST.findall(text)]
    words = (
        forms[0]
        for match in list(WORD.finditer(f"{name} {_HOST.sub(' ', text)}"))[:_MOST_WORDS]
        if (forms := word_forms(match.group())) and not is_function_word(forms[0], None)
    )
    many = ("https://…",) if len(hosts) > 1 else ()
    return frozenset((*words, *hosts[:20], *many))


class SpamFilter:
    """Counts of traits in what was put aside and in what was let through."""

    def __init__(self) -> None:
        self._aside: Counter[str] = Counter()
        self._through: Counter[str] = Counter()
        self._replies = {True: 0, False: 0}

    def learn(self, found: frozenset[str], *, aside: bool, times: int = 1) -> None:
        """Take a decided reply in, or, with ``times=-1``, out again."""
        counts = self._aside if aside else self._through
        for trait in found | _fragments(found):
            counts[trait] += times
            if counts[trait] <= 0:
                del counts[trait]
        self._replies[aside] += times

    def judge(self, found: frozenset[str]) -> Judgement:
        """Return what a reply of these traits is taken for, and why. 0.2 ms for 100 words."""
        if min(self._replies.values()) < ENOUGH:
            return Judgement(0.5, ())
        weights = [(self._weight(trait), trait) for trait in found]
        telling = sorted(weights, key=lambda each: (-abs(each[0]), each[1]))[:_TELLING]
        likelihood = 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(each[0] for each in telling)))))
        if likelihood < LIKELY:
            return Judgement(likelihood, ())
        reasons = [trait for weight, trait in telling if weight > 0][:_REASONS]
        return Judgement(likelihood, tuple(reasons))

    def _weight(self, trait: str) -> float:
        """Return the log odds of a trait; a word never met takes those of its fragments."""
        if trait in self._aside or trait in self._through:
            return self._odds(trait)
        known = [
            self._odds(part)
            for part in _fragments(frozenset((trait,)))
            if part in self._aside or part in self._through
        ]
        return sum(known) / len(known) / 2 if known else 0.0

    def _odds(self, trait: str) -> float:
        aside, through = self._aside[trait], self._through[trait]
        rate_aside = aside / self._replies[True]
        rate_through = through / self._replies[False]
        chance = rate_aside / (rate_aside + rate_through)
        met = aside + through
        sure = (0.5 + met * chance) / (1 + met)
        return math.log(sure / (1 - sure))


def _fragments(found: frozenset[str]) -> frozenset[str]:
    """Return the runs of four letters in words, marked so that none passes for a word."""
    return frozenset(
        f"~{word[start : start + _FRAGMENT]}"
        for word in found
        if len(word) > _FRAGMENT
        for start in range(len(word) - _FRAGMENT + 1)
    )
