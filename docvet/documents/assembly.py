"""Readings → documents: split files by page range, name their kinds, take their fields."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from docvet.documents.classify import Guess, guess
from docvet.documents.kinds import kinds
from docvet.documents.merge import merge
from docvet.documents.owners import seals_field
from docvet.documents.paper import Paper, Sheet
from docvet.models import Document, Effort, Field, Page, Pass, Reading, Source

_log = logging.getLogger(__name__)

_DOUBTFUL = 0.85
"""A needed field read with less confidence is worth a second look."""
_SLOT_ONLY = 0.5


def build(readings: Iterable[Reading], slots: Mapping[str, str] | None = None) -> list[Document]:
    """All documents, ids ``d1`` … in the order of the readings.

    ``slots`` (path → kind) is what the applicant declared: it names a paper only where its pages do not.
    A file without a readable page is one document of kind ``other`` with confidence 0.
    """
    declared = {unicodedata.normalize("NFC", path): kind for path, kind in (slots or {}).items()}
    parts: list[Document] = []
    for reading in readings:
        slot = declared.get(unicodedata.normalize("NFC", reading.file.path))
        for part in _split(reading):
            kind, confidence = part.kind, part.confidence
            if kind == "other" and slot and reading.pages:
                kind, confidence = slot, _SLOT_ONLY
            fields, fault = _safely(kind, part.pages)
            span = (part.pages[0].number, part.pages[-1].number) if part.pages else _whole(reading)
            parts.append(
                Document(f"d{len(parts) + 1}", reading, span, kind, confidence, MappingProxyType(fields), fault)
            )
    return parts


def _whole(reading: Reading) -> tuple[int, int]:
    return (1, reading.page_count) if reading.page_count else (0, 0)


def worth_another_look(documents: Iterable[Document]) -> dict[str, set[int]]:
    """Pages (path → page numbers) where a needed field is missing or doubtful, or no kind was recognised."""
    again: dict[str, set[int]] = {}
    for document in documents:
        pages = [page for page in document.pages if can_look_again(page)]
        if not pages:
            continue
        kind = kinds().get(document.kind)
        if kind is None:
            unsure = document.kind == "other"
        else:
            fields = [document.fields.get(name) for name in kind.needs(document.fields)]
            unsure = any(field is None or field.confidence < _DOUBTFUL for field in fields)
        if unsure:
            again.setdefault(document.path, set()).update(page.number for page in pages)
    return again


def can_look_again(page: Page) -> bool:
    """Pixels that were not yet read at full size; a text layer says all it has at once."""
    return bool(page.passes) and all(
        item.effort < Effort.FULL and item.source is not Source.TEXT_LAYER for item in page.passes
    )


@dataclass(frozen=True, slots=True)
class _Part:
    kind: str
    confidence: float
    pages: tuple[Page, ...]


def _split(reading: Reading) -> Iterator[_Part]:
    if not reading.pages:
        yield _Part("other", 0.0, ())
        return
    open_part: _Part | None = None
    for page in reading.pages:
        found = guess(page, _best_sheet(page), reading.file.path)
        if open_part is not None and _continues(open_part, found, page):
            open_part = replace(
                open_part, pages=(*open_part.pages, page), confidence=max(open_part.confidence, found.confidence)
            )
            continue
        if open_part is not None:
            yield open_part
        open_part = _Part(found.kind, found.confidence, (page,))
    if open_part is not None:
        yield open_part


def _continues(part: _Part, found: Guess, page: Page) -> bool:
    """The page belongs to the paper before it in the file."""
    if part.pages[-1].number + 1 != page.number:
        return False
    if found.kind == part.kind == "id_card":
        return not _sides(part.pages) & _sides((page,))
    kind = kinds().get(part.kind)
    if kind is None or not kind.follows:
        return False
    return not found.titled and found.kind in (part.kind, "other", "product_photo") and bool(page.lines)


def _sides(pages: Sequence[Page]) -> set[str]:
    field = kinds()["id_card"].extract(Paper([_best_sheet(page) for page in pages])).get("sides")
    return set(field.value) if field else set()


def _best_sheet(page: Page) -> Sheet:
    return Sheet(page, page.passes[-1] if page.passes else Pass(Effort.FIRST, Source.TEXT_LAYER, ()))


def _safely(name: str, pages: Sequence[Page]) -> tuple[dict[str, Field], str]:
    """The fields; where a kind fails over a paper, none and the name of what it raised: one paper, not the scan."""
    try:
        return _fields(name, pages), ""
    except Exception as error:
        _log.exception("the kind %s failed over a paper", name)
        return {}, type(error).__name__


def _fields(name: str, pages: Sequence[Page]) -> dict[str, Field]:
    kind = kinds().get(name)
    if kind is None or not pages:
        return {}
    efforts = sorted({item.effort for page in pages for item in page.passes})
    passes = []
    for effort in efforts:
        sheets = [Sheet(page, item) for page in pages if (item := _up_to(page, effort)) is not None]
        passes.append((effort, kind.extract(Paper(sheets))))
    fields = merge(passes)
    source = pages[0].passes[0].source if pages[0].passes else Source.TEXT_LAYER
    if seals := seals_field(kind, pages, fields, source):
        fields["seals"] = seals
    if name == "product_photo" and (picture := pages[0].picture):
        sharp = Field(picture.sharpness, f"{picture.sharpness:.0f}", 1.0, pages[0].number, None, source)
        fields["sharpness"] = sharp
    return fields


def _up_to(page: Page, effort: Effort) -> Pass | None:
    """The costliest pass of the page that costs at most this much."""
    return next((item for item in reversed(page.passes) if item.effort <= effort), None)
