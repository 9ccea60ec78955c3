"""Real PDFs, made here: what their structure says, what of their text is believed, how they are drawn."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pypdf
import pypdfium2.raw as raw
import pytest
from PIL import Image
from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, FloatObject, NameObject, TextStringObject

from benchmarks.bombs import making as bombs
from benchmarks.bombs.making import stream
from docvet.limits import Limits
from docvet.models import Effort, File, Line, Source
from docvet.reading import pdf, text_layer
from docvet.reading.image_file import Unreadable
from docvet.reading.jobs import Opened
from docvet.reading.worker import open_file
from tests.reading.reading_papers import TEXT, draw, write_pdf

LETTER = [(text, 60.0, 750.0 - 40 * row) for row, text in enumerate(TEXT)]
FileOf = Callable[[Path], File]


def opened(file: File) -> Opened:
    return open_file(file, "rapidocr", Limits())


def layer(path: Path) -> tuple[list[Line], int]:
    with pdf.opened(path) as document, pdf.page(document, 1) as page:
        found = text_layer.read(document, 1, page, pdf.render(page, dpi=text_layer.OVERVIEW_DPI))
    return found.lines, found.turn


def test_a_digital_page_costs_no_ocr(tmp_path: Path, file_of: FileOf) -> None:
    file = file_of(write_pdf(tmp_path / "a.pdf", [LETTER] * 3))
    result = opened(file)
    assert result.ocr_pages == ()
    assert result.reading.page_count == 3
    page = result.reading.pages[1]
    assert [line.text for line in page.lines] == list(TEXT)
    assert {line.source for line in page.lines} == {Source.TEXT_LAYER}
    assert page.effort is Effort.FULL
    assert page.picture is None
    left, top, right, bottom = page.lines[0].box
    assert left == pytest.approx(60 / 595, abs=0.005)
    assert bottom == pytest.approx(1 - 750 / 842, abs=0.01)
    assert right - left == pytest.approx(8 * 14 / 595, abs=0.01)
    assert 0.01 < bottom - top < 0.03


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_rotated_digital_page_is_turned_upright(tmp_path: Path, rotate: int) -> None:
    straight, _ = layer(write_pdf(tmp_path / "a.pdf", [LETTER]))
    lines, turned = layer(write_pdf(tmp_path / "b.pdf", [LETTER], rotate=rotate))
    assert turned == 360 - rotate
    assert [line.text for line in lines] == [line.text for line in straight]
    for line, other in zip(lines, straight, strict=True):
        assert line.box == pytest.approx(other.box, abs=0.002)


def test_two_columns_stay_apart_and_wide_titles_together(tmp_path: Path) -> None:
    lines, _ = layer(
        write_pdf(
            tmp_path / "a.pdf", [[("营  业  执  照", 200, 780), ("名称甲乙丙", 60, 700), ("类型丁戊己", 350, 700)]]
        )
    )
    assert ["".join(line.text.split()) for line in lines] == ["营业执照", "名称甲乙丙", "类型丁戊己"]


@pytest.mark.parametrize(
    "hidden",
    [
        {"mode": raw.FPDF_TEXTRENDERMODE_INVISIBLE},
        {"mode": raw.FPDF_TEXTRENDERMODE_CLIP},
        {"colour": (255, 255, 255, 255)},
        {"colour": (0, 0, 0, 0)},
    ],
    ids=["invisible", "clip", "white on white", "transparent"],
)
def test_text_that_nobody_sees_is_not_read(tmp_path: Path, file_of: FileOf, hidden: dict[str, object]) -> None:
    path = write_pdf(tmp_path / "a.pdf", [LETTER], **hidden)  # type: ignore[arg-type]
    assert layer(path)[0] == []
    assert opened(file_of(path)).ocr_pages == (1,)


def test_text_off_the_page_is_not_read(tmp_path: Path) -> None:
    assert layer(write_pdf(tmp_path / "a.pdf", [[("看不见的文字在页外", 700, 400)]]))[0] == []


def test_an_invisible_layer_over_a_scan_loses_against_the_pixels(tmp_path: Path, file_of: FileOf) -> None:
    path = write_pdf(
        tmp_path / "a.pdf",
        [[("完全不同的另一家公司", 60, 700)]],
        mode=raw.FPDF_TEXTRENDERMODE_INVISIBLE,
        picture=(draw(), (0, 200, 595, 417)),
    )
    assert opened(file_of(path)).ocr_pages == (1,)


def test_a_page_with_a_pasted_scan_is_read_by_ocr_though_it_has_text(tmp_path: Path, file_of: FileOf) -> None:
    path = write_pdf(tmp_path / "a.pdf", [LETTER], picture=(draw(), (100, 100, 240, 168)))
    assert opened(file_of(path)).ocr_pages == (1,)


def test_a_faint_background_picture_leaves_the_text_layer_in_force(tmp_path: Path, file_of: FileOf) -> None:
    path = write_pdf(tmp_path / "a.pdf", [LETTER], picture=(draw(ink="#eeeeee"), (0, 0, 595, 842)))
    result = opened(file_of(path))
    assert result.ocr_pages == ()
    assert result.reading.pages[0].picture is not None


def line(text: str) -> Line:
    return Line(text, (0.1, 0.1, 0.5, 0.2), 1.0, Source.TEXT_LAYER)


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("样本贸易有限公司 统一社会信用代码", True),
        ("LETTER OF AUTHORIZATION by Sample Ltd.", True),
        ("2024-01-05 1,200.00 35,600.00 网银转账", True),
        ("臺灣樣本貿易有限公司", True),
        ("短", False),
        ("ÑùÌìÃ³Ò×ÓÐÏÞ¹«Ë¾Í³Ò»", False),
        ("\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008", False),
        ("\ufffd\ufffd公司\ufffd\ufffd名称\ufffd", False),
        ("\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f", False),
        ("鏍锋湰璐告槗鏈夐檺鍏徃", False),
        (".,.:-;..'»... . ., ;:a", False),
        pytest.param(
            "ÀÁÂÃ 杭州市样本贸易有限公司 ÄÅÆÇ 有限责任公司 ÈÉÊË 样本市样本区", False, id="labels in a broken encoding"
        ),
        pytest.param("À Á 杭州市样本贸易有限公司 Ä Å 有限责任公司", False, id="labels set wide in a broken encoding"),
        pytest.param(
            "样本贸易有限公司授权 Müller Café GmbH 销售 LUMORA 品牌服装商品", True, id="names of other countries"
        ),
    ],
)
def test_what_reads_like_text(text: str, good: bool) -> None:
    assert text_layer.plausible([line(text)]) is good


def test_confirmed_takes_the_exact_text_only_where_the_pixels_say_nearly_the_same() -> None:
    seen = [Line("91350211M000100Y4O", (0.1, 0.1, 0.5, 0.14), 0.9, "rapidocr")]
    same = [Line("91350211M000100Y40", (0.11, 0.1, 0.5, 0.14), 1.0, Source.TEXT_LAYER)]
    other = [Line("完全不同", (0.11, 0.1, 0.5, 0.14), 1.0, Source.TEXT_LAYER)]
    elsewhere = [Line("91350211M000100Y40", (0.1, 0.5, 0.5, 0.54), 1.0, Source.TEXT_LAYER)]
    assert text_layer.confirmed(seen, same) == same
    assert text_layer.confirmed(seen, other) == seen
    assert text_layer.confirmed(seen, elsewhere) == seen
    assert text_layer.confirmed(seen, []) == seen


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_turning_boxes(degrees: int) -> None:
    box = (0.1, 0.2, 0.3, 0.6)
    expected = {0: box, 90: (0.4, 0.1, 0.8, 0.3), 180: (0.7, 0.4, 0.9, 0.8), 270: (0.2, 0.7, 0.6, 0.9)}
    assert text_layer.turn_box(box, degrees) == pytest.approx(expected[degrees])


def rewritten(path: Path, change: Callable[[pypdf.PdfWriter], None]) -> Path:
    writer = pypdf.PdfWriter(clone_from=path)
    change(writer)
    writer.write(path)
    return path


def kinds(file: File) -> list[tuple[str, str]]:
    return [(trouble.kind.value, trouble.detail) for trouble in opened(file).reading.troubles]


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_password_is_named_and_an_empty_one_is_none(tmp_path: Path, file_of: FileOf, algorithm: str) -> None:
    locked = rewritten(
        write_pdf(tmp_path / "a.pdf", [LETTER]), lambda writer: writer.encrypt("geheim", algorithm=algorithm)
    )
    free = rewritten(
        write_pdf(tmp_path / "b.pdf", [LETTER]), lambda writer: writer.encrypt("", "owner", algorithm=algorithm)
    )
    assert kinds(file_of(locked)) == [("encrypted", "")]
    assert kinds(file_of(free)) == []
    assert len(opened(file_of(free)).reading.pages) == 1


def test_producer_and_signature(tmp_path: Path, file_of: FileOf) -> None:
    def sign(contents: bytes | None) -> Callable[[pypdf.PdfWriter], None]:
        def change(writer: pypdf.PdfWriter) -> None:
            writer.add_metadata({"/Producer": "Sample Writer 1.0", "/Creator": "Sample Scan"})
            field = DictionaryObject(
                {
                    NameObject("/FT"): NameObject("/Sig"),
                    NameObject("/T"): TextStringObject("sig"),
                    NameObject("/Type"): NameObject("/Annot"),
                    NameObject("/Subtype"): NameObject("/Widget"),
                    NameObject("/Rect"): ArrayObject([FloatObject(0)] * 4),
                }
            )
            if contents is not None:
                field[NameObject("/V")] = writer._add_object(
                    DictionaryObject(
                        {NameObject("/Type"): NameObject("/Sig"), NameObject("/Contents"): ByteStringObject(contents)}
                    )
                )
            form = DictionaryObject({NameObject("/Fields"): ArrayObject([writer._add_object(field)])})
            writer._root_object[NameObject("/AcroForm")] = writer._add_object(form)

        return change

    signed = opened(file_of(rewritten(write_pdf(tmp_path / "a.pdf", [LETTER]), sign(b"\x30\x82")))).reading
    empty = opened(file_of(rewritten(write_pdf(tmp_path / "b.pdf", [LETTER]), sign(None)))).reading
    assert signed.signed
    assert not empty.signed
    assert signed.producer == "Sample Writer 1.0 · Sample Scan"


def test_a_truncated_file_is_damaged_even_where_pages_can_be_saved(tmp_path: Path, file_of: FileOf) -> None:
    path = write_pdf(tmp_path / "a.pdf", [LETTER])
    path.write_bytes(path.read_bytes()[:-6000])
    assert kinds(file_of(path))[0][0] == "damaged"


def test_no_pdf_at_all_after_the_header(tmp_path: Path, file_of: FileOf) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n" + b"nonsense " * 50 + b"%%EOF")
    assert kinds(file_of(tmp_path / "a.pdf")) == [("damaged", "pdf")]


@pytest.mark.parametrize("size", [(1.0, 20000.0), (14400.0, 14400.0), (30.0, 40.0)])
def test_odd_page_sizes_stay_within_the_pixels_of_the_effort(tmp_path: Path, size: tuple[float, float]) -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(*size)
    writer.write(tmp_path / "a.pdf")
    with pdf.opened(tmp_path / "a.pdf") as document, pdf.page(document, 1) as page:
        height, width, channels = pdf.render(page).shape
    assert channels == 3
    assert 0 < height * width <= 9_100_000


def test_a_scan_is_drawn_at_its_own_resolution(tmp_path: Path) -> None:
    scan = draw(size=(1654, 2339))
    stream = io.BytesIO()
    scan.save(stream, "PDF", resolution=200)
    (tmp_path / "a.pdf").write_bytes(stream.getvalue())
    with pdf.opened(tmp_path / "a.pdf") as document, pdf.page(document, 1) as page:
        found = pdf.images(page)
        drawn = pdf.render(page, dpi=pdf.reading_dpi(found))
    assert found.dpi == pytest.approx(200, abs=1)
    assert found.largest == (1654, 2339)
    assert found.speaking
    assert abs(drawn.shape[1] - 1654) <= 2
    assert abs(drawn.shape[0] - 2339) <= 2


def test_a_missing_page_is_unreadable(tmp_path: Path) -> None:
    with (
        pdf.opened(write_pdf(tmp_path / "a.pdf", [LETTER])) as document,
        pytest.raises(Unreadable),
        pdf.page(document, 9),
    ):
        pass


def test_an_annotation_is_drawn(tmp_path: Path) -> None:
    """Electronic seals are stamp annotations or the appearance of a signature field."""

    def stamp(subtype: str) -> Callable[[pypdf.PdfWriter], None]:
        def change(writer: pypdf.PdfWriter) -> None:
            look = pypdf.generic.StreamObject()
            look.set_data(b"1 0 0 rg 0 0 100 100 re f")
            look.update(
                {
                    NameObject("/Type"): NameObject("/XObject"),
                    NameObject("/Subtype"): NameObject("/Form"),
                    NameObject("/BBox"): ArrayObject([FloatObject(v) for v in (0, 0, 100, 100)]),
                }
            )
            note = DictionaryObject(
                {
                    NameObject("/Type"): NameObject("/Annot"),
                    NameObject("/Subtype"): NameObject(subtype),
                    NameObject("/FT"): NameObject("/Sig"),
                    NameObject("/T"): TextStringObject("s"),
                    NameObject("/F"): pypdf.generic.NumberObject(4),
                    NameObject("/Rect"): ArrayObject([FloatObject(v) for v in (200, 200, 300, 300)]),
                    NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(look)}),
                }
            )
            reference = writer._add_object(note)
            writer.pages[0][NameObject("/Annots")] = ArrayObject([reference])
            form = DictionaryObject({NameObject("/Fields"): ArrayObject([reference])})
            writer._root_object[NameObject("/AcroForm")] = writer._add_object(form)

        return change

    for subtype in ("/Stamp", "/Widget"):
        path = rewritten(write_pdf(tmp_path / f"{subtype[1:]}.pdf", [LETTER]), stamp(subtype))
        with pdf.opened(path) as document, pdf.page(document, 1) as page:
            drawn = Image.fromarray(pdf.render(page, dpi=72))
        red, green, _ = drawn.getpixel((250, 842 - 250))  # type: ignore[misc]
        assert (red > 200, green < 60) == (True, True), subtype


@pytest.mark.parametrize("size", ["0.0000000000000000000000000000000000000000056", "1e-30"])
def test_a_picture_of_no_size_has_no_resolution(tmp_path: Path, file_of: FileOf, size: str) -> None:
    """Drawn so small, four times over, that its area can be held as a number and hardly divided."""
    shrunk = f"{size} 0 0 {size} 0 0".encode()
    form = (
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Matrix[%s]/Resources<</XObject<</X %d 0 R>>>>/Length 5>>\n"
        b"stream\n/X Do\nendstream"
    )
    picture = stream(b"\0", b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8")
    resources = b"/Resources<</XObject<</X 5 0 R>>>>"
    (tmp_path / "a.pdf").write_bytes(
        bombs.pdf(
            bombs.page(shrunk + b" cm /X Do", more=resources, o5=form % (shrunk, 6), o6=form % (shrunk, 7), o7=form % (shrunk, 8), o8=picture)
        )
    )  # fmt: skip
    assert opened(file_of(tmp_path / "a.pdf")).reading.page_count == 1


@pytest.mark.parametrize(("times", "by_ocr"), [(10, False), (400, True)])
def test_a_row_of_thousands_of_characters_is_read_from_its_pixels(
    tmp_path: Path, file_of: FileOf, times: int, by_ocr: bool
) -> None:
    """Narrow ones: what looks through them in a row takes its time, and no print has so many."""
    rows = b"BT /F 14 Tf 60 750 Td (SAMPLE Trading Co. 2024-01-02) Tj ET BT /F 6 Tf %d Tz 60 700 Td (%s) Tj ET"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    (tmp_path / "a.pdf").write_bytes(
        bombs.pdf(
            bombs.page(
                rows % (1000 // times, b"SAMPLE 2024 " * times), more=b"/Resources<</Font<</F 5 0 R>>>>", o5=font
            )
        )
    )
    assert opened(file_of(tmp_path / "a.pdf")).ocr_pages == ((1,) if by_ocr else ())
