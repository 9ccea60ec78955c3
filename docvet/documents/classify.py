"""Which kind of document is it: by title, labels and layout. The file's name is a hint, never proof."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from docvet.documents.kinds import Kind, kinds
from docvet.documents.text.page import PageText
from docvet.models import Page
from docvet.values.screens import in_status_bar
from docvet.values.text import simplified, squeezed

TITLE = 3.0
RECOGNISED = 2.0
_HINT = 0.7
_PHOTO_LINES = 45
"""More lines than this are a document, not the print on a product."""
_PHOTO_AREA, _PHOTO_CHINESE = 0.25, 80
"""Part of the picture under print, and Chinese characters, that a photo of goods stays below."""
_FEW_LINES, _LARGE_PRINT = 12, 0.5
"""So few lines may cover more of a photo: a brand seen near."""
_GOODS, _NO_GOODS = 1.0, -1.0
"""Points of the words on a page from which on they are those of goods, and below which they are those of a document."""
_STATUS_BAR = 0.06
"""Part of a screenshot that the status bar takes."""
_HEAD_ROWS, _HEADS = 40, 1.2
"""Rows of a spreadsheet among which the heads of its table stand, and what such heads speak for a kind."""
_UNSEEN = 0.3


@dataclass(frozen=True, slots=True)
class Guess:
    """The best kind for one page."""

    kind: str
    """``other`` where nothing is recognised."""
    confidence: float
    titled: bool
    """A title of the kind stands on the page, so a new document begins here."""


def guess(page: Page, page_text: PageText, path: str) -> Guess:
    """The kind of one page by itself."""
    hinted = name_hint(path)
    rows = [[simplified(squeezed(cell)) for cell in row] for row in page.table[:_HEAD_ROWS]]
    best, runner_up = (_Score(None, 0.0, False), 0.0)
    for kind in kinds().values():
        if page.table and not kind.tabular:
            continue
        score = _score(kind, page_text)
        if kind.tabular and any(kind.tabular(heads) for heads in rows):
            score = _Score(kind, score.points + _HEADS, score.titled)
        if kind.name == hinted and score.points > 0:
            score = _Score(kind, score.points + _HINT, score.titled)
        if score.points > best.points:
            best, runner_up = score, best.points
        else:
            runner_up = max(runner_up, score.points)
    if best.kind is not None and best.points >= RECOGNISED and best.kind.name != "product_photo":
        margin = (best.points - runner_up) / best.points
        return Guess(best.kind.name, round(min(0.99, 0.6 + 0.1 * best.points * margin + 0.1 * margin), 2), best.titled)
    if _is_photo(page, page_text, hinted):
        return Guess("product_photo", 0.9 if hinted == "product_photo" else 0.7, True)
    return Guess("other", _UNSEEN, False)


def name_hint(path: str) -> str | None:
    """The kind that the file's name speaks of; of two, the one whose word is longest."""
    name = simplified(squeezed(PurePosixPath(path).name))
    hits = [
        (len(match.group()), kind.name)
        for kind in kinds().values()
        if kind.file_names and (match := re.search(kind.file_names, name, re.IGNORECASE))
    ]
    return max(hits)[1] if hits else None


@dataclass(frozen=True, slots=True)
class _Score:
    kind: Kind | None
    points: float
    titled: bool


def _score(kind: Kind, page_text: PageText) -> _Score:
    text = page_text.text
    titled = any(re.fullmatch(title, row) for title in kind.titles for row in page_text.titles)
    points = TITLE if titled else 0.0
    points += sum(weight for sign, weight in kind.signs if re.search(sign, text, re.MULTILINE))
    points -= sum(weight for sign, weight in kind.against if re.search(sign, text, re.MULTILINE))
    return _Score(kind, points, titled)


def _is_photo(page: Page, page_text: PageText, hinted: str | None) -> bool:
    """A picture with little print that nobody calls a document, or with the print of goods."""
    if page.picture is None:
        return False
    points = _score(kinds()["product_photo"], page_text).points
    if len(page_text.lines) > (2 * _PHOTO_LINES if points >= _GOODS else _PHOTO_LINES):
        return False
    if hinted is not None:
        return hinted == "product_photo"
    if points <= _NO_GOODS or (points <= 0 and _is_screen(page, page_text)):
        return False
    # A watermark says the same all over the picture, and a pattern on goods is read as single characters.
    printed = {squeezed(line.text): line for line in page_text.lines if len(squeezed(line.text)) > 1}
    area = sum((line.box[2] - line.box[0]) * (line.box[3] - line.box[1]) for line in printed.values())
    chinese = sum(len(re.findall(r"[\u4e00-\u9fff]", text)) for text in printed)
    if points >= _GOODS:
        return area < _LARGE_PRINT
    return area < (_LARGE_PRINT if len(printed) <= _FEW_LINES else _PHOTO_AREA) and chinese < _PHOTO_CHINESE


def _is_screen(page: Page, page_text: PageText) -> bool:
    """A telephone's screen: its size or kind of file, and its status bar."""
    status = any(line.box[3] < _STATUS_BAR and in_status_bar(line.text) for line in page_text.lines)
    return status and page.picture is not None and bool(page.picture.screen)
