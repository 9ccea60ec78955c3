r"""A document as running text: for sentences, which labels and columns cannot read.

Rows that fill their line run on into the next one, as a name does that wraps; shorter rows end
with ``\n``. A wide gap within a row is a ``\t``. Every character knows the line it stands on, so
that a match in the text is evidence with a page and a box.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from statistics import median

from docvet.documents.text.document import DocumentText
from docvet.documents.text.page import PageText
from docvet.documents.text.span import Span, span
from docvet.models import Line

_WIDE_GAP = 2.5
"""Character widths between two lines of a row that make them two cells."""
_ROOM_ZH, _ROOM_LATIN = 4.4, 14.0
"""Character widths (of a Latin letter) left at a row's end in which the next word could not have stood: two Chinese
characters, since a comma may hang out into the margin, or a long Latin word."""
_ROOM_OF_FIRST_ROW = 9.0
"""The same below a paragraph's first row, which shows by its indent that the next one goes on with it."""
_LARGEST_INDENT = 12.0
"""A row that begins further right is no first row of a paragraph: a date set at the right margin."""
_SLACK = 1.5
_PAST_MIDDLE = 0.6
_BEGINS = re.compile(
    r"[^\s,。;:\"'《》(]{3,16}(?:\([^)\n]{0,14}\))?\s?:|[A-Z][A-Za-z.'/]{1,20}(?: [A-Za-z.'/]{1,20}){0,4}\s?:|(?:日期|时间|地址|电话|品牌|商标|甲方|乙方|期限|区域|渠道|平台|名称|公司|签字|盖章|备注|类别)\s?:"
    r"|(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|\([^)]{1,2}\))[、.)](?![0-9])"
)
_GOES_ON = "、("
"""No paragraph ends so, whatever the next row looks like (类别:20、 21)的注册人)."""
_SIGNERS = ("公司", "厂", "店", "行", "部", ")")
_WORD_OR_CODE = re.compile(r"[0-9A-Za-z.\-/]*")
"""What no row break may part."""
_DATE_HEAD = re.compile(r"[12][0-9]{3}|[二贰]")
_BLANKS = re.compile(r"[_＿\uffe3]+")


@lru_cache(maxsize=2_000)
def _compiled(pattern: str) -> re.Pattern[str]:
    """Kept here: there are more patterns than :mod:`re` keeps, and to make them costs ten times what using them does."""
    return re.compile(pattern, re.MULTILINE | re.IGNORECASE)


class Flow:
    """The running text of a document in one pass."""

    def __init__(self, document: DocumentText) -> None:
        self._chars: list[str] = []
        self._owners: list[tuple[int, Line]] = []
        for page in document.pages:
            self._add(page)

    @cached_property
    def text(self) -> str:
        r"""All of it; ``\n`` ends a paragraph or row, ``\t`` a cell."""
        return "".join(self._chars)

    def span(self, start: int, end: int) -> Span:
        """The lines that ``text[start:end]`` stands on, those of its first page."""
        text = self.text[start:end].strip()
        owners = [self._owners[at] for at in range(start, end) if not self._chars[at].isspace()] or [
            self._owners[start]
        ]
        page = owners[0][0]
        lines = list(dict.fromkeys(line for number, line in owners if number == page))
        return span(page, lines, text)

    def finditer(self, pattern: str | re.Pattern[str]) -> Iterator[re.Match[str]]:
        """All matches. A pattern given as text ignores case, and its ``^`` and ``$`` stand at rows."""
        if isinstance(pattern, str):
            pattern = _compiled(pattern)
        return pattern.finditer(self.text)

    def first(self, pattern: str | re.Pattern[str], group: int | str = 0) -> Span | None:
        """The first match whose ``group`` is filled."""
        for match in self.finditer(pattern):
            if match[group]:
                return self.span(*match.span(group))
        return None

    def cell(self, labels: str, *, at_least: int = 2) -> Iterator[Span]:
        r"""What stands behind a label (a regular expression) and its colon, or in the cell to its right.

        Between label and colon may stand a bracket or the label in the other language: 授权方(盖章):, 品牌/Brand:.
        """
        blank = r"[^\S\n\t]*"
        note = rf"(?:\([^)\n]{{0,24}}\)|/?{blank}[A-Za-z][A-Za-z01 .']{{1,30}}|/?{blank}[\u3400-\u9fff]{{2,10}})?"
        pattern = rf"(?:^|[\s,;(]|(?<=[0-9一二三四五六七八九十])[、.)])(?:{labels})\)?{blank}{note}\s*[:\t]\s*([^\n\t]{{{at_least},70}})"
        for match in self.finditer(pattern):
            yield self.span(*match.span(1))

    def _add(self, page: PageText) -> None:
        if not page.lines:
            return
        right = max(line.box[2] for line in page.lines)
        wide = median(_width(line) for line in page.lines)
        for row, below in zip(page.rows, [*page.rows[1:], None], strict=True):
            self._add_row(page.number, row, wide)
            last = row[-1]
            latin = last.text[-1].isascii() and last.text[-1] != "-"
            runs_on = below is not None and not _in_cells(row, wide) and _runs_on(row[0], last, below[0], right, wide)
            self._put((" " if latin else "") if runs_on else "\n", page.number, last)

    def _add_row(self, page: int, row: Sequence[Line], wide: float) -> None:
        before: Line | None = None
        for line in row:
            if before is not None and _apart(before, line, wide):
                self._put("\t", page, line)
            elif before is not None and before.text[-1].isascii() and line.text[0].isascii():
                self._put(" ", page, line)
            self._put(_BLANKS.sub(" ", line.text), page, line)
            before = line

    def _put(self, text: str, page: int, line: Line) -> None:
        self._chars.extend(text)
        self._owners.extend([(page, line)] * len(text))


def _apart(left: Line, right: Line, wide: float) -> bool:
    return right.box[0] - left.box[2] > wide * _WIDE_GAP


def _in_cells(row: Sequence[Line], wide: float) -> bool:
    return any(_apart(left, right, wide) for left, right in pairwise(row))


def _runs_on(first: Line, last: Line, following: Line, right: float, wide: float) -> bool:
    """The row's end is the margin's doing: no room was left, and the next row begins neither a paragraph nor a label."""
    room = (right - last.box[2]) / max(_width(last), 1e-6)
    word = len(_WORD_OR_CODE.match(following.text)[0])  # type: ignore[index]
    least = _ROOM_ZH if ord(last.text[-1]) > 0x2E80 else _ROOM_LATIN
    outdent = (first.box[0] - following.box[0]) / max(wide, 1e-6)
    outdented = outdent > 2 and room < _ROOM_OF_FIRST_ROW
    full = room < max(least, word + _SLACK if word > 1 else 0.0) and last.box[2] > _PAST_MIDDLE
    indented = following.box[0] - last.box[0] > 2 * wide
    dated = last.text.endswith(_SIGNERS) and bool(_DATE_HEAD.match(following.text))
    if last.text[-1] in _GOES_ON and last.box[2] > _PAST_MIDDLE and not indented:
        return True
    return (
        (full or (outdented and last.box[2] > _PAST_MIDDLE))
        and last.text[-1] not in "。:;!?"
        and not indented
        and outdent < _LARGEST_INDENT
        and not dated
        and not _BEGINS.match(following.text)
    )


def _width(line: Line) -> float:
    """The width of a Latin letter; a Chinese character takes two."""
    count = sum(2 if ord(char) > 0x2E80 else 1 for char in line.text)
    return (line.box[2] - line.box[0]) / max(count, 1)
