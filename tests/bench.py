"""``make bench``: what the house does in which time, as lines ``name value unit``.

Makes two publications of 1,000 and 10,000 short articles in ``bench-house/`` (kept, so that a
second run is quick), and measures on them:

publish_*      from the verb "publish" until every page it touches is synced to disk
finding_*      how well readers find and how near the related are, on our own collection
search_*       a query of one to three words, passages included, at 10,000 articles
serving_*      pages from `writingviews serve` and, as the yardstick in the same run, from nginx
               (see `bench_serving`; Debian: ``apt install nginx wrk``)
rebuild_*      the whole tree of 10,000 articles beside Hugo building the same texts (see
               `bench_rebuild`; Debian: ``apt install hugo``)
mirror_*       a signed copy of 10,000 articles in a folder, and `writingviews verify` on it (see
               `bench_mirror`)
ack_*          steps of many writers in one text, on SQLite, on PostgreSQL, and on slow lines (see
               `bench_desk`; Debian: ``apt install postgresql``)
board_*, …     how soon the newsroom's views are there with 2,000 pieces under work among 10,000
               (see `bench_board`)
sheet_*, key_* how soon a sheet is there, and a key seen on it (see `bench_sheet`; Debian:
               ``apt install chromium``)

weight_*       what an article of about 1,000 words weighs on its way to a reader, read from a tree:
               `--weigh demo-house/tree`

`--only ack`, `--only board`, `--only finding` and `--only sheet` measure one of those alone. Loads
and servers stay on the loopback interface.
"""

import argparse
import contextlib
import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests import serving
from tests.bench_board import measure_board
from tests.bench_desk import measure_desk
from tests.bench_finding import measure_finding
from tests.bench_mirror import measure_mirror
from tests.bench_rebuild import measure_rebuild
from tests.bench_serving import measure_serving
from tests.bench_sheet import measure_sheet
from tests.weighing import weigh

HERE = Path(__file__).parent.parent / "bench-house"
LANGUAGE_SHARE = ("en", "en", "en", "fa")
_SYLLABLES = tuple("bakelimonurasetivogadorupimesatu"[n : n + 2] for n in range(0, 32, 2))


def say(name: str, value: float, unit: str) -> None:
    print(f"{name} {value:.4g} {unit}", flush=True)


def vocabulary(size: int = 20_000) -> list[str]:
    """Invented words with the frequencies of real ones (Zipf), the same at every run."""
    chance = random.Random(1)
    return ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(size)]


def furnish(folder: Path, number: int) -> None:
    """Fill a publication with `number` short articles, and print it; once."""
    done = folder / f"furnished-{number}"
    if done.exists():
        _in_own_process(folder, "--renew")
        return
    shutil.rmtree(folder, ignore_errors=True)
    serving.command(folder, "init", str(folder), "--languages", "en,fa", "--name", "The Bench")
    subprocess.run(
        [sys.executable, "-m", "tests.bench", "--fill", str(number)],
        env=serving.environment(folder),
        check=True,
    )
    done.touch()


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "writingviews.config.settings")
    import django

    django.setup()


def fill(number: int) -> None:
    """In a process of its own: make the articles through the real services, and print them."""
    _set_up()
    from django.db import transaction

    from writingviews.people.services import create_byline
    from writingviews.press.rebuilding import rebuild
    from writingviews.search.services import rebuild_index, refresh_all_related

    words = vocabulary()
    weights = [1 / (rank + 10) for rank in range(len(words))]
    chance = random.Random(2)
    bylines = [create_byline(name=f"Writer {n}") for n in range(60)]
    began = time.monotonic()
    for start in range(0, number, 500):
        with transaction.atomic():
            for n in range(start, min(start + 500, number)):
                _make(n, chance, words, weights, bylines)
    say(f"made_{number}", time.monotonic() - began, "s")
    from writingviews.ledger.models import Change

    rebuild_index()
    refresh_all_related()
    Change.objects.all().delete()
    began = time.monotonic()
    printed = rebuild()
    seconds = time.monotonic() - began
    say(f"rebuild_{number}", printed.written / seconds, "pages/s")


