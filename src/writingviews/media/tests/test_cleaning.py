"""A picture says only what it shows; what is no picture is refused with a sentence."""

import io
import random
import re
import zlib

import pytest
from PIL import Image

from writingviews.media.cleaning import clean, fingerprint, rendition_widths, renditions
from writingviews.media.kinds import MAX_BYTES
from writingviews.media.refusal import PictureRefused

from .pictures import (
    CANARY,
    PLACE,
    drawing,
    encoded,
    png_chunk,
    png_file,
    srgb_profile,
    swapped_profile,
    talkative,
    told_exif,
)

TALKATIVE = talkative()


@pytest.fixture(params=TALKATIVE, ids=lambda kind: kind)
def upload(request: pytest.FixtureRequest) -> bytes:
    return TALKATIVE[request.param]


class TestNothingButPixels:
    def test_no_canary_survives_in_any_rendition(self, upload: bytes) -> None:
        files = list(renditions(clean(upload)))
        assert {file.extension for file in files} == {"avif", "webp", "jpg"}
        for file in files:
            for trace in (
                CANARY.encode(),
                CANARY.encode("utf-16-be"),
                CANARY.encode("utf-16-le"),
                b"Exif\0\0",
                b"adobe:ns:meta",
                b"Photoshop",
                b"ICC_PROFILE",
                b"2026:03:12",
                bytes([0, 0, 0, PLACE[0], 0, 0, 0, 1, 0, 0, 0, PLACE[1]]),
            ):
                assert trace not in file.data, (file.extension, trace)

    def test_the_upload_did_tell(self, upload: bytes) -> None:
        assert CANARY.encode() in upload or CANARY.encode("utf-16-be") in upload

    def test_pillow_finds_nothing_to_read_in_a_rendition(self, upload: bytes) -> None:
        for file in renditions(clean(upload)):
            with Image.open(io.BytesIO(file.data)) as opened:
                opened.load()
                assert dict(opened.getexif()) == {}
                told = {"exif", "xmp", "icc_profile", "comment", "photoshop", "mp"}
                assert not told & {key for key, value in opened.info.items() if value}

    def test_the_pixels_are_the_uploads(self) -> None:
        picture = clean(encoded(drawing(), "PNG"))
        assert picture.tobytes() == drawing().tobytes()
        assert picture.info == {}

    def test_the_same_pixels_have_the_same_fingerprint(self) -> None:
        plain = fingerprint(clean(encoded(drawing(), "PNG")))
        told = encoded(drawing(), "PNG", compress_level=1, exif=told_exif())
        sideways = drawing().transpose(Image.Transpose.ROTATE_90)
        turned = encoded(sideways, "PNG", exif=told_exif(orientation=6))
        assert plain == fingerprint(clean(told)) == fingerprint(clean(turned))
        assert plain != fingerprint(clean(encoded(sideways, "PNG")))
        assert plain != fingerprint(clean(encoded(drawing(120, 81), "PNG")))


