"""Excel workbooks, new (XLSX, also strict and slightly broken ones that Excel opens) and old (XLS)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.parsers import expat

import xlrd
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from docvet.models import Trouble, TroubleKind
from docvet.reading import cells, received
from docvet.reading.image_file import Unreadable

EXPANDED, STRINGS = 1_000_000_000, 100_000_000
"""Bytes of XML that a workbook may unfold to, and of those the strings, which are held in memory at once."""
_DIRECTORY = 4_000_000
"""Bytes of the list of an archive's parts: some 40,000 parts."""
_ROWS = 1_048_576
"""What a sheet can have (ECMA-376); a file may claim more."""
XLS_BYTES = 100_000_000
_STRICT = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
"""Names of the strict standard, and those of the usual one."""
_STYLES = (
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s'
    b"<fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders>"
    b"<cellStyleXfs><xf/></cellStyleXfs>%s</styleSheet>"
)
_UNNEEDED = (
    "docProps/",
    "xl/theme/",
    "xl/drawings/",
    "xl/charts/",
    "xl/media/",
    "xl/comments",
    "xl/calcChain",
    "customXml/",
)
_EXTRAS = re.compile(
    rb"<(?:\w+:)?(definedNames|bookViews|customWorkbookViews|calcPr|extLst|fileSharing|workbookProtection)\b"
    rb"(?:[^>]*/>|.*?</(?:\w+:)?\1>)",
    re.DOTALL,
)

Cells = list[tuple[str, str]]
"""A row: what each cell shows, and why that need not be so: ``formulas`` (no result was stored), ``formats``, or nothing."""


def xlsx(path: Path) -> Iterator[Iterator[Cells]]:
    """The rows of each visible sheet.

    Raises:
        Unreadable: damaged, or too large to be unfolded; ``LIMIT`` ``workbook`` where it is whole but nothing here reads it.
    """
    with received.opened(path) as stream:
        formulas = _has_formulas(stream)
        try:
            if _is_strict(stream):
                raise _Refused
            yield from _sheets(stream, formulas=formulas)
        except _Refused:
            with _repaired(stream) as mended:
                try:
                    yield from _sheets(mended, formulas=formulas)
                except _Refused:
                    raise _unread(stream) from None


def names_twice(path: Path) -> bool:
    """Whether two parts have one name: programs differ in which of them they take."""
    with received.opened(path) as stream, archive(stream) as opened:
        names = [name.lower() for name in opened.namelist()]
    return len(set(names)) < len(names)


def xls(path: Path) -> Iterator[Iterator[Cells]]:
    """The rows of each visible sheet of a workbook of Excel 97 to 2003.

    Raises:
        Unreadable: damaged, protected by a password, or too large.
    """
    with received.opened(path) as stream:
        data = stream.read(XLS_BYTES + 1)
    if len(data) > XLS_BYTES:
        raise Unreadable(Trouble(TroubleKind.LIMIT, "bytes"))
    try:
        book = xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), formatting_info=True)
        for sheet in book.sheets():
            if sheet.visibility == 0:
                yield (_xls_row(book, sheet, number) for number in range(sheet.nrows))
    except Exception as error:  # xlrd raises whatever the file's fault leads to
        if isinstance(error, xlrd.XLRDError) and "encrypt" in str(error).lower():
            raise Unreadable(Trouble(TroubleKind.ENCRYPTED)) from None
        raise _damaged() from error


class _Refused(Exception):
    """What openpyxl does not open, though it may be whole."""


def _sheets(stream: Any, *, formulas: bool) -> Iterator[Iterator[Cells]]:
    with closing(_workbook(stream, values=True)) as book:
        formula_book = _workbook(stream, values=False) if formulas else None
        telling = any(map(cells.tells, getattr(book, "_number_formats", ())))
        if not book.worksheets:
            raise _Refused
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                written = None if formula_book is None else _rows(formula_book[sheet.title], formats=False)
                yield _texts(_rows(sheet, formats=telling), written)


def _texts(rows: Iterator[list[tuple[Any, str]]], written: Iterator[list[tuple[Any, str]]] | None) -> Iterator[Cells]:
    for row in rows:
        raw = next(written, []) if written is not None else []
        open_formulas = {at for at, (value, _) in enumerate(raw) if _is_formula(value)}
        yield [
            (cells.shown(value, number_format), _doubt(value, number_format, formula=at in open_formulas))
            for at, (value, number_format) in enumerate(row)
        ]


def _doubt(value: Any, number_format: str, *, formula: bool) -> str:
    if value is None:
        return "formulas" if formula else ""
    return "formats" if number_format and cells.misleads(value, number_format) else ""


def _rows(sheet: Any, *, formats: bool) -> Iterator[list[tuple[Any, str]]]:
    """Value and number format of each cell; a sheet that breaks off in the middle is damaged."""
    sheet.reset_dimensions()  # what a file says of its size is often wrong
    rows: Callable[..., Iterator[tuple[Any, ...]]] = sheet.iter_rows
    try:
        for row in rows(max_row=_ROWS, max_col=None, values_only=not formats):
            yield [(cell.value, cell.number_format) for cell in row] if formats else [(value, "") for value in row]
    except Exception as error:
        raise _damaged() from error


def _is_formula(value: Any) -> bool:
    return (isinstance(value, str) and value.startswith("=")) or hasattr(value, "ref")


