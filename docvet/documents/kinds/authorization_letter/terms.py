"""What a letter of authorization grants: marks, classes, the right to pass it on; and where its labels stand."""

from __future__ import annotations

import re
from collections.abc import Mapping

from docvet.documents.confidence import ceiling
from docvet.documents.shared import signing
from docvet.documents.text.document import DocumentText
from docvet.documents.text.fields import LAST_NICE_CLASS, classes_field, cut, doubted, single_line
from docvet.documents.text.flow import Flow
from docvet.documents.text.span import Span, span
from docvet.documents.text.tables import columns
from docvet.models import Field
from docvet.values import codes
from docvet.values.text import squeezed

_CONDITIONAL = ceiling("sublicense_with_consent")

LABELS = {
    "numbers": (
        "商标注册证号码", "商标注册证编号", "商标注册证号", "商标注册号码", "商标注册号", "商标号", "注册证号", "注册号", "Trademark Registration No.",
        "Trademark Registration Number", "Registration Number", "Registration No.", "Trademark No.",
    ),
    "brand": ("授权品牌名称", "授权品牌", "许可品牌", "许可商标", "许可使用商标", "合作品牌", "使用商标", "授权商标名称", "授权商标", "品牌名称", "商标名称", "Brand Name"),
    "territory": ("授权区域", "授权地域范围", "授权地域", "授权地区", "授权销售区域", "销售区域", "地域范围", "区域范围", "使用地域", "区域", "地域", "Authorized Territory", "Territory", "Region"),
    "channels": (
        "授权渠道", "授权销售渠道", "销售渠道", "授权平台", "授权销售平台", "销售平台", "渠道范围", "平台", "渠道", "Authorized Channels", "Authorized Platform", "Sales Channels",
        "Sales Channel", "Channels", "Channel", "Platforms", "Platform",
    ),
    "period": (
        "授权有效期限", "授权有效期", "授权期限", "授权期间", "授权时间", "授权起止时间", "授权起止日期", "授权周期", "许可期限", "使用期限", "有效期限", "有效期", "期限",
        "Authorization Period", "Authorized Period", "Period of Authorization", "Validity Period", "Validity", "Valid Period", "Term", "Period",
    ),
    "signed": signing.LABELS,
    "class": ("授权类别", "商标类别", "商品类别", "授权商品类别", "授权类目", "国际分类", "类别", "授权产品", "授权商品", "授权范围", "授权内容", "Class", "Products", "Scope"),
    "nature": ("授权性质", "授权类型", "授权方式", "授权级别", "转授权", "备注", "Remarks"),
    "contact": ("地址", "联系电话", "电话", "联系人", "法定代表人", "统一社会信用代码", "授权方", "被授权方", "授权人", "被授权人", "Address", "Signature", "Title"),
}  # fmt: skip
_HEADINGS = "|".join(re.escape(word) for words in LABELS.values() for word in words)
_NEXT_HEADING = re.compile(
    rf"(?:[(]?[一二三四五六七八九十]{{1,3}}[、.)]|第[一二三四五六七八九十0-9]{{1,3}}条|[0-9]{{1,2}}[、.](?=(?:{_HEADINGS})))"
    rf"|(?:{_HEADINGS})(?:\([^)\n]{{0,14}}\))?\s*:",
    re.IGNORECASE,
)
"""What stands behind a label whose place was left empty."""
_BEFORE_NUMBER, _BEHIND_NUMBER = r"(?<![0-9A-Za-z])(?:第\s*)?(?:No\.?\s*)?", r"(?![0-9])(?:\s*号)?"
_BARE_NUMBER = r"G?[0-9]{5,9}[A-Z]?"
_NUMBER = rf"{_BEFORE_NUMBER}(?P<n>{_BARE_NUMBER}){_BEHIND_NUMBER}"
_ONE_NUMBER = rf"{_BEFORE_NUMBER}(?:{_BARE_NUMBER}){_BEHIND_NUMBER}"
"""As :data:`_NUMBER`, without the group, for patterns that hold several."""
_GROUPS = r"G?[0-9]{1,4}(?:[^\S\n\t][0-9]{2,4}){1,2}[A-Z]?(?=\s*号)"
_ORDINAL = rf"第\s*(?P<n>{_BARE_NUMBER}|{_GROUPS}){_BEHIND_NUMBER}"
"""Only between 第 and 号 may blanks part a number (第 1234 5678 号): elsewhere they part two."""
_NUMBER_LEAD = r"(?:注册证?(?:编?号码?|号)|商标号|注册商标|商标注册证|商标证|trade\s?mark\s*(?:registration)?\s*(?:no|number)s?|registration\s*(?:no|number)s?|reg\.?\s*no|international\s+registration)"
_NUMBER_LIST = re.compile(
    rf"{_NUMBER_LEAD}[^0-9G\n]{{0,16}}(?P<list>{_ONE_NUMBER}(?:[\s、,;/及和与]*(?:and\s*)?{_ONE_NUMBER})*)",
    re.IGNORECASE,
)
_FOREIGN_FORM = r"(?!G[0-9])[A-Z]{1,4}[0-9]{6,12}"
_FOREIGN_NUMBER = rf"{_NUMBER_LEAD}[^0-9A-Z\n]{{0,6}}(?P<n>(?-i:{_FOREIGN_FORM}))(?![0-9A-Za-z])"
"""Registers of other countries: IDM000912345. Only straight behind the words."""
_NUMBER_HEAD = r"(?:商标)?(?:国际)?(?:申请/)?注册(?:证)?(?:编号|号码?)|商标号|reg(?:istration|\.)?(?:no\.?|number)"
_CLASS_HEAD = r"(?:商标|国际|商品|注册)?(?:类别|分类|类号)|(?:nice|int(?:\.|ernational)?)?class(?:es)?"
_QUOTED = r"[\"'《「『<“”]"
_BRANDS = (
    r"(?:^|\t)[^\S\n]*(?:[A-Za-z. ]{3,30}\s)?(?:(?:品牌|商标)\s*/?\s*(?:Brand|Trade\s?mark)(?:\s+Name)?|品牌|商标|Brand|Trademark)\s*[:\t]\s*([\u3400-\u9fffA-Za-z0-9&'.\- ]{2,30})(?=$|[\n\t,。;(])",
    rf"{_QUOTED}([^\"'《》「」<>\n]{{1,30}})[\"'》」』>]\s*(?:\([^)\n]{{0,40}}\))?\s*(?:系列|注册|图形|文字|及图|\(|®|™)*\s*(?:品牌|商标|牌|系列|商品|产品)",
    rf"(?:品牌|商标)\s*(?:名称)?\s*(?:为|是|:)?\s*{_QUOTED}([^\"'《》「」<>\n]{{1,30}})[\"'》」』>]",
    r"(?<![A-Za-z])((?-i:[A-Z][A-Za-z0-9&'.\-]{1,24}(?:[^\S\n][A-Z][A-Za-z0-9&'.\-]{1,24}){0,2}))[^\S\n]*(?:®|™)?[^\S\n]*(?:\([^)\n]{0,40}\))?\s*(?:系列)?(?:品牌|商标)",
    r"(?:我司|我公司|本公司|我方|我厂|旗下|所属|自有|拥有的?|销售|经销|代理|推广)(?:的|之)?\s*((?:(?!有效|注册|我|本|该|其|上述|以下|产品|公司|的)[\u3400-\u9fffA-Za-z0-9&'\-]){2,16}?)\s*(?:®|™)?\s*(?:系列)?(?:品牌|牌(?!照)|商标)(?!权|注册|授权|所有)",
    r"(?:为|系|是|的|在|销售|经销)\s*([\u3400-\u9fffA-Za-z0-9&'.\-]{2,16})[\"”」』》]\s*(?:系列|注册|\()*\s*(?:品牌|商标)",
    r"(?:brand|trade\s?marks?)\s*(?:name)?\s*(?:of|named|:)?\s*[\"'“]([^\"'”\n]{1,30})[\"'”]",
    r"[\"'“]([^\"'”\n]{1,30})[\"'”]\s*(?:brand|trade\s?mark)",
    r"\b((?-i:[A-Z][A-Z0-9&\-]{1,24}))(?:\s*[®™])?\s+(?:brand(?:ed)?|trade\s?mark|products)\b",
    r"\bof\s+([\u3400-\u9fff]{2,10})\s+brand(?:ed)?\b",
    r"(?:品牌|商标)\s*(?:名称)?\s*:\s*([\u3400-\u9fffA-Za-z0-9&'.\- ]{2,30})(?=$|[\n\t,。;(])",
)
_QUOTED_BRAND, _BARE_BRAND = ceiling("brand_quoted"), ceiling("brand_bare")
_NO_BRAND = re.compile(
    r"^(?:TikTok(?: ?Shop)?|注册|授权|上述|以下|该|本|我司|OEM|LOA|TM|Trademark|Brand|The)$|^[)(,:]|公司|有限|Ltd|平台|授权书|作为|我司|我方|特此",
    re.IGNORECASE,
)
_SUB_ZH = r"(?:转授权|再授权|再次授权|二次授权|分授权|分许可|再许可|转许可|转委托|转授|转让给|授权给?(?:任何)?(?:其他)?(?:第三方|下级))"
_SUB_EN = r"sub-?\s?(?:[l1I]icen[sc](?:es?|ing)|authori[sz]e|authori[sz]ation|authori[sz]ing|distribut\w+)"
_FORBIDDEN = (
    rf"(?:不得|不可|不能|无权|不允许|禁止|严禁|不具有|不享有|不含|不包括|没有|无|不许|非经|不支持|不准)[^。;,\n]{{0,18}}?{_SUB_ZH}",
    rf"{_SUB_ZH}权?(?:利|限)?\s*[::]?\s*(?:否|无(?!效)|不允许|不可以?|不能|不行|不得|禁止|不支持|无效)",
    r"non-?\s?sub-?\s?(?:[l1I]icen[sc]e?|authori[sz])able",
    rf"(?:\bnot?\b|(?:shall|may|can|is|are|does)\s*not|without|prohibited|forbidden|neither)[^.;\n]{{0,60}}?{_SUB_EN}",
    rf"{_SUB_EN}[^.;\n]{{0,20}}\b(?:is|are)\s+(?:not|strictly prohibited|prohibited|forbidden)",
)
_ALLOWED = (
    rf"(?<!是否)(?:可以?|有权|允许|同意|享有|具有|拥有|包括|包含|并可|准许|含)[^。;,\n]{{0,18}}?{_SUB_ZH}",
    rf"{_SUB_ZH}权?(?:利|限)?\s*[::]?\s*(?:是|有(?!效)|能(?!否)|允许|可以?|同意|具有)",
    rf"(?:may|can|(?:right|entitled|permitted|allowed|authority|power|authori[sz]ed)\s*to|rights?\s*of)\s*(?:further|also)?\s*(?:(?:grant|issue|give)\s+(?:any\s+)?)?(?:\w+\s+(?:and|or)\s+)?{_SUB_EN}",
    rf"{_SUB_EN}[^.;\n]{{0,20}}\b(?:is|are)\s+(?:allowed|permitted)|\bsub-?licen[sc]able\b",
)
_ENDED = r"(?:作废|废止|撤销|撤回|收回|终止|解除|失效|取消)"
_REVOKED = (
    rf"(?:本|该|此)份?授权(?:书|证书|函)?现?已经?(?:于[^。;\n]{{4,24}}?)?被?(?:提前|正式)?{_ENDED}",
    rf"(?:本|该|此)份?授权(?:书|证书|函)?(?:自|于|从)[^。;\n]{{6,24}}?提前{_ENDED}",
    r"^[^\S\n]*[(\[]?(?:(?:本|此)?(?:授权书?|件)?已?(?:作废|废止)|(?i:void|cancell?ed|revoked))[)\]]?$",
)
"""The letter itself says that it is over; where it says on which condition it would be, it is not."""
_CONDITION = re.compile(r"(?:如|若|倘|假设|一旦|期满|届满|到期|逾期|否则)[^。;\n]{0,40}$")
_BOX = r"[□☐☑☒√✓✔■▣▢○●◉]"
_ANSWERS = r"(?:不可以?|不允许|不得|可以?|允许|是|否|有|无|yes|no)"
_CHOICE = rf"(?:{_SUB_ZH}|{_SUB_EN})权?[^。;\n]{{0,10}}?[:\s?]*(?P<boxes>(?:{_BOX}\s*{_ANSWERS}|{_ANSWERS}\s*{_BOX}|{_ANSWERS}|[\s/])*{_BOX}(?:{_BOX}|{_ANSWERS}|[\s/])*)"
_TICK = re.compile(r"[☑☒√✓✔■▣●◉]")
_TICKED = ceiling("sublicense_ticked")
"""A form that offers both answers: what a tick beside one looks like after reading is not sure."""
_WITH_CONSENT = re.compile(r"(?:经|须|需|获得|取得|征得)[^。;\n]{0,24}(?:书面)?(?:同意|许可|批准)[^。;\n]{0,12}$")


