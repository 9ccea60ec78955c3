"""Tables and forms of plain text, and workbooks, that are long, deep or lead elsewhere."""

from __future__ import annotations

import io
import struct

import xlwt

from benchmarks.bombs.registry import bomb
from benchmarks.bombs.tables import SHEET, XLSX_PARTS, workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@bomb("elsewhere.xlsx")
def _elsewhere() -> bytes:
    """Entities that name a file of the machine and an address."""
    head = '<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY w SYSTEM "http://127.0.0.1:9/">]>'
    return workbook(head + SHEET % "<row><c t='str'><v>&f;</v></c><c t='str'><v>&w;</v></c></row>")


@bomb("parameter-entities.xlsx")
def _parameters() -> bytes:
    head = "<!DOCTYPE a [<!ENTITY % a '<!ENTITY b \"A\">'>%a;" + "%a;" * 200_000 + "]>"
    return workbook(head + SHEET % "<row><c><v>1</v></c></row>")


@bomb("rows-with-styles.xlsx")
def _styled() -> bytes:
    formats = "".join(f'<numFmt numFmtId="{n}" formatCode="&quot;A{n}&quot;000"/>' for n in range(200, 20_000))
    uses = "".join(f'<xf numFmtId="{n}"/>' for n in range(200, 20_000))
    styles = f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts><cellXfs>{uses}</cellXfs></styleSheet>'
    rows = "".join(f'<row><c s="{n % 19_000}"><v>{n}</v></c></row>' for n in range(1_048_576))
    return workbook(SHEET % rows, **{"xl/styles.xml": styles.encode()})


@bomb("format-of-a-million-letters.xlsx")
def _format() -> bytes:
    long = "0;[" * 300_000
    styles = f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="200" formatCode="{long}"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>'
    return workbook(SHEET % ('<row><c s="0"><v>1</v></c></row>' * 5_000), **{"xl/styles.xml": styles.encode()})


@bomb("sheets-20000.xlsx")
def _sheets() -> bytes:
    names = "".join(f'<sheet name="A{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 20_000))
    book = XLSX_PARTS["xl/workbook.xml"].replace('<sheet name="A" sheetId="1" r:id="rId1"/>', names)
    return workbook(SHEET % "<row><c><v>1</v></c></row>", **{"xl/workbook.xml": book.encode()})


@bomb("merged-a-million.xlsx")
def _merged() -> bytes:
    cells = "".join(f'<mergeCell ref="A{n}:XFD{n}"/>' for n in range(1, 300_000))
    sheet = (SHEET % "<row><c><v>1</v></c></row>").replace(
        "</worksheet>", f"<mergeCells>{cells}</mergeCells></worksheet>"
    )
    return workbook(sheet)


@bomb("inline-90mb.xlsx")
def _inline() -> bytes:
    return workbook(SHEET % ("<row><c t='inlineStr'><is><r><t>" + "A" * 90_000_000 + "</t></r></is></c></row>"))


@bomb("links-50000.xlsx")
def _links() -> bytes:
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
    link = '<Relationship Id="r%d" Type="a" Target="file:///a%d.xlsx" TargetMode="External"/>'
    many = rels % "".join(link % (n, n) for n in range(50_000))
    dde = b'<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    return workbook(
        SHEET % "<row><c><f>[1]A!A1</f><v>1</v></c></row>",
        **{"xl/externalLinks/_rels/externalLink1.xml.rels": many.encode(), "xl/externalLinks/externalLink1.xml": dde},
    )


@bomb("names-that-climb.xlsx")
def _climbs() -> bytes:
    return workbook(SHEET % "<row><c><v>1</v></c></row>", **{"../../../../tmp/a.xml": b"<a/>", "/etc/a.xml": b"<a/>"})


@bomb("sectors-circle.xls")
def _sectors() -> bytes:
    book, made = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("A")
    for number in range(2_000):
        sheet.write(number, 0, f"SAMPLE {number}")
    book.save(made)
    data = bytearray(made.getvalue())
    table = (struct.unpack_from("<I", data, 76)[0] + 1) * 512
    for place in range(0, 512, 4):
        struct.pack_into("<I", data, table + place, 1)
    return bytes(data)


@bomb("sheets-in-one-place.xls")
def _same_place() -> bytes:
    book, made = xlwt.Workbook(), io.BytesIO()
    for number in range(2_000):
        book.add_sheet(f"A{number}").write(0, 0, "SAMPLE")
    book.save(made)
    return made.getvalue()


