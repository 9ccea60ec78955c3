"""Bank statements of the last months without a gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from docvet.models import Document, Severity
from docvet.rules.arguments import Args, Days, Months
from docvet.rules.case import Case, day, evidence, listed, unread
from docvet.rules.checks import Check
from docvet.rules.problems import Problem, Result
from docvet.values.dates import months_after, months_before
from docvet.values.names import Likeness, account_matches

_DAY = timedelta(days=1)


class StatementCovers(Args):
    """How many calendar months; how old the last day may be; how many days too short is for a person."""

    months: Months
    max_age_days: Days
    slack_days: Days


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of days, both ends inclusive, and the statements that give it."""

    start: date
    end: date
    papers: tuple[Document, ...]


def run(case: Case, args: StatementCovers) -> Result:
    """A problem where the statements together are too short, too old or have a gap; sheets that are missing are asked about."""
    cast = case.cast("statements")
    if not cast.chosen:
        yield case.absent("statements")
        return
    documents = [document for document in cast.chosen if _own(case, document)] or list(cast.chosen)
    yield from _pages(documents)
    parts = [part for document in documents if (part := _part(document)) is not None]
    for document in documents:
        if _part(document) is None:
            yield unread(document, "period_start", "period_end")
    if not parts or len(parts) < len(documents):
        return
    stretches = list(_merged(parts))
    # A short statement more, of another account or of these days, takes nothing from months that are covered.
    if all(list(_judged(case, args, stretches[:count])) for count in range(1, len(stretches) + 1)):
        yield from _judged(case, args, stretches)
    yield from _empty_months(case, args, parts)


def _own(case: Case, document: Document) -> bool:
    """Not plainly another's account: a statement of somebody else covers nothing."""
    name, company = document.value("account_name"), case.licence.value("name") if case.licence else None
    representative = case.licence.value("representative") if case.licence else None
    if not name or not company:
        return True
    likeness = account_matches(
        str(name), str(company), str(representative) if representative else None, trader=case.is_trader
    )
    return likeness is not Likeness.DIFFERENT


def _part(document: Document) -> _Part | None:
    start, end = day(document.fields.get("period_start")), day(document.fields.get("period_end"))
    return _Part(start, end, (document,)) if start is not None and end is not None and start <= end else None


def _merged(parts: Sequence[_Part]) -> Iterator[_Part]:
    """Stretches that touch or overlap as one, oldest first."""
    whole: _Part | None = None
    for part in sorted(parts, key=lambda item: (item.start, item.end)):
        if whole is not None and part.start <= whole.end + _DAY:
            whole = _Part(whole.start, max(whole.end, part.end), (*whole.papers, *part.papers))
        else:
            if whole is not None:
                yield whole
            whole = part
    if whole is not None:
        yield whole


def _judged(case: Case, args: StatementCovers, stretches: list[_Part]) -> Result:
    today = case.submission_date
    last = stretches[-1]
    end = min(last.end, today)
    needed = months_before(end + _DAY, args.months)
    """The first day of so many months that end with the statement's last day."""
    if end < months_before(today, args.months):
        yield _problem(case, args, stretches, last, "old", Severity.REJECT)
        return
    if end < today - timedelta(days=args.max_age_days):
        yield _problem(case, args, stretches, last, "aging", Severity.REVIEW)
    if last.start <= needed:
        return
    if len(stretches) > 1 and stretches[-2].end >= needed:
        yield _problem(case, args, stretches, last, "gap", Severity.REJECT)
        return
    opened = day(case.licence.fields.get("established")) if case.licence else None
    if opened is not None and opened > needed:
        yield _problem(case, args, stretches, last, "young", Severity.REVIEW)
        return
    near = (last.start - needed).days <= args.slack_days
    yield _problem(
        case, args, stretches, last, "nearly" if near else None, Severity.REVIEW if near else Severity.REJECT
    )


def _problem(
    case: Case, args: StatementCovers, stretches: list[_Part], last: _Part, variant: str | None, at_most: Severity
) -> Problem:
    documents = [document for part in stretches for document in part.papers]
    gap = stretches[-2].end + _DAY if len(stretches) > 1 else last.start
    today = case.submission_date
    end = min(last.end, today)
    since = months_before(end + _DAY, args.months)
    # What is too old needs other days; else the days up to the statement's own end.
    wanted = (months_before(today, args.months), today) if variant in ("old", "aging") else (since, end)
    return Problem(
        documents=tuple(document.id for document in documents),
        evidence=tuple(item for document in documents for item in evidence(document, "period_start", "period_end")),
        values={
            "start": last.start.isoformat(), "end": last.end.isoformat(), "months": str(args.months),
            "since": since.isoformat(), "today": today.isoformat(),
            "gap_from": gap.isoformat(), "gap_to": (last.start - _DAY).isoformat(),
        },
        expected=" – ".join(wanted_day.isoformat() for wanted_day in wanted),
        found=", ".join(f"{part.start.isoformat()} – {part.end.isoformat()}" for part in stretches), variant=variant,
        at_most=at_most, better_documents=frozenset({"bank_statement"}),
        rests_on=tuple((document.id, name) for document in documents for name in ("period_start", "period_end")),
    )  # fmt: skip


def _empty_months(case: Case, args: StatementCovers, parts: Sequence[_Part]) -> Result:
    """Whole months without a single entry: an idle account, or pages that are missing."""
    documents = [document for part in parts for document in part.papers]
    if unknown := [document for document in documents if "months" not in document.fields]:
        yield from (unread(document, "months") for document in unknown)
        return
    seen = {str(month) for document in documents for month in document.value("months")}
    end = min(max(part.end for part in parts), case.submission_date)
    first = max(min(part.start for part in parts), months_before(end + _DAY, args.months))
    month, empty = first.replace(day=1) if first.day == 1 else months_after(first.replace(day=1), 1), []
    while months_after(month, 1) - _DAY <= end:
        if month.strftime("%Y-%m") not in seen and any(part.start <= month <= part.end for part in parts):
            empty.append(month.strftime("%Y-%m"))
        month = months_after(month, 1)
    if empty:
        yield _of_documents(documents, "months", ", ".join(empty), "empty_month")


def _pages(documents: Sequence[Document]) -> Result:
    """Statements that say how many pages they have, and have fewer."""
    for document in documents:
        stated, there = document.value("pages_stated"), document.page_range[1] - document.page_range[0] + 1
        if isinstance(stated, int) and stated > there:
            yield _of_documents([document], "pages_stated", f"{there} / {stated}", "sheets")


def _of_documents(documents: Sequence[Document], field: str, found: str, variant: str) -> Problem:
    blank = dict.fromkeys(("start", "end", "months", "since", "today", "gap_from", "gap_to"), "")
    return Problem(
        documents=tuple(document.id for document in documents),
        evidence=tuple(item for document in documents for item in evidence(document, field)),
        values={**blank, "file": listed(document.path for document in documents), "found": found}, found=found, variant=variant,
        rests_on=tuple((document.id, field) for document in documents if field in document.fields), at_most=Severity.REVIEW,
    )  # fmt: skip


CHECK = Check(
    "statement_covers", StatementCovers, run,
    fills=frozenset({"start", "end", "months", "since", "today", "gap_from", "gap_to"}),
    variants={
        "old": frozenset(), "aging": frozenset(), "gap": frozenset(), "young": frozenset(), "nearly": frozenset(),
        "empty_month": frozenset({"file", "found"}), "sheets": frozenset({"file", "found"}),
    },
)  # fmt: skip
