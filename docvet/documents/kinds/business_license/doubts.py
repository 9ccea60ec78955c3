"""What of a licence deserves another look: fields that are missing, doubtful, or no value of their row.

Where to look says :mod:`~docvet.documents.kinds.business_license.layout`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from docvet.documents.kinds.business_license.layout import ROWS, Layout
from docvet.documents.kinds.business_license.scope import rows_in_doubt, scope_field
from docvet.documents.text.document import DocumentText
from docvet.documents.text.labels import link, positions
from docvet.models import Doubt, Field
from docvet.values import money

_DOUBTFUL = 0.9
"""Confidence under which a value is looked at again; a rejection needs as much."""
_VALUES_OF = {"term": "term_end"}
"""The field that a row gives, where it has another name than the row."""
_TYPE = re.compile(r"公司|个体|合伙|独资|经营|企业|合作社|法人|国有|集体|股份")
"""A word that every 类型 has one of."""
_PROOFS = frozenset({"check_digit", "qr"})
"""Witnesses by which a number is known whatever its print looks like."""
_OLD_NUMBER = 13
"""Digits of a registration number from before check digits."""


def doubts(labels: Mapping[str, Sequence[str]], document: DocumentText, fields: Mapping[str, Field]) -> list[Doubt]:
    """The doubtful fields of a licence, with their places on the first page that shows two of its labels."""
    for page in document.pages:
        printed = positions(page, labels)
        if len(printed) >= 2:
            layout = Layout(page, printed, link(page, labels, frozenset({"scope"})))
            return list(_on_page(layout, fields))
    return []


def _on_page(layout: Layout, fields: Mapping[str, Field]) -> Iterator[Doubt]:
    number = layout.page.number
    if not _number_known(fields):
        yield Doubt("credit_code", number, layout.head())
    gaps = list(layout.gaps())
    for name in ROWS:
        if _plausible(name, fields) and not (name == "term" and _without_start(layout, fields)):
            continue
        places = [layout.row(name)] if name in layout.labels else gaps
        yield from (Doubt(name, number, place) for place in places)
    if "issued" not in fields and (place := layout.issued()):
        yield Doubt("issued", number, place)
    read = layout.values.get("scope")
    scope = scope_field(read)
    if "scope" in layout.labels and (scope is None or not scope.whole):
        rows = rows_in_doubt(read) if read else []
        yield from (Doubt("scope", number, place) for place in rows or [layout.scope()])


def _number_known(fields: Mapping[str, Field]) -> bool:
    code, old = fields.get("credit_code"), fields.get("registration_number")
    if any(field is not None and field.witnesses & _PROOFS for field in (code, old)):
        return True
    return old is not None and len(str(old.value)) == _OLD_NUMBER


def _without_start(layout: Layout, fields: Mapping[str, Field]) -> bool:
    """The term is printed with a day of which only the end, or 长期, was understood."""
    read = layout.values.get("term")
    return "term_start" not in fields and read is not None and bool(re.search(r"\d{4}", read.text))


def _plausible(name: str, fields: Mapping[str, Field]) -> bool:
    field = fields.get(_VALUES_OF.get(name, name))
    if field is None or field.confidence < _DOUBTFUL:
        return False
    if name == "entity_type":
        return bool(_TYPE.search(str(field.value)))
    if name == "registered_capital":
        return money.parse_capital(str(field.value)) is not None
    return True
