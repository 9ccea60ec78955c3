"""A paper with a line of text printed over it again and again, as agents protect the copies they send round."""

from __future__ import annotations

from dataclasses import dataclass

from sample_docs.paint.fonts import Font
from sample_docs.paint.sheet import GREY, Sheet
from sample_docs.papers.base import Paper, Truth


@dataclass(frozen=True, slots=True)
class Overprinted:
    """``paper`` with ``text`` across it."""

    paper: Paper
    text: str

    def draw(self) -> Sheet:
        """The paper's sheet with the text in its margins and between its lines."""
        sheet = self.paper.draw()
        for share in (0.06, 0.36, 0.94):
            sheet.text(sheet.w / 2, sheet.h * share, self.text, 4.6, font=Font.HEI, colour=GREY, centre=True)
        return sheet

    def truth(self) -> Truth:
        """What the paper says."""
        return self.paper.truth()
