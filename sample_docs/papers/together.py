"""Two papers copied onto one sheet, side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sample_docs.paint.sheet import Sheet, Stroke
from sample_docs.papers.base import Paper, Truth


@dataclass(frozen=True, slots=True)
class Together:
    """``left`` and ``right`` on one sheet as wide as both."""

    left: Paper
    right: Paper

    def draw(self) -> Sheet:
        """The sheet; what one paper leaves free below the other stays white."""
        left, right = self.left.draw(), self.right.draw()
        sheet = Sheet(left.w + right.w, max(left.h, right.h))
        if left.paper != sheet.paper:
            sheet.box(0, 0, left.w, left.h, 0, left.paper, left.paper)
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
