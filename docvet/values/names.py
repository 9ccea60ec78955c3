"""Names of companies and people: whether two of them may be the same.

The spelling of a registered name is exact in law, that of a reading is not: between equal and
different there is room that only a person can decide.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq, Levenshtein

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
    PRIVATE = "private"
    """个体户 and a person's name beside the name alone: a trader and its operator."""
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


_PLACE = re.compile(
    r"(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾"
    r"|内蒙古|广西|西藏|宁夏|新疆)?(?:壮族|回族|维吾尔)?(?:省|自治区|市)?"
    r"(?:(?:深圳|广州|杭州|宁波|苏州|南京|成都|武汉|东莞|佛山|厦门|青岛|义乌|金华|温州|泉州|福州|长沙|郑州|西安|合肥|无锡|常州|济南|汕头|中山|惠州|珠海|石家庄|昆明|南昌"
    r"|南宁|沈阳|大连|哈尔滨|长春|嘉兴|绍兴|台州|湖州|晋江|石狮)市?|[\u3400-\u9fff]{2,4}?(?:市|自治州|地区))?"
    r"(?:[\u3400-\u9fff]{1,3}?(?:区|县))?"
)
"""Province, town and district in front of a name."""
_SHORTEST = 4
"""What is left of a name without its place: two characters and a legal form at least."""
_FORM = re.compile(
    r"(?:集团|控股)?(?:股份|责任)?有限(?:责任)?公司|(?:集团|总)?公司|厂|[店部行社馆坊阁]$|商店|商行|中心|合作社|工作室"
)
_TRADE = re.compile(
    r"贸易|商贸|经贸|工贸|外贸|进出口|国际|电子商务|电商|网络|科技|技术|电子|信息|数码|智能|服饰|服装|制衣|时装|鞋业|箱包|皮具|纺织|家纺|针织"
    r"|化妆品|美妆|日化|生物|家居|家具|照明|灯饰|电器|玩具|母婴|用品|百货|饰品|珠宝|文化|传媒|品牌|供应链|实业|产业|发展|投资|管理|咨询|服务|制品|制造|工业|商业|设计"
)
"""Words for a trade, which say little about whose name it is."""


@lru_cache(maxsize=20_000)
def normal(name: str) -> str:
    """NFKC, one kind of bracket and dot, no white space, upper case; the script stays as it is.

    Latin names also lose full stops and commas: Co., Ltd. is CO LTD; a trailing (个体工商户) goes.
    """
    plain = squeezed(name).translate(_BRACKETS).upper().strip(".,;:、。·'\"*")
    if not _HAN.search(plain):
        return re.sub(r"[.,'\"]", "", plain)
    return _SUFFIX.sub("", plain)


def compare(a: str, b: str) -> Likeness:
    """How alike two names are; one that is empty, partly hidden (*) or in Latin beside a Chinese one cannot be compared.

    Of several people that a place names (陆思远、林怀瑾), each may be the one who is meant.
    """
    if "、" in a or "、" in b:
        whole = (a.replace("、", ""), b.replace("、", ""))
        pairs = [_compare(*whole), *(_compare(one, other) for one in a.split("、") for other in b.split("、"))]
        return min(pairs, key=_CLOSEST.index)
    return _compare(a, b)


_CLOSEST = (Likeness.EQUAL, Likeness.NORMALISED, Likeness.NEAR, Likeness.UNCOMPARABLE, Likeness.DIFFERENT)


def _compare(a: str, b: str) -> Likeness:
    one, other = normal(a), normal(b)
    if not one or not other:
        return Likeness.UNCOMPARABLE
    if one == other:
        return Likeness.EQUAL if a == b else Likeness.NORMALISED
    if is_hidden(a) or is_hidden(b):
        return Likeness.UNCOMPARABLE
    if _same_but_for_script(one, other):
        return Likeness.NORMALISED
    if bool(_HAN.search(one)) != bool(_HAN.search(other)):
        return Likeness.UNCOMPARABLE
    return Likeness.NEAR if _nearness(one, other) else Likeness.DIFFERENT


def _same_but_for_script(one: str, other: str) -> bool:
    """Traditional beside simplified characters: one party, unless a mainland town's name in traditional ones stands for another.

    A single character is what readings take for its look-alike; mainland companies are registered in simplified ones.
    """
    plain = simplified(one)
    if plain != simplified(other):
        return False
    differing = sum(x != y for x, y in zip(one, other, strict=False))
    place = _PLACE.match(plain)
    return differing <= 1 or not (place and place.group())


_HIDDEN = re.compile(r"[*■□▇█●]|(?<=[\u3400-\u9fff(])(?:[Xx×_#]{2,}|×)(?=[\u3400-\u9fff)])")


