"""The numbers of a licence: credit code and old registration number.

They are looked for line by line: on joined text an account number and a date once made a "valid" false code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from docvet.documents.confidence import ceiling
from docvet.documents.text.document import DocumentText
from docvet.documents.text.span import Span, span
from docvet.models import Field
from docvet.values import codes
from docvet.values.text import squeezed

_ONE_REPAIRED, _MORE_REPAIRED = ceiling("code_one_repaired"), ceiling("code_more_repaired")
_UNPROVEN_CODE = ceiling("code_unproven")

_OTHER_NUMBER = re.compile(r"税务|税号|组织机构|编号")
_EXTRA_CODE = re.compile(r"\(?\d{1,3}[/-]\d{1,3}(?:[/-]\d{1,3})?\)?$")
_BY_AGE, _UNPROVEN = ceiling("old_number_of_13"), ceiling("old_number_unproven")
"""Confidence in 13 digits, which have no check digit, and in 15 whose check digit fails."""


def numbers(document: DocumentText, spans: Mapping[str, Span]) -> dict[str, Field]:
    """``credit_code`` and ``registration_number``, first beside their labels, then anywhere.

    A number whose check digit holds wins over one that stands before it.
    """
    places = list(_places(document, spans))
    labelled = "注册号" in document.text
    fields: dict[str, Field] = {}
    old: list[Field] = []
    for place, label in places:
        text = _EXTRA_CODE.sub("", squeezed(place.text)).upper()
        if "credit_code" not in fields and (code := codes.find_credit_code(text)) and codes.is_credit_code(code):
            fields["credit_code"] = place.field(code, witnesses={"check_digit"})
        if field := _old_number(place, text, label == "registration_number", labelled):
            old.append(field)
    if proven := [field for field in old if "check_digit" in field.witnesses] or old:
        fields["registration_number"] = proven[0]
    if "credit_code" not in fields and (field := _doubtful_code([place for place, _ in places])):
        fields["credit_code"] = field
    if "credit_code" in fields and "registration_number" in fields and "registration_number" not in spans:
        del fields["registration_number"]
    return fields


def _places(document: DocumentText, spans: Mapping[str, Span]) -> Iterator[tuple[Span, str]]:
    """Where a number may stand, with the label beside it: single lines, then all lines of a label, then the document."""
    beside = [(spans[name], name) for name in ("credit_code", "registration_number") if name in spans]
    for place, name in beside:
        if len(place.lines) > 1:
            yield from ((span(place.page, [line]), name) for line in place.lines)
        yield place, name
    yield from ((span(page.number, [line]), "") for page in document.pages for line in page.lines)


def _old_number(place: Span, text: str, beside: bool, labelled: bool) -> Field | None:
    """13 or 15 digits beside 注册号, or alone in a line of a document that has that label; never a tax number."""
    if _OTHER_NUMBER.search(text):
        return None
    number = codes.find_registration_number(f"注册号:{text}" if beside or (labelled and text.isdigit()) else text)
    if number is None:
        return None
    if len(number) == 15 and codes.is_registration_number(number):
        return place.field(number, witnesses={"check_digit"})
    return place.field(number, confidence=_BY_AGE if len(number) == 13 else _UNPROVEN)


def _doubtful_code(places: Sequence[Span]) -> Field | None:
    """A code that fails its check digit: repaired where exactly one reading passes, else as read, in doubt."""
    candidates = [
        (place, match)
        for place in places
        for match in re.findall(r"[0-9A-Z]{16,20}", _EXTRA_CODE.sub("", squeezed(place.text)).upper())
        if match[0] in "9QqGg8" and sum(char.isdigit() for char in match) >= 9
    ]
    for place, text in candidates:
        repair = codes.repair_credit_code(text)
        if repair is not None:
            sure = _ONE_REPAIRED if len(repair.changed) <= 1 else _MORE_REPAIRED
            repaired = place.field(repair.value, confidence=sure)
            return replace(repaired, raw=f"{text} → {repair.value}")
    for place, text in candidates:
        if len(text) == 18:
            return place.field(text, confidence=_UNPROVEN_CODE)
    return None
