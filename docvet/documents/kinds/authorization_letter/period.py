"""When a letter of authorization holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from docvet.documents.confidence import ceiling
from docvet.documents.text.fields import doubted, whole_years, witnessed
from docvet.documents.text.flow import Flow
from docvet.documents.text.span import Span
from docvet.models import OPEN_ENDED, Field
from docvet.values import dates
from docvet.values.parts_of_years import last_day
from docvet.values.short_periods import parse_short_period

_STATED_DAY, _FROM_SIGNATURE = ceiling("letter_period_stated"), ceiling("letter_period_from_signature")

_NOT_ITS_PERIOD = re.compile(r"商标(?:注册)?(?:专用权)?(?:的)?有效期|注册有效期|专用权期|注册日期|营业期限|成立")
_OF_THE_MARK = re.compile(r"(?:商标|注册|mark\b|registration)[^,.;。;\n]{0,24}\Z", re.IGNORECASE)
_PERIOD_LEAD = r"(?:授权(?:书)?(?:的)?(?:有效)?(?:期限|期间|时限|期|时间|起止时间|周期)|许可(?:使用)?期限|使用期限|合作期限|有效期限?|期限|valid(?:ity)?|period|term|effective|from|自)"
_LABEL = r"[^\S\n]*[^\s:0-9]{1,12}(?:\([^)\n]{0,8}\))?[^\S\n]*:"
"""A row that begins with one goes on with nothing of the row above."""
_FROM_SIGNING = re.compile(
    r"(?:自|从)?(?:即日|今日)(?:起|开始)|(?:自|从)?(?:本(?:授权书?|协议|证明|声明|文件))?(?:经?双方)?(?:签署|签字|签发|签订|出具|盖章|授权)(?:、?盖章)?(?:生效)?(?:之日|日|日期)(?:起|开始)"
    r"|(?:from|after|of)\s+the\s+(?:signing\s+|issue\s+)?date\s+(?:of\s+(?:signature|signing|issue|this)|hereof|above|first)",
    re.IGNORECASE,
)
_STATED = {
    "period_start": (
        r"(?:授权|有效期?)?(?:开始|起始|生效)(?:日期?|时间)\s*[:\t]?\s*",
        r"\b(?:effective|valid|commenc(?:es?|ing)|takes?\s+effect|start(?:s|ing)?|begin(?:s|ning)?)(?:\s+date)?\s*(?:as\s+of|from|on|:)?\s*",
    ),
    "period_end": (
        r"(?:授权|有效期?)?(?:结束|截止|终止|到期|届满|失效)(?:日期?|时间)\s*[:\t]?\s*",
        r"\b(?:until|through|up\s+to|expir(?:es?|ing|y|ation)|terminat(?:es?|ing)|end(?:s|ing)?)(?:\s+date)?\s*(?:on|:)?\s*",
    ),
}  # fmt: skip
"""Words that say on which side of the period the date behind them stands."""
_DATE_ROOM = 24
_COUNT = r"(?<![0-9〇零一二三四五六七八九十])(?:[0-9]{1,2}|[一二两三四五六七八九十壹贰叁肆伍]{1,3})\s*(?:\([^)\n]{1,4}\))?\s*"
_LENGTH = rf"{_COUNT}(?:个?周?年(?:半|\s*[又零]?(?:[0-9]{{1,2}}|[一二两三四五六七八九十]{{1,3}})\s*个月)?|个月)"
_LASTS = (
    rf"(?:有效期限?|期限|期间|为期|授权期)[^。;\n]{{0,14}}?{_LENGTH}(?![0-9])",
    rf"(?:之日|日期?|即日)起[^。;\n]{{0,4}}?{_LENGTH}(?:之?内)?(?:有效|为限|止)",
    r"\b(?:for|period\s+of|term\s+of|(?:validity(?:\s+period)?|term|period)\s*:?)\s*(?:a\s+(?:period|term)\s+of\s+)?(?:[0-9]{1,2}|one|two|three|four|five|ten)\s*(?:\([^)\n]{1,6}\))?\s*(?:years?|months?)",
)
_UPPER_GRANT = re.compile(r"(?:经|由|获得?|取得|根据|依据)[^。;]{2,70}(?:授权|许可)(?:书|协议)?[^。;现兹]{0,12}$")
_DATE = r"[12][0-9]{3}\s*[年.\-/][^\n,。;至到起止]{3,8}"
_TWO_DATES = rf"{_DATE}\s*(?:起?,?[至到]|--?|~)\s*{_DATE}"
_ONE_OF_SEVERAL = ceiling("letter_period_one_of_several")
_COMPUTED = ceiling("letter_period_by_length")
"""A last day that no document prints, but a length of time tells."""
_WITH_THE_MARK = re.compile(
    r"(?:至|到|与|和|同|为|随|以)[^,。;\n]{0,16}?(?:商标|注册证|专用权)[^,。;\n]{0,12}?(?:有效期|专用权|保护期)?[^,。;\n]{0,4}?(?:届满|期满|到期|终止|失效|为止|为准|一致|相同|止)"
    r"|until[^.;\n]{0,24}(?:trade\s?mark|registration|mark)[^.;\n]{0,24}(?:expir|ceas|end|laps|terminat)",
    re.IGNORECASE,
)
"""It ends when the mark does; the certificate says when that is."""
_SHORT = r"(?<![0-9])(?:[12][0-9]{3}|[〇零一二三四五六七八九]{4}|'?[0-9]{2}(?=[年.\-/][0-9]))\s*(?:[年.\-/度上下全底末初]|[Qq第])[^\n,。;]{1,24}"
_MONTH = r"[12][0-9]{3}\s*年\s*[0-9]{1,2}\s*月"
_YEARS_END = (
    r"(?:[至到]|截[止至]于?|until)\s*([12][0-9]{3}\s*年(?:\s*[0-9]{1,2}\s*月)?\s*(?:底|末))",
    rf"(?:起[^。;\n]{{0,4}}|(?:有效期限?|期限)[^。;\n0-9]{{0,6}})[至到]\s*({_MONTH})份?(?!\s*[0-9日〇零一二三四五六七八九十上中下初])",
    rf"[至到]\s*({_MONTH})份?(?:为?止|截止)",
)
"""An end of which only the month or year is named, where the beginning is told in another way (自签署之日起至2026年底)."""
_PROLONGED = re.compile(
    r"(?<!不)(?<!不得)(?<!不会)(?<!不再)自动(?:顺延|续期|延续|延期|延长|续展|续约|续签|展期)"
    r"|(?<!not )(?:renew|extend)(?:s|ed)?\s+automatically|automatic(?:ally)?\s+(?:renew|exten)",
    re.IGNORECASE,
)
_MAY_RUN_ON = ceiling("letter_period_prolonged")
_LEFT_OPEN = r"(?:长期有效|永久有效|长期|永久|无固定期限|直至另行通知|until further notice|indefinite(?:ly)?)"


def period(flow: Flow, place: Span | None) -> dict[str, Field]:
    """period_start and period_end: beside the label, else the first sentence that tells both, else one of them."""
    places = [place] if place is not None else []
    for match in flow.finditer(rf"({_PERIOD_LEAD}[^。\n]{{0,90}})(?:\n(?!{_LABEL})[^。\n]{{0,60}})?"):
        if not _NOT_ITS_PERIOD.search(flow.text[max(0, match.start() - 10) : match.start() + 12]):
            places.append(flow.span(*match.span(1)))
            if not _WITH_THE_MARK.search(match[1]):  # its end is told; the row below has the day of signature
                places.append(flow.span(*match.span()))
    periods = [fields for place in places if not _of_another(flow, place) and (fields := _period(place))]
    whole = [fields for fields in periods if len(fields) == 2] or [
        fields for match in flow.finditer(_TWO_DATES) if len(fields := _period(flow.span(*match.span()))) == 2
        and not _is_of_the_mark(flow, match)
    ]  # fmt: skip
    best = dict(next(iter(whole or periods), {}))
    if len({tuple(str(field.value) for field in fields.values()) for fields in whole}) > 1:
        best = {name: doubted(field, _ONE_OF_SEVERAL) for name, field in best.items()}
    for name, words in _STATED.items():
        if name not in best and (day := _stated(flow, words)):
            best[name] = day
    if len(best) < 2 and (short := _short(flow)):
        best = short
    if "period_end" not in best and (end := _years_end(flow) or _open_end(flow)):
        best["period_end"] = end
    if "period_end" in best and _PROLONGED.search(flow.text):
        best["period_end"] = doubted(best["period_end"], _MAY_RUN_ON)
    return best


def _short(flow: Flow) -> dict[str, Field] | None:
    """A period that names its year once, wherever it stands but with a mark's own term."""
    for match in flow.finditer(
        rf"{_SHORT}|[A-Z][a-z]{{2,8}}\.?\s[^\n;]{{6,40}}|[0-9]{{1,2}}\s[A-Z][a-z]{{2,8}}[^\n;]{{6,40}}"
    ):
        if _is_of_the_mark(flow, match):
            continue
        if fields := _fields(flow.span(*match.span()), parse_short_period(match.group())):
            return fields
    return None


