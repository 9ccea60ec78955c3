"""营业执照: portrait (2014) and landscape (2019) prints, with and without a term, old 13/15-digit numbers.

Sources: GB 32100-2015, GS15-2006 and the print standards of 2014, 2019 and 2022.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from docvet.documents.confidence import ceiling
from docvet.documents.kinds import Audience, Kind
from docvet.documents.kinds.business_license.dates import BLANK, days, first_row
from docvet.documents.kinds.business_license.doubts import doubts
from docvet.documents.kinds.business_license.numbers import numbers
from docvet.documents.kinds.business_license.qr import read_card
from docvet.documents.kinds.business_license.scope import scope_field
from docvet.documents.kinds.business_license.unnamed import unnamed
from docvet.documents.kinds.business_license.witnesses import confirmed
from docvet.documents.text.document import DocumentText
from docvet.documents.text.fields import doubted
from docvet.documents.text.span import Span, span
from docvet.models import Box, Field, Line
from docvet.values.money import parse_capital
from docvet.values.people import acting_people
from docvet.values.text import simplified, squeezed

_SHORT_NAME, _BY_SEAL = ceiling("licence_short_name"), ceiling("registrar_by_seal")
_NO_DUPLICATE, _APART = ceiling("licence_no_duplicate"), ceiling("licence_apart_from_values")

LABELS: Mapping[str, Sequence[str]] = {
    "credit_code": ("统一社会信用代码", "社会信用代码", "统一信用代码"),
    "registration_number": ("注册号", "工商注册号", "营业执照注册号"),
    "name": ("名称", "企业名称", "字号名称", "商号名称", "机构名称"),
    "entity_type": ("类型", "公司类型", "企业类型", "主体类型", "商事主体类型", "经济性质", "企业性质"),
    "composition": ("组成形式",),
    "representative": (
        "法定代表人", "法定代表人姓名", "经营者", "经营者姓名", "投资人", "投资人姓名", "负责人", "负责人姓名",
        "执行事务合伙人",
    ),
    "address": ("住所", "经营场所", "营业场所", "主要经营场所", "企业住所", "主要经营场所(经营场所)"),
    "registered_capital": ("注册资本", "注册资金", "成员出资总额", "出资额", "资金数额"),
    "paid_in": ("实收资本",),
    "established": ("成立日期", "注册日期"),
    "term": ("营业期限", "经营期限", "合伙期限"),
    "scope": ("经营范围", "业务范围", "经营范围及方式"),
    "authority": ("登记机关", "发照机关", "登记机"),
    "issued": ("发照日期", "核准日期", "颁发日期"),
    "licence_term": ("执照有效期",),
    "notice": ("提示", "温馨提示", "注意事项", "重要提示"),
}  # fmt: skip
_MULTILINE = frozenset({"scope"})
_SINGLE_LINE = frozenset({"representative", "registered_capital", "established", "entity_type"})

_WIDE_GAP = 0.08
"""Part of the page's width that never parts the pieces of one short value."""
_LATIN_TAIL = re.compile(r"(?<=[\u3400-\u9fff]{2})[A-Z]{1,6}$")
"""Behind a Chinese name: a piece of a mark printed across the page."""
_COLUMN = ("name", "entity_type", "address", "registered_capital", "established", "term", "scope")
_APART_BY, _IN_LINE, _OTHERS = 0.06, 0.02, 4
"""Parts of the page's width, and how many values show where values begin."""
_MONEY = re.compile(
    r"(人民币|美元|港币|欧元)?[0-9,.零〇一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億两]+[元圆美港欧][^,;。]{0,8}"
)
_PURPOSE = re.compile(r"仅供|仅用于|仅限于|他用无效|复印无效")
_WATERMARK = re.compile(r"[a-z]{3}")
_COMPANY = re.compile(r".+?公司(?:\([^()]{2,12}\))?(?:.{1,14}(?:分公司|分厂|分店|分中心|门店|营业部|办事处|经营部))?")
_INSPECTION = re.compile(r"\d{4}年?度?(?:已?年检|检验|年报|年度检验|验照).*$|(?:已?年检|年度检验|检验合格|验照).*$")
"""Stamps of the annual inspection, beside the type on old licences."""
_COPY_NUMBER = re.compile(r"\(?(?:[正副]本)?(?:编?号)?[::]?\d{1,2}-\d{1,2}\)?|\([正副]本\)|[正副]本编?号[::]?\d*")
"""副本号:1-1, printed beside the name on some prints."""
_TOWN = r"[\u3400-\u9fff]{2,8}?[省市区县州旗盟]"
_AFTER_NAME = re.compile(r"(?:档案编?号|注册号|编号|副本|正本).*$|-\d{1,4}$")
_OFFICE = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{1,8}?[省市区县旗盟])"
    r"(?:市场监督管理局|市场和质量监督管理委员会|工商行政管理局|行政审批(?:服务)?局)(?:[\u4e00-\u9fff]{1,6}分局)?"
)


