"""合规声明, 承诺书: a company declares that it keeps the rules; in Chinese, in English, or both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from docvet.documents.confidence import ceiling
from docvet.documents.kinds import Audience, Kind
from docvet.documents.shared import signing
from docvet.documents.text.company_names import COMPANY, company_in, is_pronoun
from docvet.documents.text.document import DocumentText
from docvet.documents.text.fields import doubted, party_field, witnessed
from docvet.documents.text.flow import Flow
from docvet.documents.text.span import Span
from docvet.models import Field
from docvet.values.text import squeezed

_SPEAKERS = (
    "声明企业名称", "声明单位名称", "声明公司", "声明企业", "声明单位", "声明人", "声明方", "声明主体", "承诺企业", "承诺单位", "承诺公司", "承诺人", "承诺方", "承诺主体",
    "申请主体", "申请企业", "申请单位", "申请人", "签署单位", "签署主体", "商家名称", "卖家名称", "公司名称", "企业名称", "单位名称", "主体名称", "经营主体", "公司全称", "企业全称",
    "Declarant", "Declaring Company", "Company Name", "Name of Company", "Name of the Company", "Company", "Seller", "Merchant", "Applicant",
)  # fmt: skip
_LABELS = {
    "company": _SPEAKERS,
    "signed": signing.LABELS,
    "other": (
        "统一社会信用代码", "法定代表人(签字)", "法定代表人", "法人代表", "授权代表", "联系电话", "地址", "职务", "签字", "签名", "Signature", "Title", "Name",
        "Legal Representative", "Authorized Signatory", "Unified Social Credit Code", "Address",
    ),
}  # fmt: skip
_SPOKEN = rf"(?:我司|我公司|本公司|我单位|本单位|本企业|我方|本司|声明人|承诺人)\s*[,:(为即]?\s*(?:(?:公司|企业|单位)?(?:名称|全称)\s*[:为]?\s*)?({COMPANY})"
_CALLED = rf"({COMPANY})\s*\(?\s*(?:以?下(?:简)?称|简称|即)?\s*:?\s*[\"'《]?(?:我司|我公司|本公司|本企业|声明人|承诺人|公司)[\"'》]?\s*\)"
_DECLARES = rf"({COMPANY})\s*(?:\([^)\n]{{0,60}}\))?[\s,]*(?:在此|谨此|特此|现|兹|自愿|谨)?\s*(?:郑重|共同)?(?:地|向[^,。;\n]{{2,24}}?)?(?:声明|承诺|保证|确认)"
_WE = (
    rf"\b(?:we|i|the\s+undersigned)\s*,?\s*(?:the\s+undersigned\s*,?\s*)?({COMPANY})",
    rf"({COMPANY})[^.\n]{{0,160}}?\b(?:hereby\s+)?(?:solemnly\s+)?(?:declares?|undertakes?|confirms?|warrants?|represents?)\b",
    rf"(?:for\s+and\s+)?on\s+behalf\s+of\s*:?\s*({COMPANY})",
)
_BY_SEAL = rf"({COMPANY})\s*\(?(?:盖章|公章|签章|加盖公章)"
_ALONE = rf"(?:^|\t)[^\S\n]*({COMPANY})[^\S\n]*(?=$|\t)"
_LOWER_PART = 0.5
_UNLABELLED = ceiling("declarant_unlabelled")


def extract(document: DocumentText) -> dict[str, Field]:
    """company, signed, signature, from one pass; ``seals`` come from pixels and are added elsewhere."""
    flow = Flow(document)
    spans = document.labelled(_LABELS)
    words = "|".join(re.escape(word) for word in sorted(signing.LABELS, key=len, reverse=True))
    fields = {
        "company": _company(flow, spans.get("company")),
        "signed": signing.signed(document, flow, next(flow.cell(words), None) or spans.get("signed")),
        "signature": signing.signature(flow),
    }
    return {name: field for name, field in fields.items() if field is not None}


def _company(flow: Flow, beside: Span | None) -> Field | None:
    """The first company that a place names, the surest place first; twice on the document is a witness."""
    words = "|".join(re.escape(word) for word in sorted(_SPEAKERS, key=len, reverse=True))
    labelled = (field for place in flow.cell(words) if (field := party_field(place, persons=False)))
    geometric = (field for field in [party_field(beside, persons=False) if beside else None] if field)
    candidates = chain(
        labelled, geometric, *(_named(flow, one) for one in (_CALLED, _SPOKEN, _DECLARES, *_WE, _BY_SEAL))
    )
    field = next(chain(candidates, _at_end(flow)), None)
    if field is None:
        return None
    twice = squeezed(flow.text).casefold().count(squeezed(str(field.value)).casefold()) > 1
    return witnessed(field, "repeated") if twice else field


def _named(flow: Flow, pattern: str) -> Iterator[Field]:
    for match in flow.finditer(pattern):
        if (named := company_in(match[1])) and not is_pronoun(named[0]):
            yield flow.span(match.start(1) + named[1], match.start(1) + named[2]).field(named[0])


def _at_end(flow: Flow) -> Iterator[Field]:
    """A row near the end that is nothing but a company: the signature block."""
    for match in reversed(list(flow.finditer(_ALONE))):
        named = company_in(match[1])
        if named and named[0] == match[1].strip() and match.start() > len(flow.text) * _LOWER_PART:
            yield doubted(flow.span(*match.span(1)).field(named[0]), _UNLABELLED)


_OF_WHAT = r"(?:合规|合法|守法|诚信|依法|产品|商品|知识产权|跨境|电商|卖家|商家|店铺|企业|入驻|平台|质量|安全|真实性|资质|材料|经营|销售|运营|联合|及|与|和|[A-Za-z])"

_FIELDS = (
    "company", "signed", "signature", "seals",
)  # fmt: skip

KIND = Kind(
    name="compliance_declaration",
    title={"zh": "合规声明", "en": "compliance declaration"},
    fields=_FIELDS,
    audience=Audience.COMPANY,
    file_names=r"合规|声明|承诺|declaration|compliance",
    signer=("company", "company"),
    titles=(
        rf"(?!.*授权){_OF_WHAT}{{1,14}}(声明|承诺)(书|函|文件)?([/(]?[A-Za-z]{{0,60}}\)?)?",
        r"(声明|承诺)(与(声明|承诺))?(书|函)([/(]?[A-Za-z]{0,60}\)?)?",
        r"(?i)(seller|merchant|business|product|legal|statement|of|letter|and|regulatory|undertaking|trade|self)*(compliance(declaration|statement|undertaking|commitment|certificate)|(declaration|statement|undertaking|letter|certificate)ofcompliance)(letter|form)?",
    ),
    signs=(
        (r"合规(声明|承诺|经营)", 1.0),
        (r"(郑重|特此|在此|谨此|兹|作出?|如下)(向[^\n]{2,24})?(声明|承诺)", 1.0),
        (r"(声明|承诺)(人|单位|企业|公司|方|主体|日期|如下)", 0.9),
        (r"遵守[^\n]{0,40}(法律|法规|规则|政策|规定)|(法律|法规)[^\n]{0,30}遵守", 0.7),
        (r"承担[^\n]{0,24}(法律责任|后果|责任)", 0.5),
        (r"不(存在|销售|侵犯|含有)[^\n]{0,30}(假冒|侵权|违禁|知识产权|虚假)", 0.5),
        (r"(?i)hereby(solemnly)?(declare|undertake|warrant)|declar(es|ant)", 1.0),
        (r"(?i)compl(y|ies|iance)with(all|the|applicable|local|any|relevant)", 0.8),
        (r"(?i)compliancedeclaration|declarationofcompliance", 1.0),
    ),
    against=(
        (r"授权书|兹授权|被授权方|(?i:hereby(authori[sz]e|appoint))", 2.0),
        (r"联合运营协议|联合经营协议|(?i:jointoperationagreement)|服务费", 1.5),
        (r"价税合计|核定使用商品|登记机关|开户许可|检[测验]报告|报告编号", 2.0),
    ),
    extract=extract,
    needed=("company", "signed"),
    follows=True,
)
