"""Documents that must be there at all."""

from __future__ import annotations

from docvet.models import Reading, Severity
from docvet.rules.applicant import of_kind
from docvet.rules.arguments import Args, SlotName
from docvet.rules.case import Case, evidence, listed
from docvet.rules.checks import Check
from docvet.rules.facts import all_of, fact
from docvet.rules.problems import Problem, Result
from docvet.rules.ruleset import RequiredSlot


class RequiredSlots(Args):
    """Which slots; all required ones where none is named."""

    slots: tuple[SlotName, ...] = ()


def run(case: Case, args: RequiredSlots) -> Result:
    """A problem for each slot that no document fills; while an unknown file could fill it, only a question."""
    for name, slot in case.open_slots.items():
        if not slot.required or (args.slots and name not in args.slots):
            continue
        perhaps = _perhaps(case, slot)
        if not perhaps:
            yield from _missing(case, name, slot)
            continue
        paths = [reading.file.path for reading in perhaps]
        yield Problem(
            documents=tuple(document.id for reading in perhaps for document in case.documents_of(reading)),
            values={"missing": slot.title.words, "files": listed(paths)},
            expected=fact(slot.title.words), found=all_of(paths), variant="maybe", at_most=Severity.REVIEW, topic=name,
        )  # fmt: skip
    if not args.slots or "licence" in args.slots:
        yield from _whose(case)


def _perhaps(case: Case, slot: RequiredSlot) -> tuple[Reading, ...]:
    """Files that may be it: unknown ones, and for the ID card other identity documents."""
    documents = of_kind(case.documents, "other_id") if "id_card" in slot.kinds else ()
    return tuple(dict.fromkeys((*(document.reading for document in documents), *case.could_be(*slot.kinds))))


def _missing(case: Case, name: str, slot: RequiredSlot) -> Result:
    cards = case.strangers_cards if "id_card" in slot.kinds else ()
    if not cards:
        yield Problem(values={"missing": slot.title.words}, expected=fact(slot.title.words), topic=name)
        return
    names = all_of(str(card.value("name")) for card in cards)
    whose = [(case.licence.id, "representative")] if case.licence else []
    yield Problem(
        documents=tuple(card.id for card in cards), evidence=tuple(e for card in cards for e in evidence(card, "name")),
        values={"missing": slot.title.words, "files": listed(card.path for card in cards), "names": names.words},
        expected=fact(slot.title.words), found=names, variant="strangers", topic=name,
        rests_on=(*((card.id, "name") for card in cards), *whose),
    )  # fmt: skip


def _whose(case: Case) -> Result:
    """There are licences, and none can be told to be the applicant's."""
    cast = case.cast("licence")
    if cast.undecided:
        yield Problem(
            documents=tuple(document.id for document in cast.others),
            values={
                "missing": {"zh": "申请主体的营业执照", "en": "the applicant's business licence"},
                "files": listed(document.path for document in cast.others),
                "names": listed(str(document.value("name") or "—") for document in cast.others),
            },
            found=all_of(str(document.value("name") or document.path) for document in cast.others),
            variant="undecided" if len(cast.others) > 1 else "stranger", at_most=Severity.REVIEW,
        )  # fmt: skip


CHECK = Check(
    "required_slots", RequiredSlots, run, fills=frozenset({"missing"}),
    variants={
        "maybe": frozenset({"files"}), "undecided": frozenset({"files"}),
        "stranger": frozenset({"files", "names"}), "strangers": frozenset({"files", "names"}),
    },
)  # fmt: skip
