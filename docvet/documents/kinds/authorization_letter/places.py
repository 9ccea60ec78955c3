"""Where a letter of authorization holds: its territory and its channels, with what it leaves out.

The words are copied as they stand, since 仅限, 不含 and 除…外 decide what is granted.
"""

from __future__ import annotations

import re

from docvet.documents.confidence import ceiling
from docvet.documents.text.company_names import COMPANY
from docvet.documents.text.fields import cut, single_line
from docvet.documents.text.flow import Flow
from docvet.documents.text.span import Span
from docvet.models import Field

_NAMED_PLATFORMS = r"(?:TikTok\s?Shop|TikTok|抖音|天猫|淘宝|京东|拼多多|小红书|快手|Shopee|Lazada|Tokopedia|Temu|SHEIN|Amazon|亚马逊|速卖通|AliExpress|微信(?:小店|视频号)?|唯品会|eBay|Walmart)"
_SHOPS = r"(?:线下|实体|直营|门店|专柜|商超|超市|批发|百货)(?:及|和|、)?(?:实体)?(?:门店|店铺|专柜|商超|经销|批发|零售|卖场|商场|店)?"
_PLATFORMS = rf"(?:{_NAMED_PLATFORMS}(?:(?:旗舰)?店)?|独立站|线上|{_SHOPS}|电商|网络|互联网)"
_ONLY = r"(?:仅限于?在?|只限于?在?|限于|仅可?在|只能?在|仅|only\s+)?\s*"
_REGIONS = (
    r"(?:全球|世界|中国大陆|中国内地|中国|大陆|内地|东南亚|东盟|印度尼西亚|印尼|泰国|越南|马来西亚|菲律宾|新加坡|美国|英国|欧盟|欧洲|日本|韩国|墨西哥|沙特|德国|法国|意大利|西班牙|北美|海外|境外|国内|中东|巴西|港澳台|香港|澳门|台湾"
    r"|Indonesia|Thailand|Viet\s?nam|Malaysia|Philippines|Singapore|Southeast Asia|United States|United Kingdom|mainland China|China|worldwide|global|Mexico|Brazil|Japan|Germany|France|Italy|Spain)"
)
_SEVERAL = rf"{_REGIONS}(?:\s*(?:[、,/&]\s*and|,\s?(?=[A-Z])|[、,/&及和与]|以及|and)\s*(?:the\s+)?{_REGIONS})*"
_WITHIN = r"(?:境内|(?:等)?(?:地区|区域|各?国家?|[二三四五六七八九十]国))?"
_NOTE = r"(?:\s*\([^)\n]{0,24}(?:除外|不含|不包括|以外|之外|excluding|except)[^)\n]{0,24}\))?"
_NO_GRANT = r"(?!\s*(?:商标|注册|trade|reg(?:istration|\.)|公司|有限|法律|法规|的?法))"
_TERRITORIES = (
    rf"(?:(?=仅|只)|在|于|[(]|授权|平台|(?:区域|地域|地区|范围)(?:为|是|:))\s*({_ONLY}(?:除[^,。;\n\t]{{2,16}}外的?)?{_SEVERAL}{_WITHIN}{_NOTE}){_NO_GRANT}",
    rf"({_ONLY}除[^,。;\n\t]{{2,16}}外的?{_SEVERAL}{_WITHIN})",
    rf"(?:territor(?:y|ies)|region|market)s?\s*(?:of|:|is|are)?\s*((?:the\s*)?{_SEVERAL}{_NOTE})",
    rf"({_SEVERAL}(?:境内|地区|区域|各国|[二三四五六七八九十]国|(?=市场|站点)){_NOTE})",
    r"(?:territor(?:y|ies)|region|market)s?\s*of\s*([^.;\n]{3,60}?)(?=[.;,\n]|\s(?:from|for|on|via|through)\b)",
    rf"(?:in|within|throughout|for)\s*((?:the\s*)?{_SEVERAL}{_NOTE}){_NO_GRANT}",
)
_DENIED = re.compile(
    r"(?:不得|禁止|严禁|不可|不能|不允许|无权|不含|不包括|不包含|\bnot\b|excluding|except(?:\s+for)?|other\s+than)[^,。;\n\t()]{0,16}\Z",
    re.IGNORECASE,
)
_STANDING = re.compile(
    r"(?:\A|[,。;\n\t])(?:(?!授权|许可|委托|证明|确认|乙方)[^,。;\n\t])*(?:作为|身为|系|是)"
    r"(?:(?!授权|许可|委托|我司|我方|我们|我公司|本公司)[^,。;\n\t])*\Z"
)
_AGENT = re.compile(
    r"\s*(?:地区|境内|市场|区域)?的?(?:独家|唯一|官方|品牌|指定|一级)*总?(?:代理|经销|分销|运营|权利人|持有人)"
)
"""Who the grantor is, not where it grants: 作为LUMORA品牌在中国的总代理,特授权…; 我司在中国的代理 is who is granted."""
_CLAUSE_END = re.compile(r"[,。;\n\t)]|$")
_ADDRESSEE = re.compile(r"(?:致|抬头|\bTo)\s*[:,]?\s*$", re.IGNORECASE)
_IN_PROSE = ceiling("letter_place_in_prose")
_BEFORE = 40
"""Characters before a match in which a negation or an addressee stands; looking at all of them takes long texts long."""


