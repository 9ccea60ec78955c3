"""Documents that are in force on the day of submission."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from pydantic import model_validator

from docvet.models import OPEN_ENDED, Document, Severity
from docvet.rules.applicant import of_kind
from docvet.rules.arguments import Args, Days, Months, Role, known_field
from docvet.rules.case import Case, day, evidence, no_emblem, unread
from docvet.rules.chain import edges_of
from docvet.rules.checks import Check
from docvet.rules.copies import on_best_copy
from docvet.rules.facts import not_after, not_before
from docvet.rules.problems import FieldOf, Problem, Result, Value
from docvet.rules.ruleset import KindName
from docvet.values.codes import same_code
from docvet.values.dates import months_after
from docvet.values.names import compare

_SUMS = frozenset({"arithmetic"})
"""Whole years apart, two dates confirm each other's day and month: not the year, by which a document is over or not. Cards
are issued for five, ten or twenty years only."""


class ValidOn(Args):
    """Which document, and which of its fields say from when and until when."""

    paper: Role
    end: str
    start: str | None = None
    since: str | None = None
    """The field of its beginning where that is only compared with the end (a renewed term may begin later)."""
    start_needed: bool = False
    """Where no beginning was read it cannot be judged; elsewhere silence means that it has begun."""
    open_if_absent: bool = False
    """No end printed means that there is none."""
    warn_days: Days | None = None
    """Fewer days left than this are worth a warning."""
    grace_months: Months | None = None
    """So long after the end a person decides."""
    renewed_by: KindName | None = None
    """A kind of document that prolongs it, with an end of its own and the same registration number."""

    made: str | None = None
    """The field of the day it was signed, which no document handed in can bear before it has come."""
    revoked: str | None = None
    """The field with words by which the document itself says that it is over, whatever its dates say."""

    @model_validator(mode="after")
    def _fields_exist(self) -> ValidOn:
        for name in filter(None, (self.end, self.start, self.since, self.revoked, self.made)):
            known_field(self.paper, name)
        return self


def run(case: Case, args: ValidOn) -> Result:
    """A problem for each document that is over or has not begun; of documents out of play only a remark."""
    cast = case.cast(args.paper)
    if not cast.chosen:
        yield case.absent(args.paper)
    if args.paper == "representative_id":
        yield from _cards(case, args)
        return
    yield from on_best_copy(cast, lambda document: _one(case, args, document, Severity.REJECT))
    if args.paper in ("letters", "certificate"):
        for document in cast.others:
            if args.end in document.fields:
                yield from _one(case, args, document, Severity.INFO)


def _cards(case: Case, args: ValidOn) -> Result:
    """An ID card may lie in two files, and the side with the dates bears no name; an old card may lie beside the new."""
    cast = case.cast(args.paper)
    dated = [card for card in cast.chosen if args.end in card.fields]
    undated = [card for card in cast.chosen if card not in dated and _may_show_dates(card)]
    for person in _people(dated):
        yield from _of_one_person(case, args, person, undated)
    if cast.chosen and not dated:
        yield from _without_dates(case, args)


def _of_one_person(case: Case, args: ValidOn, cards: list[Document], undated: list[Document]) -> Result:
    """Of several cards the one in force counts, else the one that ends last; the others are only remarked upon.

    While there is a side whose dates were not read, that may be the card in force: then it is asked about.
    """
    in_force = [card for card in cards if not list(_one(case, args, card, Severity.REJECT))]
    counts = in_force[0] if in_force else max(cards, key=lambda card: str(card.value(args.end)))
    weight = Severity.REVIEW if undated else Severity.REJECT
    for card in cards:
        yield from _one(case, args, card, weight if card is counts else Severity.INFO)
    if not in_force:
        yield from (unread(card, args.end) for card in undated)


def _without_dates(case: Case, args: ValidOn) -> Result:
    """No card of the representative shows dates: a side with the emblem may, whoever's it is."""
    cast = case.cast(args.paper)
    emblems = [card for card in (*cast.chosen, *cast.copies) if "emblem" in (card.value("sides") or ())]
    for card in emblems:
        yield from _one(case, args, card, Severity.REVIEW)
    if not emblems:
        yield no_emblem()


def _may_show_dates(card: Document) -> bool:
    """It shows the side with the emblem, or which side it shows is not known."""
    return "emblem" in (card.value("sides") or ("emblem",))


def _people(cards: Sequence[Document]) -> Iterable[list[Document]]:
    """The cards of each person; those without a name (the side of the dates) go with the first."""
    people: list[list[Document]] = []
    for card in sorted(cards, key=lambda item: not item.value("name")):
        name = card.value("name")
        own = (p for p in people if not name or compare(str(p[0].value("name")), str(name)).same)
        if (person := next(own, None)) is not None:
            person.append(card)
        else:
            people.append([card])
    return people


def _one(case: Case, args: ValidOn, document: Document, at_most: Severity) -> Result:
    if reversed_term := _reversed(case, args, document, at_most):
        yield reversed_term  # one of its days was misread or is wrong: nothing rests on either
        return
    if args.revoked is not None and args.revoked in document.fields and at_most is not Severity.INFO:
        yield _says_it_is_over(case, document, args.revoked)
    if args.made is not None and at_most is not Severity.INFO:
        yield from _made(case, args, document, args.made)
    if args.start is not None:
        yield from _begun(case, args, document, args.start, at_most)
    yield from _ended(case, args, document, at_most)


