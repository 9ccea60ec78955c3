"""Small steps that several kinds share on the way from a place on a document to a field."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from docvet.documents.confidence import ceiling
from docvet.documents.text.company_names import PERSON, company_in
from docvet.documents.text.document import DocumentText
from docvet.documents.text.flow import Flow
from docvet.documents.text.span import Span, span
from docvet.models import Field, Line
from docvet.values import dates
from docvet.values.parts_of_years import short_date
from docvet.values.rows import rows_of
from docvet.values.text import squeezed

LAST_NICE_CLASS = 45
_SHORT_YEAR = ceiling("date_with_short_year")
_GAP = re.compile(r"(?<=[\u2e80-\u9fff])\s+|\s+(?=[\u2e80-\u9fff])")
_CLASS_LISTS = re.compile(
    r"第\s*(?P<a>[0-9]{1,2}(?:\s*[类、,/和及与]+\s*第?\s*[0-9]{1,2})*)\s*[类類]"
    r"|(?:国际分类|商标类别|商品类别|类别|类号|核定类别)\s*(?:号|\(?NICE\)?)?\s*[):]*\s*(?:第\s*)?(?P<b>[0-9]{1,2}(?:\s*[、,/和及与;]\s*第?\s*[0-9]{1,2}(?![0-9.]))*)(?![0-9])"
    r"|(?:international\s+)?(?:class(?:es)?|int\.\s*cl)\s*(?:no\.?|number)?\s*[:.]*\s*(?P<c>[0-9]{1,2}(?:\s*(?:,|and|&|/)\s*[0-9]{1,2}(?![0-9]))*)(?![0-9])"
    r"|第\s*(?P<d>[一二三四五六七八九十]{1,3})\s*[类類]",
    re.IGNORECASE,
)
_HAN_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}


def first_rows(hit: Span, count: int = 1) -> Span:
    """The topmost ``count`` rows of a value: what follows may belong to somebody else.

    A place that holds only a part of its lines' text is left as it is.
    """
    if squeezed(hit.text) != squeezed("".join(line.text for line in hit.lines)):
        return hit
    rows = rows_of(hit.lines)[:count]
    lines = [line for row in rows for line in row]
    return hit if not lines or len(lines) == len(hit.lines) else span(hit.page, lines)


def cut(hit: Span, text: str) -> Span:
    """The same place with only a part of its text."""
    return replace(hit, text=text)


def date_field(hit: Span, *, confidence: float = 1.0) -> Field | None:
    """The first date of a place, looked for in its first row, then in all of it."""
    for place in (first_rows(hit), hit):
        if hits := dates.find_dates(place.text):
            return cut(place, hits[0].raw).field(hits[0].value.isoformat(), confidence=confidence)
    return None


def short_date_field(hit: Span) -> Field | None:
    """The date of a place's first row, also one whose year has two digits, in some doubt (24.4.18)."""
    if day := date_field(hit):
        return day
    place = first_rows(hit)
    short = short_date(place.text)
    return place.field(short.isoformat(), confidence=_SHORT_YEAR) if short else None


def party_field(hit: Span, *, persons: bool = True) -> Field | None:
    """The company (or person) that a labelled place names: in its first row or wrapped into its second."""
    for count in (1, 2, 3):
        place = first_rows(hit, count)
        text = _unlabelled(place.text)
        if (named := company_in(text)) and not _SENTENCE.search(text[: named[1]]):
            return cut(place, named[0]).field(named[0])
    if persons:
        place = first_rows(hit)
        text = _unlabelled(place.text)
        if (
            re.fullmatch(PERSON, text)
            and text not in _NO_PERSON
            and not _OF_A_COMPANY.fullmatch(text)
            and not _ELSEWHERE.match(text)
            and not text.endswith(("公司", "商标", "品牌", "书"))
        ):
            return cut(place, text).field(text)
    return None


_NEXT_LABEL = "收款人|付款人|经手人|经办人?|复核|审核|开票人|制单人?|联系人|联系电话|电话|地址|日期|法定代表人"
"""Reading may drop the spaces before the next label of the row."""
_ELSEWHERE = re.compile(r"(?:详?见|参见|同|如)(?:抬头|上|下|附|合同|发票|备注|左|右|前|后)")
"""见抬头, 同上: the name stands somewhere else."""
_SENTENCE = re.compile(r"[。;]|不得|不可|不能|应当?|须|保证|承诺|负责|有权|可以|\b(?:shall|may|must|agrees?|will)\b")
"""A label that begins a sentence has no value beside it."""
_NO_PERSON = frozenset(
    [
        "盖章",
        "签字",
        "签章",
        "公章",
        "名称",
        "内容",
        "事项",
        "名义",
        "注册号",
        "商标号",
        "公司",
        "日期",
        "地址",
        "电话",
        "企业",
        "单位",
        "全称",
        "姓名",
        "签名",
        "印章",
        "甲方",
        "乙方",
        "授权方",
        "被授权方",
        "授权人",
        "被授权人",
        "许可人",
        "被许可人",
        "代表",
        "联系人",
    ]
)


