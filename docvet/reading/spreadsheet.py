"""Spreadsheets: a page a sheet, every cell as the text that it shows.

Formulas count as what was last calculated; hidden sheets hold options of templates and are no part of the paper.
"""

from __future__ import annotations

import csv
import io
import re
import time
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from docvet.models import Effort, File, Line, Page, Pass, Reading, Source, Trouble, TroubleKind
from docvet.reading import markup_tables, received, workbooks
from docvet.reading.image_file import Unreadable
from docvet.sniff import HTML, MHTML, ODD_ENCODINGS, SHEET_XML, XLS, XLSX, decoded, delimiter

CSV = "text/csv"
MARKUP = frozenset({HTML, SHEET_XML, MHTML})
"""Tables that are no spreadsheets, though programs may name them so."""
TYPES = frozenset({XLSX, CSV, XLS, *MARKUP})
"""Media types that :func:`read` takes."""
_CSV_BYTES = 50_000_000
"""Of a file of separated values."""
_LONGEST = 4_000
"""Characters of a cell that are kept."""
_COLUMNS = 16_384
"""What a sheet can have (ECMA-376); a file may claim more."""
_SHEETS = 1_000
"""That have something in them."""
_SHOWN, _WIDEST = 60, 40
"""Rows, and letters of a column, that become lines."""
_TURNS = re.compile("[\u202b\u202e\u2067]")
"""Marks that have letters shown from right to left; those of a phone's address book (U+202A, U+202D) change nothing."""
_BLANKS = re.compile(r"\n{3,}")
_LETTER, _ROW = 10, 24
"""Size of a letter and height of a row, in the pixels that a page is measured in."""

Row = tuple[str, ...]


def read(file: File, cells: int, deadline: float) -> Reading:
    """The sheets that have something in them, as pages with a ``table``.

    At most ``cells`` filled cells, until ``deadline`` (of :func:`time.process_time`): what that leaves unread is a
    ``LIMIT`` trouble with the page where it began.

    Raises:
        Unreadable: the file is damaged, or too large to be unfolded.
    """
    bounds = _Bounds(cells, deadline)
    pages: list[Page] = []
    try:
        with warnings.catch_warnings(action="ignore"):  # openpyxl's, of styles and extensions it does not know
            for rows in _sheets(file, bounds):
                if bounds.has_enough():
                    break
                if table := list(bounds.take(rows)):
                    pages.append(_page(bounds.page, table))
                    bounds.page += 1
                if bounds.closed:
                    break
    except (Unreadable, MemoryError):
        raise
    except PermissionError:
        raise Unreadable(Trouble(TroubleKind.NO_ACCESS)) from None
    except Exception as error:  # readers of tables raise whatever a file's fault leads to, in the middle of it too
        raise Unreadable(Trouble(TroubleKind.DAMAGED)) from error
    if not pages and file.media_type in MARKUP:
        raise Unreadable(Trouble(TroubleKind.UNKNOWN_TYPE, "xml" if file.media_type == SHEET_XML else "html"))
    troubles = bounds.troubles()
    if file.media_type == XLSX and workbooks.names_twice(file.absolute):
        troubles = (*troubles, Trouble(TroubleKind.DAMAGED, "stream"))
    return Reading(file, tuple(pages), max(len(pages), *bounds.met), troubles, encoding=bounds.encoding)


def _sheets(file: File, bounds: _Bounds) -> Iterator[Iterator[Row]]:
    if file.media_type == CSV:
        return _csv(file.absolute, bounds)
    if file.media_type in MARKUP:
        return _markup(file.absolute, bounds)
    return _book((workbooks.xls if file.media_type == XLS else workbooks.xlsx)(file.absolute), bounds)


