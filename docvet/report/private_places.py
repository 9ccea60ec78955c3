"""Where a page shows personal data, and where it certainly shows none: for crops, and for whole pages that are covered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from docvet.documents.fields import audience, field_type, privacy
from docvet.documents.kinds import Audience, kinds
from docvet.models import Box, Document, Line, Page, inside, overlap
from docvet.report.mask import Hide
from docvet.report.personal import STAR
from docvet.values.field_types import Privacy

_SEEN = (Privacy.PUBLIC, Privacy.REGISTERED)
_TITLE_OF_CARD = re.compile("居民身份证|共和国|通行证|居住证|护照")
_SAME_PLACE = 0.5

Hiders = Callable[[str], Hide]
"""For each kind of document what hides the personal data in a text of it."""


def private(papers: Sequence[Document], page: Page, hide: Hiders) -> Iterator[Box]:
    """Where the upright page shows personal data: the hidden part of each line that any pass read.

    ``papers`` are all documents on the page.
    """
    for line, document in _lines(papers, page):
        hidden = hide(document.kind)(line.text)
        if hidden != line.text:
            yield _part(line.box, line.text, hidden, page)
        elif audience(document.kind) is Audience.PERSON and not _is_open(line, document, page.number):
            yield line.box
    for document in papers:
        for name, field in document.fields.items():
            if not field.box or field.page != page.number:
                continue
            kept = privacy(document.kind, name)
            if kept is Privacy.CLOSED:
                yield field.box
            elif kept is Privacy.NUMBER and isinstance(field.value, str):
                yield _part(field.box, field.raw, hide(document.kind)(field.raw), page)


def harmless(papers: Sequence[Document], page: Page) -> Iterator[Box]:
    """Lines that may be seen but for what :func:`private` yields: all of a known kind, few of a card.

    Nothing on a document of no known kind, or on a card whose number nobody located.
    """
    for line, document in _lines(papers, page):
        if audience(document.kind) is Audience.PERSON:
            if has_number(document) and _is_open(line, document, page.number):
                yield line.box
        elif document.kind in kinds():
            yield line.box


def is_unlocated(papers: Sequence[Document], region: Box) -> bool:
    """A card whose number nobody located reaches into the region: any part of it might show it."""
    return any(
        audience(document.kind) is Audience.PERSON and not has_number(document) and overlap(document.place, region) > 0
        for document in papers
    )


def has_number(card: Document) -> bool:
    """Its number was located, or it shows the side only that has none."""
    sides = card.value("sides")
    if isinstance(sides, list | tuple) and "portrait" not in sides:
        return True
    return any(privacy(card.kind, name) is Privacy.NUMBER and field.box for name, field in card.fields.items())


def _lines(papers: Sequence[Document], page: Page) -> Iterator[tuple[Line, Document]]:
    """Each line of each pass with the documents whose it may be."""
    for line in (line for item in page.passes for line in item.lines):
        for document in [document for document in papers if inside(line.box, document.place)] or papers:
            yield line, document


def _is_open(line: Line, card: Document, number: int) -> bool:
    """A line of a card that may be seen: its title, or what stands where a harmless field was read."""
    return bool(_TITLE_OF_CARD.search(line.text)) or any(
        _is_harmless(card.kind, name)
        and field.page == number
        and field.box
        and overlap(field.box, line.box) > _SAME_PLACE
        for name, field in card.fields.items()
    )


def _is_harmless(kind: str, name: str) -> bool:
    """A public field; that of a list may have its box around more than its values."""
    return privacy(kind, name) in _SEEN and not field_type(name, kind).type.is_list


def _part(box: Box, text: str, hidden: str, page: Page) -> Box:
    """The part of a line's box where its text is hidden; one character more at the left, since print is uneven."""
    upright = (box[2] - box[0]) * page.width < (box[3] - box[1]) * page.height
    widths = [1.0 if character.isascii() else 2.0 for character in text]
    places = [index for index, (old, new) in enumerate(zip(text, hidden, strict=False)) if old != new or new == STAR]
    if not places or len(text) != len(hidden) or upright:
        return box
    total = sum(widths)
    start = max(sum(widths[: places[0]]) - 2.0, 0.0) / total
    end = min(sum(widths[: places[-1] + 1]) + 0.5, total) / total
    left, top, right, bottom = box
    return left + (right - left) * start, top, left + (right - left) * end, bottom
