"""Spreadsheets: a page a sheet, every cell as the text that it shows.

Formulas count as what was last calculated; hidden sheets hold options of templates and are no part of the paper.
"""

from __future__ import annotations

import csv
import io
import time
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from docvet.models import Effort, File, Line, Page, Pass, Reading, Source, Trouble, TroubleKind
from docvet.reading.image_file import Unreadable
from docvet.sniff import decode, delimiter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
TYPES = frozenset({XLSX, CSV})
"""Media types that :func:`read` takes."""
_EXPANDED, _STRINGS = 1_000_000_000, 100_000_000
"""Bytes of XML that a workbook may unfold to, and of those the strings, which are held in memory at once."""
_CSV_BYTES = 50_000_000
"""Of a file of separated values."""
_LONGEST = 4_000
"""Characters of a cell that are kept."""
_ROWS, _COLUMNS = 1_048_576, 16_384
"""What a sheet can have (ECMA-376); a file may claim more."""
_SHOWN, _WIDEST = 60, 40
"""Rows, and letters of a column, that become lines."""
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
    with warnings.catch_warnings(action="ignore"):  # openpyxl's, of styles and extensions it does not know
        for rows in _csv(file.absolute, bounds) if file.media_type == CSV else _xlsx(file.absolute, bounds):
            if table := list(bounds.take(rows)):
                pages.append(_page(bounds.page, table))
                bounds.page += 1
            if bounds.closed:
                break
    return Reading(file, tuple(pages), max(len(pages), *bounds.met), bounds.troubles())


@dataclass(slots=True)
class _Bounds:
    """How much may still be read, and what was left."""

    left: int
    deadline: float
    page: int = 1
    """The page that is read."""
    closed: bool = False
    """Nothing more is read."""
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

    def note(self, limit: str) -> None:
        """Remember that the limit was met on this page."""
        pages = self.hit.setdefault(limit, [])
        if self.page not in pages:
            pages.append(self.page)

    def troubles(self) -> tuple[Trouble, ...]:
        """One for each limit that was met."""
        return tuple(Trouble(TroubleKind.LIMIT, limit, tuple(pages)) for limit, pages in self.hit.items())


def _csv(path: Path, bounds: _Bounds) -> Iterator[Iterator[Row]]:
    """The one table of a file of separated values."""
    with path.open("rb") as stream:
        data = stream.read(_CSV_BYTES + 1)
    cut = len(data) > _CSV_BYTES
    if cut:
        bounds.note("bytes")
    decoded = decode(data[:_CSV_BYTES], final=not cut)
    if decoded is None:
        raise Unreadable(Trouble(TroubleKind.DAMAGED))
    text = io.StringIO(decoded, newline=None).read()  # the csv module refuses rows that end in a lone CR
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


def _xlsx(path: Path, bounds: _Bounds) -> Iterator[Iterator[Row]]:
    """The rows of each visible sheet."""
    with path.open("rb") as stream:
        formulas = _has_formulas(stream)
        with closing(_workbook(stream, values=True)) as book:
            formula_book = _workbook(stream, values=False) if formulas else None
            for sheet in book.worksheets:
                if sheet.sheet_state != "visible":
                    continue
                written = None if formula_book is None else _rows(formula_book[sheet.title])
                yield _texts(_rows(sheet), written, bounds)


def _has_formulas(stream: Any) -> bool:
    """Whether a sheet has any; also checks the archive before anything of it is unfolded into memory."""
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = [part for part in archive.infolist() if part.filename.endswith((".xml", ".rels"))]
            strings = sum(part.file_size for part in parts if part.filename.endswith("sharedStrings.xml"))
            if sum(part.file_size for part in parts) > _EXPANDED or strings > _STRINGS:
                raise Unreadable(Trouble(TroubleKind.LIMIT, "expanded"))
            if any(part.filename.endswith("workbook.bin") for part in archive.infolist()):
                raise Unreadable(Trouble(TroubleKind.OFFICE, "xlsb"))
            sheets = [part for part in parts if part.filename.startswith("xl/worksheets/")]
            return any(_contains(archive.open(part), (b"<f>", b"<f ")) for part in sheets)
    except Unreadable:
        raise
    except Exception as error:
        raise _damaged() from error


def _contains(part: Any, signs: Sequence[bytes]) -> bool:
    with part:
        tail = b""
        while block := part.read(1 << 20):
            if any(sign in tail + block for sign in signs):
                return True
            tail = block[-3:]
    return False


def _workbook(stream: Any, *, values: bool) -> Workbook:
    try:
        return load_workbook(stream, read_only=True, data_only=values, keep_links=False)
    except Exception as error:  # openpyxl raises whatever the file's fault leads to
        raise _damaged() from error


def _rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    """The sheet's rows; one that breaks off in the middle is damaged."""
    sheet.reset_dimensions()  # what a file says of its size is often wrong
    rows: Callable[..., Iterator[tuple[Any, ...]]] = sheet.iter_rows
    try:
        yield from rows(max_row=_ROWS, max_col=None, values_only=True)
    except Exception as error:
        raise _damaged() from error


def _texts(
    rows: Iterable[tuple[Any, ...]], written: Iterator[tuple[Any, ...]] | None, bounds: _Bounds
) -> Iterator[Row]:
    """The rows as text; ``written`` are the same with formulas in place of their results."""
    for row in rows:
        if written is not None:
            formulas = next(written, ())
            if any(value is None and _is_formula(raw) for value, raw in zip(row, formulas, strict=False)):
                bounds.note("formulas")
        yield _trimmed((_shown(value) for value in row[:_COLUMNS]), bounds)


def _is_formula(value: Any) -> bool:
    return (isinstance(value, str) and value.startswith("=")) or hasattr(value, "ref")


def _trimmed(cells: Iterable[str], bounds: _Bounds) -> Row:
    """Without empty cells at its end; cells of unreasonable length are cut."""
    made = list(cells)
    while made and not made[-1]:
        made.pop()
    for place, cell in enumerate(made):
        if len(cell) > _LONGEST:
            bounds.note("cell")
            made[place] = cell[:_LONGEST]
    return tuple(made)


def _shown(value: Any) -> str:
    """What a cell shows, near enough: dates in ISO form, numbers with at most the 15 digits that Excel keeps."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        text = value.isoformat(sep=" ", timespec="seconds")
        return text.removesuffix(" 00:00:00")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value).strip()


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


def _damaged() -> Unreadable:
    return Unreadable(Trouble(TroubleKind.DAMAGED))
