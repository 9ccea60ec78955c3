"""Papers that must be there at all."""

from __future__ import annotations

from docvet.models import Severity
from docvet.rules.arguments import Args, SlotName
from docvet.rules.case import Case
from docvet.rules.checks import Check, Problem, Result


class RequiredSlots(Args):
    """Which slots; all required ones where none is named."""

    slots: tuple[SlotName, ...] = ()


def run(case: Case, args: RequiredSlots) -> Result:
    """A problem for each slot that no paper fills; while an unknown file could fill it, only a question."""
    for name, slot in case.open_slots.items():
        if not slot.required or (args.slots and name not in args.slots):
            continue
        if not case.unknown:
            yield Problem(values={"missing": slot.title.words}, expected=slot.title.zh, topic=name)
            continue
        paths = [reading.file.path for reading in case.unknown]
        yield Problem(
            documents=tuple(document.id for reading in case.unknown for document in case.documents_of(reading)),
            values={"missing": slot.title.words, "files": ", ".join(paths)},
            expected=slot.title.zh, found=", ".join(paths), variant="maybe", at_most=Severity.REVIEW, topic=name,
        )  # fmt: skip
    if not args.slots or "licence" in args.slots:
        yield from _whose(case)


def _whose(case: Case) -> Result:
    """Several licences, and none can be told to be the applicant's."""
    cast = case.cast("licence")
    if cast.undecided:
        yield Problem(
            documents=tuple(document.id for document in cast.others),
            values={
                "missing": {"zh": "申请主体的营业执照", "en": "the applicant's business licence"},
                "files": ", ".join(document.path for document in cast.others),
            },
            found=", ".join(str(document.value("name") or document.path) for document in cast.others),
            variant="undecided", at_most=Severity.REVIEW,
        )  # fmt: skip


CHECK = Check(
    "required_slots", RequiredSlots, run, fills=frozenset({"missing"}),
    variants={"maybe": frozenset({"files"}), "undecided": frozenset({"files"})},
)  # fmt: skip
