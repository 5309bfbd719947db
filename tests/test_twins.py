"""Nothing that readers get tells who stands behind a byline (TRUST, the two strongest tests)."""

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

from tests import serving
from tests.twins import CANARIES, PEN_NAMES, photograph
from writingviews.house.assets import BUILT_DIR
from writingviews.house.settings import SECRET_FILE

pytestmark = pytest.mark.skipif(
    not list(BUILT_DIR.glob("site-*.css")), reason="needs the front end: make build"
)


def house(folder: Path, *cast: str) -> Path:
    """A publication in which one account, or two, published the same pieces."""
    folder.mkdir()
    # The same secret, so that nothing keyed by it may differ for that reason.
    (folder / SECRET_FILE).write_text("twins-" * 12, encoding="ascii")
    (folder / SECRET_FILE).chmod(0o600)
    serving.command(folder, "init", str(folder), "--name", "The Twins", "--languages", "en,fa")
    done = subprocess.run(
        [sys.executable, "-m", "tests.twins", *cast],
        env=serving.environment(folder),
        check=False,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def one_writer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return house(tmp_path_factory.mktemp("twins") / "one", "one")


@pytest.fixture(scope="module")
def two_writers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return house(tmp_path_factory.mktemp("twins") / "two", "two")


@pytest.fixture(scope="module")
def replied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return house(tmp_path_factory.mktemp("twins") / "replied", "one", "replied")


def public(folder: Path) -> dict[str, bytes]:
    """Everything that readers can ask for: the tree and the pictures."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for part in ("tree", "media")
        for path in sorted((folder / part).rglob("*"))
        if path.is_file()
    }


def test_one_writer_with_two_pen_names_looks_like_two_writers(
    one_writer: Path, two_writers: Path
) -> None:
    one, two = public(one_writer), public(two_writers)
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []
    articles = [name for name in one if name.endswith("/index.html") and "/articles/" in name]
    assert len(articles) == 8, "six pieces, of which two show how they began"
    for pen_name in PEN_NAMES:  # and both of them are there to be compared
        assert sum(f">{pen_name}<".encode() in one[name] for name in articles) >= 3


def test_no_public_file_knows_a_canary(replied: Path, two_writers: Path) -> None:
    assert b"I have crossed it." in public(replied)["tree/articles/piece-number-0/index.html"]
    for folder in (replied, two_writers):
        accounts = serving.command(folder, "account", "list", "--dir", str(folder)).stdout
        assert CANARIES["account"] in accounts
        for name, content in public(folder).items():
            plain = gzip.decompress(content) if name.endswith(".gz") else content
            for kind, canary in CANARIES.items():
                assert canary.encode() not in plain, f"{name} tells the {kind}"
        # The index of the search is made for readers, too.
        for path in (folder / "search").rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                assert not [kind for kind, one in CANARIES.items() if one.encode() in content]


def test_the_camera_s_words_were_in_the_picture_that_was_sent() -> None:
    assert CANARIES["camera"].encode() in photograph(0)


def test_no_public_file_holds_an_account_s_id(replied: Path) -> None:
    found = serving.command(
        replied,
        *("manage", "shell", "-v0", "-c"),
        "from writingviews.people.models import Account\n"
        "print(*(account.id.hex for account in Account.objects.all()))",
    )
    ids = found.stdout.split()
    assert len(ids) == 2
    for name, content in public(replied).items():
        for one in ids:
            dashed = "-".join((one[:8], one[8:12], one[12:16], one[16:20], one[20:]))
            assert one.encode() not in content, name
            assert dashed.encode() not in content, name


@pytest.mark.slow
def test_the_log_says_no_name_no_address_and_no_hour_s_minute(one_writer: Path) -> None:
    port = serving.free_port()
    log = one_writer / "said.txt"
    with log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "writingviews", "serve", "--port", str(port)],
            env=serving.environment(one_writer),
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    running = serving.House(one_writer, f"http://127.0.0.1:{port}", process)
    try:
        running.wait_until_up()
        for path in ("/articles/piece-number-0/", "/none/", "/desk/", "/search?q=canary-search"):
            running.get(path)
    finally:
        serving.stop(running)
    lines = log.read_text(encoding="utf-8")
    for word in ("canary", "GET", "piece-number", "Python-urllib", "127.0.0.1 -"):
        assert word not in lines