def is_hidden(name: str) -> bool:
    """Whether its bank hid a part of it: 深圳市****有限公司, 深圳市XX有限公司."""
    return bool(_HIDDEN.search(unicodedata.normalize("NFKC", name).strip("*")))


def near_reason(a: str, b: str) -> Near | None:
    """Why :func:`compare` says NEAR; None if it says anything else."""
    return _nearness(normal(a), normal(b)) if compare(a, b) is Likeness.NEAR else None


def account_matches(
    account_name: str, company: str, representative: str | None = None, *, trader: bool = False
) -> Likeness:
    """:func:`compare` for the holder of an account.

    An individual business without a trade name has its account under 个体户 and its owner's name. That a trader's
    account is in the owner's own name is for a person to judge.
    """
    direct = compare(account_name, company)
    if direct.same:
        return direct
    if (plain := _likeness_of_private(account_name, representative)) is not None:
        return plain
    if trader and representative and compare(account_name, representative) is not Likeness.DIFFERENT:
        return Likeness.NEAR
    return direct


_LONG_NAME = 14
"""Characters of a name of which all but one agree by chance only."""


def seal_likeness(rim: str, name: str) -> float:
    """How much of a company's name a seal shows, 0 to 1; what tells companies apart weighs most.

    A rim is read round and round: it may start anywhere, lose characters and have stray ones. Companies of one town
    and trade share most of their names, so the trade name (字号) counts for more than half, its first two characters
    most; a trade that is not seen at all costs a quarter. What a rim loses at its ends is forgiven as long as half of
    those two are seen, and so is one misread character of a long name. Names in Latin script are compared as they are.
    """
    wanted, read = _han(name), _han(rim)
    if not wanted or not read:
        return fuzz.partial_ratio(normal(rim), normal(name)) / 100 if not wanted and normal(name) and rim else 0.0
    own, trade = _distinctive(wanted)
    turned = [read[at:] + read[:at] for at in range(len(read))]
    shown = max(_shown(rim, wanted, own, trade) for rim in turned)
    whole = max(LCSseq.similarity(wanted, rim) for rim in turned)
    one_misread = len(read) - whole <= 1 and len(wanted) - whole <= 2
    if one_misread and len(wanted) >= _LONG_NAME and any(wanted[at] in read for at in own[:2]):
        return max(shown, whole / len(wanted))
    return shown


def seal_strays(rim: str, name: str) -> int:
    """How many characters of a rim are not the name's: those of another trade name, or misread ones."""
    wanted, read = _han(name), _han(rim)
    return len(read) - max((LCSseq.similarity(wanted, read[at:] + read[:at]) for at in range(len(read))), default=0)


def _shown(rim: str, wanted: str, own: range, trade: range) -> float:
    blocks = [block for block in LCSseq.opcodes(wanted, rim) if block.tag == "equal"]
    if not blocks:
        return 0.0
    seen = {at for block in blocks for at in range(block.src_start, block.src_end)}
    # Where the rim breaks off nothing speaks against what is lost, but for characters that stand in its place.
    stray = blocks[0].dest_start + len(rim) - blocks[-1].dest_end
    lost = {*range(blocks[0].src_start - stray), *range(blocks[-1].src_end + stray, len(wanted))}

    def share(places: range) -> float:
        left = [at for at in places if at not in lost]
        return sum(at in seen for at in left) / len(left) if left else 0.0

    head, tail = own[:2], own[2:]
    if 2 * len(seen.intersection(head)) < len(head):
        lost = set()
    distinct = 0.7 * share(head) + 0.3 * share(tail) if tail else share(head)
    likeness = 0.6 * distinct + 0.4 * len(seen) / len(wanted)
    return likeness if not trade or not seen.isdisjoint(trade) else 0.75 * likeness


def _distinctive(name: str) -> tuple[range, range]:
    """Where the trade name (at most four characters of it) and the trade stand in a name of Chinese characters only."""
    start = match.end() if (match := _PLACE.match(name)) and len(name) - match.end() >= _SHORTEST else 0
    end = match.start() if (match := _FORM.search(name, start + 1)) else len(name)
    trade = match.start() if (match := _TRADE.search(name, start + 2, end)) else end
    return range(start, min(trade, start + 4)), range(trade, end)


def _han(text: str) -> str:
    return "".join(_HAN.findall(simplified(squeezed(text))))


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
    if _PRIVATE.sub("", one) == _PRIVATE.sub("", other):
        return Near.PRIVATE
    one, other = re.sub(r"\W", "", one), re.sub(r"\W", "", other)
    if one == other:
        return Near.PUNCTUATION
    if min(len(one), len(other)) > 1 and Levenshtein.distance(one, other, score_cutoff=1) == 1:
        return Near.ONE_CHARACTER
    return None


def _parent(name: str) -> str:
    match = _BRANCH.match(name)
    return match["parent"] if match else name
