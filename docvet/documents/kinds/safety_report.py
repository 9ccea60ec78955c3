"""Documents on a product's safety: test reports, children's product certificates (CPC), cosmetic safety assessments.

Looks: domestic laboratories' (CMA, CNAS, bilingual), international ones' (letterhead, Applicant, Report No.).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from docvet.documents.confidence import ceiling
from docvet.documents.kinds import Audience, Kind
from docvet.documents.text.cells import whole_cell
from docvet.documents.text.company_names import company_in
from docvet.documents.text.document import DocumentText
from docvet.documents.text.fields import cut, date_field, doubted, lone_dates, party_field, single_line
from docvet.documents.text.flow import Flow
from docvet.documents.text.span import Span, span
from docvet.models import Field
from docvet.values.text import squeezed

_BY_WORDS = ceiling("conclusion_by_words")

_LABELS = {
    "number": (
        "检测报告编号", "检验报告编号", "检测报告号", "测试报告编号", "报告编号", "报告号码", "报告号", "证书编号", "Test Report No.", "Test Report Number", "Report Number", "Report No.",
        "Report No", "Report Ref", "Report ID", "Certificate No.", "Certificate Number", "Job No.",
    ),
    "applicant": (
        "委托单位名称", "委托方名称", "委托单位", "委托方", "委托人", "申请单位", "申请商", "申请人", "申请方", "客户名称", "送检单位", "受检单位", "送样单位", "客户", "Applicant Name", "Name of Applicant",
        "Applicant", "Client Name", "Client", "Customer Name", "Customer", "Identification of the importer", "Identification of the importer or domestic manufacturer", "Importer", "Submitted by", "Issued to", "Prepared for",
    ),
    "product": (
        "样品名称", "产品名称", "检品名称", "商品名称", "样品描述", "产品中文名称", "品名", "Sample Name", "Sample Description", "Description of Sample", "Product Name", "Name of Product",
        "Product Description", "Product", "Item Name", "Item Description", "Style Description", "Identification of Product",
    ),
    "laboratory": (
        "检测机构名称", "检验检测机构", "检测机构", "检验机构", "检测单位", "检验单位", "检测实验室", "测试实验室", "评估机构", "评估单位", "实验室名称", "承检单位", "Testing Laboratory", "Test Laboratory",
        "Testing Lab", "Laboratory Name", "Laboratory", "Third Party Laboratory", "Issued by", "Prepared by", "Tested by",
    ),
    "issued": (
        "签发日期", "批准日期", "报告日期", "报告签发日期", "出具日期", "发布日期", "发证日期", "评估日期", "报告发布日期", "Date of Issue", "Issue Date", "Issued Date", "Date Issued",
        "Issued on", "Report Date", "Date of Report", "Issuance Date",
    ),
    "other": (
        "委托单位地址", "地址", "生产单位", "制造商", "生产企业", "生产日期", "样品编号", "规格型号", "型号规格", "型号", "商标", "收样日期", "接收日期", "送样日期", "到样日期", "检测周期", "检测日期",
        "检测期间", "检测依据", "检验依据", "检测结论", "检验结论", "检验类别", "检测要求", "检测项目", "样品数量", "联系电话", "批准", "审核", "编制", "主检", "页码", "Manufacturer", "Address",
        "Model No.", "Model", "Sample No.", "Sample Receiving Date", "Sample Received Date", "Date of Receipt", "Received Date", "Date Received", "Test Period", "Testing Period",
        "Test Requested", "Test Standard", "Test Result", "Conclusion", "Remark", "Approved by", "Page", "Country of Origin", "Style No.", "Item No.", "Buyer",
    ),
}  # fmt: skip
_NUMBER = re.compile(r"(?=[A-Z0-9\-/.() ]{0,24}[0-9]{3})[A-Z0-9](?:[A-Z0-9\-/.()#]|\s(?=[0-9])){4,34}(?<![\-/.(])")
_LAB_WORD = re.compile(
    r"检[测验]|计量|测试|质检|检疫|实验室|认证|标准技术|技术服务|SGS|Intertek|T[UÜ]V|BUREAU\s?VERITAS|EUROFINS|UL\b|testing|laborator|\blabs?\b|inspection|certification|calibration|quality|technolog",
    re.IGNORECASE,
)
_LAB_AT = (
    r"(?:检[测验]|评估)(?:机构|单位)\s*\(?(?:盖章|公章|专用章|签章)",
    r"(?:issued|tested|prepared)\s+by\s*:?",
)
_HEAD_ROWS = 4
_LETTERHEAD, _UNLABELLED = ceiling("laboratory_letterhead"), ceiling("report_unlabelled")
_ACCREDITATIONS = ("CMA", "CNAS", "ILAC", "CPSC", "A2LA", "UKAS", "DAkkS", "CAL")
_TYPES = (
    ("childrens_product_certificate", r"(?i)children'?s?product(?:conformity)?certificate|\bCPC\b(?=.{0,40}certif)"),
    ("safety_assessment", r"安全评估(?:报告|资料|摘要)|(?i:(?:cosmetic)?(?:product)?safety(?:assessment|report)|CPSR)"),
    ("safety_data_sheet", r"(?i)safetydatasheet|MSDS|安全技术说明书"),
    ("test_report", r"检[测验](?:检测)?报告|测试报告|(?i:testreport|reporton|certificateofanalysis)"),
)
_PASSED = r"(?:(?:结论|conclusion|result|判定|评价)[^\n]{0,60}?(?<!不)(?:合格|符合|通过|安全|pass(?:ed)?|compl(?:y|ies|iant)|conform))|(?<!不)(?:合格|符合(?:上述|以上|标准|要求))"
_FAILED = r"不合格|不符合|(?:结论|conclusion|result|判定)[^\n]{0,30}?(?:fail(?:ed)?|不通过|does\s+not)"


def extract(document: DocumentText) -> dict[str, Field]:
    """number, applicant, product, laboratory, issued, from one pass; also document_type, accreditations, conclusion."""
    flow = Flow(document)
    spans = document.labelled(_LABELS)

    def places(name: str) -> Iterator[Span]:
        words = "|".join(re.escape(word) for word in sorted(_LABELS[name], key=len, reverse=True))
        return chain(flow.cell(words), [whole_cell(document, spans[name])] if name in spans else [])

    applicant = next((field for place in places("applicant") if (field := party_field(place))), None)
    fields = {
        "number": _number(places("number"), flow),
        "applicant": applicant,
        "product": _product(places("product")),
        "laboratory": _laboratory(document, flow, places("laboratory"), str(applicant.value) if applicant else ""),
        "issued": _issued(document, flow, places("issued")),
        "document_type": _type(document),
        "accreditations": _accreditations(flow),
        "conclusion": _conclusion(flow),
    }
    return {name: field for name, field in fields.items() if field is not None}


def _number(places: Iterable[Span], flow: Flow) -> Field | None:
    unlabelled = flow.first(r"(?:^|\s)(?:(?:No\.?|№|编\s*号|Number)\s*[:\t]|No\.|№)\s*([^\n\t]{5,40})", 1)
    for place, sure in chain(((place, 1.0) for place in places), [(unlabelled, _UNLABELLED)] if unlabelled else []):
        line = single_line(place)
        if line is not None and (match := _NUMBER.search(line.text.upper())):
            return cut(line, match[0]).field(re.sub(r"\s", "", match[0]), confidence=sure)
    return None


def _product(places: Iterable[Span]) -> Field | None:
    for place in places:
        line = single_line(place)
        if line is None:
            continue
        text = re.sub(r"^(?:/?[A-Z][A-Za-z ]{2,24})\s*:\s*", "", line.text).strip(" :/")
        if re.match(r"样品名?|产品名?|检品", text):  # the other half of a label in two languages
            continue
        if re.search(r"[^\W\d]{2}", text) and len(text) <= 80 and not company_in(text):
            return cut(line, text).field(text)
    return None


def _laboratory(document: DocumentText, flow: Flow, places: Iterable[Span], applicant: str) -> Field | None:
    """Labelled, at its stamp, as the letterhead, or as the last line that is nothing but a laboratory's name."""
    for place in places:
        if (field := party_field(place, persons=False)) and field.value != applicant:
            return field
        line = single_line(place)
        if line is not None and _LAB_WORD.search(line.text) and 4 <= len(line.text) <= 60 and "。" not in line.text:
            return line.field(line.text, confidence=_LETTERHEAD)
    for pattern in _LAB_AT:
        for match in flow.finditer(rf"([^\n\t:]{{4,60}}?)\s*\(?{pattern}"):
            if (named := company_in(match[1])) and named[0] != applicant:
                return flow.span(*match.span(1)).field(named[0], confidence=_LETTERHEAD)
    rows = [row for page in document.pages for row in (*page.rows[:_HEAD_ROWS], *reversed(page.rows[_HEAD_ROWS:]))]
    for row in rows:
        for printed in row:
            named = company_in(printed.text)
            name = named[0] if named else printed.text.strip()
            bare = len(squeezed(name)) >= len(squeezed(printed.text)) - 2
            institute = named is not None or re.search(
                r"(?:院|所|中心|站|实验室|Laborator(?:y|ies)|Institute|Cent(?:er|re))$", name
            )
            if bare and institute and _LAB_WORD.search(name) and name != applicant:
                return span(document.pages[0].number, [printed], name).field(name, confidence=_LETTERHEAD)
    return None