def extract(document: DocumentText) -> dict[str, Field]:
    """The fields of a business licence, from one pass."""
    if not document.pages:
        return {}
    spans = document.labelled(LABELS, multiline=_MULTILINE)
    if "composition" in spans:  # older licences of individual traders state nothing else
        spans.setdefault("entity_type", spans["composition"])
    fields: dict[str, Field] = {}
    fields.update(numbers(document, spans))
    for name in ("name", "entity_type", "representative", "registered_capital", "address"):
        if name in spans and (field := _plain(name, spans[name])):
            fields[name] = doubted(field, _APART) if _stands_apart(name, spans) else field
    if field := unnamed(document, LABELS, spans.get("name"), fields):
        fields.pop("name", None)
        fields["unnamed"] = field
    fields.update(days(document, spans))
    if field := scope_field(spans.get("scope")):
        fields["scope"] = field
    if field := _authority(document, spans.get("authority"), fields.get("address")):
        fields["authority"] = field
    if field := _duplicate(document):
        fields["duplicate"] = field
    return read_card(document, confirmed(document, fields))


def _plain(name: str, place: Span) -> Field | None:
    whole = _unbroken(place)
    kept = first_row(whole) if name in _SINGLE_LINE else whole
    if name == "representative" and squeezed(kept.text).count("(") > squeezed(kept.text).count(")"):
        kept = whole  # 某某公司(委派代表:… wraps
    text = squeezed(kept.text).strip(":·.,;_-—*☑√口")
    if name == "name":
        text = _name_only(text)
    if name == "representative":
        text = _LATIN_TAIL.sub("", re.sub(r"^(姓名|人)[::]?", "", text))
        text = "、".join(acting_people(text)) or text
    if name == "entity_type":
        text = _INSPECTION.sub("", text)
    if name == "registered_capital" and (money := _MONEY.search(text)):
        text = re.sub(r"(?<=[整元圆])[^元圆整人民币美港欧()]+$", "", money.group())
    if BLANK.match(text) or len(text) < 2:
        return None
    if name == "registered_capital" and (_WATERMARK.search(text) or parse_capital(text) is None):
        return None  # print laid over the page is no amount
    if name == "name" and len(text) < 4 and not text.endswith(("厂", "店", "社", "部", "行")):
        return replace(kept.field(text), confidence=min(kept.confidence, _SHORT_NAME))
    return kept.field(text)


def _stands_apart(name: str, spans: Mapping[str, Span]) -> bool:
    """An operator's name that begins further right than four other values, which begin below each other."""
    if name != "representative":
        return False
    lefts = [min(line.box[0] for line in spans[other].lines) for other in _COLUMN if other in spans]
    own = min(line.box[0] for line in spans[name].lines)
    return any(
        own - left > _APART_BY and sum(abs(left - other) < _IN_LINE for other in lefts) >= _OTHERS for left in lefts
    )


def _name_only(text: str) -> str:
    """Without what was glued to a company's name: the label's tail, a sentence of the next page, print before or after it."""
    text = _COPY_NUMBER.sub("", text)
    text = re.sub(rf"^(?:名?称|尔(?={_TOWN}))[::]?", "", text)
    text = next((part for part in reversed(re.split(r"[,。;《》]", text)) if "公司" in part), text)
    match = _COMPANY.match(text)
    return match.group() if match else _AFTER_NAME.sub("", text)


