"""A document as one reading pass saw it: its pages, and the values beside its labels.

Kinds work on a :class:`DocumentText` only; they never see files or pixels. Label and value are linked by
geometry, not by the order of lines, since licences are set in two columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from docvet.documents.text.labels import link
from docvet.documents.text.page import PageText
from docvet.documents.text.span import Span, span
from docvet.models import Line
from docvet.values.text import squeezed


class DocumentText:
    """All pages of one document in one pass."""

    def __init__(self, pages: Sequence[PageText]) -> None:
        self.pages = list(pages)

    @cached_property
    def text(self) -> str:
        """Every page's text, squeezed, one row a line."""
        return "\n".join(page.text for page in self.pages)

    @property
    def lines(self) -> Iterable[tuple[int, Line]]:
        """(page number, line) in reading order."""
        for page in self.pages:
            for row in page.rows:
                for line in row:
                    yield page.number, line

    def search(self, pattern: str | re.Pattern[str]) -> tuple[re.Match[str], Span] | None:
        """The first match in a row (squeezed of spaces) and the span of the lines it touches."""
        for page in self.pages:
            if place := _search_rows(page, re.compile(pattern)):
                return place
        return None

    def labelled(
        self, labels: Mapping[str, Sequence[str]], *, multiline: frozenset[str] = frozenset()
    ) -> dict[str, Span]:
        """For each label (name → spellings) the text beside or below it, from the first page that has it; see :func:`.labels.link`."""
        spans: dict[str, Span] = {}
        for page in self.pages:
            for name, value in link(page, labels, multiline).items():
                spans.setdefault(name, value)
        return spans


def _search_rows(page: PageText, pattern: re.Pattern[str]) -> tuple[re.Match[str], Span] | None:
    for row in page.rows:
        pieces = [squeezed(line.text) for line in row]
        match = pattern.search("".join(pieces))
        if not match:
            continue
        touched, at = [], 0
        for line, piece in zip(row, pieces, strict=True):
            if at < match.end() and at + len(piece) > match.start():
                touched.append(line)
            at += len(piece)
        return match, span(page.number, touched or row, match.group())
    return None
