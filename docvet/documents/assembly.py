"""Readings → documents: split files by page range, name their kinds, take their fields."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from docvet.documents.another_look import doubts
from docvet.documents.calibration import calibrated
from docvet.documents.classify import Guess, guess
from docvet.documents.confidence import ceiling
from docvet.documents.kinds import kinds
from docvet.documents.merge import merge
from docvet.documents.other_documents import FIELD, other_documents
from docvet.documents.owners import seals_field
from docvet.documents.places import on_upright
from docvet.documents.regions import regions
from docvet.documents.text.document import DocumentText
from docvet.documents.text.page import PageText
from docvet.documents.text.script import in_own_script
from docvet.documents.time_limit import OutOfTime, within
from docvet.errors import trail
from docvet.log import logger
from docvet.models import WHOLE_PAGE, Box, Document, Doubt, Effort, Field, Page, Pass, Reading, Source, inside

_log = logger(__name__)

_MOST_SECONDS = 30.0
"""CPU time of cutting a file into documents, and of taking the fields of one: thousands of times what a usual one needs."""
_SLOT_ONLY = ceiling("kind_by_form")


def build(
    readings: Iterable[Reading], slots: Mapping[str, str] | None = None, *, calibrate: bool = True
) -> list[Document]:
    """All documents, ids ``d1`` … in the order of the readings.

    ``slots`` (path → kind) is what the applicant declared: it names a document only where its pages do not.
    A file without a readable page is one document of kind ``other`` with confidence 0. Without ``calibrate``
    confidences are as the engine gave them, which is what a calibration is measured on.
    """
    declared = {unicodedata.normalize("NFC", path): kind for path, kind in (slots or {}).items()}
    parts: list[Document] = []
    for reading in readings:
        slot = declared.get(unicodedata.normalize("NFC", reading.file.path))
        for part in _parted(reading):
            kind, confidence = part.kind, part.confidence
            if kind == "other" and slot and reading.pages and not part.other:
                kind, confidence = slot, _SLOT_ONLY
            (fields, unsure), failure = (
                (({}, ()), part.failure) if part.failure else _safely(kind, part.pages, calibrate)
            )
            if part.other and (named := other_documents()[part.other].field(_seen_most(part.pages), confidence)):
                fields |= on_upright({FIELD: named}, part.pages)
            span = (part.pages[0].number, part.pages[-1].number) if part.pages else _whole(reading)
            parts.append(
                Document(
                    f"d{len(parts) + 1}",
                    reading,
                    span,
                    kind,
                    confidence,
                    MappingProxyType(fields),
                    failure,
                    unsure,
                    part.region,
                )
            )
    return parts


def _whole(reading: Reading) -> tuple[int, int]:
    return (1, reading.page_count) if reading.page_count else (0, 0)


@dataclass(frozen=True, slots=True)
class _Part:
    kind: str
    confidence: float
    pages: tuple[Page, ...]
    """Those that several documents share hold what belongs to this one only."""
    region: Box = WHOLE_PAGE
    other: str = ""
    failure: str = ""
    """Name of what kept the file from being cut into documents."""


def _parted(reading: Reading) -> list[_Part]:
    """The documents of a file; the whole file as an unknown one where that takes too long."""
    try:
        with within(_MOST_SECONDS):
            return list(_split(reading))
    except OutOfTime as error:
        _log.error("a file of %d pages could not be cut into documents: %s", len(reading.pages), trail(error))
        return [_Part("other", 0.0, reading.pages, failure=OutOfTime.__name__)]


def _split(reading: Reading) -> Iterator[_Part]:
    if not reading.pages:
        yield _Part("other", 0.0, ())
        return
    open_part: _Part | None = None
    for page, region in _parts(reading):
        guessed = guess(page, _best_text(page), reading.file.path)
        if open_part is not None and region == open_part.region == WHOLE_PAGE and _continues(open_part, guessed, page):
            open_part = replace(
                open_part, pages=(*open_part.pages, page), confidence=max(open_part.confidence, guessed.confidence)
            )
            continue
        if open_part is not None:
            yield open_part
        open_part = _Part(guessed.kind, guessed.confidence, (page,), region, guessed.other)
    if open_part is not None:
        yield open_part


def _parts(reading: Reading) -> Iterator[tuple[Page, Box]]:
    """Each page, or each of its parts that is a document of its own, with its region."""
    for page in reading.pages:
        for region in regions(page, reading.file.path):
            yield page.within(region), region


def _continues(part: _Part, guessed: Guess, page: Page) -> bool:
    """The page belongs to the document before it in the file."""
    if part.pages[-1].number + 1 != page.number:
        return False
    if part.other:
        return guessed.kind == "other" and guessed.other in ("", part.other) and bool(page.lines)
    kind = kinds().get(part.kind)
    if kind is not None and kind.goes_on and guessed.kind == part.kind:
        return kind.goes_on(_seen_most(part.pages), _seen_most((page,)))
    if kind is None or not kind.follows:
        return False
    begins = guessed.titled and not (kind.running_title and guessed.kind == part.kind)
    return not begins and guessed.kind in (part.kind, "other") and bool(page.lines)


def _seen_most(pages: Sequence[Page]) -> DocumentText:
    """The pages, each in the pass that saw most of it."""
    return DocumentText([_best_text(page) for page in pages])


def _best_text(page: Page) -> PageText:
    return PageText(page, page.passes[-1] if page.passes else Pass(Effort.FIRST, Source.TEXT_LAYER, ()))


def _safely(
    name: str, pages: Sequence[Page], calibrate: bool
) -> tuple[tuple[dict[str, Field], tuple[Doubt, ...]], str]:
    """The fields and doubts; where a kind fails over a document, none and the name of what it raised: one document, not the scan."""
    try:
        with within(_MOST_SECONDS):
            return _fields(name, pages, calibrate), ""
    except Exception as error:
        _log.error("the kind %s failed over a document: %s", name, trail(error))
        return ({}, ()), type(error).__name__


def _fields(name: str, pages: Sequence[Page], calibrate: bool) -> tuple[dict[str, Field], tuple[Doubt, ...]]:
    kind = kinds().get(name)
    if kind is None or not pages:
        return {}, ()
    efforts = sorted({item.effort for page in pages for item in page.passes})
    passes = []
    for effort in efforts:
        texts = [PageText(page, item) for page in pages if (item := _up_to(page, effort)) is not None]
        passes.append((effort, _seen(pages, effort, kind.extract(DocumentText(texts)))))
    fields = in_own_script(merge(passes), pages)
    unsure = doubts(kind, _seen_most(pages), fields)
    if calibrate:
        fields = calibrated(name, fields, unsure)
    source = pages[0].passes[0].source if pages[0].passes else Source.TEXT_LAYER
    if seals := seals_field(kind, pages, fields, source):
        fields["seals"] = seals
    fields = on_upright(fields, pages)
    if kind.measured:
        fields |= kind.measured(pages[0], fields)
    return fields, unsure


def _seen(pages: Sequence[Page], effort: Effort, fields: Mapping[str, Field]) -> Mapping[str, Field]:
    """The fields from what this effort read itself; the rest of its lines, and other pages, are an earlier pass's."""
    own = {page.number: item for page in pages for item in page.passes if item.effort is effort}
    return {
        name: seen
        for name, field in fields.items()
        if (item := own.get(field.page)) and (seen := _of_pass(item, field)) is not None
    }


def _of_pass(item: Pass, field: Field) -> Field | None:
    """The field as this pass can answer for it; None where it read nothing of it and has it from an earlier pass."""
    if not item.places:
        return field
    if field.box is None or not item.saw(field.box):
        return None
    own = [line for line in item.lines if inside(line.box, field.box) or inside(field.box, line.box)]
    if not any(line in item.near for line in own):
        return None
    return field if all(item.saw(line.box) for line in own) else replace(field, whole=False)


def _up_to(page: Page, effort: Effort) -> Pass | None:
    """The costliest pass of the page that costs at most this much, else its cheapest: a text layer among scans."""
    return next((item for item in reversed(page.passes) if item.effort <= effort), next(iter(page.passes), None))
