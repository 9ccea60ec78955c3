"""Tables of many rows: from a spreadsheet's cells, or from lines that stand under a row of heads.

Where :mod:`.tables` finds one column of an invoice, a grid is the whole table, over all pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from docvet.documents.text.document import DocumentText
from docvet.documents.text.page import PageText
from docvet.documents.text.tables import nearest
from docvet.models import Box, Effort, Line, Page, Pass, Source, union
from docvet.values.text import simplified, squeezed

IsHead = Callable[[Sequence[str]], bool]
"""Whether these cells (squeezed, simplified; empty ones too) are the heads of the table that is looked for."""
IsRow = Callable[[Sequence[str], Sequence[str]], bool]
"""Whether these cells, under these heads, are a row and not a piece of the row above or below."""

_DEEPEST = 3
"""Rows of print that a head may take."""
_NUMBERS = re.compile(r"[0-9]{3}|[0-9][.:/-][0-9]")
"""What stands in rows and not in heads."""
_PARTS = re.compile(
    r"\s+|(?<=[0-9]\.[0-9]{2})(?=[^0-9.\s]|[0-9]{1,3}(?:,[0-9]{3})*\.[0-9]{2}(?![0-9]))"
    r"|(?<=[0-9]{2})(?=[\u3400-\u9fff]{2})|(?<=[\u3400-\u9fff])(?=[0-9,]+\.[0-9]{2}(?![0-9]))"
)
"""Where a line that runs over two columns may be cut: at spaces, behind an amount, between figures and words."""
_COVERED = 0.3
"""Part of a head that a line must stand under to be in its column too."""
_NEAR = 0.7
"""Line heights from a row within which a piece of it stands."""
_AMOUNT = re.compile(r"[0-9]\.[0-9]{2}$")
"""What needs no further piece."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a table."""

    cells: tuple[str, ...]
    """One a head; empty where nothing stands."""
    page: int
    box: Box
    confidence: float
    """The lowest of its lines."""
    source: str

    @property
    def text(self) -> str:
        """All its cells."""
        return " ".join(filter(None, self.cells))


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, or the part of it that stands on one page."""

    head: GridRow
    """Its heads, squeezed and simplified, where they stand; those of an earlier page where this one has none."""
    rows: tuple[GridRow, ...]

    @property
    def heads(self) -> tuple[str, ...]:
        """The cells of its head."""
        return self.head.cells


def grids(document: DocumentText, is_head: IsHead, is_row: IsRow) -> list[Grid]:
    """All tables of the document with such heads, in reading order, one a page; pages without heads go on with the last."""
    tables: list[Grid] = []
    places: Sequence[Line] = ()
    for page in document.pages:
        if page.table:
            tables += _of_cells(page, is_head)
        else:
            parts, places = _of_lines(page, is_head, is_row, tables[-1] if places else None, places)
            tables += parts
    return tables


def above(page: PageText, tables: Sequence[Grid]) -> PageText:
    """The page with only what stands above its tables."""
    tops = [grid.head.box[1] for grid in tables if grid.head.page == page.number]
    lines = [line for line in page.lines if tops and (line.box[1] + line.box[3]) / 2 < min(tops)]
    return PageText(Page(page.number, page.width, page.height, ()), Pass(Effort.FIRST, Source.TEXT_LAYER, tuple(lines)))


def _of_cells(page: PageText, is_head: IsHead) -> Iterator[Grid]:
    head: GridRow | None = None
    rows: list[GridRow] = []
    height = 1 / len(page.table)
    below = 0
    for at, row in enumerate(page.table):
        if at < below:
            continue
        deep, columns = _head_of_cells(page.table[at : at + 2], is_head)
        box = (0.0, at * height, 1.0, (at + max(deep, 1)) * height)
        if deep:
            below = at + deep
            if head is not None:
                yield Grid(head, tuple(rows))
            head, rows = GridRow(columns, page.number, box, 1.0, Source.TEXT_LAYER), []
        elif head is not None:
            cells = (*row, *("",) * len(head.cells))[: len(head.cells)]
            rows.append(GridRow(cells, page.number, box, 1.0, Source.TEXT_LAYER))
    if head is not None:
        yield Grid(head, tuple(rows))


def _head_of_cells(rows: Sequence[Sequence[str]], is_head: IsHead) -> tuple[int, tuple[str, ...]]:
    """How many of these rows are a head, and its cells; a head of two rows has groups (发生额) over columns (借方, 贷方)."""
    if _NUMBERS.search("|".join(rows[0])):
        return 0, ()
    upper = [simplified(squeezed(cell)) for cell in rows[0]]
    if len(rows) > 1 and not _NUMBERS.search("|".join(rows[1])):
        lower = [simplified(squeezed(cell)) for cell in rows[1]]
        width = max(len(upper), len(lower))
        upper_full, lower_full = ([*row, *[""] * (width - len(row))] for row in (upper, lower))
        both = tuple(map(str.__add__, upper_full, lower_full))
        grouped = any(below and not above for above, below in zip(upper_full, lower_full, strict=True))
        if grouped and is_head(both) and not is_head(lower):
            return 2, both
    return (1, tuple(upper)) if is_head(upper) else (0, ())


def _of_lines(
    page: PageText, is_head: IsHead, is_row: IsRow, before: Grid | None, places: Sequence[Line]
) -> tuple[list[Grid], Sequence[Line]]:
    """The tables of a printed page.

    ``before`` is the last table of the pages before, ``places`` are the lines of its head; returned are those of
    the last head in force.
    """
    made: list[Grid] = []
    head = before.head if before else None
    start = at = 0
    while at <= len(page.rows):
        deep, columns = _head_of_lines(page.rows[at : at + _DEEPEST], is_head)
        if head is not None and (deep or at == len(page.rows)):
            made.append(Grid(head, _body(page, places, page.rows[start:at], is_row)))
        if deep:
            columns = _unglued(columns, page.rows[at + deep :])
            names = tuple(squeezed(line.text) for line in columns)
            box, sure = union(line.box for line in columns), min(line.confidence for line in columns)
            head, places = GridRow(names, page.number, box, sure, columns[0].source), columns
            start = at + deep
        at += max(deep, 1)
    own = [grid for grid in made if grid.rows or grid.head.page == page.number]
    return own, places


def _head_of_lines(rows: Sequence[Sequence[Line]], is_head: IsHead) -> tuple[int, list[Line]]:
    """How many rows of print a head takes, and its cells; the most that are without figures and close together."""
    merged: list[Line] = []
    best: tuple[int, list[Line]] = (0, [])
    for deep, row in enumerate(rows, 1):
        if any(_NUMBERS.search(line.text) for line in row) or (merged and not _close(merged, row)):
            break
        if merged and is_head([squeezed(line.text) for line in row]):
            break  # what stands above is a title
        merged = _stacked(merged, row)
        if is_head([squeezed(line.text) for line in merged]):
            best = deep, merged
    return best


def _close(above: Sequence[Line], row: Sequence[Line]) -> bool:
    bottom, height = max(line.box[3] for line in above), max(line.box[3] - line.box[1] for line in row)
    return min(line.box[1] for line in row) - bottom < height


def _stacked(above: Sequence[Line], row: Sequence[Line]) -> list[Line]:
    """The cells of a head with a further row of print: under a cell it goes on with it, else it is one of its own."""
    made = list(above)
    for line in row:
        over = [at for at, cell in enumerate(made) if _shared(cell, line) > 0.5 * min(_breadth(cell), _breadth(line))]
        if over:
            cell = made[over[0]]
            made[over[0]] = replace(cell, text=cell.text + line.text, box=union((cell.box, line.box)))
        else:
            made.append(line)
    return sorted(made, key=lambda cell: cell.box[0])


def _body(page: PageText, heads: Sequence[Line], rows: Sequence[Sequence[Line]], is_row: IsRow) -> tuple[GridRow, ...]:
    names = [squeezed(head.text) for head in heads]
    place = _placer(heads, rows)
    pieces = [_row(page.number, row, place, heads) for row in rows]
    return tuple(_whole(pieces, names, is_row))


def _columns(rows: Sequence[Sequence[Line]], cells: int) -> list[tuple[float, float]]:
    """From where to where the columns reach that rows of about so many lines leave free between them."""
    columns: list[tuple[float, float]] = []
    for left, right in sorted((line.box[0], line.box[2]) for row in rows if len(row) >= cells - 1 for line in row):
        if columns and left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns


def _placer(heads: Sequence[Line], rows: Sequence[Sequence[Line]]) -> Callable[[Line], int]:
    """Which column a line belongs to.

    Where the lines leave as many columns as there are heads, in that order, wherever in their columns the heads
    stand; else the nearest head's.
    """
    columns = _columns(rows, len(heads))
    if len(columns) != len(heads):
        return lambda line: nearest(heads, line)
    bounds = [(after[0] + before[1]) / 2 for before, after in pairwise(columns)]
    return lambda line: sum((line.box[0] + line.box[2]) / 2 > bound for bound in bounds)


def _unglued(heads: Sequence[Line], rows: Sequence[Sequence[Line]]) -> list[Line]:
    """The heads, each that was read together with its neighbour cut between the columns below."""
    columns = _columns(rows, len(heads) + 1)
    bounds = [(after[0] + before[1]) / 2 for before, after in pairwise(columns)] if len(columns) > len(heads) else []
    made: list[Line] = []
    for head in heads:
        left, top, right, bottom = head.box
        inside = [bound for bound in bounds if left < bound < right and " " in head.text]
        if inside and sum(left < column[1] and column[0] < right for column in columns) == len(inside) + 1:
            letter = (right - left) / _letters(head.text)
            gaps = {at: left + letter * _letters(head.text[:at]) for at, char in enumerate(head.text) if char == " "}
            cut = min(gaps, key=lambda at: abs(gaps[at] - inside[0]))
            made.append(replace(head, text=head.text[:cut], box=(left, top, gaps[cut], bottom)))
            head = replace(head, text=head.text[cut + 1 :], box=(gaps[cut] + letter, top, right, bottom))
        made.append(head)
    return made


def _row(page: int, row: Sequence[Line], place: Callable[[Line], int], heads: Sequence[Line]) -> GridRow:
    cells = [""] * len(heads)
    for line in row:
        crossed = sum(_shared(head, line) > _COVERED * _breadth(head) for head in heads)
        for part in _parts(line) if crossed > 1 else [line]:
            at = place(part)
            cells[at] = f"{cells[at]} {part.text}".strip()
    box = union(line.box for line in row)
    return GridRow(tuple(cells), page, box, min(line.confidence for line in row), row[0].source)


def _parts(line: Line) -> list[Line]:
    """A line cut where two cells may meet, each part's box in proportion to its text."""
    made: list[Line] = []
    left, top, right, bottom = line.box
    letter = (right - left) / max(_letters(line.text), 1)
    start = 0
    for cut in [*_PARTS.finditer(line.text), None]:
        end = cut.start() if cut else len(line.text)
        if text := line.text[start:end]:
            x = left + letter * _letters(line.text[:start])
            made.append(replace(line, text=text, box=(x, top, x + letter * _letters(text), bottom)))
        start = cut.end() if cut else end
    return made


