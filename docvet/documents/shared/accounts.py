"""What a permit for opening an account and the newer account information have in common."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from docvet.documents.confidence import ceiling
from docvet.documents.text.company_names import COMPANY
from docvet.documents.text.document import DocumentText
from docvet.documents.text.fields import cut, date_field, doubted, first_rows, lone_dates, party_field, single_line
from docvet.documents.text.flow import Flow
from docvet.documents.text.span import Span, span
from docvet.models import Field
from docvet.values import codes
from docvet.values.rows import rows_of
from docvet.values.text import squeezed

_TORN, _NO_BRANCH, _ANY_NAME = ceiling("account_torn"), ceiling("bank_without_branch"), ceiling("account_any_name")

LABELS: Mapping[str, Sequence[str]] = {
    "account_name": ("存款人名称", "账户名称", "帐户名称", "户名", "单位名称", "存款人", "客户名称", "Account Name"),
    "account_number": ("账户号码", "帐户号码", "银行账号", "银行账户", "基本账户账号", "账号", "帐号", "Account Number", "Account No."),
    "bank": ("开户银行名称", "开户银行", "开户行名称", "开户行", "开户机构", "开户网点", "开户支行", "银行名称"),
    "approval": ("核准号", "基本存款账户编号", "基本存款账户核准号", "账户编号", "核准编号", "开户许可证核准号"),
    "permit": ("编号", "许可证编号"),
    "representative": ("法定代表人(单位负责人)", "法定代表人/单位负责人", "法定代表人/负责人", "法定代表人(或负责人)", "法定代表人(负责人)", "法定代表人或单位负责人", "单位负责人", "法定代表人", "法人代表", "法人姓名", "负责人", "经营者"),
    "nature": ("账户性质", "账户类型", "账户类别"),
    "opened": ("开户日期", "开立日期"),
    "issued": ("发证日期", "发证机关(盖章)", "发证机关", "打印日期", "打印时间", "出具日期", "开具日期", "签发日期", "日期"),
}  # fmt: skip
_ACCOUNT = re.compile(r"(?:NRA|OSA|FTN|FTE)?[0-9]{9,32}")
_WORDINGS = {
    "account_number": r"(?:银行|账户)?[账帐](?:号码?|户号码)\s*[为是:\t]{1,2}\s*([0-9][0-9 \-]{8,40})",
    "bank": r"开户(?:银行|行)\s*[为是:\t]{1,2}\s*([^,。;\n\t]{4,40})",
    "representative": r"(?:法定代表人|法人代表|单位负责人)(?:[/(或]{0,2}(?:单位)?负责人\)?)?\s*[为是:\t]{1,2}\s*([\u3400-\u9fff·]{2,15})(?=[),。;\s]|$)",
}
"""As a sentence puts it (账号为…), or where a label and its value stand too far apart for geometry."""
_PERMIT = re.compile(r"(?<![0-9])([0-9]{4})\s?[-—–]\s?([0-9]{8})(?![0-9])")
_ALONE = ceiling("account_alone")
_BRANCH_ROW = re.compile(r"[\u3400-\u9fff()]{1,14}(?:支行|分行|营业部|营业厅|分理处|储蓄所|分社|行)")
"""The second row of a bank's name: 城支行."""
_BANK_WORD = re.compile(r"银行|信用社|信用合作|营业部|支行|分行|Bank", re.IGNORECASE)


def read_account(document: DocumentText, more: Mapping[str, Sequence[str]] = MappingProxyType({})) -> dict[str, Field]:
    """account_name, account_number, bank, approval_number, permit_number, representative, issued.

    ``more`` are further words of a document for the names in :data:`LABELS`, and labels of other values beside them.
    """
    spans = document.labelled({name: (*LABELS.get(name, ()), *more.get(name, ())) for name in (*LABELS, *more)})
    flow = Flow(document)
    fields = {
        "account_name": _account_name(spans.get("account_name"), flow),
        "account_number": _account_number([spans.get("account_number"), *_in_sentences(flow, "account_number")]),
        "bank": _bank(spans.get("bank")) or _bank(next(_in_sentences(flow, "bank"), None)),
        "approval_number": _approval(document, spans.get("approval")),
        "permit_number": _permit(flow),
        "representative": _representative([spans.get("representative"), *_in_sentences(flow, "representative")]),
        "issued": _issued(document, spans.get("issued")),
    }
    return {name: field for name, field in fields.items() if field is not None}


def _in_sentences(flow: Flow, name: str) -> Iterator[Span]:
    return (flow.span(*match.span(1)) for match in flow.finditer(_WORDINGS[name]))


def _issued(document: DocumentText, place: Span | None) -> Field | None:
    """The day at the issuing authority or the bank: labelled, else the last date that stands alone."""
    if place is not None and (day := date_field(place)):
        return day
    if last := lone_dates(document)[-1:]:
        on, span = last[0]
        return doubted(span.field(on.isoformat()), _ALONE)
    return None


