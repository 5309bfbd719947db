"""What a sheet says is read with suspicion."""

import json

import pytest

from writingviews.desk.flood import Allowance
from writingviews.desk.messages import (
    Batch,
    Caret,
    Hello,
    Since,
    read_message,
)
from writingviews.desk.untrusted import HIGHEST, Misspoken


def test_each_kind_is_read() -> None:
    hello = {"type": "hello", "schema": 1, "sheet": "a", "seal": "b", "version": 2}
    assert read_message(json.dumps(hello)) == Hello(1, "a", "b", 2)
    steps = {"type": "steps", "base": 1, "batch": 2, "steps": [{"stepType": "replace"}]}
    assert read_message(json.dumps(steps)) == Batch(1, 2, [{"stepType": "replace"}])
    assert read_message('{"type": "since", "version": 3}') == Since(3)
    assert read_message('{"type": "caret", "version": 1, "anchor": 2, "head": 3}') == Caret(1, 2, 3)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{}",
        '{"type": "since"}',
        '{"type": "since", "version": true}',
        '{"type": "since", "version": 1.5}',
        '{"type": "since", "version": -1}',
        f'{{"type": "since", "version": {HIGHEST + 1}}}',
        '{"type": "steps", "base": 0, "batch": 1, "steps": "x"}',
        '{"type": "steps", "base": 0, "batch": 1, "steps": [1]}',
        '{"type": "hello", "schema": 1, "sheet": 5, "seal": "b", "version": 0}',
        '{"type": ["hello"]}',
        '{"a":' * 100_000,
    ],
)
def test_anything_else_is_a_bad_message(text: str) -> None:
    with pytest.raises(Misspoken):
        read_message(text)


def test_an_allowance_is_used_up_and_fills_again() -> None:
    allowance = Allowance(rate=10, burst=3)
    assert [allowance.take(0.0) for _ in range(4)] == [True, True, True, False]
    assert allowance.take(0.1)
    assert not allowance.take(0.15)
    assert [allowance.take(100.0) for _ in range(4)] == [True, True, True, False]
