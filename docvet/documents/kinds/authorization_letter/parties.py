"""Who grants and who receives, in a letter of authorization: labelled, in a sentence, or by the seal's place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from docvet.documents.confidence import ceiling
from docvet.documents.text.cells import whole_cell
from docvet.documents.text.company_names import COMPANY, PERSON, company_in, is_pronoun
from docvet.documents.text.document import DocumentText
from docvet.documents.text.fields import doubted, party_field, witnessed
from docvet.documents.text.flow import Flow
from docvet.documents.text.span import Span
from docvet.models import Field
from docvet.values.names import is_company
from docvet.values.text import squeezed

_BY_CUSTOM, _A_PERSON = ceiling("letter_party_by_custom"), ceiling("letter_grantor_a_person")
_IN_ITS_ROW = ceiling("letter_grantor_alone_in_row")

GRANTOR_WORDS = (
    "授权方", "授权人", "授权单位", "授权公司", "授权企业", "授权主体", "授权商", "许可方", "许可人", "许可单位", "委托方", "委托人", "委托单位", "商标权人", "商标权利人",
    "商标所有人", "商标持有人", "商标注册人", "品牌方", "品牌所有人", "品牌商", "权利人", "发证单位", "发证方", "出具单位", "出具方", "签发单位",
)  # fmt: skip
GRANTEE_WORDS = (
    "被授权方", "被授权人", "被授权单位", "被授权公司", "被授权企业", "被授权主体", "被授权商", "受权方", "受权人", "获授权方", "获授权人", "被许可方", "被许可人",
    "被许可单位", "受托方", "受托人", "受托单位", "受托公司", "被委托单位", "被委托方", "被委托人", "受委托方", "授权对象", "授权商家", "授权经销商", "被授权店铺主体",
)  # fmt: skip
GRANTOR_EN = (
    "Grantor",
    "Licensor",
    "Authorizer",
    "Authoriser",
    "Authorizing Party",
    "Authorising Party",
    "Brand Owner",
    "Trademark Owner",
    "Authorized by",
    "Principal",
)
GRANTEE_EN = (
    "Grantee", "Licensee", "Authorized Party", "Authorised Party", "Authorized Company", "Authorized Entity", "Authorized Distributor",
    "Authorized Dealer", "Authorized Reseller", "Authorized Seller", "Authorizee", "Authorized to", "Agent",
)  # fmt: skip


LABELS = {"grantor": GRANTOR_WORDS, "grantee": GRANTEE_WORDS}
"""Chinese only: where a label is guessed from a few letters, Authorized signatory looks like Authorized by."""

_WORD = {"grantor": "|".join(GRANTOR_WORDS), "grantee": "|".join(GRANTEE_WORDS)}
_EN_WORD = {"grantor": "|".join(GRANTOR_EN), "grantee": "|".join(GRANTEE_EN)}
VERB = (
    r"(?<!被)(?<!受)(?<!获)(?<!经)(?:兹|特|现|谨|在此|正式|合法|独家|同意|全权|唯一)*(?:授权许可|许可授权|授权委托|授权给|授权予|授权(?!(?:方|人|单位)[\u3400-\u9fff]{2,3}[省市])|许可|授予|委托|指定|委任)"
    r"(?:给|予|由|于|与)?\s*(?:乙方|被授权方|以下公司|以下单位|贵司|贵公司|经销商|代理商|公司|(?:我司|我公司|本公司|我方)的?[全资控股下属旗关联合作长期指定]{0,8}(?:子公司|分公司|公司|客户|伙伴|商))?[\s:,(\"《]*"
    r"(?:(?:公司|企业|单位|店铺)名称\s*:\s*)?"
)
EN_VERB = (
    r"(?:hereby|do|does|officially|duly|solely|exclusively|irrevocably|fully|formally|,|and|\s)*"
    r"(?:authori[sz]es?(?!d)|grants?(?![eo])(?:\s*to)?|appoints?(?!e)|permits?(?!t)|licen[sc]es?(?![de])|designates?(?!d)|entrusts?(?!e))(?:\s+and\s+\w+)?\s*(?:the\s*company\s*|to\s*|that\s*)?[\"']?\s*"
)
_CALLED_GRANTOR = (
    r"\s*\(\s*(?:以?下(?:简)?称|简称|即)\s*:?\s*[\"'《]?(?:甲方|授权方|授权人|许可方|我司|我公司|本公司|委托方|品牌方)"
)
_CALLED_GRANTEE = r"\s*\(\s*(?:以?下(?:简)?称|简称|即)\s*:?\s*[\"'《]?(?:乙方|被授权方|被授权人|被许可方|被授权公司|受托方|经销商|代理商)"
_SPOKEN = r"(?:我司|我公司|本公司|我方|我单位|本单位|本厂|本司|兹有|兹由|现有)[\s:,(\"]*(?!(?:特此|兹|特|现|在此|正式|同意|不可撤销地)*(?:授权|许可|委托|授予))"
_THEM = r"[^。]{0,70}?(?:授权|许可|委托)其"
"""兹有X,系我司客户,我司授权其…: X is who is authorized."""
_BY_PERSON = r"本人\s*[,:(]?\s*([\u3400-\u9fff·]{2,4}?)(?=[\s,()]|身份证|[是系为]|特?授权)|(?:声明人|授权人|立书人|签字人)\s*(?:\([^)\n]{0,10}\))?\s*:\s*([\u3400-\u9fff·]{2,4})(?=$|[\s\t])"
"""A person who owns the mark, as he or she speaks or signs."""
_CANDIDATES = 6
_CONTESTED = ceiling("letter_party_contested")
_HEAD = 4
"""So much of a name stands together even where its cell wraps."""
_LOWER_PART = 0.4
"""The signature block stands behind this part of the text."""
_SEAL = r"(?:盖章|公章|签章|加盖公章|签字|盖章处|签名)"


def parties(document: DocumentText, flow: Flow) -> dict[str, Field]:
    """Grantor and grantee; the witness ``repeated`` where the document names the party in two places."""
    spans = document.labelled(LABELS)
    grantors, grantees = (
        list(islice(_candidates(name, document, flow, spans.get(name)), _CANDIDATES)) for name in ("grantor", "grantee")
    )
    fields: dict[str, Field] = {}
    if pair := _first_pair(grantors, grantees):
        fields = dict(zip(("grantor", "grantee"), pair, strict=True))
    elif grantors or grantees:
        fields = {"grantee": grantees[0]} if grantees else {"grantor": grantors[0]}
    lacking = "grantee" in fields and "grantor" not in fields
    if lacking and (last := next(_at_seal(flow, fields["grantee"].value), None)):
        fields["grantor"] = last
    return {name: _repeated(field, document) for name, field in fields.items()}


def _first_pair(grantors: Sequence[Field], grantees: Sequence[Field]) -> tuple[Field, Field] | None:
    """The surest two that are not the same company; in doubt where the surest place of both named one."""
    ranked = sorted(
        ((i + j, j, grantor, grantee) for i, grantor in enumerate(grantors) for j, grantee in enumerate(grantees)),
        key=lambda item: (item[0], -item[1]),
    )
    for rank, _, grantor, grantee in ranked:
        if grantor.value != grantee.value:
            return (grantor, grantee) if rank == 0 else (doubted(grantor, _CONTESTED), doubted(grantee, _CONTESTED))
    return None


def _candidates(name: str, document: DocumentText, flow: Flow, beside: Span | None) -> Iterator[Field]:
    """From the surest place to the least."""
    yield from _labelled(name, flow)
    if beside is not None and (field := _party_beside(document, beside)) and _begins_its_cell(flow, field.raw[:_HEAD]):
        yield field
    yield from _grantors(flow) if name == "grantor" else _grantees(flow)


def _party_beside(document: DocumentText, beside: Span) -> Field | None:
    """A company whose name wraps in its cell before a person, whom the rest of such a name may look like."""
    whole = whole_cell(document, beside)
    return party_field(whole, persons=False) or party_field(beside)


def _begins_its_cell(flow: Flow, name: str) -> bool:
    """No half of a sentence stands before it, which a label was guessed from: 授权贵司销售我司X."""
    return bool(re.search(rf"(?:^|[\n\t:)/]|[\u3400-\u9fff]{{2}}[\t ])[^\S\n]*{re.escape(name)}", flow.text))


def _labelled(name: str, flow: Flow) -> Iterator[Field]:
    """授权方(甲方): X, with a colon, also 甲方(授权方): X; bare 甲方/乙方 by the custom of letters, in some doubt."""
    note = r"(?:\s*[/(](?:[^)\n:]{0,24})\)?)?"
    for pattern, sure in (
        (rf"(?<!被)(?<!受)(?:{_WORD[name]}){note}(?:名称|全称)?{note}\s*[:\t]\s*([^\n\t]{{2,70}})", 1.0),
        (rf"^[^\S\n]*(?:{_WORD[name]})(?=[\u3400-\u9fff]{{2,3}}[省市])([^\n\t]{{2,70}})", 1.0),
        (rf"(?:甲|乙)方\s*\(\s*(?:{_WORD[name]})[^)\n]*\)\s*:\s*([^\n\t]{{2,70}})", 1.0),
        (
            rf"(?<![A-Za-z])(?:{_EN_WORD[name]})(?:'s)?(?:\s+name)?{note}(?:\s*[\u3400-\u9fff]{{2,8}})?\s*[:\t]\s*([^\n\t]{{3,80}})",
            1.0,
        ),
        (rf"^[^\S\n]*{'甲' if name == 'grantor' else '乙'}方\s*(?:\(盖章\))?\s*:\s*([^\n\t]{{2,70}})", _BY_CUSTOM),
    ):
        for match in flow.finditer(pattern):
            stamped = re.search(_SEAL, flow.text[match.start() : match.start(1)])
            if field := party_field(flow.span(*match.span(1)), persons=not stamped):
                yield doubted(field, sure)
    for match in flow.finditer(rf"(?:{_WORD[name]})\s*\({_SEAL}[^)\n]*\)\s*[:\t]\s*({PERSON})$"):
        if field := party_field(flow.span(*match.span(1))):
            yield doubted(field, min(_A_PERSON, _CONTESTED))  # or a piece of the seal beside it


def _grantees(flow: Flow) -> Iterator[Field]:
    yield from _addressees(flow)
    yield from _named(flow, rf"({COMPANY}){_CALLED_GRANTEE}")
    yield from _named(flow, rf"{VERB}({COMPANY})")
    yield from _named(flow, rf"(?:兹有|现有)[\s:,]*({COMPANY}){_THEM}")
    yield from _named(flow, rf"(?:兹证明|特此证明|证明|确认)[\s:,]*({COMPANY})\s*(?:是|系|为|[(,])")
    yield from _named(flow, rf"({COMPANY})\s*(?:\([^)\n]*\))?\s*(?:是|系|为|作为)\s*(?:我司|我公司|本公司|我方)")
    yield from _named(flow, rf"{EN_VERB}({COMPANY})")
    yield from _named(flow, rf"certif(?:y|ies)\s*that\s*({COMPANY})")
    yield from _named(
        flow,
        rf"({COMPANY})[^.\n]{{0,60}}?is\s*(?:hereby|duly)?\s*(?:an?|our|the)?\s*(?:\w+\s+){{0,2}}?(?:authori[sz]ed|appointed|permitted)",
    )


def _addressees(flow: Flow) -> Iterator[Field]:
    """A letter to the one whom it authorizes: 致X: … 授权贵司."""
    if re.search(
        r"(?:授权|委托|许可|指定|同意|准许)贵(?:司|公司|方|店|厂)|authori[sz]e\s+(?:you|your)\b",
        flow.text,
        re.IGNORECASE,
    ):
        yield from _named(flow, rf"^[^\S\n]*(?:致|尊敬的|To|Dear)\s*[:,]?\s*({COMPANY})")
        yield from _named(flow, rf"^[^\S\n]*({COMPANY})\s*:$")


def _grantors(flow: Flow) -> Iterator[Field]:
    yield from _named(flow, rf"({COMPANY}){_CALLED_GRANTOR}")
    yield from _named(flow, rf"{_SPOKEN}({COMPANY})(?!{_THEM})")
    yield from _named(flow, rf"\b(?:we|i|the\s+undersigned)\s*,?\s*(?:the\s*undersigned\s*,?\s*)?({COMPANY})")
    yield from _named(flow, rf"({COMPANY})(?:(?!\.\s+(?:The|This|We|It|In)\b)[^\n]){{0,200}}?\b{EN_VERB}")
    yield from _named(flow, rf"(?:authori[sz]ed|appointed)\s*(?:\w+\s+){{0,2}}?\w*?(?:by|of|for)\s*({COMPANY})")
    yield from _named(
        flow, rf"({COMPANY})\s*,?\s*(?:is|being|as)?\s*the\s+(?:\w+\s+){{0,3}}?(?:owner|proprietor|registrant|holder)\b"
    )
    yield from _named(flow, rf"为\s*({COMPANY})[^。\n]{{0,30}}?(?:授权|指定|认证)的?(?:经销|代理|分销|零售)[商店]")
    yield from _before_verb(flow)
    yield from _at_seal(flow)
    for match in flow.finditer(_BY_PERSON):
        group = 1 if match[1] else 2
        yield doubted(flow.span(*match.span(group)).field(match[group]), _A_PERSON)


def _named(flow: Flow, pattern: str) -> Iterator[Field]:
    """The company in group 1, without the words that lead up to it."""
    for match in flow.finditer(pattern):
        if match[1] and (named := company_in(match[1])) and not is_pronoun(named[0]):
            yield flow.span(match.start(1) + named[1], match.start(1) + named[2]).field(named[0])


def _before_verb(flow: Flow) -> Iterator[Field]:
    """The company named nearest before 授权, in its sentence; an addressee (致: …) is none."""
    for verb in flow.finditer(rf"(?<!再)(?<!转){VERB}(?={COMPANY})"):
        start = _sentence_start(flow.text, verb.start())
        nearest: Field | None = None
        at = start
        while named := company_in(flow.text[at : verb.start()]):
            begin, end = at + named[1], at + named[2]
            if not re.search(r"(?:致|To|抬头)\s*[:,]?\s*$", flow.text[start:begin]):
                nearest = flow.span(begin, end).field(named[0])
            at = end
        if nearest is not None:
            yield nearest


def _sentence_start(text: str, at: int) -> int:
    """Where the sentence begins; a semicolon or a row's end inside brackets (注册号:…;类别:…) ends none."""
    for start in range(at, 0, -1):
        if text[start - 1] == "。":
            return start
        if text[start - 1] in ";\n" and text.count("(", start, at) >= text.count(")", start, at):
            return start
    return 0


