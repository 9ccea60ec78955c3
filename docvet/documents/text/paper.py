"""A paper as one reading pass saw it: rows of lines, labels and the values beside them.

Kinds work on a :class:`Paper` only; they never see files or pixels. Label and value are linked by
geometry, not by the order of lines, since licences are set in two columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from docvet.models import Box, Code, Field, Line, Page, Pass, Seal, Source
from docvet.values.text import simplified, squeezed, tidy

_LONGEST_TITLE = 120
"""Characters."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text put together from one or more lines of one page."""

    text: str
    page: int
    box: Box
    confidence: float
    """The lowest confidence of its lines."""
    source: str
    lines: tuple[Line, ...] = ()

    def field(self, value: Any, *, witnesses: Iterable[str] = (), confidence: float = 1.0, **more: Any) -> Field:
        """A field with this span as its evidence; ``confidence`` can only lower the reading's own."""
        seen = frozenset(witnesses)
        if self.source == Source.TEXT_LAYER:
            seen |= {"text_layer"}
        return Field(
            value=value, raw=self.text, confidence=min(self.confidence, confidence), page=self.page,
            box=self.box, source=self.source, witnesses=seen, **more,
        )  # fmt: skip


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of them."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


def span(page: int, lines: Sequence[Line], text: str | None = None) -> Span:
    """The lines as one span; ``text`` replaces their joined text."""
    return Span(
        text="".join(line.text for line in lines) if text is None else text,
        page=page,
        box=union(line.box for line in lines),
        confidence=min(line.confidence for line in lines),
        source=lines[0].source,
        lines=tuple(lines),
    )


class Sheet:
    """One page of a paper in one pass. ``lines`` are tidied (NFKC, unified brackets, simplified)."""

    def __init__(self, page: Page, reading_pass: Pass) -> None:
        self.number = page.number
        self.source = reading_pass.source
        self.width, self.height = page.width, page.height
        self.seals: tuple[Seal, ...] = page.seals
        self.codes: tuple[Code, ...] = page.codes
        self.table = page.table
        self.lines = [
            Line(simplified(tidy(part.text)), part.box, part.confidence, part.source)
            for line in reading_pass.lines
            for part in _upright(line, page.width, page.height)
            if part.text.strip()
        ]

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

    def labelled(
        self, labels: Mapping[str, Sequence[str]], *, multiline: frozenset[str] = frozenset()
    ) -> dict[str, Span]:
        """For each label (name → spellings) the text that stands beside or below it.

        A name whose label is not on the page is left out; one with an empty place is left out too.
        ``multiline`` names may run over any number of rows, others over at most two more.
        """
        from docvet.documents.text.labels import link

        return link(self, labels, multiline)


class Paper:
    """All sheets of one document in one pass."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self.sheets = list(sheets)

    @cached_property
    def text(self) -> str:
        """Every sheet's text, squeezed, one row a line."""
        return "\n".join(sheet.text for sheet in self.sheets)

    @property
    def lines(self) -> Iterable[tuple[int, Line]]:
        """(page number, line) in reading order."""
        for sheet in self.sheets:
            for row in sheet.rows:
                for line in row:
                    yield sheet.number, line

    def search(self, pattern: str | re.Pattern[str]) -> tuple[re.Match[str], Span] | None:
        """The first match in a row (squeezed of spaces) and the span of the lines it touches."""
        for sheet in self.sheets:
            if found := _search_rows(sheet, re.compile(pattern)):
                return found
        return None

    def labelled(
        self, labels: Mapping[str, Sequence[str]], *, multiline: frozenset[str] = frozenset()
    ) -> dict[str, Span]:
        """:meth:`Sheet.labelled` over all sheets; the first sheet that has a label wins."""
        found: dict[str, Span] = {}
        for sheet in self.sheets:
            for name, value in sheet.labelled(labels, multiline=multiline).items():
                found.setdefault(name, value)
        return found


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


def _search_rows(sheet: Sheet, pattern: re.Pattern[str]) -> tuple[re.Match[str], Span] | None:
    for row in sheet.rows:
        pieces = [squeezed(line.text) for line in row]
        match = pattern.search("".join(pieces))
        if not match:
            continue
        touched, at = [], 0
        for line, piece in zip(row, pieces, strict=True):
            if at < match.end() and at + len(piece) > match.start():
                touched.append(line)
            at += len(piece)
        return match, span(sheet.number, touched or row, match.group())
    return None
