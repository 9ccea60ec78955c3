"""Two documents copied onto one sheet, side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sample_docs.documents.base import SampleDocument, Truth
from sample_docs.paint.drawing import Drawing, Stroke


@dataclass(frozen=True, slots=True)
class Together:
    """``left`` and ``right`` on one sheet as wide as both."""

    left: SampleDocument
    right: SampleDocument

    def draw(self) -> Drawing:
        """The sheet; what one document leaves free below the other stays white."""
        left, right = self.left.draw(), self.right.draw()
        sheet = Drawing(left.w + right.w, max(left.h, right.h))
        if left.document != sheet.document:
            sheet.box(0, 0, left.w, left.h, 0, left.document, left.document)
        sheet.marks += left.marks
        for mark in right.marks:
            if isinstance(mark, Stroke):
                sheet.marks.append(replace(mark, x1=mark.x1 + left.w, x2=mark.x2 + left.w))
            else:
                sheet.marks.append(replace(mark, x=mark.x + left.w))
        return sheet

    def truth(self) -> Truth:
        """What the left one says."""
        return self.left.truth()
