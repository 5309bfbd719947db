"""How fast pages are served: beside nginx over the same bytes, and while the house is busy.

serving_*_ratio          our rate divided by nginx's, one page and 200 in rotation
serving_*_p99_ratio      our 99th percentile at 32 connections divided by nginx's
serving_busy_ratio       our rate while every process of the house is kept busy, by our quiet rate
serving_memory           resident memory of one reader's process after all that

Each figure is the median of runs in turn, so that a machine that is busy with something else slows
both. Needs wrk and, as the yardstick, nginx (Debian: ``apt install nginx wrk``).
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote

from tests import serving

Say = Callable[[str, float, str], None]

#: What a browser of today accepts; a proxy would pass it on.
ACCEPTED: Final = "gzip, deflate, br, zstd"
IN_ROTATION: Final = 200
CONNECTIONS: Final = 32
ROUNDS: Final = 3

_IN_MILLISECONDS: Final = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True)
class Run:
    """What wrk measured.

    Args:
        rate: requests a second.
        p99: milliseconds in which 99 of 100 answers were there.
    """

    rate: float
    p99: float


class MissingTool(Exception):
    """A program that measures is not there; the message says how to get it."""


def tool(name: str) -> str:
    """Return the path of a program.

    Raises:
        MissingTool: it is not installed.
    """
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if found is None:
        raise MissingTool(f"needs {name}: apt install {name}")
    return found


def articles(folder: Path, number: int = IN_ROTATION) -> list[str]:
    """Return the addresses of so many articles of a publication, the same at every run."""
    found = sorted((folder / "tree" / "articles").iterdir())
    paths = [f"/articles/{quote(each.name)}/" for each in found if _is_page(each)]
    return paths[:: max(1, len(paths) // number)][:number]


def _is_page(folder: Path) -> bool:
    page = folder / "index.html"
    return page.exists() and not page.with_name("index.html.status").exists()


@contextmanager
def wrk_script(paths: Sequence[str]) -> Iterator[Path]:
    """A script for wrk that asks for the paths in turn; each thread begins elsewhere."""
    with tempfile.TemporaryDirectory() as place:
        script = Path(place) / "rotation.lua"
        listed = ",\n".join(f'"{path}"' for path in paths)
        script.write_text(
            f"""local paths = {{ {listed} }}
local asked, at, threads = {{}}, 0, 0
function setup(thread)
  thread:set("at", threads * 37)
  threads = threads + 1
end
function init(args)
  for number, path in ipairs(paths) do asked[number] = wrk.format("GET", path) end
end
function request()
  at = at % #asked + 1
  return asked[at]
end
""",
            encoding="utf-8",
        )
        yield script


def wrk(address: str, script: Path, *, seconds: int = 4, connections: int = CONNECTIONS) -> Run:
    """Ask for pages for some seconds, on connections that stay; every answer must be a page."""
    said = subprocess.run(
        [
            *(tool("wrk"), "-t2", f"-c{connections}", f"-d{seconds}s", "--latency"),
            *("-H", f"Accept-Encoding: {ACCEPTED}", "-s", str(script), address),
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise AssertionError(f"Not every request was answered with a page:\n{said}")
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s|m)\b", said)
    assert rate is not None, said
    assert p99 is not None, said
    return Run(float(rate[1]), float(p99[1]) * _IN_MILLISECONDS[p99[2]])


@contextmanager
def nginx(folder: Path, paths: Sequence[str]) -> Iterator[str]:
    """Serve the very bytes that we answer with (the Brotli copies) by nginx, at its plainest."""
    program = tool("nginx")
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        place.chmod(0o755)
        for path in paths:
            source = folder / "tree" / _file(path)
            target = place / "root" / _file(path)
            target.parent.mkdir(parents=True)
            shutil.copyfile(source.with_name("index.html.br"), target)
        port = serving.free_port()
        (place / "nginx.conf").write_text(_configuration(place, port), encoding="utf-8")
        process = subprocess.Popen([program, "-p", name, "-c", str(place / "nginx.conf")])
        try:
            time.sleep(0.5)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


def _file(path: str) -> str:
    return unquote(path).strip("/") + "/index.html"


def _configuration(place: Path, port: int) -> str:
    user = "user root;" if os.geteuid() == 0 else ""
    temporary = " ".join(
        f"{kind}_temp_path {place}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return f"""{user} worker_processes auto; daemon off; pid {place}/pid; error_log {place}/errors;
