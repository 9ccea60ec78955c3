"""Papers by which a mark or a name passes on: renewal, assignment, change of name. One way to read them all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from docvet.documents.fields import cut, date_field, doubted, first_rows, lone_dates, party_field
from docvet.documents.flow import Flow
from docvet.documents.paper import Paper, Span
from docvet.models import Field
from docvet.values import dates
from docvet.values.codes import is_trademark_number

LABELS: Mapping[str, Sequence[str]] = {
    "number": ("商标注册号", "注册号", "商标号", "注册证号"),
    "from": (
        "转让人名义", "转让人名称", "转让人", "变更前注册人名义", "变更前名义", "变更前名称", "变更前", "原注册人名义",
        "原注册人", "原名称", "原企业名称", "变更前企业名称", "注册人名义", "注册人名称", "注册人",
    ),
    "to": (
        "受让人名义", "受让人名称", "受让人", "变更后注册人名义", "变更后名义", "变更后名称", "变更后", "现注册人名义",
        "现名称", "现企业名称", "变更后企业名称",
    ),
    "approved": (
        "核准日期", "核准转让日期", "转让核准日期", "核准变更日期", "变更核准日期", "续展核准日期", "发文日期", "登记日期",
        "公告日期",
    ),
    "address": ("地址", "受让人地址", "注册人地址", "转让人地址", "变更后地址", "变更前地址"),
}  # fmt: skip
_NUMBER = r"第\s*(G?[0-9]{5,9}[A-Z]?)\s*号"
_TERM = r"(?:有效期|专用权|注册期限|续展注册).{0,12}?自?.{0,4}\d{4}\D.{4,60}"


def read_proof(paper: Paper, names: Mapping[str, str]) -> dict[str, Field]:
    """Fields of such a paper. ``names`` says what the field of each part (number, from, to …) is called."""
    spans = paper.labelled(LABELS)
    flow = Flow(paper)
    fields: dict[str, Field] = {}
    if (name := names.get("number")) and (number := _number(spans.get("number"), flow)):
        fields[name] = number
    for part in ("from", "to"):
        if (name := names.get(part)) and (place := spans.get(part)) and (party := party_field(place)):
            fields[name] = party
    if (name := names.get("approved")) and (day := _approved(spans.get("approved"), paper)):
        fields[name] = day
    if (name := names.get("valid_to")) and (place := flow.first(_TERM)):
        end = dates.parse_period(place.text).end
        if end is not None:
            fields[name] = place.field(end if isinstance(end, str) else end.isoformat())
    return fields


def _number(place: Span | None, flow: Flow) -> Field | None:
    if place is not None and (match := re.search(r"G?[0-9]{5,9}[A-Z]?", first_rows(place).text)):
        return cut(first_rows(place), match.group()).field(match.group())
    found = flow.first(_NUMBER, 1)
    return found.field(found.text) if found and is_trademark_number(found.text) else None


def _approved(place: Span | None, paper: Paper) -> Field | None:
    """The date beside its label, else the last date that stands alone, as under a seal."""
    if place is not None and (day := date_field(place)):
        return day
    alone = lone_dates(paper)
    return doubted(alone[-1][1].field(alone[-1][0].isoformat()), 0.85) if alone else None
