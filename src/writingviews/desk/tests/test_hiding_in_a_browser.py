"""What is hidden in a picture is gone before the picture leaves the browser."""

import io
import re
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from writingviews.articles.models import Article
from writingviews.people.models import Account

from .test_editor import Opener, browser, house, opened, violations
from .test_editor import pytestmark as needs_a_browser
from .test_inserting_in_a_browser import begun

pytestmark = needs_a_browser
__all__ = ["browser", "house", "opened"]  # fixtures, used by their names

WIDE, HIGH = 900, 600
#: Where the plate is, of the picture's pixels.
PLATE = (300, 200, 540, 300)
SECRET = b"taken in the Tanner street"


def street(folder: Path) -> Path:
    """A street with a number plate in stripes, and a remark in the file about where it is."""
    picture = Image.new("RGB", (WIDE, HIGH), (90, 140, 190))
    pen = ImageDraw.Draw(picture)
    for x in range(PLATE[0], PLATE[2], 8):
        pen.rectangle((x, PLATE[1], x + 3, PLATE[3]), fill="white")
        pen.rectangle((x + 4, PLATE[1], x + 7, PLATE[3]), fill="black")
    path = folder / "street.jpg"
    picture.save(path, quality=95, comment=SECRET)
    return path


#: Keeps what is sent, for Chromium tells no bytes of a file in a form.
WATCH = """() => {
    const send = XMLHttpRequest.prototype.send;
    window.kept = [];
    XMLHttpRequest.prototype.send = function (form) {
        window.kept.push(form);
        return send.call(this, form);
    };
}"""
READ = """async () => {
    const bytes = new Uint8Array(await window.kept[0].get("picture").arrayBuffer());
    return [window.kept[0].get("picture").name, Array.from(bytes)];
}"""


def begin_to_hide(page: Page, picture: Path) -> None:
    """Bring a picture in by the list of blocks, to hide something in it."""
    page.evaluate(WATCH)
    begun(page)
    page.keyboard.type("/hide")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("option", name=re.compile("^Picture with faces hidden")).click()
    chooser.value.set_files(picture)


def sent(page: Page) -> Image.Image:
    """The picture that left the page, which bears nothing of the file it was."""
    name, numbers = page.evaluate(READ)
    assert name == "picture"
    assert SECRET not in bytes(numbers)
    return Image.open(io.BytesIO(bytes(numbers))).convert("RGB")


def lightness(picture: Image.Image, box: tuple[int, int, int, int]) -> tuple[int, int]:
    """The darkest and the lightest grey in a part of a picture."""
    greys = picture.crop(box).convert("L").tobytes()
    return min(greys), max(greys)


def hide_by_mouse(page: Page) -> None:
    box = page.locator(".hiding-stage canvas").bounding_box()
    assert box is not None
    scale = box["width"] / WIDE
    page.mouse.move(box["x"] + (PLATE[0] - 6) * scale, box["y"] + (PLATE[1] - 6) * scale)
    page.mouse.down()
    page.mouse.move(box["x"] + 400 * scale, box["y"] + 250 * scale)
    page.mouse.move(box["x"] + (PLATE[2] + 8) * scale, box["y"] + (PLATE[3] + 6) * scale)
    page.mouse.up()


def test_what_is_covered_never_leaves_the_browser(
    opened: Opener, article: Article, writer: Account, tmp_path: Path
) -> None:
    page = opened(writer, article)
    begin_to_hide(page, street(tmp_path))

    adding = page.get_by_role("button", name="Add a patch")
    expect(adding).to_be_focused()
    hide_by_mouse(page)
    patch = page.get_by_role("button", name=re.compile("^Patch 1 of 1"))
    expect(patch).to_be_focused()
    assert violations(page) == []
    # A second one by keys alone: into the corner, larger, and a third that is taken away again.
    adding.press("Enter")
    second = page.get_by_role("button", name=re.compile("^Patch 2 of 2"))
    for key in ("ArrowLeft", "ArrowUp"):
        for _ in range(30):
            second.press(key)
    second.press("Shift+ArrowRight")
    adding.press("Enter")
    page.get_by_role("button", name=re.compile("^Patch 3 of 3")).press("Delete")
    expect(second).to_be_focused()
    assert page.evaluate("kept.length") == 0, "nothing is sent while something is being hidden"
    page.get_by_label("Ask me before each picture is sent").check()
    page.get_by_role("button", name="Send it like this").click()
    page.wait_for_selector("figure.picture img[src]", timeout=30_000)

    picture = sent(page)
    assert picture.size == (WIDE, HIGH)
    darkest, lightest = lightness(picture, PLATE)
    assert 60 < darkest < lightest < 195, "no stripe can be made out"
    darkest, lightest = lightness(picture, (10, 10, 150, 80))
    assert lightest - darkest > 10, "the second patch is seen"
    darkest, lightest = lightness(picture, (600, 350, 890, 590))
    assert lightest - darkest < 4, "what is not covered is as it was"

    # Now each picture waits, however it comes, and this browser remembers it.
    page.reload()
    page.wait_for_selector("figure.picture img[src]", timeout=30_000)
    page.evaluate(WATCH)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Picture", exact=True).click()
    chooser.value.set_files(street(tmp_path))
    expect(page.get_by_text("The picture is still on your device alone.")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("Ask me before each picture is sent").uncheck()
    page.get_by_role("button", name="Leave it out").click()
    expect(page.get_by_text("The picture is still on your device alone.")).to_have_count(0)
    assert page.evaluate("kept.length") == 0


def test_a_file_that_the_browser_cannot_open_is_not_sent(
    opened: Opener, article: Article, writer: Account, tmp_path: Path
) -> None:
    page = opened(writer, article)
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no picture at all")
    begin_to_hide(page, broken)
    expect(page.get_by_role("alert")).to_contain_text("nothing can be hidden in it")
    assert page.evaluate("kept.length") == 0
