"""PDFs made of pages of other files: nothing lost, upright, and looking as before."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pypdf
import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageOps
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from docvet.limits import Limits
from docvet.models import File
from docvet.pack import pages
from docvet.pack.manifest import Change
from docvet.pack.pages import Compression, Protected, page_size
from docvet.pack.plan import SourcePage
from docvet.reading import image_file, pdf
from docvet.sniff import sniff
from tests.reading.reading_papers import write_pdf


def compose(
    source_pages: Sequence[SourcePage], target: Path, step: Compression | None, limits: Limits
) -> tuple[frozenset[Change], ...]:
    """Written where the test looks at it."""
    data, changes = pages.compose(source_pages, step, limits)
    target.write_bytes(data)
    return changes


def source_page(path: Path, number: int = 1, turned: int = 0) -> SourcePage:
    data = path.read_bytes()
    media_type, _ = sniff(io.BytesIO(data), len(data))
    return SourcePage(File(path.name, path, "", len(data), media_type), number, turned)


def arrow(size: tuple[int, int] = (600, 400)) -> Image.Image:
    """Another picture each way it is turned or mirrored."""
    made = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(made)
    pen.rectangle((40, 40, 300, 120), fill="red")
    pen.rectangle((40, 40, 100, 340), fill="navy")
    pen.text((350, 300), "SAMPLE", fill="black")
    return made


def shown(path: Path, number: int = 1) -> Image.Image:
    with pdf.opened(path) as document, pdf.page(document, number) as page:
        return Image.fromarray(pdf.render(page, dpi=72))


def alike(a: Image.Image, b: Image.Image) -> bool:
    return pages._distance(np.asarray(a), np.asarray(b)) < 20


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_as_its_tag_says_and_is_not_recoded_unless_it_is_mirrored(
    tmp_path: Path, orientation: int
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    arrow().save(tmp_path / "a.jpg", quality=90, exif=exif)
    (changes,) = compose([source_page(tmp_path / "a.jpg")], tmp_path / "out.pdf", None, Limits())
    upright = ImageOps.exif_transpose(Image.open(tmp_path / "a.jpg"))
    assert alike(upright, shown(tmp_path / "out.pdf"))
    embedded = (tmp_path / "a.jpg").read_bytes() in (tmp_path / "out.pdf").read_bytes()
    assert embedded == (orientation in (1, 3, 6, 8))
    assert changes == {Change.EMBEDDED if embedded else Change.LOSSLESS}


@pytest.mark.parametrize("form", ["PNG", "BMP", "TIFF", "WEBP", "HEIF"])
@pytest.mark.parametrize("mode", ["RGB", "L", "RGBA", "P"])
def test_other_pictures_keep_every_pixel(tmp_path: Path, form: str, mode: str) -> None:
    path = tmp_path / f"a.{form.lower()}"
    picture = arrow().convert(mode)
    if form in ("WEBP", "HEIF") and mode == "P":
        picture = picture.convert("RGB")
    if form == "BMP" and mode == "RGBA":
        picture = picture.convert("RGB")
    picture.save(path, form)
    compose([source_page(path)], tmp_path / "out.pdf", None, Limits())
    with pdfium.PdfDocument(tmp_path / "out.pdf") as document:
        (item,) = document[0].get_objects()
        packed = item.get_bitmap().to_pil().convert("RGB")
    assert np.array_equal(np.asarray(packed), image_file.load(path, 1, 10**8).rgb)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("stored", [0, 90])
def test_pdf_pages_are_turned_on_top_of_their_own_rotation(tmp_path: Path, turned: int, stored: int) -> None:
    arrow().save(tmp_path / "a.pdf", resolution=100)
    writer = pypdf.PdfWriter(clone_from=tmp_path / "a.pdf")
    writer.pages[0].rotate(stored)
    writer.write(tmp_path / "b.pdf")
    (changes,) = compose([source_page(tmp_path / "b.pdf", turned=turned)], tmp_path / "out.pdf", None, Limits())
    before = shown(tmp_path / "b.pdf").rotate(-turned, expand=True)
    assert alike(before, shown(tmp_path / "out.pdf"))
    assert changes == ({Change.TAKEN, Change.TURNED} if turned else {Change.TAKEN})


def test_pages_of_several_files_stand_in_the_order_asked_for(tmp_path: Path) -> None:
    colours = ["red", "green", "blue"]
    plain = [Image.new("RGB", (300, 200), colour) for colour in colours]
    plain[0].save(tmp_path / "a.pdf", save_all=True, append_images=plain[1:])
    arrow().save(tmp_path / "b.png")
    wanted = [source_page(tmp_path / "a.pdf", 3), source_page(tmp_path / "b.png"), source_page(tmp_path / "a.pdf", 1)]
    compose(wanted, tmp_path / "out.pdf", None, Limits())
    assert alike(shown(tmp_path / "out.pdf", 1), plain[2])
    assert alike(shown(tmp_path / "out.pdf", 2), arrow())
    assert alike(shown(tmp_path / "out.pdf", 3), plain[0])


def test_a_step_makes_scans_smaller_and_leaves_text_alone(tmp_path: Path) -> None:
    grain = np.random.default_rng(1).integers(0, 255, (1600, 1200, 3), np.uint8)
    Image.fromarray(grain).save(tmp_path / "scan.pdf", resolution=150, quality=95)
    write_pdf(tmp_path / "text.pdf", [[("样本 SAMPLE", 100, 700)]])
    wanted = [source_page(tmp_path / "scan.pdf"), source_page(tmp_path / "text.pdf")]
    changes = compose(wanted, tmp_path / "out.pdf", Compression(100, 60), Limits())
    assert changes == ({Change.REDUCED}, {Change.TAKEN})
    packed, scan, text = ((tmp_path / name).stat().st_size for name in ("out.pdf", "scan.pdf", "text.pdf"))
    assert packed - text < scan / 2
    with pdfium.PdfDocument(tmp_path / "out.pdf") as document:
        assert "样本 SAMPLE" in document[1].get_textpage().get_text_bounded()
        (item,) = document[0].get_objects()
        assert item.get_px_size() == (800, 1067)


@pytest.mark.parametrize("subtype", ["/Stamp", "/Widget"])
def test_what_is_drawn_by_notes_and_fields_is_on_the_packed_page(tmp_path: Path, subtype: str) -> None:
    """An electronic seal may be a stamp annotation or the look of a field."""
    arrow().save(tmp_path / "a.pdf", resolution=72)
    writer = pypdf.PdfWriter(clone_from=tmp_path / "a.pdf")
    look = StreamObject()
    look.set_data(b"1 0 0 rg 0 0 100 100 re f")
    look[NameObject("/Type")], look[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
    look[NameObject("/BBox")] = ArrayObject([FloatObject(value) for value in (0, 0, 100, 100)])
    note = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(subtype),
            NameObject("/FT"): NameObject("/Sig"),
            NameObject("/T"): TextStringObject("s"),
            NameObject("/F"): NumberObject(4),
            NameObject("/Rect"): ArrayObject([FloatObject(value) for value in (400, 200, 500, 300)]),
            NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(look)}),
        }
    )
    reference = writer._add_object(note)
    writer.pages[0][NameObject("/Annots")] = ArrayObject([reference])
    form = DictionaryObject({NameObject("/Fields"): ArrayObject([reference])})
    writer._root_object[NameObject("/AcroForm")] = writer._add_object(form)
    writer.write(tmp_path / "b.pdf")
    compose([source_page(tmp_path / "b.pdf")], tmp_path / "out.pdf", None, Limits())
    assert alike(shown(tmp_path / "b.pdf"), shown(tmp_path / "out.pdf"))
    assert not alike(arrow(), shown(tmp_path / "out.pdf"))


def test_a_protected_pdf_is_not_opened_up(tmp_path: Path) -> None:
    arrow().save(tmp_path / "a.pdf")
    writer = pypdf.PdfWriter(clone_from=tmp_path / "a.pdf")
    writer.encrypt("", "owner", permissions_flag=pypdf.constants.UserAccessPermissions.PRINT, algorithm="AES-256")
    writer.write(tmp_path / "b.pdf")
    with pytest.raises(Protected):
        compose([source_page(tmp_path / "b.pdf")], tmp_path / "out.pdf", None, Limits())


def test_a_lost_stamp_and_another_way_up_are_noticed_and_jpeg_is_not() -> None:
    page = Image.new("RGB", (1240, 1754), "white")
    stamped = page.copy()
    ImageDraw.Draw(stamped).ellipse((800, 1300, 1000, 1500), outline="red", width=8)
    assert pages._distance(np.asarray(stamped), np.asarray(page)) > pages._ALIKE
    assert pages._distance(np.asarray(stamped), np.asarray(stamped.rotate(180))) > pages._ALIKE
    assert pages._distance(np.asarray(stamped), np.asarray(stamped.rotate(90, expand=True))) > pages._ALIKE
    coarse = io.BytesIO()
    stamped.resize((900, 1273)).save(coarse, "JPEG", quality=50)
    assert pages._distance(np.asarray(stamped), np.asarray(Image.open(coarse))) < pages._ALIKE


@given(
    width=st.integers(1, 20_000),
    height=st.integers(1, 20_000),
    dpi=st.none() | st.floats(1, 10_000, allow_nan=False),
)
def test_pages_keep_the_shape_and_are_of_a_size_that_paper_has(width: int, height: int, dpi: float | None) -> None:
    across, down = page_size(width, height, dpi)
    assert across / down == pytest.approx(width / height)
    assert max(across, down) <= 60 * 72 + 1e-6
    assert width / across * 72 >= min(150, dpi or 150) - 1e-6


@pytest.mark.parametrize("quality", [95, 90, 60])
def test_grain_that_hardly_compresses_is_written_all_the_same(tmp_path: Path, quality: int) -> None:
    grain = np.random.default_rng(1).integers(0, 255, (700, 900, 3), np.uint8)
    Image.fromarray(grain).save(tmp_path / "a.png")
    (changes,) = compose([source_page(tmp_path / "a.png")], tmp_path / "out.pdf", Compression(None, quality), Limits())
    assert changes == {Change.REDUCED}
    with pdfium.PdfDocument(tmp_path / "out.pdf") as document:
        (item,) = document[0].get_objects()
        assert item.get_px_size() == (900, 700)
        assert item.get_filters() == ["DCTDecode"]
