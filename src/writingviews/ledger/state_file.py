"""Small files in the publication's ``run/`` in which a process says how it stands, for the house
to show. Losing one is harmless, so a disk that cannot take it stops nobody."""

import contextlib
import json
from typing import Any

from writingviews.house.settings import house_settings


def say(name: str, said: object) -> None:
    """Replace what is said under a name; take it away if it is None. Never raises OSError.

    Args:
        name: of the file: ``press`` is ``run/press.state``.
        said: what JSON can hold.
    """
    path = house_settings().run_dir / f"{name}.state"
    with contextlib.suppress(OSError):
        if said is None:
            path.unlink(missing_ok=True)
            return
        beside = path.with_name(f"{path.name}.new~")
        beside.write_text(json.dumps(said), encoding="ascii")
        beside.replace(path)


def said_under(name: str) -> Any:  # noqa: ANN401 (whatever JSON holds)
    """Return what was said under a name.

    Raises:
        OSError: nothing, or it cannot be read.
        ValueError: the file is no JSON.
    """
    path = house_settings().run_dir / f"{name}.state"
    return json.loads(path.read_text(encoding="ascii"))
