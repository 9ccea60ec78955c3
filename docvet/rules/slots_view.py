"""The places of the platform's form as reports list them: which documents stand in each, and which are empty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docvet.rules.case import Case
from docvet.rules.ruleset import RequiredSlot


@dataclass(frozen=True, slots=True)
class SlotView:
    """One place of the form."""

    name: str
    slot: RequiredSlot
    documents: tuple[str, ...]
    """Ids of the documents in it."""
    open: bool
    """A document is still missing here."""
    perhaps: tuple[str, ...] = ()
    """Ids of documents that were not read or recognised and may be it."""


def slots_view(case: Case) -> Iterator[SlotView]:
    """The places that this application needs or fills, the required ones in front, in the ruleset's order."""
    strangers = {card.id for card in case.strangers_cards}
    filled: dict[str, list[str]] = {}
    for document in case.documents:
        if document.id not in strangers and (name := case.slot_of(document)):
            filled.setdefault(name, []).append(document.id)
    for name, slot in sorted(case.ruleset.documents.items(), key=lambda item: not item[1].required):
        if slot.required or name in case.open_slots or name in filled:
            missing = name in case.open_slots
            perhaps = case.could_be(*slot.kinds) if missing else ()
            yield SlotView(
                name, slot, tuple(filled.get(name, ())), missing,
                tuple(document.id for reading in perhaps for document in case.documents_of(reading)),
            )  # fmt: skip
