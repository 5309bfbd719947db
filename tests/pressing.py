"""A press that is killed over and over, and a build of it that is careless.

``python -m tests.pressing`` loads the house once, in the publication of ``WRITINGVIEWS_DIR``, and
then begins a press in a process of its own for each line that it reads: ``careful``, as it is, or
``careless``, with the sync and the rename taken out: it writes straight into place, in small
pieces. It answers with that process's id. A press prints what the outbox asks for until somebody
kills it. Before it writes a file it notes in ``run/meant`` which bytes it means to be there: a file
whose bytes nobody has meant is neither old nor new.

``python -m tests.pressing load`` publishes and updates pieces until somebody kills it, and says
the slug and the title of each when that is committed.
"""

import os
import random
import sys
import time
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

if TYPE_CHECKING:
    from writingviews.articles.models import Article

#: Changes that wait while more is published.
_AHEAD = 6


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "writingviews.config.settings")
    import django

    django.setup()


def digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


def presses() -> None:
    """Begin a press for each line."""
    _set_up()
    from django.db import connections

    from writingviews.press.printing import warm_up

    warm_up()
    connections.close_all()
    _say("ready")
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            if line.strip() == "careless":
                _be_careless()
            _note_what_is_meant()
            _press()
        _say(str(pid))


def _press() -> None:
    from writingviews.press.printing import print_pending

    while True:
        print_pending()
        time.sleep(0.005)


def _open_the_note() -> int:
    from writingviews.house.settings import house_settings

    path = house_settings().run_dir / "meant"
    return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)


def _note_what_is_meant() -> None:
    """Note each file's bytes before they are written, however that is done."""
    from writingviews.press import tree

    note, write = _open_the_note(), tree._write_beside

    def noted(path: Path, files: Mapping[str, bytes]) -> None:
        lines = (f"{digest(data)} {path}{ending}\n" for ending, data in files.items())
        os.write(note, "".join(lines).encode())
        write(path, files)

    patch.object(tree, "_write_beside", noted).start()


def _be_careless() -> None:
    """Take the sync and the rename out."""
    from writingviews.press import tree

    def straight_into_place(path: Path, files: Mapping[str, bytes]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        for ending, data in files.items():
            with Path(f"{path}{ending}").open("wb", buffering=0) as file:
                file.writelines(data[at : at + 512] for at in range(0, len(data), 512))

    def nothing(_: Path) -> None:
        return

    for name, instead in (
        ("_write_beside", straight_into_place),
        ("_put_in_place", nothing),
        ("sync_filesystem", nothing),
    ):
        patch.object(tree, name, instead).start()


def load() -> None:
    """Publish and update until killed."""
    _set_up()
    from tests.publishing import Hand
    from writingviews.articles.lifecycle import Verb
    from writingviews.ledger.models import Change

    hand, chance = Hand(), random.Random(5)
    titles: list[tuple[Article, str]] = []
    for number in range(1_000_000):
        # A press that is killed all the time must not fall behind for ever.
        while Change.objects.count() > _AHEAD:
            time.sleep(0.01)
        title = f"Piece {number}"
        if number % 5 == 0 or not titles:
            article = hand.publish(title)
            titles.append((article, title))
        else:
            at = chance.randrange(len(titles))
            article = hand.move(titles[at][0], Verb.UPDATE, title)
            titles[at] = (article, title)
        _say(f"{article.slug} {title}")


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - this is how it answers


if __name__ == "__main__":
    load() if sys.argv[1:] == ["load"] else presses()
