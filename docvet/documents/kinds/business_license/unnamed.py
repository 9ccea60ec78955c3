"""Licences of individual traders that have no trade name (无字号): *** or 无 stands beside 名称, or nothing does.

The trader then goes by its operator's name; its account is held by 个体户 and that name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from docvet.documents.confidence import ceiling
from docvet.documents.kinds.business_license.dates import BLANK
from docvet.documents.text.document import DocumentText
from docvet.documents.text.labels import positions
from docvet.documents.text.span import Span
from docvet.models import Field
from docvet.values.text import squeezed

_NONE = re.compile(r"[(]?(?:无|无字号|未起字号|没有字号|无名称|未使用名称|空白?)[)]?")
_TRADER = re.compile(r"个体|个人经营|家庭经营")
_NOTHING_SEEN = ceiling("licence_nothing_beside_name")
"""Nothing beside the label may also be print that was not read."""


def unnamed(
    document: DocumentText, labels: Mapping[str, Sequence[str]], place: Span | None, fields: Mapping[str, Field]
) -> Field | None:
    """True, with its place, for a trader whose licence shows that it has no name; None for every other licence."""
    kind = fields.get("entity_type")
    if kind is None or not _TRADER.search(str(kind.value)):
        return None
    if place is not None:
        text = squeezed(place.text).strip(" :")
        return place.field(True) if BLANK.match(text) or _NONE.fullmatch(text) else None
    for page in document.pages:
        if box := positions(page, labels).get("name"):
            return Field(True, "名称", _NOTHING_SEEN, page.number, box, kind.source)
    return None
