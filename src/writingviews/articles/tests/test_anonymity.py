"""Who knows whom in review, as a table."""

import pytest

from writingviews.articles.anonymity import Anonymity, is_hidden
from writingviews.articles.lifecycle import Part

WRITER, REVIEWER, EDITOR, PUBLISHER = Part.WRITER, Part.REVIEWER, Part.EDITOR, Part.PUBLISHER


@pytest.mark.parametrize(
    ("anonymity", "hidden"),
    [
        ("", set()),
        (Anonymity.OPEN, set()),
        (Anonymity.WRITER_UNKNOWN, {(WRITER, REVIEWER)}),
        (
            Anonymity.BOTH_UNKNOWN,
            {(WRITER, REVIEWER), (REVIEWER, WRITER), (REVIEWER, REVIEWER)},
        ),
    ],
)
def test_who_is_hidden_from_whom(anonymity: str, hidden: set[tuple[Part, Part]]) -> None:
    for named in (WRITER, REVIEWER, None):
        for viewer in (WRITER, REVIEWER, EDITOR, PUBLISHER):
            found = is_hidden(named, viewer=frozenset({viewer}), anonymity=anonymity)
            assert found is ((named, viewer) in hidden), (named, viewer)


def test_a_chapters_mentor_knows_its_writers_and_not_who_reviews_them() -> None:
    mentor = frozenset({Part.MENTOR})
    assert not is_hidden(WRITER, viewer=mentor, anonymity=Anonymity.BOTH_UNKNOWN)
    assert is_hidden(REVIEWER, viewer=mentor, anonymity=Anonymity.BOTH_UNKNOWN)
    for part in (Part.CHAPTER_EDITOR, Part.SENDER):
        assert not is_hidden(REVIEWER, viewer=frozenset({part}), anonymity=Anonymity.BOTH_UNKNOWN)


def test_an_editor_who_writes_the_piece_learns_no_more_than_its_writer() -> None:
    both = frozenset({WRITER, EDITOR})
    assert is_hidden(REVIEWER, viewer=both, anonymity=Anonymity.BOTH_UNKNOWN)
    assert not is_hidden(WRITER, viewer=both, anonymity=Anonymity.BOTH_UNKNOWN)


def test_an_editor_who_reviews_knows_the_writer_from_the_newsroom_anyway() -> None:
    both = frozenset({REVIEWER, EDITOR})
    assert not is_hidden(WRITER, viewer=both, anonymity=Anonymity.BOTH_UNKNOWN)


def test_somebody_who_plays_no_part_is_shown_nothing_that_is_kept() -> None:
    assert is_hidden(WRITER, viewer=frozenset(), anonymity=Anonymity.WRITER_UNKNOWN)
