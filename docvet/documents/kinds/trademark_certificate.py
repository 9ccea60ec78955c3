"""商标注册证, old look (a term 自公元…至…) and new look (注册日期, 有效期至).

A registration runs ten years from the day it is approved (Trademark Law art. 39), so the term's
first day is the date of registration on either look.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from docvet.documents.confidence import ceiling
from docvet.documents.kinds import Audience, Kind
from docvet.documents.text.company_names import COMPANY
from docvet.documents.text.document import DocumentText
from docvet.documents.text.fields import (
    classes_field,
    cut,
    date_field,
    doubted,
    first_rows,
    party_field,
    single_line,
    whole_years,
    witnessed,
)  # fmt: skip
from docvet.documents.text.flow import Flow
from docvet.documents.text.page import PageText
from docvet.documents.text.span import Span, span
from docvet.models import OPEN_ENDED, Field, Line, Source
from docvet.values import dates
from docvet.values.rows import rows_of
from docvet.values.text import squeezed

_NUMBER_NEAR_TITLE, _NO_COMPANY = ceiling("mark_number_near_title"), ceiling("registrant_no_company")
_BESIDE_LABEL, _NEAR_LABEL = ceiling("mark_beside_label"), ceiling("certificate_date_near_label")

_LABELS = {
    "number": ("商标注册证号", "商标注册号", "国际注册号", "International Registration Number", "International Registration No.", "申请/注册号", "注册号", "注册证号", "Registration No.", "Registration Number", "Trade Mark No.", "Trademark No."),
    "registrant": ("商标注册人", "注册人名称", "注册人名义及地址", "注册人名义", "商标权人", "注册人", "Registrant", "Owner", "Proprietor", "Name of Proprietor", "Name of Owner", "Name and address of the holder", "Name of the holder", "Name of Holder", "Holder"),
    "address": ("注册人地址", "商标注册人地址", "注册地址", "地址", "住所", "Address"),
    "registered": ("核准注册日期", "商标注册日期", "国际注册日期", "注册公告日期", "注册日期", "Registration Date", "Date of Registration", "Date of the International Registration", "Date of International Registration", "Registered on"),
    "valid_to": ("有效期至", "有效期截止", "专用权截止日期", "Valid Until", "Expiry Date", "Expected Expiration Date", "Date of Expiry", "Expiration Date"),
    "term": ("注册有效期限", "注册有效期", "专用权期限", "商标专用权期限", "有效期限", "有效期", "Term"),
    "class": ("国际分类", "商标类别", "类别", "类号"),
    "goods": ("核定使用商品/服务项目", "核定使用商品或服务项目", "核定服务项目", "核定使用服务", "核定使用商品", "商品/服务项目", "商品/服务"),
    "mark": ("商标名称", "商标图样", "商标"),
    "agent": ("代理机构名称", "代理机构", "发证机关", "发文日期", "局长签发", "局长"),
}  # fmt: skip
_NUMBER = r"(G\s?[0-9]{5,8}[A-Z]?|[0-9]{5,9}[A-Z]?)"
_GOODS_END = re.compile(
    r"(?:商标)?注册人|注册人?地址|^地址|注册有效|注册日期|有效期|专用权|局长|国家知识产权局|国家工商|发证机关|商标局|核准注册|续展"
)
_WITH_NUMBER = re.compile(
    r"(?P<name>[\u3400-\u9fff·]{2,15})[(:,;]{0,2}(?:公民)?(?:身份)?(?:证件?)?(?:号码?|编号)?:?[1-9][0-9*]{5,17}[0-9Xx*]\)?"
)
"""A person's number stands behind the name (林怀瑾 4403…)."""
_CLOSED = r"\((?:商品|服务|项目)*截止\)[\s.。;]*"
"""What the office prints behind the last item."""
_TORN, _JOINT = ceiling("goods_torn"), ceiling("registrant_joint")
"""Torn goods; a mark of several owners, all of whom are the registrant."""
_NOT_A_MARK = re.compile(
    r"商标|注册|证书?$|核定|使用|商品|服务|第.{0,12}号|类|中华人民共和国|国家|知识产权|工商|管理|局长|签发|有效|日期|地址|公司|年.*月|自公元|编号|副本|复印"
    r"|(?i:certificate|registration|trade-?mark|madridsystem|protocol|agreement|wipo|intellectualproperty)"
)
_MARK_CEILING = ceiling("mark_by_size")
"""What is printed large may still be an ornament or half of the mark."""
_IN_ITS_PLACE = ceiling("mark_in_its_place")
"""The one line where the mark is printed."""
_TITLE = re.compile(r"商标注册[证正證]|注册[证正證]$|商标国际注册")
_BELOW_MARK = re.compile(r"核定|注册人|国际分类|^类别|商品/?服务|注册日期|有效期")
_MARK_TEXT = re.compile(r"(?=.*[^\W\d_])[\w][\w &'.,·+!\-]{0,29}")
_OVERLAP = 0.02
"""Part of the page's height by which boxes of neighbours may overlap."""
_LEGIBLE_MARK = 0.6
_AS_TALL = 0.45
"""A mark of two lines has them of about one size; notes beside it are smaller."""
_LINES_OF_MARK = 3
_FROM_CODE = ceiling("certificate_code")
_LARGE = 1.35
_FOREIGN = ceiling("foreign_register")
"""Registers of other countries print what they like where they like."""


