"""A picture is looked for inside the import's folder and nowhere else."""

from pathlib import Path

import pytest

from writingviews.porting.pictures import PictureMissing, find_picture


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "import"
    for path in (
        "pictures/harbour.jpg",
        "2026/oven.jpg",
        "2026/pictures/near.jpg",
        "2026/my oven.jpg",
        ".private/key.jpg",
        "2026/piece.md",
    ):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(path)
    (tmp_path / "secret.jpg").write_text("secret")
    return root


def found(folder: Path, name: str) -> str:
    file = find_picture(name, beside=folder / "2026" / "piece.md", folder=folder)
    return file.relative_to(folder.resolve()).as_posix()


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("oven.jpg", "2026/oven.jpg"),
        ("./oven.jpg", "2026/oven.jpg"),
        ("pictures/near.jpg", "2026/pictures/near.jpg"),
        ("harbour.jpg", "pictures/harbour.jpg"),
        ("../pictures/harbour.jpg", "pictures/harbour.jpg"),
        ("/pictures/harbour.jpg", "pictures/harbour.jpg"),
        ("/uploads/2019/harbour.jpg", "pictures/harbour.jpg"),
        ("my%20oven.jpg", "2026/my oven.jpg"),
        ("my oven.jpg", "2026/my oven.jpg"),
        ("..\\pictures\\harbour.jpg", "pictures/harbour.jpg"),
    ],
)
def test_a_picture_is_found_beside_the_piece_or_in_pictures(
    folder: Path, name: str, path: str
) -> None:
    assert found(folder, name) == path


@pytest.mark.parametrize(
    "name", ["../../secret.jpg", "..%2F..%2Fsecret.jpg", "pictures/../../secret.jpg"]
)
def test_a_path_that_leads_out_is_refused(folder: Path, name: str) -> None:
    with pytest.raises(PictureMissing, match=r"lies outside the import's folder"):
        found(folder, name)


def test_an_absolute_path_is_one_from_the_folder_on(folder: Path) -> None:
    with pytest.raises(PictureMissing, match=r"there is no picture"):
        found(folder, str(folder.parent / "secret.jpg"))


def test_a_link_that_leads_out_is_refused(folder: Path) -> None:
    (folder / "2026" / "link.jpg").symlink_to(folder.parent / "secret.jpg")

    with pytest.raises(PictureMissing, match=r"lies outside"):
        found(folder, "link.jpg")


@pytest.mark.parametrize(
    "name",
    ["../.private/key.jpg", "nothing.jpg", "2026", "", "..", "a\0b.jpg", "x" * 5000, "%00.jpg"],
)
def test_what_is_hidden_absent_or_no_file_is_not_found(folder: Path, name: str) -> None:
    with pytest.raises(PictureMissing, match=r"there is no picture|lies outside"):
        found(folder, name)


@pytest.mark.parametrize(
    "name", ["https://example.org/a.jpg", "//example.org/a.jpg", "file:///etc/passwd", "data:,x"]
)
def test_nothing_is_fetched(folder: Path, name: str) -> None:
    with pytest.raises(PictureMissing, match=r"is an address, and nothing is fetched"):
        found(folder, name)