_OWN_PRINT = re.compile(
    r"符合|开户条件|准予|开立|审核|规定|基本存款|存款账户|开户许可|法定代表|负责人|开户银行|核准号|编号|账号|中国人民银行|营业管理部|发证机关"
)
"""Words of the form itself, which stand beside a name that cannot be read."""
_MASKED = re.compile(
    r"([\u3400-\u9fff()]{1,20}(?:\*|×|■){1,20}[\u3400-\u9fff()*×■]{0,30}?)(?=$|\s|[账帐卡][号户]|开户|币种|客户号)"
)
"""A bank may hide a part of the holder's name: 深圳市****有限公司; the next label may follow in its row."""


def _account_name(place: Span | None, flow: Flow) -> Field | None:
    """Beside its label, or in the permit's sentence: 经审核,<name>符合开户条件; never a word of the form itself."""
    field = _holder(place, flow)
    return None if field is None or _OWN_PRINT.search(str(field.value)) else field


def _holder(place: Span | None, flow: Flow) -> Field | None:
    if place is not None:
        line = single_line(place, " :·.,;_-—")
        if line and (masked := _MASKED.match(line.text)):
            return cut(line, masked[1]).field(masked[1])
        if (field := party_field(place)) and not _OWN_PRINT.search(str(field.value)):
            return field
        if line and not _OWN_PRINT.search(line.text) and re.fullmatch(r"[\u3400-\u9fff()·A-Za-z0-9]{3,40}", line.text):
            return line.field(line.text, confidence=_ANY_NAME)
    certified = flow.first(rf"(?:兹|特)?证明[ \t:]*({COMPANY})(?=[^。\n]{{0,60}}(?:开立|开设|账户))", 1)
    if certified is not None and (field := party_field(certified)):
        return field
    pattern = rf"(?:经审核|审核)[,:\s]*({COMPANY}|[\u3400-\u9fff()·*×■]{{4,40}}?(?:\n[\u3400-\u9fff()·*]{{2,20}}?)?)(?:\([^()\n]{{1,8}}户\))?[\s,]*(?:符合|准予)"
    sentence = flow.first(pattern, 1)
    return sentence.field(squeezed(sentence.text)) if sentence else None


def _account_number(places: Sequence[Span | None]) -> Field | None:
    """From the first place that holds one; by geometry and in running text a label may lead to different places."""
    for row in (first_rows(place) for place in places if place is not None):
        text = re.sub(r"[\s\-—–.]", "", row.text)
        if match := _ACCOUNT.search(text):
            torn = text[match.end() : match.end() + 1].isalpha() and text[match.end()].isascii()
            return cut(row, row.text.strip()).field(match.group(), confidence=_TORN if torn else 1.0)
    return None


def _bank(place: Span | None) -> Field | None:
    """The branch's full name, which may wrap into a second row."""
    if place is None:
        return None
    rows = rows_of(place.lines)
    if len(rows) > 1 and _BRANCH_ROW.fullmatch(squeezed("".join(line.text for line in rows[1]))):
        both = first_rows(place, 2)
        return cut(both, squeezed(both.text)).field(squeezed(both.text))
    for count in (1, 2):
        row = first_rows(place, count)
        text = squeezed(row.text).strip(":·.,;_-—*")
        if text.endswith(("行", "部", "社", "司", "处")) and _BANK_WORD.search(text):
            return cut(row, text).field(text)
    row = first_rows(place)
    text = squeezed(row.text).strip(":·.,;_-—*")
    return cut(row, text).field(text, confidence=_NO_BRANCH) if _BANK_WORD.search(text) else None


def _approval(document: DocumentText, place: Span | None) -> Field | None:
    places = [first_rows(place)] if place is not None else []
    places += [span(number, [line]) for number, line in document.lines]
    for one in places:
        if number := codes.find_permit_approval_number(squeezed(one.text).upper()):
            return cut(one, number).field(number)
    return None


def _permit(flow: Flow) -> Field | None:
    for match in flow.finditer(_PERMIT):
        return flow.span(*match.span()).field(f"{match[1]}-{match[2]}")
    return None


def _representative(places: Sequence[Span | None]) -> Field | None:
    """A name in the value's lines; the label (法定代表人(单位负责人)) may itself be broken over two rows."""
    for place, line in ((each, line) for each in places if each is not None for line in each.lines):
        text = line.text if len(place.lines) > 1 else place.text
        text = re.sub(r"^[(/]?(?:或?单位负责人?|负责人)\)?[:]?", "", squeezed(text).strip(":·.,;_-—*"))
        text = re.sub(r"(?:开户银行|账号|账户性质).*$", "", text)
        if re.fullmatch(r"[\u3400-\u9fff·]{2,15}", text) and not _BANK_WORD.search(text):
            return span(place.page, [line], text).field(text)
        if re.fullmatch(r"[A-Za-z .,'\-]{4,40}", line.text):
            return span(place.page, [line]).field(line.text)
    return None
