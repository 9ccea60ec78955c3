"""Identity cards whose term fits the age of their holder."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from dateutil.relativedelta import relativedelta
from pydantic import Field

from docvet.models import OPEN_ENDED, Document, Severity
from docvet.rules.arguments import Args, Days
from docvet.rules.case import Case, day, evidence, no_emblem, unread
from docvet.rules.checks import Check
from docvet.rules.model import Model
from docvet.rules.problems import FieldOf, Problem, Result
from docvet.values.codes import id_birth_date
from docvet.values.dates import add_years


class Term(Model):
    """Cards issued from this age on (in full years) are valid for so many years; None means for good."""

    from_age: int
    years: int | None


class IdSpan(Args):
    """The terms by age, youngest first, and by how many days the day of issue may lie after the application."""

    terms: Annotated[tuple[Term, ...], Field(min_length=1)]
    slack_days: Days


def run(case: Case, args: IdSpan) -> Result:
    """A question for a card of an unusual term, or of one that its holder's age does not give."""
    cast = case.cast("representative_id")
    documents = (*cast.chosen, *cast.copies)
    if not documents:
        yield case.absent("representative_id")
        return
    dated = [document for document in documents if "valid_from" in document.fields and "valid_to" in document.fields]
    if not dated:
        emblem = next(
            (document for document in documents if "emblem" in (document.value("sides") or ("emblem",))), None
        )
        dates = ("valid_from", "valid_to")
        yield unread(emblem, *(name for name in dates if name not in emblem.fields)) if emblem else no_emblem()
        return
    if not any(_birth(document) for document in documents):
        portrait = next((card for card in documents if "portrait" in (card.value("sides") or ("portrait",))), dated[0])
        yield unread(portrait, "id_number")
    births = {born: place for document in documents if (birth := _birth(document)) for born, place in [birth]}
    for card in dated:
        start = day(card.fields["valid_from"])
        if start is None:
            yield unread(card, "valid_from")
            continue
        if (end := day(card.fields["valid_to"])) is not None and end < start:
            continue  # a term that ends before it begins is the matter of whether the card is in force
        years = _years(start, card)
        if years == 0 or years not in {term.years for term in args.terms}:
            yield _problem(card, (), "span", {"years": "", "age": ""})
        elif len(births) == 1:  # cards of two people, or two readings of one: whose age it is cannot be told
            born, place = next(iter(births.items()))
            allowed = {_term(args, born, start), _term(args, born, start - timedelta(days=args.slack_days))}
            if years not in allowed:
                age = str(relativedelta(start, born).years)
                yield _problem(card, (place,), None, {"years": _in_words(years), "age": age})


def _birth(document: Document) -> tuple[date, FieldOf] | None:
    if born := id_birth_date(str(document.value("id_number") or "")):
        return born, (document.id, "id_number")
    if born := day(document.fields.get("birth_date")):
        return born, (document.id, "birth_date")
    return None


def _years(start: date, card: Document) -> int | None:
    """Whole years from issue to end, both 02-28 and 03-01 after a leap day; None for good, 0 for no whole years."""
    if card.value("valid_to") == OPEN_ENDED:
        return None
    end = day(card.fields["valid_to"])
    if end is None:
        return 0
    years = end.year - start.year
    return (
        years
        if end in (add_years(start, years), add_years(start - timedelta(days=1), years) + timedelta(days=1))
        else 0
    )


def _term(args: IdSpan, born: date, on: date) -> int | None:
    age = relativedelta(on, born).years
    fitting = [term for term in args.terms if age >= term.from_age] or args.terms[:1]
    return fitting[-1].years


def _in_words(years: int | None) -> str:
    return "长期" if years is None else str(years)


def _problem(card: Document, more: tuple[FieldOf, ...], variant: str | None, values: dict[str, str]) -> Problem:
    start, end = str(card.value("valid_from")), str(card.value("valid_to"))
    return Problem(
        documents=tuple(dict.fromkeys((card.id, *(place[0] for place in more)))),
        evidence=evidence(card, "valid_from", "valid_to"), values={"file": card.path, "start": start, "end": end, **values},
        found=f"{start} – {end}", rests_on=((card.id, "valid_from"), (card.id, "valid_to"), *more), variant=variant,
        at_most=Severity.REVIEW,
    )  # fmt: skip


CHECK = Check(
    "id_span", IdSpan, run, fills=frozenset({"file", "start", "end", "years", "age"}), variants={"span": frozenset()}
)
