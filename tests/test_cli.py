"""The command: what it says when all is well, and when it is not."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import serving
from writingviews.cli import make_parser


def _run(folder: Path, *arguments: str, given: str = "") -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "writingviews", *arguments],
        env=serving.environment(folder),
        input=given,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("publication")
    done = _run(made, "init", str(made), "--name", "The Kiln", "--languages", "en,fa")
    assert done.returncode == 0, done.stderr
    return made


def test_init_makes_a_publication_and_a_second_one_changes_nothing(folder: Path) -> None:
    secret = (folder / "secret.key").read_text()
    assert "The Kiln" in (folder / "tree" / "index.html").read_text()
    again = _run(folder, "init", str(folder), "--name", "Another")
    assert again.returncode == 0
    assert (folder / "secret.key").read_text() == secret
    assert "The Kiln" in (folder / "tree" / "index.html").read_text()


def test_an_account_is_made_listed_and_given_a_role(folder: Path) -> None:
    made = _run(
        folder,
        "account",
        "create",
        "ada",
        "--role",
        "editor",
        "--password-stdin",
        given="a kiln of words\n",
    )
    assert made.returncode == 0, made.stderr
    assert _run(folder, "account", "role", "ADA", "publisher").returncode == 0
    assert _run(folder, "account", "role", "ada", "editor", "--revoke").returncode == 0
    listed = _run(folder, "account", "list").stdout
    assert listed.split() == ["ada", "publisher,", "writer"]


@pytest.mark.parametrize(
    ("arguments", "given", "said"),
    [
        (("account", "create", "bo", "--password-stdin"), "short\n", "too short"),
        (("account", "role", "nobody", "editor"), "", "There is no account 'nobody'"),
        (("import", "/nowhere"), "", "/nowhere"),
        (("edition", "leaflet", "none", "."), "", ". is a folder. Name a file in it."),
        (("edition", "epub", "none", "nowhere/one.epub"), "", "There is no folder nowhere."),
        (("manage", "migrate", "--dir", "house"), "", "--dir comes before the command"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    folder: Path, arguments: tuple[str, ...], given: str, said: str
) -> None:
    done = _run(folder, *arguments, given=given)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_is_no_publication_is_named(tmp_path: Path) -> None:
    done = _run(tmp_path, "rebuild")
    assert done.returncode == 1
    assert "is not a publication's folder" in done.stderr
    assert "writingviews init" in done.stderr


def test_a_word_that_is_no_command_ends_with_two() -> None:
    done = _run(Path("/"), "publish")
    assert done.returncode == 2


def test_a_tree_that_was_touched_is_found_and_mended(folder: Path) -> None:
    assert _run(folder, "rebuild", "--check").returncode == 0
    (folder / "tree" / "about" / "index.html").write_text("forged")
    (folder / "tree" / "stray.html").write_text("foreign")
    (folder / "tree" / "404.html").unlink()
    check = _run(folder, "rebuild", "--check")
    assert check.returncode == 1
    said = {line.partition(": ")[0] for line in check.stdout.splitlines()}
    assert {"differing  /about/", "foreign    /stray.html", "missing    /404.html"} <= said
    assert _run(folder, "rebuild").returncode == 0
    assert _run(folder, "rebuild", "--check").returncode == 0


def test_check_finds_a_secret_that_others_can_read(folder: Path) -> None:
    (folder / "secret.key").chmod(0o644)
    assert "can be read by others" in _run(folder, "check").stderr
    (folder / "secret.key").chmod(0o600)
    assert _run(folder, "check").returncode == 0


def test_a_port_that_is_taken_is_said(folder: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = _run(folder, "serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "Choose another with --port" in done.stderr


def test_every_command_has_help() -> None:
    parser = make_parser()
    assert parser.format_help().count("\n") > 8


@pytest.mark.parametrize(
    "said",
    [
        "booklet A B --imposed OUT",
        "booklet --imposed A B OUT",
        "booklet A --imposed B OUT --most 3",
    ],
)
def test_options_stand_before_between_and_after_what_is_carried(said: str) -> None:
    options = make_parser().parse_args(["edition", *said.split()])
    assert (options.slugs, options.out, options.imposed) == (["A", "B"], "OUT", True)


@pytest.mark.parametrize("said", ["booklet", "leaflet A", "leaflet A B C", "leaflet A B --nope"])
def test_too_little_and_too_much_are_still_refused(
    said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        make_parser().parse_args(["edition", *said.split()])
    assert "error: " in capsys.readouterr().err
