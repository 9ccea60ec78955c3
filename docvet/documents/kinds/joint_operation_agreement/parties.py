"""Who is the seller and who the partner of a joint operation agreement.

Agreements name their parties in three ways, and most in more than one of them:

* with the word for a role: 「品牌方：某某有限公司」, "Foo Co., Ltd. (hereinafter the Seller)";
* as a side: 「甲方：某某有限公司」, "Foo Co., Ltd. ("Party A")"; a side is A (甲方) or B (乙方);
* as a side whose role a sentence states: 「乙方为 TikTok 认证本地合作伙伴」.

A role beside a name is worth most, then a role stated of a side; where nothing but names tells, the Chinese company sells,
and the value is a doubtful one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from docvet.documents.confidence import ceiling
from docvet.documents.text.company_names import COMPANY, company_in, is_pronoun
from docvet.documents.text.fields import doubted, party_field
from docvet.documents.text.flow import Flow
from docvet.models import Field

_ROLES = {
    "seller": (
        r"(?:中国)?(?:卖家|卖方|商家|品牌方|店铺主体|委托方|主体|中方)"
        r"|(?:the\s+)?(?:Chinese\s+)?(?:Seller|Merchant|Brand\s+Owner|Shop\s+Owner)"
    ),
    "partner": (
        r"(?:TikTok\s*)?(?:认证)?(?:本地|当地|海外)?(?:合作伙伴|运营伙伴|伙伴|运营方|合作方|服务商|受托方)"
        r"|(?:the\s+)?(?:Certified\s+)?(?:Local\s+)?(?:Partner|Operator|Operating\s+Partner|Service\s+Provider)"
    ),
}
"""The words for each role."""
_SIDES = {"A": r"(?:甲方|Party\s+A)", "B": r"(?:乙方|Party\s+B)"}
"""The words for each side."""
_OTHER = {"A": "B", "B": "A", "seller": "partner", "partner": "seller"}
_LETTERS = {"甲": "A", "乙": "B"}
_BY_CUSTOM = ceiling("agreement_side_by_custom")
"""Which side is the seller, where only the names tell."""
_CHINESE_CITY = re.compile(
    r"(?i)\b(?:shenzhen|guangzhou|hangzhou|yiwu|xiamen|fuzhou|quanzhou|ningbo|shanghai|beijing|dongguan|foshan|suzhou|nanjing|wuhan|chengdu|chongqing|tianjin|qingdao|zhengzhou|changsha|hefei|jinhua|zhejiang|guangdong|fujian|jiangsu)\b"
)

_A_SIDE = r"(?:(?P<zh>甲|乙)方|Party\s+(?P<en>[AB]))"
_A_NAME = r"(?P<name>[^\n\t]{4,120})"
_A_COMPANY = rf"(?P<name>{COMPANY})"
_CALLED = r"(?:以?下(?:简)?称|简称|hereinafter(?:\s+referred\s+to\s+as)?)?\s*:?\s*(?:the\s+)?"
_SIDE_BESIDE_NAME = (
    # 甲方（卖家）：某某有限公司 · 甲方/Party A: Foo Co., Ltd.
    rf"{_A_SIDE}(?:\s*/?\s*Party\s+[AB])?(?P<note>(?:\s*[/(（][^)\n:]{{0,60}}\)?){{0,2}})\s*[:\t]\s*{_A_NAME}",
    # 某某有限公司（以下简称甲方）
    rf"{_A_COMPANY}\s*\((?P<note>[^)\n]{{0,60}}?){_A_SIDE}(?P<tail>[^)\n]{{0,60}})\)",
    # Foo Co., Ltd., a company registered in …, ("Party A", the seller)
    rf"{_A_COMPANY}[^\n;。]{{0,160}}?\((?:hereinafter\s+)?(?:referred\s+to\s+as\s+)?(?:the\s+)?[\"'“]?{_A_SIDE}[\"'”]?(?P<note>[^)\n]{{0,60}})\)",
)
"""Groups: the name; the side's character or letter; ``note`` and ``tail``, what else stands in its brackets."""


@dataclass(frozen=True, slots=True)
class Parties:
    """The parties of one agreement."""

    fields: dict[str, Field]
    """``seller`` and ``partner``."""
    roles: dict[str, str]
    """Side, A or B → ``seller`` or ``partner``, as far as it is known."""