def extract(document: DocumentText) -> dict[str, Field]:
    """The fields of a certificate, from one pass."""
    spans = document.labelled(_LABELS, multiline=frozenset({"goods"}))
    flow = Flow(document)
    fields: dict[str, Field] = {}
    values = {
        "registration_number": _number(spans.get("number"), flow),
        "registrant": _registrant(spans.get("registrant"), flow),
        "registrant_address": _address(spans.get("address")),
        "nice_classes": _classes(spans, flow),
        "goods": _goods(flow),
        "mark": _mark(document, flow, spans.get("mark")),
    }
    fields.update({name: field for name, field in values.items() if field is not None})
    fields.update(_dates(spans, flow))
    return _with_codes(document, fields)


def _number(place: Span | None, flow: Flow) -> Field | None:
    """Beside its label, or as 第…号."""
    row = first_rows(place) if place is not None else None
    if row is not None and (match := re.search(rf"(?<![0-9A-Z]){_NUMBER}(?![0-9])", row.text)):
        return cut(row, match[1]).field(match[1].replace(" ", ""))
    if row is not None and (match := re.search(r"(?<![0-9A-Z])[A-Z]{2,4}[0-9]{6,12}(?![0-9])", row.text)):
        return cut(row, match[0]).field(match[0], confidence=_FOREIGN)
    if hit := flow.first(rf"第\s*{_NUMBER}\s*[号弓]", 1):
        return hit.field(re.sub(r"\s", "", hit.text).upper())
    if hit := flow.first(
        r"\b(?:Reg(?:istration|\.)?|Trade\s?mark)\s*(?:No\.?|Number)\s*:?\s*([0-9][0-9,]{4,10}[0-9])(?![0-9])", 1
    ):
        return hit.field(hit.text.replace(",", ""), confidence=_FOREIGN)
    if hit := flow.first(rf"商标注册证?\D{{0,6}}{_NUMBER}(?![0-9])", 1):
        return hit.field(re.sub(r"\s", "", hit.text).upper(), confidence=_NUMBER_NEAR_TITLE)
    return None


