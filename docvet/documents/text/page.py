"""A page as one reading pass saw it: lines, and the rows that they make."""

from __future__ import annotations

from functools import cached_property

from docvet.documents.text.overprint import without_overprint
from docvet.models import Code, Line, Page, Pass, Seal
from docvet.values.text import simplified, squeezed, tidy

_LONGEST_TITLE = 120
"""Characters."""


class PageText:
    """One page of a document in one pass. Lines are tidied (NFKC, unified brackets, simplified); ``lines`` lack what ``printed`` has laid over the page."""

    def __init__(self, page: Page, reading_pass: Pass) -> None:
        self.number = page.number
        self.source = reading_pass.source
        self.width, self.height = page.width, page.height
        self.seals: tuple[Seal, ...] = page.seals
        self.codes: tuple[Code, ...] = page.codes
        self.table = page.table
        self.printed = [
            Line(simplified(tidy(part.text)), part.box, part.confidence, part.source)
            for line in reading_pass.lines
            for part in _upright(line, page.width, page.height)
            if part.text.strip()
        ]
        self.lines = without_overprint(self.printed, page.width, page.height)

    @cached_property
    def rows(self) -> list[list[Line]]:
        """Lines grouped into rows by vertical overlap, top to bottom, each left to right."""
        rows: list[list[Line]] = []
        for line in sorted(self.lines, key=lambda item: item.box[1] + item.box[3]):
            middle = (line.box[1] + line.box[3]) / 2
            for row in reversed(rows[-3:]):
                tops = sum(item.box[1] for item in row) / len(row)
                bottoms = sum(item.box[3] for item in row) / len(row)
                inside = tops + (bottoms - tops) * 0.2 <= middle <= bottoms - (bottoms - tops) * 0.2
                if inside and all(_apart(item, line) for item in row):
                    row.append(line)
                    break
            else:
                rows.append([line])
        return [sorted(row, key=lambda item: item.box[0]) for row in rows]

    @cached_property
    def text(self) -> str:
        """All rows, squeezed of spaces, one row a line of text."""
        return "\n".join(squeezed("".join(line.text for line in row)) for row in self.rows)

    @cached_property
    def titles(self) -> frozenset[str]:
        """Whatever may be a title, squeezed: short rows, and lines that share their row with a number or a mark."""
        lines = {squeezed(line.text) for line in self.lines}
        return frozenset(text for text in {*self.text.split("\n"), *lines} if len(text) <= _LONGEST_TITLE)


def _apart(one: Line, other: Line) -> bool:
    """The lines do not stand over each other; boxes of tilted lines overlap in height though their rows differ."""
    common = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    return common < 0.5 * min(one.box[2] - one.box[0], other.box[2] - other.box[0])


def _upright(line: Line, width: int, height: int) -> list[Line]:
    """A column of characters as single ones: first characters of labels ("名类住") are read as one line."""
    text = squeezed(line.text)
    left, top, right, bottom = line.box
    if not 2 <= len(text) <= 6 or text.isascii() or (bottom - top) * height < 1.4 * (right - left) * width:
        return [line]
    step = (bottom - top) / len(text)
    return [
        Line(char, (left, top + step * at, right, top + step * (at + 1)), line.confidence, line.source)
        for at, char in enumerate(text)
    ]
