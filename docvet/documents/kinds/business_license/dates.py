"""The days of a licence: established, term, issued; two prints of one day confirm each other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from docvet.documents.confidence import ceiling
from docvet.documents.text.document import DocumentText
from docvet.documents.text.fields import date_in_pieces
from docvet.documents.text.span import Span, span
from docvet.models import OPEN_ENDED, Field, Line
from docvet.values import dates
from docvet.values.rows import rows_of
from docvet.values.text import squeezed

BLANK = re.compile(r"^[*\-—_/\\.·:\s]*$")
"""A place that the document leaves empty, with or without a rule to write on."""


AUTHORITY = re.compile(r"登记机关|登记机$|发照机关|^记机关")
_IMPRINT = re.compile(r"总局|监制|网址|http|公示|gov")
_CUT = re.compile(r"0\d月\D?\d日")
"""A month that is filled up with a zero and a day that is not: the day has lost a digit."""
_IN_PIECES = ceiling("licence_issued_in_pieces")
BELOW_AUTHORITY = 6.0
"""Heights of the label below it within which the day is printed, its pieces at slightly different heights."""


def days(document: DocumentText, spans: Mapping[str, Span]) -> dict[str, Field]:
    """``established``, ``term_start``, ``term_end``, ``issued``, as far as the document states them."""
    fields: dict[str, Field] = {}
    if (place := spans.get("established")) and (day := dates.parse_date(first_row(place).text)):
        fields["established"] = first_row(place).field(day.isoformat())
    fields.update(_term(spans.get("term")))
    if issued := _issued(document, spans):
        fields["issued"] = issued
    return _agreeing(fields)


def _term(place: Span | None) -> dict[str, Field]:
    if place is None:
        return {}
    period = dates.parse_period(place.text)
    fields: dict[str, Field] = {}
    if period.start is not None:
        fields["term_start"] = place.field(period.start.isoformat())
    if period.end is not None:
        end = period.end if isinstance(period.end, str) else period.end.isoformat()
        fields["term_end"] = place.field(end)
    elif BLANK.match(squeezed(place.text)):
        fields["term_end"] = place.field(OPEN_ENDED)
    return fields


def _issued(document: DocumentText, spans: Mapping[str, Span]) -> Field | None:
    """The date beside 登记机关; it is printed large at the bottom and often broken up by the seal."""
    field = _beside_authority(document, spans)
    return None if field is None or _CUT.search(squeezed(field.raw)) else field


def _beside_authority(document: DocumentText, spans: Mapping[str, Span]) -> Field | None:
    if (place := spans.get("issued")) and (day := dates.parse_date(place.text)):
        return place.field(day.isoformat())
    for page in document.pages:
        anchor = next((line for line in page.lines if AUTHORITY.search(squeezed(line.text))), None)
        if anchor is None:
            continue
        height = anchor.box[3] - anchor.box[1]
        corner = [
            line
            for line in page.lines
            if line.box[0] > anchor.box[0] - 0.1 and 0 < line.box[1] - anchor.box[1] < BELOW_AUTHORITY * height
        ]
        if hit := date_in_pieces(page.number, [line for line in corner if not _IMPRINT.search(squeezed(line.text))]):
            return hit[1].field(hit[0].isoformat(), confidence=_IN_PIECES)
        for row in page.rows:
            below = [line for line in row if line.box[1] > anchor.box[1] - 0.02 and line.box[0] > anchor.box[0] - 0.1]
            if below and (day := dates.parse_date("".join(squeezed(line.text) for line in below))):
                return span(page.number, below).field(day.isoformat())
    return None


def _agreeing(fields: dict[str, Field]) -> dict[str, Field]:
    """The term of nearly every licence starts on the day of establishment: two prints of one date."""
    established, start = fields.get("established"), fields.get("term_start")
    if established and start and established.value == start.value:
        for name in ("established", "term_start"):
            fields[name] = replace(fields[name], witnesses=fields[name].witnesses | {"arithmetic"})
    end = fields.get("term_end")
    if start and end and end.value != OPEN_ENDED and _whole_years(start.value, end.value):
        fields["term_end"] = replace(end, witnesses=end.witnesses | {"arithmetic"})
    return fields


def _whole_years(start: str, end: str) -> bool:
    """The term runs a whole number of years, to the day before or the same day."""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    years = round((last - first).days / 365.2425)
    return years > 0 and abs((last - dates.add_years(first, years)).days) <= 1


def first_row(place: Span) -> Span:
    """A one-line value: later rows that fell to it are somebody else's, unless a bracket is still open."""
    if len(place.lines) < 2:
        return place
    kept: list[Line] = []
    for row in rows_of(place.lines):
        kept += row
        text = "".join(line.text for line in kept)
        if text.count("(") <= text.count(")"):
            break
    return span(place.page, kept)