def _ended(case: Case, args: ValidOn, document: Document, at_most: Severity) -> Result:
    today, end = case.submission_date, document.fields.get(args.end)
    if end is None:
        if not args.open_if_absent and at_most is not Severity.INFO:
            yield unread(document, args.end)
        return
    until = day(end)
    if end.value == OPEN_ENDED:
        return
    if until is None:
        if at_most is not Severity.INFO:
            yield unread(document, args.end)
        return
    left = (until - today).days
    if left >= 0:
        if args.warn_days is not None and left < args.warn_days:
            lowest = max(at_most, Severity.WARN, key=lambda item: item.rank)
            yield _problem(case, args, document, args.end, until, {"days": str(left)}, "soon", lowest)
        return
    renewals = _renewals(case, args, document)
    if any(_lasts(renewal, today) for renewal in renewals):
        return
    variant = None
    if any(day(renewal.fields.get("valid_to")) is None for renewal in renewals):
        variant, at_most = "renewal_unclear", max(at_most, Severity.REVIEW, key=lambda item: item.rank)
    elif args.grace_months is not None and today <= months_after(until, args.grace_months):
        variant, at_most = "grace", max(at_most, Severity.REVIEW, key=lambda item: item.rank)
    yield _problem(case, args, document, args.end, until, {}, variant, at_most)


def _reversed(case: Case, args: ValidOn, document: Document, at_most: Severity) -> Problem | None:
    """A term that ends before it begins."""
    name = args.since or args.start
    begins, ends = (day(document.fields.get(field)) if field else None for field in (name, args.end))
    if name is None or begins is None or ends is None or begins <= ends:
        return None
    lowest = max(at_most, Severity.REVIEW, key=lambda item: item.rank)
    values = {"start": begins.isoformat()}
    problem = _problem(case, args, document, args.end, ends, values, "reversed", lowest)
    both = ((document.id, name), (document.id, args.end))
    return replace(problem, evidence=evidence(document, name, args.end), rests_on=both, expected=not_before(begins))


def _made(case: Case, args: ValidOn, document: Document, field: str) -> Result:
    when = day(document.fields.get(field))
    if when is not None and when > case.submission_date:
        values = {"signed": when.isoformat()}
        yield _problem(case, args, document, field, when, values, "made_later", Severity.REVIEW)


def _says_it_is_over(case: Case, document: Document, field: str) -> Problem:
    """What the words stand for, and since when, a person reads."""
    words, today = str(document.value(field)), case.submission_date.isoformat()
    return Problem(
        documents=(document.id,), evidence=evidence(document, field), variant="revoked", at_most=Severity.REVIEW,
        values={"file": document.path, "today": today, "words": words}, found=words,
        better_documents=frozenset({document.kind}), edges=edges_of(document),
    )  # fmt: skip


def _begun(case: Case, args: ValidOn, document: Document, field: str, at_most: Severity) -> Result:
    start = day(document.fields.get(field))
    if start is None:
        if args.start_needed and at_most is not Severity.INFO:
            yield unread(document, field)
    elif start > case.submission_date:
        yield _problem(case, args, document, field, start, {"start": start.isoformat()}, "not_started", at_most)


def _problem(
    case: Case,
    args: ValidOn,
    document: Document,
    field: str,
    when: date,
    values: Mapping[str, Value],
    variant: str | None,
    at_most: Severity,
) -> Problem:
    today = case.submission_date.isoformat()
    return Problem(
        documents=(document.id,), evidence=evidence(document, field),
        values={"file": document.path, "date": when.isoformat(), "today": today, **values},
        expected=(not_after if variant in ("not_started", "made_later") else not_before)(today), found=when.isoformat(), variant=variant,
        at_most=at_most, rests_on=((document.id, field), *_ends_read(case, args, document, field)), discounted=_SUMS if document.kind != "id_card" else frozenset(),
        better_documents=frozenset(filter(None, (document.kind, args.renewed_by))), edges=edges_of(document),
    )  # fmt: skip


def _renewals(case: Case, args: ValidOn, document: Document) -> tuple[Document, ...]:
    if args.renewed_by is None:
        return ()
    number = document.value("registration_number")
    return tuple(
        paper for paper in of_kind(case.documents, args.renewed_by)
        if not number or not paper.value("registration_number") or same_code(str(number), str(paper.value("registration_number")))
    )  # fmt: skip


def _ends_read(case: Case, args: ValidOn, document: Document, field: str) -> tuple[FieldOf, ...]:
    """The ends of renewals that are over as well: a misread one may be in force."""
    documents = _renewals(case, args, document) if field == args.end else ()
    return tuple((paper.id, "valid_to") for paper in documents if "valid_to" in paper.fields)


def _lasts(renewal: Document, today: date) -> bool:
    until = day(renewal.fields.get("valid_to"))
    return until is not None and until >= today


CHECK = Check(
    "valid_on", ValidOn, run, fills=frozenset({"file", "date", "today"}),
    variants={
        "not_started": frozenset({"start"}), "soon": frozenset({"days"}), "grace": frozenset(), "renewal_unclear": frozenset(),
        "reversed": frozenset({"start"}), "revoked": frozenset({"words"}), "made_later": frozenset({"signed"}),
    },
)  # fmt: skip