def _registrant(place: Span | None, flow: Flow) -> Field | None:
    if place is not None:
        row = first_rows(place)
        if person := _WITH_NUMBER.fullmatch(squeezed(row.text)):
            return cut(row, person["name"]).field(person["name"])
        if field := party_field(place):
            joint = re.search(rf"{re.escape(str(field.value))}\s*[;、]\s*[\u3400-\u9fffA-Z]{{2}}", row.text)
            return row.field(row.text.strip(" :"), confidence=_JOINT) if joint else field
        if (line := single_line(place)) and re.fullmatch(r"[^0-9:]{4,80}", line.text):
            return line.field(line.text, confidence=_NO_COMPANY)
    for match in flow.finditer(rf"({COMPANY})\s*\([A-Za-z .]+(?:CORPORATION|COMPANY|LIMITED|PARTNERSHIP)\)"):
        return flow.span(*match.span(1)).field(match[1], confidence=_FOREIGN)
    if hit := flow.first(r"注\s*册\s*人(?!地址|名[称义]?[:\s]*地址)(?:名[称义])?[:\s]*([^\n\t]{2,60})", 1):
        return party_field(hit)
    return None


def _address(place: Span | None) -> Field | None:
    """Up to two rows; a later row counts only if it is no label's and no date's."""
    if place is None:
        return None
    kept: list[Line] = []
    for row in rows_of(place.lines)[:2]:
        text = squeezed("".join(line.text for line in row))
        if kept and (
            _GOODS_END.search(text) or dates.find_dates(text) or re.match(r"第[0-9]{1,2}类|核定|国际分类", text)
        ):
            break
        kept += row
    read = span(place.page, kept)
    text = squeezed(read.text).strip(":") if re.search(r"[\u3400-\u9fff]", read.text) else read.text.strip(" :")
    return cut(read, text).field(text) if len(text) >= 5 else None


def _classes(spans: Mapping[str, Span], flow: Flow) -> Field | None:
    if field := classes_field(flow):
        return field
    place = spans.get("class")
    if place is not None and (row := first_rows(place)) and re.fullmatch(r"[第\s0-9、,;/类]+", row.text):
        numbers = sorted({int(number) for number in re.findall(r"[0-9]+", row.text) if 1 <= int(number) <= 45})
        return row.field(numbers) if numbers else None
    return None


def _goods(flow: Flow) -> Field | None:
    """From 核定使用商品 to the next label; whole where that label was seen and every line is sure."""
    start = next(
        flow.finditer(r"核定(?:使用)?(?:商品|服务)(?:[/或]?服务)?(?:项目)?(?:\s*\([^)\n]{0,24}\))?[:\s]*"), None
    )
    if start is None:
        return None
    # A label in the middle of its cell's height stands between the rows of its value: begin at the class before it.
    above = next((match for match in flow.finditer(r"第[0-9]{1,2}类\s*:") if match.start() < start.start()), None)
    first = above.start() if above else start.end()
    rest = flow.text[start.end() :]
    end = re.search(_GOODS_END.pattern, rest, re.MULTILINE) or re.search(_CLOSED, rest)
    last = start.end() + (end.start() if end else len(rest))
    text = squeezed(
        flow.text[first : start.start()] + flow.text[start.end() : last] if above else flow.text[first:last]
    )
    text = re.sub(_CLOSED, "", text).strip(":;,。")
    if len(re.findall(r"第[0-9]{1,2}类", text)) == 1:
        text = re.sub(r"^第[0-9]{1,2}类\s*:?", "", text)
    if len(text) < 2:
        return None
    place = flow.span(first, last)
    torn = text.count("(") != text.count(")") or text[0] in ")>、"
    sure = end is not None and not torn and all(line.confidence >= 0.9 for line in place.lines)
    return cut(place, text).field(text, whole=sure, confidence=_TORN if torn else 1.0)


