"""Spreadsheets of all sorts: what is read, what is left, and that nothing is left in silence."""

from __future__ import annotations

import io
import math
import re
import struct
import time
import zipfile
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from docvet.limits import Limits
from docvet.models import File, Reading, Source, TroubleKind
from docvet.reading import spreadsheet
from docvet.reading.pool import Readers
from docvet.reading.worker import open_file
from sample_docs.paint.workbook import separated, xlsx

FileOf = Callable[[Path], File]
ROWS = [("SKU编码", "商品名称", "售价"), ("LU-001", "连衣裙", 89), ("LU-002", "半身裙", 99.5)]
TEXTS = (("SKU编码", "商品名称", "售价"), ("LU-001", "连衣裙", "89"), ("LU-002", "半身裙", "99.5"))


@pytest.fixture
def opened(tmp_path: Path, file_of: FileOf) -> Callable[..., Reading]:
    """The reading of these bytes under a name."""

    def read(data: bytes, name: str = "list.xlsx", limits: Limits | None = None) -> Reading:
        path = tmp_path / name
        path.write_bytes(data)
        return open_file(file_of(path), "rapidocr", limits or Limits()).reading

    return read


Opened = Callable[..., Reading]


def limits_met(reading: Reading) -> dict[str, tuple[int, ...]]:
    assert all(trouble.kind is TroubleKind.LIMIT for trouble in reading.troubles)
    return {trouble.detail: trouble.pages for trouble in reading.troubles}