class TestWhatIsShown:
    @pytest.mark.parametrize("orientation", range(1, 9))
    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
    def test_a_picture_stands_upright(self, orientation: int, kind: str) -> None:
        undo = {
            2: Image.Transpose.FLIP_LEFT_RIGHT,
            3: Image.Transpose.ROTATE_180,
            4: Image.Transpose.FLIP_TOP_BOTTOM,
            5: Image.Transpose.TRANSPOSE,
            6: Image.Transpose.ROTATE_90,
            7: Image.Transpose.TRANSVERSE,
            8: Image.Transpose.ROTATE_270,
        }.get(orientation)
        turned = drawing() if undo is None else drawing().transpose(undo)
        data = encoded(turned, kind, exif=told_exif(orientation=orientation), quality=95)
        picture = clean(data)
        assert picture.size == (120, 80)
        red, green, _ = picture.convert("RGB").getpixel((8, 6))  # type: ignore[misc]
        assert red > 200
        assert green < 70

    def test_a_large_sideways_photograph_fits_after_its_turn(self) -> None:
        data = encoded(
            Image.new("RGB", (3000, 1000), "blue"), "JPEG", exif=told_exif(orientation=6)
        )
        assert clean(data).size == (1000, 3000)

    def test_colours_are_converted_to_srgb(self) -> None:
        red = Image.new("RGB", (8, 8), (250, 10, 10))
        converted = clean(encoded(red, "PNG", icc_profile=swapped_profile())).getpixel((4, 4))
        kept = clean(encoded(red, "PNG", icc_profile=srgb_profile())).getpixel((4, 4))
        assert isinstance(converted, tuple)
        assert isinstance(kept, tuple)
        assert converted[0] < 100
        assert converted[1] > 240
        assert kept[0] > 245

    def test_a_broken_profile_is_left_aside(self) -> None:
        data = encoded(drawing(), "PNG", icc_profile=b"no profile at all")
        assert clean(data).tobytes() == drawing().tobytes()

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
    def test_every_mode_of_png_is_shown(self, mode: str) -> None:
        if mode == "I;16":
            source = Image.linear_gradient("L").resize((120, 80)).convert("I")
            source = source.point(lambda value: value * 257).convert("I;16")
        else:
            source = drawing(mode=mode)
        picture = clean(encoded(source, "PNG"))
        assert picture.mode == "RGB"
        pixel = picture.getpixel((60, 78))
        assert isinstance(pixel, tuple)
        assert all(value > 200 for value in pixel)

    def test_a_picture_of_inks_is_shown(self) -> None:
        picture = clean(encoded(drawing(mode="CMYK"), "JPEG"))
        assert picture.mode == "RGB"

    def test_what_can_be_seen_through_stays_so_and_is_white_in_jpeg(self) -> None:
        source = Image.new("RGBA", (40, 40), (0, 0, 255, 0))
        source.paste((255, 0, 0, 255), (0, 0, 20, 40))
        picture = clean(encoded(source, "PNG", icc_profile=srgb_profile()))
        assert picture.mode == "RGBA"
        assert picture.getchannel("A").getpixel((30, 20)) == 0
        for file in renditions(picture):
            with Image.open(io.BytesIO(file.data)) as opened:
                if file.extension == "jpg":
                    ground = opened.convert("RGB").getpixel((35, 20))
                    assert isinstance(ground, tuple)
                    assert min(ground) > 240
                else:
                    assert opened.convert("RGBA").getchannel("A").getpixel((30, 20)) == 0

    @pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF"])
    def test_of_an_animation_the_first_frame_is_taken(self, kind: str) -> None:
        frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "lime", "blue")]
        data = encoded(frames[0], kind, save_all=True, append_images=frames[1:])
        pixel = clean(data).getpixel((10, 10))
        assert isinstance(pixel, tuple)
        assert pixel[0] > 230
        assert pixel[1] < 30

    def test_renditions_go_up_to_the_pictures_own_width(self) -> None:
        assert rendition_widths(100) == [100]
        assert rendition_widths(960) == [480, 960]
        assert rendition_widths(1000) == [480, 960, 1000]
        assert rendition_widths(2400) == [480, 960, 1440, 2400]
        files = {
            f"{file.width}.{file.extension}": Image.open(io.BytesIO(file.data)).size
            for file in renditions(clean(encoded(drawing(1200, 800), "JPEG")))
        }
        assert files == {
            f"{width}.{extension}": (width, width * 2 // 3)
            for width in (480, 960, 1200)
            for extension in ("avif", "webp", "jpg")
        }

    @pytest.mark.parametrize("size", [(1, 1), (5000, 1), (1, 5000), (2401, 17)])
    def test_odd_sizes_have_renditions(self, size: tuple[int, int]) -> None:
        picture = clean(encoded(Image.new("RGB", size, "green"), "PNG"))
        assert picture.width <= 2400
        assert all(file.data for file in renditions(picture))


class TestRefusals:
    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            (b"", "empty (0 bytes)"),
            (b"\xff\xd8\xff" + bytes(MAX_BYTES), "25.0 MB; at most 25 MB"),
            (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG drawing"),
            (b'<?xml version="1.0"?>\n<!-- x --><svg >', "SVG drawing"),
            (b"\xef\xbb\xbf  <!DOCTYPE html><script>alert(1)</script>", "web page"),
            (b"%PDF-1.7 ...", "PDF document"),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC picture"),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1miaf", "HEIC picture"),
            (b"\0\0\0\x18ftypisom\0\0\0\0isommp42", "video"),
            (b"PK\x03\x04rest", "ZIP archive or an office document"),
            (b"II*\x00rest", "TIFF"),
            (b"%!PS-Adobe-3.0 EPSF-3.0", "PostScript"),
            (b"just some words", "begins like no picture"),
        ],
    )
    def test_what_is_no_picture_is_named(self, data: bytes, sentence: str) -> None:
        with pytest.raises(PictureRefused, match=re.escape(sentence)) as refused:
            clean(data)
        assert str(refused.value).endswith(".")

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
    @pytest.mark.parametrize("part", [0.05, 0.5, 0.9])
    def test_a_cut_off_file_is_refused(self, kind: str, part: float) -> None:
        noise = Image.effect_noise((200, 200), 90).convert("RGB")
        data = encoded(noise, kind)
        with pytest.raises(PictureRefused, match=f"{kind} picture .* cut off"):
            clean(data[: int(len(data) * part)])

    @pytest.mark.parametrize(("width", "height"), [(50_000, 50_000), (20_001, 8), (9_000, 9_000)])
    def test_too_many_pixels_are_refused_before_they_are_decoded(
        self, width: int, height: int
    ) -> None:
        with pytest.raises(PictureRefused, match=f"{width:,} × {height:,} pixels"):
            clean(png_file(width, height, rows=b""))

    def test_a_jpeg_that_claims_too_much_is_refused(self) -> None:
        data = bytearray(encoded(drawing(), "JPEG"))
        place = data.index(b"\xff\xc0") + 5
        data[place : place + 4] = b"\xff\xff\xff\xff"
        with pytest.raises(PictureRefused, match="65,535 × 65,535 pixels"):
            clean(bytes(data))

    def test_a_bomb_in_a_text_chunk_is_refused(self) -> None:
        bomb = b"x\0\0" + zlib.compress(bytes(80_000_000), 9)
        with pytest.raises(PictureRefused, match="cannot be read"):
            clean(png_file(8, 8, png_chunk(b"zTXt", bomb)))

    def test_a_bomb_in_a_profile_is_refused_or_passed_over(self) -> None:
        bomb = b"x\0\0" + zlib.compress(bytes(80_000_000), 9)
        try:
            picture = clean(png_file(8, 8, png_chunk(b"iCCP", bomb)))
        except PictureRefused:
            return
        assert picture.size == (8, 8)

    def test_a_wrong_size_of_nothing_is_refused(self) -> None:
        with pytest.raises(PictureRefused):
            clean(png_file(0, 5))

    def test_random_damage_never_escapes_as_anything_but_a_refusal(self) -> None:
        dice = random.Random(7)
        originals = [
            *TALKATIVE.values(), encoded(drawing(mode="CMYK"), "JPEG", progressive=True)
        ]  # fmt: skip
        outcomes = {True: 0, False: 0}
        for _ in range(400):
            data = bytearray(dice.choice(originals))
            for _ in range(dice.choice((1, 3, 20))):
                data[dice.randrange(12, len(data))] = dice.randrange(256)
            try:
                picture = clean(bytes(data))
            except PictureRefused:
                outcomes[False] += 1
            else:
                outcomes[True] += 1
                assert CANARY.encode() not in picture.tobytes()
        assert min(outcomes.values()) > 10
