"""商标注册申请受理通知书: the mark is applied for, not registered."""

from __future__ import annotations

import re

from docvet.documents.confidence import ceiling
from docvet.documents.kinds import Audience, Kind
from docvet.documents.text.company_names import COMPANY
from docvet.documents.text.document import DocumentText
from docvet.documents.text.fields import classes_field, cut, date_field, doubted, first_rows, party_field
from docvet.documents.text.flow import Flow
from docvet.models import Field

_LABELS = {
    "number": ("商标申请号", "申请号", "申请/注册号", "注册申请号", "Application No."),
    "applied": ("申请日期", "商标申请日期", "申请日"),
    "applicant": ("商标申请人", "申请人名称", "申请人名义", "申请人"),
    "class": ("国际分类号", "国际分类", "商标类别", "商品/服务类别", "类别", "类号"),
    "address": ("申请人地址", "地址"),
    "agent": ("代理机构名称", "代理机构", "商标代理机构"),
    "mark": ("商标名称", "商标"),
}
_NUMBER = r"(?<![0-9A-Z])(G?[0-9]{6,9}[A-Z]?)(?![0-9])"
_APPLIED = (r"(申请(?:日期|日|时间).{0,30})", r"于\s*([12][0-9]{3}[^,。;\n]{4,12}?)\s*(?:提交|提出|递交|申请)")
"""As a sentence tells the day."""


def extract(document: DocumentText) -> dict[str, Field]:
    """The fields of a notice of acceptance, from one pass."""
    spans = document.labelled(_LABELS)
    flow = Flow(document)
    fields: dict[str, Field] = {}
    if (place := spans.get("number")) and (match := re.search(_NUMBER, first_rows(place).text)):
        fields["application_number"] = cut(first_rows(place), match[1]).field(match[1])
    elif hit := flow.first(rf"申请(?:号|编号)\D{{0,12}}{_NUMBER}", 1) or flow.first(rf"第\s*{_NUMBER}\s*号", 1):
        fields["application_number"] = hit.field(hit.text)
    if (place := spans.get("applicant")) and (party := party_field(place)):
        fields["applicant"] = party
    elif hit := flow.first(rf"^(?:申请人[::\s]*)?({COMPANY})\s*[(:,]", 1):
        fields["applicant"] = hit.field(hit.text, confidence=ceiling("applicant_in_sentence"))
    if (place := spans.get("applied")) and (day := date_field(place)):
        fields["applied"] = day
    elif day := next((day for words in _APPLIED if (hit := flow.first(words, 1)) and (day := date_field(hit))), None):
        fields["applied"] = doubted(day, ceiling("applied_in_sentence"))
    if classes := classes_field(flow):
        fields["nice_classes"] = classes
    elif (place := spans.get("class")) and (
        match := re.fullmatch(r"\D{0,3}(0?[1-9]|[1-3][0-9]|4[0-5])\D{0,3}", first_rows(place).text)
    ):
        fields["nice_classes"] = first_rows(place).field([int(match[1])])
    return fields


_FIELDS = (
    "application_number", "applicant", "applied", "nice_classes",
)  # fmt: skip

KIND = Kind(
    name="trademark_acceptance",
    title={"zh": "商标注册申请受理通知书", "en": "trademark acceptance notice"},
    fields=_FIELDS,
    audience=Audience.COMPANY,
    file_names=r"受理通知|TM标",
    titles=(r".{0,6}(商标)?(注册)?申请受[理埋].{0,2}(通知)?书.{0,4}", r"受理通知书"),
    signs=(
        (r"受理通知书|申请受理", 1.5),
        (r"申请号.{0,3}\d{6,}", 0.7),
        (r"申请日期|申请日", 0.5),
        (r"商标局|国家知识产权局", 0.4),
        (r"予以受理|准予受理", 0.8),
        (r"申请人", 0.3),
    ),
    against=((r"商标注册证(?!明)", 0.5), (r"授权书|兹授权|被授权", 1.5), (r"专利|行政许可|备案受理|立案", 2.0)),
    extract=extract,
    needed=("application_number", "applicant", "applied"),
)
