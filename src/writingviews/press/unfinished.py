"""Which pages a round that was cut short may have changed.

The catalogue of the next round says how the tree stood when the last *finished* round ended
(`press.affected.as_printed`). A round that was killed, or that a broken disk ended, has written
some of its pages since; which, nobody knows. So each round notes its addresses before it writes
the first of them, and the next round writes them all, whatever else it has to do.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from writingviews.house.settings import house_settings


class Unfinished:
    """The note in ``run/unfinished``: a line of addresses for each part of a round.

    It needs no sync of its own: the first sync of the file system in `Tree.write` comes before
    the first page is renamed, and takes the note with it.

    Args:
        path: of the note.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> list[str] | None:
        """Return the noted addresses, each once; None if the last round was finished."""
        try:
            lines = self._path.read_text(encoding="ascii").splitlines()
        except FileNotFoundError:
            return None
        found: dict[str, None] = {}
        for line in lines:
            try:
                found.update(dict.fromkeys(json.loads(line)))
            except ValueError:
                # Torn by a power cut: of that part no page was renamed yet.
                continue
        return list(found)

    def note(self, addresses: Iterable[str]) -> None:
        """Note addresses, beside those noted already.

        Raises:
            OSError: the disk is full or broken; then nothing may be written to the tree.
        """
        with self._path.open("a", encoding="ascii") as file:
            # A line of its own, also after one that was torn.
            file.write(f"\n{json.dumps(list(addresses))}\n")

    def clear(self) -> None:
        """Say that all is finished."""
        self._path.unlink(missing_ok=True)


def house_unfinished() -> Unfinished:
    """Return the publication's note."""
    return Unfinished(house_settings().run_dir / "unfinished")
