"""How long a mirror takes, and to check it; for `tests.bench`.

mirror_*  `writingviews mirror` into a folder from that process's start to its end, search and
          signature and the disk's own time included; processor time of all it starts; the memory
          of the largest process
verify_*  `writingviews verify` on that folder, every file read
"""

import shutil
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.bench_rebuild import Say, Took, run_measured


def measure_mirror(folder: Path, number: int, say: Say, *, times: int = 3) -> None:
    """Make mirrors of a publication and check each.

    Args:
        folder: the publication's.
        number: how many articles it has, for the lines' names.
        say: takes name, value and unit.
        times: how often; the medians are said.
    """
    # Kept, and outside the publication: it records the first key that signs and takes no other.
    key = folder.parent / f"mirror-{number}.key"
    place = folder.parent / f"mirror-{number}"
    if not key.is_file():
        run_measured(_command("mirror", "--new-key", "--key", str(key)), folder)
    made: list[Took] = []
    checked: list[Took] = []
    for _ in range(times):
        shutil.rmtree(place, ignore_errors=True)
        made.append(run_measured(_command("mirror", str(place), "--key", str(key)), folder))
        check = _command("verify", str(place), "--key", f"{key}.pub")
        checked.append(run_measured(check, folder))
    _say_took(f"mirror_{number}", made, say)
    _say_took(f"verify_{number}", checked, say)
    shutil.rmtree(place)


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "writingviews.cli", *arguments]


def _say_took(name: str, took: Sequence[Took], say: Say) -> None:
    say(name, statistics.median(each.wall for each in took), "s")
    say(f"{name}_processor", statistics.median(each.busy for each in took), "s")
    say(f"{name}_memory", max(each.memory for each in took), "MB in the largest process")