def _unbroken(place: Span) -> Span:
    """The value up to the first wide gap in a row: what stands far right is a watermark or another column.

    Nor is a purpose that somebody printed over the copy a part of it.
    """
    kept: list[Line] = []
    for line in sorted(place.lines, key=lambda line: line.box[0]):
        ends = [other.box[2] for other in kept if min(other.box[3], line.box[3]) > max(other.box[1], line.box[1])]
        if ends and line.box[0] - max(ends) > _WIDE_GAP:
            continue
        if not kept or not _PURPOSE.search(line.text):
            kept.append(line)
    return span(place.page, [line for line in place.lines if line in kept])


def _authority(document: DocumentText, printed: Span | None, address: Field | None) -> Field | None:
    """The registrar, where it is printed beside its label; else by its seal, if it is the registrar of the address's place.

    A rim's reading often loses a character, and a place that the address does not name may be such a loss.
    """
    if printed is not None and (office := _OFFICE.fullmatch(squeezed(printed.text))):
        return printed.field(office.group())
    place = squeezed(str(address.value)) if address else ""
    for page in document.pages:
        for seal in page.seals:
            office = _OFFICE.match(simplified(squeezed(seal.text)))
            if office and re.search(rf"(?:^|[省市区县盟旗州]){re.escape(office['place'])}", place):
                source = page.source
                return Field(office.group(), seal.text, min(seal.confidence, _BY_SEAL), page.number, seal.box, source)
    return None


def _duplicate(document: DocumentText) -> Field | None:
    """True where 副本 is printed; False where the title was read and 副本 was not."""
    if match := document.search(r"[(\[]?副[)\]]?本[)\]]?"):
        return match[1].field(True)
    if match := document.search(r"营业执照|正本"):
        return match[1].field(False, confidence=_NO_DUPLICATE)
    return None


def is_emblem(box: Box) -> bool:
    """Where a licence bears the national emblem: above the title, in the middle."""
    return box[3] < _EMBLEM_BOTTOM and _EMBLEM_LEFT < (box[0] + box[2]) / 2 < _EMBLEM_RIGHT


_EMBLEM_BOTTOM, _EMBLEM_LEFT, _EMBLEM_RIGHT = 0.4, 0.25, 0.75
"""Parts of the page, with room around the place where both prints (2014 and 2019) bear it."""

_FIELDS = (
    "credit_code", "registration_number", "name", "unnamed", "entity_type", "representative", "address",
    "registered_capital", "established", "term_start", "term_end", "scope", "authority", "issued", "duplicate",
    "seals",
)  # fmt: skip

KIND = Kind(
    name="business_license",
    title={"zh": "营业执照", "en": "business licence"},
    fields=_FIELDS,
    audience=Audience.COMPANY,
    file_names=r"营业执照|执照|licen[cs]e",
    signer=("company", "name"),
    titles=(r"(个体工商户|企业法人|合伙企业|个人独资企业|电子)?营业执照(\(?[正副]本\)?)?(?!信息).{0,8}",),
    signs=(
        (r"统一社会信用代码", 0.6),
        (r"注册号\d{13,15}|注册号$", 0.6),
        (r"登记机关", 0.8),
        (r"经营范围", 0.8),
        (r"(市场监督|工商行政)管理(总)?局监?制", 1.0),
        (r"信用信息公示系统", 0.7),
        (r"(营业|经营|合伙)期限", 0.5),
        (r"成立日期|注册日期", 0.4),
        (r"法定代表人|经营者|投资人|负责人|执行事务合伙人", 0.3),
        (r"(注册资本|组成形式|出资额)", 0.4),
        (r"营业执照", 0.8),
        (r"(住所|经营场所|营业场所)", 0.3),
    ),
    against=(
        (r"授权书|兹授权|被授权", 1.5),
        (r"准予变更登记", 2.0),
        (r"发票|价税合计", 2.0),
        (r"开户许可证|基本存款账户", 2.0),
        (r"商标注册证|核定使用商品", 2.0),
        (
            r"(登记|经营|企业)状态.{0,3}(存续|在业|开业|在营)|营业执照信息|股东及出资|企业信用信息公示报告|天眼查|企查查|爱企查",
            1.5,
        ),
    ),
    extract=extract,
    needed=lambda read: ("representative", "scope") if "unnamed" in read else ("name", "representative", "scope"),
    doubts=partial(doubts, LABELS),
    printed_red=is_emblem,
)
