"""Workbooks, tables and forms that unfold without end, and files of two kinds."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import numpy as np
import xlwt
from PIL import Image

from benchmarks.bombs.making import page, pdf
from benchmarks.bombs.registry import bomb

XLSX_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    "xl/sharedStrings.xml": '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
}
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
)


def workbook(sheet: str, **parts: bytes) -> bytes:
    """A workbook of one sheet; ``parts`` take the place of its own."""
    made = io.BytesIO()
    own = {name: text.encode() for name, text in XLSX_PARTS.items()} | {"xl/worksheets/sheet1.xml": sheet.encode()}
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (own | parts).items():
            archive.writestr(name, data)
    return made.getvalue()


@bomb("strings-90mb.xlsx")
def _strings() -> bytes:
    strings = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        + b"<si><t>A</t></si>" * 5_000_000
        + b"</sst>"
    )
    return workbook(SHEET % '<row><c t="s"><v>1</v></c><c><v>2</v></c></row>', **{"xl/sharedStrings.xml": strings})


@bomb("string-of-90mb.xlsx")
def _string() -> bytes:
    strings = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
        + b"A" * 90_000_000
        + b"</t></si></sst>"
    )
    return workbook(SHEET % ('<row><c t="s"><v>0</v></c></row>' * 500), **{"xl/sharedStrings.xml": strings})


@bomb("styles-900mb.xlsx")
def _styles() -> bytes:
    made = io.BytesIO(workbook(SHEET % "<row><c><v>1</v></c></row>"))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/styles.xml", "w") as part:
        part.write(b"<styleSheet>")
        for _ in range(900):
            part.write(b"<numFmt numFmtId='200' formatCode='0'/>" * 25_000)
        part.write(b"</styleSheet>")
    return made.getvalue()


@bomb("row-of-a-million-cells.xlsx")
def _row() -> bytes:
    return workbook(SHEET % ("<row>" + "<c><v>1</v></c>" * 4_000_000 + "</row>"))


@bomb("rows-4000000.xlsx")
def _rows() -> bytes:
    return workbook(SHEET % ("<row><c><v>1</v></c></row>" * 4_000_000))


@bomb("cell-at-the-end.xlsx")
def _cell() -> bytes:
    return workbook(SHEET % '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


@bomb("cell-beyond-the-end.xlsx")
def _cell_beyond() -> bytes:
    return workbook(SHEET % '<row r="2000000000"><c r="ZZZZZ2000000000"><v>1</v></c></row>')


@bomb("merged-everything.xlsx")
def _merged() -> bytes:
    sheet = (SHEET % "<row><c><v>1</v></c></row>").replace(
        "</worksheet>", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    )
    return workbook(sheet)


@bomb("entities.xlsx")
def _entities() -> bytes:
    levels = "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 12))
    sheet = f'<!DOCTYPE a [<!ENTITY a0 "AAAAAAAAAA">{levels}]>' + SHEET % "<row><c t='str'><v>&a11;</v></c></row>"
    return workbook(sheet)


@bomb("deep-xml.xlsx")
def _deep_xml() -> bytes:
    return workbook(SHEET % ("<row>" * 1_000_000))


@bomb("zip-10gb.xlsx")
def _zip() -> bytes:
    return _overlapping(10 << 30)


def _overlapping(size: int) -> bytes:
    """A workbook whose sheet claims to be small and unfolds to ``size`` bytes."""
    made = bytearray(workbook(SHEET % "SAMPLE-PLACE"))
    with zipfile.ZipFile(io.BytesIO(bytes(made))) as archive:
        parts = [(part.filename, archive.read(part)) for part in archive.infolist()]
    out, directory = bytearray(), bytearray()
    for name, data in parts:
        long = name.endswith("sheet1.xml")
        raw = zlib.compressobj(9, zlib.DEFLATED, -15)
        if long:
            body = bytearray(raw.compress(SHEET.split("%s")[0].encode()))
            block = b"<row><c><v>1</v></c></row>" * 40_330
            for _ in range(min(size, 2 << 30) // len(block)):
                body += raw.compress(block)
            body += raw.flush()
        else:
            body = bytearray(raw.compress(data) + raw.flush())
        claimed = 1000 if long else len(data)
        fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, zlib.crc32(data), len(body), claimed, len(name), 0)
        directory += (
            b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, len(out)) + name.encode()
        )
        out += b"PK\x03\x04" + fields + name.encode() + body
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, len(parts), len(parts), len(directory), len(out), 0)
    return bytes(out + directory + end)


@bomb("parts-60000.xlsx")
def _parts() -> bytes:
    return workbook(SHEET % "", **{f"xl/worksheets/more{number}.xml": b"" for number in range(60_000)})


@bomb("columns-1000000.csv")
def _columns() -> bytes:
    row = ",".join(map(str, range(1_000_000))).encode()
    return row + b"\n" + row + b"\n"


@bomb("empty-columns.csv", large=True)
def _empty_columns() -> bytes:
    return (b"," * 24_000_000 + b"\n") * 2


@bomb("quote-never-closed.csv")
def _quote() -> bytes:
    return b'a,b\nc,d\n"' + b"x,y\n" * 4_000_000


@bomb("cell-of-40mb.csv", large=True)
def _long_cell() -> bytes:
    return b"a,b\nc,d\n" + b"x" * 40_000_000 + b",y\n"


@bomb("tables-nested.xls")
def _tables() -> bytes:
    return b"<html><table><tr><td>a<td>b</tr>" + b"<table><tr><td>" * 1_000_000


@bomb("entities.xls")
def _sheet_xml() -> bytes:
    levels = "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a0 "A">{levels}]><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table><Row><Cell><Data>&a11;</Data></Cell></Row></Table></Worksheet></Workbook>'.encode()


@bomb("biff-string-huge.xls")
def _biff() -> bytes:
    book, made = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("A")
    for number in range(200):
        sheet.write(number, 0, f"SAMPLE {number}")
    book.save(made)
    data = bytearray(made.getvalue())
    at = data.find(struct.pack("<H", 0xFC))
    if at > 0:
        struct.pack_into("<II", data, at + 4, 0x7FFFFFFF, 0x7FFFFFFF)
    return bytes(data)


@bomb("billion-laughs/application.yaml")
def _yaml() -> bytes:
    levels = "".join(f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]\n" for level in range(1, 12))
    return ("a0: &a0 [x, x]\n" + levels + "category: *a11\n").encode()


@bomb("deep-yaml/application.yaml")
def _deep_yaml() -> bytes:
    return b"category: " + b"[" * 200_000


@bomb("long-yaml/application.yaml")
def _long_yaml() -> bytes:
    return b"brand: " + b"A" * 30_000_000 + b"\n"


@bomb("pdf-and-png.pdf")
def _two_kinds() -> bytes:
    made = io.BytesIO()
    Image.fromarray(np.full((64, 64), 255, np.uint8)).save(made, "PNG")
    return made.getvalue() + pdf(page(b"0 0 9 9 re f"))


@bomb("pdf-and-zip.pdf")
def _pdf_and_zip() -> bytes:
    return pdf(page(b"0 0 9 9 re f")) + workbook(SHEET % "<row><c><v>1</v></c></row>")


@bomb("zip-and-pdf.xlsx")
def _zip_and_pdf() -> bytes:
    return workbook(SHEET % "<row><c><v>1</v></c></row>") + pdf(page(b"0 0 9 9 re f"))


@bomb("jpeg-and-html.jpg")
def _jpeg_and_html() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (64, 64), "white").save(made, "JPEG", comment=b"<html><script>alert('SAMPLE')</script></html>")
    return made.getvalue()