def _at_seal(flow: Flow, grantee: str | None = None) -> Iterator[Field]:
    """The signature block: X(盖章), or a row that is nothing but a company, above or beside a date at the end."""
    fields = [
        *_named(flow, rf"({COMPANY})\s*\(?{_SEAL}"),
        *_named(
            flow,
            rf"^[^\S\n]*(?:公司名称|单位名称|公司|Company(?:\s+Name)?|For and on behalf of|For)\s*(?:\({_SEAL}\))?\s*[:\s]\s*({COMPANY})",
        ),
    ]
    length = len(flow.text)
    for match in reversed(list(flow.finditer(rf"(?:^|\t)[^\S\n]*({COMPANY})[^\S\n]*(?=$|\t)"))):
        named = company_in(match[1])
        if named and named[0] == match[1].strip() and match.start() > length * _LOWER_PART:
            fields += [doubted(flow.span(*match.span(1)).field(named[0]), _IN_ITS_ROW)]
    yield from (field for field in fields if field.value != grantee)


def _repeated(field: Field, document: DocumentText) -> Field:
    """Named again on another line, as the signature block does: a second reading of the same name."""
    name = squeezed(str(field.value)).casefold()
    rows = [squeezed("".join(line.text for line in row)).casefold() for page in document.pages for row in page.rows]
    if is_company(name):
        times = max(sum(row.count(name) for row in rows), "".join(rows).count(name))
    else:  # two characters of a person's name may stand in many words
        times = sum(len(re.findall(rf"(?<![\u3400-\u9fff]){re.escape(name)}(?![\u3400-\u9fff])", row)) for row in rows)
    if times < 2:
        return field
    return witnessed(field, "repeated")
