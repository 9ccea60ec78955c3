"""When to look at a page again, and where: the one place that decides it.

Three askers come here. The kind: a field that rules rest on is missing or doubtful (:attr:`.Kind.needed`), or stands
where the kind itself doubts it (:attr:`.Kind.doubts`). The page: its kind was not recognised. The rules: a value that
was seen only once is about to carry a rejection (:func:`pages_of`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence

from docvet.documents.confidence import ceiling
from docvet.documents.fields import field_type
from docvet.documents.kinds import Kind
from docvet.documents.other_documents import FIELD
from docvet.documents.text.document import DocumentText
from docvet.models import Box, Document, Doubt, Effort, Field, Page, Reading, Source, inside
from docvet.values.field_types import ValueType

_DOUBTFUL = 0.85
"""A needed field read with less confidence is worth another look."""
_SURE = 0.9
"""Confidence from which another look at a text hardly finds what the first did not show."""
_BY_SIGNS = ceiling("other_by_signs")
_UNCLAIMED = 3
"""Pages of a file with a text layer that are read by OCR where no kind claims them: its characters may not be those that show."""

MOST_LOOKS = 2
"""Rounds of further looks: one may show where the next is to be."""

_FieldOf = tuple[str, str]
"""(id of a document, name of its field)."""
Wanted = dict[str, dict[int, tuple[Box, ...]]]
"""Path → page number → where to look closely on the page as it was read; nowhere means all of it, at full size."""


def doubts(kind: Kind, document: DocumentText, fields: Mapping[str, Field]) -> tuple[Doubt, ...]:
    """The kind's own doubts, then needed fields that are missing (nobody knows where) or doubtful (where they stand)."""
    doubted = list(kind.doubts(document, fields)) if kind.doubts else []
    named = {doubt.field for doubt in doubted}
    for name in kind.needs(fields):
        if name in named:
            continue
        field = fields.get(name)
        if field is None:
            doubted += [Doubt(name, page.number) for page in document.pages]
        elif field.confidence < _DOUBTFUL:
            doubted.append(Doubt(name, field.page, field.box))
    return tuple(doubted)


def worth_another_look(documents: Iterable[Document]) -> Wanted:
    """The pages on which a field is in doubt, or whose kind was not recognised.

    A place that is known is looked at closely, which costs less than the whole page; each page is read at full size
    once and closely once, and not again once that failed.
    """
    unsure: dict[tuple[str, int], list[Box | None]] = defaultdict(list)
    readings: dict[str, Reading] = {}
    layered: set[tuple[str, int]] = set()
    for document in documents:
        readings[document.path] = document.reading
        strange = document.pages if document.kind == "other" and not _is_titled(document) else ()
        its_doubts = document.doubts or [Doubt("kind", page.number) for page in strange]
        layered |= {(document.path, page.number) for page in strange[:_UNCLAIMED]}
        for doubt in its_doubts:
            unsure[document.path, doubt.page].append(doubt.box)
    pages = {(path, page.number): page for path, reading in readings.items() for page in _whole_pages(reading)}
    wanted: Wanted = {}
    for (path, number), places in unsure.items():
        page = pages.get((path, number))
        if page is not None and (look := _look(page, places, layer=(path, number) in layered)) is not None:
            wanted.setdefault(path, {})[number] = look
    return wanted


def _whole_pages(reading: Reading) -> list[Page]:
    """Those of which no pass failed."""
    failed = {number for trouble in reading.troubles for number in trouble.pages}
    return [page for page in reading.pages if page.number not in failed]


def _is_titled(document: Document) -> bool:
    """What else it is was told by its title: words alone may stand on a page of which the first look saw a part."""
    return FIELD in document.fields and document.kind_confidence > _BY_SIGNS


