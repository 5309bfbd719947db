"""Each licence has a line in every language of the site and an address."""

import pytest

from writingviews.articles.licences import CODES, CREATIVE_COMMONS, LINES, address_of, line_of


@pytest.mark.parametrize("language", LINES)
def test_each_is_named_in_every_language(language: str) -> None:
    lines = {line_of(code, language) for code in CODES}
    assert len(lines) == len(CODES)
    for code, (name, _at) in CREATIVE_COMMONS.items():
        assert name in line_of(code, language)


def test_a_regions_language_has_its_languages_line_and_others_have_the_english_one() -> None:
    assert line_of("cc-by", "es-MX") == line_of("cc-by", "es")
    assert line_of("reserved", "tlh") == "All rights reserved."


def test_reserved_rights_stand_nowhere() -> None:
    assert address_of("reserved") == ""
    assert address_of("cc-by-nc-sa") == "https://creativecommons.org/licenses/by-nc-sa/4.0/"
