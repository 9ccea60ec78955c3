"""The registration number of the mark, well formed and the same on the letters."""

from __future__ import annotations

from docvet.models import Severity
from docvet.rules.arguments import NoArgs
from docvet.rules.brand import names_mark
from docvet.rules.case import Case, evidence, unread
from docvet.rules.checks import Check
from docvet.rules.problems import Problem, Result
from docvet.values.codes import is_trademark_number


def run(case: Case, _args: NoArgs) -> Result:
    """A problem for an unusual number, and for each letter that names other numbers only."""
    chosen = case.cast("certificate").chosen
    if not chosen:
        yield case.absent("certificate")
        return
    for certificate in chosen:
        number = certificate.value("registration_number")
        if not number:
            yield unread(certificate, "registration_number")
            continue
        if not is_trademark_number(str(number)):
            yield Problem(
                documents=(certificate.id,), evidence=evidence(certificate, "registration_number"),
                values={"a": str(number), "b": "", "file": certificate.path}, found=str(number), variant="unusual",
                at_most=Severity.REVIEW,
            )  # fmt: skip
        if len(chosen) > 1:  # whose letters these are cannot be told yet
            continue
        for letter in case.cast("letters").chosen:
            stated = [str(item) for item in letter.value("registration_numbers") or ()]
            if not stated:  # a letter may name the mark by its brand alone
                yield unread(letter, "registration_numbers", again=False)
            elif not names_mark(letter, certificate):
                yield Problem(
                    documents=(certificate.id, letter.id),
                    evidence=(*evidence(certificate, "registration_number"), *evidence(letter, "registration_numbers")),
                    values={"a": str(number), "b": ", ".join(stated), "file": letter.path},
                    expected=str(number), found=", ".join(stated),
                    rests_on=((certificate.id, "registration_number"), (letter.id, "registration_numbers")),
                )  # fmt: skip


CHECK = Check(
    "trademark_numbers",
    NoArgs,
    run,
    papers=("certificate",),
    fills=frozenset({"a", "b", "file"}),
    variants={"unusual": frozenset()},
)