@dataclass(slots=True)
class _Bounds:
    """How much may still be read, and what was left."""

    left: int
    deadline: float
    page: int = 1
    """The page that is read."""
    encoding: str = ""
    """Of a text file, if programs may show it as nonsense."""
    closed: bool = False
    """Nothing more is read."""
    is_cut: bool = False
    """The file itself ends too early."""
    hit: dict[str, list[int]] = field(default_factory=dict)
    """Limit → the pages where it was met."""

    @property
    def met(self) -> list[int]:
        """The pages that are not whole, and 0."""
        return [0, *(page for pages in self.hit.values() for page in pages)]

    def take(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows that are not empty, up to the bounds."""
        for row in rows:
            if self.left <= 0 or time.process_time() > self.deadline:
                self.note("cells" if self.left <= 0 else "time")
                self.closed = True
                return
            if filled := sum(map(bool, row)):
                self.left -= filled
                yield row

    def has_enough(self) -> bool:
        """Whether as many sheets were read as are read at all; noted where that is so."""
        if self.page <= _SHEETS:
            return False
        self.note("sheets")
        return True

    def note(self, limit: str) -> None:
        """Remember that the limit was met on this page."""
        pages = self.hit.setdefault(limit, [])
        if self.page not in pages:
            pages.append(self.page)

    def troubles(self) -> tuple[Trouble, ...]:
        """One for each limit that was met, and one for an end that is missing."""
        met = tuple(Trouble(TroubleKind.LIMIT, limit, tuple(pages)) for limit, pages in self.hit.items())
        return (*met, Trouble(TroubleKind.DAMAGED, "truncated")) if self.is_cut else met


def _csv(path: Path, bounds: _Bounds) -> Iterator[Iterator[Row]]:
    """The one table of a file of separated values."""
    with received.opened(path) as stream:
        data = stream.read(_CSV_BYTES + 1)
    cut = len(data) > _CSV_BYTES
    if cut:
        bounds.note("bytes")
    if (readable := decoded(data[:_CSV_BYTES], final=not cut)) is None:
        raise Unreadable(Trouble(TroubleKind.DAMAGED))
    raw, encoding = readable
    bounds.encoding = ODD_ENCODINGS.get(encoding, "")
    text = io.StringIO(raw, newline=None).read()  # the csv module refuses rows that end in a lone CR
    if '"' not in text:  # where it can be no part of a cell
        text = _BLANKS.sub("\n\n", text)  # millions of blank lines cost as much as rows
    mark = delimiter(text) or ","
    yield (_trimmed((_bare(cell) for cell in row), bounds) for row in _records(text, mark))


def _records(text: str, mark: str) -> Iterator[list[str]]:
    """The records; where a quotation mark never closes, quotes are taken as they stand."""
    try:
        for row in csv.reader(io.StringIO(text), delimiter=mark):
            if any("\n" in cell and cell.count("\n") > _SHOWN for cell in row):
                raise csv.Error  # it swallowed the rows after it
    except csv.Error:
        csv.field_size_limit(max(csv.field_size_limit(), len(text)))
        return csv.reader(io.StringIO(text), delimiter=mark, quoting=csv.QUOTE_NONE)
    return csv.reader(io.StringIO(text), delimiter=mark)


def _bare(cell: str) -> str:
    """A value without what exports put round it to keep Excel from changing it: a formula, an apostrophe, a tab."""
    cell = cell.strip()
    if cell.startswith('="') and cell.endswith('"'):
        return cell[2:-1]
    return cell[1:] if cell.startswith("'") else cell


def _book(sheets: Iterable[Iterator[workbooks.Cells]], bounds: _Bounds) -> Iterator[Iterator[Row]]:
    """The rows of each sheet; cells that may show something else are noted."""
    for sheet in sheets:
        yield (_cells(row, bounds) for row in sheet)


def _cells(row: workbooks.Cells, bounds: _Bounds) -> Row:
    for doubt in {doubt for _, doubt in row if doubt}:
        bounds.note(doubt)
    return _trimmed((text for text, _ in row[:_COLUMNS]), bounds)


def _markup(path: Path, bounds: _Bounds) -> Iterator[Iterator[Row]]:
    """The tables of a web page or of XML as one sheet."""
    with received.opened(path) as stream:
        data = stream.read(_CSV_BYTES + 1)
    if len(data) > _CSV_BYTES:
        bounds.note("bytes")
    tables = markup_tables.read(data[:_CSV_BYTES])
    bounds.is_cut = tables.is_cut and len(data) <= _CSV_BYTES
    yield (_trimmed(map(_bare, row), bounds) for row in tables.rows)


def _trimmed(cells: Iterable[str], bounds: _Bounds) -> Row:
    """Without empty cells at its end; cells of unreasonable length are cut."""
    made = list(cells)
    while made and not made[-1]:
        made.pop()
    for place, cell in enumerate(made):
        if not cell.isascii() and _TURNS.search(cell):
            bounds.note("letters")
        if len(cell) > _LONGEST:
            bounds.note("cell")
            made[place] = cell[:_LONGEST]
    return tuple(made)


def _page(number: int, table: list[Row]) -> Page:
    """The sheet as a page: its rows at equal heights, its columns as wide as what stands in them."""
    shown = table[:_SHOWN]
    count = max(map(len, shown))
    widths = [1 + max(_width(row[at]) for row in shown if at < len(row)) for at in range(count)]
    edges = [sum(widths[:at]) / sum(widths) for at in range(count + 1)]
    height = 1 / len(table)
    lines = tuple(
        Line(cell, (edges[at], place * height, edges[at + 1], (place + 1) * height), 1.0, Source.TEXT_LAYER)
        for place, row in enumerate(shown)
        for at, cell in enumerate(row)
        if cell
    )
    passes = (Pass(Effort.FULL, Source.TEXT_LAYER, lines),)
    return Page(number, sum(widths) * _LETTER, len(table) * _ROW, passes, table=tuple(table))


def _width(text: str) -> int:
    """In letters; a Chinese character takes two."""
    return min(_WIDEST, sum(2 if char > "\u2e80" else 1 for char in text))
