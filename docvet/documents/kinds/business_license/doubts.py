"""What of a licence deserves another look, and where it stands or should stand.

A label that is seen tells where its value is; one that is missing leaves a gap in the column of labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median

from docvet.documents.kinds.business_license.scope import scope_field
from docvet.documents.text.document import DocumentText
from docvet.documents.text.labels import link, positions
from docvet.documents.text.page import PageText
from docvet.documents.text.span import Span
from docvet.models import Box, Doubt, Field
from docvet.values import money
from docvet.values.text import squeezed

_DOUBTFUL = 0.9
_ROWS = ("name", "entity_type", "representative", "registered_capital", "established", "term")
_VALUES_OF = {"term": "term_end"}
"""The field that a row gives, where it has another name than the row."""
_TYPE = re.compile(r"公司|个体|合伙|独资|经营|企业|合作社|法人|国有|集体|股份")
_WRAPPED = ("name", "address")
_SAME_COLUMN = 0.08
_GAP = 1.5
"""Distances between labels from which one is missing between two."""
_BESIDE = 0.1
_ROWS_BELOW = 6
"""Heights of a row below the last row of a scope in which more of it may stand."""
_HEAD = 0.16
"""Part of the page's height above the first label where the number stands."""


def doubts(labels: Mapping[str, Sequence[str]], document: DocumentText, fields: Mapping[str, Field]) -> list[Doubt]:
    """The doubtful fields of a licence, with their places on the page that holds its labels."""
    for page in document.pages:
        printed = positions(page, labels)
        if len(printed) >= 2:
            spans = link(page, labels, frozenset({"scope"}))
            return list(_on_page(page, printed, spans, fields))
    return []


def _on_page(
    page: PageText, printed: Mapping[str, Box], spans: Mapping[str, Span], fields: Mapping[str, Field]
) -> Iterator[Doubt]:
    height = median(box[3] - box[1] for box in printed.values())
    if not _number_known(fields):
        yield Doubt("credit_code", page.number, _head(page, printed, height))
    gaps = list(_gaps(printed, spans))
    for name in _ROWS:
        if _plausible(name, fields):
            continue
        if name in printed:
            yield Doubt(name, page.number, _row(printed, printed[name], spans.get(name), height))
        else:
            yield from (Doubt(name, page.number, gap) for gap in gaps)
    scope = scope_field(spans.get("scope"))
    if (scope is None or not scope.whole) and "scope" in printed:
        yield Doubt("scope", page.number, _scope(printed, spans.get("scope"), height))


def _number_known(fields: Mapping[str, Field]) -> bool:
    proofs = {"check_digit", "qr"}
    old = fields.get("registration_number")
    code = fields.get("credit_code")
    return bool((code and code.witnesses & proofs) or (old and (old.witnesses & proofs or len(str(old.value)) == 13)))


def _plausible(name: str, fields: Mapping[str, Field]) -> bool:
    field = fields.get(_VALUES_OF.get(name, name))
    if field is None or field.confidence < _DOUBTFUL:
        return False
    if name == "entity_type":
        return bool(_TYPE.search(str(field.value)))
    if name == "registered_capital":
        return money.parse_capital(str(field.value)) is not None
    return True


def _head(page: PageText, printed: Mapping[str, Box], height: float) -> Box:
    """Beside the number's label, else between the title and the first other label."""
    for name in ("credit_code", "registration_number"):
        if name in printed:
            left, top, _, bottom = printed[name]
            return (max(left - 0.02, 0.0), max(top - height, 0.0), 1.0, min(bottom + height, 1.0))
    first = min(box[1] for box in printed.values())
    titles = [line.box[3] for line in page.lines if "营业执照" in squeezed(line.text) and line.box[3] < first]
    top = max(titles, default=first - _HEAD)
    return (0.0, max(min(top - height, first - 3 * height), 0.0), 1.0, first)


def _row(printed: Mapping[str, Box], label: Box, value: Span | None, height: float) -> Box:
    """From the label to the next one on its right; the value may have taken a second row."""
    left, top, _, bottom = label
    if value is not None:
        bottom = max(bottom, min(value.box[3], bottom + 2 * height))
    beside = [box[0] - 0.01 for box in printed.values() if box[0] > label[2] and box[1] < bottom and box[3] > top]
    return (max(left - 0.01, 0.0), max(top - height / 2, 0.0), min([1.0, *beside]), min(bottom + height / 2, 1.0))


def _gaps(printed: Mapping[str, Box], spans: Mapping[str, Span]) -> Iterator[Box]:
    """Where labels of a column stand too far apart for their rows."""
    own = {name: box for name, box in printed.items() if name in (*_ROWS, "address", "scope")}
    column = median(box[0] for box in own.values()) if own else 0.0
    rows = sorted(
        ((name, box) for name, box in own.items() if abs(box[0] - column) < _SAME_COLUMN),
        key=lambda item: item[1][1],
    )
    steps = []
    for (name, upper), (_, lower) in pairwise(rows):
        if name == "scope":
            continue
        bottom = max(upper[3], spans[name].box[3] if name in spans and name in _WRAPPED else 0.0)
        last = max(_middle(upper), bottom - (upper[3] - upper[1]) / 2)
        steps.append((_middle(lower) - last, (max(upper[0] - 0.02, 0.0), min(bottom, lower[1]), 1.0, lower[1])))
    if len(steps) < 2:
        return
    pitch = sorted(step for step, _ in steps)[len(steps) // 3]
    yield from (box for step, box in steps if step > _GAP * pitch and box[3] - box[1] > 0.3 * pitch)


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2


def _scope(printed: Mapping[str, Box], value: Span | None, height: float) -> Box:
    """The scope with its label, down to the next label or a few rows below what was read of it."""
    label = printed["scope"]
    top = min(label[1], value.box[1] if value else 1.0) - height / 2
    reached = max(label[3], value.box[3] if value else 0.0)
    below = [box[1] for name, box in printed.items() if name != "scope" and box[1] > label[3] + height]
    bottom = min([reached + _ROWS_BELOW * height, *(edge for edge in below if edge > reached - height)])
    beside = [
        box[0]
        for name, box in printed.items()
        if name != "scope" and box[0] > label[2] + _BESIDE and box[1] < bottom and box[3] > top
    ]
    right = min([1.0, *(edge - 0.01 for edge in beside if edge > (value.box[2] if value else label[2]) - 0.02)])
    return (max(label[0] - 0.01, 0.0), max(top, 0.0), right, min(max(bottom, reached), 1.0))
