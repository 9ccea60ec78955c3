"""Names of companies and persons inside running text, Chinese and English."""

from __future__ import annotations

import re

_HAN = r"\u3400-\u9fff"
_CHAR = rf"[{_HAN}A-Za-z0-9·&()\-]"
_BREAK = r"(?=$|[\s,.。;:、()\"'》」/]|[兹特现将在为系是于对的向与和]|授权|许可|委托|盖|签)"
_TRADE = (
    r"厂|商店|商行|店|经营部|工作室|服务部|贸易行|批发部|门市部|合作社|研究院|研究所|事务所|中心|集团|商贸行|超市|档口|铺"
    r"|会社"
)
_SURE_TRADE = "商行|商贸行|贸易行|经营部|批发部|服务部|合作社|工作室"
"""Ends of names also where a verb follows (商行销售); a shop (门店) may be what is spoken of."""
_ZH = (
    rf"{_CHAR}{{2,40}}?(?:(?:有限责任|股份有限|有限)?公司|株式会社|\((?:有限|普通)合伙\)|\(个体工商户\)|(?:{_TRADE}){_BREAK}|(?:{_SURE_TRADE})(?=销售|经销|代理|使用))"
    rf"(?:(?:\([{_HAN}]{{2,8}}\))?(?:(?!公司|授权|许可|委托|以下|简称|[和与及])[{_HAN}0-9]){{1,14}}?分(?:公司|厂|店|行))?"
    r"(?:\((?:个体工商户|有限合伙|普通合伙|集团|[\u3400-\u9fff]{2,8}分(?:公司|厂|店))\))?"
)
_EN_FORM = (
    r"(?:Co(?:mpany|\.)? ?,? ?(?:Ltd|Limited)|Pte\.? ?Ltd|Pty\.? ?Ltd|Sdn\.? ?Bhd|Limited|Ltd|LLC|L\.L\.C|LLP|Inc|Incorporated"
    r"|Corp|Corporation|GmbH|AG|AB|ApS|KG|SE|SAR?L|SL|s\.r\.o|Sp\. ?z ?o\.? ?o|Lda|Ltda|JSC|S\.?A\.?S?|S\.?p\.?A|S\.?[rR]\.?l|B\.?V|N\.?V|PLC|Tbk|Oy|A/S|K\.?K|Company)"
)
_GLUED = rf"[A-Z][A-Za-z0-9&'’.\-]{{3,60}}?,?(?<![A-Z](?=S\.?A|AG|AB|SE|SL|KG|BV|NV|KK|OY)){_EN_FORM}(?![a-z])\.?"
"""OCR drops the spaces of English lines now and then; but a mark in capitals may end in SA or AB (QUINTOSA)."""
_SPACE = r"[^\S\n\t]"
_EN_WORD = r"(?:[A-Z0-9(&][\w&'’().\-]{0,40}|and|of|for|the|d[eiau]|des|l[ae]|y|e|und|et|van|von)"
"""A word inside a name; other small letters belong to the sentence around it."""
_EN = (
    rf"{_GLUED}|(?:[A-Z0-9][\w&'’\-]{{0,40}}[,.]?{_SPACE})(?:{_EN_WORD},?{_SPACE}){{0,9}}?{_EN_FORM}(?![A-Za-z])\.?"
    rf"|PT\.?(?:{_SPACE}(?!(?:The|This|That|Party|Article|Date|Name|Seller|Partner|Service|Signed?|And|For|By)\b)[A-Z][A-Za-z0-9&.'\-]{{1,30}}){{1,6}}"
)

_MIXED = rf"(?:[A-Z][\w&.\-]{{0,40}}{_SPACE}){{1,4}}(?:株式会社|(?:股份)?有限公司)|株式会社{_SPACE}?[\u3040-\u9fffA-Za-z]{{2,14}}"

COMPANY = rf"(?-i:{_MIXED}|{_ZH}|{_EN})"
"""A regular expression for one company name, for use inside others; it starts where it is made to."""

PERSON = rf"(?:[{_HAN}]{{2,4}}(?:·[{_HAN}]{{2,8}})*|[A-Z][A-Za-z.'’\-]+(?:\s[A-Z][A-Za-z.'’\-]+){{1,3}})"
"""A person's name; nearly every short text is one, so use it only behind a label."""

_LEAD = re.compile(
    r"^(?:\([0-9]{1,2}\)|[0-9]{1,2}[、.)](?![0-9])|鉴于[:,\s]*|This ?is ?to ?certify ?that|.*(?:我司|我公司|本公司|我方|兹有|兹证明|授权给|授权方|授权人|授权|同意|准许|甲方|乙方|以及|以下简称|名称|公司名)[:,\s]*"
    r"|(?:以下|下列)(?:经销商|代理商|商家|企业|单位|店铺|主体|合作方)[:,\s]*"
    r"|由|兹|现|特|致|给|与|和|即|为|是|系|将|经)(?=.{4,})"
)
_SEAL_BEFORE = re.compile(
    r"^(?:[\u3400-\u9fff]{0,4}(?:专用章|公章|合同章|印章|财务章)|[章印★☆*]{1,3})(?=[\u3400-\u9fff]{2,3}[省市])"
)
"""Characters of a seal that lies before the name; what follows begins as a company's name does, with its place."""
_PRONOUN = re.compile(
    r"^(?:[附下上]表|附件[一二三四五0-9]{0,2}|清单|名单|所[列示附述]|以下|下列|如下|列明|[中里内的]|我|本|贵|该|此|其|全资|控股|关联|下属|各|上述|以上|甲方|乙方|丙方|授权|被授权|一家|母|子|总|分|某|注册|委托|任何|其他|有限|责任|股份)*(?:有限责任|股份有限|有限)?(?:公司|株式会社|店|店铺|中心|集团|厂)$"
)
_EN_LEAD = re.compile(
    r"^(?:(?:we|i|that|this|the|to|by|and|of|our|company|between|certify|hereby|is|undersigned),?\s)+", re.IGNORECASE
)


_SHOP_IN_A_SENTENCE = re.compile(r"(?:平台|品牌|经营(?!部)|开设|商标|销售(?!部)|站点).*(?:店|铺|中心|超市)$")
"""在TikTok Shop平台经营A品牌旗舰店: what somebody may open, not who."""
_STANDS_FOR_ONE = re.compile(r"(?:[我贵该此]|(?<!日)本|上述|乙方|甲方|被?授权)(?:公司|司|店铺?|厂)$")
"""A sentence that ends in 本公司 names nobody: 书经本公司."""


def company_in(text: str) -> tuple[str, int, int] | None:
    """The first company name in the text without the words that lead up to it, and where it stands."""
    for match in re.finditer(COMPANY, text):
        start, end = match.span()
        while True:
            rest = text[start:end]
            lead = _LEAD.match(rest) or _EN_LEAD.match(rest) or _SEAL_BEFORE.match(rest)
            if not lead or not lead.end():
                break
            start += lead.end()
        while start < end and text[start] in ")-· ":
            start += 1
        name = text[start:end].strip()
        start, end = text.index(name, start), text.index(name, start) + len(name)
        opened, closed = name.count("("), name.count(")")
        if opened != closed:
            continue
        if len(name) >= 4 and not is_pronoun(name):
            return name, start, end
    return None


def is_pronoun(name: str) -> bool:
    """我公司, 贵司, 被授权公司: words that stand for a company and name none."""
    return bool(_PRONOUN.match(name) or _STANDS_FOR_ONE.search(name) or _SHOP_IN_A_SENTENCE.search(name))
