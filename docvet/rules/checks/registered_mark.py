"""A registration, not an application."""

from __future__ import annotations

from docvet.rules.applicant import of_kind
from docvet.rules.arguments import Args, SlotName
from docvet.rules.case import Case, evidence, listed
from docvet.rules.checks import Check
from docvet.rules.facts import Fact
from docvet.rules.problems import Problem, Result


class RegisteredMark(Args):
    """The slot that only a registration fills."""

    slot: SlotName


def run(case: Case, args: RegisteredMark) -> Result:
    """A problem where there is an acceptance notice and no certificate."""
    if of_kind(case.documents, "trademark_certificate"):
        return
    notices = of_kind(case.documents, "trademark_acceptance")
    if not notices:
        yield case.absent("certificate")
        return
    yield Problem(
        documents=tuple(notice.id for notice in notices),
        evidence=tuple(item for notice in notices for item in evidence(notice, "application_number")),
        values={"file": listed(notice.path for notice in notices)}, expected=Fact("商标注册证", "商标注册证", "a trademark certificate"),
        found=Fact("受理通知书", "受理通知书", "an acceptance notice"), rests_on_kind=tuple(notice.id for notice in notices), topic=args.slot,
        better_documents=frozenset({"trademark_certificate"}),
    )  # fmt: skip


CHECK = Check("registered_mark", RegisteredMark, run, fills=frozenset({"file"}))
