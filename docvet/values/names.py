"""Names of companies and people: whether two of them may be the same.

The spelling of a registered name is exact in law, that of a reading is not: between equal and
different there is room that only a person can decide.
"""

from __future__ import annotations

import re
from enum import StrEnum

from rapidfuzz.distance import Levenshtein

from docvet.values.text import simplified, squeezed


class Likeness(StrEnum):
    """How alike two names are; only DIFFERENT may reject, NEAR and UNCOMPARABLE are for a person."""

    EQUAL = "equal"
    NORMALISED = "normalised"
    NEAR = "near"
    DIFFERENT = "different"
    UNCOMPARABLE = "uncomparable"

    @property
    def same(self) -> bool:
        """Equal, or but for brackets, spaces, dots, letter case."""
        return self in (Likeness.EQUAL, Likeness.NORMALISED)


class Near(StrEnum):
    """Why two names are NEAR."""

    SCRIPT = "script"
    """Traditional against simplified characters: perhaps a Hong Kong company."""
    LEGAL_FORM = "legal_form"
    """有限公司, 有限责任公司, 股份有限公司."""
    BRANCH = "branch"
    """A company and its branch (分公司), or two branches of one company."""
    PUNCTUATION = "punctuation"
    """Brackets or dots on one side only."""
    ONE_CHARACTER = "one_character"
    """One character differs, is missing or too many: perhaps a misreading."""


_BRACKETS = str.maketrans("[]{}〈〉<>○〇", "()()()()零零")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_SUFFIX = re.compile(r"\(个体工商户\)$")
_LEGAL_FORM = re.compile(r"(?:股份|责任)?有限(?:责任)?公司")
_BRANCH = re.compile(r"^(?P<parent>.{4,}?(?:公司|厂|集团)).*(?:分公司|分厂|分店|分部|分行|支行|营业部|办事处)$")
_PRIVATE = re.compile(r"^\(?个体户\)?")
_COMPANY_END = re.compile(
    r"(?:公司|集团|厂|商店|商行|商铺|专卖店|网店|服装店|经营部|销售部|营业部|批发部|门市部|中心|合作社|工作室|事务所|企业"
    r"|商贸|超市|商场|研究院|研究所|学校|医院|银行|协会|合伙|[^\s]{3,}[店部行社馆坊阁])(?:\([^()]*\))?$"
)
_COMPANY_WORD = re.compile(
    r"\b(?:ltd|limited|inc|incorporated|llc|llp|plc|gmbh|ag|corp|corporation|co|company|pte|pty|sdn|bhd|bv|nv|srl|spa|sarl|sas"
    r"|pt|cv|tbk|kk|oy|ab|trading|group|holdings?|enterprises?|international|industr(?:y|ies)|technology)\b",
    re.IGNORECASE,
)
_PERSON_HAN = re.compile(
    r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}|[\u3400-\u9fff]{1,12}(?:·[\u3400-\u9fff]{1,12}){1,3}"
)
_PERSON_LATIN = re.compile(r"[^\W\d_][\w.'-]*(?:[ ,]+[^\W\d_][\w.'-]*){1,4}")


def normal(name: str) -> str:
    """NFKC, one kind of bracket and dot, no white space, upper case; the script stays as it is.

    Latin names also lose full stops and commas: Co., Ltd. is CO LTD; a trailing (个体工商户) goes.
    """
    plain = squeezed(name).translate(_BRACKETS).upper().strip(".,;:、。·'\"*")
    if not _HAN.search(plain):
        return re.sub(r"[.,'\"]", "", plain)
    return _SUFFIX.sub("", plain)


def compare(a: str, b: str) -> Likeness:
    """How alike two names are; an empty one, or one in Latin script beside a Chinese one, cannot be compared."""
    one, other = normal(a), normal(b)
    if not one or not other:
        return Likeness.UNCOMPARABLE
    if one == other:
        return Likeness.EQUAL if a == b else Likeness.NORMALISED
    if bool(_HAN.search(one)) != bool(_HAN.search(other)):
        return Likeness.UNCOMPARABLE
    return Likeness.NEAR if _nearness(one, other) else Likeness.DIFFERENT


def near_reason(a: str, b: str) -> Near | None:
    """Why :func:`compare` says NEAR; None if it says anything else."""
    return _nearness(normal(a), normal(b)) if compare(a, b) is Likeness.NEAR else None


def account_matches(account_name: str, company: str, representative: str | None = None) -> Likeness:
    """:func:`compare` for the holder of an account.

    An individual business without a trade name has its account under 个体户 and its owner's name.
    """
    plain = _likeness_of_private(account_name, representative)
    direct = compare(account_name, company)
    if plain is None or direct.same:
        return direct
    return plain


def is_company(name: str) -> bool:
    """Whether the name ends or is worded as those of companies and shops are (a heuristic)."""
    plain = simplified(normal(name))
    return bool(_COMPANY_END.search(plain)) if _HAN.search(plain) else bool(_COMPANY_WORD.search(name))


def is_person(name: str) -> bool:
    """Whether the name can be that of a person: two to four characters, 名·姓, or two Latin words (a heuristic)."""
    if is_company(name):
        return False
    return bool(_PERSON_HAN.fullmatch(normal(name)) or _PERSON_LATIN.fullmatch(name.strip()))


def _likeness_of_private(account_name: str, representative: str | None) -> Likeness | None:
    """The owner against what follows 个体户; None if the account is not named so."""
    plain = simplified(normal(account_name))
    if not representative or not (prefix := _PRIVATE.match(plain)):
        return None
    likeness = compare(plain[prefix.end() :], representative)
    return Likeness.NORMALISED if likeness.same else likeness


def _nearness(one: str, other: str) -> Near | None:
    """The first of the reasons that holds, for two normal names that are not the same."""
    one, other = _SUFFIX.sub("", simplified(one)), _SUFFIX.sub("", simplified(other))
    if one == other:
        return Near.SCRIPT
    if _LEGAL_FORM.sub("有限公司", one) == _LEGAL_FORM.sub("有限公司", other):
        return Near.LEGAL_FORM
    if _parent(one) == _parent(other):
        return Near.BRANCH
    one, other = re.sub(r"\W", "", one), re.sub(r"\W", "", other)
    if one == other:
        return Near.PUNCTUATION
    if min(len(one), len(other)) > 1 and Levenshtein.distance(one, other, score_cutoff=1) == 1:
        return Near.ONE_CHARACTER
    return None


def _parent(name: str) -> str:
    match = _BRANCH.match(name)
    return match["parent"] if match else name
