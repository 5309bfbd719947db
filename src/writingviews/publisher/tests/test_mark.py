"""The publication's own picture, beside its name and as icons."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from writingviews.articles.accents import Accent
from writingviews.articles.selectors import publication
from writingviews.articles.services.dressing import dress_publication
from writingviews.house.settings import house_settings
from writingviews.media.tests.making import make_kept_picture
from writingviews.people.models import Account
from writingviews.press.house_tree import house_tree
from writingviews.press.printing import print_pending
from writingviews.press.rebuilding import check_tree, rebuild

from .conftest import See

LOOK = "/settings/look/"


def png(width: int, height: int) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGBA", (width, height), (10, 92, 138, 128)).save(out, "PNG")
    return SimpleUploadedFile("secret-name.png", out.getvalue())


def page(address: str) -> str:
    return (house_tree().read(address) or b"").decode()


def test_an_uploaded_mark_is_tried_saved_shown_and_taken_away(publisher: Account, see: See) -> None:
    rebuild()
    browser = see(publisher)
    tried = browser.post(f"{LOOK}try/", {"accent": "moss", "upload": png(240, 180)}).text
    assert publication().mark == ""
    assert browser.post(LOOK, {"accent": "moss", "upload": png(240, 180)}).status_code == 302
    known = publication().mark
    shown = f'<img src="/media/{known}/240.webp" width="240" height="180" alt="">'
    assert shown in tried
    print_pending()
    front, piece = page("/"), page("/articles/two-ferries/")
    assert shown in front
    icon = f"/assets/icon-{known[:16]}"
    assert f'<link rel="icon" type="image/png" sizes="48x48" href="{icon}-48.png">' in piece
    large = f"{house_settings().address}{icon}-512.png"
    assert f'"logo":{{"@type":"ImageObject","url":"{large}"}}' in piece
    assert f"<icon>{large}</icon>" in page("/feed.xml")
    assert f'{icon}-48.png"' in page("/feed.json")
    for side in (48, 180, 512):
        with Image.open(house_tree().root / f"{icon[1:]}-{side}.png") as drawn:
            assert drawn.size == (side, side)
            assert drawn.getpixel((side // 2, 0)) == (0, 0, 0, 0), "whole, in the middle"
    assert check_tree().equal
    browser.post(LOOK, {"accent": "moss", "mark": known, "remove_mark": "on"})
    print_pending()
    assert "<img src=" not in page("/about/")
    assert "/assets/mark-" in page("/about/")
    assert check_tree().equal


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "This is an SVG drawing"),
        (b"GIF89a\x00", "cannot be read to its end"),
        (png(179, 400).read(), "a mark needs 180 on its shorter side"),
        (png(700, 200).read(), "would be a line beside the name"),
    ],
)
def test_what_is_no_mark_is_refused_with_the_reason(
    publisher: Account, see: See, upload: bytes, sentence: str
) -> None:
    answer = see(publisher).post(
        LOOK, {"accent": "moss", "upload": SimpleUploadedFile("m", upload)}
    )
    assert answer.status_code == 422
    assert sentence in answer.context["page"].form.errors["upload"][0]
    assert publication().mark == ""


def test_a_mark_stays_with_a_colour_that_was_refused_and_nobody_takes_an_unknown_one(
    publisher: Account, see: See
) -> None:
    browser = see(publisher)
    refused = {"accent": "own", "light": "#f2c94c", "follows": "on", "upload": png(200, 200)}
    page = browser.post(LOOK, refused).context["page"]
    kept = page.form["mark"].value()
    assert page.mark.src == f"/media/{kept}/200.webp"
    browser.post(LOOK, {"accent": "moss", "mark": "../../etc/passwd"})
    assert publication().mark == ""
    browser.post(LOOK, {"accent": "moss", "mark": kept})
    assert publication().mark == kept


def test_who_changes_a_mark_second_is_told(publisher: Account, see: See) -> None:
    browser = see(publisher)
    seen = browser.get(LOOK).context["page"].form["seen"].value()
    known = make_kept_picture()
    dress_publication(actor=None, accent=Accent(), mark=known)
    answer = browser.post(LOOK, {"accent": "madder", "follows": "on", "seen": seen})
    assert answer.status_code == 409
    assert "Another mark stands now" in answer.text
    assert publication().mark == known


def test_a_lost_picture_stops_no_page(publisher: Account) -> None:
    known = make_kept_picture(lost=True)
    dress_publication(actor=None, accent=Accent(), mark=known)
    print_pending()
    assert f"/media/{known}/" in page("/about/")