def territory(flow: Flow, place: Span | None) -> Field | None:
    """Beside its label, else the regions that a sentence names: 在…境内, in …, in the territory of …."""
    if value := _short(place):
        return value.field(value.text)
    for pattern in _TERRITORIES:
        for match in flow.finditer(pattern):
            before = _before(flow, match.start(1))
            says_who = _STANDING.search(before) and _AGENT.match(flow.text, match.end(1))
            if not _DENIED.search(before) and not says_who and not _in_a_name(flow, *match.span(1)):
                hit = flow.span(*match.span(1))
                return hit.field(re.sub(r"^the\s+", "", hit.text), confidence=_IN_PROSE)
    return None


def _in_a_name(flow: Flow, start: int, end: int) -> bool:
    """The region is a part of a company's name: 某某(中国)有限公司."""
    first = max(0, start - _BEFORE)
    around = re.finditer(COMPANY, flow.text[first : end + _BEFORE])
    return any(first + match.start() <= start and end <= first + match.end() for match in around)


def channels(flow: Flow, place: Span | None) -> Field | None:
    """Beside its label, else the platforms and shops that a sentence names, with the clause that forbids others."""
    if value := _short(place):
        return value.field(value.text)
    granted, sure = _granted(flow)
    forbidden = _forbidden(flow)
    if granted is None or forbidden is None:
        only = granted or forbidden
        return only.field(only.text, confidence=sure) if only else None
    return cut(granted, f"{granted.text},{forbidden.text}").field(f"{granted.text},{forbidden.text}", confidence=sure)


def _granted(flow: Flow) -> tuple[Span | None, float]:
    named, several = _list_of(_NAMED_PLATFORMS), _list_of(_PLATFORMS)
    for pattern, sure in (
        (rf"(?:在|通过|于|经由|\bon|\bvia|\bthrough)\s*({_ONLY}{several})", _IN_PROSE),
        (rf"({_ONLY}{named})", 0.85),
        (rf"({_ONLY}{several})", 0.75),
    ):
        for match in flow.finditer(pattern):
            before = _before(flow, match.start(1))
            if not _ADDRESSEE.search(before) and not _DENIED.search(before):
                return flow.span(*match.span(1)), sure
    return None, _IN_PROSE


def _forbidden(flow: Flow) -> Span | None:
    """不得在TikTok Shop等线上平台销售: the clause from its negation to its end."""
    for match in flow.finditer(_list_of(_PLATFORMS)):
        before = _before(flow, match.start())
        if denied := _DENIED.search(before):
            end = _CLAUSE_END.search(flow.text, match.end())
            begin = match.start() - len(before) + denied.start()
            return flow.span(begin, end.start() if end else match.end())
    return None


def _before(flow: Flow, at: int) -> str:
    return flow.text[max(0, at - _BEFORE) : at]


def _list_of(platform: str) -> str:
    return rf"{platform}(?:\s*(?:[、,/&及和与]|and|,\s?and|或者?|以及)\s*{_PLATFORMS})*(?:\s*等?(?:跨境|线上|线下|电子商务|电商|网络|销售|实体)*(?:平台|渠道|店铺))?"


def _short(place: Span | None) -> Span | None:
    """What stands beside a label up to the end of its clause, where the label began a sentence."""
    line = single_line(place) if place is not None else None
    if line is None:
        return None
    text = re.split(r"[。;]|[,.]\s?(?=(?:授权|被授权|期限|有效|甲方|乙方|本|并|可|自|from|valid))", line.text)[0].strip(
        " ,:。"
    )
    return cut(line, text) if re.search(r"\w", text) else None
