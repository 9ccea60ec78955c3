"""联合运营协议, Joint Operation Agreement: the Chinese seller and the local partner; Chinese, English, or both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from docvet.documents.confidence import ceiling
from docvet.documents.kinds import Audience, Kind
from docvet.documents.kinds.joint_operation_agreement import terms as agreement_terms
from docvet.documents.shared import signing
from docvet.documents.text.company_names import COMPANY, company_in, is_pronoun
from docvet.documents.text.document import DocumentText
from docvet.documents.text.fields import doubted, party_field
from docvet.documents.text.flow import Flow
from docvet.documents.text.span import Span
from docvet.models import Field

_SELLER = r"(?:中国)?(?:卖家|卖方|商家|品牌方|店铺主体|委托方|主体|中方)|(?:the\s+)?(?:Chinese\s+)?(?:Seller|Merchant|Brand\s+Owner|Shop\s+Owner)"
_PARTNER = r"(?:TikTok\s*)?(?:认证)?(?:本地|当地|海外)?(?:合作伙伴|运营伙伴|伙伴|运营方|合作方|服务商|受托方)|(?:the\s+)?(?:Certified\s+)?(?:Local\s+)?(?:Partner|Operator|Operating\s+Partner|Service\s+Provider)"
_ROLES = {"seller": _SELLER, "partner": _PARTNER}
_SIDE = r"(?:(?P<zh>甲|乙)方|Party\s+(?P<en>[AB]))"
_SIDE_NAMED = (
    rf"{_SIDE}(?:\s*/?\s*Party\s+[AB])?(?P<note>(?:\s*[/(（][^)\n:]{{0,60}}\)?){{0,2}})\s*[:\t]\s*(?P<name>[^\n\t]{{4,120}})",
    rf"(?P<name>{COMPANY})\s*\((?P<note>[^)\n]{{0,60}}?){_SIDE}(?P<tail>[^)\n]{{0,60}})\)",
    rf"(?P<name>{COMPANY})[^\n;。]{{0,160}}?\((?:hereinafter\s+)?(?:referred\s+to\s+as\s+)?(?:the\s+)?[\"'“]?{_SIDE}[\"'”]?(?P<note>[^)\n]{{0,60}})\)",
)
_ROLE_NAMED = (
    r"(?:^|[\t\s(])(?:ROLE)(?:\s*[/(][^)\n:]{0,40}\)?)?\s*(?:名称|Name)?\s*[:\t]\s*(?P<name>[^\n\t]{4,120})",
    rf"(?P<name>{COMPANY})(?:(?!\(\s*[\"'“《])[^\n;。]){{0,160}}?\(\s*(?:以?下(?:简)?称|简称|hereinafter(?:\s+referred\s+to\s+as)?)?\s*:?\s*(?:the\s+)?[\"'“《]?(?:ROLE)[\"'”》]?\s*\)",
)
_ROLE_OF_SIDE = r"SIDE[^。;\n]{0,30}?(?:为|系|是|作为|is|being|as)[^。;\n]{0,40}?(?:ROLE)"
"""ROLE and SIDE stand for the words of a role and of a side."""
_BY_CUSTOM = ceiling("agreement_side_by_custom")
"""Which side is the seller, where only the names tell."""
_CHINESE_CITY = re.compile(
    r"(?i)\b(?:shenzhen|guangzhou|hangzhou|yiwu|xiamen|fuzhou|quanzhou|ningbo|shanghai|beijing|dongguan|foshan|suzhou|nanjing|wuhan|chengdu|chongqing|tianjin|qingdao|zhengzhou|changsha|hefei|jinhua|zhejiang|guangdong|fujian|jiangsu)\b"
)


@dataclass(frozen=True, slots=True)
class _Sides:
    parties: dict[str, Field]
    """``seller`` and ``partner``."""
    letters: dict[str, str]
    """A (甲方) and B (乙方) → ``seller`` or ``partner``."""


def extract(document: DocumentText) -> dict[str, Field]:
    """seller, partner, signed, signature, fee_percent, from one pass; further what :func:`agreement_terms.terms` finds."""
    flow = Flow(document)
    spans = document.labelled({"signed": signing.LABELS})
    sides = _sides(flow)
    words = "|".join(re.escape(word) for word in sorted(signing.LABELS, key=len, reverse=True))
    found = {
        "signed": signing.signed(document, flow, _last(flow.cell(words)) or spans.get("signed")),
        "signature": signing.signature(flow),
    }
    fields = sides.parties | {name: field for name, field in found.items() if field is not None}
    return fields | agreement_terms.terms(flow, sides.parties, sides.letters)


def _last(places: Iterator[Span]) -> Span | None:
    """The signature block stands at the end; dates of the head are those of the term or the number."""
    return next(reversed([place for place in places if re.search(r"[0-9]{2}|[〇零一二三]{2}", place.text)]), None)


def _sides(flow: Flow) -> _Sides:
    """By their role where it stands with the name, else by what the text says of 甲方 and 乙方, else by the names."""
    parties = _by_roles(flow)
    by_letter: dict[str, Field] = {}
    letters: dict[str, str] = {}
    for field, match in _named(flow, _SIDE_NAMED):
        letter = {"甲": "A", "乙": "B"}.get(match["zh"] or "", (match["en"] or "").upper())
        if letter in by_letter:
            continue
        by_letter[letter] = field
        note = " ".join(filter(None, (match["note"], match.groupdict().get("tail"))))
        same = (role for role, party in parties.items() if party.value == field.value)
        if role := _role_in(note) or next(same, ""):
            letters[letter] = role
    letters = _completed(flow, letters, by_letter)
    sure = 1.0 if letters else _BY_CUSTOM
    if not letters and len(by_letter) == 2:
        letters = _by_names(by_letter)
    parties_by_letter = {
        role: doubted(by_letter[letter], sure) for letter, role in letters.items() if letter in by_letter
    }
    return _Sides(parties_by_letter | parties, letters)


def _by_roles(flow: Flow) -> dict[str, Field]:
    """Names that stand with the word for their role."""
    parties: dict[str, Field] = {}
    for role, words in _ROLES.items():
        if named := next(_named(flow, [one.replace("ROLE", words) for one in _ROLE_NAMED]), None):
            parties[role] = named[0]
    alike = len(parties) == 2 and parties["seller"].value == parties["partner"].value
    return {} if alike else parties


def _role_in(note: str) -> str:
    return next((role for role, words in _ROLES.items() if re.search(words, note, re.IGNORECASE)), "")


def _completed(flow: Flow, letters: dict[str, str], named: Mapping[str, Field]) -> dict[str, str]:
    """One side's role gives the other's; without any, a sentence that says who is the partner."""
    if not letters:
        for letter, words in (("A", r"(?:甲方|Party\s+A)"), ("B", r"(?:乙方|Party\s+B)")):
            for role, role_words in _ROLES.items():
                if letter in named and next(
                    flow.finditer(_ROLE_OF_SIDE.replace("SIDE", words).replace("ROLE", role_words)), None
                ):
                    letters.setdefault(letter, role)
    for letter, role in list(letters.items()):
        other = {"A": "B", "B": "A"}[letter]
        letters.setdefault(other, {"seller": "partner", "partner": "seller"}[role])
    return letters if len(set(letters.values())) == len(letters) else {}


def _by_names(named: Mapping[str, Field]) -> dict[str, str]:
    """The Chinese company sells; of two alike, 甲方."""
    chinese = {letter: _is_chinese(str(field.value)) for letter, field in named.items()}
    seller = "B" if chinese.get("B") and not chinese.get("A") else "A"
    return {seller: "seller", {"A": "B", "B": "A"}[seller]: "partner"}


def _is_chinese(name: str) -> bool:
    return bool(re.search(r"[\u3400-\u9fff]", name) or _CHINESE_CITY.search(name))


def _named(flow: Flow, patterns: list[str] | tuple[str, ...]) -> Iterator[tuple[Field, re.Match[str]]]:
    for match in chain.from_iterable(flow.finditer(pattern) for pattern in patterns):
        begin, end = match.span("name")
        if (field := party_field(flow.span(begin, end), persons=False)) and not is_pronoun(str(field.value)):
            yield field, match
        elif (named := company_in(match["name"])) and not is_pronoun(named[0]):
            yield flow.span(begin + named[1], begin + named[2]).field(named[0]), match


_FIELDS = (
    "seller", "partner", "signed", "signature", "fee_percent", "partner_tier", "admin_holder", "seals",
)  # fmt: skip

KIND = Kind(
    name="joint_operation_agreement",
    title={"zh": "联合运营协议", "en": "joint operation agreement"},
    fields=_FIELDS,
    audience=Audience.COMPANY,
    file_names=r"联合运营|联合经营|合作协议|joint[-_ ]?operation|agreement",
    signer=("company", "seller"),
    titles=(
        r".{0,16}联合(运营|经营|营运)(合作|服务)?(协议|合同)(书)?([/(]?[A-Za-z]{0,40}\)?)?",
        r"(?i)(tiktok(shop)?)?jointoperations?(cooperation|service)?(agreement|contract)",
        r".{0,10}(本地伙伴|localpartner|LocalPartner|店铺)(合作|联合)?运营(合作)?(协议|合同)(书)?",
    ),
    signs=(
        (r"联合(运营|经营|营运)", 1.5),
        (r"(?i)jointoperation", 1.5),
        (r"本地(合作)?伙伴|(?i:localpartner)", 1.0),
        (r"甲方(.|\n){0,200}乙方|(?i:partya(.|\n){0,400}partyb)", 0.7),
        (r"(?i)admin.{0,8}(权限|角色|role|rights|access|permission)", 0.9),
        (r"服务费|(?i:servicefee)|GMV", 0.6),
        (r"第?7\.1条?|二次商用|竞品", 0.4),
        (r"协议|(?i:agreement)", 0.3),
        (r"(?i)thisagreement|hereinafter", 0.4),
    ),
    against=(
        (r"授权书$|兹授权|(?i:letterofauthori[sz]ation)", 1.5),
        (r"价税合计|规格型号|发票", 1.5),
        (r"声明人|承诺人|合规声明(书)?$|承诺书$", 1.5),
    ),
    extract=extract,
    needed=("seller", "partner", "signed"),
    follows=True,
)