def rezipped(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The workbook with its parts changed, as no writer would make it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            new.writestr(item.filename, change(item.filename, old.read(item)))
    return out.getvalue()


def test_a_workbook_becomes_a_page_a_sheet_with_lines_for_its_head(opened: Opened) -> None:
    reading = opened(xlsx({"清单": ROWS, "第二页": ROWS[:2]}))
    assert [page.table for page in reading.pages] == [TEXTS, TEXTS[:2]]
    assert (reading.page_count, reading.troubles) == (2, ())
    lines = reading.pages[0].lines
    assert [line.text for line in lines] == [cell for row in TEXTS for cell in row]
    assert all(line.source == Source.TEXT_LAYER and line.confidence == 1 for line in lines)
    assert all(left.box[2] <= right.box[0] + 1e-9 for left, right in pairwise(lines[:3]))
    assert all(0 <= edge <= 1 for line in lines for edge in line.box)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_separated_values_in_any_encoding(opened: Opened, encoding: str, delimiter: str) -> None:
    reading = opened(separated([*ROWS, ("LU-003", "裙", "一")], encoding, delimiter), "list.csv")
    assert reading.pages[0].table == (*TEXTS, ("LU-003", "裙", "一"))


@pytest.mark.parametrize(
    ("encoding", "said"), [("big5", "Big5"), ("utf-16-le", "UTF-16"), ("gb18030", ""), ("utf-8", ""), ("utf-16", "")]
)
def test_an_encoding_that_programs_show_as_nonsense_is_remembered(opened: Opened, encoding: str, said: str) -> None:
    rows = [("編號", "商品名稱", "數量"), ("LU-001", "連衣裙", 1), ("LU-002", "半身長裙", 2)]
    reading = opened(separated(rows, encoding, ","), "list.csv")
    assert reading.pages[0].table[1] == ("LU-001", "連衣裙", "1")
    assert reading.encoding == said


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_end_as_any_system_ends_them(opened: Opened, end: str) -> None:
    rows = [*TEXTS, ("LU-003", "裙", "一")]
    reading = opened(end.join(",".join(row) for row in rows).encode(), "list.csv")
    assert reading.pages[0].table == tuple(rows)


def test_lines_above_the_table_and_quoted_line_breaks(opened: Opened) -> None:
    head = "某银行交易明细\r\n户名：,某公司\r\n\r\n"
    table = (
        '日期,摘要,金额,余额\r\n2024-01-02,"货款\n一月",1.00,5.00\r\n2024-01-03,运费,1.00,6.00\r\n2024-01-04,a,1,7\r\n'
    )
    reading = opened((head + table).encode("gb18030"), "flow.csv")
    assert reading.pages[0].table[3] == ("2024-01-02", "货款\n一月", "1.00", "5.00")
    assert len(reading.pages[0].table) == 6


def test_blank_lines_are_no_rows_but_a_part_of_quoted_cells(opened: Opened) -> None:
    blanks = "\n" * 20_000
    reading = opened(f"货号,品名\nA1,样本{blanks}A2,样本\n".encode(), "a.csv")
    assert reading.pages[0].table == (("货号", "品名"), ("A1", "样本"), ("A2", "样本"))
    quoted = opened('货号,品名\nA1,样本\nA2,"样\n\n\n\n本"\nA3,样本\n'.encode(), "b.csv")
    assert quoted.pages[0].table == (("货号", "品名"), ("A1", "样本"), ("A2", "样\n\n\n\n本"), ("A3", "样本"))


def test_values_that_exports_guard_against_excel(opened: Opened) -> None:
    reading = opened('账号,日期,额,名\n="0123","\t20240105",\'5,x\n="0124",20240106,6,y\n'.encode(), "a.csv")
    assert reading.pages[0].table[1] == ("0123", "20240105", "5", "x")


def test_a_quotation_mark_that_never_closes_does_not_swallow_the_rows(opened: Opened) -> None:
    rows = "".join(f"{number},品{number},1,2\n" for number in range(300))
    reading = opened(f'a,b,c,d\n"1,品,1,2\n{rows}'.encode(), "a.csv")
    assert len(reading.pages[0].table) == 302


def test_dates_numbers_and_codes_look_as_in_the_sheet(opened: Opened) -> None:
    cells = [datetime(2024, 1, 5), datetime(2024, 1, 5, 10, 22, 33), date(2024, 1, 6), 0.1 + 0.2, 1e5, 441099123456789,
             6.2220212345678e18, "0012", True, None]  # fmt: skip
    table = opened(xlsx({"s": [cells[:5], cells[5:]]})).pages[0].table
    assert table[0] == ("2024-01-05", "2024-01-05 10:22:33", "2024-01-06", "0.3", "100000")
    assert table[1][0] == "441099123456789"
    assert not table[1][1].isdecimal(), "a number that lost digits is no account number"
    assert table[1][2:] == ("0012", "True")


@pytest.mark.parametrize(
    ("number_format", "shows"),
    [
        ('"2026-01-01"', ("2026-01-01", "-2026-01-01", "2026-01-01", "a")),
        (";;;", ("",) * 4),
        ('0;"B2";"C3";@', ("45292", "B2", "C3", "a")),
        ("0;-0;;@", ("45292", "-45292", "", "a")),
        ('#,##0_);(#,##0);"-"', ("45292", "-45292", "0", "a")),
        ("0;0;0;", ("45292", "-45292", "0", "")),
    ],
)
def test_a_format_that_shows_something_else_than_the_value_is_followed(
    opened: Opened, number_format: str, shows: tuple[str, ...]
) -> None:
    values = (45292, -45292, 0, "a")
    new, old, written = Workbook(), xlwt.Workbook(), [io.BytesIO(), io.BytesIO()]
    sheet, old_sheet, style = new.active, old.add_sheet("s"), xlwt.XFStyle()
    assert sheet is not None
    style.num_format_str = number_format
    for row, value in enumerate(values):
        sheet.cell(row + 1, 1, value).number_format = number_format
        sheet.cell(row + 1, 2, "SAMPLE")
        old_sheet.write(row, 0, value, style)
        old_sheet.write(row, 1, "SAMPLE")
    new.save(written[0])
    old.save(written[1])
    for data, name in zip(written, ("a.xlsx", "a.xls"), strict=True):
        reading = opened(data.getvalue(), name)
        assert tuple(row[0] for row in reading.pages[0].table) == shows, name
        assert reading.troubles == ()


@pytest.mark.parametrize(
    ("number_format", "told"),
    [('yyyy"-06-01"', True), (r"yyyy\-\0\6", True), ('yyyy"年"m"月"d"日"', False), ("[$-804]yyyy/m/d;@", False)],
)
def test_figures_in_the_format_of_a_date_are_told_of(opened: Opened, number_format: str, told: bool) -> None:
    new, old, written = Workbook(), xlwt.Workbook(), [io.BytesIO(), io.BytesIO()]
    sheet, old_sheet, style = new.active, old.add_sheet("s"), xlwt.XFStyle()
    assert sheet is not None
    style.num_format_str = number_format
    sheet.append([datetime(2024, 1, 5), "SAMPLE"])
    sheet["A1"].number_format = number_format
    old_sheet.write(0, 0, datetime(2024, 1, 5), style)
    new.save(written[0])
    old.save(written[1])
    for data, name in zip(written, ("a.xlsx", "a.xls"), strict=True):
        reading = opened(data.getvalue(), name)
        assert reading.pages[0].table[0][0] == "2024-01-05"
        assert limits_met(reading) == ({"formats": (1,)} if told else {}), name


def test_hidden_and_empty_sheets_are_no_pages(opened: Opened) -> None:
    reading = opened(xlsx({"空": [], "选项": ROWS, "清单": ROWS[:2], "空2": [(None, "")]}, hidden=("选项",)))
    assert [page.table for page in reading.pages] == [TEXTS[:2]]
    assert (reading.pages[0].number, reading.page_count) == (1, 1)


def test_merged_cells_and_formatting(opened: Opened, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [["商品清单", None, None], *map(list, ROWS)]:
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet["A1"].font = Font(bold=True)
    book.save(tmp_path / "made.xlsx")
    assert opened((tmp_path / "made.xlsx").read_bytes()).pages[0].table == (("商品清单",), *TEXTS)


def test_formulas_count_as_last_calculated_and_are_told_of_if_never(opened: Opened) -> None:
    made = xlsx({"s": [("a", "b"), (1, "=A2*2"), (3, 4)]})
    never = opened(made)
    assert limits_met(never) == {"formulas": (1,)}
    assert never.pages[0].table[1] == ("1",)
    once = opened(rezipped(made, lambda _, data: data.replace(b"<f>A2*2</f><v></v>", b"<f>A2*2</f><v>2</v>").replace(b"<f>A2*2</f><v />", b"<f>A2*2</f><v>2</v>")))  # fmt: skip
    assert once.troubles == ()
    assert once.pages[0].table[1] == ("1", "2")


def test_a_false_dimension_hides_nothing(opened: Opened) -> None:
    made = xlsx({"s": ROWS})
    lying = rezipped(made, lambda _, data: data.replace(b"<sheetData>", b'<dimension ref="A1:A1"/><sheetData>', 1) if b"<dimension" not in data else re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:A1"', data))  # fmt: skip
    assert opened(lying).pages[0].table == TEXTS


@pytest.mark.parametrize(
    ("code", "told"),
    [("LU\u202e100", True), ("\u2067LU-001", True), ("\u202d13800000000\u202c", False), ("样本", False)],
)
def test_marks_that_turn_letters_round_are_told_of(opened: Opened, code: str, told: bool) -> None:
    for data, name in (
        (xlsx({"s": [("货号", "品名"), (code, "裙")]}), "a.xlsx"),
        (f"货号,品名\n{code},裙\n".encode(), "a.csv"),
    ):
        assert limits_met(opened(data, name)) == ({"letters": (1,)} if told else {}), name


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "xl/Worksheets/sheet1.xml"])
def test_a_workbook_with_two_parts_of_one_name_is_read_and_said_to_be_damaged(opened: Opened, name: str) -> None:
    data = io.BytesIO(xlsx({"s": ROWS}))
    other = zipfile.ZipFile(io.BytesIO(xlsx({"s": ROWS[:2]}))).read("xl/worksheets/sheet1.xml")
    with zipfile.ZipFile(data, "a") as archive, pytest.warns() if name.islower() else nullcontext():
        archive.writestr(name, other)
    reading = opened(data.getvalue())
    assert [(each.kind, each.detail) for each in reading.troubles] == [(TroubleKind.DAMAGED, "stream")]
    assert reading.pages[0].table[0] == TEXTS[0]


def test_more_sheets_than_are_read(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "_SHEETS", 2)
    exactly = opened(xlsx({"a": ROWS, "空": [], "b": ROWS}))
    assert (len(exactly.pages), exactly.troubles) == (2, ())
    more = opened(xlsx({"a": ROWS, "b": ROWS, "c": ROWS}))
    assert (len(more.pages), limits_met(more)) == (2, {"sheets": (3,)})


def test_more_cells_than_are_read(opened: Opened) -> None:
    rows = [(f"LU-{number}", "裙") for number in range(100)]
    reading = opened(xlsx({"a": rows, "b": rows}), limits=replace(Limits(), cells=50))
    assert limits_met(reading) == {"cells": (1,)}
    assert 25 <= len(reading.pages[0].table) <= 26
    exactly = opened(xlsx({"a": rows}), limits=replace(Limits(), cells=200))
    assert exactly.troubles == ()
    second = opened(xlsx({"a": rows, "b": rows}), limits=replace(Limits(), cells=200))
    assert limits_met(second) == {"cells": (2,)}
    assert second.page_count == 2


def test_a_sheet_that_takes_too_long(tmp_path: Path, file_of: FileOf) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx({"a": ROWS}))
    reading = spreadsheet.read(file_of(path), 1000, time.process_time() - 1)
    assert limits_met(reading) == {"time": (1,)}