def _mark(document: DocumentText, flow: Flow, place: Span | None) -> Field | None:
    """Beside 商标, else what stands between the title and the goods, else the largest line above these."""
    for beside in (place, next(flow.cell(r"商标(?:名称|图样|标识)?|mark"), None)):
        line = single_line(beside) if beside is not None else None
        if line is not None and len(line.text) <= 30 and not _NOT_A_MARK.search(line.text):
            return line.field(line.text, confidence=_BESIDE_LABEL)
    for page in document.pages:
        if shown := _in_its_place(page):
            place = span(page.number, shown, " ".join(line.text.strip() for line in shown))
            return place.field(place.text, confidence=_IN_ITS_PLACE if len(shown) == 1 else _MARK_CEILING)
    for page in document.pages:
        if largest := _largest(page):
            return span(page.number, [largest]).field(largest.text, confidence=_MARK_CEILING)
    return None


def _floor(page: PageText) -> float | None:
    """Where the goods, or whatever label comes first, begin."""
    return min((line.box[1] for line in page.lines if _BELOW_MARK.search(squeezed(line.text))), default=None)


def _in_its_place(page: PageText) -> list[Line]:
    """The lines between 商标注册证 and the goods that can be a mark, top to bottom; the smaller print beside them left out."""
    floor = _floor(page)
    titles = [line.box[3] for line in page.lines if _TITLE.search(squeezed(line.text))]
    titles = [bottom for bottom in titles if floor is None or bottom <= floor + _OVERLAP]
    if floor is None or not titles:
        return []
    between = [
        line
        for line in page.lines
        if line.box[1] >= max(titles) - _OVERLAP
        and line.box[3] <= floor + _OVERLAP
        and line.confidence >= _LEGIBLE_MARK
        and _MARK_TEXT.fullmatch(line.text.strip())
        and not _NOT_A_MARK.search(squeezed(line.text))
    ]
    tallest = max((line.box[3] - line.box[1] for line in between), default=0.0)
    return [line for line in between if line.box[3] - line.box[1] >= tallest * _AS_TALL][:_LINES_OF_MARK]


