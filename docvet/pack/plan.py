"""Which pages of which files go into which slot's upload, and what stays behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from docvet.models import Document, File, Reading, TroubleKind
from docvet.pack.manifest import Why
from docvet.reading.spreadsheet import TYPES as TABLES
from docvet.rules.case import Case, troubles_of
from docvet.rules.possible import is_no_document

_CASTS = {
    "business_license": "licence",
    "id_card": "representative_id",
    "trademark_certificate": "certificate",
    "authorization_letter": "letters",
}
"""Kinds of which a folder may hold other people's documents beside the applicant's, and their role."""
_BROKEN = frozenset({TroubleKind.DAMAGED, TroubleKind.CRASHED})


@dataclass(frozen=True, slots=True)
class SourcePage:
    """One page to be packed."""

    file: File
    number: int
    """From 1."""
    turned: int = 0
    """Clockwise degrees by which the stored page is turned to stand upright."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Pages that stay together: a document, or all sides of an ID card."""

    documents: tuple[Document, ...]
    source_pages: tuple[SourcePage, ...]
    verbatim: bool = False
    """The whole file is copied as it is: signed, or a table."""

    def page_count(self, path: str) -> int:
        """Pages of one of its files."""
        return next(document.reading.page_count for document in self.documents if document.path == path)


@dataclass(frozen=True, slots=True)
class Left:
    """Pages that are not packed; no pages means all of the file."""

    path: str
    why: Why
    problem: bool
    """Somebody has to do something about it."""
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The bundles of each slot, slots in the ruleset's order, and what is left behind, by path."""

    slots: Mapping[str, tuple[Bundle, ...]]
    left: tuple[Left, ...]


def plan(case: Case) -> Plan:
    """Lay out an application: every page of every file is in a bundle, or left with a reason."""
    kept: dict[str, list[Document]] = {}
    left: list[Left] = []
    for name, documents in _by_slot(case).items():
        taken, others = _parts(case, documents)
        kept[name] = taken
        left += others
    homes = _homes(kept)
    extra: dict[str, list[int]] = {}
    for reading in case.readings:
        left += _rest(case, reading, homes, extra)
    slots = {name: tuple(_bundles(kept[name], extra)) for name in case.ruleset.documents if kept.get(name)}
    return Plan(slots, tuple(sorted(set(left), key=lambda item: (item.path, item.pages))))


def _by_slot(case: Case) -> dict[str, list[Document]]:
    """The documents that fill a slot and can be packed."""
    by_slot: dict[str, list[Document]] = {}
    for document in case.documents:
        slot = case.slot_of(document)
        if slot and document.reading.pages and not _broken(document.reading):
            by_slot.setdefault(slot, []).append(document)
    return by_slot


def _broken(reading: Reading) -> bool:
    return any(trouble.kind in _BROKEN for trouble in troubles_of(reading))


def _parts(case: Case, documents: Sequence[Document]) -> tuple[list[Document], list[Left]]:
    """The slot's documents in their order (a chain's letters from the owner down), and those that do not belong in it."""
    taken: list[Document] = []
    left: list[Left] = []
    seen: set[tuple[object, ...]] = set()
    for document in sorted(documents, key=lambda document: _rank(case, document)):
        file = document.reading.file
        same = (file.sha256, document.page_range, document.region)
        if why := Why.DUPLICATE if same in seen else _not_ours(case, document):
            left.append(Left(file.path, why, False, _numbers(document)))
            continue
        seen.add(same)
        taken.append(document)
    return taken, left


def _rank(case: Case, document: Document) -> tuple[int, int]:
    """Chosen documents first in the order of their cast; an ID card's portrait before its emblem."""
    if document.kind == "id_card":
        return 0, 0 if "portrait" in (document.value("sides") or ()) else 1
    role = _CASTS.get(document.kind)
    chosen = [paper.id for paper in case.cast(role).chosen] if role else []
    return (0, chosen.index(document.id)) if document.id in chosen else (1, 0)


def _not_ours(case: Case, document: Document) -> Why | None:
    role = _CASTS.get(document.kind)
    if role is None:
        return None
    cast = case.cast(role)
    if not cast.chosen and not cast.copies:
        return None  # nobody knows whose it is: a person decides
    if any(document.id == paper.id for paper in cast.others):
        return Why.OTHERS
    older = role == "licence" and document not in (*cast.chosen, *cast.rivals)
    return Why.OLDER if older else None


