"""经营范围 of a licence: where it ends, and whether it was seen whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median, median_low

from docvet.documents.text.span import Span, span
from docvet.models import Box, Field, Line
from docvet.values.rows import rows_by_middle, rows_of
from docvet.values.text import squeezed

_NOTE_AFTER_SCOPE = re.compile(
    r"(\(?(?:国家企业|企业)?信用信息公示系统网址.*|中华人民共和国国家工商.*|国家市场监督管理总局监.*|(?:温馨)?提示:.*|登记机关?.*|扫描二维码.*"
    r"|(?:市场主体|企业|请)?应当于每年.*|\(?每年\d{1,2}月\d{1,2}日前?参加(?:年检|验照|年度检验).*|请?于?每年1月1日至6月30日.*)$"
)
_STAMP_AFTER_SCOPE = re.compile(
    r"(?<=[。;)\]*])(?:[\u4e00-\u9fff]{0,14}\d{4}年度(?:[年检验]|报告).*|\d{4,}|[^。]{0,6}仅(?:[限供]|用于)[^。]{2,24}(?:使用|之用|入驻|认证).*)$"
)
"""What was stamped or written below the scope: yearly inspections, file numbers, the purpose of a copy."""
_HEADING_CUT = re.compile(r"(?<!一)般(?=(?:经营)?项目:)")
"""一般项目 whose first stroke is so thin that it was not seen."""
_CLOSED_BY_ONE = re.compile(r"(?<=[\u3400-\u9fff])1(?=\()")
"""A closing bracket before the next one opens, read as a one: …(生制品1(依法须经批准的项目…)."""
_SCOPE_END = re.compile(r"(经营活动[。.)\]]*|[。.]|\*{2,}|[)\]])$")
_BROKEN_FORMULA = re.compile(
    r"许可经营项目:无(?!一般|\W|$|船|线|人|损|纺|菌|机|公害|氧|极|缝|烟|糖|障碍|前置)|(?<![法应定])须经(?:批准|审批)的项目|^(?:(?!审批|许可|批准|执照).)*方可.{0,4}经营"
)
"""Formulas whose middle is missing, since a row of the scope was not seen."""
_INDENTED = 5.0
"""Characters by which a row may begin further right than others."""
_ROOM_BELOW = 1.5
"""Heights of a line that stay free below a scope."""
_SURE = 0.9
"""Confidence from which a row is read well."""
_FEW = 2
"""Rows in doubt that are looked at by themselves; more are looked at with all others."""
_USUAL_STEP = 1.2
"""Heights of a line from the middle of one row of a scope to that of the next at most; boxes are higher than their text."""
_ROWS_OVERLAP, _ROW_MISSING = 0.5, 1.6
"""Of that distance: under it rows lie over each other, from the other on there is room for one more between them."""
_TWO_ROWS = 1.6
"""Heights of a line from which it is two rows read as one."""


def scope_field(place: Span | None) -> Field | None:
    """The scope without what is printed or stamped below it; None where nothing of it was read.

    ``whole`` claims that no row of it was missed.
    """
    if place is None:
        return None
    place = _without_what_follows(place)
    text = _text(place)
    if len(text) < 4:
        return None
    whole = not _unsure(place) and _unbroken_text(text) and _even_rows(place.lines)
    mean = sum(line.confidence * len(line.text) for line in place.lines) / sum(len(line.text) for line in place.lines)
    return replace(place.field(text, whole=whole), confidence=round(mean, 4))


def rows_in_doubt(place: Span) -> list[Box]:
    """The few rows that were read badly, where that alone keeps the scope from being whole."""
    place = _without_what_follows(place)
    unsure = _unsure(place)
    alone = len(unsure) <= _FEW and _unbroken_text(_text(place)) and _even_rows(place.lines)
    return [line.box for line in unsure] if alone else []


def _text(place: Span) -> str:
    text = _NOTE_AFTER_SCOPE.sub("", squeezed(place.text).replace("★", "")).lstrip(":")  # a seal's star
    text = _HEADING_CUT.sub("一般", re.sub(r"\*{2,}$", "", _STAMP_AFTER_SCOPE.sub("", text)))
    still_open = sum(text.count(left) for left in "([") > sum(text.count(right) for right in ")]")
    return _CLOSED_BY_ONE.sub(")", text, count=1) if still_open else text


def _unsure(place: Span) -> list[Line]:
    return [line for line in place.lines if line.confidence < _SURE]


def _without_what_follows(place: Span) -> Span:
    """The rows up to the first that ends as a scope does and has room below it: seals and notes stand there."""
    rows = rows_of(place.lines)
    height = median(line.box[3] - line.box[1] for line in place.lines)
    for at, (row, below) in enumerate(pairwise(rows), 1):
        room = min(line.box[1] for line in below) - max(line.box[3] for line in row)
        if room > _ROOM_BELOW * height and _SCOPE_END.search(squeezed(row[-1].text)):
            return span(place.page, [line for kept in rows[:at] for line in kept])
    return place


def _unbroken_text(text: str) -> bool:
    """It ends as scopes end, its brackets close, and the legal formulas in it lack no middle."""
    closed = all(text.count(left) == text.count(right) for left, right in ("()", "[]"))
    return closed and bool(_SCOPE_END.search(text)) and not _BROKEN_FORMULA.search(text)


def _even_rows(lines: Sequence[Line]) -> bool:
    """No row is missing between its rows, none begins late, and none lies over another as where two were read as one."""
    rows = rows_by_middle(lines)
    if any(right.box[0] < left.box[2] - 0.03 for row in rows for left, right in pairwise(row)):
        return False
    lefts = [row[0].box[0] for row in rows]
    letter = median((line.box[2] - line.box[0]) / len(line.text) for line in lines)
    if any(abs(left - median(lefts)) > _INDENTED * letter for left in lefts):
        return False
    heights = [line.box[3] - line.box[1] for line in lines]
    if max(heights) > _TWO_ROWS * median(heights):
        return False
    middles = [median((line.box[1] + line.box[3]) / 2 for line in row) for row in rows]
    steps = [lower - upper for upper, lower in pairwise(middles)]
    usual = min(median_low(steps), _USUAL_STEP * median(heights)) if steps else 0.0
    return all(_ROWS_OVERLAP * usual < step < _ROW_MISSING * usual for step in steps)
