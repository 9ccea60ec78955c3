"""Digital pages whose text layer says other than what they show: typed over, filled in, drawn as curves, garbled."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pypdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from PIL import Image, ImageDraw, ImageFont
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, NumberObject, StreamObject
from reportlab.pdfgen.canvas import FILL_EVEN_ODD, Canvas

from docvet.documents import build, worth_another_look
from docvet.limits import Limits
from docvet.models import Effort, File, Line, Source
from docvet.reading import pdf, text_layer
from docvet.reading.pool import Readers
from docvet.reading.worker import Opened, open_file
from tests.reading.reading_papers import FONT, TEXT, draw, place, write_pdf

FileOf = Callable[[Path], File]
LETTER = [(text, 60.0, 750.0 - 40 * row) for row, text in enumerate(TEXT)]
OVER = [("样本乙方有限公司", 60.0, 750.0), ("2026年08月09日", 117.0, 630.0)]


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with Readers(1) as each:
        yield each


def opened(file: File) -> Opened:
    return open_file(file, "rapidocr", Limits())


def layer(path: Path) -> text_layer.Layer:
    with pdf.opened(path) as document, pdf.page(document, 1) as page:
        return text_layer.read(document, 1, page, pdf.render(page, dpi=text_layer.OVERVIEW_DPI))


def texts(lines: list[Line] | tuple[Line, ...]) -> list[str]:
    return [line.text for line in lines]


def annotated(
    path: Path, look: list[tuple[str, float, float]], white: tuple[float, ...] = (), subtype: str = "/FreeText"
) -> Path:
    """The file with an annotation as large as its page: print over it, on a white rectangle (left, bottom, width, height)."""
    look_of = pypdf.PdfReader(write_pdf(path.with_name("look.pdf"), [look])).pages[0]
    writer = pypdf.PdfWriter(clone_from=path)
    form = StreamObject()
    ground = "1 g {} {} {} {} re f 0 g\n".format(*white).encode() if white else b""
    form.set_data(ground + look_of.get_contents().get_data())  # type: ignore[union-attr]
    edges = ArrayObject([FloatObject(edge) for edge in (0, 0, 595, 842)])
    form.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): edges,
            NameObject("/Resources"): look_of["/Resources"].clone(writer),
        }
    )
    note = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(subtype),
            NameObject("/F"): NumberObject(4),
            NameObject("/Rect"): edges,
            NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(form)}),
        }
    )
    if subtype == "/Widget":
        note.update({NameObject("/FT"): NameObject("/Tx"), NameObject("/T"): pypdf.generic.TextStringObject("a")})
    reference = writer._add_object(note)
    writer.pages[0][NameObject("/Annots")] = ArrayObject([reference])
    if subtype == "/Widget":
        fields = DictionaryObject({NameObject("/Fields"): ArrayObject([reference])})
        writer._root_object[NameObject("/AcroForm")] = writer._add_object(fields)
    writer.write(path)
    path.with_name("look.pdf").unlink()
    return path


def curves(path: Path, lines: list[tuple[str, float, float]], live: tuple[tuple[str, float, float], ...] = ()) -> Path:
    """Print as outlines, 14 points high, beside a little live text."""
    canvas = Canvas(str(path), pagesize=(595, 842))
    font, size = ImageFont.truetype(FONT, 140), 0.1
    for text, x, y in lines:
        picture = Image.new("L", (140 * len(text) + 20, 200), 0)
        ImageDraw.Draw(picture).text((0, 140), text, 255, font, anchor="ls")
        outlines, _ = cv2.findContours(np.asarray(picture), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_TC89_L1)
        drawn = canvas.beginPath()
        for outline in outlines:
            (x1, y1), *others = ((x + across * size, y + (140 - down) * size) for across, down in outline[:, 0])
            drawn.moveTo(x1, y1)
            for point in others:
                drawn.lineTo(*point)
            drawn.close()
        canvas.drawPath(drawn, stroke=0, fill=1, fillMode=FILL_EVEN_ODD)
    for text, x, y in live:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(x, y, text)
    canvas.save()
    return path


def test_a_red_stamp_over_a_text_layer_is_read_too(tmp_path: Path, file_of: FileOf) -> None:
    stamp = draw(("本件已作废",), (420, 130), ink="#ff2828").rotate(15, expand=True, fillcolor="white")
    path = write_pdf(tmp_path / "a.pdf", [LETTER], picture=(stamp, (300, 300, 110, 52)))
    page = opened(file_of(path)).reading.pages[0]
    assert "本件已作废" in texts(page.lines)
    assert page.lines[0].source == Source.TEXT_LAYER


@pytest.mark.parametrize("subtype", ["/FreeText", "/Widget", "/Stamp"])
def test_what_is_filled_in_is_read_with_exact_characters(tmp_path: Path, file_of: FileOf, subtype: str) -> None:
    path = annotated(write_pdf(tmp_path / "a.pdf", [LETTER]), [("2026年08月09日", 300, 630)], subtype=subtype)
    result = opened(file_of(path))
    assert result.ocr_pages == ()
    assert texts(result.reading.pages[0].lines) == [*TEXT, "2026年08月09日"]
    assert result.reading.pages[0].typed_over == ()


def test_print_under_an_annotation_is_not_read_and_is_told(tmp_path: Path, file_of: FileOf) -> None:
    white = (58, 745, 200, 18)
    path = annotated(write_pdf(tmp_path / "a.pdf", [LETTER]), OVER[:1], white)
    page = opened(file_of(path)).reading.pages[0]
    assert texts(page.lines) == [OVER[0][0], *TEXT[1:]]
    assert texts(page.typed_over) == [TEXT[0]]
    assert page.typed_over[0].box[:2] == pytest.approx((60 / 595, 1 - 764 / 842), abs=0.01)


def test_print_under_print_of_the_page_itself_is_told_too(tmp_path: Path) -> None:
    """A white picture over the old date, and the new date over the picture."""
    document = pdfium.PdfDocument(write_pdf(tmp_path / "a.pdf", [LETTER]))
    over = pdfium.PdfDocument(write_pdf(tmp_path / "b.pdf", [OVER[1:]]))
    page = document[0]
    place(document, page, Image.new("RGB", (10, 10), "white"), (115, 625, 300, 20))
    page.insert_obj(over.page_as_xobject(0, document).as_pageobject())
    page.gen_content()
    document.save(tmp_path / "c.pdf")
    found = layer(tmp_path / "c.pdf")
    assert texts(found.lines)[-1].endswith("2026年08月09日")
    assert not any("2020年" in text for text in texts(found.lines))
    assert "2020年03月05日" in texts(list(found.typed_over))[0]


def test_a_row_with_characters_without_a_name_is_read_from_the_page(tmp_path: Path, file_of: FileOf) -> None:
    """A font that names one of its characters by a private number."""
    path = write_pdf(
        tmp_path / "a.pdf",
        [[*LETTER, *[("一般项目服装服饰零售日用品销售信息咨询服务", 60.0, 500.0 - 30 * row) for row in range(3)]]],
    )
    writer = pypdf.PdfWriter(clone_from=path)
    for item in writer._objects:
        if isinstance(item, DictionaryObject) and "/ToUnicode" in item:
            named = StreamObject()
            named.set_data(item["/ToUnicode"].get_object().get_data().replace(f"{ord('贸'):04X}".encode(), b"E001"))  # type: ignore[attr-defined]
            item[NameObject("/ToUnicode")] = writer._add_object(named)
    writer.write(path)
    page = opened(file_of(path)).reading.pages[0]
    assert TEXT[0] in texts(page.lines)
    assert page.lines[texts(page.lines).index(TEXT[1])].source == Source.TEXT_LAYER


def test_what_lies_over_print_may_itself_be_covered_in_part(tmp_path: Path) -> None:
    """Neither run shows whole; left out of one drawing together each would pass for the other."""
    document = pdfium.PdfDocument(write_pdf(tmp_path / "a.pdf", [LETTER]))
    over = pdfium.PdfDocument(write_pdf(tmp_path / "b.pdf", [OVER[1:]]))
    page, white = document[0], Image.new("RGB", (10, 10), "white")
    place(document, page, white, (115, 625, 300, 20))
    page.insert_obj(over.page_as_xobject(0, document).as_pageobject())
    place(document, page, white, (205, 625, 60, 20))
    page.gen_content()
    document.save(tmp_path / "c.pdf")
    found = texts(layer(tmp_path / "c.pdf").lines)
    assert any("2026年08月09" in text for text in found)
    assert not any("2020年" in text for text in found)


@pytest.mark.parametrize(
    "twice",
    [[(TEXT[0], 60.0, 750.0)], [(TEXT[0], 60.4, 750.0)]],
    ids=["same place", "bold by printing twice"],
)
def test_print_that_is_printed_twice_is_not_typed_over(tmp_path: Path, twice: list[tuple[str, float, float]]) -> None:
    found = layer(annotated(write_pdf(tmp_path / "a.pdf", [LETTER]), twice))
    assert found.typed_over == ()
    assert TEXT[0] in texts(found.lines)


def test_a_see_through_mark_over_print_hides_nothing(tmp_path: Path) -> None:
    red = Image.new("RGB", (200, 200), (255, 120, 120))
    document = pdfium.PdfDocument(write_pdf(tmp_path / "a.pdf", [LETTER]))
    page = document[0]
    place(document, page, red, (40, 600, 300, 200))
    mark = next(item for item in page.get_objects() if isinstance(item, pdfium.PdfImage))
    raw.FPDFPageObj_SetBlendMode(mark, b"Multiply")
    page.gen_content()
    document.save(tmp_path / "b.pdf")
    found = layer(tmp_path / "b.pdf")
    assert texts(found.lines) == list(TEXT)
    assert found.typed_over == ()


@pytest.mark.parametrize(
    ("colour", "where", "hidden"),
    [
        ("white", (50, 740, 300, 30), [TEXT[0]]),
        ("black", (50, 740, 300, 30), [TEXT[0]]),
        ((200, 30, 30), (50, 740, 300, 30), []),
        ("white", (0, 300, 595, 542), []),
        ("white", (50, 20, 300, 30), []),
    ],
    ids=["a blank", "a bar", "a seal", "a page of a scan", "elsewhere"],
)
def test_print_under_a_picture_is_told(
    tmp_path: Path, colour: str, where: tuple[int, int, int, int], hidden: list[str]
) -> None:
    document = pdfium.PdfDocument(write_pdf(tmp_path / "a.pdf", [LETTER]))
    page = document[0]
    place(document, page, Image.new("RGB", (10, 10), colour), where)
    page.gen_content()
    document.save(tmp_path / "b.pdf")
    found = layer(tmp_path / "b.pdf")
    assert texts(list(found.hidden)) == hidden
    assert found.typed_over == ()
    assert (TEXT[0] in texts(found.lines)) == (where[1] == 20)


def test_print_under_a_note_is_told_and_a_note_that_fills_a_form_is_not(tmp_path: Path) -> None:
    for subtype, hidden in (("/Square", [TEXT[0]]), ("/Widget", [])):
        path = annotated(
            write_pdf(tmp_path / "a.pdf", [LETTER]), [("x", 500.0, 50.0)], (58, 745, 200, 18), subtype=subtype
        )
        assert texts(list(layer(path).hidden)) == hidden, subtype


def test_curves_are_read_by_ocr_though_the_page_has_a_live_footer(
    tmp_path: Path, file_of: FileOf, readers: Readers
) -> None:
    footer = (("Page 1 of 1 printed 2024-05-20 10:21:33", 200.0, 30.0),)
    path = curves(tmp_path / "a.pdf", LETTER, footer)
    file = file_of(path)
    assert opened(file).ocr_pages == (1,)
    page = readers.read([file])[0].pages[0]
    assert set(TEXT) <= set(texts(page.lines))
    assert footer[0][0] in [line.text for line in page.lines if line.source == Source.TEXT_LAYER]


def test_a_few_curves_beside_live_text_are_read_alone(tmp_path: Path, file_of: FileOf) -> None:
    base = write_pdf(tmp_path / "base.pdf", [LETTER])
    drawn = curves(tmp_path / "drawn.pdf", [("有效期至2026年08月09日", 60, 500)])
    writer = pypdf.PdfWriter(clone_from=base)
    writer.pages[0].merge_page(pypdf.PdfReader(drawn).pages[0])
    writer.write(tmp_path / "a.pdf")
    result = opened(file_of(tmp_path / "a.pdf"))
    assert result.ocr_pages == ()
    page = result.reading.pages[0]
    assert texts(page.lines) == [*TEXT, "有效期至2026年08月09日"]
    assert [line.source for line in page.lines] == [Source.TEXT_LAYER] * len(TEXT) + ["rapidocr"]
    assert page.lines[-1].box == pytest.approx((60 / 595, 1 - 512 / 842, 225 / 595, 1 - 497 / 842), abs=0.012)


def test_a_small_picture_of_text_is_read_once_though_all_pages_bear_it(tmp_path: Path, file_of: FileOf) -> None:
    stuck = draw(("2026年08月09日",), (520, 200)).crop((60, 60, 480, 150))
    path = write_pdf(tmp_path / "a.pdf", [LETTER] * 3, picture=(stuck, (200, 560, 98, 21)))
    result = opened(file_of(path))
    assert result.ocr_pages == ()
    first, *others = result.reading.pages
    assert texts(first.lines) == [*TEXT, "2026年08月09日"]
    assert [texts(page.lines) for page in others] == [list(TEXT)] * 2


def test_a_drawing_that_is_no_print_leaves_the_page_to_its_layer(tmp_path: Path, file_of: FileOf) -> None:
    drawing = Image.new("RGB", (120, 120), "white")
    pen = ImageDraw.Draw(drawing)
    pen.ellipse((20, 20, 100, 100), outline="black", width=4)
    pen.line((30, 90, 60, 30, 95, 80), fill="black", width=5)
    page = opened(
        file_of(write_pdf(tmp_path / "a.pdf", [LETTER], picture=(drawing, (400, 100, 40, 40))))
    ).reading.pages[0]
    assert [item.source for item in page.passes] == [Source.TEXT_LAYER]
    assert texts(page.lines) == list(TEXT)


def shifted(path: Path, by: int) -> Path:
    """The same glyphs, with a text layer that says other characters: each Chinese one ``by`` places further on."""
    return told(path, lambda code: code + by if 0x4E00 <= code < 0x9F00 else code)


def told(path: Path, other_code: Callable[[int], int]) -> Path:
    """The same glyphs, with a text layer that says other characters."""

    def other(match: re.Match[bytes]) -> bytes:
        return b"<%04X>" % other_code(int(match[1], 16))

    def listed(match: re.Match[bytes]) -> bytes:
        return re.sub(rb"<([0-9A-Fa-f]{4})>", other, match[0])

    writer = pypdf.PdfWriter(clone_from=path)
    for font in writer.pages[0]["/Resources"]["/Font"].values():  # type: ignore[index]
        told = font.get_object()["/ToUnicode"]
        names = re.sub(rb"\[[^\]]*\]", listed, told.get_data())
        assert names != told.get_data()
        told.set_data(names)
    writer.write(path)
    return path


PAPER = [
    ("深圳市样本贸易有限公司基本存款账户信息", 60.0, 750.0),
    ("账户名称 深圳市样本贸易有限公司", 60.0, 710.0),
    ("开户银行 样本银行股份有限公司深圳分行", 60.0, 670.0),
    ("法定代表人 张样本", 60.0, 630.0),
]


@pytest.mark.parametrize("by", [1, 7, 300])
def test_a_shifted_encoding_is_not_believed(tmp_path: Path, file_of: FileOf, readers: Readers, by: int) -> None:
    file = file_of(shifted(write_pdf(tmp_path / "a.pdf", [PAPER]), by))
    assert opened(file).ocr_pages == (1,)
    if by == 1:
        page = readers.read([file])[0].pages[0]
        assert texts(page.lines)[1].replace(" ", "") == "账户名称深圳市样本贸易有限公司"


DATED = [*PAPER, ("有效期自2023年1月1日至2023年12月31日", 60.0, 590.0)]


@pytest.mark.parametrize(
    "other", [lambda digit: (digit + 1) % 10, lambda digit: {3: 4}.get(digit, digit)], ids=["all shifted", "3 says 4"]
)
def test_digits_that_say_others_than_they_show_are_not_believed(
    tmp_path: Path, file_of: FileOf, readers: Readers, other: Callable[[int], int]
) -> None:
    path = write_pdf(tmp_path / "a.pdf", [DATED])
    file = file_of(told(path, lambda code: 0x30 + other(code - 0x30) if 0x30 <= code < 0x3A else code))
    assert opened(file).ocr_pages == (1,)
    page = readers.read([file])[0].pages[0]
    assert texts(page.lines)[-1].replace(" ", "") == "有效期自2023年1月1日至2023年12月31日"


@pytest.mark.parametrize("wide", [False, True], ids=["ascii", "full width"])
def test_a_font_with_two_glyphs_for_one_digit_is_not_believed(
    tmp_path: Path, file_of: FileOf, readers: Readers, wide: bool
) -> None:
    """The first 3 is one; what shows as 8 further on says 3 too."""
    digits = "３８１" if wide else "381"
    lines = [
        *PAPER,
        (f"编号{digits[0] * 2}号", 60.0, 590.0),
        (f"有效期至{digits[0]}年{digits[1]}月{digits[2]}日", 60.0, 550.0),
    ]
    path = write_pdf(tmp_path / "a.pdf", [lines])
    eight, three = ord(digits[1]), ord(digits[0])
    file = file_of(told(path, lambda code: three if code == eight else code))
    assert opened(file).ocr_pages == (1,)
    assert texts(readers.read([file])[0].pages[0].lines)[-1].replace(" ", "") == "有效期至3年8月1日"


def test_a_font_of_a_later_page_with_the_same_name_is_not_believed_for_the_first_one(
    tmp_path: Path, file_of: FileOf
) -> None:
    first = write_pdf(tmp_path / "first.pdf", [[*DATED, ("0123456789", 60.0, 550.0)]])
    second = told(
        write_pdf(tmp_path / "second.pdf", [DATED]),
        lambda code: 0x30 + (code - 0x2F) % 10 if 0x30 <= code < 0x3A else code,
    )
    writer = pypdf.PdfWriter()
    for part in (first, first, second):
        writer.append(part)
    writer.write(tmp_path / "a.pdf")
    assert opened(file_of(tmp_path / "a.pdf")).ocr_pages == (3,)


def test_digits_that_show_what_they_say_are(tmp_path: Path, file_of: FileOf) -> None:
    page = [*DATED, ("账号 44250100000012345678 电话 0755-69012345", 60.0, 550.0)]
    assert opened(file_of(write_pdf(tmp_path / "a.pdf", [page]))).ocr_pages == ()


def test_the_same_paper_with_its_own_encoding_is(tmp_path: Path, file_of: FileOf) -> None:
    assert opened(file_of(write_pdf(tmp_path / "a.pdf", [PAPER]))).ocr_pages == ()


def test_a_digital_page_that_no_kind_claims_is_read_by_ocr_before_it_is_reported(
    tmp_path: Path, file_of: FileOf, readers: Readers
) -> None:
    lines = [(f"第{number}条 双方应当按照样本约定履行各自义务", 60.0, 780.0 - 30 * number) for number in range(1, 8)]
    file = file_of(write_pdf(tmp_path / "a.pdf", [lines] * 5))
    readings = readers.read([file])
    assert {page.passes[0].source for page in readings[0].pages} == {Source.TEXT_LAYER}
    papers = build(readings)
    assert [paper.kind for paper in papers][:1] == ["other"]
    wanted = worth_another_look(papers)
    again = readers.look_again({file.path: {1: wanted[file.path][1]}}, readings)[0].pages
    assert again[0].effort is Effort.FULL
    assert again[0].passes[0].source == "rapidocr"
    assert texts(again[0].lines) == texts(readings[0].pages[0].lines)
    assert again[1] == readings[0].pages[1]


def test_print_that_stands_at_no_place_is_left_out(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=write_pdf(tmp_path / "a.pdf", [PAPER]))
    page = writer.pages[0]
    nowhere = " ".join(f"{size} 1 1 cm" for size in (133, 656667, 76667, 656667, 656667, 275, 76667, 76667, 263))
    content = page.get_contents()
    assert content is not None
    content.set_data(f"q Tf {nowhere} (\\010\\011\\012\\013\\041) Tj Q\n".encode() + content.get_data())
    page[NameObject("/Contents")] = writer._add_object(content)
    writer.write(tmp_path / "b.pdf")
    with pdf.opened(tmp_path / "b.pdf") as document, pdf.page(document, 1) as loaded:
        text = loaded.get_textpage()
        angles = [raw.FPDFText_GetCharAngle(text, number) for number in range(text.count_chars())]
        assert any(np.isnan(angles))
    assert texts(layer(tmp_path / "b.pdf").lines) == texts(layer(tmp_path / "a.pdf").lines)