def test_a_huge_cell_is_cut_and_told_of(opened: Opened) -> None:
    reading = opened(xlsx({"a": [("x" * 30_000, "y"), ("a", "b")]}))
    assert limits_met(reading) == {"cell": (1,)}
    assert len(reading.pages[0].table[0][0]) < 30_000


def test_many_empty_rows_are_passed_over(opened: Opened) -> None:
    far = rezipped(xlsx({"a": ROWS}), lambda _, data: re.sub(rb'r="([ABC]?)3"', rb'r="\g<1>250000"', data))
    assert opened(far).pages[0].table == TEXTS


def test_an_archive_bomb_is_not_unfolded(opened: Opened) -> None:
    bomb = io.BytesIO(xlsx({"a": ROWS}))
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b" " * 101_000_000)
    assert len(bomb.getvalue()) < 300_000
    started = time.process_time()
    assert limits_met(opened(bomb.getvalue())) == {"expanded": ()}
    assert time.process_time() - started < 1


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
def test_a_damaged_workbook_is_a_trouble(opened: Opened, cut: float) -> None:
    whole = xlsx({"清单": ROWS})
    reading = opened(whole[: int(len(whole) * cut)])
    assert reading.troubles
    assert not reading.pages


def test_a_sheet_that_breaks_off_is_damaged(opened: Opened) -> None:
    broken = rezipped(xlsx({"s": ROWS}), lambda name, data: data[: len(data) // 2] if "sheet1" in name else data)
    assert [trouble.kind for trouble in opened(broken).troubles] == [TroubleKind.DAMAGED]


@pytest.mark.parametrize(
    "name", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "[Content_Types].xml"]
)
def test_a_part_that_cannot_be_unfolded_is_damage(opened: Opened, name: str) -> None:
    data = bytearray(xlsx({"s": ROWS}))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = archive.getinfo(name)
        start = part.header_offset + 30 + len(name)
        end = start + part.compress_size
    data[start + 2 : end] = b"\xff" * (end - start - 2)
    assert [trouble.kind for trouble in opened(bytes(data)).troubles] == [TroubleKind.DAMAGED]


def test_a_code_of_400_digits_is_followed_by_its_format(opened: Opened) -> None:
    made, book = io.BytesIO(), Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = 1234567
    sheet["A1"].number_format = '"A"000'
    book.save(made)
    long = rezipped(made.getvalue(), lambda _, part: part.replace(b"<v>1234567</v>", b"<v>%s</v>" % (b"9" * 400)))
    assert opened(long).pages[0].table == (("A" + "9" * 400,),)


@pytest.mark.parametrize("table", ["<![x[ y]]>", "<![", "<!x<y>"])
def test_a_declaration_that_is_none_says_nothing_in_a_web_page(opened: Opened, table: str) -> None:
    page = f"<html><table><tr><td>货号<td>品名</tr>{table}<tr><td>A1<td>样本</tr></table>"
    assert opened(page.encode(), "a.xls").pages[0].table[0] == ("货号", "品名")


@pytest.mark.parametrize("endless", ["<a ", "</", "<td", "<a x='", "<!--", "<a x=y "])
def test_tags_and_comments_without_end_cost_a_web_page_nothing(opened: Opened, endless: str) -> None:
    page = f"<html><table><tr><td>货号<td>品名</tr><tr><td>A1<td>样本</tr></table>{endless * 300_000}"
    began = time.process_time()
    assert opened(page.encode(), "a.xls").pages[0].table == (("货号", "品名"), ("A1", "样本"))
    assert time.process_time() - began < 10


def test_a_long_picture_and_a_long_script_take_no_cell_along(opened: Opened) -> None:
    script = f"<script>if (a<b) {{{'x = 1; ' * 5_000}}}</script>"
    picture = f'<td><img src="data:image/png;base64,{"A" * 50_000}"></td>'
    page = f"<html>{script}<table><tr><td>货号<td>品名</tr><tr>{picture}<td>样本</td></tr></table>"
    assert opened(page.encode(), "a.xls").pages[0].table == (("货号", "品名"), ("", "样本"))


def test_a_web_page_leaves_out_no_column_by_an_endless_number(opened: Opened) -> None:
    page = f"<html><table><tr><td>货号<td>品名</tr><tr><cell ss:Index='{'9' * 5000}'>A1</tr></table>"
    assert opened(page.encode(), "a.xls").pages[0].table == (("货号", "品名"), ("A1",))


@pytest.mark.parametrize("name", ["undefined", "idna", "unicode_escape", "charmap", "utf-7", "hex"])
def test_a_web_page_in_an_encoding_that_is_none_is_read_in_the_one_that_fits(opened: Opened, name: str) -> None:
    page = f"<html><meta charset={name}><table><tr><td>货号<td>品名</tr><tr><td>A1<td>样本</tr></table>"
    assert opened(page.encode(), "a.xls").pages[0].table == (("货号", "品名"), ("A1", "样本"))


def test_a_web_archive_that_is_nested_without_end_is_damaged(opened: Opened) -> None:
    head = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b0"\nX: <table\n\n'
    parts = b"".join(
        b'--b%d\nContent-Type: multipart/related; boundary="b%d"\n\n' % (at, at + 1) for at in range(1_200)
    )
    assert [trouble.kind for trouble in opened(head + parts, "a.xls").troubles] == [TroubleKind.DAMAGED]


def test_old_workbooks_with_days_and_formats_that_are_none_are_read(opened: Opened) -> None:
    made, style, book = io.BytesIO(), xlwt.XFStyle(), xlwt.Workbook()
    style.num_format_str = "yyyy-mm-dd"
    sheet = book.add_sheet("s")
    sheet.write(0, 0, "SAMPLE")
    sheet.write(0, 1, 45000.123456, style)
    sheet.write(0, 2, 1.123456, style)
    book.save(made)
    endless = made.getvalue().replace(struct.pack("<d", 45000.123456), struct.pack("<d", math.inf))
    assert opened(endless, "a.xls").pages[0].table[0][:2] == ("SAMPLE", "inf")
    label = made.getvalue().index(struct.pack("<HHHH", 0xFD, 10, 0, 0)) + 8
    unknown = made.getvalue()[:label] + b"\xff\x00" + made.getvalue()[label + 2 :]
    assert opened(unknown, "a.xls").pages[0].table[0][0] == "SAMPLE"


def test_old_and_binary_workbooks_under_a_new_name(opened: Opened) -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "Workbook".encode("utf-16-le") + b"\0" * 3000
    assert [trouble.kind for trouble in opened(old).troubles] == [TroubleKind.DAMAGED]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.bin", b"\x83\x01\x00")
    assert [(trouble.kind, trouble.detail) for trouble in opened(out.getvalue()).troubles] == [(TroubleKind.OFFICE, "xlsb")]  # fmt: skip


def _restyled(data: bytes) -> bytes:
    """Fills and fonts that Excel opens and openpyxl refuses."""
    data = re.sub(rb"<fills.*?</fills>", b'<fills count="1"><fill/></fills>', data, flags=re.DOTALL)
    return data.replace(b'<family val="2"', b'<family val="34"')


def _strict(data: bytes) -> bytes:
    return data.replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    ).replace(
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda name, data: _restyled(data) if name.endswith("styles.xml") else data,
        lambda _, data: _strict(data),
        lambda name, data: b"<broken" if name == "docProps/core.xml" else data,
        lambda name, data: (
            data.replace(
                b"</workbook>",
                b'<definedNames><definedName name="A" hidden="maybe">#REF!</definedName></definedNames></workbook>',
            )
            if name.endswith("workbook.xml")
            else data
        ),
    ],
    ids=["styles", "strict", "properties", "names"],
)
def test_a_workbook_that_excel_opens_is_read(opened: Opened, change: Callable[[str, bytes], bytes]) -> None:
    reading = opened(rezipped(xlsx({"清单": ROWS}), change))
    assert [page.table for page in reading.pages] == [TEXTS]
    assert reading.troubles == ()