def parties(flow: Flow) -> Parties:
    """By their role where it stands with the name, else by what the text says of 甲方 and 乙方, else by the names."""
    by_role = _by_roles(flow)
    by_side: dict[str, Field] = {}
    roles: dict[str, str] = {}
    for field, match in _named(flow, _SIDE_BESIDE_NAME):
        side = _LETTERS.get(match["zh"] or "", (match["en"] or "").upper())
        if side in by_side:
            continue
        by_side[side] = field
        note = " ".join(filter(None, (match["note"], match.groupdict().get("tail"))))
        same = (role for role, party in by_role.items() if party.value == field.value)
        if role := _role_in(note) or next(same, ""):
            roles[side] = role
    roles = _of_both_sides(roles or _stated(flow, by_side))
    confidence = 1.0
    if not roles and len(by_side) == 2:
        roles, confidence = _by_names(by_side), _BY_CUSTOM
    of_sides = {role: doubted(by_side[side], confidence) for side, role in roles.items() if side in by_side}
    return Parties(of_sides | by_role, roles)


def _role_beside_name(role: str) -> tuple[str, str]:
    """Patterns of a name that stands with one of the words for a role."""
    return (
        # 品牌方（甲方）名称：某某有限公司
        rf"(?:^|[\t\s(])(?:{role})(?:\s*[/(][^)\n:]{{0,40}}\)?)?\s*(?:名称|Name)?\s*[:\t]\s*{_A_NAME}",
        # Foo Co., Ltd., a company …, (hereinafter the "Seller"); a bracket with another quoted name ends the search
        rf"{_A_COMPANY}(?:(?!\(\s*[\"'“《])[^\n;。]){{0,160}}?\(\s*{_CALLED}[\"'“《]?(?:{role})[\"'”》]?\s*\)",
    )


def _role_of_side(side: str, role: str) -> str:
    """The pattern of a sentence that says who a side is: 乙方为 TikTok 认证本地合作伙伴."""
    return rf"{side}[^。;\n]{{0,30}}?(?:为|系|是|作为|is|being|as)[^。;\n]{{0,40}}?(?:{role})"


def _by_roles(flow: Flow) -> dict[str, Field]:
    """Names that stand with the word for their role; none if both are one company: then a word was misunderstood."""
    named: dict[str, Field] = {}
    for role, words in _ROLES.items():
        if first := next(_named(flow, _role_beside_name(words)), None):
            named[role] = first[0]
    alike = len(named) == 2 and named["seller"].value == named["partner"].value
    return {} if alike else named


def _role_in(note: str) -> str:
    return next((role for role, words in _ROLES.items() if re.search(words, note, re.IGNORECASE)), "")


def _stated(flow: Flow, named: Mapping[str, Field]) -> dict[str, str]:
    """The roles of named sides by sentences that state them; the first word that fits a side counts."""
    stated: dict[str, str] = {}
    for side, side_words in _SIDES.items():
        for role, role_words in _ROLES.items():
            if side in named and next(flow.finditer(_role_of_side(side_words, role_words)), None):
                stated.setdefault(side, role)
    return stated


def _of_both_sides(roles: Mapping[str, str]) -> dict[str, str]:
    """One side's role gives the other's; nothing is known where both would have one."""
    both = dict(roles)
    for side, role in roles.items():
        both.setdefault(_OTHER[side], _OTHER[role])
    return both if len(set(both.values())) == len(both) else {}


def _by_names(named: Mapping[str, Field]) -> dict[str, str]:
    """The Chinese company sells; of two alike, 甲方."""
    chinese = {side: _is_chinese(str(field.value)) for side, field in named.items()}
    seller = "B" if chinese.get("B") and not chinese.get("A") else "A"
    return {seller: "seller", _OTHER[seller]: "partner"}


def _is_chinese(name: str) -> bool:
    return bool(re.search(r"[\u3400-\u9fff]", name) or _CHINESE_CITY.search(name))


def _named(flow: Flow, patterns: Iterable[str]) -> Iterator[tuple[Field, re.Match[str]]]:
    """The companies that the patterns' group ``name`` holds, with the matches; in the order of the patterns."""
    for pattern in patterns:
        for match in flow.finditer(pattern):
            begin, end = match.span("name")
            if (field := party_field(flow.span(begin, end), persons=False)) and not is_pronoun(str(field.value)):
                yield field, match
            elif (named := company_in(match["name"])) and not is_pronoun(named[0]):
                yield flow.span(begin + named[1], begin + named[2]).field(named[0]), match
