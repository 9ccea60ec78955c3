"""When a document was signed and whether a typed signature stands on it: letters, declarations, agreements.

A date of signature is never taken from elsewhere: a document whose place for it is blank has none, and what
stands in the period, the mark's data or a table is no date of signature.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from docvet.documents.confidence import ceiling
from docvet.documents.text.document import DocumentText
from docvet.documents.text.fields import cut, doubted, lone_dates, short_date_field
from docvet.documents.text.flow import Flow
from docvet.documents.text.span import Span
from docvet.models import Box, Field, Source
from docvet.values import dates

LABELS: Sequence[str] = (
    "授权日期", "签署日期", "签订日期", "签发日期", "出具日期", "签字日期", "签约日期", "落款日期", "声明日期", "承诺日期", "签署日", "签发日", "签订日", "出具日", "签署时间", "签订时间", "签约时间", "日期",
    "Date of Issue", "Date of Signature", "Date of Signing", "Issue Date", "Signing Date", "Signed on", "Dated", "Date",
)  # fmt: skip
"""What stands before a date of signature."""

_LABELLED = (
    r"(?:^|[\t\s])(?!(?:注册|有效|打印|截止|失效|开始|起始|到期|成立|公告|终止|结束|生效|核准|申请|生产|授权(?:开始|截止|起|到期|终止|结束)))"
    r"[\u3400-\u9fff]{0,5}(?:日期|时间|[签署订发具]日(?=\s*:))\s*(?:/?\s*[A-Za-z][A-Za-z ]{1,24})?\s*:?\s*([^\n\t]{6,24})"
    r"|(?<!valid )(?<!registration )(?<!effective )(?<!expiry )\b(?:dated?|issued|signed)\b\s*(?:of\s\w+|on)?\s*:?\s*([^\n\t]{6,28})"
)
_OF_SIGNATURE = re.compile(
    r"授权|签|出具|开具|落款|盖章|颁发|发证|声明|承诺|^\s*(?:日期|时间)|date|issued|signed", re.IGNORECASE
)
_BLANK = re.compile(
    r"(?:签[署订发字约]|授权|出具|落款|声明|承诺)?(?:日期|时间)\s*(?:/?\s*Date)?\s*:?[ \t]*(?:[ \t_]*年[ \t_]*月[ \t_]*日?)?[ \t]*(?=\n|$)"
    r"|^[ \t]*年[ \t_]+月[ \t_]*日?[ \t]*$|^[ \t]*20[0-9_]{0,2}[ \t_]*年[ \t_]*月[ \t_]*日[ \t]*$"
    r"|^[ \t]*(?:Date|Dated|Issue Date)\s*:[ \t]*$",
    re.MULTILINE,
)
"""A place for the date where nobody wrote one."""
_OF_ELSE = re.compile(
    r"期限|期间|有效|注册|起始|截止|开始|结束|生效|到期|终止|公告|成立|核准|申请|打印|[至到起自从~止]|\b(?:from|to|until|period|term|valid)\b",
    re.IGNORECASE,
)
_BEFORE_RANGE = re.compile(r"(?:[至到自从起~,、(]|--?|\bto|\buntil|\bfrom|\band)\s*\Z", re.IGNORECASE)
_HEAD, _LOWER_PART = 0.3, 0.4
"""Parts of the text above and below which a date that stands alone may be that of the signature."""
_UNLABELLED, _UNKNOWN_LABEL = ceiling("signed_unlabelled"), ceiling("signed_unknown_label")
_BY_HAND = ceiling("signed_by_hand")
"""A date written into a form: enough to show, too little to reject by."""
_TYPED_PARTS = re.compile(r"\S\s{1,12}[年月日]|[年月]\s{2,12}\S")


def signed(document: DocumentText, flow: Flow, place: Span | None, taken: Sequence[Box] = ()) -> Field | None:
    """The date at the signature: labelled as such, else the last date that stands alone near the document's end or head.

    ``place`` is what stands beside a label of :data:`LABELS`, ``taken`` are boxes of dates that mean something else.
    """
    if (
        place is not None
        and not _is_period(place.text)
        and (day := short_date_field(place))
        and not _shares(day, taken)
    ):
        return _by_hand(day, place)
    for match in reversed(list(flow.finditer(_LABELLED))):
        group = 1 if match[1] else 2
        hit = flow.span(*match.span(group))
        if not _is_period(match[0]) and (day := short_date_field(hit)) and not _shares(day, taken):
            day = _by_hand(day, hit)
            return day if _OF_SIGNATURE.search(match[0]) else doubted(day, _UNKNOWN_LABEL)
    if _BLANK.search(flow.text):
        return None
    for day_read, hit in reversed(lone_dates(document)):
        field = hit.field(day_read.isoformat(), confidence=_UNLABELLED)
        if not _shares(field, taken) and _at_the_signature(flow, hit):
            return _by_hand(field, hit)
    return None


def signature(flow: Flow) -> Field | None:
    """True only where a conformed signature is typed (/s/ Name); ink cannot be distinguished from text."""
    place = flow.first(
        r"/s/\s*[A-Z][A-Za-z. ]{2,40}|Digitally signed by [^\n]{3,40}|电子签名\s*:\s*[\u3400-\u9fff]{2,4}"
    )
    return place.field(True) if place else None


def _at_the_signature(flow: Flow, place: Span) -> bool:
    """Its row says nothing else, no row before runs into it, and it stands near the end or the head of the document."""
    at = flow.text.rfind(place.text)
    if at < 0:
        return True
    length = max(len(flow.text), 1)
    begin, end = flow.text.rfind("\n", 0, at) + 1, flow.text.find("\n", at)
    row = flow.text[begin : end if end >= 0 else length].replace(place.text, "")
    if _OF_ELSE.search(row) or _BEFORE_RANGE.search(flow.text[:begin].rstrip("\n ")):
        return False
    return at / length >= _LOWER_PART or at / length <= _HEAD


def _shares(field: Field, taken: Sequence[Box]) -> bool:
    """The date stands on a line that already gave a date of another meaning."""
    return field.box in taken


def _by_hand(field: Field, place: Span) -> Field:
    """Less sure where the date was read in pieces or with blanks, as figures written into a printed 年 月 日 are."""
    if place.source == Source.TEXT_LAYER:
        return field
    pieces = [line for line in place.lines if re.search(r"[0-9年月日]", line.text)]
    spread = len(pieces) > 2 or bool(_TYPED_PARTS.search(cut(place, field.raw).text))
    return doubted(field, _BY_HAND) if spread else field


def _is_period(text: str) -> bool:
    period = dates.parse_period(text)
    return period.start is not None and period.end is not None