def test_what_is_whole_and_is_not_read_is_not_called_broken(opened: Opened) -> None:
    strange = rezipped(xlsx({"s": ROWS}), lambda name, data: b"<x/>" if name.endswith("workbook.xml") else data)
    assert limits_met(opened(strange)) == {"workbook": ()}


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (7, '"LU-2024-"000', "LU-2024-007"), (1234, '"LU-"000', "LU-1234"), (42, "00000", "00042"), (6901234567892, "0", "6901234567892"),
        (1234.5, "#,##0.00", "1234.5"), (0.25, "0%", "0.25"), (7, r"\S\K\U000", "SKU007"), (-3, "0000;[Red]-0000", "-3"), (120034, '"A"00-0000', "A12-0034"),
        (5, "General", "5"), (6.99024e12, "General", "6990240000000"), (6.99024000123457e17, "General", "6.99024000123457e+17"), (3, "@", "3"), (12, '0"件"', "12件"),
    ],
)  # fmt: skip
def test_number_formats_are_followed_where_they_write_more_than_the_number(
    opened: Opened, value: float, number_format: str, text: str
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["编码", "名称"])
    sheet.append([value, "裙"])
    sheet["A2"].number_format = number_format
    stream = io.BytesIO()
    book.save(stream)
    assert opened(stream.getvalue()).pages[0].table[1] == (text, "裙")