def _issued(document: DocumentText, flow: Flow, places: Iterable[Span]) -> Field | None:
    for place in places:
        if day := date_field(place):
            return day
    if (hit := flow.first(r"(?:^|\s)(?:日\s*期|Dated?)\s*[:\t]\s*([^\n\t]{6,24})", 1)) and (day := date_field(hit)):
        return doubted(day, _UNLABELLED)
    alone: Sequence[tuple[object, Span]] = lone_dates(document)
    return doubted(day, _UNLABELLED) if alone and (day := date_field(alone[-1][1])) else None


def _type(document: DocumentText) -> Field | None:
    for name, pattern in _TYPES:
        if match := document.search(pattern):
            return match[1].field(name)
    return None


def _accreditations(flow: Flow) -> Field | None:
    """Marks of accreditation that the document prints; that they are valid no document can tell."""
    marks = {
        name: match
        for name in _ACCREDITATIONS
        if (match := next(flow.finditer(rf"(?<![A-Za-z])(?-i:{name})(?![a-z])"), None))
    }
    if not marks:
        return None
    first = next(iter(marks.values()))
    return flow.span(*first.span()).field(list(marks))


def _conclusion(flow: Flow) -> Field | None:
    """``pass`` or ``fail``, where the document says so; a report of many results that says both stays silent."""
    passed, failed = flow.first(_PASSED), flow.first(_FAILED)
    if (passed is None) == (failed is None):
        return None
    return (
        passed.field("pass", confidence=_BY_WORDS)
        if passed
        else failed.field("fail", confidence=_BY_WORDS)
        if failed
        else None
    )


