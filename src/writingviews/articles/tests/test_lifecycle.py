"""The way of an article, as a table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writingviews.articles.lifecycle import (
    TRANSITIONS,
    Need,
    Part,
    State,
    TransitionRefused,
    Verb,
    possible_verbs,
    text_is_editable,
    transition,
)

WRITER = frozenset({Part.WRITER})
EDITOR = frozenset({Part.EDITOR})
PUBLISHER = frozenset({Part.PUBLISHER})


def test_the_common_way_leads_from_a_draft_to_a_published_piece() -> None:
    state = State.DRAFT
    for verb, parts in (
        (Verb.SUBMIT, WRITER),
        (Verb.TAKE_UP, EDITOR),
        (Verb.ASK_FOR_CHANGES, EDITOR),
        (Verb.SUBMIT, WRITER),
        (Verb.ACCEPT, EDITOR),
        (Verb.SCHEDULE, PUBLISHER),
        (Verb.PUBLISH, frozenset({Part.HOUSE})),
        (Verb.TAKE_DOWN, PUBLISHER),
        (Verb.RESTORE, PUBLISHER),
    ):
        state = transition(state, verb, parts=parts).target
    assert state is State.PUBLISHED


def test_a_writer_cannot_publish_their_own_piece() -> None:
    with pytest.raises(
        TransitionRefused,
        match=r"You may not publish this article; a publisher \(the publish right",
    ):
        transition(State.ACCEPTED, Verb.PUBLISH, parts=WRITER)


def test_the_edit_right_and_the_publish_right_are_apart() -> None:
    for verb in (Verb.SCHEDULE, Verb.PUBLISH):
        with pytest.raises(TransitionRefused, match="publish right"):
            transition(State.ACCEPTED, verb, parts=EDITOR)
    for verb in (Verb.ACCEPT, Verb.ASK_FOR_CHANGES, Verb.DECLINE):
        with pytest.raises(TransitionRefused, match="edit right"):
            transition(State.IN_REVIEW, verb, parts=PUBLISHER)
    assert not any(text_is_editable(state, PUBLISHER) for state in State)


def test_a_second_publisher_is_told_that_it_is_published() -> None:
    with pytest.raises(TransitionRefused, match="The article is published; publish is possible"):
        transition(State.PUBLISHED, Verb.PUBLISH, parts=PUBLISHER)


def test_what_is_missing_is_said_all_at_once() -> None:
    with pytest.raises(TransitionRefused) as refused:
        transition(
            State.ACCEPTED, Verb.PUBLISH, parts=PUBLISHER, missing={Need.BYLINE, Need.ALT_TEXT}
        )
    assert refused.value.needs == (Need.ALT_TEXT, Need.BYLINE)
    assert "Describe every picture" in str(refused.value)
    assert "Choose the byline" in str(refused.value)


def test_a_need_of_another_verb_is_no_hindrance() -> None:
    row = transition(State.DRAFT, Verb.SUBMIT, parts=WRITER, missing={Need.SECTION})
    assert row.target is State.SUBMITTED


def test_a_writer_cannot_change_an_accepted_text_and_an_editor_cannot_open_a_draft() -> None:
    assert not text_is_editable(State.ACCEPTED, WRITER)
    assert not text_is_editable(State.DRAFT, EDITOR)
    assert text_is_editable(State.IN_REVIEW, WRITER)
    assert text_is_editable(State.IN_REVIEW, EDITOR)


def test_a_piece_can_be_withdrawn_at_any_time_before_publication() -> None:
    before = set(State) - {
        State.PUBLISHED,
        State.TAKEN_DOWN,
        State.DECLINED,
        State.WITHDRAWN,
    }
    for state in before:
        assert Verb.WITHDRAW in possible_verbs(state, WRITER), state


def test_no_verb_has_two_rows_for_one_state() -> None:
    seen = [(row.verb, origin) for row in TRANSITIONS for origin in row.origins]
    assert len(seen) == len(set(seen))


@given(
    state=st.sampled_from(State),
    verb=st.sampled_from(Verb),
    parts=st.frozensets(st.sampled_from(Part)),
    missing=st.frozensets(st.sampled_from(Need)),
)
def test_a_verb_is_done_exactly_when_it_is_possible_and_nothing_is_missing(
    state: State, verb: Verb, parts: frozenset[Part], missing: frozenset[Need]
) -> None:
    possible = verb in possible_verbs(state, parts)
    try:
        row = transition(state, verb, parts=parts, missing=missing)
    except TransitionRefused as refused:
        assert not possible or set(refused.needs) <= missing
        assert not possible or refused.needs
    else:
        assert possible
        assert not row.needs & missing
