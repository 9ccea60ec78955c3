"""Documents by which a mark or a name passes on: renewal, assignment, change of name. One way to read them all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from docvet.documents.confidence import ceiling
from docvet.documents.text.cells import whole_cell
from docvet.documents.text.company_names import COMPANY, company_in, is_pronoun
from docvet.documents.text.document import DocumentText
from docvet.documents.text.fields import cut, date_field, doubted, first_rows, lone_dates, party_field
from docvet.documents.text.flow import Flow
from docvet.documents.text.span import Span, span
from docvet.documents.text.tables import columns
from docvet.models import Field
from docvet.values import dates
from docvet.values.codes import is_trademark_number

_DATE_ALONE = ceiling("proof_date_alone")

LABELS: Mapping[str, Sequence[str]] = {
    "number": ("商标注册号", "商标注册证号", "申请/注册号", "注册号", "商标号", "注册证号", "Registration No.", "Registration Number", "International Registration No."),
    "from": (
        "转让人名义(中文)", "转让人名义", "转让人名称", "转让人", "变更前注册人名义", "变更前注册人名称", "变更前名义", "变更前名称", "变更前内容", "变更前", "原注册人名义", "原注册人名称",
        "原注册人", "原名义", "原名称", "原企业名称", "原公司名称", "原登记名称", "变更前企业名称", "注册人名义", "注册人名称", "商标注册人", "商标权人", "注册人", "Assignor", "Transferor", "Holder",
        "Registrant", "Name of Holder", "Former Holder", "Previous Holder",
    ),
    "to": (
        "受让人名义(中文)", "受让人名义", "受让人名称", "受让人", "变更后注册人名义", "变更后注册人名称", "变更后名义", "变更后名称", "变更后内容", "变更后", "现注册人名义", "现注册人名称", "现名义",
        "现名称", "现企业名称", "现公司名称", "新名称", "变更后企业名称", "Assignee", "Transferee", "New Holder",
    ),
    "approved": (
        "核准日期", "核准转让日期", "转让核准日期", "核准变更日期", "变更核准日期", "变更日期", "续展核准日期", "核准续展日期", "发文日期", "登记日期", "核准时间", "准予变更日期",
        "公告日期", "Date of Recordal", "Date of Recording", "Date of Approval", "Approval Date",
    ),
    "address": (
        "地址", "受让人地址", "注册人地址", "转让人地址", "变更后地址", "变更前地址", "代理机构", "商标名称", "国际分类", "类别", "核定使用商品", "英文名称", "统一社会信用代码", "变更事项", "法定代表人", "Address",
    ),
}  # fmt: skip
_NUMBER = r"第\s*(G?[0-9]{5,9}[A-Z]?)\s*号"
_TERM = r"(?:有效期|专用权|注册期限|续展注册).{0,12}?自?.{0,4}\d{4}\D.{4,60}"
_UNTIL = r"(?:(?:续展后|商标)?(?:注册)?有效期(?:限)?(?:续展)?(?:至|到)|专用权(?:期限)?(?:续展)?(?:截止|至)(?:日期)?|Expiration\s+Date|Valid\s+Until|Expiry\s+Date)\s*[:\t]?\s*([^\n\t]{8,24})"
_SENTENCES = {
    "from": (
        rf"(?:转让人|让与人|原(?:商标)?注册人|变更前(?:的)?(?:注册人)?)(?:名[称义])?\s*(?:为|是|系)\s*:?\s*({COMPANY})",
        rf"(?:由|从|自|原|将)\s*({COMPANY})\s*(?:名下)?(?:转让|移转|变更)(?:给|予|至|于|登记为|为|到)",
        rf"({COMPANY})\s*(?:名下)?(?:变更为|更名为|转让给|转让至|变更登记为)",
        rf"[\"“《]({COMPANY})[\"”》]\s*(?:变更|更名|转让)",
        rf"证明\s*({COMPANY})[^。\n]{{0,40}}?(?:变更为|更名为|变更登记为)",
        rf"^[^\S\n]*({COMPANY})\s*:\s*$(?=\n[^\n]{{0,80}}续展)",
    ),
    "to": (
        rf"(?:受让人|现(?:商标)?注册人|变更后(?:的)?(?:注册人)?)(?:名[称义])?\s*(?:为|是|系)\s*:?\s*({COMPANY})",
        rf"(?:变更(?:登记)?为|更名为|转让给|转让予|转让至|转让于|移转给|移转至)\s*:?\s*[\"“《]?({COMPANY})",
    ),
}  # fmt: skip
"""As a sentence puts it."""
_HEADS = {
    "from": r"(?:变更|更名)前(?:登记)?(?:的)?(?:内容|事项|名称|名义)?|原(?:登记)?(?:内容|事项|名称)",
    "to": r"(?:变更|更名)后(?:登记)?(?:的)?(?:内容|事项|名称|名义)?|现(?:登记)?(?:内容|事项|名称)|(?:准予)?变更(?:登记)?内容",
}


def read_proof(document: DocumentText, names: Mapping[str, str]) -> dict[str, Field]:
    """Fields of such a document. ``names`` says what the field of each part (number, from, to …) is called."""
    spans = document.labelled(LABELS)
    flow = Flow(document)
    fields: dict[str, Field] = {}
    if (name := names.get("number")) and (number := _number(spans.get("number"), flow)):
        fields[name] = number
    for part in ("from", "to"):
        if (name := names.get(part)) and (party := _party(part, document, flow, spans.get(part))):
            fields[name] = party
    if (name := names.get("approved")) and (day := _approved(spans.get("approved"), document)):
        fields[name] = day
    if (name := names.get("valid_to")) and (end := _valid_to(flow)):
        fields[name] = end
    return fields


def _party(part: str, document: DocumentText, flow: Flow, beside: Span | None) -> Field | None:
    """In a table's column of that name, beside its label, or in a sentence."""
    if part == "to" and (second := _glued(document)):
        return second
    for cells in columns(document, _HEADS[part]):
        for cell, below in zip(cells, [*cells[1:], None], strict=True):
            wrapped = [span(cell.page, [*cell.lines, *below.lines])] if below else []
            for place in (cell, *wrapped):
                if named := company_in(place.text):
                    return cut(place, named[0]).field(named[0])
    words = "|".join(re.escape(word) for word in sorted(LABELS[part], key=len, reverse=True))
    for place in [*flow.cell(words), *([whole_cell(document, beside)] if beside is not None else [])]:
        if party := party_field(place):
            return party
    return next(_in_sentences(flow, _SENTENCES[part]), None)


