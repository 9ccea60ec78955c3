"""A document with a line of text printed over it again and again, as agents protect the copies they send round."""

from __future__ import annotations

from dataclasses import dataclass

from sample_docs.documents.base import SampleDocument, Truth
from sample_docs.paint.drawing import GREY, Drawing
from sample_docs.paint.fonts import Font


@dataclass(frozen=True, slots=True)
class Overprinted:
    """``document`` with ``text`` across it."""

    document: SampleDocument
    text: str

    def draw(self) -> Drawing:
        """The document's sheet with the text in its margins and between its lines."""
        sheet = self.document.draw()
        for share in (0.06, 0.36, 0.94):
            sheet.text(sheet.w / 2, sheet.h * share, self.text, 4.6, font=Font.HEI, colour=GREY, centre=True)
        return sheet

    def truth(self) -> Truth:
        """What the document says."""
        return self.document.truth()
