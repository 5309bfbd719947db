"""A name is in one script; letters that look alike are not mixed."""

import pytest

from writingviews.language.scripts import could_pose, is_one_script, scripts_of


@pytest.mark.parametrize(
    ("text", "scripts"),
    [
        ("Noor", {"LATIN"}),
        ("José Ñandú-O’Neil 3", {"LATIN"}),
        ("e\u0301", {"LATIN"}),
        ("نورا", {"ARABIC"}),
        ("كَتَبَ‌ها ۱۲", {"ARABIC"}),
        ("हिन्दी", {"DEVANAGARI"}),
        ("Мира", {"CYRILLIC"}),
        ("漢字かなカー々", {"CJK", "HIRAGANA", "KATAKANA"}),
        ("𝐀ｂ", {"LATIN"}),
        ("12-+_.@…🦊", set()),
        ("", set()),
    ],
)
def test_letters_and_marks_tell_the_script(text: str, scripts: set[str]) -> None:
    assert scripts_of(text) == scripts


@pytest.mark.parametrize(
    "name",
    [
        *("noor", "noor_2.k-l+m@n", "José", "نور_۱۲", "نور12", "Мира7", "Νίκος", "हिन्दी"),
        *("kenji漢字かな", "김철수Kim", "2026", ""),
    ],
)
def test_a_name_in_one_script_is_one(name: str) -> None:
    assert is_one_script(name)


@pytest.mark.parametrize(
    "name",
    [
        *("p\u0430ypal", "Mir\u0430", "n\u03bf\u03bfr", "noor_نور", "Мираa", "かな김"),
        *("نور1۲", "نور۱١", "12٣"),
    ],
)
def test_a_name_that_mixes_scripts_or_digits_is_not(name: str) -> None:
    assert not is_one_script(name)


@pytest.mark.parametrize(
    "name",
    [
        *("Mira Talab", "نسیم راد", "Мира Талаб", "José O’Neil", "Сосо Рара", "М. А."),
        *("Группа ABC", "Анна Smith", "BBC فارسی", "Radio-فردا", "گروه X", "東京Tokyo", "Ёлка A."),
        *("Λέσχη Book Club", "1984", "R2-D2"),
    ],
)
def test_an_honest_name_poses_as_none(name: str) -> None:
    assert not could_pose(name)


@pytest.mark.parametrize(
    "name",
    [
        "Mir\u0430 Talab",  # a Cyrillic a
        "\u041cira Talab",  # a Cyrillic M
        "\u0421\u043e\u0441\u043e Chanel",  # Soso, wholly Cyrillic, beside Latin
        "\u0410. Noor",  # a Cyrillic initial
        "\u0391-Noor",  # a Greek initial
        "N\u03bf\u03bfr",  # Greek omicrons
        "\u13aalara Talab",  # a Cherokee letter
        "\U0001d40cir\u0430",  # a mathematical M, a Cyrillic a
        "\u0435\u0301a Noor",  # an accent does not help
    ],
)
def test_a_name_that_could_pass_for_another_is_found(name: str) -> None:
    assert could_pose(name)
