"""Pictures as phones, scanners and programs write them."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms, ImageFilter, TiffImagePlugin

from docvet.models import Line
from docvet.reading import appearance, codes, image_file, orientation
from docvet.reading.image_file import Unreadable
from tests.reading.reading_papers import draw

LIMIT = 10_000_000


def marked(mode: str = "RGB") -> Image.Image:
    """White, with a black block in the upper left corner, so that one sees which way up it is."""
    page = Image.new("RGB", (60, 40), "white")
    page.paste("black", (0, 0, 20, 10))
    return page.convert(mode)


def assert_upright(rgb: np.ndarray) -> None:
    assert rgb.dtype == np.uint8
    assert rgb.shape == (40, 60, 3)
    assert rgb[4, 8].max() < 40
    assert rgb[30, 50].min() > 215
    assert rgb[4, 50].min() > 215


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF", "HEIF"])
def test_every_format(tmp_path: Path, format_: str) -> None:
    marked().save(tmp_path / "a", format_, quality=95)
    assert image_file.about(tmp_path / "a", LIMIT).pages == 1
    loaded = image_file.load(tmp_path / "a", 1, LIMIT)
    assert_upright(loaded.rgb)
    assert loaded.stored == (60, 40)


@pytest.mark.parametrize("orientation_tag", range(1, 9))
def test_exif_orientation(tmp_path: Path, orientation_tag: int) -> None:
    how = Image.Transpose
    stored_as = {
        2: how.FLIP_LEFT_RIGHT,
        3: how.ROTATE_180,
        4: how.FLIP_TOP_BOTTOM,
        5: how.TRANSPOSE,
        6: how.ROTATE_90,
        7: how.TRANSVERSE,
        8: how.ROTATE_270,
    }
    stored = marked()
    if orientation_tag in stored_as:
        stored = stored.transpose(stored_as[orientation_tag])
    exif = Image.Exif()
    exif[0x0112] = orientation_tag
    stored.save(tmp_path / "a.jpg", exif=exif, quality=95)
    loaded = image_file.load(tmp_path / "a.jpg", 1, LIMIT)
    assert_upright(loaded.rgb)
    assert loaded.stored == (60, 40)


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "HEIF"])
@pytest.mark.parametrize("exif", [b"Exif\0\0SAMPLE", b"Exif\0\0MM\0*\0\0\0\x08\0\x05"], ids=["nothing", "cut off"])
def test_broken_exif_is_as_none(tmp_path: Path, format_: str, exif: bytes) -> None:
    marked().save(tmp_path / "a", format_, quality=95, exif=exif)
    assert image_file.about(tmp_path / "a", LIMIT).software == ""
    assert_upright(image_file.load(tmp_path / "a", 1, LIMIT).rgb)


def test_a_resolution_that_is_no_number_is_none(tmp_path: Path) -> None:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    for tag in (282, 283):
        tags[tag], tags.tagtype[tag] = "many", 2
    marked().save(tmp_path / "a.tif", tiffinfo=tags)
    loaded = image_file.load(tmp_path / "a.tif", 1, LIMIT)
    assert loaded.dpi is None
    assert_upright(loaded.rgb)


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "LA", "RGBA"])
def test_every_colour_model(tmp_path: Path, mode: str) -> None:
    page = marked(mode)
    page.save(tmp_path / "a", "TIFF" if mode in ("CMYK", "LA") else "PNG")
    assert_upright(image_file.load(tmp_path / "a", 1, LIMIT).rgb)


def test_cmyk_jpeg(tmp_path: Path) -> None:
    marked("CMYK").save(tmp_path / "a.jpg", quality=95)
    assert_upright(image_file.load(tmp_path / "a.jpg", 1, LIMIT).rgb)


def test_sixteen_bits_are_scaled_and_not_cut(tmp_path: Path) -> None:
    grey = np.asarray(marked("L"), dtype=np.uint16) * 257
    Image.fromarray(grey).save(tmp_path / "a.png")
    assert_upright(image_file.load(tmp_path / "a.png", 1, LIMIT).rgb)


def test_what_is_transparent_is_white(tmp_path: Path) -> None:
    page = marked("RGBA")
    page.paste((0, 0, 0, 0), (30, 20, 60, 40))
    page.save(tmp_path / "a.png")
    assert_upright(image_file.load(tmp_path / "a.png", 1, LIMIT).rgb)


def test_pages_of_a_tiff_and_the_first_frame_of_an_animation(tmp_path: Path) -> None:
    other = Image.new("RGB", (60, 40), "black")
    marked().save(tmp_path / "a.tif", save_all=True, append_images=[other])
    marked().save(tmp_path / "a.gif", save_all=True, append_images=[other])
    assert image_file.about(tmp_path / "a.tif", LIMIT).pages == 2
    assert_upright(image_file.load(tmp_path / "a.tif", 1, LIMIT).rgb)
    assert image_file.load(tmp_path / "a.tif", 2, LIMIT).rgb.max() == 0
    assert image_file.about(tmp_path / "a.gif", LIMIT).pages == 1
    assert_upright(image_file.load(tmp_path / "a.gif", 1, LIMIT).rgb)


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF"])
def test_a_truncated_picture_is_damaged(tmp_path: Path, format_: str) -> None:
    stream = io.BytesIO()
    noise = np.random.default_rng(1).integers(0, 255, (200, 300, 3), dtype=np.uint8)
    Image.fromarray(noise).save(stream, format_)
    (tmp_path / "a").write_bytes(stream.getvalue()[: len(stream.getvalue()) // 2])
    with pytest.raises(Unreadable) as caught:
        image_file.load(tmp_path / "a", 1, LIMIT)
    assert caught.value.trouble.kind == "damaged"


def test_too_many_pixels_are_refused_before_decoding(tmp_path: Path) -> None:
    Image.new("1", (20_000, 20_000)).save(tmp_path / "bomb.png")
    with pytest.raises(Unreadable) as caught:
        image_file.load(tmp_path / "bomb.png", 1, 150_000_000)
    assert (caught.value.trouble.kind, caught.value.trouble.detail) == ("limit", "pixels")


def test_what_decoding_takes_is_bounded_by_the_picture_s_own_head(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the same size: eight bytes a pixel and four of the decoder's own are too much, one is not."""
    monkeypatch.setattr(image_file, "_DECODED", 4 * 100 * 100)
    for mode, name in (("RGBA", "a.webp"), ("L", "b.png"), ("RGB", "c.jpg")):
        Image.new(mode, (100, 100), 1).save(tmp_path / name, **({"progressive": True} if name == "c.jpg" else {}))
    for name in ("a.webp", "c.jpg"):
        with pytest.raises(Unreadable) as caught:
            image_file.load(tmp_path / name, 1, 150_000_000)
        assert (caught.value.trouble.kind, caught.value.trouble.detail) == ("limit", "pixels"), name
    assert image_file.load(tmp_path / "b.png", 1, 150_000_000).stored == (100, 100)


