"""How long the whole tree takes, and how long Hugo takes for the same texts; for `tests.bench`.

rebuild_*        the whole tree from nothing in a process of its own, compressed copies included:
                 wall time from that process's start to its end, processor time of all it starts,
                 pages a second, and the memory of the largest
rebuild_again_*  the same where every page is right already
hugo_*           `hugo` (Debian: ``apt install hugo``) on the same articles with templates that say
                 the same: pages, lists by section, topic, byline and month in parts of 12, feeds
                 of the lists, a sitemap; nothing compressed
rebuild_ratio    the house's wall time to Hugo's, in turn in the same run
rebuild_files_*  files of the same names and sizes written by as many processes, nothing drawn and
                 nothing compressed: what of it the file system takes, whoever writes

What was built is taken away at the end of all: a file system that has lost a hundred thousand files
a moment ago makes new ones slowly, and we make four where Hugo makes one.
"""

import argparse
import json
import multiprocessing
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import django

from tests import serving

Say = Callable[[str, float, str], None]

HUGO_SITE: Final = Path(__file__).parent / "hugo"


@dataclass(frozen=True, slots=True)
class Took:
    """What a command cost.

    Args:
        wall: seconds from its start to its end.
        busy: seconds of processor time, its own processes' together.
        memory: of the largest process, in MB.
    """

    wall: float
    busy: float
    memory: float


def measure_rebuild(folder: Path, number: int, say: Say, *, times: int = 3) -> None:
    """Build a publication's tree and let Hugo build the same, in turn.

    Args:
        folder: the publication's; its tree is written anew.
        number: how many articles it has, for the lines' names.
        say: takes name, value and unit.
        times: how often; the medians are said.
    """
    hugo = shutil.which("hugo")
    place = folder / "run" / "bench-rebuild"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    if hugo is None:
        print(f"hugo_{number}: needs hugo: apt install hugo")  # noqa: T201 - for who measures
    else:
        run_measured(_in_python("--export", str(place / "hugo")), folder)
    ours: list[Took] = []
    theirs: list[Took] = []
    for turn in range(times):
        (folder / "tree").rename(place / f"tree-{turn}")
        ours.append(run_measured(_in_python("--rebuild"), folder))
        if hugo is not None:
            built = place / f"hugo-{turn}"
            command = [hugo, "--quiet", "--source", str(place / "hugo"), "--destination"]
            theirs.append(run_measured([*command, str(built)], folder))
    pages = _pages(folder / "tree")
    _say_took(f"rebuild_{number}", ours, pages, say)
    _say_took(
        f"rebuild_again_{number}", [run_measured(_in_python("--rebuild"), folder)], pages, say
    )
    if theirs:
        _say_took(f"hugo_{number}", theirs, _pages(place / "hugo-0"), say)
        ratios = [own.wall / other.wall for own, other in zip(ours, theirs, strict=True)]
        say("rebuild_ratio", statistics.median(ratios), "house/hugo")
    written = [
        run_measured(_in_python("--write-like", str(place / f"files-{turn}")), folder)
        for turn in range(times)
    ]
    say(f"rebuild_files_{number}", statistics.median(each.wall for each in written), "s")
    shutil.rmtree(place)


def _in_python(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tests.bench_rebuild", *arguments]


def run_measured(command: Sequence[str], folder: Path) -> Took:
    """Run a command on a publication; raise if it fails."""
    began = time.monotonic()
    process = subprocess.Popen(command, env=serving.environment(folder), stdout=subprocess.DEVNULL)
    # Of this process and those it has waited for, and of no other that was run before.
    _, status, used = os.wait4(process.pid, 0)
    wall = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Took(wall=wall, busy=used.ru_utime + used.ru_stime, memory=used.ru_maxrss / 1024)


def _say_took(name: str, took: Sequence[Took], pages: int, say: Say) -> None:
    wall = statistics.median(each.wall for each in took)
    say(name, wall, "s")
    say(f"{name}_processor", statistics.median(each.busy for each in took), "s")
    say(f"{name}_rate", pages / wall, "pages/s")
    say(f"{name}_memory", max(each.memory for each in took), "MB in the largest process")


def _pages(tree: Path) -> int:
    return sum(
        path.suffix in {".html", ".xml", ".json"} and "assets" not in path.parts
        for path in tree.rglob("*.*")
    )


def export_to_hugo(site: Path) -> None:
    """Write every published article into a Hugo site; in a process with Django set up.

    Args:
        site: the folder; what it held is taken away.
    """
    from writingviews.document.text import passages
    from writingviews.site.article_page import beside
    from writingviews.site.publication_view import PublicationView

    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(HUGO_SITE, site)
    view = PublicationView.read()
    reader = view.reader
    names = {section.slug: section for section in view.sections}
    entries = reader.catalogue.entries()
    for start in range(0, len(entries), 200):
        batch = reader.articles([entry.id for entry in entries[start : start + 200]])
        reader.begin_batch(())
        reader.fetch_documents(batch)
        for article in batch:
            folder = site / "content" / article.language / "articles"
            folder.mkdir(parents=True, exist_ok=True)
            near = reader.articles(beside(view, article.id).more)
            front = {
                "title": article.title,
                "description": article.standfirst,
                "date": article.published_at.isoformat(),
                "kind": article.kind,
                "department": names[article.section].name_in(article.language),
                "departments": [names[article.section].name_in(article.language)],
                "topics": [topic.name for topic in article.topics],
                "bylines": [byline.name for byline in article.bylines],
                "months": [article.published_at.strftime("%Y-%m")],
                "more": [f"/articles/{each.slug}" for each in near],
                "related": [f"/articles/{each.slug}" for each in reader.related(article)],
            }
            text = "\n\n".join(passages(reader.document(article)))
            (folder / f"{article.slug}.md").write_text(
                f"{json.dumps(front, ensure_ascii=False, indent=1)}\n\n{text}\n", encoding="utf-8"
            )


def write_like(tree: Path, place: Path) -> None:
    """Write a folder with files of the names and sizes of a tree's, by as many processes as
    there are processors."""
    files = [
        (path.relative_to(tree), path.stat().st_size) for path in tree.rglob("*") if path.is_file()
    ]
    shares = os.cpu_count() or 1
    together = multiprocessing.get_context("fork")
    hands = [
        together.Process(target=_write_files, args=(place, files[len(files) * n // shares :
                                                                 len(files) * (n + 1) // shares]))
        for n in range(shares)
    ]  # fmt: skip
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
        if hand.exitcode:
            raise SystemExit(f"{place} could not be written.")


def _write_files(place: Path, files: Sequence[tuple[Path, int]]) -> None:
    for name, size in files:
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes(size))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--export", type=Path)
    parser.add_argument("--write-like", type=Path, help="where to write what the tree is like")
    parser.add_argument("--rebuild", action="store_true")
    parser.add_argument("--measure", type=Path, help="a publication's folder with 10,000 articles")
    options = parser.parse_args()
    if options.measure:
        measure_rebuild(
            options.measure.resolve(),
            10_000,
            lambda name, value, unit: print(f"{name} {value:.4g} {unit}", flush=True),  # noqa: T201
        )
        return
    if options.write_like:
        write_like(Path(os.environ["WRITINGVIEWS_DIR"], "tree"), options.write_like)
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "writingviews.config.settings")
    django.setup()
    if options.export:
        export_to_hugo(options.export)
    if options.rebuild:
        from writingviews.press.rebuilding import rebuild

        rebuild()


if __name__ == "__main__":
    main()