_OF_A_COMPANY = re.compile(
    r"(?:[\u3400-\u9fff]{0,2}(?:供应链|科技|商贸|贸易|实业|服饰|电子|商务|网络|信息|管理|有限|责任|集团|国际|进出口|文化|传媒|专用章|合同章))+"
)
"""A piece of a company's name, as a seal beside the label shows it."""


def _unlabelled(text: str) -> str:
    text = re.sub(rf"(?:{_NEXT_LABEL})\s*:.*$", "", text)
    text = re.sub(r"^[\s:,.、\-—_*]+|[\s:,;。、_*]+$", "", text)
    text = re.sub(r"^(?:名称|全称)?(?:\([^)]{0,10}\))?(?:名称|全称)?[\s:]*", "", text) or text
    return re.sub(r"\((?:盖章|公章|签章|加盖公章|签字)\)$", "", text).strip()


def single_line(hit: Span, strip: str = " :·.,;_-—*") -> Span | None:
    """A value that takes one row; None if nothing of it is left."""
    place = first_rows(hit)
    text = squeezed(place.text) if any(char > "\u2e80" for char in place.text) else place.text
    text = text.strip(strip)
    return cut(place, text) if text else None


def nice_classes(text: str) -> list[int]:
    """Nice classes that a text names as such (第25类, 国际分类:18,25, Class 25), in rising order."""
    numbers: set[int] = set()
    for match in _CLASS_LISTS.finditer(text):
        if match["d"]:
            numbers.add(_han_number(match["d"]))
            continue
        digits = match["a"] or match["b"] or match["c"]
        numbers.update(int(number) for number in re.findall(r"[0-9]{1,2}", digits))
    return sorted(number for number in numbers if 1 <= number <= LAST_NICE_CLASS)


def classes_field(flow: Flow, *, context: str = "") -> Field | None:
    """Nice classes over the whole text, its raw text the places that name them."""
    matches = [
        match for match in flow.finditer(_CLASS_LISTS) if not context or re.search(context, _around(flow, match))
    ]
    numbers = sorted({number for match in matches for number in nice_classes(match.group())})
    if not numbers:
        return None
    places = [flow.span(*match.span()) for match in matches]
    page = places[0].page
    lines = list(dict.fromkeys(line for place in places if place.page == page for line in place.lines))
    raws = list(dict.fromkeys(squeezed(place.text) for place in places))
    return span(page, lines, " ".join(raws)).field(numbers)


def date_in_pieces(page: int, lines: Sequence[Line]) -> tuple[date, Span] | None:
    """The one day whose year, month and day these lines hold in pieces, from left to right; None if they hold more or less."""
    digits = [line for line in sorted(lines, key=lambda item: item.box[0]) if re.search(r"\d", line.text)]
    numbers = [number for line in digits for number in re.findall(r"\d+", line.text)]
    if len(numbers) != 3 or len(numbers[0]) != 4:
        return None
    day = dates.parse_date("-".join(numbers))
    return (day, span(page, digits)) if day else None


def whole_years(start: date, end: date, *, slack: int = 0) -> int | None:
    """How many whole years a period runs (its last day is the eve of the anniversary), None if it does not.

    ``slack`` lets the end lie that many days off; the eve of 29 February may be either of two days.
    """
    years = round((end - start).days / 365.2425)
    if years < 1:
        return None
    eve = (dates.add_years(start, years) - end).days
    leap = start.month == 2 and start.day == 29
    return years if abs(eve - 1) <= slack or (leap and eve in (0, 1)) else None


def witnessed(field: Field, *names: str) -> Field:
    """The field with further witnesses."""
    return replace(field, witnesses=field.witnesses | set(names))


def doubted(field: Field, ceiling: float) -> Field:
    """The field with a confidence of at most ``ceiling``."""
    return replace(field, confidence=min(field.confidence, ceiling))


def lone_dates(document: DocumentText) -> list[tuple[date, Span]]:
    """Rows, or lines of a row, that hold one date and nothing else: dates of signature and issue."""
    days: list[tuple[date, Span]] = []
    for page in document.pages:
        for row in page.rows:
            for lines in [row] if len(row) == 1 else [row, *([line] for line in row)]:
                text = " ".join(line.text for line in lines)
                hits = dates.find_dates(text)
                rest = (
                    re.sub(
                        r"^[A-Z][A-Za-z ]{2,20},|[\s:.,。·_]|签?订?署?日期|时间|[Dd]ate[d]?",
                        "",
                        text.replace(hits[0].raw, "", 1),
                    )
                    if hits
                    else ""
                )
                if len(hits) == 1 and len(rest) <= 1:
                    days.append((hits[0].value, span(page.number, lines, hits[0].raw)))
                    break
    return days


def _around(flow: Flow, match: re.Match[str]) -> str:
    return flow.text[max(0, match.start() - 30) : match.end() + 10]


def _han_number(text: str) -> int:
    tens, ten, ones = text.partition("十")
    if not ten:
        return _HAN_DIGITS.get(text, 0)
    return _HAN_DIGITS.get(tens, 1) * 10 + _HAN_DIGITS.get(ones, 0)