events {{ worker_connections 1024; }}
http {{
    access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; {temporary}
    types {{ text/html html; }} charset utf-8;
    server {{
        listen 127.0.0.1:{port}; root {place}/root;
        add_header Content-Encoding br; add_header Vary Accept-Encoding;
        add_header Cache-Control "public, max-age=0, must-revalidate";
    }}
}}
"""


@contextmanager
def busy(house: serving.House, hands: int = 8) -> Iterator[None]:
    """Keep every process of the house busy: many people ask for slow views all the time."""
    program = """import sys, urllib.request
while True:
    try:
        urllib.request.urlopen(sys.argv[1], timeout=60).read()
    except OSError:
        pass
"""
    asked = f"{house.address}/search?q=a+the+of+and+in"
    people = [
        subprocess.Popen([sys.executable, "-c", program, asked], stdout=subprocess.DEVNULL)
        for _ in range(hands)
    ]
    try:
        time.sleep(1.0)
        yield
    finally:
        for person in people:
            person.kill()
        for person in people:
            person.wait()


def measure_beside_nginx(folder: Path, house: serving.House, say: Say, seconds: int = 4) -> None:
    """One page, and 200 in rotation, from the house and from nginx in turn."""
    paths = articles(folder)
    with nginx(folder, paths) as yardstick:
        for name, asked in (("one", paths[:1]), ("rotation", paths)):
            with wrk_script(asked) as script:
                ours, theirs = [], []
                for _ in range(ROUNDS):
                    ours.append(wrk(house.address, script, seconds=seconds))
                    theirs.append(wrk(yardstick, script, seconds=seconds))
            say(f"serving_{name}_rate", statistics.median(run.rate for run in ours), "requests/s")
            say(
                f"serving_{name}_nginx", statistics.median(run.rate for run in theirs), "requests/s"
            )
            say(f"serving_{name}_ratio", _ratio(ours, theirs, "rate"), "house/nginx")
            say(f"serving_{name}_p99", statistics.median(run.p99 for run in ours), "ms")
            say(f"serving_{name}_p99_ratio", _ratio(ours, theirs, "p99"), "house/nginx")


def _ratio(ours: Sequence[Run], theirs: Sequence[Run], what: str) -> float:
    pairs = zip(ours, theirs, strict=True)
    return statistics.median(getattr(one, what) / getattr(other, what) for one, other in pairs)


def measure_beside_a_busy_house(
    folder: Path, house: serving.House, say: Say, seconds: int = 4
) -> float:
    """Return our page rate while the house is busy by our quiet rate, measured in turn."""
    quiet, loud = [], []
    with wrk_script(articles(folder)) as script:
        for _ in range(ROUNDS):
            quiet.append(wrk(house.address, script, seconds=seconds))
            with busy(house):
                loud.append(wrk(house.address, script, seconds=seconds))
    ratio = _ratio(loud, quiet, "rate")
    say("serving_busy_ratio", ratio, "busy/quiet")
    say("serving_busy_p99", statistics.median(run.p99 for run in loud), "ms")
    return ratio


def resident(pid: int) -> int:
    """Return the bytes of memory that a process holds."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return 1024 * int(next(line for line in lines if line.startswith("VmRSS")).split()[1])


def _readers(house: serving.House) -> list[int]:
    children = Path(f"/proc/{house.process.pid}/task/{house.process.pid}/children")
    return [
        pid
        for pid in map(int, children.read_text(encoding="ascii").split())
        if b"press.front" in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]


def measure_memory(folder: Path, house: serving.House, say: Say) -> None:
    """Ask for every article once, then tell what the largest reader's process holds."""
    every = articles(folder, 10**9)
    with wrk_script(every) as script:
        wrk(house.address, script, seconds=max(4, len(every) // 10_000))
    say("serving_memory", max(map(resident, _readers(house))) / 1e6, "MB")


def measure_serving(folder: Path, say: Say, seconds: int = 4) -> None:
    """All of it, on a publication that nobody serves at the moment. About a minute."""
    house = serving.start(folder, serving.free_port())
    try:
        for measure in (measure_beside_nginx, measure_beside_a_busy_house):
            try:
                measure(folder, house, say, seconds)
            except MissingTool as missing:
                sys.stdout.write(f"serving: {missing}\n")
        measure_memory(folder, house, say)
    except MissingTool as missing:
        sys.stdout.write(f"serving: {missing}\n")
    finally:
        serving.stop(house)


def main() -> None:
    """``python -m tests.bench_serving FOLDER [SECONDS]``."""

    def say(name: str, value: float, unit: str) -> None:
        sys.stdout.write(f"{name} {value:.4g} {unit}\n")
        sys.stdout.flush()

    measure_serving(Path(sys.argv[1]), say, int(sys.argv[2]) if len(sys.argv) > 2 else 4)


if __name__ == "__main__":
    main()
