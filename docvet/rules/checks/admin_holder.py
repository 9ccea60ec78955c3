"""The shop's administration in the hands of the Chinese company."""

from __future__ import annotations

from docvet.models import Document, Severity
from docvet.rules.arguments import NoArgs
from docvet.rules.case import Case, evidence, missing, unread
from docvet.rules.checks import Check
from docvet.rules.problems import Problem, Result
from docvet.values.names import Likeness, compare, is_person


def run(case: Case, _args: NoArgs) -> Result:
    """A problem where the form or the agreement names another company; a near name, and whose person it is, are asked."""
    joint = case.form.joint
    holders: list[tuple[str, Document | None]] = [(joint.admin_holder, None)] if joint and joint.admin_holder else []
    holders += [
        (str(name), document) for document in case.cast("agreements").chosen if (name := document.value("admin_holder"))
    ]
    if not holders:
        yield missing("没有填写 Admin 权限的持有方", "who holds Admin was not stated")
        return
    licence = case.licence
    company = licence.value("name") if licence else case.form.company
    if not company:
        yield unread(licence, "name") if licence else case.absent("licence")
        return
    for holder, document in holders:
        if case.form.company and compare(holder, case.form.company).same:
            continue  # whether that is the licensed company is another rule's question
        if not (likeness := compare(holder, str(company))).same:
            yield _problem(case, holder, document, str(company), likeness)


def _problem(case: Case, holder: str, paper: Document | None, company: str, likeness: Likeness) -> Problem:
    partners = any(compare(holder, name).same for name in _partners(case))
    person = is_person(holder) and not partners
    doubtful = (likeness is not Likeness.DIFFERENT or person) and not partners
    places = [(case.licence, "name"), (paper, "admin_holder")]
    read = [(document, name) for document, name in places if document is not None]
    return Problem(
        documents=tuple(document.id for document, _ in read),
        evidence=tuple(item for document, name in read for item in evidence(document, name)),
        values={"holder": holder, "company": company}, expected=company, found=holder,
        rests_on=tuple((document.id, name) for document, name in read),
        variant="person" if person else "near" if doubtful else "partner" if partners else None,
        at_most=Severity.REVIEW if doubtful else Severity.REJECT,
    )  # fmt: skip


def _partners(case: Case) -> list[str]:
    stated = case.form.joint.partner.name if case.form.joint and case.form.joint.partner else None
    documents = [str(name) for document in case.cast("agreements").chosen if (name := document.value("partner"))]
    return [*([stated] if stated else []), *documents]


CHECK = Check(
    "admin_holder", NoArgs, run, fills=frozenset({"holder", "company"}),
    variants={"near": frozenset(), "partner": frozenset(), "person": frozenset()},
)  # fmt: skip
