"""Words that hold a sentence together and say little about what it is about.

A search leaves them out when there are others; a passage does not mark them. The lists are
short on purpose: a word that can be a reader's subject (``will``, ``state``) is not here.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from .fold import fold

_WORDS: Final = {
    "en": """
        a about after all also an and any are as at be because been before being but by can could
        did do does doing done for from had has have having he her here hers him his how i if in
        into is it its me more most my no nor not of on only or other our ours out over she should
        so some such than that the their theirs them then there these they this those through to
        too under until up us very was we were what when where which while who whom whose why
        with would you your yours don't doesn't didn't isn't it's i'm
    """,
    "es": """
        a al algo ante antes aquel aquella aquellas aquellos aquello como con contra cual cuales
        cuando de del desde donde dos durante e el ella ellas ellos en entre era eran es esa esas
        ese eso esos esta está están estas este esto estos fue fueron ha hace han hasta hay la las
        le les lo los más me mi mis muy ni no nos o otra otras otro otros para pero por porque que
        qué quien quienes se según ser si sí sido sin sobre son su sus también tan tanto te tiene
        tienen todo todos tu tus u un una unas uno unos y ya yo
    """,
    "fa": """
        از است اش اگر اما ام آن آنها آنان ات او ای این اینها اینکه با باید بر برای بود بودن بودند
        به بی پس تا تر ترین تو جز چرا چنین چون چه چیست خود خواهد دارد دارند داشت در دیگر را شد شده
        شود شوند کرد کرده کردن کنند کند که گر ما مانند من مگر می نمی نه نیز نیست و ها های هایی هر
        هست هستند هم همان همه همین هنوز هیچ وی ولی یا یک شما ایشان اند ایم اید
    """,
    "ar": """
        إلى إن أن أو أي أما أنا أنت إذا الذي التي الذين اللاتي اللواتي بعد بعض بل بين تحت ثم حتى
        حيث ذلك تلك دون سوف ضد عن عند على عليه عليها غير فوق في فيه فيها قبل قد كان كانت كل كما كي
        كيف لا لدى لقد لكن لم لن له لها لهم ليس ليست ما مع من منه منها منذ نحن نحو هذا هذه هل هم
        هن هنا هناك هو هي و وفي ومن ولا وما وهو وهي يا يكون
    """,
}

#: Folded function words by language.
FUNCTION_WORDS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {code: frozenset(fold(word) for word in words.split()) for code, words in _WORDS.items()}
)

#: Those of all languages together: for a text or a query whose language is not known.
ALL_FUNCTION_WORDS: Final = frozenset().union(*FUNCTION_WORDS.values())


def is_function_word(folded: str, language: str | None = None) -> bool:
    """Whether a folded word is a function word of a language, or of any if none is named.

    A language without a list has none.
    """
    if language is None:
        return folded in ALL_FUNCTION_WORDS
    return folded in FUNCTION_WORDS.get(language, frozenset())
