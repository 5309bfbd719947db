"""A suggester's sheet and a writer's text, at random: nothing that was suggested gets lost."""

import pytest

from writingviews.document.tests.in_node import needs_node

from .play_stories import play

STORIES = 150

pytestmark = [pytest.mark.node, needs_node]


def test_what_is_suggested_stays_or_is_the_writers() -> None:
    """Late news, takes, refusals, a second sheet and new pages: see ``frontend/desk/fuzz.ts``.

    ``python -m writingviews.desk.tests.play_stories`` plays more of them, with fresh seeds.
    """
    stories = play(STORIES, 1)
    assert [story for story in stories if story["broken"] is not None] == []
    assert len(stories) == STORIES
    for what in ("taken", "left", "anew", "reloaded", "another"):
        assert sum(story["counts"][what] for story in stories) > STORIES / 4, what
