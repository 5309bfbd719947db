"""The demo's pictures: each is there, right in size and light in weight, and can be redrawn."""

from pathlib import Path

import pytest
from PIL import Image

from writingviews.demo.drawing.__main__ import FOLDER
from writingviews.demo.drawing.gallery import PICTURES
from writingviews.demo.drawing.printing import LARGEST, print_pictures
from writingviews.demo.drawing.sheet import HEIGHT, WIDTH


def test_every_picture_in_the_gallery_has_been_printed_and_no_other_lies_there() -> None:
    assert {path.stem for path in FOLDER.glob("*.jpg")} == set(PICTURES)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_three_to_two_and_light(name: str) -> None:
    path = FOLDER / f"{name}.jpg"
    with Image.open(path) as picture:
        assert (picture.format, picture.size) == ("JPEG", (WIDTH, HEIGHT))
    assert path.stat().st_size <= LARGEST


def test_a_picture_drawn_twice_is_the_same_picture() -> None:
    draw = PICTURES["olive-grove"]
    assert draw().svg() == draw().svg()


def test_printing_without_a_browser_says_where_it_looked(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="No Chromium at /nowhere/chromium"):
        print_pictures([], tmp_path, "/nowhere/chromium")
