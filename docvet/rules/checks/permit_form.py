"""Account permits and basic account documents whose numbers and dates are as the central bank gives them."""

from __future__ import annotations

import re
from datetime import date

from docvet.models import Document, Severity
from docvet.rules.arguments import Args
from docvet.rules.case import Case, day, evidence, unread
from docvet.rules.checks import Check
from docvet.rules.problems import Problem, Result
from docvet.rules.texts import full_text
from docvet.values.codes import is_permit_approval_number, is_personal_card

_LABEL = re.compile(r"核准号|账户编号")
_NUMBER = re.compile(r"(?<![0-9a-z])([jlz][0-9]{6,18})(?![0-9a-z])")
"""A letter for the kind of account and digits; in a table it does not stand beside its label."""
_PERMIT = re.compile(r"[0-9]{4}-[0-9]{8}")


class PermitForm(Args):
    """The last day on which permits were issued; from then on banks print the account's information instead."""

    permits_until: date


def run(case: Case, args: PermitForm) -> Result:
    """A question for each number or date that is unusual, and for the card of a person in a company's place."""
    cast = case.cast("bank")
    if not cast.chosen:
        yield case.absent("bank")
    for document in cast.chosen:
        if lacking := _lacking(document):
            yield unread(document, *lacking, again=False)
        approval, permit = _approval(document), document.value("permit_number")
        if approval and not is_permit_approval_number(approval):
            other = approval[0] in "LZ" and len(approval) == 14
            yield _problem(document, "approval_number", approval, "not_basic" if other else None, args)
        if permit and not _PERMIT.fullmatch(str(permit)):
            yield _problem(document, "permit_number", str(permit), None, args)
        issued = day(document.fields.get("issued"))
        if document.kind == "bank_permit" and issued is not None and issued > args.permits_until:
            yield _problem(document, "issued", issued.isoformat(), "late", args)
        account = str(document.value("account_number") or "")
        if is_personal_card(account) and not case.is_trader:
            yield _problem(document, "account_number", account, "card", args)


def _lacking(document: Document) -> list[str]:
    """What should stand there and was not read; the account's information bears no permit number and no date."""
    needed = ["account_number", *(("permit_number", "issued") if document.kind == "bank_permit" else ())]
    lacking = [name for name in needed if not document.value(name)]
    return lacking if _approval(document) else ["approval_number", *lacking]


def _approval(document: Document) -> str | None:
    """As it was read, else as the text has it, however it is formed."""
    if number := document.value("approval_number"):
        return str(number)
    text = full_text(document)
    hits = dict.fromkeys(match[1].upper() for match in _NUMBER.finditer(text)) if _LABEL.search(text) else {}
    # Passes that disagree, or one that reads it well: a misreading, no strange number.
    return next(iter(hits)) if len(hits) == 1 else None


def _problem(document: Document, field: str, value: str, variant: str | None, args: PermitForm) -> Problem:
    return Problem(
        documents=(document.id,), evidence=evidence(document, field),
        values={"file": document.path, "value": value, "until": args.permits_until.isoformat()}, found=value,
        rests_on=((document.id, field),), variant=variant, at_most=Severity.REVIEW,
    )  # fmt: skip


CHECK = Check(
    "permit_form", PermitForm, run, fills=frozenset({"file", "value", "until"}),
    variants={"not_basic": frozenset(), "late": frozenset(), "card": frozenset()},
)  # fmt: skip
