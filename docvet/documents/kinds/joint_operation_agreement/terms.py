"""What a joint operation agreement agrees: the fee, the partner's tier, who holds the role Admin."""

from __future__ import annotations

import re
from collections.abc import Mapping

from docvet.documents.confidence import ceiling
from docvet.documents.text.fields import doubted
from docvet.documents.text.flow import Flow
from docvet.models import Field

_FEE = r"服务费|运营费|管理费|佣金|分成|提成|(?:service|operation|management)\s+fees?|commission|\bfees?\b"
_NO_FEE = re.compile(
    r"违约|滞纳|罚|逾期|利息|定金|保证金|押金|赔偿|增值税|税率|预提税|penalt|interest|late|damages|deposit|VAT|withholding|liquidated|shares?holding|持股",
    re.IGNORECASE,
)
_OF_TAX = re.compile(r"\s*(?:的)?(?:VAT|GST|tax\b|增值税|税[^前后])", re.IGNORECASE)
_FIGURE = r"(?<![0-9.])(?P<n>[0-9]{1,2}(?:\.[0-9]{1,2})?)\s*(?:%|个百分点|percent|per\s+cent)"
_SPELLED = r"百分之(?P<zh>[一二三四五六七八九十点零]{1,5})"
_PERCENT = rf"{_FIGURE}|{_SPELLED}"
_RANGE = re.compile(r"[0-9.]+\s*%?\s*(?:-|~|至|到|to)\s*\Z")
_HAN = {char: value for value, char in enumerate("零一二三四五六七八九")}
_SEVERAL = ceiling("fee_of_several")
"""Steps or a range: the highest rate, in doubt."""
_STOPS = "。;\n"
_TIER = r"(?:Tier|级别|等级)[\s:\-–]*(?P<n>[12])(?![0-9])|(?P<zh>[一二])级(?:认证)?(?:本地)?(?:合作)?(?:伙伴|Partner)"
_HOLDS = (
    r"Admin(?:istrator)?[^。;.\n]{0,30}?(?:权限|角色|账号|帐号|role|rights?|access|permissions?|account)?[^。;.\n]{0,24}?(?:仅限|仅由|只能?由|由|归|属于|授予|持有人[为是:]|held\s+(?:solely\s+|exclusively\s+|only\s+)?by|(?:granted|assigned|belongs?|given|reserved|restricted|limited)\s+(?:solely\s+|exclusively\s+|only\s+)?(?:to|for)|remains?\s+with|retained\s+(?:solely\s+|exclusively\s+)?by|vested\s+in|rests?\s+with)\s*(?P<who>[^,。;.\n]{2,60})",
    r"(?P<who>甲方|乙方|丙方|卖家|中国主体|中方|本地(?:合作)?伙伴|Party\s+[AB]|(?:the\s+)?(?:Chinese\s+)?(?:Seller|Partner|Local\s+Partner))[^。;.\n]{0,30}?(?:独家|仅|始终|应|shall|will|must)?[^。;.\n]{0,16}?(?:持有|保留|拥有|担任|hold|retain|keep|remain)s?[^。;.\n]{0,30}?Admin",
)  # fmt: skip
_NOT_GIVEN = re.compile(r"不得|禁止|严禁|不可|不应|不向|shall\s+not|may\s+not|must\s+not|not\s+be|never", re.IGNORECASE)
_SELLER = re.compile(
    r"^(?:the\s+)?(?:卖家|中国(?:主体|卖家|商家)|中方|卖方|商家|(?:Chinese\s+)?(?:Seller|Merchant|entity|party))",
    re.IGNORECASE,
)
_PARTNER = re.compile(
    r"^(?:the\s+)?(?:本地(?:合作)?伙伴|合作伙伴|伙伴|运营方|当地|(?:Local\s+)?(?:Partner|Operator))", re.IGNORECASE
)