def _largest(page: PageText) -> Line | None:
    floor = _floor(page)
    floor = 0.6 if floor is None else floor
    heights = sorted(line.box[3] - line.box[1] for line in page.lines)
    usual = heights[len(heights) // 2] if heights else 0.0
    above = [
        line
        for line in page.lines
        if line.box[3] <= floor + _OVERLAP
        and line.box[3] - line.box[1] >= usual * _LARGE
        and not _NOT_A_MARK.search(squeezed(line.text))
        and _MARK_TEXT.fullmatch(line.text.strip())
    ]
    return max(above, key=lambda line: line.box[3] - line.box[1], default=None)


def _with_codes(document: DocumentText, fields: dict[str, Field]) -> dict[str, Field]:
    """The registration number with what the certificate's own QR code (``regNum=``) says of it."""
    for page in document.pages:
        for code in page.codes:
            match = re.search(r"[?&]regNum=([0-9A-Za-z]{5,12})(?![0-9A-Za-z])", code.text)
            if match is None:
                continue
            number, printed = match[1].upper(), fields.get("registration_number")
            if printed is None:
                coded = Field(number, number, _FROM_CODE, page.number, code.box, Source.QR, frozenset({"qr"}))
                return fields | {"registration_number": coded}
            if printed.value == number:
                return fields | {"registration_number": witnessed(printed, "qr")}
    return fields


def _dates(spans: Mapping[str, Span], flow: Flow) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    for name in ("registered", "valid_to"):
        if (place := spans.get(name)) and (day := date_field(place)):
            fields[name] = day
    term = spans.get("term")
    if term is None or dates.parse_period(term.text).start is None:
        term = flow.first(r"(?:有效期限?|专用权期限?)[\s:]*(?:自|从)?(?:公元)?.{0,40}") or term
    if term is not None:
        period = dates.parse_period(term.text)
        if period.start is not None:
            fields["valid_from"] = term.field(period.start.isoformat())
            fields.setdefault("registered", fields["valid_from"])
        if isinstance(period.end, date):
            fields.setdefault("valid_to", term.field(period.end.isoformat()))
    if "registered" not in fields and (
        hit := flow.first(r"\bRegist(?:ered|ration\s+date)(?:\s+on)?\s*:?\s*([0-9A-Z][^\n\t]{7,20})", 1)
    ):
        fields |= {"registered": doubted(day, _FOREIGN)} if (day := date_field(hit)) else {}
    for name, label in (("registered", r"注册日期?"), ("valid_to", r"(?:有效期?|效期)至|截止日期")):
        if name not in fields and (hit := flow.first(rf"{label}[^\n]{{0,24}}")) and (day := date_field(hit)):
            fields[name] = doubted(day, _NEAR_LABEL)
    if "registered" in fields and "valid_from" not in fields:
        fields["valid_from"] = fields["registered"]
    return _in_tens(fields)


def _in_tens(fields: dict[str, Field]) -> dict[str, Field]:
    """``valid_to`` is the eve of a tenth anniversary: two prints confirm each other."""
    start, end = fields.get("registered"), fields.get("valid_to")
    if start is None or end is None or end.value == OPEN_ENDED:
        return fields
    years = whole_years(date.fromisoformat(start.value), date.fromisoformat(end.value))
    if years is None or years % 10:
        return fields
    names: list[str] = ["registered", "valid_to"]
    if (first := fields.get("valid_from")) and first.value == start.value:
        names.append("valid_from")
    return fields | {name: witnessed(fields[name], "arithmetic") for name in names}


_FIELDS = (
    "registration_number", "mark", "nice_classes", "goods", "registrant", "registrant_address", "registered",
    "valid_from", "valid_to",
)  # fmt: skip

KIND = Kind(
    name="trademark_certificate",
    title={"zh": "商标注册证", "en": "trademark certificate"},
    fields=_FIELDS,
    audience=Audience.COMPANY,
    file_names=r"商标注册证|商标证|注册证|R标|trademark",
    titles=(
        r"(中华人民共和国)?商标注册[证正證](书)?(第?G?\d{5,9}[A-Z]?号?)?(\(?副?本?\)?)?",
        r"(马德里)?商标国际注册(证明|证书?)",
        r"(?i)certificateofregistration(oftrade-?marks?)?|trade-?mark(registration)?certificate|registrationcertificate",
        r"(?i)unitedstatespatentandtrade-?markoffice",
    ),
    signs=(
        (r"商标注册[证證]", 0.8),
        (r"核定使用(商品|服务)|核定服务项目", 1.2),
        (r"注册有效期限|自公元", 0.8),
        (r"(注册人|商标权人)[^\n]{2,}", 0.5),
        (r"^注册人地址|注册人?地址", 0.4),
        (r"有效期至", 0.4),
        (r"第G?\d{5,9}[A-Z]?号", 0.5),
        (r"国家知识产权局|工商行政管理总?局商标局", 0.4),
        (r"国际分类", 0.3),
        (r"局长", 0.3),
        (r"(?i)reg(istration|\.)no\.?", 0.6),
        (r"(?i)int\.cl\.|niceclass|principalregister", 0.6),
        (r"(?i)proprietor|registrant|nameofowner", 0.5),
        (r"(?i)madrid|马德里|worldintellectualproperty|internationalregister|wipo", 1.0),
    ),
    against=(
        (r"授权书|兹授权|特授权|被授权|授权方", 2.5),
        (r"(?i)hereby(authori[sz]e|grant|appoint)|authori[sz]ationletter|letterofauthori[sz]ation|invoice", 2.5),
        (r"受理通知书", 2.5),
        (r"核准续展注册|续展注册证明|商标转让证明|核准转让证明|变更证明|变更商标注册", 2.5),
        (r"经营范围|价税合计|甲方.{0,60}乙方", 2.0),
        (r"商标状态|是否共有商标|初审公告(期号|日期)|(?i:companieshouse|companiesregistry|companiesact)", 1.5),
    ),
    extract=extract,
    needed=("registration_number", "registrant", "nice_classes", "registered", "valid_to"),
)