def _is_of_the_mark(flow: Flow, match: re.Match[str]) -> bool:
    """What was found tells the term of a mark, not of the grant."""
    return bool(_OF_THE_MARK.search(flow.text[max(0, match.start() - 40) : match.start()]))


def _years_end(flow: Flow) -> Field | None:
    for pattern in _YEARS_END:
        for match in flow.finditer(pattern):
            if not _is_of_the_mark(flow, match) and (end := last_day(match[1])):
                return flow.span(*match.span(1)).field(end.isoformat())
    return None


def _open_end(flow: Flow) -> Field | None:
    for match in flow.finditer(rf"(?:有效期|期限|授权|valid|term|period)[^。;\n]{{0,12}}{_LEFT_OPEN}"):
        return flow.span(*match.span()).field(OPEN_ENDED)
    for match in flow.finditer(rf"{_PERIOD_LEAD}[^。;\n]{{0,60}}"):
        if _WITH_THE_MARK.search(match.group()):
            return flow.span(*match.span()).field(OPEN_ENDED)
    return None


def _of_another(flow: Flow, place: Span) -> bool:
    """The period stated is that of the grant which the grantor itself was given: 经X授权(授权期限…)."""
    at = flow.text.find(place.text)
    before = flow.text[max(0, at - 120) : at]
    sentence = re.split(r"[。;\n]", before)[-1]
    return at >= 0 and bool(_UPPER_GRANT.search(sentence))


