"""Where on a licence a value stands, or should stand if it was not seen: from the labels that were.

    ┌──────────────────────────────────────────────┐
    │                  营业执照                      │  ┐
    │ 统一社会信用代码  91…                           │  ┘ head: above the first label of the table
    │ 名    称   某某有限公司      注册资本  壹佰万元整   │  row: from its label to the next label on its right
    │ 类    型   有限责任公司      成立日期  2019年…     │
    │ (法定代表人 was not seen)                        │  gap: two labels of the column stand too far apart
    │ 经营范围   一般项目：…       住    所  …          │  scope: down to the next label, or a few rows
    └──────────────────────────────────────────────┘

All boxes are fractions of the upright page. A box may be too large, for it is only where the page is looked at again; it must
not be too small.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from docvet.documents.kinds.business_license.dates import AUTHORITY, BELOW_AUTHORITY
from docvet.documents.text.page import PageText
from docvet.documents.text.span import Span
from docvet.models import Box, inside
from docvet.values.dates import is_piece_of_day
from docvet.values.text import squeezed

ROWS = ("name", "entity_type", "representative", "registered_capital", "established", "term")
"""Rows with a value each, by their labels."""
_WRAPPED = ("name", "address")
"""Values that often take a second row."""
_SAME_COLUMN = 0.08
"""Part of the page's width by which labels of one column may start apart: pages are photographed askew."""
_GAP = 1.5
"""Distances between labels from which one is missing between two."""
_LEAST_GAP = 0.3
"""Of the distance between two labels: in less there is no room for a row."""
_HALF = 0.6
"""Of the height of 登记机关: above it nothing of the day stands."""
_UNEVEN = 2.5
"""Heights of its tallest piece within which all pieces of a day lie: numerals may stand a little above 年, 月 and 日."""
_BESIDE = 0.1
"""Of the page's width: what starts nearer to the scope's label is no column of its own."""
_ROWS_BELOW = 6
"""Heights of a row below the last row of a scope in which more of it may stand."""
_HEAD = 0.16
"""Part of the page's height above the first label where the number stands."""


@dataclass(frozen=True)
class Layout:
    """The labels of one page and what was read beside them."""

    page: PageText
    labels: Mapping[str, Box]
    """Where each label that was seen is printed; two at least."""
    values: Mapping[str, Span]
    """What stands beside a label, where something was read there."""

    @cached_property
    def height(self) -> float:
        """Of a row: the median label's."""
        return median(box[3] - box[1] for box in self.labels.values())

    def head(self) -> Box:
        """Where the number stands: beside its label, else between the title and the first other label."""
        for name in ("credit_code", "registration_number"):
            if name in self.labels:
                left, top, _, bottom = self.labels[name]
                return _on_the_page(left - 0.02, top - self.height, 1.0, bottom + self.height)
        first = min(box[1] for box in self.labels.values())
        lines = self.page.lines
        titles = [line.box[3] for line in lines if "营业执照" in squeezed(line.text) and line.box[3] < first]
        top = max(titles, default=first - _HEAD) - self.height
        return _on_the_page(0.0, min(top, first - 3 * self.height), 1.0, first)

    def row(self, name: str) -> Box:
        """The row of a label that was seen, to the next label on its right; the value may have taken a second row."""
        left, top, right, bottom = label = self.labels[name]
        if (value := self.values.get(name)) is not None:
            bottom = max(bottom, min(value.box[3], bottom + 2 * self.height))
        end = min([1.0, *(box[0] - 0.01 for box in self._beside(label, bottom) if box[0] > right)])
        return _on_the_page(left - 0.01, top - self.height / 2, end, bottom + self.height / 2)

    def issued(self) -> Box | None:
        """The day of issue: below 登记机关, in large print that the registrar's seal often breaks up."""
        label = next((line.box for line in self.page.lines if AUTHORITY.match(squeezed(line.text))), None)
        if label is None:
            return None
        left, top, _, bottom = label
        height = bottom - top
        place = _on_the_page(left - 0.02, top + _HALF * height, 1.0, top + BELOW_AUTHORITY * height)
        pieces = [
            line.box for line in self.page.lines if inside(line.box, place) and is_piece_of_day(squeezed(line.text))
        ]
        return _row_of(pieces, place) if pieces else place

    def scope(self) -> Box:
        """The scope with its label, down to the next label or a few rows below what was read of it."""
        label, value = self.labels["scope"], self.values.get("scope")
        reached = max(label[3], value.box[3] if value else 0.0)
        others = [box for name, box in self.labels.items() if name != "scope"]
        below = [box[1] for box in others if box[1] > label[3] + self.height and box[1] > reached - self.height]
        bottom = min([reached + _ROWS_BELOW * self.height, *below])
        # A label inside what was read of the scope is a word of it ("经营场所"), no column that ends it.
        read_to = (value.box[2] if value else label[2]) - 0.02
        columns = [box[0] for box in self._beside(label, bottom, top=self._scope_top) if box[0] > label[2] + _BESIDE]
        end = min([1.0, *(edge - 0.01 for edge in columns if edge > read_to)])
        return _on_the_page(label[0] - 0.01, self._scope_top, end, max(bottom, reached))

    @property
    def _scope_top(self) -> float:
        value = self.values.get("scope")
        return min(self.labels["scope"][1], value.box[1] if value else 1.0) - self.height / 2

    def _beside(self, label: Box, bottom: float, top: float | None = None) -> Iterator[Box]:
        """Other labels between these heights."""
        above = label[1] if top is None else top
        return (box for box in self.labels.values() if box != label and box[1] < bottom and box[3] > above)

    def gaps(self) -> Iterator[Box]:
        """Where a row without a seen label may stand: labels of the main column that are further apart than the others."""
        own = {name: box for name, box in self.labels.items() if name in (*ROWS, "address", "scope")}
        start = median(box[0] for box in own.values()) if own else 0.0
        column = sorted(
            ((name, box) for name, box in own.items() if abs(box[0] - start) < _SAME_COLUMN),
            key=lambda item: item[1][1],
        )
        steps = [self._step(name, upper, lower) for (name, upper), (_, lower) in pairwise(column) if name != "scope"]
        if len(steps) < 2:
            return  # nothing to compare with
        usual = sorted(distance for distance, _ in steps)[len(steps) // 3]
        yield from (box for distance, box in steps if distance > _GAP * usual and box[3] - box[1] > _LEAST_GAP * usual)

    def _step(self, name: str, upper: Box, lower: Box) -> tuple[float, Box]:
        """How far two labels of a column are apart, from the last row of the upper one's value, and the room between."""
        bottom = max(upper[3], self.values[name].box[3] if name in self.values and name in _WRAPPED else 0.0)
        last = max(_middle(upper), bottom - (upper[3] - upper[1]) / 2)
        return _middle(lower) - last, (max(upper[0] - 0.02, 0.0), min(bottom, lower[1]), 1.0, lower[1])


def _row_of(pieces: Sequence[Box], place: Box) -> Box:
    """The part of the place in which a row stands of which these are pieces; all of it where they make no row."""
    height = max(bottom - top for _, top, _, bottom in pieces)
    top, bottom = min(box[1] for box in pieces), max(box[3] for box in pieces)
    if bottom - top > _UNEVEN * height:
        return place
    return place[0], max(place[1], top - height), place[2], min(place[3], bottom + height)


def _on_the_page(left: float, top: float, right: float, bottom: float) -> Box:
    return max(left, 0.0), max(top, 0.0), min(right, 1.0), min(bottom, 1.0)


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2
