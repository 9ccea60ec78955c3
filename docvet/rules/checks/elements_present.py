"""Letters that say what a letter has to say."""

from __future__ import annotations

from docvet.models import Document, Severity
from docvet.rules.arguments import Args, LetterField
from docvet.rules.case import Case, evidence, join, unread
from docvet.rules.checks import Check, Problem, Result
from docvet.rules.vocabulary import FIELD_TITLES


class ElementsPresent(Args):
    """Fields of the letter: needed ones, groups of which one is enough, and those whose absence is only asked about."""

    required: tuple[LetterField, ...]
    any_of: tuple[tuple[LetterField, ...], ...] = ()
    advised: tuple[LetterField, ...] = ()


def run(case: Case, args: ElementsPresent) -> Result:
    """One problem for each letter in play; hard only where the place was seen whole and is empty."""
    cast = case.cast("letters")
    if not cast.chosen and not cast.others:
        yield case.absent("letters")
    for letter in cast.chosen:
        lacking = [name for name in args.required if not letter.value(name)]
        lacking += [group[0] for group in args.any_of if not any(letter.value(name) for name in group)]
        advised = [name for name in args.advised if not letter.value(name)]
        if not lacking and not advised:
            continue
        unseen = [name for name in (*lacking, *advised) if not _seen_empty(letter, name)]
        if unseen and lacking:
            yield unread(letter, *unseen)
        empty = bool(lacking) and all(_seen_empty(letter, name) for name in lacking)
        names = (*lacking, *advised)
        missing = join([FIELD_TITLES[name] for name in names])
        yield Problem(
            documents=(letter.id,), evidence=evidence(letter, *(name for name in names if name in letter.fields)),
            values={"file": letter.path, "missing": missing}, expected=missing["zh"], absent=True,
            variant=None if lacking else "advised", at_most=Severity.REJECT if empty else Severity.REVIEW,
            rests_on=tuple((letter.id, name) for name in lacking),
        )  # fmt: skip


def _seen_empty(letter: Document, name: str) -> bool:
    """The label stands there and nothing stands beside it."""
    field = letter.fields.get(name)
    return field is not None and field.whole and not field.value


CHECK = Check(
    "elements_present", ElementsPresent, run, fills=frozenset({"file", "missing"}), variants={"advised": frozenset()}
)
