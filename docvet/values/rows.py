"""Lines of a page as rows."""

from __future__ import annotations

from collections.abc import Sequence

from docvet.models import Line


def rows_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines grouped by height, top to bottom, each row left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda item: item.box[1] + item.box[3]):
        middle = (line.box[1] + line.box[3]) / 2
        if rows and middle < max(item.box[3] for item in rows[-1]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda item: item.box[0]) for row in rows]


def rows_by_middle(lines: Sequence[Line]) -> list[list[Line]]:
    """As :func:`rows_of`, for dense print whose boxes lie over each other: one row while middles are less than half a line apart."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda item: item.box[1] + item.box[3]):
        last = rows[-1][-1] if rows else None
        if last and line.box[1] + line.box[3] - last.box[1] - last.box[3] < min(_height(line), _height(last)):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda item: item.box[0]) for row in rows]


def _height(line: Line) -> float:
    return line.box[3] - line.box[1]