def test_the_largest_pictures_of_telephones_are_decoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """HEIC of 8064 × 6048, a ninety-sixth of its width and height."""
    monkeypatch.setattr(image_file, "_DECODED", image_file._DECODED // 96**2)
    Image.new("RGB", (84, 63), 1).save(tmp_path / "a.heic")
    assert image_file.load(tmp_path / "a.heic", 1, 150_000_000).stored == (84, 63)


@pytest.mark.parametrize("mode", ["1", "P", "L", "RGBA", "I;16", "CMYK"])
def test_a_large_picture_of_every_colour_model_is_reduced_as_it_looks(tmp_path: Path, mode: str) -> None:
    name = tmp_path / ("a.jpg" if mode == "CMYK" else "a.png")
    picture = Image.new("L", (300, 200), 255)
    picture.paste(0, (0, 0, 150, 200))
    if mode == "I;16":
        picture = Image.fromarray(np.asarray(picture).astype(np.uint16) * 257)
    else:
        picture = picture.convert("RGB" if mode == "P" else mode)
        picture = picture.quantize(2) if mode == "P" else picture
    picture.save(name)
    small = image_file.load(name, 1, 1_000_000, reduced_to=15_000).rgb
    assert small.shape == (100, 150, 3)
    assert small[50, 20].max() < 20
    assert small[50, 130].min() > 235


def test_a_large_photo_is_turned_as_it_says_after_it_was_reduced(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    for ending in ("jpg", "png", "tif", "webp"):
        Image.new("RGB", (300, 200), "white").save(tmp_path / f"a.{ending}", exif=exif)
        loaded = image_file.load(tmp_path / f"a.{ending}", 1, 1_000_000, reduced_to=15_000)
        assert (loaded.rgb.shape, loaded.stored) == ((150, 100, 3), (200, 300)), ending


def test_a_large_photo_is_reduced_but_its_stored_size_is_kept(tmp_path: Path) -> None:
    Image.new("RGB", (8000, 6000), "white").save(tmp_path / "a.jpg")
    loaded = image_file.load(tmp_path / "a.jpg", 1, 150_000_000)
    assert loaded.rgb.shape[0] * loaded.rgb.shape[1] <= image_file.MAX_PIXELS
    assert loaded.rgb.shape[1] / loaded.rgb.shape[0] == pytest.approx(4 / 3, rel=0.01)
    assert loaded.stored == (8000, 6000)


def test_an_embedded_profile_does_no_harm(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    marked().save(tmp_path / "a.jpg", icc_profile=profile, quality=95)
    assert_upright(image_file.load(tmp_path / "a.jpg", 1, LIMIT).rgb)


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_turned_is_clockwise(degrees: int) -> None:
    expected = marked().rotate(-degrees, expand=True)
    assert (orientation.turned(np.asarray(marked()), degrees) == np.asarray(expected)).all()


def test_colour_is_ink_and_not_tint() -> None:
    grey = np.asarray(draw())
    assert not appearance.is_coloured(grey)
    assert not appearance.is_coloured((grey * (1.0, 0.95, 0.8)).astype(np.uint8))
    stamped = grey.copy()
    stamped[500:560, 700:760] = (200, 30, 30)
    assert appearance.is_coloured(stamped)


def test_one_pale_seal_on_a_grey_copy_in_dim_light_is_ink() -> None:
    copy = np.asarray(draw()) * 0.7
    noise = np.random.default_rng(0).normal(0, 3, copy.shape[:2])[..., None]
    assert not appearance.is_coloured(np.clip(copy + noise, 0, 255).astype(np.uint8))
    copy[500:540, 700:740] *= (1.0, 0.82, 0.84)
    assert appearance.is_coloured(np.clip(copy + noise, 0, 255).astype(np.uint8))


def test_sharpness_is_that_of_the_text_and_not_of_the_smooth_goods_around_it() -> None:
    photo = Image.new("RGB", (1400, 1400), "#d8d4cc")
    photo.paste(draw(("货号 A1023",), (420, 220)).resize((210, 110), Image.Resampling.LANCZOS), (600, 900))
    label = [Line("货号 A1023", (0.43, 0.64, 0.58, 0.72), 0.97, "rapidocr")]
    sharp, soft = np.asarray(photo), np.asarray(photo.filter(ImageFilter.GaussianBlur(6)))
    assert appearance.measure(sharp).sharpness < 60 < appearance.measure(sharp, lines=label).sharpness
    assert appearance.measure(soft, lines=label).sharpness < 60


def test_sharpness_falls_with_blur_and_hash_stays() -> None:
    page = draw()
    sharp = appearance.measure(np.asarray(page))
    small = appearance.measure(np.asarray(page.resize((500, 350), Image.Resampling.LANCZOS)))
    soft = appearance.measure(np.asarray(page.resize((125, 88)).resize((1000, 700), Image.Resampling.BICUBIC)))
    assert soft.sharpness < 60 < sharp.sharpness
    assert (sharp.phash ^ small.phash).bit_count() <= 6
    other = appearance.measure(np.asarray(draw(("完全不同的纸张内容", "第二行"))))
    assert (sharp.phash ^ other.phash).bit_count() > 10


def test_glare_is_a_burnt_spot_and_not_white_paper() -> None:
    assert appearance.measure(np.asarray(draw())).glare == 0
    photo = (np.asarray(draw()) * 0.75).astype(np.uint8)
    assert appearance.measure(photo).glare == 0
    photo[100:300, 100:400] = 255
    assert appearance.measure(photo).glare == pytest.approx(200 * 300 / 700_000, abs=0.01)


def test_signs_of_a_screenshot() -> None:
    assert appearance.screen_signs((1170, 2532), kind="PNG") == ("device_size", "no_dpi_png")
    assert appearance.screen_signs((1000, 700), kind="PNG", dpi=300.0) == ()
    assert appearance.screen_signs((1654, 2339), kind="JPEG", software="Snipaste 2.8") == ("screenshot_software",)
    assert appearance.screen_signs(None) == ()


def test_a_code_and_its_place() -> None:
    import zxingcpp

    drawn = zxingcpp.create_barcode("https://example.com/样本", zxingcpp.BarcodeFormat.QRCode).to_image(scale=5)
    code = np.asarray(drawn)
    page = np.full((600, 800, 3), 255, np.uint8)
    page[300 : 300 + code.shape[0], 500 : 500 + code.shape[1]] = code[..., None]
    (found,) = codes.find(page)
    assert found.text == "https://example.com/样本"
    assert found.symbology == "QRCode"
    left, top, right, bottom = found.box
    assert 500 / 800 <= left < right <= (500 + code.shape[1]) / 800
    assert 300 / 600 <= top < bottom <= (300 + code.shape[0]) / 600