def _glued(document: DocumentText) -> Field | None:
    """The second name of a cell into which the next column's was drawn, since hardly a gap parts them."""
    for cell in (cell for cells in columns(document, _HEADS["from"]) for cell in cells):
        if (first := company_in(cell.text)) and (second := company_in(cell.text[first[2] :])):
            return cut(cell, second[0]).field(second[0])
    return None


def _in_sentences(flow: Flow, patterns: Sequence[str]) -> Iterator[Field]:
    for pattern in patterns:
        for match in flow.finditer(pattern):
            if (named := company_in(match[1])) and not is_pronoun(named[0]):
                yield flow.span(match.start(1) + named[1], match.start(1) + named[2]).field(named[0])


def _number(place: Span | None, flow: Flow) -> Field | None:
    if place is not None and (match := re.search(r"G?[0-9]{5,9}[A-Z]?", first_rows(place).text)):
        return cut(first_rows(place), match.group()).field(match.group())
    number = flow.first(_NUMBER, 1)
    return number.field(number.text) if number and is_trademark_number(number.text) else None


def _approved(place: Span | None, document: DocumentText) -> Field | None:
    """The date beside its label, else the last date that stands alone, as under a seal."""
    if place is not None and (day := date_field(place)):
        return day
    alone = lone_dates(document)
    return doubted(alone[-1][1].field(alone[-1][0].isoformat()), _DATE_ALONE) if alone else None


def _valid_to(flow: Flow) -> Field | None:
    """The end of the term, as a period or as 有效期至."""
    for match in flow.finditer(_TERM):
        place = flow.span(*match.span())
        if (end := dates.parse_period(place.text).end) is not None:
            return place.field(end if isinstance(end, str) else end.isoformat())
    until = flow.first(_UNTIL, 1)
    return date_field(until) if until is not None else None
