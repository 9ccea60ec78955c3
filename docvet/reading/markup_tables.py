"""Tables in web pages, web archives and XML of Excel 2003, which programs also save as ``.xls``."""

from __future__ import annotations

import codecs
import email
import email.policy
import re
from dataclasses import dataclass
from html.parser import HTMLParser

from docvet.sniff import decode

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?([A-Za-z0-9_\-]+)""", re.IGNORECASE)
_CHARSETS = re.compile(
    r"utf[-_]?(?:8|16(?:[-_]?[bl]e)?)|gb(?:2312|k|18030)|big5(?:hkscs)?|hz|ascii|iso8859-\d+|cp\d+|koi8-[ru]|shift_jis|euc_(?:jp|kr)"
)
"""What Python calls the encodings that pages are written in: it knows others too, which are no characters at all."""
_LONG_START, _LONG_END = re.compile(r"<[A-Za-z][^>]{20000,}>?"), re.compile(r"</[^>]{20000,}>?")
"""Pictures within the page are longer; none is read."""
_DEEPEST = 200
"""Tables within tables; more are no paper."""

_WIDEST = 500
"""Columns that a row may leave out."""
_DIGITS = 9
"""Of the number of a column; longer ones are none."""
_SILENT, _ROW, _CELL = ("script", "style"), ("tr", "row"), ("td", "th", "cell")
_ENDS = ("html", "body", "workbook")

Row = list[str]


@dataclass(frozen=True, slots=True)
class Tables:
    """What the tables of a file hold."""

    rows: list[Row]
    """Of all tables in the order of the file; of a table within a cell, the inner rows."""
    is_cut: bool
    """The file ends within a table, though it closes its rows, and without the end of the page: its own end is missing."""


def read(data: bytes) -> Tables:
    """The tables of a web page, a web archive or XML of Excel 2003."""
    parser = _Tables()
    parser.feed(_bounded(_text(_page(data))))
    parser.close()
    return Tables(parser.rows, parser.is_cut)


def _page(data: bytes) -> bytes:
    """The web page of a web archive; other files as they are."""
    if data.lstrip()[:13].lower() != b"mime-version:":
        return data
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.default)
    pages = [part.get_payload(decode=True) for part in message.walk() if part.get_content_type() == "text/html"]
    return max((page for page in pages if isinstance(page, bytes)), key=len, default=b"")


def _bounded(text: str) -> str:
    """Without tags of a length that none has, and without a comment that never ends: both cost the parser more than they hold."""
    text = _LONG_END.sub("", _LONG_START.sub(_from_next_end, text))
    comment = text.find("<!--", max(text.rfind("-->"), 0))
    return text if comment < 0 else text[:comment]


def _from_next_end(tag: re.Match[str]) -> str:
    """What looked like a tag may be a script's sign for less: the tag that ends the script stays."""
    end = tag[0].find("</")
    return "" if end < 0 else tag[0][end:]


def _text(data: bytes) -> str:
    """In the encoding that the file names; where that does not fit, in the one that does."""
    if not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and (match := _CHARSET.search(data[:2048])):
        try:
            named = codecs.lookup(match[1].decode("ascii")).name
            if _CHARSETS.fullmatch(named):
                return data.decode({"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}.get(named, named))
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(data) or data.decode("utf-8", "replace")


@dataclass(slots=True)
class _Table:
    """An open table: its open row and cell."""

    row: Row | None = None
    cell: list[str] | None = None


class _Tables(HTMLParser):
    """``tr`` and ``td`` of HTML, whose ends may be left out, and ``Row`` and ``Cell`` of SpreadsheetML 2003."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[Row] = []
        self.is_cut = False
        self._open: list[_Table] = []
        self._silent = 0
        self._closes_rows = self._has_end = False

    def parse_html_declaration(self, i: int) -> int:
        """What begins as one and is none (``<![x``) says nothing, as to browsers."""
        try:
            return super().parse_html_declaration(i)
        except AssertionError:
            return self.parse_bogus_comment(i)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = tag.rpartition(":")[2]
        if name in _SILENT:
            self._silent += 1
        elif name == "table" and len(self._open) < _DEEPEST:
            self._open.append(_Table())
        elif name in _ROW and self._open:
            self._end_row()
            self._open[-1].row = []
        elif name in _CELL and self._open:
            self._end_cell()
            table = self._open[-1]
            table.row = [] if table.row is None else table.row
            _pad(table.row, attrs)
            table.cell = []
        elif name == "br":
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name in _SILENT:
            self._silent = max(self._silent - 1, 0)
        elif name in _CELL:
            self._end_cell()
        elif name in _ROW:
            self._closes_rows = True
            self._end_row()
        elif name == "table" and self._open:
            self._end_row()
            self._open.pop()
        elif name in _ENDS:
            self._has_end = True

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1].cell is not None and not self._silent:
            self._open[-1].cell.append(data)

    def close(self) -> None:
        super().close()
        self.is_cut = bool(self._open) and self._closes_rows and not self._has_end
        while self._open:
            self.handle_endtag("table")

    def _end_cell(self) -> None:
        if self._open and (table := self._open[-1]).row is not None and table.cell is not None:
            table.row.append(" ".join("".join(table.cell).split()))
            table.cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._open and (row := self._open[-1].row) is not None:
            if any(row):
                self.rows.append(row)
            self._open[-1].row = None


def _pad(row: Row, attrs: list[tuple[str, str | None]]) -> None:
    """Cells that SpreadsheetML leaves out: ``ss:Index`` counts columns from 1."""
    index = next((value for name, value in attrs if name in ("ss:index", "index") and value), "")
    if index.isdecimal() and len(index) <= _DIGITS:
        row.extend([""] * min(int(index) - 1 - len(row), _WIDEST))