def _span(document: Document) -> range:
    first, last = document.page_range
    return range(first, last + 1)


def _numbers(document: Document) -> tuple[int, ...]:
    """Its pages, where its file has others too."""
    return tuple(_span(document)) if len(_span(document)) < document.reading.page_count else ()


def _homes(kept: Mapping[str, Sequence[Document]]) -> dict[str, dict[int, Document]]:
    """Path → page → the (last) packed document that it belongs to."""
    homes: dict[str, dict[int, Document]] = {}
    for documents in kept.values():
        for document in documents:
            homes.setdefault(document.path, {}).update(dict.fromkeys(_span(document), document))
    return homes


def _rest(
    case: Case, reading: Reading, homes: Mapping[str, Mapping[int, Document]], extra: dict[str, list[int]]
) -> Iterator[Left]:
    """What becomes of a file's pages that no packed document has.

    In a file whose recognised documents all lie in one slot, further pages (an annex, a back that was not recognised)
    go with the document before them: ``extra`` takes them by document's id.
    """
    path, own = reading.file.path, homes.get(reading.file.path, {})
    documents = case.documents_of(reading)
    if not own:
        if why := _why_unpacked(case, reading, documents):
            yield Left(path, why, _is_problem(case, reading, why))
        return
    slots = {slot for document in documents if (slot := case.slot_of(document))}
    slotted = {number for document in documents if case.slot_of(document) for number in _span(document)}
    foreign = {number for document in documents if document.kind != "other" for number in _span(document)} - slotted
    loose = [number for number in range(1, reading.page_count + 1) if number not in slotted | foreign]
    if foreign:
        why = Why.UNKNOWN if case.open_slots else Why.SPARE
        yield Left(path, why, why is Why.UNKNOWN, tuple(sorted(foreign)))
    if len(slots) > 1:
        if loose:
            yield Left(path, Why.UNKNOWN, True, tuple(loose))
        return
    for number in loose:
        before = [own_number for own_number in own if own_number < number]
        owner = own[max(before)] if before else own[min(own)]
        extra.setdefault(owner.id, []).append(number)


def _why_unpacked(case: Case, reading: Reading, documents: Sequence[Document]) -> Why | None:
    """Why nothing of a file is packed; None where that was said already, document by document."""
    if is_no_document(reading.file.media_type) and not case.declared_slot(reading.file.path):
        return Why.SPARE
    if trouble := next((trouble for trouble in troubles_of(reading) if not reading.pages or _broken(reading)), None):
        return Why(trouble.kind.value)
    if any(case.slot_of(document) for document in documents):
        return None
    return Why.SPARE if all(map(case.spare, documents)) else Why.UNKNOWN


def _is_problem(case: Case, reading: Reading, why: Why) -> bool:
    if why is Why.SPARE or case.declared_slot(reading.file.path):
        return why is not Why.SPARE
    return not is_no_document(reading.file.media_type)


def _bundles(documents: Iterable[Document], extra: Mapping[str, Sequence[int]]) -> list[Bundle]:
    """The documents of a slot; no page twice, ID sides joined, each signed file and each table by itself."""
    bundles: list[Bundle] = []
    used: dict[tuple[str, int], int] = {}
    for document in documents:
        file = document.reading.file
        verbatim = document.reading.signed or file.media_type in TABLES
        whole = range(1, document.reading.page_count + 1)
        numbers = list(whole) if verbatim else sorted({*_span(document), *extra.get(document.id, ())})
        place = next((used[file.path, number] for number in numbers if (file.path, number) in used), len(bundles))
        if document.kind == "id_card" and not verbatim:
            place = next((i for i, b in enumerate(bundles) if _card(b)), place)
        if place == len(bundles):
            bundles.append(Bundle((), (), verbatim))
        turns = {page.number: page.turned for page in document.reading.pages}
        source_pages = [
            SourcePage(file, number, turns.get(number, 0)) for number in numbers if (file.path, number) not in used
        ]
        used |= {(file.path, number): place for number in numbers}
        old = bundles[place]
        bundles[place] = replace(
            old, documents=(*old.documents, document), source_pages=(*old.source_pages, *source_pages)
        )
    return bundles


def _card(bundle: Bundle) -> bool:
    return not bundle.verbatim and all(document.kind == "id_card" for document in bundle.documents)
