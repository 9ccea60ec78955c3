"""Company or individual trader: the code, the licence and the form say the same."""

from __future__ import annotations

import re

from docvet.models import LocalizedText, Severity
from docvet.rules.arguments import NoArgs
from docvet.rules.case import Case, evidence, unread
from docvet.rules.checks import Check
from docvet.rules.facts import fact
from docvet.rules.problems import Problem, Result

_TITLES: dict[bool, LocalizedText] = {
    True: {"zh": "个体工商户", "en": "an individual trader (个体工商户)"},
    False: {"zh": "企业", "en": "a company"},
}


_INDIVIDUAL = re.compile(r"个体|个人经营|家庭经营")


def run(case: Case, _args: NoArgs) -> Result:
    """A problem where two of them differ: prefix 92 is an individual trader, 91 a company."""
    licence = case.licence
    if licence is None:
        yield case.absent("licence")
        return
    code, entity_type = licence.value("credit_code"), licence.value("entity_type")
    stated: list[tuple[bool, str]] = []
    if code and str(code)[:2] in ("91", "92"):
        stated.append((str(code).startswith("92"), "credit_code"))
    if entity_type:
        stated.append((bool(_INDIVIDUAL.search(str(entity_type))), "entity_type"))
    if not stated:
        yield unread(licence, "entity_type")
        return
    if case.form.entity is not None:
        stated.append((case.form.entity == "individual", "form"))
    first, field = stated[0]
    for other, place in stated[1:]:
        if other != first:
            yield Problem(
                documents=(licence.id,), evidence=evidence(licence, *(name for name in (field, place) if name != "form")),
                values={"licence_type": _TITLES[first], "other_type": _TITLES[other]},
                expected=fact(_TITLES[first]), found=fact(_TITLES[other]), variant="form" if place == "form" else None,
                at_most=Severity.REVIEW,
            )  # fmt: skip
            return


CHECK = Check(
    "entity_agrees",
    NoArgs,
    run,
    papers=("licence",),
    fills=frozenset({"licence_type", "other_type"}),
    variants={"form": frozenset()},
)
