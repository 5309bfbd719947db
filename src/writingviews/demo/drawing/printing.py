"""From scene to picture: Chromium draws the SVG, Pillow gives it paper and keeps it light."""

from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from random import Random

from PIL import Image, ImageChops, ImageFilter

from writingviews.demo.drawing.sheet import HEIGHT, WIDTH, Sheet

LARGEST = 140_000
"""Bytes a demo picture may weigh."""


def print_pictures(
    pictures: Iterable[tuple[str, Callable[[], Sheet]]], folder: Path, chromium: str
) -> None:
    """Draw the pictures and write each as ``<name>.jpg`` into ``folder``.

    Raises FileNotFoundError when there is no browser at ``chromium``.
    """
    # Playwright is a tool of development; only drawing anew needs it.
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (see above)

    if not Path(chromium).exists():
        raise FileNotFoundError(
            f"No Chromium at {chromium}. Install it or name another with --chromium."
        )
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-background-networking"],
        )
        # Twice the size, scaled down afterwards: the wavering edges come out smooth.
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=2)
        for name, draw in pictures:
            page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{draw().svg()}")
            with Image.open(BytesIO(page.screenshot())) as shot:
                flat = shot.convert("RGB").resize((WIDTH, HEIGHT), Image.Resampling.BOX)
                flat = flat.filter(ImageFilter.GaussianBlur(0.5))
            (folder / f"{name}.jpg").write_bytes(_jpeg(_on_paper(flat, name)))
        browser.close()


def _on_paper(flat: Image.Image, name: str) -> Image.Image:
    """Add what a print has: uneven ink, the tooth of the paper, a few unprinted specks."""
    random = Random(name)
    mottle = _noise(random, (64, 43), 0.04)
    tooth = _noise(random, (WIDTH // 2, HEIGHT // 2), 0.009)
    for noise in (mottle, tooth):
        flat = ImageChops.add(flat, Image.merge("RGB", (noise, noise, noise)), 1, -128)
    specks = Image.new("L", (WIDTH, HEIGHT))
    for _ in range(350):
        specks.putpixel((random.randrange(WIDTH), random.randrange(HEIGHT)), 255)
    specks = specks.resize((WIDTH // 2, HEIGHT // 2), Image.Resampling.BOX).resize(
        (WIDTH, HEIGHT), Image.Resampling.BICUBIC
    )
    paper = Image.new("RGB", (WIDTH, HEIGHT), "#fff3df")
    return Image.composite(paper, flat, specks.point([min(255, v * 2) for v in range(256)]))


def _noise(random: Random, size: tuple[int, int], strength: float) -> Image.Image:
    """Grey noise of the sheet's size around 128, as coarse as ``size`` is small."""
    noise = Image.frombytes("L", size, random.randbytes(size[0] * size[1]))
    noise = noise.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
    return noise.point([round(128 + (value - 128) * strength) for value in range(256)])


def _jpeg(picture: Image.Image) -> bytes:
    """The picture as JPEG of quality 82, or as much less as the weight allowed demands."""
    data = b""
    tries = [(picture, quality) for quality in range(82, 63, -2)]
    # Fine grain is what weighs most: soften it before the edges begin to ring.
    for radius in (0.6, 0.9):
        softer = picture.filter(ImageFilter.GaussianBlur(radius))
        tries += [(softer, quality) for quality in range(70, 51, -2)]
    tries += [(softer, quality) for quality in range(50, 29, -2)]
    for version, quality in tries:
        out = BytesIO()
        version.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        data = out.getvalue()
        if len(data) <= LARGEST:
            break
    return data