@bomb("blanks-20mb.csv")
def _blanks() -> bytes:
    return b"a,b\nc,d\n" + b"\n" * 20_000_000


@bomb("tabs-20mb.csv")
def _tabs() -> bytes:
    return b"a,b\nc,d\n" * 60 + b"x," + b"\t" * 20_000_000 + b"\n"


@bomb("equals-20mb.csv")
def _equals() -> bytes:
    return b"a,b\nc,d\n" * 60 + b"=" * 10_000_000 + b"\n" + b"=a " * 3_000_000 + b"\n"


@bomb("quotes-20mb.csv")
def _quotes() -> bytes:
    return b"a,b\nc,d\n" * 60 + b'"' * 20_000_001 + b"\n"


@bomb("zero-bytes.csv")
def _nuls() -> bytes:
    return b"a,b\nc,d\n" * 60 + b"\0" * 1_000_000 + b",e\n"


@bomb("lines-of-one-kind.csv")
def _returns() -> bytes:
    return b"a,b\r" * 4_000_000


@bomb("utf-16-of-20mb.csv")
def _utf16() -> bytes:
    return "\ufeff".encode("utf-16-le") + ("货号,品名\n" * 1_500_000).encode("utf-16-le")


@bomb("spans-a-billion.xls")
def _spans() -> bytes:
    return (
        b"<html><table>"
        + b'<tr><td colspan="1000000000" rowspan="1000000000" ss:Index="1000000000">a' * 100_000
        + b"</table>"
    )


@bomb("comments-without-end.xls")
def _comments() -> bytes:
    return b"<html><table><tr><td>a<td>b</tr>" + b"<!--" * 2_000_000 + b"<![CDATA[" * 500_000


@bomb("tags-without-end.xls")
def _open_tags() -> bytes:
    return b"<html><table><tr><td>a<td>b</tr>" + b"<a " * 2_000_000 + b"</" * 1_000_000 + b"&" * 1_000_000


@bomb("archive-deep.xls")
def _mhtml() -> bytes:
    head = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b0"\nSubject: <table\n\n'
    parts = (
        b'--b%d\nContent-Type: multipart/related; boundary="b%d"\n\n' % (level, level + 1) for level in range(20_000)
    )
    return head + b"".join(parts) + b"--b20000\nContent-Type: text/html\n\n<html><table><tr><td>a<td>b</tr></table>\n"


@bomb("merges-doubling/application.yaml")
def _merges() -> bytes:
    levels = "".join(f"a{n}: &a{n}\n  <<: [{', '.join([f'*a{n - 1}'] * 9)}]\n  k{n}: 1\n" for n in range(1, 9))
    return ("a0: &a0 {x: 1}\n" + levels + "category: x\n").encode()


@bomb("anchor-within-itself/application.yaml")
def _anchor() -> bytes:
    return b"category: &a [*a, *a]\nbrands: &b {<<: *b, c: *b}\n"


@bomb("keys-500000/application.yaml")
def _keys() -> bytes:
    return b"".join(b"k%d: 1\n" % number for number in range(500_000))


@bomb("number-of-a-million-digits/application.yaml")
def _number() -> bytes:
    return (
        b"company: " + b"9" * 1_000_000 + b"\ncategory: 0x" + b"f" * 1_000_000 + b"\nbrand: " + b"1:" * 500_000 + b"1\n"
    )


@bomb("dates-that-are-none/application.yaml")
def _dates() -> bytes:
    return b"submission_date: 9999-99-99\ncompany: 2024-02-30T25:61:61Z\nbrand: .inf\ncategory: !!binary AAAA====\n"


@bomb("objects-of-python/application.yaml")
def _objects() -> bytes:
    return b"category: !!python/object/apply:os.system ['echo SAMPLE']\nbrand: !!python/name:os.system\n"


@bomb("control-characters/application.yaml")
def _controls() -> bytes:
    return b'company: a\0\x07\x1b[2J\xe2\x80\xae\xed\xa0\x80\nbrand: "\\0\\x1b[2J\\u202e"\n'


@bomb("flow-mappings-deep/application.yaml")
def _flows() -> bytes:
    return b"category: " + b"{a: " * 100_000


@bomb("blocks-deep/application.yaml")
def _blocks() -> bytes:
    return b"".join(b" " * level + b"a:\n" for level in range(3_000))


@bomb("question-marks/application.yaml")
def _questions() -> bytes:
    return b"? " * 100_000 + b"a"


@bomb("lists-of-50mb/application.yaml")
def _lists() -> bytes:
    return b"brands:\n" + b"- a\n" * 3_000_000
