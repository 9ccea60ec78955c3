"""Several documents on one page: a licence and an ID card photographed together, two certificates on one scan.

A page is cut only where both parts are documents by themselves, each with its own title (or an ID card's labels) and
fields, and where they cannot be one document. When in doubt it stays whole: a document cut in two loses more than two
documents taken for one. Both sides of one ID card are one document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from statistics import median

from docvet.documents.classify import guess
from docvet.documents.fields import types_of
from docvet.documents.kinds import kinds
from docvet.documents.text.document import DocumentText
from docvet.documents.text.page import PageText
from docvet.errors import trail
from docvet.log import logger
from docvet.models import WHOLE_PAGE, Box, Effort, Field, Line, Page, Pass, Source
from docvet.values.text import squeezed

_log = logger(__name__)

_LEAST_GAP = 1.0
"""Line heights of empty space between two documents."""
_HIGH = 3.0
"""Lines this many times higher than others are print laid over the page (a slanted watermark)."""
_MOST_CUTS = 8
"""Empty spaces that are tried, the widest first."""
_FEW_FIELDS = 3


def regions(page: Page, path: str) -> tuple[Box, ...]:
    """The parts of a page, as it was read, that are documents of their own, in reading order; the whole page as a rule."""
    return tuple(sorted(_cut(page, path, WHOLE_PAGE), key=lambda box: (box[1], box[0])))


def _cut(page: Page, path: str, region: Box) -> Iterator[Box]:
    part = page.within(region)
    if not page.table and _may_be_several(part):
        for one, other in _cuts(part.lines, region):
            if _two_documents(page.within(one), page.within(other), path):
                yield from _cut(page, path, one)
                yield from _cut(page, path, other)
                return
    yield region


def _may_be_several(page: Page) -> bool:
    """Its lines begin documents of two kinds, or one kind twice."""
    begun: Counter[tuple[str, str]] = Counter()
    for line in _page_text(page).lines:
        text = squeezed(line.text)
        for name, titles, labels in _beginnings():
            begun.update((name, label.pattern) for label in labels if label.search(text))
            begun.update([(name, "")] if any(title.fullmatch(text) for title in titles) else [])
    return len({kind for kind, _ in begun}) > 1 or any(times > 1 for times in begun.values())


@lru_cache(maxsize=1)
def _beginnings() -> tuple[tuple[str, tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]], ...]:
    """Kind, its titles, and the labels that begin a part of it."""
    return tuple(
        (kind.name, tuple(map(re.compile, kind.titles)), tuple(map(re.compile, kind.begins)))
        for kind in kinds().values()
    )


def _cuts(lines: Sequence[Line], region: Box) -> Iterator[tuple[Box, Box]]:
    """Both parts of the region for each empty space that runs through it, the widest first."""
    heights = [line.box[3] - line.box[1] for line in lines]
    usual = median(heights)
    boxes = [line.box for line, high in zip(lines, heights, strict=True) if high <= _HIGH * usual]
    left, top, right, bottom = region
    gaps = [(wide, 1, at) for wide, at in _gaps([(box[1], box[3]) for box in boxes])]
    gaps += [(wide, 0, at) for wide, at in _gaps([(box[0], box[2]) for box in boxes])]
    for wide, down, at in sorted(gaps, reverse=True)[:_MOST_CUTS]:
        if wide < _LEAST_GAP * usual:
            return
        if down:
            yield (left, top, right, at), (left, at, right, bottom)
        else:
            yield (left, top, at, bottom), (at, top, right, bottom)


def _gaps(spans: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Width and middle of each stretch that no span covers, between the first and the last."""
    reached = None
    for start, end in sorted(spans):
        if reached is not None and start > reached:
            yield start - reached, (start + reached) / 2
        reached = end if reached is None else max(reached, end)


def _two_documents(one: Page, other: Page, path: str) -> bool:
    first, second = _part(one, path), _part(other, path)
    if first is None or second is None:
        return False
    if first[0] != second[0]:
        return True
    return any(
        name in first[1] and name in second[1] and first[1][name].value != second[1][name].value
        for name, field in types_of(first[0]).items()
        if field.identifies
    )


def _part(page: Page, path: str) -> tuple[str, Mapping[str, Field]] | None:
    """Kind and fields of a part that is a document by itself."""
    if not page.lines:
        return None
    page_text = _page_text(page)
    guessed = guess(page, page_text, path)
    kind = kinds().get(guessed.kind)
    if kind is None or kind.looks_like or not (guessed.titled or kind.begins):
        return None
    try:
        fields = kind.extract(DocumentText([page_text]))
    except Exception as error:  # the page then stays whole, and a failure over all of it is recorded there
        _log.error("the kind %s failed over a part of a page: %s", kind.name, trail(error))
        return None
    return (guessed.kind, fields) if len(fields) >= _FEW_FIELDS else None


def _page_text(page: Page) -> PageText:
    return PageText(page, page.passes[-1] if page.passes else Pass(Effort.FIRST, Source.TEXT_LAYER, ()))
