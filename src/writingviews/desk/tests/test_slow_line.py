"""A line whose other side asks and does not listen."""

import asyncio
from typing import Any, cast

from writingviews.desk.hub import Hub
from writingviews.desk.socket import MOST_WAITING, TOO_SLOW, Event, _Line


def _line(sent: list[Event]) -> _Line:
    async def send(event: Event) -> None:
        sent.append(event)

    unknown = cast(Any, None)
    return _Line(send, "", unknown, unknown, unknown, Hub())


def _spoken(line: _Line, sent: list[Event], *texts: str) -> list[Event]:
    async def run() -> None:
        for text in texts:
            line.say(text)
        speaking = asyncio.ensure_future(line._speak())
        await asyncio.wait({speaking}, timeout=0.2)
        speaking.cancel()

    asyncio.run(run())
    return sent


def test_one_message_of_any_length_goes_out() -> None:
    sent: list[Event] = []
    _spoken(line := _line(sent), sent, "x" * (MOST_WAITING + 1))
    assert [event["type"] for event in sent] == ["websocket.send"]
    # What is out does not count any more.
    _spoken(line, sent, "x" * MOST_WAITING)
    assert [event["type"] for event in sent] == ["websocket.send"] * 2


def test_who_lets_long_answers_pile_up_is_cut_off_before_memory_is_full() -> None:
    sent: list[Event] = []
    third = "x" * (MOST_WAITING // 3 + 1)
    _spoken(_line(sent), sent, *[third] * 100)
    assert [event["type"] for event in sent] == ["websocket.send"] * 2 + ["websocket.close"]
    assert sent[-1]["code"] == TOO_SLOW
