"""Letters that say what a letter has to say."""

from __future__ import annotations

from docvet.models import Severity
from docvet.rules.arguments import Args, LetterField
from docvet.rules.case import Case, evidence, join, unread
from docvet.rules.chain import edges_of
from docvet.rules.checks import Check
from docvet.rules.facts import fact
from docvet.rules.problems import Problem, Result
from docvet.rules.vocabulary import FIELD_TITLES


class ElementsPresent(Args):
    """Fields of the letter: needed ones, groups of which one is enough, and those whose absence is only asked about."""

    required: tuple[LetterField, ...]
    any_of: tuple[tuple[LetterField, ...], ...] = ()
    advised: tuple[LetterField, ...] = ()


def run(case: Case, args: ElementsPresent) -> Result:
    """One question for each letter in play: what was not read may still stand there."""
    cast = case.cast("letters")
    if not cast.chosen and not cast.others:
        yield case.absent("letters")
    for letter in cast.chosen:
        lacking = [name for name in args.required if not letter.value(name)]
        lacking += [group[0] for group in args.any_of if not any(letter.value(name) for name in group)]
        advised = [name for name in args.advised if not letter.value(name)]
        if not lacking and not advised:
            continue
        names = tuple(dict.fromkeys((*lacking, *advised)))
        if lacking:
            yield unread(letter, *names)
        missing = join([FIELD_TITLES[name] for name in names])
        yield Problem(
            documents=(letter.id,), evidence=evidence(letter, *(name for name in names if name in letter.fields)),
            values={"file": letter.path, "missing": missing}, expected=fact(missing),
            variant=None if lacking else "advised", at_most=Severity.REVIEW, edges=edges_of(letter),
        )  # fmt: skip


CHECK = Check(
    "elements_present",
    ElementsPresent,
    run,
    papers=("letters",),
    fills=frozenset({"file", "missing"}),
    variants={"advised": frozenset()},
)