def beside(document: DocumentText, flow: Flow, spans: Mapping[str, Span], name: str) -> Span | None:
    """What stands beside a label of this name: in running text, else where geometry finds it.

    Geometry is asked only where the label is a line of its own; a row that begins with 平台 may be half a sentence.
    """
    words = "|".join(re.escape(word) for word in sorted(LABELS[name], key=len, reverse=True))
    if place := next((cell for cell in flow.cell(words) if not _NEXT_HEADING.match(cell.text)), None):
        return place
    bare = "|".join(re.escape(squeezed(word)) for word in LABELS[name])
    label = re.compile(rf"(?:{bare})(?:\([^)]*\))?[A-Za-z./]*:?", re.IGNORECASE)
    alone = any(label.fullmatch(squeezed(line.text)) for _, line in document.lines)
    place = spans.get(name) if alone else None
    return None if place is None or _NEXT_HEADING.match(place.text) else place


def numbers(document: DocumentText, flow: Flow, place: Span | None) -> Field | None:
    """Registration numbers behind 注册号 and the like, as 第…号 beside 商标, or in a table's column of that name."""
    spans: dict[str, Span] = {}
    for match in flow.finditer(_NUMBER_LIST):
        for one in re.finditer(_NUMBER, match["list"], re.IGNORECASE):
            at = match.start("list") + one.start("n")
            spans.setdefault(one["n"].upper(), flow.span(at, at + len(one["n"])))
    for match in flow.finditer(_ORDINAL):
        if re.search(r"商标|品牌|注册", flow.text[max(0, match.start() - 40) : match.end() + 20]):
            spans.setdefault(squeezed(match["n"]).upper(), flow.span(*match.span("n")))
    if place is not None:
        for one in re.finditer(_NUMBER, place.text):
            spans.setdefault(one["n"].upper(), cut(place, one["n"]))
    for column in columns(document, _NUMBER_HEAD):
        for cell in column:
            if bare := re.fullmatch(_NUMBER, cell.text.strip(), re.IGNORECASE):
                spans.setdefault(bare["n"].upper(), cut(cell, bare["n"]))
    for match in flow.finditer(_FOREIGN_NUMBER):
        spans.setdefault(match["n"].upper(), flow.span(*match.span("n")))
    foreign = re.compile(_FOREIGN_FORM)
    kept = {
        number: at for number, at in spans.items() if codes.is_trademark_number(number) or foreign.fullmatch(number)
    }
    if not kept:
        return None
    page = next(iter(kept.values())).page
    lines = list(dict.fromkeys(line for place in kept.values() if place.page == page for line in place.lines))
    return span(page, lines, " ".join(kept)).field(list(kept))


