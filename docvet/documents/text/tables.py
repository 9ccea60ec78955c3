"""Columns of a table: a head in a row of heads, and the cells that stand under it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docvet.documents.text.document import DocumentText
from docvet.documents.text.page import PageText
from docvet.documents.text.span import Span, span
from docvet.models import Line
from docvet.values.text import squeezed

_HEADS = 3
"""A row of so many short cells is the head of a table."""
_SHORT = 14
_REACH = 4.5
"""Line heights without a cell after which the table is over."""


def columns(document: DocumentText, head: str) -> Iterator[list[Span]]:
    """For each table with a head that ``head`` (a regular expression) matches whole: the cells under it, top to bottom.

    Cells that stand in a row of their own are left out: they are the table's foot, or no longer the table.
    """
    wanted = re.compile(head, re.IGNORECASE)
    for page in document.pages:
        for at, row in enumerate(page.rows):
            if not _is_head(row):
                continue
            for index, cell in enumerate(row):
                if wanted.fullmatch(squeezed(cell.text)) and (cells := _below(page, row, index, page.rows[at + 1 :])):
                    yield cells


def _is_head(row: Sequence[Line]) -> bool:
    texts = [squeezed(line.text) for line in row]
    return len(row) >= _HEADS and all(len(text) <= _SHORT and not re.search(r"[0-9]{3}|:$", text) for text in texts)


def _below(page: PageText, heads: Sequence[Line], index: int, rows: Sequence[Sequence[Line]]) -> list[Span]:
    head = heads[index]
    cells: list[Span] = []
    bottom = head.box[3]
    for row in rows:
        if row[0].box[1] - bottom > _REACH * (head.box[3] - head.box[1]) or (len(row) == 1 and _is_wide(row[0], head)):
            break
        own = [line for line in row if nearest(heads, line) == index]
        if own and len(row) > 1:
            cells.append(span(page.number, own))
        bottom = max(line.box[3] for line in row)
    return cells


def nearest(heads: Sequence[Line], cell: Line) -> int:
    """The place in ``heads`` of the one whose left edge or middle lies nearest to the cell's: tables are set flush left or centred."""

    def distance(head: Line) -> float:
        middle = abs(head.box[0] + head.box[2] - cell.box[0] - cell.box[2]) / 2
        return min(middle, abs(head.box[0] - cell.box[0]), abs(head.box[2] - cell.box[2]))

    return min(range(len(heads)), key=lambda at: distance(heads[at]))


def _is_wide(line: Line, head: Line) -> bool:
    """A row of one line that runs past the column: a sentence after the table."""
    return line.box[2] - line.box[0] > 3 * (head.box[2] - head.box[0]) and len(line.text) > _SHORT