_FIELDS = (
    "document_type", "number", "applicant", "product", "laboratory", "accreditations", "conclusion", "issued",
)  # fmt: skip

KIND = Kind(
    name="safety_report",
    title={"zh": "产品安全报告", "en": "product safety report"},
    fields=_FIELDS,
    audience=Audience.COMPANY,
    file_names=r"检测|检验|报告|安全评估|test[-_ ]?report|CPC|MSDS|safety",
    titles=(
        r".{0,14}(检[测验]|检验检测|测试|安全评估|安全性评价|毒理|质检|理化|安全)(检测)?报告(书)?([/(]?[A-Za-z]{0,30}\)?)?",
        r"(?i).{0,16}(test|inspection|analysis|safety(assessment)?)report(.{0,3}(no|number).{0,30})?",
        r"(?i)children'?s?product(conformity)?certificate(\(cpc\))?|certificateofanalysis|(material)?safetydatasheet",
        r"化妆品产品?安全评估(报告|资料|摘要)",
    ),
    signs=(
        (r"检[测验](检测)?报告|测试报告|安全评估报告", 1.2),
        (r"(报告|证书)编?号|(?i:reportn(o|umber))", 0.7),
        (r"样品(名称|描述|编号|数量|接收)|检品名称", 1.0),
        (r"检[测验](依据|项目|结论|结果|日期|周期|机构|单位|类别|要求)", 1.0),
        (r"委托(单位|方|人)|送检单位|受检单位", 0.6),
        (r"CNAS|CMA|ILAC|检验检测专用章", 0.6),
        (r"主检|批准人?[:：]|审核人?[:：]|签发日期", 0.3),
        (r"(?i)testreport|childrensproductcertificate|children'sproductcertificate", 1.3),
        (r"(?i)sample(name|description|receiv)|test(ing)?(period|method|request|result|standard|laborator)", 0.9),
        (r"(?i)applicant|client|manufacturer", 0.3),
        (r"(?i)EN71|ASTM|16CFR|CPSIA|CPSC|ISO\d{4,5}|GB/?T?\s?\d{4,5}|REACH|RoHS", 0.6),
        (r"(?i)conclusion|pass(ed)?$", 0.4),
        (r"安全评估(人员|结论)|毒理学|风险物质", 0.9),
    ),
    against=(
        (r"授权书|兹授权|被授权|受理通知书|营业执照.{0,4}副本", 2.0),
        (r"价税合计|购销合同|采购合同|甲方.{0,60}乙方", 2.0),
        (r"(?i)hereby(authori[sz]e|appoint)|WEEE|LUCID|producerresponsibility", 1.5),
    ),
    extract=extract,
    needed=("number", "applicant", "product", "issued"),
    follows=True,
)