def classes(document: DocumentText, flow: Flow) -> Field | None:
    """Nice classes as the text names them, else those of a table's column."""
    if field := classes_field(flow):
        return field
    for column in columns(document, _CLASS_HEAD):
        bare = [(cell, re.fullmatch(r"第?\s*([0-9]{1,2})\s*类?", cell.text.strip())) for cell in column]
        numbers = {int(match[1]) for _, match in bare if match and 1 <= int(match[1]) <= LAST_NICE_CLASS}
        if numbers and all(match for _, match in bare):
            lines = [line for cell, _ in bare for line in cell.lines]
            return span(column[0].page, lines, " ".join(cell.text for cell, _ in bare)).field(sorted(numbers))
    return None


def brand(flow: Flow, place: Span | None) -> Field | None:
    """Beside its label, else as a sentence names it."""
    if place is not None and (line := single_line(place)):
        text = re.sub(r"\s*[(,;、].*$", "", line.text).strip("\"'《》「」<> ®™")
        text = re.sub(r"(?:品牌|商标)$", "", text).strip("\"'《》「」<> ")
        if 1 < len(text) <= 30 and not _NO_BRAND.search(text) and not re.search(r"[0-9]{5}|注册|。", text):
            return cut(line, text).field(text)
    for pattern in _BRANDS:
        quoted = _QUOTED in pattern or "\"'" in pattern
        for match in flow.finditer(pattern):
            text = match[1].strip(" .®™")
            if len(text) > 1 and not _NO_BRAND.search(text):
                return flow.span(*match.span(1)).field(text, confidence=_QUOTED_BRAND if quoted else _BARE_BRAND)
    return None


