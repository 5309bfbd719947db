"""The process that decodes uploads is bounded, alone, and not believed."""

import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from writingviews.media.cutting import Cut
from writingviews.media.darkroom import BOUNDS, develop, rendition_names
from writingviews.media.refusal import PictureRefused

from .pictures import CANARY, drawing, encoded, talkative


def slow_picture() -> bytes:
    """Return an upload that takes seconds to encode."""
    noise = Image.effect_noise((300, 1000), 80).resize((2400, 8000)).convert("RGB")
    return encoded(noise, "JPEG", quality=60)


def test_a_picture_is_developed_into_a_folder(tmp_path: Path) -> None:
    developed = develop(encoded(drawing(1000, 500), "JPEG"), into=tmp_path)
    assert (developed.width, developed.height) == (1000, 500)
    assert developed.widths == (480, 960, 1000)
    assert {entry.name for entry in tmp_path.iterdir()} == rendition_names(developed.widths)
    with Image.open(tmp_path / "480.avif") as opened:
        assert opened.size == (480, 240)


def test_what_was_cut_off_is_in_no_rendition(tmp_path: Path) -> None:
    halves = Image.new("RGB", (600, 400), "red")
    halves.paste("blue", (300, 0, 600, 400))
    developed = develop(encoded(halves, "PNG"), into=tmp_path, cut=Cut(0.5, 0.25, 0, 0))
    assert (developed.width, developed.height) == (300, 300)
    for file in tmp_path.iterdir():
        with Image.open(file) as opened:
            red, _, blue = opened.convert("RGB").getpixel((2, 2))  # type: ignore[misc]
            assert (red < 40, blue > 200) == (True, True)


@pytest.mark.parametrize(
    ("cut", "box"),
    [
        (Cut(0, 0, 0, 0), (0, 0, 10, 20)),
        (Cut(0.9, 0.9, 0.9, 0.9), (9, 18, 10, 19)),
        (Cut(-2, -1, -3, 7), (0, 0, 10, 1)),
    ],
)
def test_a_cut_leaves_a_pixel_and_adds_none(cut: Cut, box: tuple[int, int, int, int]) -> None:
    assert cut.box((10, 20)) == box


def test_a_refusal_comes_back_from_the_process(tmp_path: Path) -> None:
    with pytest.raises(PictureRefused, match=r"JPEG picture .* cut off"):
        develop(encoded(drawing(), "JPEG")[:700], into=tmp_path)


def test_a_picture_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    begun = time.monotonic()
    with pytest.raises(PictureRefused, match=r"longer than 0\.3 seconds"):
        develop(slow_picture(), into=tmp_path, bounds=replace(BOUNDS, wall=0.3))
    assert time.monotonic() - begun < 5


def test_a_picture_that_takes_too_much_work_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(PictureRefused, match="more than 1 seconds of work"):
        develop(slow_picture(), into=tmp_path, bounds=replace(BOUNDS, cpu=1))


def test_a_picture_that_takes_too_much_memory_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(PictureRefused, match="within 200 MB of memory"):
        develop(slow_picture(), into=tmp_path, bounds=replace(BOUNDS, memory=200 * 1024**2))


def test_the_process_sees_no_secret_and_no_open_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not Path("/proc/self/task").is_dir():
        pytest.skip("looks into /proc, which only Linux has")
    monkeypatch.setenv("DATABASE_URL", f"postgresql://{CANARY}@localhost/house")
    descriptor = os.open(__file__, os.O_RDONLY)
    os.set_inheritable(descriptor, True)
    thread = threading.Thread(target=_develop_slowly, args=(tmp_path,))
    thread.start()
    try:
        child = _child_at_work()
        environment = (child / "environ").read_bytes()
        files = set(_open_files(child))
    finally:
        thread.join()
        os.close(descriptor)
    assert CANARY.encode() not in environment
    assert b"WRITINGVIEWS" not in environment
    assert __file__ not in files
    assert not any("sqlite" in file for file in files)


def _open_files(process: Path) -> Iterator[str]:
    for entry in (process / "fd").iterdir():
        with contextlib.suppress(FileNotFoundError):  # closed between the listing and the look
            yield str(entry.readlink())


def _develop_slowly(folder: Path) -> None:
    with pytest.raises(PictureRefused):
        develop(slow_picture(), into=folder, bounds=replace(BOUNDS, wall=2))


def _child_at_work() -> Path:
    """Return the /proc folder of our child once it has decoded and begun to write."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        for task in Path("/proc/self/task").iterdir():
            for child in (task / "children").read_text().split():
                folder = Path("/proc", child)
                if b"writingviews.media.child" in (folder / "cmdline").read_bytes():
                    return folder
        time.sleep(0.01)
    raise AssertionError("The process was never seen.")


def test_what_the_process_says_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A decoder taken over by its picture could write anything: it must come out as a refusal."""
    lies = (
        "not json",
        "[]",
        "{}",
        '{"width": 10, "height": 10, "widths": [10], "fingerprint": "../../etc"}',
        '{"width": 10, "height": 10, "widths": [99999999], "fingerprint": "' + "0" * 64 + '"}',
        '{"width": 10, "height": 10, "widths": ["../x"], "fingerprint": "' + "0" * 64 + '"}',
        '{"width": 10, "height": 10, "widths": [10], "fingerprint": "' + "0" * 64 + '"}',
    )
    for number, lie in enumerate(lies):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "liar.py").write_text(
            f"open('report.json', 'w').write({lie!r}); open('ran', 'w')"
        )
        liar = folder / "liar"
        liar.write_text(f"#!/bin/sh\nexec '{sys.executable}' liar.py\n")
        liar.chmod(0o755)
        with monkeypatch.context() as patched:
            patched.setattr(sys, "executable", str(liar))
            with pytest.raises(PictureRefused):
                develop(encoded(drawing(), "PNG"), into=folder)
        assert (folder / "ran").exists()


def test_the_process_leaves_the_network_where_the_kernel_lets_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        program = (
            "import socket, sys\n"
            "from writingviews.house.confinement import leave_network\n"
            "if not leave_network(): sys.exit(3)\n"
            f"try: socket.create_connection(('127.0.0.1', {server.getsockname()[1]}), 2)\n"
            "except OSError: sys.exit(0)\n"
            "sys.exit(1)\n"
        )
        status = subprocess.run([sys.executable, "-c", program], check=False).returncode
    if status == 3:
        pytest.skip("this kernel lets no process into a network namespace of its own")
    assert status == 0


def test_every_canary_is_lost_on_the_whole_way(tmp_path: Path) -> None:
    for number, upload in enumerate(talkative().values()):
        folder = tmp_path / str(number)
        folder.mkdir()
        develop(upload, into=folder)
        for file in folder.iterdir():
            assert CANARY.encode() not in file.read_bytes()
