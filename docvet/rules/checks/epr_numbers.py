"""EPR numbers for the markets that ask for them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from docvet.models import Document, Severity
from docvet.rules.arguments import Args
from docvet.rules.case import Case, evidence, missing, not_applicable
from docvet.rules.checks import Check
from docvet.rules.facts import one_of
from docvet.rules.problems import Problem, Result
from docvet.values.countries import country

_SEPARATORS = re.compile(r"[\s_/.-]")


class EprNumbers(Args):
    """Market → shapes of its numbers: ``#`` is a digit, ``@`` a letter, all else stands for itself."""

    markets: Mapping[str, tuple[str, ...]]


def run(case: Case, args: EprNumbers) -> Result:
    """A warning for each such market without a number, and for a number of another shape."""
    if not case.form.targets:
        yield missing("没有填写目标市场", "no target markets were stated")
        return
    asking = [market for market in case.form.targets if market in args.markets]
    if not asking:
        yield not_applicable("目标市场不要求 EPR 注册号", "no target market asks for an EPR number")
    for market in asking:
        documents = [
            document for document in case.cast("epr_certificates").chosen if document.value("market") in (market, None)
        ]
        stated: list[tuple[str, Document | None]] = [
            (str(document.value("number")), document) for document in documents if document.value("number")
        ]
        if market in case.form.epr:
            stated.insert(0, (case.form.epr[market], None))
        if not stated:
            yield _problem(market, args, "", None, None)
        elif not any(_fits(number, shape) for number, _ in stated for shape in args.markets[market]):
            yield _problem(market, args, *stated[0], "shape")


def _fits(number: str, shape: str) -> bool:
    plain, pattern = (_SEPARATORS.sub("", text.upper()) for text in (number, shape))
    return len(plain) == len(pattern) and all(_is(a, b) for a, b in zip(plain, pattern, strict=True))


def _is(character: str, sign: str) -> bool:
    if sign == "#":
        return character.isdigit()
    return character.isalpha() if sign == "@" else character == sign


def _problem(market: str, args: EprNumbers, number: str, document: Document | None, variant: str | None) -> Problem:
    shapes = " / ".join(args.markets[market])
    return Problem(
        documents=(document.id,) if document else (), evidence=evidence(document, "number") if document else (),
        values={"market": country(market), "number": number, "shapes": shapes}, expected=one_of(args.markets[market]), found=number, variant=variant,
        at_most=Severity.WARN,
    )  # fmt: skip


CHECK = Check(
    "epr_numbers", EprNumbers, run, fills=frozenset({"market", "number", "shapes"}), variants={"shape": frozenset()}
)