def renew() -> None:
    """In a process of its own: bring what an earlier version of the program made up to date."""
    _set_up()
    from django.core.management import call_command

    from writingviews.press.rebuilding import rebuild_if_outdated
    from writingviews.search.services import ensure_index, refresh_all_related

    call_command("migrate", verbosity=0)
    if ensure_index():
        refresh_all_related()
    rebuild_if_outdated()


def _make(
    n: int, chance: random.Random, words: list[str], weights: list[float], bylines: list[object]
) -> None:
    from writingviews.articles.models import Kind, Section
    from writingviews.articles.services.filing import Filing
    from writingviews.articles.services.importing import Arrival, place_article

    def line(kind: str, k: int) -> dict[str, object]:
        text = " ".join(chance.choices(words, weights, k=k))
        return {"type": kind, "content": [{"type": "text", "text": text}]}

    language = LANGUAGE_SHARE[n % len(LANGUAGE_SHARE)]
    place_article(
        actor=None,
        writer=None,
        arrival=Arrival(
            origin=f"bench:{n}",
            checked=True,
            document={
                "type": "doc",
                "content": [
                    line("title", 6),
                    line("standfirst", 15),
                    *(line("paragraph", 60) for _ in range(5)),
                ],
            },
            filing=Filing(
                language=language,
                kind=Kind.ESSAY,
                section=Section.objects.order_by("position")[n % 4],
                topics=tuple(f"{language} topic {chance.randint(1, 80)}" for _ in range(3)),
                bylines=(chance.choice(bylines),),  # type: ignore[arg-type]
            ),
            slug=f"piece-{n}",
            date=datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=13 * n),
            published=True,
        ),
    )


def measure_publish(number: int, times: int = 40) -> None:
    """In a process of its own: publish articles one at a time and print each."""
    _set_up()
    from django.db.models import Max
    from django.utils import timezone

    from writingviews.articles.lifecycle import State, Verb
    from writingviews.articles.models import Article, Section
    from writingviews.articles.services.filing import Filing, begin_article, file_article
    from writingviews.articles.services.moving import Move, move_article
    from writingviews.people.models import Account, Byline, Role
    from writingviews.people.services import AccountRefused, create_account
    from writingviews.press.printers import look_rarely_for_garbage
    from writingviews.press.printing import print_pending, warm_up

    from .publishing import look_at_nothing

    with contextlib.suppress(AccountRefused):  # made by an earlier run
        create_account(
            username="publisher",
            password="bench words and more",
            roles=frozenset({Role.EDITOR, Role.PUBLISHER}),
            actor=None,
        )
    look_at_nothing()
    editor = Account.objects.get(username="publisher")
    words, chance = vocabulary(), random.Random()
    print_pending()
    # As the worker does before it prints (`press.worker`).
    warm_up()
    look_rarely_for_garbage()
    # What was furnished or taken away before is on disk: a sync waits for all that others wrote.
    os.sync()
    took: list[float] = []
    # Articles bear the minute in which they are published. Each has its own here, as in life: of
    # forty in one minute most would come to stand in the middle of lists.
    newest = Article.objects.aggregate(newest=Max("published_at"))["newest"]
    moment = max(timezone.now(), newest)
    for n in range(times + 3):
        moment += timedelta(minutes=1)
        article = begin_article(actor=editor, language="en")
        file_article(
            actor=editor,
            article_id=article.id,
            filing=Filing(
                language="en",
                kind=article.kind,  # type: ignore[arg-type]
                section=Section.objects.order_by("position")[n % 4],
                topics=tuple(f"en topic {chance.randint(1, 80)}" for _ in range(3)),
                bylines=(Byline.objects.order_by("slug")[n % 60],),
            ),
        )
        Article.objects.filter(pk=article.pk).update(state=State.ACCEPTED)

        def line(kind: str, k: int) -> dict[str, object]:
            return {
                "type": kind,
                "content": [{"type": "text", "text": " ".join(chance.choices(words, k=k))}],
            }

        paragraphs = [line("paragraph", 60) for _ in range(5)]
        document = {
            "type": "doc",
            "content": [line("title", 6), line("standfirst", 15), *paragraphs],
        }
        began = time.perf_counter()
        move_article(
            actor=editor,
            article_id=article.id,
            move=Move(Verb.PUBLISH),
            document=document,
            now=moment,
        )
        print_pending()
        took.append((time.perf_counter() - began) * 1000)
    _say_distribution(f"publish_{number}", took[3:])