def until_sure(
    readings: list[Reading],
    documents_of: Callable[[Sequence[Reading]], list[Document]],
    look_again: Callable[[Wanted, Sequence[Reading]], list[Reading]],
) -> tuple[list[Reading], list[Document]]:
    """The readings with as many further looks as their documents deserve, and the documents."""
    documents = documents_of(readings)
    for _ in range(MOST_LOOKS):
        if not (wanted := worth_another_look(documents)):
            break
        readings = look_again(wanted, readings)
        documents = documents_of(readings)
    return readings, documents


def pages_of(
    fields: Iterable[_FieldOf], unseen: Container[_FieldOf], documents: Sequence[Document], *, decides: bool
) -> Wanted:
    """Where to look again for these fields: closely at their places, or at their documents' pages at full size.

    The latter where nobody knows the place, and for lists in which something was not seen (``unseen``): they may go on
    elsewhere. If the verdict hangs on these fields (``decides``), also where a close look was not enough, and at once for
    a text in which something was not seen. If it does not, a page that was looked at closely anywhere is left, and so is
    what only all of a page could show: more of a text that was read surely.
    """
    by_id = {document.id: document for document in documents}
    wanted: Wanted = {}
    whole: set[tuple[str, int]] = set()
    for identity, name in sorted(fields):
        document, not_seen = by_id[identity], (identity, name) in unseen
        field = document.fields.get(name)
        if not decides and (shows_no_print(name) or _is_done(document, field, not_seen=not_seen)):
            continue
        anywhere = field is None or field.box is None or (not_seen and isinstance(field.value, list))
        if field is not None and not anywhere and not (not_seen and decides) and (place := _place(document, field)):
            pages = wanted.setdefault(document.path, {})
            pages[field.page] = tuple(dict.fromkeys((*pages.get(field.page, ()), place)))
        elif anywhere or decides:
            whole |= {
                (document.path, page.number)
                for page in document.pages
                if can_look_again(page) and (field is None or anywhere or not_seen or page.number == field.page)
            }
    for path, number in sorted(whole):
        wanted.setdefault(path, {})[number] = ()
    return wanted


def _is_done(document: Document, field: Field | None, *, not_seen: bool) -> bool:
    """A close look at the field's place would change nothing, or its page was looked at closely already."""
    pages = [page for page in document.pages if field is None or page.number == field.page]
    if any(item.effort is Effort.CLOSE for page in pages for item in page.passes):
        return True
    return field is not None and not_seen and isinstance(field.value, str) and field.confidence >= _SURE


def shows_no_print(name: str) -> bool:
    """Seals are looked for once, in the colours of the page: a further look reads lines, and shows none."""
    return field_type(name).type is ValueType.SEALS


def _place(document: Document, field: Field) -> Box | None:
    """Where the field's lines stand on the page as it was read; None where that is unknown, or was looked at closely before."""
    page = next((page for page in document.reading.pages if page.number == field.page), None)
    if page is None or field.box is None or not _of_pixels(page):
        return None
    upright = page.upright.lines
    boxes = [line.box for line, there in zip(page.lines, upright, strict=True) if inside(there.box, field.box)]
    if not boxes:
        return None
    left, top, right, bottom = zip(*boxes, strict=True)
    place = min(left), min(top), max(right), max(bottom)
    return None if any(item.places and item.saw(place) for item in page.passes) else place


def can_look_again(page: Page) -> bool:
    """Pixels that were not yet read at full size; a text layer says all it has at once."""
    return _of_pixels(page) and page.effort is not None and page.effort < Effort.FULL


def _look(page: Page, places: Sequence[Box | None], *, layer: bool) -> tuple[Box, ...] | None:
    """How to look at the page again; None if there is no other way left. ``layer``: also where it is a text layer's."""
    if None in places and (can_look_again(page) or (layer and not _of_pixels(page) and not page.table)):
        return ()
    known = tuple(dict.fromkeys(place for place in places if place is not None))
    seen_near = any(item.effort is Effort.CLOSE for item in page.passes)
    return known if known and _of_pixels(page) and not seen_near else None


def _of_pixels(page: Page) -> bool:
    return bool(page.passes) and all(item.source != Source.TEXT_LAYER for item in page.passes)