def _whole(pieces: Sequence[GridRow], heads: Sequence[str], is_row: IsRow) -> list[GridRow]:
    """The rows, each with the pieces close above and below it (a date over its time, a name that wraps)."""
    rows = [at for at, piece in enumerate(pieces) if is_row(piece.cells, heads)]
    members: dict[int, list[int]] = {at: [at] for at in rows}
    for at, piece in enumerate(pieces):
        if at in members:
            continue
        close = [row for row in rows if abs(row - at) <= _DEEPEST and _gap(piece.box, pieces[row].box) < _NEAR]
        if close:
            members[min(close, key=lambda row: _gap(piece.box, pieces[row].box))].append(at)
    return [_joined([pieces[at] for at in sorted(parts)], pieces[row]) for row, parts in members.items()]


def _gap(piece: Box, row: Box) -> float:
    """How far the piece stands above or below the row, in heights of the row."""
    return max(piece[1] - row[3], row[1] - piece[3], 0.0) / max(row[3] - row[1], 1e-9)


def _joined(parts: Sequence[GridRow], row: GridRow) -> GridRow:
    if len(parts) == 1:
        return row
    columns = zip(*(part.cells for part in parts), strict=True)
    cells = tuple(
        own if _AMOUNT.search(own) else " ".join(filter(None, column))
        for own, column in zip(row.cells, columns, strict=True)
    )
    return replace(row, cells=cells, box=union(part.box for part in parts))


def _shared(one: Line, other: Line) -> float:
    return min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])


def _breadth(line: Line) -> float:
    return line.box[2] - line.box[0]


def _letters(text: str) -> int:
    return sum(2 if char > "\u2e80" else 1 for char in text)
