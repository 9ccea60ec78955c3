"""Both sides of the representative's ID card."""

from __future__ import annotations

from docvet.models import LocalizedText, Severity
from docvet.rules.arguments import NoArgs
from docvet.rules.case import Case, join, listed, unread
from docvet.rules.checks import Check
from docvet.rules.facts import fact
from docvet.rules.problems import Problem, Result

_SIDES: dict[str, LocalizedText] = {
    "portrait": {"zh": "人像面", "en": "portrait"},
    "emblem": {"zh": "国徽面", "en": "emblem"},
}


def run(case: Case, _args: NoArgs) -> Result:
    """A problem for each missing side; while an unknown file could be it, only a question."""
    cast = case.cast("representative_id")
    documents = (*cast.chosen, *cast.copies)
    if not documents:
        yield case.absent("representative_id")
        return
    unseen = [document for document in documents if not document.value("sides")]
    seen = {side for document in documents for side in document.value("sides") or ()}
    for side, title in _SIDES.items():
        if side in seen:
            continue
        if unseen:
            yield unread(unseen[0], "sides")
            return
        candidates = [reading.file.path for reading in case.could_be("id_card")]
        yield Problem(
            documents=tuple(document.id for document in documents),
            values={"side": title, "files": listed(candidates)}, expected=fact(title),
            found=fact(join([_SIDES[name] for name in sorted(seen) if name in _SIDES])),
            variant="maybe" if candidates else None, at_most=Severity.REVIEW if candidates else Severity.REJECT,
            rests_on_kind=tuple(document.id for document in documents),
        )  # fmt: skip


CHECK = Check(
    "sides_present",
    NoArgs,
    run,
    papers=("representative_id",),
    fills=frozenset({"side"}),
    variants={"maybe": frozenset({"files"})},
)