def measure_search(times: int = 300) -> None:
    """In a process of its own: search with one to three words, rare and frequent."""
    _set_up()
    from writingviews.search.selectors import search_articles

    words = vocabulary()
    weights = [1 / (rank + 10) for rank in range(len(words))]
    chance = random.Random(3)
    search_articles("warm", language="en")
    took: list[float] = []
    for _ in range(times):
        query = " ".join(chance.choices(words, weights, k=chance.randint(1, 3)))
        began = time.perf_counter()
        search_articles(query, language="en")
        took.append((time.perf_counter() - began) * 1000)
    _say_distribution("search_10000", took)


def board() -> None:
    """Measure the newsroom's views on a publication that is made for it and taken away."""
    folder = HERE / "board"
    shutil.rmtree(folder, ignore_errors=True)
    serving.command(folder, "init", str(folder), "--languages", "en,fa", "--name", "The Bench")
    _in_own_process(folder, "--board")
    shutil.rmtree(folder)


def measure_board_here() -> None:
    """In a process of its own."""
    _set_up()
    measure_board(say)


def say_weight(tree: Path) -> None:
    """Weigh the pieces of a tree that is there, the demo's for one."""
    found = weigh(tree)
    say("weight_page", found.page / 1024, "KB")
    say("weight_page_heaviest", found.heaviest / 1024, "KB")
    say("weight_script", found.script / 1024, "KB")
    for script, size in found.fonts.items():
        say(f"weight_fonts_{script}", size / 1024, "KB")


def _say_distribution(name: str, took: list[float]) -> None:
    cuts = statistics.quantiles(took, n=20)
    say(f"{name}_median", statistics.median(took), "ms")
    say(f"{name}_p95", cuts[18], "ms")


def _in_own_process(folder: Path, *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "tests.bench", *arguments],
        env=serving.environment(folder),
        check=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fill", type=int)
    parser.add_argument("--renew", action="store_true")
    parser.add_argument("--publish", type=int)
    parser.add_argument("--search", action="store_true")
    parser.add_argument("--board", action="store_true")
    parser.add_argument("--only", choices=("ack", "board", "finding", "sheet"))
    parser.add_argument("--weigh", type=Path)
    options = parser.parse_args()
    single: list[tuple[object, Callable[[], None]]] = [
        (options.fill, lambda: fill(options.fill)),
        (options.renew, renew),
        (options.publish, lambda: measure_publish(options.publish)),
        (options.search, measure_search),
        (options.weigh, lambda: say_weight(options.weigh)),
        (options.board, measure_board_here),
        (options.only == "board", board),
        (options.only == "ack", lambda: measure_desk(say)),
        (options.only == "finding", lambda: measure_finding(say)),
        (options.only == "sheet", lambda: measure_sheet(say)),
    ]
    for wanted, run in single:
        if wanted:
            run()
            return
    for number in (1_000, 10_000):
        furnish(HERE / str(number), number)
    for number in (1_000, 10_000, 1_000, 10_000):
        _in_own_process(HERE / str(number), "--publish", str(number))
    _in_own_process(HERE / "10000", "--search")
    measure_finding(say)
    measure_serving(HERE / "10000", say)
    measure_mirror(HERE / "10000", 10_000, say)
    measure_rebuild(HERE / "10000", 10_000, say)
    measure_desk(say)
    board()
    measure_sheet(say)


if __name__ == "__main__":
    main()
