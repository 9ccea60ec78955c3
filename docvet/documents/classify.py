"""Which kind of document is it: by title, labels and layout. The file's name is a hint, never proof."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from docvet.documents.calibration import kind_ceiling
from docvet.documents.confidence import ceiling
from docvet.documents.kinds import Kind, kinds
from docvet.documents.other_documents import OtherDocument, other_documents
from docvet.documents.text.page import PageText
from docvet.models import Page
from docvet.values.text import simplified, squeezed

TITLE = 3.0
"""Points of a title: more than all but the plainest labels together."""
RECOGNISED = 2.0
"""Points below which nothing is recognised: a title that speaks against itself, or two or three labels."""
_HINT = 0.7
"""Points of a file's name, to a kind that has some: it decides between two and makes none by itself."""
_HEAD_ROWS, _HEADS = 40, 1.2
"""Rows of a spreadsheet among which the heads of its table stand, and what such heads speak for a kind."""
_BY_LOOKS_AND_NAME, _BY_LOOKS = ceiling("kind_by_looks_and_name"), ceiling("kind_by_looks")
_BY_SIGNS, _UNSEEN = ceiling("other_by_signs"), ceiling("kind_unseen")
_BASE, _PER_POINT, _PER_LEAD, _MOST = 0.6, 0.1, 0.1, 0.99
"""A kind that is recognised at all, what each of its points adds by as much as it leads, and its lead. Set by hand;
:func:`.calibration.kind_ceiling` bounds the sum by how often it was right."""


@dataclass(frozen=True, slots=True)
class Guess:
    """The best kind for one page."""

    kind: str
    """``other`` where nothing is recognised."""
    confidence: float
    titled: bool
    """A title of the kind stands on the page, so a new document begins here."""
    other: str = ""
    """Which of :func:`.other_documents.other_documents` it is."""


def guess(page: Page, page_text: PageText, path: str, *, calibrate: bool = True) -> Guess:
    """The kind of one page by itself; without ``calibrate`` as the sum has it, which is what a calibration is measured on."""
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
    recognised = best.kind if best.points >= RECOGNISED and best.kind and not best.kind.looks_like else None
    looks = None if recognised else _by_looks(page, page_text, hinted)
    if not page.table and (other := _other(page_text, max(best.points, RECOGNISED))):
        name, points, titled = other
        sure = _confidence(points, best.points, calibrate)
        if titled or looks is None:  # packaging names permits, patents, awards and web pages too
            return Guess("other", sure if titled else min(sure, _BY_SIGNS), titled, name)
    if recognised is not None:
        return Guess(recognised.name, _confidence(best.points, runner_up, calibrate), best.titled)
    return looks or Guess("other", _UNSEEN, False)


def _by_looks(page: Page, page_text: PageText, hinted: str | None) -> Guess | None:
    for kind in kinds().values():
        if kind.looks_like and kind.looks_like(page, page_text, _score(kind, page_text).points, hinted):
            return Guess(kind.name, _BY_LOOKS_AND_NAME if kind.name == hinted else _BY_LOOKS, True)
    return None


def _other(page_text: PageText, above: float) -> tuple[str, float, bool] | None:
    """What else the page is, with its points and whether a title says so; None where none has more points than ``above``."""
    best: tuple[str, float, bool] | None = None
    for one in other_documents().values():
        if one.needs and not _compiled(one.needs).search(page_text.text):
            continue
        points, titled = _points(one, page_text)
        if points > above:
            best, above = (one.name, points, titled), points
    return best


def _confidence(points: float, runner_up: float, calibrate: bool) -> float:
    lead = (points - runner_up) / points
    sure = round(min(_MOST, _BASE + _PER_POINT * points * lead + _PER_LEAD * lead), 2)
    return min(sure, kind_ceiling(sure)) if calibrate else sure


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
    return _Score(kind, *_points(kind, page_text))


def _points(of: Kind | OtherDocument, page_text: PageText) -> tuple[float, bool]:
    """What speaks for it less what speaks against it, and whether a title does."""
    text = page_text.text
    titled = any(_compiled(title).fullmatch(row) for title in of.titles for row in page_text.titles)
    points = TITLE if titled else 0.0
    points += sum(weight for sign, weight in of.signs if _compiled(sign, re.MULTILINE).search(text))
    points -= sum(weight for sign, weight in of.against if _compiled(sign, re.MULTILINE).search(text))
    return points, titled


@cache
def _compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """All kinds have more patterns than :mod:`re` keeps: it would compile them anew for each page."""
    return re.compile(pattern, flags)
