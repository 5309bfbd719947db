"""Pictures are kept once, whole, and under addresses that tell nothing."""

import json
import os
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries, Settings

from writingviews.media.models import Picture
from writingviews.media.refusal import PictureRefused
from writingviews.media.selectors import known_picture, picture_views
from writingviews.media.services import picture_address, store_picture, store_pictures

from .pictures import CANARY, drawing, encoded, talkative, told_exif

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Settings) -> Path:
    """Give each test a publication's folder of its own."""
    settings.HOUSE = replace(django_settings.HOUSE, folder=tmp_path)
    return tmp_path / "media"


def files_of(media: Path) -> set[str]:
    return {str(file.relative_to(media)) for file in media.rglob("*") if file.is_file()}


def test_a_picture_is_kept_in_its_renditions(media: Path) -> None:
    picture = store_picture(data=encoded(drawing(600, 400), "JPEG"))
    assert re.fullmatch("[0-9a-f]{32}", picture.id)
    assert (picture.width, picture.height, picture.widths) == (600, 400, [480, 600])
    assert picture.created_on == datetime.now(UTC).date()
    assert files_of(media) == {
        f"{picture.id}/{width}.{extension}"
        for width in (480, 600)
        for extension in ("avif", "webp", "jpg")
    }
    assert list((media / ".incoming").iterdir()) == []


def test_files_and_folders_bear_no_hour(media: Path) -> None:
    picture = store_picture(data=encoded(drawing(), "PNG"))
    for path in (media / picture.id, *(media / picture.id).iterdir()):
        assert datetime.fromtimestamp(path.stat().st_mtime, UTC).year == 1980


def test_the_same_pixels_are_one_picture(media: Path) -> None:
    first = store_picture(data=encoded(drawing(), "PNG"))
    again = store_picture(data=encoded(drawing(), "PNG", exif=told_exif(), compress_level=1))
    other = store_picture(data=encoded(drawing(121, 80), "PNG"))
    assert first == again
    assert first != other
    assert Picture.objects.count() == 2
    assert len(list(media.glob("[0-9a-f]*"))) == 2


def test_an_address_depends_on_the_houses_secret() -> None:
    one = picture_address(bytes(32), secret="a" * 40)
    assert one == picture_address(bytes(32), secret="a" * 40)
    assert one != picture_address(bytes(32), secret="b" * 40)
    assert one != picture_address(b"\1" * 32, secret="a" * 40)


def test_a_row_says_nothing_of_who_and_when() -> None:
    assert {field.name for field in Picture._meta.get_fields()} == {
        "id", "width", "height", "widths", "created_on",
    }  # fmt: skip


def test_a_refused_picture_leaves_nothing(media: Path) -> None:
    for data in (b"", b"<svg/>", encoded(drawing(), "JPEG")[:600]):
        with pytest.raises(PictureRefused):
            store_picture(data=data)
    assert files_of(media) == set()
    assert not Picture.objects.exists()


def test_files_left_by_a_crash_before_the_row_are_taken_up(media: Path) -> None:
    data = encoded(drawing(), "PNG")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        store_picture(data=data)
        raise ZeroDivisionError
    assert not Picture.objects.exists()
    before = files_of(media)
    assert before
    picture = store_picture(data=data)
    assert files_of(media) == before
    assert known_picture(picture.id) == picture


@pytest.mark.parametrize("loss", ["a file", "the folder"])
def test_files_lost_from_the_disk_are_put_back(media: Path, loss: str) -> None:
    data = encoded(drawing(), "PNG")
    picture = store_picture(data=data)
    before = files_of(media)
    if loss == "a file":
        (media / picture.id / "120.avif").unlink()
    else:
        shutil.rmtree(media / picture.id)
    assert store_picture(data=data) == picture
    assert files_of(media) >= before
    assert (media / picture.id / "120.avif").stat().st_size > 0


def test_a_folder_left_by_a_crash_is_swept(media: Path) -> None:
    left = media / ".incoming" / "old"
    left.mkdir(parents=True)
    (left / "480.avif").write_bytes(b"half")
    os.utime(left, (0, 0))
    fresh = media / ".incoming" / "fresh"
    fresh.mkdir()
    store_picture(data=encoded(drawing(), "PNG"))
    assert not left.exists()
    assert fresh.exists()


def test_many_pictures_are_stored_in_order_with_their_refusals(media: Path) -> None:
    items = [
        ("one.png", encoded(drawing(), "PNG")),
        ("broken.jpg", b"<html>"),
        *((f"{width}.png", encoded(drawing(width, 50), "PNG")) for width in range(60, 65)),
        ("one again.png", encoded(drawing(), "PNG", compress_level=0)),
    ]
    stored = list(store_pictures(iter(items)))
    assert [name for name, _ in stored] == [name for name, _ in items]
    outcomes = dict(stored)
    refusal = outcomes.pop("broken.jpg")
    assert isinstance(refusal, PictureRefused)
    assert "web page" in str(refusal)
    assert all(isinstance(outcome, Picture) for outcome in outcomes.values())
    assert outcomes["one.png"] == outcomes["one again.png"]
    assert Picture.objects.count() == 6
    assert list((media / ".incoming").iterdir()) == []


def test_views_of_pictures_take_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    small = store_picture(data=encoded(drawing(), "PNG"))
    large = store_picture(data=encoded(drawing(1000, 500), "PNG"))
    with django_assert_num_queries(1):
        views = picture_views([small.id, large.id, large.id, "0" * 32, ""])
    assert set(views) == {small.id, large.id}
    view = views[large.id]
    assert (view.width, view.height) == (1000, 500)
    assert view.src == f"/media/{large.id}/960.jpg"
    assert list(view.sources) == [
        (
            f"image/{kind}",
            ", ".join(f"/media/{large.id}/{width}.{kind} {width}w" for width in (480, 960, 1000)),
        )
        for kind in ("avif", "webp")
    ]
    assert views[small.id].src == f"/media/{small.id}/120.jpg"
    with django_assert_num_queries(0):
        assert picture_views([]) == {}


def test_the_database_refuses_a_picture_without_an_address_or_a_size() -> None:
    whole = {"widths": [1], "created_on": datetime.now(UTC).date()}
    for wrong in ({"id": "a", "width": 1, "height": 1}, {"id": "a" * 32, "width": 0, "height": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Picture.objects.create(**wrong, **whole)


@pytest.mark.tools
@pytest.mark.skipif(
    shutil.which("exiftool") is None,
    reason="exiftool is not installed: apt install libimage-exiftool-perl",
)
def test_exiftool_finds_nothing_but_the_pictures_shape(media: Path) -> None:
    uploads = talkative()
    stored = [store_picture(data=data) for data in uploads.values()]
    told = subprocess.run(
        ["exiftool", "-G1", "-a", "-u", "-json", "-r", str(media)],
        capture_output=True, check=True,
    ).stdout  # fmt: skip
    reports = json.loads(told)
    assert len(reports) == 3 * len({picture.id for picture in stored})
    assert CANARY.encode() not in told
    groups = {key.split(":")[0] for report in reports for key in report} - {"SourceFile"}
    # Meta, ItemList and the like are the boxes of AVIF that say how large it is.
    assert groups <= {"ExifTool", "System", "File", "JFIF", "RIFF", "Composite", "QuickTime",
                      "Meta", "VP8"}, groups  # fmt: skip
    original = media / "original.jpg"
    original.write_bytes(uploads["JPEG"])
    whole = subprocess.run(
        ["exiftool", "-G1", str(original)], capture_output=True, check=True
    ).stdout
    assert b"[GPS]" in whole
    assert b"[IPTC]" in whole