CELLS = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in TEXTS)
WEB = f'<html><head><meta charset="gb2312"><style>td {{x}}</style></head><body><table border=1>{CELLS}</table></body></html>'
EXCEL_2003 = (
    '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="s"><Table>'
    + "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row) + "</Row>"
        for row in TEXTS
    )
    + "</Table></Worksheet></Workbook>"
)
ARCHIVE = (
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
    f'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{WEB.replace("gb2312", "utf-8")}\r\n--b--\r\n'
)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (WEB.encode("gb18030"), "HTML"),
        (WEB.replace("</td>", "").replace("</tr>", "").encode("gb18030"), "HTML without ends"),
        (WEB.replace("gb2312", "utf-8").encode(), "UTF-8"),
        (EXCEL_2003.encode(), "XML"),
        (ARCHIVE.encode(), "MHTML"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_tables_that_are_only_named_a_spreadsheet(opened: Opened, data: bytes, name: str) -> None:
    reading = opened(data, "list.xls")
    assert [page.table for page in reading.pages] == [TEXTS], name
    assert reading.troubles == ()


@pytest.mark.parametrize("end", ["</td", "<td>", "<tr", "</tab", "</Data", "<Row>", "<Cel", "</Tab"])
def test_a_table_that_ends_in_its_midst_lacks_its_end(opened: Opened, end: str) -> None:
    table = WEB.replace("gb2312", "utf-8") if end in WEB else EXCEL_2003
    (trouble,) = opened(table.rpartition(end)[0].encode(), "list.xls").troubles
    assert (trouble.kind, trouble.detail) == (TroubleKind.DAMAGED, "truncated")


@pytest.mark.parametrize("end", ["</body></html>", "<table></body>", "</HTML>"])
def test_a_table_whose_page_ends_is_whole(opened: Opened, end: str) -> None:
    reading = opened(f"<html><body><table>{CELLS}{end}".encode(), "list.xls")
    assert [page.table for page in reading.pages] == [TEXTS]
    assert reading.troubles == ()


def test_a_workbook_without_a_container_is_read(opened: Opened) -> None:
    """As programs on the web export it: records of single cells (MS-XLS 2.4) and nothing around them."""
    cells = b"".join(
        struct.pack("<HHHHHH", 0x0204, 8 + len(text), row, column, 0, len(text)) + text
        for row, texts in enumerate([(b"SKU", b"Name"), (b"A1", b"Sample")])
        for column, text in enumerate(texts)
    )
    data = struct.pack("<6H", 0x0809, 8, 0, 0x10, 0, 0) + cells + struct.pack("<HH", 0x000A, 0)
    reading = opened(data, "list.xls")
    assert reading.file.media_type == "application/vnd.ms-excel"
    assert [page.table for page in reading.pages] == [(("SKU", "Name"), ("A1", "Sample"))]
    assert reading.troubles == ()


def test_a_web_page_without_a_table_is_no_spreadsheet(opened: Opened) -> None:
    (trouble,) = opened(b"<html><body><table></table><p>hello</body></html>", "a.xls").troubles
    assert (trouble.kind, trouble.detail) == (TroubleKind.UNKNOWN_TYPE, "html")


def test_an_old_workbook_is_read_with_its_dates_and_formats(opened: Opened) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("清单")
    for row, values in enumerate(ROWS):
        for column, value in enumerate(values):
            sheet.write(row, column, value)
    sheet.write(3, 0, 7, xlwt.easyxf(num_format_str='"LU-"000'))
    sheet.write(3, 1, date(2024, 3, 5), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    hidden = book.add_sheet("选项")
    hidden.write(0, 0, "hidden")
    hidden.visibility = 1
    stream = io.BytesIO()
    book.save(stream)
    reading = opened(stream.getvalue(), "list.xls")
    assert [page.table for page in reading.pages] == [(*TEXTS, ("LU-007", "2024-03-05"))]
    assert reading.troubles == ()


def test_it_is_read_in_a_worker_process(tmp_path: Path, file_of: FileOf) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(xlsx({"清单": ROWS}))
    with Readers(1) as readers:
        (reading,) = readers.read([file_of(path)])
    assert reading.pages[0].table == TEXTS


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8), min_size=4, max_size=4), min_size=2, max_size=8))  # fmt: skip
def test_any_text_comes_back_as_it_was_written(rows: list[list[str]], tmp_path: Path) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(separated(rows, "utf-8-sig"))
    file = File("any.csv", path, "0", 1, "text/csv")
    reading = spreadsheet.read(file, 1000, time.process_time() + 60)
    table = reading.pages[0].table if reading.pages else ()
    assert not reading.troubles
    assert sum(map(len, table)) <= sum(map(len, rows))
    assert "".join("".join(row) for row in table) or not any(cell.strip(" '=\"") for row in rows for cell in row)


def test_drawn_workbooks_are_the_same_bytes_and_open_elsewhere() -> None:
    made = xlsx({"清单": ROWS})
    assert made == xlsx({"清单": ROWS})
    sheet = load_workbook(io.BytesIO(made))["清单"]
    assert [tuple(cell.value for cell in row) for row in sheet.iter_rows()] == ROWS
