"""A mark's term: whole decades from its registration, less a day."""

from __future__ import annotations

from datetime import date, timedelta

from docvet.models import Severity
from docvet.rules.arguments import Args
from docvet.rules.case import Case, day, evidence, not_applicable, unread
from docvet.rules.checks import Check
from docvet.rules.problems import Problem, Result
from docvet.values.codes import compact
from docvet.values.dates import add_years


class WholeYears(Args):
    """Years of one term; how many terms a mark can have had."""

    years: int
    most_terms: int


def run(case: Case, args: WholeYears) -> Result:
    """A question for a certificate whose dates do not fit each other; Madrid marks have dates of their own."""
    chosen = case.cast("certificate").chosen
    if not chosen:
        yield case.absent("certificate")
        return
    for certificate in chosen:
        if compact(str(certificate.value("registration_number") or "")).startswith("G"):
            yield not_applicable(
                "马德里国际注册的期限另行计算", "the term of a Madrid registration is counted otherwise"
            )
            continue
        end = day(certificate.fields.get("valid_to"))
        starts = [name for name in ("registered", "valid_from") if day(certificate.fields.get(name))]
        if end is None or not starts:
            yield unread(certificate, "registered" if not starts else "valid_to")
            continue
        if not any(_fits(args, day(certificate.fields[name]), end) for name in starts):
            start = str(certificate.value(starts[0]))
            yield Problem(
                documents=(certificate.id,), evidence=evidence(certificate, *starts, "valid_to"),
                values={"file": certificate.path, "start": start, "end": end.isoformat(), "years": str(args.years)},
                found=f"{start} – {end.isoformat()}", at_most=Severity.REVIEW,
                rests_on=tuple((certificate.id, name) for name in (*starts, "valid_to")),
            )  # fmt: skip


def _fits(args: WholeYears, start: date | None, end: date) -> bool:
    """Whether it ends the day before an anniversary; after a leap day on either of the two days that may be meant."""
    if start is None:
        return False
    for terms in range(1, args.most_terms + 1):
        last = add_years(start, args.years * terms)
        if end == last - timedelta(days=1) or (last.day != start.day and end == last):
            return True
    return False


CHECK = Check("whole_years", WholeYears, run, fills=frozenset({"file", "start", "end", "years"}))
