"""An edition is written whole, or a sentence says before the work begins why it cannot be."""

import os
from pathlib import Path

import pytest

from writingviews.editions.refusal import EditionRefused
from writingviews.editions.target import check_target, write_whole


def test_a_file_that_cannot_be_written_is_refused_with_the_mend(tmp_path: Path) -> None:
    check_target(tmp_path / "leaflet.pdf")
    for out, said in (
        (tmp_path, "is a folder. Name a file in it"),
        (Path(), "is a folder"),
        (tmp_path / "none" / "leaflet.pdf", "There is no folder .*none. Make it"),
    ):
        with pytest.raises(EditionRefused, match=said):
            check_target(out)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_to_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(EditionRefused, match="may not be written to"):
        check_target(tmp_path / "leaflet.pdf")


def test_what_stood_there_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    out = tmp_path / "leaflet.pdf"
    write_whole(out, b"one")
    write_whole(out, b"two")
    assert out.read_bytes() == b"two"
    unwritable: object = "no bytes"
    with pytest.raises(TypeError):
        write_whole(out, unwritable)  # type: ignore[arg-type]
    assert out.read_bytes() == b"two"
    assert os.listdir(tmp_path) == ["leaflet.pdf"]  # noqa: PTH208 - names alone


def test_no_file_takes_the_place_of_a_device_or_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    link = tmp_path / "link"
    link.symlink_to(pipe)
    for out in (pipe, link):
        with pytest.raises(EditionRefused, match="is a device or a pipe"):
            check_target(out)


def test_a_link_stays_a_link_to_the_file_that_is_written(tmp_path: Path) -> None:
    link = tmp_path / "newest.pdf"
    link.symlink_to("leaflet.pdf")
    write_whole(link, b"one")
    assert link.is_symlink()
    assert (tmp_path / "leaflet.pdf").read_bytes() == b"one"
