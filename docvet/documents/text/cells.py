"""Cells of a ruled table whose text wraps while its label stands in the middle of their height."""

from __future__ import annotations

from docvet.documents.text.document import DocumentText
from docvet.documents.text.page import PageText
from docvet.documents.text.span import Span, span
from docvet.models import Line

_ALIGNED = 0.015
"""Part of the page's width by which the left edges of a cell's rows may differ."""
_DEEPEST = 3
"""Line heights that the label may stand above the cell's last row."""
_OUT_OF_MIDDLE = 0.6
"""Line heights by which the label may miss the middle of its cell."""


def whole_cell(document: DocumentText, place: Span) -> Span:
    """The place with the rows above it that belong to the same cell: those as far above the label as it reaches below.

    A place whose label is beside or above its first row stays as it is.
    """
    page = next((page for page in document.pages if page.number == place.page), None)
    if page is None or not place.lines:
        return place
    first = place.lines[0]
    height = first.box[3] - first.box[1]
    label = _label_of(page, first, height)
    if label is None:
        return place
    top = label.box[1] + label.box[3] - place.box[3] - _OUT_OF_MIDDLE * height
    above = [
        line
        for line in page.lines
        if abs(line.box[0] - first.box[0]) < _ALIGNED and top <= line.box[1] < first.box[1] - height / 2
    ]
    return span(place.page, [*sorted(above, key=lambda line: line.box[1]), *place.lines]) if above else place


def _label_of(page: PageText, line: Line, height: float) -> Line | None:
    """The nearest line to the left of a cell, beside its last row or a little above it."""
    left = [
        item
        for item in page.lines
        if item.box[2] <= line.box[0] + _ALIGNED and -_DEEPEST * height < item.box[1] - line.box[1] < height / 2
    ]
    return max(left, key=lambda item: (item.box[2], item.box[1]), default=None)