def revoked(flow: Flow) -> Field | None:
    """Words that say that the letter is void or was ended before its time."""
    for pattern in _REVOKED:
        for match in flow.finditer(pattern):
            if not _CONDITION.search(flow.text[max(0, match.start() - 60) : match.start()]):
                return flow.span(*match.span()).field(match.group().strip())
    return None


def sublicense(flow: Flow) -> Field | None:
    """``forbidden`` or ``allowed`` where the letter says so; with consent only is ``allowed``, in doubt."""
    for choice in flow.finditer(_CHOICE):
        boxes = choice["boxes"].strip(" /\t")
        order = rf"{_BOX}\s*{_ANSWERS}" if re.match(_BOX, boxes) else rf"{_ANSWERS}\s*{_BOX}"
        ticked = [answer for answer in re.findall(order, boxes, re.IGNORECASE) if _TICK.search(answer)]
        if len(ticked) != 1:
            return None
        yes = not re.search(r"否|不|无|no", ticked[0], re.IGNORECASE)
        return flow.span(*choice.span()).field("allowed" if yes else "forbidden", confidence=_TICKED)
    for pattern in _FORBIDDEN:
        if place := flow.first(pattern):
            return place.field("forbidden")
    for pattern in _ALLOWED:
        for match in flow.finditer(pattern):
            conditional = (
                bool(_WITH_CONSENT.search(flow.text[max(0, match.start() - 40) : match.start()])) or "同意" in match[0]
            )
            return doubted(flow.span(*match.span()).field("allowed"), _CONDITIONAL if conditional else 1.0)
    return None
