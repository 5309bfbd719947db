"""In which script a name is written, and whether it could pass for one in another.

Some letters of different scripts look the same: a Cyrillic "а" in a Latin name shows nowhere. The
first rule is the "highly restrictive" level of Unicode Technical Standard 39, section 5.2. The
script of a letter is read off its Unicode name ("CYRILLIC SMALL LETTER A"), which is right for all
letters in use today; Python has no other table of scripts.
"""

import unicodedata
from collections.abc import Iterator
from typing import Final

#: Scripts that one writer uses side by side, within a word.
_WRITTEN_TOGETHER: Final = tuple(
    frozenset({"LATIN", "CJK", *more})
    for more in (("HIRAGANA", "KATAKANA"), ("BOPOMOFO",), ("HANGUL",))
)
#: First words of Unicode names that are no script, and the script that is meant; "" for those that
#: every script uses.
_MEANT: Final = {
    "COMBINING": "",
    "MODIFIER": "",
    "VARIATION": "",
    "IDEOGRAPHIC": "CJK",
    "KATAKANA-HIRAGANA": "KATAKANA",
}
#: Letters that look like a Latin one, of scripts that have others too.
_LATIN_TWINS: Final = {
    "CYRILLIC": "асеорухіјѕѵһԁԛԝӏАВЕКМНОРСТУХІЈЅѴԌԚԜӀ",
    "GREEK": "ανορυικχγΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "ARMENIAN": "օսոհյցզքՕՏՍԼ",
}
#: Scripts with letters of Latin shape; of the latter ones nearly all.
_ALIKE: Final = frozenset({"LATIN", *_LATIN_TWINS, "CHEROKEE", "COPTIC", "LISU"})


def scripts_of(text: str) -> frozenset[str]:
    """Return the scripts of a text's letters and marks, as Unicode names them: ``{"LATIN"}``.

    Digits, punctuation and what all scripts use belong to none.
    """
    return frozenset(_script(letter) for letter in _opened(text)) - {""}


def is_one_script(text: str) -> bool:
    """Whether a text keeps to one script, or to those that Chinese, Japanese and Korean mix, Latin
    among them; its digits to one set."""
    found = scripts_of(text)
    zeros = {ord(each) - unicodedata.digit(each) for each in text if each.isdecimal()}
    together = any(found <= scripts for scripts in _WRITTEN_TOGETHER)
    return (len(found) <= 1 or together) and len(zeros) <= 1


def could_pose(name: str) -> bool:
    """Whether a name mixes letters that look alike, so that it could pass for another name.

    A word may not mix Latin, Cyrillic, Greek and the like ("Mirа" with a Cyrillic а); and beside
    words in one of them, a word in another must show that it is one: "Группа ABC" does, "Сосо
    Chanel" with a Cyrillic Сосо does not. Names in two scripts that nobody confuses, as Arabic
    and Latin, are free.
    """
    words = [(found, word) for word in _words(name) if (found := scripts_of(word) & _ALIKE)]
    if any(len(found) > 1 for found, _ in words):
        return True
    mixed = len({script for found, _ in words for script in found}) > 1
    return mixed and any(
        "LATIN" not in found and not _shows_its_script(word) for found, word in words
    )


def _shows_its_script(word: str) -> bool:
    return any(
        letter not in _LATIN_TWINS.get(script, letter)
        for letter in _opened(word)
        if (script := _script(letter))
    )


def _opened(text: str) -> str:
    """Compatibility forms as plain letters, and accents by themselves."""
    return unicodedata.normalize("NFKD", text)


def _words(text: str) -> Iterator[str]:
    kept = (each if _is_letter(each) else " " for each in _opened(text))
    yield from "".join(kept).split()


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LM"


def _script(character: str) -> str:
    if not _is_letter(character):
        return ""
    first = unicodedata.name(character, "").partition(" ")[0]
    return _MEANT.get(first, first)