def _stated(flow: Flow, words: Sequence[str]) -> Field | None:
    for pattern in words:
        for match in flow.finditer(rf"{pattern}(?=[0-9A-Z])"):
            hits = dates.find_dates(flow.text[match.end() : match.end() + _DATE_ROOM])
            if hits and hits[0].start == 0 and not _is_of_the_mark(flow, match):
                return flow.span(match.end(), match.end() + hits[0].end).field(
                    hits[0].value.isoformat(), confidence=_STATED_DAY
                )
    return None


def by_length(flow: Flow, start: Field) -> Field | None:
    """The last day of a period whose first day and length are stated (有效期两年)."""
    for pattern in _LASTS:
        if place := flow.first(pattern):
            read = dates.parse_period(f"from {start.value} {place.text}")
            return place.field(read.end.isoformat(), confidence=_COMPUTED) if isinstance(read.end, date) else None
    return None


def from_signing(flow: Flow, signed_on: Field) -> Field | None:
    """The first day of a period that runs from the day of signature."""
    return doubted(signed_on, _FROM_SIGNATURE) if _FROM_SIGNING.search(flow.text) else None


def _period(place: Span) -> dict[str, Field]:
    whole = dates.parse_period(place.text)
    if whole.start is None or whole.end is None:
        return _fields(place, parse_short_period(place.text)) or _fields(place, whole)
    fields = _fields(place, whole)
    if isinstance(whole.end, date) and whole_years(whole.start, whole.end, slack=1):
        return {name: witnessed(field, "arithmetic") for name, field in fields.items()}
    return fields


def _fields(place: Span, period: dates.Period | None) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    if period is not None and period.start is not None:
        fields["period_start"] = place.field(period.start.isoformat())
    if period is not None and period.end is not None:
        fields["period_end"] = place.field(period.end if isinstance(period.end, str) else period.end.isoformat())
    return fields