def _workbook(stream: Any, *, values: bool) -> Workbook:
    try:
        return load_workbook(stream, read_only=True, data_only=values, keep_links=False)
    except Exception as error:  # openpyxl raises whatever the file's fault leads to
        raise _Refused from error


def archive(stream: Any) -> zipfile.ZipFile:
    """The archive, once it is known that its list of parts does not fill the memory.

    Raises:
        Unreadable: it does.
        zipfile.BadZipFile: it is none.
    """
    end = zipfile._EndRecData(stream)  # type: ignore[attr-defined]
    if end and end[5] > _DIRECTORY:  # the size of the list
        raise Unreadable(Trouble(TroubleKind.LIMIT, "expanded"))
    return zipfile.ZipFile(stream)


def _has_formulas(stream: Any) -> bool:
    """Whether a sheet has any; also checks the archive before anything of it is unfolded into memory."""
    try:
        with archive(stream) as opened:
            parts = [part for part in opened.infolist() if part.filename.endswith((".xml", ".rels"))]
            strings = sum(part.file_size for part in parts if part.filename.endswith("sharedStrings.xml"))
            if sum(part.file_size for part in parts) > EXPANDED or strings > STRINGS:
                raise Unreadable(Trouble(TroubleKind.LIMIT, "expanded"))
            if any(part.filename.endswith("workbook.bin") for part in opened.infolist()):
                raise Unreadable(Trouble(TroubleKind.OFFICE, "xlsb"))
            sheets = [part for part in parts if part.filename.startswith("xl/worksheets/")]
            return any(_contains(opened.open(part), (b"<f>", b"<f ")) for part in sheets)
    except Unreadable:
        raise
    except Exception as error:
        raise _damaged() from error


def _is_strict(stream: Any) -> bool:
    """In the names of the strict standard openpyxl finds no cells, and says nothing."""
    try:
        with zipfile.ZipFile(stream) as archive:
            return "xl/workbook.xml" in archive.namelist() and _contains(
                archive.open("xl/workbook.xml"), _STRICT[0][:1]
            )
    except Exception as error:
        raise _damaged() from error


def _contains(part: Any, signs: Sequence[bytes]) -> bool:
    with part:
        tail = b""
        while block := part.read(1 << 20):
            if any(sign in tail + block for sign in signs):
                return True
            tail = block[-max(map(len, signs)) :]
    return False


@contextmanager
def _repaired(stream: Any) -> Iterator[Any]:
    """A copy with what cells need and nothing that openpyxl stumbles over: looks, names, views, strict names."""
    with io.BytesIO() as copy:
        try:
            with zipfile.ZipFile(stream) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as new:
                for part in old.infolist():
                    if part.filename.startswith(_UNNEEDED):
                        continue
                    data = old.read(part)
                    for strict, usual in _STRICT:
                        data = data.replace(strict, usual)
                    if part.filename.endswith("styles.xml"):
                        data = _formats_alone(data)
                    elif part.filename.endswith("workbook.xml"):
                        data = _EXTRAS.sub(b"", data)
                    new.writestr(part.filename, data)
        except Exception as error:  # the archive itself is broken
            raise _damaged() from error
        copy.seek(0)
        yield copy


def _formats_alone(styles: bytes) -> bytes:
    """Of styles only number formats, and which cells have them."""
    formats = b"".join(re.findall(rb"<(?:\w+:)?numFmt\s[^>]*/>", styles))
    used = re.search(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", styles, re.DOTALL)
    numbers = re.findall(rb"<(?:\w+:)?xf\b([^>]*)>", used[0]) if used else []
    ids = [match[1] if (match := re.search(rb'numFmtId="(\d+)"', attributes)) else b"0" for attributes in numbers]
    made = b"".join(b'<xf numFmtId="%s"/>' % number for number in ids or [b"0"])
    formats = re.sub(rb"<\w+:numFmt\s", b"<numFmt ", formats)
    return _STYLES % (b"<numFmts>%s</numFmts>" % formats if formats else b"", b"<cellXfs>%s</cellXfs>" % made)


def _xls_row(book: Any, sheet: Any, number: int) -> Cells:
    return [_xls_cell(book, sheet.cell(number, at)) for at in range(sheet.row_len(number))]


def _xls_cell(book: Any, cell: Any) -> tuple[str, str]:
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return "", ""
    number_format = _xls_format(book, cell)
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            day = datetime(*xlrd.xldate_as_tuple(cell.value, book.datemode))
        except (xlrd.XLDateError, ValueError, OverflowError):
            return cells.plain(cell.value), ""
        return cells.shown(day), _doubt(day, number_format, formula=False)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return str(bool(cell.value)), ""
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#?"), ""
    return cells.shown(cell.value, number_format), ""


def _xls_format(book: Any, cell: Any) -> str:
    """As the cell names it; some programs name one that is not there."""
    try:
        return str(book.format_map[book.xf_list[cell.xf_index].format_key].format_str)
    except (LookupError, TypeError):
        return "General"


def _unread(stream: Any) -> Unreadable:
    """Damaged if a part of it breaks off or is no XML; else it may be whole, and only nothing here reads it."""
    try:
        with zipfile.ZipFile(stream) as archive:
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    with archive.open(name) as part:
                        expat.ParserCreate().ParseFile(part)
    except Exception:  # whatever is wrong with it
        return _damaged()
    return Unreadable(Trouble(TroubleKind.LIMIT, "workbook"))


def _damaged() -> Unreadable:
    return Unreadable(Trouble(TroubleKind.DAMAGED))
