"""经营范围: what a company may do, as licences of all ages word it.

Which words matter is the ruleset's business and comes in as an argument; here is only how a scope is
built: headings, brackets, enumerations, verbs before and behind, exclusions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Levenshtein

from docvet.values.text import simplified, squeezed

SALES_VERBS = ("销售", "零售", "批发", "贸易", "经营", "代理", "购销", "批零", "售卖", "网售")
PRODUCTION_VERBS = ("生产", "制造", "研发", "加工", "设计", "开发", "制作")
STANDARD_BRACKETS = ("(除销售需要许可的商品)",)
"""Brackets that belong to their standard term (互联网销售) and exclude no goods."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found in a scope, and the item it stands in."""

    term: str
    quote: str
    near: bool = False
    """One character differs: a likely misreading, for a person to look at."""


class Match(StrEnum):
    """How a scope covers a category, best first."""

    SALES = "sales"
    """The goods with a verb of selling."""
    PRODUCTION = "production"
    """Only made, not sold."""
    BARE = "bare"
    """The goods are named without a verb of either kind (维修, 服务 …)."""
    GENERIC = "generic"
    """Only a term that may include them (日用百货)."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class CategoryMatch:
    """The best match of a category and what speaks for it."""

    match: Match
    hits: tuple[Hit, ...] = ()

    @property
    def near(self) -> bool:
        """Whether it rests on likely misreadings alone."""
        return bool(self.hits) and all(hit.near for hit in self.hits)


@dataclass(frozen=True, slots=True)
class _Item:
    """One member of an enumeration, and the verbs that govern it."""

    text: str
    verbs: frozenset[str]


_HEADINGS = re.compile(r"(?:许可|一般|许可经营|一般经营)项目(?:是|为)?:?|(?:兼营|主营|经营范围|业务范围):")
_NEGATIVE = re.compile(
    r"不含|不包括|不包含|不得|不涉及|禁止|除|未经|依法须经|[^()]*(?:除外|之外|以外)$|国家(?:禁止|限制)|涉及.*(?:除外|许可)"
)
_UNBRACKETED = (
    re.compile(r"依法须经批准的项目,?经相关部门批准后?方?可?开展经营活动[^;:。]*"),
    re.compile(
        r"除(?!尘|湿|虫|草|臭|菌|锈|味|螨|雪|冰|垢|油|甲醛)[^;。、()]{1,40}?外(?!贸|销|套|衣|币|卖|包|墙)[^;:。、]*?(?=[;:。、]|$)"
    ),
    re.compile(r"(?:不含|不包括|不包含):?[^;:。()]*"),
    re.compile(r"不得(?:从事|经营|销售):?[^;:。()]*"),
    re.compile(r"[^,;。、:()]*除外"),
)
_PARTS = re.compile(r":(?![^(]*\))")
"""Behind 销售 or the name of a group stands a colon; a semicolon between two items is often read as one."""
_SPLIT = re.compile(r"[、,](?![^(]*\))")
_CLAUSE = re.compile(r"[;。\n](?![^(]*\))")
_SERVICE = re.compile(r"(?:服务|咨询|租赁|维修|安装|推广|管理|培训|策划|清洗)(?:\(.*\))?$")
_FILLER = re.compile(r"[的及和与或等兼网上线下从事、()/]+")


def is_whole(scope: str) -> bool:
    """Whether every bracket that opens also closes; if not, an exclusion may have been read in part."""
    depth = 0
    for character in squeezed(scope):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth < 0:
            return False
    return depth == 0


def without_negations(scope: str, keep: Iterable[str] = STANDARD_BRACKETS) -> str:
    """The scope (tidied, simplified, without white space) less all that it excludes.

    Goes: (不含…), (…除外), (除…外), 不得从事…, and the two standard tails. Brackets in ``keep`` stay. A negative
    bracket that never closes goes up to the end of its clause.
    """
    text = _plain(scope)
    shelf = [_plain(bracket) for bracket in keep]
    for number, bracket in enumerate(shelf):
        text = text.replace(bracket, chr(0xE000 + number))
    text = re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)*\)", _kept, text)
    text = re.sub(r"\((?=不含|不包括|除|不得|依法须经)[^;。()]*", "", text)
    for pattern in _UNBRACKETED:
        text = pattern.sub("", text)
    for number, bracket in enumerate(shelf):
        text = text.replace(chr(0xE000 + number), bracket)
    return text


def items(scope: str) -> list[str]:
    """The members of the scope outside its exclusions, in order, without headings."""
    return [item.text for item in _items(scope, SALES_VERBS, PRODUCTION_VERBS)]


def find_terms(scope: str, terms: Sequence[str]) -> list[Hit]:
    """The terms that the scope holds outside its exclusions: exact ones in the order given, then near ones.

    Near is a term of four characters or more with one character wrong, missing or too many; goods of one
    or two characters must be exact, or 家具销售 would be near 玩具销售.
    """
    texts = items(scope)
    exact = [Hit(term, quote) for term in terms if (quote := _holding(texts, _plain(term)))]
    exact_terms = {hit.term for hit in exact}
    return exact + [
        Hit(term, quote, near=True)
        for term in terms
        if term not in exact_terms and (quote := _nearly(texts, _plain(term)))
    ]


def match_category(
    scope: str,
    keywords: Sequence[str],
    *,
    generic: Sequence[str] = (),
    sales_verbs: Sequence[str] = SALES_VERBS,
    production_verbs: Sequence[str] = PRODUCTION_VERBS,
) -> CategoryMatch:
    """How the scope covers goods that the keywords name; a keyword counts with the verb that governs its item.

    A keyword that brings its verb (化妆品零售) also stands for its goods under another one (销售:化妆品).
    """
    by_match: dict[Match, list[Hit]] = {match: [] for match in Match}
    for item in _items(scope, sales_verbs, production_verbs):
        for keyword in keywords:
            term = _plain(keyword)
            near = not any(form in item.text for form in (term, _goods(term, sales_verbs)))
            if not term or (near and not _nearly([item.text], term)):
                continue
            verbs = item.verbs | frozenset(verb for verb in sales_verbs if near and verb in term)
            by_match[_governed(verbs, sales_verbs, production_verbs)].append(Hit(keyword, item.text, near))
    by_match[Match.GENERIC] = find_terms(scope, generic)
    for match in Match:
        if hits := by_match[match]:
            exact = tuple(hit for hit in hits if not hit.near)
            return CategoryMatch(match, exact or tuple(hits))
    return CategoryMatch(Match.NONE)


def _plain(text: str) -> str:
    return simplified(squeezed(text))


def _goods(term: str, verbs: Iterable[str]) -> str:
    """The term without the verb at its end, if two characters or more are left."""
    return next((term.removesuffix(verb) for verb in verbs if term.endswith(verb) and len(term) > len(verb) + 1), term)


def _kept(bracket: re.Match[str]) -> str:
    return "" if _NEGATIVE.match(bracket.group()[1:-1]) else bracket.group()


def _governed(verbs: frozenset[str], sales: Sequence[str], production: Sequence[str]) -> Match:
    if verbs.intersection(sales):
        return Match.SALES
    return Match.PRODUCTION if verbs.intersection(production) else Match.BARE


def _items(scope: str, sales: Sequence[str], production: Sequence[str]) -> Iterator[_Item]:
    """Every item with its verbs: its own, those of 销售:…, of 销售甲、乙 before it, of 甲、乙的销售 behind it."""
    verbs = (*sales, *production)
    for clause in _CLAUSE.split(_HEADINGS.sub(";", without_negations(scope))):
        *headings, body = _PARTS.split(clause)
        inherited = frozenset[str]()
        for heading in headings:
            if not _only_verbs(heading, verbs):
                yield from _of_part(heading, inherited, verbs)
            inherited = _verbs_in(heading, verbs)
        yield from _of_part(body, inherited, verbs)


def _of_part(part: str, inherited: frozenset[str], verbs: Sequence[str]) -> Iterator[_Item]:
    """The items of a list that no colon parts."""
    texts = [text for text in _SPLIT.split(part) if text]
    for at, text in enumerate(texts):
        own = _verbs_in(text, verbs)
        for follower in texts[at + 1 :]:
            if not _only_verbs(follower, verbs):
                break
            own |= _verbs_in(follower, verbs)
        if any(text.removeprefix("从事").startswith(verb) for verb in verbs):
            inherited |= own
        behind = _first_behind(texts[at + 1 :], verbs)
        yield _Item(text, own or (frozenset() if _SERVICE.search(text) else inherited or behind))


def _verbs_in(text: str, verbs: Iterable[str]) -> frozenset[str]:
    return frozenset(verb for verb in verbs if verb in text)


def _only_verbs(text: str, verbs: Iterable[str]) -> bool:
    for verb in verbs:
        text = text.replace(verb, "")
    return not _FILLER.sub("", text)


def _first_behind(texts: Iterable[str], verbs: Sequence[str]) -> frozenset[str]:
    """The verbs of the first later item that ends in one (甲、乙的销售)."""
    for text in texts:
        if any(text.endswith(verb) for verb in verbs):
            return _verbs_in(text, verbs)
        if _verbs_in(text, verbs) or _SERVICE.search(text):
            break
    return frozenset()


def _holding(texts: Iterable[str], term: str) -> str | None:
    return next((text for text in texts if term and term in text), None)


def _nearly(texts: Iterable[str], term: str) -> str | None:
    """The first text with a window one character away from the term."""
    if len(term) < 4:
        return None
    goods = term
    for verb in (*SALES_VERBS, *PRODUCTION_VERBS):
        goods = goods.replace(verb, "")
    for text in texts:
        for size in (len(term), len(term) + 1, len(term) - 1):
            for at in range(len(text) - size + 1):
                window = text[at : at + size]
                if Levenshtein.distance(window, term, score_cutoff=1) == 1 and (len(goods) > 2 or goods in window):
                    return text
    return None
