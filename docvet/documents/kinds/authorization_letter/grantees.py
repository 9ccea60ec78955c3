"""Letters that authorize several: named one after the other, in a numbered list, in a table, or with their affiliates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docvet.documents.kinds.authorization_letter.parties import EN_VERB, GRANTEE_EN, GRANTEE_WORDS, VERB
from docvet.documents.text.company_names import COMPANY, company_in
from docvet.documents.text.flow import Flow
from docvet.models import Field
from docvet.values.text import squeezed

_NOTE = r"(?:\s*[/(](?:[^)\n:]{0,24})\)?)?"
_NAMED_AFTER = (
    rf"(?:{'|'.join(GRANTEE_WORDS)}){_NOTE}(?:名称|全称)?{_NOTE}\s*[:\t]\s*",
    rf"(?<![A-Za-z])(?:{'|'.join(GRANTEE_EN)})s?{_NOTE}\s*[:\t]\s*",
    VERB,
    EN_VERB,
)
_OF_ITS = r"(?:(?:其|旗下)?(?:全资|控股|参股|下属|旗下|关联|附属|所属|兄弟|各|的|、|和|及)*(?:子公司|分公司|关联公司|关联方|关联企业|附属公司|下属公司|公司)\s*(?:\(?\s*(?:包括但不限于|包括|含|即|如|例如|指)\s*:?)?\s*\(?)"
_JOINER = re.compile(
    rf"\s*(?:以及|和|及|与)\s*{_OF_ITS}\s*(?={COMPANY})"
    rf"|\s*(?:\([^)\n]{{1,40}}\))?\s*(?:[、,;/&]\s*(?:以及|及|和|与|and\s)?|以及|和|及(?!其)|与|\band\s)\s*(?={COMPANY})"
)
_ALONE = re.compile(rf"\n[^\S\n]*(?=(?:{COMPANY})[^\S\n]*(?:\n|$))")
"""The next name of a list that has a row for each."""
_NUMBER = r"(?:\s*(?:[1-9]|[一二三四五六七八九十]|[A-Da-d]))?"
_LETTERS = re.compile(r"授权\s*((?:[乙丙丁戊己]方\s*(?:[、,和及与]|以及)*\s*){2,})")
_SIGNED = re.compile(r"盖章|签章|签字|公章")
_LIST_FOLLOWS = (
    rf"^[^\S\n]*(?:{'|'.join(GRANTEE_WORDS)})(?:名称)?\s*:[^\S\n]*(?:$|(?=\(?[1一A]\)?[、.)]))"
    r"|(?:以下|下列|如下|下述|附表|附件|所列)[^。\n]{0,14}?(?:公司|企业|单位|店铺|主体|经销商|代理商|商家)"
    r"|被?授权(?:公司|企业|单位|主体|方|店铺|商家|经销商)(?:的)?(?:名单|列表|清单|明细|一览表?|如下)"
    r"|following\s+(?:\w+\s+)?(?:compan(?:y|ies)|entit(?:y|ies)|parties|distributors|dealers|sellers)"
)
_ITEM = re.compile(rf"[^\S\n]*(?:\(?(?:[0-9]{{1,3}}|[一二三四五六七八九十]{{1,3}})\)?[、.)\t ]+|[•●·*-]\s*)({COMPANY})")
_IN_LINE = re.compile(
    rf"(?:(?:^|[\s:,;。])\(?(?:[0-9]{{1,3}}|[一二三四五六七八九十]{{1,3}}|[A-D])\)?[、.)]|\([0-9]{{1,2}}\))\s*({COMPANY})"
)
_CELL = re.compile(rf"(?:^|\t)[^\S\n]*({COMPANY})[^\S\n]*(?=\t|$)")
_ROWS_BEFORE_LIST = 8
_ROWS_OF_LIST = 80
_AFFILIATES = re.compile(
    r"\s*(?:\([^)\n]{1,40}\))?\s*(?:及|和|与|以及)(?:其|旗下)?(?:全资|控股|参股|下属|旗下|关联|附属|所属|各|的|、|和|及)*(?:子公司|分公司|关联公司|关联方|关联企业|附属公司|下属公司|分支机构|关联主体)"
    r"|\s*,?\s*(?:and|or|together\s+with)\s+(?:all\s+)?(?:of\s+)?(?:its|their)\s+(?:\w+\s+){0,2}?(?:affiliates?|subsidiar(?:y|ies)|affiliated|associated)",
    re.IGNORECASE,
)


def several(flow: Flow, grantor: Field | None) -> Field | None:
    """All companies that the letter authorizes, where it names more than one; value: list of names."""
    giver = squeezed(str(grantor.value)) if grantor else ""
    for places in (_one_after_the_other(flow), _labelled_one_by_one(flow), _by_letters(flow), _listed(flow)):
        names = [place for place in places if squeezed(place[0]) != giver]
        known = {squeezed(name): (start, end) for name, start, end in reversed(names)}
        if len(known) > 1:
            first, last = min(start for start, _ in known.values()), max(end for _, end in known.values())
            ordered = sorted({squeezed(name): (start, name) for name, start, _ in reversed(names)}.values())
            return flow.span(first, last).field([name for _, name in ordered])
    return None


def with_affiliates(flow: Flow, grantee: Field | None) -> Field | None:
    """Whether the letter also authorizes companies that belong to the grantee and that it does not name."""
    if grantee is None:
        return None
    for match in flow.finditer(re.escape(str(grantee.value))):
        if _AFFILIATES.match(flow.text, match.end()):
            return flow.span(*match.span()).field(True)
    return None


_Place = tuple[str, int, int]


def _one_after_the_other(flow: Flow) -> list[_Place]:
    best: list[_Place] = []
    for pattern in _NAMED_AFTER:
        for match in flow.finditer(rf"(?:{pattern})(?={COMPANY})"):
            names = list(_joined(flow.text, match.end()))
            if len(names) > len(best):
                best = names
    return best


def _joined(text: str, at: int) -> Iterator[_Place]:
    company = re.compile(COMPANY)
    while match := company.match(text, at):
        if named := company_in(match.group()):
            yield named[0], match.start() + named[1], match.start() + named[2]
        joiner = _JOINER.match(text, match.end()) or _ALONE.match(text, match.end())
        if joiner is None:
            return
        at = joiner.end()


def _labelled_one_by_one(flow: Flow) -> list[_Place]:
    """被授权方一: A, 被授权方二: B; the lines for seals at the end repeat one of them and name no further."""
    labels = rf"(?<!再)(?:{'|'.join(GRANTEE_WORDS)}){_NUMBER}{_NOTE}(?:名称|全称)?{_NUMBER}\s*[:\t]\s*(?={COMPANY})"
    grantees = []
    for match in flow.finditer(labels):
        if not _SIGNED.search(match.group()):
            grantees += list(_joined(flow.text, match.end()))[:1]
    return grantees


def _by_letters(flow: Flow) -> list[_Place]:
    """甲方授权乙方、丙方, who are named above."""
    letters = _LETTERS.search(flow.text)
    grantees = []
    for letter in re.findall(r"[乙丙丁戊己]", letters[1]) if letters else ():
        for match in flow.finditer(rf"^[^\S\n]*{letter}方{_NOTE}\s*[:\t]\s*(?={COMPANY})"):
            grantees += list(_joined(flow.text, match.end()))[:1]
    return grantees


def _listed(flow: Flow) -> list[_Place]:
    for trigger in flow.finditer(_LIST_FOLLOWS):
        if names := _rows_below(flow.text, trigger.end()):
            return names
    return []


def _rows_below(text: str, at: int) -> list[_Place]:
    line_end = text.find("\n", at)
    if colon := re.match(rf"[^\S\n]*:\s*(?={COMPANY})", text[at:]):
        joined = list(_joined(text, at + colon.end()))
        if len(joined) > 1:
            return joined
    same = text[at : line_end if line_end >= 0 else len(text)]
    inline = [place for match in _IN_LINE.finditer(same) if (place := _named(match, at))]
    if len(inline) > 1:
        return inline
    names: list[_Place] = []
    start = line_end + 1
    for number, row in enumerate(text[start:].split("\n") if line_end >= 0 else ()):
        item = _ITEM.match(row) or _CELL.search(row)
        place = _named(item, start) if item else None
        if place and (names or number < _ROWS_BEFORE_LIST):
            names.append(place)
        elif names or number >= _ROWS_OF_LIST:
            break
        start += len(row) + 1
    return names


def _named(match: re.Match[str], offset: int) -> _Place | None:
    named = company_in(match[1])
    return (named[0], offset + match.start(1) + named[1], offset + match.start(1) + named[2]) if named else None


def first_of(grantees: Field, grantee: Field | None) -> Field:
    """The grantee of a letter to several: the one read before if it is among them, else the first."""
    names: Sequence[str] = grantees.value
    if grantee is not None and str(grantee.value) in names:
        return grantee
    return Field(
        names[0], grantees.raw, grantees.confidence, grantees.page, grantees.box, grantees.source, grantees.witnesses
    )
