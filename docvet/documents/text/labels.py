"""Labels on a page and the values that belong to them, linked by where they stand.

Documents print "label  value", in one or two columns, with values that run over several rows. OCR
splits and glues lines as it likes: "名", "称某某公司" and "注册资本600万元整" are all everyday. So every
line is first cut into labels and plain pieces; each piece then belongs to the nearest label to its
left in its row or, failing that, to the last label above it in its column.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from rapidfuzz.distance import Hamming

from docvet.documents.text.page import PageText
from docvet.documents.text.span import Span, span
from docvet.models import Box, Line
from docvet.values.text import squeezed

_COLON = re.compile(r"^[\s::.·、_\-—]+")
_SAME_COLUMN = 0.06
"""Labels whose left edges differ by less than this part of the page's width stand in one column."""
_WIDE_LABEL = 0.2
"""Part of the page's width that may lie between the characters of one label ("名    称")."""
_ALIGNED = 0.04
"""Part of the page's width by which rows of one value may begin apart."""
_SAME_ROW, _TOUCHING = 0.5, 0.03
"""Part of the lower of two lines that they share as a row, and of the page's width by which a value may lap over its label."""
_COLUMN_GAP = 0.03
"""Part of the page's width that is empty between two columns."""
_MORE_VALUED = 2
"""Labels that have a value at another height of all values, beyond those that have one as it is, where a form was filled in askew."""
_ROWS_OF_PLAIN_VALUE = 3
_GAP_PLAIN = 1.1
_GAP_LONG = 3.5
"""Empty heights of a line that a value's next row may stand below the one before."""
_AS_HIGH = 1.2
"""Times the height of its label that a value's line counts as at most: seals and marks have larger print."""


@dataclass(slots=True)
class _Label:
    name: str
    line: Line
    values: list[Line] = field(default_factory=list)

    @property
    def left(self) -> float:
        return self.line.box[0]

    @property
    def value_left(self) -> float:
        """Where its value's first row begins."""
        return self.values[0].box[0]

    @property
    def bottom(self) -> float:
        """Bottom of all that belongs to it so far."""
        return max(item.box[3] for item in [self.line, *self.values])


@dataclass(frozen=True, slots=True)
class _Inner:
    """Patterns of all labels of a call: at a line's head, and where one may stand inside a line."""

    at_head: re.Pattern[str]
    inside: re.Pattern[str]


def link(
    page: PageText, labels: Mapping[str, Sequence[str]], multiline: frozenset[str] = frozenset()
) -> dict[str, Span]:
    """For each label (name → spellings) the text that stands beside or below it.

    A name whose label is not on the page is left out; one with an empty place is left out too; one that stands twice
    keeps its first filled place. ``multiline`` names may run over any number of rows, others over at most two more.
    """
    all_labels, pieces = _cut(page, _spellings(labels), multiline)
    all_labels.sort(key=lambda label: label.line.box[1])
    printed_at, pieces = _level(pieces, all_labels)
    printed = [
        *pieces,
        *(label.line for label in all_labels),
        *(value for label in all_labels for value in label.values),
    ]
    for piece in sorted(pieces, key=lambda line: (line.box[1] + line.box[3], line.box[0])):
        owner = _continued(piece, all_labels, printed) or _owner(piece, all_labels, multiline)
        if owner is not None:
            owner.values.append(piece)
    spans: dict[str, Span] = {}
    for label in all_labels:
        if label.values and label.name not in spans:
            spans[label.name] = _joined(page.number, [printed_at.get(value, value) for value in label.values])
    return spans


def positions(page: PageText, labels: Mapping[str, Sequence[str]]) -> dict[str, Box]:
    """Where each label stands, whether or not anything stands beside it; the topmost place of one that stands twice."""
    all_labels, _ = _cut(page, _spellings(labels))
    all_labels.sort(key=lambda label: label.line.box[1], reverse=True)
    return {label.name: label.line.box for label in all_labels}


