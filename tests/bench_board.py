"""How soon the newsroom's views are there with 2,000 pieces under work among 10,000; for
`tests.bench`. Times are those of the house's answer to a signed-in editor, without the network.

board_2000       the board          calendar_10000   this month
waiting_2000     what waits         list_10000       all pieces, and what holds a word

On PostgreSQL: ``tests/with-postgresql python -m tests.bench --only board``.
"""

import statistics
import time
from collections.abc import Callable
from typing import Final

Say = Callable[[str, float, str], None]

_VIEWS: Final = (
    ("board_2000", "/newsroom/board/"),
    ("board_2000_late", "/newsroom/board/?when=late"),
    ("waiting_2000", "/newsroom/"),
    ("calendar_10000", "/newsroom/calendar/"),
    ("list_10000", "/newsroom/pieces/"),
    ("list_10000_longest", "/newsroom/pieces/?order=longest"),
    ("list_10000_word", "/newsroom/pieces/?words=river"),
)


def measure_board(say: Say, *, times: int = 25) -> None:
    """In a process of its own, on an empty publication that is set up: fill and measure it."""
    from django.test import Client

    from writingviews.newsroom.tests.many import make_many
    from writingviews.people.models import Role
    from writingviews.people.services import create_account, create_byline

    editors = [
        create_account(
            username=f"editor-{n}",
            password="four words that differ",
            roles={Role.EDITOR},
            actor=None,
        )
        for n in range(5)
    ]
    writers = [
        create_account(
            username=f"writer-{n}", password="four words that differ", roles=frozenset(), actor=None
        )
        for n in range(5)
    ]
    for n in range(60):
        create_byline(name=f"Writer {n}")
    make_many(under_work=2_000, published=8_000, writers=writers, editors=editors)
    browser = Client(headers={"host": "127.0.0.1"})
    browser.force_login(editors[0])
    for name, address in _VIEWS:
        took = []
        browser.get(address)  # templates are read once
        for _ in range(times):
            began = time.perf_counter()
            answer = browser.get(address)
            took.append((time.perf_counter() - began) * 1000)
            assert answer.status_code == 200, (address, answer.status_code)
        say(f"{name}_median", statistics.median(took), "ms")
        say(f"{name}_p95", statistics.quantiles(took, n=20)[18], "ms")