def terms(flow: Flow, parties: Mapping[str, Field], letters: Mapping[str, str]) -> dict[str, Field]:
    """fee_percent, partner_tier, admin_holder, those that the document states.

    ``parties`` are seller and partner, ``letters`` says which of them 甲方 (A) and 乙方 (B) stand for.
    """
    fields = {
        "fee_percent": fee_percent(flow),
        "partner_tier": _tier(flow),
        "admin_holder": _admin(flow, parties, letters),
    }
    return {name: field for name, field in fields.items() if field is not None}


def fee_percent(flow: Flow) -> Field | None:
    """The rate of the partner's service fee; of steps or a range the highest, in doubt."""
    rates: dict[float, tuple[int, int]] = {}
    for match in flow.finditer(_PERCENT):
        begin, end = _sentence(flow.text, match.start())
        before = flow.text[begin : match.start()]
        lead = re.split(r"[,，]", before)[-1]
        if (
            not re.search(_FEE, flow.text[begin:end], re.IGNORECASE)
            or _NO_FEE.search(lead)
            or _OF_TAX.match(flow.text, match.end())
        ):
            continue
        if (rate := _rate(match)) is not None and 0 < rate < 100:
            rates.setdefault(rate, match.span())
    if not rates:
        return None
    highest = max(rates)
    field = flow.span(*rates[highest]).field(highest)
    open_range = bool(_RANGE.search(flow.text[: rates[highest][0]]))
    return doubted(field, _SEVERAL) if len(rates) > 1 or open_range else field


def _rate(match: re.Match[str]) -> float | None:
    if match["n"]:
        return float(match["n"])
    whole, _, part = match["zh"].partition("点")
    tens, ten, ones = whole.partition("十")
    value = _HAN.get(tens, 1) * 10 + _HAN.get(ones, 0) if ten else _HAN.get(whole)
    if value is None:
        return None
    return float(f"{value}.{''.join(str(_HAN.get(char, 0)) for char in part)}") if part else float(value)


def _sentence(text: str, at: int) -> tuple[int, int]:
    begin = max(text.rfind(stop, 0, at) for stop in (*_STOPS, ". ")) + 1
    ends = [end for stop in (*_STOPS, ". ") if (end := text.find(stop, at)) >= 0]
    return begin, min(ends, default=len(text))


def _tier(flow: Flow) -> Field | None:
    for match in flow.finditer(_TIER):
        number = match["n"] or {"一": "1", "二": "2"}[match["zh"]]
        return flow.span(*match.span()).field(f"Tier-{number}")
    return None


def _admin(flow: Flow, parties: Mapping[str, Field], letters: Mapping[str, str]) -> Field | None:
    """Who holds the role Admin: the company's name where a party is meant, else the words as they stand."""
    for pattern in _HOLDS:
        for match in flow.finditer(pattern):
            begin, _ = _sentence(flow.text, match.start())
            if _NOT_GIVEN.search(flow.text[begin : match.end("who")]):
                continue
            if name := _meant(match["who"].strip(), flow.text[match.start("who") :], parties, letters):
                return flow.span(*match.span()).field(name)
    return None


def _meant(who: str, text: str, parties: Mapping[str, Field], letters: Mapping[str, str]) -> str | None:
    """The party that these words mean; ``text`` goes on where they end, amid a name perhaps (Co., Ltd.)."""
    letter = re.match(r"(?:(甲|乙)方|(?:the\s+)?Party\s+([AB]))", who, re.IGNORECASE)
    if letter:
        side = letters.get({"甲": "A", "乙": "B"}.get(letter[1] or "", (letter[2] or "").upper()), "")
        return str(parties[side].value) if side in parties else None
    for side, words in (("seller", _SELLER), ("partner", _PARTNER)):
        if words.search(who):
            return str(parties[side].value) if side in parties else None
    names = [str(field.value) for field in parties.values()]
    return next((name for name in names if name in text[: len(who) + len(name)]), None)