def _spellings(labels: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """(spelling, name), the longest first."""
    return sorted(
        ((squeezed(spelling), name) for name, those in labels.items() for spelling in those),
        key=lambda item: -len(item[0]),
    )


def _cut(
    page: PageText, spellings: Sequence[tuple[str, str]], multiline: frozenset[str] = frozenset()
) -> tuple[list[_Label], list[Line]]:
    """All labels of the page, and everything that is no label."""
    labels: list[_Label] = []
    pieces: list[Line] = []
    inner = _inner(spellings)
    for row in page.rows:
        rest = [part for line in row for part in _split_inner(line, inner)]
        while rest:
            taken = _take_label(rest, spellings)
            if taken is None:
                pieces.append(rest.pop(0))
                continue
            label, used, remainder = taken
            if label.name in multiline and any(_heads(first, label) for first in labels):
                pieces.append(rest.pop(0))
                continue
            labels.append(label)
            del rest[:used]
            if remainder is not None:
                label.values.append(remainder)
    _adopt_tails(labels, pieces, spellings)
    _adopt_heads(labels, pieces, spellings)
    return labels, pieces


def _heads(first: _Label, label: _Label) -> bool:
    """A row of the long text beside ``first`` begins with the words of its label: 以上/经营范围不含 …."""
    return (
        first.name == label.name and first.line.box[2] < label.left + _ALIGNED and first.line.box[1] < label.line.box[1]
    )


def _take_label(rest: Sequence[Line], spellings: Sequence[tuple[str, str]]) -> tuple[_Label, int, Line | None] | None:
    """A label at the head of these pieces of a row, how many pieces it takes, and the value glued to it."""
    text = squeezed(rest[0].text)
    for matches in (str.startswith, _nearly_starts):
        for spelling, name in spellings:
            if matches(text, spelling):
                return _label(name, rest[0], len(spelling), 1)
    if len(rest) > 1 and rest[1].box[0] - rest[0].box[2] < _WIDE_LABEL:
        second = squeezed(rest[1].text)
        for spelling, name in spellings:
            tail = spelling[len(text) :]
            if text and tail and spelling.startswith(text) and second.startswith(tail):
                label, _, remainder = _label(name, rest[1], len(tail), 2)
                return _widened(label, rest[0], rest[1]), 2, remainder
    return None


def _widened(label: _Label, first: Line, second: Line) -> _Label:
    """A label that was printed wide ("名   称") spans both its halves."""
    box = (first.box[0], min(first.box[1], second.box[1]), label.line.box[2], max(first.box[3], second.box[3]))
    label.line = replace(label.line, box=box)
    return label


def _label(name: str, line: Line, length: int, used: int) -> tuple[_Label, int, Line | None]:
    head, tail = _split_at(line, length)
    text = _COLON.sub("", tail.text) if tail is not None else ""
    return _Label(name, head), used, replace(tail, text=text) if tail is not None and text else None


def _nearly_starts(text: str, spelling: str) -> bool:
    """The text begins with the label but for one misread character in four; short labels are never guessed."""
    if len(spelling) < 4 or len(text) < len(spelling):
        return False
    return Hamming.distance(text[: len(spelling)], spelling) <= len(spelling) // 4


def _split_at(line: Line, count: int) -> tuple[Line, Line | None]:
    """Cut a line behind its ``count``-th visible character, the box in proportion to character widths."""
    at, seen = len(line.text), 0
    for index, char in enumerate(line.text):
        if seen == count:
            at = index
            break
        seen += not char.isspace()
    head, tail = line.text[:at], line.text[at:].lstrip()
    if not tail:
        return line, None
    left, top, right, bottom = line.box
    cut = left + (right - left) * _width(head) / max(_width(line.text), 1)
    return (
        replace(line, text=head, box=(left, top, cut, bottom)),
        replace(line, text=tail, box=(cut, top, right, bottom)),
    )


def _width(text: str) -> int:
    return sum(2 if ord(char) > 0x2E80 else 1 for char in text)


def _split_inner(line: Line, inner: _Inner) -> list[Line]:
    """Cut before labels that stand inside the line and are marked as such by a colon or a wide space."""
    # A label at the line's head may end in the words of another: 变更前注册人名义.
    first = inner.at_head.match(line.text)
    match = inner.inside.search(line.text, first.end() if first else 0)
    if match is None:
        return [line]
    before = sum(not char.isspace() for char in line.text[: match.start()])
    head, tail = _split_at(line, before)
    return [head] if tail is None else [head, *_split_inner(tail, inner)]


def _inner(spellings: Sequence[tuple[str, str]]) -> _Inner:
    words = "|".join(re.escape(spelling) for spelling, _ in spellings if len(spelling) > 2) or r"(?!)"
    inside = re.compile(rf"(?<=\S)(?:\s+(?:{words})|(?:{words})(?=\s*:))")
    return _Inner(re.compile(rf"\s*(?:{words})"), inside)


def _adopt_tails(labels: list[_Label], pieces: list[Line], spellings: Sequence[tuple[str, str]]) -> None:
    """Labels of two characters whose first half was lost or glued elsewhere: "称某某公司", "型"."""
    names = {label.name for label in labels}
    for spelling, name in spellings:
        if len(spelling) != 2 or name in names:
            continue
        for piece in pieces:
            text = squeezed(piece.text)
            column = any(abs(label.line.box[2] - piece.box[0]) < 0.2 for label in labels)
            tail = _is_alone(piece, pieces) or (text == spelling[1] and _ends_as_labels_do(piece, labels))
            if text.startswith(spelling[1]) and column and tail:
                label, _, remainder = _label(name, piece, 1, 1)
                if remainder is not None:
                    label.values.append(remainder)
                labels.append(label)
                pieces.remove(piece)
                names.add(name)
                break


def _adopt_heads(labels: list[_Label], pieces: list[Line], spellings: Sequence[tuple[str, str]]) -> None:
    """Labels of two characters, printed wide, whose second one was lost: "类", in line with other labels and beside a value."""
    names = {label.name for label in labels}
    for spelling, name in spellings:
        if len(spelling) != 2 or name in names:
            continue
        for piece in pieces:
            column = [label for label in labels if abs(label.left - piece.box[0]) < _ALIGNED / 2]
            valued = any(same_row(other, piece) and other.box[0] > piece.box[2] + _COLUMN_GAP for other in pieces)
            if squeezed(piece.text) == spelling[0] and len(column) >= 2 and valued and _is_alone(piece, pieces):
                labels.append(_Label(name, piece))
                pieces.remove(piece)
                names.add(name)
                break


def _is_alone(piece: Line, pieces: Sequence[Line]) -> bool:
    """Nothing but a stray character stands left of it in its row, so it can be a label's tail."""
    return not any(
        other is not piece
        and _overlap(other, piece) > 0.5
        and other.box[2] <= piece.box[0] + 0.01
        and len(other.text) > 2
        for other in pieces
    )


def _ends_as_labels_do(piece: Line, labels: Sequence[_Label]) -> bool:
    """It ends where two labels of a column end: the last character of another, whatever the left column has in its row."""
    return sum(abs(label.line.box[2] - piece.box[2]) < _ALIGNED / 2 for label in labels) >= 2


def same_row(one: Line, other: Line) -> bool:
    """Beside each other. The boxes of tilted lines overlap in height, but two lines of one row never in width."""
    common = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    narrower = min(one.box[2] - one.box[0], other.box[2] - other.box[0])
    return _overlap(one, other) > 0.5 and common < 0.5 * narrower


def _overlap(one: Line, other: Line) -> float:
    """Common height as a part of the smaller one."""
    common = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    smaller = min(one.box[3] - one.box[1], other.box[3] - other.box[1])
    return common / smaller if smaller > 0 else 0.0


def _continued(piece: Line, labels: Sequence[_Label], printed: Sequence[Line]) -> _Label | None:
    """The label of a right-hand column whose value goes on with this piece, though a left column's text runs beside it."""
    height = piece.box[3] - piece.box[1]
    before = max(
        (other for other in printed if other is not piece and _precedes(other, piece)),
        key=lambda other: other.box[2],
        default=None,
    )
    if before is None or piece.box[0] - before.box[2] < _COLUMN_GAP:
        return None
    left = before.box[2] - _COLUMN_GAP
    if any(label.line is before for label in labels):
        # A value of its own, unless the other label stands in a column further right.
        left = max(left, before.box[0] + _SAME_COLUMN)
    columns = [
        label
        for label in labels
        if label.values
        and label.left > left
        and abs(label.value_left - piece.box[0]) < _ALIGNED
        and (piece.box[1] + piece.box[3]) / 2 > label.bottom
        and _reaches(label, piece, height, long=False)
    ]
    return max(columns, key=lambda label: label.bottom, default=None)


def _precedes(other: Line, piece: Line) -> bool:
    return _overlap(other, piece) > 0.3 and other.box[2] <= piece.box[0] + 0.01


def _level(pieces: list[Line], labels: Sequence[_Label]) -> tuple[dict[Line, Line], list[Line]]:
    """The pieces at the height of their labels, and where each was printed.

    Forms that are printed first and filled in later are often filled in higher or lower all over: by half a row, a value
    stands as near to the next label as to its own, and at the right height more labels have one.
    """
    bare = [label for label in labels if not label.values]
    offsets = [offset for label in bare if (offset := _offset(label, pieces)) is not None]
    moved: list[dict[Line, Line]] = [{}]
    for some in ([offset for offset in offsets if offset > 0], [offset for offset in offsets if offset < 0]):
        if some:
            shift = median(some)
            moved.append({_lifted(piece, shift): piece for piece in pieces})
    best = max(moved, key=lambda way: _valued(bare, list(way)))
    return (best, list(best)) if _valued(bare, list(best)) >= _valued(bare, pieces) + _MORE_VALUED else ({}, pieces)


def _offset(label: _Label, pieces: Sequence[Line]) -> float | None:
    """By how much the piece nearest in height that stands right of the label stands below its row; None where none is near."""
    offsets = [
        _middle(piece) - _middle(label.line) for piece in pieces if piece.box[0] >= label.line.box[2] - _TOUCHING
    ]
    nearest = min(offsets, key=abs, default=None)
    return nearest if nearest is not None and abs(nearest) < label.line.box[3] - label.line.box[1] else None


def _valued(labels: Sequence[_Label], pieces: Sequence[Line]) -> int:
    """How many labels have a piece next to them in their row, each piece counted once."""
    nearest = set()
    for label in labels:
        if beside := [piece for piece in pieces if _beside(piece, [label])]:
            nearest.add(min(beside, key=lambda piece: piece.box[0]))
    return len(nearest)


def _lifted(piece: Line, shift: float) -> Line:
    left, top, right, bottom = piece.box
    return replace(piece, box=(left, top - shift, right, bottom - shift))


def _middle(line: Line) -> float:
    return (line.box[1] + line.box[3]) / 2


def _owner(piece: Line, labels: Sequence[_Label], multiline: frozenset[str]) -> _Label | None:
    """Whose value a piece is: the nearest label's to its left in its row, else that of a label above it."""
    return _beside(piece, labels) or _above(piece, labels, multiline)


def _beside(piece: Line, labels: Sequence[_Label]) -> _Label | None:
    in_its_row = [
        label
        for label in labels
        if _overlap(label.line, piece) >= _SAME_ROW
        and label.line.box[2] <= piece.box[0] + _TOUCHING
        and label.left < piece.box[0]
    ]
    return max(in_its_row, key=lambda label: label.left, default=None)


def _above(piece: Line, labels: Sequence[_Label], multiline: frozenset[str]) -> _Label | None:
    """A label higher up whose value this piece goes on with: one whose rows begin where it does, else its column's last."""
    height = piece.box[3] - piece.box[1]
    middle = (piece.box[1] + piece.box[3]) / 2
    higher = [label for label in labels if label.line.box[1] < middle and label.left <= piece.box[0] + _SAME_COLUMN / 2]
    reached = [label for label in higher if _reaches(label, piece, height, label.name in multiline)]
    aligned = [
        label
        for label in reached
        if label.values and abs(label.value_left - piece.box[0]) < _ALIGNED and not _ended(label, piece, reached)
    ]
    if aligned:
        return max(aligned, key=lambda label: label.bottom)
    if not reached:
        return None
    column = max(label.left for label in reached)
    last = max((label for label in reached if column - label.left < _SAME_COLUMN), key=lambda label: label.line.box[1])
    # A label further right that begins no higher owns that column, though this piece is out of its reach.
    top = last.line.box[1] - height
    right_of_it = any(other.left > column + _SAME_COLUMN and other.line.box[1] > top for other in higher)
    return None if right_of_it else last


def _ended(label: _Label, piece: Line, reached: Sequence[_Label]) -> bool:
    """Another label of its column stands with a value between it and the piece, whatever the piece begins in line with.

    Where a value begins that is glued to its label is an estimate.
    """
    middle = (piece.box[1] + piece.box[3]) / 2
    return any(
        other.values
        and abs(other.left - label.left) < _SAME_COLUMN
        and other.line.box[1] > label.line.box[1]
        and other.bottom < middle
        for other in reached
    )


def _reaches(label: _Label, piece: Line, height: float, long: bool) -> bool:
    """The piece stands close enough below what the label has so far to go on with it."""
    gap, height = piece.box[1] - label.bottom, min(height, _AS_HIGH * (label.line.box[3] - label.line.box[1]))
    if gap > height * (_GAP_LONG if long else _GAP_PLAIN):
        return False
    return long or _row_count(label.values) < _ROWS_OF_PLAIN_VALUE


def _row_count(lines: Sequence[Line]) -> int:
    rows: list[Line] = []
    for line in lines:
        if not any(same_row(line, row) for row in rows):
            rows.append(line)
    return len(rows)


def _joined(page: int, lines: Sequence[Line]) -> Span:
    """The lines in reading order; Latin words that a row break parted get their space back."""
    ordered: list[list[Line]] = []
    for line in sorted(lines, key=lambda item: item.box[1] + item.box[3]):
        row = next((row for row in ordered if all(same_row(one, line) for one in row)), None)
        if row is None:
            ordered.append([line])
        else:
            row.append(line)
    flat = [line for row in ordered for line in sorted(row, key=lambda item: item.box[0])]
    text = ""
    for line in flat:
        gap = (
            " "
            if text
            and text[-1].isascii()
            and text[-1].isalnum()
            and line.text[:1].isascii()
            and line.text[:1].isalpha()
            else ""
        )
        text += gap + line.text
    return span(page, flat, text)
